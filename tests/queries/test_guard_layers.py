"""Each layer of the read-only guard refuses by itself: what another would catch after it is proved to be caught here too."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import neo4j
import pytest

from graph.errors import UsageError
from graph.neo4j.database import Database
from graph.queries.guard import PROCEDURES, _check_step, _check_words, _steps, check_read_only
from graph.queries.run import run_query
from graph.queries.tokens import calls, tokens
from tests.queries.elsewhere import ELSEWHERE, NAMES


def refusal(text: str) -> str:
    """The key of the sentence by which the words of a query are refused, before a server is asked."""
    with pytest.raises(UsageError) as refused:
        _check_words(text)
    return refused.value.key


# -- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "LOAD CSV FROM 'file:///x' AS line RETURN line",
        "load /* x */ csv FROM $file AS line RETURN line",
        "MATCH (n) CALL (n) { LOAD // x\nCSV FROM 'x' AS line RETURN line } RETURN line",
        "L\\u004fAD \\u0043SV FROM 'file:///x' AS line RETURN line",
    ],
)
def test_words_that_read_files(text: str) -> None:
    assert refusal(text) == "queries.reads_files"


@pytest.mark.parametrize(
    "text",
    [
        "USE system MATCH (n) RETURN n",
        "use `system` SHOW USERS",
        "US\\u0045 system SHOW USERS",
        "CALL { USE graph.byName('system') MATCH (n) RETURN n } RETURN n",
        *ELSEWHERE,
    ],
)
def test_words_that_ask_another_database(text: str) -> None:
    assert refusal(text) == "queries.other_database"


@pytest.mark.parametrize(
    "text",
    [
        "CALL dbms.listConfig()",
        "CALL `dbms` . `listConfig`()",
        "RETURN ap\\u006fc.util.md5(['x']) AS x",
        "RETURN `apoc.util.md5`(['x']) AS x",
    ],
)
def test_words_that_call_what_is_not_allowed(text: str) -> None:
    assert refusal(text) == "queries.foreign_call"


@pytest.mark.parametrize(("text", "key"), [
    ("// nothing", "queries.empty"), ("EXPLAIN RETURN 1", "queries.plan_words"), ("PROFIL\\u0045 RETURN 1", "queries.plan_words"),
])  # fmt: skip
def test_words_that_are_no_question(text: str, key: str) -> None:
    assert refusal(text) == key


@pytest.mark.parametrize(
    "text",
    [
        "RETURN 'LOAD CSV' AS a, \"USE system\" AS b, n.use AS c",
        "MATCH (n) RETURN n.`LOAD CSV` /* USE system */ // CALL dbms.listConfig()",
        "CALL db.labels() YIELD label RETURN label, date.truncate('year', date()) AS day",
        *NAMES,
    ],
)
def test_words_that_only_look_so_pass(text: str) -> None:
    _check_words(text)


def test_codes_are_read_as_the_characters_they_stand_for() -> None:
    assert [token.text for token in tokens(r"L\u004FAD \uuu0043SV")] == ["LOAD", "CSV"]
    assert [token.text for token in tokens(r"/* \u002a\u002f USE x")] == ["USE", "x"]
    assert [token.kind for token in tokens(r"'\u0027 USE x")] == ["text", "word", "word"]
    assert [name for name, _ in calls(tokens(r"db\u006ds\u002elistConfig\u0028)"))] == ["dbms.listConfig"]


# -- the plan ----------------------------------------------------------------------------------------------------------


def step(operator: str, details: str = "", *children: dict[str, Any]) -> dict[str, Any]:
    return {"operatorType": f"{operator}@neo4j", "args": {"Details": details}, "children": list(children)}


def check_plan(plan: dict[str, Any]) -> None:
    for each in _steps(plan):
        _check_step(each)


@pytest.mark.parametrize(("refused", "key"), [
    (step("LoadCSV", "line"), "queries.reads_files"),
    (step("ProcedureCall", "dbms.listConfig() :: (name :: STRING)"), "queries.foreign_call"),
    (step("ProcedureCall", "`dbms.listConfig`()"), "queries.foreign_call"),
    (step("ProcedureCall"), "queries.foreign_call"),
    (step("ShowTransactions"), "queries.administers"),
    (step("TerminateTransactions"), "queries.administers"),
])  # fmt: skip
def test_steps_are_refused_wherever_they_stand(refused: dict[str, Any], key: str) -> None:
    plan = step("ProduceResults", "", step("AllNodesScan"), step("Apply", "", step("Argument"), refused))
    with pytest.raises(UsageError) as found:
        check_plan(plan)
    assert found.value.key == key


@pytest.mark.parametrize("name", sorted(PROCEDURES))
def test_steps_of_allowed_procedures_pass(name: str) -> None:
    check_plan(step("ProduceResults", "", step("ProcedureCall", f"{name}() :: (x :: STRING)")))


# -- the type of the statement, and the access mode --------------------------------------------------------------------


class Planner:
    """A session that plans every query as one of a type, with a plan that shows nothing."""

    def __init__(self, query_type: str) -> None:
        self._summary = SimpleNamespace(query_type=query_type, plan=step("ProduceResults"))
        self.asked: list[str] = []

    def run(self, query: neo4j.Query, _parameters: dict[str, Any]) -> Planner:
        self.asked.append(str(query.text))
        return self

    def consume(self) -> SimpleNamespace:
        return self._summary


@pytest.mark.parametrize("query_type", ["w", "rw", "s"])
def test_a_statement_that_does_not_only_read_is_refused_by_its_type(query_type: str) -> None:
    planner = Planner(query_type)
    with pytest.raises(UsageError) as refused:
        check_read_only(planner, "RETURN 1 AS x", {}, timeout=1.0)  # type: ignore[arg-type]
    assert refused.value.key == "queries.writes"
    assert planner.asked == ["EXPLAIN\nRETURN 1 AS x"]  # planned, not run
    check_read_only(Planner("r"), "RETURN 1 AS x", {}, timeout=1.0)  # type: ignore[arg-type]


def test_the_access_mode_alone_stops_a_write(neo4j, monkeypatch: pytest.MonkeyPatch) -> None:
    """With everything else taken off, the server refuses to write for a session that reads."""
    monkeypatch.setattr("graph.queries.run.check_read_only", lambda *_, **__: None)
    with pytest.raises(UsageError, match=r"(?i)read"):
        run_query(neo4j.driver, "CREATE (n:Sneaky) RETURN n", {}, database=neo4j.database)
    assert Database(neo4j.driver, neo4j.database).read("MATCH (n:Sneaky) RETURN n") == []
