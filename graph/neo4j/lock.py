"""One push at a time: a node that the pushing process keeps locked in an open transaction.

The server frees the lock when the process ends, however it ends, so no push waits for one that was killed; where it
cannot see the end (a machine without power, a cut network), it frees the lock after an hour; a push that takes longer
goes on until another begins. Further nodes, one for each lane in which batches are sent, say who pushes; each batch
checks that its lane's still says so, and keeps it locked until the batch is written.
"""

from __future__ import annotations

import asyncio
import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.errors import WorkspaceError
from graph.neo4j import mark_statements
from graph.neo4j.database import LONGEST, Database
from graph.neo4j.faults import answered

_HELD = ("TransactionTimedOut", "LockAcquisitionTimeout", "LockClientStopped", "Terminated")  # ends of waiting in vain
LANES = ("push", "push 2")  # names of the nodes that say who pushes: as many batches go over at once
_PATIENCE = 2.0  # seconds after which a lock counts as held
_TRIES = 2


def holder_name() -> str:
    """Return who pushes, as another person can find them: user, machine, process."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # no name for the user's number, as in many containers
        user = "?"
    return f"{user}@{socket.gethostname()} ({os.getpid()})"


@contextmanager
def push_lock(database: Database, token: str) -> Iterator[None]:
    """Hold the lock of a database; WorkspaceError names who holds it already."""
    refuse_held(database)
    with database.session() as session:
        transaction = answered(lambda: _taken(session))
        try:
            database.send(mark_statements.HOLD, lanes=list(LANES), token=token, holder=holder_name())
            yield
            database.send(mark_statements.RELEASE, token=token)
        except asyncio.CancelledError:
            raise  # the session drops its connection, and with that the server the lock
        except BaseException:
            _let_go(transaction)
            raise
        _let_go(transaction)


def refuse_held(database: Database) -> None:
    """Say nothing when nobody pushes; WorkspaceError names who does."""
    if _is_held(database):
        holders = database.read(mark_statements.WHO_HOLDS)
        raise WorkspaceError("neo4j_graph.push_held", holder=holders[0]["holder"] if holders else "?")


def who_pushes(database: Database) -> str:
    """Return who pushes at the moment, ``''`` where nobody does: a push that was killed left its name, not its lock."""
    holders = database.read(mark_statements.WHO_HOLDS)
    if not holders:
        return ""
    try:
        held = _is_held(database)
    except Neo4jError:
        held = True  # who may only read cannot try the lock
    return str(holders[0]["holder"]) if held else ""


def _is_held(database: Database) -> bool:
    # a server that has just started, or has much to do, may be slow the first time although nobody holds the lock
    return not any(answered(lambda: _is_free(database)) for _ in range(_TRIES))


def _is_free(database: Database) -> bool:
    """Return whether the lock could be had in time."""
    try:
        with (
            database.session() as session,
            session.begin_transaction(timeout=_PATIENCE) as transaction,
        ):
            transaction.run(mark_statements.TRY_LOCK).consume()
            transaction.rollback()
    except Neo4jError as error:
        if not any(sign in (error.code or "") for sign in _HELD):
            raise
        return False
    return True


def _taken(session: neo4j.Session) -> neo4j.Transaction:
    """Return the transaction that holds the lock."""
    transaction = session.begin_transaction(timeout=LONGEST)
    try:
        transaction.run(mark_statements.TAKE_LOCK).consume()
    except Neo4jError:
        _let_go(transaction)  # a session has one transaction at a time, and this may be tried again
        raise
    return transaction


def _let_go(transaction: neo4j.Transaction) -> None:
    try:
        transaction.rollback()
    except (DriverError, Neo4jError):
        # the connection is gone, and with it the transaction and its lock
        transaction.close()


def check_held(transaction: neo4j.ManagedTransaction, token: str, lane: int = 0) -> None:
    """Raise WorkspaceError where the push is no longer the one that the database knows."""
    found = transaction.run(mark_statements.STILL_MINE, lane=LANES[lane], token=token).single()
    if found is None or not found["mine"]:
        raise WorkspaceError("neo4j_graph.push_lost")
