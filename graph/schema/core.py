"""The language in which kinds are declared: fields, ends, links, validity.

A node kind is one YAML file under ``kinds/``, an edge kind one under ``edges/``; the models below check them. The
engine reads nothing else: no module outside the declarations names a kind of the domain.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Declared

ValueType = Literal[
    "text", "name", "uscc", "id", "money", "date", "year", "integer", "number", "share", "area", "division",
    "industry", "flag", "choice", "list", "url",
]  # fmt: skip


class StorageColumn(NamedTuple):
    """A column that a field takes in tables: its name and DuckDB type."""

    name: str
    type: str


_STORAGE: dict[str, tuple[tuple[str, str], ...]] = {
    "text": (("", "VARCHAR"),),
    "name": (("", "VARCHAR"),),
    "uscc": (("", "VARCHAR"),),
    "id": (("", "VARCHAR"),),
    # the text as handed in stays beside the cleaned value: "数百万人民币" has no exact one
    "money": (("", "DECIMAL(18,2)"), ("_text", "VARCHAR")),
    "date": (("", "DATE"), ("_precision", "VARCHAR")),
    "year": (("", "INTEGER"),),
    "integer": (("", "BIGINT"),),
    "number": (("", "DOUBLE"),),
    "share": (("", "DOUBLE"),),
    "area": (("", "DOUBLE"),),
    "division": (("", "VARCHAR"),),
    "industry": (("", "VARCHAR"),),
    "flag": (("", "BOOLEAN"),),
    "choice": (("", "VARCHAR"),),
    "list": (("", "VARCHAR[]"),),
    "url": (("", "VARCHAR"),),
}


class _Declaration(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Field(_Declaration):
    """One property of a kind.

    ``unit`` is the unit after cleaning (money is CNY, area m², share a fraction of 1). ``personal`` marks values that
    are shown by role only and that ``erase`` removes. ``min`` and ``max`` bound a number in that unit; a date marked
    ``past`` cannot lie after the date of the source that states it (without one, the day of loading). ``choices`` maps
    the stored value to its Chinese name; ``synonyms`` maps texts found in real tables to a stored value.
    ``read_from`` names fields of the same row whose text states the value too (an address its district): an empty cell
    is filled from the first that does.
    """

    name: str = Declared(pattern=r"^[a-z][a-z0-9_]*$")
    type: ValueType
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    personal: bool = False
    unit: str = ""
    min: float | None = None
    max: float | None = None
    past: bool = False
    read_from: tuple[str, ...] = ()
    choices: dict[str, str] = {}
    synonyms: dict[str, str] = {}
    note: str = ""

    def storage(self) -> tuple[StorageColumn, ...]:
        """Return the columns this field takes in tables, the value first."""
        return tuple(StorageColumn(self.name + suffix, kind) for suffix, kind in _STORAGE[self.type])

    def headers(self) -> tuple[str, ...]:
        """Return the header texts that name this field: its names, then the aliases."""
        return (self.zh, self.en, self.name, *self.aliases)


class Validity(_Declaration):
    """Which fields bound the time in which a node or edge holds (``start`` ≤ date < ``end``; null: open)."""

    start: str | None = None
    end: str | None = None


class End(_Declaration):
    """One end of an edge: kinds and roles allowed there, and the headers that hold its name or its code."""

    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    code_aliases: tuple[str, ...] = ()
    create: bool = False  # make the node when nothing of that name is known (products, titles, regions)
    split: bool = False  # one cell may hold several names


class Link(_Declaration):
    """An edge that a row of a node table states beside the node itself.

    ``edge`` is the kind of edge, ``other`` the side on which the other node stands, ``kind`` its kind (empty: any that
    the edge allows there). Either ``column`` names an own field whose value names the other node, or ``end`` declares
    columns of its own. ``value`` is the other node's name when the own field is a flag. ``fields`` copies own fields
    into the edge (edge field: own field); ``constants`` are values that the edge takes from every row.
    """

    edge: str
    other: Literal["src", "dst"] = "dst"
    kind: str = ""
    column: str | None = None
    end: End | None = None
    value: str | None = None
    required: bool = False
    create: bool = False
    fields: dict[str, str] = {}
    constants: dict[str, str] = {}


class NodeKind(_Declaration):
    """A kind of node.

    ``space`` is the identity space: kinds of one space (legal entities) share identifiers, so that one legal entity
    is one node. ``identifiers`` are fields, best first; without any, ``fallback`` fields are hashed. ``former`` is the
    list field of names that no longer hold. ``uscc_prefixes`` are the first characters of the credit codes whose
    holders are of this kind by their legal form.
    """

    kind: str = Declared(pattern=r"^[A-Z][A-Za-z]*$")
    zh: str
    en: str
    about_zh: str
    about_en: str
    space: str = ""
    tables: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ("name",)
    caption: str = "name"
    former: str = ""
    uscc_prefixes: tuple[str, ...] = ()
    color: str = Declared(default="#777777", pattern=r"^#[0-9A-F]{6}$")
    shape: Literal["dot", "square", "diamond", "triangle", "star", "hexagon"] = "dot"
    validity: Validity = Validity()
    fields: tuple[Field, ...]
    links: tuple[Link, ...] = ()

    @property
    def name(self) -> str:
        """The kind's name, as in tables and queries."""
        return self.kind

    def storage(self) -> tuple[StorageColumn, ...]:
        """Return every column of the kind's table, in declared order."""
        return tuple(column for field in self.fields for column in field.storage())

    def field(self, name: str) -> Field:
        """Return the field of that name; KeyError where there is none."""
        return {field.name: field for field in self.fields}[name]


class EdgeKind(_Declaration):
    """A kind of edge: ends, sentence, key fields (its identity between two ends) and value fields.

    An undirected kind sorts its ends. ``roles`` of the ends let a firm that is also an institute stand where an
    institute may. ``role`` marks the kind of edge that says which further roles an entity has.
    """

    edge: str = Declared(pattern=r"^[A-Z][A-Z_]*$")
    zh: str
    en: str
    sentence_zh: str
    sentence_en: str
    src: End
    dst: End
    directed: bool = True
    role: bool = False
    tables: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    validity: Validity = Validity()
    fields: tuple[Field, ...] = ()

    @property
    def name(self) -> str:
        """The kind's name, as in tables and queries."""
        return self.edge

    def storage(self) -> tuple[StorageColumn, ...]:
        """Return every column of the kind's table apart from the ends, in declared order."""
        return tuple(column for field in self.fields for column in field.storage())

    def field(self, name: str) -> Field:
        """Return the field of that name; KeyError where there is none."""
        return {field.name: field for field in self.fields}[name]
