"""The shipped declarations: complete, free of contradiction, and known by the headings that real tables bear."""

import csv
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from graph.schema import EdgeKind, NodeKind, load_schema
from loaders.headers import HeaderBook

SCHEMA = load_schema()
KINDS = [*SCHEMA.nodes.values(), *SCHEMA.edges.values()]
ROOT = Path(__file__).resolve().parents[2]
HEADERS = ROOT.parent / "shared" / "data" / "table-headers" / "headers.csv"

NODES = [
    "Firm",
    "Site",
    "Institute",
    "Carrier",
    "Park",
    "Space",
    "TalentTeam",
    "Person",
    "Fund",
    "Chain",
    "Segment",
    "Product",
    "Region",
    "Consortium",
    "Demand",
    "Outcome",
    "Project",
    "Contract",
    "Event",
    "Recognition",
    "Policy",
    "Unit",
    "Indicator",
    "Observation",
    "Lead",
    "YearFact",
    "IP",
    "Decision",
    "Role",
]
# kind of edge: ends, key
EDGES = {
    "SUPPLIES": ("Firm", "Firm", "product year"),
    "COOPERATES": ("Firm Institute", "Firm Institute", "topic from_date"),
    "INVESTS": ("Fund Firm", "Firm Fund", "round date"),
    "CONTROLS": ("Firm Person", "Firm", "date"),
    "OPERATES_IN": ("Firm Site", "Segment", "product"),
    "FOCUSES_ON": ("Institute TalentTeam Fund Carrier Demand Outcome Project", "Segment", ""),
    "MAKES": ("Firm", "Product", "year"),
    "FEEDS": ("Segment", "Segment", ""),
    "PART_OF": ("Segment", "Chain", ""),
    "SAME_AS": ("Segment", "Segment", ""),
    "HAS_SITE": ("Firm", "Site", ""),
    "LOCATED_IN": ("Firm Site Institute Carrier Park Space Lead Project", "Region Park Carrier", "from_date"),
    "HAS_ROLE": ("Firm Institute Fund", "Role", "role from_date"),
    "WORKS_AT": ("Person", "Firm Institute", "role from_date"),
    "WORKS_WITH": ("TalentTeam", "Firm Institute", "from_date"),
    "MEMBER_OF": ("Firm Institute", "Consortium", "role from_date"),
    "POSTED": ("Firm", "Demand", "date"),
    "ANSWERS": ("Institute TalentTeam Firm", "Demand Project", "date"),
    "SIGNED": ("Firm Institute", "Contract", "side"),
    "TRANSFERS": ("Outcome", "Firm", "date"),
    "HOLDS": ("Firm Institute Person", "Recognition IP", "from_date"),
    "TENANT_OF": ("Firm Person", "Space", "from_date"),
    "WOULD_FILL": ("Lead", "Segment", ""),
    "RESPONSIBLE_FOR": ("Unit", "Indicator Project Lead Policy", "role"),
    "COUNTS_TOWARD": ("Firm Institute Project Outcome Contract IP Carrier", "Indicator", "period"),
    "HAS_YEAR": ("Firm", "YearFact", ""),
    "MEASURES": ("Observation", "Indicator", ""),
    "RUNS": ("Firm Institute", "Carrier Park Fund", "from_date"),
    "UNDERTAKES": ("Firm Institute TalentTeam", "Project Outcome", "role"),
    "TOOK_PART": ("Firm Institute TalentTeam Person", "Event", "date"),
}
# table of headers.csv: the kinds that must know all its headings
TABLES = {
    "企查查/天眼查 批量导出": ["Firm"],
    "天眼查 高级搜索 导出": ["Firm"],
    "名称列别名": ["Firm"],
    "代码列别名": ["Firm"],
    "状态列别名": ["Firm"],
    "投融资 (IT桔子/企查查/因果树 形)": ["INVESTS"],
    "专利": ["IP"],
    "企业资质": ["Firm"],
    "项目/招商": ["Project"],
    "高新技术企业名单公示": ["Firm"],
    "科技型中小企业入库名单": ["Firm"],
    "技术合同登记表": ["Contract"],
    "招商项目表": ["Lead"],
}


def key(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).strip("*:;")


def headings(kind: NodeKind | EdgeKind) -> dict[str, set[str]]:
    """Every heading of a kind by what it fills; the name and the codes of an end count as two."""
    found: dict[str, set[str]] = defaultdict(set)
    for field in kind.fields:
        for text in field.headers():
            found[key(text)].add(field.name)
    if isinstance(kind, EdgeKind):
        ends = [("src", kind.src), ("dst", kind.dst)]
    else:
        ends = [(f"link{n}", link.end) for n, link in enumerate(kind.links) if link.end]
    for part, end in ends:
        for text in (end.zh, end.en, *end.aliases):
            found[key(text)].add(f"{part}.name")
        for text in end.code_aliases:
            found[key(text)].add(f"{part}.code")
    return found


def test_every_kind_is_declared() -> None:
    assert set(SCHEMA.nodes) == set(NODES)
    assert set(SCHEMA.edges) == set(EDGES)


@pytest.mark.parametrize("name", EDGES)
def test_edges_have_their_ends_and_key(name: str) -> None:
    src, dst, fields = EDGES[name]
    edge = SCHEMA.edges[name]
    assert set(src.split()) <= set(edge.src.kinds)
    assert set(dst.split()) <= set(edge.dst.kinds)
    assert edge.key == tuple(fields.split())
    for sentence in (edge.sentence_zh, edge.sentence_en):
        assert "{src}" in sentence
        assert "{dst}" in sentence


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_heading_is_claimed_twice(kind: NodeKind | EdgeKind) -> None:
    doubled = {text: names for text, names in headings(kind).items() if len(names) > 1}
    assert doubled == {}


def test_no_table_name_is_claimed_by_two_kinds() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for kind in KINDS:
        for text in {kind.zh, kind.name, *kind.tables}:
            found[key(text)].add(kind.name)
    assert {text: names for text, names in found.items() if len(names) > 1} == {}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_choices_say_one_thing_each(kind: NodeKind | EdgeKind) -> None:
    for field in kind.fields:
        names = list(field.choices.values())
        assert len(names) == len(set(names)), field.name
        for text, value in field.synonyms.items():
            others = {zh for choice, zh in field.choices.items() if choice != value}
            assert text not in others, f"{field.name}: {text}"


def test_legal_entities_share_one_space() -> None:
    assert SCHEMA.spaces()["legal_entity"] == ["Firm", "Fund", "Institute"]
    prefixes = [prefix for node in SCHEMA.nodes.values() for prefix in node.uscc_prefixes]
    assert len(prefixes) == len(set(prefixes))


def test_units_are_stated_where_numbers_have_one() -> None:
    for kind in KINDS:
        for field in kind.fields:
            if field.type == "money":
                assert field.unit == "CNY", f"{kind.name}.{field.name}"
            if field.type == "area":
                assert field.unit == "m²", f"{kind.name}.{field.name}"
            if field.type == "share":
                assert field.unit == "1", f"{kind.name}.{field.name}"


def test_personal_data_is_marked() -> None:
    for kind in KINDS:
        for field in kind.fields:
            if field.name in {"phone", "phones", "email", "emails", "contact", "legal_rep", "inventors"}:
                assert field.personal, f"{kind.name}.{field.name}"
    assert SCHEMA.nodes["Person"].field("name").personal


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_differ_and_show_on_white() -> None:
    colors = {node.name: node.color for node in SCHEMA.nodes.values()}
    assert len(set(colors.values())) == len(colors)
    # the three bright hues of the palette are drawn with a dark border
    bright = {"Product", "Carrier", "Fund"}
    for name, color in colors.items():
        contrast = 1.05 / (luminance(color) + 0.05)
        assert contrast >= (2.0 if name in bright else 3.0), f"{name} {color} {contrast:.2f}"


@pytest.mark.skipif(not HEADERS.exists(), reason="../shared/data/table-headers is not on this machine")
@pytest.mark.parametrize("table", TABLES)
def test_headings_of_real_tables_are_known(table: str) -> None:
    with HEADERS.open(encoding="utf-8-sig", newline="") as file:
        texts = [row["header"] for row in csv.DictReader(file) if row["table"] == table]
    assert texts
    book = HeaderBook(SCHEMA)
    for kind in TABLES[table]:
        match = book.match(kind, texts)
        assert [unknown.heading for unknown in match.unknown] == []


@pytest.mark.skipif(not HEADERS.exists(), reason="../shared/data/table-headers is not on this machine")
def test_every_real_table_is_spoken_for() -> None:
    with HEADERS.open(encoding="utf-8-sig", newline="") as file:
        assert {row["table"] for row in csv.DictReader(file)} == set(TABLES)
