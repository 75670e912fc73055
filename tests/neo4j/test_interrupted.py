"""A push interrupted anywhere on a server that stays up: the command is killed, or the network is cut.

Status tells, and the next push ends in the graph of an uninterrupted one.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.liantu.conftest import CHINESE
from tests.neo4j.harbour import impatient
from tests.neo4j.seas import MOMENTS, Sea, States, check_and_finish, interrupt, moments, settled, states
from tests.neo4j.servers import TestServer
from tests.neo4j.wires import Wire, wired

__all__ = ["impatient", "states"]


@pytest.fixture(scope="module")
def calm(neo4j: TestServer, states: States) -> Sea:
    """The run's server, which stays up."""
    return settled(neo4j, states)


def test_killed(calm: Sea) -> None:
    midway = 0
    for moment in moments(calm, "killed"):
        with wired(calm.server.port) as (wire, uri):
            command = [sys.executable, "-m", "liantu", "neo4j", "push", "-w", str(moment.folder)]
            command += ["--full"] if moment.full else []
            process = subprocess.Popen(
                command,
                env={**os.environ, **CHINESE, **calm.server.environment(uri)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            wire.break_at(moment.way, moment.at, process.kill)
            assert process.wait(120) == -9, moment
        midway += check_and_finish(calm, moment)
    assert midway >= MOMENTS * 0.5


@pytest.mark.usefixtures("impatient")
def test_network_cut(calm: Sea) -> None:
    midway = 0
    for moment in moments(calm, "cut"):
        error = interrupt(calm, moment, Wire.cut)
        if calm.state() == "incomplete":
            assert error is not None
            assert error.key == "neo4j_graph.unfinished"
        midway += check_and_finish(calm, moment)
    assert midway >= MOMENTS * 0.5
