"""What goes over to Neo4j, read from a workspace's file in pieces: rows, what changed since a push, what is gone.

A push leaves a file of prints in the workspace: kind, id, a hash of everything that stood in the row, and the graph
version at which the row was first pushed so. Comparing it with the prints of today says exactly what changed, whatever
the way it changed: loading, undoing, merging, another schema.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from graph.errors import NotPossible
from graph.neo4j.model import Columns, Row
from graph.neo4j.prints import in_part, make_prints, parts_of, sizes_of, write_prints
from graph.neo4j.room import LEAST, make_room
from graph.neo4j.row_queries import write_query
from graph.schema import EdgeKind, NodeKind
from graph.workspace.faults import writing_files
from graph.workspace.layout import Layout, declared, literal, quoted
from graph.workspace.store import first

BATCH_ROWS = 2_500
BATCH_BYTES = 1_000_000
MEMORY = f"{LEAST}MB"
INDEXED = 8_000  # bytes of a value that an index of Neo4j takes
_MOMENT = 0.1  # seconds between two tries to stop what is under way
_SHOWN = 60  # characters of a uid in a message
_NO_DAMAGE = (duckdb.InterruptException, duckdb.OutOfMemoryException)  # of a file of prints


@dataclass(frozen=True)
class Change:
    """How many nodes or edges of a kind are sent; how many of them are new or changed, and how many are gone.

    ``changed`` is None where nothing tells.
    """

    kind: str
    sent: int
    new: int
    changed: int | None
    gone: int


class Outgoing:
    """The graph of a workspace as rows for Neo4j.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        The workspace's file, open for reading.
    layout : Layout
        The schema as tables.
    version : int
        Graph version of the workspace.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, layout: Layout, version: int) -> None:
        self._connection = connection
        self._layout = layout
        self._version = version
        self._sizes = sizes_of(connection)
        self._waiting: dict[str, int] = {}
        self._totals: dict[str, str] = {}
        # rows need no order of their own, and keeping one would hold whole tables in memory
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET threads = 2")
        connection.execute("SET arrow_large_buffer_size = true")  # a piece of long texts may have more than 2 GB

    def compare(self, base: Path | None) -> Path | None:
        """Compare the graph with the prints of a push; without ``base`` all is new, and nothing is known to be gone.

        Makes ``t_print`` (see ``make_prints``) and ``t_gone`` (kind, id). Returns the file that it was compared with:
        none where ``base`` is damaged, as after a power cut.
        """
        make_room(self._connection)
        try:
            self._totals = make_prints(self._connection, self._layout, self._version, base, self._sizes)
        except (duckdb.Error, ValueError) as error:
            if base is None or isinstance(error, _NO_DAMAGE):
                raise
            return self.compare(None)
        return base

    @contextmanager
    def comparing(self, base: Path | None) -> Iterator[Callable[[Path | None], Path | None]]:
        """Compare in a thread of its own; nothing else may be asked of this object meanwhile.

        Gives what waits for the end of that, and returns as ``compare`` does; told of another file of prints than
        ``base``, it compares with that.
        """
        with ThreadPoolExecutor(1) as beside:
            first = beside.submit(self.compare, base)

            def compared(wanted: Path | None) -> Path | None:
                found = first.result()
                return found if wanted == base else self.compare(wanted)

            try:
                yield compared
            except BaseException:
                while not first.done():  # an interrupt between two statements stops neither
                    self._connection.interrupt()
                    wait([first], _MOMENT)
                raise

    def choose(self, *, whole: bool) -> None:
        """Make ``t_send`` (kind, id, version) of what is new or changed; ``whole``: of everything."""
        only = "true" if whole else "is_new OR is_changed"
        execute = self._connection.execute
        execute(f"CREATE OR REPLACE TEMP TABLE t_send AS SELECT kind, id, version FROM t_print WHERE {only}")
        self._waiting = dict(execute("SELECT kind, count(*) FROM t_send GROUP BY kind").fetchall())

    def choose_all(self) -> None:
        """Make ``t_send`` of everything, whatever was pushed before."""
        self.compare(None)
        self.choose(whole=True)

    def changes(self) -> list[Change]:
        """Return what is to be sent, what of it differs from the prints compared with, and what is gone, by kind."""
        rows = self._connection.execute(
            """SELECT kind, sum(new)::BIGINT, sum(changed)::BIGINT, sum(gone)::BIGINT FROM (
            SELECT kind, is_new::INTEGER AS new, is_changed::INTEGER AS changed, 0 AS gone FROM t_print
            UNION ALL SELECT kind, 0, 0, 1 FROM t_gone) GROUP BY kind"""
        ).fetchall()
        found = {kind: (self.waiting(kind), *counts) for kind, *counts in rows}
        names = dict.fromkeys([*(kind.name for kind in declared(self._layout.schema)), *sorted(found)])
        return [Change(name, *found[name]) for name in names if any(found.get(name, ()))]

    def refuse_too_long(self) -> None:
        """Say nothing where Neo4j's indexes take every uid and caption; NotPossible names the first that is too long."""
        for kind in self._layout.schema.nodes.values():
            if not self._sizes.get(kind.name):
                continue
            texts = [column.name for column in kind.storage() if column.type == "VARCHAR"]
            for name in ("uid", *(name for name in texts if name == kind.caption)):
                row = first(
                    self._connection,
                    f"""SELECT min_by(uid, uid), min_by(strlen({quoted(name)}), uid), count(*) FROM main.{quoted(kind.name)}
                    WHERE strlen({quoted(name)}) > {INDEXED:d}""",
                )
                if row and row[2]:
                    told = {"uid": str(row[0])[:_SHOWN], "size": row[1], "count": row[2], "most": INDEXED}
                    raise NotPossible("neo4j_graph.too_long", kind=kind.name, field=name, **told)

    def count(self) -> tuple[int, int]:
        """Return how many nodes and edges the graph has."""
        kinds = ", ".join(literal(kind) for kind in self._layout.schema.nodes)
        row = first(
            self._connection,
            f"SELECT count(*) FILTER (kind IN ({kinds})), count(*) FILTER (kind NOT IN ({kinds})) FROM t_print",
        )
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def kinds(self) -> list[str]:
        """Return the kinds of which the graph has anything."""
        return [str(kind) for (kind,) in self._connection.execute("SELECT DISTINCT kind FROM t_print").fetchall()]

    def waiting(self, kind: str) -> int:
        """Return how many rows of a kind are to be sent."""
        return self._waiting.get(kind, 0)

    def batches(self, kind: NodeKind | EdgeKind) -> Generator[pa.RecordBatch, None, None]:
        """Give the rows of a kind that are to be sent, in batches bounded by rows and bytes; edges by where they start."""
        for query in self.queries(kind):
            for batch in self._connection.sql(query).to_arrow_reader(BATCH_ROWS):
                yield from _bounded(batch)

    def queries(self, kind: NodeKind | EdgeKind, most: int | None = None) -> list[str]:
        """Write the queries that together give the rows of a kind in ``t_send``; each needs a bounded memory."""
        parts = parts_of(self.waiting(kind.name), most)
        return [write_query(kind, part, parts) for part in range(parts)]

    def renamed(self, since: int) -> list[tuple[str, list[str]]]:
        """Return what is there under a uid into which others went over after a version, with those others, each once.

        Which of them a database holds only the database knows: between two pushes a uid may have come and gone.
        """
        rows = self._connection.execute(
            "SELECT old, new FROM meta.renamed WHERE at_version > ? ORDER BY at_version DESC, old DESC, new DESC",
            [since],
        ).fetchall()
        became: dict[str, str] = {}  # from the version looked at on
        current: dict[str, str] = {}
        for old, new in rows:
            became[old] = became.get(new, new)
            current.setdefault(old, became[old])
        if not current:
            return []
        with self._given(old=list(current), new=list(current.values())):
            found = self._connection.execute(
                """SELECT new, list(old ORDER BY old) FROM given SEMI JOIN meta.node ON uid = new
                WHERE old NOT IN (SELECT uid FROM meta.node) GROUP BY new ORDER BY new"""
            ).fetchall()
        return [(str(new), [str(old) for old in olds]) for new, olds in found]

    def note_former_kinds(self, renamed: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Note for nodes under a new uid which kinds they have no longer: those that are gone under a former one."""
        pairs = [(old, new) for new, olds in renamed for old in olds]
        with self._given(old=[old for old, _ in pairs], new=[new for _, new in pairs]):
            self._connection.execute(
                """INSERT INTO t_gone SELECT DISTINCT g.kind, r.new FROM t_gone g JOIN given r ON g.id = r.old
                ANTI JOIN t_print p ON p.kind = g.kind AND p.id = r.new
                ANTI JOIN t_gone o ON o.kind = g.kind AND o.id = r.new"""
            )

    def not_here(self, kind: str, ids: Sequence[str]) -> list[str]:
        """Return which of the ids the graph does not have in that kind."""
        with self._given(id=ids):
            rows = self._connection.execute(
                "SELECT id FROM given ANTI JOIN (SELECT id FROM t_print WHERE kind = ?) USING (id) ORDER BY id", [kind]
            ).fetchall()
        return [str(row[0]) for row in rows]

    def add_gone(self, kind: str, ids: Sequence[str]) -> None:
        """Note ids that a database has and the graph has not."""
        with self._given(id=ids):
            self._connection.execute(
                "INSERT INTO t_gone SELECT ?, id FROM given ANTI JOIN (SELECT id FROM t_gone WHERE kind = ?) USING (id)",
                [kind, kind],
            )

    @contextmanager
    def _given(self, **columns: Sequence[str]) -> Iterator[None]:
        """Let queries read columns of ids as the table ``given``."""
        self._connection.register(
            "given", pa.table({name: pa.array(ids, pa.string()) for name, ids in columns.items()})
        )
        try:
            yield
        finally:
            self._connection.unregister("given")

    def gone_kinds(self) -> list[str]:
        """Return the kinds of which something is gone."""
        return [
            str(kind) for (kind,) in self._connection.execute("SELECT DISTINCT kind FROM t_gone ORDER BY 1").fetchall()
        ]

    def gone(self, kind: str, *, moved: bool | None = None) -> Iterator[list[str]]:
        """Give the ids gone from a kind; ``moved``: only those that are, or are not, of another kind now."""
        other = "" if moved is None else ("SEMI" if moved else "ANTI") + " JOIN (SELECT id FROM t_print) now USING (id)"
        ask = self._connection.execute
        [count] = ask("SELECT count(*) FROM t_gone WHERE kind = ?", [kind]).fetchall()[0]
        parts = parts_of(count)
        for part in range(parts):
            of_part = f"kind = ? AND {in_part('id', part, parts)}"
            rows = ask(f"SELECT id FROM t_gone {other} WHERE {of_part} ORDER BY id", [kind]).fetchall()
            for start in range(0, len(rows), BATCH_ROWS):
                yield [str(row[0]) for row in rows[start : start + BATCH_ROWS]]

    def write_prints(self, file: Path) -> None:
        """Keep the prints for the next push; the file is there whole or not at all."""
        passing = file.with_suffix(".part")
        with writing_files(file):
            write_prints(self._connection, passing, self._totals)
            with passing.open("rb+") as stream:
                os.fsync(stream.fileno())  # else a power cut may leave the name without what stands under it
            passing.replace(file)


def columns_of(batch: pa.RecordBatch) -> Columns:
    """Return the values of a batch as the driver takes them, column by column."""
    return [column.to_pylist() for column in batch.columns]


def starts_of(batch: pa.RecordBatch) -> list[tuple[str, int, int]]:
    """Return the nodes where the edges of a batch start, each with its first and its last row, as they follow."""
    runs = pc.run_end_encode(batch.column("src"))
    ends = runs.run_ends.to_pylist()
    return [(uid, first, end - 1) for uid, first, end in zip(runs.values.to_pylist(), [0, *ends], ends, strict=False)]


def rows_of(batch: pa.RecordBatch) -> list[Row]:
    """Return the same values row by row."""
    return list(zip(*columns_of(batch), strict=True))


def _bounded(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Cut a batch in halves until each has few enough bytes, or one row."""
    if batch.num_rows <= 1 or batch.nbytes <= BATCH_BYTES:
        if batch.num_rows:
            yield batch
        return
    half = batch.num_rows // 2
    yield from _bounded(batch.slice(0, half))
    yield from _bounded(batch.slice(half))
