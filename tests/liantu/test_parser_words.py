"""The parser's own words: help and usage errors in both languages, and that no traceback meets a user."""

from __future__ import annotations

import pytest

from liantu.cli.parser_words import fault_in_words, near_names
from tests.liantu.conftest import run_liantu

ENGLISH = ("Usage", "Options", "Arguments", "Commands:", "Show this message", "[required]", "[default", "Missing", "Invalid",
           "No such", "Did you mean", "Error", "Try ")  # fmt: skip
WRONG = [
    (["gapz"], "没有“gapz”这个命令。是不是"),
    (["gaps", "--chian", "x"], "没有“--chian”这个选项。是不是 --chain"),
    (["map"], "缺少 '--chain'"),
    (["map", "--chain"], "后面要写一个值"),
    (["runs", "show", "x"], "要写整数"),
    (["gaps", "--explain", "0"], "不能小于 1"),
    (["gaps", "--format", "xx"], "只能是 'table', 'csv', 'xlsx', 'json'"),
    (["undo", "3", "4"], "多出了 4"),
    (["load"], "缺少 'paths'"),
    (["--lang"], "后面要写一个值"),
    (["sample", "d", "--firms", "3"], "不能小于 20"),
]


@pytest.mark.parametrize(("arguments", "told"), WRONG)
def test_usage_errors_are_told_in_chinese_with_where_to_look(arguments: list[str], told: str) -> None:
    done = run_liantu(*arguments)
    assert done.code == 2
    assert told in done.err
    assert "--help" in done.err
    assert not [word for word in ENGLISH if word in done.err]
    assert done.out == ""


def test_usage_errors_are_told_in_english_on_request() -> None:
    done = run_liantu("gapz", "--lang", "en")
    assert done.code == 2
    assert "There is no command gapz. Did you mean" in done.err


@pytest.mark.parametrize("command", [[], ["gaps"], ["init"], ["sql"], ["demo"], ["runs"], ["map"]])
def test_help_has_no_english_of_the_parser(command: list[str]) -> None:
    done = run_liantu(*command, "--help")
    assert done.code == 0
    assert done.out.startswith("用法：liantu")
    assert not [word for word in ENGLISH if word in done.out]
    assert run_liantu(*command, "--help", "--lang", "en").out.startswith("Usage: liantu")


def test_no_command_shows_the_help_and_is_wrong_usage() -> None:
    done = run_liantu()
    assert done.code == 2
    assert "命令:" in done.err


def test_an_unknown_sentence_of_the_parser_stays_as_it_is() -> None:
    assert fault_in_words("Something new went wrong.") == "Something new went wrong."
    assert near_names("tagrets", ["targets", "gaps", "load"]) == ["targets"]


def test_ctrl_c_and_our_own_faults_end_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    def broken(*_: object) -> None:
        msg = "secret detail"
        raise RuntimeError(msg)

    monkeypatch.setattr("liantu.home.Home.find", stopped)
    done = run_liantu("status")
    assert (done.code, "Ctrl-C" in done.err) == (130, True)
    monkeypatch.setattr("liantu.home.Home.find", broken)
    done = run_liantu("status")
    assert done.code == 4
    assert "链图自身出了差错" in done.err
    assert "Traceback" not in done.err
    assert "secret detail" not in done.err
    monkeypatch.setenv("LIANTU_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run_liantu("status")
