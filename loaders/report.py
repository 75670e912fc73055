"""The load report: where every row went, what became of the records, and what a person should look at."""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from graph.errors import LiantuError
from graph.records import KindCount
from graph.words import language, say
from loaders.apply import FREE_RULE
from loaders.headers import Unknown
from loaders.readers.table import Note, place_text
from loaders.records import Made
from loaders.shape import Fault, Shaped
from loaders.values.base import Problem, shown

EXAMPLES = 3

Titles = Mapping[str, Mapping[str, str]]  # kind → language → its name


def kind_title(kind: str, titles: Titles, lang: str | None) -> str:
    """Return the name of a kind as people read it; its code where nobody names it."""
    return titles.get(kind, {}).get(lang or language(), kind)


@dataclass(frozen=True)
class Finding:
    """Cells of one column with one fault: how many, and the first few as ``(sheet row, text)``."""

    heading: str
    problem: Problem
    count: int
    examples: tuple[tuple[int, str], ...]

    def text(self, lang: str | None = None) -> str:
        """Return the finding as one line."""
        comma = "、" if (lang or language()) == "zh" else ", "
        shown_rows = comma.join(f"{row}“{shown(text, 30)}”" if text else str(row) for row, text in self.examples)
        return say(
            "load.finding", lang, heading=self.heading, count=self.count, reason=self.problem.say(lang), rows=shown_rows
        )

    def as_dict(self) -> dict[str, object]:
        """Return the finding as plain values."""
        return {
            "column": self.heading,
            "reason": self.problem.key,
            "text": self.problem.say(),
            "count": self.count,
            "examples": [{"row": row, "cell": shown(text)} for row, text in self.examples],
        }


def findings(faults: Iterable[Fault], rows: Sequence[int]) -> list[Finding]:
    """Group faults by column and reason; ``rows`` is the sheet row of each data row."""
    grouped: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        grouped.setdefault((fault.heading, fault.problem.key), []).append(fault)
    return [
        Finding(
            heading, found[0].problem, len(found), tuple((rows[f.record], f.problem.text) for f in found[:EXAMPLES])
        )
        for (heading, _), found in grouped.items()
    ]


def noted(made: Made, shaped: Shaped, rows: Sequence[int]) -> list[Finding]:
    """Group what was seen in cells of loaded rows; there may be as many as cells, so only examples become texts."""
    found = []
    for heading, notes in made.notes:
        by_key: dict[str, list[int]] = {}
        for record, problem in notes.items():
            if record not in made.rejected:
                by_key.setdefault(problem.key, []).append(record)
        for records in by_key.values():
            first = heapq.nsmallest(EXAMPLES, records)
            examples = tuple((rows[shaped.positions[record]], notes[record].text) for record in first)
            found.append(Finding(heading, notes[first[0]], len(records), examples))
    return found


@dataclass(frozen=True)
class Checked:
    """An expectation of the source and what was found; ``fatal`` where a minimum is not reached."""

    what: str
    found: float
    low: float | None
    high: float | None

    @property
    def fatal(self) -> bool:
        """Whether the load must stop."""
        return self.low is not None and self.found < self.low

    @property
    def warns(self) -> bool:
        """Whether there is more than expected."""
        return self.high is not None and self.found > self.high

    def text(self, lang: str | None = None) -> str:
        """Return the outcome as one line."""
        key = "load.expect_low" if self.fatal else "load.expect_high" if self.warns else "load.expect_met"
        bounds = f"{'' if self.low is None else f'{self.low:g}'}–{'' if self.high is None else f'{self.high:g}'}"
        return say(key, lang, what=self.what, found=f"{self.found:g}", bounds=bounds)


@dataclass
class TableReport:
    """What became of one table (or of one reading of it, where a source reads a table twice)."""

    file: str
    sheet: str = ""
    kinds: tuple[str, ...] = ()
    read: int = 0
    loaded: int = 0
    filtered: dict[str, int] = field(default_factory=dict)
    rejected: list[Finding] = field(default_factory=list)
    rejected_rows: int = 0
    left_out: list[Finding] = field(default_factory=list)
    noticed: list[Finding] = field(default_factory=list)
    unknown: tuple[Unknown, ...] = ()
    doubled: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()
    remarks: tuple[tuple[str, Problem], ...] = ()
    duplicates: tuple[int, ...] = ()  # sheet rows
    repeated: tuple[int, ...] = ()
    loops: tuple[int, ...] = ()
    records: dict[str, int] = field(default_factory=dict)
    filled: dict[str, int] = field(default_factory=dict)
    expectations: list[Checked] = field(default_factory=list)
    refused: LiantuError | None = None

    @property
    def place(self) -> str:
        """File and sheet."""
        return place_text(self.file, self.sheet)

    def warnings(self, lang: str | None = None) -> list[str]:
        """Return what a person should look at, one line each."""
        lines = [self.refused.text(lang)] if self.refused else []
        for column in self.unknown:
            key = "load.unknown_column_like" if column.suggestion else "load.unknown_column"
            lines.append(say(key, lang, heading=column.heading, like=column.suggestion or ""))
        lines += [say("load.doubled", lang, left=left, used=used) for left, used in self.doubled]
        for key, rows in (("duplicates", self.duplicates), ("repeated", self.repeated)):
            if rows:
                lines.append(say(f"load.{key}", lang, count=len(rows), rows=_few(rows)))
        return lines + [check.text(lang) for check in self.expectations if check.fatal or check.warns]

    def lines(self, lang: str | None = None, titles: Titles = MappingProxyType({})) -> list[str]:
        """Return the table's part of the report; ``titles`` names the kinds."""
        filtered = sum(self.filtered.values())
        kinds = " ".join(kind_title(kind, titles, lang) for kind in self.kinds)
        head = say(
            "load.table", lang, place=self.place, kinds=kinds or "–", read=self.read, loaded=self.loaded,
            filtered=filtered, rejected=self.rejected_rows,
        )  # fmt: skip
        lines = [head]
        lines += [say("load.filtered", lang, rule=rule_text(rule, lang), count=n) for rule, n in self.filtered.items()]
        lines += [say("load.rejected", lang, finding=finding.text(lang)) for finding in self.rejected]
        lines += [say("load.left_out", lang, finding=finding.text(lang)) for finding in self.left_out]
        lines += [say("load.noticed", lang, finding=finding.text(lang)) for finding in self.noticed]
        lines += [say("load.warning", lang, text=text) for text in self.warnings(lang)[bool(self.refused) :]]
        lines += [say("load.note", lang, text=note.text(lang)) for note in self.notes]
        lines += [say("load.note", lang, text=f"{heading}: {remark.say(lang)}") for heading, remark in self.remarks]
        return [lines[0], *(f"  {line}" for line in lines[1:])]

    def as_dict(self) -> dict[str, object]:
        """Return the table's part of the report as plain values."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "kinds": list(self.kinds),
            "rows": {
                "read": self.read,
                "loaded": self.loaded,
                "filtered": sum(self.filtered.values()),
                "rejected": self.rejected_rows,
            },
            "filtered": {rule_text(rule): count for rule, count in self.filtered.items()},
            "rejected": [finding.as_dict() for finding in self.rejected],
            "left_out": [finding.as_dict() for finding in self.left_out],
            "noticed": [finding.as_dict() for finding in self.noticed],
            "unknown_columns": [{"column": u.heading, "like": u.suggestion} for u in self.unknown],
            "doubled_columns": [{"left": left, "used": used} for left, used in self.doubled],
            "duplicates": list(self.duplicates),
            "repeated": list(self.repeated),
            "self_loops": list(self.loops),
            "records": self.records,
            "filled": self.filled,
            "expectations": [{"text": c.text(), "met": not (c.fatal or c.warns)} for c in self.expectations],
            "notes": [note.text() for note in self.notes],
            "error": self.refused.text() if self.refused else None,
        }


@dataclass
class LoadReport:
    """What a load did, or (``checked``) what it would do.

    Rows: read = loaded + filtered + rejected. Records, by kind: created + updated + unchanged + waiting.
    """

    tables: list[TableReport] = field(default_factory=list)
    kinds: list[KindCount] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)
    quarantine: list[Path] = field(default_factory=list)
    run: int | None = None
    checked: bool = False
    titles: Titles = field(default_factory=dict)

    def _sum(self, name: str) -> int:
        return sum(getattr(table, name) for table in self.tables)

    @property
    def read(self) -> int:
        """Rows read."""
        return self._sum("read")

    @property
    def loaded(self) -> int:
        """Rows that became records."""
        return self._sum("loaded")

    @property
    def filtered(self) -> int:
        """Rows that are no records: titles, totals, declared filters."""
        return sum(sum(table.filtered.values()) for table in self.tables)

    @property
    def rejected(self) -> int:
        """Rows set aside with a reason."""
        return self._sum("rejected_rows")

    @property
    def rows(self) -> dict[str, int]:
        """The four counts of rows."""
        return {name: getattr(self, name) for name in ("read", "loaded", "filtered", "rejected")}

    @property
    def warnings(self) -> list[str]:
        """All warnings, each with its table."""
        return [f"{table.place}: {text}" for table in self.tables for text in table.warnings()]

    @property
    def records(self) -> dict[str, int]:
        """Records handed over, by kind."""
        total: Counter[str] = Counter()
        for table in self.tables:
            total.update(table.records)
        return dict(sorted(total.items()))

    @property
    def exit_code(self) -> int:
        """0, or 3 when something was rejected."""
        return 3 if self.rejected or any(table.refused for table in self.tables) else 0

    def check(self) -> None:
        """Raise an error when the counts do not add up."""
        if self.read != self.loaded + self.filtered + self.rejected:
            raise LiantuError("load.unbalanced", place="", **self.rows)
        if self.run is None:
            return
        told = {c.kind: c.created + c.updated + c.unchanged + c.waiting for c in self.kinds}
        for kind, handed in self.records.items():
            if handed and told.get(kind, 0) != handed:
                raise LiantuError("load.unbalanced_records", kind=kind, handed=handed, told=told.get(kind, 0))

    def text(self, lang: str | None = None) -> str:
        """Return the report as text."""
        head = "load.head_check" if self.checked else "load.head"
        lines = [say(head, lang, run=self.run or "–", tables=len(self.tables), **self.rows)]
        lines += [
            say("load.refused", lang, place=table.place, reason=table.refused.text(lang))
            for table in self.tables
            if table.refused
        ]
        for table in self.tables:
            lines += table.lines(lang, self.titles)
        if self.kinds:
            lines += self._records_lines(lang)
        elif self.checked:
            lines += [
                say("load.records_check", lang, kind=kind_title(kind, self.titles, lang), count=n)
                for kind, n in self.records.items()
            ]
        lines += [note.text(lang) for note in self.skipped]
        lines += [say("load.quarantined", lang, path=path) for path in self.quarantine]
        return "\n".join(lines)

    def _records_lines(self, lang: str | None) -> list[str]:
        """Return what became of the records: by kind, then edges that wait, will never join, or have joined."""
        counted = [c for c in self.kinds if c.created + c.updated + c.unchanged + c.waiting]
        lines = [say("load.records_head", lang)]
        lines += [
            say(
                "load.records", lang, kind=kind_title(c.kind, self.titles, lang), created=c.created, updated=c.updated,
                unchanged=c.unchanged, waiting=c.waiting,
            )
            for c in counted
        ]  # fmt: skip
        loops = sum(c.loops for c in self.kinds)
        waiting = sum(c.waiting for c in self.kinds) - loops
        joined = {c.kind: c.joined for c in self.kinds if c.joined}
        if waiting:
            lines.append(say("load.waiting", lang, count=waiting))
        if loops:
            lines.append(say("load.never", lang, count=loops))
        if joined:
            kinds = "、".join(f"{kind_title(kind, self.titles, lang)} {count}" for kind, count in joined.items())
            lines.append(say("load.joined", lang, count=sum(joined.values()), kinds=kinds))
        return lines

    def to_json(self) -> str:
        """Return the report as one JSON object."""
        data = {
            "command": "check" if self.checked else "load",
            "run": self.run,
            "rows": self.rows,
            "records": [vars(count) for count in self.kinds],
            "handed_over": self.records,
            "tables": [table.as_dict() for table in self.tables],
            "warnings": self.warnings,
            "skipped": [note.text() for note in self.skipped],
            "quarantine": [str(path) for path in self.quarantine],
        }
        return json.dumps(data, ensure_ascii=False, indent=2)


def rule_text(rule: str, lang: str | None = None) -> str:
    """Return a filter's rule as a person reads it: a declared one has its own name."""
    return rule[1:] if rule.startswith(FREE_RULE) else say(rule, lang)


def _few(rows: Sequence[int], most: int = 10) -> str:
    return ", ".join(map(str, rows[:most])) + (", …" if len(rows) > most else "")
