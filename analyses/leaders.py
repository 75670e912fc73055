"""龙头企业（测算） computed lead firms of a district's chains, beside the 链主 of official lists."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analyses.assess import Assessment, assess
from analyses.dates import dated
from analyses.reading import SnapshotLike
from analyses.result import FACT_COLUMNS, Result
from analyses.scope import find_scope
from analyses.segments import find_chain
from analyses.thresholds import Thresholds, load_thresholds
from analyses.wording import percent
from graph.errors import NotPossible
from graph.words import say

COLUMNS = (
    "chain", "chain_name", "uid", "firm", "title", "official", "segments", "revenue", "market_share", "above_scale",
    "hnte", "local_suppliers", "local_buyers", "score", "parts", "dropped_weight", "rank",
)  # fmt: skip
_WEIGHTS = {"titles": 0.4, "revenue": 0.3, "links": 0.3}


def leaders(
    snapshot: SnapshotLike,
    *,
    region: str | Sequence[str],
    chain: str | None = None,
    thresholds: Thresholds | Path | None = None,
) -> Result:
    """Return the firms that lead each chain here; answers "who leads, and who is on the official list".

    A firm is listed when an official list names it 链主 (``official``), or when it is a lead firm by title or market
    share (龙头企业（测算）). The score is the weighted mean of titles, percentile of revenue among the chain's effective
    firms here, and percentile of supply partners here; what is unknown is dropped and its weight printed.
    """
    rules = thresholds if isinstance(thresholds, Thresholds) else load_thresholds(thresholds)
    if not snapshot.templates:
        raise NotPossible("gaps.no_templates")
    asked = find_chain(snapshot.templates, chain) if chain else None
    seen = assess(snapshot, find_scope(snapshot, region), rules)
    rows = _rows(snapshot, seen, asked)
    chains = sorted(set(rows["chain"])) if asked is None else [asked]
    result = Result(
        command="leaders",
        rows=rows,
        parameters={"region": region if isinstance(region, str) else list(region), "chain": asked},
        versions={"thresholds": rules.version, **seen.segments.versions(chains)},
        as_of=snapshot.as_of,
        coverage={"scope": seen.scope.text(), "supply_edges": int(seen.supply.bought["key"].nunique())},
        warnings=(say("gaps.note_leaders"),),
        facts=_facts(rows, rules),
    )
    return dated(result, snapshot, rules.dates)


def _rows(snapshot: SnapshotLike, seen: Assessment, asked: str | None) -> pd.DataFrame:
    local = seen.local[(seen.local["confidential"] == 0) & (seen.local["standing"] == 3)]
    local = local.assign(chain=local["segment"].str.replace("/.*", "", regex=True))
    local = local[local["chain"] == asked] if asked else local
    firms = seen.inputs.firms.set_index("uid")
    members = local.drop_duplicates(["chain", "firm"])[["chain", "firm"]].reset_index(drop=True)
    members = members.join(firms[["revenue", "market_share", "above", "hnte", "lead", "chain_master"]], on="firm")
    members = _with_links(members, seen)
    parts = {
        "titles": members["lead"].where(members["chain_master"] == 0, 1.0).astype(float),
        "revenue": members.groupby("chain")["revenue"].rank(pct=True),
        "links": members.groupby("chain")["links"].rank(pct=True)
        if members["links"].sum()
        else members["links"] * float("nan"),
    }
    weights = pd.DataFrame(
        {name: values.notna() * _WEIGHTS[name] for name, values in parts.items()}, index=members.index
    )
    total = weights.sum(axis=1)
    points = {n: (100 * v.fillna(0.0) * weights[n] / total).round(2) for n, v in parts.items()}
    members = members.assign(score=pd.DataFrame(points).sum(axis=1).round(2), dropped=(1 - total).round(10))
    names = snapshot.names(sorted(set(members["firm"])))
    table, captions = seen.segments.table, seen.segments.captions
    chains = dict(zip(table["chain"], table["chain_name"], strict=True))
    filled = local.groupby(["chain", "firm"])["segment"].agg(lambda s: sorted(set(s)))
    told = [{n: float(points[n][i]) for n in parts if weights[n][i] > 0} for i in members.index]
    members = members.assign(points=pd.Series(told, index=members.index, dtype="object"))
    chosen = members[(members["lead"] > 0) | (members["chain_master"] > 0)]
    chosen = chosen.sort_values(["chain", "chain_master", "score", "firm"], ascending=[True, False, False, True])
    chosen = chosen.assign(rank=chosen.groupby("chain").cumcount() + 1)
    rows = [
        {
            "chain": line["chain"], "chain_name": chains[line["chain"]], "uid": line["firm"],
            "firm": names.get(line["firm"], line["firm"]),
            "title": say("gaps.leader_official" if line["chain_master"] > 0 else "gaps.leader_computed"),
            "official": bool(line["chain_master"] > 0),
            "segments": [captions[s] for s in filled[(line["chain"], line["firm"])]],
            "revenue": float(line["revenue"]), "market_share": float(line["market_share"]),
            "above_scale": bool(line["above"] > 0), "hnte": bool(line["hnte"] > 0),
            "local_suppliers": int(line["suppliers"]), "local_buyers": int(line["buyers"]),
            "score": float(line["score"]), "parts": line["points"], "dropped_weight": float(line["dropped"]),
            "rank": int(line["rank"]),
        }
        for line in chosen.to_dict("records")
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _with_links(members: pd.DataFrame, seen: Assessment) -> pd.DataFrame:
    """Count the supply partners here of each firm."""
    bought = seen.supply.bought[seen.supply.bought["local_src"]].drop_duplicates(["src", "dst"])
    suppliers, buyers = bought.groupby("dst")["src"].nunique(), bought.groupby("src")["dst"].nunique()
    counted = members.assign(
        suppliers=suppliers.reindex(members["firm"]).fillna(0).to_numpy(),
        buyers=buyers.reindex(members["firm"]).fillna(0).to_numpy(),
    )
    return counted.assign(links=counted["suppliers"] + counted["buyers"])


def _facts(rows: pd.DataFrame, rules: Thresholds) -> pd.DataFrame:
    text = say("gaps.fact_lead", share=percent(rules.counting.market_share))
    lines: list[tuple[int, str, str, str, str, str]] = []
    for number, row in enumerate(rows.to_dict("records")):
        lines.append((number, "title", text, str(row["title"]), str(row["uid"]), str(row["firm"])))
        lines += [
            (number, "parts", say(f"gaps.leader_part_{name}"), f"{points:g}", str(row["uid"]), str(row["firm"]))
            for name, points in dict(row["parts"]).items()
        ]
    return pd.DataFrame(lines, columns=list(FACT_COLUMNS))
