"""A style for Neo4j Browser (GraSS): the colours and captions of the schema, so that a graph looks the same there."""

from __future__ import annotations

from collections.abc import Mapping

from graph.schema import NodeKind, Schema
from visualizations.palette import INK, STATES

_EDGE = "#7C8894"


def browser_style(schema: Schema, findings: Mapping[str, str]) -> str:
    """Return the style: nodes by kind in their colour with their caption, edges in grey with their type.

    Drag the file into Neo4j Browser, or give it there after ``:style``.

    Parameters
    ----------
    schema : Schema
        The kinds.
    findings : mapping
        Label of findings → the property that captions them; they are drawn as missing segments are.
    """
    parts = [
        _rule("node", {"diameter": "50px", "color": "#A5ABB6", "border-color": "#9AA1AC", "border-width": "2px",
                       "text-color-internal": "#FFFFFF", "font-size": "10px"}),
        _rule("relationship", {"color": _EDGE, "shaft-width": "1px", "font-size": "8px", "padding": "3px",
                               "text-color-external": INK, "text-color-internal": "#FFFFFF", "caption": '"<type>"'}),
    ]  # fmt: skip
    parts += [_node_rule(node) for node in schema.nodes.values()]
    missing = STATES["missing"]
    parts += [
        _rule(f"node.{label}", {"color": missing.fill, "border-color": missing.border,
                                "text-color-internal": missing.text, "caption": f'"{{{caption}}}"'})
        for label, caption in findings.items()
    ]  # fmt: skip
    parts += [
        _rule(f"relationship.{edge.name}", {"color": _EDGE, "caption": '"<type>"'}) for edge in schema.edges.values()
    ]
    return "\n".join(parts)


def _node_rule(node: NodeKind) -> str:
    return _rule(
        f"node.{node.name}",
        {
            "color": node.color,
            "border-color": _darker(node.color),
            "text-color-internal": _readable(node.color),
            "caption": f'"{{{node.caption}}}"',
        },
    )


def _rule(selector: str, values: dict[str, str]) -> str:
    lines = "".join(f"  {name}: {value};\n" for name, value in values.items())
    return f"{selector} {{\n{lines}}}\n"


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _darker(color: str) -> str:
    return "#" + "".join(f"{channel * 3 // 4:02X}" for channel in _channels(color))


def _readable(color: str) -> str:
    """Return white or ink, whichever stands out more (relative luminance, WCAG 2.1)."""
    linear = [(c / 255 / 12.92) if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in _channels(color)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#FFFFFF" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else INK
