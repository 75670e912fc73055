"""Placements in a workspace: made when firms or their products come, made again when they change."""

from pathlib import Path

import pyarrow as pa
import pytest

from graph.chains import load_templates
from graph.chains.focus import FocusPlacement
from graph.chains.placement import FirmPlacement
from graph.chains.records import template_batches, template_run
from graph.records import Batch, Origin, RunInfo
from graph.settings import Settings
from graph.workspace import Workspace

TEMPLATES = {chain: t for chain, t in load_templates().items() if chain in ("high-end-equipment", "new-energy-storage")}
USCC = "91320706MA1MHKXE4N"


def run(name: str) -> RunInfo:
    return RunInfo("load", name, [Origin(f"{name}.csv")])


def batch(kind: str, **columns: list[object]) -> Batch:
    count = len(next(iter(columns.values())))
    return Batch(
        kind,
        pa.table(
            {**columns, "origin": pa.array([0] * count, pa.int32()), "row": pa.array(range(2, count + 2), pa.int32())}
        ),
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace.create(
        tmp_path, Settings(home="320706"), derivations=[FirmPlacement(TEMPLATES), FocusPlacement(TEMPLATES)]
    )
    made.write(template_run(TEMPLATES), template_batches(TEMPLATES))
    return made


def placed(workspace: Workspace) -> list[tuple[str, str, str]]:
    edges = workspace.snapshot().edges("OPERATES_IN")
    assert edges["inferred"].all()
    return sorted(zip(edges["src"], edges["dst"].str.removeprefix("segment:"), edges["evidence"], strict=True))


def test_firms_are_placed_and_placed_again(workspace: Workspace) -> None:
    workspace.write(
        run("firms"),
        [
            batch(
                "Firm",
                name=["示例轴承厂", "示例大药房"],
                uscc=[USCC, "91320706MA1XYB6R3C"],
                products=[["轴承"], ["锂电池"]],
            )
        ],
    )
    assert placed(workspace) == [(USCC, "high-end-equipment/bearings", "declared")]
    made = [batch("MAKES", src_id=[f"uscc:{USCC}"], src_name=[None], src_kind=["Firm"], dst_id=pa.array([None], pa.string()),
                  dst_name=["锂电池隔膜"], dst_kind=["Product"], share=[0.7], year=[2025])]  # fmt: skip
    workspace.write(run("products"), [batch("Product", name=["锂电池隔膜"]), *made])
    assert placed(workspace) == [
        (USCC, "high-end-equipment/bearings", "declared"),
        (USCC, "new-energy-storage/separators", "revenue"),
    ]
    edges = workspace.snapshot().edges("OPERATES_IN")
    assert list(edges["words"].iloc[0])
    last = workspace.runs()["run"].max()
    workspace.undo(int(last))
    assert placed(workspace) == [(USCC, "high-end-equipment/bearings", "declared")]


def test_institutes_focus(workspace: Workspace) -> None:
    workspace.write(run("institutes"), [batch("Institute", name=["示例研究院"], fields=[["工业机器人"]])])
    edges = workspace.snapshot().edges("FOCUSES_ON")
    assert edges["dst"].tolist() == ["segment:high-end-equipment/industrial-robots"]
    assert edges["note"].tolist() == ["工业机器人"]
