"""The parser's own words in the language in force: headings of the help, and what is wrong with a command line.

typer writes them in English only. Texts of the help are put in before it is laid out; an error is recognised by its
English sentence, and one that nobody has translated stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import typer

from graph.words import say

_HELP = (
    (re.compile(r"Show this message and exit\."), "cli.help_help"),
    (re.compile(r"\[default: "), "cli.help_default"),
    (re.compile(r"\[required\]"), "cli.help_required"),
    (re.compile(r"; required\]"), "cli.help_also_required"),
    (re.compile(r"env var: "), "cli.help_env"),
    (re.compile(r"\[OPTIONS\]"), "cli.help_options_mark"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "cli.help_command_mark"),
)
_HEADINGS = {"Options": "cli.help_options", "Arguments": "cli.help_arguments", "Commands": "cli.help_commands"}
_FAULTS = (
    (re.compile(r"Missing command\."), "cli.bad_no_command"),
    (re.compile(r"No such command '(?P<name>.*)'\.(?: Did you mean (?P<near>.*)\?)?"), "cli.bad_command"),
    (re.compile(r"No such option: (?P<name>\S+?)(?: Did you mean (?P<near>.*)\?| \(Possible options: (?P<far>.*)\))?"),
     "cli.bad_option"),
    (re.compile(r"Missing (?:option|argument|parameter) (?P<name>.*?)\.?(?: Choose from:(?P<choices>.*))?", re.DOTALL),
     "cli.bad_missing"),
    (re.compile(r"Option (?P<name>'.*') requires .*argument.*"), "cli.bad_no_value"),
    (re.compile(r"Option (?P<name>'.*') does not take a value\."), "cli.bad_value_given"),
    (re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((?P<name>.*)\)"), "cli.bad_extra"),
    (re.compile(r"Invalid value for (?P<name>.*?): (?:Value error, )?(?P<value>'.*?') is not one of (?P<choices>.*)\."), "cli.bad_choice"),
    (re.compile(r"Invalid value for (?P<name>.*?): (?P<value>\S+) is not in the range (?P<range>.*)\."),
     "cli.bad_range"),
    (re.compile(r"Invalid value for (?P<name>.*?): (?:'.*' is not a valid int|Input should be a valid int).*"),
     "cli.bad_integer"),
    (re.compile(r"Invalid value for (?P<name>.*?): Input should be greater than or equal to (?P<least>\S+)"),
     "cli.bad_small"),
    (re.compile(r"Invalid value for (?P<name>.*?): Input should be less than or equal to (?P<most>\S+)"), "cli.bad_large"),
    (re.compile(r"Invalid value for (?P<name>.*?): (?P<value>.*)", re.DOTALL), "cli.bad_value"),
    (re.compile(r"Invalid value: (?P<value>.*)", re.DOTALL), "cli.bad_plain_value"),
)  # fmt: skip
_plain: Any = typer.Context.formatter_class


class HelpInWords(_plain):  # type: ignore[misc]
    """Lays out help with typer's own words taken from the catalogue."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        super().write_usage(prog, _in_words(args), prefix or say("cli.help_usage"))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(say(_HEADINGS[heading]) if heading in _HEADINGS else heading)

    def write_dl(self, rows: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """Write options, arguments or commands with what they are for."""
        super().write_dl([(first, _in_words(second)) for first, second in rows], *args, **kwargs)


def speak_words() -> None:
    """Let every command lay out its help in the language in force."""
    home = next(part for part in typer.Context.__mro__ if "formatter_class" in vars(part))
    home.formatter_class = HelpInWords  # type: ignore[attr-defined]


def _in_words(text: str) -> str:
    for pattern, key in _HELP:
        text = pattern.sub(lambda _, key=key: say(key), text)  # type: ignore[misc]
    return text


def fault_in_words(message: str, known: Sequence[str] = ()) -> str:
    """Return what the parser found wrong, in the language in force; near names of ``known`` commands beside it."""
    for pattern, key in _FAULTS:
        found = pattern.fullmatch(message)
        if found:
            values = {name: (value or "").strip() for name, value in found.groupdict().items()}
            near = values.pop("near", "") or values.pop("far", "")
            values.pop("far", None)
            text = say(key, **values)
            if not near and key == "cli.bad_command":
                near = "、".join(near_names(values["name"], known))
            return text + (say("cli.bad_near", near=near) if near else "")
    return message


def near_names(text: str, known: Sequence[str], most: int = 3) -> list[str]:
    """Return the known names that a mistyped one most likely means."""
    from rapidfuzz import process

    return [name for name, _, _ in process.extract(text, list(known), limit=most, score_cutoff=60)]
