"""Answers on standard output; everything else (progress, notes, warnings) on standard error."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from graph.errors import UsageError
from graph.words import say
from liantu.cli.options import Format

if TYPE_CHECKING:
    import pandas as pd

    from analyses.result import Result

_TABLE_ROWS = 60
_LONG = 24  # places that a long column keeps at least
_EXPLAINED_ROWS = 400  # lines behind one row of an answer
_NARROW = ("id", "run", "total")
_WIDE = {"formula": 64}  # places that the sentence of a formula keeps
_FIGURE = ("figure", "formula", "value")
_PIPE = 200  # places of a line where no terminal says


def note(text: str) -> None:
    """Tell the person something beside the answer."""
    typer.echo(text, err=True)


def emit(result: Result, form: Format, out: Path | None, *, columns: Sequence[str] = ()) -> None:
    """Write a result in the form asked for; ``columns`` are those of the short table on a terminal."""
    from visualizations import sheets

    if form is not Format.json and result.as_of is not None:
        note(say("output.dated", day=result.as_of.isoformat()))
    if form is Format.xlsx:
        _emit_workbook(result, out)
    elif form is Format.json:
        write(sheets.to_json(result) + "\n", out)
    elif form is Format.csv:
        write(sheets.to_csv(result), out, bom=True)
    else:
        every = sheets.listed([str(column) for column in result.rows.columns], result.command)
        shown = [column for column in columns if column in result.rows.columns] or every
        limit = _EXPLAINED_ROWS if "explain" in result.parameters else _TABLE_ROWS
        if not columns and "explain" in result.parameters:
            # on a terminal the sentence needs the room; csv, xlsx and json have all
            shown = [c for c in shown if c not in _NARROW and result.rows[c].notna().any()]
        write(table_text(result.rows, limit, result.command, columns=shown), out)
    _note_old(result)
    if form is not Format.json:
        for warning in result.warnings:
            note(say("cli.warning", text=warning))


def _note_old(result: Result) -> None:
    """Say that the answer's date is long ago; today is known to the terminal only, never to an output."""
    rules = result.coverage.get("dates")
    months = rules.get("today_months") if isinstance(rules, dict) else None
    if result.as_of is None or not isinstance(months, int):
        return
    today = date.today()
    if (today.year - result.as_of.year) * 12 + today.month - result.as_of.month > months:
        note(say("cli.warning", text=say("output.dated_old", day=result.as_of.isoformat(), months=months)))


def table_text(
    frame: pd.DataFrame, limit: int = _TABLE_ROWS, command: str = "", *, columns: Sequence[str] | None = None
) -> str:
    """Return the first rows as an aligned table (CJK characters take two places), with the cut stated.

    ``command`` is the question that the rows answer: headings and units follow it. ``columns``: those to print.
    """
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from visualizations import sheets

    if not len(frame):
        return say("output.nothing") + "\n"
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    shown = [str(column) for column in frame.columns] if columns is None else list(columns)
    rows = _rows(frame.head(limit), command, shown)
    for number, column in enumerate(shown):
        numeric = frame[column].dtype.kind in "iufb"
        # short columns keep to one line and long ones have room, however wide the headings are
        width = min(_WIDE.get(column, _LONG), max(cell_len(row[number]) for row in rows))
        title = sheets.shown_heading(column, command)
        table.add_column(title, justify="right" if numeric else "left", overflow="fold", min_width=width)
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console(file=None, width=None if sys.stdout.isatty() else _PIPE, highlight=False)
    with console.capture() as captured:
        console.print(table)
    text = "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"
    hidden = len(frame) - limit
    return text if hidden <= 0 else text + say("output.more", count=hidden) + "\n"


def _rows(frame: pd.DataFrame, command: str, shown: Sequence[str]) -> list[list[str]]:
    """Return the cells as printable text; a figure that several lines support is told on the first of them."""
    from visualizations import sheets

    columns = [str(column) for column in frame.columns]
    cells = [dict(zip(columns, row, strict=True)) for row in sheets.shown_rows(frame, command)]
    rows = [[_printable(sheets.cell_text(row[column], command, column)) for column in shown] for row in cells]
    if command in ("sql", "query"):  # a person's own columns repeat what they repeat
        return rows
    repeated = [number for number, column in enumerate(shown) if column in _FIGURE]
    if len(repeated) < len(_FIGURE):
        return rows
    told: list[str] = []
    for row in rows:
        own = [row[number] for number in repeated]
        if own == told:
            for number in repeated:
                row[number] = ""
        told = own
    return rows


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _emit_workbook(result: Result, out: Path | None) -> None:
    import tempfile

    from visualizations import sheets

    if out is not None:
        _note_cut(sheets.to_xlsx(result, out))
        note(say("output.written", path=out))
        return
    if sys.stdout.isatty():
        raise UsageError("output.xlsx_needs_file")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.xlsx"
        _note_cut(sheets.to_xlsx(result, path))
        sys.stdout.buffer.write(path.read_bytes())


def _note_cut(count: int) -> None:
    if count:
        note(say("cli.warning", text=say("output.texts_cut", count=count)))


def write(text: str, out: Path | None, *, bom: bool = False) -> None:
    """Write text to a file, or to standard output where none is named."""
    if out is None:
        typer.echo(text, nl=False)
        return
    # Excel reads a CSV file as UTF-8 only with the mark
    out.write_text(text, encoding="utf-8-sig" if bom else "utf-8", newline="")
    note(say("output.written", path=out))
