"""Empty cells filled from other texts of the same row that state the value too: a district from an address."""

from __future__ import annotations

from collections.abc import Callable, Collection, MutableMapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.schema import EdgeKind, NodeKind
from graph.schema.core import Field
from loaders.headers import Target
from loaders.shape import Column, Shaped
from loaders.values.base import CleanedColumn, Problem

_LISTED = 4  # headings that the remark offers


def read_elsewhere(
    kind: NodeKind | EdgeKind,
    shaped: Shaped,
    arrays: MutableMapping[str, pa.Array],
    clean: Callable[[Field, Column], CleanedColumn],
    *,
    faulty: Collection[int],
) -> list[tuple[str, Problem]]:
    """Fill empty values of fields that declare ``read_from``; answers where a firm is whose table has no district.

    Parameters
    ----------
    kind : NodeKind or EdgeKind
        Kind of the rows.
    shaped : Shaped
        The rows.
    arrays : mapping
        Cleaned storage columns; filled in place.
    clean : callable
        Cleans a column as a field.
    faulty : collection of int
        Rows of which a cell was refused or left out: they are told already.

    Returns
    -------
    list of (heading, Problem)
        What was read from where, and how many rows state the value nowhere.
    """
    remarks: list[tuple[str, Problem]] = []
    for own in kind.fields:
        if not own.read_from:
            continue
        for name in own.read_from:
            column = shaped.columns.get(Target("", name))
            count = _fill(own, column, arrays, clean) if column is not None else 0
            if column is not None and count:
                remarks.append((column.heading, Problem("load.read_from", "", {"count": count, "field": own.zh})))
        empty = np.flatnonzero(np.asarray(arrays[own.name].is_null())).tolist()
        nowhere = sum(1 for row in empty if row not in faulty)
        if nowhere:
            others = "、".join(own.aliases[:_LISTED])
            remarks.append((own.zh, Problem("load.nowhere", "", {"count": nowhere, "field": own.zh, "others": others})))
    return remarks


def _fill(
    own: Field,
    column: Column,
    arrays: MutableMapping[str, pa.Array],
    clean: Callable[[Field, Column], CleanedColumn],
) -> int:
    """Fill the empty values of a field from a column, where it states one; return how many."""
    empty = np.asarray(arrays[own.name].is_null())
    if not empty.any():
        return 0
    cells = [cell if open_ else None for cell, open_ in zip(column.cells, empty.tolist(), strict=True)]
    found = clean(own, Column(cells, column.heading)).arrays
    for storage in own.storage():
        arrays[storage.name] = pc.coalesce(arrays[storage.name], found[storage.name])
    return int(empty.sum()) - int(arrays[own.name].null_count)
