"""How people read a column: its heading, words for codes, shares as per cent, money in 万元.

One name may mean different things in different answers (``unit`` is the responsible unit of a gap and the unit of
measure in a list of columns), so headings and words are looked up by command and column first, then by column.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from graph.words import catalogue, language, say

MONEY_UNIT = 1e4  # CNY in one unit as people read it (万元)
OWN_NAMES = ("sql", "query")  # answers whose columns are named by who asks: the names stand as they are
_ANSWERS = ("gaps", "targets", "leaders", "regions", "chains", "search_sheet")
_FOR_PROGRAMS = ("neo4j push", "neo4j status")  # answers whose codes are told in JSON only
_SHARES = frozenset({
    "register_coverage", "supply_coverage", "lsr", "demand", "reach", "top_share", "covered", "unverified_share", "share",
    "market_share", "dropped_weight", "unverified", "b10", "above", "hnte", "other",
})  # fmt: skip
_MONEY = frozenset({"revenue"})
# columns whose cells are codes, and where the catalogue has their words
_CODED = {
    "badges": "gaps.badge_", "access_grade": "views.access_", "stage": "views.stage_", "state_computed": "gaps.state_",
    "lsr_definition": "gaps.definition_", "weight": "gaps.weight_", "kind": "gaps.kind_", "state": "gaps.state_",
    "list": "targets.list_", "carrying": "gaps.carrying_", "basis": "views.register_", "origin": "views.reference_",
    "ring": "targets.ring_", "verdict": "gaps.verdict_",
}  # fmt: skip
_KEYED = {"parts": {"gaps": "gaps.part_", "targets": "targets.part_", "leaders": "gaps.leader_part_"}}


def plain(value: object) -> Any:
    """Return ``value`` as what JSON knows: missing values of every library become None, dates ISO text."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in (sorted(value, key=str) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, (datetime, pd.Timestamp)):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain(float(value))
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, float):
        return None if not math.isfinite(value) else int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value if isinstance(value, (str, int, bool)) else str(value)


def heading(column: str, command: str = "", *, unit: str = "") -> str:
    """Return the column's heading in the language in force, with ``unit`` in brackets.

    A statement of SQL or Cypher names its own columns: they stand as they are, as do names without a heading.
    """
    words = {} if command in OWN_NAMES else catalogue("columns")
    entry = words.get(f"{command}.{column}") or words.get(column)
    title = entry[language()] if entry else column
    return say("output.with_unit", column=title, unit=unit) if unit else title


def measure(column: str, command: str) -> str:
    """Return what the numbers of a column are: ``share`` (0–1), ``money`` (CNY), or ''."""
    if command not in _ANSWERS:
        return ""
    return "share" if column in _SHARES else "money" if column in _MONEY else ""


def shown_heading(column: str, command: str) -> str:
    """Return the heading over numbers as people read them: money in 万元 says so."""
    return heading(column, command, unit=say("output.unit_money") if measure(column, command) == "money" else "")


def in_words(column: str, value: Any, command: str = "") -> Any:
    """Return a cell with its code as the word people read; codes without a word stay."""
    if command in OWN_NAMES:
        return value
    if column == "figure" and isinstance(value, str):
        return heading("state_name" if value == "state" else value, command)
    prefix = None if command and command not in _ANSWERS else _CODED.get(column)
    if prefix is None or value is None:
        return value
    if isinstance(value, list):
        return [in_words(column, item, command) for item in value]
    return _word(prefix, str(value)) or value


def _word(prefix: str, code: str) -> str | None:
    stem, _, start = prefix.partition(".")
    entry = catalogue(stem).get(f"{start}{code}")
    return entry[language()] if entry else None


def cell_text(value: object, command: str = "", column: str = "") -> str:
    """Return one cell as text for people: lists joined, mappings as ``name value``, flags in words."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("output.yes") if value else say("output.no")
    if isinstance(value, dict) and "text" in value:
        where = " ".join(str(value[name]) for name in ("source", "date") if value.get(name))
        return f"{value['text']}（{where}）" if where else str(value["text"])
    if isinstance(value, dict):
        return _mapping_text(value, command, column)
    if isinstance(value, list):
        return "；".join(cell_text(item, command, column) for item in value)
    return number_text(value, column, command) if isinstance(value, (int, float)) else str(value)


def _mapping_text(value: Mapping[str, Any], command: str, column: str) -> str:
    """Write a mapping as ``name value``; a code whose word stands beside it (``stage``, ``stage_name``) is left out."""
    keyed = _KEYED.get(column, {}).get(command, "")
    told = []
    for key, item in value.items():
        if f"{key}_name" in value or item in (None, "", [], {}):
            continue
        name = (_word(keyed, key) if keyed else None) or heading(key, column)
        told.append(f"{name} {cell_text(in_words(key, item, command), command, key)}")
    return "；".join(told)


def number_text(value: float, column: str, command: str) -> str:
    """Return a number as people read it in a table: shares as per cent, money in 万元, the rest to four digits."""
    kind = measure(column, command)
    if kind == "share":
        return f"{value:.1%}".replace(".0%", "%")
    if kind == "money":
        return f"{value / MONEY_UNIT:,.2f}".rstrip("0").rstrip(".")
    if isinstance(value, int) or command not in _ANSWERS:
        return str(value) if isinstance(value, int) else f"{value:.10g}"
    return f"{value:,.0f}" if abs(value) >= 1e4 else f"{value:.4g}"


def row_in_words(record: Mapping[str, Any], command: str) -> list[Any]:
    """Return the cells of one row with codes in words; a concentrated source tells its share beside the badge."""
    cells = {c: value if f"{c}_name" in record else in_words(c, value, command) for c, value in record.items()}
    share = record.get("top_share")
    if share is not None and "concentrated" in (record.get("badges") or ()):
        word = in_words("badges", "concentrated", command)
        told = f"{word} {number_text(share, 'top_share', command)}"
        cells["badges"] = [told if badge == word else badge for badge in cells["badges"]]
    return list(cells.values())


def told_once(columns: Sequence[str], command: str) -> list[str]:
    """Return the columns for people: a code whose word stands beside it (``state``, ``state_name``) is left out."""
    if command not in (*_ANSWERS, *_FOR_PROGRAMS):
        return list(columns)
    return [column for column in columns if f"{column}_name" not in columns or column in ("chain", "region")]


def listed(columns: Sequence[str], command: str) -> list[str]:
    """Return the columns of a table or CSV file: all, but for codes that are told to programs only."""
    return told_once(columns, command) if command in _FOR_PROGRAMS else list(columns)
