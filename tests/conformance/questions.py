"""Every question of the product as a function of a home, with what it returns laid out to be compared."""

from __future__ import annotations

import dataclasses
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

import pandas as pd

import analyses
import visualizations
from analyses.everywhere import cells_everywhere, gaps_everywhere
from analyses.inputs import gather
from analyses.result import Result
from analyses.review import review, standing
from analyses.search_sheet import search_sheet
from analyses.segments import read_segments
from analyses.thresholds import load_thresholds
from graph.errors import LiantuError
from graph.snapshot import Snapshot
from liantu import questions as front
from liantu.questions import Questions, find_node
from visualizations.chain_build import build_chain_map
from visualizations.network import build_network
from visualizations.sheets import to_csv, to_json


@dataclass(frozen=True)
class Places:
    """What a graph is asked about: its home, a wider region, several regions, one chain, an earlier day.

    ``duplicates`` is what the workspace lists; the review sheet is given it, whatever the home.
    """

    home: str
    wide: str
    several: str
    chain: str
    earlier: date
    duplicates: pd.DataFrame


Asked = Callable[[Questions, Places], object]


def told(home: Questions, result: Result) -> object:
    """A result with all its forms: two rows explained, and the places behind all facts."""
    rows = sorted({0, len(result.rows) // 2}) if len(result.rows) else []
    ids = sorted({str(uid) for uid in result.facts["id"].dropna()})
    places = home.snapshot(result.as_of).provenance(ids)
    return result, to_json(result), to_csv(result), [home.explain(result, row) for row in rows], places


def _everywhere(home: Questions, _at: Places) -> object:
    """The whole country at once."""
    snapshot, rules = home.snapshot(), load_thresholds()
    segments = read_segments(snapshot.templates)
    return gaps_everywhere(cells_everywhere(gather(snapshot, segments, rules).present), segments, rules)


def _map(home: Questions, at: Places) -> object:
    """The chain map, with the firms named that could be brought in."""
    snapshot = home.snapshot()
    gaps = home.gaps(region=at.wide, chain=at.chain)
    targets = home._named_targets(at.wide, at.chain, None, None)
    return build_chain_map(snapshot, gaps, targets, chain=at.chain)


def _around(home: Questions, _at: Places) -> object:
    """The network around the firm that comes first by name."""
    snapshot = home.snapshot()
    firms = snapshot.nodes("Firm", ["name"]).dropna().sort_values(["name", "uid"])
    centre = find_node(snapshot, str(firms["uid"].iloc[0])) if len(firms) else "nobody"
    return build_network(snapshot, around=centre, hops=2)


def _held(home: Questions, _at: Places) -> object:
    """All that a snapshot says beside its tables."""
    snapshot = home.snapshot()
    uids = [uid for kind in snapshot.schema.nodes for uid in snapshot.nodes(kind, [], ended=True)["uid"]]
    few = uids[:: max(1, len(uids) // 500)]
    settings = snapshot.settings.model_dump(exclude={"neo4j"})
    templates = {name: template.model_dump() for name, template in snapshot.templates.items()}
    return snapshot.as_of, settings, templates, snapshot.runs(), snapshot.names(uids), snapshot.universe(few)


QUESTIONS: dict[str, Asked] = {
    "held": _held,
    "gaps": lambda h, at: told(h, h.gaps(chain=at.chain)),
    "gaps of several regions, earlier": lambda h, at: told(h, h.gaps(region=at.several, as_of=at.earlier)),
    "targets": lambda h, at: told(h, h.targets(region=at.wide, chain=at.chain)),
    "targets, earlier": lambda h, at: told(h, h.targets(chain=at.chain, as_of=at.earlier)),
    "search sheet": lambda h, at: search_sheet(h.snapshot(), h.gaps(chain=at.chain)),
    "leaders": lambda h, at: told(h, h.leaders(region=at.wide)),
    "leaders, earlier": lambda h, at: told(h, h.leaders(chain=at.chain, as_of=at.earlier)),
    "regions": lambda h, at: told(h, h.regions(peers=at.several.split(","), chain=at.chain)),
    "chains": lambda h, at: told(h, h.chains(region=at.several, every=True)),
    "chains, earlier": lambda h, at: told(h, h.chains(region=at.wide, as_of=at.earlier)),
    "everywhere": _everywhere,
    "review": lambda h, at: review(h.snapshot(), at.duplicates, region=at.home, chain=at.chain),
    "review, brought back": lambda h, at: standing(h.snapshot(), at.duplicates, [at.home]),
    "map": _map,
    "network": lambda h, _at: build_network(h.snapshot()),
    "network around": _around,
}


def answer(asked: Asked, home: Questions, at: Places) -> object:
    """What a home says to a question, or the refusal it gives."""
    try:
        return asked(home, at)
    except LiantuError as error:
        return type(error).__name__, error.key, {name: str(value) for name, value in error.values.items()}


def assert_same(ours: object, theirs: object, at: str = "") -> None:
    """Both are the same to the last bit: values, types, order; a difference is told with where it is."""
    assert type(theirs) is type(ours), at
    if isinstance(ours, pd.DataFrame):
        pd.testing.assert_frame_equal(ours, typing.cast("pd.DataFrame", theirs), check_exact=True, obj=at)
    elif dataclasses.is_dataclass(ours):
        for field in dataclasses.fields(ours):
            assert_same(getattr(ours, field.name), getattr(theirs, field.name), f"{at}.{field.name}")
    elif isinstance(ours, Mapping):
        other = typing.cast("Mapping[Any, Any]", theirs)
        assert list(other) == list(ours), at
        for name, value in ours.items():
            assert_same(value, other[name], f"{at}[{name}]")
    elif isinstance(ours, Sequence) and not isinstance(ours, str):
        others = typing.cast("Sequence[Any]", theirs)
        assert len(others) == len(ours), f"{at}: {theirs!r:.2000}, not {ours!r:.2000}"
        for place, pair in enumerate(zip(ours, others, strict=True)):
            assert_same(*pair, f"{at}[{place}]")
    else:
        assert theirs == ours or (ours != ours and theirs != theirs), f"{at}: {theirs!r}, not {ours!r}"  # noqa: PLR0124


def functions_of_snapshots() -> Iterator[FunctionType]:
    """Every public function of the analyses, the views and the front door that takes a snapshot."""
    for module in (front, *_modules(analyses), *_modules(visualizations)):
        for name, function in vars(module).items():
            if isinstance(function, FunctionType) and function.__module__ == module.__name__ and name[0] != "_":
                kinds = {str(parameter.annotation) for parameter in inspect.signature(function).parameters.values()}
                if kinds & {"SnapshotLike", "Snapshot"}:
                    yield function


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(found.name)


__all__ = ["QUESTIONS", "Places", "Snapshot", "answer", "assert_same", "functions_of_snapshots"]
