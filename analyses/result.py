"""What every analysis returns: a table, how it was made, how far it can be trusted, and the facts behind each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

FACT_COLUMNS = ("row", "figure", "formula", "value", "id", "label")


@dataclass(frozen=True)
class Result:
    """A table with its parameters, versions, coverage, warnings and facts.

    Parameters
    ----------
    command : str
        The question: ``gaps``, ``targets``, ...
    rows : pandas.DataFrame
        One finding a row, index 0..n-1, already in its final order. Cells may hold lists and dicts (badges, parts).
    parameters, versions, coverage : mapping
        What was asked; which templates, thresholds and rules were used; the coverages with their meaning.
    as_of : date or None
        The date of the answer.
    warnings : tuple of str
        Sentences in the language in force, for people.
    facts : pandas.DataFrame
        Columns ``row`` (index into ``rows``), ``figure`` (column of ``rows`` it supports), ``formula`` (text),
        ``value`` (text), ``id`` (uid of a node or key of an edge behind it, or None), ``label`` (its name).
    """

    command: str
    rows: pd.DataFrame
    parameters: Mapping[str, object]
    versions: Mapping[str, str]
    as_of: date | None
    coverage: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    facts: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(FACT_COLUMNS)))

    def explain(self, row: int) -> pd.DataFrame:
        """Return the facts behind one row, in the order in which they were stated; IndexError out of range."""
        if not 0 <= row < len(self.rows):
            msg = f"row {row} of {len(self.rows)}"
            raise IndexError(msg)
        return self.facts[self.facts["row"] == row].reset_index(drop=True)
