"""The catalogue and the guard on the newest release: the same answers, the same refusals, also in its newer Cypher."""

from __future__ import annotations

import pytest
from test_catalogue import asked, expected, given_for
from test_read_only import ADMIN, CALLS, FILES, WRITES
from worlds import random_world

from graph.errors import UsageError
from graph.queries.catalogue import catalogue
from graph.queries.run import run_query
from tests.neo4j.servers import TestServer

NEWER = [
    "CYPHER 25 CREATE (n:Firm)",
    "CYPHER 25 LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "CYPHER 25 MATCH (n) RETURN n.uid AS x NEXT CREATE (m:Firm) RETURN x",
    "CYPHER 25 RETURN 1 AS x NEXT LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "CYPHER 25 MATCH (n) LET x = 1 INSERT (:Firm) RETURN x",
    "CYPHER 25 WHEN true THEN CREATE (m:Firm) RETURN m ELSE RETURN 1 AS m",
    "CYPHER 25 CALL dbms.listConfig() YIELD name RETURN name",
]


def test_the_catalogue_answers_alike(newest: TestServer) -> None:
    world = random_world(3)
    world.write(newest.driver, newest.database)
    for name, query in catalogue().items():
        given = given_for(query, 3)
        assert asked(newest, query, given) == expected(world, query, given), name


def test_everything_but_reading_is_refused(newest: TestServer) -> None:
    count = "MATCH (n) RETURN count(n) AS n"
    before = run_query(newest.driver, count, {}, database=newest.database).rows["n"].iloc[0]
    for text in [*WRITES, *FILES, *CALLS, *ADMIN, *NEWER]:
        with pytest.raises(UsageError) as refusal:
            run_query(newest.driver, text, {"file": "file:///etc/passwd"}, database=newest.database)
        assert "root:" not in refusal.value.text(), text
    assert run_query(newest.driver, count, {}, database=newest.database).rows["n"].iloc[0] == before
