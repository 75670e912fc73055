"""The sample's workbooks: the same bytes for the same seed, every kind, invented names only, ends that exist."""

import datetime as dt
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from stdnum.cn import uscc

from graph.codes import divisions, find_divisions, industry
from graph.errors import UsageError
from graph.schema import EdgeKind
from liantu.sample import write_sample
from liantu.sample.dice import HOME
from liantu.sample.firms import _OTHERS
from liantu.sample.names import MARK
from liantu.sample.structure import structure
from liantu.sample.world import Sheet
from liantu.sample.write import build_sample
from loaders.choose import named_kind
from loaders.headers import Target
from tests.liantu.sheets import LISTS, SCHEMA, column, kind_of, match, of_kind, parts_of, sheets

__all__ = ["sheets"]
# kinds whose names are public (divisions, titles) or general words (products), or that the templates bring
PUBLIC = {"Region", "Recognition", "Product", "Chain", "Segment", "Role", "YearFact", "Observation", "Decision"}
FROM_TEMPLATES = {"Chain", "Segment", "FEEDS", "PART_OF", "SAME_AS"}


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    first = write_sample(tmp_path / "a", firms=60, seed=7)
    second = write_sample(tmp_path / "b", firms=60, seed=7)
    other = write_sample(tmp_path / "c", firms=60, seed=8)
    assert [path.name for path in first] == [path.name for path in second] == sorted(path.name for path in first)
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(first, second, strict=True))
    assert any(a.read_bytes() != c.read_bytes() for a, c in zip(first, other, strict=True))


def test_workbooks_hold_what_was_built(tmp_path: Path) -> None:
    built = {sheet.name: sheet for sheet in build_sample(firms=40, seed=2)}
    read = {}
    for path in write_sample(tmp_path / "new" / "folder", firms=40, seed=2):
        book = CalamineWorkbook.from_path(path)
        read |= {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert read.keys() == built.keys()
    for name, rows in read.items():
        assert tuple(rows[0]) == built[name].headers
        assert len(rows) == len(built[name].rows) + 1
    firms = read["企业名录"]
    assert isinstance(firms[1][firms[0].index("成立日期")], dt.date)


def test_headings_are_known_and_complete(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        found = match(sheet)
        assert found.unknown == (), sheet.name
        assert found.doubled == (), sheet.name
        assert found.missing == (), sheet.name
        assert named_kind(SCHEMA, SCHEMA.kind(found.kind).zh) == found.kind


def test_rows_are_as_wide_as_their_headings(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        assert {len(row) for row in sheet.rows} == {len(sheet.headers)}, sheet.name


def test_every_kind_is_present(sheets: list[Sheet]) -> None:
    present = set(FROM_TEMPLATES)
    for sheet in sheets:
        kind = SCHEMA.kind(kind_of(sheet))
        present.add(kind.name)
        if isinstance(kind, EdgeKind):
            present |= {end.kinds[0] for end in (kind.src, kind.dst) if end.create}
            continue
        filled = {
            target
            for index, target in match(sheet).columns.items()
            if any(row[index] is not None for row in sheet.rows)
        }
        for number, link in enumerate(kind.links):
            own = Target("", link.column or "") in filled
            if own or any(target.part == f"link{number}" for target in filled):
                present |= {link.edge, link.kind} if link.create else {link.edge}
    assert present - {""} == {*SCHEMA.nodes, *SCHEMA.edges}


def test_every_invented_name_says_so(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        kind = kind_of(sheet)
        if kind in SCHEMA.nodes and kind not in PUBLIC:
            names = column(sheet, "", SCHEMA.nodes[kind].caption)
            assert names, kind
            assert all(MARK in str(name) for name in names), kind


def test_names_are_used_once(sheets: list[Sheet]) -> None:
    for kind in ("Firm", "Institute", "Fund", "TalentTeam", "Lead", "Project", "IP"):
        own = [sheet for sheet in of_kind(sheets, kind) if sheet.file not in LISTS]
        names = [name for sheet in own for name in column(sheet, "", "name")]
        assert len(names) == len(set(names)), kind


def test_credit_codes_are_right_and_nobodys(sheets: list[Sheet]) -> None:
    given = [
        (kind, code)
        for kind in ("Firm", "Institute", "Fund")
        for sheet in of_kind(sheets, kind)
        if sheet.file not in LISTS
        for code in column(sheet, "", "uscc")
    ]
    assert len({code for _, code in given}) == len(given)
    for _, code in given:
        assert uscc.is_valid(str(code)), code
        assert str(code)[2:4] == "99"  # no province has that number
    assert not any(code.startswith("99") for code in divisions())


def test_edges_speak_of_known_names(sheets: list[Sheet]) -> None:
    known: dict[str, set[object]] = {kind: set() for kind in SCHEMA.nodes}
    for sheet in sheets:
        kind = kind_of(sheet)
        if kind in SCHEMA.nodes:
            node = SCHEMA.nodes[kind]
            known[kind] |= set(column(sheet, "", node.caption))
            for identifier in node.identifiers:
                known[kind] |= set(column(sheet, "", identifier))
    known["Segment"] |= set(structure().spots)
    known["Region"] |= {item.full_name for item in divisions().values()}
    for sheet in sheets:
        kind = SCHEMA.kind(kind_of(sheet))
        if isinstance(kind, EdgeKind):
            for side, end in (("src", kind.src), ("dst", kind.dst)):
                if end.create:
                    continue
                names = set().union(*(known[k] for k in (*end.kinds, *end.roles)))
                for cell in (*column(sheet, side, "name"), *column(sheet, side, "code", "uscc")):
                    assert all(part in names or cell in names for part in parts_of(cell)), (sheet.name, side, cell)


def test_links_speak_of_known_names(sheets: list[Sheet]) -> None:
    segments = set(structure().spots)
    units = {name for sheet in of_kind(sheets, "Unit") for name in column(sheet, "", "name")}
    for sheet in sheets:
        kind = kind_of(sheet)
        for link in SCHEMA.nodes[kind].links if kind in SCHEMA.nodes else ():
            cells = column(sheet, "", link.column or "")
            if link.kind in ("Segment", "Unit"):
                allowed = segments if link.kind == "Segment" else units
                assert all(part in allowed for cell in cells for part in parts_of(cell)), (sheet.name, link.column)


def test_codes_are_official(sheets: list[Sheet]) -> None:
    for sheet in of_kind(sheets, "Firm"):
        for code in {code for code in column(sheet, "", "industry") if code}:
            assert industry(str(code)) is not None, code
        for place in {str(place) for place in column(sheet, "", "region")}:
            assert len(find_divisions(place, HOME)) == 1, place
    assert all(industry(code) is not None for _, _, code, _ in _OTHERS)


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    path = tmp_path / "taken"
    path.write_text("x", "utf-8")
    with pytest.raises(UsageError) as raised:
        write_sample(path, firms=20, seed=1)
    assert str(path) in raised.value.text("en")
    assert raised.value.exit_code == 2
