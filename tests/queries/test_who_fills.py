"""Who fills a segment, and who could: small graphs whose answers are written out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from test_catalogue import answered, one_chain, placed
from worlds import HOME, TODAY, Node, World

LATER = TODAY + timedelta(days=30)


def site_of(world: World, firm: Node, uid: str, segment: Node | None = None, **values: Any) -> Node:
    """Add a site of a firm; of a segment where one is named."""
    site = world.node("Site", uid, **{"name": uid, "region": HOME, **values})
    world.edge("HAS_SITE", firm, site)
    if segment is not None:
        world.edge("OPERATES_IN", site, segment, main=True, evidence="declared")
    return site


@pytest.mark.parametrize("region", [HOME, "320102"])
@pytest.mark.parametrize(("begins", "filled"), [(TODAY, True), (LATER, False)])
def test_a_site_that_has_not_begun_fills_nothing(neo4j, region: str, begins: date, filled: bool) -> None:
    """Its firm stands at the registered address until then, yet it is not the firm that is placed."""
    world = World()
    (segment,) = one_chain(world, "s0")
    firm = world.node("Firm", "firm", name="firm", region=HOME, insured=50)
    site_of(world, firm, "site", segment, region=region, from_date=begins)
    filled = filled and region == HOME
    for name, given in (("segments-with-one-firm", {}), ("segments-weak", {}), ("firms-of-segment", {"segment": "x/s0"})):
        assert bool(answered(neo4j, world, name, **given)) == filled
    assert bool(answered(neo4j, world, "segments-without-firms")) != filled


@pytest.mark.parametrize(
    ("later", "effective"),
    [
        ({"from_date": LATER}, True),  # nothing yet says that the undated one ran out
        ({"from_date": date(2020, 1, 1), "to_date": date(2023, 1, 1)}, False),
        ({"to_date": date(2023, 1, 1)}, False),
    ],
)
def test_a_certificate_to_come_does_not_cancel_an_undated_one(neo4j, later: dict[str, date], effective: bool) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    firm = placed(world, segment, "firm", insured=1)
    title = world.node("Recognition", "title", name="专精特新中小企业")
    world.edge("HOLDS", firm, title)
    world.edge("HOLDS", firm, title, **later)
    assert bool(answered(neo4j, world, "segments-with-one-firm")) == effective


@pytest.mark.parametrize(
    ("name", "giant"),
    [
        ("专精特新‘小巨人’企业", True),
        ("专精特新'小巨人'企业", True),
        ("专精特新\u3000小巨人\t企业", True),
        ("专精特新·小巨人企业", False),
    ],
)
def test_quotation_marks_of_a_title_do_not_count(neo4j, name: str, giant: bool) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    firm = placed(world, segment, "firm")
    world.edge("HOLDS", firm, world.node("Recognition", "title", name=name))
    assert bool(answered(neo4j, world, "segments-weak")) != giant
