"""The invented district, of every kind something: all homes answer alike, and the questions leave nothing out."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

import pytest

from liantu.questions import Questions
from tests.conformance.comparing import test_answers_are_the_same, test_tables_places_and_runs_are_the_same
from tests.conformance.conftest import Known
from tests.conformance.questions import QUESTIONS, functions_of_snapshots

__all__ = ["test_answers_are_the_same", "test_tables_places_and_runs_are_the_same"]


def test_no_question_is_refused_on_a_whole_district(known: Known) -> None:
    refused = {
        name: found[:2] for name, found in known.answers.items() if isinstance(found, tuple) and found[0] in _REFUSALS
    }
    assert refused == {}


_REFUSALS = ("NotPossible", "UsageError", "WorkspaceError")


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
