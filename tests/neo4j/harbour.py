"""A workspace in a folder of a hostile name, a server, and the command line between them: for tests of rough seas."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.neo4j import connection
from graph.neo4j.address import Address
from graph.neo4j.database import Database
from tests.liantu.conftest import CHINESE, FIRMS, SUPPLIES, Done, run_liantu
from tests.neo4j.servers import TestServer

BEGINS = {"zh": "错误：", "en": "Error: "}
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

    @property
    def address(self) -> Address:
        server = self.server
        return Address(server.uri, server.user, server.password, server.database)

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
