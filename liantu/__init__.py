"""liantu 链图: the district's innovation ecosystem as one graph, its chain gaps, the firms to bring in.

``liantu.open(folder)`` opens a workspace, ``liantu.init(folder, home="320706")`` makes one; both return a
:class:`liantu.home.Home` with every question as a method. ``liantu.open_shared(address)`` asks the same of a graph that
was pushed to Neo4j, with no workspace at hand.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from liantu.home import Home
    from liantu.pushed import PushedGraph

__version__ = "0.1.0"
__all__ = ["Home", "__version__", "init", "open", "open_shared"]

_ROOMS = ("graph", "loaders", "analyses", "visualizations")


def _refuse_hidden_rooms() -> None:
    """Raise ImportError in one sentence when a file of the user's own hides one of the packages beside this one."""
    here = Path(__file__).resolve().parent.parent
    for name in _ROOMS:
        module = sys.modules.get(name)
        spec = module.__spec__ if module else importlib.util.find_spec(name)
        origin = Path(spec.origin).resolve() if spec and spec.origin else None
        if origin is None or origin.parent.parent != here:
            msg = (
                f"{origin or name} 挡住了链图自己的 {name} 包，请把它改名或移走后重试"
                f" (it hides liantu's own package {name}: rename or move it)"
            )
            raise ImportError(msg)


_refuse_hidden_rooms()


def open(folder: str | Path = ".") -> Home:  # noqa: A001 - liantu.open reads as one would say it
    """Open the workspace in ``folder`` (or in the nearest folder above it that has a ``liantu.toml``)."""
    from liantu.home import Home

    return Home.open(Path(folder))


def init(folder: str | Path, *, home: str) -> Home:
    """Make a workspace in ``folder`` for the home district with that six-digit code."""
    from liantu.home import Home

    return Home.init(Path(folder), home=home)


def open_shared(address: str | None = None, *, of: str | None = None) -> PushedGraph:
    """Open the graph that a workspace pushed to Neo4j: every question, and its tables as a snapshot.

    Parameters
    ----------
    address : str, optional
        As ``--neo4j`` takes it, without a password; default: ``NEO4J_URI``. The password is that of ``NEO4J_PASSWORD``.
    of : str, optional
        Id or name of the workspace whose graph is meant, where several share the database.

    Raises
    ------
    WorkspaceError
        Nothing says the address or the password; what fails later says so in one sentence.
    """
    from graph.neo4j.address import find_address
    from liantu.pushed import PushedGraph

    return PushedGraph(find_address(address), of)


def __getattr__(name: str) -> object:
    if name == "Home":
        from liantu.home import Home

        return Home
    msg = f"module 'liantu' has no attribute {name!r}"
    raise AttributeError(msg)
