"""Each query of the catalogue against an independent answer, on random multigraphs and on the rules' own small cases."""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from oracle import Oracle, question
from worlds import HOME, TODAY, Node, World, random_world

from graph.queries.catalogue import Query, catalogue
from graph.queries.run import run_query

SEEDS = int(os.environ.get("LIANTU_FUZZ_GRAPHS", "50"))
VALUES = {
    "firm": "firm:001", "segment": "x/s0", "since": date(2024, 1, 1), "until": TODAY, "area_needed": 1000.0, "power": 50.0,
}  # fmt: skip
DAYS = (TODAY, date(2024, 12, 31), date(2025, 1, 1), date(2028, 1, 1))
"""Days asked about: the last and the first of a year, and one on which all plans have come."""
SHARED = ("region", "as_of")


def given_for(query: Query, seed: int) -> dict[str, Any]:
    """Return parameters for a query: regions of all levels, other days, one chain or all, other names and numbers."""
    changed = {
        "region": (HOME, HOME, "320700", "320000", "310115")[seed % 5],
        "chain": (None, "x", "y")[seed % 3],
        "segment": f"{'xy'[seed % 2]}/s{seed % 6 // 2 * 2 + seed % 2}",
        "firm": ("firm:001", "同名公司", "nobody")[seed % 3],
        "least": 1 + seed % 2,
        "months": (6, 36)[seed % 2],
        "as_of": DAYS[seed // 4 % 4],
        "home": (HOME, "310115", "320703")[seed % 3],
        "years": (2, 0, 5)[seed % 3],
        "confidence": (0.6, 0.9, 2.0, 0.4)[seed % 4],
        "storey_height": (None, 4.0, 5.0)[seed % 3],
        "floor_load": (None, None, 0.5, 1.0)[seed % 4],
        "lead": (None, "lead:0", "L1", "线索2", "nobody")[seed % 5],
    }
    values = {**VALUES, **changed}
    if seed % 3:  # conditions stated, or those of the lead
        values = {name: value for name, value in values.items() if name not in ("area_needed", "power")}
    if seed % 2 and "firm" in query.parameters and query.parameters["firm"].optional:
        values["firm"] = None
    return {name: value for name, value in values.items() if name in query.parameters}


def plain_rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    def value(one: Any) -> Any:
        if isinstance(one, list):
            return one
        if one is None or pd.isna(one):
            return None
        return one.date() if isinstance(one, pd.Timestamp) else one.item() if hasattr(one, "item") else one

    return [tuple(value(one) for one in row) for row in frame.astype(object).itertuples(index=False)]


def asked(neo4j, query: Query, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    sent = query.bound(given, {"home": HOME, "as_of": TODAY})
    text = "CYPHER replan=skip\n" + query.text  # graphs differ, plans need not: planning is the costly part
    answer = run_query(neo4j.driver, text, sent, database=neo4j.database, columns=query.header.columns)
    assert not answer.cut
    assert list(answer.rows.columns) == list(query.header.columns)
    return plain_rows(answer.rows)


def expected(world: World, query: Query, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    oracle = Oracle(world, given.get("region", HOME), given.get("as_of", TODAY))
    own = {name: value for name, value in given.items() if name not in SHARED}
    return question(query.name)(oracle, **own)


def test_every_query_has_its_oracle() -> None:
    assert len(catalogue()) >= 24
    assert [name for name in catalogue() if not hasattr(Oracle, name.replace("-", "_"))] == []


def test_random_graphs(neo4j) -> None:
    filled: dict[str, int] = dict.fromkeys(catalogue(), 0)
    for seed in range(SEEDS):
        world = random_world(seed)
        world.write(neo4j.driver, neo4j.database)
        for name, query in catalogue().items():
            given = given_for(query, seed)
            rows, wanted = asked(neo4j, query, given), expected(world, query, given)
            assert rows == wanted, f"{name} on graph {seed} with {given}"
            filled[name] += bool(rows)
    # a query whose answer is always empty would prove nothing
    assert [name for name, count in filled.items() if count < SEEDS // 10] == []


def test_empty_graph_answers_nothing(neo4j) -> None:
    World().write(neo4j.driver, neo4j.database)
    for query in catalogue().values():
        assert asked(neo4j, query, given_for(query, 0)) == []


OTHERS = """MATCH (n:Liantu) WITH collect(n) AS all
UNWIND all AS n
CALL (n) {
  WITH [label IN labels(n) WHERE label <> 'Liantu'] AS kinds, n
  CREATE (m:Foreign:$(kinds)) SET m = properties(n), m.uid = 'other ' + n.uid, m._workspaces = null }
WITH count(*) AS made
MATCH (a:Liantu)-[r]->(b:Liantu)
MATCH (c:Foreign {uid: 'other ' + a.uid}) MATCH (d:Foreign {uid: 'other ' + b.uid})
CREATE (c)-[x:$(type(r))]->(d) SET x = properties(r), x.key = null, x._workspaces = null
CREATE (c)-[y:$(type(r))]->(b) SET y = properties(r), y.key = null, y._workspaces = null
CREATE (a)-[z:$(type(r))]->(d) SET z = properties(r), z.key = null, z._workspaces = null"""
RELATIONS = """MATCH (a:Liantu)-[r:SUPPLIES|INVESTS|CONTROLS|COOPERATES|OPERATES_IN|HOLDS|HAS_ROLE|TENANT_OF]->(b:Liantu)
WITH collect([a, type(r), b, properties(r)]) AS all
UNWIND all AS one
WITH one[0] AS a, one[1] AS kind, one[2] AS b, one[3] AS values
CREATE (a)-[x:$(kind)]->(b) SET x = values, x.key = null, x._workspaces = null"""


@pytest.mark.parametrize("others", [OTHERS, RELATIONS], ids=["nodes", "relations"])
@pytest.mark.parametrize("seed", [3, 11])
def test_what_others_put_beside_the_graph_changes_no_answer(neo4j, others: str, seed: int) -> None:
    world = random_world(seed)
    world.write(neo4j.driver, neo4j.database)
    with neo4j.driver.session(database=neo4j.database) as session:
        assert session.run(others).consume().counters.relationships_created > 50
    for name, query in catalogue().items():
        given = given_for(query, seed)
        assert asked(neo4j, query, given) == expected(world, query, given), name


@pytest.mark.parametrize(
    ("decision", "listed"),
    [
        ({}, []),
        ({"subject": "甲厂"}, []),
        ({"verdict": "reject", "target": "环节"}, []),
        ({"target": "y/same"}, []),  # the same thing in another chain
        ({"verdict": "move", "target": "y/other", "value": "x/a"}, []),  # moved away from here
        ({"verdict": "move", "target": "y/other"}, []),  # away from all segments
        ({"verdict": "move", "target": None}, ["a"]),  # to nowhere
        ({"target": "y/other", "value": "x/a"}, ["a"]),  # only a move leaves a segment
        ({"expires": TODAY}, ["a"]),
        ({"decided": TODAY + timedelta(days=1)}, ["a"]),
        ({"person": None}, ["a"]),
        ({"target": "y/other"}, ["a"]),
        ({"subject": "b"}, ["a"]),
        ({"verdict": "state"}, ["a"]),
    ],
)
def test_what_somebody_decided_needs_no_look(neo4j, decision: dict[str, Any], listed: list[str]) -> None:
    world = World()
    firm = world.node("Firm", "a", name="甲厂", region=HOME)
    codes = {"x/a": "环节", "y/same": "同一环节", "y/other": "另一环节"}
    segments = {code: world.node("Segment", f"segment:{code}", code=code, name=name) for code, name in codes.items()}
    world.edge("PART_OF", segments["x/a"], world.node("Chain", "chain:x", code="x", name="链"))
    world.edge("SAME_AS", segments["y/same"], segments["x/a"])
    world.edge("OPERATES_IN", firm, segments["x/a"], confidence=0.3, evidence="scope")
    signed = {"subject": "a", "verdict": "confirm", "target": "x/a", "person": "某人", "decided": date(2025, 1, 1)}
    values = {name: value for name, value in {**signed, **decision}.items() if value is not None}
    world.node("Decision", "decision:0", **values)
    world.write(neo4j.driver, neo4j.database)
    query = catalogue()["unverified-facts"]
    rows = asked(neo4j, query, {"region": HOME})
    assert [row[1] for row in rows] == listed
    assert rows == expected(world, query, {"region": HOME})


def answered(neo4j, world: World, name: str, **given: Any) -> list[tuple[Any, ...]]:
    """Return what a query says of a small graph, which is what its oracle says."""
    world.write(neo4j.driver, neo4j.database)
    query = catalogue()[name]
    values = {"region": HOME, **given} if "region" in query.parameters else given
    rows = asked(neo4j, query, values)
    assert rows == expected(world, query, values)
    return rows


def placed(world: World, segment: Node, uid: str, **values: Any) -> Node:
    """Add an effective firm that stands in a segment; ``marks`` are those of its placement."""
    marks = values.pop("marks", {})
    made = world.node("Firm", uid, **{"name": uid, "region": HOME, "insured": 50, **values})
    world.edge("OPERATES_IN", made, segment, **{"main": True, "evidence": "declared", **marks})
    return made


def one_chain(world: World, *codes: str) -> list[Node]:
    """Add a chain of these segments; segment ``s0`` has the code ``x/s0`` and the name 环节s0."""
    chain = world.node("Chain", "chain:x", code="x", name="链")
    segments = [
        world.node("Segment", f"segment:x/{code}", code=f"x/{code}", name=f"环节{code}", filled_by="any")
        for code in codes
    ]
    for segment in segments:
        world.edge("PART_OF", segment, chain)
    return segments


def test_what_rests_on_a_confidential_firm_is_not_listed(neo4j) -> None:
    world = World()
    for name, secret in (("open", False), ("secret", True)):
        firm = world.node("Firm", name, name=name, region=HOME, founded=date(2024, 5, 1), confidential=secret)
        old = {"_sources": ['["表.xlsx","场所",1,3]'], "_source_count": 1}
        site = world.node("Site", f"site {name}", name="场所", region=HOME, from_date=date(2024, 6, 1), **old)
        year = world.node("YearFact", f"year {name}", year=2022, **old)
        world.edge("HAS_SITE", firm, site)
        world.edge("HAS_YEAR", firm, year)
    changes = answered(neo4j, world, "changes", since=date(2024, 1, 1), until=TODAY)
    assert [row[4] for row in changes] == ["open", "site open"]
    stale = answered(neo4j, world, "stale-facts")
    assert [row[4] for row in stale] == [["site open"], ["year open"]]


@pytest.mark.parametrize(("beside", "largest"), [(None, None), (7e6, 7e6)])
def test_the_revenue_of_a_confidential_firm_is_never_shown(neo4j, beside: float | None, largest: float | None) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    placed(world, segment, "secret", revenue=9e7, confidential=True)
    if beside:
        placed(world, segment, "open", revenue=beside)
    assert [row[-2:] for row in answered(neo4j, world, "segments-weak")] == [(2 if beside else 1, largest)]


@pytest.mark.parametrize(("days", "here"), [(1, True), (0, False), (-1, False)])
def test_a_site_counts_once_it_has_begun(neo4j, days: int, here: bool) -> None:
    """Until then the firm stands at its registered address, as in the gaps."""
    world = World()
    (segment,) = one_chain(world, "s0")
    firm = placed(world, segment, "own")
    site = world.node("Site", "site", name="新厂", region="320102", from_date=TODAY + timedelta(days=days))
    world.edge("HAS_SITE", firm, site)
    for name in ("segments-with-one-firm", "firms-without-fresh-data"):
        assert bool(answered(neo4j, world, name)) == here
    assert bool(answered(neo4j, world, "segments-without-firms")) != here


@pytest.mark.parametrize(
    ("evidences", "shown"),
    [(("declared", "expert"), "expert"), (("patent", "product", "revenue"), "revenue"), ((None, "patent"), "patent"), ((None,), None)],
)  # fmt: skip
@pytest.mark.parametrize(("name", "region"), [("firms-of-segment", HOME), ("firms-to-fill", "320102")])
def test_the_strongest_evidence_shows(
    neo4j, name: str, region: str, evidences: tuple[str | None, ...], shown: str | None
) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    firm = placed(world, segment, "firm", region=region, marks={"evidence": "patent" if evidences[0] else None})
    for evidence in evidences:
        world.edge("OPERATES_IN", firm, segment, **({"evidence": evidence} if evidence else {}))
    assert [row[4] for row in answered(neo4j, world, name, segment="x/s0")] == [shown]


@pytest.mark.parametrize("dishonest", [True, False])
def test_a_dishonest_firm_is_not_at_hand(neo4j, dishonest: bool) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    placed(world, segment, "firm", region="320102", dishonest=dishonest)
    for kind in ("TalentTeam", "Fund"):
        world.edge("FOCUSES_ON", world.node(kind, kind, name=kind, region="320102"), segment)
    for name, given in (("three-in-one", {}), ("firms-to-fill", {"segment": "x/s0"})):
        assert bool(answered(neo4j, world, name, **given)) != dishonest


@pytest.mark.parametrize(("days", "found"), [(1, False), (0, True)])
def test_what_is_said_of_a_site_is_said_of_its_firm(neo4j, days: int, found: bool) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    firm = world.node("Firm", "firm", name="firm", region="320102", insured=50)
    site = world.node("Site", "site", name="厂", region="320102", from_date=TODAY + timedelta(days=days))
    world.edge("HAS_SITE", firm, site)
    world.edge("OPERATES_IN", site, segment, evidence="declared")
    assert bool(answered(neo4j, world, "firms-to-fill", segment="x/s0")) == found


def test_of_yearly_supplies_the_newest_row_of_each_product_counts(neo4j) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    own, partner = placed(world, segment, "own"), placed(world, segment, "partner", region="320102")
    rows = {"甲": {2024: 10.0, 2025: 20.0, 2027: 40.0}, "乙": {2025: 7.0, None: 5.0}, "丙": {2024: 100.0, 2025: 200.0}}
    for product, amounts in rows.items():
        for year, amount in amounts.items():
            ended = {"end_date": TODAY} if (product, year) == ("丙", 2025) else {}
            world.edge(
                "SUPPLIES", partner, own, product=product, amount=amount, **({"year": year} if year else {}), **ended
            )
    assert [row[-2:] for row in answered(neo4j, world, "suppliers-of", firm="own")] == [(25.0, 2)]
    assert [row[-2:] for row in answered(neo4j, world, "purchases-by-province")] == [(2, 25.0)]
    assert [row[-1] for row in answered(neo4j, world, "inputs-from-outside")] == [25.0]
    assert [row[-1] for row in answered(neo4j, world, "outside-customers", region="320102")] == [25.0]
    began = [row for row in answered(neo4j, world, "changes", since=date(2023, 1, 1), until=TODAY) if row[1] == "began"]
    assert [row[0] for row in began] == [date(2024, 1, 1), date(2024, 1, 1), date(2025, 1, 1)]  # 甲, 丙, 乙


@pytest.mark.parametrize(
    ("product", "fed", "booked"),
    [
        (None, True, "x/s1"),  # what the buyer's segment takes
        (None, False, "x/s0"),  # the main segment
        ("乙", True, "x/s2"),  # the placement of that product
        ("环节s0", True, "x/s0"),  # the segment of that name
        ("别的", True, "x/s1"),
    ],
)
def test_a_purchase_is_booked_to_one_segment(neo4j, product: str | None, fed: bool, booked: str) -> None:
    world = World()
    main, taken, named, taker = one_chain(world, "s0", "s1", "s2", "s3")
    buyer, supplier = placed(world, taker, "buyer"), placed(world, main, "supplier", region="320102")
    world.edge("OPERATES_IN", supplier, taken, evidence="product")
    world.edge("OPERATES_IN", supplier, named, evidence="product", product="乙")
    if fed:
        world.edge("FEEDS", taken, taker)
    world.edge("SUPPLIES", supplier, buyer, amount=3.0, **({"product": product} if product else {}))
    assert [row[2:] for row in answered(neo4j, world, "inputs-from-outside")] == [(f"segment:{booked}", 1, 1, 3.0)]


@pytest.mark.parametrize(
    ("told", "elsewhere", "listed"),
    [
        ({}, False, True),
        ({}, True, False),
        ({"_source_count": 2}, False, False),  # the other place may be a newer one
    ],
)
def test_old_facts_are_those_of_firms_here_all_of_whose_places_are_known(
    neo4j, told: dict[str, int], elsewhere: bool, listed: bool
) -> None:
    world = World()
    firm = world.node("Firm", "firm", name="甲厂", region="320102" if elsewhere else HOME)
    values = {"_sources": ['["表.xlsx","年报",1,3]'], "_source_count": 1, **told}
    world.edge("HAS_YEAR", firm, world.node("YearFact", "year", year=2022, **values))
    world.edge("HAS_SITE", firm, world.node("Site", "site", name="厂", **values))
    assert [row[2] for row in answered(neo4j, world, "stale-facts")] == (["Site", "YearFact"] if listed else [])


def rows_made(neo4j, name: str, figure: str = "rows") -> int:
    """Return how many rows all steps of a query make on the graph that is there; or how often they touch the store."""
    query = catalogue()[name]
    sent = query.bound({"region": HOME}, {"home": HOME, "as_of": TODAY})
    with neo4j.driver.session(database=neo4j.database) as session:
        result = session.run("PROFILE " + query.text, sent)
        list(result)  # a plan whose rows are discarded is not told
        steps = [result.consume().profile]
    total = 0
    while steps:
        step = steps.pop()
        total += step[figure]
        steps += step.get("children") or ()
    return total


def test_thousands_of_suppliers_of_one_buyer_are_not_paired(neo4j) -> None:
    world = World()
    large, small = (world.node("Firm", uid, name=uid, region=HOME) for uid in ("large", "small"))
    for number in range(1500):
        supplier = world.node("Firm", f"s{number:04d}", name=f"厂{number}", region="320102")
        world.edge("SUPPLIES", supplier, large)
        if number < 2:
            world.edge("SUPPLIES", supplier, small)
    assert [row[1::2] for row in answered(neo4j, world, "co-suppliers")] == [("s0000", "s0001", ["large", "small"])]
    assert rows_made(neo4j, "co-suppliers") < 300_000


def test_thousands_of_one_name_elsewhere_are_not_paired(neo4j) -> None:
    world = World()
    for number in range(1500):
        world.node("Firm", f"s{number:04d}", name="同名公司", region="320102")
    for uid in ("own", "twin"):
        world.node("Firm", uid, name="甲公司", region=HOME)
    world.write(neo4j.driver, neo4j.database)
    query = catalogue()["duplicates-to-review"]
    assert asked(neo4j, query, {"region": HOME}) == [("甲公司", "own", "甲公司", "twin", "name")]
    assert rows_made(neo4j, "duplicates-to-review") < 300_000
