"""How the graph stands in Neo4j: labels, properties, and what each node and edge carries beside its values.

Every node that liantu writes has two labels: its kind, and ``Liantu``, on which ``uid`` is unique. Nodes that others
made lack the second label, so they are never found, changed or removed, whatever their own label and ``uid``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.schema import EdgeKind, NodeKind, StorageColumn
from graph.workspace.layout import EDGE_COLUMNS, MARKS

LAYOUT = 1  # version of the way in which the graph stands in Neo4j
OURS = "Liantu"  # label of every node of the graph, beside its kind
WORKSPACE = "LiantuWorkspace"  # label of the node that describes a workspace and its last push
CLAIM = "LiantuClaim"  # label, beside Claim, of what a later workspace says otherwise than the first
FINDING = "LiantuFinding"  # label, beside the finding's own, of findings that a push wrote
LOCK = "LiantuLock"  # label of the node that a push keeps locked
HOLDER = "LiantuPush"  # label of the node that says who pushes

BROUGHT = "_workspaces"  # ids of the workspaces that bring the node or edge; kind and values are those of the first
SOURCES = (
    "_sources"  # places as JSON lists [file, sheet, row, run], the first by run, file, sheet and row; absent: none
)
SOURCE_COUNT = "_source_count"  # number of all places
VERSION = "_version"  # graph version of the workspace whose push first wrote what stands here
SINCE = "_from"  # day from which it holds, as its kind declares validity
UNTIL = "_to"  # day on which it no longer holds
UNIVERSE = "_universe"  # universe that the sources of a node declare
DRAWN = "[0-9a-z]{1,40}"  # what is drawn for a push and a database, and becomes part of the name of a file
KEPT = "_kept"  # kind of a node that nobody brings any more, kept because relationships of others hang on it

# pieces of Cypher: the kinds that workspaces know, and those of a node, which may have labels that somebody else gave it
KINDS = f"CALL () {{ MATCH (w:{WORKSPACE}) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }}"
KINDS_OF_NODE = "[label IN labels(n) WHERE label IN known]"

Value = str | int | float | bool | date | list[str] | None
Row = tuple[Value, ...]
Columns = list[list[Value]]  # the same values, those of a property together


@dataclass(frozen=True)
class Shape:
    """What a row of a kind holds, in order.

    ``head`` is what finds it (``uid``, or ``key, src, dst``), ``values`` the declared columns and marks in which
    workspaces may differ, ``beside`` what liantu adds.
    """

    kind: NodeKind | EdgeKind
    head: tuple[str, ...]
    values: tuple[StorageColumn, ...]
    beside: tuple[str, ...]

    @property
    def properties(self) -> tuple[str, ...]:
        """The properties after the head, in the order of a row."""
        return (*(column.name for column in self.values), *self.beside)

    @property
    def told(self) -> tuple[str, ...]:
        """The properties that say the same after every push: all but the version, which counts pushes."""
        return tuple(name for name in self.properties if name != VERSION)

    @property
    def is_node(self) -> bool:
        """Whether rows are nodes."""
        return len(self.head) == 1


def shape_of(kind: NodeKind | EdgeKind) -> Shape:
    """Return what the rows of a kind hold."""
    values = (*kind.storage(), *MARKS)
    if isinstance(kind, NodeKind):
        return Shape(kind, ("uid",), values, (SINCE, UNTIL, UNIVERSE, SOURCES, SOURCE_COUNT, VERSION))
    return Shape(kind, EDGE_COLUMNS, values, (SINCE, UNTIL, SOURCES, SOURCE_COUNT, VERSION))


def ticked(name: str) -> str:
    """Return a label, type or property name in backticks."""
    return "`" + name.replace("`", "``") + "`"
