"""Invented chain maps and networks, one of them with every text hostile."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from visualizations.chain_model import (
    ChainMapModel,
    ChainMapSegment,
    Fact,
    Feed,
    FirmLine,
    TargetLine,
    TargetReason,
)  # fmt: skip
from visualizations.network_model import NetworkEdge, NetworkModel, NetworkNode, Style

HOSTILE = (
    "<script>alert(1)</script>", "</script><script>alert(2)</script>", '"><img src=x onerror=alert(3)>',
    "=cmd|' /C calc'!A0", "\u202eمرحبا\u200f反向", "🧪化学🏭", "甲哌\ufffd水剂\x00\x08", "`${alert(4)}`", "很长" * 300,
)  # fmt: skip
_STATES = (
    "strong", "normal", "weak", "missing", "broken", "being_filled", "unverified", "unknown", "unsuited", "absent",
)  # fmt: skip
_BADGES = (
    "chokepoint",
    "single_source",
    "lagging",
    "hollow",
    "in_city",
    "double",
    "stale",
    "seedlings",
    "size_unknown",
)
_PANELS = {
    "up": ("基础原料", "专用材料", "关键零部件"),
    "mid": ("核心产品", "成型加工", "整机装备"),
    "down": ("应用服务", "检测认证"),
}
_PARTS = ("需要程度", "主攻环节", "可招对象")


def make_segment(
    number: int, rng: random.Random, *, firms: bool = True, gaps: bool = True, name: str = ""
) -> ChainMapSegment:
    stage = ("up", "up", "mid", "mid", "down")[number % 5]
    state = _STATES[number % len(_STATES)] if gaps else ("strong", "normal")[number % 2]
    present = state in ("strong", "normal", "weak")
    count = rng.randint(1, 30) if present else 0
    priority = round(rng.uniform(20, 90), 1) if state in ("missing", "broken", "weak") else None
    shares = [rng.random() for _ in _PARTS]
    lines = [FirmLine(f"f{number}-{i}", f"示例第{number}企业{i}有限公司", "规上") for i in range(min(count, 20))]
    target = TargetLine(
        f"t{number}", f"示例外地{number}", "区外企业", "苏州市", 71.5, (("关系", 40.0), ("能力", 31.5)),
        (TargetReason("主导产品相同", "示例名录", "2025-01-01"),), (("示例外地", "供应→", "示例药业"),), "扩张意愿待核实",
    )  # fmt: skip
    return ChainMapSegment(
        code=f"c/{number:03d}", name=name or f"示例环节{number}号", stage=stage, panel=_PANELS[stage][number % len(_PANELS[stage])],
        layer=number % 4, weight="core", required=number % 2 == 0, state=state, verb="补链", effective=count,
        badges=tuple(badge for badge in _BADGES if rng.random() < 0.1), reason=f"依据说明{number}",
        figures=(("有效企业", str(count)), ("名录覆盖度", "71%"), ("区位商", "1.42 [1.05, 1.92]")), priority=priority,
        parts=tuple((part, (priority or 0) * share / sum(shares)) for part, share in zip(_PARTS, shares, strict=True)) if priority else (),
        dropped=0.3 if priority else 0.0, headline=number in (3, 4), rank=number, progress="signed" if state == "being_filled" else "",
        leads=("示例项目 · 签约",) if state == "being_filled" else (), lead_firms=("示例龙头",) if state == "strong" else (),
        firms=tuple(lines) if firms else (), firms_total=count if firms else 0, targets=(target,) if priority and firms else (),
        targets_total=1 if priority and firms else 0,
        facts=(Fact("有效企业", "在业且规上", str(count), "示例企业", "企业名录.xlsx", "规上", 12, "示例局"),) if firms else (),
        facts_total=1 if firms else 0,
    )  # fmt: skip


def make_map(count: int = 60, *, firms: bool = True, gaps: bool = True, seed: int = 1) -> ChainMapModel:
    rng = random.Random(seed)
    segments = tuple(make_segment(number, rng, firms=firms, gaps=gaps) for number in range(count))
    feeds = tuple(
        Feed(segments[i].code, segments[j].code, 0.5, "投入品")
        for i in range(count) for j in {rng.randrange(count), rng.randrange(count)} if i != j
    )  # fmt: skip
    return ChainMapModel(
        title="示例区生命健康产业链图谱", district="示例区", chain="生命健康", segments=segments, feeds=feeds,
        facts=(("数据日期", "2025-12-31"),), versions=(("产业链模板", "示例 1.0"),), warnings=("示例提示",),
    )  # fmt: skip


def hostile_map() -> ChainMapModel:
    """Every text of a map hostile in turn."""
    model = make_map(30)
    found = []
    for number, segment in enumerate(model.segments):
        bad = HOSTILE[number % len(HOSTILE)]
        targets = tuple(
            replace(t, name=bad, group=bad, region=bad, counter=bad, ties=((bad, bad),), reasons=(TargetReason(bad, bad, bad),))
            for t in segment.targets
        )  # fmt: skip
        facts = tuple(Fact(bad, bad, bad, bad, bad, bad, 1, bad) for _ in segment.facts)
        changed = replace(
            segment, name=bad, panel=bad, verb=bad, reason=bad, lead_firms=(bad,), leads=(bad,), figures=((bad, bad),),
            firms=(FirmLine("u", bad, bad, True),), targets=targets, facts=facts,
        )  # fmt: skip
        found.append(changed)
    facts = tuple((bad, bad) for bad in HOSTILE[:4])
    return replace(
        model, title=HOSTILE[1], segments=tuple(found), facts=facts, versions=facts, warnings=HOSTILE, confidential=True
    )


KINDS = (
    Style("A", "企业", "#0072B2", "dot"),
    Style("B", "产品", "#E69F00", "square"),
    Style("C", "基金", "#CC79A7", "star"),
)
EDGE_KINDS = (Style("X", "供应"), Style("Y", "合作"))


def make_network(nodes: int, edges: int, *, seed: int = 1, labels: tuple[str, ...] = ()) -> NetworkModel:
    rng = random.Random(seed)
    ends = [(rng.randrange(i), i) for i in range(1, nodes)]
    ends += [(int(nodes * rng.random() ** 3), rng.randrange(nodes)) for _ in range(edges - len(ends))]
    pairs = [(a, b) for a, b in ends if a != b]
    names = [labels[i % len(labels)] if labels else f"示例企业{i}有限公司" for i in range(nodes)]
    return NetworkModel(
        title=labels[0] if labels else "示例关系网络",
        nodes=tuple(NetworkNode(f"n{i}", names[i], KINDS[i % 3].kind, 1.0) for i in range(nodes)),
        edges=tuple(_edge(i, pair, labels) for i, pair in enumerate(pairs)),
        kinds=KINDS, edge_kinds=EDGE_KINDS, facts=(("节点", str(nodes)),), notes=(labels[1],) if labels else (),
    )  # fmt: skip


def ends(model: NetworkModel) -> tuple[np.ndarray, np.ndarray]:
    return (np.array([int(getattr(edge, side)[1:]) for edge in model.edges]) for side in ("src", "dst"))


def _edge(number: int, pair: tuple[int, int], labels: tuple[str, ...]) -> NetworkEdge:
    inferred = number % 9 == 0
    label = labels[number % len(labels)] if labels else ""
    return NetworkEdge(
        f"n{pair[0]}", f"n{pair[1]}", EDGE_KINDS[number % 2].kind, label, inferred, 0.5 if inferred else None
    )
