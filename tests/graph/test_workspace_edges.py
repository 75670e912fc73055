"""Edges of a workspace: they find their ends or wait, meet or stay apart, and follow what they were derived from."""

from __future__ import annotations

import pandas as pd

from graph.names import fallback_uid, name_uid
from graph.workspace import Workspace
from tests.graph.conftest import HOME, A, B, counts, make_run


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
