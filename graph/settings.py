"""The workspace's own settings (``liantu.toml``): home district, rings, leading chains, declared segments, statements."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from graph.errors import UsageError, WorkspaceError, faults_of

FILE = "liantu.toml"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Dated(_Section):
    """A dated line of configuration: in force from ``start`` (inclusive) until ``end`` (exclusive)."""

    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")
    unit: str = ""
    document: str = ""

    def holds(self, day: date) -> bool:
        """Return whether the line is in force on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


class LeadingChain(Dated):
    """主导产业链: a chain that leads in the district."""

    chain: str


class DeclaredSegment(Dated):
    """主攻环节: a segment that the district has declared as its aim."""

    chain: str
    segment: str


class CompleteList(Dated):
    """A signed statement that a register list is complete at its date (gives register coverage ≥ 0.8).

    ``titles`` are the lists: 规上, 高新技术企业, ...; ``region`` the division it speaks of.
    """

    region: str
    titles: tuple[str, ...]
    signed_by: str


class AccessOverride(Dated):
    """A local restriction of a segment: ecological zoning, water source, total-amount limit."""

    segment: str
    grade: str


class Chokepoint(Dated):
    """受制于人: an expert's grade (2 and more raise the badge) for a segment; ``lag_years`` ≥ 3 raises 技术短板."""

    segment: str
    expert: str
    grade: int = 0
    lag_years: float = 0


class Neo4jSettings(_Section):
    """The team's Neo4j server: ``uri`` (with user and database, if wanted), ``username``, ``database``.

    ``ca`` is a PEM file of the certificate authority, ``timeout`` the seconds to wait for a connection. There is no
    password: this file is copied and shared; ``NEO4J_PASSWORD`` or an answer at the terminal says it.
    """

    uri: str
    username: str = ""
    database: str | None = None
    ca: str | None = None
    timeout: float = Field(default=15, gt=0)

    @model_validator(mode="before")
    @classmethod
    def _holds_no_password(cls, said: Any) -> Any:
        said = {"uri": said} if isinstance(said, str) else said
        if isinstance(said, dict):
            uri = str(said.get("uri", ""))
            if "password" in said or ":" in uri.partition("//")[2].rpartition("@")[0]:
                raise WorkspaceError("workspace.password_in_settings", file=FILE)
        return said


class Settings(_Section):
    """All settings of a workspace.

    ``home`` is the six-digit code of the home district, ``neighbours`` the prefectures within three hours,
    ``chemical_park`` whether the district has a recognised chemical park, ``reference`` a CSV of region × segment
    counts (columns region, segment, firms, date, universe): where it lies; in settings that came from elsewhere its text.
    """

    home: str = Field(pattern=r"^\d{6}$")
    lang: str | None = None
    neighbours: tuple[str, ...] = ()
    chemical_park: bool = False
    reference: str | None = None
    neo4j: Neo4jSettings | None = None
    leading: tuple[LeadingChain, ...] = ()
    declared: tuple[DeclaredSegment, ...] = ()
    complete: tuple[CompleteList, ...] = ()
    access: tuple[AccessOverride, ...] = ()
    chokepoints: tuple[Chokepoint, ...] = ()

    @classmethod
    def from_elsewhere(cls, told: Mapping[str, Any]) -> Settings:
        """Make settings of what was told elsewhere; a reference that is a path there is taken for a text, never opened here."""
        settings = cls(**told)
        if not settings.reference or is_text(settings.reference):
            return settings
        return settings.model_copy(update={"reference": settings.reference + "\n"})

    def told_elsewhere(self) -> dict[str, Any]:
        """Return the settings as they leave the workspace: where its database is stays, its reference goes as text.

        Raises
        ------
        UsageError
            The reference cannot be read.
        """
        told = self.model_dump(mode="json", by_alias=True, exclude={"neo4j"})
        if self.reference and not is_text(self.reference):
            told["reference"] = _text_of(Path(self.reference))
        return told


def is_text(reference: str) -> bool:
    """Return whether a reference is the table itself, and no path of one: it has a line's end."""
    return "\n" in reference


def _text_of(reference: Path) -> str:
    """Read a reference, packed or not, as an analysis does."""
    import pandas as pd  # half a second, and few workspaces have a reference

    try:
        table = pd.read_csv(reference, dtype=str, keep_default_na=False)
        return table.to_csv(index=False, lineterminator="\n")
    except Exception as error:  # a packed file that is damaged raises what it likes
        raise UsageError("gaps.bad_reference", file=reference, reason=error) from error


def read_settings(folder: Path) -> Settings:
    """Read ``liantu.toml`` of a workspace folder; WorkspaceError says what is wrong in it."""
    file = folder / FILE
    try:
        data: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
        settings = Settings(**data)
    except FileNotFoundError as error:
        raise WorkspaceError("workspace.no_settings", file=file) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WorkspaceError("workspace.bad_settings", file=file, reason=error) from error
    except ValidationError as error:
        raise WorkspaceError("workspace.bad_settings", file=file, reason=faults_of(error)) from error
    if settings.reference is None:
        return settings
    # as written in the file, a path is meant from the workspace, wherever the question is asked
    return settings.model_copy(update={"reference": str(folder / settings.reference)})
