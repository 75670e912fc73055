"""The main job end to end on the sample district: tables in, one graph, gaps, targets, chain maps, network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analyses.result import Result
from graph.errors import UsageError
from graph.words import say
from liantu.home import Home
from liantu.sample import sample_settings, write_sample
from liantu.sample.sources import FOLDER
from visualizations import sheets


@dataclass(frozen=True)
class Outcome:
    """What the demo made: the headline gaps and the files, each with its title."""

    gaps: pd.DataFrame
    files: tuple[tuple[str, Path], ...]


def run_demo(out: Path, *, firms: int, seed: int, tell: Callable[[str], None]) -> Outcome:
    """Build the sample district under ``out`` and answer the main questions; UsageError where ``out`` is in use."""
    workspace = out / "workspace"
    if workspace.exists():
        raise UsageError("demo.exists", path=workspace)
    tell(say("demo.sample", firms=firms))
    tables = out / "tables"
    write_sample(tables, firms=firms, seed=seed)
    tell(say("demo.load"))
    home = load_sample(tables, workspace)
    statistics = home.workspace.statistics()
    tell(say("demo.loaded", nodes=sum(statistics.nodes.values()), edges=sum(statistics.edges.values())))
    tell(say("demo.gaps"))
    gaps, targets = home.gaps(), home.targets()
    sheets.to_xlsx(gaps, out / "gaps.xlsx")
    sheets.to_xlsx(targets, out / "targets.xlsx")
    tell(say("demo.draw"))
    files = [(say("demo.workbook"), out / "gaps.xlsx"), (say("demo.targets"), out / "targets.xlsx")]
    files += _pictures(home, out, gaps, targets)
    tell(say("demo.done"))
    places = [(say("demo.tables"), out / "tables"), (say("demo.workspace"), workspace)]
    return Outcome(headlines(gaps), tuple(files + places))


def load_sample(tables: Path, workspace: Path) -> Home:
    """Make a workspace of the tables that :func:`liantu.sample.write_sample` wrote, each by its source."""
    home = Home.create(workspace, sample_settings())
    for source in sorted((tables / FOLDER).glob("*.toml")):
        home.load([tables], source=source)
    return home


def headlines(gaps: Result, most: int = 10) -> pd.DataFrame:
    """Return the first headline rows of a gap analysis, by rank."""
    found = gaps.rows[gaps.rows["headline"].astype(bool)]
    return found.sort_values("rank", kind="stable").head(most).reset_index(drop=True)


def _pictures(home: Home, out: Path, gaps: Result, targets: Result) -> list[tuple[str, Path]]:
    """Draw the leading chains, and the network around the first lead firm that is found here."""
    files = []
    for leading in home.settings.leading:
        path = out / f"map-{leading.chain}.html"
        home.draw_map(path, chain=leading.chain, gaps=gaps, targets=targets)
        files.append((say("demo.map", name=home.chain_name(leading.chain)), path))
    leads = sorted({str(name) for names in gaps.rows["lead_firms"] for name in names})
    home.draw_network(out / "network.html", around=leads[0] if leads else None, hops=2)
    return [*files, (say("demo.network"), out / "network.html")]
