"""Two real graphs, if they are there: every number of the load report matches what their descriptions say.

The data may not ship; without it the tests are skipped, and say why.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from loading_helpers import DATA, ROOT, workspace

from graph.workspace import Workspace
from loaders.pipeline import load
from loaders.report import LoadReport, TableReport

KINDS = sorted((ROOT / "tests" / "kinds").glob("*.yaml"))
Loaded = tuple[Workspace, LoadReport]


def loaded(name: str, folder: Path) -> Loaded:
    if not (DATA / name).is_dir():
        pytest.skip(f"{DATA / name} is not there: its licence keeps it out of the project")
    home = workspace(folder, KINDS)
    return home, load(home, [DATA / name], source=ROOT / "tests" / "sources" / f"{name}.toml")


def rows(*path: str) -> list[dict[str, str]]:
    with DATA.joinpath(*path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def shares(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return loaded("a-share-chains", tmp_path_factory.mktemp("a-share"))


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return loaded("ickg25-train", tmp_path_factory.mktemp("ickg25"))


def table(found: Loaded, file: str) -> TableReport:
    (report,) = [table for table in found[1].tables if table.file == file]
    return report


def test_a_share_rows_balance(shares: Loaded) -> None:
    report = shares[1]
    assert report.read == 4_654 + 511 + 4_430 + 53_207 + 110_153 + 5_256
    # 108 rows say of a product that it is its own input or part
    assert (report.filtered, report.rejected, report.exit_code) == (1_787, 108, 3)
    assert report.loaded == report.read - 1_787 - 108
    report.check()


def test_a_share_accounting_rows_are_dropped_and_said(shares: Loaded) -> None:
    products = table(shares, "company_product.csv")
    assert products.filtered == {"=平衡项目": 1_147, "=分部间抵销": 464, "=调整项目": 176}
    assert products.loaded == 51_420
    assert "平衡项目" in shares[1].text("zh")
    names = shares[0].sql("SELECT count(*) AS n FROM Product WHERE name IN ('平衡项目', '分部间抵销', '调整项目')")[0]
    # the product graph itself knows no such product
    assert names["n"].tolist() == [0]


def test_a_share_firms_are_their_tickers(shares: Loaded) -> None:
    home, _ = shares
    assert home.statistics().nodes["Firm"] == 4_586
    assert len(table(shares, "companies.csv").repeated) == 68
    renamed = Counter(row["ticker"] for row in rows("a-share-chains", "companies.csv"))
    several = sorted(f"ticker:{ticker}" for ticker, count in renamed.items() if count > 1)
    assert len(several) == 53
    conflicts = home.conflicts("Firm")
    named = conflicts[conflicts["field"] == "name"]
    assert sorted(set(named["id"])) == several


def test_a_share_weights_are_shares_of_a_firm(shares: Loaded) -> None:
    home, _ = shares
    sums = home.sql(
        "SELECT src, sum(share) AS total, count(*) AS n FROM MAKES WHERE share IS NOT NULL GROUP BY src", limit=10_000
    )[0]
    assert sums["total"].between(0, 1 + 1e-9).all()
    # a product that stands twice after cleaning keeps one weight
    assert (sums["total"] > 1 - 1e-9).mean() > 0.99
    left = table(shares, "company_product.csv").left_out
    assert [(finding.problem.key, finding.count) for finding in left] == [("load.not_positive", 190)]


def test_a_share_products_are_oriented(shares: Loaded) -> None:
    home, _ = shares
    report = table(shares, "product_product.csv")
    # 104 of 上游材料, 3 of 下游产品 and 1 of 产品小类
    assert len(report.loops) == 108
    assert (report.read, report.loaded, report.rejected_rows) == (110_153, 110_153 - 108, 108)
    assert report.records["INPUT_OF"] == 56_826 + 390 - 107
    assert report.records["COVERS"] == 52_937 - 1
    own = rows("a-share-chains", "product_product.csv")
    materials = [row for row in own if row["relation"] == "上游材料"]
    assert sum(row["head"] == row["tail"] for row in materials) == 104
    asked = """SELECT count(*) AS n FROM INPUT_OF JOIN Product a ON a.uid = src JOIN Product b ON b.uid = dst
    WHERE a.name = $a AND b.name = $b"""
    for relation, upstream, product in (("上游材料", "tail", "head"), ("下游产品", "head", "tail")):
        row = next(r for r in own if r["relation"] == relation and r["head"] != r["tail"])
        found = home.sql(asked, {"a": row[upstream], "b": row[product]})[0]
        assert found["n"].tolist() == [1], row


def test_a_share_places_are_inferred_with_confidence(shares: Loaded) -> None:
    home, _ = shares
    places = home.sql(
        "SELECT count(*) AS n, min(confidence) AS low, max(confidence) AS high, bool_and(inferred) AS inferred FROM LOCATED_IN"
    )[0]
    assert places["n"][0] > 2_500
    assert places["low"][0] == places["high"][0] == 0.6
    assert bool(places["inferred"][0])
    jiangsu = home.sql("SELECT count(DISTINCT ticker) AS n FROM Firm WHERE region LIKE '32%'")[0]["n"][0]
    assert 300 <= jiangsu <= 450
    local = home.sql("SELECT ticker FROM Firm WHERE region LIKE '3207%'")[0]["ticker"].tolist()
    assert local == ["601008.SH"]


def test_a_share_what_waits_is_known(shares: Loaded) -> None:
    home, report = shares
    known = {row["ticker"] for row in rows("a-share-chains", "companies.csv")}
    strangers = sum(row["ticker"] not in known for row in rows("a-share-chains", "company_industry.csv"))
    waiting = {count.kind: count.waiting for count in report.kinds}
    assert waiting["IN_INDUSTRY"] == strangers == 103
    assert waiting["UPSTREAM_OF"] == 0
    assert home.statistics().edges["UPSTREAM_OF"] == 5_256


def test_ickg25_rows_balance(news: Loaded) -> None:
    report = news[1]
    assert report.rows == {"read": 54_589, "loaded": 54_564, "filtered": 0, "rejected": 25}
    assert report.skipped
    assert "SOURCE.md" in report.text("zh")


def test_ickg25_relations_become_kinds(news: Loaded) -> None:
    assert {kind: count for kind, count in news[1].records.items() if kind.isupper() and kind != "IP"} == {
        "COMPETES": 1_460 - 1,
        "CONTAINS": 1_515 - 1,
        "CONTROLS": 1_848 - 23,
        "COOPERATES": 3_717 + 194,
        "HOLDS": 15_904,
        "INVESTS": 1_326 + 393,
        "IN_INDUSTRY": 20_170 + 5_992,
        "MAKES": 135,
        "SUPPLIES": 1_009,
        "UPSTREAM_OF": 926,
    }


def test_ickg25_symmetric_relations_are_sorted(news: Loaded) -> None:
    home, report = news
    # 80 of 合作, 3 of 合资 and 83 of 竞争 are told both ways
    assert len(table(news, "train.csv").duplicates) == 80 + 3 + 83
    unchanged = {count.kind: count.unchanged for count in report.kinds}
    assert (unchanged["COOPERATES"], unchanged["COMPETES"]) == (83, 83)
    wrong = home.sql("SELECT count(*) AS n FROM COOPERATES WHERE src > dst")[0]
    assert wrong["n"].tolist() == [0]


def test_ickg25_self_loops_are_reported(news: Loaded) -> None:
    home, report = news
    # 23 of 母公司/控股, one each of 竞争 and 包含; of 持有专利 and 归属于行业 the ends are of different kinds
    assert len(table(news, "train.csv").loops) == 25
    assert table(news, "train.csv").rejected_rows == 25
    assert sum(count.waiting for count in report.kinds) == 0
    assert home.waiting().empty


def test_ickg25_orientation_is_that_of_the_description(news: Loaded) -> None:
    home, _ = news
    row = next(r for r in rows("ickg25-train", "train.csv") if r["relation"] == "供给")
    found = home.sql(
        "SELECT count(*) AS n FROM SUPPLIES JOIN Firm a ON a.uid = src JOIN Firm b ON b.uid = dst WHERE a.name = $a AND b.name = $b",
        {"a": row["head"], "b": row["tail"]},
    )[0]
    assert found["n"].tolist() == [1]
