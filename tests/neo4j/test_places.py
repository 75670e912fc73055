"""Where a node or edge comes from reads the same on every home: the first 20 places by order, and how many there are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from graph.neo4j.database import Database
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.schema import Schema
from graph.snapshot import Snapshot
from graph.workspace import Workspace
from tests.graph.conftest import make_batch, make_run
from tests.neo4j.graphs import make_workspace, throw_away
from tests.neo4j.servers import TestServer

__all__ = ["throw_away"]
SALE = {"src_id": "uscc:91A", "dst_id": "uscc:91B", "what": "面粉", "year": 2024}


@pytest.fixture
def workspace(tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A mill and a sale that 25 rows of a run state, and two runs that read one place."""
    made = make_workspace(tmp_path / "one", schema, monkeypatch)
    rows = {"Mill": [{"name": f"海州面粉{number}", "uscc": "91A"} for number in range(25)],
            "SELLS": [{**SALE, "amount": float(number)} for number in range(25)]}  # fmt: skip
    for told in ({"source": "a", "source_date": date(2020, 1, 1)}, {"source": "z", "source_date": date(2025, 1, 1)}):
        told["origins"] = make_run("list").origins  # the same file
        made.write(make_run(**told), [make_batch(schema, kind, each) for kind, each in rows.items()])
    return made


def homes(workspace: Workspace, neo4j: TestServer, folder: Path) -> dict[str, Snapshot]:
    neo4j.empty()
    database = Database(neo4j.driver, neo4j.database)
    push(database, workspace)
    workspace.export_snapshot(folder, confidential=True)
    return {"neo4j": open_snapshot(database), "parquet": Snapshot.from_parquet(folder)}


def test_the_first_twenty_and_the_full_number(workspace: Workspace, neo4j: TestServer, tmp_path: Path) -> None:
    ours = workspace.snapshot()
    key = str(ours.edges("SELLS").query("what == '面粉' and year == 2024")["key"].iloc[0])
    places = ours.provenance(["91A", key])
    counts = places.groupby("id").size().to_dict()
    assert counts == {"91A": 20, key: 20}
    # 25 rows of one file, and the first list's row 2 is among them
    assert set(places["total"]) == {25}
    assert places.loc[places["id"] == "91A", "row"].tolist() == sorted(places.loc[places["id"] == "91A", "row"])
    # of two runs that read one place the newest source speaks
    assert set(places["source"]) == {"z"}
    for name, theirs in homes(workspace, neo4j, tmp_path / "parquet").items():
        pd.testing.assert_frame_equal(places, theirs.provenance([key, "91A"]), obj=name)


def test_whole_numbers_dates_and_flags_keep_their_types(
    workspace: Workspace, neo4j: TestServer, tmp_path: Path
) -> None:
    wanted = {"size": "Int64", "opened": "datetime64[s]", "good": "boolean", "share": "float64", "name": "str"}
    for theirs in homes(workspace, neo4j, tmp_path / "parquet").values():
        frame = theirs.nodes("Mill", list(wanted), ended=True)
        assert frame["size"].isna().any()
        ours = workspace.snapshot().nodes("Mill", list(wanted), ended=True)
        assert {name: str(frame[name].dtype) for name in wanted} == {name: str(ours[name].dtype) for name in wanted}
        assert str(frame["size"].dtype) == "Int64"
        assert str(frame["opened"].dtype).startswith("datetime64")
