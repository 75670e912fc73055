"""What the loader tests share: a workspace in a folder, and tables written the way people hand them in."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from graph.settings import Settings
from graph.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
HOME = "320706"


def workspace(folder: Path, kinds: Sequence[Path] = ()) -> Workspace:
    own = folder / "workspace"
    (own / "kinds").mkdir(parents=True)
    for kind in kinds:
        shutil.copy(kind, own / "kinds")
    return Workspace.create(own, Settings(home=HOME))


def write_csv(path: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_xlsx(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return path
