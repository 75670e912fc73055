"""Which segments institutes, teams, funds, carriers, demands and outcomes focus on 面向, from the fields they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd

from graph.chains import evidence as ev
from graph.chains.case import make_case, with_columns
from graph.chains.exclusions import Exclusions, load_exclusions
from graph.chains.rule import TemplateRule
from graph.chains.template import ChainTemplate

RULES = "2026.11"  # raise it when the same rows would give other edges
CONFIDENCE = 0.6
COLUMNS = ("src", "dst", "note", "confidence")


def place_focus(
    entities: pd.DataFrame, *, templates: Mapping[str, ChainTemplate], exclusions: Exclusions | None = None
) -> pd.DataFrame:
    """Tell which segments entities focus on.

    Parameters
    ----------
    entities : DataFrame
        ``uid`` and ``texts`` (list of texts: fields of research or investment, a title).
    templates : mapping
        Chain id → template.
    exclusions : Exclusions, optional
        The words of selling and making; None: the shipped ones.

    Returns
    -------
    DataFrame
        ``src`` (uid), ``dst`` (``segment:chain/id``), ``note`` (the words that led to it), ``confidence``; sorted.
    """
    case = make_case(entities[["uid"]], templates, exclusions or load_exclusions())
    texts = dict(zip(entities["uid"], entities["texts"], strict=True))
    rows = [(src, text) for src, uid in enumerate(case.firms["uid"]) for text in ev.listed(texts[uid])]
    src = np.array([row[0] for row in rows], dtype=np.int64)
    found = ev.from_texts(src, pd.Series([row[1] for row in rows], dtype=object), ev.PRODUCT, case.matcher, case.words)
    found = found.sort_values(["src", "segment", "rank", "pos", "word"], kind="stable")
    words = found.groupby(["src", "segment"])["word"].agg(lambda column: "、".join(dict.fromkeys(column)))
    table = words.reset_index()
    segments = np.array(["segment:" + segment for segment in case.matcher.segments], dtype=object)
    uids = case.firms["uid"].to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "src": uids[table["src"].to_numpy(dtype=np.int64)],
            "dst": segments[table["segment"].to_numpy(dtype=np.int64)],
            "note": table["word"].to_numpy(dtype=object),
            "confidence": CONFIDENCE,
        },
        columns=list(COLUMNS),
    )


class FocusPlacement(TemplateRule):
    """The derivation that makes FOCUSES_ON edges from the texts of institutes, teams, funds, carriers and others."""

    name = "focus"
    reads: Sequence[str] = ("Institute", "TalentTeam", "Fund", "Carrier", "Demand", "Outcome")
    columns = MappingProxyType(dict.fromkeys(reads, ("name", "fields")))
    writes = "FOCUSES_ON"
    rules = RULES

    def derive(self, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        """Return FOCUSES_ON edges for the entities in ``frames`` (kind → rows with ``fields``, or ``name`` alone)."""
        parts = []
        for kind in self.reads:
            rows = with_columns(frames.get(kind, pd.DataFrame({"uid": []})), ("uid", "name", "fields"))
            texts = [
                ev.listed(fields) or ev.listed(name) for fields, name in zip(rows["fields"], rows["name"], strict=True)
            ]
            parts.append(pd.DataFrame({"uid": rows["uid"].to_list(), "texts": pd.Series(texts, dtype=object)}))
        entities = pd.concat(parts, ignore_index=True).drop_duplicates("uid")
        return place_focus(entities, templates=self._templates, exclusions=self._exclusions)
