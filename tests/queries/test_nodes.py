"""A text that means a node: one, by uid or by a name that no other bears."""

from __future__ import annotations

import pytest
from worlds import World

from graph.errors import NotPossible
from graph.neo4j.database import Database
from graph.queries.catalogue import catalogue
from graph.queries.nodes import check_node
from graph.schema import load_schema


@pytest.fixture(scope="module")
def database(neo4j) -> Database:
    world = World()
    for uid, name, values in [
        ("u1", "甲厂", {}),
        ("u2", "甲厂", {}),
        ("u3", "乙厂", {}),
        ("u4", "丙厂", {}),
        ("u5", "丙厂", {"confidential": True}),
        ("丁厂", "丁厂", {}),
        ("u7", "丁厂", {}),
    ]:
        world.node("Firm", uid, name=name, **values)
    for number in range(1, 3):
        world.node("Lead", f"lead:{number}", code=f"L{number}", name="同名线索")
    for number in range(10, 20):
        world.node("Firm", f"v{number}", name="众厂")
    world.write(neo4j.driver, neo4j.database)
    return Database(neo4j.driver, neo4j.database)


def check(database: Database, query: str, name: str, text: str) -> None:
    parameter = catalogue()[query].parameters[name]
    check_node(database, load_schema().nodes[parameter.of], parameter, text)


@pytest.mark.parametrize("text", ["u1", "u2", "乙厂", "丙厂", "丁厂"])
def test_a_uid_or_the_name_of_one_means_it(database: Database, text: str) -> None:
    """A confidential firm of that name is none of those that a query looks at."""
    check(database, "suppliers-of", "firm", text)


@pytest.mark.parametrize(("text", "uids", "count"), [("甲厂", "u1，u2", 2), ("众厂", "v10，v11，v12，v13，v14", 10)])
@pytest.mark.parametrize("query", ["suppliers-of", "ties-to-firm", "single-source-upstream"])
def test_a_name_of_several_is_refused_with_their_uids(
    database: Database, query: str, text: str, uids: str, count: int
) -> None:
    with pytest.raises(NotPossible) as refused:
        check(database, query, "firm", text)
    assert refused.value.key == "queries.ambiguous_node"
    assert refused.value.values["uids"].replace(", ", "，") == uids
    assert f"图里有 {count} 个" in refused.value.text("zh")
    assert str(count) in refused.value.text("en")


def test_leads_of_one_name_are_told_apart_by_their_codes(database: Database) -> None:
    check(database, "spaces-for-lead", "lead", "L1")
    with pytest.raises(NotPossible) as refused:
        check(database, "spaces-for-lead", "lead", "同名线索")
    assert refused.value.values["count"] == 2


def test_a_name_of_nobody_is_not_known(database: Database) -> None:
    with pytest.raises(NotPossible) as refused:
        check(database, "suppliers-of", "firm", "没有这家")
    assert refused.value.key in ("queries.unknown_node", "queries.unknown_node_alone")
