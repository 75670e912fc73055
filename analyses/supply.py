"""Who supplies local buyers: 区内配套率 local supply rate, supply coverage, concentration, single and lost sources.

LSR-v = purchases of an input from local suppliers ⁄ all purchases of it by local buyers (by value, where every
edge has an amount); LSR-n = the same by number of supply edges. The definition used is printed with each figure.
Confidential firms have no supply edges here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analyses.events import ENDS
from analyses.inputs import Inputs, months_before
from analyses.reading import DATE, NUMBER, TEXT, SnapshotLike, as_text, look_up, read_edges
from analyses.scope import Scope
from analyses.segments import Segments
from analyses.thresholds import Thresholds
from graph.names import normalise_name

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Supply:
    """Figures per segment, NaN where unknown.

    ``coverage`` C_sup; ``lsr`` with ``definition`` (LSR-v, LSR-n or ''); ``out_supply`` share of local makers' sales
    that leave; ``hhi`` normalised (0–1); ``top_share`` of the largest supplier; ``suppliers`` their number;
    ``source_lost`` the only known source is gone. ``bought`` and ``sold`` are the edges behind (key, src, dst,
    segment, amount, local_src, local_dst); ``buyers`` are the local buyers of each segment (segment, firm).
    """

    coverage: Floats
    lsr: Floats
    definition: NDArray[np.object_]
    out_supply: Floats
    hhi: Floats
    top_share: Floats
    suppliers: Floats
    source_lost: NDArray[np.bool_]
    bought: pd.DataFrame
    sold: pd.DataFrame
    gone: pd.DataFrame
    buyers: pd.DataFrame


def supply(snapshot: SnapshotLike, inputs: Inputs, segments: Segments, scope: Scope, rules: Thresholds) -> Supply:
    """Return the supply figures of a boundary; answers "do local buyers buy here, and from how many"."""
    edges = supply_edges(snapshot, inputs, segments, scope, rules)
    effective = set(inputs.firms.loc[inputs.firms["standing"] == 3, "uid"])
    bought = edges[edges["local_dst"] & edges["known_src"] & edges["dst"].isin(effective)]
    live, gone = bought[~bought["gone"]], bought[bought["gone"]]
    sold = edges[edges["local_src"] & edges["known_dst"] & ~edges["gone"]]
    buyers = local_buyers(inputs, segments, scope, bought)
    bought_by = _by_supplier(live)
    return Supply(
        coverage=_coverage(buyers, live, inputs, segments),
        lsr=_spread(_share(live, live["local_src"]), segments),
        definition=_definitions(live, segments),
        out_supply=_spread(_share(sold, ~sold["local_dst"]), segments),
        hhi=_spread(
            bought_by.groupby("segment")["share"].agg(lambda s: concentration(s.to_numpy(dtype=float))), segments
        ),
        top_share=_spread(bought_by.groupby("segment")["share"].max(), segments),
        suppliers=_spread(bought_by.groupby("segment")["share"].size(), segments),
        source_lost=_lost(live, gone, segments)
        & (_coverage(buyers, bought, inputs, segments) >= rules.coverage.supply),
        bought=live,
        sold=sold,
        gone=gone,
        buyers=buyers,
    )


def supply_edges(
    snapshot: SnapshotLike, inputs: Inputs, segments: Segments, scope: Scope, rules: Thresholds
) -> pd.DataFrame:
    """Return the newest supply edge of each pair and product, none of a year to come, with its input segment.

    ``gone``: the contract ended, or the supplier left business, within the months of an event; ``event`` says which
    (``contract``, or as in :func:`analyses.events.lost_firms`). Older ends are left out, and so are firms not in
    business without a date.
    """
    edges = read_edges(snapshot, "SUPPLIES", ended=True, product=TEXT, year=NUMBER, amount=NUMBER, end_date=DATE)
    firms = inputs.firms.set_index("uid")
    hidden = set(firms.index[firms["confidential"] > 0])
    edges = edges[~edges["src"].isin(hidden) & ~edges["dst"].isin(hidden) & (edges["src"] != edges["dst"])]
    edges = edges[~(edges["year"] > snapshot.as_of.year)]  # a year to come is a plan: it hides no year that was
    edges = edges.sort_values(["src", "dst", "product", "year", "key"]).drop_duplicates(
        ["src", "dst", "product"], keep="last"
    )
    today, start = pd.Timestamp(snapshot.as_of), months_before(snapshot.as_of, rules.states.event_months)
    closed = look_up(edges["src"], firms["closed"]).where(look_up(edges["src"], firms["standing"]).eq(0))
    contract = edges["end_date"].notna() & ~(closed < edges["end_date"])
    end = edges["end_date"].where(contract, closed)
    status = as_text(look_up(edges["src"], firms["status"]))
    idle = look_up(edges["src"], firms["standing"]).eq(0) & end.isna()
    event = status.where(status.isin(ENDS), "ended").mask(contract, "contract")
    edges = edges.assign(end=end, gone=end.notna() & (end <= today), event=event)
    edges = edges[~idle & (~edges["gone"] | (edges["end"] > start))]
    inside, located = _located(inputs, scope)
    edges = edges.assign(
        local_src=edges["src"].isin(inside), local_dst=edges["dst"].isin(inside),
        known_src=edges["src"].isin(located), known_dst=edges["dst"].isin(located),
    )  # fmt: skip
    return _assign(edges.reset_index(drop=True), inputs, segments)


def _located(inputs: Inputs, scope: Scope) -> tuple[set[str], set[str]]:
    at = inputs.places
    inside = set(at.loc[scope.holds(at), "firm"])
    return inside, set(at.loc[at["region"].notna() | at["park"].notna(), "firm"]) | inside


def _assign(edges: pd.DataFrame, inputs: Inputs, segments: Segments) -> pd.DataFrame:
    """Give each edge its input segment: by product word, else the supplier's that the buyer's takes, else the main."""
    placed = inputs.placed[["firm", "segment", "main"]].drop_duplicates(["firm", "segment"])
    made = edges[["key", "dst", "product"]].merge(placed.rename(columns={"firm": "src"}), how="inner", left_index=False,
                                                  left_on=edges["src"], right_on="src")  # fmt: skip
    made = pd.concat([made, _by_words(edges, segments)], ignore_index=True)
    words = _words(segments)
    made["named"] = [s in words.get(_plain(p), ()) for s, p in zip(made["segment"], made["product"], strict=True)]
    pairs = {(segment, taker) for taker, taken in segments.inputs() for segment, _ in taken}
    taken_by = placed.groupby("firm")["segment"].agg(list)
    takers = [taken_by.get(firm, []) for firm in made["dst"]]
    made["taken"] = [any((s, t) in pairs for t in ts) for s, ts in zip(made["segment"], takers, strict=True)]
    order = ["key", "named", "taken", "main", "segment"]
    chosen = made.sort_values(order, ascending=[True, False, False, False, True]).drop_duplicates("key")
    edges = edges.merge(chosen[["key", "segment"]], on="key", how="inner")
    return segments.spread(edges).reset_index(drop=True)


def _by_words(edges: pd.DataFrame, segments: Segments) -> pd.DataFrame:
    """Propose segments for edges whose product is a product word of a template."""
    words = _words(segments)
    rows = [
        {"key": key, "dst": dst, "product": product, "segment": segment, "main": 0}
        for key, dst, product in zip(edges["key"], edges["dst"], edges["product"], strict=True)
        for segment in sorted(words.get(_plain(product), ()))
    ]
    return pd.DataFrame(rows, columns=["key", "dst", "product", "segment", "main"])


def _plain(text: object) -> str:
    return normalise_name(text) if isinstance(text, str) else ""


def _words(segments: Segments) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for own in segments.ids:
        item = segments.declared(own)
        for word in (item.zh, *item.names, *(keyword.partition(":")[0] for keyword in item.keywords)):
            found.setdefault(_plain(word), set()).add(own)
    return found


def local_buyers(inputs: Inputs, segments: Segments, scope: Scope, bought: pd.DataFrame) -> pd.DataFrame:
    """Return segment, firm: local effective firms whose segment takes the input, or that are seen to buy it."""
    present = inputs.present[scope.holds(inputs.present)]
    makers = present[(present["standing"] == 3) & (present["fills"] > 0)][["firm", "segment"]]
    needs = segments.needs.tocoo()
    takes = pd.DataFrame({"segment": needs.coords[0], "taker": needs.coords[1]})
    takes = takes.map(lambda row: segments.ids[row]).astype("str")
    pairs = takes.merge(makers.rename(columns={"segment": "taker"}), on="taker")[["segment", "firm"]]
    seen = bought[["segment", "dst"]].rename(columns={"dst": "firm"})
    return pd.concat([pairs, seen], ignore_index=True).drop_duplicates(ignore_index=True)


def _spread(values: pd.Series, segments: Segments) -> Floats:
    """Put a figure per segment into the order of the segments; NaN where there is none."""
    return np.asarray(values.reindex(segments.ids), dtype=float)


def _coverage(buyers: pd.DataFrame, bought: pd.DataFrame, inputs: Inputs, segments: Segments) -> Floats:
    """C_sup: revenue (where known of every buyer, else number) of buyers with a known supplier ⁄ of all buyers."""
    known = pd.MultiIndex.from_frame(bought[["segment", "dst"]])
    revenue = look_up(buyers["firm"], inputs.firms.set_index("uid")["revenue"]).astype(float)
    weight = _weights(revenue, buyers["segment"])
    seen = weight * pd.MultiIndex.from_frame(buyers[["segment", "firm"]]).isin(known)
    return _spread(seen.groupby(buyers["segment"]).sum() / weight.groupby(buyers["segment"]).sum(), segments)


def _weights(values: pd.Series, segment: pd.Series) -> pd.Series:
    """Values where all of a segment are known and positive together, else 1 for each row of the segment."""
    by_value = _by_value(values, segment)
    return values.where(by_value, 1.0).astype(float)


def _by_value(values: pd.Series, segment: pd.Series) -> pd.Series:
    whole = values.notna().groupby(segment).transform("all").astype(bool)
    return whole & (values.groupby(segment).transform("sum") > 0)


def _share(edges: pd.DataFrame, chosen: pd.Series) -> pd.Series:
    weight = _weights(edges["amount"], edges["segment"])
    return (weight * chosen).groupby(edges["segment"]).sum() / weight.groupby(edges["segment"]).sum()


def _definitions(edges: pd.DataFrame, segments: Segments) -> NDArray[np.object_]:
    by_value = _by_value(edges["amount"], edges["segment"]).groupby(edges["segment"]).all()
    named = {str(segment): "LSR-v" if value else "LSR-n" for segment, value in by_value.items()}
    return np.array([named.get(segment, "") for segment in segments.ids], dtype=object)


def _by_supplier(edges: pd.DataFrame) -> pd.DataFrame:
    """Return segment, src, share: each supplier's part of what local buyers buy of a segment."""
    weight = _weights(edges["amount"], edges["segment"])
    total = weight.groupby([edges["segment"], edges["src"]]).sum().rename("weight").reset_index()
    return total.assign(share=total["weight"] / total.groupby("segment")["weight"].transform("sum"))


def concentration(shares: Floats) -> float:
    """Return the normalised Herfindahl–Hirschman index (H − 1⁄N) ⁄ (1 − 1⁄N) of shares adding up to 1; N = 1: 1."""
    number = len(shares)
    return 1.0 if number == 1 else float((np.square(shares).sum() - 1 / number) / (1 - 1 / number))


def _lost(live: pd.DataFrame, gone: pd.DataFrame, segments: Segments) -> NDArray[np.bool_]:
    """Only one supplier was known, and it is gone."""
    sources = pd.concat([live, gone]).groupby("segment")["src"].nunique()
    still = set(live["segment"])
    found = [sources.get(segment, 0) == 1 and segment not in still for segment in segments.ids]
    return np.array(found, dtype=bool)
