"""Batches waiting to be written: in memory while they are few, in files of a temporary folder when they are many."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pyarrow as pa
from pyarrow import ipc

from graph.records import Batch

LIMIT = 256 << 20  # bytes kept in memory


class Spool:
    """Keeps batches in order until all tables are cleaned, so that the workspace is locked for writing only."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._held = 0
        self._batches: list[Batch | tuple[str, Path]] = []
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._batches.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def add(self, batch: Batch) -> None:
        """Keep a batch."""
        if not batch.table.num_rows:
            return
        size = batch.table.nbytes
        if self._held + size <= self._limit:
            self._held += size
            self._batches.append(batch)
            return
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="liantu-")
        path = Path(self._folder.name) / f"{len(self._batches)}.arrow"
        with pa.OSFile(str(path), "wb") as sink, ipc.new_file(sink, batch.table.schema) as writer:
            writer.write_table(batch.table)
        self._batches.append((batch.kind, path))

    def __iter__(self) -> Iterator[Batch]:
        """Yield the batches in the order they came; those in files are mapped, not read."""
        for item in self._batches:
            if isinstance(item, Batch):
                yield item
            else:
                kind, path = item
                with pa.memory_map(str(path)) as mapped:
                    yield Batch(kind, ipc.open_file(mapped).read_all())
