"""What goes wrong in Cypher without anybody noticing, found in the text of a query: line, column and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.neo4j.model import OURS, WORKSPACE
from graph.queries.tokens import Token, calls, position, tokens
from graph.schema import EdgeKind, NodeKind, Schema
from graph.words import say

_CLAUSES = ("MATCH", "OPTIONAL", "WITH", "RETURN", "UNWIND", "CALL", "UNION")
_MARKER = ("id", "kinds", "run_numbers", "run_sources", "run_dates")  # what the node of a workspace tells a query
_WRITES = ("CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "DROP", "LOAD", "USE")


@dataclass(frozen=True)
class Finding:
    """A fault of a query: where, what, and how to mend it."""

    line: int
    column: int
    rule: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column} {say('queries.lint_' + self.rule)}"


Rule = Callable[[list[Token], Schema], Iterator[tuple[Token, str]]]


def lint(text: str, schema: Schema) -> list[Finding]:
    """Return the faults of a query in the order of the text; empty where there are none.

    Rules: comparisons of COUNT {} that the server gets wrong, collect() in no order, unbounded patterns, unknown or
    non-ASCII labels, types and properties, rounding with no stated mode, components taken for distances, internal ids,
    whole nodes in the answer, answers in no order, writes.
    """
    found = tokens(text)
    faults = {(token.start, rule) for check in _RULES for token, rule in check(found, schema)}
    return [Finding(*position(text, start), rule) for start, rule in sorted(faults)]


def _counts(found: list[Token], _: Schema) -> Iterator[tuple[Token, str]]:
    """``COUNT {…} < 1`` loses rows in an OPTIONAL MATCH."""
    for place, token in enumerate(found):
        if token.is_word("COUNT") and _text(found, place + 1) == "{":
            after = _closing(found, place + 1) + 1
            if _text(found, after) in ("<", ">") or (_text(found, after), _text(found, after + 1)) == ("<", "="):
                yield token, "count"


def _collects(found: list[Token], _: Schema) -> Iterator[tuple[Token, str]]:
    """``collect()`` keeps the order of its rows: an ORDER BY has to stand right before its clause."""
    clause, before = -1, -1
    for place, token in enumerate(found):
        if token.is_word(*_CLAUSES):
            before, clause = clause, place
        if token.is_word("COLLECT") and _text(found, place + 1) == "(":
            ordered = before >= 0 and any(part.is_word("ORDER") for part in found[before:clause])
            if not ordered or not found[before].is_word("WITH"):
                yield token, "collect"


def _stars(found: list[Token], _: Schema) -> Iterator[tuple[Token, str]]:
    """Find paths of any length: they walk the whole graph."""
    for place, token in enumerate(found):
        inside = token.text == "*" and any(part.text == "[" for part in found[max(0, place - 12) : place])
        if not inside or _text(found, place - 1) in ("(", "{") or found[place - 1].kind == "number":
            continue
        end = next((n for n in range(place, len(found)) if found[n].text in ("]", "{", "$")), place)
        bound = [part for part in found[place + 1 : end] if part.kind == "number"]
        dots = any(part.text == "." for part in found[place + 1 : end])
        if not bound or (dots and found[end - 1].kind != "number"):
            yield token, "star"


def _quantifiers(found: list[Token], _: Schema) -> Iterator[tuple[Token, str]]:
    """Find quantified paths of any length: ``->+``, ``->*``, ``->{2,}``, and the same after a bracket."""
    for place in range(2, len(found)):
        token, arrow = found[place], (_text(found, place - 2), _text(found, place - 1))
        after_edge = arrow in {("-", ">"), ("]", "-")}
        after_path = arrow[1] == ")" and _text(found, place - 2) == ")"
        if not (after_edge or after_path):
            continue
        if (token.text in ("+", "*") and _text(found, place + 1) in ("(", ")", "-", "<", ",", "")) or (
            token.text == "{" and _text(found, _closing(found, place) - 1) == ","
        ):
            yield token, "star"


def _whole_nodes(found: list[Token], _: Schema) -> Iterator[tuple[Token, str]]:
    """Find nodes and relationships in the answer: a table shows their uid only, and the driver sends all they hold."""
    bound = {found[place].text for place in range(1, len(found) - 1) if _binds(found, place)}
    start = max((n for n, token in enumerate(found) if token.is_word("RETURN") and not _depth(found, n)), default=-1)
    for place in range(start + 1, len(found) if start >= 0 else 0):
        token = found[place]
        if token.is_word("ORDER", "SKIP", "LIMIT") and not _depth(found, place):
            return
        first = place == start + 1 or found[place - 1].text == "," or found[place - 1].is_word("DISTINCT")
        last = (
            place + 1 == len(found) or found[place + 1].text == "," or found[place + 1].is_word("AS", "ORDER", "LIMIT")
        )
        if token.text in bound and first and last and not _depth(found, place):
            yield token, "whole_node"


def _binds(found: list[Token], place: int) -> bool:
    """Whether a word is the variable of a node or relationship in a pattern."""
    opening, before, after = _text(found, place - 1), _text(found, place - 2), _text(found, place + 1)
    if found[place].kind != "word" or opening not in ("(", "["):
        return False
    if after == ":":
        return opening == "[" or before == "" or not before[-1].isalnum() or found[place - 2].is_word(*_CLAUSES)
    return opening == "(" and after == ")" and ("-" in (before, _text(found, place + 2)) or before in (">", "MATCH"))


def _depth(found: list[Token], place: int) -> int:
    """Return how many brackets are open before a token."""
    return sum((part.text in ("(", "{", "[")) - (part.text in (")", "}", "]")) for part in found[:place])


def _names(found: list[Token], schema: Schema) -> Iterator[tuple[Token, str]]:
    """Labels and types are the schema's, in ASCII."""
    known = {*schema.nodes, *schema.edges, OURS, WORKSPACE}
    for place, token in enumerate(found):
        if token.kind == "word" and not token.text.isascii():
            yield token, "ascii"
        pattern = place > 0 and found[place - 1].text in (":", "|") and _in_pattern(found, place)
        if pattern and token.kind in ("word", "quoted") and token.name not in known:
            yield token, "unknown_kind"


def _in_pattern(found: list[Token], place: int) -> bool:
    """Whether a name after ``:`` or ``|`` is a label or type: an opening bracket, at most a variable, then names."""
    first = place - 1
    while first >= 1 and found[first].text in (":", "|"):
        if found[first - 1].text in ("(", "["):
            return True
        if found[first - 1].kind not in ("word", "quoted"):
            return False
        if first >= 2 and found[first - 2].text in ("(", "["):
            return True
        first -= 2
    return False


def _properties(found: list[Token], schema: Schema) -> Iterator[tuple[Token, str]]:
    """Properties are columns of some kind, or what liantu adds, which begins with an underscore."""
    kinds: list[NodeKind | EdgeKind] = [*schema.nodes.values(), *schema.edges.values()]
    known = {"uid", "key", "inferred", "confidence", "year", "month", "day", "days", "months", *_MARKER}
    known |= {column.name for kind in kinds for column in kind.storage()}
    for place in range(2, len(found)):
        token = found[place]
        dotted = found[place - 1].text == "." and found[place - 2].kind in ("word", "quoted", "parameter")
        name = token.kind == "word" and _text(found, place + 1) not in ("(", ".")
        if dotted and name and not token.text.startswith("_") and token.text not in known:
            yield token, "unknown_property"


def _functions(found: list[Token], _: Schema) -> Iterator[tuple[Token, str]]:
    for name, token in calls(found):
        lowered = name.lower()
        if lowered in ("id", "elementid"):
            yield token, "internal_id"
        if lowered == "duration.between":
            yield token, "between"
        if lowered == "round":
            start = found.index(token) + 1
            if not any(part.kind == "text" for part in found[start : _closing(found, start)]):
                yield token, "round"


def _order(found: list[Token], _: Schema) -> Iterator[tuple[Token, str]]:
    """Find an answer whose rows come in no stated order."""
    ends = [place for place, token in enumerate(found) if token.is_word("RETURN")]
    if ends and not any(token.is_word("ORDER") for token in found[ends[-1] :]):
        yield found[ends[-1]], "order"


def _writing(found: list[Token], _: Schema) -> Iterator[tuple[Token, str]]:
    for place, token in enumerate(found):
        if token.is_word(*_WRITES) and _text(found, place - 1) not in (".", ":", "|"):
            yield token, "writes"


_RULES: tuple[Rule, ...] = (
    _counts,
    _collects,
    _stars,
    _quantifiers,
    _whole_nodes,
    _names,
    _properties,
    _functions,
    _order,
    _writing,
)


def _text(found: list[Token], place: int) -> str:
    return found[place].text if 0 <= place < len(found) else ""


def _closing(found: list[Token], place: int) -> int:
    """Return where the bracket that opens at ``place`` closes."""
    pairs, depth = {"(": ")", "{": "}", "[": "]"}, 0
    opening, closing = found[place].text, pairs.get(found[place].text, "")
    for end in range(place, len(found)):
        depth += (found[end].text == opening) - (found[end].text == closing)
        if depth == 0:
            return end
    return len(found) - 1
