"""Read only: what a query may not do, found out before it runs.

READ access mode stops writes, but lets LOAD CSV read files and addresses, and a procedure may do anything. So the
server plans the query first (EXPLAIN), and a plan with such a step is refused, as is all that is not plain reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import neo4j
from neo4j.exceptions import Neo4jError

from graph.errors import UsageError
from graph.neo4j.faults import answered
from graph.queries.tokens import Token, calls, tokens

PROCEDURES = frozenset({
    "db.labels", "db.relationshipTypes", "db.propertyKeys", "db.schema.nodeTypeProperties",
    "db.schema.relTypeProperties", "db.schema.visualization", "db.index.fulltext.queryNodes",
    "db.index.fulltext.queryRelationships", "db.ping",
})  # fmt: skip
NAMESPACES = frozenset({
    "date", "datetime", "localdatetime", "localtime", "time", "duration", "point", "vector", "coll", "string", "list",
})  # fmt: skip
_OPENING = frozenset({".", ":", "(", "[", ",", "=", "<"})  # marks that end no clause
_GOES_ON = (
    "RETURN",
    "WITH",
    "WHERE",
    "UNWIND",
    "AND",
    "OR",
    "XOR",
    "NOT",
    "BY",
)  # words that a clause does not end with
SHOWN = frozenset({"showfunctions", "showprocedures", "showindexes", "showconstraints"})
_READS = "r"
_PLAN = "EXPLAIN\n"  # a line of its own: the server then shows the lines of the query as they were written
_PLACE = re.compile(r" ?\(line (\d+), column (\d+) \(offset: (\d+)\)\)")


def check_read_only(session: neo4j.Session, text: str, parameters: Mapping[str, Any], *, timeout: float) -> None:
    """Refuse a query that does more than read this database; UsageError says what was found.

    Parameters
    ----------
    session
        A session in READ access mode; the query is planned there, not run.
    text, parameters
        The query.
    timeout
        Seconds after which the server gives up planning.
    """
    _check_words(text)
    asked = neo4j.Query(_PLAN + text, timeout=timeout)
    summary = answered(lambda: session.run(asked, dict(parameters))).consume()
    for step in _steps(summary.plan):
        _check_step(step)
    if summary.query_type != _READS:
        raise UsageError("queries.writes")


def _check_words(text: str) -> None:
    """Refuse what the plan does not show: another database, functions of plug-ins, a plan asked for."""
    found = tokens(text)
    if not found:
        raise UsageError("queries.empty")
    if found[0].is_word("EXPLAIN", "PROFILE"):
        raise UsageError("queries.plan_words", word=found[0].text)
    nothing = Token("mark", "", 0)
    for place, (token, after) in enumerate(zip(found, [*found[1:], nothing], strict=True)):
        named = after.kind in ("word", "quoted") or after.text == "("
        if token.is_word("USE") and named and not _is_name(found[:place]):
            raise UsageError("queries.other_database")
        if token.is_word("LOAD") and after.is_word("CSV"):
            raise UsageError("queries.reads_files")
    for name, _ in calls(found):
        space = name.split(".")[0]
        if "." in name and space.lower() not in NAMESPACES and name not in PROCEDURES:
            raise UsageError("queries.foreign_call", name=name)


def _is_name(before: list[Token]) -> bool:
    """Return whether a word after these tokens can only be a name: no clause begins there.

    Words of the language may be names themselves (``CALL { WITH return USE other ... }`` asks another database), so
    one counts only where it cannot be an item of a list before a clause; all else is taken for a clause.
    """
    if not before or before[-1].text in _OPENING:
        return bool(before)
    if len(before) == 1 or not before[-1].is_word(*_GOES_ON):
        return False
    earlier = before[-2]
    ends = earlier.kind in ("number", "text", "parameter") or earlier.text in (")", "]", "}")
    return earlier.is_word("ORDER") if before[-1].is_word("BY") else ends


def _steps(plan: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    if plan:
        yield plan
        for child in plan.get("children") or ():
            yield from _steps(child)


def _check_step(step: Mapping[str, Any]) -> None:
    operator = str(step.get("operatorType", "")).split("@")[0].lower()
    if operator == "loadcsv":
        raise UsageError("queries.reads_files")
    if operator.startswith(("show", "terminate")) and operator not in SHOWN:
        raise UsageError("queries.administers")
    if operator == "procedurecall":
        name = str((step.get("args") or {}).get("Details", "")).split("(")[0].strip().strip("`")
        if name not in PROCEDURES:
            raise UsageError("queries.foreign_call", name=name)


def worded(error: Neo4jError, text: str, *, planning: bool = False) -> UsageError:
    """Return the server's complaint on a query as one sentence, the place in the text left in it.

    ``planning``: it complained of the text that ``check_read_only`` sent; places are counted in the query alone.
    """
    reason = (error.message or str(error)).strip()
    return UsageError(
        "queries.refused", reason=_PLACE.sub(_own, reason) if planning else reason, query=text.strip()[:200]
    )


def _own(place: re.Match[str]) -> str:
    line, column, offset = map(int, place.groups())
    if line == 1:  # the line is ours: of the text as a whole, as of two statements in one
        return ""
    return f" (line {line - 1}, column {column} (offset: {offset - len(_PLAN)}))"
