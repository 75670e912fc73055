"""A small graph made by hand: rows in, snapshot out, and the state of every segment known on paper."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from graph.chains.template import ChainTemplate, load_template
from graph.schema import load_schema
from graph.settings import Settings
from graph.snapshot import Snapshot

HOME = "320706"
TODAY = date(2026, 6, 30)


@dataclass(frozen=True)
class Graph:
    """Rows per kind, as lists of dicts; ``sightings`` are (id, source, source_date)."""

    templates: dict[str, ChainTemplate]
    settings: Settings
    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    sightings: tuple[tuple[str, str, str | None], ...] = ()
    universes: dict[str, str] = field(default_factory=dict)
    as_of: date = TODAY

    def with_rows(self, **rows: list[dict[str, object]]) -> Graph:
        return replace(self, rows=join(self.rows, rows))

    def with_settings(self, **values: object) -> Graph:
        return replace(self, settings=Settings(**{**self.settings.model_dump(), **values}))

    def snapshot(self) -> Snapshot:
        schema = load_schema()
        frames = {kind: pd.DataFrame(rows) for kind, rows in self.rows.items() if rows}
        for kind, frame in frames.items():
            dates = {f.name for f in schema.kind(kind).fields if f.type == "date"}
            for name in dates & set(frame.columns):
                frame[name] = pd.to_datetime(frame[name])
        columns = ["id", "file", "sheet", "row", "run", "source", "source_date", "total"]
        places = [(i, f"{s}.csv", "", 1, 1, s, pd.Timestamp(d) if d else None, 1) for i, s, d in self.sightings]
        return Snapshot.from_frames(
            {k: f for k, f in frames.items() if k in schema.nodes},
            {k: f for k, f in frames.items() if k in schema.edges},
            schema=schema,
            settings=self.settings,
            templates=self.templates,
            as_of=self.as_of,
            facts=pd.DataFrame(places, columns=columns),
            universes=self.universes,
        )


def firm(uid: str, segments: object = (), **values: object) -> dict[str, list[dict[str, object]]]:
    """Rows of one firm: effective and in the home district unless said otherwise; titles and segments as edges."""
    given = {"name": f"示例{uid}", "region": HOME, "insured": 50, "status": "active", **values}
    titles = given.pop("holds", [])
    listed = [segments] if isinstance(segments, str) else list(segments)  # type: ignore[call-overload]
    placed = [
        {"src": uid, "dst": f"segment:{s}", "main": n == 0, "evidence": "declared", "share": None}
        for n, s in enumerate(listed)
    ]
    holds = [{"src": uid, "dst": f"recognition:{t}"} if isinstance(t, str) else {"src": uid, **t} for t in titles]
    names = [str(h["dst"]).removeprefix("recognition:") for h in holds]
    return {
        "Firm": [{"uid": uid, **given}],
        "OPERATES_IN": placed,
        "HOLDS": holds,
        "Recognition": [{"uid": f"recognition:{n}", "name": n} for n in names],
    }


def join(*parts: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    rows: dict[str, list[dict[str, object]]] = {}
    for part in parts:
        for kind, more in part.items():
            rows.setdefault(kind, []).extend(more)
    if "Recognition" in rows:
        rows["Recognition"] = list({str(r["uid"]): r for r in rows["Recognition"]}.values())
    return rows


def segment_yaml(name: str, inputs: dict[str, float] | None = None, **values: object) -> dict[str, object]:
    base: dict[str, object] = {
        "id": name, "zh": f"环节{name}", "en": f"Segment {name}", "stage": "mid", "layer": 1, "panel": "板块", "weight": "core",
        "required": True, "kind": "product", "filled_by": "production", "keywords": [f"产品{name}"], "value": 3, "source": "手写",
        "inputs": [{"segment": s, "need": n, "reason": "投入"} for s, n in (inputs or {}).items()],
    }  # fmt: skip
    return {**base, **values}


def chain(name: str, *segments: dict[str, object], **values: object) -> ChainTemplate:
    given = {"chain": name, "zh": f"链{name}", "en": f"Chain {name}", "version": "1", "effective": "2026-01-01",
             "basis": "手工构造的测试产业链", "segments": list(segments)}  # fmt: skip
    import yaml

    return load_template(yaml.safe_dump({**given, **values}, allow_unicode=True), name)


CHAIN = chain("c", segment_yaml("a"), segment_yaml("b", {"a": 1.0}), segment_yaml("d", {"b": 0.5}))
"""A short chain: b takes a, d takes b."""
SIGNED = {"region": HOME, "titles": ["规上", "高新技术企业"], "signed_by": "示例统计局", "from": "2026-01-01"}


def graph(*chains: ChainTemplate, settings: dict[str, object] | None = None, **rows: list[dict[str, object]]) -> Graph:
    return Graph({c.chain: c for c in chains}, Settings(**{"home": HOME, **(settings or {})}), rows)
