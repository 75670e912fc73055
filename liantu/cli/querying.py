"""Queries to the shared graph in Neo4j: list the catalogue, run a named query or Cypher text, an interactive prompt."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.errors import NotPossible
from graph.queries import ROWS, TIMEOUT
from graph.words import name_of, say
from liantu.cli.homes import address_of, id_at_hand
from liantu.cli.options import (
    AddressOption,
    AsOfOption,
    ChainOption,
    Format,
    FormatOption,
    LangOption,
    LimitOption,
    OutOption,
    ShareOption,
    WorkspaceOption,
    parse_day,
)
from liantu.cli.output import emit, note, write

if TYPE_CHECKING:
    from analyses.result import Result
    from graph.queries.catalogue import Query
    from liantu.querying import SharedGraph
    from visualizations.network import NetworkModel

RegionOption = Annotated[str | None, typer.Option("--region", "-r", help=say("queries.opt_region"))]
TimeoutOption = Annotated[float, typer.Option("--timeout", min=0.1, help=say("queries.opt_timeout"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    app.command("queries", help=say("queries.queries"))(queries)
    app.command("query", help=say("queries.query"))(query)


def queries(
    name: Annotated[str | None, typer.Argument(help=say("queries.arg_name"))] = None,
    cypher: Annotated[bool, typer.Option("--cypher", help=say("queries.opt_cypher"))] = False,
    form: FormatOption = Format.table,
    out: OutOption = None,
    lang: LangOption = None,
) -> None:
    """List the catalogue, or show one query."""
    from graph.queries.catalogue import find_query
    from liantu.query_listing import cypher_of, describe_query, list_queries, query_table

    if name is None or form is not Format.table:
        emit(list_queries() if name is None else query_table(find_query(name)), form, out)
        return
    found = find_query(name)
    write(cypher_of(found) if cypher else describe_query(found), out)


def query(
    text: Annotated[str, typer.Argument(metavar="NAME|CYPHER", help=say("queries.arg_text"))],
    region: RegionOption = None,
    chain: ChainOption = None,
    segment: Annotated[str | None, typer.Option("--segment", "-s", help=say("cli.opt_segment"))] = None,
    parameters: Annotated[list[str] | None, typer.Option("--param", "-p", help=say("queries.opt_param"))] = None,
    network: Annotated[Path | None, typer.Option("--network", metavar="FILE", help=say("queries.opt_network"))] = None,
    neo4j: AddressOption = None,
    of: ShareOption = None,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    limit: LimitOption = ROWS,
    timeout: TimeoutOption = TIMEOUT,
    form: FormatOption = Format.table,
    out: OutOption = None,
    lang: LangOption = None,
) -> None:
    """Run a named query of the catalogue, or Cypher text that only reads."""
    from graph.queries.catalogue import find_query
    from liantu.query_parameters import is_statement, parameter_pairs
    from liantu.query_words import told
    from liantu.querying import ask, shared_graph

    named = None if is_statement(text) else find_query(text)
    given = dict(parameter_pairs(parameters or ()))
    # of a named query the declaration tells that it is a day; in Cypher a text would equal no day
    day = as_of if named else parse_day(as_of)
    options = {"region": region, "chain": chain, "segment": segment, "as_of": day}
    given |= {name: value for name, value in options.items() if value is not None}
    with shared_graph(address_of(neo4j, workspace), of, at_hand=partial(id_at_hand, workspace)) as graph:
        result = ask(graph, text, given, limit=limit, timeout=timeout)
        shown = result if named is None or form is Format.json else told(named, result, lambda: graph.schema)
        emit(shown, form, out)
        if network is not None:
            _draw(graph, named, result, network)


def _draw(graph: SharedGraph, named: Query | None, result: Result, file: Path) -> None:
    """Draw the nodes of an answer as the graph stood on its day; the parameter ``$as_of`` tells that of Cypher text."""
    from liantu.querying import row_uids
    from visualizations.network import build_network, network_html

    asked = result.parameters.get("as_of")
    snapshot = graph.at(result.as_of or (asked if isinstance(asked, date) else None))
    uids = row_uids(named, result.rows, snapshot)
    if not uids:
        raise NotPossible("queries.nothing_to_draw", path=file)
    model = _said_of(build_network(snapshot, among=uids), named, result)
    file.write_text(network_html(model), "utf-8")
    for sentence in model.notes:
        note(sentence)
    note(say("output.written", path=file))


def _said_of(model: NetworkModel, named: Query | None, result: Result) -> NetworkModel:
    """Return the network with what a query of the catalogue answers as its title, and with what it was asked about."""
    if named is None:
        return model
    asked = {name: value for name, value in result.parameters.items() if name not in {"as_of", "home"}}
    told = ", ".join(f"{name}={value}" for name, value in asked.items() if value is not None)
    return replace(model, title=name_of(named.header), facts=((say("queries.head_parameters"), told), *model.facts))


def shell(
    neo4j: AddressOption = None, of: ShareOption = None, workspace: WorkspaceOption = None, lang: LangOption = None
) -> None:
    """Answer queries one after the other, from a prompt or from standard input."""
    from liantu.querying import shared_graph
    from liantu.shell import answer_lines, history_file, read_lines, split_lines

    at_hand, typed, address = partial(id_at_hand, workspace), sys.stdin.isatty(), address_of(neo4j, workspace)
    with shared_graph(address, of, at_hand=at_hand, place="shell") as graph:
        if typed:
            note(say("queries.shell_hello", uri=address))
            lines = read_lines(lambda: graph.schema, history_file())
        else:
            lines = split_lines(sys.stdin.read())
        code = answer_lines(lines, graph, lambda result: emit(result, Format.table, None), note, patient=typed)
    if code and not typed:  # a person saw what was wrong; a script has the exit code only
        raise typer.Exit(code)
