"""Every sentence exists in both languages with the same blanks, and every key in the code exists."""

import ast
import string
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "graph" / "words").glob("*.yaml"))
ENTRIES = {
    f"{file.stem}.{name}": entry for file in FILES for name, entry in yaml.safe_load(file.read_text("utf-8")).items()
}
ROOMS = ("graph", "loaders", "analyses", "visualizations", "liantu")
SPEAKERS = {"say", "LiantuError", "NotPossible", "UsageError", "SchemaError", "DataError", "WorkspaceError"}


def blanks(text: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_both_languages_say_the_same(file: Path) -> None:
    entries = yaml.safe_load(file.read_text("utf-8"))
    assert entries
    for name, entry in entries.items():
        assert isinstance(name, str), f"{file.stem}.{name}: quote it, YAML reads it as {type(name).__name__}"
        assert set(entry) == {"zh", "en"}, f"{file.stem}.{name}"
        assert all(isinstance(text, str) and text.strip() for text in entry.values()), f"{file.stem}.{name}"
        assert blanks(entry["zh"]) == blanks(entry["en"]), f"{file.stem}.{name}"


def spoken_keys() -> list[tuple[str, str]]:
    found = []
    for file in sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            name = (
                node.func.id
                if isinstance(node.func, ast.Name)
                else node.func.attr
                if isinstance(node.func, ast.Attribute)
                else ""
            )
            if name in SPEAKERS and isinstance(node.args[0].value, str):
                found.append((node.args[0].value, f"{file.relative_to(ROOT)}:{node.lineno}"))
    return found


def test_every_key_spoken_exists() -> None:
    keys = spoken_keys()
    assert len(keys) > 20
    assert [f"{place}: {key}" for key, place in keys if key not in ENTRIES] == []
