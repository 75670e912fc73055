"""The reasons for a target firm, each with source and date, and the one argument against it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analyses.assess import Assessment
from analyses.candidates import Candidates
from analyses.inputs import UNSTATED
from analyses.reading import SnapshotLike, origins
from analyses.ties import tie_strength
from graph.words import say

Line = Mapping[Hashable, Any]
_RELATIONS_SHOWN = 3


def reasons_of(
    snapshot: SnapshotLike, seen: Assessment, found: Candidates, table: pd.DataFrame, names: Mapping[str, str]
) -> list[list[dict[str, str]]]:
    """Return for each row what speaks for the firm: text, source, date (both '' where a figure has no record)."""
    attributes = {str(own["uid"]): own for own in seen.inputs.firms.to_dict("records")}
    lift = tie_strength(found.ties, found.placed, found.here, found.rules)["lift"]
    own = found.relations[found.relations["firm"].isin(table["firm"])]
    relations = dict(iter(own.groupby("firm")))
    origin = origins(snapshot, [*table["key"], *table["firm"], *own["key"]])
    captions = seen.segments.captions
    lists = []
    for line in table.to_dict("records"):
        firm = str(line["firm"])
        told = [(_fit(line, captions), str(line["key"]))]
        linked = relations[firm].to_dict("records")[:_RELATIONS_SHOWN] if firm in relations else []
        told += [(_kinship(link, names), str(link["key"])) for link in linked]
        if firm in lift.index and lift[firm] > 1:
            told.append((say("targets.reason_tie", lift=f"{lift[firm]:.1f}"), ""))
        told.append((say("targets.reason_reach", ring=_ring(line)), firm))
        titles = _titles(attributes[firm])
        if titles:
            told.append((say("targets.reason_capability", titles="、".join(titles)), firm))
        if pd.notna(line["mobility"]):
            told.append((say("targets.reason_mobility"), firm))
        lists.append([
            {"text": text, "source": origin.get(key, origin.get(firm, ("", "")) if key else ("", ""))[0],
             "date": origin.get(key, origin.get(firm, ("", "")) if key else ("", ""))[1]}
            for text, key in told
        ])  # fmt: skip
    return lists


def status_name(status: str) -> str:
    """Return a registration state in words; one of the user's own stands as it is."""
    known = ("cancelled", "revoked", "moved_out", "suspended", "liquidating")
    return say(f"targets.status_{status}") if status in known else status


def _fit(line: Line, captions: Mapping[str, str]) -> str:
    level = say("targets.level_main" if line["main"] > 0 else "targets.level_secondary")
    return say("targets.reason_fit", segment=captions[line["segment"]], evidence=_evidence(line), level=level)


def _evidence(line: Line) -> str:
    known = ("expert", "declared", "revenue", "product", "patent")
    told = line["evidence"] if isinstance(line["evidence"], str) else UNSTATED
    return say(f"targets.evidence_{told if told in known else 'product'}")


def _kinship(link: Line, names: Mapping[str, str]) -> str:
    year = _year(link["day"])
    local = names.get(str(link["local"]), str(link["local"]))
    relation = say(f"targets.relation_{link['relation']}")
    return say("targets.reason_kinship", local=local, relation=relation, day=f"（{year}）" if year else "")


def _year(day: object) -> int | None:
    return day.year if isinstance(day, pd.Timestamp) else None


def _ring(line: Line) -> str:
    return say(f"targets.ring_{line['ring'] if isinstance(line['ring'], str) else 'unknown'}")


def _titles(firm: Line) -> list[str]:
    told = [say(f"targets.title_{flag}") for flag in ("lead", "above", "hnte") if firm[flag] > 0]
    revenue = float(firm["revenue"])
    return [*told, *([say("targets.title_revenue", revenue=f"{revenue / 1e4:,.0f}")] if revenue > 0 else [])]


def counter_of(seen: Assessment, found: Candidates, line: Line, firm: Line) -> str:
    """Return the strongest argument against a target firm: ``line`` its row as a candidate, ``firm`` its attributes."""
    status = firm["status"] if isinstance(firm["status"], str) else "active"
    arguments = (
        (status in found.rules.risk, "status"),
        (line["firm"] in seen.stale, "stale"),
        (not isinstance(line["ring"], str), "place"),
        (firm["size"] == 2, "size"),
        (line["evidence"] in ("product", "patent"), "text"),
        (not line["main"], "secondary"),
        (line["list"] not in ("expansion", "in_city") and not line["kinship"] > 0, "no_tie"),
        (line["ring"] == "country", "far"),
        (True, "none"),
    )
    key = next(key for holds, key in arguments if holds)
    values = {"status": {"status": status_name(status)}, "text": {"evidence": _evidence(line)}}.get(key, {})
    return say(f"targets.counter_{key}", None, **values)
