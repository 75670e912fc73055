"""The declarations as a page for people: ``docs/schema.md``, Chinese and English side by side.

``python -m graph.schema.documentation [FILE]`` writes it; a test fails when the page is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from graph.schema.core import EdgeKind, End, Field, Link, NodeKind, Validity
from graph.schema.registry import Schema, load_schema
from graph.words import say

PAGE = Path("docs") / "schema.md"
_SHAPES = {
    "dot": ("(", ")"), "square": ("[", "]"), "diamond": ("{", "}"), "triangle": ("[/", "\\]"),
    "star": ("([", "])"), "hexagon": ("{{", "}}"),
}  # fmt: skip


def render(schema: Schema) -> str:
    """Return the page that describes a schema, as Markdown.

    Parameters
    ----------
    schema : Schema
        All declared kinds.

    Returns
    -------
    str
        Title, diagram, list of kinds, then every node kind and every edge kind with its tables.
    """
    lines = [f"# {_both('doc_title')}", "", say("schema.doc_intro", "zh"), "", say("schema.doc_intro", "en"), ""]
    lines += [f"## {_both('doc_diagram')}", "", *_diagram(schema), ""]
    lines += [f"## {_both('doc_spaces')}", "", say("schema.doc_spaces_text", "zh"), ""]
    lines += [say("schema.doc_spaces_text", "en"), "", *_spaces(schema), ""]
    lines += [f"## {_both('doc_nodes')}", "", *_overview(schema.nodes.values()), ""]
    for node in schema.nodes.values():
        lines += _node(node, schema)
    lines += [f"## {_both('doc_edges')}", "", *_overview(schema.edges.values()), ""]
    for edge in schema.edges.values():
        lines += _edge(edge, schema)
    return "\n".join(lines).rstrip("\n") + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page of the shipped schema to the file named, ``docs/schema.md`` where none is."""
    given = sys.argv[1:] if arguments is None else arguments
    path = Path(given[0]) if given else PAGE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(load_schema()), "utf-8", newline="\n")


def _both(entry: str) -> str:
    return f"{say(f'schema.{entry}', 'zh')} · {say(f'schema.{entry}', 'en')}"


def _cell(text: object) -> str:
    """Return a text that stays inside one cell of a Markdown table."""
    return " ".join(str(text).split()).replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|") or " "


def _table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    body = [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]
    if not body:
        return []
    head = f"| {' | '.join(_both(heading) for heading in headings)} |"
    return [head, f"|{' --- |' * len(headings)}", *body, ""]


def _diagram(schema: Schema) -> Iterator[str]:
    """Yield a Mermaid flowchart: a box for every node kind, an arrow for every edge kind."""
    yield "```mermaid"
    yield "flowchart LR"
    for node in schema.nodes.values():
        left, right = _SHAPES[node.shape]
        yield f'  {node.name}{left}"{node.name}<br/>{_label(node.zh)}"{right}'
    for edge in schema.edges.values():
        line = "-->" if edge.directed else "---"
        yield f'  {_group(edge.src)} {line}|"{edge.name} {_label(edge.zh)}"| {_group(edge.dst)}'
    for node in schema.nodes.values():
        yield f"  style {node.name} stroke:{node.color},stroke-width:2px,fill:#FFFFFF,color:#111111"
    yield "```"


def _label(text: str) -> str:
    return text.replace('"', "'")


def _group(end: End) -> str:
    return " & ".join(dict.fromkeys((*end.kinds, *end.roles)))


def _spaces(schema: Schema) -> list[str]:
    shared = {name: kinds for name, kinds in schema.spaces().items() if len(kinds) > 1}
    rows = [
        (name, "、".join(f"{kind} {schema.nodes[kind].zh}" for kind in kinds)) for name, kinds in sorted(shared.items())
    ]
    return _table(("doc_space", "doc_kinds"), rows)


def _overview(kinds: Iterable[NodeKind | EdgeKind]) -> list[str]:
    rows = [(f"[{kind.name}](#{kind.name.lower()})", kind.zh, kind.en, "、".join(kind.tables)) for kind in kinds]
    return _table(("doc_name", "doc_zh", "doc_en", "doc_tables"), rows)


def _node(node: NodeKind, schema: Schema) -> list[str]:
    lines = [f'<a id="{node.name.lower()}"></a>', "", f"### {node.name} {node.zh}", ""]
    lines += [_cell(node.about_zh), "", _cell(node.about_en), ""]
    lines += _facts(
        ("doc_identity", "、".join((*node.identifiers, " + ".join(node.fallback)))),
        ("doc_prefixes", "、".join(node.uscc_prefixes)),
        ("doc_validity", _validity(node.validity)),
    )
    lines += _fields(node.fields)
    if node.links:
        lines += [f"**{_both('doc_links')}**", ""]
        lines += _table(("doc_edge", "doc_other", "doc_from", "doc_also"), [_link(link, schema) for link in node.links])
    return lines


def _unit(field: Field) -> str:
    """Return the unit and the bounds of a field: ``CNY ≥ 0``."""
    bounds = [f"{sign} {limit:g}" for sign, limit in (("≥", field.min), ("≤", field.max)) if limit is not None]
    return " ".join([field.unit, *bounds]).strip()


def _facts(*facts: tuple[str, str]) -> list[str]:
    lines = [f"- {_both(entry)}: {_cell(text)}" for entry, text in facts if text]
    return [*lines, ""] if lines else []


def _validity(validity: Validity) -> str:
    if validity.start is None and validity.end is None:
        return ""
    return f"{validity.start or '…'} – {validity.end or '…'}"


def _fields(fields: Iterable[Field]) -> list[str]:
    rows = [
        (
            field.name, field.type, _unit(field), field.zh, field.en, "、".join((*field.aliases, *_choices(field))),
            "●" if field.required else "", "●" if field.personal else "",
        )
        for field in fields
    ]  # fmt: skip
    headings = ("doc_field", "doc_type", "doc_unit", "doc_zh", "doc_en", "doc_aliases", "doc_required", "doc_personal")
    return _table(headings, rows)


def _choices(field: Field) -> Iterator[str]:
    for value, zh in field.choices.items():
        yield f"{value} = {zh}"


def _link(link: Link, schema: Schema) -> tuple[str, str, str, str]:
    edge = schema.edges[link.edge]
    side = edge.src if link.other == "src" else edge.dst
    other = link.kind or " / ".join(side.kinds)
    arrow = f"{other} →" if link.other == "src" else f"→ {other}"
    source = link.column or ("、".join((link.end.zh, *link.end.aliases, *link.end.code_aliases)) if link.end else "")
    also = [f"{name} ← {own}" for name, own in link.fields.items()]
    also += [f"{name} = {value}" for name, value in link.constants.items()]
    also += [f"“{link.value}”"] if link.value else []
    return f"{edge.name} {edge.zh}", arrow, source, "、".join(also)


def _edge(edge: EdgeKind, schema: Schema) -> list[str]:
    lines = [f'<a id="{edge.name.lower()}"></a>', "", f"### {edge.name} {edge.zh}", ""]
    lines += [f"{_cell(edge.sentence_zh)} · {_cell(edge.sentence_en)}", ""]
    own_key = "、".join(edge.key)
    lines += _facts(
        ("doc_ends", f"{_end(edge.src, schema)} {'→' if edge.directed else '–'} {_end(edge.dst, schema)}"),
        ("doc_src", _headings(edge.src)),
        ("doc_dst", _headings(edge.dst)),
        ("doc_key", f"src、dst{'、' + own_key if own_key else ''}"),
        ("doc_validity", _validity(edge.validity)),
    )
    return [*lines, *_fields(edge.fields)]


def _end(end: End, schema: Schema) -> str:
    kinds = " / ".join(f"{kind} {schema.nodes[kind].zh}" for kind in end.kinds)
    roles = " / ".join(end.roles)
    return f"{kinds} ({say('schema.doc_roles', 'zh')} · {say('schema.doc_roles', 'en')}: {roles})" if roles else kinds


def _headings(end: End) -> str:
    texts = "、".join(dict.fromkeys((end.zh, end.en, *end.aliases)))
    codes = "、".join(end.code_aliases)
    return f"{texts}; {_both('doc_codes')}: {codes}" if codes else texts


if __name__ == "__main__":
    main()
