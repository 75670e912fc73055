"""Options that many commands share, each declared once."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.errors import UsageError
from graph.words import say


class Format(StrEnum):
    """Forms in which an answer is written."""

    table = "table"
    csv = "csv"
    xlsx = "xlsx"
    json = "json"


class Lang(StrEnum):
    """Languages of user text."""

    zh = "zh"
    en = "en"


WorkspaceOption = Annotated[
    Path | None, typer.Option("--workspace", "-w", envvar="LIANTU_WORKSPACE", help=say("cli.opt_workspace"))
]
LangOption = Annotated[Lang | None, typer.Option("--lang", help=say("cli.opt_lang"))]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help=say("cli.opt_format"))]
OutOption = Annotated[Path | None, typer.Option("--out", "-o", help=say("cli.opt_out"))]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help=say("cli.opt_as_of"))]
RegionOption = Annotated[str | None, typer.Option("--region", "-r", help=say("cli.opt_region"))]
ChainOption = Annotated[str | None, typer.Option("--chain", "-c", help=say("cli.opt_chain"))]
ExplainOption = Annotated[int | None, typer.Option("--explain", metavar="ROW", min=1, help=say("cli.opt_explain"))]
AddressOption = Annotated[str | None, typer.Option("--neo4j", metavar="URI", help=say("queries.opt_neo4j"))]
HomeAddressOption = Annotated[str | None, typer.Option("--neo4j", metavar="URI", help=say("queries.opt_neo4j_ask"))]
ShareOption = Annotated[str | None, typer.Option("--of", metavar="ID|NAME", help=say("queries.opt_of"))]
LimitOption = Annotated[int, typer.Option("--limit", min=1, help=say("cli.opt_limit"))]


def parse_day(text: str | None) -> date | None:
    """Return the date that ``--as-of`` names; UsageError when it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError("cli.bad_date", text=text) from error
