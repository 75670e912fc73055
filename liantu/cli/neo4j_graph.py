"""The shared graph in Neo4j, as commands: push, pull, status, export, style."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.errors import UsageError
from graph.words import say
from liantu.cli.homes import address_of
from liantu.cli.options import (
    AddressOption,
    AsOfOption,
    Format,
    FormatOption,
    LangOption,
    OutOption,
    RegionOption,
    ShareOption,
    WorkspaceOption,
    parse_day,
)
from liantu.cli.output import emit, note
from liantu.cli.progress import row_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.neo4j.cleanup import Cleaned
    from graph.neo4j.indexes import Unfilled
    from graph.neo4j.marker import Marker
    from graph.neo4j.report import PushReport
    from graph.neo4j.status import Held, Status
    from liantu.sharing import Gaps


def register(group: typer.Typer) -> None:
    """Add the commands of this file to the group ``neo4j``."""
    group.command("push", help=say("neo4j_graph.push"))(push)
    group.command("pull", help=say("neo4j_graph.pull"))(pull)
    group.command("status", help=say("neo4j_graph.status"))(status)
    group.command("forget", help=say("neo4j_graph.forget"))(forget)
    group.command("export", help=say("neo4j_graph.export"))(export)
    group.command("style", help=say("neo4j_graph.style"))(style)


def push(
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("neo4j_graph.opt_dry_run"))] = False,
    full: Annotated[bool, typer.Option("--full", help=say("neo4j_graph.opt_full"))] = False,
    as_new: Annotated[bool, typer.Option("--as-new", help=say("neo4j_graph.opt_as_new"))] = False,
    findings: Annotated[bool, typer.Option("--findings", help=say("neo4j_graph.opt_findings"))] = False,
    region: RegionOption = None,
    as_of: AsOfOption = None,
    neo4j: AddressOption = None,
    workspace: WorkspaceOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
    lang: LangOption = None,
) -> None:
    """Bring a database up to the workspace's graph."""
    from liantu.home import Home
    from liantu.shared_tables import push_result
    from liantu.sharing import find_gaps, push_gaps, pushing

    if (region or as_of) and not findings:
        raise UsageError("neo4j_graph.findings_only")
    home, day = Home.find(workspace), parse_day(as_of)
    gaps = find_gaps(home, region=region, as_of=day) if findings else None  # before anything is written
    address = address_of(neo4j, home.workspace.folder)
    with row_progress("pushing") as progress:
        report = pushing(home, address, dry_run=dry_run, full=full, as_new=as_new, progress=progress)
    if not as_new:  # the other one is known
        _tell_namesakes(report)
    if dry_run:
        _tell_plan(report)
    else:
        _tell(report)
    if gaps is not None:
        untied = 0 if dry_run else push_gaps(home, address, gaps)
        _tell_findings(gaps, untied, dry_run=dry_run)
    # last: a file that cannot be written hides nothing of what was done
    if report.changes or out or form is not Format.table:
        emit(push_result(report, home.workspace.schema), form, out)


def pull(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help=say("neo4j_graph.opt_pull_out"))],
    with_confidential: Annotated[
        bool, typer.Option("--with-confidential", help=say("cli.opt_with_confidential"))
    ] = False,
    as_of: AsOfOption = None,
    neo4j: AddressOption = None,
    of: ShareOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
) -> None:
    """Write the graph of a database to a folder."""
    from liantu.sharing import pulling

    address = address_of(neo4j, workspace)
    pulled = pulling(address, out, as_of=parse_day(as_of), workspace=of, confidential=with_confidential)
    note(say("neo4j_graph.pulled", path=out))
    if pulled.hidden:
        note(say("cli.withheld_export", count=pulled.hidden))
    _tell_waiting([pulled.marker])


def status(
    deep: Annotated[bool, typer.Option("--deep", help=say("neo4j_graph.opt_deep"))] = False,
    neo4j: AddressOption = None,
    workspace: WorkspaceOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
    lang: LangOption = None,
) -> None:
    """Say what the database holds."""
    from graph.schema import load_schema
    from liantu.home import Home
    from liantu.shared_tables import status_result
    from liantu.sharing import looking

    home, address = Home.find_or_none(workspace), address_of(neo4j, workspace)
    found = looking(home, address, deep=deep)
    if found.held or form is not Format.table:
        emit(status_result(found, home.workspace.schema if home else load_schema(), address), form, out)
    note(say("neo4j_graph.where", address=address, release=found.release))
    _tell_status(found, deep=deep)


def forget(
    which: Annotated[str, typer.Argument(metavar="WORKSPACE", help=say("neo4j_graph.arg_forget"))],
    yes: Annotated[bool, typer.Option("--yes", help=say("cli.opt_yes"))] = False,
    neo4j: AddressOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
) -> None:
    """Take a workspace that will not push again out of the database."""
    from liantu.sharing import forgetting, naming

    address = address_of(neo4j, workspace)
    if not yes:
        held = naming(address, which)
        told = {"name": held.marker.name, "id": held.marker.id, "nodes": held.nodes, "edges": held.edges}
        raise UsageError("neo4j_graph.forget_confirm", **told)
    done = forgetting(address, which)
    note(say("neo4j_graph.forgotten", workspace=which, removed=done.cleaned.removed))
    _tell_left(done.cleaned)
    _tell_waiting(done.waiting)


def export(
    folder: Annotated[Path, typer.Argument(help=say("cli.arg_folder"))],
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
) -> None:
    """Write CSV files for a first load by neo4j-admin, and the command that reads them."""
    from graph.neo4j.export import command_line, export_csv
    from liantu.home import Home

    typer.echo(command_line(export_csv(Home.find(workspace).workspace, folder)))
    note(say("neo4j_graph.exported", path=folder))


def style(
    out: Annotated[Path, typer.Option("--out", "-o", help=say("cli.opt_out"))],
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
) -> None:
    """Write a style for Neo4j Browser."""
    from graph.schema import load_schema
    from liantu.home import Home
    from liantu.sharing import GAP
    from visualizations.grass import browser_style

    home = Home.find_or_none(workspace)
    out.write_text(browser_style(home.workspace.schema if home else load_schema(), {GAP: "name"}), "utf-8")
    note(say("output.written", path=out))


def _tell_plan(report: PushReport) -> None:
    """Say in sentences what a push would do."""
    if report.nothing:
        note(say("neo4j_graph.up_to_date", version=report.version))
        return
    note(say("neo4j_graph.would_send", nodes=report.nodes, edges=report.edges, gone=report.gone))
    if report.only_described:
        note(say("neo4j_graph.would_describe"))
    if report.whole:
        note(say("neo4j_graph.would_send_whole", reason=say(f"neo4j_graph.why_{report.why}")))
    if report.whole and report.why != "first":
        note(say("neo4j_graph.look_deep"))


def _tell(report: PushReport) -> None:
    """Say in sentences what was done."""
    if report.nothing:
        note(say("neo4j_graph.up_to_date", version=report.version))
        return
    if report.whole:
        note(say("neo4j_graph.whole", reason=say(f"neo4j_graph.why_{report.why}")))
    cleaned = report.cleaned
    if report.only_described:
        note(say("neo4j_graph.described", version=report.version))
    else:
        note(say("neo4j_graph.pushed", version=report.version, sent=report.sent, removed=cleaned.removed))
    if report.renamed:
        note(say("neo4j_graph.renamed", count=report.renamed))
    _tell_left(cleaned)
    if report.claims:
        note(say("neo4j_graph.claims", count=report.claims, fields=report.claim_fields))
    if report.absent:
        note(say("neo4j_graph.absent", count=report.absent, named=", ".join(report.absent_named)))
    if report.indexes:
        note(say("neo4j_graph.indexing", count=report.indexes))


def _tell_left(cleaned: Cleaned) -> None:
    """Say what of the part that left stays for others."""
    for name, count in {"shared": cleaned.shared, "kept": cleaned.kept}.items():
        if count:
            note(say(f"neo4j_graph.{name}", count=count))


def _tell_waiting(marks: Iterable[Marker]) -> None:
    """Warn that workspaces have to push before the database says what they say."""
    from graph.neo4j.marker import named

    if waiting := [mark for mark in marks if mark.waits]:
        note(say("cli.warning", text=say("neo4j_graph.waits", workspaces=named(waiting))))


def _tell_namesakes(report: PushReport) -> None:
    for namesake in report.namesakes:
        note(say("cli.warning", text=say("neo4j_graph.namesake", id=namesake)))


def _tell_findings(gaps: Gaps, untied: int, *, dry_run: bool) -> None:
    """Say in sentences which findings were written, or would be, and to what they could not be tied."""
    note(say("neo4j_graph.would_find" if dry_run else "neo4j_graph.findings", count=len(gaps.findings)))
    if gaps.unplaced:
        note(say("cli.warning", text=say("neo4j_graph.findings_unplaced", places=", ".join(gaps.unplaced))))
    if untied:
        note(say("cli.warning", text=say("neo4j_graph.findings_untied", count=untied)))


def _tell_status(found: Status, *, deep: bool) -> None:
    """Say in sentences what needs attention; while somebody pushes, nothing but that."""
    if found.pushing:
        note(say("neo4j_graph.pushing", holder=found.pushing))
        if deep:
            note(say("neo4j_graph.deep_waits"))
        return
    if found.unreadable:
        note(say("cli.warning", text=found.unreadable.text()))
    if not found.held:
        note(say("neo4j_graph.nothing_pushed"))
        return
    for held in found.held:
        _tell_held(held, found)
    _tell_waiting(held.marker for held in found.held if held.marker.id != found.mine)
    if found.version >= 0 and not found.is_pushed:
        note(say("neo4j_graph.not_here"))
    if found.claims:
        concerned = {(claim.workspace, claim.id) for claim in found.claims}
        note(say("neo4j_graph.claims_held", count=len(concerned), fields=len(found.claims)))
    if found.deep:
        note(say(_difference(found), count=found.differing))
    elif deep and found.version < 0:
        note(say("neo4j_graph.deep_needs_workspace"))
    _tell_indexes(found.unfilled)


def _difference(found: Status) -> str:
    """Return the entry that says what a deep look found, and what mends it: not the same where the versions differ."""
    if not found.differing:
        return "neo4j_graph.no_difference"
    return f"neo4j_graph.differing_{found.age}" if found.age else "neo4j_graph.differing"


def _tell_indexes(unfilled: Sequence[Unfilled]) -> None:
    """Say which indexes do not answer: not yet, or never."""
    if filling := [index.percent for index in unfilled if not index.reason]:
        note(say("neo4j_graph.index_filling", count=len(filling), percent=int(min(filling))))
    for index in (index for index in unfilled if index.reason):
        told = {"name": index.name, "kind": index.kind, "property": index.property, "reason": index.reason}
        note(say("cli.warning", text=say("neo4j_graph.index_failed", **told)))


def _tell_held(held: Held, found: Status) -> None:
    """Say what needs attention in a workspace's part of the database."""
    mark = held.marker
    if mark.unfinished:
        note(say("cli.warning", text=say(mark.unfinished, workspace=mark.name, id=mark.id)))
        return
    if held.is_touched:
        left = {"left_nodes": str(mark.nodes), "left_edges": str(mark.edges)}
        told = say("neo4j_graph.touched", workspace=mark.name, nodes=held.nodes, edges=held.edges, **left)
        note(say("cli.warning", text=told))
    if mark.id != found.mine:
        return
    if found.age:
        note(say(f"neo4j_graph.{found.age}", pushed=mark.version, version=found.version))
    elif mark.stale:
        note(say("neo4j_graph.stale", reason=say("neo4j_graph.why_stale")))
