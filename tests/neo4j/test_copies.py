"""Copies of a workspace, and a database that remembers a former self: told, and put right."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import UsageError, WorkspaceError
from graph.neo4j.claims import read_claims
from graph.neo4j.database import Database
from graph.neo4j.findings import Finding, push_findings
from graph.neo4j.forget import forget
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.neo4j.status import read_status
from graph.schema import Schema
from graph.workspace import Workspace
from tests.neo4j.graphs import (
    FIRST,
    MILL,
    assert_same,
    empty_database,
    first_workspace,
    make_workspace,
    throw_away,
    whole,
    write,
)

__all__ = ["empty_database", "first_workspace", "throw_away"]


def test_a_restored_file_that_comes_to_the_same_version_is_told_and_sent(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    """Numbers of versions and runs are the same, the rows are others."""
    push(database, workspace)
    shutil.copy(workspace.store.file, tmp_path / "kept")
    write(workspace, {"Mill": [{**MILL, "size": 8}]}, "later", priority=5)
    wrong = push(database, workspace)
    shutil.copy(tmp_path / "kept", workspace.store.file)
    assert read_status(database, workspace).age == "older_copy"
    write(workspace, {"Mill": [{**MILL, "size": 9}]}, "later", priority=5)
    assert read_status(database, workspace).age == "elsewhere"
    right = push(database, workspace)
    assert (right.why, right.version) == ("elsewhere", wrong.version)
    assert_same(workspace.snapshot(), open_snapshot(database))
    assert open_snapshot(database).nodes("Mill", ["size"])["size"].tolist()[0] == 9
    assert read_status(database, workspace, deep=True).age == ""
    assert push(database, workspace).nothing


def test_a_copy_that_went_another_way_is_told(database: Database, workspace: Workspace, tmp_path: Path) -> None:
    push(database, workspace)
    copy = replace(workspace, folder=tmp_path / "two", store=type(workspace.store)(tmp_path / "two"))
    shutil.copytree(workspace.folder, copy.folder)
    write(workspace, {"Thing": [{"name": "麸皮"}]}, "one")
    write(copy, {"Thing": [{"name": "米糠"}]}, "two")
    push(database, workspace)
    assert read_status(database, workspace).age == ""
    assert read_status(database, copy).age == "elsewhere"
    assert push(database, copy).why == "elsewhere"
    assert_same(copy.snapshot(), open_snapshot(database))
    assert read_status(database, workspace).age == "elsewhere"


def test_settings_and_another_name_of_the_folder_are_told_and_sent(database: Database, workspace: Workspace) -> None:
    push(database, workspace)
    named = replace(workspace, settings=workspace.settings.model_copy(update={"neighbours": ("3207",)}))
    assert read_status(database, named).age == "settings_changed"
    push(database, named)
    assert read_status(database, named).age == ""
    moved = workspace.folder.rename(workspace.folder.with_name("换了名"))
    again = replace(named, folder=moved, store=type(workspace.store)(moved))
    assert read_status(database, again).age == "settings_changed"
    push(database, again)
    assert [held.marker.name for held in read_status(database).held] == ["换了名"]
    assert read_status(database, again).age == ""


def test_a_reference_goes_over_as_its_text(database: Database, workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "reference.csv"
    text = "region,segment,firms,date,universe\n310000,silicon-materials/quartz-sand,5,2024-12-31,全国名单\n"
    told = replace(workspace, settings=workspace.settings.model_copy(update={"reference": str(file)}))
    with pytest.raises(UsageError) as refused:
        push(database, told)
    assert (refused.value.key, str(refused.value.values["file"])) == ("gaps.bad_reference", str(file))
    file.write_text(text, "utf-8-sig")
    push(database, told)
    told.snapshot().to_parquet(tmp_path / "exported")
    file.write_text(text.replace(",5,", ",6,"), "utf-8")
    assert read_status(database, told).age == "settings_changed"
    file.unlink()
    assert open_snapshot(database).settings.reference == text
    from graph.snapshot import Snapshot

    assert Snapshot.from_parquet(tmp_path / "exported").settings.reference == text


def test_a_former_self_is_named_and_forgotten(
    database: Database, schema: Schema, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder restored from before its first push is another workspace, until the former one is forgotten."""
    former = make_workspace(tmp_path / "a" / "one", schema, monkeypatch)
    write(former, {"Thing": [{"name": "只在从前"}]}, "wrong")
    before = push(database, former)
    push_findings(database, before.workspace, "Gap", [Finding("g", {"state": "missing"}, [("GAP_IN", "91A")])])
    now = make_workspace(
        tmp_path / "b" / "one", schema, monkeypatch, {**FIRST, "Mill": [{**MILL, "size": 9}, *FIRST["Mill"][1:]]}
    )
    assert push(database, now, dry_run=True).namesakes == [before.workspace]
    assert push(database, now).namesakes == [before.workspace]
    assert [claim.says for claim in read_claims(database)] == ["9"]
    done = forget(database, before.workspace)
    assert done.cleaned.removed == 1
    assert done.cleaned.shared == 12
    assert [held.marker.name for held in read_status(database).held] == ["one"]
    assert push(database, now).why == "stale"
    assert_same(now.snapshot(), open_snapshot(database))
    alone = whole(database)
    database.send("MATCH (n) DETACH DELETE n")
    push(database, now)
    assert whole(database) == alone
    with pytest.raises(WorkspaceError, match=before.workspace):
        forget(database, before.workspace)


def test_namesakes_are_told_apart_by_id(
    database: Database, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names those two alone, and speaks of no option that forget has not."""
    one, two, _ = (
        push(database, make_workspace(tmp_path / folder, schema, monkeypatch)).workspace
        for folder in ("a/same", "b/same", "other")
    )
    with pytest.raises(WorkspaceError) as refused:
        forget(database, "same")
    for lang in ("zh", "en"):
        told = refused.value.text(lang)
        assert f"{one} (same), {two} (same)" in told
        assert ("other" in told, "--of" in told) == (False, False)
    with pytest.raises(WorkspaceError, match="--of"):
        open_snapshot(database)
