"""Rough seas as a user meets them: each ends in one clear sentence in both languages, its exit code, and nothing lost."""

from __future__ import annotations

import shutil
import signal
import socket
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from graph.neo4j.pull import open_snapshot
from liantu.home import Home
from tests.liantu.conftest import run_liantu
from tests.neo4j.graphs import assert_same, whole
from tests.neo4j.harbour import Harbour, harbour, impatient, loaded, one_sentence
from tests.neo4j.wires import wired

__all__ = ["harbour", "impatient", "loaded"]


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
        assert f"{uri} cannot be reached: Connection refused." in told  # and nothing of the driver's own words
        assert "liantu neo4j start" in told


def test_no_server_is_known(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    for lang in ("zh", "en"):
        done = run_liantu("query", "RETURN 1", "-w", harbour.folder, "--lang", lang)
        assert done.code == 4
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


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("arguments", [("gaps",), ("neo4j", "pull", "--out", "pulled")], ids=" ".join)
def test_lost_while_the_graph_is_read(
    harbour: Harbour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert harbour.run("neo4j", "push").code == 0
    with wired(harbour.server.port) as (wire, uri):
        assert harbour.run(*arguments, "--neo4j", uri).code == 0
        passed = wire.passed["down"]
    shutil.rmtree("pulled", ignore_errors=True)
    for share in (0.3, 0.7):
        with wired(harbour.server.port) as (wire, uri):
            wire.break_at("down", int(passed * share), wire.cut)
            done = harbour.run(*arguments, "--neo4j", uri)
        assert done.code == 4, done.err
        assert "中断" in one_sentence(done.err)
        assert done.out == ""
        assert not Path("pulled", "snapshot.json").exists()


def test_an_answer_that_takes_too_long(harbour: Harbour) -> None:
    slow = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN count(x + y)"
    harbour.fails(1, "超过 0.5 秒", "more than 0.5 seconds", "query", slow, "--timeout", 0.5)


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95])
def test_ctrl_c_says_what_stands(harbour: Harbour, share: float) -> None:
    size = size_of_push(harbour)
    with wired(harbour.server.port) as (wire, uri):
        process = harbour.begin("neo4j", "push", "--full", uri=uri)
        wire.break_at("up", int(size * share), partial(wire.interrupt, process))
        out, err = process.communicate(timeout=240)
    assert process.returncode == 130, err.decode()
    told = one_sentence(err.decode())
    assert "Ctrl-C" in told
    assert "已送出" in told
    assert out == b""
    assert harbour.states() == ["incomplete"]
    assert harbour.run("neo4j", "push").code == 0
    assert_same(Home.open(harbour.folder).snapshot(), open_snapshot(harbour.database))


def test_ctrl_c_while_nothing_is_written_yet(harbour: Harbour) -> None:
    """The server has gone silent before, or while, it counts what it has; nobody waits for it."""
    assert harbour.run("neo4j", "push").code == 0
    passed = size_of_push(harbour)
    for share in (0.6, 0.9):
        with wired(harbour.server.port) as (wire, uri):
            process = harbour.begin("neo4j", "push", uri=uri)
            wire.break_at("up", int(passed * share), partial(wire.interrupt, process))
            out, err = process.communicate(timeout=60)
        assert (process.returncode, out) == (130, b""), err.decode()
        assert "Ctrl-C" in one_sentence(err.decode())
        assert harbour.states() == ["complete"]


def test_ctrl_c_ends_a_question_at_once(harbour: Harbour) -> None:
    """The server has gone silent; nobody waits for its good-bye."""
    size_of_push(harbour)
    with wired(harbour.server.port) as (wire, uri):
        process = harbour.begin("gaps", "--neo4j", uri, uri=uri)
        wire.break_at("down", 20_000, partial(wire.interrupt, process))
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    assert "Ctrl-C" in one_sentence(err.decode())
    assert out == b""


def test_ctrl_c_ends_a_query(harbour: Harbour) -> None:
    """It ends here and on the server, where it would have gone on for minutes."""
    long = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a + b < 0 RETURN count(*) AS n"
    process = harbour.begin("query", long, "--timeout", "600", uri=harbour.server.uri)
    running = "SHOW TRANSACTIONS YIELD currentQuery AS text WHERE text = $long RETURN text"
    assert wait_until(lambda: harbour.database.read(running, long=long))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    assert "Ctrl-C" in one_sentence(err.decode())
    assert out == b""
    assert wait_until(lambda: not harbour.database.read(running, long=long))


def wait_until(holds: Callable[[], object]) -> bool:
    """Whether it comes to hold within a minute."""
    until = time.monotonic() + 60
    while not (found := holds()) and time.monotonic() < until:
        time.sleep(0.2)
    return bool(found)


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
        told = harbour.run("neo4j", "status", "--deep").err
        assert str(process.pid) in told
        assert "没有完成" not in told  # it is still at work, and nobody has to run it again
        assert "处与工作区不同" not in told
        if ends == "killed":
            process.kill()
            process.communicate()
            wire.cut()  # as the system of a killed process ends its connections
            told = harbour.run("neo4j", "status").err
            assert str(process.pid) not in told
            assert "没有完成" in told
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
