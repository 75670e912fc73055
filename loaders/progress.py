"""Progress by rows: how many are done of how many there seem to be."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]


class RowProgress:
    """Counts rows done; rows in all are known only at the end, before that they follow from the bytes read so far.

    Parameters
    ----------
    report : callable or None
        Called with (rows done, rows in all); None: nobody wants to know.
    total_bytes : int
        Size of all files.
    """

    def __init__(self, report: Progress | None, total_bytes: int) -> None:
        self._report = report
        self._total_bytes = max(total_bytes, 1)
        self._bytes = 0
        self._done = 0
        self._read = 0

    def reading(self, size: int) -> None:
        """Note that a file of that many bytes is being read."""
        self._bytes += size

    def read(self, rows: int) -> None:
        """Note rows read but not yet cleaned."""
        self._read += rows
        self._tell()

    def cleaned(self, rows: int) -> None:
        """Note rows cleaned."""
        self._done += rows
        self._tell()

    def written(self) -> None:
        """Note that everything is in its place."""
        if self._report is not None:
            self._report(self._done, self._done)

    def _tell(self) -> None:
        if self._report is not None:
            guess = round(self._read * self._total_bytes / max(self._bytes, 1))
            # one row is kept back until all are written: a full bar means done
            self._report(min(self._done, max(guess, self._read)), max(guess, self._read) + 1)
