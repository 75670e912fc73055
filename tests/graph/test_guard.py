"""Confidential entities leave neither by SQL nor by export, unless the owner asks for it."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

from graph.errors import UsageError
from graph.settings import Settings
from graph.snapshot import Snapshot
from graph.workspace import Workspace

SECRET, PLAIN, CODE = "示例机密厂", "示例公开厂", "91320706MA1X12345R"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    from loaders.pipeline import load

    def write_csv(path: Path, rows: list[list[object]]) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)

    folder = tmp_path_factory.mktemp("guarded")
    home = Workspace.create(folder / "ws", Settings(home="320706"))
    write_csv(folder / "企业名录.csv", [["企业名称", "统一社会信用代码", "涉密", "所属区县"],
                                     [SECRET, CODE, "是", "海州区"], [PLAIN, "", "否", "海州区"]])  # fmt: skip
    write_csv(
        folder / "供应关系.csv", [["供应商", "采购方", "产品"], [SECRET, PLAIN, "硅粉"], [PLAIN, "示例未知厂", "砂"]]
    )
    write_csv(folder / "企业年度数据.csv", [["企业名称", "年度", "营业收入（万元）"], [SECRET, 2025, 777]])
    write_csv(folder / "技术需求.csv", [["需求名称", "提出单位"], ["示例难题", SECRET]])
    load(home, [folder / f"{name}.csv" for name in ("企业名录", "供应关系", "企业年度数据", "技术需求")])
    return home


def test_sql_leaves_them_out_with_edges_years_and_names(guarded: Workspace) -> None:
    assert guarded.hidden() == 1
    assert guarded.sql("SELECT name FROM Firm")[0]["name"].tolist() == [PLAIN]
    for kind in ("SUPPLIES", "YearFact", "HAS_YEAR", "POSTED"):
        assert guarded.sql(f"SELECT count(*) AS n FROM {kind}")[0]["n"].tolist() == [0], kind
    assert guarded.sql("SELECT name, firm FROM Demand")[0].isna()["firm"].tolist() == [True]
    assert guarded.sql("SELECT name FROM Firm ORDER BY name", confidential=True)[0]["name"].tolist() == [PLAIN, SECRET]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT name FROM record.Firm", 'SELECT name FROM fold."Firm"', 'SELECT name FROM liantu.main."Firm"',
        'SELECT name FROM "liantu".main.Firm', "SELECT * FROM query('SELECT name FROM record.Firm')",
        "SELECT * FROM query_table('record.Firm')", "WITH x AS (FROM fold.Firm) SELECT name FROM x", "FROM t_hidden",
    ],
)  # fmt: skip
def test_no_way_round_the_views(guarded: Workspace, statement: str) -> None:
    with pytest.raises(UsageError):
        guarded.sql(statement)


def test_main_is_the_view_too(guarded: Workspace) -> None:
    assert guarded.sql("SELECT name FROM main.Firm")[0]["name"].tolist() == [PLAIN]


def _written(folder: Path) -> str:
    return "\n".join(
        str(duckdb.sql(f"SELECT * FROM '{file}'").fetchall()) for file in sorted(folder.rglob("*.parquet"))
    )


@pytest.mark.parametrize("everything", [True, False])
def test_exports_leave_them_out_and_say_how_many(guarded: Workspace, tmp_path: Path, everything: bool) -> None:
    write = guarded.export_everything if everything else guarded.export_snapshot
    assert write(tmp_path / "a") == 1
    text = _written(tmp_path / "a")
    assert PLAIN in text
    assert SECRET not in text
    assert CODE not in text
    assert write(tmp_path / "b", confidential=True) == 0
    assert SECRET in _written(tmp_path / "b")


def test_an_exported_snapshot_is_read_again(guarded: Workspace, tmp_path: Path) -> None:
    guarded.export_snapshot(tmp_path)
    assert Snapshot.from_parquet(tmp_path).nodes("Firm")["name"].tolist() == [PLAIN]


def test_analyses_still_count_them(guarded: Workspace) -> None:
    assert len(guarded.snapshot().nodes("Firm")) == 2
