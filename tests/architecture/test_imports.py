"""The rooms may only look down: liantu → visualizations → analyses → graph, liantu → loaders → graph."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("graph", "loaders", "analyses", "visualizations", "liantu")
ALLOWED = {
    "graph": {"graph"},
    "loaders": {"loaders", "graph"},
    "analyses": {"analyses", "graph"},
    "visualizations": {"visualizations", "analyses", "graph"},
    "liantu": set(ROOMS),
}


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported_rooms(file: Path) -> set[tuple[int, str]]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {(node.lineno, alias.name.split(".")[0]) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: relative import"
            found.add((node.lineno, (node.module or "").split(".")[0]))
    return {(line, name) for line, name in found if name in ROOMS}


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_only_look_down(room: str) -> None:
    files = modules(room)
    assert files, room
    wrong = [
        f"{file.relative_to(ROOT)}:{line} imports {name}"
        for file in files
        for line, name in sorted(imported_rooms(file))
        if name not in ALLOWED[room]
    ]
    assert wrong == []


def test_import_liantu_is_light() -> None:
    heavy = ("pandas", "duckdb", "pyarrow", "networkx", "pyvis", "neo4j", "typer")
    code = f"import sys, liantu; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("room", ["graph", "loaders", "analyses", "visualizations"])
def test_a_file_that_hides_a_room_is_named_in_one_sentence(room: str, tmp_path: Path) -> None:
    own = tmp_path / f"{room}.py"
    own.write_text("nodes = []\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "import liantu"], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("ImportError:")
    assert str(own.resolve()) in last
    assert "改名" in last
    assert "rename" in last
