"""What waits for the next start of a server: the constraints and indexes of a graph that was imported."""

from __future__ import annotations

import re

from graph.errors import WorkspaceError
from graph.neo4j.server.home import USER, ServerHome, ServerInfo

_NAME = r"`[^`\\]+`"  # no backslash: the server reads \u0060 as a backtick, which would end the name
_PLACE = rf"\(n:{_NAME}\)"
# whole statements, as an export writes them: the file comes with the tables, from wherever those came
_ALLOWED = re.compile(
    rf"CREATE CONSTRAINT {_NAME} IF NOT EXISTS FOR {_PLACE} REQUIRE n\.{_NAME} IS UNIQUE"
    rf"|CREATE INDEX {_NAME} IF NOT EXISTS FOR (?:{_PLACE} ON \(n\.{_NAME}\)|\(\)-\[r:{_NAME}\]-\(\) ON \(r\.{_NAME}\))"
    r"|CALL db\.awaitIndexes\([0-9]+\)"
)


def refuse_odd(text: str) -> None:
    """Say nothing where all statements, one a line, make constraints or indexes; WorkspaceError names one that does not."""
    odd = next((line for line in statements_of(text) if not _ALLOWED.fullmatch(line)), None)
    if odd is not None:
        raise WorkspaceError("neo4j.odd_statement", statement=odd[:100])


def keep_pending(home: ServerHome, text: str) -> None:
    """Keep statements for the next start; WorkspaceError as ``refuse_odd``."""
    refuse_odd(text)
    home.pending_file.write_text(text, "utf-8")


def run_pending(server: ServerInfo) -> None:
    """Run what waits, if anything does; WorkspaceError with the reason, and it goes on waiting.

    Raises
    ------
    WorkspaceError
        The server refuses a statement.
    """
    file = ServerHome(server.folder).pending_file
    if not file.is_file():
        return
    from neo4j import GraphDatabase
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        with GraphDatabase.driver(server.uri, auth=(USER, server.password())) as driver:
            for statement in statements_of(file.read_text("utf-8")):
                driver.execute_query(statement, database_=USER)
    except (DriverError, Neo4jError) as error:
        raise WorkspaceError("neo4j.pending_failed", file=file, reason=str(error)) from error
    file.unlink()


def statements_of(text: str) -> list[str]:
    """Return the statements of a file, one a line with a semicolon at its end."""
    return [line.strip().removesuffix(";") for line in text.splitlines() if line.strip()]
