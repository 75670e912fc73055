"""Small graphs for the catalogue: hand-made ones, and random multigraphs with all that real tables hold."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from graph.schema import load_schema

TODAY = date(2026, 9, 1)
HOME = "320706"
REGIONS = (HOME, HOME, HOME, "320703", "320102", "310115", "440305", None)
NAMES = (
    "海州甲厂",
    "朐阳“新材料”公司",
    "Ünïcode 有限公司",
    "a'b\"c `d` $e",
    "乙公司",
    "丙 公司",
    "丁🏭厂",
    "同名公司",
    "同名公司",
    "甲机械有限公司",
    "甲机械股份有限公司",
)
TITLES = (
    ("高新技术企业", 3.0), ("专精特新“小巨人”企业", 3.0), ("专精特新中小企业", None), ("制造业单项冠军企业", 0.0),
    ("科技型中小企业", 1.0), ("文明单位", None),
)  # fmt: skip
RUNS = (
    (1, "产业链模板", None), (2, "登记名录", date(2026, 6, 30)), (3, "“旧”名单, 2022], [x", date(2022, 12, 31)),
    (4, "没有日期的表", None), (5, "科技局名单", date(2025, 8, 31)),
)  # fmt: skip
SCHEMA = load_schema()


@dataclass
class Node:
    uid: str
    kind: str
    props: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.props.get(name)

    def __hash__(self) -> int:
        return hash(self.uid)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and other.uid == self.uid


@dataclass
class Edge:
    kind: str
    key: str
    src: Node
    dst: Node
    props: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.key if name == "key" else self.props.get(name)


@dataclass
class World:
    """A graph in plain Python; ``write`` puts it into a database as a push would."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    ends: dict[tuple[str, str, str], list[Edge]] = field(default_factory=lambda: defaultdict(list))

    def node(self, kind: str, uid: str, **props: Any) -> Node:
        self.nodes[uid] = Node(uid, kind, {"uid": uid, **_bounds(kind, props), **props})
        return self.nodes[uid]

    def edge(self, kind: str, src: Node, dst: Node, **props: Any) -> Edge:
        key = f"{kind}{len(self.edges):05d}"
        made = Edge(kind, key, src, dst, {**_bounds(kind, props), **props})
        self.edges.append(made)
        self.ends["out", src.uid, kind].append(made)
        self.ends["in", dst.uid, kind].append(made)
        return made

    def of(self, *kinds: str) -> list[Node]:
        return [node for node in self.nodes.values() if node.kind in kinds]

    def out(self, node: Node, *kinds: str) -> list[Edge]:
        return [edge for kind in kinds for edge in self.ends.get(("out", node.uid, kind), ())]

    def into(self, node: Node, *kinds: str) -> list[Edge]:
        return [edge for kind in kinds for edge in self.ends.get(("in", node.uid, kind), ())]

    def all(self, *kinds: str) -> list[Edge]:
        return [edge for edge in self.edges if edge.kind in kinds]

    def write(self, driver: Any, database: str | None) -> None:
        with driver.session(database=database) as session:
            session.run("MATCH (n) DETACH DELETE n").consume()
            runs = zip(*[(number, source, day.isoformat() if day else "") for number, source, day in RUNS], strict=True)
            session.run(
                "CREATE (:LiantuWorkspace {id: 'w', kinds: $kinds, run_numbers: $numbers, run_sources: $sources, "
                "run_dates: $dates})",
                {"kinds": [*SCHEMA.nodes], **dict(zip(("numbers", "sources", "dates"), map(list, runs), strict=True))},
            ).consume()
            for kind in sorted({node.kind for node in self.nodes.values()}):
                rows = [{**node.props, "_workspaces": ["w"]} for node in self.of(kind)]
                session.run(f"UNWIND $rows AS row CREATE (n:Liantu:`{kind}`) SET n = row", rows=rows).consume()
            for kind in sorted({edge.kind for edge in self.edges}):
                rows = [[e.src.uid, e.dst.uid, {"key": e.key, **e.props, "_workspaces": ["w"]}] for e in self.all(kind)]
                session.run(
                    "UNWIND $rows AS row MATCH (a:Liantu {uid: row[0]}) MATCH (b:Liantu {uid: row[1]}) "
                    f"CREATE (a)-[r:`{kind}`]->(b) SET r = row[2]",
                    rows=rows,
                ).consume()


def _bounds(kind: str, props: dict[str, Any]) -> dict[str, Any]:
    validity = SCHEMA.kind(kind).validity
    found = {"_from": props.get(validity.start or ""), "_to": props.get(validity.end or "")}
    return {name: value for name, value in found.items() if value is not None}


def chains(world: World, draw: random.Random, count: int = 9) -> list[Node]:
    """Add two chains with segments that feed one another, loops and repeats among them."""
    owners = [world.node("Chain", f"chain:{c}", name=name, code=c) for c, name in (("x", "甲链"), ("y", "乙链"))]
    segments = []
    for number in range(count):
        owner = owners[number % 2]
        code = f"{owner['code']}/s{number}"
        segment = world.node(
            "Segment", f"segment:{code}", name=f"环节{number}", code=code, required=draw.choice([True, False, None]),
            filled_by=draw.choice(["production", "rd", "any", None]),
            item_kind=draw.choice(["material", "part", "equipment", "service"]),
        )  # fmt: skip
        world.edge("PART_OF", segment, owner)
        segments.append(segment)
    for _ in range(count * 2):
        world.edge("FEEDS", draw.choice(segments), draw.choice(segments), need=draw.random())
    for _ in range(2):
        world.edge("SAME_AS", draw.choice(segments[::2]), draw.choice(segments[1::2]))
    return segments


def day(draw: random.Random, share_none: float = 0.3) -> date | None:
    return None if draw.random() < share_none else TODAY + timedelta(days=draw.randint(-2000, 500))


def span(draw: random.Random, none: float = 0.5) -> dict[str, date]:
    start, end = day(draw, none), day(draw, 0.7)
    if start and end and end < start:
        start, end = end, start
    return {name: value for name, value in (("from_date", start), ("to_date", end)) if value}


def source_place(draw: random.Random, row: int) -> str:
    """Return a place as a push writes it."""
    file = draw.choice(["表1.xlsx", "表2.xlsx", '表"三".xlsx'])
    return json.dumps([file, "企业", row, draw.choice([1, 2, 3, 3, 4, 5])], ensure_ascii=False, separators=(",", ":"))


def told(draw: random.Random) -> dict[str, Any]:
    """Return what a push says of sources: the first places, and how many there are in all."""
    places = [source_place(draw, n) for n in range(draw.randint(0, 3))]
    return {"_sources": places, "_source_count": len(places) + draw.choice([0, 0, 0, 7])}


def life(draw: random.Random) -> dict[str, Any]:
    """Return dates of a body that stands, and now and then of one that closed or begins later."""
    past, later = TODAY - timedelta(days=draw.randint(0, 400)), TODAY + timedelta(days=draw.randint(0, 400))
    return draw.choice([{}, {}, {}, {}, {"closed": past}, {"founded": later}])


def firm(world: World, draw: random.Random, number: int) -> Node:
    """Add a firm with random size, status, sites, years, titles and placements."""
    own = {
        "name": draw.choice(NAMES), "region": draw.choice(REGIONS), "status": draw.choice(["active", "active", None, "cancelled"]),
        "founded": day(draw), "closed": day(draw, 0.85), "above_scale": draw.choice([True, False, None, None]),
        "revenue": draw.choice([None, 1e5, 4_999_999.99, 5e6, 3e7]), "insured": draw.choice([None, 0, 3, 10, 80]),
        "market_share": draw.choice([None, None, 0.02, 0.1]), "zero_tax_years": draw.choice([None, 0, 2, 3]),
        "confidential": draw.choice([None, None, None, False, True]), "dishonest": draw.choice([None, None, False, True]),
        "address": draw.choice([None, "甲路1号", "乙路2号"]), "phone": draw.choice([None, "111", "222"]),
        "_universe": draw.choice([None, None, None, None, "listed"]),
        "former_names": {3: ["甲机械有限公司"], 5: ["旧名厂", "乙公司"]}.get(number % 6),
        **told(draw),
    }  # fmt: skip
    made = world.node("Firm", f"firm:{number:03d}", **{name: value for name, value in own.items() if value is not None})
    for place in range(draw.choice([0, 0, 0, 1, 2])):
        role = draw.choice(["production", "headquarters", "rd", "sales", None])
        later = {"from_date": TODAY + timedelta(days=draw.randint(0, 400))}
        site = world.node(
            "Site", f"site:{number:03d}-{place}", name=f"场所{place}",
            **{k: v for k, v in {"role": role, "region": draw.choice(REGIONS)}.items() if v is not None},
            **draw.choice([span(draw), span(draw), later]), **told(draw),
        )  # fmt: skip
        link = draw.choice([None, "production", "headquarters"])
        world.edge("HAS_SITE", made, site, **({"role": link} if link else {}))
    for year in draw.sample(range(2020, 2029), draw.choice([0, 0, 1, 3])):
        facts = {"revenue": draw.choice([None, 1e6, 9e6]), "insured": draw.choice([None, 0, 12]),
                 "above_scale": draw.choice([None, True, False])}  # fmt: skip
        fact = world.node("YearFact", f"year:{number:03d}-{year}", year=year, **_given(**facts), **told(draw))
        world.edge("HAS_YEAR", made, fact)
    return made


def random_world(seed: int, firms: int = 24) -> World:
    """Return a random multigraph: self loops, two-way and repeated edges, missing values, Chinese and hostile text."""
    draw, world = random.Random(seed), World()
    segments = chains(world, draw)
    titles = [
        world.node("Recognition", f"title:{n}", name=name, **({} if years is None else {"valid_years": years}))
        for n, (name, years) in enumerate(TITLES)
    ]
    own = [firm(world, draw, number) for number in range(draw.randint(4, firms))]
    funds = [
        world.node("Fund", f"fund:{n}", name=f"基金{n}", region=draw.choice(REGIONS[:-1]), **_flag(draw), **life(draw))
        for n in range(3)
    ]
    institutes = [
        world.node("Institute", f"institute:{n}", name=f"院所{n}", level=draw.choice(["national", "district"]),
                   region=draw.choice(REGIONS[:-1]), **_flag(draw), **life(draw)) for n in range(3)
    ]  # fmt: skip
    teams = [
        world.node(
            "TalentTeam", f"team:{n}", name=f"团队{n}", stage="landed", region=draw.choice(REGIONS[:-1]), **span(draw)
        )
        for n in range(3)
    ]
    roles = [world.node("Role", f"role:{name}", name=name) for name in ("基金", "高校院所", "科创载体")]
    both = draw.sample(own, 3)
    for _ in range(4):
        world.edge("HAS_ROLE", draw.choice(both), draw.choice(roles), **span(draw))
    person = world.node("Person", "person:0", name="某人")
    carriers = [
        world.node("Carrier", f"carrier:{n}", name=f"载体{n}", region=draw.choice(REGIONS[:-1]), **span(draw, 0.8))
        for n in range(2)
    ]
    _matters(world, draw, own, segments)
    sites = world.of("Site")
    for _ in range(len(own) * 3):
        where = draw.choice([*own, *own, *sites])
        marks = {"main": draw.choice([True, False, None]), "share": draw.choice([None, 0.1, 0.2, 0.8]),
                 "evidence": draw.choice([None, "scope", "expert", "revenue", "product", "patent", "declared"]),
                 "product": draw.choice([None, None, "甲", "乙"]),
                 "words": draw.choice([None, ["词", "“引号”"]]), "confidence": draw.choice([None, 0.4, 0.6, 0.9])}  # fmt: skip
        world.edge("OPERATES_IN", where, draw.choice(segments), **{k: v for k, v in marks.items() if v is not None})
    for _ in range(len(own)):
        world.edge("HOLDS", draw.choice(own), draw.choice(titles), **span(draw))
        _relation(
            world,
            draw,
            [*own, *funds, *funds, *institutes, *both, *both],
            own,
            "INVESTS",
            amount=draw.choice([None, 1e6, 0.1]),
            date=day(draw),
        )
        _relation(world, draw, [*own, *institutes, person], own, "CONTROLS", date=day(draw), end_date=day(draw, 0.9))
        _relation(world, draw, [*own, *institutes], [*own, *institutes], "COOPERATES", topic=draw.choice([None, "课题"]),
                  money=draw.choice([None, 0.0, 2e5]), **span(draw))  # fmt: skip
        _relation(world, draw, [*own, *institutes], world.of("Contract"), "SIGNED", side="seller")
        _relation(world, draw, [*own, *institutes], world.of("Project"), "UNDERTAKES")
        _relation(world, draw, own, carriers, draw.choice(["TENANT_OF", "LOCATED_IN"]), **span(draw))
        _relation(world, draw, teams, [*own, *institutes], "WORKS_WITH", **span(draw))
        for _ in range(2):
            focused = [*funds, *institutes, *teams, *both, *both, *world.of("Demand")]
            _relation(world, draw, focused, segments, "FOCUSES_ON")
    for n in range(len(own)):
        f, s, other = draw.choice(own), draw.choice(segments), draw.choice(segments)
        world.node("Decision", f"decision:{n}", verdict=draw.choice(["confirm", "move", "reject", "state"]), **_given(
            subject=draw.choice([f.uid, f.uid, f["name"]]), target=draw.choice([s["code"], s["code"], s.uid, s["name"], None]),
            value=draw.choice([None, other["code"]]), person=draw.choice([None, "某人", "某人"]), decided=day(draw),
            expires=day(draw, 0.6)))  # fmt: skip
    for _ in range(len(own) * 4):
        _supplies(world, draw, draw.choice(own), draw.choice(own))
    spaces = world.of("Space")
    for site in sites[::2]:
        world.edge("LOCATED_IN", site, draw.choice(carriers), **span(draw))
    for _ in range(len(own)):
        _relation(world, draw, own, spaces, "TENANT_OF", **span(draw))
        _relation(world, draw, spaces, carriers, "LOCATED_IN", **span(draw))
    _shared(world, draw, own, funds)
    return world


def _shared(world: World, draw: random.Random, own: list[Node], funds: list[Node]) -> None:
    """Add rounds of several investors, and suppliers of the same buyers: chance alone makes few."""
    for _ in range(4):
        raised = draw.choice(own)
        for investor in draw.sample([*funds, *own], 3):
            world.edge("INVESTS", investor, raised, **_given(amount=1e6, date=day(draw)))
        ends = draw.sample(own, 4)
        for src in ends[:2]:
            for dst in ends[2:]:
                _supplies(world, draw, src, dst)


def _supplies(world: World, draw: random.Random, src: Node, dst: Node) -> None:
    """Add what one firm supplies another with: of some products a row a year, years to come among them."""
    product = draw.choice([None, "甲", "乙", "环节0", "环节1"])
    for _ in range(draw.choice([1, 1, 2, 3])):
        world.edge("SUPPLIES", src, dst, **_given(
            product=product, year=draw.choice([None, 2024, 2025, 2026, 2027]), end_date=day(draw, 0.9),
            amount=draw.choice([None, 10.0, 0.1, 1e6])))  # fmt: skip
    if draw.random() < 0.2:
        world.edge("SUPPLIES", dst, src, **_given(product=product))


def _matters(world: World, draw: random.Random, own: list[Node], segments: list[Node]) -> None:
    """Add contracts, demands, leads and spaces."""
    for n in range(3):
        world.node("Project", f"project:{n}", name=f"项目{n}", **_given(
            from_date=day(draw, 0.6), filed=day(draw, 0.6), year=draw.choice([None, 2023, 2024, 2025, 2027])))  # fmt: skip
        world.node("Contract", f"contract:{n}", name=f"合同{n}", **_given(date=day(draw, 0.5), signed=day(draw)))
        for place in range(2):
            _demand(world, draw, own, f"{n}{place}")
        lead = world.node("Lead", f"lead:{n}", name=f"线索{n}", code=f"L{n}", **_given(
            stage_date=day(draw),
            stage=draw.choice([None, "contact", "dropped", "signed"]), owner=draw.choice([None, "经发局"]),
            region=draw.choice(REGIONS), from_date=day(draw)))  # fmt: skip
        world.edge("WOULD_FILL", lead, draw.choice(segments))
        world.node("Space", f"space:{n}", name=f"空间{n}", **_given(
            state=draw.choice(["vacant", "vacant", "occupied", "building", None]), water=draw.choice([None, "有", " 无 "]),
            steam=draw.choice([None, "有", "No"]), region=draw.choice(REGIONS), area=draw.choice([None, 500.0, 3000.0, 5000.0]),
            storey_height=draw.choice([None, 4.0, 9.0]), floor_load=draw.choice([None, 0.5]), power=draw.choice([None, 100.0]),
            carrier=draw.choice([None, "载体0"]), township="某镇", rent=draw.choice([None, 12.0])))  # fmt: skip


def _demand(world: World, draw: random.Random, own: list[Node], number: str) -> None:
    """Add a demand of one firm or of two, with or without an answer."""
    demand = world.node("Demand", f"demand:{number}", name=f"需求{number}", **_given(
        budget=draw.choice([None, 1e5]), posted=day(draw), state=draw.choice([None, "open", "open", "solved", "talking"]),
        valid=draw.choice([None, None, True, False])))  # fmt: skip
    for _ in range(draw.randint(1, 2)):
        world.edge("POSTED", draw.choice(own), demand)
    if draw.random() < 0.3:
        state = draw.choice([None, "proposed", "declined"])
        world.edge("ANSWERS", draw.choice(own), demand, **_given(date=day(draw), state=state))


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _flag(draw: random.Random) -> dict[str, Any]:
    return draw.choice([{}, {}, {"confidential": True}, {"confidential": False}])


def _relation(
    world: World, draw: random.Random, ends: list[Node], others: list[Node], kind: str, **values: Any
) -> None:
    """Add an edge, and now and then its twin or the way back."""
    src, dst = draw.choice(ends), draw.choice(others)
    world.edge(kind, src, dst, **_given(**values))
    if draw.random() < 0.2:
        world.edge(kind, src, dst, **_given(**values))
    if draw.random() < 0.2 and src in others and dst in ends:
        world.edge(kind, dst, src, **_given(**values))
