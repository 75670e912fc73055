"""The shared graph in Neo4j, as commands: a server of one's own (start, stop, bundle, import); push, pull and the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from graph.words import say
from liantu.cli import neo4j_graph
from liantu.cli.options import LangOption, WorkspaceOption
from liantu.cli.output import note
from liantu.cli.querying import shell

DataOption = Annotated[Path | None, typer.Option("--data", help=say("neo4j.opt_data"))]
VersionOption = Annotated[str | None, typer.Option("--version", metavar="5|2026", help=say("neo4j.opt_version"))]
HeapOption = Annotated[str | None, typer.Option("--heap", metavar="512m|2g", help=say("neo4j.opt_heap"))]
BundleOption = Annotated[Path | None, typer.Option("--bundle", metavar="DIR", help=say("neo4j.opt_bundle"))]


def register(app: typer.Typer) -> None:
    """Add the group ``neo4j`` to the application."""
    group = typer.Typer(
        help=say("neo4j.group"),
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings={"max_content_width": 110},
    )
    group.command("start", help=say("neo4j.start"))(start)
    group.command("stop", help=say("neo4j.stop"))(stop)
    group.command("bundle", help=say("neo4j.bundle"))(bundle)
    group.command("import", help=say("neo4j.import"))(import_files)
    group.command("shell", help=say("queries.shell"))(shell)
    neo4j_graph.register(group)
    app.add_typer(group, name="neo4j")


def start(
    data: DataOption = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help=say("neo4j.opt_port"))] = None,
    version: VersionOption = None,
    heap: HeapOption = None,
    bundle: BundleOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
) -> None:
    """Start a server and say how to reach it."""
    from graph.neo4j.server.home import ServerHome
    from graph.neo4j.server.process import start as start_server

    space, folder = _places(workspace, data)
    with _download_progress() as progress:
        done = start_server(folder, version=version, port=port, heap=heap, bundle=bundle, progress=progress)
    if space is not None:
        _remember(space, folder)
    if done.mended:
        note(say("cli.warning", text=say("neo4j.mended")))
    server = done.server
    home = ServerHome(server.folder)
    typer.echo(say("neo4j.already" if done.already else "neo4j.started", version=server.version, uri=server.uri))
    typer.echo(say("neo4j.where", password=home.password_file, data=server.folder, log=home.log.parent))


def stop(data: DataOption = None, workspace: WorkspaceOption = None, lang: LangOption = None) -> None:
    """Stop the server of the workspace, or of --data."""
    from graph.neo4j.server.process import stop as stop_server

    _, folder = _places(workspace, data)
    stopped = stop_server(folder)
    if stopped is None:
        note(say("neo4j.none_runs", folder=folder))
    else:
        note(say("neo4j.stopped", version=stopped.version, pid=stopped.pid, folder=folder))


def bundle(
    folder: Annotated[Path, typer.Argument(help=say("neo4j.arg_bundle"))],
    version: Annotated[str, typer.Option("--version", metavar="5|2026", help=say("neo4j.opt_bundle_version"))] = "5",
    lang: LangOption = None,
) -> None:
    """Collect all that a server needs in one folder."""
    from graph.neo4j.server.artifacts import release
    from graph.neo4j.server.bundle import write_bundle

    with _download_progress() as progress:
        write_bundle(folder, release(version), progress)
    note(say("neo4j.bundled", folder=folder))


def import_files(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("neo4j.arg_import"))],
    overwrite: Annotated[bool, typer.Option("--overwrite", help=say("neo4j.opt_overwrite"))] = False,
    data: DataOption = None,
    version: Annotated[
        str | None, typer.Option("--version", metavar="5|2026", help=say("neo4j.opt_import_version"))
    ] = None,
    heap: HeapOption = None,
    bundle: BundleOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
) -> None:
    """Load the files of an export into the server of the workspace, or of --data."""
    from graph.neo4j.importing import import_csv

    space, server = _places(workspace, data)
    with _download_progress() as progress:
        done = import_csv(
            folder, server, version=version, overwrite=overwrite, heap=heap, bundle=bundle, progress=progress
        )
    if space is not None:
        _remember(space, server)
    start = f"liantu neo4j start --version {done.version}" + (f" --data {data}" if data else "")
    note(say("neo4j.imported", nodes=done.nodes, edges=done.edges, version=done.version, start=start))


def _places(workspace: Path | None, data: Path | None) -> tuple[Path | None, Path]:
    """Return the workspace, if there is one, and the folder of its server; WorkspaceError when neither is known."""
    from graph.errors import WorkspaceError
    from graph.neo4j.server.home import server_folder
    from graph.settings import read_settings
    from liantu.home import find_folder

    space = find_folder(workspace)
    if space is not None:
        read_settings(space)  # says what is wrong with a folder that is no workspace
        return space, server_folder(space, data)
    if data is None:
        raise WorkspaceError("neo4j.no_folder", start=Path.cwd())
    return None, data


def _remember(workspace: Path, folder: Path) -> None:
    """Let the workspace find this server again; say so where it had another, and how to stop that if it still runs."""
    from graph.neo4j.server.home import ServerHome, remember_folder, running, server_folder

    before, now = server_folder(workspace).resolve(), folder.resolve()
    remember_folder(workspace, folder)
    if before != now and ServerHome(before).read_note() is not None:
        note(say("neo4j.other_runs" if running(before) else "neo4j.now_uses", folder=now, before=before))


@contextmanager
def _download_progress() -> Iterator[Callable[[int, int], None]]:
    """Yield a function ``(files there, files in all)``; a bar on a terminal, else one line, and only if it is called."""
    if not sys.stderr.isatty():
        told: list[int] = []

        def tell_once(done: int, total: int) -> None:
            if not told:
                told.append(done)
                note(say("neo4j.fetching_count", count=total))

        yield tell_once
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("neo4j.fetching"), total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)
