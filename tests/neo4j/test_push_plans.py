"""What a push says that it would do, and what it did.

Counts beside other workspaces, settings alone, changed chain templates, lost references.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.chains import load_template
from graph.neo4j.database import Database
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.neo4j.report import PushReport
from graph.neo4j.status import read_status
from graph.schema import Schema
from graph.workspace import Workspace
from tests.neo4j.graphs import empty_database, first_workspace, make_workspace, throw_away, write
from tests.neo4j.harbour import Harbour, harbour, loaded

__all__ = ["empty_database", "first_workspace", "harbour", "loaded", "throw_away"]


def news(report: PushReport) -> dict[str, int]:
    return {change.kind: change.new for change in report.changes}


def test_what_another_workspace_brought_first_is_not_new(
    database: Database, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the second's nodes one is of another kind at the first, and one was removed from the database."""
    first, second = (make_workspace(tmp_path / name, schema, monkeypatch) for name in ("first", "second"))
    write(first, {"School": [{"name": "研究院", "ticker": "T9"}]}, "more")
    write(second, {"Mill": [{"name": "研究院", "ticker": "T9"}, {"name": "只在二", "uscc": "91Y"}]}, "more")
    push(database, first)
    push(database, second)
    planned = push(database, second, full=True, dry_run=True)
    counts = {"Mill": 5, "School": 1, "Thing": 2, "SELLS": 3, "MAKES": 2, "MATES": 1}
    assert {change.kind: change.sent for change in planned.changes} == counts
    assert news(planned) == dict.fromkeys(counts, 0)
    database.send("MATCH (n:Liantu {uid: '91Y'}) DETACH DELETE n")
    wanted = {**dict.fromkeys(counts, 0), "Mill": 1}
    assert news(push(database, second, dry_run=True)) == wanted
    assert news(push(database, second)) == wanted


def test_settings_alone_are_told_as_such(database: Database, workspace: Workspace) -> None:
    push(database, workspace)
    changed = replace(workspace, settings=workspace.settings.model_copy(update={"neighbours": ("3207",)}))
    for dry_run in (True, False):
        report = push(database, changed, dry_run=dry_run)
        assert (report.nothing, report.only_described, report.whole, report.sent) == (False, True, False, 0)
    report = push(database, changed)
    assert (report.nothing, report.only_described) == (True, False)


def test_settings_alone_in_words(harbour: Harbour) -> None:
    assert "图没有变化" not in harbour.run("neo4j", "push").err
    file = harbour.folder / "liantu.toml"
    file.write_text('neighbours = ["3207"]\n' + file.read_text("utf-8").replace("neighbours", "# neighbours"), "utf-8")
    for arguments, told in ((("--dry-run",), "届时只更新"), ((), "只更新了")):
        done = harbour.run("neo4j", "push", *arguments)
        assert (done.code, told in done.err, "已是最新" in done.err) == (0, True, False), done.err
    assert "已是最新" in harbour.run("neo4j", "push").err


def test_a_reference_that_is_lost_hides_nothing_of_what_a_database_holds(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    push(database, workspace)
    settings = workspace.settings.model_copy(update={"reference": str(tmp_path / "lost.csv")})
    found = read_status(database, replace(workspace, settings=settings), deep=True)
    assert found.unreadable is not None
    assert found.unreadable.key == "gaps.bad_reference"
    assert (found.is_pushed, found.is_current, found.age, found.differing) == (True, True, "", 0)
    assert read_status(database, workspace).unreadable is None


def test_a_changed_chain_template_in_words(harbour: Harbour) -> None:
    assert harbour.run("chains", "--copy", "silicon-materials").code == 0
    assert harbour.run("neo4j", "push").code == 0
    template = harbour.folder / "chains" / "silicon-materials.yaml"
    template.write_text(template.read_text("utf-8").replace("硅微粉", "硅粉"), "utf-8")
    assert "运行 liantu neo4j push" in harbour.run("neo4j", "status").err
    assert "已是最新" not in harbour.run("neo4j", "push").err
    assert "已是最新" in harbour.run("neo4j", "push").err
    there = open_snapshot(Database(harbour.server.driver, harbour.server.database)).templates["silicon-materials"]
    assert there.model_dump() == load_template(template.read_text("utf-8"), template.name).model_dump()


def test_a_reference_that_is_lost_in_words(harbour: Harbour) -> None:
    assert harbour.run("neo4j", "push").code == 0
    file = harbour.folder / "liantu.toml"
    file.write_text('reference = "lost.csv"\n' + file.read_text("utf-8").replace("reference", "# reference"), "utf-8")
    done = harbour.run("neo4j", "status")
    assert (done.code, "lost.csv" in done.err, "节点数" in done.out) == (0, True, True), done.err
