"""What a source expects of its tables, against what was found."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.apply import FREE_RULE
from loaders.report import Checked, TableReport
from loaders.rows import RowBook
from loaders.sources import Bounds, TableSpec


def check_expectations(spec: TableSpec, book: RowBook, report: TableReport) -> list[Checked]:
    """Compare counts and fill rates of a table with the source's bounds."""
    return [Checked(what, found, bounds.min, bounds.max) for what, found, bounds in _pairs(spec, book, report)]


def _pairs(spec: TableSpec, book: RowBook, report: TableReport) -> Iterator[tuple[str, float, Bounds]]:
    expect = spec.expect
    counts = {"read": book.read, "loaded": book.loaded, "rejected": len(book.rejected)}
    for name, found in counts.items():
        bounds = getattr(expect, name)
        if bounds is not None:
            yield name, found, bounds
    dropped = book.by_rule()
    for name, bounds in expect.filtered.items():
        yield f"filtered {name}", dropped.get(FREE_RULE + name, 0), bounds
    for name, bounds in expect.records.items():
        yield f"records {name}", report.records.get(name, 0), bounds
    primary = sum(report.records.get(kind, 0) for kind in spec.kinds())
    for name, bounds in expect.filled.items():
        yield f"filled {name}", report.filled.get(name, 0) / primary if primary else 0.0, bounds
