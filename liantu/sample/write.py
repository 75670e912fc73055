"""Puts the parts of the sample together and writes them as workbooks."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from graph.errors import UsageError
from liantu.sample.actors import actor_sheets, make_actors
from liantu.sample.country import country_sheets, make_outside
from liantu.sample.dice import TODAY
from liantu.sample.firms import firm_sheets, make_local
from liantu.sample.government import government_sheets, make_units
from liantu.sample.lists import forgotten, list_sheets
from liantu.sample.matters import matter_sheets
from liantu.sample.names import MARK, Codes
from liantu.sample.places import make_places, place_sheets
from liantu.sample.relations import (
    control_sheet,
    investment_sheet,
    make_groups,
    move_sheet,
    product_sheets,
    supply_sheet,
)
from liantu.sample.sources import write_sources
from liantu.sample.structure import structure
from liantu.sample.world import Cell, Sheet, World
from liantu.sample.years import year_sheets

OUTSIDE = 4  # firms outside for each firm here
_CREATED = datetime(TODAY.year, TODAY.month, TODAY.day)


def build_sample(*, firms: int, seed: int) -> list[Sheet]:
    """Return the sheets of an invented district and the country around it.

    Parameters
    ----------
    firms : int
        Firms in the home district; outside there are four times as many.
    seed : int
        The same seed, number of firms and chain templates give the same sheets.
    """
    world = World(seed, structure(), Codes())
    make_units(world)
    make_places(world)
    make_local(world, firms)
    make_outside(world, firms * OUTSIDE)
    make_actors(world)
    make_groups(world)
    left_out = {firm.uscc for firm in forgotten(world)}
    firm_sheets(world, (firm for firm in world.local if firm.uscc not in left_out))
    country_sheets(world)
    year_sheets(world)
    place_sheets(world)
    supply_sheet(world)
    control_sheet(world)
    investment_sheet(world)
    product_sheets(world)
    move_sheet(world)
    actor_sheets(world)
    matter_sheets(world)
    government_sheets(world)
    list_sheets(world)
    return world.sheets


def write_sample(folder: Path, *, firms: int, seed: int) -> list[Path]:
    """Write the workbooks of an invented district into ``folder`` and return their paths, in order.

    Beside them, in a folder of their own, stand the source files that say where they come from.

    Parameters
    ----------
    folder : Path
        Made where it does not exist; workbooks of the same names are replaced.
    firms, seed : int
        See :func:`build_sample`.

    Raises
    ------
    UsageError
        ``folder`` is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError("sample.not_a_folder", path=folder)
    folder.mkdir(parents=True, exist_ok=True)
    books: dict[str, list[Sheet]] = {}
    for sheet in build_sample(firms=firms, seed=seed):
        books.setdefault(sheet.file, []).append(sheet)
    write_sources(folder)
    return [_write(folder / f"{name}.xlsx", sheets) for name, sheets in sorted(books.items())]


def _write(path: Path, sheets: list[Sheet]) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"title": f"{MARK}数据", "comments": f"全部为虚构{MARK}数据", "created": _CREATED})
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
        dated = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            page.set_column(0, len(sheet.headers) - 1, 16)
            for column, header in enumerate(sheet.headers):
                page.write_string(0, column, header, bold)
            for number, row in enumerate(sheet.rows, start=1):
                _row(page, number, row, dated)
    return path


def _row(page: xlsxwriter.worksheet.Worksheet, number: int, row: tuple[Cell, ...], dated: object) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            page.write_string(number, column, cell)  # never a formula
        elif isinstance(cell, date):
            page.write_datetime(number, column, cell, dated)
        elif cell is not None:
            page.write_number(number, column, cell)
