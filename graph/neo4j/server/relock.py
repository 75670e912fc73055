"""Writes the lock of a release: ``python -m graph.neo4j.server.relock 5.26.26``.

For developers who move to another release: every jar is resolved and downloaded, its SHA-256 taken, and the lines are
sorted by file name, so that a lock's difference to the last one is what changed.
"""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from graph.neo4j.server.artifacts import Jar, checksum

if TYPE_CHECKING:
    from jgo.maven import Artifact

LOCKS = Path(__file__).parent / "locks"


def lock_text(version: str) -> str:
    """Return the lines of the lock of ``org.neo4j:neo4j`` in that version; downloads all of its jars."""
    import jgo
    from jgo.maven import MavenContext

    with tempfile.TemporaryDirectory() as folder:
        context = MavenContext(repo_cache=Path(folder))

        def line(artifact: Artifact) -> Jar:
            parts = [artifact.groupId, artifact.artifactId, artifact.version]
            parts += [artifact.classifier] if artifact.classifier else []
            component = context.project(artifact.groupId, artifact.artifactId).at_version(artifact.version)
            return Jar(checksum(component.artifact(classifier=artifact.classifier).resolve()), ":".join(parts))

        with ThreadPoolExecutor(8) as pool:
            jars = sorted(pool.map(line, jgo.resolve(f"org.neo4j:neo4j:{version}")), key=lambda jar: jar.name)
    return "".join(f"{jar.sha256} {jar.coordinate}\n" for jar in jars)


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        (LOCKS / f"{asked}.txt").write_text(lock_text(asked), "utf-8")
