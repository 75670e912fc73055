"""The catalogue as people look at it: a list of the queries, and what one of them answers, takes and shows."""

from __future__ import annotations

import pandas as pd

from analyses.result import Result
from graph.neo4j.model import ticked
from graph.queries.catalogue import Query, catalogue
from graph.words import language, say
from liantu.query_words import headings, unit_of


def list_queries() -> Result:
    """Return the catalogue as a table: name, what it answers, parameters."""
    chinese = language() == "zh"
    rows = pd.DataFrame(
        [
            (name, query.header.zh if chinese else query.header.en, ", ".join(query.parameters))
            for name, query in catalogue().items()
        ],
        columns=["query", "answers", "parameters"],
    )
    return Result("queries", rows, {}, {}, None)


def query_table(query: Query) -> Result:
    """Return a named query's parameters and columns as a table, its text among the parameters of the answer."""
    chinese = language() == "zh"
    lines: list[tuple[object, ...]] = [
        (
            say("queries.head_parameters"),
            name,
            one.named(),
            one.type,
            unit_of(one),
            one.default,
            one.default is None and not one.optional,
        )
        for name, one in query.parameters.items()
    ]
    lines += [
        (say("queries.head_columns"), name, one.zh if chinese else one.en, one.type, unit_of(one), None, None)
        for name, one in query.header.columns.items()
    ]
    rows = pd.DataFrame(lines, columns=["part", "name", "title", "type", "unit", "default", "required"], dtype=object)
    told = {"query": query.name, "answers": query.header.zh if chinese else query.header.en, "cypher": query.text}
    return Result("queries", rows, told, {}, None)


def describe_query(query: Query) -> str:
    """Return what a person needs to run a named query: title, parameters with types, defaults and units, columns."""
    header = query.header
    title, note = (header.zh, header.note_zh) if language() == "zh" else (header.en, header.note_en)
    lines = [
        f"{query.name}  {title}",
        *([say("queries.note", note=note)] if note else []),
        "",
        say("queries.head_parameters"),
    ]
    lines += [*_parameters(query), "", say("queries.head_columns")]
    lines += [f"  {name}: {title}" for name, title in headings(query).items()]
    return "\n".join([*lines, "", query.source.strip(), "", say("queries.fragments", query=query.name), ""])


def cypher_of(query: Query) -> str:
    """Return a named query as Neo4j's own tools take it: columns under the headings that people read, in backticks.

    A comment before it tells of the parameters.
    """
    *before, answer = query.text.rpartition("\nRETURN ")
    shown = ",\n  ".join(f"{name} AS {ticked(title)}" for name, title in headings(query).items())
    told = [f"// {line.strip()}" for line in (query.name, *_parameters(query))]
    return "\n".join([*told, f"{before[0]}\nWITH {answer.strip()}", f"RETURN {shown}", ""])


def _parameters(query: Query) -> list[str]:
    """Return a line about each parameter: title, type, unit, default."""
    lines = []
    for name, parameter in query.parameters.items():
        extra = [say(f"queries.kind_{parameter.type}"), unit_of(parameter)]
        if parameter.default is not None:
            stands = {"home": say("queries.default_home"), "as_of": say("queries.default_as_of")}
            extra.append(say("queries.default", value=stands.get(str(parameter.default), parameter.default)))
        elif not parameter.optional:
            extra.append(say("queries.required"))
        if parameter.least is not None:
            extra.append(say("queries.at_least", value=f"{parameter.least:g}"))
        about = say("queries.comma").join(part for part in extra if part)
        lines.append(say("queries.described", name=name, title=parameter.named(), about=about))
    return lines
