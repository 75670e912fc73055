"""The engine never names a kind of the domain: a new kind is one file, and no engine edit."""

import ast
import re
from pathlib import Path

from graph.schema import load_schema

ROOT = Path(__file__).resolve().parents[2]
ENGINE = (
    "graph/schema", "graph/workspace", "graph/snapshot.py", "graph/names.py", "graph/records.py", "loaders",
    "visualizations/html.py", "visualizations/safe.py", "visualizations/svg.py", "visualizations/sheets.py",
)  # fmt: skip


def engine_files() -> list[Path]:
    files = []
    for place in ENGINE:
        path = ROOT / place
        files += sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.exists() else []
    return files


def code_words(file: Path) -> set[tuple[int, str]]:
    """Names and string constants of the code, docstrings left out: prose may speak of firms."""
    tree = ast.parse(file.read_text("utf-8"))
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    words = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            words |= {(node.lineno, word) for word in re.findall(r"(?<![\w-])[A-Za-z_]+(?![\w-])", node.value)}
        elif isinstance(node, ast.Name) and not node.id.isupper():  # capitals are the engine's own constants
            words.add((node.lineno, node.id))
        elif isinstance(node, ast.Attribute):
            words.add((node.lineno, node.attr))
    return words


def test_engine_names_no_domain_kind() -> None:
    schema = load_schema()
    kinds = {*schema.nodes, *schema.edges}
    files = engine_files()
    assert len(files) > 10
    # Decision is also a word of the engine itself (merge decisions), as class and table name
    wrong = [
        f"{file.relative_to(ROOT)}:{line} names {word}"
        for file in files
        for line, word in sorted(code_words(file))
        if word in kinds - {"Decision"}
    ]
    assert wrong == []
