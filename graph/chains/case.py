"""What one placing of firms works on: firms and segments by number, templates, rules, matcher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graph.chains.evidence import Words
from graph.chains.exclusions import Exclusions
from graph.chains.matching import Matcher
from graph.chains.phrases import text_or_empty
from graph.chains.template import ChainTemplate, SegmentTemplate

FIRM_COLUMNS = ("uid", "name", "industry", "scope", "products", "product_text", "main_segment", "other_segments")
_GROUP = 3  # digits of an industry group: a code of the segment's group fits


@dataclass(frozen=True)
class Case:
    """Everything that a placing needs.

    A firm's number is its position in ``firms`` (sorted by uid), a segment's its position in ``segments`` (by chain,
    then as in the template). ``code`` is each firm's industry group (0 unknown), ``fits`` the table group × segment.
    """

    firms: pd.DataFrame
    templates: Mapping[str, ChainTemplate]
    rules: Exclusions
    matcher: Matcher
    segments: Sequence[SegmentTemplate]
    code: NDArray[np.int64]
    fits: NDArray[np.bool_]

    @property
    def words(self) -> Words:
        """The words of selling and of making."""
        return Words(self.rules.trade, self.rules.make)

    @property
    def size(self) -> int:
        """The number of segments."""
        return len(self.segments)

    def numbers(self) -> dict[str, int]:
        """Return ``chain/segment`` → number."""
        return {segment: number for number, segment in enumerate(self.matcher.segments)}

    def number(self, uids: pd.Series[Any]) -> NDArray[np.int64]:
        """Return the numbers of firms, -1 for unknown ones."""
        index = pd.Index(self.firms["uid"].to_numpy(dtype=object))
        return np.asarray(index.get_indexer(uids.to_numpy(dtype=object)), dtype=np.int64)

    def pairs(self, src: pd.Series[Any], segment: pd.Series[Any]) -> pd.Series[Any]:
        """Return one number for each pair of firm and segment."""
        return src * self.size + segment

    def fitting(self, rows: pd.DataFrame) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell per row (src, segment) whether the industry code fits the segment, and whether it is unknown."""
        code = self.code[rows["src"].to_numpy(dtype=np.int64)]
        return self.fits[code, rows["segment"].to_numpy(dtype=np.int64)], code == 0


def make_case(firms: pd.DataFrame, templates: Mapping[str, ChainTemplate], rules: Exclusions) -> Case:
    """Sort the firms, number the segments, build the matcher (kept between calls)."""
    table = with_columns(firms, FIRM_COLUMNS).sort_values("uid", ignore_index=True)
    ordered = tuple(sorted(templates.items()))
    segments = [segment for _, template in ordered for segment in template.segments]
    return Case(table, templates, rules, _matcher(ordered, rules), segments, *_code_table(table, segments))


@lru_cache(maxsize=4)
def _matcher(templates: tuple[tuple[str, ChainTemplate], ...], rules: Exclusions) -> Matcher:
    return Matcher(dict(templates), rules.trade, rules.heads, rules.endings)


def with_columns(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return these columns of a frame, null where it has none of that name."""
    nulls = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    return frame.assign(**{name: nulls for name in names if name not in frame})[list(names)]


def _code_table(
    firms: pd.DataFrame, segments: Sequence[SegmentTemplate]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    codes, known = pd.factorize(firms["industry"].to_numpy(dtype=object), use_na_sentinel=False)
    groups = [text_or_empty(code)[:_GROUP] for code in known]
    numbers = {group: number for number, group in enumerate(sorted({"", *groups}))}
    fits = np.zeros((len(numbers), len(segments)), dtype=bool)
    for place, segment in enumerate(segments):
        for code in segment.codes:
            if code[:_GROUP] in numbers:
                fits[numbers[code[:_GROUP]], place] = True
    return np.array([numbers[group] for group in groups], dtype=np.int64)[codes], fits
