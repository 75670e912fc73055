"""The fold: which value wins, and that folding what changed gives what folding everything gives."""

from __future__ import annotations

import contextlib
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import graph.workspace.workspace as module
from graph.errors import NotPossible
from graph.names import fallback_uid
from graph.settings import Settings
from graph.workspace import Workspace
from tests import fuzzing
from tests.graph.conftest import HOME, make_batch, make_run, throw_away_schema

SCHEMA = throw_away_schema()
CODES = ["91320706AAAAAAAAA1", "91320706AAAAAAAAA2", "12320706AAAAAAAAA3", None, None]
NAMES = ["甲厂", "乙 厂", "丙厂"]
REGIONS = [HOME, "110000", None]
IDS = ["uscc:91320706AAAAAAAAA1", "ticker:6", "12320706AAAAAAAAA3", None, None]

bodies = st.fixed_dictionaries(
    {
        "name": st.sampled_from(NAMES),
        "uscc": st.sampled_from(CODES),
        "ticker": st.sampled_from(["6", "7", None, None]),
        "old": st.sampled_from([None, None, ["丙厂"], ["乙厂", "丁厂"]]),
        "region": st.sampled_from(REGIONS),
        "size": st.sampled_from([None, 1, 2]),
        "inferred": st.sampled_from([None, None, True]),
        "confidence": st.sampled_from([None, 0.5]),
    }
)
mills = bodies.flatmap(
    lambda row: st.fixed_dictionaries(
        {
            **{k: st.just(v) for k, v in row.items()},
            "money": st.sampled_from([None, 1.0]),
            "money_text": st.sampled_from([None, "数百万"]),
        }
    )
)
ends = {
    **{f"{side}_id": st.sampled_from(IDS) for side in ("src", "dst")},
    **{f"{side}_name": st.sampled_from([*NAMES, "丁厂", None]) for side in ("src", "dst")},
}
sells = st.fixed_dictionaries(
    {**ends, "what": st.sampled_from(["x", None]), "amount": st.sampled_from([None, 1.0, 2.0])}
)
mates = st.fixed_dictionaries(
    {**ends, "topic": st.sampled_from(["t", None]), "inferred": st.sampled_from([None, True, False])}
)
roles = st.fixed_dictionaries(
    {"src_id": ends["src_id"], "src_name": ends["src_name"], "dst_id": st.just("role:School")}
)
years = st.fixed_dictionaries(
    {"owner_id": st.sampled_from(IDS), "owner_name": st.sampled_from([*NAMES, None]), "year": st.sampled_from([2023, 2024]),
     "sales": st.sampled_from([None, 1.0])}
)  # fmt: skip
teaches = st.fixed_dictionaries({"src_name": st.sampled_from(NAMES), "dst_name": st.sampled_from(["t", "u"])})
has = st.fixed_dictionaries(
    {"src_id": ends["src_id"], "src_name": ends["src_name"],
     "dst_id": st.sampled_from([fallback_uid("Year", [who, 2024]) for who in (*IDS[:2], *NAMES)])}
)  # fmt: skip
makes = st.fixed_dictionaries({"src_name": ends["src_name"], "dst_name": st.sampled_from(["t", "u"])})
things = st.fixed_dictionaries({"name": st.sampled_from(["t", "u"]), "note": st.sampled_from([None, "n"])})
role_nodes = st.just({"code": "School", "name": "学校"})

loads = st.tuples(
    st.just("load"),
    st.fixed_dictionaries(
        {},
        optional={
            kind: st.lists(rows, max_size=4)
            for kind, rows in {
                "Mill": mills, "School": bodies, "SELLS": sells, "MATES": mates, "Year": years, "TEACHES": teaches,
                "Thing": things, "IS": roles, "HAS": has, "MAKES": makes, "Role": role_nodes,
            }.items()
        },
    ),
    st.integers(0, 2),
    st.sampled_from([None, date(2024, 1, 1), date(2025, 1, 1)]),
)  # fmt: skip
undos = st.tuples(st.just("undo"), st.integers(1, 6))
decides = st.tuples(st.just("decide"), st.integers(0, 50), st.integers(0, 50), st.booleans())
steps = st.lists(st.one_of(loads, loads, undos, decides), min_size=1, max_size=6)


def limited(examples: int):
    """Every example writes files: few of them, and no shrinking."""
    return hypothesis_settings(
        max_examples=fuzzing.examples(examples), deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )  # fmt: skip


def graph_of(ws: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Return all that follows from the records, in a fixed order."""
    kinds = (*SCHEMA.nodes, *SCHEMA.edges)
    with ws.store.reading() as connection:
        found = {k: connection.execute(f'SELECT * FROM fold."{k}" ORDER BY ALL').fetchall() for k in kinds}
        for table in ("entity", "tie", "node"):
            found[table] = connection.execute(f"SELECT * FROM meta.{table} ORDER BY ALL").fetchall()
    return found


def run_steps(ws: Workspace, taken: list[tuple[object, ...]]) -> None:
    for number, step in enumerate(taken):
        if step[0] == "load":
            _, tables, priority, day = step
            ws.write(
                make_run(f"s{number}", priority=priority, source_date=day),
                [make_batch(SCHEMA, kind, rows) for kind, rows in tables.items() if rows],
            )
        elif step[0] == "undo":
            runs = ws.runs()
            if step[1] in runs.loc[~runs["undone"], "run"].tolist():
                ws.undo(step[1])
        else:
            with ws.store.reading() as connection:
                uids = [
                    row[0]
                    for row in connection.execute(
                        "SELECT uid FROM meta.node WHERE kind IN ('Mill', 'School', 'Thing') ORDER BY uid"
                    ).fetchall()
                ]
            a, b = (uids[step[1] % len(uids)], uids[step[2] % len(uids)]) if uids else ("", "")
            # a sequence may name what is gone, one thing twice, or things that cannot be one
            with contextlib.suppress(NotPossible):
                ws.decide(a, b, same=bool(step[3]), who="某人", reason="核对", day=date(2025, 1, 1))


class SmallMakesT:
    """Mills of size 1 that sell nothing make t."""

    name, version, reads, beside, writes = "small", "1", ("Mill",), ("SELLS",), "MAKES"

    def derive(self, frames):
        mills = frames["Mill"]
        chosen = mills[(mills["size"] == 1).fillna(value=False) & ~mills["uid"].isin(frames["SELLS"]["src"])]
        return pd.DataFrame({"src": chosen["uid"], "dst": fallback_uid("Thing", ["t"]), "confidence": 0.5})


def new_workspace(folder: Path) -> Workspace:
    return Workspace.create(folder, Settings(home=HOME), derivations=[SmallMakesT()])


@pytest.fixture(autouse=True)
def _own_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "load_schema", lambda _extra=(): SCHEMA)


@given(steps)
@limited(10)
def test_incremental_is_full(taken):
    with tempfile.TemporaryDirectory() as folder:
        ws = new_workspace(Path(folder) / "ws")
        run_steps(ws, taken)
        before = graph_of(ws)
        ws.rebuild()
        assert graph_of(ws) == before


@given(st.lists(loads, min_size=2, max_size=3), st.randoms(use_true_random=False))
@limited(4)
def test_order_of_loads_does_not_matter_where_priorities_differ(taken, random):
    ranked = [(kind, tables, priority, None) for priority, (kind, tables, _, _) in enumerate(taken)]
    shuffled = list(ranked)
    random.shuffle(shuffled)
    graphs = []
    for order in (ranked, shuffled):
        with tempfile.TemporaryDirectory() as folder:
            ws = new_workspace(Path(folder) / "ws")
            run_steps(ws, order)
            with ws.store.reading() as connection:
                kinds = (*SCHEMA.nodes, *SCHEMA.edges)
                graphs.append(
                    {k: connection.execute(f'SELECT * FROM fold."{k}" ORDER BY ALL').fetchall() for k in kinds}
                )
    assert graphs[0] == graphs[1]


@given(loads)
@limited(4)
def test_same_file_twice_and_one_undone_loses_nothing(load):
    with tempfile.TemporaryDirectory() as folder:
        ws = new_workspace(Path(folder) / "ws")
        run_steps(ws, [load])
        views = [*SCHEMA.nodes, *SCHEMA.edges]
        with ws.store.reading() as connection:
            once = {k: connection.execute(f'SELECT * FROM main."{k}" ORDER BY ALL').fetchall() for k in views}
        run_steps(ws, [load])
        ws.undo(1)
        with ws.store.reading() as connection:
            assert {k: connection.execute(f'SELECT * FROM main."{k}" ORDER BY ALL').fetchall() for k in views} == once
        ws.undo(2)
        assert ws.statistics().nodes == {}
