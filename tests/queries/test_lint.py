"""The lint of queries: each trap found with line, column and remedy; the shipped queries have none."""

import ast
import re

import pytest

from graph.errors import NotPossible, UsageError
from graph.queries.catalogue import catalogue, expand, find_query, fragments, read_query
from graph.queries.lint import lint
from graph.schema import load_schema
from graph.words import say
from graph.workspace.layout import Layout

SCHEMA = load_schema()


def rules(text: str) -> list[tuple[int, int, str]]:
    return [(fault.line, fault.column, fault.rule) for fault in lint(text, SCHEMA)]


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_shipped_queries_have_no_fault(name: str) -> None:
    query = catalogue()[name]
    assert [str(fault) for fault in lint(query.text, SCHEMA)] == []
    assert query.header.zh
    assert query.header.en
    assert query.header.columns
    assert all(parameter.zh and parameter.en for parameter in query.parameters.values())


def coded_columns(text: str) -> set[str]:
    """Return the columns of an answer that hold codes: choices and divisions of any kind, names of kinds."""
    fields = [field for kind in (*SCHEMA.nodes.values(), *SCHEMA.edges.values()) for field in kind.fields]
    codes = "|".join(sorted({field.name for field in fields if field.type in ("choice", "division")}))
    returned = text[text.rindex("RETURN") :]
    found = re.findall(rf"\b\w+\.(?:{codes}) AS (\w+)", returned) + re.findall(r"type\(\w+\) AS (\w+)", returned)
    return {*found, *re.findall(r"\b(evidence|relation|relations|direction|reason|change|kind)\b(?! AS)", returned)}


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_columns_of_codes_say_where_their_words_are(name: str) -> None:
    query = catalogue()[name]
    columns = query.header.columns
    assert [column for column in coded_columns(query.text) & set(columns) if not columns[column].words] == []
    for vocabulary in [word for column in columns.values() for word in column.words]:
        kind, _, field = vocabulary.partition(".")
        assert kind in ("kinds", "divisions", "queries") or SCHEMA.kind(kind)
        assert not field or SCHEMA.kind(kind).field(field).choices


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MATCH (f:Firm)\nWHERE COUNT { (f)-[:HAS_SITE]->() } < 1 RETURN f.uid ORDER BY f.uid", (2, 7, "count")),
        ("MATCH (f:Firm) WHERE COUNT { (f)-[:HAS_SITE]->() } <= 2 RETURN f.uid ORDER BY f.uid", (1, 22, "count")),
        ("MATCH (f:Firm) RETURN collect(f.name) AS x ORDER BY x", (1, 23, "collect")),
        ("MATCH (f:Firm)-[:CONTROLS*]->(g) RETURN g.uid ORDER BY g.uid", (1, 26, "star")),
        ("MATCH (f:Firm)-[:CONTROLS*2..]->(g) RETURN g.uid ORDER BY g.uid", (1, 26, "star")),
        ("MATCH (f:Frim) RETURN f.uid ORDER BY f.uid", (1, 10, "unknown_kind")),
        ("MATCH (f:Firm|Frim) RETURN f.uid ORDER BY f.uid", (1, 15, "unknown_kind")),
        ("MATCH (f:企业) RETURN f.uid ORDER BY f.uid", (1, 10, "ascii")),
        ("MATCH (f:Firm) RETURN f.reveneu ORDER BY f.uid", (1, 25, "unknown_property")),
        ("MATCH (f:Firm) RETURN round(f.revenue) AS x ORDER BY x", (1, 23, "round")),
        ("RETURN duration.between($a, $b).days AS x ORDER BY x", (1, 8, "between")),
        ("MATCH (f:Firm) RETURN elementId(f) AS x ORDER BY x", (1, 23, "internal_id")),
        ("MATCH (f:Firm) RETURN f.uid AS x", (1, 16, "order")),
        ("MATCH (f:Firm) RETURN f ORDER BY f.uid", (1, 23, "whole_node")),
        ("MATCH (f:Firm)-[r:INVESTS]->(g)\nRETURN f.uid AS x, r, g AS y ORDER BY x", (2, 20, "whole_node")),
        ("MATCH (f:Firm)-[:INVESTS]->(g) RETURN DISTINCT g AS y ORDER BY g.uid", (1, 48, "whole_node")),
        ("MATCH (f:Firm)-[:CONTROLS]->+(g) RETURN g.uid ORDER BY g.uid", (1, 29, "star")),
        ("MATCH (f:Firm)-[:CONTROLS]->*(g) RETURN g.uid ORDER BY g.uid", (1, 29, "star")),
        ("MATCH (f:Firm)-[:CONTROLS]->{2,}(g) RETURN g.uid ORDER BY g.uid", (1, 29, "star")),
        ("MATCH (f:Firm) ((a)-[:CONTROLS]->(b))+ (g) RETURN g.uid ORDER BY g.uid", (1, 38, "star")),
        ("LOAD CSV FROM $file AS line RETURN line ORDER BY line", (1, 1, "writes")),
        ("MERGE (f:Firm {uid: $uid}) RETURN f.uid ORDER BY f.uid", (1, 1, "writes")),
        ("MATCH (f:Firm) SET f.name = 'x' RETURN f.uid AS x ORDER BY x", (1, 16, "writes")),
    ],
)
def test_each_trap_is_found_where_it_stands(text: str, found: tuple[int, int, str]) -> None:
    assert found in rules(text)
    assert all(say(f"queries.lint_{found[2]}", lang) for lang in ("zh", "en"))


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (f:Firm) WHERE COUNT { (f)-[:HAS_SITE]->() } = 0 RETURN f.uid ORDER BY f.uid",
        "MATCH (f:Firm) WITH f ORDER BY f.uid RETURN collect(f.name) AS x ORDER BY x",
        "MATCH (f:Firm)-[:CONTROLS*1..3]->(g) RETURN g.uid ORDER BY g.uid",
        "MATCH (f:Firm)-[:CONTROLS*2]->(g) RETURN 2 * 3 AS x ORDER BY x",
        "MATCH (f:Firm) RETURN round(f.revenue, 0, 'HALF_UP') AS `收入 round(` ORDER BY f.uid",
        "RETURN 'MATCH (f:Frim) SET x' AS x ORDER BY x",
        "MATCH (f:Firm)-[:CONTROLS]->{1,3}(g) RETURN g.uid ORDER BY g.uid",
        "MATCH (f:Firm) WITH (f.revenue + 1) * 2 AS x, size(f.name) AS y RETURN x, y ORDER BY x",
        "MATCH (f:Firm) CALL (f) { MATCH (f)-[:INVESTS]->(g) RETURN g } RETURN g.uid AS uid ORDER BY uid",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert rules(text) == []


def test_fragments_are_written_out_and_keep_their_own_names() -> None:
    for name, fragment in fragments().items():
        call = " ".join([name, *("titles_of" if arg == "titles" else arg for arg in fragment.args)])
        filled = expand(f"RETURN <<{call}>>", {**fragments(), "titles_of": fragments()["effective_titles"]})
        assert "<<" not in filled, name
        assert "@" not in filled, name
        bound = re.findall(r"[(\[](\w+):\w+", filled) + re.findall(r"(?:any\(|reduce\(|, )(\w+) (?:IN|=) ", filled)
        assert [word for word in bound if not word.startswith("_") and word not in fragment.args] == [], name


def test_what_rests_on_a_confidential_firm_is_known_by_the_edges_of_its_owner() -> None:
    """As graph.workspace.guard hides it."""
    layout = Layout(SCHEMA)
    guarded = {
        kind.name for kind in SCHEMA.nodes.values() if any(field.name == "confidential" for field in kind.fields)
    }
    owners = [owner for kind in layout.owned_kinds() if (owner := layout.owner(kind)) is not None]
    edges = {edge for edge, side in owners if guarded & set(getattr(SCHEMA.edges[edge], side).kinds)}
    assert f"-[_has:{'|'.join(sorted(edges))}]->" in fragments()["own_open"].text


def test_thresholds_are_those_of_the_gaps() -> None:
    from analyses.inputs import _EVIDENCE
    from analyses.thresholds import load_target_thresholds, load_thresholds

    counting = load_thresholds().counting
    texts = {name: fragment.text for name, fragment in fragments().items()}
    assert texts["effective_titles"] == str(list(counting.titles.effective))
    assert texts["champion_titles"] == str(list(counting.titles.champion))
    assert texts["high_tech_titles"] == str(list(counting.titles.hnte))
    assert texts["evidences"] == str([*_EVIDENCE, "scope"])
    assert f">= {counting.revenue:.0f}" in texts["effective"]
    assert f">= {counting.insured}" in texts["effective"]
    assert f">= {counting.zero_years}" in texts["in_business"]
    assert counting.in_business == ("active",)
    assert f">= {counting.secondary_share:g}" in texts["counted"]
    assert f">= {counting.market_share:g}" in texts["champion"]
    degree = load_target_thresholds().paths.degree
    assert texts["hub"] == str(degree)
    for name in ("ties-to-firm", "introduction-paths"):
        header = catalogue()[name].header
        assert f" {degree} 家以上" in header.note_zh
        assert f"more than {degree} partners" in header.note_en


def test_marks_of_titles_are_those_of_the_gaps() -> None:
    from analyses.counting import _MARKS

    assert set(ast.literal_eval(fragments()["marks"].text)) == set(map(chr, _MARKS))


def test_least_conditions_of_spaces_are_those_of_the_gaps() -> None:
    from analyses.thresholds import load_thresholds

    text = fragments()["least"].text
    for kind, least in load_thresholds().carrying.items():
        figures = [float(least.get(name, 0)) for name in ("area", "storey_height", "floor_load", "power")]
        utilities = {float(least.get(name, False)) for name in ("water", "steam", "waste", "energy_quota")}
        assert f"WHEN '{kind}' THEN {[*figures, *utilities]}" in text


def test_unknown_names_and_parameters_are_told() -> None:
    with pytest.raises(NotPossible, match="segments-without-firms"):
        find_query("segment-without-firm")
    assert find_query("没有有效企业的环节").name == "segments-without-firms"
    query = find_query("firms-to-fill")
    with pytest.raises(UsageError, match="segment"):
        query.bound({}, {"home": "320706"})
    with pytest.raises(UsageError, match="sgement"):
        query.bound({"sgement": "x"}, {})
    with pytest.raises(UsageError, match="broken"):
        read_query("broken", "MATCH (n) RETURN n")
