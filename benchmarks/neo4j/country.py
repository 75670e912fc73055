"""An invented country of any size, handed over in records as a loader does: every kind that the catalogue asks about.

Seeded, so that the same size is the same country. One firm in twenty lies in the home district; a few firms supply
and are supplied by thousands (degrees follow a Zipf law), as in any real supply graph.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

import liantu
from graph.chains import load_templates
from graph.names import fallback_uid
from graph.records import Batch, Origin, RunInfo
from graph.workspace import Workspace
from graph.workspace.frames import arrow_type
from graph.workspace.layout import Layout

HOME = "320706"
WHOLE = "whole"  # file that says that a workspace was written to its end
REGIONS = (HOME, "320703", "320722", "320102", "320505", "310115", "330106", "440305", "110108", "510107")
SHARES = (0.05, 0.05, 0.05, 0.1, 0.15, 0.2, 0.1, 0.15, 0.1, 0.05)  # of the firms, by region
TITLES = ("高新技术企业", "专精特新中小企业", "专精特新“小巨人”企业", "制造业单项冠军企业", "科技型中小企业")
# how many of each kind there are, of 1,000 nodes and of 1,000 edges; SUPPLIES makes up the rest
NODES = {
    "Firm": 400, "YearFact": 400, "Site": 80, "Person": 40, "TalentTeam": 20, "Contract": 20, "Fund": 10,
    "Institute": 10, "Space": 9, "Demand": 5, "Lead": 5, "Carrier": 1,
}  # fmt: skip
EDGES = {
    "HAS_YEAR": 80, "HAS_SITE": 16, "OPERATES_IN": 100, "INVESTS": 60, "CONTROLS": 30, "COOPERATES": 60, "HOLDS": 30,
    "FOCUSES_ON": 8, "SIGNED": 8, "TENANT_OF": 12, "WORKS_WITH": 4, "WORKS_AT": 8, "POSTED": 1, "WOULD_FILL": 1,
}  # fmt: skip
PREFIX = {
    "Firm": "uscc:91", "Fund": "fund_no:", "Institute": "uscc:12", "Person": "person:", "TalentTeam": "talentteam:",
    "Contract": "contract:", "Space": "space:", "Demand": "demand:", "Lead": "lead:", "Carrier": "carrier:",
}  # fmt: skip
OWNED = {"HAS_YEAR": "YearFact", "HAS_SITE": "Site"}
ENDS = {
    "SUPPLIES": (("Firm",), "Firm"), "OPERATES_IN": (("Firm",), "Segment"), "INVESTS": (("Fund",), "Firm"),
    "CONTROLS": (("Firm",), "Firm"), "COOPERATES": (("Institute",), "Firm"), "HOLDS": (("Firm",), "Recognition"),
    "FOCUSES_ON": (("TalentTeam", "Institute", "Fund", "Demand"), "Segment"), "SIGNED": (("Firm",), "Contract"),
    "TENANT_OF": (("Firm",), "Carrier"), "WORKS_WITH": (("TalentTeam",), "Firm"), "WORKS_AT": (("Person",), "Firm"),
    "POSTED": (("Firm",), "Demand"), "WOULD_FILL": (("Lead",), "Segment"),
}  # fmt: skip
Columns = Mapping[str, object]


def workspace_of(folder: Path, nodes: int, edges: int) -> Workspace:
    """Return the workspace of a country of that size, written the first time."""
    if not (folder / WHOLE).exists():
        shutil.rmtree(folder, ignore_errors=True)
        liantu.init(folder, home=HOME)  # brings the chain templates along
        workspace = Workspace.open(folder)
        told = RunInfo("load", "invented country", [Origin("country.csv")], source_date=date(2026, 6, 30))
        workspace.write(told, country(workspace, nodes, edges))
        (folder / WHOLE).touch()
    return Workspace.open(folder)


def country(workspace: Workspace, nodes: int, edges: int, seed: int = 1) -> Iterator[Batch]:
    """Give the records of a country, kind by kind, nodes first."""
    draw = np.random.default_rng(seed)
    counts = {kind: nodes * share // 1_000 for kind, share in NODES.items()}
    yield _batch(workspace, "Recognition", 5, {"name": TITLES, "valid_years": [3.0, 3.0, 3.0, None, 1.0]})
    for kind, count in counts.items():
        yield _batch(workspace, kind, count, node_columns(draw, kind, count, counts["Firm"]))
    wanted = {kind: edges * share // 1_000 for kind, share in EDGES.items()}
    wanted |= {"HAS_YEAR": counts["YearFact"], "HAS_SITE": counts["Site"]}
    wanted["SUPPLIES"] = edges - sum(wanted.values())
    for kind, count in wanted.items():
        yield _batch(workspace, kind, count, edge_columns(draw, kind, count, counts))


def _batch(workspace: Workspace, kind: str, count: int, given: Columns) -> Batch:
    """Make a batch of every column that the kind has; what is not given is unknown."""
    columns: dict[str, pa.Array] = {}
    for column in Layout(workspace.schema).record_columns(kind):
        typed = arrow_type(column)
        values = given.get(column.name)
        columns[column.name] = pa.nulls(count, typed) if values is None else _array(values, typed)
    columns["origin"] = pa.array(np.zeros(count, np.int32))
    columns["row"] = pa.array(np.arange(2, count + 2, dtype=np.int32))
    return Batch(kind, pa.table(columns))


def _array(values: object, typed: pa.DataType) -> pa.Array:
    made = values if isinstance(values, pa.Array) else pa.array(values)
    return made.cast(typed)


def numbered(text: str, numbers: np.ndarray) -> np.ndarray:
    """Return a text with a number behind it, of nine digits, so that ids have one length."""
    return np.char.add(text, np.char.zfill(numbers.astype(str), 9))


def _days(draw: np.random.Generator, count: int, known: float) -> pa.Array:
    """Return days of 2015 to 2025, unknown but for a share."""
    days = np.datetime64("2015-01-01") + draw.integers(0, 4_000, count)
    return pa.array(days, mask=draw.random(count) >= known)


def node_columns(draw: np.random.Generator, kind: str, count: int, firms: int) -> Columns:
    """Return what the nodes of a kind say."""
    numbers = np.arange(count)
    named = {"name": numbered(f"示例{kind}", numbers), "region": draw.choice(REGIONS, count, p=SHARES)}
    code = {"code": numbered("", numbers)}
    match kind:
        case "Firm":
            return {**named, "uscc": numbered("91", numbers), "status": draw.choice(["active", "cancelled"], count, p=[0.95, 0.05]),
                    "founded": _days(draw, count, 0.9), "above_scale": draw.random(count) < 0.05,
                    "insured": pa.array(draw.integers(0, 400, count), mask=draw.random(count) < 0.4),
                    "revenue": pa.array(draw.lognormal(15, 2, count).round(2), mask=draw.random(count) < 0.5),
                    "address": numbered("示例路", draw.integers(0, count, count)),
                    "phone": numbered("0518-", draw.integers(0, count // 2, count)),
                    "industry": draw.choice(["2710", "3051", "3985", "3841"], count),
                    "scope": numbered("新材料研发；第", numbers)}  # fmt: skip
        case "YearFact":
            return {"owner_id": numbered("uscc:91", numbers % firms), "year": 2025 - numbers // firms,
                    "revenue": draw.lognormal(15, 2, count).round(2), "insured": draw.integers(0, 400, count)}  # fmt: skip
        case "Site":
            return {**named, "owner_id": numbered("uscc:91", numbers % firms),
                    "role": draw.choice(["production", "rd", "headquarters", "sales"], count)}  # fmt: skip
        case "Institute":
            return {**named, "uscc": numbered("12", numbers)}
        case "Fund":
            return {**named, "fund_no": numbered("", numbers)}
        case "Contract":
            return {**named, "contract_no": numbered("", numbers), "date": _days(draw, count, 0.9)}
        case "Space":
            return {
                **named,
                **code,
                "state": draw.choice(["vacant", "occupied"], count),
                "area": draw.integers(100, 9_000, count),
            }
        case "Lead":
            return {**named, **code, "stage": draw.choice(["contact", "signed", "dropped"], count)}
        case _:
            return {**named, **code}


def _picked(draw: np.random.Generator, of: int, count: int) -> np.ndarray:
    """Return numbers below ``of``, few of them very often: the density falls as the cube root of the rank rises."""
    return (of * draw.random(count) ** 1.5).astype(np.int64)


def edge_columns(draw: np.random.Generator, kind: str, count: int, counts: Mapping[str, int]) -> Columns:
    """Return what the edges of a kind say."""
    if kind in OWNED:
        return _to_owned(kind, count, counts)
    money = pa.array(draw.lognormal(14, 2, count).round(2), mask=draw.random(count) < 0.5)
    return {**_ends(draw, kind, count, counts), "amount": money, "money": money, **_edge_values(draw, kind, count)}


def _to_owned(kind: str, count: int, counts: Mapping[str, int]) -> Columns:
    """Return edges to nodes whose identity rests on the firm that has them, one a node."""
    numbers = np.arange(count)
    owners = numbered("uscc:91", numbers % counts["Firm"])
    own = 2025 - numbers // counts["Firm"] if kind == "HAS_YEAR" else numbered("示例Site", numbers)
    pairs = zip(owners.tolist(), own.tolist(), strict=True)
    return {"src_id": owners, "dst_id": [fallback_uid(OWNED[kind], pair) for pair in pairs]}


def _ends(draw: np.random.Generator, kind: str, count: int, counts: Mapping[str, int]) -> Columns:
    kinds, dst = ENDS[kind]
    several = [numbered(PREFIX[of], _picked(draw, counts[of], count)) for of in kinds]
    src = {"src_id": np.choose(np.arange(count) % len(kinds), several)}
    if dst == "Recognition":
        return {**src, "dst_name": draw.choice(TITLES, count)}
    if dst == "Segment":
        return {**src, "dst_id": draw.choice(segment_ids(), count)}
    return {**src, "dst_id": numbered(PREFIX[dst], _picked(draw, counts[dst], count))}


def _edge_values(draw: np.random.Generator, kind: str, count: int) -> Columns:
    match kind:
        case "SUPPLIES":
            return {"product": numbered("产品", draw.integers(0, 500, count)), "year": draw.integers(2021, 2026, count)}
        case "OPERATES_IN":
            return {"main": draw.random(count) < 0.7, "share": draw.random(count).round(3),
                    "evidence": draw.choice(["declared", "revenue", "scope"], count),
                    "confidence": pa.array(draw.random(count).round(3), mask=draw.random(count) < 0.5)}  # fmt: skip
        case "INVESTS" | "CONTROLS":
            return {"date": _days(draw, count, 0.9), "share": draw.random(count).round(3)}
        case "COOPERATES":
            topics = draw.choice(["联合研发", "委托开发", "共建实验室"], count)
            return {"from_date": _days(draw, count, 0.9), "topic": topics}
        case "HOLDS" | "TENANT_OF":
            return {"from_date": _days(draw, count, 0.9)}
        case "SIGNED":
            return {"side": draw.choice(["buyer", "seller"], count)}
        case _:
            return {}


def segment_ids() -> list[str]:
    """Return the ids of the shipped chains' segments."""
    return [f"segment:{name}/{one.id}" for name, chain in sorted(load_templates().items()) for one in chain.segments]
