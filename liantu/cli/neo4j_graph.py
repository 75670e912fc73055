"""The shared graph in Neo4j, as commands: push, status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from graph.words import say
from liantu.cli.homes import address_of
from liantu.cli.options import AddressOption, Format, FormatOption, LangOption, OutOption, WorkspaceOption
from liantu.cli.output import emit, note
from liantu.cli.progress import row_progress

if TYPE_CHECKING:
    from graph.neo4j.push import PushReport


def register(group: typer.Typer) -> None:
    """Add the commands of this file to the group ``neo4j``."""
    group.command("push", help=say("neo4j_graph.push"))(push)


def push(
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("neo4j_graph.opt_dry_run"))] = False,
    full: Annotated[bool, typer.Option("--full", help=say("neo4j_graph.opt_full"))] = False,
    neo4j: AddressOption = None,
    workspace: WorkspaceOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
    lang: LangOption = None,
) -> None:
    """Bring a database up to the workspace's graph."""
    from liantu.home import Home
    from liantu.sharing import push_result, pushing

    home = Home.find(workspace)
    with row_progress() as progress:
        report = pushing(home, address_of(neo4j, home.workspace.folder), dry_run=dry_run, full=full, progress=progress)
    if report.changes:
        emit(push_result(report), form, out)
    _tell(report, dry_run=dry_run)


def _tell(report: PushReport, *, dry_run: bool) -> None:
    """Say in sentences what was done."""
    if report.nothing:
        note(say("neo4j_graph.up_to_date", version=report.version))
        return
    if report.whole:
        note(say("neo4j_graph.whole", reason=say(f"neo4j_graph.why_{report.why}")))
    if dry_run:
        return
    cleaned = report.cleaned
    note(say("neo4j_graph.pushed", version=report.version, sent=report.sent, removed=cleaned.removed))
    told = {"renamed": report.renamed, "shared": cleaned.shared, "kept": cleaned.kept, "claims": report.claims}
    for name, count in told.items():
        if count:
            note(say(f"neo4j_graph.{name}", count=count))
    if report.absent:
        note(say("neo4j_graph.absent", count=report.absent, named=", ".join(report.absent_named)))
