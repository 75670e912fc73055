"""What a person sees at a terminal: the prompt and its greeting, the bar of a push."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from tests.liantu.conftest import CHINESE
from tests.neo4j.harbour import Harbour, harbour, loaded

__all__ = ["harbour", "loaded"]
LONG = 120.0  # seconds

Terminal = Callable[..., tuple[int, str]]


@pytest.fixture
def at_terminal(harbour: Harbour) -> Terminal:
    """Run a command at a terminal, typing each line when what it waits for has been shown; returns all that was."""

    def run(*arguments: str, typed: tuple[tuple[str, str], ...] = ()) -> tuple[int, str]:
        ours, its = pty.openpty()
        environment = {**os.environ, **CHINESE, **harbour.server.environment(), "TERM": "xterm", "COLUMNS": "100"}
        command = [sys.executable, "-m", "liantu", *arguments, "-w", str(harbour.folder)]
        with subprocess.Popen(command, stdin=its, stdout=its, stderr=its, env=environment) as process:
            os.close(its)
            shown, until, waiting = "", time.monotonic() + LONG, list(typed)
            while chunk := _read(ours):
                shown += chunk
                assert time.monotonic() < until, shown
                if waiting and waiting[0][0] in shown:
                    os.write(ours, f"{waiting.pop(0)[1]}\r".encode())
        os.close(ours)
        assert not waiting, shown
        return process.returncode, shown

    return run


def _read(terminal: int) -> str:
    try:
        return os.read(terminal, 1 << 16).decode("utf-8", "replace")
    except OSError:  # nobody is left at the other side
        return ""


def test_the_prompt_greets_and_answers_whatever_was_pushed(harbour: Harbour, at_terminal: Terminal) -> None:
    code, shown = at_terminal(
        "neo4j", "shell", typed=((f"已连接 {harbour.server.uri}", "RETURN 40 + 2 AS x;"), ("42", ":quit"))
    )
    assert code == 0, shown
    assert harbour.server.password not in shown


def test_a_push_shows_how_many_rows_have_gone(harbour: Harbour, at_terminal: Terminal) -> None:
    code, shown = at_terminal("neo4j", "push")
    assert code == 0, shown
    assert "推送" in shown
    [rows] = harbour.database.read("MATCH (n:Liantu) RETURN count(n) + COUNT { ()-[r]->() } AS sent")
    assert f"{rows['sent']}/{rows['sent']}" in shown
