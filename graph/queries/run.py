"""A query run on Neo4j: read only, bounded in time and rows, streamed into a frame with the right types."""

from __future__ import annotations

import json
import math
import secrets
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

import neo4j
import pandas as pd
from neo4j.exceptions import BrokenRecordError, Neo4jError
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Duration

from graph.errors import NotPossible, UsageError
from graph.neo4j.faults import answered, is_of_server
from graph.queries import ROWS, TIMEOUT
from graph.queries.catalogue import Column
from graph.queries.guard import check_read_only, worded

_FETCH = 1_000
_FRAME_TYPES = {
    "uid": "str", "text": "str", "integer": "Int64", "number": "float64", "money": "float64", "share": "float64",
    "flag": "boolean",
}  # fmt: skip
_SEEN: Mapping[str, set[type]] = {
    "flag": {bool}, "integer": {int}, "number": {int, float}, "text": {str}, "date": {date}, "moment": {date, datetime},
}  # fmt: skip
_MARK = "liantu"  # names the transaction of a query, so that it can be stopped
_STOP = f"""SHOW TRANSACTIONS YIELD metaData, transactionId AS id WHERE metaData.{_MARK} = $mark
    TERMINATE TRANSACTION id YIELD message RETURN message"""
_TIMED_OUT = ("TransactionTimedOut", "LockClientStopped")
_MOST = 512 << 20  # bytes that an answer may take
_NO_NUMBERS = {math.inf: "Infinity", -math.inf: "-Infinity"}  # what JSON has no number for, in the words of Cypher


@dataclass(frozen=True)
class Answer:
    """What a query returned: rows, and whether more were left out."""

    rows: pd.DataFrame
    cut: bool


def run_query(
    driver: neo4j.Driver,
    text: str,
    parameters: Mapping[str, Any],
    *,
    database: str | None = None,
    columns: Mapping[str, Column] | None = None,
    limit: int = ROWS,
    timeout: float = TIMEOUT,
) -> Answer:
    """Answer one query that only reads; answers "what does the shared graph say".

    Parameters
    ----------
    driver, database
        Where to ask; None: the server's default database.
    text, parameters
        The query; values travel as parameters only.
    columns
        The declared columns of a catalogue query; they give the types of the frame.
    limit
        Rows fetched at most; ``cut`` says that there were more.
    timeout
        Seconds after which the server gives up.

    Raises
    ------
    UsageError
        The query writes, reads files, calls what is not allowed, or is not Cypher; a value cannot be sent.
    NotPossible
        It took longer than ``timeout``, the answer is larger than memory should hold, or it holds a value that Python
        has not.
    neo4j.exceptions.Neo4jError
        The server, the account or the database failed, not the query.
    """

    def stop(mark: str) -> None:
        driver.execute_query(_STOP, mark=mark, database_=database)

    with driver.session(
        database=database,
        default_access_mode=neo4j.READ_ACCESS,
        fetch_size=_FETCH,
        notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
    ) as session:
        planning = True
        try:
            check_read_only(session, text, parameters, timeout=timeout)
            planning = False
            names, found = answered(lambda: _fetch(session, stop, text, parameters, rows=limit + 1, timeout=timeout))
        except Neo4jError as error:
            if any(word in (error.code or "") for word in _TIMED_OUT):
                raise NotPossible("queries.timed_out", seconds=f"{timeout:g}") from error
            if is_of_server(error):
                raise
            raise worded(error, text, planning=planning) from error
        except (TypeError, ValueError, OverflowError) as error:  # of the driver, which cannot send such a value
            raise UsageError("queries.bad_value", reason=str(error)) from error
    try:
        rows = [[plain(value) for value in record.values()] for record in found[:limit]]
    except BrokenRecordError as error:
        raise NotPossible("queries.unreadable") from error
    return Answer(_frame(names, rows, columns or {}), len(found) > limit)


def _fetch(
    session: neo4j.Session,
    stop: Callable[[str], None],
    text: str,
    parameters: Mapping[str, Any],
    *,
    rows: int,
    timeout: float,
) -> tuple[list[str], list[neo4j.Record]]:
    """Return columns and at most so many rows; Ctrl-C stops the query on the server too."""
    mark = secrets.token_hex(8)
    stopped = False
    try:
        with session.begin_transaction(metadata={_MARK: mark}, timeout=timeout) as transaction:
            try:
                result = transaction.run(text, dict(parameters))
                return list(result.keys()), _bounded(result, rows)
            except KeyboardInterrupt:
                stopped = True
                stop(mark)  # closing waits for the server's answer, so it is told before
                raise
    except Neo4jError:
        if stopped:  # the answer was that it had been terminated
            raise KeyboardInterrupt from None
        raise


def _bounded(records: Iterable[neo4j.Record], rows: int) -> list[neo4j.Record]:
    """Return at most so many records, taken one by one; NotPossible once they are too large to hold."""
    found: list[neo4j.Record] = []
    taken = 0
    for record in islice(records, rows):
        taken += _size(record)
        if taken > _MOST:
            raise NotPossible("queries.too_large", rows=len(found) + 1, size=f"{_MOST >> 20} MB")
        found.append(record)
    return found


def _size(value: Any) -> int:
    """Return about how many bytes a value takes, with all that is in it."""
    if isinstance(value, Path):
        inside: Iterable[Any] = (*value.nodes, *value.relationships)
    elif isinstance(value, dict | Node | Relationship):
        inside = (*value.keys(), *value.values())
    elif isinstance(value, tuple):
        inside = tuple.__iter__(value)  # a record itself would stop at a value that Python has not
    else:
        inside = value if isinstance(value, list) else ()
    return sys.getsizeof(value) + sum(map(_size, inside))


def plain(value: Any) -> Any:
    """Return a value as a table can hold it.

    A node by uid, a relationship by key, a path by the uids of its nodes, a point by its coordinates, times as Python's
    own, a duration as ISO 8601, bytes in hexadecimal digits, a map as JSON.
    """
    if isinstance(value, Node):
        return value.get("uid", value.element_id)
    if isinstance(value, Relationship):
        return value.get("key", value.element_id)
    if isinstance(value, Path):
        return [plain(node) for node in value.nodes]
    if isinstance(value, Duration):  # before lists: it is a tuple
        return value.iso_format()
    if isinstance(value, list | Point):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return json.dumps(_in_map(value), ensure_ascii=False, sort_keys=True, allow_nan=False)
    if isinstance(value, bytes | bytearray):
        return value.hex()
    return value.to_native() if hasattr(value, "to_native") else value


def _in_map(value: Any) -> Any:
    """Return a value inside a map as JSON has it: like ``plain``, but maps stay maps."""
    if isinstance(value, dict):
        return {name: _in_map(one) for name, one in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return _NO_NUMBERS.get(value, "NaN")
    if value is None or isinstance(value, str | bool | int | float):
        return value
    told = value if isinstance(value, list) else plain(value)
    return [_in_map(one) for one in told] if isinstance(told, list) else str(told)


def _frame(names: Sequence[str], rows: list[list[Any]], columns: Mapping[str, Column]) -> pd.DataFrame:
    data = {name: _column([row[place] for row in rows], columns.get(name)) for place, name in enumerate(names)}
    return pd.DataFrame(data, columns=list(names))


def _column(values: list[Any], declared: Column | None) -> pd.Series[Any]:
    """Return values as a column; without a declaration the values themselves tell the type, object where there are none."""
    known = [value for value in values if value is not None]
    kind = declared.type if declared else _seen(known)
    if kind in ("date", "moment"):
        return pd.Series(pd.to_datetime(pd.Series(values, dtype=object))).astype("datetime64[us]")
    if any(isinstance(value, list) for value in known):
        kind = "list"
    return pd.Series(values, dtype=_FRAME_TYPES.get(kind, "object"))


def _seen(values: list[Any]) -> str:
    types = {type(value) for value in values}
    if not types:
        return "mixed"  # nothing to tell from
    for kind, members in _SEEN.items():
        if types <= members:
            zoned = kind == "moment" and any(getattr(value, "tzinfo", None) is not None for value in values)
            return "mixed" if zoned else kind
    return "mixed"
