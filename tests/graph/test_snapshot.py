"""Snapshots: types, dates, provenance, and the same answers from every home."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from graph.errors import UsageError, WorkspaceError
from graph.snapshot import Snapshot
from graph.workspace.source import WorkspaceSource
from graph.workspace.store import Store
from graph.workspace.workspace import NO_DATE
from tests.graph.conftest import DAY, HOME, make_run

A, B, C = "91320706AAAAAAAAA1", "91320706AAAAAAAAA2", "91320706AAAAAAAAA3"
MILLS = [
    {
        "name": "甲厂",
        "uscc": A,
        "opened": date(2010, 1, 1),
        "money": 5.25,
        "tags": ["红", "蓝"],
        "good": True,
        "size": 3,
    },
    {"name": "乙厂", "uscc": B, "opened": date(2010, 1, 1), "shut": date(2024, 1, 1), "share": 0.5},
    {"name": "丙厂", "uscc": C, "opened": date(2025, 1, 1), "inferred": True, "confidence": 0.25},
]
SELLS = [
    {"src_name": "甲厂", "dst_name": "乙厂", "year": 2023, "amount": 1.5},
    {"src_name": "甲厂", "dst_name": "丙厂", "ends": date(2026, 1, 1), "confidence": 0.4, "inferred": True},
]


@pytest.fixture
def filled(workspace, batch):
    run = make_run(source_date=date(2025, 3, 1), universe="listed", publisher="某局", licence="open")
    workspace.write(run, [batch("Mill", MILLS), batch("SELLS", SELLS)])
    return workspace


def frames(snapshot):
    kinds = [(kind, snapshot.nodes(kind, ended=True)) for kind in snapshot.schema.nodes]
    return dict([*kinds, *((kind, snapshot.edges(kind, ended=True)) for kind in snapshot.schema.edges)])


def assert_same(first, second):
    assert first.keys() == second.keys()
    for kind, frame in first.items():
        pd.testing.assert_frame_equal(frame, second[kind])


def test_types(filled):
    frame = filled.snapshot(date(2023, 6, 1)).nodes("Mill")
    assert frame["uid"].tolist() == [A, B]
    types = {name: str(frame[name].dtype) for name in ("name", "opened", "money", "size", "good", "share", "tags")}
    assert types.pop("opened").startswith("datetime64")
    assert types == {
        "name": "str",
        "money": "float64",
        "size": "Int64",
        "good": "boolean",
        "share": "float64",
        "tags": "object",
    }
    assert frame.loc[0, ["money", "size", "good"]].tolist() == [5.25, 3, True]
    assert frame["tags"].tolist() == [["红", "蓝"], None]


def test_empty_kind_has_its_columns_and_types(filled):
    frame = filled.snapshot().nodes("School")
    full = filled.snapshot(date(2023, 6, 1)).nodes("Mill", ["size"])
    assert frame.empty
    assert frame["size"].dtype == full["size"].dtype
    assert filled.snapshot().edges("MAKES").columns.tolist() == ["key", "src", "dst", "share", "inferred", "confidence"]


@pytest.mark.parametrize(
    ("day", "mills", "sells"),
    [
        (date(2009, 12, 31), [], 0),
        (date(2010, 1, 1), [A, B], 1),
        (date(2023, 12, 31), [A, B], 1),
        (date(2024, 1, 1), [A], 0),
        (date(2025, 1, 1), [A, C], 1),
        (date(2026, 1, 1), [A, C], 0),
    ],
)
def test_validity_is_start_until_end(filled, day, mills, sells):
    snapshot = filled.snapshot(day)
    assert snapshot.nodes("Mill")["uid"].tolist() == mills
    assert len(snapshot.edges("SELLS")) == sells


def test_ended_ones_on_request_but_never_future_ones(filled):
    snapshot = filled.snapshot(date(2024, 6, 1))
    assert snapshot.nodes("Mill", ended=True)["uid"].tolist() == [A, B]
    assert snapshot.edges("SELLS", ended=True)["dst"].tolist() == [B]
    assert snapshot.names([B]) == {B: "乙厂"}


def test_default_day_is_the_newest_source_date_never_today(filled, batch):
    assert filled.snapshot().as_of == date(2025, 3, 1)
    filled.write(make_run(source_date=date(2025, 6, 1)), [batch("Thing", [{"name": "t"}])])
    assert filled.snapshot().as_of == date(2025, 6, 1)
    filled.undo(2)
    assert filled.snapshot().as_of == date(2025, 3, 1)


def test_default_day_without_source_dates(workspace, batch):
    assert workspace.snapshot().as_of == NO_DATE
    workspace.write(make_run(), [batch("Mill", MILLS)])
    assert workspace.snapshot().as_of == date(2025, 1, 1)


def test_provenance_first_twenty_and_how_many(filled, batch):
    snapshot = filled.snapshot(DAY)
    key = snapshot.edges("SELLS")["key"].iloc[0]
    facts = snapshot.provenance([A, key, "没有"])
    assert facts["id"].tolist() == sorted([A, key])
    assert facts[["file", "sheet", "source", "total"]].drop_duplicates().to_numpy().tolist() == [
        ["list.xlsx", "Sheet1", "list", 1]
    ]
    filled.write(make_run("many"), [batch("Mill", [{"name": "甲厂", "uscc": A}] * 30)])
    facts = filled.snapshot(DAY).provenance([A])
    assert (len(facts), facts["total"].unique().tolist()) == (20, [31])
    assert facts["row"].tolist()[:3] == [2, 2, 3]


def test_a_place_read_twice_counts_once_in_every_home(filled, batch, tmp_path):
    filled.write(make_run("list"), [batch("Mill", [{"name": "甲厂", "uscc": A}])])
    snapshot = filled.snapshot(DAY)
    facts = snapshot.provenance([A])
    assert facts[["file", "sheet", "row", "total"]].to_numpy().tolist() == [["list.xlsx", "Sheet1", 2, 1]]
    snapshot.to_parquet(tmp_path / "p")
    pd.testing.assert_frame_equal(Snapshot.from_parquet(tmp_path / "p").provenance([A]), facts)
    twice = pd.concat([facts.assign(run=1), facts.assign(run=2, source=None)]).drop(columns="total")
    framed = Snapshot.from_frames(
        {}, schema=filled.schema, settings=filled.settings, as_of=DAY, facts=twice
    ).provenance([A])
    assert framed[["file", "row", "source", "total"]].to_numpy().tolist() == [["list.xlsx", 2, "list", 1]]


def test_runs_and_universes(filled):
    snapshot = filled.snapshot()
    assert snapshot.runs()[["run", "source", "publisher", "licence", "universe"]].to_numpy().tolist() == [
        [1, "list", "某局", "open", "listed"]
    ]
    assert snapshot.universe([A, "没有"]) == {A: "listed", "没有": ""}


def test_a_change_underneath_is_told_and_tables_of_the_first_reading_stay(filled, batch):
    snapshot = filled.snapshot(DAY)
    before = snapshot.nodes("Mill")
    filled.write(make_run(), [batch("Mill", [{"name": "丁厂"}]), batch("Thing", [{"name": "新物"}])])
    pd.testing.assert_frame_equal(snapshot.nodes("Mill"), before)
    assert "新物" not in set(snapshot.nodes("Thing")["name"])
    with pytest.raises(WorkspaceError) as caught:
        snapshot.runs()
    assert caught.value.key == "workspace.changed"


def test_large_kinds_are_read_when_asked_for_and_a_change_between_is_told(filled, batch, monkeypatch):
    whole = filled.snapshot(DAY)
    monkeypatch.setattr("graph.workspace.source.AHEAD", 0)
    snapshot = filled.snapshot(DAY)
    for kind in filled.schema.nodes:
        pd.testing.assert_frame_equal(snapshot.nodes(kind), whole.nodes(kind))
    for kind in filled.schema.edges:
        pd.testing.assert_frame_equal(snapshot.edges(kind), whole.edges(kind))
    late = filled.snapshot(DAY)
    late.nodes("Mill")
    filled.write(make_run(), [batch("Mill", [{"name": "丁厂"}])])
    with pytest.raises(WorkspaceError) as caught:
        late.edges("SELLS")
    assert caught.value.key == "workspace.changed"


def test_a_question_opens_the_file_once_for_its_tables(filled, monkeypatch):
    opened = []
    connect = Store._connect
    monkeypatch.setattr(Store, "_connect", lambda *args, **kwargs: opened.append(1) or connect(*args, **kwargs))
    snapshot = filled.snapshot(DAY)
    for kind in filled.schema.nodes:
        snapshot.nodes(kind)
    snapshot.names([A])
    assert len(opened) == 2  # the newest date, and all tables together


def test_frames_belong_to_the_caller(filled):
    snapshot = filled.snapshot(DAY)
    frame = snapshot.nodes("Mill")
    frame["name"] = "x"
    frame.loc[0, "uid"] = "y"
    assert snapshot.nodes("Mill")["name"].tolist() == ["甲厂", "丙厂"]
    assert snapshot.nodes("Mill")["uid"].tolist() == [A, C]


def test_unknown_kind_and_column(filled):
    with pytest.raises(UsageError):
        filled.snapshot().nodes("Nothing")
    with pytest.raises(UsageError):
        filled.snapshot().edges("Mill")
    with pytest.raises(UsageError) as caught:
        filled.snapshot().nodes("Mill", ["nothing"])
    assert "nothing" in str(caught.value)


def test_parquet_gives_the_same_answers_and_the_same_bytes(filled, tmp_path):
    snapshot = filled.snapshot(DAY)
    snapshot.to_parquet(tmp_path / "a")
    filled.snapshot(DAY).to_parquet(tmp_path / "b")
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert [f for f in files if (tmp_path / "a" / f).read_bytes() != (tmp_path / "b" / f).read_bytes()] == []
    again = Snapshot.from_parquet(tmp_path / "a")
    assert_same(frames(snapshot), frames(again))
    assert (again.as_of, again.settings) == (snapshot.as_of, snapshot.settings)
    dumped = [{name: each.model_dump() for name, each in s.templates.items()} for s in (again, snapshot)]
    assert dumped[0] == dumped[1]
    ids = [A, *snapshot.edges("SELLS")["key"]]
    pd.testing.assert_frame_equal(again.provenance(ids), snapshot.provenance(ids))
    pd.testing.assert_frame_equal(again.runs(), snapshot.runs())
    assert again.universe([A]) == {A: "listed"}
    again.to_parquet(tmp_path / "c")
    assert [f for f in files if (tmp_path / "a" / f).read_bytes() != (tmp_path / "c" / f).read_bytes()] == []


def test_nodes_of_a_folder_from_before_they_had_marks_count_as_stated(filled, tmp_path):
    filled.snapshot(DAY).to_parquet(tmp_path)
    file = tmp_path / "nodes" / "Mill.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["inferred", "confidence"]), file)
    description = tmp_path / "snapshot.json"
    description.write_text(description.read_text("utf-8").replace('"layout": 2', '"layout": 1'), "utf-8")
    mills = Snapshot.from_parquet(tmp_path).nodes("Mill")
    assert mills["inferred"].tolist() == [False, False]
    assert mills["confidence"].isna().tolist() == [True, True]
    assert mills["name"].tolist() == ["甲厂", "丙厂"]


def test_a_folder_written_over_and_cut_off_is_no_snapshot(filled, tmp_path, monkeypatch):
    """Else nodes of the new graph would stand there with edges, places and day of the old."""
    filled.snapshot(DAY).to_parquet(tmp_path)
    assert Snapshot.from_parquet(tmp_path).as_of == DAY
    read, asked = WorkspaceSource.table, []

    def cut_off(self, kind, columns):
        asked.append(kind)
        if len(asked) == 3:
            raise ConnectionAbortedError
        return read(self, kind, columns)

    with monkeypatch.context() as patch:
        patch.setattr(WorkspaceSource, "table", cut_off)
        with pytest.raises(WorkspaceError):
            filled.snapshot(DAY).to_parquet(tmp_path)
    with pytest.raises(WorkspaceError) as caught:
        Snapshot.from_parquet(tmp_path)
    assert caught.value.key == "workspace.no_snapshot"
    filled.snapshot(DAY).to_parquet(tmp_path)
    assert_same(frames(filled.snapshot(DAY)), frames(Snapshot.from_parquet(tmp_path)))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told(filled, tmp_path):
    (tmp_path / "nodes").mkdir()
    (tmp_path / "nodes" / "Mill.parquet").symlink_to("/dev/full")
    with pytest.raises(WorkspaceError) as caught:
        filled.snapshot(DAY).to_parquet(tmp_path)
    assert caught.value.key == "workspace.cannot_write"
    assert str(tmp_path) in str(caught.value)


def test_folder_that_is_no_snapshot(tmp_path):
    with pytest.raises(WorkspaceError) as caught:
        Snapshot.from_parquet(tmp_path)
    assert caught.value.key == "workspace.no_snapshot"


def test_frames_give_the_same_answers(filled, schema, settings):
    snapshot = filled.snapshot(DAY)
    whole = frames(snapshot)
    nodes = {kind: whole[kind] for kind in schema.nodes}
    edges = {kind: whole[kind] for kind in schema.edges}
    again = Snapshot.from_frames(nodes, edges, schema=schema, settings=settings, as_of=DAY)
    assert_same(whole, frames(again))


def test_frames_may_leave_out_columns_and_keys(schema, settings):
    mills = pd.DataFrame(
        {"uid": [B, A], "name": ["乙厂", "甲厂"], "opened": ["2010-01-01", None], "tags": [["x"], None]}
    )
    sells = pd.DataFrame({"src": [A, A], "dst": [B, B], "what": ["x", None]})
    snapshot = Snapshot.from_frames({"Mill": mills}, {"SELLS": sells}, schema=schema, settings=settings, as_of=DAY)
    assert snapshot.nodes("Mill")["uid"].tolist() == [A, B]
    edges = snapshot.edges("SELLS")
    assert edges["key"].is_unique
    assert edges["inferred"].tolist() == [False, False]
    assert snapshot.provenance([A]).empty
    assert snapshot.runs().empty
    assert snapshot.templates == {}
    with pytest.raises(UsageError):
        Snapshot.from_frames({"Mill": mills.assign(odd=1)}, schema=schema, settings=settings, as_of=DAY)


def test_facts_of_frames_are_counted(schema, settings):
    one = {"id": A, "file": "f.xlsx", "sheet": "", "run": 1, "source": "s", "source_date": None}
    facts = pd.DataFrame([{**one, "row": row} for row in range(25, 0, -1)])
    snapshot = Snapshot.from_frames(
        {}, schema=schema, settings=settings, as_of=DAY, facts=facts, universes={A: "listed"}
    )
    found = snapshot.provenance([A])
    assert (len(found), found["total"].iloc[0], found["row"].iloc[0]) == (20, 25, 1)
    assert snapshot.universe([A]) == {A: "listed"}


def test_networkx(filled):
    graph = filled.snapshot(date(2023, 6, 1)).to_networkx()
    assert sorted(graph.nodes) == [A, B]
    assert graph.nodes[A]["kind"] == "Mill"
    assert graph.nodes[A]["shut"] is None
    ((src, dst, key, data),) = graph.edges(keys=True, data=True)
    assert (src, dst, data["kind"], data["amount"]) == (A, B, "SELLS", 1.5)
    assert key == filled.snapshot(date(2023, 6, 1)).edges("SELLS")["key"].iloc[0]
    assert filled.settings.home == HOME
    assert filled.snapshot().to_networkx(kinds=["Thing"]).number_of_edges() == 0
