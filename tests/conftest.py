"""What tests of every folder share: real Neo4j servers."""

from __future__ import annotations

from tests.neo4j.servers import (
    neo4j,
    neo4j_server,
    newest,
    newest_server,
    pytest_configure,
    pytest_unconfigure,
)

__all__ = ["neo4j", "neo4j_server", "newest", "newest_server", "pytest_configure", "pytest_unconfigure"]
