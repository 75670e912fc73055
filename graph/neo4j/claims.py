"""Two workspaces in one database: what another brought first stays, and what this one says otherwise becomes a claim.

A value that a workspace does not state contradicts nothing; stating what the first leaves open is a claim.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import neo4j

from graph.neo4j import mark_statements, statements
from graph.neo4j.database import Database
from graph.neo4j.model import VERSION, Row, Shape

KIND = "_kind"  # field of a claim that tells kinds; no declared field is named so


@dataclass(frozen=True)
class Claim:
    """A value or kind that a workspace brings, beside the one that another brought first and that stands."""

    id: str
    kind: str
    workspace: str
    field: str
    says: str
    stands: str


@dataclass(frozen=True)
class Shared:
    """What a batch shares with other workspaces: rows that are ours to write, and claims.

    ``claimed`` counts nodes and edges, ``claimed_fields`` the values in which they differ. ``copied``: somebody copied
    edges that another workspace brings too.
    """

    own: list[Row]
    claimed: int = 0
    claimed_fields: int = 0
    copied: bool = False


def settle(
    transaction: neo4j.ManagedTransaction, shape: Shape, rows: Sequence[Row], workspace: str, former: Collection[str]
) -> Shared:
    """Part the rows whose values stand from another workspace: those are joined, and claimed where they differ.

    What is ours to write but stands under another kind loses that kind and its values, so that the row alone counts.
    ``former`` properties, no longer declared, go from what is ours.
    """
    ids = [row[0] for row in rows]
    records = list(transaction.run(statements.theirs(shape.kind), ids=ids, workspace=workspace))
    found = {record["id"]: record for record in records}
    own, joined, claims, agreed, outdated, others = [], [], [], [], [], set()
    for row in rows:
        record = found.get(row[0])
        if record is None or record["brought"][0] == workspace:
            own.append(row)
            others_too = record["brought"][1:] if record and (former or _stands_otherwise(shape, row, record)) else []
            for other in others_too:
                outdated.append([f"{other}|{row[0]}", _texts(shape, row) | dict.fromkeys(former, _text(None))])
                others.add(other)
            continue
        joined.append(row[0])
        claim = _claim(shape, row, record, workspace)
        if claim:
            claims.append(claim)
        else:
            agreed.append(row[0])
    # a claim ends when both agree, and when the other has left
    ended = [*agreed, *(row[0] for row in own)]
    transaction.run(statements.UNCLAIMED, ids=ended, workspace=workspace).consume()
    if outdated:  # a value that no longer stands stays in nobody's claim, and the others have to compare theirs again
        transaction.run(statements.OUTDATED, rows=outdated).consume()
        transaction.run(mark_statements.STALE, others=sorted(others)).consume()
    if misplaced := _misplaced(shape, found.values(), workspace):
        transaction.run(statements.OTHER_KIND, rows=misplaced).consume()
    if joined:
        transaction.run(statements.join(shape.kind), ids=joined, workspace=workspace).consume()
        transaction.run(statements.CLAIMED, rows=claims, workspace=workspace).consume()
    claimed_fields = sum(len(fields) for _, _, _, fields, *_ in claims)
    return Shared(own, len(claims), claimed_fields, copied=len(records) > len(found))


def _stands_otherwise(shape: Shape, row: Row, record: neo4j.Record) -> bool:
    """Return whether a row of ours will change what stands: a value, or the kind."""
    stands = [native(value) for value in record["stands"]]
    return shape.kind.name not in record["kinds"] or stands != [*row[len(shape.head) :][: len(stands)]]


def _misplaced(shape: Shape, found: Iterable[neo4j.Record], workspace: str) -> list[list[Any]]:
    """Return uid and other kinds of the nodes that are ours to write and stand under another kind than the rows'."""
    ours = [record for record in found if record["brought"][0] == workspace]
    pairs = [[record["id"], [kind for kind in record["kinds"] if kind != shape.kind.name]] for record in ours]
    return [pair for pair in pairs if pair[1]]


def _claim(shape: Shape, row: Row, record: neo4j.Record, workspace: str) -> list[Any] | None:
    """Return the row of the claim, None where nothing that the workspace states differs."""
    start, kind = len(shape.head), shape.kind.name
    differing: list[tuple[str, Any, Any]] = []
    if kind not in record["kinds"]:
        differing.append((KIND, kind, next(iter(record["kinds"]), None)))
    for place, column in enumerate(shape.values):
        ours, theirs = row[start + place], native(record["stands"][place])
        if ours is not None and ours != theirs:
            differing.append((column.name, ours, theirs))
    if not differing:
        return None
    fields, says, stands = zip(*differing, strict=True)
    told = [list(fields), [_text(value) for value in says], [_text(value) for value in stands]]
    version = row[start + shape.properties.index(VERSION)]
    return [f"{workspace}|{row[0]}", row[0], kind, *told, row[0] if shape.is_node else row[1], version]


def _texts(shape: Shape, row: Row) -> dict[str, str]:
    """Return what a row states, as claims tell it, by field."""
    return {column.name: _text(row[len(shape.head) + place]) for place, column in enumerate(shape.values)}


def native(value: Any) -> Any:
    """Return a value as Python has it: dates of the server as dates."""
    return value.to_native() if hasattr(value, "to_native") else value


def _text(value: Any) -> str:
    return json.dumps(value.isoformat() if isinstance(value, date) else value, ensure_ascii=False)


def read_claims(database: Database) -> list[Claim]:
    """Return all claims of a database, one a field, by id."""
    return [
        Claim(record["id"], record["kind"], record["workspace"], field, says, stands)
        for record in database.read(statements.CLAIMS)
        for field, says, stands in zip(record["fields"], record["says"], record["stands"], strict=True)
        if says != stands  # the first has come to say the same, and the other has not pushed since
    ]
