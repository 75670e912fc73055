"""What the loader tests share: a workspace in a folder, and tables written the way people hand them in."""

from __future__ import annotations

import atexit
import csv
import functools
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from graph.settings import Settings
from graph.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
HOME = "320706"
GOOD = "91320706MA1X12345R"
A, B = "示例甲有限公司", "示例乙有限公司"


def workspace(folder: Path, kinds: Sequence[Path] = ()) -> Workspace:
    """A new workspace: a copy of an empty one, because making all tables takes longer than most tests."""
    own = folder / "workspace"
    shutil.copytree(_empty(tuple(kinds)), own)
    return Workspace.open(own)


@functools.cache
def _empty(kinds: tuple[Path, ...]) -> Path:
    own = Path(tempfile.mkdtemp(prefix="liantu-test-")) / "workspace"
    atexit.register(shutil.rmtree, own.parent, ignore_errors=True)
    (own / "kinds").mkdir(parents=True)
    for kind in kinds:
        shutil.copy(kind, own / "kinds")
    Workspace.create(own, Settings(home=HOME))
    return own


def write_csv(path: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def firms(path: Path, *rows: list[object], header: tuple[str, ...] = ("企业名称", "统一社会信用代码")) -> Path:
    return write_csv(path / "企业名录.csv", [header, *rows])


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
