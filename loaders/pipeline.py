"""From files to the graph: read, choose the kind, drop what is no record, clean, link, write, report.

Everything is cleaned before the workspace is locked; what is written is written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import DataError, UsageError
from graph.records import Origin, RunInfo
from graph.schema import Schema, load_schema
from graph.words import LANGUAGES, say
from graph.workspace import Workspace
from loaders.apply import apply_source
from loaders.choose import choose, named_kind, titles_of
from loaders.collector import without_collector
from loaders.expectations import check_expectations
from loaders.forms import is_review_book
from loaders.headers import HeaderBook
from loaders.progress import Progress, RowProgress
from loaders.quarantine import RejectedRows, reasons_text, write_quarantine
from loaders.readers import SUFFIXES, Note, RawTable, read_tables
from loaders.records import Made, RecordMaker
from loaders.report import LoadReport, TableReport, findings, noted
from loaders.rows import GUIDE, HIDDEN, RowBook, open_book, usual_rules
from loaders.shape import Fault, Shaped, shape_table
from loaders.sources import Source, TableSpec, read_source
from loaders.spool import Spool
from loaders.values import Context

MOST_NOTED = 50  # files that are named as skipped


def load(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    source: Path | None = None,
    kind: str | None = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Load tables into a workspace.

    Parameters
    ----------
    workspace : Workspace
        Where the records go.
    paths : sequence of Path
        Files, and folders that are walked.
    source : Path, optional
        A TOML description of the tables; without it headers and names say what they are.
    kind : str, optional
        The kind of all tables, whatever they are called.
    progress : callable, optional
        Called with (rows done, rows in all).

    Returns
    -------
    LoadReport
        Balanced: rows read = loaded + filtered + rejected; records by kind.

    Raises
    ------
    UsageError
        A path does not exist; nothing is read.
    DataError
        No file can be read, no table can be told, there is no row, or a source's minimum is not reached; nothing is
        written. Where only some files or tables cannot be read the others load, and the report names the bad ones.
    WorkspaceError
        The workspace cannot be written; nothing is half written.
    """
    with without_collector(), Spool() as spool:
        job = _Job(workspace.schema, workspace.settings.home, source, kind, spool)
        files = job.read(paths, progress)
        job.stop()
        report = job.report
        if any(not table.refused for table in report.tables):
            report.run, report.kinds = workspace.write(_run_info(job, files), spool)
        report.check()
    report.quarantine = write_quarantine(workspace.folder / "quarantine", report.run or 0, job.rejected)
    job.progress.written()
    return report


def check(
    paths: Sequence[Path],
    *,
    workspace: Workspace | None = None,
    source: Path | None = None,
    kind: str | None = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Do all that ``load`` does except writing; a workspace only lends its own kinds and its home district."""
    schema = workspace.schema if workspace else load_schema()
    with without_collector(), Spool() as spool:
        job = _Job(schema, workspace.settings.home if workspace else None, source, kind, spool)
        job.read(paths, progress)
        job.stop()
    job.report.checked = True
    job.report.check()
    job.progress.written()
    return job.report


def _run_info(job: _Job, files: Sequence[Path]) -> RunInfo:
    source = job.source
    return RunInfo(
        command="load " + " ".join(file.name for file in files),
        source=source.name if source else "",
        origins=job.origins,
        publisher=source.publisher if source else "",
        licence=source.licence if source else "",
        source_date=source.date if source else None,
        universe=source.universe if source else "",
        priority=source.priority if source else 0,
        rows=job.report.rows,
    )


@dataclass
class _Outcome:
    """What became of the rows of one table, in data rows."""

    reasons: dict[int, list[Fault]] = field(default_factory=dict)
    left_out: list[Fault] = field(default_factory=list)

    def reject(self, fault: Fault) -> None:
        self.reasons.setdefault(fault.record, []).append(fault)


class _Job:
    """One load or check: reads all files, keeps batches, reports and rejected rows."""

    def __init__(self, schema: Schema, home: str | None, source: Path | None, kind: str | None, spool: Spool) -> None:
        self.schema = schema
        self.book = HeaderBook(schema)
        self.source: Source | None = read_source(source, schema) if source else None
        self.maker = RecordMaker(schema, Context(home=home), self.source.date if self.source else None)
        self.kind = named_kind(schema, kind) if kind else None
        self.spool = spool
        self.report = LoadReport(titles=titles_of(schema))
        self.origins: list[Origin] = []
        self.rejected: list[RejectedRows] = []
        self.progress = RowProgress(None, 0)

    def read(self, paths: Sequence[Path], progress: Progress | None) -> list[Path]:
        """Read and clean every table of the paths; return the files."""
        files = list(self._files(paths))
        sizes = {file: file.stat().st_size for file in files if file.is_file()}
        self.progress = RowProgress(progress, sum(sizes.values()))
        for file in files:
            specs = self.source.specs_for(file.name) if self.source else [None]
            if not specs:
                self.report.skipped.append(Note("load.skipped_unsourced", {"file": file.name}))
            self.progress.reading(sizes.get(file, 0))
            try:
                for header_row, group in _by_header_row(specs).items():
                    for table in read_tables(file, header_row=header_row):
                        self._table(table, group)
            except DataError as error:
                # the others are not to blame for one file that cannot be read
                self.report.tables.append(TableReport(file.name, refused=error))
        return files

    def stop(self) -> None:
        """Raise the error that keeps anything from being written: nothing to load, or less than a source expects."""
        tables = self.report.tables
        low = [f"{t.place}: {c.text()}" for t in tables for c in t.expectations if c.fatal]
        if low:
            raise DataError("load.expectations", source=self.source.name if self.source else "", faults="\n".join(low))
        refused = [table.refused for table in tables if table.refused]
        if len(tables) == 1 and refused:
            raise refused[0]
        if refused and len(refused) == len(tables):
            faults = "\n".join(error.text() for error in refused)
            raise DataError("load.all_refused", count=len(refused), faults=faults)
        if not sum(table.read for table in tables):
            places = "、".join(table.place for table in tables) or "–"
            raise DataError("load.no_rows", places=places)

    def _files(self, paths: Sequence[Path]) -> Iterator[Path]:
        missing = [str(path) for path in paths if not path.exists()]
        if missing:
            raise UsageError("read.missing_file", file="、".join(missing))
        for path in paths:
            if not path.is_dir():
                yield path
                continue
            for file in sorted(path.rglob("*")):
                if not file.is_file() or file.name.startswith((".", "~$")):
                    continue
                if is_review_book(file):
                    self.report.skipped.append(Note("review.skipped", {"file": file.name}))
                elif file.suffix.lower() in SUFFIXES:
                    yield file
                elif len(self.report.skipped) < MOST_NOTED:
                    self.report.skipped.append(Note("load.skipped_suffix", {"file": file.name}))

    def _table(self, table: RawTable, specs: Sequence[TableSpec | None]) -> None:
        chosen = [spec for spec in specs if spec is None or spec.reads(table.file, table.sheet)]
        if not chosen:
            self.report.skipped.append(Note("load.skipped_sheet", {"file": table.file, "sheet": table.sheet}))
            return
        self.progress.read(len(table.rows) * len(chosen))
        self.origins.append(Origin(table.file, table.sheet, table.digest))
        for spec in chosen:
            self.report.tables.append(self._one(table, spec))
            self.progress.cleaned(len(table.rows))

    def _one(self, table: RawTable, spec: TableSpec | None) -> TableReport:
        book = open_book(table)
        report = TableReport(table.file, table.sheet, notes=table.notes)
        outcome = _Outcome()
        if not table.visible and spec is None:
            book.filtered = dict.fromkeys(range(book.data), HIDDEN)
        elif spec is None and table.sheet in {say("load.blank_title", lang) for lang in LANGUAGES}:
            book.filtered = dict.fromkeys(range(book.data), GUIDE)
        elif table.headers or table.rows:
            try:
                made = self._make(table, spec, book, report, outcome)
                self._tell(table, book, report, outcome, made)
                if spec:
                    report.expectations = check_expectations(spec, book, report)
            except DataError as error:
                book.filtered, book.rejected = {}, set(range(book.data))
                report.refused = error
        report.read, report.filtered = book.read, book.by_rule()
        report.loaded, report.rejected_rows = book.loaded, len(book.rejected)
        book.check(report.place)
        return report

    def _make(
        self, table: RawTable, spec: TableSpec | None, book: RowBook, report: TableReport, outcome: _Outcome
    ) -> list[tuple[Shaped, Made]]:
        """Shape and clean the rows; batches go to the spool, faults into the outcome."""
        if spec is None:
            shaped = [self._shape(table, book, report)]
        else:
            applied = apply_source(table, spec, self.schema, book)
            report.unknown, report.kinds = applied.unknown, tuple(spec.kinds())
            shaped = applied.shaped
            outcome.left_out += applied.left_out
            for fault in applied.rejected:
                outcome.reject(fault)
        made = [(part, self.maker.make(part, len(self.origins) - 1, table.rows)) for part in shaped]
        for part, done in made:
            for batch in done.batches:
                self.spool.add(batch)
            done.batches.clear()
            for index, faults in done.rejected.items():
                for fault in faults:
                    outcome.reject(fault._replace(record=part.positions[index]))
            outcome.left_out += [f._replace(record=part.positions[f.record]) for f in done.left_out]
        return made

    def _shape(self, table: RawTable, book: RowBook, report: TableReport) -> Shaped:
        match = choose(self.book, table, self.kind)
        report.kinds = (match.kind,)
        report.unknown, report.doubled = match.unknown, match.doubled
        book.filtered = usual_rules(table, sorted(match.columns))
        return shape_table(table, match, book.kept())

    def _tell(
        self, table: RawTable, book: RowBook, report: TableReport, outcome: _Outcome, made: list[tuple[Shaped, Made]]
    ) -> None:
        """Enter what became of the rows in the book and the report."""
        book.rejected = set(outcome.reasons)
        book.loaded = book.data - len(book.filtered) - len(book.rejected)
        report.rejected = findings((outcome.reasons[p][0] for p in sorted(outcome.reasons)), table.rows)
        report.left_out = findings(sorted(_of_loaded(outcome.left_out, book), key=lambda f: f.record), table.rows)
        report.noticed = [found for part, done in made for found in noted(done, part, table.rows)]
        for part, done in made:
            for name in ("duplicates", "repeated", "loops"):
                rows = [table.rows[part.positions[index]] for index in getattr(done, name)]
                setattr(report, name, tuple(sorted((*getattr(report, name), *rows))))
            report.remarks += tuple(done.remarks)
            for kind, count in done.records.items():
                report.records[kind] = report.records.get(kind, 0) + count
            for name, count in done.filled.items():
                report.filled[name] = report.filled.get(name, 0) + count
        self._set_aside(table, outcome)

    def _set_aside(self, table: RawTable, outcome: _Outcome) -> None:
        if not outcome.reasons:
            return
        aside = RejectedRows(table.file, table.sheet, table.headers)
        for position in sorted(outcome.reasons):
            reasons: dict[str, list[str]] = {}
            for fault in outcome.reasons[position]:
                reasons.setdefault(fault.heading, []).append(fault.problem.say())
            cells = [column[position] for column in table.columns]
            aside.rows.append((table.rows[position], cells, reasons_text(reasons)))
        self.rejected.append(aside)


def _of_loaded(faults: Sequence[Fault], book: RowBook) -> list[Fault]:
    return [fault for fault in faults if fault.record not in book.rejected]


def _by_header_row(specs: Sequence[TableSpec | None]) -> dict[int | None, list[TableSpec | None]]:
    groups: dict[int | None, list[TableSpec | None]] = {}
    for spec in specs:
        groups.setdefault(spec.header_row if spec else None, []).append(spec)
    return groups
