"""The answer of a named query as people read it: headings with units, and codes in the words of the language in force.

The header of a query says for a column where the words of its codes are: ``kinds``, ``divisions``, ``queries`` (the word
file), a field whose choices they are (``Lead.stage``), or a kind whose fields they name (``Space``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pandas as pd

from analyses.result import Result
from analyses.scope import division_name
from graph.queries.catalogue import Column, Parameter, Query
from graph.schema import EdgeKind, Field, NodeKind, Schema
from graph.words import catalogue, language, name_of, say

_JOINED = "–"  # between the relations of a path


def headings(query: Query) -> dict[str, str]:
    """Return the headings of a named query's columns in the language in force, with units."""
    shown = {}
    for name, column in query.header.columns.items():
        title, unit = name_of(column), unit_of(column)
        shown[name] = say("output.with_unit", column=title, unit=unit) if unit else title
    return shown


def unit_of(declared: Column | Parameter) -> str:
    """Return the unit of a column or a parameter in the language in force; English has none for what is counted."""
    if language() == "zh":
        return declared.unit
    entry = catalogue("queries").get(f"unit_{declared.unit}")
    return entry["en"] if entry else ""


def told(query: Query, result: Result, schema: Callable[[], Schema]) -> Result:
    """Return the answer with headings and words, for a table, CSV and a workbook; ``schema`` is asked where it is needed."""
    coded = {name: column for name, column in query.header.columns.items() if column.words}
    rows = result.rows.copy()
    for name, column in coded.items():
        declared = schema()
        rows[name] = pd.Series(
            [_in_words(column, one, declared) for one in rows[name].tolist()], rows.index, dtype=object
        )
    return replace(result, rows=rows.rename(columns=headings(query)))


def _in_words(column: Column, value: object, schema: Schema) -> object:
    if isinstance(value, list):
        return [_in_words(column, one, schema) for one in value]
    return word_of(column.words, value, schema) if isinstance(value, str) else value


def word_of(vocabularies: Iterable[str], code: str, schema: Schema) -> str:
    """Return the word that the first vocabulary has for a code; a code that none of them knows stays."""
    found = (_word(vocabulary, code, schema) for vocabulary in vocabularies)
    return next((word for word in found if word), code)


def _word(vocabulary: str, code: str, schema: Schema) -> str | None:
    if vocabulary == "divisions":
        return division_name(code)
    if vocabulary == "queries":
        entry = catalogue("queries").get(f"code_{code}")
        return entry[language()] if entry else None
    if vocabulary == "kinds":
        return _JOINED.join(_kind_name(part, schema) for part in code.split(_JOINED))
    kind, _, name = vocabulary.partition(".")
    return _choice(schema.kind(kind).field(name), code) if name else _field_name(schema.kind(kind), code)


def _kind_name(code: str, schema: Schema) -> str:
    kind = schema.nodes.get(code) or schema.edges.get(code)
    return code if kind is None else name_of(kind)


def _field_name(kind: NodeKind | EdgeKind, name: str) -> str | None:
    found = kind.field(name) if name in {column.name for column in kind.storage()} else None
    return None if found is None else name_of(found)


def _choice(field: Field, code: str) -> str | None:
    """Return the name of a choice; in English the code is the name."""
    if code not in field.choices:
        return None
    return field.choices[code] if language() == "zh" else code.replace("_", " ")
