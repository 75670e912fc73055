"""Settings as the text of ``liantu.toml``: what is stated, then commented examples of what else can be."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib import resources

from graph.errors import NotPossible
from graph.settings import Settings

_EXAMPLE = "settings_example.toml"
_KEY = re.compile(r"#(\w+) = ")


def settings_text(settings: Settings) -> str:
    """Return settings as the text of ``liantu.toml``, checked by reading it back.

    Everything stated stands in it; examples of the rest follow behind ``#`` marks, which a user takes away. A key that is
    stated has no example, because TOML allows a key once; tables such as ``[[complete]]`` may be stated again.
    """
    data = settings.model_dump(mode="python", by_alias=True, exclude_none=True, exclude_defaults=True)
    keys, tables = _examples(settings.home)
    text = [f"{name} = {_toml(value)}" for name, value in data.items() if not _is_section(value)]
    text += [line for line in keys if not ((found := _KEY.match(line)) and found[1] in data)]
    for name, value in data.items():
        if _is_section(value):
            for row in value:
                text += ["", f"[[{name}]]", *(f"{key} = {_toml(item)}" for key, item in row.items())]
    whole = "\n".join([*text, "", *tables]) + "\n"
    if Settings(**tomllib.loads(whole)) != settings:
        raise NotPossible("workspace.settings_text")
    return whole


def _examples(home: str) -> tuple[list[str], list[str]]:
    """Return the lines of the example: of keys, which must stand above all tables, and of tables."""
    text = resources.files("graph").joinpath(_EXAMPLE).read_text("utf-8").replace("{home}", home)
    keys, _, tables = text.partition("# ==\n")
    return keys.splitlines(), tables.splitlines()


def _is_section(value: object) -> bool:
    return isinstance(value, tuple | list) and bool(value) and isinstance(value[0], dict)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | date):
        return str(value)
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'
