"""What each query of the catalogue has to answer, worked out in plain Python on the same graph: no Cypher, no plan."""

from __future__ import annotations

from collections.abc import Callable

from oracle_chains import ChainQuestions
from oracle_facts import FactQuestions
from oracle_rules import Rows
from oracle_ties import TieQuestions


class Oracle(ChainQuestions, TieQuestions, FactQuestions):
    """Answers the questions of the catalogue for a region on a day."""


def question(name: str) -> Callable[..., Rows]:
    """Return the method that answers a query of that name."""
    return getattr(Oracle, name.replace("-", "_"))
