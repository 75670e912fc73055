"""Nodes that say the same are folded into one: forty firms whose only relation in view is one segment crowd the rest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from graph.words import say
from visualizations.network_model import NetworkEdge, NetworkModel, NetworkNode

LEAST_FOLDED = 6


def fold(model: NetworkModel) -> NetworkModel:
    """Return the model with nodes of one kind that have the same neighbours folded into one, which lists them.

    The focus and its own neighbours stay as they are, and so do groups of fewer than six. Nodes that were only related
    to folded ones go with them. What was folded is stated in ``notes``.
    """
    quiet = {style.kind for style in model.kinds if style.quiet}
    kind_of = {node.uid: node.kind for node in model.nodes}
    near: dict[str, set[str]] = defaultdict(set)
    for edge in model.edges:
        near[edge.src].add(edge.dst)
        near[edge.dst].add(edge.src)
    alike: dict[tuple[str, frozenset[str]], list[NetworkNode]] = defaultdict(list)
    for node in model.nodes:
        seen = frozenset(uid for uid in near[node.uid] if kind_of[uid] not in quiet)
        if node.kind not in quiet and node.uid != model.focus and model.focus not in seen and seen:
            alike[(node.kind, seen)].append(node)
    groups = [members for members in alike.values() if len(members) >= LEAST_FOLDED]
    if not groups:
        return model
    first = {members[0].uid: members for members in groups}
    gone = {node.uid for members in groups for node in members[1:]}
    alone = {uid for uid, others in near.items() if kind_of[uid] in quiet and others <= gone | set(first)}
    names = {style.kind: style.label for style in model.kinds}
    nodes = [_folded(node, first, names, model.lang) for node in model.nodes if node.uid not in gone | alone]
    edges = [edge for edge in model.edges if not {edge.src, edge.dst} & (gone | alone)]
    note = say("views.net_folds", model.lang, nodes=sum(map(len, groups)), groups=len(groups))
    return replace(
        model, nodes=tuple(nodes), edges=tuple(_once(edges, first, kind_of, quiet)), notes=(*model.notes, note)
    )


def _folded(node: NetworkNode, first: dict[str, list[NetworkNode]], names: dict[str, str], lang: str) -> NetworkNode:
    members = first.get(node.uid)
    if members is None:
        return node
    label = say("views.net_folded", lang, kind=names[node.kind], count=len(members))
    return replace(node, label=label, size=float(len(members)), members=tuple(member.label for member in members))


def _once(
    edges: list[NetworkEdge], first: dict[str, list[NetworkNode]], kind_of: dict[str, str], quiet: set[str]
) -> list[NetworkEdge]:
    """Return the edges without those that would say of all folded nodes what holds for the one that stands for them."""
    return [
        edge
        for edge in edges
        if not ({edge.src, edge.dst} & set(first) and {kind_of[edge.src], kind_of[edge.dst]} & quiet)
    ]
