"""What DuckDB finds wrong with a question, in the language in force: what is unknown, what it may mean, where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

import duckdb
from rapidfuzz import process

from graph.schema import Schema
from graph.words import say
from graph.workspace.frames import shown_columns
from graph.workspace.layout import declared

_PLACE = re.compile(r"^LINE (?P<line>\d+): (?P<text>.*)\n(?P<pad> *)\^", re.MULTILINE)
_TABLE = re.compile(r"Table with name (?P<name>\S+) does not exist")
_COLUMN = re.compile(
    r"Referenced column \"(?P<name>.*?)\" (?:not found|was not found)"
    r"|(?:Table|Values list) \".*?\" does not have a column named \"(?P<other>.*?)\""
)
_ALIAS = re.compile(r"Referenced table \"(?P<name>.*?)\" not found")
_FUNCTION = re.compile(r"Function with name (?P<name>\S+) does not exist")
_SYNTAX = re.compile(r"syntax error at or near \"(?P<name>.*?)\"")
_END = re.compile(r"end of input|without selection list|unterminated")
_PARAMETER = re.compile(r"following (?:prepared statement )?parameters?: (?P<name>.*)")
_SHOWN = 24  # characters of the statement that say where
_OFFERED = 3
_NEAR = 55  # likeness from which a known name is offered


def in_words(error: duckdb.Error, schema: Schema) -> str:
    """Return the fault as a sentence; the first line of DuckDB's own words where nobody has translated them.

    Parameters
    ----------
    error : duckdb.Error
        What parsing, binding or running the statement raised.
    schema : Schema
        Whose tables and columns are offered in place of unknown ones.
    """
    text = str(error).strip()
    return _what(text, schema) + _where(text)


def _what(text: str, schema: Schema) -> str:
    tables = [kind.name for kind in declared(schema)]
    columns = sorted({column.name for kind in declared(schema) for column in shown_columns(kind)})
    if found := _TABLE.search(text):
        return say("workspace.sql_no_table", name=found["name"]) + _near(found["name"], tables)
    if found := _COLUMN.search(text):
        name = found["name"] or found["other"]
        return say("workspace.sql_no_column", name=name) + _near(name, columns)
    if found := _ALIAS.search(text):
        return say("workspace.sql_no_alias", name=found["name"]) + _near(found["name"], tables)
    if found := _FUNCTION.search(text):
        return say("workspace.sql_no_function", name=found["name"])
    if found := _SYNTAX.search(text):
        return say("workspace.sql_syntax", name=found["name"])
    if _END.search(text):
        return say("workspace.sql_end")
    if found := _PARAMETER.search(text):
        return say("workspace.sql_no_parameter", name=found["name"])
    if text.startswith("Permission Error") or "disabled by configuration" in text:
        return say("workspace.sql_closed")
    return say("workspace.sql_other", reason=text.partition("\n")[0])


def _near(name: str, known: Iterable[str]) -> str:
    spelled = {each.casefold(): each for each in known}
    found = process.extract(name.casefold(), sorted(spelled), limit=_OFFERED, score_cutoff=_NEAR)
    near = say("workspace.sql_comma").join(spelled[each] for each, _, _ in found)
    return say("workspace.sql_near", near=near) if near else ""


def _where(text: str) -> str:
    """Return where in the statement it is, by line and by the words that stand there."""
    found = _PLACE.search(text)
    if found is None:
        return ""
    start = len(found["pad"]) - len(f"LINE {found['line']}: ")
    return say("workspace.sql_where", line=found["line"], text=found["text"][max(start, 0) :][:_SHOWN].strip())
