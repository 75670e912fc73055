"""People decide: the review sheet out and in, and decisions on duplicates."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from graph.errors import UsageError
from graph.words import say
from liantu.cli.options import (
    AsOfOption,
    ChainOption,
    Format,
    FormatOption,
    LangOption,
    OutOption,
    RegionOption,
    WorkspaceOption,
    parse_day,
)
from liantu.cli.output import emit, note


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    app.command("review", help=say("cli.review"))(review)
    app.command("merge", help=say("cli.merge"))(merge)


def review(
    region: RegionOption = None,
    chain: ChainOption = None,
    out: OutOption = None,
    back: Annotated[Path | None, typer.Option("--load", help=say("cli.opt_load"))] = None,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.table,
    lang: LangOption = None,
) -> None:
    """Write the review sheet, or bring it back filled in."""
    from liantu.home import Home

    if (out is None) == (back is None):
        raise UsageError("review.load_or_out")
    home = Home.find(workspace)
    if back is not None:
        report = home.load_review(back)
        typer.echo(report.to_json() if form is Format.json else report.text())
        sys.exit(report.exit_code)
    if out is not None:
        made = home.review(out, region=region, chain=chain, as_of=parse_day(as_of))
        placements, states, duplicates = map(len, (made.placements, made.states, made.duplicates))
        note(say("review.written", path=out, placements=placements, states=states, duplicates=duplicates))
        for warning in made.warnings:
            note(say("cli.warning", text=warning))


def merge(
    uids: Annotated[list[str] | None, typer.Argument(metavar="[UID UID]", help=say("cli.arg_uids"))] = None,
    apart: Annotated[bool, typer.Option("--keep", "--keep-apart", help=say("cli.opt_keep"))] = False,
    reason: Annotated[str, typer.Option("--reason", help=say("cli.opt_reason"))] = "",
    who: Annotated[str, typer.Option("--by", help=say("cli.opt_by"))] = "",
    day: Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help=say("cli.opt_decided"))] = None,
    withdraw: Annotated[int | None, typer.Option("--withdraw", metavar="N", help=say("cli.opt_withdraw"))] = None,
    decisions: Annotated[bool, typer.Option("--decisions", help=say("cli.opt_decisions"))] = False,
    workspace: WorkspaceOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
    lang: LangOption = None,
) -> None:
    """List likely duplicates; decide that two are, or are not, one; take a decision back."""
    from liantu.home import Home

    if uids and (withdraw is not None or decisions or len(uids) != 2):
        raise UsageError("review.merge_usage")
    home = Home.find(workspace)
    if withdraw is not None:
        home.withdraw(withdraw)
        note(say("review.withdrawn", decision=withdraw))
    elif not uids:
        emit(home.decisions() if decisions else home.duplicates(), form, out)
    else:
        number = home.merge(*uids, same=not apart, who=who, reason=reason, day=parse_day(day))
        told = "review.kept_apart" if apart else "review.made_one"
        note(say(told, a=uids[0], b=uids[1], decision=number))
