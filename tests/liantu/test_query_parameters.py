"""Parameters as a person writes them: texts, JSON values, and those that a statement does not use."""

from __future__ import annotations

import re

import pytest

from graph.errors import UsageError
from graph.queries.catalogue import Parameter, catalogue
from graph.words import say
from liantu.query_listing import describe_query
from liantu.query_parameters import parameter_pairs, refuse_unused, typed


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("code=320706", "code", "320706"),
        ("code=00123", "code", "00123"),
        ("word=a=b", "word", "a=b"),
        ("word=:=1", "word", ":=1"),
        ("word=", "word", ""),
        ("least:=1e9", "least", 1e9),
        ("least:=3", "least", 3),
        ("flag:=true", "flag", True),
        ("none:=null", "none", None),
        ("days:=[1, 2]", "days", [1, 2]),
        ('name:="甲"', "name", "甲"),
    ],
)
def test_an_equals_sign_gives_a_text_and_with_a_colon_json(text: str, name: str, value: object) -> None:
    [(found, given)] = parameter_pairs([text])
    assert (found, given, type(given)) == (name, value, type(value))


@pytest.mark.parametrize("text", ["least:=many", "least:=", "least:=NaN", "least:=1 2", "least:=" + "[" * 100_000])
def test_what_is_no_json_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="least") as caught:
        list(parameter_pairs([text]))
    assert caught.value.key == "queries.bad_json"


@pytest.mark.parametrize("text", ["least", "=1", ":=1"])
def test_what_has_no_name_or_value_is_said(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        list(parameter_pairs([text]))
    assert caught.value.key == "cli.bad_param"


def test_a_parameter_that_the_statement_does_not_name_is_refused() -> None:
    refuse_unused("RETURN $a, $`b c`, $ d, $1, '$e' // $f", {"a": 1, "b c": 2, "d": 3, "1": 4})
    with pytest.raises(UsageError) as caught:
        refuse_unused("RETURN $a, '$e' AS x // $f", {"a": 1, "f": 2, "e": 3})
    assert re.search(r"\$e\W+\$f", caught.value.text("zh"))
    assert "--region" in caught.value.text("en")


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("stale-facts", "months", "-12"),  # a source to come is not an old one
        ("dormant-agreements", "months", -1),
        ("titles-running-out", "months", -1),
        ("firms-without-fresh-data", "years", -1),
        ("unverified-facts", "confidence", -0.1),
    ],
)
def test_a_number_is_not_less_than_it_has_to_be(query: str, name: str, value: object) -> None:
    parameter = catalogue()[query].parameters[name]
    assert typed(name, parameter, "0") == 0
    with pytest.raises(UsageError, match=name) as caught:
        typed(name, parameter, value)
    assert caught.value.key == "queries.too_small"
    assert "less than 0" in caught.value.text("en")
    assert say("queries.at_least", value="0") in describe_query(catalogue()[query])


@pytest.mark.parametrize("value", ["nan", "inf", float("-inf"), float("nan"), 10**400])
def test_a_number_is_one(value: object) -> None:
    with pytest.raises(UsageError, match="confidence") as caught:
        typed("confidence", Parameter(type="number", zh="把握", en="Confidence"), value)
    assert caught.value.key == "queries.bad_parameter"
