"""docs/schema.md says what the declarations say, no more and no less."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from graph.schema import load_schema
from graph.schema.documentation import main, render

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_fresh() -> None:
    page = (ROOT / "docs" / "schema.md").read_text("utf-8")
    assert page == render(load_schema()), "docs/schema.md is stale: run python -m graph.schema.documentation"


def test_every_kind_field_and_alias_stands_on_the_page() -> None:
    page = render(load_schema())
    schema = load_schema()
    for kind in (*schema.nodes.values(), *schema.edges.values()):
        assert f"### {kind.name} {kind.zh}" in page
        section = page.split(f"### {kind.name} {kind.zh}\n", 1)[1].split("\n### ", 1)[0]
        for field in kind.fields:
            assert f"| {field.name} | {field.type} |" in section
            assert all(alias.replace("&", "&amp;") in section for alias in field.aliases)


def test_the_diagram_has_every_kind() -> None:
    diagram = render(load_schema()).split("```mermaid\n")[1].split("```")[0]
    for node in load_schema().nodes.values():
        assert f'"{node.name}<br/>{node.zh}"' in diagram
    for edge in load_schema().edges.values():
        assert f'"{edge.name} {edge.zh}"' in diagram


def test_every_table_is_rectangular() -> None:
    for line in render(load_schema()).splitlines():
        if line.startswith("| "):
            assert line.endswith(" |")
    rows = render(load_schema()).replace("\\|", "").splitlines()
    for before, line in pairwise(rows):
        if before.startswith("|") and line.startswith("|"):
            assert before.count("|") == line.count("|"), line


def test_a_kind_of_ones_own_is_described_without_an_edit(tmp_path: Path) -> None:
    lamp = {
        "kind": "Lamp", "zh": "灯", "en": "Lamp", "about_zh": "照亮|道路 <b>", "about_en": "Lights a road.",
        "fields": [{"name": "name", "type": "text", "zh": "灯名", "en": "Lamp name", "aliases": ["灯|号"]}],
    }  # fmt: skip
    path = tmp_path / "lamp.yaml"
    path.write_text(yaml.safe_dump(lamp, allow_unicode=True), "utf-8")
    page = render(load_schema([path]))
    assert "### Lamp 灯" in page
    assert "照亮\\|道路 &lt;b>" in page
    assert "灯\\|号" in page
    assert 'Lamp("Lamp<br/>灯")' in page


def test_the_command_writes_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "pages" / "kinds.md"
    main([str(target)])
    assert target.read_text("utf-8") == render(load_schema())
    monkeypatch.chdir(tmp_path)
    main([])
    assert (tmp_path / "docs" / "schema.md").read_bytes() == target.read_bytes()
