"""Each way to smuggle a write, a file read or a foreign call into a query is refused before anything runs."""

import os
import signal
import threading
import time

import pytest

from graph.errors import NotPossible, UsageError
from graph.neo4j.connection import dropping_when_stopped
from graph.queries import run
from graph.queries.run import run_query
from graph.queries.tokens import calls, tokens
from tests.queries.elsewhere import ELSEWHERE, NAMES

pytestmark = pytest.mark.usefixtures("one_firm")

WRITES = [
    "CREATE (n:Firm {uid: 'x'})",
    "MERGE (n:Firm {uid: 'x'}) RETURN n",
    "MATCH (n) SET n.name = 'x'",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) REMOVE n.uid",
    "FOREACH (x IN [1] | CREATE (:Firm))",
    "CALL { CREATE (n:Firm) RETURN n } RETURN n",
    "UNWIND [1, 2] AS x CALL (x) { CREATE (:Firm {uid: x}) } IN TRANSACTIONS",
    "CREATE INDEX sneaky FOR (n:Firm) ON (n.name)",
    "DROP CONSTRAINT liantu_uid IF EXISTS",
    "CREATE USER eve SET PASSWORD 'password1'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "cReAtE (n:Firm)",
    "/* MATCH (n) RETURN n */ CREATE (n:Firm)",
    "CYPHER runtime=slotted CREATE (n:Firm)",
    "MATCH (n) RETURN n UNION CREATE (m:Firm) RETURN m",
    "cr\\u0065ate (n:Firm)",
    "CRE\\uuu0041TE (n:Firm)",
    "MATCH (n) SE\\u0054 n.name = 'x'",
    "RETURN '\\u0027 AS x CREATE (n:Firm) //'",
    "/* \\u002a\\u002f CREATE (n:Firm) /* */ RETURN 1 AS x",
    "// x\\u000aCREATE (n:Firm)",
    "CYPHER planner=cost CREATE (n:Firm)",
    "CYPHER 5 MATCH (n) SET n.name = 'x'",
    "CYPHER runtime=slotted EXPLAIN CREATE (n:Firm)",
    "CYPHER runtime=slotted PROFILE CREATE (n:Firm)",
    "MATCH (n:Firm) WHERE EXISTS { CREATE (m:Firm) RETURN m } RETURN n",
    "MATCH (n:Firm) RETURN COLLECT { CREATE (m:Firm) RETURN m } AS x",
    "MATCH (n:Firm) CALL (n) { SET n.name = 'x' } RETURN n",
    "MATCH (n:Firm) CALL (n) { DELETE n } IN 2 CONCURRENT TRANSACTIONS OF 1 ROW",
    "MATCH (n:Firm) CALL (n) { RETURN 1 AS x } IN TRANSACTIONS RETURN x",
    "MATCH (n:Firm) SET n:Other",
    "MATCH (n:Firm) SET n:$('Other')",
    "MATCH (n:Firm) REMOVE n:Firm",
    "MATCH (n:Firm {uid: 'a'}) SET n += {name: 'x'}",
    "MATCH (n:Firm) NODETACH DELETE n",
    "MERGE (n:Firm {uid: 'a'}) ON MATCH SET n.name = 'x'",
    "INSERT (n:Firm)",
    "RETURN 1 AS x; CREATE (n:Firm)",
    "RETURN 1 AS x\\u003b CREATE (n:Firm)",
    ";CREATE (n:Firm)",
    "CREATE CONSTRAINT c FOR (n:Firm) REQUIRE n.name IS UNIQUE",
    "DROP INDEX liantu_firm IF EXISTS",
    "CREATE FULLTEXT INDEX f FOR (n:Firm) ON EACH [n.name]",
]
FILES = [
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "load csv with headers from $file AS line RETURN line",
    "CALL { LOAD CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line } RETURN line",
    "L\\u004fAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD /* x */ CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD // x\nCSV FROM 'file:///etc/passwd' AS line RETURN line",
    "\\u004c\\u004f\\u0041\\u0044 \\u0043SV FROM 'file:///etc/passwd' AS line RETURN line",
    "MATCH (n) RETURN n.uid AS line UNION ALL LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row[0] AS line",
    "MATCH (n) CALL (n) { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line",
    "MATCH (n) CALL (*) { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line",
    "MATCH (n) WHERE EXISTS { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN n",
    "RETURN COUNT { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } AS n",
    "RETURN COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line[0] } AS n",
    "CYPHER runtime=slotted LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "CYPHER 5 LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD CSV FROM 'ftp://127.0.0.1/x' AS line FIELDTERMINATOR ';' RETURN line",
    "UNWIND ['file:///etc/passwd'] AS f LOAD CSV FROM f AS line RETURN file(), linenumber(), line",
    "LOAD CSV FROM 'jar:file:///x.jar!/y' AS line RETURN line",
]
CALLS = [
    "CALL dbms.listConfig() YIELD name, value RETURN name, value",
    "CALL dbms.killConnection('bolt-1')",
    "CALL `dbms`.`listConfig`() YIELD name RETURN name",
    "CALL dbms . listConfig() YIELD name RETURN name",
    "CALL db.clearQueryCaches()",
    "CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value",
    "CALL apoc.cypher.runWrite('CREATE (n)', {}) YIELD value RETURN value",
    "RETURN apoc.util.md5(['x']) AS x",
    "RETURN `apoc`.`load`.`jdbc`('x') AS x",
    "MATCH (n) CALL (n) { CALL dbms.listConfig() YIELD name RETURN name } RETURN name",
    "CALL dbms.listConfig",
    "OPTIONAL CALL dbms.listConfig() YIELD name RETURN name",
    "CALL db\\u006ds.listConfig()",
    "CALL `dbms.listConfig`()",
    "MATCH (n) // a comment ends here \r RETURN db.nameFromElementId(elementId(n)) AS name",
    "MATCH (n) RETURN n.x AS `\\\\u0060`, db.nameFromElementId(elementId(n)) AS name, 1 AS ``",
    "CALL/**/dbms/**/./**/listConfig/**/()",
    "CALL db.createLabel('Sneaky')",
    "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()",
    "CALL db.checkpoint()",
    "CALL tx.setMetaData({who: 'x'})",
    "CALL dbms.security.listUsers()",
    "CALL dbms.upgrade()",
    "RETURN apoc . util . md5 /* x */ (['x']) AS x",
    "RETURN ap\\u006fc.util.md5(['x']) AS x",
    "RETURN `apoc.util.md5`(['x']) AS x",
    "MATCH (n) WHERE apoc.util.sleep(1) RETURN n",
    "RETURN genai.vector.encode('x', 'OpenAI', {token: 'x'}) AS x",
    "RETURN graph.names() AS x",
    "MATCH (n) RETURN [x IN [1] WHERE apoc.util.sleep(1) | x] AS y",
]
ADMIN = [
    "CYPHER runtime=slotted // a comment ends here \r USE neo4j MATCH (n) RETURN n",
    "SHOW TRANSACTIONS",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "SHOW SETTINGS",
    "SHOW USERS",
    "SHOW DATABASES",
    "SHOW CURRENT USER",
    "SHOW SERVERS",
    "SHOW PRIVILEGES",
    "SHOW TRANSACTIONS YIELD transactionId AS id RETURN id",
    "SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTION id YIELD message RETURN message",
    "START DATABASE neo4j",
    "STOP DATABASE neo4j",
    "CREATE DATABASE other",
    "DROP DATABASE neo4j",
    "GRANT ROLE admin TO eve",
    "ENABLE SERVER 'x'",
    "USE system MATCH (n) RETURN n",
    "US\\u0045 system SHOW USERS",
    "USE `system` SHOW USERS",
    "USE graph.byName('system') MATCH (n) RETURN n",
    "USE graph.byElementId('x') MATCH (n) RETURN n",
    "CALL { USE system MATCH (n) RETURN n } RETURN n",
    "CYPHER runtime=slotted USE system SHOW USERS",
    "/* x */ EXPLAIN MATCH (n) RETURN n",
    "PROFIL\\u0045 MATCH (n) RETURN n",
    "EXPLAIN PROFILE MATCH (n) RETURN n",
    "CYPHER runtime=slotted PROFILE MATCH (n) RETURN n",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "MATCH (n) RETURN n; MATCH (m) DETACH DELETE m",
    "   // nothing but a comment",
    "",
    "MATCH (n RETURN n",
]


def count(neo4j) -> int:
    with neo4j.driver.session(database=neo4j.database) as session:
        return session.run("MATCH (n) RETURN count(n) AS n").single()["n"]


@pytest.mark.parametrize("text", [*WRITES, *FILES, *CALLS, *ADMIN, *ELSEWHERE])
def test_refused_and_nothing_changed(neo4j, text: str) -> None:
    before = count(neo4j)
    with pytest.raises(UsageError) as refusal:
        run_query(neo4j.driver, text, {"file": "file:///etc/passwd"}, database=neo4j.database)
    assert refusal.value.exit_code == 2
    assert "root:" not in refusal.value.text()
    assert count(neo4j) == before


@pytest.mark.parametrize("text", FILES)
def test_files_are_named_as_the_reason(neo4j, text: str) -> None:
    with pytest.raises(UsageError, match="LOAD CSV"):
        run_query(neo4j.driver, text, {"file": "file:///etc/passwd"}, database=neo4j.database)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (f:Firm) RETURN f.name AS name ORDER BY name",
        "CALL db.labels() YIELD label RETURN label ORDER BY label",
        "RETURN 'CREATE; LOAD CSV; apoc.load.json()' AS text",
        "MATCH (f:Firm) WHERE f.name <> 'USE system' RETURN f.uid AS `创建 CREATE (n)`",
        "RETURN date('2026-01-01') AS day, duration.inDays(date('2026-01-01'), date('2026-02-01')).days AS days",
        "MATCH (f:Firm) WHERE f.use IS NULL RETURN count(*) AS n",
        "SHOW INDEXES YIELD name RETURN name ORDER BY name",
        "CYPHER runtime=slotted MATCH (f:Firm) RETURN count(*) AS n",
        "// a comment\rRETURN 1 AS n",
        "UNWIND [localdatetime('2024-01-01T00:00:00'), date('2024-01-01')] AS day RETURN day",
        *NAMES,
    ],
)
def test_plain_reading_is_answered(neo4j, text: str) -> None:
    assert len(run_query(neo4j.driver, text, {}, database=neo4j.database).rows) >= 1


def test_a_day_that_python_has_not(neo4j) -> None:
    with pytest.raises(NotPossible, match="toString"):
        run_query(neo4j.driver, "RETURN date('-0001-01-01') AS day", {}, database=neo4j.database)


def test_parameters_are_values_and_never_text(neo4j) -> None:
    hostile = "x' OR 1=1 //`}) DETACH DELETE n //"
    text = "MATCH (f:Firm) WHERE f.name = $name RETURN f.uid AS uid"
    assert len(run_query(neo4j.driver, text, {"name": hostile}, database=neo4j.database).rows) == 0
    assert count(neo4j) == 2


def test_rows_are_cut_and_time_is_bounded(neo4j) -> None:
    cut = run_query(neo4j.driver, "UNWIND range(1, 50) AS x RETURN x ORDER BY x", {}, database=neo4j.database, limit=20)
    assert (cut.cut, cut.rows["x"].tolist()) == (True, list(range(1, 21)))
    whole = run_query(
        neo4j.driver, "UNWIND range(1, 20) AS x RETURN x ORDER BY x", {}, database=neo4j.database, limit=20
    )
    assert not whole.cut
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b = -1 RETURN count(*) AS n"
    with pytest.raises(NotPossible, match=r"0\.5"):
        run_query(neo4j.driver, slow, {}, database=neo4j.database, timeout=0.5)


def test_ctrl_c_stops_the_query_on_the_server(neo4j) -> None:
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b = -1 RETURN count(*) AS n"
    threading.Timer(2.0, os.kill, (os.getpid(), signal.SIGINT)).start()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run_query(neo4j.driver, slow, {}, database=neo4j.database, timeout=300)
    assert time.monotonic() - start < 100  # and not the time that the query was allowed
    running = "SHOW TRANSACTIONS YIELD currentQuery AS text WHERE text CONTAINS 'range(1, 100000)' RETURN text"
    records = neo4j.driver.execute_query(running, database_=neo4j.database).records
    assert [row["text"] for row in records if row["text"] != running] == []


def test_ctrl_c_stops_a_query_that_another_member_was_told_to_stop(neo4j, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a cluster another member may be asked, which knows nothing of it: the dropped connection ends it."""
    monkeypatch.setattr(run, "_STOP", "RETURN $mark AS message")
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100002) AS b WITH a, b WHERE a * b = -1 RETURN count(*) AS n"
    threading.Timer(2.0, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt), dropping_when_stopped():
        run_query(neo4j.driver, slow, {}, database=neo4j.database, timeout=300)
    running = "SHOW TRANSACTIONS YIELD currentQuery AS text WHERE text CONTAINS '100002' AND text <> $own RETURN text"
    until = time.monotonic() + 100
    while neo4j.driver.execute_query(running, own=running, database_=neo4j.database).records:
        assert time.monotonic() < until
        time.sleep(0.2)


def test_tokens_see_through_quotes_and_comments() -> None:
    text = "RETURN 'it''s `x` // no' AS `a``b`, $p.q /* CREATE */, \"LOAD CSV\" // SET\n, apoc . load . `json` (1)"
    found = tokens(text)
    assert "a`b" in [token.name for token in found]
    assert [token.text for token in found if token.is_word("CREATE", "LOAD", "SET")] == ["load"]
    assert [name for name, _ in calls(found)] == ["apoc.load.json"]
