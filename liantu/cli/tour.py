"""First steps: the sample district's tables, and the demo that runs the main job end to end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.words import say
from liantu.cli.options import LangOption
from liantu.cli.output import note, table_text

FirmsOption = Annotated[int, typer.Option("--firms", min=20, max=200_000, help=say("cli.opt_firms"))]
SeedOption = Annotated[int, typer.Option("--seed", help=say("cli.opt_seed"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    app.command("sample", help=say("cli.sample"))(sample)
    app.command("demo", help=say("cli.demo"))(demo)


def sample(
    folder: Annotated[Path, typer.Argument(help=say("cli.arg_folder"))],
    firms: FirmsOption = 1500,
    seed: SeedOption = 1,
    lang: LangOption = None,
) -> None:
    """Write the sample tables."""
    from liantu.sample import write_sample

    for path in write_sample(folder, firms=firms, seed=seed):
        note(say("output.written", path=path))


def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help=say("cli.arg_folder"))] = Path("demo"),
    firms: FirmsOption = 1500,
    seed: SeedOption = 1,
    lang: LangOption = None,
) -> None:
    """Run the main job end to end on the sample district."""
    from liantu.cli.questions import GAP_COLUMNS
    from liantu.demo import run_demo

    outcome = run_demo(out, firms=firms, seed=seed, tell=note)
    typer.echo(
        table_text(outcome.gaps[[column for column in GAP_COLUMNS if column in outcome.gaps.columns]], command="gaps"),
        nl=False,
    )
    for title, path in outcome.files:
        typer.echo(f"{title}  {path}")
