"""Value types: how cells of each declared type are cleaned, compared and explained.

``clean_column`` works over the distinct cells of a column and gives Arrow arrays for the field's storage columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from graph.schema.core import Field
from loaders.values.base import (
    Cell,
    Clean,
    CleanedColumn,
    Context,
    Problem,
    TextualType,
    ValueType,
    as_texts,
    cell_text,
    clean_cells,
    clean_texts,
)
from loaders.values.choices import ChoiceType, FlagType, ListType, split_list
from loaders.values.dates import DateType, YearType
from loaders.values.industries import DivisionType, IndustryType
from loaders.values.money import MoneyType
from loaders.values.names import NameParts, NameType, clean_name, name_parts
from loaders.values.numbers import AreaType, IntegerType, NumberType, ShareType
from loaders.values.text import IdType, TextType, UrlType, is_mojibake, is_placeholder, plain
from loaders.values.uscc import UsccType

__all__ = [
    "TYPES", "Cell", "Clean", "CleanedColumn", "Context", "NameParts", "Problem", "ValueType",
    "cell_text", "clean_column", "clean_name", "clean_one", "compare", "explain", "is_mojibake", "is_placeholder",
    "name_parts", "plain", "split_list", "value_type",
]  # fmt: skip

TYPES: Mapping[str, ValueType] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            TextType(), NameType(), UsccType(), IdType(), MoneyType(), DateType(), YearType(), IntegerType(),
            NumberType(), ShareType(), AreaType(), DivisionType(), IndustryType(), FlagType(), ChoiceType(),
            ListType(), UrlType(),
        )
    }
)  # fmt: skip
_NOWHERE = Context()


def value_type(name: str) -> ValueType:
    """Return the value type of that name; KeyError where there is none."""
    return TYPES[name]


def clean_column(type_name: str, cells: Sequence[Cell], field: Field, context: Context = _NOWHERE) -> CleanedColumn:
    """Clean a column of cells as a reader gives them.

    Parameters
    ----------
    type_name : str
        A ``graph.schema.core.ValueType``; usually ``field.type``.
    cells : sequence
        str, float, int, bool, date, datetime, time, timedelta; '' and None are empty. Types may be mixed.
    field : Field
        The declaration: choices, synonyms, unit, and through ``storage()`` the columns wanted.
    context : Context
        Home division, the header's text and unit, exchange rates.

    Returns
    -------
    CleanedColumn
        One array per storage column, problems and notes by 0-based row, and remarks on the column. It never raises on
        the content of cells.
    """
    kind = TYPES[type_name]
    if isinstance(kind, TextualType) and (texts := as_texts(cells)) is not None:
        return clean_texts(kind, texts, field, context)
    return clean_cells(kind, cells, field, context)


def clean_one(type_name: str, value: Cell, field: Field | None = None, context: Context = _NOWHERE) -> Clean:
    """Clean one cell; ``values[0]`` is the cleaned value, further entries are the field's other storage columns."""
    declared = field or Field(name="value", type=TYPES[type_name].name, zh="", en="")
    kind = TYPES[type_name]
    if value is None or value == "":
        return Clean((None,) * len(declared.storage()))
    settled, _ = kind.settle([value], declared, context)
    return kind.one(value, declared, settled)


def compare(type_name: str, a: Cell, b: Cell) -> float:
    """Return how alike two values of a type are, 0–1."""
    return TYPES[type_name].compare(a, b)


def explain(type_name: str, a: Cell, b: Cell) -> str:
    """Return why ``compare`` says so, in the language in force."""
    return TYPES[type_name].explain(a, b)
