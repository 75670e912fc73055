"""Push: brings a database up to the graph of a workspace, sending only what changed.

The order is: constraints, lock, mark as incomplete, rename, nodes, edges, clean-up, mark as complete, indexes; the prints
are kept when the last rows have been read. Whatever interrupts it leaves the mark, and the next push then sends
everything and compares ids, which ends in the same graph.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import neo4j

from graph.errors import WorkspaceError
from graph.neo4j import indexes, mark_statements, statements
from graph.neo4j.cleanup import clean, rename, retype, running, scan
from graph.neo4j.copies import draw_id, refuse_another
from graph.neo4j.counting import counting
from graph.neo4j.database import Database
from graph.neo4j.lock import check_held, push_lock, refuse_held
from graph.neo4j.marker import (
    FORGETTING,
    INCOMPLETE,
    Description,
    Marker,
    counts_of,
    declared_columns,
    describe,
    opened_with_id,
    read_markers,
    templates_text,
)
from graph.neo4j.model import LAYOUT
from graph.neo4j.print_files import count_on_prints, last_prints, prints_file
from graph.neo4j.report import PushReport
from graph.neo4j.rows import MEMORY, Change, Outgoing
from graph.neo4j.sending import Sender
from graph.schema import Schema
from graph.workspace import Workspace
from graph.workspace.layout import Layout, declared

Progress = Callable[[int, int], None]
Farewell = Callable[[neo4j.ManagedTransaction], int]
"""What takes a workspace's mark away; returns how many nodes left with it."""

_Given = TypeVar("_Given")


def push(
    database: Database,
    workspace: Workspace,
    *,
    dry_run: bool = False,
    full: bool = False,
    as_new: bool = False,
    progress: Progress | None = None,
    farewell: Farewell | None = None,
) -> PushReport:
    """Bring a database up to a workspace's graph.

    Parameters
    ----------
    database : Database
        Where to.
    workspace : Workspace
        Whose graph; its file stays open for reading meanwhile, so that it cannot change.
    dry_run : bool, optional
        Say what would change, and write nothing.
    full : bool, optional
        Send everything, which mends what somebody changed in the database, and replaces what another copy pushed.
    as_new : bool, optional
        Give this folder, a copy, an id of its own first: what the other pushed stays.
    progress : callable, optional
        Called with (rows sent, rows to send): first when the push is marked as begun, then after every batch.
    farewell : callable, optional
        The last transaction, in place of the mark of a complete push, of a workspace that is forgotten.

    Raises
    ------
    WorkspaceError
        Another push is at work, or took this one's place; another district's copy of the folder pushed there; a chain
        template of the workspace's own is broken.
    UsageError
        ``as_new``, where what the database has was pushed from this very folder.
    NotPossible
        A uid or caption is longer than Neo4j's indexes take.
    """
    drawn = draw_id(database, workspace, keep=not dry_run) if as_new else ""
    with opened_with_id(workspace, drawn, memory=MEMORY) as (connection, name):
        markers = read_markers(database)
        marker = _own(markers, name)
        with counting(database, None if full else marker) as agrees:
            described = describe(connection, workspace)
            if not full:
                refuse_another(workspace, described, marker)
            base = last_prints(workspace, described, marker)
            if not full and (done := _unchanged(marker, base, described, agrees)):
                return done
            outgoing = Outgoing(connection, Layout(workspace.schema), described.version)
            outgoing.refuse_too_long()
            # the workspace is compared with the last push while the server makes ready
            with outgoing.comparing(base) as compared:
                templates = templates_text(workspace)  # before anything is written: one of the user's own may be broken
                task = _Task(
                    database, workspace, outgoing, described, templates, name, agrees, compared, progress, farewell
                )
                if dry_run:
                    return task.plan(markers, full=full)
                token = secrets.token_hex(8)
                refuse_held(database)
                indexes.make(database, indexes.before_push(database, workspace.schema, empty=not markers))
                indexes.wait(database)
                with push_lock(database, token):
                    report = task.run(token, full=full)
                report.indexes = task.make_indexes()
                return report


def _unchanged(
    marker: Marker | None, base: Path | None, described: Description, agrees: Callable[[Marker], bool]
) -> PushReport | None:
    """Return the report of a push that finds all as it was, None where there is something to look at."""
    if marker is None or base is None or not marker.holds:
        return None
    if not described.is_told(marker) or marker.declared != described.declared:
        return None
    if not agrees(marker):
        return None
    return PushReport(marker.id, described.version, [], whole=False, why="")


def _own(markers: list[Marker], name: str) -> Marker | None:
    return next((marker for marker in markers if marker.id == name), None)


def _beside(change: Change, there: Mapping[str, int], *, compared: bool) -> Change:
    """Return a change beside what the database was seen to have: new is what it has not, whoever removed that.

    ``compared``: whether the prints of the last push told what changed.
    """
    new = max(change.sent - there.get(change.kind, 0), 0)
    return replace(change, new=new, changed=change.changed if compared else None)


@dataclass
class _Task:
    """One push at work."""

    database: Database
    workspace: Workspace
    outgoing: Outgoing
    described: Description
    templates: str
    name: str
    agrees: Callable[[Marker], bool]
    compared: Callable[[Path | None], Path | None]
    progress: Progress | None
    farewell: Farewell | None
    token: str = ""
    shared: set[str] = field(default_factory=set)
    missing: dict[str, str] = field(default_factory=dict)
    total: int = 0

    @property
    def schema(self) -> Schema:
        """The declarations of the workspace."""
        return self.workspace.schema

    def plan(self, markers: list[Marker], *, full: bool) -> PushReport:
        """Compare with the last push and with what the database has; return what would be done."""
        marker = _own(markers, self.name)
        base = last_prints(self.workspace, self.described, marker)
        why = self._why(marker, base, full=full)
        base = self.compared(base)
        if base is None:  # damaged
            why = why or "elsewhere"
        self.outgoing.choose(whole=bool(why))
        there = scan(self.database, self.outgoing, marker) if why and marker is not None else None
        changes = self.outgoing.changes()
        if there is not None:
            changes = [_beside(change, there, compared=base is not None) for change in changes]
        nodes, edges = (sum(map(self.outgoing.waiting, kinds)) for kinds in (self.schema.nodes, self.schema.edges))
        told = marker is not None and self.described.is_told(marker)
        report = PushReport(self.name, self.described.version, changes, bool(why), why, nodes, edges, not told)
        report.namesakes = self._namesakes(markers) if why == "first" else []
        return report

    def _namesakes(self, markers: list[Marker]) -> list[str]:
        own = (self.workspace.name, self.workspace.settings.home)
        return [marker.id for marker in markers if (marker.name, marker.home) == own]

    def _why(self, marker: Marker | None, base: Path | None, *, full: bool) -> str:
        """Return why everything has to be sent, ``''`` where it has not."""
        if marker is None:
            return "first"
        reasons = {"asked": full, "incomplete": not marker.complete, "stale": marker.stale, "elsewhere": base is None}
        told = next((why for why, holds in reasons.items() if holds), "")
        return told or ("" if self.agrees(marker) else "counts")

    def run(self, token: str, *, full: bool) -> PushReport:
        """Do it, holding the lock."""
        self.token = token
        markers = read_markers(self.database)
        marker = _own(markers, self.name)
        if not full:  # another copy may have come first
            refuse_another(self.workspace, self.described, marker)
        report = self.plan(markers, full=full)
        alone = all(other.id == self.name for other in markers)
        in_use = indexes.kinds_in_use(self.database) if report.whole or not alone else set()
        self.shared = set() if alone else {*self.schema.nodes, *in_use}
        standing = in_use & {*self.schema.edges} if report.whole else set()
        former = self._former()
        count_on_prints(self.workspace)
        database = self._begin(former)
        self.total = sum(self.outgoing.waiting(kind.name) for kind in declared(self.schema))
        self._tell(report)
        nodes = {*self.schema.nodes, *(marker.kinds if marker else ())}
        if marker is not None:
            report.renamed = rename(self.outgoing, -1 if report.whole else marker.version, self.name, self._write)
            retype(self.outgoing, nodes, self.name, self._write)
        file = prints_file(self.workspace, database, self.token)
        sender = Sender(
            self.database, self.outgoing, self.schema, self.name, self.shared, standing, former, self._write, self._tell,
            partial(self.outgoing.write_prints, file),
        )  # fmt: skip
        if alone and report.whole:  # nobody is left whose values could stand instead
            self._write(running(statements.DROP_OWN_CLAIMS, workspace=self.name))
        sender.send(report)
        report.cleaned = clean(self.outgoing, self.schema, nodes, self.name, self._write, whole=report.whole)
        if self.farewell is None:
            self._complete(file, database, report)
        else:
            report.cleaned.removed += self._write(self.farewell)
        return report

    def _write(self, work: Callable[[neo4j.ManagedTransaction], _Given], lane: int = 0) -> _Given:
        def checked(transaction: neo4j.ManagedTransaction) -> _Given:
            check_held(transaction, self.token, lane)
            return work(transaction)

        try:
            return self.database.write(checked)
        except WorkspaceError as error:
            if error.key == "neo4j.terminated":  # whoever takes over may end what is under way
                self.database.write(lambda transaction: check_held(transaction, self.token))
            raise

    def make_indexes(self) -> int:
        """Make the indexes that became worth while; only then does the mark say that they are there."""
        if self.missing:
            indexes.make(self.database, self.missing)
            told = self.described.declared
            self.database.send(mark_statements.DECLARED, workspace=self.name, push=self.token, declared=told)
        return len(self.missing)

    def _former(self) -> list[str]:
        """Return the properties that earlier pushes wrote and that are no longer declared."""
        known = {
            name for record in self.database.read(mark_statements.COLUMNS, workspace=self.name) for name in record[0]
        }
        return sorted(known - set(declared_columns(self.schema)))

    def _begin(self, former: list[str]) -> str:
        """Mark the push as incomplete; return the database's token for this workspace.

        One that is forgotten keeps its name and district until then: people look for it by them.
        """
        whose: dict[str, Any] = {"name": None, "home": None, "state": FORGETTING}
        if self.farewell is None:
            whose = {"name": self.workspace.name, "home": self.workspace.settings.home, "state": INCOMPLETE}

        def work(transaction: neo4j.ManagedTransaction) -> str:
            record = transaction.run(
                mark_statements.BEGIN, workspace=self.name, database=secrets.token_hex(6), layout=LAYOUT,
                kinds=list(self.schema.nodes), relations=list(self.schema.edges),
                columns=[*declared_columns(self.schema), *former], **whose,
            ).single(strict=True)  # fmt: skip
            return str(record["database"])

        return self._write(work)

    def _tell(self, report: PushReport) -> None:
        if self.progress:
            self.progress(report.sent, self.total)

    def _held(self, report: PushReport) -> tuple[int, int]:
        """Return how many nodes and edges the database has from this workspace: all, unless ends are absent."""
        return counts_of(self.database, self.name) if report.absent else self.outgoing.count()

    def _complete(self, file: Path, database: str, report: PushReport) -> None:
        """Mark the push, whose prints are in a file, as complete; others for this database go, also those cut off."""
        nodes, edges = self._held(report)
        properties = self.described.properties(self.templates, self.schema, push=self.token, nodes=nodes, edges=edges)
        # an end that somebody removed from the database comes back when everything is sent
        properties["stale"] = bool(report.absent) and not report.whole
        self.missing = indexes.after_push(self.database, self.schema, self.outgoing.kinds())
        if self.missing:
            properties["declared"] = ""

        self._write(running(mark_statements.COMPLETE, workspace=self.name, marker=properties))
        for old in file.parent.glob(f"{database}-*"):
            if old != file:
                old.unlink(missing_ok=True)
