"""Erasing personal data from everywhere a workspace keeps it."""

from __future__ import annotations

from graph.errors import LiantuError, NotPossible, UsageError
from graph.neo4j.marker import known_id
from graph.neo4j.print_files import drop_prints
from graph.words import say
from graph.workspace import Workspace
from liantu.home import Home
from liantu.unfinished import Unfinished
from loaders.quarantine import erase_from_quarantine


def confirmation(home: Home, uid: str) -> UsageError:
    """Return what is to be confirmed; NotPossible where a node holds nothing personal and nothing was cut off."""
    try:
        return UsageError("cli.erase_confirm", uid=uid, fields=_listed(home.workspace.personal(uid).fields))
    except NotPossible:
        if home.workspace.holds_erased():
            return UsageError("cli.erase_again", uid=uid)
        raise


def erase_personal(home: Home, uid: str) -> list[str]:
    """Erase the personal data of a node from graph, file and workbooks of rejected rows; return what was done, in words.

    An erasing that was cut off before the file was written anew is brought to its end, whatever the uid.

    Raises
    ------
    NotPossible
        The node holds nothing personal, and nothing was cut off.
    WorkspaceError
        Nothing was erased.
    Unfinished
        All was, but the file could not be written anew.
    """
    workspace = home.workspace
    try:
        lines = _erase(workspace, uid)
    except NotPossible:
        if not workspace.holds_erased():
            raise
        lines = [say("cli.erase_finished")]
    drop_prints(workspace)
    _write_anew(workspace, uid)
    return lines + _left(workspace)


def _erase(workspace: Workspace, uid: str) -> list[str]:
    personal = workspace.personal(uid)
    changed = erase_from_quarantine(workspace.folder / "quarantine", personal.texts)
    now = workspace.erase(uid)
    lines = [say("cli.erase_done", uid=uid, fields=_listed(personal.fields))]
    if now != uid:
        lines.append(say("cli.erase_renamed", uid=now))
    return lines + [say("cli.erase_quarantine", path=path) for path in changed]


def _write_anew(workspace: Workspace, uid: str) -> None:
    """Write the file anew; whatever prevents it is told together with what is done already."""
    try:
        workspace.compact()
    except (LiantuError, KeyboardInterrupt) as error:
        raise Unfinished("cli.erase_unfinished", error, uid=uid) from error


def _left(workspace: Workspace) -> list[str]:
    """Say where else the values may be."""
    lines = []
    with workspace.store.reading() as connection:
        if known_id(connection):
            lines.append(say("cli.erase_shared"))
    if backups := workspace.store.backups():
        lines.append(say("cli.erase_backups", paths=_listed(list(map(str, backups)))))
    return lines


def _listed(texts: list[str]) -> str:
    return "、".join(texts)
