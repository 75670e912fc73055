"""The sample states where its tables come from, so that overlap of lists and old data have something to work on."""

from __future__ import annotations

from pathlib import Path

from liantu.home import Home
from liantu.sample import sample_settings, write_sample
from liantu.sample.sources import FOLDER


def test_lists_overlap_and_one_is_old(tmp_path: Path) -> None:
    write_sample(tmp_path / "tables", firms=300, seed=1)
    # without the signed statement only the overlap of the lists says what no list shows
    home = Home.create(tmp_path / "ws", sample_settings().model_copy(update={"complete": ()}))
    for source in sorted((tmp_path / "tables" / FOLDER).glob("*.toml")):
        report = home.load([tmp_path / "tables"], source=source)
        assert (report.rejected, report.exit_code) == (0, 0), source.name
    runs = home.workspace.runs().set_index("source")
    assert str(runs.loc["示例园区旧名单", "source_date"])[:10] == "2022-12-31"
    gaps = home.gaps()
    assert str(gaps.as_of) == "2026-06-30"
    register = gaps.coverage["register"]
    assert register["basis"] == "overlap"
    assert 0.5 < register["recall"]["other"] < 1
    assert {"missing", "weak"} <= set(gaps.rows["state"])
