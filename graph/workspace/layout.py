"""What the schema means for tables and ids: columns, tokens, owners, spaces. No module of the engine names a kind."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from graph.errors import SchemaError
from graph.names import fallback_uid
from graph.schema import EdgeKind, NodeKind, Schema, StorageColumn

Side = Literal["src", "dst"]
WEAK = 900  # position of a token made from name and region; identifiers stand before it
ALIAS = 950  # position of a token by which an owned node can be addressed; it never joins records

TABLES = 2  # version of the tables below: a newer one has workspaces make theirs anew from the records
EDGE_COLUMNS = ("key", "src", "dst")
# what every node and edge tells of how it is known
MARKS = (StorageColumn("inferred", "BOOLEAN"), StorageColumn("confidence", "DOUBLE"))
RECORD_NODE = (StorageColumn("owner_id", "VARCHAR"), StorageColumn("owner_name", "VARCHAR"), *MARKS)
RECORD_EDGE = (
    *(StorageColumn(f"{side}_{part}", "VARCHAR") for side in ("src", "dst") for part in ("id", "name", "kind")),
    *MARKS,
)


@dataclass(frozen=True)
class Identifier:
    """An identifier field of a kind: its place among those of the identity space and how its token is written."""

    field: str
    position: int
    prefix: str


@dataclass(frozen=True)
class Layout:
    """The schema seen as tables and ids."""

    schema: Schema

    @functools.cached_property
    def shared(self) -> dict[str, list[str]]:
        """The declared space of legal entities: ids in it carry no kind, so there can be but one.

        It is the declared space that has several kinds or an identifier of type ``uscc``.
        """
        nodes = self.schema.nodes
        declared = {node.space for node in nodes.values() if node.space}
        found = {
            space: kinds
            for space, kinds in self.schema.spaces().items()
            if space in declared
            and (len(kinds) > 1 or any(nodes[k].field(f).type == "uscc" for k in kinds for f in nodes[k].identifiers))
        }
        if len(found) > 1:
            raise SchemaError("workspace.two_spaces", spaces=", ".join(sorted(found)))
        return found

    @functools.cached_property
    def space_of(self) -> dict[str, str]:
        """Identity space of each node kind."""
        return {kind: space for space, kinds in self.schema.spaces().items() for kind in kinds}

    def is_shared(self, kind: str) -> bool:
        """Return whether nodes of the kind share identity with nodes of other kinds."""
        return self.space_of[kind] in self.shared

    def identifiers(self, kind: str) -> list[Identifier]:
        """Return the identifiers of a kind, best of its space first."""
        node = self.schema.nodes[kind]
        order = self._space_order(self.space_of[kind])
        shared = self.is_shared(kind)
        found = []
        for field in node.identifiers:
            if shared:
                prefix = "" if node.field(field).type == "uscc" else f"{field}:"
            else:
                prefix = f"{kind.lower()}:" if field == node.identifiers[0] else f"{kind.lower()}:{field}="
            found.append(Identifier(field, order.index(field), prefix))
        return sorted(found, key=lambda identifier: identifier.position)

    def _space_order(self, space: str) -> list[str]:
        best: dict[str, int] = {}
        for kind in self.schema.spaces()[space]:
            for place, field in enumerate(self.schema.nodes[kind].identifiers):
                best[field] = min(place, best.get(field, place))
        return sorted(best, key=lambda field: (best[field], field))

    def weak_prefix(self, kind: str) -> str:
        """Return what stands before the hash in the id of a node without identifier."""
        return "name:" if self.is_shared(kind) else f"{kind.lower()}:"

    def region(self, kind: str) -> str | None:
        """Return the column that says in which division a node lies: the first field of that type."""
        return next((field.name for field in self.schema.nodes[kind].fields if field.type == "division"), None)

    def owner(self, kind: str) -> tuple[str, Side] | None:
        """Return the edge kind and side of the node that a fallback identity rests on (``HAS_YEAR.src``)."""
        for part in self.schema.nodes[kind].fallback:
            edge, dot, side = part.partition(".")
            if dot and side in ("src", "dst"):
                return edge, "src" if side == "src" else "dst"
        return None

    def joins_by_name(self, kind: str) -> bool:
        """Return whether a record without identifier may join a node of the same name."""
        node = self.schema.nodes[kind]
        return bool(node.identifiers) and set(node.fallback) <= {node.caption, self.region(kind)}

    def plain_kinds(self) -> list[str]:
        """Return the node kinds whose identity rests on their own fields."""
        return [kind for kind in self.schema.nodes if self.owner(kind) is None]

    def owned_kinds(self) -> list[str]:
        """Return the node kinds whose identity rests on another node."""
        return [kind for kind in self.schema.nodes if self.owner(kind) is not None]

    def role_edges(self) -> list[str]:
        """Return the edge kinds that say which further roles an entity has."""
        return [edge.name for edge in self.schema.edges.values() if edge.role]

    def role_node(self, role_kind: str, kind: str) -> str:
        """Return the uid of the role node that stands for a node kind."""
        identifiers = self.identifiers(role_kind)
        if identifiers:
            return f"{identifiers[0].prefix}{kind}"
        return fallback_uid(role_kind, [self.schema.nodes[kind].zh])

    def role_targets(self) -> dict[str, dict[str, str]]:
        """Return for each kind of role edge: uid of a role node → the node kind that it stands for.

        A role may be called by any name of the kind or of its tables (新型研发机构 is a 高校院所).
        """
        found: dict[str, dict[str, str]] = {}
        for edge in self.role_edges():
            targets = found.setdefault(edge, {})
            for role_kind in self.schema.edges[edge].dst.kinds:
                targets |= {self.role_node(role_kind, kind): kind for kind in self.schema.nodes}
            for role_kind in self.schema.edges[edge].dst.kinds:
                for kind, node in self.schema.nodes.items():
                    for name in (node.en, *node.tables):
                        targets.setdefault(fallback_uid(role_kind, [name]), kind)
        return found

    def columns(self, kind: str) -> tuple[StorageColumn, ...]:
        """Return the columns of a kind's fields."""
        return self.schema.kind(kind).storage()

    def record_columns(self, kind: str) -> tuple[StorageColumn, ...]:
        """Return the columns of a kind's records apart from the hash."""
        return self.columns(kind) + (RECORD_NODE if kind in self.schema.nodes else RECORD_EDGE)

    def fold_columns(self, kind: str) -> tuple[StorageColumn, ...]:
        """Return the columns of a kind's table in the graph."""
        if kind in self.schema.nodes:
            return (StorageColumn("uid", "VARCHAR"), StorageColumn("primary", "BOOLEAN"), *self.columns(kind), *MARKS)
        return (*(StorageColumn(name, "VARCHAR") for name in EDGE_COLUMNS), *self.columns(kind), *MARKS)

    def end_scheme(self, edge: str, side: Side, head: str) -> tuple[str, str]:
        """Return what a token has in place of the head of an end's id, and the identifier field it speaks of.

        The head is what stands up to and with the first colon (``uscc:``), ``''`` where the id has none. ``uscc:91…`` and
        ``91…`` mean the code itself, ``ticker:…`` and ``segment:life-health/api`` themselves, and ``code:320706`` at an
        end of kind Region means ``region:320706``. A field of ``''`` means any.
        """
        if not head:
            return "", self._plain_scheme
        name = head[:-1]
        schemes = self._schemes
        if name in schemes:
            return ("" if schemes[name] == "" else head), name
        end = getattr(self.schema.edges[edge], side)
        for kind in (*end.kinds, *end.roles):
            if name == kind.lower():
                return head, ""
            found = {identifier.field: identifier.prefix for identifier in self.identifiers(kind)}
            if name in found:
                return found[name], name
        return head, ""

    @functools.cached_property
    def _schemes(self) -> dict[str, str]:
        kinds = [kind for kind in self.schema.nodes if self.is_shared(kind)]
        return {i.field: i.prefix for kind in kinds for i in self.identifiers(kind)}

    @functools.cached_property
    def _plain_scheme(self) -> str:
        return next((field for field, prefix in sorted(self._schemes.items()) if prefix == ""), "")

    def digest(self) -> str:
        """Return a hash of all declarations and of ``TABLES``; a change means that all is made anew from the records."""
        kinds = [kind.model_dump(mode="json") for kind in declared(self.schema)]
        text = json.dumps([TABLES, *kinds], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def declared(schema: Schema) -> list[NodeKind | EdgeKind]:
    """Return all kinds, those of nodes first."""
    return [*schema.nodes.values(), *schema.edges.values()]


def quoted(name: str) -> str:
    """Return a column or table name in SQL quotes."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text of the schema as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def listed(names: Iterable[str]) -> str:
    """Write names as a list for ``IN``; with an empty one before them, since a list of nothing is not SQL."""
    return f"({', '.join(map(literal, ['', *names]))})"


def edge_key(kind: str, tail: str) -> str:
    """Write the key of an edge between ``src`` and ``dst``: the hash of kind, ends and key fields."""
    return f"left(md5(concat({kind}, '|', src, '|', dst, '|', {tail})), 20)"


def edge_tail(layout: Layout, kind: str) -> str:
    """Write the key fields of an edge kind as one text in which null differs from every value."""
    parts = [
        f"CASE WHEN {name} IS NULL THEN '-' ELSE concat('|', strlen({name}::VARCHAR), ':', {name}) END"
        for name in map(quoted, layout.schema.edges[kind].key)
    ]
    return f"concat({', '.join([chr(39) * 2, *parts])})"
