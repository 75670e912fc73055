"""The sample district pushed to a real server, and how it is asked: from Python and on the command line."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from graph.neo4j.address import Address
from graph.queries.catalogue import catalogue
from liantu.home import Home
from liantu.sharing import pushing
from tests.liantu.conftest import Done, run_liantu
from tests.neo4j.servers import TestServer

SLOW = 300.0  # seconds: planning takes long where many tests share a machine
SEGMENTS = {
    False: """MATCH (s:Segment)<-[r:OPERATES_IN|FOCUSES_ON]-() WITH s.code AS code, count(r) AS n
        RETURN code ORDER BY n DESC, code""",
    True: """MATCH (x:Firm)-[:HAS_ROLE]->(:Role {name: '基金'}) MATCH (x)-[r:INVESTS]->(f:Firm)-[:OPERATES_IN]->(s:Segment)
        WHERE NOT f.region STARTS WITH '320706' WITH s.code AS code, count(r) AS n RETURN code ORDER BY n DESC, code""",
}


@pytest.fixture(scope="module")
def sample(loaded_sample: Home, neo4j: TestServer) -> Home:
    """The sample district, pushed."""
    pushing(loaded_sample, Address(neo4j.uri, neo4j.user, neo4j.password, neo4j.database))
    return loaded_sample


@pytest.fixture
def home(sample: Home, neo4j: TestServer, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The sample district, its server named by the environment."""
    for name, value in environment(neo4j).items():
        monkeypatch.setenv(name, value)
    return sample


@pytest.fixture
def asked(home: Home, neo4j: TestServer) -> Any:
    """The command ``liantu query`` in the sample's workspace."""

    def ask(*arguments: object) -> Done:
        return run_liantu(*arguments, cwd=home.workspace.folder, **environment(neo4j))

    return ask


def environment(server: TestServer) -> dict[str, str]:
    return {"NEO4J_URI": server.uri, "NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password,
            "NEO4J_DATABASE": server.database}  # fmt: skip


def answers(home: Home, name: str) -> pd.DataFrame:
    """Answer a query of the catalogue; what it must be given is taken from the graph, until something is found."""
    wanted = catalogue()[name].parameters
    given: dict[str, object] = {"since": "2025-06-30"} if "since" in wanted else {}
    tried: list[dict[str, object]] = [given]
    if "segment" in wanted:
        found = home.query(SEGMENTS[name == "funds-for-segment"])
        tried = [{"segment": code} for code in found["code"].head(40)]
    if "firm" in wanted:
        found = home.query(
            "MATCH (f:Firm)-[r:SUPPLIES]-() WHERE f.region = '320706' RETURN f.uid AS uid, count(r) AS n ORDER BY n DESC, uid LIMIT 5"
        )
        tried = [{"firm": uid} for uid in found["uid"]]
    rows = pd.DataFrame()
    for one in tried:
        rows = home.query(name, timeout=SLOW, **one)
        if len(rows):
            break
    return rows
