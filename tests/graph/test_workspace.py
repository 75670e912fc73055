"""A workspace as a whole: what was handed over, values that differ, undoing, growing, exports, counts, settings."""

from __future__ import annotations

import re
import tomllib
from datetime import date

import pandas as pd
import pyarrow as pa
import pytest

import graph.workspace.workspace as module
from graph.chains.template import load_templates
from graph.errors import NotPossible, SchemaError, WorkspaceError
from graph.records import Batch
from graph.schema import Schema
from graph.settings import LeadingChain, Settings
from graph.settings_text import settings_text
from graph.workspace import Workspace
from graph.workspace.store import write_state
from tests.graph.conftest import HOME, A, counts, make_run, names


def test_counts_add_up_to_the_records_handed_over(workspace, batch):
    mills = [{"name": "甲厂", "uscc": A}, {"name": "甲厂", "uscc": A, "size": 3}, {"name": "甲厂", "uscc": A}]
    sells = [{"src_name": "甲厂", "dst_name": "没有厂"}, {"src_id": f"uscc:{A}", "dst_name": "甲厂"}]
    assert counts(workspace.write(make_run(), [batch("Mill", mills), batch("SELLS", sells)])) == {
        "Mill": (1, 1, 1, 0),
        "SELLS": (0, 0, 0, 2),
    }
    again = counts(workspace.write(make_run(), [batch("Mill", [*mills[:1], {"name": "没有厂"}])]))
    assert again == {"Mill": (1, 0, 1, 0), "SELLS": (0, 0, 0, 0)}  # one of those that waited has joined
    assert workspace.run(1).counts[0].created == 1


def test_a_record_is_the_same_beside_records_with_holes(workspace, batch):
    """Its hash does not tell whether a column of the table it stood in was full."""
    mill = {"name": "甲厂", "uscc": A, "size": 3, "old": ["老厂"]}
    workspace.write(make_run(), [batch("Mill", [mill])])
    assert counts(workspace.write(make_run(), [batch("Mill", [mill, {"name": "乙厂"}])])) == {"Mill": (1, 0, 1, 0)}


def test_conflicts_show_every_value_and_which_won(workspace, batch):
    first = make_run("old", priority=5, source_date=date(2024, 1, 1))
    workspace.write(first, [batch("Mill", [{"name": "甲厂", "uscc": A, "size": 1}])])
    workspace.write(make_run("new"), [batch("Mill", [{"name": "甲厂", "uscc": A, "size": 2, "share": 0.5}])])
    found = workspace.conflicts()
    assert found[["id", "field", "value", "source", "won"]].to_numpy().tolist() == [
        [A, "size", "1", "old", True],
        [A, "size", "2", "new", False],
    ]
    assert workspace.snapshot().nodes("Mill", ["size", "share"]).to_numpy().tolist() == [[A, 1, 0.5]]


def test_value_and_companion_come_from_one_record(workspace, batch):
    workspace.write(make_run(priority=2), [batch("Mill", [{"name": "甲厂", "uscc": A, "money_text": "数百万"}])])
    assert workspace.snapshot().nodes("Mill", ["money_text"])["money_text"].tolist() == ["数百万"]
    exact = {"name": "甲厂", "uscc": A, "money": 5.0, "money_text": "5元"}
    workspace.write(make_run(priority=1), [batch("Mill", [exact])])
    assert workspace.snapshot().nodes("Mill", ["money", "money_text"]).to_numpy().tolist() == [[A, 5.0, "5元"]]


def test_undo_is_told_and_cannot_be_repeated(workspace, batch):
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂"}, {"name": "乙厂"}])])
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂"}])])
    undone = workspace.undo(1)
    assert [(u.kind, u.records, u.removed, u.kept) for u in undone] == [("Mill", 2, 1, 1)]
    assert list(names(workspace).values()) == ["甲厂"]
    assert workspace.runs()["undone"].tolist() == [False, True]
    with pytest.raises(NotPossible) as caught:
        workspace.undo(1)
    assert caught.value.key == "workspace.undone_already"
    with pytest.raises(NotPossible):
        workspace.run(9)


def test_unknown_kind_and_column_are_named_and_nothing_is_written(workspace, batch):
    with pytest.raises(SchemaError):
        workspace.write(make_run(), [Batch("Nothing", pa.table({"name": ["a"]}))])
    good = batch("Mill", [{"name": "甲厂"}])
    with pytest.raises(WorkspaceError) as caught:
        workspace.write(make_run(), [good, Batch("Thing", good.table.append_column("odd", pa.array(["x"])))])
    assert "odd" in str(caught.value)
    assert workspace.runs().empty


def test_declared_later_field_and_kind_find_their_place(workspace, batch, schema, monkeypatch):
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂", "uscc": A}])])
    dump = schema.nodes["Mill"].model_dump()
    dump["fields"] = [*dump["fields"], {"name": "colour", "type": "text", "zh": "颜色", "en": "Colour"}]
    extra = schema.nodes["Thing"].model_copy(update={"kind": "Extra"})
    grown = Schema({**schema.nodes, "Mill": type(schema.nodes["Mill"])(**dump), "Extra": extra}, schema.edges)
    monkeypatch.setattr(module, "load_schema", lambda _extra=(): grown)
    again = Workspace.open(workspace.folder)
    assert counts(again.write(make_run(), [batch("Mill", [{"name": "甲厂", "uscc": A}])])) == {"Mill": (0, 0, 1, 0)}
    table = pa.table({"name": ["甲厂"], "uscc": [A], "colour": ["红"], "origin": [0], "row": [2]})
    again.write(make_run(), [Batch("Mill", table), Batch("Extra", pa.table({"name": ["x"]}))])
    assert again.snapshot().nodes("Mill", ["colour"])["colour"].tolist() == ["红"]
    assert again.snapshot().nodes("Extra")["name"].tolist() == ["x"]


def test_export_holds_everything(workspace, batch, tmp_path):
    import duckdb

    sells = [{"src_name": "甲厂", "dst_name": "丙厂"}]
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂", "uscc": A}]), batch("SELLS", sells)])
    workspace.export_everything(tmp_path / "a")
    workspace.export_everything(tmp_path / "b")
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert all((tmp_path / "a" / f).read_bytes() == (tmp_path / "b" / f).read_bytes() for f in files)
    read = lambda name: duckdb.sql(f"SELECT * FROM '{tmp_path}/a/{name}.parquet'").fetchall()  # noqa: E731
    assert read("nodes/Mill")[0][0] == A
    assert len(read("records/SELLS")) == 1
    assert len(read("sighting")) == 2
    assert {str(f) for f in files} >= {"schema.json", "run.parquet", "decision.parquet", "nodes/Mill.parquet"}


def test_statistics(workspace, batch):
    sells = [{"src_name": "甲厂", "dst_name": "丙厂"}]
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂", "uscc": A}]), batch("SELLS", sells)])
    found = workspace.statistics()
    assert (found.nodes, found.edges, found.records) == ({"Mill": 1}, {}, {"Mill": 1, "SELLS": 1})
    assert (found.runs, found.undone, found.waiting, found.conflicts) == (1, 0, {"dst_unknown": 1}, 0)
    assert found.bytes > 0


def test_settings_are_written_as_they_are_read(tmp_path):
    settings = Settings(home=HOME, neighbours=("320300",), chemical_park=True,
                        leading=(LeadingChain.model_validate({"chain": '生命"健康', "from": date(2024, 1, 1)}),))  # fmt: skip
    assert Settings(**tomllib.loads(settings_text(settings))) == settings
    Workspace.create(tmp_path / "ws", settings)
    assert Workspace.open(tmp_path / "ws").settings == settings
    with pytest.raises(WorkspaceError) as caught:
        Workspace.create(tmp_path / "ws", settings)
    assert caught.value.key == "workspace.exists"


def test_the_examples_in_new_settings_hold_when_uncommented(tmp_path):
    Workspace.create(tmp_path / "ws", Settings(home=HOME))
    file = tmp_path / "ws" / "liantu.toml"
    text = file.read_text("utf-8")
    assert Settings(**tomllib.loads(text)) == Settings(home=HOME)
    file.write_text(re.sub(r"^#(?=[a-z\[])", "", text, flags=re.MULTILINE), "utf-8")
    settings = Workspace.open(tmp_path / "ws").settings
    assert {name for name in Settings.model_fields if getattr(settings, name)} == set(Settings.model_fields) - {
        "chemical_park"
    }
    assert settings.complete[0].region == HOME
    known = {f"{t.chain}/{part.id}" for t in load_templates().values() for part in t.segments}
    assert {f"{line.chain}/{line.segment}" for line in settings.declared} <= known
    assert {line.segment for line in (*settings.access, *settings.chokepoints)} <= known
    assert {line.chain for line in settings.leading} <= set(load_templates())


def test_stated_goes_before_inferred_whatever_the_priority(workspace, batch):
    guess = {"name": "甲厂", "uscc": A, "size": 9, "share": 0.5, "inferred": True, "confidence": 0.7}
    marks = ["size", "share", "inferred", "confidence"]
    workspace.write(make_run("guess", priority=9), [batch("Mill", [guess])])
    assert workspace.snapshot().nodes("Mill", marks)[marks].to_numpy().tolist() == [[9, 0.5, True, 0.7]]
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂", "uscc": A, "size": 1}])])
    told = workspace.snapshot().nodes("Mill", marks)[marks].astype(object).iloc[0]
    assert told.tolist()[:3] == [1, 0.5, False]  # what nobody states is filled by the guess
    assert pd.isna(told["confidence"])  # that of the guess is not that of the statement
    workspace.undo(2)
    assert workspace.snapshot().nodes("Mill", marks)[marks].to_numpy().tolist() == [[9, 0.5, True, 0.7]]


def test_a_further_kind_that_is_only_inferred_makes_an_inferred_role(workspace, batch):
    body = {"name": "农校", "uscc": "12320706AAAAAAAAA3"}
    workspace.write(make_run(), [batch("School", [body])])
    workspace.write(make_run("guess"), [batch("Mill", [{**body, "inferred": True, "confidence": 0.7}])])
    marks = ["inferred", "confidence"]
    assert workspace.snapshot().edges("IS")[marks].to_numpy().tolist() == [[True, 0.7]]
    assert workspace.snapshot().nodes("School", marks)["inferred"].tolist() == [False]
    assert workspace.snapshot().nodes("Role", marks)["inferred"].tolist() == [False]  # follows from the declarations
    workspace.write(make_run("said"), [batch("Mill", [body])])
    told = workspace.snapshot().edges("IS")
    assert (told["inferred"].tolist(), told["confidence"].isna().tolist()) == ([False], [True])


def test_a_workspace_from_before_nodes_had_marks_gets_them(workspace, batch, schema):
    rows = [{"name": "甲厂", "uscc": A}, {"name": "乙厂"}]
    workspace.write(make_run(), [batch("Mill", rows)])
    with workspace.store.writing() as connection:
        for kind in schema.nodes:
            for mark in ("inferred", "confidence"):
                connection.execute(f'ALTER TABLE record."{kind}" DROP COLUMN {mark}')
        write_state(connection, "schema", "of an earlier release")
    again = Workspace.open(workspace.folder)
    assert again.snapshot().nodes("Mill", ["inferred", "confidence"])["inferred"].tolist() == [False, False]
    assert counts(again.write(make_run(), [batch("Mill", rows)])) == {"Mill": (0, 0, 2, 0)}  # the same records still
