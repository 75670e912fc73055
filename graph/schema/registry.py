"""Collects the declarations, cross-checks them, and answers which kinds there are."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from graph.errors import SchemaError
from graph.safe_yaml import parse_yaml
from graph.schema.core import EdgeKind, Field, Link, NodeKind

_RESERVED = {
    "uid", "key", "src", "dst", "kind", "inferred", "confidence", "hash", "origin", "row", "run",
    "src_id", "src_name", "src_kind", "dst_id", "dst_name", "dst_kind", "owner_id", "owner_name", "primary", "ord",
    "derivation",
}  # fmt: skip
_BOUNDED = ("money", "integer", "number", "share", "area", "year")


@dataclass(frozen=True)
class Schema:
    """All declared kinds, by name, in the order of their names."""

    nodes: dict[str, NodeKind]
    edges: dict[str, EdgeKind]

    def kind(self, name: str) -> NodeKind | EdgeKind:
        """Return the node or edge kind of that name; SchemaError where there is none."""
        found = self.nodes.get(name) or self.edges.get(name)
        if found is None:
            raise SchemaError("schema.unknown_kind", kind=name, known=", ".join([*self.nodes, *self.edges]))
        return found

    def spaces(self) -> dict[str, list[str]]:
        """Return identity space: node kinds in it; a kind without a declared space is a space of its own."""
        spaces: dict[str, list[str]] = {}
        for kind in self.nodes.values():
            spaces.setdefault(kind.space or kind.name, []).append(kind.name)
        return spaces


def load_schema(extra: Iterable[Path] = ()) -> Schema:
    """Read the shipped declarations and those in the ``extra`` files; raise SchemaError with all faults at once."""
    extra = tuple(extra)
    if not extra:
        return _shipped()
    return _build([*_shipped_texts(), *((str(path), path.read_text("utf-8")) for path in extra)])


@functools.cache
def _shipped() -> Schema:
    return _build(_shipped_texts())


def _shipped_texts() -> list[tuple[str, str]]:
    root = resources.files("graph.schema")
    files = [file for folder in ("kinds", "edges") for file in root.joinpath(folder).iterdir()]
    return [
        (file.name, file.read_text("utf-8"))
        for file in sorted(files, key=lambda f: f.name)
        if file.name.endswith(".yaml")
    ]


def _build(texts: Iterable[tuple[str, str]]) -> Schema:
    nodes: dict[str, NodeKind] = {}
    edges: dict[str, EdgeKind] = {}
    faults: list[str] = []
    for name, text in texts:
        try:
            data: dict[str, Any] = parse_yaml(text)
            kind = EdgeKind(**data) if "edge" in data else NodeKind(**data)
        except (ValidationError, yaml.YAMLError, TypeError) as error:
            faults.append(f"{name}: {error}")
            continue
        if kind.name in nodes or kind.name in edges:
            faults.append(f"{name}: {kind.name} is declared twice")
        elif isinstance(kind, EdgeKind):
            edges[kind.name] = kind
        else:
            nodes[kind.name] = kind
    schema = Schema(dict(sorted(nodes.items())), dict(sorted(edges.items())))
    faults += [fault for node in schema.nodes.values() for fault in _node_faults(node, schema)]
    faults += [fault for edge in schema.edges.values() for fault in _edge_faults(edge, schema)]
    if faults:
        raise SchemaError("schema.faults", count=len(faults), faults="\n".join(faults))
    return schema


def _field_faults(kind: str, fields: tuple[Field, ...]) -> list[str]:
    columns = [column.name for field in fields for column in field.storage()]
    faults = [f"{kind}: column {name} stands twice" for name in {c for c in columns if columns.count(c) > 1}]
    faults += [f"{kind}: {name} is reserved" for name in columns if name in _RESERVED]
    for field in fields:
        if field.type == "choice" and not field.choices:
            faults.append(f"{kind}.{field.name}: a choice needs choices")
        if (field.min is not None or field.max is not None) and field.type not in _BOUNDED:
            faults.append(f"{kind}.{field.name}: {field.type} has no min or max")
        if field.past and field.type != "date":
            faults.append(f"{kind}.{field.name}: only a date can be past")
        faults += [
            f"{kind}.{field.name}: read from {name}, which is not declared"
            for name in field.read_from
            if name not in columns
        ]
        faults += [
            f"{kind}.{field.name}: synonym for unknown choice {v}"
            for v in field.synonyms.values()
            if field.choices and v not in field.choices
        ]
    return faults


def _node_faults(node: NodeKind, schema: Schema) -> list[str]:
    names = {field.name for field in node.fields}
    faults = _field_faults(node.name, node.fields)
    wanted = {node.caption, *node.identifiers, node.validity.start, node.validity.end, node.former or None} - {None}
    ends = {f"{link.edge}.{link.other}" for link in node.links if link.end}
    wanted |= {name for name in node.fallback if name not in ends}
    faults += [f"{node.name}: names field {name}, which is not declared" for name in wanted if name not in names]
    for link in node.links:
        faults += _link_faults(node, link, names, schema)
        if (link.column is None) == (link.end is None):
            faults.append(f"{node.name} link {link.edge}: needs a column or an end, not both")
    return faults


def _link_faults(node: NodeKind, link: Link, names: set[str], schema: Schema) -> list[str]:
    title = f"{node.name} link {link.edge}"
    edge = schema.edges.get(link.edge)
    if edge is None:
        return [f"{node.name}: link to unknown edge kind {link.edge}"]
    faults = []
    if link.kind and link.kind not in schema.nodes:
        faults.append(f"{node.name}: link to unknown node kind {link.kind}")
    if link.create and not link.kind:
        faults.append(f"{title}: must name the kind that it creates")
    if link.column is not None and link.column not in names:
        faults.append(f"{title}: reads field {link.column}, which is not declared")
    own_end, other_end = (edge.src, edge.dst) if link.other == "dst" else (edge.dst, edge.src)
    for kind, end in ((node.name, own_end), (link.kind, other_end)):
        if kind in schema.nodes and kind not in (*end.kinds, *end.roles):
            faults.append(f"{title}: {kind} may not stand at that end")
    targets = {field.name: field for field in edge.fields}
    faults += [
        f"{title}: fills {name}, which {edge.name} does not have"
        for name in (*link.fields, *link.constants)
        if name not in targets
    ]
    faults += [f"{title}: copies {name}, which is not declared" for name in link.fields.values() if name not in names]
    for name, value in link.constants.items():
        if name in targets and targets[name].choices and value not in targets[name].choices:
            faults.append(f"{title}: {value} is no choice of {name}")
    return faults


def _edge_faults(edge: EdgeKind, schema: Schema) -> list[str]:
    names = {field.name for field in edge.fields}
    faults = _field_faults(edge.name, edge.fields)
    wanted = {*edge.key, edge.validity.start, edge.validity.end} - {None}
    faults += [f"{edge.name}: names field {name}, which is not declared" for name in wanted if name not in names]
    for side, end in (("src", edge.src), ("dst", edge.dst)):
        if not end.kinds:
            faults.append(f"{edge.name}.{side}: allows no kind")
        faults += [f"{edge.name}.{side}: unknown kind {k}" for k in (*end.kinds, *end.roles) if k not in schema.nodes]
    if not edge.directed and edge.src.kinds != edge.dst.kinds:
        faults.append(f"{edge.name}: an undirected kind needs the same kinds at both ends")
    return faults
