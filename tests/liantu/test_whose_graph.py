"""Queries where a database holds several workspaces, and where nothing loaded declares a date."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from graph.neo4j.address import Address
from liantu.home import Home
from liantu.sharing import pushing
from tests.liantu.conftest import Done, run_liantu
from tests.neo4j.servers import TestServer


@pytest.fixture
def two(district: Path, tmp_path: Path, neo4j: TestServer) -> tuple[Path, Path]:
    """Two workspaces of one content, both pushed to an empty database."""
    neo4j.empty()
    folders = (tmp_path / "ws1", tmp_path / "ws2")
    for folder in folders:
        shutil.copytree(district, folder)
        pushing(Home.open(folder), Address(neo4j.uri, neo4j.user, neo4j.password, neo4j.database))
    return folders


def asked(server: TestServer, *arguments: object, cwd: Path) -> Done:
    return run_liantu(*arguments, cwd=cwd, **server.environment())


def test_the_workspace_at_hand_is_meant(two: tuple[Path, Path], tmp_path: Path, neo4j: TestServer) -> None:
    for folder in two:
        done = asked(neo4j, "query", "segments-without-firms", "-w", folder, cwd=tmp_path)
        assert done.code == 0, done.err
        assert asked(neo4j, "query", "segments-without-firms", cwd=folder).out == done.out
    elsewhere = asked(neo4j, "query", "segments-without-firms", cwd=tmp_path)
    assert elsewhere.code == 4
    assert "--of" in elsewhere.err


def test_a_workspace_that_was_never_pushed_says_nothing_of_whose_graph_is_meant(
    two: tuple[Path, Path], tmp_path: Path, neo4j: TestServer
) -> None:
    assert two
    assert run_liantu("init", tmp_path / "ws3", "--home", "320706").code == 0
    done = asked(neo4j, "query", "segments-without-firms", cwd=tmp_path / "ws3")
    assert "--of" in done.err


def test_without_a_declared_date_a_query_warns_and_counts_as_the_gap_analysis(
    district: Path, tmp_path: Path, neo4j: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    neo4j.empty()
    shutil.copytree(district, tmp_path / "ws")
    home = Home.open(tmp_path / "ws")
    pushing(home, Address(neo4j.uri, neo4j.user, neo4j.password, neo4j.database))
    gaps, found = (
        asked(neo4j, *words, cwd=tmp_path / "ws") for words in (("gaps",), ("query", "segments-with-one-firm"))
    )
    dated = [line for line in gaps.err.splitlines() if "1970-01-01" in line and line.startswith("提示")]
    assert len(dated) == 2
    assert all(line in found.err.splitlines() for line in dated)
    for name, value in neo4j.environment().items():
        monkeypatch.setenv(name, value)
    with pytest.warns(UserWarning, match="1970-01-01"):
        one = home.query("segments-with-one-firm")
    rows: Any = home.gaps().rows
    assert set(one["segment_uid"]) == set("segment:" + rows.loc[rows["effective_firms"] == 1, "segment"])
