"""Push then pull gives the same frames and the same answers, over the schema and on a district."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.neo4j.database import Database
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.schema import EdgeKind, NodeKind, Schema, load_schema
from graph.workspace.layout import Layout, declared
from tests.fuzzing import examples
from tests.liantu.conftest import FIRMS, SUPPLIES, Done, run_liantu
from tests.neo4j.graphs import assert_same, make_workspace, throw_away, whole
from tests.neo4j.servers import TestServer

__all__ = ["throw_away"]

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["91A", "12A", "`", "${x}", "😀"]
)
CODES = ("91A", "91B", "12A")
VALUES: dict[str, st.SearchStrategy[object]] = {
    "VARCHAR": TEXTS, "DATE": st.dates(date(1, 1, 1), date(9999, 12, 31)), "INTEGER": st.integers(1, 9999),
    "BIGINT": st.integers(-(2**63), 2**63 - 1), "DOUBLE": st.floats(allow_nan=False), "BOOLEAN": st.booleans(),
    "VARCHAR[]": st.lists(TEXTS, max_size=3), "DECIMAL(18,2)": st.integers(-(10**15), 10**15).map(lambda fen: fen / 100),
}  # fmt: skip


def ids_of(schema: Schema, kinds: Sequence[str]) -> list[str]:
    """The ids of a few nodes of these kinds, as a record names them; the plainest example of an end meets its node."""
    layout = Layout(schema)
    heads = [layout.identifiers(kind)[0].prefix for kind in kinds if layout.identifiers(kind)]
    return list(dict.fromkeys(f"{head}{code}" for code in CODES for head in heads))


def rows_of(schema: Schema, kind: NodeKind | EdgeKind, least: int) -> st.SearchStrategy[list[dict[str, object]]]:
    """Any rows of a kind; identifiers, ends and owners are those of few things, so that some are found."""
    absent = st.nothing() if least else st.none()  # where something has to be there, it has to be found too
    columns = {column.name: st.none() | VALUES[column.type] for column in kind.storage()}
    for name in kind.identifiers if isinstance(kind, NodeKind) else ():
        columns[name] = absent | st.sampled_from(CODES)
    if isinstance(kind, EdgeKind):
        for side, end in (("src", kind.src), ("dst", kind.dst)):
            columns[f"{side}_id"] = absent | st.sampled_from(ids_of(schema, end.kinds or list(schema.nodes)) or [""])
    elif owner := Layout(schema).owner(kind.name):
        edge = schema.edges[owner[0]]
        columns["owner_id"] = st.sampled_from(ids_of(schema, getattr(edge, owner[1]).kinds) or [""])
    columns |= {"inferred": st.none() | st.booleans(), "confidence": st.none() | st.floats(0, 1)}
    return st.lists(st.fixed_dictionaries(columns), min_size=least, max_size=4)


@pytest.fixture
def database(neo4j: TestServer) -> Database:
    database = Database(neo4j.driver, neo4j.database)
    database.send("MATCH (n) DETACH DELETE n")
    return database


def comes_back(database: Database, folder: Path, schema: Schema, data: st.DataObject, *, least: int = 0) -> set[str]:
    """Push and pull any graph of so many rows of each kind; returns the kinds of which there was something."""
    rows = {kind.name: data.draw(rows_of(schema, kind, least), label=kind.name) for kind in declared(schema)}
    database.send("MATCH (n) DETACH DELETE n")
    with pytest.MonkeyPatch.context() as patch:
        workspace = make_workspace(folder / "ws", schema, patch, rows)
        report = push(database, workspace)
        assert report.absent == 0
        assert_same(workspace.snapshot(), open_snapshot(database))
        before = whole(database)
        assert push(database, workspace).nothing
        push(database, workspace, full=True)
        assert whole(database) == before
        counts = workspace.statistics()
    return {kind for kind, count in {**counts.nodes, **counts.edges}.items() if count}


@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_graph_comes_back(
    database: Database, tmp_path_factory: pytest.TempPathFactory, schema: Schema, data: st.DataObject
) -> None:
    comes_back(database, tmp_path_factory.mktemp("any"), schema, data)


def test_any_graph_of_the_shipped_kinds_comes_back(
    database: Database, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shipped = load_schema()
    seen: set[str] = set()

    @settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(data=st.data())
    def tried(data: st.DataObject) -> None:
        seen.update(comes_back(database, tmp_path_factory.mktemp("any"), shipped, data, least=1))

    tried()
    # the examples would prove little if most kinds were always empty
    assert len(seen) >= 30, sorted({*shipped.nodes, *shipped.edges} - seen)


@pytest.fixture(scope="module")
def ask(neo4j: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Done]:
    """The command line with the test server's password, beside a pushed district."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / "企业.csv").write_text(FIRMS, "utf-8")
    (folder / "供应.csv").write_text(SUPPLIES, "utf-8")
    environment = {"NEO4J_PASSWORD": neo4j.password, "NEO4J_USERNAME": neo4j.user, "NEO4J_DATABASE": neo4j.database}

    def run(*arguments: object) -> Done:
        return run_liantu(*arguments, cwd=folder, **environment)

    neo4j.empty()
    assert run("init", "ws", "--home", "320706").code == 0
    for arguments in (("load", "企业.csv", "供应.csv", "-w", "ws"),
                      ("neo4j", "push", "-w", "ws", "--neo4j", neo4j.uri)):  # fmt: skip
        done = run(*arguments)
        assert done.code == 0, done.err
    return run


@pytest.mark.parametrize(
    "question",
    [
        ("gaps", "-f", "json"), ("gaps", "--chain", "silicon-materials"), ("gaps", "--as-of", "2020-01-01", "-f", "csv"),
        ("gaps", "--explain", "1"), ("gaps", "--explain", "1", "--as-of", "2025-12-31"),
        ("targets", "-f", "json"), ("chains", "--all"), ("leaders", "-f", "csv"),
        ("regions", "--peers", "320505", "-f", "json"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_answers_are_the_same_byte_for_byte(
    ask: Callable[..., Done], neo4j: TestServer, question: tuple[str, ...]
) -> None:
    here, there = ask(*question, "-w", "ws"), ask(*question, "--neo4j", neo4j.uri)
    assert (there.code, there.out, there.err) == (here.code, here.out, here.err)
    assert here.out or here.code


@pytest.mark.parametrize(
    "command",
    [
        ("map", "--chain", "silicon-materials"), ("map", "--chain", "silicon-materials", "--as-of", "2025-12-31"),
        ("network",), ("network", "--around", "示例云台硅微粉有限公司"), ("gaps", "-f", "xlsx"), ("targets", "-f", "xlsx"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_files_are_the_same_byte_for_byte(
    ask: Callable[..., Done], neo4j: TestServer, tmp_path: Path, command: tuple[str, ...]
) -> None:
    for name, home in (("here", ("-w", "ws")), ("there", ("--neo4j", neo4j.uri))):
        done = ask(*command, "--out", tmp_path / name, *home)
        assert done.code == 0, done.err
    assert (tmp_path / "there").read_bytes() == (tmp_path / "here").read_bytes()


def test_status_and_style(ask: Callable[..., Done], neo4j: TestServer) -> None:
    deep = ask("neo4j", "status", "--deep", "-w", "ws", "--neo4j", neo4j.uri, "-f", "json")
    assert deep.code == 0, deep.err
    assert {row["part"] for row in deep.json["rows"]} == {"workspace"}
    run = neo4j.driver.execute_query
    run("MATCH (f:Firm:Liantu) WITH f ORDER BY f.uid LIMIT 1 SET f.insured = 99999", database_=neo4j.database)
    changed = ask("neo4j", "status", "--deep", "-w", "ws", "--neo4j", neo4j.uri, "-f", "json")
    assert [(row["field"], row["stands"]) for row in changed.json["rows"] if row["part"] == "differs"] == [
        ("insured", "99999")
    ]
    styled = ask("neo4j", "style", "--out", "style.grass", "-w", "ws")
    assert styled.code == 0, styled.err
