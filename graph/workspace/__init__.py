"""Keeps records, runs and the graph in one DuckDB file: see ``Workspace``."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.workspace.derive import Derivation
    from graph.workspace.workspace import Workspace

__all__ = ["Derivation", "Workspace"]

_HOMES = {"Derivation": "graph.workspace.derive", "Workspace": "graph.workspace.workspace"}


def __getattr__(name: str) -> object:
    # late, because a snapshot needs parts of this package and the workspace needs snapshots
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
