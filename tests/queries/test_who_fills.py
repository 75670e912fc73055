"""Who fills a segment, and who could: small graphs whose answers are written out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from test_catalogue import answered, one_chain, placed
from worlds import HOME, TODAY, Node, World

LATER = TODAY + timedelta(days=30)
CLOSED = {"from_date": date(2019, 1, 1), "to_date": TODAY}
LAST_DAY = {"from_date": date(2019, 1, 1), "to_date": TODAY + timedelta(days=1)}


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
    for name, given in (
        ("segments-with-one-firm", {}),
        ("segments-weak", {}),
        ("firms-of-segment", {"segment": "x/s0"}),
    ):
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


@pytest.mark.parametrize(
    ("dates", "chains"), [({"from_date": TODAY}, 2), ({"from_date": LATER}, 1), (LAST_DAY, 2), (CLOSED, 1)]
)
def test_a_firm_bridges_chains_by_its_sites(neo4j, dates: dict[str, date], chains: int) -> None:
    world = World()
    (first,) = one_chain(world, "s0")
    other = world.node("Segment", "segment:y/s1", code="y/s1", name="环节s1")
    world.edge("PART_OF", other, world.node("Chain", "chain:y", code="y", name="另一链"))
    firm = world.node("Firm", "firm", name="firm", region=HOME)
    site_of(world, firm, "site0", first)
    site_of(world, firm, "site1", other, **dates)
    rows = answered(neo4j, world, "bridging-firms", least=1)
    assert [row[1:3] for row in rows] == [("firm", chains)]


def test_chains_of_a_carrier_are_those_of_its_tenants_and_their_sites(neo4j) -> None:
    world = World()
    one, two, none = one_chain(world, "s0", "s1", "s2")
    carrier = world.node("Carrier", "carrier", name="园", region=HOME)
    by_site = world.node("Firm", "by_site", name="甲")
    site_of(world, by_site, "site", one)
    site_of(world, by_site, "to come", none, from_date=LATER)
    site_of(world, by_site, "closed", none, **CLOSED)
    world.edge("TENANT_OF", by_site, carrier, stage="incubating")
    world.edge("TENANT_OF", placed(world, two, "tenant"), carrier)
    for uid in ("g1", "g2"):
        world.edge("TENANT_OF", placed(world, none, uid), carrier, stage="graduated")
    assert answered(neo4j, world, "chains-in-carriers") == [("园", "carrier", "链", 2, 2)]


@pytest.mark.parametrize(
    ("site", "stay", "found"),
    [
        ({}, {}, True),
        (LAST_DAY, LAST_DAY, True),
        (CLOSED, {}, False),
        ({}, CLOSED, False),
        ({"from_date": LATER}, {}, False),
    ],
)
@pytest.mark.parametrize("secret", [False, True])
def test_a_firm_is_in_a_carrier_by_a_site_there(
    neo4j, site: dict[str, date], stay: dict[str, date], found: bool, secret: bool
) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    carrier = world.node("Carrier", "carrier", name="园", region=HOME)
    firm = placed(world, segment, "firm", region="320102", confidential=secret)
    world.edge("LOCATED_IN", site_of(world, firm, "site", **site), carrier, **stay)
    rows = answered(neo4j, world, "chains-in-carriers")
    assert rows == ([("园", "carrier", "链", 1, 1)] if found and not secret else [])


@pytest.mark.parametrize(
    ("dates", "found"), [({"from_date": TODAY}, True), ({"from_date": LATER}, False), (LAST_DAY, True), (CLOSED, False)]
)
def test_a_fund_invested_in_a_segment_by_a_site_of_its_firm(neo4j, dates: dict[str, date], found: bool) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    firm = world.node("Firm", "firm", name="firm", region="320102", insured=50)
    site_of(world, firm, "site", segment, region="320102", **dates)
    placed(world, segment, "outside", region="320102")
    world.edge("FOCUSES_ON", world.node("TalentTeam", "team", name="team"), segment)
    world.edge("INVESTS", world.node("Fund", "fund", name="fund"), firm)
    funds = answered(neo4j, world, "funds-for-segment", segment="x/s0")
    assert [(row[1], row[3]) for row in funds] == ([("fund", ["firm"])] if found else [])
    assert [row[-1] for row in answered(neo4j, world, "three-in-one")] == ([["fund"]] if found else [])


@pytest.mark.parametrize(("dates", "able"), [(LAST_DAY, True), (CLOSED, False)])
def test_a_plant_that_closed_makes_nobody_able(neo4j, dates: dict[str, date], able: bool) -> None:
    """Its firm has another plant and stands there, as in ``liantu targets``."""
    world = World()
    (segment,) = one_chain(world, "s0")
    firm = world.node("Firm", "firm", name="firm", region="320102", insured=50)
    site_of(world, firm, "made it", segment, region="320102", **dates)
    site_of(world, firm, "makes others", region="320102")
    for kind in ("TalentTeam", "Fund"):
        world.edge("FOCUSES_ON", world.node(kind, kind, name=kind), segment)
    between = world.node("Firm", "between", name="between", region="320102")
    local = world.node("Firm", "local", name="local", region=HOME)
    for src, dst in ((firm, local), (firm, between), (between, local)):
        world.edge("SUPPLIES", src, dst)
    for name in ("firms-to-fill", "introductions", "introduction-paths"):
        assert bool(answered(neo4j, world, name, segment="x/s0")) == able, name
    assert bool(answered(neo4j, world, "three-in-one")) == able


@pytest.mark.parametrize(("region", "listed"), [("320102", True), (None, False), (HOME, False)])
def test_whoever_is_known_by_name_only_is_not_one_outside(neo4j, region: str | None, listed: bool) -> None:
    """It may be here as well; whoever is here already is not to be brought here."""
    world = World()
    (segment,) = one_chain(world, "s0")
    firm = placed(world, segment, "firm", region=region)
    firm.props = {name: value for name, value in firm.props.items() if value is not None}
    between = world.node("Firm", "between", name="between", region="320102")
    local = world.node("Firm", "local", name="local", region=HOME)
    for src, dst in ((firm, local), (firm, between), (between, local)):
        world.edge("SUPPLIES", src, dst)
    world.edge("FOCUSES_ON", world.node("TalentTeam", "team", name="team"), segment)
    world.edge("INVESTS", world.node("Fund", "fund", name="fund"), firm)
    for name in ("firms-to-fill", "introductions", "introduction-paths", "funds-for-segment"):
        assert bool(answered(neo4j, world, name, segment="x/s0")) == listed, name
    assert bool(answered(neo4j, world, "three-in-one")) == listed


def test_relations_of_one_kind_and_direction_count_once(neo4j) -> None:
    """And whoever's revenue is not known comes after those whose revenue is."""
    world = World()
    (segment,) = one_chain(world, "s0")
    local = [world.node("Firm", f"local{n}", name=f"local{n}", region=HOME) for n in range(3)]
    yearly, known, many = (placed(world, segment, uid, region="320102") for uid in ("yearly", "known", "many"))
    known.props["revenue"] = 6e6
    for year in range(2021, 2026):
        world.edge("SUPPLIES", yearly, local[0], product="甲", year=year)
    world.edge("SUPPLIES", known, local[0])
    for kind, other in zip(("SUPPLIES", "INVESTS", "COOPERATES"), local, strict=True):
        world.edge(kind, many, other)
    rows = answered(neo4j, world, "firms-to-fill", segment="x/s0")
    assert [(row[1], row[-1]) for row in rows] == [("many", 3), ("known", 1), ("yearly", 1)]


def test_a_lead_without_segments_sets_no_conditions(neo4j) -> None:
    world = World()
    (segment,) = one_chain(world, "s0")
    segment.props["item_kind"] = "material"
    world.node("Lead", "bare", name="没写环节", code="L1")
    world.edge("WOULD_FILL", world.node("Lead", "full", name="写了环节", code="L2"), segment)
    world.node("Space", "low", name="空间", region=HOME, state="vacant", area=5000.0, storey_height=4.0)
    spaces = {
        lead: [row[1] for row in answered(neo4j, world, "spaces-for-lead", lead=lead, area_needed=1000.0)]
        for lead in ("bare", "L1", "full", "nobody")
    }
    assert spaces == {"bare": ["low"], "L1": ["low"], "full": [], "nobody": []}
    assert answered(neo4j, world, "spaces-for-lead", lead="bare", area_needed=6000.0) == []


@pytest.mark.parametrize(("product", "breaking"), [(None, "x/s1"), ("环节s2", "x/s2")])
def test_a_firm_breaks_the_segment_that_its_sales_are_booked_to(neo4j, product: str | None, breaking: str) -> None:
    world = World()
    main, second = one_chain(world, "s1", "s2")
    firm = placed(world, main, "firm")
    world.edge("OPERATES_IN", firm, second, evidence="declared")
    for number in range(3):
        buyer = world.node("Firm", f"buyer{number}", name=f"buyer{number}", region=HOME)
        world.edge("SUPPLIES", firm, buyer, **({"product": product} if product else {}))
    rows = answered(neo4j, world, "exits-that-break")
    assert [row[1:2] + row[4:] for row in rows] == [("firm", f"segment:{breaking}", False, 3, 0)]
