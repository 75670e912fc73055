"""Parameters of queries: read from what a person writes, given their types, held against what the text names."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

import pandas as pd

from graph.errors import UsageError
from graph.queries.catalogue import Parameter
from graph.queries.tokens import Token, tokens
from graph.words import say

_STATEMENTS = (
    "MATCH", "OPTIONAL", "WITH", "RETURN", "UNWIND", "CALL", "SHOW", "CYPHER", "LOAD", "CREATE", "MERGE", "USE", "EXPLAIN",
    "PROFILE", "FOREACH", "INSERT", "ALTER", "DROP", "GRANT", "DENY", "REVOKE", "START", "STOP", "ENABLE", "TERMINATE",
    "LET", "FOR", "FILTER", "WHEN", "FINISH", "SET", "REMOVE", "DELETE", "DETACH", "NODETACH",
)  # fmt: skip


def is_statement(text: str) -> bool:
    """Whether a text is Cypher and not the name of a query."""
    found = tokens(text)
    return bool(found) and found[0].is_word(*_STATEMENTS)


def parameter_pairs(texts: Iterable[str]) -> Iterator[tuple[str, object]]:
    """Give name and value of each ``name=value``, a text, and of each ``name:=value``, JSON; UsageError names what is none.

    A text stays one whatever it looks like: codes begin with zeros, and no query would find a number equal to one.
    """
    for text in texts:
        name, equals, value = text.partition("=")
        plain = name.removesuffix(":")
        if not equals or not plain:
            raise UsageError("cli.bad_param", text=text)
        yield plain, value if plain == name else _json_value(plain, value)


def _json_value(name: str, text: str) -> object:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise UsageError("queries.bad_json", name=name, value=text) from error


def _no_constant(text: str) -> object:
    """Refuse NaN and infinities, which Python reads and JSON has not."""
    raise ValueError(text)


def refuse_unused(text: str, given: Mapping[str, object]) -> None:
    """Say nothing where a statement names every parameter given; UsageError tells those that would change nothing."""
    unused = sorted(set(given) - set(_named(tokens(text))))
    if unused:
        names = say("queries.comma").join(f"${name}" for name in unused)
        raise UsageError("queries.unused_parameter", names=names)


def _named(found: list[Token]) -> Iterator[str]:
    """Give the names of the parameters of a statement; the server lets a blank stand after the ``$``."""
    for token, after in zip(found, [*found[1:], None], strict=True):
        if token.kind == "parameter":
            name = token.text[1:]
            yield name[1:-1].replace("``", "`") if name.startswith("`") else name
        elif token.text == "$" and after is not None:
            yield after.name


def typed(name: str, parameter: Parameter, value: object) -> object:
    """Return a number or date given as such or as text; UsageError where it is none, or less than it may be.

    Of a moment, a pandas Timestamp among them, its day is meant: the server compares no moment with a day.
    """
    try:
        if parameter.type == "date":
            return date.fromisoformat(str(value.date() if isinstance(value, datetime) else value))
        number = int(str(value)) if parameter.type == "integer" else float(str(value))
        if not math.isfinite(number):
            raise ValueError(value)
    except (ValueError, OverflowError) as error:
        kind = say(f"queries.kind_{parameter.type}")
        raise UsageError("queries.bad_parameter", name=name, kind=kind, value=value) from error
    if parameter.least is not None and number < parameter.least:
        raise UsageError("queries.too_small", name=name, least=f"{parameter.least:g}", value=value)
    return number


def days(given: Mapping[str, object]) -> dict[str, object]:
    """Return parameters of free text as they are sent: a pandas Timestamp at midnight, alone or in a list, as its day.

    That is how a frame holds the days of the graph, and the server finds no moment equal to a day.
    """

    def day(value: object) -> object:
        if isinstance(value, list):
            return [day(one) for one in value]
        if isinstance(value, pd.Timestamp) and value.tzinfo is None and value == value.normalize():
            return value.date()
        return value

    return {name: day(value) for name, value in given.items()}
