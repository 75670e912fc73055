"""Every fault of a declaration is told, all at once, and in words that name the place."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import SchemaError
from graph.schema import load_schema

NODE: dict[str, Any] = {
    "kind": "Lamp", "zh": "灯", "en": "Lamp", "about_zh": "灯。", "about_en": "A lamp.",
    "fields": [{"name": "name", "type": "text", "zh": "灯名", "en": "Lamp name", "required": True},
               {"name": "lit", "type": "date", "zh": "点亮日期", "en": "Lit"},
               {"name": "lights", "type": "list", "zh": "照亮", "en": "Lights"},
               {"name": "is_red", "type": "flag", "zh": "红灯", "en": "Red"}],
}  # fmt: skip
EDGE: dict[str, Any] = {
    "edge": "LIGHTS", "zh": "照亮", "en": "Lights", "sentence_zh": "{src} 照亮 {dst}", "sentence_en": "{src} lights {dst}",
    "src": {"kinds": ["Lamp"], "zh": "灯", "en": "Lamp"}, "dst": {"kinds": ["Region"], "zh": "地方", "en": "Place"},
    "fields": [{"name": "since", "type": "date", "zh": "自", "en": "Since"},
               {"name": "tone", "type": "choice", "zh": "色调", "en": "Tone", "choices": {"warm": "暖", "cold": "冷"}}],
}  # fmt: skip


def write(folder: Path, *declarations: dict[str, Any]) -> list[Path]:
    paths = []
    for number, declaration in enumerate(declarations):
        path = folder / f"{number}.yaml"
        path.write_text(yaml.safe_dump(declaration, allow_unicode=True), "utf-8")
        paths.append(path)
    return paths


def field(**values: Any) -> dict[str, Any]:
    return {"name": "extra", "type": "text", "zh": "另", "en": "Extra"} | values


def node(*fields: dict[str, Any], **values: Any) -> dict[str, Any]:
    return NODE | {"fields": [*NODE["fields"], *fields]} | values


def link(**values: Any) -> dict[str, Any]:
    return node(links=[{"edge": "LIGHTS", "kind": "Region", "column": "lights"} | values])


def edge(*fields: dict[str, Any], **values: Any) -> dict[str, Any]:
    return EDGE | {"fields": [*EDGE["fields"], *fields]} | values


def test_a_sound_pair_of_kinds_is_accepted(tmp_path: Path) -> None:
    lamp = link(fields={"since": "lit"}, constants={"tone": "warm"}, create=True)
    schema = load_schema(write(tmp_path, lamp, EDGE))
    assert "Lamp" in schema.nodes
    assert schema.kind("LIGHTS").name == "LIGHTS"
    assert schema.nodes["Lamp"].links[0].constants == {"tone": "warm"}
    assert "Lamp" not in load_schema().nodes


def test_a_link_may_leave_the_kind_open(tmp_path: Path) -> None:
    schema = load_schema(write(tmp_path, link(kind=""), EDGE))
    assert schema.nodes["Lamp"].links[0].kind == ""


def test_an_owned_kind_may_name_its_owner(tmp_path: Path) -> None:
    street = NODE | {
        "kind": "Bulb", "zh": "灯泡", "fallback": ["LIGHTS.dst", "name"],
        "links": [{"edge": "LIGHTS", "kind": "Region", "required": True, "end": {"zh": "地方", "en": "Place"}}],
    }  # fmt: skip
    lights = edge(src={"kinds": ["Lamp", "Bulb"], "zh": "灯", "en": "Lamp"})
    assert load_schema(write(tmp_path, NODE, street, lights)).nodes["Bulb"].fallback[0] == "LIGHTS.dst"


FAULTS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "unknown kind at an end": (NODE, edge(dst={"kinds": ["Moon"], "zh": "月", "en": "Moon"}), "LIGHTS.dst: unknown kind Moon"),
    "unknown role at an end": (
        NODE, edge(dst={"kinds": ["Region"], "roles": ["Moon"], "zh": "月", "en": "Moon"}), "LIGHTS.dst: unknown kind Moon",
    ),
    "no kind at an end": (NODE, edge(dst={"kinds": [], "zh": "无", "en": "None"}), "LIGHTS.dst: allows no kind"),
    "undirected between different kinds": (NODE, edge(directed=False), "LIGHTS: an undirected kind needs the same kinds"),
    "double column": (node(field(name="lit", type="text")), EDGE, "Lamp: column lit stands twice"),
    "companion column": (node(field(name="lit_precision")), EDGE, "Lamp: column lit_precision stands twice"),
    "reserved column": (node(field(name="uid")), EDGE, "Lamp: uid is reserved"),
    "column that the engine uses": (node(field(name="ord")), EDGE, "Lamp: ord is reserved"),
    "reserved column of an edge": (NODE, edge(field(name="src_name")), "LIGHTS: src_name is reserved"),
    "choice without choices": (node(field(type="choice")), EDGE, "Lamp.extra: a choice needs choices"),
    "synonym for no choice": (
        node(field(type="choice", choices={"a": "甲"}, synonyms={"乙": "b"})), EDGE, "Lamp.extra: synonym for unknown choice b",
    ),
    "validity of an unknown field": (node(validity={"start": "born"}), EDGE, "Lamp: names field born"),
    "validity of an edge": (NODE, edge(validity={"end": "until"}), "LIGHTS: names field until"),
    "key of an unknown field": (NODE, edge(key=["colour"]), "LIGHTS: names field colour"),
    "read from an unknown field": (node(field(read_from=["glow"])), EDGE, "Lamp.extra: read from glow, which is not declared"),
    "identifier unknown": (node(identifiers=["code"]), EDGE, "Lamp: names field code"),
    "fallback unknown": (node(fallback=["colour"]), EDGE, "Lamp: names field colour"),
    "fallback names no link": (node(fallback=["LIGHTS.dst", "name"]), EDGE, "Lamp: names field LIGHTS.dst"),
    "caption unknown": (node(caption="label"), EDGE, "Lamp: names field label"),
    "former names unknown": (node(former="old_names"), EDGE, "Lamp: names field old_names"),
    "link to an unknown edge kind": (link(edge="SHINES"), EDGE, "Lamp: link to unknown edge kind SHINES"),
    "link to an unknown node kind": (link(kind="Moon"), EDGE, "Lamp: link to unknown node kind Moon"),
    "link to a kind that may not stand there": (link(kind="Park"), EDGE, "Park may not stand at that end"),
    "link from a kind that may not stand there": (
        link(edge="MAKES", kind="Product"), EDGE, "Lamp link MAKES: Lamp may not stand at that end",
    ),
    "link reads an unknown field": (link(column="shines_on"), EDGE, "Lamp link LIGHTS: reads field shines_on"),
    "link with column and end": (link(end={"zh": "地方", "en": "Place"}), EDGE, "Lamp link LIGHTS: needs a column or an end"),
    "link creates what it does not name": (link(kind="", create=True), EDGE, "must name the kind that it creates"),
    "link fills an unknown field": (link(fields={"until": "lit"}), EDGE, "fills until, which LIGHTS does not have"),
    "link copies an unknown field": (link(fields={"since": "born"}), EDGE, "copies born, which is not declared"),
    "constant that is no choice": (link(constants={"tone": "blue"}), EDGE, "blue is no choice of tone"),
    "kind declared twice": (NODE | {"kind": "Firm"}, EDGE, "Firm is declared twice"),
    "name of a kind": (NODE | {"kind": "lamp"}, EDGE, "kind"),
    "unknown type": (node(field(type="colour")), EDGE, "fields.4.type"),
    "unknown word": (NODE | {"colour": "red"}, EDGE, "colour"),
    "colour": (NODE | {"color": "red"}, EDGE, "color"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_told(fault: str, tmp_path: Path) -> None:
    lamp, lights, words = FAULTS[fault]
    with pytest.raises(SchemaError) as raised:
        load_schema(write(tmp_path, lamp, lights))
    assert raised.value.key == "schema.faults"
    assert words in raised.value.text("en")
    assert raised.value.exit_code == 2


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SchemaError) as raised:
        load_schema(write(tmp_path, node(caption="label", identifiers=["code"]), edge(key=["colour"])))
    assert raised.value.values["count"] == 3
    text = raised.value.text("zh")
    assert all(word in text for word in ("label", "code", "colour"))


def test_a_file_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("kind: [", "utf-8")
    with pytest.raises(SchemaError, match=r"broken\.yaml"):
        load_schema([path])


def test_a_file_that_is_no_mapping_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text("- 1\n- 2\n", "utf-8")
    with pytest.raises(SchemaError, match=r"list\.yaml"):
        load_schema([path])


def test_an_unknown_kind_is_answered_with_the_known_ones() -> None:
    with pytest.raises(SchemaError) as raised:
        load_schema().kind("Moon")
    assert raised.value.key == "schema.unknown_kind"
    assert "Firm" in raised.value.text("en")
