"""Writes ``docs/cli.md`` from the help of every command, in both languages: ``python -m liantu.cli.documentation``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from graph.words import LANGUAGES, say

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cli.md"


def page() -> str:
    """Return the page: first the overview, then one section a command, in groups too, Chinese before English."""
    parts = [say("cli.page_title", "zh"), say("cli.page_about", "zh"), say("cli.page_about", "en")]
    parts += [_block(_help(lang)) for lang in LANGUAGES]
    parts += _sections()
    return "\n\n".join(parts) + "\n"


def _sections(*group: str) -> list[str]:
    """Return the sections of the commands of a group, and of the groups among them."""
    parts = []
    for name in _commands(_help("en", *group)):
        command = (*group, name)
        parts += ["#" * (len(command) + 1) + " liantu " + " ".join(command)]
        parts += [*(_block(_help(lang, *command)) for lang in LANGUAGES), *_sections(*command)]
    return parts


def _commands(overview: str) -> list[str]:
    lines = overview.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    return [line.split()[0] for line in lines if line.startswith("  ") and not line.startswith("   ")]


def _help(lang: str, *command: str) -> str:
    environment = {**os.environ, "COLUMNS": "110", "TERMINAL_WIDTH": "110", "PYTHONIOENCODING": "utf-8"}
    asked = [sys.executable, "-m", "liantu", "--lang", lang, *command, "--help"]
    done = subprocess.run(asked, capture_output=True, check=True, env=environment)  # noqa: S603 - our own program
    return done.stdout.decode("utf-8")


def _block(text: str) -> str:
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "```\n" + "\n".join(lines) + "\n```"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
