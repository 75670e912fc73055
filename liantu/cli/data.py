"""Data in and out: init, load, check, runs, undo, export, status."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from graph.words import say
from liantu.cli.options import Format, FormatOption, LangOption, OutOption, WorkspaceOption
from liantu.cli.output import emit, note

PathsArgument = Annotated[list[Path], typer.Argument(help=say("cli.arg_paths"))]
SourceOption = Annotated[Path | None, typer.Option("--source", help=say("cli.opt_source"))]
KindOption = Annotated[str | None, typer.Option("--kind", help=say("cli.opt_kind"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    app.command("init", help=say("cli.init"))(init)
    app.command("template", help=say("cli.template"))(template)
    app.command("load", help=say("cli.load"), epilog=say("cli.load_about"))(load)
    app.command("check", help=say("cli.check"), epilog=say("cli.load_about"))(check)
    app.command("undo", help=say("cli.undo"))(undo)
    app.command("runs", help=say("cli.runs"))(runs)
    app.command("erase", help=say("cli.erase"), epilog=say("cli.erase_about"))(erase)
    app.command("export", help=say("cli.export"))(export)
    app.command("status", help=say("cli.status"))(status)


def init(
    folder: Annotated[Path, typer.Argument(help=say("cli.arg_folder"))],
    home: Annotated[str, typer.Option("--home", help=say("cli.opt_home"))],
    lang: LangOption = None,
) -> None:
    """Make a workspace."""
    from liantu.home import Home

    opened = Home.init(folder, home=home)
    note(say("cli.initialised", path=folder, region=opened.describe_region(home)))


def load(
    paths: PathsArgument,
    workspace: WorkspaceOption = None,
    source: SourceOption = None,
    kind: KindOption = None,
    form: FormatOption = Format.table,
    lang: LangOption = None,
) -> None:
    """Load tables; the report goes to standard output."""
    from liantu.cli.progress import row_progress
    from liantu.home import Home

    home = Home.find(workspace)
    with row_progress() as progress:
        report = home.load(paths, source=source, kind=kind, progress=progress)
    typer.echo(report.to_json() if form is Format.json else report.text())
    sys.exit(report.exit_code)


def check(
    paths: PathsArgument,
    workspace: WorkspaceOption = None,
    source: SourceOption = None,
    kind: KindOption = None,
    form: FormatOption = Format.table,
    lang: LangOption = None,
) -> None:
    """Do all that load does, except writing."""
    from liantu.cli.progress import row_progress
    from liantu.home import Home, check_tables

    home = Home.find_or_none(workspace)
    if home is None:
        note(say("cli.check_without_home"))
    with row_progress() as progress:
        report = check_tables(paths, home=home, source=source, kind=kind, progress=progress)
    typer.echo(report.to_json() if form is Format.json else report.text())
    sys.exit(report.exit_code)


def runs(
    action: Annotated[str, typer.Argument(metavar="[show]", help=say("cli.runs"))] = "list",
    number: Annotated[int | None, typer.Argument(help=say("cli.arg_run"))] = None,
    workspace: WorkspaceOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
    lang: LangOption = None,
) -> None:
    """List the runs, or show one."""
    from liantu.home import Home

    home = Home.find(workspace)
    if action == "show" and number is None:
        raise typer.BadParameter(say("cli.arg_run"))
    emit(home.runs(number if action == "show" else None), form, out)


def undo(
    number: Annotated[int, typer.Argument(help=say("cli.arg_run"))],
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
) -> None:
    """Undo a run."""
    from liantu.home import Home

    Home.find(workspace).undo(number)
    note(say("cli.undone", run=number))


def template(
    kinds: Annotated[list[str] | None, typer.Argument(help=say("cli.template_kinds"))] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help=say("cli.opt_out"))] = Path("template.xlsx"),
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
) -> None:
    """Write the blank workbook."""
    from liantu.home import Home
    from loaders.blank import write_blank

    home = Home.find_or_none(workspace)
    write_blank(out, home.workspace.schema if home else None, kinds or ())
    note(say("output.written", path=out))


def erase(
    uid: Annotated[str, typer.Argument(help=say("cli.arg_uid"))],
    yes: Annotated[bool, typer.Option("--yes", help=say("cli.opt_yes"))] = False,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
) -> None:
    """Erase the personal data of a node."""
    from liantu.erasing import confirmation, erase_personal
    from liantu.home import Home

    home = Home.find(workspace)
    if not yes:
        raise confirmation(home, uid)
    for line in erase_personal(home, uid):
        note(line)


def export(
    folder: Annotated[Path, typer.Argument(help=say("cli.arg_folder"))],
    everything: Annotated[bool, typer.Option("--everything", help=say("cli.opt_everything"))] = False,
    with_confidential: Annotated[
        bool, typer.Option("--with-confidential", help=say("cli.opt_with_confidential"))
    ] = False,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
) -> None:
    """Export the graph as Parquet; with --everything also records, runs and decisions."""
    from liantu.home import Home

    kept = Home.find(workspace).workspace
    write = kept.export_everything if everything else kept.export_snapshot
    hidden = write(folder, confidential=with_confidential)
    note(say("cli.exported", path=folder))
    if hidden:
        note(say("cli.withheld_export", count=hidden))


def status(
    workspace: WorkspaceOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
    lang: LangOption = None,
) -> None:
    """Say what the workspace holds."""
    from liantu.home import Home

    emit(Home.find(workspace).status(), form, out, columns=("part_name", "name", "count"))
