"""The sample's workbooks: the same bytes for the same seed, every kind, invented names only, ends that exist."""

import datetime as dt
import time
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from stdnum.cn import uscc

from graph.codes import divisions, find_divisions, industry
from graph.errors import UsageError
from graph.schema import EdgeKind, load_schema
from liantu.sample import write_sample
from liantu.sample.dice import HOME, TODAY
from liantu.sample.firms import _OTHERS
from liantu.sample.lists import OLD, STATISTICS, TECHNOLOGY
from liantu.sample.names import MARK
from liantu.sample.structure import STRONG, structure
from liantu.sample.world import Sheet
from liantu.sample.write import OUTSIDE, build_sample
from loaders.choose import named_kind
from loaders.headers import HeaderBook, Match, Target

SCHEMA = load_schema()
BOOK = HeaderBook(SCHEMA)
# kinds whose names are public (divisions, titles) or general words (products), or that the templates bring
PUBLIC = {"Region", "Recognition", "Product", "Chain", "Segment", "Role", "YearFact", "Observation", "Decision"}
FROM_TEMPLATES = {"Chain", "Segment", "FEEDS", "PART_OF", "SAME_AS"}


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


LISTS = (STATISTICS, TECHNOLOGY, OLD)  # they name firms of the register again, and a few that it leaves out


def of_kind(sheets: list[Sheet], kind: str) -> list[Sheet]:
    return [sheet for sheet in sheets if kind_of(sheet) == kind]


def parts_of(text: object) -> list[str]:
    return [part for part in str(text).replace("；", "、").split("、") if part] if text else []


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


def test_the_country_surrounds_the_district(sheets: list[Sheet]) -> None:
    outside = next(sheet for sheet in sheets if sheet.name == "区外企业")
    provinces = set(column(outside, "", "province"))
    assert provinces == {item.name for item in divisions().values() if item.level == 1}
    places = [str(place) for place in column(outside, "", "region")]
    share = sum(place.startswith("江苏省") for place in places) / len(places)
    assert 0.35 < share < 0.65
    assert not any("海州区" in place and "连云港" in place for place in places)


@pytest.mark.parametrize("firms", [20, 150, 400])
def test_size_follows_the_number_of_firms(firms: int) -> None:
    sheets = build_sample(firms=firms, seed=3)
    built = {sheet.name: sheet for sheet in sheets}
    register = set(column(built["企业名录"], "", "uscc"))
    old = {code for sheet in sheets if sheet.file == OLD for code in column(sheet, "", "uscc")}
    assert len(register | old) == len(register) + len(old - register) == firms
    assert len(old - register) == round(firms * 6 / 1000)  # only the old list shows them
    assert len(built["区外企业"].rows) == firms * OUTSIDE
    assert len(built["企业年度数据"].rows) > firms
    assert all(sheet.rows for sheet in built.values())


def test_no_table_was_written_after_its_day(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        kind = SCHEMA.kind(kind_of(sheet))
        if kind.validity.start:
            days = [day for day in column(sheet, "", kind.validity.start) if day is not None]
            assert all(isinstance(day, dt.date) and day <= TODAY for day in days), sheet.name


def test_validity_is_in_order(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        kind = SCHEMA.kind(kind_of(sheet))
        if kind.validity.start and kind.validity.end:
            starts, ends = (column(sheet, "", name) for name in (kind.validity.start, kind.validity.end))
            pairs = [
                (a, b) for a, b in zip(starts, ends, strict=False) if isinstance(a, dt.date) and isinstance(b, dt.date)
            ]
            assert all(a <= b for a, b in pairs), sheet.name


def test_sizes_are_skewed_and_some_are_unknown(sheets: list[Sheet]) -> None:
    revenues = column(next(s for s in sheets if s.name == "企业名录"), "", "revenue")
    known = sorted(float(str(r)) for r in revenues if r is not None)
    assert None in revenues
    assert known[-1] > 30 * known[len(known) // 2]


def test_the_district_has_gaps_that_others_fill() -> None:
    made = structure()
    assert {spot.part for spot in made.spots.values()} == {
        "cluster", "present", "thin", "single", "seedling", "in_city", "empty", "lead", "lost",
    }  # fmt: skip
    wanted = [spot for spot in made.of_part("empty", "in_city") if made.wanted_here(spot)]
    assert len(wanted) > 10
    built = {sheet.name: sheet for sheet in build_sample(firms=1500, seed=1)}
    here = {part for cell in column(built["企业名录"], "", "products") for part in parts_of(cell)}
    away = {part for cell in column(built["区外企业"], "", "products") for part in parts_of(cell)}
    for spot in wanted:
        only = set(spot.products)
        for other in made.spots.values():
            only -= set(other.products) if other.id != spot.id else set()
        assert not only & here, spot.id
        assert set(spot.products) & away, spot.id


def test_the_same_thing_in_two_chains_plays_one_part() -> None:
    spots = structure().spots
    twins = [(spot, other) for spot in spots.values() for other in spot.segment.same_as if other in spots]
    assert twins
    assert all(spot.part == spots[other].part for spot, other in twins)


def test_product_words_mean_one_segment() -> None:
    made = structure()
    seen: dict[str, str] = {}
    shared = [
        word for spot in made.spots.values() for word in spot.products if seen.setdefault(word, spot.id) != spot.id
    ]
    assert len(shared) <= len(seen) // 50


def test_the_suppliers_of_more_than_half_the_buyers_are_known() -> None:
    built = {sheet.name: sheet for sheet in build_sample(firms=1500, seed=1)}
    spots = structure().spots
    words = {word: spot for spot in spots.values() for word in spot.products}
    register = built["企业名录"]
    bought = set(column(built["供应关系"], "dst", "uscc", "code"))
    buyers = [
        code
        for code, products in zip(column(register, "", "uscc"), column(register, "", "products"), strict=True)
        if products and (spot := words.get(parts_of(products)[0])) and spot.inputs and spot.chain.chain in STRONG
    ]
    assert 0.4 < sum(code in bought for code in buyers) / len(buyers) < 0.75


def test_fifteen_hundred_firms_are_quick(tmp_path: Path) -> None:
    start = time.process_time()
    write_sample(tmp_path, firms=1500, seed=1)
    assert time.process_time() - start < 10


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    path = tmp_path / "taken"
    path.write_text("x", "utf-8")
    with pytest.raises(UsageError) as raised:
        write_sample(path, firms=20, seed=1)
    assert str(path) in raised.value.text("en")
    assert raised.value.exit_code == 2
