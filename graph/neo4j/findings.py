"""Findings of an analysis as nodes, so that people who only use Neo4j's own tools see them; replaced as a set."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import neo4j

from graph.neo4j import statements
from graph.neo4j.cleanup import let_kept_go
from graph.neo4j.database import Database
from graph.neo4j.lock import push_lock

Told = str | int | float | bool | date | list[str]


@dataclass(frozen=True)
class Finding:
    """One finding: its id within the set, its properties, and the nodes it speaks of (relation, uid)."""

    id: str
    properties: Mapping[str, Told]
    links: Sequence[tuple[str, str]]


def push_findings(database: Database, workspace: str, label: str, findings: Sequence[Finding]) -> int:
    """Replace the findings of a workspace in one transaction; return how many links found their node.

    Parameters
    ----------
    database : Database
        Where to.
    workspace : str
        Id of the workspace whose findings they are.
    label : str
        Label of the findings.
    findings : sequence of Finding
        All of them.

    Raises
    ------
    WorkspaceError
        Another push is at work.
    """
    rows = [{**finding.properties, "id": finding.id} for finding in findings]
    links: dict[str, list[tuple[str, str]]] = {}
    for finding in findings:
        for relation, uid in finding.links:
            links.setdefault(relation, []).append((finding.id, uid))

    def work(transaction: neo4j.ManagedTransaction) -> int:
        transaction.run(statements.DROP_FINDINGS, workspace=workspace).consume()
        transaction.run(statements.findings(label), rows=rows, workspace=workspace).consume()
        written = 0
        for relation, pairs in sorted(links.items()):
            result = transaction.run(statements.finding_links(label, relation), rows=pairs, workspace=workspace)
            written += int(result.single(strict=True)["written"])
        let_kept_go(transaction)  # what the former findings alone held
        return written

    with push_lock(database, secrets.token_hex(8)):  # of two at once each would drop only what stood before both
        return database.write(work)
