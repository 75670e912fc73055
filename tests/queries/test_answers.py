"""What an answer holds: values as a table has them, in bounds; and what is said of a query that somebody ended."""

import json
import threading
import time

import pytest

from graph.errors import NotPossible, WorkspaceError
from graph.neo4j.address import Address
from graph.neo4j.connection import explained
from graph.queries import run
from graph.queries.run import run_query

pytestmark = pytest.mark.usefixtures("one_firm")


def terminate_soon(neo4j, part: str) -> threading.Thread:
    """Let somebody else end the query whose text holds this part, as soon as it runs."""
    text = """SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery AS text
        WHERE text CONTAINS $part AND text STARTS WITH 'UNWIND' TERMINATE TRANSACTION id YIELD message RETURN message"""

    def work() -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until and not neo4j.driver.execute_query(text, part=part).records:
            time.sleep(0.2)

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_a_query_that_somebody_ended_did_not_take_too_long(neo4j) -> None:
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100001) AS b WITH a, b WHERE a * b = -1 RETURN count(*) AS n"
    address = Address(neo4j.uri, neo4j.user, neo4j.password, neo4j.database)
    other = terminate_soon(neo4j, "100001")
    with pytest.raises(WorkspaceError) as ended, explained(address):
        run_query(neo4j.driver, slow, {}, database=neo4j.database, timeout=300)
    other.join()
    assert ended.value.key == "neo4j.terminated"


def test_an_answer_is_bounded_in_bytes(neo4j, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_MOST", 1 << 20)
    for value in (
        "range(1, 10000)",
        "{a: [range(1, 10000)]}",
        "reduce(t = 'x', i IN range(1, 12) | t + t + toString(x))",
    ):
        text = f"UNWIND range(1, 5000) AS x RETURN {value} AS list"
        with pytest.raises(NotPossible) as refused:
            run_query(neo4j.driver, text, {}, database=neo4j.database)
        assert refused.value.key == "queries.too_large"
        assert "LIMIT" in refused.value.text("zh")
        rows = run_query(neo4j.driver, f"UNWIND range(1, 2) AS x RETURN {value} AS list", {}, database=neo4j.database)
        assert len(rows.rows) == 2


def test_types_of_the_frame(neo4j) -> None:
    text = """MATCH p = (f:Firm {uid: 'a'})-[r]->(g) UNWIND [1, null] AS x
        RETURN x AS whole, x * 1.5 AS number, x = 1 AS flag, date('2026-01-02') AS day, f AS node, r AS edge, p AS path,
        [1, 'a'] AS list, {b: 1, a: date('2026-01-02')} AS map, null AS nothing ORDER BY whole"""
    rows = run_query(neo4j.driver, text, {}, database=neo4j.database).rows
    assert [str(rows[name].dtype) for name in ("whole", "number", "flag")] == ["Int64", "float64", "boolean"]
    first = rows.iloc[0]
    assert (first["node"], first["edge"], first["path"], first["list"]) == ("a", "k", ["a", "b"], [1, "a"])
    assert first["map"] == '{"a": "2026-01-02", "b": 1}'
    assert rows["nothing"].isna().all()


def test_values_inside_a_map_are_json(neo4j) -> None:
    text = """MATCH p = (f:Firm {uid: 'a'})-[r]->() RETURN {long: duration('P1M2DT3S'), none: 0.0 / 0.0, more: 1.0 / 0.0,
        less: -1.0 / 0.0, deep: {days: [date('2026-01-02')], at: datetime('2026-01-02T03:04:05Z')}, node: f, edge: r,
        path: p, place: point({x: 1, y: 2}), maps: [{x: duration('P1D')}], flag: true, nothing: null, n: 1.5} AS map"""
    map_ = run_query(neo4j.driver, text, {}, database=neo4j.database).rows["map"].iloc[0]
    assert json.loads(map_, parse_constant=pytest.fail) == {
        "long": "P1M2DT3S", "none": "NaN", "more": "Infinity", "less": "-Infinity",
        "deep": {"days": ["2026-01-02"], "at": "2026-01-02 03:04:05+00:00"}, "node": "a", "edge": "k", "path": ["a", "b"],
        "place": [1.0, 2.0], "maps": [{"x": "P1D"}], "flag": True, "nothing": None, "n": 1.5,
    }  # fmt: skip
