"""The same table in every form that offices hand in gives the same records."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from loading_helpers import workspace, write_csv

from graph.errors import DataError
from loaders.pipeline import load
from loaders.readers import read_tables
from loaders.values import cell_text

BOOKS = Path(__file__).parent / "books"


def records(folder: Path, paths: list[Path]) -> tuple[dict[str, int], dict[str, pd.DataFrame]]:
    """Load paths into a new workspace; return the rows of the report and the firms and supply edges that come of it."""
    home = workspace(folder)
    report = load(home, paths)
    asked = {
        "firms": "SELECT * EXCLUDE (capital_text) FROM Firm ORDER BY name",
        "supplies": "SELECT * EXCLUDE (amount_text) FROM SUPPLIES ORDER BY key",
    }
    return report.rows, {name: home.sql(query)[0] for name, query in asked.items()}


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, int], dict[str, pd.DataFrame]]:
    return records(tmp_path_factory.mktemp("xlsx"), [BOOKS / "firms.xlsx"])


def same(found: dict[str, pd.DataFrame], wanted: dict[str, pd.DataFrame]) -> None:
    for name, frame in wanted.items():
        pd.testing.assert_frame_equal(found[name], frame)


def test_the_xlsx_itself(wanted: tuple[dict[str, int], dict[str, pd.DataFrame]]) -> None:
    rows, found = wanted
    assert rows == {"read": 9, "loaded": 5, "filtered": 4, "rejected": 0}
    assert found["firms"]["name"].tolist() == [
        "示例丙𬭎业有限公司", "示例乙“电子”（连云港）有限公司", "示例甲材料有限公司"
    ]  # fmt: skip
    assert found["firms"]["capital"].tolist() == [50_000_000, 3_000_000, 12_005_000]
    assert sorted(found["supplies"]["amount"]) == [880_000, 1_202_500]


@pytest.mark.parametrize("suffix", ["xls", "xlsb", "ods"])
def test_other_workbooks_give_the_same_records(
    tmp_path: Path, wanted: tuple[dict[str, int], dict[str, pd.DataFrame]], suffix: str
) -> None:
    rows, found = records(tmp_path, [BOOKS / f"firms.{suffix}"])
    assert rows == wanted[0]
    same(found, wanted[1])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_text_in_any_encoding_gives_the_same_records(
    tmp_path: Path, wanted: tuple[dict[str, int], dict[str, pd.DataFrame]], encoding: str
) -> None:
    paths = []
    for table in read_tables(BOOKS / "firms.xlsx"):
        if table.visible:
            body = [[cell_text(cell) for cell in row] for row in zip(*table.columns, strict=True)]
            path = write_csv(tmp_path / f"{table.sheet}.csv", [table.headers, *body], encoding)
            if encoding == "utf-16-be":
                path.write_bytes(b"\xfe\xff" + path.read_bytes())
            paths.append(path)
    rows, found = records(tmp_path, paths)
    assert (rows["loaded"], rows["rejected"]) == (wanted[0]["loaded"], wanted[0]["rejected"])
    same(found, wanted[1])


def test_cells_that_would_be_lost_are_refused() -> None:
    with pytest.raises(DataError) as caught:
        list(read_tables(BOOKS / "short.xlsb"))
    assert caught.value.key == "read.short_cells"
    assert "short.xlsb" in caught.value.text("zh")
