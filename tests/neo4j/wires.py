"""A wire to a server that breaks at a chosen byte: cut, silent, or with something happening to one of its ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Literal

from tests.neo4j.peers import listening

Way = Literal["up", "down"]
_PIECE = 65536


class Wire:
    """Passes connections on to a port of the loopback interface and counts the bytes of each way.

    ``up`` are the bytes of clients, ``down`` those of the server. Where it breaks, the bytes before are passed on and
    those after are not, until what happens there has been done.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._guard = threading.Lock()
        self._open: set[socket.socket] = set()
        self._at: tuple[Way, int, Callable[[], None]] | None = None
        self._going = threading.Event()
        self._going.set()
        self._is_cut = False
        self.passed: dict[Way, int] = {"up": 0, "down": 0}
        self.broken = threading.Event()

    def break_at(self, way: Way, count: int, happens: Callable[[], None]) -> None:
        """Let something happen, once, when that many bytes have passed."""
        self._at = (way, count, happens)

    def cut(self) -> None:
        """End every connection, and each new one at once."""
        self._is_cut = True
        self._going.set()
        for end in list(self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def hold(self) -> None:
        """Pass nothing on, and end nothing; new connections are ended at once."""
        self._going.clear()

    def go_on(self) -> None:
        """Pass on again what was held."""
        self._going.set()

    def interrupt(self, process: subprocess.Popen[bytes]) -> None:
        """Ctrl-C for a command while nothing is passed on any more, so that it cannot end before."""
        self.hold()
        process.send_signal(signal.SIGINT)

    def answer(self, peer: socket.socket) -> None:
        """Serve one connection."""
        if self._is_cut or not self._going.is_set():
            return
        with socket.create_connection(("127.0.0.1", self._target)) as server:
            for end in (peer, server):  # both ends of a real wire send at once
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open |= {peer, server}
            back = threading.Thread(target=self._pump, args=(server, peer, "down"), daemon=True)
            back.start()
            self._pump(peer, server, "up")
            back.join()
            self._open -= {peer, server}

    def _pump(self, source: socket.socket, sink: socket.socket, way: Way) -> None:
        with suppress(OSError):
            while data := source.recv(_PIECE):
                before, happens = self._part(way, data)
                sink.sendall(data[:before])
                if happens is not None:
                    happens()
                    self.broken.set()
                self._going.wait()
                sink.sendall(data[before:])
        for end in (source, sink):  # what has ended at one side has ended at the other
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _part(self, way: Way, data: bytes) -> tuple[int, Callable[[], None] | None]:
        """Return how much of a piece passes before something happens, and what."""
        with self._guard:
            start = self.passed[way]
            self.passed[way] += len(data)
            if self._at is not None and self._at[0] == way and self.passed[way] >= self._at[1]:
                _, count, happens = self._at
                self._at = None
                return max(count - start, 0), happens
        return len(data), None


@contextmanager
def wired(target: int) -> Iterator[tuple[Wire, str]]:
    """Yield a wire to a port, and the address of its near end."""
    wire = Wire(target)
    with listening(wire.answer) as port:
        try:
            yield wire, f"bolt://127.0.0.1:{port}"
        finally:
            wire.cut()
