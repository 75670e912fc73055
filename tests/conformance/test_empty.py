"""A new workspace: all homes answer alike, if only that nothing is known."""

from __future__ import annotations

from tests.conformance.comparing import test_answers_are_the_same, test_tables_places_and_runs_are_the_same

__all__ = ["test_answers_are_the_same", "test_tables_places_and_runs_are_the_same"]
