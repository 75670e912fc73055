"""The style for Neo4j Browser: its grammar, the agreed palette, captions that exist, letters that can be read."""

from __future__ import annotations

import re

import pytest

from graph.schema import load_schema
from liantu.sharing import GAP
from visualizations.grass import browser_style
from visualizations.palette import contrast

# the whole of a GraSS file: selectors of a node or relationship with at most one class, each property on its line
RULE = re.compile(r"(node|relationship)(?:\.(\w+))? \{\n((?:  [a-z-]+: [^;\n]+;\n)+)\}\n")
PROPERTIES = {"diameter", "color", "border-color", "border-width", "text-color-internal", "font-size", "caption",
              "shaft-width", "padding", "text-color-external"}  # fmt: skip
SCHEMA = load_schema()
AGREED = {"Firm": "#0072B2", "Product": "#E69F00", "Institute": "#009E73", "Fund": "#CC79A7", "Carrier": "#56B4E9",
          "TalentTeam": "#D55E00"}  # fmt: skip


@pytest.fixture(scope="module")
def rules() -> dict[tuple[str, str], dict[str, str]]:
    text = browser_style(SCHEMA, {GAP: "name"})
    assert RULE.sub("", text).strip() == ""
    return {
        (found[1], found[2] or ""): dict(line.strip().rstrip(";").split(": ", 1) for line in found[3].splitlines())
        for found in RULE.finditer(text)
    }


def test_every_kind_has_one_rule_and_only_known_properties(rules: dict[tuple[str, str], dict[str, str]]) -> None:
    assert {name for sort, name in rules if sort == "node"} == {"", GAP, *SCHEMA.nodes}
    assert {name for sort, name in rules if sort == "relationship"} == {"", *SCHEMA.edges}
    assert {name for rule in rules.values() for name in rule} <= PROPERTIES


def test_colours_are_those_agreed(rules: dict[tuple[str, str], dict[str, str]]) -> None:
    assert {kind: rules["node", kind]["color"].upper() for kind in AGREED} == AGREED
    # a gap is drawn as a missing segment is: white, with a magenta border and magenta letters
    assert (rules["node", GAP]["color"], rules["node", GAP]["border-color"]) == ("#FFFFFF", "#A3195B")


def test_captions_are_fields_and_can_be_read(rules: dict[tuple[str, str], dict[str, str]]) -> None:
    for kind, node in SCHEMA.nodes.items():
        rule = rules["node", kind]
        assert rule["caption"] == f'"{{{node.caption}}}"'
        assert node.field(node.caption).name == node.caption
        # captions are large letters in a circle: WCAG asks for 3 to 1
        assert contrast(rule["color"], rule["text-color-internal"]) >= 3, kind
    assert contrast(rules["node", GAP]["color"], rules["node", GAP]["text-color-internal"]) >= 4.5
