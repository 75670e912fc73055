"""All a server needs, in one folder, for a machine without internet: jars, Java, and what platform they are for."""

from __future__ import annotations

import json
import platform
import shutil
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UsageError, WorkspaceError
from graph.neo4j.server.artifacts import (
    LONG_TERM,
    Progress,
    check_jars,
    fetch_jars,
    locked_jars,
    release,
    same_line,
)
from graph.neo4j.server.runtime import Java, find_java, java_at

_MAIN_CLASSES = {"5": "org.neo4j.server.CommunityEntryPoint", "2026": "org.neo4j.server.Neo4jCommunity"}


@dataclass(frozen=True)
class Parts:
    """What a server is started from: its release, its jars in class path order, and a Java."""

    version: str
    jars: tuple[Path, ...]
    java: Java

    @property
    def main_class(self) -> str:
        """Return the class that starts the server; it moved with the calendar versions."""
        return _MAIN_CLASSES[self.version.partition(".")[0]]


def find_parts(version: str, bundle: Path | None, progress: Progress | None = None) -> Parts:
    """Return the parts in a bundle, or those on this machine where none is given."""
    return parts_of_bundle(bundle, version) if bundle else parts_of_machine(version, progress)


def parts_of_machine(version: str, progress: Progress | None = None) -> Parts:
    """Return the parts on this machine; jars not yet there are downloaded."""
    java = find_java()
    return _parts(version, fetch_jars(version, progress), java)


def choose_release(asked: str | None, before: str, bundle: Path | None) -> str:
    """Return the locked release to use: that asked for, else of the line used ``before``, else a bundle's, else long-term.

    Raises
    ------
    UsageError
        There is no such release.
    WorkspaceError
        The bundle that decides is none.
    """
    if asked:
        return release(asked)
    return same_line(before or (_described(bundle)[0] if bundle else LONG_TERM))


def _described(bundle: Path) -> tuple[str, str]:
    """Return the release and the platform of a bundle."""
    try:
        told = json.loads((bundle / "bundle.json").read_text("utf-8"))
        return str(told["version"]), str(told["platform"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError("neo4j.no_bundle", folder=bundle) from error


def parts_of_bundle(bundle: Path, version: str) -> Parts:
    """Return the parts in a bundle; WorkspaceError when it is none, is for another platform or release, or differs."""
    found, made_for = _described(bundle)
    if made_for != _platform():
        raise WorkspaceError("neo4j.bundle_platform", folder=bundle, found=made_for, here=_platform())
    if found != version:
        raise WorkspaceError("neo4j.bundle_version", folder=bundle, found=found, version=version)
    check_jars(bundle / "jars", locked_jars(version), differs="neo4j.bundled_jar_differs")
    return _parts(version, bundle / "jars", java_at(bundle / "java"))


def write_bundle(folder: Path, version: str, progress: Progress | None = None) -> Path:
    """Collect jars and Java of this platform in a new folder, and return it.

    Raises
    ------
    UsageError
        The folder is there already and not empty.
    WorkspaceError
        A part cannot be had, or the folder cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("neo4j.bundle_exists", folder=folder)
    parts = parts_of_machine(version, progress)
    told = {"version": version, "platform": _platform(), "java": parts.java.major}
    try:
        (folder / "jars").mkdir(parents=True, exist_ok=True)
        for jar in parts.jars:
            shutil.copyfile(jar, folder / "jars" / jar.name)
        shutil.copytree(parts.java.home, folder / "java", symlinks=True)
        # last: a bundle that was interrupted is none
        (folder / "bundle.json").write_text(json.dumps(told) + "\n", "utf-8")
    except OSError as error:
        raise WorkspaceError("neo4j.cannot_write", folder=folder, reason=error.strerror or error) from error
    return folder


def _parts(version: str, folder: Path, java: Java) -> Parts:
    return Parts(version, tuple(folder.resolve() / jar.name for jar in locked_jars(version)), java)


def _platform() -> str:
    return f"{platform.system()}-{platform.machine()}".lower()
