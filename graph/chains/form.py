"""Faults of form in a file that a user wrote: each with its line, the entry it stands in, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from graph.errors import UsageError
from graph.safe_yaml import compose_yaml, items, parse_yaml, repeated_keys
from graph.words import say

Model = TypeVar("Model", bound=BaseModel)
_NEAR = 60  # likeness from which a known field is offered for an unknown one
_SHOWN = 40  # characters of a wrong value that a message repeats
# what libyaml says of the commonest slips, and what we say
_SLIPS = (
    ("cannot start any token", "chains.yaml_token"),
    ("mapping values are not allowed", "chains.yaml_colon"),
    ("could not find expected ':'", "chains.yaml_colon"),
    ("expected ','", "chains.yaml_bracket"),
    ("expected node content", "chains.yaml_bracket"),
    ("end of stream", "chains.yaml_quote"),
    ("expected key", "chains.yaml_indent"),
    ("expected '-'", "chains.yaml_indent"),
    ("expected <block end>", "chains.yaml_indent"),
)
_TYPES = {
    "string_type": "chains.form_text", "int_type": "chains.form_integer", "int_parsing": "chains.form_integer",
    "int_from_float": "chains.form_integer", "float_type": "chains.form_number", "float_parsing": "chains.form_number",
    "bool_type": "chains.form_flag", "bool_parsing": "chains.form_flag", "tuple_type": "chains.form_list",
    "list_type": "chains.form_list", "model_type": "chains.form_mapping", "dict_type": "chains.form_mapping",
    "date_type": "chains.form_date", "date_parsing": "chains.form_date", "date_from_datetime_parsing": "chains.form_date",
    "date_from_datetime_inexact": "chains.form_date", "string_pattern_mismatch": "chains.form_id",
}  # fmt: skip


def read_text(file: Path, what: str) -> str:
    """Return the text of a user's file; UsageError where it cannot be read. ``what`` is the word key of its sort."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = say("chains.not_utf8") if isinstance(error, UnicodeDecodeError) else error.strerror
        raise UsageError("chains.no_file", what=say(what), file=file, reason=reason) from error


def parse_form(model: type[Model], text: str, name: str, what: str) -> Model:
    """Return the text as a model.

    Parameters
    ----------
    model : type
        The form.
    text, name : str
        The file's text, and what messages call it.
    what : str
        Word key of the sort of file (``chains.what_template``).

    Raises
    ------
    UsageError
        It is not YAML, or not of that form; the message lists every fault with its line.
    """
    try:
        said = parse_yaml(text)
    except (yaml.YAMLError, ValueError) as error:
        raise UsageError("chains.not_yaml", what=say(what), file=name, reason=_slip(error)) from error
    if not isinstance(said, Mapping):
        raise UsageError("chains.not_yaml", what=say(what), file=name, reason=say("chains.form_mapping_whole"))
    try:
        return model.model_validate(said)
    except ValidationError as error:
        found = form_faults(model, text, said, error)
        raise UsageError(
            "chains.bad_form", what=say(what), file=name, count=len(found), faults="\n".join(found)
        ) from error


def doubled(text: str) -> list[str]:
    """Return a sentence for each key that stands twice in one entry: YAML keeps the last and forgets the others."""
    return [_at(line, None, say("chains.form_doubled", field=key)) for key, line in repeated_keys(compose_yaml(text))]


def form_faults(model: type[BaseModel], text: str, said: Mapping[str, Any], error: ValidationError) -> list[str]:
    """Return the faults of form, one sentence each with line and segment, in the order of the file."""
    root = compose_yaml(text)
    lines = []
    for each in error.errors():
        place = each["loc"]
        line = _line(root, place)
        lines.append((line, _at(line, _entry(said, place), _sentence(model, each["type"], place, each))))
    return [sentence for _, sentence in sorted(lines, key=lambda item: item[0])]


def _slip(error: Exception) -> str:
    """Return where and why YAML stopped, in words."""
    mark = getattr(error, "problem_mark", None)
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    key = next((key for part, key in _SLIPS if part in said), "chains.yaml_other")
    return say("chains.yaml_at", line=mark.line + 1, column=mark.column + 1, slip=say(key)) if mark else say(key)


def _line(root: yaml.Node | None, place: Sequence[int | str]) -> int:
    """Return the line of the deepest part of a place that stands in the file, 1-based."""
    node, line = root, root.start_mark.line + 1 if root else 1
    for step in place:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        elif str(step) in items(node):
            key, node = items(node)[str(step)]
            line = key.start_mark.line + 1
        else:
            break
    return line


def _entry(said: Mapping[str, Any], place: Sequence[int | str]) -> tuple[str, str] | None:
    """Return id and name of the list entry (a segment, a type) that a place lies in."""
    if len(place) < 2 or not isinstance(place[1], int):
        return None
    listed = said.get(str(place[0]))
    entry = listed[place[1]] if isinstance(listed, list) and place[1] < len(listed) else None
    if not isinstance(entry, Mapping):
        return None
    return str(entry.get("id", f"#{place[1] + 1}")), str(entry.get("zh", ""))


def _at(line: int, entry: tuple[str, str] | None, fault: str) -> str:
    if entry is None:
        return say("chains.at_line_only", line=line, fault=fault)
    return say("chains.at_entry", line=line, id=entry[0], name=entry[1] or "–", fault=fault)


def _sentence(model: type[BaseModel], type_: str, place: Sequence[int | str], error: Any) -> str:
    field = ".".join(str(step) for step in place if isinstance(step, str) and step not in ("segments", "types"))
    name = field or str(place[0])
    given = str(error.get("input"))
    told = {"field": name, "value": given if len(given) <= _SHOWN else given[:_SHOWN] + "…"}
    limits = error.get("ctx") or {}
    if type_ == "missing":
        return say("chains.form_missing", field=name)
    if type_ == "extra_forbidden":
        known = _fields(model)
        near = process.extractOne(str(place[-1]), known, score_cutoff=_NEAR)
        like = say("chains.form_like", like=near[0]) if near else ""
        return say("chains.form_unknown", field=name, like=like)
    if type_ == "literal_error":
        return say(
            "chains.form_choice", **told, known=str(limits.get("expected", "")).replace(" or ", ", ").replace("'", "")
        )
    if type_ in _TYPES:
        return say(_TYPES[type_], **told)
    if type_ in ("string_too_short", "too_short"):
        return say("chains.form_short", field=name, least=limits.get("min_length", 1))
    bounds = {"greater_than": ">", "greater_than_equal": "≥", "less_than": "<", "less_than_equal": "≤"}
    if type_ in bounds:
        limit = next(iter(limits.values()), "")
        return say("chains.form_bound", **told, sign=bounds[type_], limit=limit)
    return say("chains.form_other", **told)


@cache
def _fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of all fields of a form, its parts included."""
    found: dict[str, None] = {}
    for name, field in model.model_fields.items():
        found[name] = None
        for part in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, BaseModel):
                found |= dict.fromkeys(_fields(part))
    return tuple(found)
