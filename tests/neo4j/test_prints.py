"""Prints tell every row that would be sent otherwise; those taken over by the total of their kind are those that would be made.

Both after every way in which a graph changes.
"""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from graph.neo4j import prints
from graph.neo4j.prints import write_prints
from graph.neo4j.rows import Outgoing, rows_of
from graph.workspace import Workspace
from graph.workspace.layout import Layout, declared
from tests.neo4j.graphs import FIRST, HOME, first_workspace, throw_away, write

__all__ = ["first_workspace", "throw_away"]
DAY = date(2026, 6, 30)


def sent_rows(workspace: Workspace) -> dict[tuple[str, str], list[Any]]:
    """All that a push of everything would send, but the version."""
    with workspace.store.reading() as connection:
        outgoing = Outgoing(connection, Layout(workspace.schema), 1)
        outgoing.choose_all()
        found = {}
        for kind in declared(workspace.schema):
            for batch in outgoing.batches(kind) if outgoing.waiting(kind.name) else ():
                for row in rows_of(batch):
                    found[kind.name, str(row[0])] = list(row[:-1])
    return found


def compared(workspace: Workspace, base: Path | None, kept: Path) -> tuple[list[Any], list[Any], set[str]]:
    """What is printed, what is gone, and which kinds were printed anew; the prints are kept in a file."""
    with workspace.store.reading() as connection:
        outgoing = Outgoing(connection, Layout(workspace.schema), len(workspace.runs()) + 7)
        made: set[str] = set()
        original = prints._print_rows
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(prints, "_print_rows", lambda c, la, sizes: (made.update(sizes), original(c, la, sizes)))
            outgoing.compare(base)
        outgoing.write_prints(kept)
        printed = connection.execute("SELECT * FROM t_print ORDER BY ALL").fetchall()
        return printed, connection.execute("SELECT * FROM t_gone ORDER BY ALL").fetchall(), made


def change(workspace: Workspace, chance: random.Random) -> None:
    """Do one thing that may change the graph."""
    number = chance.randrange(4)
    mill = {"name": f"磨坊{number}", "uscc": f"91M{number}", "region": HOME, "size": chance.randrange(3)}
    live = workspace.runs()
    live = live[~live["undone"].astype(bool)]["run"].tolist()
    ways = {
        "firm": lambda: write(workspace, {"Mill": [mill]}, chance.choice(["list", "register"])),
        "same again": lambda: write(workspace, FIRST),
        "a school that is a firm": lambda: write(workspace, {"School": [{"name": "农校", "uscc": mill["uscc"]}]}),
        "sales": lambda: write(workspace, {"SELLS": [{"src_id": "uscc:91A", "dst_id": f"uscc:91M{number}", "year": 2020}]}),
        "things": lambda: write(workspace, {"Thing": [{"name": f"面{number}"}]}),
        "undo": lambda: workspace.undo(chance.choice(live)) if live else None,
        "one": lambda: workspace.decide("91A", "91B", same=chance.random() < 0.5, who="张", reason="-", day=DAY),
        "rebuild": workspace.rebuild,
    }  # fmt: skip
    chance.choice(list(ways.values()))()


@pytest.mark.parametrize("seed", range(3))
def test_what_is_taken_over_is_what_would_be_made(workspace: Workspace, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    base = tmp_path / "prints-0.parquet"
    compared(workspace, None, base)
    spared = 0
    for step in range(1, 9):
        change(workspace, chance)
        kept = tmp_path / f"prints-{step}.parquet"
        printed, gone, made = compared(workspace, base, kept)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(prints, "_totals_then", lambda *_: {})
            whole, all_gone, all_made = compared(workspace, base, tmp_path / "whole.parquet")
        assert (printed, gone) == (whole, all_gone)
        assert made <= all_made
        spared += len(all_made - made)
        base = kept
    assert spared > 0


@pytest.mark.parametrize("seed", range(1, 4))
def test_a_row_that_would_be_sent_otherwise_has_another_print(workspace: Workspace, tmp_path: Path, seed: int) -> None:
    chance = random.Random(f"rows {seed}")
    base, before = tmp_path / "prints-0.parquet", sent_rows(workspace)
    compared(workspace, None, base)
    changed = 0
    for step in range(1, 11):
        change(workspace, chance)
        kept, now = tmp_path / f"prints-{step}.parquet", sent_rows(workspace)
        printed, gone, _ = compared(workspace, base, kept)
        assert {(kind, name) for kind, name, *_ in printed} == set(now)
        assert {*gone} == set(before) - set(now)
        for kind, name, _, _, is_new, is_changed in printed:
            assert is_new == ((kind, name) not in before)
            if not (is_new or is_changed):
                assert now[kind, name] == before[kind, name], step
            changed += is_changed
        base, before = kept, now
    assert changed > 0


def test_records_of_another_kind_speak_of_a_node_too(workspace: Workspace, tmp_path: Path) -> None:
    base = tmp_path / "prints.parquet"
    compared(workspace, None, base)
    write(workspace, {"School": [{"name": "海州面粉", "uscc": "91A"}]}, "schools")
    printed, _, _ = compared(workspace, base, tmp_path / "now.parquet")
    assert [row[:2] for row in printed if row[-1]] == [("Mill", "91A")]


def test_a_kind_declared_otherwise_has_other_prints(workspace: Workspace, tmp_path: Path) -> None:
    base = tmp_path / "prints.parquet"
    compared(workspace, None, base)
    mill = workspace.schema.nodes["Mill"]
    assert mill.validity.start is not None
    unbound = mill.model_copy(update={"validity": mill.validity.model_copy(update={"start": None})})
    workspace.schema.nodes["Mill"] = unbound
    printed, _, _ = compared(workspace, base, tmp_path / "now.parquet")
    assert {row[0] for row in printed if row[-1]} == {"Mill"}


def test_only_kinds_whose_records_changed_are_printed(workspace: Workspace, tmp_path: Path) -> None:
    first, second = tmp_path / "first.parquet", tmp_path / "second.parquet"
    assert "Mill" in compared(workspace, None, first)[2]
    assert not compared(workspace, first, second)[2] & {*FIRST}
    write(workspace, {"Mill": [{"name": "磨坊", "uscc": "91C"}]})
    # a school may be the same as a mill, by its code, so that a record of the one may speak of the other
    assert compared(workspace, first, second)[2] & {*FIRST} == {"Mill", "School"}


def test_prints_of_before_totals_were_kept_are_compared_row_by_row(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "prints.parquet"
    with workspace.store.reading() as connection:
        Outgoing(connection, Layout(workspace.schema), 1).compare(None)
        write_prints(connection, file, {})
    printed, gone, made = compared(workspace, file, tmp_path / "now.parquet")
    assert made >= {*FIRST}
    assert (gone, {row[-2:] for row in printed}) == ([], {(False, False)})


def test_what_is_compared_beside_is_compared_with_the_prints_that_count(workspace: Workspace, tmp_path: Path) -> None:
    """Another push of the same workspace may have ended before this one held the lock."""
    kept = tmp_path / "prints.parquet"
    compared(workspace, None, kept)
    for begun, wanted, news in ((None, kept, False), (kept, kept, False), (None, None, True)):
        with workspace.store.reading() as connection:
            outgoing = Outgoing(connection, Layout(workspace.schema), 1)
            with outgoing.comparing(begun) as told:
                told(wanted)
                assert connection.execute("SELECT bool_or(is_new) FROM t_print").fetchall() == [(news,)]


def test_nobody_waits_for_a_comparison_of_no_use(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take hours, and Ctrl-C ends it."""
    ended: list[BaseException] = []

    def endless(self: Outgoing, _base: Path | None) -> None:
        try:
            self._connection.execute("SELECT count(*) FROM range(1_000_000_000_000) t(x) WHERE x * x % 7 = 3")
        except duckdb.InterruptException as error:
            ended.append(error)

    monkeypatch.setattr(Outgoing, "compare", endless)
    with workspace.store.reading() as connection:
        outgoing = Outgoing(connection, Layout(workspace.schema), 1)
        with pytest.raises(KeyboardInterrupt), outgoing.comparing(None):
            raise KeyboardInterrupt
    assert len(ended) == 1
