"""Rows that are no records: titles, totals, repeated headers, notes; and the book that keeps the count of every row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.errors import LiantuError
from loaders.headers import heading_key
from loaders.readers.table import Cell, Note, RawTable

TOTAL, NOTE, HEADER, SECTION = "load.rule_total", "load.rule_note", "load.rule_header", "load.rule_section"
TITLE, EMPTY, HIDDEN = "load.rule_title", "load.rule_empty", "load.rule_hidden"
EXAMPLE, GUIDE = "load.rule_example", "load.rule_guide"
EXAMPLE_MARK = "示例行："  # begins the first cell of the blank workbook's example row
_TOTALS = re.compile(
    r"(?:合计|小计|总计|共计|累计|总和|汇总|total|subtotal|sum|grandtotal)(?:[(\[:].*)?", re.IGNORECASE
)
_NOTES = re.compile(
    r"(?:备?注\d{0,2}[:：.、]|说明[:：]|填表说明|填表人|填报人|填报单位|制表|审核人|负责人[:：]|联系人[:：]|数据来源|资料来源|"
    r"note[s]?\s?\d{0,2}[:：]|source[:：])",
    re.IGNORECASE,
)
# what the suspects begin with: one look at it spares the others for nearly every row
_FIRST = frozenset("合小总共累汇注备说填制审负联数资一二三四五六七八九十第（( \u3000\t*tTsSgGnN")
_SECTIONS = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}[、.．章节]|[（(][一二三四五六七八九十]{1,3}[）)]).*")


@dataclass
class RowBook:
    """Where every row of a table went: read = loaded + filtered + rejected, or it says so.

    ``outside`` counts rows that never became data rows: titles above the header, empty rows.
    """

    data: int
    outside: Counter[str] = field(default_factory=Counter)
    filtered: dict[int, str] = field(default_factory=dict)  # data row → rule
    rejected: set[int] = field(default_factory=set)
    loaded: int = 0

    @property
    def read(self) -> int:
        """Rows read: data rows, titles and empty rows."""
        return self.data + sum(self.outside.values())

    def kept(self) -> list[int]:
        """Return the 0-based data rows that no rule has filtered."""
        return [position for position in range(self.data) if position not in self.filtered]

    def by_rule(self) -> dict[str, int]:
        """Return rule → rows, in the order of the rules' names."""
        counts = Counter(self.filtered.values()) + self.outside
        return dict(sorted(counts.items()))

    def check(self, place: str) -> None:
        """Raise an error when a row is counted twice or not at all."""
        filtered = len(self.filtered) + sum(self.outside.values())
        if self.read != self.loaded + filtered + len(self.rejected) or self.rejected & self.filtered.keys():
            raise LiantuError(
                "load.unbalanced", place=place, read=self.read, loaded=self.loaded, filtered=filtered,
                rejected=len(self.rejected),
            )  # fmt: skip


def open_book(table: RawTable) -> RowBook:
    """Start the count of a table with what the reader has set aside."""
    book = RowBook(len(table.rows))
    if table.headers and table.above:
        book.outside[TITLE] = len(table.above)
    empty = sum(_count(note) for note in table.notes if note.key == "read.empty_rows")
    if empty:
        book.outside[EMPTY] = empty
    return book


def _count(note: Note) -> int:
    count = note.values.get("count", 0)
    return count if isinstance(count, int) else 0


def usual_rules(table: RawTable, named: Sequence[int]) -> dict[int, str]:
    """Return data row → rule for rows that are no records in any table.

    Parameters
    ----------
    table : RawTable
        The table.
    named : sequence of int
        Columns that fill a field; a section row has none of them filled but the first.

    Only the first two columns are looked at for all rows; the rest of a row only where these give a reason to.
    """
    found: dict[int, str] = dict.fromkeys(_unfilled(table, named), EMPTY)
    for position, text in _suspects(table):
        rule = _rule(table, position, text, named)
        if rule is not None:
            found[position] = rule
    return found


def _unfilled(table: RawTable, named: Sequence[int]) -> Iterator[int]:
    """Yield rows in which no column that fills a field holds anything: numbered in advance and never written."""
    if not named:
        return
    rest = [table.columns[index] for index in named[1:]]
    for position, cell in enumerate(table.columns[named[0]]):
        if _nothing(cell) and all(_nothing(column[position]) for column in rest):
            yield position


def _nothing(cell: Cell) -> bool:
    return cell == "" or (isinstance(cell, str) and cell.isspace())


def _suspects(table: RawTable) -> Iterator[tuple[int, str]]:
    """Yield rows whose first filled cell of the first two columns may be a total, a note, a section or a header."""
    headers = [heading_key(header) for header in table.headers]
    done: set[int] = set()
    for index, column in enumerate(table.columns[:2]):
        seen: dict[str, bool] = {}
        header = table.headers[index]
        for position, cell in enumerate(column):
            if not isinstance(cell, str) or position in done:
                continue
            marked = cell.startswith(EXAMPLE_MARK)
            if not (marked or cell[:1] in _FIRST or cell == header):
                continue
            suspect = marked or seen.get(cell)
            if suspect is None:
                key = heading_key(cell)
                suspect = bool(
                    key == headers[index] or _TOTALS.fullmatch(key) or _NOTES.match(cell) or _SECTIONS.fullmatch(cell)
                )
                seen[cell] = suspect
            if suspect:
                done.add(position)
                yield position, cell


def _rule(table: RawTable, position: int, text: str, named: Sequence[int]) -> str | None:
    if text.startswith(EXAMPLE_MARK):
        return EXAMPLE
    filled = [index for index, column in enumerate(table.columns) if column[position] not in ("", None)]
    if _repeats_header(table, position, filled):
        return HEADER
    if _TOTALS.fullmatch(heading_key(text)):
        return TOTAL
    if len(table.columns) > 2 and len(filled) <= 2 and not set(filled) & set(named[1:]):
        if _NOTES.match(text):
            return NOTE
        if _SECTIONS.fullmatch(text) and len(filled) == 1:
            return SECTION
    return None


def _repeats_header(table: RawTable, position: int, filled: Sequence[int]) -> bool:
    texts = [(heading_key(str(table.columns[index][position])), heading_key(table.headers[index])) for index in filled]
    return len(texts) >= min(2, len(table.headers)) and all(cell == header for cell, header in texts)
