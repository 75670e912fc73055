"""What nobody knows, what goes on and what somebody took back: small graphs with answers written out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from oracle import Oracle
from test_catalogue import answered, asked, one_chain, placed
from worlds import HOME, TODAY, Node, World

from graph.queries.catalogue import catalogue

ELSEWHERE = "320102"
LATER = date(2027, 3, 1)


def firm_of(world: World, uid: str, region: str | None = HOME, **values: Any) -> Node:
    """Add a firm at a place, or at none."""
    place = {} if region is None else {"region": region}
    return world.node("Firm", uid, name=uid, **place, **values)


def known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


@pytest.mark.parametrize(
    ("rows", "ended"),
    [
        ({2024: date(2024, 12, 31), 2025: None}, []),  # it goes on
        ({2024: date(2024, 12, 31), None: None}, []),  # no year is the newest
        ({2024: date(2024, 12, 31)}, [date(2024, 12, 31)]),
        (dict.fromkeys((2023, 2024, 2025), date(2025, 3, 31)), [date(2025, 3, 31)]),  # one contract, told once
        ({2024: date(2024, 12, 31), 2026: None}, [date(2024, 12, 31)]),  # a year to come hides no end
        ({2024: None, 2025: date(2025, 3, 31)}, [date(2025, 3, 31)]),
    ],
)
def test_supplies_ended_where_their_newest_row_did(
    neo4j, rows: dict[int | None, date | None], ended: list[date]
) -> None:
    world = World()
    supplier, buyer = firm_of(world, "supplier"), firm_of(world, "buyer")
    for year, end in rows.items():
        world.edge("SUPPLIES", supplier, buyer, product="甲", **known(year=year, end_date=end))
    told = answered(neo4j, world, "changes", since=date(2024, 6, 30), until=date(2025, 6, 30))
    assert [row[0] for row in told if row[1] == "ended"] == ended


@pytest.mark.parametrize(
    ("held", "years", "ended"),
    [
        ({"from_date": date(2022, 10, 1)}, 3.0, [date(2025, 10, 1)]),
        ({"from_date": date(2022, 10, 1), "to_date": date(2025, 9, 30)}, 3.0, [date(2025, 9, 30)]),
        ({"from_date": date(2022, 10, 1)}, None, []),
        ({}, 3.0, []),
    ],
)
def test_a_title_ends_by_its_years_of_validity(
    neo4j, held: dict[str, date], years: float | None, ended: list[date]
) -> None:
    world = World()
    title = world.node("Recognition", "title", name="高新技术企业", **known(valid_years=years))
    world.edge("HOLDS", firm_of(world, "firm"), title, **held)
    told = answered(neo4j, world, "changes", since=date(2024, 12, 31), until=date(2025, 12, 31))
    assert [row[:3] for row in told] == [(day, "ended", "HOLDS") for day in ended]


@pytest.mark.parametrize(
    ("demand", "answer", "listed"),
    [
        ({}, None, True),
        ({"state": "open", "valid": True}, None, True),
        ({"state": "talking"}, None, False),
        ({"valid": False}, None, False),
        ({}, {}, False),
        ({}, {"date": TODAY, "state": "proposed"}, False),
        ({}, {"date": LATER}, True),
        ({}, {"state": "declined"}, True),
    ],
)
def test_demands_that_nobody_answers(
    neo4j, demand: dict[str, Any], answer: dict[str, Any] | None, listed: bool
) -> None:
    world = World()
    posted = world.node("Demand", "demand", name="难题", **demand)
    world.edge("POSTED", firm_of(world, "firm"), posted)
    if answer is not None:
        world.edge("ANSWERS", world.node("Institute", "institute", name="所"), posted, **answer)
    assert bool(answered(neo4j, world, "unanswered-demands")) == listed


@pytest.mark.parametrize(
    ("kind", "values", "dormant"),
    [
        ("Contract", {}, False),  # nobody knows: it may be a later one
        ("Contract", {"signed": date(2019, 5, 1)}, True),
        ("Contract", {"signed": date(2023, 5, 1)}, False),
        ("Contract", {"date": date(2022, 6, 1), "signed": date(2019, 5, 1)}, False),
        ("Contract", {"signed": LATER}, True),
        ("Project", {}, False),
        ("Project", {"year": 2019}, True),
        ("Project", {"year": 2022}, False),  # the year of the agreement
        ("Project", {"year": 2027}, True),
        ("Project", {"filed": date(2019, 5, 1), "year": 2023}, True),
        ("Project", {"filed": date(2023, 5, 1)}, False),
        ("Project", {"from_date": date(2019, 5, 1), "filed": date(2023, 5, 1)}, True),
    ],
)
def test_a_contract_or_project_of_before_wakes_no_agreement(
    neo4j, kind: str, values: dict[str, Any], dormant: bool
) -> None:
    world = World()
    sides = [firm_of(world, "firm"), world.node("Institute", "institute", name="所", region=ELSEWHERE)]
    world.edge("COOPERATES", *sides, from_date=date(2022, 3, 1))
    matter = world.node(kind, "matter", name="事项", **values)
    for side in sides:
        world.edge({"Contract": "SIGNED", "Project": "UNDERTAKES"}[kind], side, matter)
    assert bool(answered(neo4j, world, "dormant-agreements")) == dormant


def test_what_nobody_knows_comes_last(neo4j) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    for uid, revenue in (("none", None), ("small", 1e6), ("large", 1e9)):
        firm = placed(world, segment, uid, **known(revenue=revenue))
        world.edge("POSTED", firm, world.node("Demand", f"demand {uid}", name=uid, **known(budget=revenue)))
        world.edge("SUPPLIES", firm, firm_of(world, f"customer {uid}", ELSEWHERE), **known(amount=revenue))
        world.edge("SUPPLIES", firm, firm_of(world, "buyer"), **known(amount=revenue))
        invested = placed(world, segment, f"elsewhere {uid}", region=ELSEWHERE)
        world.edge("INVESTS", world.node("Fund", f"fund {uid}", name=uid), invested, **known(amount=revenue))
    order = ["large", "small", "none"]
    assert [row[0] for row in answered(neo4j, world, "firms-of-segment", segment="x/s0")] == order
    assert [row[0] for row in answered(neo4j, world, "unanswered-demands")] == order
    found = answered(neo4j, world, "suppliers-of", firm="buyer")
    assert [(row[0], row[5]) for row in found] == [("large", 1e9), ("small", 1e6), ("none", None)]
    customers = answered(neo4j, world, "outside-customers")
    assert [row[::5] for row in customers] == [(f"customer {uid}", value) for uid, value in
                                               zip(order, (1e9, 1e6, None), strict=True)]  # fmt: skip
    funds = answered(neo4j, world, "funds-for-segment", segment="x/s0")
    assert [row[::4][:2] for row in funds] == [("large", 1e9), ("small", 1e6), ("none", None)]


def test_no_known_amount_is_not_0_yuan(neo4j) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    partner, own = placed(world, segment, "partner", region=ELSEWHERE), firm_of(world, "own")
    world.edge("CONTROLS", partner, own)
    world.edge("COOPERATES", partner, own, money=3.0)
    world.edge("INVESTS", partner, own, amount=0.0)
    for product in ("甲", "乙"):
        world.edge("SUPPLIES", partner, own, product=product)
    rows = answered(neo4j, world, "introductions", segment="x/s0")
    assert [(row[4], row[6]) for row in rows] == [
        ("SUPPLIES", None), ("CONTROLS", None), ("COOPERATES", 3.0), ("INVESTS", 0.0)]  # fmt: skip
    assert [row[-1] for row in answered(neo4j, world, "purchases-by-province")] == [None]


@pytest.mark.parametrize(
    ("region", "sites", "outside"),
    [
        (ELSEWHERE, [], True),
        (None, [], False),
        (None, [{"region": ELSEWHERE}], True),
        (ELSEWHERE, [{}], False),  # whoever has sites is where they are
        (
            ELSEWHERE,
            [{"region": ELSEWHERE, "to_date": date(2025, 1, 1)}],
            False,
        ),  # it has left, and nobody knows to where
        (ELSEWHERE, [{"region": ELSEWHERE, "from_date": LATER}], True),
        (None, [{"region": ELSEWHERE}, {"region": HOME}], False),
    ],
)
def test_who_is_known_by_name_only_is_not_outside(
    neo4j, region: str | None, sites: list[dict[str, Any]], outside: bool
) -> None:
    world = World()
    partners = [firm_of(world, uid, region) for uid in ("a", "b")]
    for number, values in enumerate(sites):
        for partner in partners:
            site = world.node("Site", f"site {partner.uid} {number}", name="厂", **values)
            world.edge("HAS_SITE", partner, site)
    own, other = firm_of(world, "own"), firm_of(world, "other")
    for partner in partners:
        for firm in (own, other):
            world.edge("SUPPLIES", partner, firm)
            world.edge("SUPPLIES", firm, partner)
            world.edge("INVESTS", partner, firm)
    world.edge("INVESTS", own, other)
    names = ("outside-customers", "outside-owners", "co-suppliers", "co-investors")
    rows = {name: answered(neo4j, world, name) for name in names}
    found = {name: {str(row[n]) for row in told for n in (1, 3)} for name, told in rows.items()}
    assert {name: {"a", "b"} <= uids for name, uids in found.items()} == dict.fromkeys(names, outside)


@pytest.mark.parametrize(
    ("runs", "listed"),
    [
        ((3,), True),
        ((3, 4), False),  # nobody knows how new the undated list is
        ((3, 5), True),  # the newest of the two is of 2025-08-31
        ((3, 2), False),
    ],
)
def test_old_is_what_no_undated_and_no_newer_source_tells(neo4j, runs: tuple[int, ...], listed: bool) -> None:
    world = World()
    places = [f'["表.xlsx","企业",{row},{run}]' for row, run in enumerate(runs)]
    firm_of(world, "firm", _sources=places, _source_count=len(places))
    assert bool(answered(neo4j, world, "stale-facts")) == listed


@pytest.mark.parametrize(("day", "listed"), [(date(2026, 8, 31), False), (date(2026, 9, 1), True)])
def test_a_source_is_old_once_the_months_are_over(neo4j, day: date, listed: bool) -> None:
    """Run 5 is of 2025-08-31: twelve months after, to the day, it is not older than twelve months, as in the gaps."""
    world = World()
    firm_of(world, "firm", _sources=['["表.xlsx","企业",1,5]'], _source_count=1)
    world.write(neo4j.driver, neo4j.database)
    assert bool(asked(neo4j, catalogue()["stale-facts"], {"region": HOME, "as_of": day})) == listed
    assert bool(Oracle(world, HOME, day).stale_facts()) == listed


@pytest.mark.parametrize(("values", "local"), [({}, True), ({"to_date": date(2025, 1, 1)}, False), (None, False)])
def test_an_institute_is_here_by_its_sites(neo4j, values: dict[str, Any] | None, local: bool) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    institute = firm_of(world, "institute", ELSEWHERE)
    world.edge("HAS_ROLE", institute, world.node("Role", "role", name="高校院所"))
    world.edge("FOCUSES_ON", institute, segment)
    if values is not None:
        world.edge("HAS_SITE", institute, world.node("Site", "site", name="研发", region=HOME, **values))
    assert [row[3] for row in answered(neo4j, world, "institutes-for-segment", segment="x/s0")] == [local]


@pytest.mark.parametrize("outside", ["Fund", "Firm", "Institute"])
@pytest.mark.parametrize("inside", ["Fund", "Firm", "Institute"])
def test_funds_firms_and_institutes_invest(neo4j, inside: str, outside: str) -> None:
    world = World()
    investors = [
        world.node(inside, "local", name="本地", region=HOME),
        world.node(outside, "other", name="外地", region=ELSEWHERE),
    ]
    for investor in investors:
        world.edge("INVESTS", investor, firm_of(world, "firm"))
    rows = answered(neo4j, world, "co-investors")
    assert rows == [("本地", "local", "外地", "other", 1, ["firm"])]


def test_labels_that_others_gave_are_no_kinds(neo4j) -> None:
    """Neo4j gives the older label first: Starred was there before any Event."""
    world = World()
    for number in range(2):
        world.node("Event", f"event{number}", name="展会", _sources=['["表.xlsx","活动",1,3]'], _source_count=1)
    with neo4j.driver.session(database=neo4j.database) as session:
        session.run("CREATE (:Starred)").consume()
        world.write(neo4j.driver, neo4j.database)
        session.run("MATCH (e:Event {uid: 'event1'}) SET e:Starred").consume()
    rows = asked(neo4j, catalogue()["stale-facts"], {"region": HOME})
    assert [row[2:] for row in rows] == [("Event", 2, ["event0", "event1"])]
