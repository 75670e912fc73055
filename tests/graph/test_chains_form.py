"""Every fault of form is said with file, line, segment and remedy, in Chinese and English, never in a library's words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.chains import load_template, load_templates
from graph.chains.exclusions import load_exclusions, read_exclusions
from graph.chains.template import own_templates
from graph.chains.validation import check_file
from graph.errors import UsageError, WorkspaceError
from graph.words import LANGUAGES, set_language

SEGMENT = """  - id: a
    zh: 甲
    en: A
    stage: up
    layer: 0
    panel: 板
    weight: core
    required: true
    kind: part
    filled_by: any
    keywords: [词]
    value: 3
    source: 例子
"""
HEAD = """chain: toy
zh: 玩具
en: Toy
version: "1"
effective: 2026-01-01
basis: 例子例子例子例子例子
segments:
"""
PYDANTIC = re.compile(r"Input should|Field required|Extra inputs|should have at least|validation error|while parsing")


@pytest.fixture(autouse=True)
def chinese() -> None:
    set_language("zh")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    panel: 板\n", "", "第 8 行 甲（a）：缺少 panel；请补上"),
        ("layer: 0", "layer: 三", "第 12 行 甲（a）：layer 应是整数，现为“三”"),
        ("required: true", "required: 也许", "required 应是 true 或 false"),
        ("keywords: [词]", "keywords: 词", "keywords 应是列表"),
        ("keywords: [词]", "keywords: []", "keywords 太短或为空"),
        ("stage: up", "stage: 上游", "stage 的值“上游”不对，只能是 up, mid, down 之一"),
        ("value: 3", "value: 9", "value 应 ≤ 5，现为“9”"),
        ("zh: 甲", "zh: 1", "第 9 行 1（a）：zh 应是文字，现为“1”"),
        ("id: a", "id: 甲", "第 8 行 甲（甲）：id 的值“甲”不能作编号"),
        ("source: 例子", "sources: 例子", "不认识的字段 sources（是不是 source？）"),
        ("effective: 2026-01-01", "effective: 明天", "第 5 行：effective 应是日期"),
        ('version: "1"\n', "", "第 1 行：缺少 version"),
        ("source: 例子", "source: 例子\n    inputs: [{segment: a, need: 2, reason: 需要}]", "inputs.need 应 ≤ 1"),
        ("source: 例子", "source: 例子\n    access: free", "access 应由“字段: 值”组成"),
    ],
)
def test_faults_of_form_have_line_segment_and_remedy(old: str, new: str, said: str) -> None:
    text = (HEAD + SEGMENT).replace(old, new)
    assert text != HEAD + SEGMENT
    with pytest.raises(UsageError) as caught:
        load_template(text, "toy.yaml")
    assert said in caught.value.text("zh")
    for lang in LANGUAGES:
        set_language(lang)
        with pytest.raises(UsageError) as again:
            load_template(text, "toy.yaml")
        assert "toy.yaml" in again.value.text()
        assert not PYDANTIC.search(again.value.text())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: b: c\n", "第 1 行第 5 列附近：冒号有误"), ("a:\n\tb: 1\n", "第 2 行第 1 列附近：有不能这样开头的字符"),
        ("a: [1, 2\nb: 3\n", "括号"), ('a: "x\n', "引号没有成对"), ("a:\n  b: 1\n c: 2\n", "缩进对不齐"),
        ("- 1\n", "文件应由“字段: 值”组成"), ("", "文件应由“字段: 值”组成"), ("2026-13-45: 1", ""),
    ],
)  # fmt: skip
def test_bad_yaml_is_said_in_words(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_template(text, "toy.yaml")
    assert said in str(caught.value)
    assert not PYDANTIC.search(str(caught.value))


def test_two_of_a_name(tmp_path: Path) -> None:
    file = tmp_path / "toy.yaml"
    file.write_text(HEAD + SEGMENT + SEGMENT, "utf-8")
    assert any(fault.startswith("第 21 行 环节 甲（a）：编号 a 用了两次") for fault in check_file(file))
    file.write_text(HEAD + SEGMENT.replace("    zh: 甲\n", "    zh: 甲\n    zh: 乙\n"), "utf-8")
    assert any("第 10 行：字段 zh 在同一处写了两次" in fault for fault in check_file(file))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("layer: 0", "layer: 三"), "第 12 行 甲（a）：layer 应是整数"),
        (lambda text: text + SEGMENT, "编号 a 用了两次"),
        (lambda text: text + "    inputs: [{segment: a, need: 1, reason: 自用}]\n", "投入成环"),
        (lambda _: "a: b: c", "第 1 行第 5 列"),
    ],
)
def test_a_broken_copy_stops_with_its_place(tmp_path: Path, change: Any, said: str) -> None:
    file = tmp_path / "chains" / "toy.yaml"
    file.parent.mkdir()
    file.write_text(HEAD + SEGMENT, "utf-8")
    assert "toy" in load_templates(own_templates(tmp_path))
    file.write_text(change(HEAD + SEGMENT), "utf-8")
    with pytest.raises(WorkspaceError) as caught:
        load_templates(own_templates(tmp_path))
    assert said in str(caught.value)
    assert str(file) in str(caught.value)
    assert "移出 chains 文件夹" in str(caught.value)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(WorkspaceError, match="UTF-8"):
        load_templates(own_templates(tmp_path))


def test_two_files_for_one_chain(tmp_path: Path) -> None:
    (tmp_path / "chains").mkdir()
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / "chains" / name).write_text(HEAD + SEGMENT, "utf-8")
    with pytest.raises(WorkspaceError, match="都是产业链 toy 的模板"):
        load_templates(own_templates(tmp_path))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"names": [], "codes": []}, "什么也剔除不了"), ({"codes": ["51A"]}, "不是 GB/T 4754 代码"),
        ({"names": [" "]}, "有空白的词"), ({"nmes": ["贸易"]}, "不认识的字段 nmes（是不是 names？）"),
        ({"always": "也许"}, "always 应是 true 或 false"),
    ],
)  # fmt: skip
def test_exclusions_of_ones_own_are_checked(tmp_path: Path, change: dict[str, object], said: str) -> None:
    rules = load_exclusions().model_dump(mode="json")
    file = tmp_path / "exclusions.yaml"
    file.write_text(yaml.safe_dump({**rules, "version": "海州 1"}, allow_unicode=True), "utf-8")
    assert load_exclusions(file).version == "海州 1"
    assert load_exclusions(tmp_path / "none.yaml") == load_exclusions()
    rules["types"][0] |= change
    file.write_text(yaml.safe_dump(rules, allow_unicode=True), "utf-8")
    with pytest.raises(UsageError) as caught:
        read_exclusions(file)
    assert said in str(caught.value)
    assert "trader" in str(caught.value)
    with pytest.raises(WorkspaceError, match="移出 chains 文件夹"):
        load_exclusions(file)
