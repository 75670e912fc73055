"""What people have to look at: placements of which nobody is sure, and firms that may be one; expected by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from test_catalogue import answered, one_chain
from worlds import HOME, TODAY, World

ELSEWHERE = "320102"
LATER = date(2027, 3, 1)
SIGNED = {"person": "某人", "decided": date(2025, 1, 1)}


@pytest.mark.parametrize(
    ("marks", "listed"),
    [
        ({"confidence": 0.3}, True),
        ({"confidence": 0.6, "evidence": "scope"}, False),
        ({"evidence": "scope"}, True),  # a list says that scope words are all there is, and not how sure that is
        ({"evidence": "product"}, False),
        ({}, False),
    ],
)
@pytest.mark.parametrize(
    ("site", "stands"),
    [
        (None, True),
        ({}, True),
        ({"to_date": TODAY}, False),
        ({"from_date": TODAY + timedelta(days=1)}, False),
    ],
)
def test_what_is_said_of_a_firm_or_its_site_may_be_doubtful(
    neo4j, site: dict[str, date] | None, stands: bool, marks: dict[str, Any], listed: bool
) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    firm = world.node("Firm", "firm", name="甲厂", region=HOME)
    world.edge("HAS_SITE", firm, world.node("Site", "open", name="总部", region=HOME))
    at = firm
    if site is not None:
        at = world.node("Site", "site", name="一号厂", region=HOME, **site)
        world.edge("HAS_SITE", firm, at)
    world.edge("OPERATES_IN", at, segment, **marks)
    expected = [("甲厂", "firm", "环节s0", "segment:x/s0", marks.get("evidence"), marks.get("confidence"), [])]
    assert answered(neo4j, world, "unverified-facts") == (expected if listed and stands else [])


def test_what_nobody_said_how_sure_comes_last(neo4j) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    for uid, sure in (("a", None), ("b", 0.5), ("c", 0.2)):
        firm = world.node("Firm", uid, name=uid, region=HOME)
        known = {} if sure is None else {"confidence": sure}
        world.edge("OPERATES_IN", firm, segment, evidence="scope", **known)
    assert [row[0] for row in answered(neo4j, world, "unverified-facts")] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("decision", "listed"),
    [
        ({"target": "同名环节"}, ["x/s0", "x/s1", "x/s2"]),  # two segments are called so
        ({"target": "x/s0"}, ["x/s1", "x/s2"]),
        ({"target": "环节s2"}, ["x/s0", "x/s1"]),
        ({"target": "没有的环节"}, ["x/s0", "x/s1", "x/s2"]),
        ({"verdict": "move", "target": "没有的环节"}, ["x/s0", "x/s1", "x/s2"]),
        ({"verdict": "move", "target": "x/s3"}, []),
        ({"verdict": "move", "target": "x/s3", "value": "x/s0"}, ["x/s1", "x/s2"]),
        ({"verdict": "move", "target": "x/s3", "value": "没有的环节"}, ["x/s0", "x/s1", "x/s2"]),
        ({"verdict": "move", "target": "x/s2", "value": "同名环节"}, ["x/s0", "x/s1", "x/s2"]),
        ({"verdict": "confirm", "target": "x/s2", "value": "没有的环节"}, ["x/s0", "x/s1"]),
        ({"subject": "site", "target": "x/s2"}, ["x/s0", "x/s1"]),
        ({"subject": "site", "target": "x/s0"}, ["x/s0", "x/s1", "x/s2"]),  # what is said of the firm is not the site's
        ({"subject": "firm", "target": "x/s2"}, ["x/s0", "x/s1"]),
    ],
)
def test_a_decision_speaks_of_one_segment_that_is_known(neo4j, decision: dict[str, str], listed: list[str]) -> None:
    world = World()
    segments = one_chain(world, "s0", "s1", "s2", "s3")
    for segment in segments[:2]:
        segment.props["name"] = "同名环节"
    firm = world.node("Firm", "firm", name="甲厂", region=HOME)
    site = world.node("Site", "site", name="一号厂", region=HOME)
    world.edge("HAS_SITE", firm, site)
    for at, segment in zip((firm, firm, site), segments[:3], strict=True):
        world.edge("OPERATES_IN", at, segment, confidence=0.3)
    world.node("Decision", "decision", **{"subject": "甲厂", "verdict": "confirm", **SIGNED, **decision})
    rows = answered(neo4j, world, "unverified-facts")
    assert [row[3].removeprefix("segment:") for row in rows] == listed


@pytest.mark.parametrize(
    ("twin", "subject", "listed"),
    [
        (None, "甲厂", []),
        ({}, "甲厂", ["firm"]),  # of two firms of that name nobody knows which is meant
        ({"founded": LATER}, "甲厂", []),
        ({}, "firm", []),
    ],
)
def test_a_decision_by_a_name_of_several_firms_has_no_effect(
    neo4j, twin: dict[str, date] | None, subject: str, listed: list[str]
) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    firm = world.node("Firm", "firm", name="甲厂", region=HOME)
    world.edge("OPERATES_IN", firm, segment, confidence=0.3, evidence="scope")
    if twin is not None:
        world.node("Firm", "twin", name="甲厂", region=ELSEWHERE, **twin)
    world.node("Decision", "decision", subject=subject, verdict="confirm", target="x/s0", **SIGNED)
    assert [row[1] for row in answered(neo4j, world, "unverified-facts")] == listed


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (("甲新材料有限公司", ["乙化工有限公司"]), ("乙化工有限公司", []), "former"),
        (("乙化工有限公司", []), ("甲新材料有限公司", ["乙化工有限公司"]), "former"),
        (("甲新材料有限公司", ["乙化工有限公司"]), ("丙材料有限公司", ["乙化工股份有限公司"]), "former"),
        (("甲新材料有限公司", ["甲新材料有限公司"]), ("甲新材料有限公司", []), "name"),  # told once
        (
            ("甲材料有限公司", ["乙 化工(集团)有限公司"]),
            ("乙化工（集团）有限公司", []),
            "former",
        ),  # as somebody typed it
        (("甲新材料有限公司", []), ("甲新材料股份有限公司", ["甲新材料有限公司"]), "stem"),
        (("ABC（China）有限公司", []), ("abc（China）有限公司", []), "name"),
        (("ABC有限公司", []), ("Abc股份有限公司", []), "stem"),
        (("甲新材料有限公司", ["乙化工有限公司"]), ("丙材料有限公司", ["丁化工有限公司"]), None),
        (("甲新材料有限公司", ["甲化工有限公司", "甲新材料有限公司"]), ("丙材料有限公司", []), None),
    ],
)
def test_a_former_name_that_another_bears_is_a_double(
    neo4j, first: tuple[str, list[str]], second: tuple[str, list[str]], reason: str | None
) -> None:
    world = World()
    for uid, (name, former), region in (("a", first, HOME), ("b", second, ELSEWHERE)):
        world.node("Firm", uid, name=name, region=region, **({"former_names": former} if former else {}))
    rows = answered(neo4j, world, "duplicates-to-review")
    assert rows == ([(first[0], "a", second[0], "b", reason)] if reason else [])
