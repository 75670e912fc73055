"""Loading a workbook of 100,000 firms × 21 columns, against python-calamine that only reads it.

The credit codes hold both check characters, as those of a real register do: a code whose inner one fails is loaded with
a note, and a hundred thousand notes would be measured instead of a load.
"""

from __future__ import annotations

import shutil
import statistics
from pathlib import Path

import xlsxwriter

from benchmarks.measure import Row, in_process
from graph.workspace.store import FILE
from loaders.values.uscc import check_character, organisation_check

ROWS = 100_000
FOLDER = Path("bench-out")
HEADINGS = (
    "企业名称", "统一社会信用代码", "登记状态", "法定代表人", "注册资本", "实缴资本", "成立日期",
    "所属区县", "企业类型", "国标行业小类", "曾用名", "英文名", "注册号", "参保人数",
    "电话", "企业地址", "官网", "邮箱", "经营范围", "企业规模", "营业收入",
)  # fmt: skip
PLACES = ("320706", "320703", "320707", "320722", "320102", "320505", "310115", "330106", "440305", "110108")
CODES = ("2710", "2720", "3051", "3985", "3061", "3512", "3841", "6513", "7340", "5151")

READ = """
import sys, time
from python_calamine import CalamineWorkbook
start = time.perf_counter()
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
seconds = time.perf_counter() - start
"""
LOAD = """
import sys, time
from pathlib import Path
import graph.chains.placement, liantu, loaders.pipeline
home = liantu.init(sys.argv[2], home='320706')
start = time.perf_counter()
report = home.load([Path(sys.argv[1])])
seconds = time.perf_counter() - start
assert report.loaded == 100_000, report.text()
"""


def write_workbook(path: Path) -> None:
    """Write the workbook once: distinct names and codes, repeated statuses and places, as in a registry export."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("企业名录")
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(0, column, heading)
        for number in range(ROWS):
            for column, value in enumerate(_firm(number)):
                sheet.write_string(number + 1, column, value)


def _firm(number: int) -> tuple[str, ...]:
    organisation = f"MA{number:06d}"
    code = "91320799" + organisation + organisation_check(organisation)
    return (
        f"示例第{number}号材料科技有限公司",
        code + check_character(code),
        ("存续", "在业", "注销", "迁出")[number % 4 % 3],
        f"示例{number % 9973}",
        f"{number % 900 + 100}万元",
        f"{number % 500}万元",
        f"{1990 + number % 34}-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        PLACES[number % 10],
        "有限责任公司",
        CODES[number % 7 % 10],
        "-" if number % 5 else f"示例旧名{number}有限公司",
        f"Example {number} Co., Ltd.",
        f"3207{number:011d}",
        str(number % 400),
        f"0518-{number % 10_000_000:07d}",
        f"江苏省连云港市海州区示例路{number % 2000}号",
        f"www.example{number}.test",
        f"a{number}@example.test",
        f"新材料技术研发；第{number % 300}类产品制造与销售",
        ("大型", "中型", "小型", "微型")[number % 4],
        f"{number % 7000}万元",
    )


def run() -> list[Row]:
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"register-{ROWS}.xlsx"
    if not path.exists():
        write_workbook(path)
    reads, loads, peaks, reading_peaks, sizes = [], [], [], [], []
    for turn in range(3):
        read = in_process(READ, str(path))
        reads.append(read["seconds"])
        reading_peaks.append(read["peak_mb"])
        workspace = FOLDER / f"load-{turn}"
        shutil.rmtree(workspace, ignore_errors=True)
        figures = in_process(LOAD, str(path), str(workspace))
        sizes.append((workspace / FILE).stat().st_size / 1e6)
        shutil.rmtree(workspace, ignore_errors=True)
        loads.append(figures["seconds"])
        peaks.append(figures["peak_mb"])
    return [
        Row(
            f"load {ROWS:,} × {len(HEADINGS)} xlsx",
            "python-calamine only reading it",
            statistics.median(loads),
            statistics.median(reads),
            "≤ 3, aim 2",
            max(peaks),
            f"imports left out of both; reading alone peaks at {max(reading_peaks):.0f} MB; the workspace is {max(sizes):.0f} MB",
        )
    ]
