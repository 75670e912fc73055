"""Where the address comes from, and that a password is shown nowhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.errors import UsageError, WorkspaceError
from graph.neo4j import address as addresses
from graph.neo4j.address import Address, find_address, parse_address
from graph.neo4j.server.home import ServerHome, ServerInfo
from graph.settings import Neo4jSettings, read_settings

SECRET = "s3cret-Pa55"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch):
    for name in [name for name in os.environ if name.startswith(("NEO4J_", "LIANTU_NEO4J"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def own_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ServerInfo:
    """A server of the workspace's own, as far as an address needs one."""
    folder = tmp_path / "neo4j"
    folder.mkdir()
    ServerHome(folder).password_file.write_text("own-password\n")
    info = ServerInfo(folder, "5.26.26", os.getpid(), 7999)
    monkeypatch.setattr(addresses, "running", lambda place: info if place == folder else None)
    return info


@pytest.mark.parametrize(
    ("text", "uri", "user", "database"),
    [
        ("neo4j://host", "neo4j://host:7687", "neo4j", None),
        ("neo4j+s://alice@db.example.org:7777/team", "neo4j+s://db.example.org:7777", "alice", "team"),
        ("bolt+ssc://127.0.0.1:9", "bolt+ssc://127.0.0.1:9", "neo4j", None),
        ("bolt://[::1]/neo4j", "bolt://[::1]:7687", "neo4j", "neo4j"),
        ("neo4j://a%40b@h?region=east", "neo4j://h:7687?region=east", "a@b", None),
        (" bolt+s://h ", "bolt+s://h:7687", "neo4j", None),
    ],
)
def test_an_address_says_server_user_and_database(text: str, uri: str, user: str, database: str | None):
    assert parse_address(text) == Address(uri, user, "", database)


@pytest.mark.parametrize(
    "text",
    ["", "host:7687", "http://host", "neo4j://", "neo4j://h:port", "neo4j://[::1", "neo4j://h:0", "bolt://h#part",
     "bolt://h:7687/d#", "neo4j://h?region"],
)  # fmt: skip
def test_what_is_no_address_is_said(text: str):
    with pytest.raises(UsageError) as caught:
        parse_address(text)
    assert caught.value.key == "neo4j.bad_address"


@pytest.mark.parametrize(
    "text",
    [
        f"neo4j://u:{SECRET}@h", f"neo4j://u:{SECRET}@h:x", f"bolt://u:{SECRET}@[::1", f"bolt://u:20#{SECRET}@h:7687",
        f"bolt://u:20/{SECRET}@h", f"bolt://u:20?{SECRET}@h", f"bolt://u:20?a={SECRET}@h", f"bolt://u:{SECRET}@more@h",
        f"neo4j://h?user=u&Password={SECRET}",
    ],
)  # fmt: skip
def test_a_password_in_an_address_is_refused_and_not_repeated(text: str):
    with pytest.raises(UsageError) as caught:
        parse_address(text)
    assert caught.value.key in ("neo4j.password_in_address", "neo4j.bad_address")
    assert SECRET not in caught.value.text("en") + caught.value.text("zh") + repr(caught.value)
    assert caught.value.__cause__ is None


def test_the_password_is_not_in_the_words_for_an_address():
    address = Address("neo4j://h:1", "u", SECRET, "d")
    assert SECRET not in f"{address!r} {address}"


def test_the_order_of_the_sources(own_server: ServerInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    settings = Neo4jSettings(uri="neo4j://from-settings", username="sam", database="d", ca="ca.pem", timeout=3)
    monkeypatch.setenv("NEO4J_URI", "neo4j://from-environment")
    monkeypatch.setenv("NEO4J_USERNAME", "eve")
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    monkeypatch.setenv("NEO4J_DATABASE", "e")
    given = find_address("bolt://given/g", workspace=tmp_path, settings=settings)
    assert (given.uri, given.user, given.database, given.password) == ("bolt://given:7687", "eve", "g", SECRET)
    assert find_address("bolt://bob@given", workspace=tmp_path).user == "bob"
    own = find_address(None, workspace=tmp_path, settings=settings)
    assert (own.uri, own.user, own.password, own.database) == (own_server.uri, "neo4j", "own-password", "neo4j")
    elsewhere = tmp_path / "none"
    environment = find_address(None, workspace=elsewhere, settings=settings)
    assert (environment.uri, environment.user, environment.database) == ("neo4j://from-environment:7687", "eve", "e")
    monkeypatch.delenv("NEO4J_URI")
    last = find_address(None, workspace=elsewhere, settings=settings)
    assert last == Address("neo4j://from-settings:7687", "sam", SECRET, "d", elsewhere / "ca.pem", 3)
    with pytest.raises(WorkspaceError, match="liantu neo4j start"):
        find_address(None)


def test_authority_and_patience_hold_wherever_the_address_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    settings = Neo4jSettings(uri="neo4j+s://u@Team.example.org:7777/d", ca="ca.pem", timeout=60)
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)

    def found(given: str | None = None) -> tuple[Path | None, float]:
        address = find_address(given, workspace=tmp_path, settings=settings)
        return address.ca, address.timeout

    assert found("neo4j+s://team.example.org") == found() == (tmp_path / "ca.pem", 60)
    assert found("neo4j+s://other.example.org") == (None, 60)  # of another authority, perhaps one that everybody trusts
    monkeypatch.setenv("NEO4J_URI", "bolt+s://team.example.org")
    assert found() == (tmp_path / "ca.pem", 60)
    monkeypatch.setenv("LIANTU_NEO4J_CA", "other.pem")
    assert found() == found("neo4j+s://other.example.org") == (Path("other.pem"), 60)
    monkeypatch.delenv("NEO4J_URI")
    assert found() == (Path("other.pem"), 60)
    alone = find_address("neo4j+s://given")
    assert (alone.ca, alone.timeout) == (Path("other.pem"), addresses.TIMEOUT)


@pytest.mark.usefixtures("own_server")
def test_the_own_server_given_by_its_address_brings_its_password(tmp_path: Path):
    assert find_address("bolt://localhost:7999", workspace=tmp_path).password == "own-password"
    with pytest.raises(WorkspaceError):
        find_address("bolt://other.example.org:7999", workspace=tmp_path)


@pytest.mark.usefixtures("own_server")
def test_another_user_of_the_own_server_is_not_replaced_by_its_own(tmp_path: Path):
    given = find_address("bolt://reader@127.0.0.1:7999/neo4j", workspace=tmp_path, ask=lambda _account: SECRET)
    assert (given.user, given.password) == ("reader", SECRET)
    with pytest.raises(WorkspaceError, match="NEO4J_PASSWORD"):
        find_address("bolt://reader@127.0.0.1:7999", workspace=tmp_path)
    own = find_address("bolt://neo4j@127.0.0.1:7999", workspace=tmp_path)
    assert (own.user, own.password) == ("neo4j", "own-password")


def test_a_person_is_asked_for_the_password_only_where_nothing_says_it(monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []

    def ask(account: str) -> str:
        asked.append(account)
        return SECRET

    assert find_address("neo4j://u@h", ask=ask).password == SECRET
    assert asked == ["u @ neo4j://h:7687"]
    monkeypatch.setenv("NEO4J_PASSWORD", "from environment")
    assert find_address("neo4j://u@h", ask=ask).password == "from environment"
    assert len(asked) == 1
    monkeypatch.delenv("NEO4J_PASSWORD")
    with pytest.raises(WorkspaceError, match="NEO4J_PASSWORD"):
        find_address("neo4j://u@h")


@pytest.mark.parametrize(
    "lines", [f'neo4j = "neo4j://u:{SECRET}@h"', f'[neo4j]\nuri = "neo4j://h"\npassword = "{SECRET}"']
)
def test_settings_refuse_a_password_without_repeating_it(tmp_path: Path, lines: str):
    (tmp_path / "liantu.toml").write_text(f'home = "320706"\n{lines}\n')
    with pytest.raises(WorkspaceError, match="NEO4J_PASSWORD") as caught:
        read_settings(tmp_path)
    assert SECRET not in str(caught.value)


def test_settings_take_an_address_alone_or_a_section(tmp_path: Path):
    file = tmp_path / "liantu.toml"
    file.write_text('home = "320706"\nneo4j = "neo4j://h/d"\n')
    assert read_settings(tmp_path).neo4j == Neo4jSettings(uri="neo4j://h/d")
    file.write_text('home = "320706"\n[neo4j]\nuri = "neo4j+s://h"\nca = "ca.pem"\n')
    assert read_settings(tmp_path).neo4j == Neo4jSettings(uri="neo4j+s://h", ca="ca.pem")
