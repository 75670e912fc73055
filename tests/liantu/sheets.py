"""The sample's sheets, and their cells by kind and field."""

import pytest

from graph.schema import load_schema
from liantu.sample.lists import OLD, STATISTICS, TECHNOLOGY
from liantu.sample.world import Sheet
from liantu.sample.write import build_sample
from loaders.headers import HeaderBook, Match

SCHEMA = load_schema()
BOOK = HeaderBook(SCHEMA)
LISTS = (STATISTICS, TECHNOLOGY, OLD)  # they name firms of the register again, and a few that it leaves out


@pytest.fixture(scope="module")
def sheets() -> list[Sheet]:
    return build_sample(firms=300, seed=1)


def kind_of(sheet: Sheet) -> str:
    """The kind that the sheet's name says: of all kinds with that table name, the one it is."""
    kinds = [k.name for k in (*SCHEMA.nodes.values(), *SCHEMA.edges.values()) if sheet.name in (k.zh, *k.tables)]
    assert len(kinds) == 1, sheet.name
    return kinds[0]


def match(sheet: Sheet) -> Match:
    return BOOK.match(kind_of(sheet), sheet.headers)


def column(sheet: Sheet, part: str, *names: str) -> list[object]:
    """The cells of the first column that fills one of these."""
    for index, target in match(sheet).columns.items():
        if target.part == part and target.name in names:
            return [row[index] for row in sheet.rows]
    return []


def of_kind(sheets: list[Sheet], kind: str) -> list[Sheet]:
    return [sheet for sheet in sheets if kind_of(sheet) == kind]


def parts_of(text: object) -> list[str]:
    return [part for part in str(text).replace("；", "、").split("、") if part] if text else []
