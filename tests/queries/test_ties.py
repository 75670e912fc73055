"""Groups, partners and those between: small graphs whose answers are written out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from test_catalogue import answered, one_chain, placed
from worlds import HOME, TODAY, Node, World


def controlled(world: World, *pairs: tuple[str, str], secret: str = "") -> None:
    """Add firms that control one another; those of one letter lie elsewhere, one is confidential."""
    made: dict[str, Node] = {}
    for uid in dict.fromkeys(uid for pair in pairs for uid in pair):
        region = HOME if len(uid) > 1 else "320102"
        made[uid] = world.node("Firm", uid, name=uid, region=region, confidential=uid == secret)
    for parent, child in pairs:
        world.edge("CONTROLS", made[parent], made[child])


@pytest.mark.parametrize(
    ("secret", "groups"),
    [
        ("", [("A", ["own1", "own2", "own3"])]),
        ("S", [("A", ["own1", "own2"])]),  # what a confidential one controls is not told of whoever stands above
    ],
)
def test_no_group_is_told_over_a_confidential_one(neo4j, secret: str, groups: list[tuple[str, list[str]]]) -> None:
    world = World()
    controlled(world, ("A", "own1"), ("A", "own2"), ("A", "S"), ("S", "own3"), secret=secret)
    assert [(row[1], row[3]) for row in answered(neo4j, world, "groups-here")] == groups


def test_below_a_confidential_one_a_group_has_another_head(neo4j) -> None:
    world = World()
    controlled(world, ("S", "T"), ("T", "own1"), ("T", "own2"), secret="S")
    assert [(row[1], row[3]) for row in answered(neo4j, world, "groups-here")] == [("T", ["own1", "own2"])]


LATER = {"closed": TODAY + timedelta(days=1), "_to": TODAY + timedelta(days=1)}


@pytest.mark.parametrize(
    ("state", "firms"),
    [
        ({"status": "active"}, ["own1", "own2"]),
        ({"status": "suspended"}, ["own1", "own2"]),
        ({"status": "cancelled", **LATER}, ["own1", "own2"]),
        ({"status": "cancelled"}, []),
        ({"status": "moved_out"}, []),
    ],
)
def test_whoever_is_struck_off_without_a_date_is_no_firm_here(neo4j, state: dict[str, Any], firms: list[str]) -> None:
    """Neither one of a group, nor invested in, nor a partner, nor waiting for an answer."""
    world = World()
    (segment,) = one_chain(world, "s0")
    controlled(world, ("A", "own1"), ("A", "own2"))
    own = world.nodes["own2"]
    own.props.update(state)
    for kind in ("Fund", "Institute"):
        world.edge("FOCUSES_ON", world.node(kind, kind, name=kind, region="320102"), segment)
    placed(world, segment, "outside", region="320102")
    world.edge("INVESTS", world.nodes["Fund"], own)
    world.edge("INVESTS", world.nodes["Fund"], world.nodes["outside"])
    world.edge("COOPERATES", world.nodes["Institute"], own, from_date=date(2020, 1, 1))
    world.edge("POSTED", own, world.node("Demand", "demand", name="需求"))
    there = bool(firms)
    assert [row[3] for row in answered(neo4j, world, "groups-here")] == ([firms] if there else [])
    assert [row[1] for row in answered(neo4j, world, "unanswered-demands")] == (["demand"] if there else [])
    assert [row[1] for row in answered(neo4j, world, "outside-owners")] == (["A", "Fund"] if there else ["A"])
    assert [row[-1] for row in answered(neo4j, world, "funds-for-segment", segment="x/s0")] == [there]
    assert [row[-1] for row in answered(neo4j, world, "institutes-for-segment", segment="x/s0")] == [int(there)]
    assert bool(answered(neo4j, world, "dormant-agreements")) == there


@pytest.mark.parametrize(("partners", "told"), [(200, True), (201, False)])
@pytest.mark.parametrize("region", [HOME, "320102"])
def test_whoever_is_tied_to_everybody_leads_nowhere(neo4j, partners: int, told: bool, region: str) -> None:
    """Yearly rows, plans and those who are gone make nobody a hub; in ``ties-to-firm`` one that is here itself leads on."""
    world = World()
    (segment,) = one_chain(world, "s0")
    between = world.node("Firm", "between", name="between", region=region)
    ends = [placed(world, segment, "outside", region="320102"), world.node("Firm", "local", name="local", region=HOME)]
    ends += [world.node("Firm", f"p{n}", name=f"p{n}") for n in range(partners - len(ends))]
    for end in ends:
        for year in (2024, 2025):
            world.edge("SUPPLIES", end, between, year=year)
    world.edge("SUPPLIES", world.node("Firm", "secret", name="secret", confidential=True), between)
    world.edge("SUPPLIES", world.node("Firm", "planned", name="planned"), between, year=TODAY.year + 1)
    steps = [row[4] for row in answered(neo4j, world, "ties-to-firm", firm="outside") if row[0] == 2]
    assert steps == (["between"] if told or region == HOME else [])
    paths = [(row[1], row[4], row[7]) for row in answered(neo4j, world, "introduction-paths", segment="x/s0")]
    assert paths == ([("outside", "between", "local")] if told and region != HOME else [])


@pytest.mark.parametrize(
    ("years", "told"), [((2025, 2026, 2027), (30.0, 2)), ((2026,), (20.0, 1)), ((2027, 2028), None)]
)
def test_a_plan_for_a_year_to_come_ties_nobody(neo4j, years: tuple[int, ...], told: tuple[float, int] | None) -> None:
    """The day is in 2026; the plan is not added to what was delivered, and alone it introduces nobody."""
    amounts = {2025: 10.0, 2026: 20.0, 2027: 40.0, 2028: 80.0}
    world = World()
    (segment,) = one_chain(world, "s0")
    outside = placed(world, segment, "outside", region="320102")
    between = world.node("Firm", "between", name="between", region="320102")
    local, other = (world.node("Firm", uid, name=uid, region=HOME) for uid in ("local", "other"))
    for year in years:
        for src, dst in ((outside, local), (outside, between), (between, other)):
            world.edge("SUPPLIES", src, dst, product="甲", year=year, amount=amounts[year])
    rows = answered(neo4j, world, "introductions", segment="x/s0")
    assert [row[3:4] + row[6:] for row in rows] == ([("local", *told)] if told else [])
    assert [row[-1] for row in answered(neo4j, world, "firms-to-fill", segment="x/s0")] == [1 if told else 0]
    paths = answered(neo4j, world, "introduction-paths", segment="x/s0")
    assert [row[4::3] for row in paths] == ([("between", "other")] if told else [])
    ties = answered(neo4j, world, "ties-to-firm", firm="outside")
    assert [row[2:5:2] for row in ties] == ([("local", None), ("other", "between")] if told else [])


RELATIONS_OF_TWO = {
    "suppliers-of": {"firm": "own"}, "outside-customers": {}, "purchases-by-province": {}, "outside-owners": {},
    "ties-to-firm": {"firm": "partner"}, "introductions": {"segment": "x/s0"}, "inputs-from-outside": {},
}  # fmt: skip


@pytest.mark.parametrize("who", ["own", "partner"])
@pytest.mark.parametrize(
    ("state", "found"),
    [
        ({"closed": TODAY + timedelta(days=1)}, True),
        ({"founded": TODAY}, True),
        ({"closed": TODAY}, False),
        ({"founded": TODAY + timedelta(days=1)}, False),
        ({"status": "active"}, True),
        ({"status": "cancelled"}, False),
        ({"status": "moved_out"}, False),
    ],
)
def test_who_is_gone_or_not_yet_there_is_tied_to_nobody(neo4j, who: str, state: dict[str, Any], found: bool) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    own = placed(world, segment, "own", **(state if who == "own" else {}))
    partner = placed(world, segment, "partner", region="320102", **(state if who == "partner" else {}))
    for kind in ("SUPPLIES", "CONTROLS"):
        world.edge(kind, partner, own)
    world.edge("SUPPLIES", own, partner)
    answers = {name: answered(neo4j, world, name, **given) for name, given in RELATIONS_OF_TWO.items()}
    assert {name: bool(rows) for name, rows in answers.items()} == dict.fromkeys(RELATIONS_OF_TWO, found)
