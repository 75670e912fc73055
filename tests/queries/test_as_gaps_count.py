"""The same firms fill the same segments in ``liantu gaps`` and in the catalogue, on random graphs and by hand.

The catalogue is asked through its oracle, to which test_catalogue.py holds the queries: so no server is needed here.
"""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pandas as pd
import pytest
from oracle import Oracle
from oracle_chains import CHAMPION
from test_catalogue import one_chain
from worlds import HOME, SCHEMA, TODAY, Node, World, firm, random_world, span

from analyses.assess import assess
from analyses.counting import EFFECTIVE
from analyses.scope import find_scope
from analyses.thresholds import Thresholds, load_thresholds
from graph.chains.template import ChainTemplate
from graph.settings import Settings
from graph.snapshot import Snapshot


def snapshot_of(world: World, day: date) -> Snapshot:
    """Return a world as the analyses read it; nobody has decided anything, which the catalogue does not apply."""
    frames: dict[str, list[dict[str, Any]]] = {}
    for node in world.nodes.values():
        frames.setdefault(node.kind, []).append({"uid": node.uid, **_told(node.props)})
    for edge in world.edges:
        row = {"key": edge.key, "src": edge.src.uid, "dst": edge.dst.uid, **_told(edge.props)}
        frames.setdefault(edge.kind, []).append(row)
    tables = {kind: pd.DataFrame(rows) for kind, rows in frames.items() if kind != "Decision"}
    return Snapshot.from_frames(
        {kind: table for kind, table in tables.items() if kind in SCHEMA.nodes},
        {kind: table for kind, table in tables.items() if kind in SCHEMA.edges},
        schema=SCHEMA,
        settings=Settings(home=HOME),
        templates=templates_of(world),
        as_of=day,
        universes={x.uid: x["_universe"] for x in world.of("Firm") if x["_universe"]},
    )


def _told(props: dict[str, Any]) -> dict[str, Any]:
    """Return what a table states: without what a push adds."""
    days = {name: pd.Timestamp(value) for name, value in props.items() if isinstance(value, date)}
    return {name: value for name, value in {**props, **days}.items() if not name.startswith("_")}


def templates_of(world: World) -> dict[str, ChainTemplate]:
    """Return the chains of a world as templates."""
    found = {}
    for chain in world.of("Chain"):
        segments = [_segment(world, edge.src) for edge in world.into(chain, "PART_OF")]
        found[chain["code"]] = ChainTemplate.model_validate({
            "chain": chain["code"], "zh": chain["name"], "en": chain["name"], "version": "1", "effective": "2026-01-01",
            "basis": "随机构造的测试产业链", "segments": segments,
        })  # fmt: skip
    return found


def _segment(world: World, segment: Node) -> dict[str, Any]:
    return {
        "id": segment["code"].partition("/")[2], "zh": segment["name"], "en": segment["name"], "stage": "mid", "layer": 1,
        "panel": "板块", "weight": "normal", "required": segment["required"] is True, "value": 3, "source": "随机",
        "kind": segment["item_kind"] or "product", "filled_by": segment["filled_by"] or "production", "keywords": ["词"],
        "same_as": [edge.dst["code"] for edge in world.out(segment, "SAME_AS")],
    }  # fmt: skip


def crowded_world(seed: int) -> World:
    """Return a random graph of a hundred firms more, half of them effective, with several rows a firm and segment."""
    draw, world = random.Random(seed), random_world(seed)
    titles, segments = world.of("Recognition"), world.of("Segment")
    for number in range(100, 200):
        added = firm(world, draw, number)
        world.edge("HOLDS", added, draw.choice(titles), **span(draw))
        if draw.random() < 0.5:
            added.props |= {"insured": 80, "status": "active", "zero_tax_years": 0}
    for at in world.of("Firm", "Site"):
        few = draw.sample(segments, 2)
        for _ in range(draw.choice([0, 2, 4])):
            marks = {"main": draw.choice([True, False, False, None]), "share": draw.choice([None, 0.1, 0.2, 0.8]),
                     "evidence": draw.choice([None, "scope", "expert", "declared", "product"]),
                     "product": draw.choice([None, "甲", "乙"])}  # fmt: skip
            known = {name: value for name, value in marks.items() if value is not None}
            world.edge("OPERATES_IN", at, draw.choice(few), **known)
    return world


def every_segment() -> Thresholds:
    """Return the numbers of the gaps, with as many secondary segments a firm as the catalogue counts: all."""
    rules = load_thresholds()
    return rules.model_copy(update={"counting": rules.counting.model_copy(update={"secondary_most": 1000})})


def by_gaps(world: World, region: str, day: date) -> set[tuple[Any, ...]]:
    """Return segment, effective firm that fills it here, and its grades, as the gaps count them."""
    snapshot = snapshot_of(world, day)
    present = assess(snapshot, find_scope(snapshot, region), every_segment()).local
    rows = present[(present["standing"] == EFFECTIVE) & (present["fills"] > 0)]
    return set(rows[["segment", "firm", "above", "hnte", "champion"]].itertuples(index=False, name=None))


def by_catalogue(world: World, region: str, day: date) -> set[tuple[Any, ...]]:
    """Return the same as segments-with-one-firm, segments-without-firms and segments-weak count them."""
    oracle = Oracle(world, region, day)

    def grades(f: Node) -> tuple[bool, bool, bool]:
        champion = (f["market_share"] or 0) >= 0.1 or oracle.titled(f, CHAMPION)
        return oracle.above(f), oracle.titled(f, ["高新技术企业"]), champion

    return {(s["code"], f.uid, *grades(f)) for s in world.of("Segment") for f in oracle.fillers(s)}


@pytest.mark.parametrize(
    ("seed", "region", "day"),
    [
        (1, HOME, TODAY),
        (2, "320700", date(2024, 12, 31)),
        (3, "320000", date(2025, 1, 1)),
        (4, HOME, date(2028, 1, 1)),
        (5, "320700", TODAY),
        (6, "320000", TODAY),
    ],
)
def test_gaps_and_catalogue_count_the_same_firms(seed: int, region: str, day: date) -> None:
    world = crowded_world(seed)
    counted = by_gaps(world, region, day)
    assert len(counted) > 5  # few would prove little
    assert counted == by_catalogue(world, region, day)


ROWS_OF_ONE_SEGMENT = {
    "of revenue": [{"product": "甲", "share": 0.1}, {"product": "乙", "share": 0.6, "evidence": "revenue"}],
    "of no share": [{"product": "甲", "share": 0.1}, {"product": "乙"}],
    "main": [{"product": "甲", "share": 0.1}, {"product": "乙", "share": 0.1, "main": True}],
    "both small": [{"product": "甲", "share": 0.1}, {"product": "乙", "share": 0.19, "evidence": "revenue"}],
    "scope words": [{"product": "甲", "share": 0.1}, {"product": "乙", "evidence": "scope"}],
}  # fmt: skip


def test_of_several_rows_the_one_that_is_large_enough_counts() -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    for uid, rows in ROWS_OF_ONE_SEGMENT.items():
        added = world.node("Firm", uid, name=uid, region=HOME, insured=50)
        for marks in rows:
            world.edge("OPERATES_IN", added, segment, **{"evidence": "declared", **marks})
    counted = by_gaps(world, HOME, TODAY)
    assert {row[1] for row in counted} == {"of revenue", "of no share", "main"}
    assert counted == by_catalogue(world, HOME, TODAY)
