"""What speaks for a firm standing in a segment: matched texts and people's words, one row a piece of evidence.

The levels are those of the evidence choice of OPERATES_IN, strongest first; a declared segment field outranks declared
products, both are called ``declared``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graph.chains.configuration import find_segment
from graph.chains.matching import Matcher
from graph.chains.phrases import cut, text_or_empty
from graph.chains.template import ChainTemplate

EXPERT, FIELD, DECLARED, REVENUE, PRODUCT, PATENT, SCOPE = range(7)
NAMES = ("expert", "declared", "declared", "revenue", "product", "patent", "scope")
COLUMNS = ("src", "segment", "level", "pos", "share", "word", "rank", "product")
_BRACKETS = frozenset("(（[【〔")
_KINDS = (np.int64, np.int64, np.int64, np.int64, np.float64, object, np.int64, object)


@dataclass(frozen=True)
class Words:
    """The words of selling and making that ``cut`` needs."""

    trade: tuple[str, ...] = ()
    make: tuple[str, ...] = ()


def empty() -> pd.DataFrame:
    """Return a table of evidence without rows."""
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in zip(COLUMNS, _KINDS, strict=True)})


def from_texts(
    src: NDArray[np.int64],
    texts: pd.Series[Any],
    level: int,
    matcher: Matcher,
    words: Words,
    *,
    share: NDArray[np.float64] | None = None,
    pos: NDArray[np.int64] | None = None,
    brackets: bool = False,
) -> pd.DataFrame:
    """Match one text per row and return the evidence found.

    Parameters
    ----------
    src, texts : array, Series
        The firm (its number) and the text of each row.
    level : int
        The level that this sort of text has.
    matcher, words
        What knows the segments' words, and the words of selling and making.
    share : array of float, optional
        Part of revenue in [0, 1] that each row stands for.
    pos : array of int, optional
        Rank of the row among its firm's rows (default: the row's position).
    brackets : bool
        Where nothing outside brackets is known, read what stands in them (product names).
    """
    given = np.flatnonzero(texts.notna().to_numpy())
    if not len(given):
        return empty()
    numbers, distinct = pd.factorize(texts.to_numpy(dtype=object)[given])
    found = _match(list(distinct), matcher, words, inside=False)
    if brackets:
        enclosing = [place for place, text in enumerate(distinct) if not _BRACKETS.isdisjoint(text_or_empty(text))]
        lost = np.setdiff1d(enclosing, found["row"]).astype(np.int64)
        second = _match([distinct[i] for i in lost], matcher, words, inside=True)
        found = pd.concat([found, second.assign(row=lost[second["row"].to_numpy()])], ignore_index=True)
    if not len(found):
        return empty()
    rows = pd.DataFrame({"row": numbers, "at": given}).merge(found, on="row")
    at = rows["at"].to_numpy(dtype=np.int64)
    shares = np.full(len(src), np.nan) if share is None else share
    places = np.arange(len(src)) if pos is None else pos
    patterns = np.array([*matcher.patterns, ""], dtype=object)
    return pd.DataFrame(
        {
            "src": src[at],
            "segment": rows["segment"].to_numpy(dtype=np.int64),
            "level": np.int64(level),
            "pos": places[at],
            "share": shares[at],
            "word": pd.Series(patterns[rows["word"].to_numpy(dtype=np.int64)], dtype=object),
            "rank": rows["rank"].to_numpy(dtype=np.int64),
            "product": pd.Series(rows["product"].to_numpy(dtype=object), dtype=object),
        },
        columns=list(COLUMNS),
    )


def _match(texts: Sequence[object], matcher: Matcher, words: Words, *, inside: bool) -> pd.DataFrame:
    """Return row (position in ``texts``), segment, word, rank, product (the phrase), once per row, segment and word."""
    phrases = cut(texts, words.trade, words.make, inside=inside, worth=matcher.speaking)
    hits = matcher.match(phrases.texts)
    stands = pd.DataFrame({"row": phrases.row, "phrase": phrases.phrase})
    stands = stands[np.isin(phrases.phrase, hits["phrase"].unique())]
    found = stands.merge(hits, on="phrase").drop_duplicates(["row", "segment", "word"])
    names = np.array([*phrases.texts, ""], dtype=object)[found["phrase"].to_numpy(dtype=np.int64)]
    return found.assign(product=pd.Series(names, index=found.index, dtype=object))[
        ["row", "segment", "word", "rank", "product"]
    ]


def from_fields(
    main: pd.Series[Any],
    others: pd.Series[Any],
    templates: Mapping[str, ChainTemplate],
    numbers: Mapping[str, int],
) -> pd.DataFrame:
    """Return the evidence of the declared fields ``main_segment`` (first) and ``other_segments`` (after it).

    Row i is firm i; ``numbers`` gives the number of each ``chain/segment``. A text that names no segment, or several,
    says nothing.
    """
    rows: list[tuple[int, str, int]] = []
    said = np.flatnonzero((main.notna() | others.notna()).to_numpy())
    for src, first, rest in zip(said.tolist(), main.iloc[said], others.iloc[said], strict=True):
        texts = [text_or_empty(first), *listed(rest)]
        rows += [(src, text, place) for place, text in enumerate(texts) if text.strip()]
    known = {text: find_segment(templates, text) for text in {text for _, text, _ in rows}}
    return _spoken([(src, known[text], FIELD, place, text) for src, text, place in rows], numbers)


def from_decisions(
    decisions: pd.DataFrame, templates: Mapping[str, ChainTemplate], numbers: Mapping[str, int], as_of: date | None
) -> tuple[pd.DataFrame, list[tuple[int, int]]]:
    """Return what people decided of placements: the evidence of confirmations and moves, and the pairs rejected.

    Parameters
    ----------
    decisions : DataFrame
        ``src`` (number of the firm), ``verdict`` (confirm, move, reject; others are not about placements), ``target``
        and ``value`` (segments; ``value`` of a move is the segment left), ``decided``, ``expires``.
    templates, numbers : mapping
        Chain id → template; ``chain/segment`` → number.
    as_of : date
        Only decisions made by then and not expired count; of several on one pair the last.
    """
    table = decisions[decisions["verdict"].isin(["confirm", "move", "reject"])]
    table = table.assign(decided=pd.to_datetime(table["decided"]), expires=pd.to_datetime(table["expires"]))
    if as_of is not None:
        begun = table["decided"].isna() | (table["decided"] <= pd.Timestamp(as_of))
        table = table[begun & (table["expires"].isna() | (table["expires"] > pd.Timestamp(as_of)))]
    verdicts: dict[tuple[int, str], str] = {}
    for row in table.sort_values("decided", kind="stable", na_position="first").to_dict("records"):
        pairs = [(text_or_empty(row["target"]), row["verdict"])]
        if row["verdict"] == "move":
            pairs.insert(0, (text_or_empty(row["value"]), "reject"))
        for text, verdict in pairs:
            segment = find_segment(templates, text)
            if segment:
                verdicts.pop((row["src"], segment), None)
                verdicts[(row["src"], segment)] = verdict
    # the last word is the firm's main segment
    kept = [pair for pair, verdict in verdicts.items() if verdict != "reject"]
    said = [(src, segment, EXPERT, -place, "") for place, (src, segment) in enumerate(kept)]
    rejected = [(src, numbers[segment]) for (src, segment), verdict in verdicts.items() if verdict == "reject"]
    return _spoken(said, numbers), rejected


def _spoken(rows: Sequence[tuple[int, str | None, int, int, str]], numbers: Mapping[str, int]) -> pd.DataFrame:
    kept = [(src, numbers[segment], level, place, word) for src, segment, level, place, word in rows if segment]
    if not kept:
        return empty()
    frame = pd.DataFrame(kept, columns=["src", "segment", "level", "pos", "word"])
    return frame.assign(share=np.nan, rank=1, product="", word=frame["word"].astype(object))[list(COLUMNS)]


def listed(value: object) -> list[str]:
    """Return a list cell as texts; null and other things give none."""
    if isinstance(value, str):
        return [value]
    return [text for text in value if isinstance(text, str)] if isinstance(value, (list, tuple, np.ndarray)) else []
