"""The workspace: a folder that holds everything liantu knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd

from graph.chains.template import ChainTemplate, load_templates, own_templates
from graph.errors import WorkspaceError
from graph.records import Batch, KindCount, RunInfo
from graph.schema import Schema, load_schema
from graph.settings import FILE as SETTINGS
from graph.settings import Settings, read_settings
from graph.settings_text import settings_text
from graph.snapshot import Snapshot
from graph.workspace import reports
from graph.workspace.counting import Undone, count_run, count_undo
from graph.workspace.derive import Derivation
from graph.workspace.erase import Personal, erase, personal_data
from graph.workspace.export import export_everything
from graph.workspace.frames import Source
from graph.workspace.guard import Hidden, hide
from graph.workspace.layout import Layout
from graph.workspace.maintain import maintain, rebuild
from graph.workspace.records import append_records, append_run
from graph.workspace.shareable import ShareableSource
from graph.workspace.source import WorkspaceSource
from graph.workspace.sql import run_sql, tables
from graph.workspace.store import WAIT, Store, graph_version, next_version, read_state, write_state
from graph.workspace.tables import ensure

FOLDERS = ("chains", "kinds", "backups", "quarantine")
ERASED = "erased bytes"  # state: whether the file still holds what was erased
NO_DATE = date(1970, 1, 1)  # of a graph in which nothing carries a date


class Written(NamedTuple):
    """What a writing came to: the number of the run, and how its records changed the graph, by kind."""

    run: int
    kinds: list[KindCount]


@dataclass(frozen=True)
class Workspace:
    """A folder with settings, own chains and kinds, and the file with records and graph.

    Made by ``create`` or ``open``. Reading opens the file read-only and closes it at once, so that several processes
    may read; ``write``, ``undo`` and ``decide`` are one transaction each.
    """

    folder: Path
    settings: Settings
    schema: Schema
    store: Store
    derivations: tuple[Derivation, ...] = ()

    @classmethod
    def create(
        cls, folder: Path, settings: Settings, *, derivations: Sequence[Derivation] = (), wait: float = WAIT
    ) -> Workspace:
        """Make a workspace in a folder; WorkspaceError where there is one already or the folder cannot be written."""
        if (folder / SETTINGS).exists():
            raise WorkspaceError("workspace.exists", file=folder / SETTINGS)
        try:
            for name in FOLDERS:
                (folder / name).mkdir(parents=True, exist_ok=True)
            Store(folder).create()
            (folder / SETTINGS).write_text(settings_text(settings), "utf-8")
        except OSError as error:
            raise WorkspaceError("workspace.cannot_write", file=folder, reason=error) from error
        return cls.open(folder, derivations=derivations, wait=wait)

    @classmethod
    def open(cls, folder: Path, *, derivations: Sequence[Derivation] = (), wait: float = WAIT) -> Workspace:
        """Open a workspace: settings, own kinds, format (migrated after a backup), tables as the schema has them."""
        settings = read_settings(folder)
        schema = load_schema(sorted((folder / "kinds").glob("*.yaml")))
        store = Store(folder, wait=wait)
        store.check()
        workspace = cls(folder, settings, schema, store, tuple(derivations))
        workspace._keep_up()
        return workspace

    @property
    def name(self) -> str:
        """What the workspace is called beside others: as its folder."""
        return self.folder.resolve().name

    @property
    def templates(self) -> dict[str, ChainTemplate]:
        """The chain templates by chain id, own files before the shipped ones."""
        return load_templates(own_templates(self.folder))

    def write(self, run: RunInfo, batches: Iterable[Batch]) -> Written:
        """Append the records of a run and bring the graph up to them, all or nothing.

        Returns
        -------
        Written
            The run's number, and counts by kind; created + updated + unchanged + waiting = records handed over.

        Raises
        ------
        WorkspaceError
            Another process holds the file for longer than the wait; the disk is full; a batch does not fit the schema.
        """
        ready = list(batches)  # made before the lock is taken, because making them is the loader's work
        with self.store.writing() as connection:
            self._ensure(connection)
            number = append_run(connection, run)
            append_records(connection, self._layout, number, ready)
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE t_hit AS SELECT DISTINCT kind, hash FROM meta.sighting WHERE run = {number}"
            )
            maintain(connection, self._layout, self.settings.home, self.derivations)
            counts = count_run(connection, number)
            next_version(connection)
        return Written(number, counts)

    def undo(self, number: int) -> list[Undone]:
        """Take back a run: records that no other run saw leave the graph. The run stays listed as undone."""
        with self.store.writing() as connection:
            self._ensure(connection)
            reports.check_undo(connection, number)
            connection.execute("INSERT INTO meta.undo VALUES (?, ?)", [number, graph_version(connection) + 1])
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE t_hit AS SELECT DISTINCT kind, hash FROM meta.sighting WHERE run = {number}"
            )
            maintain(connection, self._layout, self.settings.home, self.derivations)
            undone = count_undo(connection)
            next_version(connection)
        return undone

    def rebuild(self) -> None:
        """Make the whole graph anew from the records; it is the same as before, or something was wrong."""
        with self.store.writing() as connection:
            self._ensure(connection)
            rebuild(connection, self._layout, self.settings.home, self.derivations)
            next_version(connection)

    def decide(self, a: str, b: str, *, same: bool, who: str, reason: str, day: date) -> int:
        """Record that two uids are (``same``) or are not one thing; return the decision's number."""
        with self.store.writing() as connection:
            self._ensure(connection)
            number = reports.append_decision(connection, self._layout, a, b, same=same, who=who, reason=reason, day=day)
            self._look_again(connection, [a, b])
        return number

    def withdraw(self, decision: int) -> None:
        """Take a decision back; it stays listed as withdrawn."""
        with self.store.writing() as connection:
            self._ensure(connection)
            self._look_again(connection, reports.append_withdrawal(connection, decision))

    def personal(self, uid: str) -> Personal:
        """Return what the records of a node hold of personal data; NotPossible where there is no such node or nothing."""
        with self.store.reading() as connection:
            return personal_data(connection, self._layout, uid)

    def erase(self, uid: str) -> str:
        """Erase the personal data of a node from records and graph; return its uid afterwards.

        The bytes stay in the file until ``compact``, and ``holds_erased`` says so. Backups are left as they are.
        """
        with self.store.writing() as connection:
            self._ensure(connection)
            now = erase(connection, self._layout, self.settings.home, self.derivations, uid)
            write_state(connection, ERASED, "yes")
            next_version(connection)
        return now

    def holds_erased(self) -> bool:
        """Return whether bytes of what was erased may still be in the file."""
        with self.store.reading() as connection:
            return bool(read_state(connection, ERASED))

    def compact(self) -> None:
        """Write the file anew, so that no byte of what was erased stays in it; may be asked for again and again."""
        self.store.compact()
        with self.store.writing() as connection:
            write_state(connection, ERASED, "")

    def snapshot(self, as_of: date | None = None) -> Snapshot:
        """Return the graph at a day: the one given, else the newest declared date of the sources, never today.

        Where no source declares a date it is the newest beginning of anything in the graph.
        """
        with self.store.reading() as connection:
            version = graph_version(connection)
            day = as_of or reports.newest_date(connection, self.schema) or NO_DATE
        return Snapshot(
            WorkspaceSource(self.store, self._layout, version),
            schema=self.schema,
            settings=self.settings,
            templates=lambda: self.templates,
            as_of=day,
        )

    def sql(
        self,
        statement: str,
        params: dict[str, object] | None = None,
        *,
        limit: int = 10_000,
        seconds: float = 30,
        confidential: bool = False,
    ) -> tuple[pd.DataFrame, bool]:
        """Answer one SELECT over the views; return rows and whether they were cut at ``limit``.

        Confidential entities, their edges and what rests on them are left out unless ``confidential``.
        """
        asked = params or {}
        return run_sql(
            self.store, self._layout, statement, asked, limit=limit, seconds=seconds, confidential=confidential
        )

    def hidden(self) -> int:
        """Return how many confidential entities there are, which ``sql`` and exports leave out."""
        with self.store.reading() as connection:
            return hide(connection, self._layout).count

    def tables(self) -> pd.DataFrame:
        """Return what ``sql`` can read: ``table, column, type, zh, en, unit``."""
        return tables(self.schema)

    def runs(self) -> pd.DataFrame:
        """Return all runs, newest first, with their source and whether they were undone."""
        with self.store.reading() as connection:
            return reports.runs(connection)

    def run(self, number: int) -> reports.RunReport:
        """Return one run: its source, its files and what it changed; NotPossible where there is none."""
        with self.store.reading() as connection:
            return reports.run(connection, number)

    def waiting(self) -> pd.DataFrame:
        """Return the edges that wait for an end: who, why, candidates, and where they stand."""
        with self.store.reading() as connection:
            return reports.waiting(connection, self._layout)

    def conflicts(self, kind: str | None = None) -> pd.DataFrame:
        """Return fields in which live records disagree, one row a value, and which value won."""
        with self.store.reading() as connection:
            return reports.conflicts(connection, self._layout, kind)

    def duplicates(self) -> pd.DataFrame:
        """Return nodes of one identity space that bear one name, and so may be one."""
        with self.store.reading() as connection:
            return reports.duplicates(connection, self._layout)

    def decisions(self) -> pd.DataFrame:
        """Return all decisions and whether they were withdrawn."""
        with self.store.reading() as connection:
            return reports.decisions(connection)

    def renamed(self) -> pd.DataFrame:
        """Return uids that went over into another: ``old, new, at_version``."""
        with self.store.reading() as connection:
            return reports.renamed(connection)

    def statistics(self) -> reports.Statistics:
        """Return how much of everything there is."""
        with self.store.reading() as connection:
            return reports.statistics(connection, self._layout, self.store.file)

    def export_snapshot(self, folder: Path, as_of: date | None = None, *, confidential: bool = False) -> int:
        """Write the snapshot of a day as Parquet; return how many confidential entities were left out."""
        snapshot = self.snapshot(as_of)
        with self.store.reading() as connection:
            hidden = Hidden() if confidential else hide(connection, self._layout)
            version = graph_version(connection)
        source: Source = WorkspaceSource(self.store, self._layout, version)
        if hidden.count:
            source = ShareableSource(source, self.schema, hidden=hidden.uids, names=hidden.names)
        Snapshot(
            source, schema=self.schema, settings=self.settings, templates=lambda: self.templates, as_of=snapshot.as_of
        ).to_parquet(folder)
        return hidden.count

    def export_everything(self, folder: Path, *, confidential: bool = False) -> int:
        """Write nodes, edges, records, sightings, runs and decisions as Parquet, with a schema file.

        Returns how many confidential entities were left out; with ``confidential`` none is.
        """
        return export_everything(self.store, self._layout, folder, confidential=confidential)

    @property
    def _layout(self) -> Layout:
        return Layout(self.schema)

    def _keep_up(self) -> None:
        """Bring tables and graph up to schema and home district, if either changed since the last writing."""
        with self.store.reading() as connection:
            same = read_state(connection, "schema") == self._layout.digest()
            if same and read_state(connection, "home") == self.settings.home:
                return
        with self.store.writing() as connection:
            self._ensure(connection)

    def _ensure(self, connection: duckdb.DuckDBPyConnection) -> None:
        changed = ensure(connection, self._layout)
        if changed or read_state(connection, "home") != self.settings.home:
            rebuild(connection, self._layout, self.settings.home, self.derivations)
            write_state(connection, "home", self.settings.home)
            next_version(connection)

    def _look_again(self, connection: duckdb.DuckDBPyConnection, uids: Sequence[str]) -> None:
        connection.execute(
            """CREATE OR REPLACE TEMP TABLE t_hit AS SELECT DISTINCT e.kind, e.hash FROM meta.entity e
            LEFT JOIN meta.token t USING (kind, hash) WHERE e.uid IN (SELECT unnest($1)) OR t.token IN (SELECT unnest($1))""",
            [list(uids)],
        )
        maintain(connection, self._layout, self.settings.home, self.derivations)
        next_version(connection)
