"""The tables of a snapshot without confidential entities, for what is handed on."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from graph.schema import NodeKind, Schema
from graph.workspace.frames import Source
from graph.workspace.guard import FLAG, Hidden, hide, naming
from graph.workspace.layout import Layout, quoted


class ShareableSource:
    """Tables of another source, with hidden nodes, edges at them and their names in naming columns left out."""

    def __init__(self, inner: Source, schema: Schema, *, hidden: Sequence[str], names: Sequence[str]) -> None:
        self._inner = inner
        self._schema = schema
        self._hidden = pa.array(hidden, pa.string())
        self._names = frozenset(names)

    def table(self, kind: str, columns: Sequence[str]) -> pa.Table:
        """Return these columns of what may be handed on of a kind."""
        own = self._schema.kind(kind)
        ids = ("uid",) if isinstance(own, NodeKind) else ("src", "dst")
        table = self._inner.table(kind, list(dict.fromkeys((*columns, *ids))))
        for name in ids:
            table = table.filter(pc.invert(pc.is_in(table.column(name), self._hidden)))
        if isinstance(own, NodeKind):
            for name in naming(own):
                if name in table.column_names:
                    table = self._masked(table, name)
        return table.select(list(columns))

    def _masked(self, table: pa.Table, name: str) -> pa.Table:
        column = table.column(name)
        if pa.types.is_list(column.type):
            values = [None if v is None else [i for i in v if i not in self._names] for v in column.to_pylist()]
        else:
            values = [None if v in self._names else v for v in column.to_pylist()]
        return table.set_column(table.column_names.index(name), name, pa.array(values, column.type))

    def facts(self, ids: Sequence[str]) -> pd.DataFrame:
        """Return the places behind the ids that may be handed on."""
        hidden = set(self._hidden.to_pylist())
        return self._inner.facts([each for each in ids if each not in hidden])

    def runs(self) -> pd.DataFrame:
        """Return the runs."""
        return self._inner.runs()

    def universes(self, uids: Sequence[str]) -> dict[str, str]:
        """Return the declared universes."""
        return self._inner.universes(uids)


def hidden_of(source: Source, schema: Schema) -> Hidden:
    """Return the confidential entities among the tables of any source, as :func:`graph.workspace.guard.hide` finds them."""
    layout = Layout(schema)
    wanted = {
        kind.name: ["uid", FLAG, kind.caption, *filter(None, [kind.former])]
        for kind in schema.nodes.values()
        if any(field.name == FLAG for field in kind.fields)
    }
    wanted |= {owner[0]: ["src", "dst"] for kind in layout.owned_kinds() if (owner := layout.owner(kind))}
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA fold")
        for kind, columns in wanted.items():
            connection.register("rows_here", source.table(kind, columns))
            connection.execute(f"CREATE TABLE fold.{quoted(kind)} AS FROM rows_here")
        return hide(connection, layout)
