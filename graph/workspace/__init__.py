"""Keeps records, runs and the graph in one DuckDB file: see ``Workspace``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.workspace.derive import Derivation
    from graph.workspace.workspace import Workspace

__all__ = ["Derivation", "Workspace"]


def __getattr__(name: str) -> object:
    # late, because a snapshot needs parts of this package and the workspace needs snapshots
    if name == "Workspace":
        from graph.workspace.workspace import Workspace

        return Workspace
    if name == "Derivation":
        from graph.workspace.derive import Derivation

        return Derivation
    raise AttributeError(name)
