"""Which segments 环节 the words of a phrase point to: one automaton over the words of all chains.

The head of a Chinese product name stands last (锂电池 + 隔膜 is a separator, 隔膜 + 涂布机 a machine), so of the keywords
of one chain in a phrase the one that ends last counts, of those the longest. Where a head of another sort follows it
(太阳能电池 + 背膜), the phrase names no product of the chain. An exclusion refuses the phrase for its segment or its
chain, unless it is only a part of a longer keyword. Latin words match whole (EMS is not in MEMS).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ahocorasick_rs
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graph.chains.phrases import fold
from graph.chains.template import ChainTemplate

_KEYWORD, _EXCLUSION = 0, 1
_WHOLE_CHAIN = -1


def ranked(keyword: str) -> tuple[str, int]:
    """Split a keyword of a template into the word compared and its rank (``原料药:2`` → 原料药, 2; else rank 1)."""
    word, colon, rank = keyword.rpartition(":")
    return (_compact(word), int(rank)) if colon and rank.isdecimal() and word else (_compact(keyword), 1)


def _latin(text: str) -> bool:
    return len(text) == 1 and "a" <= text <= "z"


def _compact(word: str) -> str:
    """Fold a word and leave out its spaces, as phrases do."""
    return fold(word).replace(" ", "")


@dataclass(frozen=True)
class _Claims:
    """Claims sorted by pattern; those of pattern p stand at ``first[p]:first[p + 1]``."""

    first: np.ndarray
    chain: np.ndarray
    segment: np.ndarray
    role: np.ndarray
    rank: np.ndarray


class Matcher:
    """Matches phrases against the segments of several chains at once.

    Parameters
    ----------
    templates : mapping
        Chain id → template.
    refused : iterable of str
        Words that refuse a phrase for every chain (selling words).
    heads, endings : iterable of str
        Words after a keyword that make the phrase name something else (设备, 材料), and words that may follow them
        without changing it (制造, 系列).
    """

    def __init__(
        self,
        templates: Mapping[str, ChainTemplate],
        refused: Iterable[str] = (),
        heads: Iterable[str] = (),
        endings: Iterable[str] = (),
    ) -> None:
        other, after = ("|".join(map(re.escape, sorted(map(_compact, words)))) for words in (heads, endings))
        self._other_head = re.compile(f"(?:{other})(?:{after})*$") if other else None
        self.segments: list[str] = []
        self.patterns: list[str] = []
        self._claims = self._collect(templates, tuple(refused))
        self._edged = np.array([_latin(word[0]) or _latin(word[-1]) for word in self.patterns], dtype=bool)
        self._automaton = ahocorasick_rs.AhoCorasick(self.patterns) if self.patterns else None

    def _collect(self, templates: Mapping[str, ChainTemplate], refused: tuple[str, ...]) -> _Claims:
        numbers: dict[str, int] = {}
        rows: list[tuple[int, int, int, int, int]] = []

        def claim(word: str, chain: int, segment: int, role: int, rank: int = 1) -> None:
            if word:
                rows.append((numbers.setdefault(word, len(numbers)), chain, segment, role, rank))

        for chain, (chain_id, template) in enumerate(sorted(templates.items())):
            for word in (*template.exclusions, *refused):
                claim(_compact(word), chain, _WHOLE_CHAIN, _EXCLUSION)
            for segment in template.segments:
                number = len(self.segments)
                self.segments.append(f"{chain_id}/{segment.id}")
                for keyword in segment.keywords:
                    word, rank = ranked(keyword)
                    claim(word, chain, number, _KEYWORD, rank)
                for word in segment.exclusions:
                    claim(_compact(word), chain, number, _EXCLUSION)
        self.patterns = list(numbers)
        table = np.array(sorted(set(rows)), dtype=np.int64).reshape(-1, 5)
        first = np.searchsorted(table[:, 0], np.arange(len(numbers) + 1))
        return _Claims(first, table[:, 1], table[:, 2], table[:, 3], table[:, 4])

    def speaking(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Tell in which folded texts without blanks and line breaks a word of any sort stands.

        Selling words are among them, so a phrase that only comes about where they are taken out is not missed.
        """
        found = self._automaton.find_matches_as_indexes("\n".join(texts)) if self._automaton else []
        ends = np.cumsum(np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts)))
        speaking = np.zeros(len(texts), dtype=bool)
        speaking[np.searchsorted(ends, np.array([start for _, start, _ in found], dtype=np.int64), "right")] = True
        return speaking

    def match(self, phrases: Sequence[str]) -> pd.DataFrame:
        """Return what each phrase points to.

        Parameters
        ----------
        phrases : sequence of str
            Folded phrases (``graph.chains.phrases.cut``) without line breaks.

        Returns
        -------
        DataFrame
            ``phrase`` (position), ``segment`` (position in ``segments``), ``word`` (position in ``patterns``),
            ``rank``; at most one word per phrase and chain, sorted by phrase, segment.
        """
        hits = self._hits(phrases)
        words = hits[hits["role"] == _KEYWORD]
        words = words[~self._refused(words, hits[hits["role"] == _EXCLUSION])]
        place = words["end"] * 1_000_000 + (words["end"] - words["start"])
        best = place.groupby([words["phrase"], words["chain"]]).transform("max")
        found = words[place == best]
        found = found[~self._of_another_sort(found, phrases)]
        found = found[["phrase", "segment", "word", "rank"]].drop_duplicates(["phrase", "segment"])
        return found.sort_values(["phrase", "segment"], ignore_index=True)

    def _of_another_sort(self, found: pd.DataFrame, phrases: Sequence[str]) -> NDArray[np.bool_]:
        """Tell which hits are followed by a head that makes the phrase name something else."""
        if self._other_head is None:
            return np.zeros(len(found), dtype=bool)
        rows = zip(found["phrase"].to_list(), found["left"].to_list(), strict=True)
        tails = np.array([phrases[p][len(phrases[p]) - left :] for p, left in rows], dtype=object)
        numbers, distinct = pd.factorize(tails)
        return np.array([bool(self._other_head.search(tail)) for tail in distinct], dtype=bool)[numbers]

    def _hits(self, phrases: Sequence[str]) -> pd.DataFrame:
        """Return every occurrence of every pattern, one row per claim on it; only phrases with a keyword."""
        joined = "\n".join(phrases)
        found = self._automaton.find_matches_as_indexes(joined, overlapping=True) if self._automaton else []
        flat = np.fromiter(itertools.chain.from_iterable(found), dtype=np.int64, count=3 * len(found)).reshape(-1, 3)
        flat = flat[self._whole(joined, flat)]
        ends = np.cumsum(np.fromiter((len(phrase) + 1 for phrase in phrases), dtype=np.int64, count=len(phrases)))
        phrase = np.searchsorted(ends, flat[:, 1], "right")
        left = ends[phrase] - 1 - flat[:, 2] if len(flat) else phrase  # characters of the phrase after the hit
        claims = self._claims
        count = claims.first[flat[:, 0] + 1] - claims.first[flat[:, 0]]
        hit = np.repeat(np.arange(len(flat)), count)
        claim = claims.first[flat[hit, 0]] + np.arange(len(hit)) - np.repeat(np.cumsum(count) - count, count)
        frame = pd.DataFrame(
            {
                "phrase": phrase[hit],
                "word": flat[hit, 0],
                "start": flat[hit, 1],
                "end": flat[hit, 2],
                "left": left[hit],
                "chain": claims.chain[claim],
                "segment": claims.segment[claim],
                "role": claims.role[claim],
                "rank": claims.rank[claim],
            }
        )
        speaking = np.zeros(len(phrases), dtype=bool)
        speaking[frame.loc[frame["role"] == _KEYWORD, "phrase"]] = True
        return frame[speaking[frame["phrase"]]]

    def _whole(self, text: str, hits: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which hits cut no Latin word in two."""
        whole = np.ones(len(hits), dtype=bool)
        for at in np.flatnonzero(self._edged[hits[:, 0]]):
            start, end = int(hits[at, 1]), int(hits[at, 2])
            before = _latin(text[max(start - 1, 0) : start]) and _latin(text[start])
            whole[at] = not before and not (_latin(text[end - 1]) and _latin(text[end : end + 1]))
        return whole

    def _refused(self, words: pd.DataFrame, exclusions: pd.DataFrame) -> np.ndarray:
        """Tell which keyword hits are refused; an exclusion that is part of a longer keyword refuses nothing."""
        both = exclusions.reset_index(names="at").merge(words, on=["phrase", "chain"], suffixes=("", "_word"))
        own = (both["segment"] == _WHOLE_CHAIN) | (both["segment"] == both["segment_word"])
        longer = both["end_word"] - both["start_word"] > both["end"] - both["start"]
        inside = own & longer & (both["start_word"] <= both["start"]) & (both["end_word"] >= both["end"])
        live = exclusions[~exclusions.index.isin(both.loc[inside, "at"])]
        whole = live["segment"] == _WHOLE_CHAIN
        size = max(len(self.segments), 1)
        by_chain, by_segment = (
            np.isin(words["phrase"] * size + words[column], said["phrase"] * size + said[column])
            for column, said in (("chain", live[whole]), ("segment", live[~whole]))
        )
        return by_chain | by_segment
