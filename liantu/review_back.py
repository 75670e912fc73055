"""A filled-in review book comes back: every row becomes a decision, is left blank, or is set aside with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from analyses.review import FILLED, SHOWN, standing
from analyses.scope import divisions
from graph.errors import DataError
from graph.records import Batch, Origin, RunInfo
from graph.snapshot import Snapshot
from graph.words import LANGUAGES, say
from graph.workspace import Workspace
from liantu.review_rows import BLANK, Decision, Faults, Judge, Pair, plain_text
from loaders.forms import REVIEWED, sheet_names
from loaders.headers import Target, heading_key
from loaders.quarantine import RejectedRows, reasons_text, write_quarantine
from loaders.readers import Note, RawTable, read_tables
from loaders.records import RecordMaker
from loaders.report import LoadReport, TableReport, findings
from loaders.rows import EMPTY, open_book
from loaders.shape import Column, Fault, Shaped
from loaders.values import Context
from loaders.values.base import Problem

_KEYS = {"placements": ("firm", "segment"), "states": ("region", "segment"), "duplicates": ("uid", "other")}
_KIND = "Decision"
_FIELDS = ("subject", "subject_kind", "verdict", "target", "value", "person", "decided", "expires", "reason")


@dataclass
class _Sheet:
    """A sheet of the book: which one, its table, and the column of each field."""

    name: str
    table: RawTable
    columns: dict[str, int]
    decisions: dict[int, Decision] = field(default_factory=dict)  # by data row
    pairs: dict[int, Pair] = field(default_factory=dict)
    faults: dict[int, Faults] = field(default_factory=dict)
    blank: dict[int, str] = field(default_factory=dict)

    def cells(self, position: int) -> dict[str, object]:
        return {name: self.table.columns[column][position] for name, column in self.columns.items()}


def load_review(workspace: Workspace, snapshot: Snapshot, path: Path, *, today: date, write: bool = True) -> LoadReport:
    """Bring a review book back into a workspace.

    Parameters
    ----------
    workspace : Workspace
        Where decisions go, as one run that can be undone; decisions on duplicates are withdrawn one by one.
    snapshot : Snapshot
        The graph as it is now.
    path : Path
        The workbook.
    today : date
        No decision can be dated later.
    write : bool
        False does all but write.

    Returns
    -------
    LoadReport
        read = loaded + filtered (rows without a verdict) + rejected (in the quarantine workbook, with the reason).

    Raises
    ------
    DataError
        The file cannot be read, has no sheet of a review book, or a column is gone; nothing is written.
    """
    sheets = [sheet for table in read_tables(path) if (sheet := _recognise(table)) is not None]
    if not sheets:
        wanted = "、".join(say(f"review.sheet_{name}") for name in REVIEWED)
        raise DataError("review.no_sheet", file=path.name, sheets=wanted)
    regions = {plain_text(cells.get("region")) for sheet in sheets if sheet.name == "states" for cells in _rows(sheet)}
    known = standing(snapshot, workspace.duplicates(), regions & divisions().keys())
    judge = Judge(snapshot, known, workspace.decisions(), today=today)
    for sheet in sheets:
        _judge(sheet, judge)
    report, batches = _reported(workspace, sheets)
    report.checked = not write
    if not write:
        return report
    _write(workspace, report, batches, sheets, path)
    if report.run and (newest := max(_days(sheets))) > snapshot.as_of:
        report.skipped.append(Note("review.from_day", {"day": newest.isoformat()}))
    _merge(workspace, report, judge, sheets)
    report.quarantine = write_quarantine(workspace.folder / "quarantine", report.run or 0, list(_aside(sheets)))
    return report


def _recognise(table: RawTable) -> _Sheet | None:
    """Return the table as a sheet of a review book; DataError where it is one and lacks a column."""
    name = next((name for name in REVIEWED if table.sheet in sheet_names(name)), None)
    if name is None:
        return None
    if table.fault is not None:
        raise table.fault
    at = {heading_key(header): index for index, header in enumerate(table.headers)}
    columns: dict[str, int] = {}
    missing = []
    wanted = {field: f"review.col_{field}" for field in SHOWN[name]}
    wanted |= {f"fill_{field}": f"review.fill_{field}" for field in FILLED[name]}
    for field_, key in wanted.items():
        found = [at[text] for lang in LANGUAGES if (text := heading_key(say(key, lang))) in at]
        if found:
            columns[field_] = found[0]
        elif field_.startswith("fill_") or field_ in (*_KEYS[name], "stamp"):
            missing.append(say(key))
    if missing and table.rows:
        raise DataError("review.missing_columns", place=f"{table.file} · {table.sheet}", columns="、".join(missing))
    return _Sheet(name, table, columns)


def _rows(sheet: _Sheet) -> list[dict[str, object]]:
    return [sheet.cells(position) for position in range(len(sheet.table.rows))]


def _judge(sheet: _Sheet, judge: Judge) -> None:
    """Sort the rows of a sheet into decisions, blank ones and faults; the second row on one thing is a fault."""
    first: dict[tuple[str, ...], int] = {}
    for position, cells in enumerate(_rows(sheet)):
        found = judge.read(sheet.name, cells)
        if found is None:
            sheet.blank[position] = BLANK if any(map(plain_text, cells.values())) else EMPTY
            continue
        key = tuple(plain_text(cells[name]) for name in _KEYS[sheet.name])
        if key in first:
            row = sheet.table.rows[first[key]]
            found = [("fill_verdict", _twice(row))]
        else:
            first[key] = position
        if isinstance(found, Pair):
            sheet.pairs[position] = found
        elif isinstance(found, dict):
            sheet.decisions[position] = found
        else:
            sheet.faults[position] = found


def _twice(row: int) -> Problem:
    return Problem("review.twice", "", {"row": row})


def _reported(workspace: Workspace, sheets: Sequence[_Sheet]) -> tuple[LoadReport, list[Batch]]:
    """Return the report of all sheets and the records of their decisions."""
    maker = RecordMaker(workspace.schema, Context(home=workspace.settings.home))
    report, batches = LoadReport(), []
    for origin, sheet in enumerate(sheets):
        table = TableReport(sheet.table.file, sheet.table.sheet, kinds=(_KIND,), notes=sheet.table.notes)
        book = open_book(sheet.table)
        book.filtered, book.rejected = dict(sheet.blank), set(sheet.faults)
        book.loaded = book.data - len(book.filtered) - len(book.rejected)
        book.check(table.place)
        if sheet.decisions:
            made = maker.make(_shaped(sheet), origin, sheet.table.rows)
            batches += made.batches
            table.records = dict(made.records)
        table.read, table.filtered, table.loaded = book.read, book.by_rule(), book.loaded
        table.rejected_rows = len(book.rejected)
        table.rejected = findings(_first_faults(sheet), sheet.table.rows)
        report.tables.append(table)
    report.check()
    return report, batches


def _shaped(sheet: _Sheet) -> Shaped:
    positions = sorted(sheet.decisions)
    columns = {
        Target("", name): Column([sheet.decisions[position][name] or "" for position in positions], name)
        for name in _FIELDS
    }
    return Shaped(_KIND, positions, columns)


def _first_faults(sheet: _Sheet) -> list[Fault]:
    return [
        Fault(position, _heading(sheet, faults[0][0]), faults[0][1])
        for position, faults in sorted(sheet.faults.items())
    ]


def _heading(sheet: _Sheet, field_: str) -> str:
    return sheet.table.headers[sheet.columns[field_]]


def _write(
    workspace: Workspace, report: LoadReport, batches: Sequence[Batch], sheets: Sequence[_Sheet], path: Path
) -> None:
    """Write the decisions as one run, dated by the newest of them, so that they hold from then on."""
    days = _days(sheets)
    if not days:
        return
    report.run, report.kinds = workspace.write(
        RunInfo(
            command=f"review {path.name}",
            source=say("review.source"),
            origins=[Origin(sheet.table.file, sheet.table.sheet, sheet.table.digest) for sheet in sheets],
            source_date=max(days),
            rows=report.rows,
        ),
        batches,
    )
    report.check()
    report.skipped.append(Note("review.how_undo", {"run": report.run}))


def _days(sheets: Sequence[_Sheet]) -> list[date]:
    return [decision["decided"] for sheet in sheets for decision in sheet.decisions.values()]


def _merge(workspace: Workspace, report: LoadReport, judge: Judge, sheets: Sequence[_Sheet]) -> None:
    """Record the decisions on duplicates that are not recorded yet."""
    numbers = [
        workspace.decide(pair.a, pair.b, same=pair.same, who=pair.person, reason=pair.reason, day=pair.day)
        for sheet in sheets
        for _, pair in sorted(sheet.pairs.items())
        if not judge.decided_before(pair)
    ]
    if numbers:
        told = {"count": len(numbers), "numbers": "、".join(map(str, numbers))}
        report.skipped.append(Note("review.merged", told))


def _aside(sheets: Sequence[_Sheet]) -> list[RejectedRows]:
    """Return the rejected rows with all that is wrong with each."""
    found = []
    for sheet in sheets:
        aside = RejectedRows(sheet.table.file, sheet.table.sheet, sheet.table.headers)
        for position, faults in sorted(sheet.faults.items()):
            reasons: dict[str, list[str]] = {}
            for name, problem in faults:
                reasons.setdefault(_heading(sheet, name), []).append(problem.say())
            cells = [column[position] for column in sheet.table.columns]
            aside.rows.append((sheet.table.rows[position], cells, reasons_text(reasons)))
        found.append(aside)
    return found
