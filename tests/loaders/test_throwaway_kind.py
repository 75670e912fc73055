"""A kind nobody has thought of: one YAML file each for node and edge, and no engine edit from table to docs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from loading_helpers import workspace, write_csv, write_xlsx

from graph.schema.documentation import render
from graph.workspace import Workspace
from loaders.pipeline import load

NODE = """kind: Lighthouse
zh: 灯塔
en: Lighthouse
about_zh: 海边的灯塔。
about_en: A lighthouse on the coast.
tables: [灯塔名录]
identifiers: [light_no]
validity: {start: lit}
fields:
  - {name: name, type: text, zh: 灯塔名, en: Lighthouse name, required: true, aliases: [塔名]}
  - {name: light_no, type: id, zh: 灯号, en: Light number}
  - {name: height, type: number, zh: 塔高, en: Height, unit: m}
  - {name: lit, type: date, zh: 点灯日期, en: Lit since}
  - {name: region, type: division, zh: 塔址, en: Where it stands}
  - {name: builders, type: list, zh: 承建单位, en: Built by}
links:
  - {edge: BUILT_LIGHT, other: src, kind: Firm, column: builders, fields: {finished: lit}}
"""
EDGE = """edge: BUILT_LIGHT
zh: 建造灯塔
en: Built light
sentence_zh: "{src} 建造了 {dst}"
sentence_en: "{src} built {dst}"
src: {kinds: [Firm], zh: 建塔单位, en: Builder}
dst: {kinds: [Lighthouse], zh: 所建灯塔, en: Light built}
tables: [建塔关系]
key: [finished]
fields:
  - {name: finished, type: date, zh: 完工日期, en: Finished}
  - {name: cost, type: money, zh: 造价, en: Cost, unit: CNY}
"""
A, B = "示例甲港务有限公司", "示例乙港务有限公司"


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    files = [tmp_path / "lighthouse.yaml", tmp_path / "built_light.yaml"]
    for file, text in zip(files, (NODE, EDGE), strict=True):
        file.write_text(text, "utf-8")
    return workspace(tmp_path, files)


@pytest.fixture
def loaded(home: Workspace, tmp_path: Path) -> Workspace:
    towers = [
        ["塔名", "灯号", "塔高（米）", "点灯日期", "塔址", "承建单位"],
        ["示例东塔", "L-1", 31.5, "2001年5月", "海州区", f"{A}、{B}"],
        ["示例西塔", "L-2", "二十米", "2002-06-01", "", A],
        ["", "", 5, "", "", ""],
    ]
    report = load(home, [write_xlsx(tmp_path / "灯塔名录.xlsx", {"Sheet1": towers})])
    assert (report.loaded, report.rejected) == (2, 1)
    load(home, [write_csv(tmp_path / "企业名录.csv", [["企业名称"], [A], [B]])])
    edges = [["建塔单位", "所建灯塔灯号", "完工日期", "造价（万元）"], [B, "L-2", "2002-06-01", "300"]]
    assert load(home, [write_csv(tmp_path / "建塔关系.csv", edges)]).exit_code == 0
    return home


def test_it_is_loaded_and_asked_in_sql(loaded: Workspace) -> None:
    rows = loaded.sql("SELECT name, light_no, height, region FROM Lighthouse ORDER BY light_no")[0]
    assert rows["name"].tolist() == ["示例东塔", "示例西塔"]
    assert rows["height"].tolist()[0] == 31.5
    assert rows["region"].tolist()[0] == "320706"
    edges = loaded.sql(
        "SELECT f.name, l.name AS light, b.cost FROM BUILT_LIGHT b JOIN Firm f ON f.uid = src JOIN Lighthouse l ON l.uid = dst"
    )[0]
    assert {(row.name, row.light) for row in edges.itertuples(index=False)} == {
        (A, "示例东塔"), (B, "示例东塔"), (A, "示例西塔"), (B, "示例西塔"),
    }  # fmt: skip
    assert float(edges["cost"].max()) == 3_000_000
    assert "Lighthouse" in set(loaded.tables()["table"])
    assert loaded.waiting().empty


def test_it_is_in_the_snapshot(loaded: Workspace) -> None:
    snapshot = loaded.snapshot(as_of=date(2001, 12, 31))
    assert snapshot.nodes("Lighthouse")["uid"].tolist() == ["lighthouse:L-1"]
    assert len(loaded.snapshot(as_of=date(2003, 1, 1)).edges("BUILT_LIGHT")) == 4
    assert snapshot.provenance(["lighthouse:L-1"])["file"].tolist() == ["灯塔名录.xlsx"]


def test_it_is_in_the_docs(home: Workspace) -> None:
    page = render(home.schema)
    assert "Lighthouse" in page
    assert "灯塔" in page
    assert "BUILT_LIGHT" in page
    assert "点灯日期" in page


def test_its_run_can_be_undone(loaded: Workspace) -> None:
    loaded.undo(1)
    assert loaded.statistics().nodes.get("Lighthouse", 0) == 0
    assert loaded.statistics().nodes["Firm"] == 2
