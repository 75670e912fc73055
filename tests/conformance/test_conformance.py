"""Every question is answered alike by the workspace, by Parquet and by Neo4j, the long-term and the newest release.

The answers of the workspace are taken once a graph; each other home is asked the same, and every cell, type, warning,
coverage, fact and place has to be the same.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import CodeType, FrameType

import pytest

from graph.neo4j.address import Address
from graph.neo4j.database import Database
from graph.neo4j.push import push
from liantu.pushed import PushedGraph
from liantu.questions import Questions
from tests.conformance.graphs import MAKERS, Graph
from tests.conformance.questions import QUESTIONS, answer, assert_same, functions_of_snapshots
from tests.neo4j.graphs import assert_same as assert_same_tables
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

        def watch(frame: FrameType, event: str, _argument: object) -> None:
            if event == "call":
                self.reached.add(frame.f_code)

        if self.watched:
            sys.setprofile(watch)
        try:
            return {name: answer(asked, self.graph.home, self.graph.at) for name, asked in QUESTIONS.items()}
        finally:
            sys.setprofile(None)


@pytest.fixture(scope="module", params=MAKERS)
def known(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Known:
    """Each graph in turn; a server holds one at a time."""
    made = MAKERS[request.param](tmp_path_factory.mktemp(request.param))
    return Known(made, watched=request.param == "sample")  # watching every call takes several times as long


def pushed(server: TestServer, graph: Graph) -> PushedGraph:
    """The graph as the one that a server's database holds."""
    server.empty()
    report = push(Database(server.driver, server.database), graph.home.workspace)
    assert (report.why, report.absent) == ("first", 0)
    return PushedGraph(Address(server.uri, server.user, server.password, server.database))


@pytest.fixture(scope="module")
def home(known: Known, request: pytest.FixtureRequest) -> Iterator[Questions]:
    """The home under test: Parquet, or the graph pushed to a server."""
    name = request.param
    return known.graph.exported if name == "parquet" else pushed(request.getfixturevalue(name), known.graph)


every_home = pytest.mark.parametrize("home", ["parquet", "neo4j", "newest"], indirect=True)


@every_home
def test_tables_places_and_runs_are_the_same(known: Known, home: Questions) -> None:
    assert_same_tables(known.graph.home.snapshot(), home.snapshot())


@every_home
def test_answers_are_the_same(known: Known, home: Questions) -> None:
    for name, asked in QUESTIONS.items():
        assert_same(known.answers[name], answer(asked, home, known.graph.at), name)


@pytest.mark.parametrize("known", ["sample"], indirect=True)
def test_no_question_is_refused_on_a_whole_district(known: Known) -> None:
    refused = {
        name: found[:2] for name, found in known.answers.items() if isinstance(found, tuple) and found[0] in _REFUSALS
    }
    assert refused == {}


_REFUSALS = ("NotPossible", "UsageError", "WorkspaceError")


@pytest.mark.parametrize("known", ["sample"], indirect=True)
def test_the_questions_reach_every_function_of_a_snapshot(known: Known) -> None:
    """Whoever adds an analysis adds a question here, or this fails."""
    assert set(known.answers) == set(QUESTIONS)
    functions = list(functions_of_snapshots())
    assert len(functions) > 30
    left = [f"{one.__module__}.{one.__name__}" for one in functions if one.__code__ not in known.reached]
    assert left == []
    asked_for = {name for name, one in vars(Questions).items() if inspect.isfunction(one) and name[0] != "_"}
    told = {code.co_name for code in known.reached if code.co_filename == inspect.getfile(Questions)}
    # pictures are drawn from the models that are compared, a query always asks Neo4j, names come into every answer
    assert asked_for - told == {"draw_map", "draw_network", "chain_name", "query", "snapshot"}


def test_a_new_analysis_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import analyses

    (tmp_path / "paths.py").write_text(
        "from __future__ import annotations\n\n\ndef paths(snapshot: SnapshotLike) -> None:\n    ...\n", "utf-8"
    )
    monkeypatch.setattr(analyses, "__path__", [*analyses.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "analyses.paths", raising=False)
    assert "paths" in {one.__name__ for one in functions_of_snapshots()}
