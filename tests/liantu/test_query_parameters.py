"""Parameters as a person writes them: texts, JSON values, and those that a statement does not use."""

from __future__ import annotations

import pytest

from graph.errors import UsageError
from liantu.query_parameters import parameter_pairs, refuse_unused


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
    with pytest.raises(UsageError, match=r"\$e，\$f") as caught:
        refuse_unused("RETURN $a, '$e' AS x // $f", {"a": 1, "f": 2, "e": 3})
    assert "--region" in caught.value.text("en")
