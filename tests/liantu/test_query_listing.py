"""What can be known of the catalogue without a server: its list, its units, and where a server is to be had."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.queries.catalogue import Query, catalogue
from graph.words import LANGUAGES, say, set_language
from liantu.query_listing import cypher_of, describe_query, query_table
from liantu.query_parameters import typed
from liantu.query_words import headings
from tests.liantu.conftest import run_liantu


def test_catalogue_is_listed_and_shown(tmp_path: Path) -> None:
    listed = run_liantu("queries", "--format", "json", cwd=tmp_path)
    assert [row["query"] for row in listed.json["rows"]] == list(catalogue())
    for lang, words in (("zh", ("参数", "说明")), ("en", ("Parameters", "Note"))):
        shown = run_liantu("queries", "segments-weak", "--lang", lang, cwd=tmp_path)
        assert all(word in shown.out for word in (*words, "region", "liantu gaps", "MATCH"))
        assert lang == "zh" or not re.search("[（），]", shown.out.partition("MATCH")[0].replace("生物医药", ""))
    table = run_liantu("queries", "segments-weak", "--format", "json", cwd=tmp_path).json
    assert table["parameters"]["cypher"] == catalogue()["segments-weak"].text
    assert [row["name"] for row in table["rows"]] == [
        "region",
        "chain",
        "as_of",
        *catalogue()["segments-weak"].header.columns,
    ]
    csv = run_liantu("queries", "segments-weak", "--format", "csv", cwd=tmp_path)
    assert len(csv.out.splitlines()) == len(table["rows"]) + 1
    assert run_liantu("queries", "segments-weak", "--out", tmp_path / "q.txt", cwd=tmp_path).out == ""
    assert "MATCH" in (tmp_path / "q.txt").read_text("utf-8")
    plain = run_liantu("queries", "segments-weak", "--cypher", cwd=tmp_path)
    assert plain.out.startswith("// segments-weak\n// region: ")
    assert "<<" not in plain.out
    assert "firms AS `有效企业（家）`" in plain.out
    english = run_liantu("queries", "segments-weak", "--cypher", "--lang", "en", cwd=tmp_path)
    assert "largest AS `Largest revenue (CNY)`" in english.out
    assert run_liantu("queries", "segment-weak", cwd=tmp_path).code == 1


@pytest.mark.parametrize("query", catalogue().values(), ids=lambda query: query.name)
def test_the_text_for_other_tools_is_the_query_with_headings(query: Query) -> None:
    before, _, shown = cypher_of(query).rpartition("\nRETURN ")
    head, _, answer = before.rpartition("\nWITH ")
    assert f"{head}\nRETURN {answer}\n".endswith(f"\n{query.text}")
    assert re.findall("AS `(.*?)`", shown) == list(headings(query).values())


COUNTED = {"", "家", "条", "个", "人", "只", "步", "级"}  # English says no word beside a number of these


@pytest.mark.parametrize("query", catalogue().values(), ids=lambda query: query.name)
def test_units_stand_in_both_languages(query: Query) -> None:
    declared = [*query.parameters.values(), *query.header.columns.values()]
    assert [column for column in query.header.columns.values() if column.type == "money" and column.unit != "元"] == []
    shown = {}
    for lang in (*LANGUAGES, None):
        set_language(lang)
        shown[lang] = query_table(query).rows["unit"].tolist()
    assert shown["zh"] == [one.unit for one in declared]
    assert [not unit for unit in shown["en"]] == [one.unit in COUNTED for one in declared]
    assert not re.search("[一-鿿]", "".join(shown["en"]))


def test_nothing_known_of_a_server_is_one_sentence(tmp_path: Path) -> None:
    done = run_liantu("query", "segments-weak", cwd=tmp_path, NEO4J_URI="", NEO4J_PASSWORD="")
    assert done.code == 4
    assert len(done.err.strip().splitlines()) == 1
    assert "liantu neo4j start" in done.err


ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_command_of_a_page_is_eaten_by_the_shell(page: Path) -> None:
    """Between double quotes a shell takes ``$name`` and backticks for its own."""
    blocks = re.findall(r"```\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines() if line.startswith("liantu ")]
    quoted = [text for line in commands for text in re.findall(r'"[^"]*"', line)]
    assert [text for text in quoted if re.search(r"(?<!\\)[$`]", text)] == []


@pytest.mark.parametrize("value", [1, "1", -3])
def test_who_shares_one_buyer_is_no_co_supplier(value: object) -> None:
    """All suppliers of every buyer would be paired; the description says so beforehand."""
    query = catalogue()["co-suppliers"]
    assert typed("least", query.parameters["least"], "2") == 2
    with pytest.raises(UsageError) as refused:
        typed("least", query.parameters["least"], value)
    assert refused.value.key == "queries.too_small"
    assert "不能小于 2" in refused.value.text("zh")
    assert say("queries.at_least", value="2") in describe_query(query)
