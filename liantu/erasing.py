"""Erasing personal data from everywhere a workspace keeps it."""

from __future__ import annotations

from graph.neo4j.marker import known_id
from graph.neo4j.print_files import drop_prints
from graph.words import say
from liantu.home import Home
from loaders.quarantine import erase_from_quarantine


def personal_fields(home: Home, uid: str) -> str:
    """Return the fields of a node that hold personal data, as one text; NotPossible where there are none."""
    return "、".join(home.workspace.personal(uid).fields)


def erase_personal(home: Home, uid: str) -> list[str]:
    """Erase the personal data of a node from graph, file and workbooks of rejected rows; return what was done, in words."""
    workspace = home.workspace
    personal = workspace.personal(uid)
    changed = erase_from_quarantine(workspace.folder / "quarantine", personal.texts)
    now = workspace.erase(uid)
    drop_prints(workspace)
    lines = [say("cli.erase_done", uid=uid, fields="、".join(personal.fields))]
    if now != uid:
        lines.append(say("cli.erase_renamed", uid=now))
    lines += [say("cli.erase_quarantine", path=path) for path in changed]
    with workspace.store.reading() as connection:
        if known_id(connection):
            lines.append(say("cli.erase_shared"))
    backups = workspace.store.backups()
    if backups:
        lines.append(say("cli.erase_backups", paths="、".join(map(str, backups))))
    return lines
