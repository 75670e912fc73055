"""Servers that answer otherwise than a Neo4j in the clear: over TLS, as a web server, as an old release, in unknown errors."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import trustme
from neo4j.exceptions import Neo4jError

Answer = Callable[[socket.socket], None]
_BOLT_5_8 = b"\x00\x00\x08\x05"
RESTLESS = "Could not compile query due to insanely frequent schema changes"
"""What a server says that fills index after index."""


def unknown_error(message: str) -> Neo4jError:
    """What a server says of an error that it calls unknown."""
    return Neo4jError._hydrate_neo4j(code="Neo.DatabaseError.General.UnknownError", message=message)


@contextmanager
def listening(answer: Answer) -> Iterator[int]:
    """Answer each connection in a thread of its own; yield the port, on the loopback interface."""
    server = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                peer, _ = server.accept()
            except OSError:
                return  # closed: the test is over
            threading.Thread(target=_answer, args=(answer, peer), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server.getsockname()[1]
    finally:
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()


def _answer(answer: Answer, peer: socket.socket) -> None:
    with closing(peer), suppress(OSError):
        answer(peer)


def web_server(peer: socket.socket) -> None:
    """Answer as a web server does to what it cannot read."""
    peer.recv(4096)
    peer.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


def old_release(agent: bytes) -> Answer:
    """Answer every message with success, as a server of that name."""

    fields = b"\x86server" + bytes([0x80 + len(agent)]) + agent + b"\x8dconnection_id" + b"\x81x"
    success = b"\xb1\x70\xa2" + fields

    def answer(peer: socket.socket) -> None:
        peer.recv(20)
        peer.sendall(_BOLT_5_8)
        with peer.makefile("rb") as stream:
            while size := stream.read(2):
                stream.read(int.from_bytes(size, "big"))
                if size == b"\x00\x00":  # the end of a message
                    peer.sendall(len(success).to_bytes(2, "big") + success + b"\x00\x00")

    return answer


def tls_proxy(target: int, certificate: trustme.LeafCert) -> Answer:
    """Answer in TLS and pass everything on to a port that speaks in the clear."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)

    def answer(peer: socket.socket) -> None:
        with (
            context.wrap_socket(peer, server_side=True) as inside,
            socket.create_connection(("127.0.0.1", target)) as to,
        ):
            back = threading.Thread(target=_pump, args=(to, inside), daemon=True)
            back.start()
            _pump(inside, to)
            back.join()

    return answer


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)


def authority(folder: Path) -> tuple[Path, trustme.LeafCert]:
    """Return the PEM file of a new authority and a certificate of it for the loopback address."""
    made = trustme.CA()
    file = folder / "authority.pem"
    made.cert_pem.write_to_path(str(file))
    return file, made.issue_cert("127.0.0.1", "localhost")
