"""Questions to the graph: chains, gaps, targets, leaders, regions, sql."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.errors import UsageError
from graph.words import say
from liantu.cli.homes import home_of
from liantu.cli.options import (
    AsOfOption,
    ChainOption,
    ExplainOption,
    Format,
    FormatOption,
    HomeAddressOption,
    LangOption,
    LimitOption,
    OutOption,
    RegionOption,
    ShareOption,
    WorkspaceOption,
    parse_day,
)
from liantu.cli.output import emit, note

if TYPE_CHECKING:
    from analyses.result import Result
    from liantu.questions import Questions

GAP_COLUMNS = ("rank", "chain_name", "name", "state_name", "badges", "verb", "effective_firms", "register_coverage",
               "supply_coverage", "priority", "reason")  # fmt: skip
TARGET_COLUMNS = ("rank", "name", "list_name", "firm", "region_name", "score", "reasons", "excluded")
CHAIN_COLUMNS = (
    "chain_name", "leading", "required", "covered", "unverified_share", "effective_firms", "lead_firms",
    "strong", "weak", "missing", "broken",
)  # fmt: skip
LEADER_COLUMNS = (
    "rank", "chain_name", "firm", "title", "segments", "revenue", "market_share", "local_suppliers", "score",
)  # fmt: skip
REGION_COLUMNS = (
    "chain_name", "rank", "region_name", "covered", "unverified_share", "comparable", "register_coverage",
    "effective_firms", "lead_firms",
    "strong", "weak", "missing", "broken",
)  # fmt: skip
SHEET_COLUMNS = ("name", "state_name", "note", "keywords", "exclusions", "codes", "cities_province", "titles", "size")
SegmentOption = Annotated[str | None, typer.Option("--segment", "-s", help=say("cli.opt_segment"))]
ThresholdsOption = Annotated[Path | None, typer.Option("--thresholds", help=say("cli.opt_thresholds"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    app.command("chains", help=say("cli.chains"))(chains)
    app.command("gaps", help=say("cli.gaps"))(gaps)
    app.command("targets", help=say("cli.targets"))(targets)
    app.command("leaders", help=say("cli.leaders"))(leaders)
    app.command("regions", help=say("cli.regions"))(regions)
    app.command("sql", help=say("cli.sql"))(sql)


def chains(
    region: RegionOption = None,
    every: Annotated[bool, typer.Option("--all", help=say("cli.opt_all"))] = False,
    check: Annotated[Path | None, typer.Option("--check", help=say("cli.opt_check"))] = None,
    copy: Annotated[str | None, typer.Option("--copy", help=say("cli.opt_copy"))] = None,
    neo4j: HomeAddressOption = None,
    of: ShareOption = None,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
    explain: ExplainOption = None,
    lang: LangOption = None,
) -> None:
    """List the chains with their coverage; check or copy a template."""
    from liantu.home import Home, check_template

    if check is not None:
        note(check_template(check))
        return
    if copy is not None:
        note(say("cli.template_copied", path=Home.find(workspace).copy_template(copy)))
        return
    home = home_of(workspace, neo4j, of)
    answer(home, home.chains(region=region, every=every, as_of=parse_day(as_of)), form, out, explain, CHAIN_COLUMNS)


def gaps(
    region: RegionOption = None,
    chain: ChainOption = None,
    neo4j: HomeAddressOption = None,
    of: ShareOption = None,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
    explain: ExplainOption = None,
    thresholds: ThresholdsOption = None,
    lang: LangOption = None,
) -> None:
    """Find the gaps of the region's chains."""
    home = home_of(workspace, neo4j, of)
    result = home.gaps(region=region, chain=chain, as_of=parse_day(as_of), thresholds=thresholds)
    answer(home, result, form, out, explain, GAP_COLUMNS)


def targets(
    region: RegionOption = None,
    chain: ChainOption = None,
    segment: SegmentOption = None,
    neo4j: HomeAddressOption = None,
    of: ShareOption = None,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
    explain: ExplainOption = None,
    lang: LangOption = None,
) -> None:
    """Name the firms to bring in."""
    home = home_of(workspace, neo4j, of)
    result = home.targets(region=region, chain=chain, segment=segment, as_of=parse_day(as_of))
    answer(home, result, form, out, explain, SHEET_COLUMNS if "keywords" in result.rows else TARGET_COLUMNS)


def leaders(
    region: RegionOption = None,
    chain: ChainOption = None,
    neo4j: HomeAddressOption = None,
    of: ShareOption = None,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
    explain: ExplainOption = None,
    lang: LangOption = None,
) -> None:
    """Find the leading firms."""
    home = home_of(workspace, neo4j, of)
    result = home.leaders(region=region, chain=chain, as_of=parse_day(as_of))
    answer(home, result, form, out, explain, LEADER_COLUMNS)


def regions(
    region: RegionOption = None,
    peers: Annotated[str, typer.Option("--peers", help=say("cli.opt_peers"))] = "",
    chain: ChainOption = None,
    neo4j: HomeAddressOption = None,
    of: ShareOption = None,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
    explain: ExplainOption = None,
    lang: LangOption = None,
) -> None:
    """Compare the region with its peers."""
    home = home_of(workspace, neo4j, of)
    chosen = tuple(code.strip() for code in peers.replace("，", ",").split(",") if code.strip())
    result = home.regions(region=region, peers=chosen, chain=chain, as_of=parse_day(as_of))
    answer(home, result, form, out, explain, REGION_COLUMNS)


def sql(
    statement: Annotated[str | None, typer.Argument(help=say("cli.arg_statement"))] = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", help=say("cli.opt_param"))] = None,
    tables: Annotated[bool, typer.Option("--tables", help=say("cli.opt_tables"))] = False,
    limit: LimitOption = 10_000,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
    lang: LangOption = None,
) -> None:
    """Ask in SQL, read-only."""
    from liantu.home import Home

    home = Home.find(workspace)
    if tables:
        emit(home.sql_tables(), form, out)
    elif statement is None:
        raise UsageError("cli.sql_empty")
    else:
        emit(home.sql(statement, parameters=dict(_parameter(text) for text in param or ()), limit=limit), form, out)


def answer(
    home: Questions, result: Result, form: Format, out: Path | None, explain: int | None, columns: tuple[str, ...] = ()
) -> None:
    """Write a result, or the facts behind one of its rows (1-based, as printed)."""
    if explain is None:
        emit(result, form, out, columns=columns)
        return
    if explain > len(result.rows):
        raise UsageError("cli.explain_range", rows=len(result.rows))
    emit(home.explain(result, explain - 1), form, out)


def _parameter(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        raise UsageError("cli.bad_param", text=text)
    return name.strip(), value
