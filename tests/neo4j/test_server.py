"""A real server, started, found and stopped with nothing but Python."""

from __future__ import annotations

from tests.neo4j.servers import TestServer


def test_the_server_answers_and_begins_empty(neo4j: TestServer):
    counted = neo4j.driver.execute_query("MATCH (n) RETURN count(n) AS n", database_=neo4j.database).records
    assert counted[0]["n"] == 0


def test_the_newest_release_answers_too(newest: TestServer):
    told = newest.driver.execute_query("CALL dbms.components() YIELD versions", database_="neo4j").records
    assert told[0]["versions"][0].startswith("2026.")
