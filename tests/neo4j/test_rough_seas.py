"""Rough seas as a user meets them: each ends in one clear sentence in both languages, its exit code, and nothing lost."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from graph.errors import NotPossible
from graph.neo4j import connection
from graph.neo4j.database import Database
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.neo4j.server.home import running
from graph.neo4j.server.process import start, stop
from graph.schema import Schema
from liantu.home import Home
from tests.liantu.conftest import CHINESE, FIRMS, SUPPLIES, Done, run_liantu
from tests.neo4j.graphs import assert_same, make_workspace, throw_away, whole
from tests.neo4j.servers import QUICK, TestServer, needs_server, opened, set_up_with
from tests.neo4j.wires import wired

__all__ = ["throw_away"]

BEGINS = {"zh": "错误：", "en": "Error: "}
SMALL_LOG = {"db.tx_log.preallocate": "false"}
HOSTILE = "区`'\"$😀\u202e;) DETACH DELETE n //"
KEPT = "`反引'单\"双$美元（x）"  # of the first name, as it is loaded
NAMES = ["示例`反引'单\"双$美元{x}有限公司", "示例😀\u202e右到左\x00零有限公司", "示例'}) DETACH DELETE n //有限公司"]


@dataclass(frozen=True)
class Harbour:
    """A workspace and a server, and the command line between them."""

    folder: Path
    server: TestServer

    @property
    def database(self) -> Database:
        return Database(self.server.driver, self.server.database)

    def run(self, *arguments: object, **other: str) -> Done:
        done = run_liantu(*arguments, "-w", self.folder, **{**self.server.environment(), **other})
        assert self.server.password not in done.out + done.err
        return done

    def fails(self, code: int, zh: str, en: str, *arguments: object, **other: str) -> str:
        """Run in both languages; return the English sentence."""
        sentence = ""
        for lang, part in (("zh", zh), ("en", en)):
            done = self.run(*arguments, "--lang", lang, **other)
            assert done.code == code, done.out + done.err
            sentence = one_sentence(done.err, lang)
            assert part in sentence
        return sentence

    def states(self) -> list[str]:
        """What ``status`` says of the pushes."""
        done = self.run("neo4j", "status", "--format", "json")
        assert done.code == 0, done.err
        states = [row["value"] for row in done.json["rows"] if row["field"] == "state"]
        assert ("没有完成" in done.err) == ("incomplete" in states)
        return states

    def begin(self, *arguments: str, uri: str) -> subprocess.Popen[bytes]:
        """Start a command as a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "liantu", *arguments, "-w", str(self.folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, **CHINESE, **self.server.environment(uri)},
        )  # fmt: skip


def one_sentence(err: str, lang: str = "zh") -> str:
    """The one line that says what is the matter; a fault of our own would name the file of its traceback."""
    [told] = [line for line in err.splitlines() if line.startswith(BEGINS[lang])]
    assert ".log" not in told
    assert "Traceback" not in err
    return told


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in a folder of a hostile name that was never pushed."""
    folder = tmp_path_factory.mktemp("rough")
    long = f"示例长文有限公司,海州区,片剂,{'长' * 350_000}"
    lines = [
        "企业名称,所属区县,主要产品,经营范围",
        long,
        *(f'"{name.replace(chr(34), chr(34) * 2)}",海州区,片剂,x' for name in NAMES),
    ]
    tables = {"企业.csv": FIRMS, "供应.csv": SUPPLIES, "怪名/企业.csv": "\n".join(lines) + "\n"}
    for name, text in tables.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    home = folder / HOSTILE.replace("/", "")
    for arguments in (
        ["init", home, "--home", "320706"],
        ["load", "企业.csv", "供应.csv", "怪名/企业.csv", "-w", home],
    ):
        done = run_liantu(*arguments, cwd=folder)
        assert done.code == 0, done.out + done.err
    return home


@pytest.fixture
def harbour(loaded: Path, neo4j: TestServer, tmp_path: Path) -> Harbour:
    """The workspace and an empty database; constraints stay, which spares seconds a test."""
    harbour = Harbour(Path(shutil.copytree(loaded, tmp_path / loaded.name)), neo4j)
    harbour.database.send("MATCH (n) DETACH DELETE n")
    return harbour


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up at the first lost connection: what is broken here stays so."""
    monkeypatch.setattr(connection, "_RETRY", 0.0)


def size_of_push(harbour: Harbour, *arguments: str) -> int:
    """Bytes that a push sends."""
    with wired(harbour.server.port) as (wire, uri):
        assert harbour.run("neo4j", "push", *arguments, NEO4J_URI=uri).code == 0
        return wire.passed["up"]


# -- before anything begins --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("impatient")
def test_nobody_there(harbour: Harbour) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        uri = f"bolt://127.0.0.1:{taken.getsockname()[1]}"
    for command in (["neo4j", "push"], ["neo4j", "status"], ["query", "RETURN 1"], ["gaps", "--neo4j", uri]):
        told = harbour.fails(4, "连不上", "cannot be reached", *command, NEO4J_URI=uri)
        assert uri in told
        assert "liantu neo4j start" in told


def test_no_server_is_known(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    for lang in ("zh", "en"):
        done = run_liantu("query", "RETURN 1", "-w", harbour.folder, "--lang", lang)
        assert done.code == 1
        assert "liantu neo4j start" in one_sentence(done.err, lang)


def test_wrong_password(harbour: Harbour) -> None:
    # an account that there is not: wrong tries would lock out the other tests' account for a while
    secret = "wr0ng-Pa55"
    told = harbour.fails(
        4, "不接受", "does not accept the password", "neo4j", "push", NEO4J_USERNAME="stranger", NEO4J_PASSWORD=secret
    )
    assert secret not in told
    assert whole(harbour.database) == ([], [])


def test_no_such_database(harbour: Harbour) -> None:
    assert "nowhere" in harbour.fails(4, "没有数据库", "no database", "neo4j", "push", NEO4J_DATABASE="nowhere")


def test_constraints_that_others_data_does_not_allow(harbour: Harbour) -> None:
    harbour.server.empty()
    harbour.database.send("UNWIND [1, 2] AS x CREATE (:Liantu {uid: 'twice', name: '别人的'})")
    before = whole(harbour.database)
    told = harbour.fails(4, "什么都没有写入", "nothing was written", "neo4j", "push")
    assert "twice" in told
    assert whole(harbour.database) == before
    assert harbour.states() == []
    harbour.database.send("MATCH (n:Liantu) DELETE n")
    harbour.database.send("CREATE INDEX theirs FOR (n:Liantu) ON (n.uid)")
    harbour.fails(4, "什么都没有写入", "nothing was written", "neo4j", "push")
    harbour.database.send("DROP INDEX theirs")
    assert harbour.run("neo4j", "push").code == 0


# -- on the way --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("impatient")
def test_lost_on_the_way(harbour: Harbour) -> None:
    size = size_of_push(harbour)
    for lang, part in (("zh", "已送出"), ("en", "rows were sent")):
        with wired(harbour.server.port) as (wire, uri):
            wire.break_at("up", size // 2, wire.cut)
            done = harbour.run("neo4j", "push", "--full", "--lang", lang, NEO4J_URI=uri)
        assert done.code == 4
        assert part in one_sentence(done.err, lang)
    assert harbour.states() == ["incomplete"]
    harbour.fails(4, "没有完成", "was not completed", "gaps", "--neo4j", harbour.server.uri)
    assert harbour.run("neo4j", "push").code == 0
    assert harbour.states() == ["complete"]
    assert harbour.run("gaps", "--neo4j", harbour.server.uri).code == 0


@pytest.mark.usefixtures("impatient")
def test_lost_in_the_middle_of_an_answer(harbour: Harbour) -> None:
    for count in (3_000, 90_000):
        with wired(harbour.server.port) as (wire, uri):
            wire.break_at("down", count, wire.cut)
            done = harbour.run("query", "UNWIND range(1, 100000) AS x RETURN x", "--limit", 100_000, NEO4J_URI=uri)
        assert done.code == 4, done.err
        assert "中断" in one_sentence(done.err)
        assert done.out == ""


def test_an_answer_that_takes_too_long(harbour: Harbour) -> None:
    slow = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN count(x + y)"
    harbour.fails(1, "超过 0.5 秒", "more than 0.5 seconds", "query", slow, "--timeout", 0.5)


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95])
def test_ctrl_c_says_what_stands(harbour: Harbour, share: float) -> None:
    size = size_of_push(harbour)
    with wired(harbour.server.port) as (wire, uri):
        process = harbour.begin("neo4j", "push", "--full", uri=uri)

        def happens() -> None:
            wire.hold()  # so that it cannot end before the signal comes
            process.send_signal(signal.SIGINT)

        wire.break_at("up", int(size * share), happens)
        out, err = process.communicate(timeout=240)
    assert process.returncode == 130, err.decode()
    told = one_sentence(err.decode())
    assert "Ctrl-C" in told
    assert "已送出" in told
    assert out == b""
    assert harbour.states() == ["incomplete"]
    assert harbour.run("neo4j", "push").code == 0
    assert_same(Home.open(harbour.folder).snapshot(), open_snapshot(harbour.database))


def test_ctrl_c_ends_a_question_at_once(harbour: Harbour) -> None:
    """The server has gone silent; nobody waits for its good-bye."""
    size_of_push(harbour)
    with wired(harbour.server.port) as (wire, uri):
        process = harbour.begin("gaps", "--neo4j", uri, uri=uri)

        def happens() -> None:
            wire.hold()
            process.send_signal(signal.SIGINT)

        wire.break_at("down", 20_000, happens)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    assert "Ctrl-C" in one_sentence(err.decode())
    assert out == b""


@pytest.mark.parametrize("ends", ["killed", "overtaken"])
def test_two_pushes_at_once(harbour: Harbour, ends: str) -> None:
    """The second is refused with the first's name; a killed first leaves no lock, and an overtaken one stops."""
    size = size_of_push(harbour)
    wanted = whole(harbour.database)
    with wired(harbour.server.port) as (wire, uri):
        wire.break_at("up", size // 2, wire.hold)
        process = harbour.begin("neo4j", "push", "--full", uri=uri)
        assert wire.broken.wait(240)
        told = harbour.fails(4, "另一次推送正在进行", "Another push is at work", "neo4j", "push")
        assert f"@{socket.gethostname()} ({process.pid})" in told
        assert str(process.pid) in harbour.run("neo4j", "status").err
        if ends == "killed":
            process.kill()
            process.communicate()
            wire.cut()  # as the system of a killed process ends its connections
            assert str(process.pid) not in harbour.run("neo4j", "status").err
            assert harbour.run("neo4j", "push").code == 0
        else:
            # the server frees the lock of a machine that is cut off: after an hour, or because somebody asks
            found = "SHOW TRANSACTIONS YIELD transactionId, currentQuery WHERE NOT currentQuery CONTAINS 'SHOW' RETURN transactionId AS id"
            with harbour.server.driver.session(database=harbour.server.database) as session:
                for name in [row["id"] for row in session.run(found)]:
                    session.run("TERMINATE TRANSACTIONS $name", name=name).consume()
            assert harbour.run("neo4j", "push").code == 0
            wire.go_on()
            _, err = process.communicate(timeout=240)
            assert process.returncode == 4, err.decode()
            assert "接替" in one_sentence(err.decode())
    assert harbour.states() == ["complete"]
    assert whole(harbour.database) == wanted


# -- hostile and unusual data ------------------------------------------------------------------------------------------


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
        assert done.code == 0, done.err
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


# -- servers with little room ------------------------------------------------------------------------------------------


@pytest.fixture
def narrow(tmp_path: Path) -> Iterator[Callable[[Mapping[str, str]], TestServer]]:
    """Starts a server of this test's own, again with other settings and the same data each time it is asked."""
    folder = tmp_path / "server"
    with ExitStack() as drivers:

        def restart(settings: Mapping[str, str]) -> TestServer:
            kill(folder)
            with pytest.MonkeyPatch.context() as patch, needs_server():
                set_up_with(patch, settings)
                info = start(folder, **QUICK).server
            return drivers.enter_context(opened(info.uri, "neo4j", info.password(), "neo4j"))

        yield restart
        kill(folder)


def kill(folder: Path) -> None:
    """Kill the server of a folder, if there is one."""
    if found := running(folder):
        process = psutil.Process(found.pid)
        process.kill()
        process.wait()


@pytest.mark.usefixtures("impatient")
def test_servers_without_room(loaded: Path, tmp_path: Path, narrow: Callable[[Mapping[str, str]], TestServer]) -> None:
    """Too little memory, a full disk, a read-only database: told, seen in status, and made good by the next push."""
    folder = Path(shutil.copytree(loaded, tmp_path / loaded.name))
    harbour = Harbour(folder, narrow({"db.memory.transaction.max": "2m", **SMALL_LOG}))
    told = harbour.fails(4, "内存不足", "run out of memory", "neo4j", "push")
    assert "rows were sent" in told
    assert harbour.states() == ["incomplete"]

    harbour = Harbour(folder, narrow(SMALL_LOG))
    fill_disk(tmp_path / "server")
    told = harbour.fails(4, "磁盘", "disk is full", "neo4j", "push")
    assert "restart the server" in told
    harbour.fails(4, "磁盘", "disk is full", "neo4j", "status")

    harbour = Harbour(folder, narrow(SMALL_LOG))
    assert harbour.states() == ["incomplete"]
    assert harbour.run("neo4j", "push").code == 0
    assert_same(Home.open(folder).snapshot(), open_snapshot(harbour.database))
    before = whole(harbour.database)
    answer = harbour.run("gaps", "--format", "json").json["rows"]

    stop(tmp_path / "server")  # a killed one would have to mend its indexes first, which Neo4j refuses to do read-only
    harbour = Harbour(folder, narrow({"server.databases.read_only": "neo4j"}))
    assert harbour.run("undo", 2).code == 0
    told = harbour.fails(4, "只读", "read-only", "neo4j", "push")
    assert "sent" not in told
    assert whole(harbour.database) == before
    assert harbour.states() == ["complete"]
    asked = harbour.run("gaps", "--neo4j", harbour.server.uri, "--format", "json")
    assert asked.json["rows"] == answer


def fill_disk(folder: Path) -> None:
    """Let no file of a server grow any more: a client hears then what it hears of a full file system."""
    found = running(folder)
    assert found is not None
    largest = max(file.stat().st_size for file in (folder / "data").rglob("*") if file.is_file())
    psutil.Process(found.pid).rlimit(psutil.RLIMIT_FSIZE, (largest + 20_000, resource.RLIM_INFINITY))
