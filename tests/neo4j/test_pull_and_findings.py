"""A pulled folder answers as the workspace does; gap findings stand beside the graph, tied to segment and region."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from graph.neo4j import pull_statements
from graph.settings import CompleteList, DeclaredSegment, Settings
from graph.snapshot import Snapshot
from liantu.home import Home
from tests.liantu.conftest import FIRMS, SUPPLIES, Done, run_liantu
from tests.neo4j.servers import TestServer
from tests.neo4j.test_sent import TABLE, Sent, _bounded, sent

__all__ = ["sent"]
REGIONS = "区划代码,行政区名称,区划级别\n320706,海州区,区县\n320703,连云区,区县\n"
HEAD, FIRST, *OTHERS = FIRMS.splitlines()
# with a signed list that names them all, what no firm is in is missing where it is declared
STATED = Settings(
    home="320706", complete=(CompleteList(region="320700", titles=("规上", "高新技术企业"), signed_by="区工信局", start=date(1960, 1, 1)),),
    declared=(DeclaredSegment(chain="silicon-materials", segment="submicron-silica", start=date(1960, 1, 1), unit="区科技局"),),
)  # fmt: skip
SECRET = "\n".join([f"{HEAD},是否规上,是否涉密", f"{FIRST},否,是", *(f"{line},否,否" for line in OTHERS)])


@pytest.fixture(scope="module")
def ask(neo4j: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Done]:
    """The command line beside a pushed district, one firm of which is confidential."""
    folder = tmp_path_factory.mktemp("pulled")
    for name, text in {"企业": SECRET, "供应": SUPPLIES, "行政区": REGIONS}.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    environment = {"NEO4J_URI": neo4j.uri, "NEO4J_PASSWORD": neo4j.password, "NEO4J_USERNAME": neo4j.user,
                   "NEO4J_DATABASE": neo4j.database}  # fmt: skip

    def run(*arguments: object) -> Done:
        return run_liantu(*arguments, cwd=folder, **environment)

    neo4j.empty()
    Home.create(folder / "ws", STATED)
    for arguments in (("load", "企业.csv", "供应.csv", "行政区.csv", "-w", "ws"),
                      ("neo4j", "push", "-w", "ws")):  # fmt: skip
        done = run(*arguments)
        assert done.code == 0, done.out + done.err
    return run


def test_a_pulled_folder_answers_as_the_workspace(ask: Callable[..., Done], tmp_path: Path) -> None:
    done = ask("neo4j", "pull", "--out", tmp_path / "all", "--with-confidential")
    assert done.code == 0, done.err
    assert str(tmp_path / "all") in done.err
    for question in (
        ("gaps", "-f", "json"),
        ("gaps", "--as-of", "2020-01-01", "--explain", "1"),
        ("leaders", "-f", "csv"),
    ):
        here, there = ask(*question, "-w", "ws"), ask(*question, "-w", tmp_path / "all")
        assert (there.code, there.out, there.err) == (here.code, here.out, here.err)
        assert here.out


def test_what_is_confidential_stays_unless_asked_for(ask: Callable[..., Done], tmp_path: Path) -> None:
    done = ask("neo4j", "pull", "--out", tmp_path / "open")
    assert done.code == 0, done.err
    assert "--with-confidential" in done.err
    assert ask("export", tmp_path / "own", "-w", "ws").code == 0
    names = {file.relative_to(tmp_path / "own") for file in (tmp_path / "own").rglob("*") if file.is_file()}
    assert {file.relative_to(tmp_path / "open") for file in (tmp_path / "open").rglob("*") if file.is_file()} == names
    differing = [
        name for name in names if (tmp_path / "own" / name).read_bytes() != (tmp_path / "open" / name).read_bytes()
    ]
    assert differing == []
    assert "示例云台硅微粉有限公司" not in Snapshot.from_parquet(tmp_path / "open").nodes("Firm")["name"].tolist()


GAPS = """MATCH (g:Gap)-[r]->(n) RETURN g.id AS id, g.state AS state, g.priority AS priority, g.as_of AS day,
g.versions AS versions, type(r) AS tie, n.uid AS uid ORDER BY id, tie, uid"""


def test_findings_are_tied_to_segment_and_regions(ask: Callable[..., Done], neo4j: TestServer) -> None:
    told = ask("gaps", "--region", "320706,320703", "-w", "ws", "-f", "json").json
    done = ask("neo4j", "push", "--findings", "--region", "320706,320703", "-w", "ws")
    assert done.code == 0, done.err
    rows = neo4j.driver.execute_query(GAPS, database_=neo4j.database).records
    found = {row["segment"]: row for row in told["rows"]
             if row["state"] in ("missing", "broken", "weak", "being_filled", "unverified")}  # fmt: skip
    assert found
    assert {row["id"]: row["state"] for row in rows} == {
        f"320706,320703|{name}": r["state"] for name, r in found.items()
    }
    for name, row in found.items():
        ties = {(r["tie"], r["uid"]) for r in rows if r["id"] == f"320706,320703|{name}"}
        assert ties == {("GAP_IN", f"segment:{name}"), ("GAP_OF", "region:320706"), ("GAP_OF", "region:320703")}
        (priority,) = {r["priority"] for r in rows if r["id"] == f"320706,320703|{name}"}
        assert priority == row["priority"]
    assert {str(row["day"]) for row in rows} == {told["as_of"]}
    assert {tuple(row["versions"]) for row in rows} == {tuple(f"{k} {v}" for k, v in sorted(told["versions"].items()))}


def test_findings_are_replaced_and_a_place_without_a_node_is_named(ask: Callable[..., Done], neo4j: TestServer) -> None:
    done = ask("neo4j", "push", "--findings", "--region", "320000", "-w", "ws")
    assert done.code == 0, done.err
    assert "320000" in done.err.split("警告", 1)[-1]
    rows = neo4j.driver.execute_query(GAPS, database_=neo4j.database).records
    assert {row["tie"] for row in rows} <= {"GAP_IN"}
    assert all(row["id"].startswith("320000|") for row in rows)


@pytest.mark.parametrize("question", ["gaps", "targets", "leaders", "chains", "regions"])
def test_an_analysis_reads_what_it_declares(
    ask: Callable[..., Done], neo4j: TestServer, sent: Sent, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    """Of other kinds at most uid and caption go over, for names; of what may have ended, uid and days."""
    asked: list[tuple[str, list[str]]] = []
    for way in ("nodes", "edges"):
        original = getattr(Snapshot, way)

        def noting(self: Snapshot, kind: str, columns: list[str] | None = None, *, ended: bool = False, to=original):  # type: ignore[no-untyped-def]
            assert columns is not None, kind
            asked.append((kind, list(columns)))
            return to(self, kind, columns, ended=ended)

        monkeypatch.setattr(Snapshot, way, noting)
    taken: list[Snapshot] = []
    made = Snapshot.__init__
    monkeypatch.setattr(Snapshot, "__init__", lambda self, *a, **k: (taken.append(self), made(self, *a, **k))[1])
    assert ask(question, "--neo4j", neo4j.uri, "-f", "json").code in {0, 1}
    (snapshot,) = taken
    schema = snapshot.schema
    allowed = {pull_statements.table(schema.nodes[k], ["uid", n.caption]) for k, n in schema.nodes.items()}
    allowed |= {
        pull_statements.table(schema.nodes[k], _bounded(snapshot, k, "uid", n.caption)) for k, n in schema.nodes.items()
    }
    allowed |= {pull_statements.table(schema.nodes[k], _bounded(snapshot, k, "uid")) for k in schema.nodes}
    for kind, columns in asked:
        ids, marks = (["uid"] if kind in schema.nodes else ["key", "src", "dst"]), ["inferred", "confidence"]
        if kind in schema.nodes:
            marks = [mark for mark in marks if mark in columns]
        own = [*ids, *(name for name in columns if name not in {*ids, *marks}), *marks]
        allowed.add(pull_statements.table(schema.kind(kind), _bounded(snapshot, kind, *own)))
    tables = [text for text in sent if TABLE.fullmatch(text) and "$workspace IN" in text]
    assert len(tables) > 5
    assert set(tables) - allowed == set()
