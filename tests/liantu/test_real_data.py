"""The main job on real listed firms: 新能源与新型储能 of 江苏省 against the country."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.liantu.conftest import run_liantu

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "a-share-chains"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"test data {DATA.name} are not beside this checkout")


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the listed firms, with the kinds that only these tables need."""
    workspace = tmp_path_factory.mktemp("listed") / "ws"
    assert run_liantu("init", workspace, "--home", "320706").code == 0
    for file in (ROOT / "tests" / "kinds").glob("*.yaml"):
        shutil.copy(file, workspace / "kinds")
    done = run_liantu("load", DATA, "--source", ROOT / "tests/sources/a-share-chains.toml", "-w", workspace)
    assert done.code == 3, done.out + done.err  # self loops of goods are rejected
    assert "过滤 1787 + 退回 108" in done.out
    return workspace


def test_gaps_of_a_province_rest_on_listed_firms_only(listed: Path) -> None:
    asked = ("gaps", "--region", "320000", "--chain", "新能源与新型储能", "--format", "json", "-w", listed)
    done = run_liantu(*asked)
    assert done.code == 0, done.err
    rows = done.json["rows"]
    assert len(rows) == 65
    assert done.json["as_of"] == "2021-10-31"
    # one source, no signed statement: no absence may be called missing, and nothing is weak for titles nobody loaded
    assert {row["state"] for row in rows} <= {"normal", "absent", "unknown", "weak", "strong", "unsuited"}
    assert all(row["register_coverage"] is None for row in rows)
    assert any("名录覆盖度未知" in warning for warning in done.json["warnings"])
    present = {row["segment"]: row["effective_firms"] for row in rows if row["effective_firms"]}
    counted = run_liantu(
        "sql",
        """SELECT dst AS segment, count(DISTINCT src) AS firms FROM OPERATES_IN o JOIN Firm f ON f.uid = o.src
        WHERE dst LIKE 'segment:new-energy-storage/%' AND evidence <> 'scope' AND f.region LIKE '32%' GROUP BY dst""",
        "--format", "json", "-w", listed,
    )  # fmt: skip
    by_sql = {row["segment"].removeprefix("segment:"): row["firms"] for row in counted.json["rows"]}
    assert by_sql
    # segments shared with another chain may count a firm placed there; none is lost
    assert {segment: present.get(segment, 0) >= firms for segment, firms in by_sql.items()} == dict.fromkeys(
        by_sql, True
    )


def test_targets_and_pictures_of_real_firms(listed: Path, tmp_path: Path) -> None:
    place = ("--region", "320000", "--chain", "新能源与新型储能", "-w", listed)
    targets = run_liantu("targets", *place, "--format", "json")
    assert targets.code == 0, targets.err
    assert run_liantu("map", *place, "--out", tmp_path / "map.html").code == 0
    page = (tmp_path / "map.html").read_text("utf-8")
    assert page.count('class="c ') >= 65
    assert len(page.encode()) < 1_500_000
    net = run_liantu(
        "network", "--around", "ticker:300751.SZ", "--hops", 3, "--out", tmp_path / "net.html", "-w", listed
    )
    assert net.code == 0, net.err
    assert "苏州迈为" in (tmp_path / "net.html").read_text("utf-8")
    assert json.dumps(targets.json["rows"], ensure_ascii=False)
