"""Where the sample's tables come from, as a user states it: a small TOML file a publisher, for ``load --source``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from liantu.sample.dice import TODAY
from liantu.sample.lists import OLD, STATISTICS, TECHNOLOGY
from liantu.sample.names import MARK

FOLDER = "来源"


class Stated(NamedTuple):
    """What is stated of some files: name, patterns of the files, publisher, date, universe, priority."""

    name: str
    files: tuple[str, ...]
    publisher: str
    date: date
    universe: str = ""
    priority: int = 0


SOURCES = (
    Stated("登记名录", ("01*",), "区市场监管局", TODAY),
    Stated("规上企业名单", (f"{STATISTICS}*",), "区统计局", date(2026, 3, 31), "规上"),
    Stated("科技企业名单", (f"{TECHNOLOGY}*",), "区科技局", date(2026, 5, 31)),
    Stated("园区旧名单", (f"{OLD}*",), "园区办", date(2022, 12, 31), priority=-1),
    Stated("企业数据服务导出", ("02*",), "企业数据服务", TODAY),
    Stated("部门台账", tuple(f"{number:02d}*" for number in range(3, 10)), "区各部门", TODAY),
)


def write_sources(folder: Path) -> list[Path]:
    """Write the source files into a folder of their own beside the tables; return their paths, in order of loading."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, source in enumerate(SOURCES, 1):
        path = place / f"{number}{source.name}.toml"
        path.write_text(_text(source), "utf-8")
        paths.append(path)
    return paths


def _text(source: Stated) -> str:
    files = ", ".join(f'"{pattern}"' for pattern in source.files)
    lines = [
        "# 来源说明：liantu load 表格所在目录 --source 本文件",
        f'name = "{MARK}{source.name}"',
        f"files = [{files}]",
        f'publisher = "{MARK}{source.publisher}"',
        f"date = {source.date.isoformat()}",
    ]
    lines += [f'universe = "{source.universe}"'] if source.universe else []
    lines += [f"priority = {source.priority}"] if source.priority else []
    return "\n".join(lines) + "\n"
