"""Listed firms of the country: all homes answer alike."""

from __future__ import annotations

from tests.conformance.comparing import test_answers_are_the_same, test_tables_places_and_runs_are_the_same

__all__ = ["test_answers_are_the_same", "test_tables_places_and_runs_are_the_same"]
