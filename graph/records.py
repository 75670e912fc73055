"""What a loader hands over: cleaned records in columns, each row with the place it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

END_COLUMNS = ("id", "name", "kind")  # of an edge end: src_id, src_name, src_kind, dst_id, ...


@dataclass(frozen=True)
class Origin:
    """A table that rows came from: file name (no folder), sheet name ('' for CSV), content hash of the file."""

    file: str
    sheet: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Batch:
    """Records of one kind, column-wise.

    ``table`` holds every storage column of the kind (schema order, missing values null) and
    ``origin`` (int32, index into the run's origins) and ``row`` (int32, the row in the sheet, 1-based).
    Node tables hold also ``owner_id`` and ``owner_name`` where the kind's fallback identity names a link
    (``HAS_YEAR.src``), null elsewhere.
    Edge tables hold also, for both ends, ``*_id`` (``"scheme:value"``, e.g. ``uscc:91...``, ``ticker:600276.SH``,
    ``segment:life-health/api``; or null), ``*_name`` (cleaned name or null) and ``*_kind`` (the kind expected, or null
    for any that the schema allows).
    Both may hold ``inferred`` (bool; null: stated) and ``confidence`` (double or null).
    """

    kind: str
    table: pa.Table


@dataclass(frozen=True)
class RunInfo:
    """What is known of a run before it writes: the source's facts and the origins of its rows.

    ``priority``: larger wins where records of several runs give a field different values; then the newer
    ``source_date``; then the later run.
    """

    command: str
    source: str
    origins: Sequence[Origin]
    publisher: str = ""
    licence: str = ""
    source_date: date | None = None
    universe: str = ""
    priority: int = 0
    rows: dict[str, int] = field(default_factory=dict)  # read, loaded, filtered, rejected


@dataclass(frozen=True)
class KindCount:
    """How the records of one kind changed the graph: the first four add up to the records handed over.

    ``loops`` of those waiting have turned out to begin and end at one thing, and will never join; ``joined`` are edges
    that waited before, of whatever run, and stand in the graph now. Both are told when a run is written and not kept.
    """

    kind: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    waiting: int = 0
    loops: int = 0
    joined: int = 0
