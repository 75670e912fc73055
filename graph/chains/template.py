"""The form of a chain template: one YAML file per chain, shipped or copied and edited by the user.

A template is knowledge with a version, an effective date and a basis; outputs print which version they used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from graph.errors import UsageError

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
        root = yaml.compose(self._text, Loader=_loader()) if self._text else None
        found = {key.value: value for key, value in root.value} if isinstance(root, yaml.MappingNode) else {}
        listed = found.get("segments")
        lines: dict[str, int] = {}
        for item in listed.value if isinstance(listed, yaml.SequenceNode) else ():
            for key, value in item.value if isinstance(item, yaml.MappingNode) else ():
                if key.value == "id":
                    lines.setdefault(value.value, item.start_mark.line + 1)
        return lines

    def segment(self, segment_id: str) -> SegmentTemplate:
        """Return the segment of that id; KeyError where there is none."""
        return {segment.id: segment for segment in self.segments}[segment_id]


def _loader() -> type:
    """Return libyaml's safe loader where the wheel brings it: ten times faster."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_template(text: str, name: str) -> ChainTemplate:
    """Parse one template; UsageError lists every fault of form with its place."""
    try:
        template = ChainTemplate(**yaml.load(text, Loader=_loader()))  # noqa: S506 - a safe loader
    except (yaml.YAMLError, TypeError) as error:
        raise UsageError("chains.not_yaml", file=name, reason=error) from error
    except ValidationError as error:
        faults = "\n".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise UsageError("chains.bad_form", file=name, faults=faults) from error
    template._file, template._text = Path(name).name, text
    return template


def load_templates(own: Iterable[Path] = ()) -> dict[str, ChainTemplate]:
    """Return the shipped templates by chain id, each replaced by the user's ``own`` file of the same chain."""
    folder = resources.files("graph.chains").joinpath("templates")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    found = [load_template(file.read_text("utf-8"), file.name) for file in files]
    found += [load_template(path.read_text("utf-8"), str(path)) for path in own]
    return dict(sorted({template.chain: template for template in found}.items()))
