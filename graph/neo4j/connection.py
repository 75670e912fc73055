"""The connection to a Neo4j server through the official driver, and one clear sentence for each way it fails."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from graph.errors import WorkspaceError
from graph.neo4j.address import Address
from graph.neo4j.faults import answered, explain

if TYPE_CHECKING:
    import neo4j

OLDEST = (5, 26)
"""The oldest release that is supported: the long-term line."""

# what the driver logs of a fault is in the sentence that we raise; without a handler Python would print it besides
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_OWN = "system"  # the database in which a server keeps users and databases
_DIRECT = 5.0  # seconds that a server asked directly has to answer
_GOODBYE = 2.0  # seconds that closing a connection may take
_RETRY = 30.0  # seconds during which the driver tries a transaction again


class Stopped(KeyboardInterrupt, asyncio.CancelledError):
    """Ctrl-C that the driver takes as a cancellation: it drops its connections instead of saying good-bye on them."""


@dataclass(frozen=True)
class Server:
    """What a server says of itself when a connection is checked."""

    version: str
    database: str


def open_driver(address: Address) -> neo4j.Driver:
    """Return a driver for an address; it connects when it is first used, and whoever opens it closes it.

    Raises
    ------
    WorkspaceError
        The address or the certificate file cannot be used.
    """
    import neo4j
    from neo4j.exceptions import ConfigurationError

    auth = (address.user, address.password) if address.password else None
    uri, trust = _trust(address)
    try:
        return neo4j.GraphDatabase.driver(
            uri,
            auth=auth,
            connection_timeout=address.timeout,
            connection_acquisition_timeout=address.timeout,
            max_transaction_retry_time=_RETRY,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
            user_agent="liantu",
            **trust,
        )
    except (ConfigurationError, OSError, ValueError) as error:
        raise explain(error, address) from error


def _trust(address: Address) -> tuple[str, dict[str, Any]]:
    """Return the address and options with which the driver trusts an authority of our own.

    The driver refuses its trust options together with a scheme that says ``+s``, so the scheme loses that and the
    options say it. So they do for one that says nothing: whoever names an authority means encryption.
    """
    scheme, _, rest = address.uri.partition("://")
    if address.ca is None or scheme.endswith("+ssc"):  # which checks no certificate
        return address.uri, {}
    import neo4j

    if not address.ca.is_file():
        raise WorkspaceError("neo4j.no_ca", file=address.ca)
    try:
        ssl.create_default_context(cafile=address.ca)
    except OSError as error:  # the driver would find out only when it connects, and in Python's words
        raise explain(error, address) from error
    trusted = neo4j.TrustCustomCAs(str(address.ca))
    return f"{scheme.removesuffix('+s')}://{rest}", {"encrypted": True, "trusted_certificates": trusted}


@contextmanager
def connect(address: Address) -> Iterator[neo4j.Driver]:
    """Open a driver, check the connection, close it at the end; every failure inside is explained.

    Raises
    ------
    WorkspaceError
        Said in one sentence, without the password.
    """
    with explained(address), dropping_when_stopped(), _left(open_driver(address)) as driver:
        check(driver, address)
        yield driver


@contextmanager
def _left(driver: neo4j.Driver) -> Iterator[neo4j.Driver]:
    """Close the driver at the end; where a connection has gone silent with work under way, not waiting for its good-bye."""
    try:
        yield driver
    finally:
        leaving = threading.Thread(target=driver.close, daemon=True)
        leaving.start()
        leaving.join(_GOODBYE)


@contextmanager
def dropping_when_stopped() -> Iterator[None]:
    """Let Ctrl-C end the work inside at once; on a connection gone silent a good-bye would wait for minutes."""
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield  # somebody else decides what Ctrl-C does
        return
    signal.signal(signal.SIGINT, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _stop(_signal: int, _frame: object) -> None:
    _let_transactions_be_cancelled()
    raise Stopped


def _let_transactions_be_cancelled() -> None:
    """Give the driver's transactions what they call when they are cancelled: only its asynchronous ones have it."""
    from neo4j._sync.work.transaction import TransactionBase

    def cancel(transaction: Any) -> None:
        transaction._closed_flag = True
        transaction._on_cancel()  # the session drops the connection

    if not hasattr(TransactionBase, "_cancel"):
        setattr(TransactionBase, "_cancel", cancel)  # noqa: B010 - not an attribute that it declares


@contextmanager
def explained(address: Address, *, opening: bool = False) -> Iterator[None]:
    """Turn what the driver raises inside into one sentence about this address; ``opening``: nobody answered there yet."""
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        yield
    except (DriverError, Neo4jError) as error:
        raise explain(error, address, opening=opening) from error


def check(driver: neo4j.Driver, address: Address) -> Server:
    """Return what answers at an address, once account, database and release are known to do.

    Parameters
    ----------
    driver : neo4j.Driver
        From ``open_driver``.
    address : Address
        The same.

    Raises
    ------
    WorkspaceError
        Unreachable, wrong password, no such database or the server's own, certificate trouble, or an old release.
    """
    try:
        return _asked(driver, address)
    except WorkspaceError as error:
        if error.key == "neo4j.unreachable" and address.uri.startswith("neo4j"):
            raise _why_no_route(address) from error
        raise


def _asked(driver: neo4j.Driver, address: Address) -> Server:
    if (address.database or "").lower() == _OWN:
        raise WorkspaceError("neo4j.system_database", uri=address.uri)
    with explained(address, opening=True):
        agent = driver.get_server_info().agent
        version = _release(agent)
        if version is None or version < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            raise WorkspaceError("neo4j.server_too_old", uri=address.uri, found=agent, oldest=oldest)
        summary = _ask_one(driver, address)
    return Server(".".join(map(str, version)), summary.database or address.database or "")


def _ask_one(driver: neo4j.Driver, address: Address) -> neo4j.ResultSummary:
    """Ask for nothing but an answer of the database itself."""
    import neo4j

    with driver.session(database=address.database, default_access_mode=neo4j.READ_ACCESS) as session:
        return answered(lambda: session.run("RETURN 1")).consume()


def _why_no_route(address: Address) -> WorkspaceError:
    """Return why a ``neo4j://`` address leads nowhere: asking for the way, the driver keeps what went wrong to itself."""
    from neo4j.exceptions import DriverError, Neo4jError

    uri = address.uri.replace("neo4j", "bolt", 1).partition("?")[0]
    direct = replace(address, uri=uri, timeout=min(address.timeout, _DIRECT))
    with open_driver(direct) as driver:
        try:
            _ask_one(driver, direct)
        except (DriverError, Neo4jError) as error:
            return explain(error, address, opening=True)
    return WorkspaceError("neo4j.no_route", uri=address.uri, direct=uri)


def _release(agent: str) -> tuple[int, ...] | None:
    """Return the release in ``Neo4j/5.26.26``; None for what calls itself otherwise."""
    found = re.match(r"Neo4j/(\d+(?:\.\d+)+)", agent)
    return tuple(int(part) for part in found[1].split(".")) if found else None
