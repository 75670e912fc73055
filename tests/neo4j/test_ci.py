"""A test that needs a server and cannot have one is skipped with the reason; where CI says so it fails."""

from __future__ import annotations

import pytest

from graph.errors import WorkspaceError
from tests.neo4j.servers import needs_server


def test_without_a_server_a_test_is_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"no Neo4j server: .*cannot be reached"), needs_server():
        raise WorkspaceError("neo4j.unreachable", uri="bolt://here", reason="off")


def test_under_ci_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(WorkspaceError), needs_server():
        raise WorkspaceError("neo4j.unreachable", uri="bolt://here", reason="off")
