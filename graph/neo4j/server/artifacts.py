"""The jars a Neo4j server consists of: named by a lock with a checksum each, fetched once, checked at every start.

Neo4j is licensed under the GPL, so it is never shipped: the user fetches the published jars, and the lock says which.
A jar that differs, is missing or is there unasked is refused by its name.
"""

from __future__ import annotations

import errno
import functools
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UsageError, WorkspaceError

if TYPE_CHECKING:
    from jgo.maven import MavenContext

VERSIONS = {"5": "5.26.26", "2026": "2026.08.1"}
"""What ``--version`` may say, and the release meant: the long-term line first, then the newest calendar version."""

LONG_TERM = VERSIONS["5"]
NEWEST = VERSIONS["2026"]

Progress = Callable[[int, int], None]
_AT_ONCE = 8  # downloads side by side; many small jars wait for the answer, not for the line
_TRIES = 3
_TIMEOUT = 30  # seconds without a byte


@dataclass(frozen=True)
class Jar:
    """One line of a lock: where the jar is published (``group:artifact:version[:classifier]``) and its SHA-256."""

    sha256: str
    coordinate: str

    @property
    def name(self) -> str:
        """Return the file name: ``artifact-version[-classifier].jar``."""
        return "-".join(self.coordinate.split(":")[1:]) + ".jar"


def release(asked: str) -> str:
    """Return the locked release that ``5``, ``2026`` or a full version names; UsageError for any other."""
    found = VERSIONS.get(asked, asked)
    if found not in VERSIONS.values():
        raise UsageError("neo4j.no_such_version", version=asked, known=", ".join([*VERSIONS, *VERSIONS.values()]))
    return found


def same_line(version: str) -> str:
    """Return the locked release of the line that a version is of; the long-term one where it is of none."""
    line = version.partition(".")[0]
    return next((known for known in VERSIONS.values() if known.partition(".")[0] == line), LONG_TERM)


@functools.cache
def locked_jars(version: str) -> tuple[Jar, ...]:
    """Return the jars of a locked release, in the order they go on the class path."""
    text = resources.files(__package__).joinpath("locks", f"{version}.txt").read_text("utf-8")
    return tuple(Jar(*line.split()) for line in text.splitlines() if line and not line.startswith("#"))


def cache_folder() -> Path:
    """Return the folder for downloads: ``LIANTU_CACHE``, else the place the platform has for a user's caches."""
    home = Path.home()
    if given := os.environ.get("LIANTU_CACHE"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "liantu" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "liantu"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "liantu"


def checksum(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def check_jars(folder: Path, jars: Sequence[Jar], *, differs: str = "neo4j.jar_differs") -> None:
    """Say nothing when the folder holds exactly these jars; WorkspaceError names the first that is not as locked.

    ``differs``: the sentence for one whose checksum is another, with what to do about it there.
    """
    present = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
    expected = {jar.name: jar.sha256 for jar in jars}
    if missing := sorted(expected.keys() - present):
        raise WorkspaceError("neo4j.jar_missing", jar=missing[0], folder=folder, count=len(missing))
    if unknown := sorted(present - expected.keys()):
        raise WorkspaceError("neo4j.jar_unknown", jar=unknown[0], folder=folder)
    for name, sha256 in expected.items():
        if checksum(folder / name) != sha256:
            raise WorkspaceError(differs, jar=name, folder=folder)


def fetch_jars(version: str, progress: Progress | None = None) -> Path:
    """Return a folder with exactly the jars of a locked release, each one checked; download those not yet there.

    Parameters
    ----------
    version : str
        A locked release.
    progress : callable, optional
        Called with (jars there, jars in all), only when something is downloaded.

    Raises
    ------
    WorkspaceError
        The extra is not installed, a download failed, the disk is full, or a jar is not as locked.
    """
    folder = cache_folder() / "neo4j" / version
    jars = locked_jars(version)
    absent = [jar for jar in jars if not (folder / jar.name).is_file()]
    if absent:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _download(absent, folder, len(jars), progress)
        except OSError as error:
            key = "neo4j.disk_full" if error.errno == errno.ENOSPC else "neo4j.cannot_write"
            raise WorkspaceError(key, folder=folder, reason=error.strerror or error) from error
    check_jars(folder, jars)
    return folder


def _download(absent: Sequence[Jar], folder: Path, total: int, progress: Progress | None) -> None:
    """Download side by side into a folder of our own, check, then move: nothing half written gets a jar's name."""
    context_of = _repository()
    done = total - len(absent)
    with tempfile.TemporaryDirectory(dir=folder.parent) as passing:
        context = context_of(Path(passing))
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            arriving = [pool.submit(_download_one, context, jar, folder) for jar in absent]
            try:
                for future in arriving:
                    future.result()
                    done += 1
                    if progress:
                        progress(done, total)
            except BaseException:
                # Ctrl-C and faults alike: what waits is not begun any more
                pool.shutdown(wait=True, cancel_futures=True)
                raise


def _repository() -> Callable[[Path], MavenContext]:
    """Return what makes a repository client that keeps its files in a given folder; mirrors come from jgo's settings."""
    try:
        from jgo.config import GlobalSettings
        from jgo.constants import MAVEN_CENTRAL_URL
        from jgo.maven import MavenContext
    except ImportError as error:
        raise WorkspaceError("neo4j.no_extra", package="jgo") from error
    mirrors = {**GlobalSettings.load().repositories, "central": MAVEN_CENTRAL_URL}
    return lambda folder: MavenContext(repo_cache=folder, remote_repos=mirrors, timeout=_TIMEOUT)


def _download_one(context: MavenContext, jar: Jar, folder: Path) -> None:
    from requests import RequestException

    group, artifact, version, *classifier = jar.coordinate.split(":")
    wanted = context.project(group, artifact).at_version(version).artifact(classifier="".join(classifier))
    for attempt in range(1, _TRIES + 1):
        try:
            file = wanted.resolve()
            break
        except (RequestException, RuntimeError) as error:
            if attempt == _TRIES:
                raise WorkspaceError("neo4j.no_download", jar=jar.name, reason=_first_line(error)) from error
            # a download that broke off leaves its part behind, which would pass for the whole
            if wanted.cached_path is not None:
                wanted.cached_path.unlink(missing_ok=True)
    if checksum(file) != jar.sha256:
        raise WorkspaceError("neo4j.jar_differs", jar=jar.name, folder=folder)
    file.replace(folder / jar.name)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:300]
