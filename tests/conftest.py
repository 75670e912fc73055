"""What tests of every folder share: real Neo4j servers, the order of the files, and the language in force."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.words import set_language
from tests.neo4j.servers import (
    neo4j,
    neo4j_server,
    newest,
    newest_server,
    pytest_configure,
    pytest_unconfigure,
)

__all__ = ["neo4j", "neo4j_server", "newest", "newest_server", "pytest_configure", "pytest_unconfigure"]
SERVERS = {"neo4j", "newest", "known", "narrow", "states"}  # fixtures of tests that use one


@pytest.fixture(autouse=True)
def forget_language() -> Iterator[None]:
    """Let no test speak the language that a command of an earlier one was asked for."""
    yield
    set_language(None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that use a server: they take longest, and no worker shall wait for another's last one."""
    slow = {item.path for item in items if SERVERS & {*getattr(item, "fixturenames", ())}}
    items.sort(key=lambda item: item.path not in slow)
