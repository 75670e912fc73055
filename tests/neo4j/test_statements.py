"""Every statement that push, clean-up and pull send, derived from the schema and kept as a golden file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.neo4j import clean_statements, mark_statements, model, pull_statements, statements
from graph.schema import EdgeKind, NodeKind, Schema, load_schema
from graph.workspace.frames import shown_columns
from graph.workspace.layout import declared
from liantu.sharing import GAP, GAP_IN, GAP_OF
from tests.graph.conftest import throw_away_schema
from tests.neo4j.servers import TestServer

GOLDEN = Path(__file__).parent / "golden"
FORMER = "former"  # a property that earlier pushes wrote


def known(schema: Schema) -> dict[str, str]:
    """Every statement by its name: the constants, and those derived from the schema and for the product's findings."""
    kinds = [kind.name for kind in declared(schema)]
    made = [*statements.constraints().values(), *statements.indexes(schema, kinds).values()]
    return {
        **{f"schema {number}": text for number, text in enumerate(made, 1)},
        **dict(constants()),
        **{name: text for kind in declared(schema) for name, text in of_kind(kind)},
        f"{GAP} findings": statements.findings(GAP),
        **{f"{GAP} {relation}": statements.finding_links(GAP, relation) for relation in (GAP_IN, GAP_OF)},
    }


def constants() -> Iterator[tuple[str, str]]:
    for module in (statements, clean_statements, mark_statements, pull_statements):
        for name, text in vars(module).items():
            if name.isupper() and not name.startswith("_") and name not in vars(model):
                yield name, text


def of_kind(kind: NodeKind | EdgeKind) -> Iterator[tuple[str, str]]:
    makes = [statements.upsert, statements.insert, statements.theirs, statements.join, statements.values]
    yield from ((f"{kind.name} {make.__name__}", make(kind)) for make in [*makes, pull_statements.places])
    yield f"{kind.name} upsert former", statements.upsert(kind, [FORMER])
    yield f"{kind.name} table", pull_statements.table(kind, [column.name for column in shown_columns(kind)])
    by_name = [
        statements.drop_copies,
        statements.put_back,
        clean_statements.brought_edges,
        clean_statements.leave_edges,
        pull_statements.edge_places,
    ]
    if isinstance(kind, NodeKind):
        by_name = [clean_statements.brought_nodes, clean_statements.retype]
        personal = kind.field(kind.caption).personal
        caption = None if personal else kind.caption
        yield f"{caption or 'nothing'} keep", clean_statements.keep(caption)
    yield from ((f"{kind.name} {make.__name__}", make(kind.name)) for make in by_name)


def written(schema: Schema) -> str:
    return "".join(f"// {name}\n{text}\n\n" for name, text in known(schema).items())


@pytest.mark.parametrize(("name", "schema"), [("shipped", load_schema()), ("throw-away", throw_away_schema())])
def test_statements_are_those_of_the_golden_file(name: str, schema: Schema) -> None:
    file = GOLDEN / f"{name}.cypher"
    text = written(schema)
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8"), "run with UPDATE_GOLDEN=1 and look at the difference"


def test_kinds_stand_in_backticks() -> None:
    schema = load_schema()
    kinds = {*schema.nodes, *schema.edges}
    for text in known(schema).values():
        bare = re.sub(r"`(?:[^`]|``)*`", "", text)
        assert not set(re.findall(r":\s*([A-Za-z_]+)", bare)) & kinds, text


def test_statements_are_understood_by_the_server(neo4j: TestServer) -> None:
    """Of one kind of node and one of edge: the others differ in names only."""
    schema = throw_away_schema()
    few = Schema({"Mill": schema.nodes["Mill"]}, {"SELLS": schema.edges["SELLS"]})
    given = dict.fromkeys(re.findall(r"\$(\w+)", written(few)))
    texts = [text for text in known(few).values() if not text.startswith("CREATE ")]
    assert len(texts) > 35
    for text in texts:
        neo4j.driver.execute_query(f"EXPLAIN {text}", given, database_=neo4j.database)
