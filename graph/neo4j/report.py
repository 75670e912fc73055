"""What a push did, or would do."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.neo4j.cleanup import Cleaned
from graph.neo4j.rows import Change


@dataclass
class PushReport:
    """What a push did, or would do.

    ``changes`` by kind; ``whole`` whether everything was sent, and ``why`` (``first``, ``asked``, ``incomplete``,
    ``elsewhere``, ``counts``, ``stale``); ``nodes`` and ``edges`` that are to be sent, ``sent`` how many rows were;
    ``described`` whether what the database is told of the workspace besides its graph differs;
    ``absent`` ends of edges that the database lacks; ``claims`` nodes and edges of which ``claim_fields`` values stand
    otherwise from another workspace; ``indexes`` how many the server began to fill; ``namesakes`` ids of workspaces of the
    same name and district that are there before a first push: former selves of this folder, perhaps.
    """

    workspace: str
    version: int
    changes: list[Change]
    whole: bool
    why: str
    nodes: int = 0
    edges: int = 0
    described: bool = False
    sent: int = 0
    renamed: int = 0
    claims: int = 0
    claim_fields: int = 0
    absent: int = 0
    absent_named: list[str] = field(default_factory=list)
    cleaned: Cleaned = field(default_factory=Cleaned)
    indexes: int = 0
    namesakes: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether there was nothing to do."""
        return not self.whole and not self.changes and not self.described

    @property
    def only_described(self) -> bool:
        """Whether the graph was there as it is, and the database was only told anew of the workspace."""
        return self.described and not self.whole and not self.changes

    @property
    def gone(self) -> int:
        """How many nodes and edges the graph no longer has."""
        return sum(change.gone for change in self.changes)
