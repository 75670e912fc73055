"""Seas that pushes go over: two states of one workspace, a database that holds one, and moments at which it breaks.

The two states are pushed by turns into a database that also holds what others made. Each push but the finishing ones
goes over a wire that breaks at a byte drawn by a seed. ``LIANTU_FUZZ_MOMENTS`` asks for more moments.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph.errors import LiantuError
from graph.neo4j.address import Address
from graph.neo4j.database import Database
from liantu.home import Home
from liantu.sharing import looking, pushing
from tests.liantu.conftest import FIRMS, SUPPLIES, run_liantu
from tests.neo4j.graphs import whole
from tests.neo4j.servers import TestServer
from tests.neo4j.wires import Way, Wire, wired

MOMENTS = int(os.environ.get("LIANTU_FUZZ_MOMENTS", "20"))
# the firm without a code gets one, one firm and its supplies go, values change, firms come
LATER = "企业名称,统一社会信用代码,所属区县,主要产品,参保人数\n" + "".join(
    [
        "示例云台硅微粉有限公司,,海州区,球形硅微粉,121\n",
        "示例朐阳塑封料有限公司,91320706MA1EXAMPXR,海州区,环氧塑封料,81\n",
        *(f"示例新来第{number}号材料有限公司,,海州区,球形硅微粉{number},{number}\n" for number in range(200)),
    ]
)
LEAVING = "企业名称,所属区县,主要产品\n示例离去材料有限公司,海州区,球形硅微粉\n"
LEAVING_SUPPLIES = "供应商,采购方,供应产品,年度\n示例离去材料有限公司,示例朐阳塑封料有限公司,球形硅微粉,2025\n"
OTHERS = """MATCH (gone:Firm {name: '示例离去材料有限公司'}), (stays:Firm {name: '示例云台硅微粉有限公司'})
CREATE (gone)-[:VISITED {day: '周一'}]->(stays), (n:Note {text: '记`"'})-[:ABOUT]->(gone), (n)-[:ABOUT]->(stays)
CREATE (:Firm {uid: stays.uid, name: '别人的'}), (:Company {uid: gone.uid})-[:SUPPLIES {key: 'x'}]->(:Company)"""


@dataclass(frozen=True)
class States:
    """One workspace at two times, in two folders that share the prints of their pushes."""

    earlier: Path
    later: Path


@dataclass
class Sea:
    """A database that holds one of the states; what each leaves when nothing goes wrong, and the bytes it takes."""

    server: TestServer
    states: States
    wanted: dict[Path, Any] = field(default_factory=dict)
    bytes: dict[tuple[Path, bool], dict[Way, int]] = field(default_factory=dict)
    homes: dict[Path, Home] = field(default_factory=dict)
    holds: Path = Path()

    @property
    def database(self) -> Database:
        return Database(self.server.driver, self.server.database)

    def address(self, uri: str | None = None) -> Address:
        server = self.server
        return Address(uri or server.uri, server.user, server.password, server.database)

    def home(self, folder: Path) -> Home:
        if folder not in self.homes:
            self.homes[folder] = Home.open(folder)
        return self.homes[folder]

    def push(self, folder: Path, *, full: bool = False, uri: str | None = None) -> LiantuError | None:
        """Push; return why it did not come to its end."""
        try:
            pushing(self.home(folder), self.address(uri), full=full)
        except LiantuError as error:
            return error
        self.holds = folder
        return None

    def state(self) -> str:
        """What ``status`` says of the push."""
        [held] = looking(self.home(self.holds), self.address()).held
        return held.marker.state

    def other(self) -> Path:
        """The state that the database does not hold."""
        return self.states.later if self.holds == self.states.earlier else self.states.earlier

    def settle(self) -> None:
        """Push both states by turns, uninterrupted, until each has been seen in its last form, and measure."""
        states = self.states
        self.database.send(OTHERS)
        for full in (False, True):
            for folder in (states.later, states.earlier):
                with wired(self.server.port) as (wire, uri):
                    assert self.push(folder, full=full, uri=uri) is None
                self.bytes[folder, full] = wire.passed
                self.wanted[folder] = whole(self.database)
        assert len(self.wanted[states.later][0]) > len(self.wanted[states.earlier][0])


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> States:
    folder = tmp_path_factory.mktemp("states")
    tables = {"企业.csv": FIRMS, "供应.csv": SUPPLIES, "离去/企业.csv": LEAVING, "离去/供应.csv": LEAVING_SUPPLIES,
              "后来/企业.csv": LATER}  # fmt: skip
    for name, text in tables.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    earlier, later = folder / "earlier", folder / "later"
    run = partial(run_liantu, cwd=folder)
    for arguments in (
        ["init", earlier, "--home", "320706"],
        ["load", "企业.csv", "供应.csv", "-w", earlier],
        ["load", "离去/企业.csv", "离去/供应.csv", "-w", earlier],
    ):
        done = run(*arguments)
        assert done.code == 0, done.out + done.err
    return States(earlier, later)


def part_ways(states: States) -> None:
    """Make the later state from the earlier one, once that has been pushed for the first time."""
    if states.later.exists():
        return
    shutil.copytree(states.earlier, states.later)
    shutil.rmtree(states.later / "pushed")
    (states.later / "pushed").symlink_to(states.earlier / "pushed")
    for arguments in (
        ["undo", "3", "-w", states.later],
        ["load", states.earlier.parent / "后来" / "企业.csv", "-w", states.later],
    ):
        done = run_liantu(*arguments)
        assert done.code == 0, done.out + done.err


def settled(server: TestServer, states: States) -> Sea:
    sea = Sea(server, states)
    assert sea.push(states.earlier) is None
    part_ways(states)
    sea.settle()
    return sea


@dataclass(frozen=True)
class Moment:
    """Where a push is interrupted: which, in which direction, after how many bytes."""

    folder: Path
    full: bool
    way: Way
    at: int


def moments(sea: Sea, seed: str) -> Iterator[Moment]:
    """Draw moments; the push is always one to the state that the database does not hold."""
    drawn = random.Random(seed)
    for number in range(MOMENTS):
        folder = sea.other()
        full = number % 2 == 1
        way: Way = drawn.choice(("up", "up", "up", "down"))
        size = sea.bytes[folder, full][way]
        yield Moment(folder, full, way, drawn.randrange(size))


def check_and_finish(sea: Sea, moment: Moment) -> bool:
    """Status tells, and the next push ends in the wanted graph; return whether the database was caught midway."""
    found = whole(sea.database)
    state = sea.state()
    if found not in sea.wanted.values():
        assert state == "incomplete", moment
    assert sea.push(moment.folder) is None
    assert whole(sea.database) == sea.wanted[moment.folder], moment
    assert sea.state() == "complete"
    return state == "incomplete"


def interrupt(sea: Sea, moment: Moment, happens: Callable[[Wire], None]) -> LiantuError | None:
    """Push over a wire on which something happens at the moment; whatever it is, a person is told in one sentence."""
    with wired(sea.server.port) as (wire, uri):
        wire.break_at(moment.way, moment.at, partial(happens, wire))
        error = sea.push(moment.folder, full=moment.full, uri=uri)
        assert wire.broken.wait(60), moment  # the push may end before what happens has been done
    if error is not None:
        assert error.exit_code == 4
        for told in (error.text("zh"), error.text("en")):
            assert uri in told
            assert "\n" not in told
            assert sea.server.password not in told
    return error
