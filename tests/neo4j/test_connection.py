"""Each way a connection fails ends in one sentence with its remedy; the password is in none of them."""

from __future__ import annotations

import logging
import socket
import ssl
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import MagicMock, Mock
from urllib.parse import urlsplit

import pytest
from neo4j.exceptions import Neo4jError, ServiceUnavailable, SessionExpired

from graph.errors import WorkspaceError
from graph.neo4j import connection, faults
from graph.neo4j.address import Address
from graph.neo4j.connection import check, connect, explained, open_driver
from graph.neo4j.faults import explain
from tests.neo4j.peers import RESTLESS, authority, listening, old_release, tls_proxy, unknown_error, web_server
from tests.neo4j.servers import TestServer

SECRET = "wr0ng-Pa55-ab\\cd"


@pytest.fixture
def address(neo4j_server: TestServer) -> Address:
    server = neo4j_server
    return Address(server.uri, server.user, server.password, server.database, timeout=5)


@pytest.fixture(params=["bolt", "neo4j"])
def tls(
    request: pytest.FixtureRequest, neo4j_server: TestServer, address: Address, tmp_path: Path
) -> Iterator[tuple[Address, Path]]:
    """The same server behind TLS, with a certificate of an authority of our own, and that authority's file."""
    file, certificate = authority(tmp_path)
    with listening(tls_proxy(neo4j_server.port, certificate)) as proxied:
        yield replace(address, uri=f"{request.param}+s://127.0.0.1:{proxied}"), file


def failure(address: Address) -> WorkspaceError:
    with pytest.raises(WorkspaceError) as caught, connect(address):
        pass
    told = "".join(traceback.format_exception(caught.value)) + caught.value.text("zh") + caught.value.text("en")
    assert not address.password or address.password not in told
    assert "\n" not in caught.value.text("zh")
    return caught.value


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_good_connection_tells_release_and_database(address: Address, scheme: str):
    address = replace(address, uri=f"{scheme}://{urlsplit(address.uri).netloc}")
    with connect(address) as driver:
        told = check(driver, address)
        assert told.database == address.database
        assert tuple(map(int, told.version.split(".")[:2])) >= (5, 26)
        assert check(driver, replace(address, database=None)).database == address.database


def test_a_wrong_password(address: Address):
    # an account of its own: wrong tries would lock out the other tests' account for a while
    fault = failure(replace(address, user="stranger", password=SECRET))
    assert fault.key == "neo4j.wrong_password"
    assert "stranger" in fault.text()


def test_no_such_database(address: Address):
    fault = failure(replace(address, database="nowhere"))
    assert fault.key == "neo4j.no_database"
    assert "nowhere" in fault.text()


@pytest.mark.parametrize("name", ["system", "System"])
def test_the_servers_own_database(address: Address, name: str):
    assert failure(replace(address, database=name)).key == "neo4j.system_database"


def test_nobody_there(address: Address):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert failure(replace(address, uri=f"bolt://127.0.0.1:{port}")).key == "neo4j.unreachable"
    assert failure(replace(address, uri=f"neo4j://127.0.0.1:{port}")).key == "neo4j.unreachable"


def test_a_name_that_is_no_host(address: Address):
    assert failure(replace(address, uri="neo4j://no-such-host.invalid:7687")).key == "neo4j.unreachable"


def test_somebody_who_never_answers_is_given_up_in_time(address: Address):
    with listening(lambda peer: peer.recv(1) and peer.recv(1 << 20) and peer.recv(1)) as port:
        assert failure(replace(address, uri=f"bolt://127.0.0.1:{port}", timeout=0.5)).key == "neo4j.unreachable"


def test_a_web_port(address: Address):
    with listening(web_server) as port:
        assert failure(replace(address, uri=f"bolt://127.0.0.1:{port}")).key == "neo4j.not_bolt"


def test_an_old_release_is_named(address: Address):
    with listening(old_release(b"Neo4j/5.20.0")) as port:
        fault = failure(replace(address, uri=f"bolt://127.0.0.1:{port}"))
    assert fault.key == "neo4j.server_too_old"
    assert "5.20.0" in fault.text()


def test_encryption_asked_of_a_server_without(address: Address):
    plain = urlsplit(address.uri).netloc
    assert failure(replace(address, uri=f"bolt+s://{plain}")).key == "neo4j.tls_not_spoken"


def test_a_server_that_names_addresses_where_nobody_is(address: Address, monkeypatch: pytest.MonkeyPatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = taken.getsockname()[1]
    routed = replace(address, uri=f"neo4j://127.0.0.1:{nobody}")
    monkeypatch.setattr(connection, "open_driver", lambda asked: open_driver(replace(asked, uri=address.uri)))
    with open_driver(routed) as driver, pytest.raises(WorkspaceError, match="advertised_address") as caught:
        check(driver, routed)
    assert f"bolt://127.0.0.1:{nobody}" in caught.value.text("en")


def test_a_database_that_is_down_is_told_whatever_the_scheme(monkeypatch: pytest.MonkeyPatch):
    """Asked for the way to it, the driver says no more than that it found none."""
    direct, routed = MagicMock(), Mock()
    session = direct.__enter__.return_value.session.return_value.__enter__.return_value
    code = "Neo.TransientError.Database.DatabaseUnavailable"
    session.run.side_effect = Neo4jError._hydrate_neo4j(code=code, message="is stopped")
    routed.get_server_info.side_effect = ServiceUnavailable("Unable to retrieve routing information")
    monkeypatch.setattr(connection, "open_driver", lambda _: direct)
    with pytest.raises(WorkspaceError) as caught:
        check(routed, Address("neo4j+s://h:1", "u", SECRET, "d"))
    assert caught.value.key == "neo4j.database_down"


def test_no_encryption_for_a_server_that_wants_it(tls: tuple[Address, Path]):
    address, _ = tls
    assert failure(replace(address, uri=address.uri.replace("+s", ""))).key == "neo4j.not_bolt"


def test_a_certificate_of_an_unknown_authority(tls: tuple[Address, Path]):
    address, _ = tls
    assert failure(address).key == "neo4j.tls_untrusted"


def test_an_authority_of_our_own_is_trusted_and_no_other(tls: tuple[Address, Path], tmp_path: Path):
    address, file = tls
    with connect(replace(address, ca=file)) as driver:
        assert driver.encrypted
        assert driver.execute_query("RETURN 1 AS one", database_=address.database).records[0]["one"] == 1
    other = tmp_path / "other"
    other.mkdir()
    assert failure(replace(address, ca=authority(other)[0])).key == "neo4j.tls_untrusted"


def test_a_self_signed_server_by_ssc(tls: tuple[Address, Path]):
    address, _ = tls
    asked = replace(address, uri=address.uri.replace("+s", "+ssc"))
    for ca in (None, Path("no.pem")):  # an authority of the settings has nothing to say there
        with connect(replace(asked, ca=ca)) as driver:
            assert driver.encrypted
            assert driver.execute_query("RETURN 1 AS one", database_=address.database).records[0]["one"] == 1


def test_a_certificate_file_that_is_missing_or_none(tls: tuple[Address, Path], tmp_path: Path):
    address, _ = tls
    assert failure(replace(address, ca=tmp_path / "no.pem")).key == "neo4j.no_ca"
    (tmp_path / "no.pem").write_text("not a certificate")
    assert failure(replace(address, ca=tmp_path / "no.pem")).key == "neo4j.bad_ca"


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("Neo.ClientError.Security.Forbidden", "neo4j.read_only_account"),
        ("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", "neo4j.read_only_database"),
        ("Neo.ClientError.Security.CredentialsExpired", "neo4j.password_expired"),
        ("Neo.ClientError.Security.AuthenticationRateLimit", "neo4j.too_many_tries"),
        ("Neo.ClientError.Transaction.TransactionTimedOut", "neo4j.timed_out"),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "neo4j.server_memory"),
        ("Neo.DatabaseError.General.UnknownError", "neo4j.refused"),
    ],
)
def test_what_a_community_server_cannot_be_made_to_say(code: str, key: str):
    error = Neo4jError._hydrate_neo4j(code=code, message=f"told by the server to {SECRET}")
    with pytest.raises(WorkspaceError) as caught, explained(Address("neo4j://h:1", "u", SECRET)):
        raise error
    assert caught.value.key == key
    assert SECRET not in caught.value.text("en")


def test_a_full_disk_and_a_lost_connection_at_the_server():
    address = Address("neo4j://h:1", "u", SECRET)
    full = unknown_error("No space left on device")
    assert explain(full, address).key == "neo4j.server_disk"
    assert explain(SessionExpired("broken pipe"), address).key == "neo4j.lost"


def test_a_server_that_could_not_compile_is_asked_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(faults, "_PAUSES", (0.0, 0.0))
    restless = unknown_error(RESTLESS)
    ask = Mock(side_effect=[restless, restless, "answer"])
    assert (faults.answered(ask), ask.call_count) == ("answer", 3)
    never = Mock(side_effect=restless)
    with pytest.raises(Neo4jError, match="schema changes"):
        faults.answered(never)
    assert never.call_count == 3
    other = Mock(side_effect=unknown_error("No space left on device"))
    with pytest.raises(Neo4jError, match="No space"):
        faults.answered(other)
    assert other.call_count == 1


def test_a_cause_that_goes_in_a_circle_is_followed_once():
    error, cause = SessionExpired("a"), ssl.SSLError("b")
    error.__cause__, cause.__cause__ = cause, error
    assert explain(error, Address("neo4j://h:1")).key == "neo4j.tls_not_spoken"


def test_the_password_is_in_no_log_and_no_words_of_the_driver(address: Address, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    with open_driver(address) as driver:
        check(driver, address)
        shown = repr(driver) + str(driver)
    failure(replace(address, user="stranger", password=SECRET))
    assert "LOGON" in caplog.text  # the driver has told about logging on
    for secret in (address.password, SECRET):
        assert secret not in caplog.text
        assert secret not in shown
