"""A copy of a pushed folder that became another district's: refused, in place of the other, or beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import graph.neo4j.push as push_module
from graph.errors import UsageError, WorkspaceError
from graph.neo4j.database import Database
from graph.neo4j.marker import read_markers, workspace_id
from graph.neo4j.print_files import PRINTS
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.workspace import Workspace
from tests.neo4j.graphs import HOME, assert_same, empty_database, first_workspace, throw_away, whole, write
from tests.neo4j.harbour import Harbour, harbour, loaded

__all__ = ["empty_database", "first_workspace", "harbour", "loaded", "throw_away"]
OTHER = "320703"


def copied(workspace: Workspace, folder: Path, home: str = OTHER) -> Workspace:
    """The start of another district's workspace: all that the one had, and a thing of its own."""
    shutil.copytree(workspace.folder, folder)
    settings = workspace.settings.model_copy(update={"home": home})
    copy = replace(workspace, folder=folder, store=type(workspace.store)(folder), settings=settings)
    write(copy, {"Thing": [{"name": "只在副本"}]}, "own")
    return copy


def everything(database: Database, workspace: Workspace) -> tuple[Any, ...]:
    """All in a database, marks too, and all that a push keeps in a folder."""
    marks = [
        record.data()
        for record in database.read("MATCH (w:LiantuWorkspace) RETURN properties(w) AS told ORDER BY w.id")
    ]
    kept = {file.name: file.read_bytes() for file in (workspace.folder / PRINTS).iterdir()}
    return whole(database), marks, kept, workspace_id(workspace)


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize("moved_on", [False, True])
def test_another_districts_copy_is_refused_before_anything_is_written(
    database: Database, workspace: Workspace, tmp_path: Path, moved_on: bool, dry_run: bool
) -> None:
    """Whether or not the one that it was copied from was pushed since."""
    write(workspace, {}, "dated", source_date="2031-05-04")
    push(database, workspace)
    copy = copied(workspace, tmp_path / "west")
    if moved_on:
        write(workspace, {"Thing": [{"name": "麸皮"}]}, "later")
        push(database, workspace)
    before = everything(database, copy)
    with pytest.raises(WorkspaceError) as refused:
        push(database, copy, dry_run=dry_run)
    assert (refused.value.key, refused.value.exit_code) == ("neo4j_graph.another_district", 4)
    for lang in ("zh", "en"):
        told = refused.value.text(lang)
        named = ("one", HOME, "海州区", OTHER, "连云区", "2031-05-04", "push --full", "push --as-new")
        assert [part for part in named if part not in told] == []
    assert everything(database, copy) == before
    assert push(database, workspace).nothing


def test_full_takes_the_others_place(database: Database, workspace: Workspace, tmp_path: Path) -> None:
    push(database, workspace)
    copy = copied(workspace, tmp_path / "west")
    assert push(database, copy, full=True, dry_run=True).why == "asked"
    assert [mark.name for mark in read_markers(database)] == ["one"]
    assert push(database, copy, full=True).why == "asked"
    assert [(mark.name, mark.home) for mark in read_markers(database)] == [("west", OTHER)]
    assert_same(copy.snapshot(), open_snapshot(database))
    assert push(database, copy).nothing
    with pytest.raises(WorkspaceError) as refused:  # the one that it was copied from is the other now
        push(database, workspace)
    assert (refused.value.key, refused.value.values["name"]) == ("neo4j_graph.another_district", "west")


def test_with_an_id_of_its_own_a_copy_stands_beside(database: Database, workspace: Workspace, tmp_path: Path) -> None:
    one = push(database, workspace).workspace
    copy = copied(workspace, tmp_path / "west")
    before = everything(database, copy)
    planned = push(database, copy, as_new=True, dry_run=True)
    assert (planned.why, planned.nodes, planned.edges) == ("first", 7, 6)
    assert everything(database, copy) == before
    report = push(database, copy, as_new=True)
    two = report.workspace
    assert (report.why, report.sent, report.claims, workspace_id(copy)) == ("first", 13, 0, two)
    assert [(mark.id, mark.name, mark.home) for mark in read_markers(database)] == [
        (one, "one", HOME),
        (two, "west", OTHER),
    ]
    assert len(list((copy.folder / PRINTS).iterdir())) == 1
    assert_same(workspace.snapshot(), open_snapshot(database, workspace=one))
    assert_same(copy.snapshot(), open_snapshot(database, workspace=two))
    assert (push(database, workspace).nothing, push(database, copy).nothing) == (True, True)
    copy.undo(1)
    push(database, copy)
    assert_same(workspace.snapshot(), open_snapshot(database, workspace=one))
    assert push(database, workspace).nothing


def test_a_workspace_does_not_leave_its_own_part_behind(database: Database, workspace: Workspace) -> None:
    """As a command said twice would."""
    push(database, workspace)
    before = everything(database, workspace)
    for dry_run in (False, True):
        with pytest.raises(UsageError) as refused:
            push(database, workspace, as_new=True, dry_run=dry_run)
        assert refused.value.key == "neo4j_graph.own_part"
    assert everything(database, workspace) == before


def test_a_copy_for_the_same_district_may_have_an_id_of_its_own(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    one = push(database, workspace).workspace
    copy = copied(workspace, tmp_path / "trial", home=HOME)
    two = push(database, copy, as_new=True).workspace
    assert [mark.id for mark in read_markers(database)] == [one, two]
    assert_same(workspace.snapshot(), open_snapshot(database, workspace=one))


def test_a_copy_that_came_first_is_found_under_the_lock(
    database: Database, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    push(database, workspace)
    copy = copied(workspace, tmp_path / "west")
    write(workspace, {"Thing": [{"name": "麸皮"}]}, "later")
    refuse: Callable[[Database], None] = push_module.refuse_held

    def overtaken(given: Database) -> None:
        monkeypatch.setattr(push_module, "refuse_held", refuse)
        push(given, copy, full=True)

    monkeypatch.setattr(push_module, "refuse_held", overtaken)
    with pytest.raises(WorkspaceError) as refused:
        push(database, workspace)
    assert refused.value.key == "neo4j_graph.another_district"
    assert_same(copy.snapshot(), open_snapshot(database))


def test_a_copy_of_another_district_in_words(harbour: Harbour, tmp_path: Path) -> None:
    assert harbour.run("neo4j", "push").code == 0
    copy = Harbour(Path(shutil.copytree(harbour.folder, tmp_path / "west")), harbour.server)
    file = copy.folder / "liantu.toml"
    file.write_text(file.read_text("utf-8").replace('"320706"', '"320703"'), "utf-8")
    copy.fails(4, "--as-new", "--as-new", "neo4j", "push")
    copy.fails(4, "连云区 320703", "a copy of that one", "neo4j", "push", "--dry-run")
    assert copy.run("neo4j", "push", "--as-new").code == 0
    assert [found.home for found in read_markers(harbour.database)] == ["320706", "320703"]
    copy.fails(2, "去掉 --as-new", "Leave --as-new out", "neo4j", "push", "--as-new")
