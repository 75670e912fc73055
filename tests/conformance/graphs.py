"""The graphs that every home is asked about: nothing, a small district with everything, listed firms of the country."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from liantu.exported import ExportedGraph
from liantu.home import Home
from liantu.sample import sample_settings, write_sample
from liantu.sample.sources import FOLDER
from tests.conformance.questions import Places

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "a-share-chains"
FIRMS = 60  # of the district; the country around it has four times as many


@dataclass(frozen=True)
class Graph:
    """A graph in a workspace and in Parquet, and what it is asked about."""

    home: Home
    exported: ExportedGraph
    at: Places


def empty(folder: Path) -> Graph:
    """A new workspace: nothing but the chain templates."""
    home = Home.init(folder / "ws", home="320706")
    return _graph(home, wide="320000", several="320706,320703", chain="silicon-materials", earlier=date(2024, 6, 30))


def sample(folder: Path) -> Graph:
    """The invented district, of every kind something."""
    tables = folder / "tables"
    write_sample(tables, firms=FIRMS, seed=2)
    home = Home.create(folder / "ws", sample_settings())
    for source in sorted((tables / FOLDER).glob("*.toml")):
        home.load([tables], source=source)
    counts = home.workspace.statistics()
    assert [kind for kind, count in {**counts.nodes, **counts.edges}.items() if not count] == []
    chain = home.settings.leading[0].chain
    return _graph(home, wide="320700", several="320706,320703", chain=chain, earlier=date(2025, 6, 30))


def listed(folder: Path) -> Graph:
    """Listed firms of the country, with the kinds that only their tables need."""
    if not DATA.is_dir():
        pytest.skip(f"test data {DATA.name} are not beside this checkout: their licence keeps them out of the project")
    Home.init(folder / "ws", home="320706")
    for file in (ROOT / "tests" / "kinds").glob("*.yaml"):
        shutil.copy(file, folder / "ws" / "kinds")
    home = Home.open(folder / "ws")
    home.load([DATA], source=ROOT / "tests" / "sources" / f"{DATA.name}.toml")
    return _graph(home, wide="320000", several="320500,310115", chain="new-energy-storage", earlier=date(2020, 12, 31))


MAKERS: Mapping[str, Callable[[Path], Graph]] = {"empty": empty, "sample": sample, "listed": listed}


def _graph(home: Home, *, wide: str, several: str, chain: str, earlier: date) -> Graph:
    folder = home.workspace.folder.parent / "exported"
    home.workspace.export_snapshot(folder, confidential=True)
    duplicates = home.workspace.duplicates()
    return Graph(home, ExportedGraph(folder), Places(home.settings.home, wide, several, chain, earlier, duplicates))
