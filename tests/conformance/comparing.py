"""Every question is answered alike by the workspace, by Parquet and by Neo4j, the long-term and the newest release.

The answers of the workspace are taken once a graph; each other home is asked the same, and every cell, type, warning,
coverage, fact and place has to be the same. Each graph has a module of its own, which takes these tests over.
"""

from __future__ import annotations

from liantu.questions import Questions
from tests.conformance.conftest import Known
from tests.conformance.questions import QUESTIONS, answer, assert_same
from tests.neo4j.graphs import assert_same as assert_same_tables


def test_tables_places_and_runs_are_the_same(known: Known, home: Questions) -> None:
    assert_same_tables(known.graph.home.snapshot(), home.snapshot())


def test_answers_are_the_same(known: Known, home: Questions) -> None:
    for name, asked in QUESTIONS.items():
        assert_same(known.answers[name], answer(asked, home, known.graph.at), name)
