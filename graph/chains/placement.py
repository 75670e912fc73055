"""Placing firms into segments 归环节: one main and at most two secondary segments, each with its evidence.

Levels, strongest first: an expert's decision or a declared segment, a declared product, revenue by product, product
text, patents, scope words with a fitting industry code. Scope words alone make a candidate (evidence ``scope``), never
a count.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graph.chains import evidence as ev
from graph.chains.case import FIRM_COLUMNS, Case, make_case, with_columns
from graph.chains.choosing import choose
from graph.chains.exclusions import Exclusions, first_word, joined_names, kept_out, load_exclusions
from graph.chains.rule import TemplateRule
from graph.chains.template import ChainTemplate

RULES = "2026.11"  # of this module and those that it rests on: raise it when the same rows would be placed otherwise
_DECISION_COLUMNS = ("subject", "verdict", "target", "value", "decided", "expires")


def place_firms(
    firms: pd.DataFrame,
    makes: pd.DataFrame | None = None,
    holds: pd.DataFrame | None = None,
    decisions: pd.DataFrame | None = None,
    *,
    templates: Mapping[str, ChainTemplate],
    as_of: date | None = None,
    exclusions: Exclusions | None = None,
) -> pd.DataFrame:
    """Place every firm that the evidence allows to place.

    Parameters
    ----------
    firms : DataFrame
        ``uid`` (distinct), ``name`` and, where known, ``industry`` (GB/T 4754 code), ``scope``, ``products`` (list),
        ``product_text``, ``main_segment``, ``other_segments`` (list).
    makes : DataFrame, optional
        ``src`` (firm uid), ``product`` (name), and where known ``share`` (of revenue, a fraction), ``year``.
    holds : DataFrame, optional
        ``src``, ``title`` of intellectual property held (patents, registered software).
    decisions : DataFrame, optional
        ``subject``, ``verdict``, ``target``, ``value``, ``decided``, ``expires`` (人工判断).
    templates : mapping
        Chain id → template.
    as_of : date, optional
        The day for which decisions count; None: each counts.
    exclusions : Exclusions, optional
        Types of firms kept out; None: the shipped ones.

    Returns
    -------
    DataFrame
        ``src`` (firm uid), ``dst`` (``segment:chain/id``), ``main``, ``share`` (of revenue, NaN unknown), ``evidence``
        (expert, declared, revenue, product, patent, scope), ``words`` (list), ``product``, ``confidence``; sorted by
        ``src``, main first. Of segments that are the same thing in several chains (``same_as``) only one is given.
    """
    case = make_case(firms, templates, exclusions or load_exclusions())
    said = [ev.from_fields(case.firms["main_segment"], case.firms["other_segments"], templates, case.numbers())]
    rejected: list[tuple[int, int]] = []
    if decisions is not None and len(decisions):
        rows = with_columns(decisions, _DECISION_COLUMNS)
        rows = rows.assign(src=case.number(rows["subject"]))
        confirmed, rejected = ev.from_decisions(rows[rows["src"] >= 0], templates, case.numbers(), as_of)
        said.insert(0, confirmed)
    found = pd.concat([*said, _admitted(_matched(case, makes, holds), case)], ignore_index=True)
    refused = [src * case.size + segment for src, segment in rejected]
    return choose(found[~case.pairs(found["src"], found["segment"]).isin(refused)], case)


class FirmPlacement(TemplateRule):
    """The derivation that places firms: from Firm rows, what they MAKE and HOLD, to OPERATES_IN edges.

    People's decisions are not read here: they hold from day to day, so they are applied where a day is known.
    """

    name = "placement"
    reads = ("Firm",)
    columns = MappingProxyType({"Firm": FIRM_COLUMNS[1:], "MAKES": ("share", "year"), "HOLDS": ()})
    beside = ("MAKES", "HOLDS")
    writes = "OPERATES_IN"
    rules = RULES

    def derive(self, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        """Return OPERATES_IN edges for the firms.

        Parameters
        ----------
        frames : mapping
            ``Firm``: rows as a snapshot gives them. ``MAKES``, ``HOLDS`` where known: edges of these firms with
            ``src``, ``dst_name``, ``dst_kind`` and the fields of the kind.
        """
        makes, holds = (frames[kind].rename(columns={"dst_name": name}) if kind in frames else None
                        for kind, name in (("MAKES", "product"), ("HOLDS", "title")))  # fmt: skip
        if holds is not None:
            holds = holds[holds["dst_kind"] == "IP"]
        return place_firms(frames["Firm"], makes, holds, templates=self._templates, exclusions=self._exclusions)


def _matched(case: Case, makes: pd.DataFrame | None, holds: pd.DataFrame | None) -> pd.DataFrame:
    """Return the evidence of all texts, each at its level; scope words only where no industry code speaks against."""
    every = np.arange(len(case.firms))
    parts = _of_products(case, makes)
    parts.append(ev.from_texts(every, case.firms["product_text"], ev.PRODUCT, case.matcher, case.words))
    if holds is not None and len(holds):
        table = holds.assign(src=case.number(holds["src"]))[["src", "title"]]
        table = table[table["src"] >= 0].drop_duplicates().sort_values(["src", "title"])
        src = table["src"].to_numpy(dtype=np.int64)
        parts.append(ev.from_texts(src, table["title"], ev.PATENT, case.matcher, case.words))
    for column in ("scope", "name"):
        rows = ev.from_texts(every, case.firms[column], ev.SCOPE, case.matcher, case.words)
        fits, unknown = case.fitting(rows)
        parts.append(rows[fits | unknown])
    return pd.concat(parts, ignore_index=True)


def _of_products(case: Case, makes: pd.DataFrame | None) -> list[pd.DataFrame]:
    """Return the evidence of declared products, and of products with a share of revenue (of the firm's newest year)."""
    cells = case.firms["products"].dropna()
    listed = [(src, text, place) for src, cell in cells.items() for place, text in enumerate(ev.listed(cell))]
    table = pd.DataFrame(listed, columns=["src", "product", "pos"]).assign(share=np.nan)
    if makes is not None and len(makes):
        rows = with_columns(makes, ("src", "product", "share", "year"))
        rows = rows.assign(src=case.number(rows["src"]), pos=len(listed))
        share, year = (pd.to_numeric(rows[name]).astype(float) for name in ("share", "year"))
        newest = year.where(share.notna()).groupby(rows["src"]).transform("max")
        rows = rows.assign(share=share)[share.isna() | year.isna() | (year == newest)]
        table = pd.concat([table, rows.loc[rows["src"] >= 0, ["src", "product", "pos", "share"]]], ignore_index=True)
    table = table.sort_values(["src", "pos", "product", "share"], kind="stable")
    parts = []
    for level, rows in ((ev.DECLARED, table[table["share"].isna()]), (ev.REVENUE, table[table["share"] > 0])):
        kept = rows.drop_duplicates(["src", "product"])
        src, pos = (kept[name].to_numpy(dtype=np.int64) for name in ("src", "pos"))
        part, texts = kept["share"].to_numpy(dtype=float), kept["product"]
        found = ev.from_texts(src, texts, level, case.matcher, case.words, share=part, pos=pos, brackets=True)
        parts.append(found)
    return parts


def _admitted(found: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Leave out firms of a type kept out, and weak evidence of firms whose name speaks against the chain."""
    speaking = case.firms.loc[found["src"].unique()]
    out = kept_out(speaking, case.rules)
    out = out.assign(src=case.number(out["uid"]))
    listing = [(code, place) for place, segment in enumerate(case.segments) for code in segment.codes]
    lifts = pd.DataFrame(listing, columns=["lift", "segment"]).assign(lifted=True)
    barred = found[["src", "segment"]].reset_index(names="at").merge(out, on="src")
    barred = barred.merge(lifts, on=["lift", "segment"], how="left")
    found = found[~found.index.isin(barred.loc[barred["lifted"].isna(), "at"])]
    weak = (found["level"] > ev.REVENUE).to_numpy(dtype=bool)
    return found[~(weak & _named_against(found, speaking, case))]


def _named_against(found: pd.DataFrame, speaking: pd.DataFrame, case: Case) -> NDArray[np.bool_]:
    """Tell for which rows an exclusion of the whole chain stands in the firm's name."""
    joined, starts = joined_names(speaking["name"].to_list())
    chains = sorted(case.templates)
    against = np.zeros((len(case.firms), max(len(chains), 1)), dtype=bool)
    for place, chain in enumerate(chains):
        against[speaking.index.to_numpy(), place] = first_word(joined, starts, case.templates[chain].exclusions) != ""
    chain_of = np.array([chains.index(code.partition("/")[0]) for code in case.matcher.segments], dtype=np.int64)
    rows = found["src"].to_numpy(dtype=np.int64), chain_of[found["segment"].to_numpy(dtype=np.int64)]
    return np.asarray(against[rows], dtype=bool)
