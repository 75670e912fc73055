"""What push and status tell a person: what would be sent, what the database holds, in the language asked for."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from graph.neo4j.push import _Task
from graph.neo4j.status import Held
from liantu.home import Home
from liantu.sharing import looking
from tests.liantu.conftest import FIRMS, SUPPLIES, Done, run_liantu
from tests.neo4j.graphs import whole
from tests.neo4j.harbour import Harbour, harbour, loaded
from tests.neo4j.servers import TestServer

__all__ = ["harbour", "loaded"]
CODES = ("workspace", "version", "nodes", "edges", "state", "complete", "incomplete", "claim", "kept", "differs", "absent",
         "stands", "field", "new", "changed", "gone", "kind", "null", "Firm", "SUPPLIES")  # fmt: skip


def held(harbour: Harbour) -> Held:
    address = harbour.address
    [found] = looking(Home.open(harbour.folder), address).held
    return found


def words(done: Done) -> list[list[str]]:
    """Cells of a CSV answer; none is a code."""
    assert done.code == 0, done.err
    rows = list(csv.reader(io.StringIO(done.out)))
    assert not {cell for row in rows for cell in row} & set(CODES)
    return rows


# -- a dry run ---------------------------------------------------------------------------------------------------------


def test_a_dry_run_says_what_would_be_sent(harbour: Harbour) -> None:
    first = harbour.run("neo4j", "push", "--dry-run")
    assert whole(harbour.database) == ([], [])
    assert "这个数据库里还没有本工作区的图" in first.err
    assert harbour.run("neo4j", "push").code == 0
    mark = held(harbour).marker
    sizes = f"将送出 {mark.nodes} 个节点、{mark.edges} 条关系，清除 0 个"
    assert sizes in first.err
    for lang, would, does in (("zh", "届时将全部重送", "全部送出"), ("en", "would be sent", "was sent")):
        asked = harbour.run("neo4j", "push", "--full", "--dry-run", "-f", "csv", "--lang", lang)
        assert would in asked.err
        assert does not in asked.err
        rows = list(csv.reader(io.StringIO(asked.out)))
        assert sum(int(row[1]) for row in rows[1:]) == mark.nodes + mark.edges
        assert {tuple(row[2:]) for row in rows[1:]} == {("0", "0", "0")}
    assert sizes in harbour.run("neo4j", "push", "--full", "--dry-run").err


def test_a_dry_run_counts_what_somebody_removed(harbour: Harbour) -> None:
    harbour.run("neo4j", "push")
    harbour.database.send("MATCH (:Firm:Liantu)-[r:SUPPLIES]->() DELETE r")
    before = whole(harbour.database)
    done = harbour.run("neo4j", "push", "--dry-run", "-f", "json")
    assert [(row["kind"], row["new"]) for row in done.json["rows"] if row["new"]] == [("SUPPLIES", 2)]
    assert whole(harbour.database) == before


def test_a_dry_run_counts_the_findings(harbour: Harbour) -> None:
    would = harbour.run("neo4j", "push", "--findings", "--dry-run")
    [count] = re.findall(r"将写入 (\d+) 个缺链结论", would.err)
    assert whole(harbour.database) == ([], [])
    assert f"已写入 {count} 个缺链结论" in harbour.run("neo4j", "push", "--findings").err
    assert f"{count} gap findings" in harbour.run("neo4j", "push", "--findings", "--dry-run", "--lang", "en").err


def test_a_workspace_is_forgotten_only_when_that_is_meant(harbour: Harbour) -> None:
    harbour.run("neo4j", "push")
    mark = held(harbour).marker
    before = whole(harbour.database)
    told = harbour.fails(2, f"{mark.nodes} 个节点", f"{mark.edges} edges", "neo4j", "forget", mark.id)
    assert mark.id in told
    assert whole(harbour.database) == before
    harbour.fails(4, mark.id, mark.id, "neo4j", "forget", "nobody", "--yes")
    done = harbour.run("neo4j", "forget", mark.id, "--yes")
    assert (done.code, whole(harbour.database)) == (0, ([], []))
    assert f"清除 {mark.nodes + mark.edges} 个" in done.err


def test_what_a_first_push_left_when_it_was_cut_off_is_counted(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(_Task, "_complete", broken)
        assert harbour.run("neo4j", "push").code == 130
    found = held(harbour)
    assert found.nodes > 100
    harbour.fails(2, f"{found.nodes} 个节点", f"{found.edges} edges", "neo4j", "forget", found.marker.id)
    assert harbour.run("neo4j", "forget", found.marker.id, "--yes").code == 0
    assert whole(harbour.database) == ([], [])


def test_a_push_of_nothing_answers_programs_too(harbour: Harbour) -> None:
    assert harbour.run("neo4j", "push").code == 0
    for arguments in ((), ("--dry-run",)):
        told = harbour.run("neo4j", "push", *arguments, "-f", "json").json
        assert (told["rows"], told["parameters"]["whole"]) == ([], False)
        assert len(harbour.run("neo4j", "push", *arguments, "-f", "csv").out.splitlines()) == 1  # the headings
        assert harbour.run("neo4j", "push", *arguments).out == ""


def test_a_file_that_cannot_be_written_hides_nothing_of_the_push(harbour: Harbour, tmp_path: Path) -> None:
    assert harbour.run("neo4j", "push").code == 0
    told = {"workspace": held(harbour).marker.id}
    harbour.database.send("CREATE (g:LiantuFinding:Gap {id: 'of yesterday'}) SET g += $told", told=told)
    out = tmp_path / "nowhere" / "x.csv"
    done = harbour.run("neo4j", "push", "--full", "--findings", "-f", "csv", "--out", out)
    assert (done.code, "x.csv" in done.err) == (2, True)
    assert "已推送" in done.err
    [count] = re.findall(r"已写入 (\d+) 个缺链结论", done.err)
    assert held(harbour).marker.complete
    assert harbour.database.read("MATCH (g:Gap) RETURN count(g) AS n")[0]["n"] == int(count)
    assert harbour.database.read("MATCH (g:Gap {id: 'of yesterday'}) RETURN count(g) AS n")[0]["n"] == 0


@pytest.mark.parametrize("idle", [("--region", "320706"), ("--as-of", "2026-06-30")])
def test_what_chooses_findings_needs_findings(harbour: Harbour, idle: tuple[str, str]) -> None:
    told = harbour.fails(2, "与 --findings 同用", "with --findings", "neo4j", "push", *idle)
    assert "Traceback" not in told
    assert whole(harbour.database) == ([], [])


@pytest.mark.parametrize("wrong", [("--region", "乱写"), ("--as-of", "乱写")])
def test_arguments_are_looked_at_before_anything_is_written(harbour: Harbour, wrong: tuple[str, str]) -> None:
    done = harbour.run("neo4j", "push", "--findings", *wrong)
    assert done.code in {1, 2}
    assert "乱写" in done.err
    assert whole(harbour.database) == ([], [])


# -- status ------------------------------------------------------------------------------------------------------------


def test_an_empty_database(harbour: Harbour) -> None:
    for arguments in ((), ("--deep",)):
        done = harbour.run("neo4j", "status", *arguments)
        assert done.code == 0
        assert done.out == ""
        for part in (harbour.server.uri, "Neo4j 5.", "还没有", "liantu neo4j push"):
            assert part in done.err
        assert "--full" not in done.err
    assert harbour.run("neo4j", "status", "--deep", "-f", "json").json["rows"] == []


def test_a_workspace_that_was_not_pushed_where_another_was(harbour: Harbour, tmp_path: Path) -> None:
    harbour.run("neo4j", "push")
    assert run_liantu("init", tmp_path / "new", "--home", "320706").code == 0
    done = run_liantu("neo4j", "status", "--deep", "-w", tmp_path / "new", **harbour.server.environment())
    assert "还没有推送到这里" in done.err
    assert "数据库里没有" not in done.out
    assert "--full" not in done.err


def test_what_somebody_removed_is_noticed(harbour: Harbour) -> None:
    harbour.run("neo4j", "push")
    quiet = harbour.run("neo4j", "status").err
    assert "liantu neo4j push" not in quiet
    harbour.database.send("MATCH (f:Firm:Liantu) WITH f ORDER BY f.uid LIMIT 1 DETACH DELETE f")
    found = held(harbour)
    told = harbour.run("neo4j", "status").err
    assert f"现在有 {found.nodes} 个、{found.edges} 条" in told
    assert f"有 {found.marker.nodes} 个节点、{found.marker.edges} 条关系" in told
    assert "liantu neo4j push" in told
    assert harbour.run("neo4j", "push").code == 0
    assert harbour.run("neo4j", "status").err == quiet


def test_the_older_of_two_copies_is_not_told_to_push(harbour: Harbour, tmp_path: Path) -> None:
    """A backup that somebody opens beside the workspace would take the database back."""
    assert harbour.run("neo4j", "push").code == 0
    copy = Harbour(Path(shutil.copytree(harbour.folder, tmp_path / "copy")), harbour.server)
    (tmp_path / "企业.csv").write_text("企业名称,所属区县\n示例新来有限公司,海州区\n", "utf-8")
    assert harbour.run("load", tmp_path / "企业.csv").code == 0
    behind = harbour.run("neo4j", "status", "--deep").err
    assert ("运行 liantu neo4j push" in behind, "上次推送之后" in behind, "--full" in behind) == (True, True, False)
    assert harbour.run("neo4j", "push").code == 0
    assert "逐个相同" in harbour.run("neo4j", "status", "--deep").err
    older = copy.run("neo4j", "status", "--deep").err
    assert "较旧的副本" in older
    assert "运行 liantu neo4j push" not in older
    assert "--full" not in older
    harbour.database.send("MATCH (f:Firm:Liantu) WITH f ORDER BY f.uid LIMIT 1 SET f.name = 'x'")
    assert "数据库里的图比这里的新" in copy.run("neo4j", "status", "--deep").err
    assert "push --full" in harbour.run("neo4j", "status", "--deep").err


# -- in words ----------------------------------------------------------------------------------------------------------


def test_the_counts_of_a_workspace_in_words(harbour: Harbour) -> None:
    pushed = harbour.run("neo4j", "push", "-f", "csv")
    assert words(pushed)[0] == ["类别", "要送的行", "新增", "有变化", "清除"]
    assert "企业" in {row[0] for row in words(pushed)}
    rows = words(harbour.run("neo4j", "status", "-f", "csv"))
    assert rows[0] == ["类", "工作区", "类别", "编号", "项目", "值", "图中的值"]
    assert [row[4] for row in rows[1:]] == ["图版本", "节点数", "关系数", "最近一次推送"]
    assert {row[0] for row in rows[1:]} == {"工作区"}
    assert rows[-1][5] == "已完成"
    english = words(harbour.run("neo4j", "status", "-f", "csv", "--lang", "en"))
    assert all(title[0].isupper() for title in english[0])
    assert english[-1][4:6] == ["Last push", "Complete"]


def test_claims_and_differences_in_words(neo4j: TestServer, tmp_path: Path) -> None:
    """Two workspaces: the second says otherwise of one firm, and nothing of much that the first knows."""
    neo4j.empty()
    other = "企业名称,所属区县,参保人数,登记状态\n示例云台硅微粉有限公司,海州区,121,注销\n"
    for name, tables in (("一", {"企业": FIRMS, "供应": SUPPLIES}), ("二", {"企业": other})):
        folder = tmp_path / f"表{name}"
        folder.mkdir()
        for table, text in tables.items():
            (folder / f"{table}.csv").write_text(text, "utf-8")
        environment = neo4j.environment()
        for arguments in (
            ("init", name, "--home", "320706"),
            ("load", folder, "-w", name),
            ("neo4j", "push", "-w", name),
        ):
            done = run_liantu(*arguments, cwd=tmp_path, **environment)
            assert done.code == 0, done.out + done.err
    assert "1 个节点和关系的 2 个值" in done.err
    query = (
        "MATCH (f:Firm:Liantu {name: '示例锦屏片剂制药有限公司'}) REMOVE f:Firm SET f.insured = 99999, f.status = null"
    )
    neo4j.driver.execute_query(query, database_=neo4j.database)

    def status(*arguments: object) -> Done:
        return run_liantu("neo4j", "status", "--deep", "-w", "一", *arguments, cwd=tmp_path, **environment)

    told = status("-f", "csv")
    assert "1 个节点和关系的 2 个值" in told.err
    rows = words(told)
    claims = [row for row in rows if row[0] == "说法不一"]
    assert {(row[1], row[2]) for row in claims} == {("二", "企业")}
    assert {(row[4], *row[5:]) for row in claims} == {
        ("参保人数", "121", "120"),
        ("登记状态", "注销", "存续"),
    }
    differing = {tuple(row[4:]) for row in rows if row[0] == "与工作区不同"}
    assert differing == {("类别", "企业", "（未填）"), ("参保人数", "90", "99999"), ("登记状态", "存续", "（未填）")}
    assert status("--out", "s.xlsx", "-f", "xlsx").code == 0
    sheet = CalamineWorkbook.from_path(str(tmp_path / "s.xlsx")).get_sheet_by_index(0).to_python()
    assert [list(map(str, row)) for row in sheet] == rows
    codes = status("-f", "json").json["rows"]
    assert {row["part"] for row in codes} == {"workspace", "claim", "differs"}
    assert {row["kind"] for row in codes if row["part"] == "claim"} == {"Firm"}
