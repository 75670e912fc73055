"""Large writes with several threads: whatever is written is there, in the writing and after it."""

from __future__ import annotations

import re
import sys
import unicodedata

import duckdb
import pyarrow as pa
import pytest

from graph.names import NORMAL, normalise_name
from graph.records import Batch, KindCount
from graph.workspace.store import Store, first
from tests.graph.conftest import make_run

ROWS = 300_000
LARGE = 130_000  # more than the 122,880 rows of a row group


def _fill_after_nothing(connection, rows=ROWS):
    """Insert nothing and then many rows into one table, within a transaction; return how many rows are then read."""
    connection.execute("CREATE TEMP TABLE given AS SELECT i AS a, md5(i::VARCHAR) AS b FROM range(?) r(i)", [rows])
    connection.execute("INSERT INTO kept SELECT * FROM given WHERE a < 0")
    connection.execute("INSERT INTO kept SELECT * FROM given")
    return first(connection, "SELECT count(b || '.') FROM kept")[0]


@pytest.mark.parametrize("threads", [1, 2, 8])
def test_duckdb_sees_a_large_insert_after_an_empty_one(tmp_path, threads):
    """DuckDB 2.0.0 did not with several threads."""
    with duckdb.connect(str(tmp_path / "raw.duckdb")) as connection:
        connection.execute(f"SET threads = {threads}")
        connection.execute("CREATE TABLE kept (a BIGINT, b VARCHAR)")
        connection.execute("BEGIN")
        assert _fill_after_nothing(connection) == ROWS
        connection.execute("COMMIT")
        assert first(connection, "SELECT count(b || '.') FROM kept") == (ROWS,)


def test_a_large_insert_after_an_empty_one_is_read_within_a_writing_and_after_it(tmp_path):
    store = Store(tmp_path)
    store.create()
    with store.writing() as connection:
        connection.execute("CREATE TABLE kept (a BIGINT, b VARCHAR)")
        assert _fill_after_nothing(connection) == ROWS
    with store.reading() as connection:
        assert first(connection, "SELECT count(b || '.') FROM kept") == (ROWS,)


def test_every_one_of_many_records_reaches_the_graph(workspace):
    """Edges are entered three times in a writing (roles, observed, derived): nothing, all, nothing."""
    codes = pa.array([f"p{number}" for number in range(LARGE)])
    rows = {"row": pa.array(range(LARGE), pa.int32()), "origin": pa.array([0] * LARGE, pa.int32())}
    ends = {
        "src_id": pa.array(["ticker:600001"] * LARGE),
        "dst_id": pa.array([f"place:{code}" for code in codes.to_pylist()]),
    }
    mill = pa.table({"name": ["甲厂"], "ticker": ["600001"], "row": pa.array([2], pa.int32())})
    batches = [
        Batch("Mill", mill),
        Batch("Place", pa.table({"code": codes, "name": codes} | rows)),
        Batch("IN", pa.table(ends | rows)),
    ]
    counts = workspace.write(make_run(), batches).kinds
    assert sorted(counts, key=lambda count: count.kind) == [
        KindCount("IN", LARGE, 0, 0, 0),
        KindCount("Mill", 1, 0, 0, 0),
        KindCount("Place", LARGE, 0, 0, 0),
    ]
    assert len(workspace.snapshot().edges("IN")) == LARGE


def test_texts_that_are_not_looked_at_are_their_own_normal_form():
    form = re.compile(NORMAL)
    plain = [character for character in map(chr, range(sys.maxunicode + 1)) if form.fullmatch(character)]
    assert len(plain) == 0xA000 - 0x4E00 + 26 + 10 + 2
    assert [character for character in plain if normalise_name(character) != character] == []
    # NFKC of a text is that of its characters, as long as none of them joins with the one before
    assert not any(unicodedata.combining(character) for character in plain)


@pytest.mark.parametrize("code", ["\u200b", "\ufeff", "\u00ad", "\t", "\n", " ", "\u3000", "\u2028", "\x7f"])
def test_what_has_no_shape_leaves_a_name(code):
    assert normalise_name(f"海{code}州") == "海州"
