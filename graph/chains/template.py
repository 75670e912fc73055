"""The form of a chain template: one YAML file per chain, shipped or copied and edited by the user.

A template is knowledge with a version, an effective date and a basis; outputs print which version they used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from graph.chains.form import parse_form, read_text
from graph.errors import UsageError, WorkspaceError
from graph.safe_yaml import compose_yaml, items

OWN = "chains"  # folder of a workspace with templates and exclusions of its own
EXCLUSIONS = "exclusions.yaml"  # the one file among them that is no template
WHAT = "chains.what_template"
Grade = Literal["free", "limited", "chemical_park", "restricted", "phased_out", "banned"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Access(_Part):
    """准入: how far the segment may be set up here, by which document of which date."""

    grade: Grade = "free"
    document: str = ""
    date: str = ""


class Input(_Part):
    """What the segment takes from another segment of the chain (or ``chain/segment`` of another chain).

    ``need`` in (0, 1]: how much the taker depends on it (1: cannot produce without).
    """

    segment: str
    need: float = Field(gt=0, le=1)
    reason: str = Field(min_length=2)


class SegmentTemplate(_Part):
    """环节: a step of the chain that firms fill.

    ``layer`` is the rank from left (0) to right; ``panel`` the framed group on the chain map; ``filled_by`` which sites
    fill it; ``value`` the value-added class 1 (low) to 5 (high); ``keywords`` are product words, a ``keyword:2`` suffix
    gives it a lower rank where two segments of the chain claim it; ``same_as`` names segments of other chains that are
    the same thing, counted once in totals.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    zh: str
    en: str
    names: tuple[str, ...] = ()
    stage: Literal["up", "mid", "down"]
    layer: int = Field(ge=0, le=30)
    panel: str
    weight: Literal["core", "normal", "optional"]
    required: bool
    kind: Literal["material", "part", "equipment", "product", "service"]
    filled_by: Literal["production", "rd", "any"]
    inputs: tuple[Input, ...] = ()
    keywords: tuple[str, ...] = Field(min_length=1)
    exclusions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    access: Access = Access()
    value: int = Field(ge=1, le=5)
    fields: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    source: str = Field(min_length=2)


class ChainTemplate(_Part):
    """产业链: segments with their inputs; ``exclusions`` hold for every segment; ``feedback`` are declared loops."""

    chain: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    zh: str
    en: str
    version: str
    effective: date
    basis: str = Field(min_length=10)
    fields: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    feedback: tuple[tuple[str, str], ...] = ()
    segments: tuple[SegmentTemplate, ...]
    _file: str = PrivateAttr("")
    _text: str = PrivateAttr("")

    @property
    def file(self) -> str:
        """The name of the file that it was read from, without folder."""
        return self._file or f"{self.chain}.yaml"

    @property
    def digest(self) -> str:
        """The hash of its text."""
        return hashlib.sha256((self._text or self.model_dump_json()).encode()).hexdigest()

    @cached_property
    def lines(self) -> dict[str, int]:
        """The line of each segment in its file, 1-based; empty where it was not read from one."""
        found: dict[str, int] = {}
        for segment, line in zip(self.segments, self.places, strict=False):
            found.setdefault(segment.id, line)
        return found

    @cached_property
    def places(self) -> list[int]:
        """The lines of the segments in its file, 1-based, in their order; empty where it was not read from one."""
        _, listed = items(compose_yaml(self._text) if self._text else None).get("segments", (None, None))
        return [item.start_mark.line + 1 for item in listed.value] if isinstance(listed, yaml.SequenceNode) else []

    def segment(self, segment_id: str) -> SegmentTemplate:
        """Return the segment of that id; KeyError where there is none."""
        return {segment.id: segment for segment in self.segments}[segment_id]


@cache
def _parsed(text: str, name: str) -> ChainTemplate:
    """Parse one template; keyed by its text, so that a changed file is never answered from memory."""
    return parse_form(ChainTemplate, text, name, WHAT)


def load_template(text: str, name: str) -> ChainTemplate:
    """Parse one template; UsageError lists every fault of form with its line, its segment and the remedy."""
    template = _parsed(text, name).model_copy()
    template._file, template._text = Path(name).name, text
    return template


def own_templates(folder: Path) -> list[Path]:
    """Return the chain templates of a workspace's own, in the order of their names."""
    return sorted(path for path in (folder / OWN).glob("*.yaml") if path.name != EXCLUSIONS)


def load_templates(own: Iterable[Path] = ()) -> dict[str, ChainTemplate]:
    """Return the shipped templates by chain id, each replaced by the user's ``own`` file of the same chain.

    Raises
    ------
    WorkspaceError
        A file of the user's own cannot be used: unreadable, of wrong form, one segment id twice, inputs in a circle,
        or two files for one chain. The shipped template never takes its place in silence, because every answer would
        rest on other knowledge than the user's.
    """
    folder = resources.files("graph.chains").joinpath("templates")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    found = [load_template(file.read_text("utf-8"), file.name) for file in files]
    mine: dict[str, Path] = {}
    for path in own:
        template = _own(path)
        if template.chain in mine:
            raise WorkspaceError("chains.two_files", chain=template.chain, first=mine[template.chain], second=path)
        mine[template.chain] = path
        found.append(template)
    return dict(sorted({template.chain: template for template in found}.items()))


def _own(path: Path) -> ChainTemplate:
    """Return a user's own template; WorkspaceError where it cannot be worked with."""
    from graph.chains.validation import breaking_faults  # noqa: PLC0415 - it reads this form itself

    try:
        template = load_template(read_text(path, WHAT), str(path))
    except UsageError as error:
        raise WorkspaceError("chains.broken_copy", file=path, faults=error) from error
    broken = breaking_faults(template)
    if broken:
        raise WorkspaceError("chains.broken_copy", file=path, faults="\n".join(broken))
    return template
