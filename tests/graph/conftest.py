"""A small schema to throw away, helpers that hand over records of it, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from graph.records import Batch, Origin, RunInfo
from graph.schema import EdgeKind, NodeKind, Schema
from graph.settings import Settings
from graph.workspace.frames import arrow_type
from graph.workspace.layout import Layout
from graph.workspace.workspace import Workspace, Written

HOME = "320706"
A, B = "91320706AAAAAAAAA1", "91320706AAAAAAAAA2"  # codes of two mills


def _field(name: str, type_: str = "text", **more: object) -> dict[str, object]:
    return {"name": name, "type": type_, "zh": name, "en": name, **more}


def _node(kind: str, fields: Sequence[dict[str, object]], **more: object) -> NodeKind:
    about = {"zh": kind, "en": kind, "about_zh": kind, "about_en": kind}
    return NodeKind.model_validate({"kind": kind, "fields": fields, **about, **more})


def _edge(name: str, src: Mapping[str, object], dst: Mapping[str, object], **more: object) -> EdgeKind:
    told = {"zh": name, "en": name, "sentence_zh": "{src} {dst}", "sentence_en": "{src} {dst}"}
    ends = {"src": {"zh": "from", "en": "from", **src}, "dst": {"zh": "to", "en": "to", **dst}}
    return EdgeKind.model_validate({"edge": name, **told, **ends, **more})


def throw_away_schema() -> Schema:
    """Mills and schools share identity; products have names only; years belong to mills; roles say what else one is."""
    body = [_field("name", "name"), _field("uscc", "uscc"), _field("ticker", "id"), _field("old", "list"),
            _field("region", "division"), _field("opened", "date"), _field("shut", "date")]  # fmt: skip
    shared = {"space": "body", "identifiers": ["uscc", "ticker"], "fallback": ["name", "region"], "former": "old"}
    kinds = [
        _node("Mill", [*body, _field("money", "money"), _field("size", "integer"), _field("tags", "list"),
                       _field("good", "flag"), _field("share", "share")],
              uscc_prefixes=["91"], validity={"start": "opened", "end": "shut"}, **shared),
        _node("School", [*body, _field("size", "integer"), _field("rank", "number")], uscc_prefixes=["12"], **shared),
        _node("Thing", [_field("name", "name"), _field("note")]),
        _node("Place", [_field("code", "id"), _field("name", "name")], identifiers=["code"]),
        _node("Year", [_field("year", "year"), _field("sales", "money")], fallback=["HAS.src", "year"], caption="year"),
        _node("Role", [_field("code", "id"), _field("name", "name")], identifiers=["code"]),
    ]  # fmt: skip
    bodies = {"kinds": ["Mill", "School"]}
    edges = [
        _edge("SELLS", {"kinds": ["Mill"]}, {"kinds": ["Mill"]}, key=["what", "year"],
              fields=[_field("what"), _field("year", "year"), _field("amount", "money"), _field("ends", "date")],
              validity={"end": "ends"}),
        _edge("MAKES", bodies, {"kinds": ["Thing"]}, fields=[_field("share", "share")]),
        _edge("MATES", bodies, bodies, directed=False, key=["topic"], fields=[_field("topic"), _field("money", "money")]),
        _edge("IN", bodies, {"kinds": ["Place"]}),
        _edge("TEACHES", {"kinds": ["School"], "roles": ["School"]}, {"kinds": ["Thing"]}),
        _edge("HAS", bodies, {"kinds": ["Year"]}),
        _edge("IS", bodies, {"kinds": ["Role"]}, role=True, key=["since"], fields=[_field("since", "date")]),
    ]  # fmt: skip
    return Schema({kind.name: kind for kind in sorted(kinds, key=lambda k: k.name)},
                  {edge.name: edge for edge in sorted(edges, key=lambda e: e.name)})  # fmt: skip


def make_batch(schema: Schema, kind: str, rows: Sequence[Mapping[str, object]], *, origin: int = 0) -> Batch:
    """Hand over rows as a loader does: every column there is, rows numbered from 2."""
    columns = Layout(schema).record_columns(kind)
    arrays = {c.name: pa.array([row.get(c.name) for row in rows], arrow_type(c)) for c in columns}
    arrays["origin"] = pa.array([origin] * len(rows), pa.int32())
    arrays["row"] = pa.array(range(2, len(rows) + 2), pa.int32())
    return Batch(kind, pa.table(arrays))


def make_run(source: str = "list", **more: object) -> RunInfo:
    told: dict[str, object] = {
        "command": "load",
        "source": source,
        "origins": [Origin(f"{source}.xlsx", "Sheet1", "d")],
    }
    return RunInfo(**{**told, **more})  # type: ignore[arg-type]


def names(ws: Workspace, kind: str = "Mill") -> dict[str, str]:
    """Return the names of a kind's entities by uid."""
    frame = ws.snapshot().nodes(kind)
    return dict(zip(frame["uid"], frame["name"], strict=True))


def counts(written: Written) -> dict[str, tuple[int, int, int, int]]:
    """Return how many records of each kind were new, changed and unchanged, and how many wait."""
    return {c.kind: (c.created, c.updated, c.unchanged, c.waiting) for c in written.kinds}


@pytest.fixture(name="schema")
def _schema() -> Schema:
    return throw_away_schema()


@pytest.fixture
def settings() -> Settings:
    return Settings(home=HOME)


@pytest.fixture
def batch(schema: Schema) -> Callable[..., Batch]:
    return lambda kind, rows, **more: make_batch(schema, kind, rows, **more)


@pytest.fixture
def workspace(tmp_path: Path, settings: Settings, schema: Schema, monkeypatch: pytest.MonkeyPatch):
    """A workspace of the throw-away schema."""
    import graph.workspace.workspace as module

    monkeypatch.setattr(module, "load_schema", lambda _extra=(): schema)
    return module.Workspace.create(tmp_path / "ws", settings, wait=1.0)


DAY = date(2025, 6, 30)
