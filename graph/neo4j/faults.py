"""What the driver and the server say went wrong, in one sentence with the remedy, and never with the password."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from graph.errors import WorkspaceError

if TYPE_CHECKING:
    from neo4j.exceptions import Neo4jError

    from graph.neo4j.address import Address

_Given = TypeVar("_Given")
_LONGEST = 300
_RESTLESS = "frequent schema changes"  # in the message alone: the server calls it an unknown error of its own
_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4)  # seconds between two tries
_LOST = (
    "failed to read",
    "failed to write",
    "defunct",
    "connection lost",
)  # how the driver tells of a broken connection

_BY_CODE = {
    "Neo.ClientError.Security.Unauthorized": "neo4j.wrong_password",
    "Neo.ClientError.Security.AuthenticationRateLimit": "neo4j.too_many_tries",
    "Neo.ClientError.Security.CredentialsExpired": "neo4j.password_expired",
    "Neo.ClientError.Security.Forbidden": "neo4j.read_only_account",
    "Neo.ClientError.Database.DatabaseNotFound": "neo4j.no_database",
    "Neo.TransientError.Database.DatabaseUnavailable": "neo4j.database_down",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": "neo4j.read_only_database",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": "neo4j.read_only_database",
    "Neo.ClientError.Transaction.TransactionTimedOut": "neo4j.timed_out",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": "neo4j.timed_out",
    "Neo.TransientError.General.OutOfMemoryError": "neo4j.server_memory",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": "neo4j.server_memory",
    "Neo.TransientError.General.TransactionMemoryLimit": "neo4j.server_memory",
    # what a client hears of a full disk: the log of transactions takes no more, and from then on nothing begins
    "Neo.DatabaseError.Transaction.TransactionLogError": "neo4j.server_broken",
    "Neo.DatabaseError.Transaction.TransactionStartFailed": "neo4j.server_broken",
    "Neo.DatabaseError.Transaction.TransactionCommitFailed": "neo4j.server_broken",
    "Neo.TransientError.Transaction.Terminated": "neo4j.terminated",
    "Neo.ClientError.Transaction.Terminated": "neo4j.terminated",  # as the driver calls it
    "Neo.ClientError.Schema.ConstraintValidationFailed": "neo4j.constraint",
    "Neo.DatabaseError.Schema.ConstraintCreationFailed": "neo4j.constraint_blocked",
    "Neo.ClientError.Schema.ConstraintAlreadyExists": "neo4j.constraint_blocked",
    "Neo.ClientError.Schema.ConstraintWithNameAlreadyExists": "neo4j.constraint_blocked",
    "Neo.ClientError.Schema.IndexAlreadyExists": "neo4j.constraint_blocked",
    "Neo.ClientError.Schema.IndexWithNameAlreadyExists": "neo4j.constraint_blocked",
}


def is_of_server(error: Neo4jError) -> bool:
    """Return whether what a server says speaks of the server, account or database, and not of what was asked."""
    # refused for what it asks, in the words of a transaction that could not begin
    return error.code in _BY_CODE and "in an implicit transaction" not in (error.message or "")


def answered(ask: Callable[[], _Given]) -> _Given:
    """Return the answer, asking again where the server could not compile for the indexes that come online meanwhile.

    Each index that is filled makes it begin anew, and after some it gives up, as after a first push of many kinds. The
    driver does not try that again by itself.
    """
    from neo4j.exceptions import DatabaseError

    for pause in _PAUSES:
        try:
            return ask()
        except DatabaseError as error:
            if _RESTLESS not in (error.message or ""):
                raise
        time.sleep(pause)
    return ask()


def explain(error: BaseException, address: Address, *, opening: bool = False) -> WorkspaceError:
    """Return the sentence for an error that the driver raised while it worked with, or was ``opening``, ``address``."""
    reason = _told(error, address)
    key = _BY_CODE.get(getattr(error, "code", None) or "") or _by_kind(error, reason)
    if opening and key == "neo4j.lost":
        key = "neo4j.unreachable"  # what never stood cannot be lost
    if key == "neo4j.unreachable":
        reason = _of_network(error) or reason
    database = address.database or "neo4j"  # what the default database is called unless somebody renamed it
    return WorkspaceError(
        key, uri=address.uri, user=address.user, database=database, ca=address.ca or "", reason=reason
    )


def _by_kind(error: BaseException, reason: str) -> str:
    from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable, SessionExpired

    if "No space left" in reason:
        return "neo4j.server_disk"
    if isinstance(error, Neo4jError):
        return "neo4j.refused"
    if not isinstance(error, DriverError):
        return "neo4j.bad_ca" if isinstance(error, OSError) else "neo4j.bad_configuration"
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _chain(error)):
        return "neo4j.tls_untrusted"
    if any(isinstance(cause, ssl.SSLError) for cause in _chain(error)):
        return "neo4j.tls_not_spoken"
    if not any(isinstance(cause, TimeoutError) for cause in _chain(error)) and _spoke_otherwise(reason):
        return "neo4j.not_bolt"
    if isinstance(error, SessionExpired) or any(sign in reason.lower() for sign in _LOST):
        return "neo4j.lost"
    return "neo4j.unreachable" if isinstance(error, ServiceUnavailable) else "neo4j.bad_configuration"


def _of_network(error: BaseException) -> str:
    """Return what the system said of the connection, ``''`` where it said nothing: the driver wraps it in its own words."""
    told = [cause.strerror or str(cause) for cause in _chain(error) if isinstance(cause, OSError)]
    return told[-1] if told else ""


def _spoke_otherwise(reason: str) -> bool:
    """Return whether something answered that does not speak Bolt in the clear: a web server, or one that wants TLS."""
    return any(sign in reason.lower() for sign in ("handshake", "looks like http", "protocol version"))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give the error and what caused it, step by step."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _told(error: BaseException, address: Address) -> str:
    """Return what the error says, on one line and short; a password in it, whoever put it there, is blotted out."""
    text = " ".join((getattr(error, "message", None) or str(error) or type(error).__name__).split())
    if address.password:
        text = text.replace(address.password, "***")
    return text[:_LONGEST]
