"""The first password of a new server: it starts with the one everybody knows, which is replaced at once."""

from __future__ import annotations

import time

from graph.errors import WorkspaceError
from graph.neo4j.server.home import USER

_KNOWN = "neo4j"
_PAUSE = 0.2


def set_first_password(uri: str, password: str, *, wait: float) -> None:
    """Wait until the server answers with this password, giving it to a server that still has its first one.

    Raises
    ------
    WorkspaceError
        The server has another password than the one in its file, or does not answer within ``wait`` seconds.
    """
    from neo4j import GraphDatabase
    from neo4j.exceptions import AuthError, Neo4jError, ServiceUnavailable

    until = time.monotonic() + wait
    while True:
        try:
            with GraphDatabase.driver(uri, auth=(USER, password)) as driver:
                driver.execute_query("RETURN 1", database_=USER)
                return
        except AuthError as error:
            if not _replace(uri, password):
                raise WorkspaceError("neo4j.password_changed", uri=uri) from error
        except (ServiceUnavailable, Neo4jError) as error:
            # the port opens a moment before the database does
            if time.monotonic() > until:
                raise WorkspaceError("neo4j.unreachable", uri=uri, reason=str(error)) from error
            time.sleep(_PAUSE)


def _replace(uri: str, password: str) -> bool:
    """Return whether the server still had its first password, which is now replaced."""
    from neo4j import GraphDatabase
    from neo4j.exceptions import AuthError

    try:
        with GraphDatabase.driver(uri, auth=(USER, _KNOWN)) as driver:
            statement = "ALTER CURRENT USER SET PASSWORD FROM $known TO $drawn"
            driver.execute_query(statement, known=_KNOWN, drawn=password, database_="system")
    except AuthError:
        return False
    return True
