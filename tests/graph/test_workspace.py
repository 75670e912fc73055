"""Records, identity, ends and counts of a workspace."""

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
from graph.names import fallback_uid, name_uid
from graph.records import Batch
from graph.schema import Schema
from graph.settings import LeadingChain, Settings
from graph.settings_text import settings_text
from graph.workspace import Workspace
from tests.graph.conftest import DAY, HOME, make_run

A, B, PUBLIC = "91320706AAAAAAAAA1", "91320706AAAAAAAAA2", "12320706AAAAAAAAA3"


def names(ws, kind="Mill"):
    frame = ws.snapshot().nodes(kind)
    return dict(zip(frame["uid"], frame["name"], strict=True))


def counts(written):
    return {c.kind: (c.created, c.updated, c.unchanged, c.waiting) for c in written.kinds}


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


def test_shared_identifier_makes_one_entity_and_a_better_code_renames_it(workspace, batch):
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂", "ticker": "6"}])])
    assert names(workspace) == {"ticker:6": "甲厂"}
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂有限公司", "ticker": "6", "uscc": A}])])
    assert names(workspace) == {A: "甲厂有限公司"}
    renamed = workspace.renamed()
    assert renamed[["old", "new"]].to_numpy().tolist() == [["ticker:6", A]]


def test_chain_of_identifiers_joins_through_a_middle_record(workspace, batch):
    rows = [{"name": "甲", "uscc": A}, {"name": "乙", "ticker": "6"}]
    workspace.write(make_run(), [batch("Mill", rows)])
    assert len(names(workspace)) == 2
    workspace.write(make_run(), [batch("Mill", [{"name": "甲", "uscc": A, "ticker": "6"}])])
    assert list(names(workspace)) == [A]
    workspace.undo(2)
    assert list(names(workspace)) == [A, "ticker:6"]


def test_record_without_identifier_joins_the_only_one_of_its_name(workspace, batch):
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂（示例）", "uscc": A, "region": "110000"}])])
    workspace.write(make_run(), [batch("Mill", [{"name": "甲 厂(示例)", "region": HOME, "size": 7}])])
    frame = workspace.snapshot().nodes("Mill", ["size"])
    assert frame["uid"].tolist() == [A]
    assert frame["size"].tolist() == [7]


def test_record_without_identifier_goes_to_its_own_region_first(workspace, batch):
    known = [{"name": "甲厂", "uscc": A, "region": "110000"}, {"name": "甲厂", "uscc": B, "region": HOME}]
    workspace.write(make_run(), [batch("Mill", known)])
    rows = [{"name": "甲厂", "region": "110000", "size": 1}, {"name": "甲厂", "region": "500000", "size": 2}]
    workspace.write(make_run(), [batch("Mill", rows)])
    frame = workspace.snapshot().nodes("Mill", ["size"]).set_index("uid")["size"]
    assert frame[A] == 1
    assert frame[B] == 2  # no namesake in 500000: the one of the home district goes before the country


def test_ambiguous_name_stays_its_own_and_is_listed(workspace, batch):
    known = [{"name": "甲厂", "uscc": A, "region": "110000"}, {"name": "甲厂", "uscc": B, "region": "310000"}]
    workspace.write(make_run(), [batch("Mill", [*known, {"name": "甲厂", "region": HOME}])])
    own = name_uid("甲厂", HOME)
    assert set(names(workspace)) == {A, B, own}
    assert set(workspace.duplicates()["uid"]) == {A, B, own}


def test_former_name_counts(workspace, batch):
    workspace.write(make_run(), [batch("Mill", [{"name": "新厂", "uscc": A, "old": ["老 厂"]}])])
    workspace.write(
        make_run(), [batch("Mill", [{"name": "老厂"}]), batch("SELLS", [{"src_name": "老厂", "dst_name": "乙厂"}])]
    )
    workspace.write(make_run(), [batch("Mill", [{"name": "乙厂"}])])
    assert set(names(workspace)) == {A, name_uid("乙厂")}
    assert workspace.snapshot().edges("SELLS")["src"].tolist() == [A]


def test_decision_joins_parts_and_is_reversible(workspace, batch):
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂", "uscc": A}, {"name": "假名", "size": 4}])])
    other = name_uid("假名")
    number = workspace.decide(A, other, same=True, who="张某", reason="同一法人", day=DAY)
    assert list(names(workspace)) == [A]
    workspace.withdraw(number)
    assert set(names(workspace)) == {A, other}
    assert workspace.decisions()["withdrawn"].tolist() == [True]


def test_decision_keeps_namesakes_and_shared_codes_apart(workspace, batch):
    rows = [{"name": "甲厂", "uscc": A, "ticker": "6"}, {"name": "乙厂", "uscc": B, "ticker": "6"}]
    workspace.write(make_run(), [batch("Mill", rows)])
    assert list(names(workspace)) == [A]
    workspace.decide(A, B, same=False, who="张某", reason="代码填错", day=DAY)
    assert names(workspace) == {A: "甲厂", B: "乙厂"}
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂", "region": HOME}])])
    assert len(names(workspace)) == 2
    workspace.decide(A, name_uid("甲厂", HOME), same=False, who="张某", reason="同名", day=DAY)
    assert set(names(workspace)) == {A, B, name_uid("甲厂", HOME)}


@pytest.mark.parametrize(
    ("a", "b", "who", "key"),
    [
        (A, "没有", "张某", "workspace.no_such_uid"),
        (A, A, "张某", "workspace.same_uid"),
        (A, "thing:" + fallback_uid("Thing", ["t"])[6:], "张某", "workspace.other_space"),
        (A, B, " ", "workspace.unsigned"),
    ],
)
def test_decisions_that_make_no_sense_are_refused(workspace, batch, a, b, who, key):  # noqa: PLR0917
    mills = [{"name": "甲厂", "uscc": A}, {"name": "乙厂", "uscc": B}]
    workspace.write(make_run(), [batch("Mill", mills), batch("Thing", [{"name": "t"}])])
    with pytest.raises(NotPossible) as caught:
        workspace.decide(a, b, same=True, who=who, reason="原因", day=DAY)
    assert caught.value.key == key
    with pytest.raises(NotPossible):
        workspace.withdraw(1)


def test_kind_follows_legal_form_and_other_lists_give_roles(workspace, batch):
    workspace.write(make_run(), [batch("School", [{"name": "研究院公司", "uscc": A, "size": 5, "rank": 2.0}])])
    snapshot = workspace.snapshot()
    assert snapshot.nodes("Mill", ["name", "size"]).to_numpy().tolist() == [[A, "研究院公司", 5]]
    assert snapshot.nodes("School").empty
    assert snapshot.entities("School").to_numpy().tolist() == [[A, "研究院公司"]]
    assert snapshot.edges("IS")[["src", "dst"]].to_numpy().tolist() == [[A, "role:School"]]
    assert snapshot.names(["role:School"]) == {"role:School": "School"}
    assert snapshot.kind_of([A, "没有"]) == {A: "Mill"}
    workspace.undo(1)
    assert workspace.statistics().nodes == {}


def test_kind_of_the_record_that_counts_most_where_no_form_is_known(workspace, batch):
    workspace.write(make_run("a", priority=1), [batch("School", [{"name": "院", "ticker": "6"}])])
    workspace.write(make_run("b", priority=0), [batch("Mill", [{"name": "厂", "ticker": "6"}])])
    assert names(workspace, "School") == {"ticker:6": "院"}
    assert workspace.snapshot().entities("Mill")["uid"].tolist() == ["ticker:6"]


def test_role_lets_an_entity_stand_where_its_own_kind_may_not(workspace, batch):
    thing = batch("Thing", [{"name": "课"}])
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂", "uscc": A}]), thing])
    workspace.write(make_run(), [batch("TEACHES", [{"src_name": "甲厂", "dst_name": "课"}])])
    assert workspace.waiting()["reason"].tolist() == ["src_wrong_kind"]
    workspace.write(make_run(), [batch("Role", [{"code": "School", "name": "学校"}]),
                                 batch("IS", [{"src_name": "甲厂", "dst_id": "role:School"}])])  # fmt: skip
    assert workspace.waiting().empty
    assert workspace.snapshot().edges("TEACHES")["src"].tolist() == [A]
    workspace.undo(3)
    assert workspace.waiting()["reason"].tolist() == ["src_wrong_kind"]


def test_unknown_end_waits_and_joins_when_it_comes(workspace, batch):
    workspace.write(make_run("rel"), [batch("SELLS", [{"src_name": "甲厂", "dst_id": f"uscc:{B}", "amount": 5.0}])])
    waiting = workspace.waiting()
    assert waiting[["reason", "src", "dst", "file", "sheet", "row"]].to_numpy().tolist() == [
        ["src_unknown", "甲厂", f"uscc:{B}", "rel.xlsx", "Sheet1", 2]
    ]
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂"}, {"name": "乙厂", "uscc": B}])])
    edges = workspace.snapshot().edges("SELLS")
    assert edges[["src", "dst", "amount"]].to_numpy().tolist() == [[name_uid("甲厂"), B, 5.0]]
    workspace.undo(2)
    assert workspace.snapshot().edges("SELLS").empty
    assert len(workspace.waiting()) == 1


def test_ambiguous_end_names_its_candidates_and_home_goes_first(workspace, batch):
    far = [{"name": "甲厂", "uscc": A, "region": "110000"}, {"name": "甲厂", "uscc": B, "region": "310000"}]
    workspace.write(make_run(), [batch("Mill", far), batch("Thing", [{"name": "布"}])])
    workspace.write(make_run(), [batch("MAKES", [{"src_name": "甲厂", "dst_name": "布"}])])
    waiting = workspace.waiting()
    assert waiting["reason"].tolist() == ["src_ambiguous"]
    assert waiting["candidates"].tolist() == [[A, B]]
    near = "91320706AAAAAAAAA9"
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂", "uscc": near, "region": HOME + "001"}])])
    assert workspace.snapshot().edges("MAKES")["src"].tolist() == [near]


def test_name_does_not_outweigh_another_code(workspace, batch):
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂", "uscc": A}, {"name": "乙厂"}])])
    sells = [{"src_id": f"uscc:{B}", "src_name": "甲厂", "dst_name": "乙厂"}]
    workspace.write(make_run(), [batch("SELLS", sells)])
    assert workspace.waiting()["reason"].tolist() == ["src_unknown"]
    workspace.write(make_run(), [batch("SELLS", [{**sells[0], "src_id": f"uscc:{A}", "dst_id": f"uscc:{B}"}])])
    assert workspace.snapshot().edges("SELLS")["dst"].tolist() == [name_uid("乙厂")]


def test_self_loop_waits_with_its_reason(workspace, batch):
    mates = [{"src_name": "甲厂", "dst_id": f"uscc:{A}"}]
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂", "uscc": A}]), batch("MATES", mates)])
    assert workspace.statistics().waiting == {"self_loop": 1}


def test_undirected_edges_meet_and_keys_tell_edges_apart(workspace, batch):
    mills = [{"name": "甲厂", "uscc": A}, {"name": "乙厂", "uscc": B}]
    mates = [{"src_name": "甲厂", "dst_name": "乙厂", "topic": "t"}, {"src_name": "乙厂", "dst_name": "甲厂", "topic": "t"},
             {"src_name": "乙厂", "dst_name": "甲厂"}]  # fmt: skip
    sells = [{"src_name": "甲厂", "dst_name": "乙厂"}, {"src_name": "乙厂", "dst_name": "甲厂"}]
    found = workspace.write(make_run(), [batch("Mill", mills), batch("MATES", mates), batch("SELLS", sells)])
    assert counts(found)["MATES"] == (2, 1, 0, 0)
    edges = workspace.snapshot().edges("MATES")
    assert edges[["src", "dst"]].to_numpy().tolist() == [[A, B], [A, B]]
    assert edges["key"].str.fullmatch("[0-9a-f]{20}").all()
    assert len(workspace.snapshot().edges("SELLS")) == 2


def test_owned_nodes_follow_their_owner(workspace, batch):
    workspace.write(make_run(), [batch("Year", [{"owner_name": "甲厂", "year": 2024, "sales": 1.0}])])
    alias = fallback_uid("Year", ["甲厂", 2024])
    workspace.write(make_run(), [batch("HAS", [{"src_name": "甲厂", "dst_id": alias}])])
    assert workspace.waiting()["reason"].tolist() == ["src_unknown"]
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂", "uscc": A}]),
                                 batch("Year", [{"owner_id": f"uscc:{A}", "year": 2024, "sales": 2.0}])])  # fmt: skip
    years = workspace.snapshot().nodes("Year")
    assert years["sales"].tolist() == [2.0]
    assert workspace.snapshot().edges("HAS")["dst"].tolist() == years["uid"].tolist()


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


def test_changed_home_resolves_ends_again(workspace, batch):
    far = [{"name": "甲厂", "uscc": A, "region": "110000"}, {"name": "甲厂", "uscc": B, "region": "310000"}]
    workspace.write(make_run(), [batch("Mill", far), batch("Thing", [{"name": "布"}]),
                                 batch("MAKES", [{"src_name": "甲厂", "dst_name": "布"}])])  # fmt: skip
    (workspace.folder / "liantu.toml").write_text('home = "310000"\n', "utf-8")
    assert Workspace.open(workspace.folder).snapshot().edges("MAKES")["src"].tolist() == [B]


class Tagged:
    """Mills of size 1 make cloth, as long as they sell nothing."""

    name, reads, beside, writes = "tagged", ("Mill",), ("SELLS",), "MAKES"

    def __init__(self, version: str = "1") -> None:
        self.version = version

    def derive(self, frames):
        mills = frames["Mill"]
        chosen = mills[(mills["size"] == 1).fillna(value=False) & ~mills["uid"].isin(frames["SELLS"]["src"])]
        cloth = fallback_uid("Thing", ["布"])
        return pd.DataFrame({"src": chosen["uid"], "dst": cloth, "share": float(self.version), "confidence": 0.5})


def test_derived_edges_follow_nodes_edges_and_version(workspace, batch):
    ws = Workspace.open(workspace.folder, derivations=[Tagged()])
    ws.write(make_run(), [batch("Mill", [{"name": "甲厂", "size": 1}, {"name": "乙厂", "size": 2}])])
    assert ws.snapshot().edges("MAKES").empty  # cloth is not known yet
    ws.write(make_run(), [batch("Thing", [{"name": "布"}])])
    edge = ws.snapshot().edges("MAKES").iloc[0]
    assert (edge["inferred"], edge["confidence"], edge["share"]) == (True, 0.5, 1.0)
    ws = Workspace.open(workspace.folder, derivations=[Tagged("2")])
    ws.write(make_run(), [batch("MAKES", [{"src_name": "甲厂", "dst_name": "布", "share": 0.9}])])
    assert ws.snapshot().edges("MAKES")[["share", "inferred"]].to_numpy().tolist() == [[0.9, False]]
    ws.undo(3)
    assert ws.snapshot().edges("MAKES")[["share", "inferred"]].to_numpy().tolist() == [[2.0, True]]
    ws.write(make_run(), [batch("SELLS", [{"src_name": "甲厂", "dst_name": "乙厂"}])])
    assert ws.snapshot().edges("MAKES").empty
    ws.undo(4)
    assert len(ws.snapshot().edges("MAKES")) == 1
    assert ws.statistics().inferred == 1


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
