"""The review book 人工复核表: computed results on the left, light yellow columns to fill in on the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from analyses.review import FILLED, SHOWN, VERDICTS, Review
from analyses.states import STATES
from graph.words import say
from visualizations.sheets import cell_text, plain

_WIDTHS = {
    "firm": 21, "firm_name": 34, "segment": 30, "segment_name": 34, "role": 14, "evidence_name": 13, "confidence": 8,
    "words": 24, "product": 22, "source": 34, "decision": 20, "region": 10, "chain_name": 22, "state_name": 12,
    "priority": 12, "effective_firms": 10, "reason": 50, "uid": 21, "name": 30, "region_name": 10, "other": 21,
    "other_name": 30, "other_region": 10, "kind_name": 10, "why": 36, "stamp": 14,
}  # fmt: skip
_FILL_WIDTHS = {"verdict": 10, "segment": 36, "state": 14, "why": 30, "person": 12, "day": 13, "expires": 13}
_CELL_LIMIT = 32_767
_FIRST_DAY = date(2000, 1, 1)


def write_review(review: Review, path: Path, *, region: str, chain: str) -> None:
    """Write a review as a workbook; the same bytes for the same review.

    Parameters
    ----------
    review : Review
        The rows.
    path : Path
        Where to write.
    region, chain : str
        Names for the title.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        title = say("review.title", region=region, chain=chain)
        book.set_properties({"created": datetime(2000, 1, 1), "title": title})
        _Book(book).write(review, title)


class _Book:
    """The workbook being written, with its formats."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#FFFFFF"}
        self.known = book.add_format({**head, "bg_color": "#0B5C9E", "font_color": "#FFFFFF"})
        self.asked = book.add_format({**head, "bg_color": "#8A5A00", "font_color": "#FFFFFF"})
        line = {"text_wrap": True, "valign": "top"}
        fill = {**line, "bg_color": "#FFF8DC", "border": 1, "border_color": "#D9C27A", "locked": False}
        self.cell = book.add_format(line)
        self.grey = book.add_format({**line, "font_color": "#767676"})
        self.fill = book.add_format(fill)
        self.day = book.add_format({**fill, "num_format": "yyyy-mm-dd"})
        self.large = book.add_format({"bold": True, "font_size": 14})

    def write(self, review: Review, title: str) -> None:
        """Write the instructions, the three sheets and the list of segments."""
        self._about(review, title)
        for name in SHOWN:
            self._sheet(name, getattr(review, name), review.segments)
        segments = self.book.add_worksheet(say("review.sheet_segments"))
        segments.write_string(0, 0, say("review.fill_segment"), self.known)
        segments.set_column(0, 0, 60)
        segments.freeze_panes(1, 0)
        for row, segment in enumerate(review.segments, start=1):
            segments.write_string(row, 0, segment)
        self.book.get_worksheet_by_name(say("review.sheet_about")).activate()

    def _about(self, review: Review, title: str) -> None:
        sheet = self.book.add_worksheet(say("review.sheet_about"))
        sheet.set_column(0, 0, 120, self.cell)
        lines = [*say("review.about").splitlines(), "", f"{say('output.as_of')}：{review.as_of.isoformat()}"]
        lines += [f"{say('output.versions')} {name}：{value}" for name, value in review.versions.items()]
        lines += [f"{say('output.warning')}：{warning}" for warning in review.warnings]
        sheet.write_string(0, 0, title, self.large)
        for row, line in enumerate(lines, start=1):
            sheet.write_string(row, 0, line[:_CELL_LIMIT], self.cell)

    def _sheet(self, name: str, rows: pd.DataFrame, segments: Sequence[str]) -> None:
        sheet = self.book.add_worksheet(say(f"review.sheet_{name}"))
        sheet.freeze_panes(1, 2)
        *shown, stamp = SHOWN[name]
        for column, field in enumerate(shown):
            self._column(sheet, column, say(f"review.col_{field}"), self.known, _WIDTHS[field])
        for column, field in enumerate(FILLED[name], start=len(shown)):
            self._column(sheet, column, say(f"review.fill_{field}"), self.asked, _FILL_WIDTHS[field])
        last = len(shown) + len(FILLED[name])
        self._column(sheet, last, say(f"review.col_{stamp}"), self.known, _WIDTHS[stamp])
        for number, values in enumerate(rows[[*shown, stamp]].itertuples(index=False), start=1):
            for column, value in enumerate(values[:-1]):
                self._value(sheet, number, column, plain(value))
            for column, field in enumerate(FILLED[name], start=len(shown)):
                sheet.write_blank(number, column, None, self.day if field in ("day", "expires") else self.fill)
            sheet.write_string(number, last, str(values[-1]), self.grey)
        if len(rows):
            sheet.autofilter(0, 0, len(rows), last)
            for column, field in enumerate(FILLED[name], start=len(shown)):
                rule = _rule(name, field, len(segments))
                if rule:
                    sheet.data_validation(1, column, len(rows), column, rule)

    def _column(self, sheet: Any, column: int, heading: str, format_: Any, width: int) -> None:
        sheet.write_string(0, column, heading, format_)
        sheet.set_column(column, column, width)

    def _value(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            sheet.write_number(row, column, round(value, 2), self.cell)
        else:
            # write_string never makes a formula or a link of what data says
            sheet.write_string(row, column, cell_text(value)[:_CELL_LIMIT], self.cell)


def _rule(sheet: str, field: str, segments: int) -> dict[str, Any] | None:
    """Return the data validation of a column to fill in; None where any text may stand."""
    if field == "verdict":
        allowed = [verdict for verdict in VERDICTS if sheet != "duplicates" or verdict != "change"]
        words = [say(f"review.verdict_{verdict}") for verdict in allowed]
        return {"validate": "list", "source": words, **_told("review.fill_verdict", "review.prompt_verdict")}
    if field == "segment" and segments:
        source = f"='{say('review.sheet_segments')}'!$A$2:$A${segments + 1}"
        return {"validate": "list", "source": source, **_told("review.fill_segment", "review.prompt_segment")}
    if field == "state":
        words = [say(f"gaps.state_{state}") for state in STATES]
        return {"validate": "list", "source": words, **_told("review.fill_state", "review.prompt_verdict")}
    if field in ("day", "expires"):
        asked = "review.prompt_day" if field == "day" else "review.prompt_expires"
        return {"validate": "date", "criteria": ">=", "value": _FIRST_DAY, **_told(f"review.fill_{field}", asked)}
    return None


def _told(title: str, text: str) -> dict[str, Any]:
    """Return what Excel says beside a cell and after a wrong entry; a warning, because the book is checked again."""
    return {
        "input_title": say(title), "input_message": say(text), "error_title": say(title), "error_message": say(text),
        "error_type": "warning",
    }  # fmt: skip
