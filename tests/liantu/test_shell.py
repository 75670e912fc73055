"""The interactive prompt: typed with prompt_toolkit's pipe input, and answered by a graph that a test can watch."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from analyses.result import Result
from graph.errors import NotPossible, WorkspaceError
from graph.queries.catalogue import catalogue
from graph.queries.run import Answer
from graph.schema import Schema, load_schema
from liantu.query_parameters import is_statement
from liantu.querying import SharedGraph
from liantu.shell import GraphCompleter, answer_lines, history_file, is_open, read_lines, split_lines

SCHEMA = load_schema()
DONE = "\x04"  # Ctrl-D


def typed(text: str, history: Path | None = None) -> list[str]:
    """Return what the prompt gives when a person types this.

    In a thread of its own: a browser of other tests leaves a running event loop in this one, and the prompt needs its own.
    """

    def lines() -> list[str]:
        with create_pipe_input() as pipe:
            pipe.send_text(text + DONE)
            return list(read_lines(lambda: SCHEMA, history, source=pipe, output=DummyOutput()))

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lines).result()


def offered(text: str, schema: Schema = SCHEMA) -> dict[str, str]:
    """Return what completion gives at the end of a text, with the meaning beside it."""
    given = GraphCompleter(lambda: schema).get_completions(Document(text), CompleteEvent())
    return {text[: len(text) + one.start_position] + one.text: one.display_meta_text for one in given}


def test_a_statement_goes_on_until_a_semicolon() -> None:
    assert typed("MATCH (f:Firm)\rRETURN f.name\r;\r") == ["MATCH (f:Firm)\nRETURN f.name\n;"]
    assert typed("MATCH\r(f:Firm) RETURN f.name;\r") == ["MATCH\n(f:Firm) RETURN f.name;"]
    assert typed("// why\rRETURN 1 AS x;\r") == ["// why\nRETURN 1 AS x;"]


def test_names_and_commands_are_one_line() -> None:
    assert typed("segments-weak region=320706\r\r:queries\r") == ["segments-weak region=320706", ":queries"]


def test_ctrl_c_drops_what_was_typed_and_quit_leaves() -> None:
    assert typed("MATCH (f:Firm)\r\x03RETURN 1 AS x;\r") == ["RETURN 1 AS x;"]
    assert typed(":queries\r:quit\r:help\r") == [":queries"]


def test_history_is_kept_from_one_shell_to_the_next(tmp_path: Path) -> None:
    file = tmp_path / "history"
    assert typed("RETURN 1 AS x;\r", file) == ["RETURN 1 AS x;"]
    assert typed("\x10\r", file) == ["RETURN 1 AS x;"]  # Ctrl-P: the line before


def test_history_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "history"
    typed("RETURN 1 AS x;\r", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("place", ["missing/history", "."])
def test_without_a_place_for_the_history_the_shell_goes_on(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], place: str
) -> None:
    assert typed("RETURN 1 AS x;\rRETURN 2 AS x;\r", tmp_path / place) == ["RETURN 1 AS x;", "RETURN 2 AS x;"]
    assert capfd.readouterr() == ("", "")


def test_a_person_without_a_home_has_no_history(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", unknown)
    assert history_file() is None


@pytest.mark.parametrize(
    ("text", "whole", "meaning"),
    [
        ("segments-we", "segments-weak", catalogue()["segments-weak"].header.zh),
        (":q", ":queries", ""),
        (":show segments-we", ":show segments-weak", catalogue()["segments-weak"].header.zh),
        ("MATCH (f:Fi", "MATCH (f:Firm", "企业"),
        ("MATCH (f:", "MATCH (f:Firm", "企业"),
        ("MATCH (f)-[:", "MATCH (f)-[:SUPPLIES", "供应"),
        (":", ":queries", ""),
        ("MATCH (f)-[:SUPP", "MATCH (f)-[:SUPPLIES", "供应"),
        ("MATCH (f)-[:INVESTS|CONT", "MATCH (f)-[:INVESTS|CONTROLS", "控制"),
        ("MATCH (f:Firm) WHERE f.above", "MATCH (f:Firm) WHERE f.above_scale", ""),
        ("MATCH (f:Firm) RET", "MATCH (f:Firm) RETURN", ""),
        ("mat", "MATCH", ""),
    ],
)
def test_completion_knows_labels_types_fields_names_and_words(text: str, whole: str, meaning: str) -> None:
    assert offered(text).get(whole) == meaning


def test_completion_offers_labels_alone_after_a_colon() -> None:
    assert "MATCH (f:RETURN" not in offered("MATCH (f:")
    assert all(text.startswith("MATCH (f:") for text in offered("MATCH (f:"))


def test_completion_knows_the_kinds_of_whoever_pushed_and_reads_them_when_asked() -> None:
    firm = SCHEMA.nodes["Firm"]
    own = Schema({"Mill": firm.model_copy(update={"kind": "Mill", "zh": "工厂"})}, {})
    assert offered("MATCH (f:", own) == {"MATCH (f:Mill": "工厂"}
    GraphCompleter(lambda: pytest.fail("read at the start"))


def test_completion_offers_nothing_where_nothing_fits() -> None:
    assert offered("MATCH (f:Nobody") == {}


def test_a_text_is_split_as_it_would_be_typed() -> None:
    text = "segments-weak\n\nsegments-with-one-firm chain=硅材料\n// why\nMATCH (f)\nRETURN f;\nRETURN 2 AS x"
    assert list(split_lines(text)) == [
        "segments-weak",
        "segments-with-one-firm chain=硅材料",
        "// why\nMATCH (f)\nRETURN f;",
        "RETURN 2 AS x",
    ]
    assert list(split_lines("\n// nothing\n")) == []
    assert list(split_lines("segments-weak\n:quit\nsegments-weak\n")) == ["segments-weak"]
    assert is_open("MATCH (f)")
    assert not is_open(":help")


def test_a_semicolon_ends_a_statement_and_nothing_else_does() -> None:
    text = "RETURN 1 AS a; // one\nRETURN 'x;\ny' AS a // two;\n, 2 AS b;\nsegments-weak;"
    assert list(split_lines(text)) == [
        "RETURN 1 AS a; // one",
        "RETURN 'x;\ny' AS a // two;\n, 2 AS b;",
        "segments-weak;",
    ]


@pytest.mark.parametrize("text", ["LET x = 1 RETURN x", "FOR x IN [1] RETURN x", "FILTER true", "WHEN true THEN RETURN 1 AS x",
                                  "SET n.x = 1", "DETACH DELETE n"])  # fmt: skip
def test_every_clause_that_can_begin_a_statement_is_cypher(text: str) -> None:
    assert is_statement(text)
    assert is_open(text)


class Watched(SharedGraph):
    """A graph that notes what it is asked."""

    confidential = 0

    def ask(self, text, given, *, limit=0, timeout=0):  # type: ignore[no-untyped-def]  # noqa: ARG002
        self.database.append((text, dict(given)))
        if "stop" in text:
            raise KeyboardInterrupt
        if "lost" in text:
            raise WorkspaceError("neo4j_graph.nothing_pushed")
        query = catalogue().get(text)
        names = list(query.header.columns) if query else ["x"]
        return query, Answer(pd.DataFrame([[1] * len(names)], columns=names), cut=False), given


def answered(*lines: str, patient: bool = True) -> tuple[list[tuple[str, dict[str, str]]], list[Result], list[str]]:
    asked: list[tuple[str, dict[str, str]]] = []
    shown: list[Result] = []
    told: list[str] = []
    answer_lines(lines, Watched(asked), shown.append, told.append, patient=patient)  # type: ignore[arg-type]
    return asked, shown, told


def test_parameters_follow_a_name() -> None:
    asked, shown, told = answered('segments-weak region=320706 chain="硅 材料";', "RETURN 1 AS x;")
    assert asked == [("segments-weak", {"region": "320706", "chain": "硅 材料"}), ("RETURN 1 AS x", {})]
    assert shown[0].rows.columns[0] == "产业链"
    assert all("1" in line and "0." in line for line in told)  # rows and seconds
    asked, _, _ = answered('groups-here least:=3 region:="32 07"')
    assert asked == [("groups-here", {"least": 3, "region": "32 07"})]


def test_what_is_wrong_is_told_and_the_next_line_is_read() -> None:
    asked, _, told = answered("segments-weak 320706", "RETURN lost;", ":show nothing", "RETURN 2 AS x;")
    assert [text for text, _ in asked] == ["RETURN lost", "RETURN 2 AS x"]
    assert "320706" in told[0]
    assert len(told) == 4


def test_the_first_fault_gives_the_exit_code() -> None:
    def code(*lines: str) -> int:
        return answer_lines(lines, Watched([]), lambda _: None, lambda _: None)  # type: ignore[arg-type]

    assert code("RETURN 1 AS x;", "RETURN lost;", ":show nothing") == WorkspaceError.exit_code
    assert code(":show nothing", "RETURN lost;") == NotPossible.exit_code
    assert code("RETURN 1 AS x;", ":help") == 0


def test_ctrl_c_stops_the_query_and_not_the_shell() -> None:
    asked, shown, _ = answered("RETURN stop;", "RETURN 2 AS x;")
    assert len(asked) == 2
    assert len(shown) == 1
    with pytest.raises(KeyboardInterrupt):
        answered("RETURN stop;", patient=False)


def test_commands_explain() -> None:
    _, shown, told = answered(":help", ":queries", ":show segments-weak")
    assert ":quit" in told[0]
    assert list(shown[0].rows["query"]) == list(catalogue())
    assert "MATCH" in told[1]
