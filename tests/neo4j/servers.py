"""Real Neo4j servers for tests: one of each release for every worker of the run that needs it.

The first process of the run makes a folder and tells its workers by the environment; each starts its servers there, and
the first process stops them at the end.
``NEO4J_URI`` (with ``NEO4J_USERNAME``, ``NEO4J_PASSWORD``, ``NEO4J_DATABASE``) takes the place of the long-term server.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from neo4j import Driver, GraphDatabase, Record

from graph.errors import LiantuError
from graph.neo4j.faults import answered
from graph.neo4j.server.artifacts import LONG_TERM, NEWEST
from graph.neo4j.server.home import ServerHome, running
from graph.neo4j.server.locking import held
from graph.neo4j.server.process import start

FOLDER = "LIANTU_TEST_SERVERS"
QUICK: Mapping[str, Any] = {
    "heap": "768m",
    # half the work of a start: no second compiler and no parallel collector for a server that lives for minutes
    "java_options": ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
}
"""How servers for tests are started."""


@dataclass(frozen=True)
class TestServer:
    """A server to test with: its address and a driver that is open for the whole run."""

    __test__ = False

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
    driver: Driver = field(repr=False)

    @property
    def auth(self) -> tuple[str, str]:
        return self.user, self.password

    @property
    def port(self) -> int:
        return urlsplit(self.uri).port or 7687

    def environment(self, uri: str | None = None) -> dict[str, str]:
        """What tells the command line of this server, perhaps behind another address."""
        return {"NEO4J_URI": uri or self.uri, "NEO4J_USERNAME": self.user, "NEO4J_PASSWORD": self.password,
                "NEO4J_DATABASE": self.database}  # fmt: skip

    def empty(self) -> None:
        """Remove every node, edge, constraint and index."""

        def run(statement: str) -> list[Record]:
            return answered(lambda: self.driver.execute_query(statement, database_=self.database)).records

        self._remove_nodes()
        for row in run("SHOW CONSTRAINTS YIELD name"):
            run(f"DROP CONSTRAINT `{row['name']}`")
        for row in run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'"):
            run(f"DROP INDEX `{row['name']}`")

    def _remove_nodes(self) -> None:
        # in parts: one transaction would need the memory of the whole graph
        with self.driver.session(database=self.database) as session:
            remove = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
            answered(lambda: session.run(remove)).consume()


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of the run's servers, once, in the process that started the run."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="liantu-servers-")
        config.stash[_MINE] = True


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started, in the process that made the folder."""
    if config.stash.get(_MINE, False):
        folder = Path(os.environ.pop(FOLDER))
        for home in folder.iterdir():
            if server := running(home):
                process = psutil.Process(server.pid)
                process.kill()  # its data goes with it: no reason to wait for a stop in good order
                process.wait()
        shutil.rmtree(folder)


_MINE = pytest.StashKey[bool]()


@contextmanager
def needs_server() -> Iterator[None]:
    """Skip, with the reason, where a server cannot be had; a failure where CI wants it."""
    try:
        yield
    except LiantuError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no Neo4j server: {error.text('en')}")


@contextmanager
def server_of(version: str) -> Iterator[TestServer]:
    """Yield the worker's server of a release."""
    home = f"{version}-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with needs_server():
        info = start(Path(os.environ[FOLDER]) / home, version=version, **QUICK).server
    with opened(info.uri, "neo4j", info.password(), "neo4j") as server:
        yield server


def set_up_with(patch: pytest.MonkeyPatch, settings: Mapping[str, str]) -> None:
    """Let servers that are started from now on have further settings."""
    prepare = ServerHome.prepare

    def prepared(home: ServerHome, port: int, heap: str) -> None:
        prepare(home, port, heap)
        with (home.folder / "conf" / "neo4j.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name}={value}\n" for name, value in settings.items())

    patch.setattr(ServerHome, "prepare", prepared)


@contextmanager
def opened(uri: str, user: str, password: str, database: str) -> Iterator[TestServer]:
    """Yield a server by its address, with a driver that is closed at the end."""
    with GraphDatabase.driver(uri, auth=(user, password), notifications_min_severity="OFF") as driver:
        yield TestServer(uri, user, password, database, driver)


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[TestServer]:
    """The long-term server, or the one the environment names; whoever uses it holds no claim on what is in it."""
    environment = os.environ
    if uri := environment.get("NEO4J_URI"):
        user, database = environment.get("NEO4J_USERNAME", "neo4j"), environment.get("NEO4J_DATABASE", "neo4j")
        found = opened(uri, user, environment.get("NEO4J_PASSWORD", ""), database)
    else:
        found = server_of(LONG_TERM)
    with found as server:
        yield server


@pytest.fixture(scope="session")
def newest_server() -> Iterator[TestServer]:
    """The newest calendar release, for the conformance suite."""
    with server_of(NEWEST) as server:
        yield server


@pytest.fixture(scope="module")
def neo4j(neo4j_server: TestServer) -> Iterator[TestServer]:
    """The long-term server with an empty database, for one test module at a time whatever the worker."""
    yield from _emptied(neo4j_server)


@pytest.fixture(scope="module")
def newest(newest_server: TestServer) -> Iterator[TestServer]:
    """The newest server with an empty database, for one test module at a time whatever the worker."""
    yield from _emptied(newest_server)


def _emptied(server: TestServer) -> Iterator[TestServer]:
    # a Community server has one database: workers that share a server, as that of the environment, take turns with it
    with held(Path(os.environ[FOLDER]) / "turns" / f"{server.port}.lock", wait=1800):
        server.empty()
        yield server
