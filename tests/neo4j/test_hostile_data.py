"""Hostile and unusual data on its way to a server: it comes back as it was, or is refused in one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import NotPossible
from graph.neo4j.database import Database
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.schema import Schema
from liantu.home import Home
from tests.neo4j.graphs import assert_same, make_workspace, throw_away, whole
from tests.neo4j.harbour import KEPT, Harbour, harbour, loaded, one_sentence
from tests.neo4j.servers import TestServer

__all__ = ["harbour", "loaded", "throw_away"]


def test_others_data_in_the_way(harbour: Harbour) -> None:
    """A foreign node with our uid is left alone; a foreign constraint that forbids what we write is named."""
    harbour.database.send("CREATE (:Company {uid: '320706'}), (:Firm {name: '示例云台硅微粉有限公司', uid: 'x'})")
    before = whole(harbour.database)
    harbour.database.send("DROP INDEX liantu_firm_name IF EXISTS")  # an earlier push's: the next makes it again
    harbour.database.send("CREATE CONSTRAINT theirs FOR (n:Firm) REQUIRE n.name IS UNIQUE")
    try:
        told = harbour.fails(4, "约束", "A constraint that somebody else made", "neo4j", "push")
        assert "示例云台硅微粉有限公司" in told
        assert harbour.states() == ["incomplete"]
    finally:
        harbour.database.send("DROP CONSTRAINT theirs")
    assert harbour.run("neo4j", "push").code == 0
    assert [node for node in whole(harbour.database)[0] if "Liantu" not in node[0]] == before[0]


def test_hostile_names_and_long_texts_come_back(harbour: Harbour) -> None:
    assert harbour.run("neo4j", "push").code == 0
    pushed = open_snapshot(harbour.database, workspace=harbour.folder.name)
    assert_same(Home.open(harbour.folder).snapshot(), pushed)
    firms = pushed.nodes("Firm")
    # what no cell may hold (control and direction marks) went at loading, brackets became wide; all else is as typed
    for part in (KEPT, "😀右到左零", "示例'）"):
        assert firms["name"].str.contains(part, regex=False).sum() == 1
    assert firms["scope"].str.len().max() == 350_000
    asked = harbour.run("gaps", "--neo4j", harbour.server.uri, "--of", harbour.folder.name, "--format", "json")
    assert asked.code == 0
    assert asked.json["rows"] == harbour.run("gaps", "--format", "json").json["rows"]


def test_a_name_too_long_for_an_index(
    neo4j: TestServer, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(neo4j.driver, neo4j.database)
    database.send("MATCH (n) DETACH DELETE n")
    longest = "长" * 2_666  # 7,998 bytes
    fits = make_workspace(tmp_path / "fits", schema, monkeypatch, {"Thing": [{"name": longest}]})
    assert push(database, fits).sent == 1
    before = whole(database)
    over = make_workspace(tmp_path / "over", schema, monkeypatch, {"Thing": [{"name": longest + "长"}, {"name": "短"}]})
    with pytest.raises(NotPossible, match="8001") as caught:
        push(database, over)
    assert "8001 bytes" in caught.value.text("en")
    assert whole(database) == before


def test_a_name_of_a_megabyte_is_rejected_at_loading(harbour: Harbour, tmp_path: Path) -> None:
    file = tmp_path / "企业.csv"
    file.write_text(f"企业名称,所属区县\n{'长' * 350_000},海州区\n示例短名有限公司,海州区\n", "utf-8")
    done = harbour.run("load", file)
    assert done.code == 3
    assert "最多 1000 个字" in done.out
    assert harbour.run("neo4j", "push").code == 0


def test_a_hundred_thousand_edges_on_one_node(
    neo4j: TestServer, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(neo4j.driver, neo4j.database)
    database.send("MATCH (n) DETACH DELETE n")
    others = range(1_000)
    hub = {"name": "枢纽", "uscc": "91HUB"}
    sold = [{"src_id": "uscc:91HUB", "dst_id": f"uscc:91{n}", "what": f"货{k}"} for n in others for k in range(100)]
    mills = [hub, *({"name": f"厂{n}", "uscc": f"91{n}"} for n in others)]
    workspace = make_workspace(tmp_path / "hub", schema, monkeypatch, {"Mill": mills, "SELLS": sold})
    report = push(database, workspace)
    assert (report.sent, report.absent) == (101_001, 0)
    [row] = database.read("MATCH (h:Mill {uid: '91HUB'}) RETURN COUNT {(h)--()} AS ties")
    assert row["ties"] == 100_000
    assert_same(workspace.snapshot(), open_snapshot(database))
    assert push(database, workspace).nothing
    workspace.undo(1)
    assert push(database, workspace).cleaned.removed == 101_001
    assert whole(database) == ([], [])


def test_injection(harbour: Harbour) -> None:
    assert harbour.run("neo4j", "push").code == 0
    before = whole(harbour.database)
    evil = "x'}) DETACH DELETE n //"
    here = f"示例{KEPT}有限公司"
    for value in (evil, here, '"; MATCH (n) DETACH DELETE n; //', "\\u0027}) DETACH DELETE n //"):
        done = harbour.run("query", "suppliers-of", "--param", f"firm={value}")
        assert done.code == (0 if value == here else 1), done.err
        assert value == here or value in one_sentence(done.err)
        done = harbour.run(
            "query",
            "MATCH (f:Firm {name: $name}) RETURN f.name AS name",
            "--param",
            f"name={value}",
            "--format",
            "json",
        )
        assert [row["name"] for row in done.json["rows"]] == ([value] if value == here else [])
    writes = ["MATCH (n) DETACH DELETE n", "MATCH (n) RETURN n; MATCH (n) DETACH DELETE n",
              "MATCH (n) RETURN n UNION MATCH (m) SET m.x = 1 RETURN m AS n"]  # fmt: skip
    for text in writes:
        for lang in ("zh", "en"):
            done = harbour.run("query", text, "--lang", lang)
            assert done.code == 2, done.err
            one_sentence(done.err, lang)
    harbour.fails(1, evil, evil, "query", "segments-without-firms", "--region", evil)
    assert whole(harbour.database) == before
