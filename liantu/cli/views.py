"""Pictures: the chain map and the network, each one page that opens offline."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.words import say
from liantu.cli.homes import home_of
from liantu.cli.options import (
    AsOfOption,
    HomeAddressOption,
    LangOption,
    RegionOption,
    ShareOption,
    WorkspaceOption,
    parse_day,
)
from liantu.cli.output import note


class Engine(StrEnum):
    """Drawing engines of the network page."""

    auto = "auto"
    pyvis = "pyvis"
    canvas = "canvas"


PageOption = Annotated[Path, typer.Option("--out", "-o", help=say("cli.opt_out"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    app.command("map", help=say("cli.map"))(chain_map)
    app.command("network", help=say("cli.network"))(network)


def chain_map(
    chain: Annotated[str, typer.Option("--chain", "-c", help=say("cli.opt_chain"))],
    out: PageOption,
    region: RegionOption = None,
    internal: Annotated[bool, typer.Option("--internal", help=say("cli.opt_mark"))] = False,
    neo4j: HomeAddressOption = None,
    of: ShareOption = None,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """Draw the map of a chain."""
    home_of(workspace, neo4j, of).draw_map(out, chain=chain, region=region, as_of=parse_day(as_of), internal=internal)
    note(say("output.written", path=out))


def network(
    out: PageOption,
    around: Annotated[str | None, typer.Option("--around", help=say("cli.opt_around"))] = None,
    hops: Annotated[int, typer.Option("--hops", min=1, max=9, help=say("cli.opt_hops"))] = 2,
    engine: Annotated[Engine, typer.Option("--engine", help=say("cli.opt_engine"))] = Engine.auto,
    neo4j: HomeAddressOption = None,
    of: ShareOption = None,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """Draw a network: around one node, or of the whole graph."""
    home = home_of(workspace, neo4j, of)
    told = home.draw_network(
        out, around=around.strip() if around else None, hops=hops, as_of=parse_day(as_of), engine=engine.value
    )
    for sentence in told:
        note(sentence)
    note(say("output.written", path=out))
