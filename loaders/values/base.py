"""What every value type is: cleans columns over their distinct cells, compares two values and explains why."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as member
from decimal import Decimal
from typing import ClassVar, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.schema.core import Field
from graph.words import say

Cell = object  # str, float, int, bool, date, datetime, time, timedelta or None as a reader gives it

_SAMPLE = 1000  # rows that show whether a column repeats its texts

_ARROW: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "DECIMAL(18,2)": pa.decimal128(18, 2),
    "DATE": pa.date32(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "VARCHAR[]": pa.list_(pa.string()),
}


@dataclass(frozen=True)
class Context:
    """What a column's cells cannot say themselves.

    Attributes
    ----------
    home : str or None
        Six-digit code of the home district: settles bare names such as 海州区.
    heading : str
        The column's header text.
    unit : str
        Unit that the header states: 万元, %, 亩, ….
    rates : mapping
        Currency code (USD) → CNY for one unit; without a rate foreign money keeps its text only.
    """

    home: str | None = None
    heading: str = ""
    unit: str = ""
    rates: Mapping[str, Decimal] = member(default_factory=dict)


class Problem(NamedTuple):
    """Why a cell was left out, or what was seen in it: word key, the cell's text, and the values of the message."""

    key: str
    text: str
    values: Mapping[str, object] = {}

    def say(self, lang: str | None = None) -> str:
        """Return the message in ``lang`` (None: the language in force)."""
        return say(self.key, lang, text=shown(self.text), **self.values)


class Clean(NamedTuple):
    """One cleaned cell: a value per storage column; ``problem`` leaves it out, ``note`` only tells of it."""

    values: tuple[object, ...] = (None,)
    problem: Problem | None = None
    note: Problem | None = None


@dataclass
class Distinct:
    """Cleaned distinct cells: one list or array per storage column, problems and notes by position."""

    columns: list[Sequence[object] | pa.Array]
    problems: dict[int, Problem] = member(default_factory=dict)
    notes: dict[int, Problem] = member(default_factory=dict)
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class CleanedColumn:
    """A cleaned column.

    Attributes
    ----------
    arrays : dict
        Storage column name → pyarrow array, as long as the column, null where nothing (usable) stands.
    problems : dict
        0-based row → why its cell was left out.
    notes : dict
        0-based row → what was seen in a cell whose value (or whose absence) stands.
    remarks : tuple of Problem
        What was decided for the whole column, such as that bare numbers are per cent.
    """

    arrays: dict[str, pa.Array]
    problems: dict[int, Problem]
    notes: dict[int, Problem]
    remarks: tuple[Problem, ...] = ()


class ValueType(ABC):
    """A type of value; subclasses implement ``one`` and, where columns are long and distinct, a faster ``clean``."""

    name: ClassVar[str] = ""

    @abstractmethod
    def one(self, value: Cell, field: Field, context: Context, /) -> Clean:
        """Clean one cell that is neither empty nor None."""

    def settle(
        self, _values: Sequence[Cell], _field: Field, context: Context, /
    ) -> tuple[Context, tuple[Problem, ...]]:
        """Decide what only the whole column shows (per cent or fraction); return the context to clean in."""
        return context, ()

    def quick(self, _value: Cell, /) -> object:
        """Return the cleaned value of a cell in which nothing can be wrong; None for one that ``one`` must look at."""
        return None

    def clean(self, values: Sequence[Cell], field: Field, context: Context, /) -> Distinct:
        """Clean distinct cells: at once where ``quick`` knows them, else one by one."""
        context, remarks = self.settle(values, field, context)
        # flat lists: a tuple per cell would set off the cycle collector again and again
        columns: list[list[object]] = [[None] * len(values) for _ in field.storage()]
        done = Distinct([*columns], remarks=remarks)
        first, quick = columns[0], self.quick
        for index, value in enumerate(values):
            if value is None or value == "":
                continue
            known = quick(value)
            if known is not None:
                first[index] = known
                continue
            cleaned = self.one(value, field, context)
            for column, result in zip(columns, cleaned.values, strict=False):
                column[index] = result
            if cleaned.problem is not None:
                done.problems[index] = cleaned.problem
            if cleaned.note is not None:
                done.notes[index] = cleaned.note
        return done

    def compare(self, a: Cell, b: Cell) -> float:
        """Return how alike two values are, 0–1."""
        return float(self._key(a) == self._key(b))

    def explain(self, a: Cell, b: Cell) -> str:
        """Return why ``compare`` says so, as a sentence."""
        key = "values.same" if self.compare(a, b) == 1 else "values.different"
        return say(key, a=shown(self._key(a)), b=shown(self._key(b)))

    def _key(self, value: Cell) -> object:
        field = Field(name="value", type="text", zh="", en="")
        return None if value is None or value == "" else self.one(value, field, Context()).values[0]


class TextualType(ValueType):
    """A type whose usual values are texts of a form that Arrow can tell: whole columns of them pass at once."""

    @abstractmethod
    def known(self, texts: pa.Array, /) -> tuple[pa.Array, pa.Array]:
        """Return cleaned values, and for which cells they hold; of the others (false or null) nothing is said."""


def shown(value: object, most: int = 60) -> str:
    """Return a cell as text for a message, cut where it is long."""
    text = cell_text(value)
    return text if len(text) <= most else f"{text[:most]}…"


def cell_text(value: object) -> str:
    """Return a cell as text: whole numbers without a decimal point, dates in ISO form, nothing as ''."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def encode(cells: Sequence[Cell]) -> tuple[list[Cell], np.ndarray | None]:
    """Return the distinct cells in order of appearance and, per row, which one it is (None: all rows are distinct).

    1, 1.0 and True are equal as keys, so columns that mix number types are told apart by type too; cells that cannot
    be keys (lists) are all held distinct.
    """
    texts = as_texts(cells)
    if texts is not None:
        found = texts.dictionary_encode(null_encoding="encode")
        whole = len(found.dictionary) == len(cells)
        return (list(cells), None) if whole else (found.dictionary.to_pylist(), found.indices.to_numpy())
    mixed = len({bool, int, float, Decimal} & set(map(type, cells))) > 1
    keys: Sequence[object] = list(zip(map(type, cells), cells, strict=True)) if mixed else cells
    try:
        table = dict.fromkeys(keys)
    except TypeError:
        return list(cells), None
    if len(table) == len(cells):
        return list(cells), None
    codes = dict(zip(table, range(len(table)), strict=True))
    indices = np.fromiter(map(codes.__getitem__, keys), np.int64, len(cells))
    distinct = [key[1] for key in table] if mixed else list(table)  # type: ignore[index]
    return distinct, indices


def as_texts(cells: Sequence[Cell]) -> pa.Array | None:
    """Return the cells as an array of texts, null where nothing stands; None where a cell is no text."""
    try:
        return pa.array(cells, pa.string())
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):
        return None


def clean_cells(kind: ValueType, cells: Sequence[Cell], field: Field, context: Context) -> CleanedColumn:
    """Clean cells, each distinct one once."""
    distinct, indices = encode(cells)
    return spread(kind.clean(distinct, field, context), indices, field)


def clean_texts(kind: TextualType, texts: pa.Array, field: Field, context: Context) -> CleanedColumn:
    """Clean a column of texts: those in which nothing can be wrong at once, the others one by one."""
    texts, indices = _distinct(texts)
    values, sure = kind.known(texts)
    name = field.storage()[0].name
    odd = ~np.asarray(pc.fill_null(sure, False))
    rows = np.flatnonzero(odd)
    rest = clean_cells(kind, texts.take(pa.array(rows)).to_pylist(), field, context)
    if len(rows):
        # Arrow replaces no lists in place
        places = np.arange(len(texts))
        places[rows] = len(texts) + np.arange(len(rows))
        values = pa.concat_arrays([values, rest.arrays[name]]).take(pa.array(places))
    problems, notes = ({int(rows[at]): said for at, said in told.items()} for told in (rest.problems, rest.notes))
    if indices is not None:
        values, problems, notes = values.take(pa.array(indices)), _rows(problems, indices), _rows(notes, indices)
    return CleanedColumn({name: values}, problems, notes, rest.remarks)


def _distinct(texts: pa.Array) -> tuple[pa.Array, np.ndarray | None]:
    """Return the distinct texts and, per row, which one it is; the texts themselves where the first are all distinct."""
    if len(texts[:_SAMPLE].unique()) == len(texts[:_SAMPLE]):
        return texts, None
    found = texts.dictionary_encode(null_encoding="encode")
    return found.dictionary, found.indices.to_numpy()


def spread(done: Distinct, indices: np.ndarray | None, field: Field) -> CleanedColumn:
    """Give every row the result of its distinct cell."""
    arrays = {}
    for storage, values in zip(field.storage(), done.columns, strict=True):
        array = values if isinstance(values, pa.Array) else to_array(values, _ARROW[storage.type])
        arrays[storage.name] = array if indices is None else array.take(pa.array(indices))
    return CleanedColumn(arrays, _rows(done.problems, indices), _rows(done.notes, indices), done.remarks)


def to_array(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    """Make an array; halves of surrogate pairs, which no UTF-8 can hold, become U+FFFD."""
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([_encodable(value) for value in values], kind)


def _encodable(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_encodable(item) for item in value]
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _rows(found: dict[int, Problem], indices: np.ndarray | None) -> dict[int, Problem]:
    if indices is None or not found:
        return found
    rows = np.flatnonzero(np.isin(indices, np.fromiter(found, np.int64, len(found))))
    return {int(row): found[int(indices[row])] for row in rows}
