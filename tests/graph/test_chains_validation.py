"""Each fault names the segment, its line and the remedy."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.chains import load_template, load_templates
from graph.chains.validation import check_file, faults
from graph.errors import UsageError
from graph.words import set_language

SEGMENT: dict[str, Any] = {
    "en": "x", "stage": "up", "layer": 0, "panel": "板", "weight": "core", "required": True, "kind": "material",
    "filled_by": "production", "value": 3, "source": "例子", "codes": ["2710"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def chinese() -> None:
    set_language("zh")


def segment(name: str, **more: object) -> dict[str, Any]:
    return {"id": name, "zh": f"环节{name}", "keywords": [f"词{name}"], **SEGMENT, **more}


def takes(*names: str) -> list[dict[str, Any]]:
    return [{"segment": name, "need": 0.5, "reason": "需要"} for name in names]


def found(*segments: dict[str, Any], **chain: object) -> list[str]:
    given = {
        "chain": "toy",
        "zh": "玩具",
        "en": "Toy",
        "version": "1",
        "effective": "2026-01-01",
        "basis": "例子例子例子例子例子",
    }
    text = yaml.safe_dump({**given, **chain, "segments": list(segments)}, allow_unicode=True, sort_keys=False)
    return faults(load_template(text, "toy.yaml"), load_templates())


def test_a_sound_template_has_none() -> None:
    assert found(segment("a"), segment("b", inputs=takes("a"))) == []


@pytest.mark.parametrize(
    ("segments", "chain", "said"),
    [
        ([segment("a"), segment("b", inputs=takes("a", "nobody"))], {}, "投入 nobody 不是本链的环节"),
        ([segment("a"), segment("b", inputs=takes("a", "life-health/none"))], {}, "life-health/none"),
        ([segment("a", layer=2), segment("b", layer=1, inputs=takes("a"))], {}, "比本环节的第 1 层靠右"),
        ([segment("a", stage="mid"), segment("b", inputs=takes("a"))], {}, "stage 是 mid，晚于本环节的 up"),
        ([segment("a", codes=["0000"]), segment("b", inputs=takes("a"))], {}, "行业代码 0000 不在"),
        ([segment("a", same_as=["life-health/none"]), segment("b", inputs=takes("a"))], {}, "life-health/none 不存在"),
        ([segment("a"), segment("b", inputs=takes("a")), segment("c")], {}, "环节c（c）：没有投入"),
        ([segment("a"), segment("a", inputs=takes("a"))], {}, "编号 a 用了两次"),
        ([segment("a"), segment("b", keywords=["词a"], inputs=takes("a"))], {}, "产品词“词a”与环节 a 重复"),
        ([segment("a", keywords=[" "]), segment("b", inputs=takes("a"))], {}, "却没有产品词"),
        ([segment("a", inputs=takes("b")), segment("b", inputs=takes("a"))], {}, "投入成环：a → b → a"),
        ([segment("a"), segment("b", inputs=takes("a"))], {"feedback": [["b", "a"]]}, "feedback 中的 b → a 不是"),
        ([segment("a", layer=5), segment("b", layer=5, inputs=takes("a")), segment("c", stage="mid", layer=1, inputs=takes("d")),
          segment("d", layer=0)], {}, "却在第 5 层"),
    ],
)  # fmt: skip
def test_each_fault_is_told(segments: list[dict[str, Any]], chain: dict[str, Any], said: str) -> None:
    faults = found(*segments, **chain)
    assert any(said in fault for fault in faults), faults


def test_declared_feedback_is_no_fault() -> None:
    loop = [segment("a", inputs=takes("b")), segment("b", layer=3, inputs=takes("a"))]
    assert found(*loop, feedback=[["b", "a"]]) == []


def test_a_lower_rank_settles_a_shared_keyword() -> None:
    assert found(segment("a"), segment("b", keywords=["词a:2"], inputs=takes("a"))) == []


def test_an_input_from_another_chain_is_known() -> None:
    assert found(segment("a", inputs=takes("life-health/chemical-api"))) == []


def test_the_line_is_named_in_both_languages() -> None:
    (fault,) = found(segment("a"), segment("b", inputs=takes("a")), segment("c"))
    assert fault.startswith("第 ")
    set_language("en")
    (fault,) = found(segment("a"), segment("b", inputs=takes("a")), segment("c"))
    assert "segment c" in fault
    assert "takes nothing" in fault


def test_a_file_is_checked(tmp_path: Path) -> None:
    file = tmp_path / "toy.yaml"
    file.write_text("chain: [", "utf-8")
    with pytest.raises(UsageError) as caught:
        check_file(file)
    assert caught.value.key == "chains.not_yaml"
    file.write_text("chain: toy\n", "utf-8")
    with pytest.raises(UsageError) as caught:
        check_file(file)
    assert caught.value.key == "chains.bad_form"
    assert "segments" in caught.value.text("zh")
    with pytest.raises(UsageError) as caught:
        check_file(tmp_path / "none.yaml")
    assert caught.value.key == "chains.no_file"
