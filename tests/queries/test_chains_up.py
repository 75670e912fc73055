"""Who supplies a firm two and three steps up: small graphs whose answers are written out, and what asking costs."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from test_catalogue import answered, one_chain, placed, rows_made
from worlds import HOME, TODAY, Node, World


def supplied(world: World, *firms: Node) -> None:
    """Let each firm supply the one after it."""
    for src, dst in pairwise(firms):
        world.edge("SUPPLIES", src, dst)


def makers_of_one(world: World, marks: dict[str, Any]) -> list[Node]:
    """Add two firms elsewhere, the second placed with these marks, that supply a firm here over another."""
    (segment,) = one_chain(world, "s0")
    own, first = (world.node("Firm", uid, name=uid, region=HOME) for uid in ("own", "first"))
    made = [placed(world, segment, "t1", region="320102"), placed(world, segment, "t2", region="320102", marks=marks)]
    for top in made:
        supplied(world, top, first, own)
    return made


@pytest.mark.parametrize(
    ("marks", "only"),
    [({}, []), ({"main": None}, []), ({"main": False}, ["t1"]), ({"evidence": "scope"}, ["t1"])],
)
def test_whoever_may_mainly_make_it_is_a_second_source(neo4j, marks: dict[str, Any], only: list[str]) -> None:
    world = World()
    makers_of_one(world, marks)
    for edge in world.all("OPERATES_IN"):
        edge.props = {name: value for name, value in edge.props.items() if value is not None}
    assert [row[6] for row in answered(neo4j, world, "single-source-upstream", firm="own")] == only


@pytest.mark.parametrize(
    ("main", "step", "year", "only"),
    [
        (True, ("t2", "first"), TODAY.year, []),
        (True, ("t2", "first"), TODAY.year + 1, ["t1"]),
        (False, ("first", "own"), TODAY.year, ["t1"]),
        (False, ("first", "own"), TODAY.year + 1, []),
    ],
)
def test_a_plan_for_a_year_to_come_supplies_nobody(
    neo4j, main: bool, step: tuple[str, str], year: int, only: list[str]
) -> None:
    world = World()
    makers_of_one(world, {"main": main})
    for edge in world.all("SUPPLIES"):
        if (edge.src.uid, edge.dst.uid) == step:
            edge.props["year"] = year
    assert [row[6] for row in answered(neo4j, world, "single-source-upstream", firm="own")] == only


def test_one_thing_in_two_chains_has_the_sources_of_both(neo4j) -> None:
    world = World()
    _, other = makers_of_one(world, {"main": False})
    same = world.node("Segment", "segment:y/s1", code="y/s1", name="环节s1")
    world.edge("SAME_AS", world.nodes["segment:x/s0"], same)
    world.edge("OPERATES_IN", other, same, main=True)
    assert answered(neo4j, world, "single-source-upstream") == []


@pytest.mark.parametrize(
    ("dates", "only"),
    [({}, []), ({"to_date": TODAY + timedelta(days=1)}, []), ({"to_date": TODAY}, ["t1"])],
)
def test_a_site_that_makes_it_is_a_source(neo4j, dates: dict[str, date], only: list[str]) -> None:
    """One that closed makes it no more, wherever else its firm stands."""
    world = World()
    _, other = makers_of_one(world, {"main": False})
    site = world.node("Site", "site", name="厂", region="320102", **dates)
    world.edge("HAS_SITE", other, world.node("Site", "site2", name="别的厂", region="320102"))
    world.edge("HAS_SITE", other, site)
    world.edge("OPERATES_IN", site, world.nodes["segment:x/s0"], main=True)
    assert [row[6] for row in answered(neo4j, world, "single-source-upstream")] == only


def test_ways_of_three_steps_lead_over_three_others(neo4j) -> None:
    """``first`` supplies ``second`` too: over ``first`` it would meet itself, over ``other`` it is three steps up."""
    world = World()
    segment, _ = one_chain(world, "s0", "s1")
    own, second = (world.node("Firm", uid, name=uid, region=HOME) for uid in ("own", "second"))
    first = placed(world, segment, "first", region="320102")
    supplied(world, first, second, first, own)
    assert answered(neo4j, world, "single-source-upstream", firm="own") == []
    supplied(world, second, world.node("Firm", "other", name="other"), own)
    rows = answered(neo4j, world, "single-source-upstream", firm="own")
    assert [(row[2], row[6]) for row in rows] == [(3, "first")]


def test_years_of_supplies_are_not_asked_about_one_by_one(neo4j) -> None:
    """Whether somebody trades is asked once of each firm that is reached, not of each row that leads to it."""
    world = World()
    (segment,) = one_chain(world, "s0")
    own = world.node("Firm", "own", name="own", region=HOME)
    firsts = [world.node("Firm", f"f{n}", name=f"f{n}", zero_tax_years=2) for n in range(10)]
    tops = [placed(world, segment, f"t{n}", region="320102", zero_tax_years=2) for n in range(10)]
    for firm in (*firsts, *tops):
        for year in (2022, 2023, 2024):
            world.edge("HAS_YEAR", firm, world.node("YearFact", f"{firm.uid} {year}", year=year, insured=3))
    for first in firsts:
        world.edge("SUPPLIES", first, own)
        for other in (*firsts, *tops):
            for year in range(2010, 2026) if other != first else ():
                world.edge("SUPPLIES", other, first, year=year)
    assert answered(neo4j, world, "single-source-upstream") == []
    assert rows_made(neo4j, "single-source-upstream", "dbHits") < 115_000  # 142,000 where it is asked of each row
