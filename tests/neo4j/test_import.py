"""A first load by Neo4j's own tool: what is exported and imported is, node by node, what a push would have written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from neo4j import GraphDatabase

from graph.errors import UsageError, WorkspaceError
from graph.neo4j import importing
from graph.neo4j.database import Database
from graph.neo4j.export import AFTER, COMMAND, command_line, export_csv
from graph.neo4j.importing import import_csv
from graph.neo4j.indexes import wait
from graph.neo4j.print_files import PRINTS, prints_file
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.neo4j.server.artifacts import LONG_TERM
from graph.neo4j.server.home import Note, ServerHome
from graph.neo4j.server.pending import keep_pending
from graph.neo4j.server.process import start, stop
from graph.schema import Schema
from graph.workspace import Workspace
from tests.liantu.conftest import FIRMS, SUPPLIES, run_liantu
from tests.neo4j.graphs import FIRST, HOME, MILL, Rows, assert_same, make_workspace, throw_away, whole
from tests.neo4j.servers import QUICK, TestServer, needs_server

__all__ = ["throw_away"]
CREATE = "CREATE INDEX `a` IF NOT EXISTS FOR (n:`A`) ON (n.`b`);\n"
INDEXES = "SHOW INDEXES YIELD name, type, state WHERE type <> 'LOOKUP' RETURN name, state ORDER BY name"
HARD: Rows = {
    **FIRST,
    "Mill": [*FIRST["Mill"], {"name": '引"号\\反,逗\n行\r\t', "uscc": "91C", "region": HOME, "money_text": ""},
             {**MILL, "uscc": "91D", "name": "=cmd|' /C calc'!A0", "good": False, "money": -0.01, "tags": ["一", "二\u3000"]}],
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A district's workspace with a server of its own."""
    made = tmp_path_factory.mktemp("import")
    (made / "企业.csv").write_text(FIRMS, "utf-8")
    (made / "供应.csv").write_text(SUPPLIES, "utf-8")
    assert run_liantu("init", "ws", "--home", HOME, cwd=made).code == 0
    assert run_liantu("load", "企业.csv", "供应.csv", "-w", "ws", cwd=made).code == 0
    yield made
    stop(made / "ws" / "neo4j")


def opened(folder: Path) -> Database:
    server = start(folder, **QUICK).server
    driver = GraphDatabase.driver(server.uri, auth=("neo4j", server.password()), notifications_min_severity="OFF")
    return Database(driver, "neo4j")


def marked(database: Database) -> dict[str, object]:
    """The mark of a push, but for what is drawn for it, and the indexes that an import leaves to the next start."""
    [row] = database.read("MATCH (w:LiantuWorkspace) RETURN properties(w) AS told")
    return {name: value for name, value in row["told"].items() if name not in {"push", "database", "declared"}}


def test_an_import_is_a_push(folder: Path, neo4j: TestServer) -> None:
    exported = run_liantu("neo4j", "export", "csv", "-w", "ws", cwd=folder)
    assert exported.code == 0, exported.err
    assert exported.out.startswith("neo4j-admin database import full neo4j ")
    shutil.move(folder / "csv", folder / "moved")  # to another machine, say
    with needs_server():
        done = run_liantu("neo4j", "import", "moved", "-w", "ws", "--heap", "512m", cwd=folder)
    assert done.code == 0, done.err
    assert f"liantu neo4j start --version {LONG_TERM}" in done.err
    home = ServerHome(folder / "ws" / "neo4j")
    assert home.pending_file.is_file()
    own = opened(home.folder)
    workspace = Workspace.open(folder / "ws")
    with own.driver:
        assert not home.pending_file.is_file()
        neo4j.empty()
        shared = Database(neo4j.driver, neo4j.database)
        push(shared, workspace)
        wait(shared)
        assert whole(own) == whole(shared)
        assert len(whole(own)[0]) > 400  # the chains' segments and the firms
        assert marked(own) == marked(shared)
        assert marked(own)["run_numbers"] == [1, 2]  # numbers, as queries compare them with those of places
        indexes = [tuple(row.values()) for row in own.read(INDEXES)]
        assert indexes == [tuple(row.values()) for row in shared.read(INDEXES)]
        assert {state for _, state in indexes} == {"ONLINE"}
        assert_same(workspace.snapshot(), open_snapshot(own))
        report = push(own, workspace)
        assert (report.nothing, report.sent) == (True, 0)
        assert whole(own) == whole(shared)
        (folder / "新.csv").write_text("企业名称,所属区县\n示例新浦轴承有限公司,海州区\n", "utf-8")
        assert run_liantu("load", "新.csv", "-w", "ws", cwd=folder).code == 0
        report = push(own, Workspace.open(folder / "ws"))
        assert (report.whole, 0 < report.sent < 20) == (False, True)
    assert len(list((folder / "ws" / PRINTS).iterdir())) == 2  # of the last push to either database


def test_prints_of_earlier_exports_do_not_pile_up(
    schema: Schema, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = make_workspace(tmp_path / "ws", schema, monkeypatch, FIRST)
    pushed = prints_file(workspace, "0123456789ab", "0123456789abcdef")
    pushed.parent.mkdir()
    pushed.touch()
    for _ in range(3):
        export_csv(workspace, tmp_path / "csv")
    told = (tmp_path / "csv" / "LiantuWorkspace.csv").read_text("utf-8")
    [kept] = {file for file in pushed.parent.iterdir() if file != pushed}
    assert all(part in told for part in kept.stem.split("-"))
    assert pushed.is_file()


def test_the_line_for_a_shell_is_one_that_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    argument = r"--nodes=Firm:Liantu=C:\one two\Firm.csv"
    assert command_line([argument]) == f"neo4j-admin '{argument}'"
    monkeypatch.setattr("graph.neo4j.export.os", SimpleNamespace(name="nt"))
    assert command_line([argument]) == f'neo4j-admin "{argument}"'
    assert command_line([r"--nodes=C:\one\Firm.csv"]) == r"neo4j-admin --nodes=C:\one\Firm.csv"


def test_it_waits_for_a_stop_and_replaces_only_when_told(folder: Path) -> None:
    running = run_liantu("neo4j", "import", "moved", "-w", "ws", "--overwrite", cwd=folder)
    assert running.code == 4
    assert "liantu neo4j stop" in running.err
    stop(folder / "ws" / "neo4j")
    there = run_liantu("neo4j", "import", "moved", "-w", "ws", cwd=folder)
    assert there.code == 2
    assert "--overwrite" in there.err


def test_hard_values_come_whole(
    folder: Path, neo4j: TestServer, schema: Schema, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = make_workspace(tmp_path / "hard", schema, monkeypatch, HARD)
    export_csv(workspace, tmp_path / "csv")
    server = folder / "ws" / "neo4j"
    done = import_csv(tmp_path / "csv", server, overwrite=True, heap="512m")
    counts = workspace.statistics()
    assert (done.nodes - 1, done.edges) == (sum(counts.nodes.values()), sum(counts.edges.values()))
    own = opened(server)
    with own.driver:
        neo4j.empty()
        shared = Database(neo4j.driver, neo4j.database)
        push(shared, workspace)
        assert whole(own) == whole(shared)
        assert_same(workspace.snapshot(), open_snapshot(own))


def exported_to(folder: Path, after: str) -> Path:
    folder.mkdir()
    (folder / COMMAND).write_text("database\nimport\n", "utf-8")
    (folder / AFTER).write_text(after, "utf-8")
    return folder


def test_an_odd_statement_is_refused_before_anything_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(importing, "run_admin", lambda *_, version, **__: ran.append(version))
    with pytest.raises(WorkspaceError) as caught:
        import_csv(exported_to(tmp_path / "csv", "MATCH (n) DETACH DELETE n;\n"), tmp_path / "server")
    assert (caught.value.key, ran) == ("neo4j.odd_statement", [])


def test_the_release_is_noted_whatever_comes_after_the_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the next start would take the older one, which cannot read the database."""

    def full(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(importing, "run_admin", lambda *_, **__: "3 nodes, 2 relationships")
    monkeypatch.setattr(importing, "keep_pending", full)
    home = ServerHome(tmp_path / "server")
    home.folder.mkdir()
    with pytest.raises(PermissionError):
        import_csv(exported_to(tmp_path / "csv", CREATE), home.folder, version="2026")
    note = home.read_note()
    assert note is not None
    assert note.version.startswith("2026.")


@pytest.mark.parametrize("lost", [COMMAND, AFTER, "Firm.csv"])
def test_what_is_no_whole_export_is_named(tmp_path: Path, lost: str) -> None:
    exported = tmp_path / "csv"
    exported.mkdir()
    (exported / COMMAND).write_text("database\nimport\n--nodes=Firm:Liantu=/elsewhere/csv/Firm.csv\n", "utf-8")
    (exported / AFTER).write_text("", "utf-8")
    (exported / "Firm.csv").write_text("uid:ID\n", "utf-8")
    (exported / lost).unlink()
    with pytest.raises(UsageError) as caught:
        import_csv(exported, tmp_path / "server")
    assert caught.value.key == "neo4j.no_export"
    assert lost in caught.value.text("zh")


def test_a_path_that_the_tool_would_cut_is_refused(folder: Path) -> None:
    (folder / "甲,乙").mkdir()
    refused = run_liantu("neo4j", "export", "甲,乙", "-w", "ws", cwd=folder)
    assert (refused.code, "逗号" in refused.err, list((folder / "甲,乙").iterdir())) == (2, True, [])
    assert run_liantu("neo4j", "export", "whole", "-w", "ws", cwd=folder).code == 0
    shutil.copytree(folder / "whole", folder / "甲,乙", dirs_exist_ok=True)
    refused = run_liantu("neo4j", "import", "甲,乙", "--data", "cut", "--lang", "en", cwd=folder)
    assert (refused.code, "comma" in refused.err) == (2, True)


def test_older_release_is_refused_before_anything_is_touched(tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    for name in (COMMAND, AFTER):
        (tmp_path / "csv" / name).write_text("", "utf-8")
    home = ServerHome(tmp_path / "server")
    home.folder.mkdir()
    home.write_note(Note("2026.08.1", 7999, 0))
    with pytest.raises(WorkspaceError) as caught:
        import_csv(tmp_path / "csv", home.folder, version="5")
    assert caught.value.key == "neo4j.older_release"


LOAD = "LOAD CSV FROM 'http://example.invalid/' AS l CREATE (:Seen)"


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (n) DETACH DELETE n",
        f"CALL db.awaitIndexes(1) WITH 1 AS x {LOAD}",
        f"CALL db.awaitIndexes(size([{{{LOAD}}}]))",
        f"CREATE INDEX `a` IF NOT EXISTS FOR (n:`A`) ON (n.`b`); {LOAD}",
        f"CREATE INDEX `a` IF NOT EXISTS FOR (n:`A`) ON (n.`b`) {LOAD}",
        f"CREATE INDEX `a` IF NOT EXISTS FOR (n:`A`) ON (n.`b\\u0060) {LOAD} //`)",
        f"CREATE INDEX `a` IF NOT EXISTS FOR (n:`A`) ON (n.`b`) OPTIONS {{{LOAD}}}",
        f"CREATE CONSTRAINT `a` IF NOT EXISTS FOR (n:`A`) REQUIRE n.`b` IS UNIQUE {LOAD}",
    ],
)
def test_statements_of_a_stranger_are_not_run(tmp_path: Path, statement: str) -> None:
    home = ServerHome(tmp_path)
    with pytest.raises(WorkspaceError) as caught:
        keep_pending(home, f"{CREATE}{statement};\n")
    assert caught.value.key == "neo4j.odd_statement"
    assert not home.pending_file.exists()
    keep_pending(home, CREATE)
    assert home.pending_file.is_file()
