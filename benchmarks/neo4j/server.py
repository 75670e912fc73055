"""One real server for all measurements, and a watch that counts the processor's time beside the clock's.

On a machine that does other work the clock tells little; processor seconds, the server's among them, still do.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import neo4j
import psutil

from graph.neo4j.database import Database
from graph.neo4j.server.home import USER, ServerInfo
from graph.neo4j.server.process import start, stop

NAME = "neo4j"
SCRATCH = Path("bench-out")  # workspaces that are made once


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of the processor: ours and the server's together."""

    seconds: float
    processor: float


@dataclass(frozen=True)
class Bench:
    """A server that runs, and its database."""

    info: ServerInfo
    database: Database

    @property
    def folder(self) -> Path:
        """Where the server lives."""
        return self.info.folder

    def empty(self) -> None:
        """Remove every node, edge, constraint and index."""
        run = self.database.driver.execute_query
        for row in run("SHOW CONSTRAINTS YIELD name", database_=NAME).records:
            run(f"DROP CONSTRAINT `{row['name']}`", database_=NAME)
        for row in run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'", database_=NAME).records:
            run(f"DROP INDEX `{row['name']}`", database_=NAME)
        with self.database.driver.session(database=NAME) as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()

    def log(self) -> list[tuple[str, int]]:
        """Return when the transaction log of the server was last written: it changes with every write, and only then."""
        files = (self.folder / "data" / "transactions" / NAME).glob("neostore.transaction.db.*")
        return sorted((file.name, file.stat().st_mtime_ns) for file in files)

    def spent(self, work: Callable[[], object]) -> Spent:
        """Do work and say what it took."""
        began, before = time.perf_counter(), self._processor()
        work()
        return Spent(time.perf_counter() - began, self._processor() - before)

    def _processor(self) -> float:
        server = psutil.Process(self.info.pid).cpu_times()
        return time.process_time() + server.user + server.system

    def turns(
        self,
        works: Mapping[str, Callable[[], object]],
        *,
        rounds: int = 3,
        before: Callable[[], object] | None = None,
        warm: int = 1,
    ) -> dict[str, Spent]:
        """Do the works in turn and return the medians of each.

        The first ``warm`` rounds do not count: Java compiles what runs often only after a while.
        """
        found: dict[str, list[Spent]] = {name: [] for name in works}
        for turn in range(warm + rounds):
            for name, work in works.items():
                if before is not None:
                    before()
                spent = self.spent(work)
                if turn >= warm:
                    found[name].append(spent)
        return {name: median(each) for name, each in found.items()}


def median(several: Sequence[Spent]) -> Spent:
    """Return the medians of what several rounds took."""
    return Spent(statistics.median(one.seconds for one in several), statistics.median(one.processor for one in several))


def processor_note(work: Spent, reference: Spent) -> str:
    """Say what both took of the processor, which other work on the machine hardly changes."""
    return (
        f"processor {work.processor:.3g} s against {reference.processor:.3g} s: "
        f"{work.processor / reference.processor:.2f}"
    )


@contextmanager
def opened(info: ServerInfo) -> Iterator[Bench]:
    """Open the database of a server that runs."""
    auth = (USER, info.password())
    with neo4j.GraphDatabase.driver(info.uri, auth=auth, notifications_min_severity="OFF") as driver:
        yield Bench(info, Database(driver, NAME))


@contextmanager
def server(heap: str) -> Iterator[Bench]:
    """Start a server in a folder of its own; it is stopped and its data removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="liantu-bench-"))
    try:
        with opened(start(folder, heap=heap).server) as bench:
            yield bench
    finally:
        stop(folder)
        shutil.rmtree(folder, ignore_errors=True)
