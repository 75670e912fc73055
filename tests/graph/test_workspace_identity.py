"""Who is the same in a workspace: by codes, by names and regions, by decisions; and of which kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.errors import NotPossible
from graph.names import fallback_uid, name_uid
from graph.schema import Schema
from graph.settings import Settings
from graph.workspace import Workspace
from tests.graph.conftest import DAY, HOME, A, B, make_run, names


def test_shared_identifier_makes_one_entity_and_a_better_code_renames_it(workspace, batch):
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂", "ticker": "6"}])])
    assert names(workspace) == {"ticker:6": "甲厂"}
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂有限公司", "ticker": "6", "uscc": A}])])
    assert names(workspace) == {A: "甲厂有限公司"}
    renamed = workspace.renamed()
    assert renamed[["old", "new"]].to_numpy().tolist() == [["ticker:6", A]]


def test_an_identifier_declared_later_renames_it(workspace, batch, schema, monkeypatch):
    """Only whose records all went over into one other: two codes share the first name, and one thing has none."""
    rows = [{"name": "面粉", "note": "A1"}, {"name": "挂面", "note": "B1"}, {"name": "挂面", "note": "B2"}]
    workspace.write(make_run(), [batch("Thing", [*rows, {"name": "麸皮"}])])
    [flour], [bran] = ([uid for uid, name in names(workspace, "Thing").items() if name == x] for x in ("面粉", "麸皮"))
    thing = schema.nodes["Thing"].model_copy(update={"identifiers": ("note",)})
    declared = Schema({**schema.nodes, "Thing": thing}, schema.edges)
    monkeypatch.setattr("graph.workspace.workspace.load_schema", lambda _extra=(): declared)
    workspace = Workspace.open(workspace.folder)
    assert names(workspace, "Thing") == {"thing:A1": "面粉", "thing:B1": "挂面", "thing:B2": "挂面", bran: "麸皮"}
    assert workspace.renamed().to_numpy().tolist() == [[flour, "thing:A1", workspace.statistics().graph_version]]
    workspace.rebuild()
    assert len(workspace.renamed()) == 1


def test_another_home_district_renames_whom_it_lets_join(workspace, batch):
    known = [{"name": "甲厂", "uscc": A, "region": "110000"}, {"name": "甲厂", "uscc": B, "region": "310115"}]
    workspace.write(make_run(), [batch("Mill", [*known, {"name": "甲厂", "region": HOME}])])
    moved = replace(workspace, settings=Settings(home="310115"))
    moved.rebuild()
    assert set(names(moved)) == {A, B}
    assert moved.renamed()[["old", "new"]].to_numpy().tolist() == [[name_uid("甲厂", HOME), B]]


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
