"""Where the shared graph is: one address from the option, a server of our own, the environment or the settings.

The password is taken from the place that belongs to the address and is shown nowhere: not in messages, not in ``repr``.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from graph.errors import UsageError, WorkspaceError
from graph.neo4j.server.home import USER, ServerInfo, running, server_folder
from graph.settings import Neo4jSettings

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
PORT = 7687
TIMEOUT = 15.0

Ask = Callable[[str], str]
"""Asks a person: is given what to ask for, returns the answer."""


@dataclass(frozen=True)
class Address:
    """A database of a Neo4j server, and how to get in.

    Parameters
    ----------
    uri : str
        Scheme, host and port as the driver takes them; no user, password or database.
    user, password : str
        The account; the password is left out of ``repr``.
    database : str, optional
        None: the server's default database.
    ca : Path, optional
        PEM file of the certificate authority to trust in place of the system's.
    timeout : float
        Seconds to wait for a connection.
    """

    uri: str
    user: str = USER
    password: str = field(default="", repr=False)
    database: str | None = None
    ca: Path | None = None
    timeout: float = TIMEOUT

    def __str__(self) -> str:
        return self.uri if self.database is None else f"{self.uri}/{self.database}"


def parse_address(text: str) -> Address:
    """Return the address that ``scheme://[user@]host[:port][/database]`` says, without a password.

    Raises
    ------
    UsageError
        The text is no such address, or holds a password: what is typed stays in histories and process lists.
    """
    if _holds_password(text):
        raise UsageError("neo4j.password_in_address")
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, PORT if parts.port is None else parts.port
        query = parse_qsl(parts.query, strict_parsing=True) if parts.query else []
    except ValueError:  # its message would show the text
        raise UsageError("neo4j.bad_address", schemes=_schemes()) from None
    if any(name.lower() == "password" for name, _ in query):
        raise UsageError("neo4j.password_in_address")
    if parts.scheme not in SCHEMES or not host or port == 0 or "#" in text:
        raise UsageError("neo4j.bad_address", schemes=_schemes())
    shown = f"[{host}]" if ":" in host else host
    asked = f"?{parts.query}" if query else ""
    user = unquote(parts.username or "") or USER
    return Address(f"{parts.scheme}://{shown}:{port}{asked}", user, "", _database(parts))


def _holds_password(text: str) -> bool:
    """Return whether a colon stands before an ``@``; a password may have the marks at which ``urlsplit`` ends the host."""
    return ":" in text.partition("//")[2].rpartition("@")[0]


def _database(parts: SplitResult) -> str | None:
    return unquote(parts.path).strip("/") or None


def _schemes() -> str:
    return " ".join(f"{scheme}://" for scheme in SCHEMES)


def find_address(
    given: str | None,
    *,
    workspace: Path | None = None,
    settings: Neo4jSettings | None = None,
    ask: Ask | None = None,
) -> Address:
    """Return the address to use, by the first source that says one.

    The sources, in order: ``given`` (``--neo4j``), a server started by ``liantu neo4j start`` for the workspace, the
    environment (``NEO4J_URI``, ``NEO4J_USERNAME``, ``NEO4J_PASSWORD``, ``NEO4J_DATABASE``), ``liantu.toml``. The
    certificate authority to trust is ``LIANTU_NEO4J_CA``, else for the server of ``liantu.toml`` its ``ca``; the
    time-out of the settings holds for whichever address it is.

    Parameters
    ----------
    given : str, optional
        What the option says.
    workspace : Path, optional
        Folder of the workspace, whose own server is looked for.
    settings : Neo4jSettings, optional
        The section ``neo4j`` of the workspace's settings.
    ask : callable, optional
        Asks a person for the password where nothing says it; None where nobody can be asked.

    Raises
    ------
    WorkspaceError
        No source says an address, or nobody says the password.
    UsageError
        An address is badly written or holds a password.
    """
    own = running(server_folder(workspace)) if workspace is not None else None
    if given:
        asked = parse_address(given)
        if own is not None and _is_of(own, asked) and asked.user == USER:
            return _of_server(own, asked.database)
        found = _completed(asked, given)
    elif own is not None:
        return _of_server(own)
    elif uri := os.environ.get("NEO4J_URI"):
        found = _completed(parse_address(uri), uri)
    elif settings is not None:
        found = _of_settings(settings)
    else:
        raise WorkspaceError("neo4j.no_address")
    return _with_password(_reached(found, settings, workspace), ask)


def _of_server(server: ServerInfo, database: str | None = None) -> Address:
    return Address(server.uri, USER, server.password(), database or "neo4j")


def _is_of(server: ServerInfo, asked: Address) -> bool:
    parts = urlsplit(asked.uri)
    return parts.port == server.port and _is_loopback(parts.hostname or "")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _completed(address: Address, text: str) -> Address:
    """Return the address with what the environment says where the text itself says nothing."""
    environment = os.environ
    user = address.user if "@" in urlsplit(text).netloc else environment.get("NEO4J_USERNAME") or USER
    database = address.database or environment.get("NEO4J_DATABASE") or None
    return replace(address, user=user, database=database)


def _of_settings(settings: Neo4jSettings) -> Address:
    address = parse_address(settings.uri)
    user, database = settings.username or address.user, settings.database or address.database
    return replace(address, user=user, database=database)


def _reached(address: Address, settings: Neo4jSettings | None, workspace: Path | None) -> Address:
    """Return the address with the password, the authority to trust and the patience, whoever said where it is.

    The environment's authority comes before that of the settings, which is that of their own server, whoever names it.
    """
    password, trusted = os.environ.get("NEO4J_PASSWORD") or "", os.environ.get("LIANTU_NEO4J_CA")
    ca = Path(trusted) if trusted else None
    if ca is None and settings is not None and settings.ca and _host(address.uri) == _host(settings.uri):
        ca = (workspace or Path()) / settings.ca
    return replace(address, password=password, ca=ca, timeout=settings.timeout if settings else TIMEOUT)


def _host(uri: str) -> str | None:
    return urlsplit(uri.strip()).hostname


def _with_password(address: Address, ask: Ask | None) -> Address:
    if address.password:
        return address
    if ask is None:
        raise WorkspaceError("neo4j.no_password", uri=address.uri)
    return replace(address, password=ask(f"{address.user} @ {address.uri}"))
