"""The graph that a module is about, with what its workspace answers, and the homes that are asked the same."""

from __future__ import annotations

import cProfile
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from types import CodeType

import pytest

from graph.neo4j.address import Address
from graph.neo4j.database import Database
from graph.neo4j.push import push
from liantu.pushed import PushedGraph
from liantu.questions import Questions
from tests.conformance.graphs import MAKERS, Graph
from tests.conformance.questions import QUESTIONS, answer
from tests.neo4j.servers import TestServer


@dataclass
class Known:
    """A graph with the answers of its workspace, and, where ``watched``, the functions that were called for them."""

    graph: Graph
    watched: bool = False
    reached: set[CodeType] = field(default_factory=set)

    @cached_property
    def answers(self) -> dict[str, object]:
        """What the workspace says to every question."""

        profile = cProfile.Profile(builtins=False)
        with profile if self.watched else nullcontext():
            answers = {name: answer(asked, self.graph.home, self.graph.at) for name, asked in QUESTIONS.items()}
        self.reached |= {entry.code for entry in profile.getstats() if isinstance(entry.code, CodeType)}
        return answers


@pytest.fixture(scope="module")
def known(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Known:
    """The graph of the module's name."""
    name = request.module.__name__.rpartition("_")[2]
    made = MAKERS[name](tmp_path_factory.mktemp(name))
    return Known(made, watched=name == "sample")  # watching every call takes several times as long


def pushed(server: TestServer, graph: Graph) -> PushedGraph:
    """The graph as the one that a server's database holds."""
    server.empty()
    report = push(Database(server.driver, server.database), graph.home.workspace)
    assert (report.why, report.absent) == ("first", 0)
    return PushedGraph(Address(server.uri, server.user, server.password, server.database))


@pytest.fixture(scope="module", params=["parquet", "neo4j", "newest"])
def home(known: Known, request: pytest.FixtureRequest) -> Iterator[Questions]:
    """The home under test: Parquet, or the graph pushed to a server."""
    name = request.param
    return known.graph.exported if name == "parquet" else pushed(request.getfixturevalue(name), known.graph)
