"""Texts cut into the phrases that name one product each, column-wise.

A business scope 经营范围 is a list of clauses, a clause a list of phrases. A clause that speaks of selling 销售, not of
making, keeps its selling word on every phrase, so that the matcher can refuse it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_BRACKETS = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]")
_INSIDE = re.compile(r"\(([^()\n]*)\)|\[([^\[\]\n]*)\]")
_CLAUSE_ENDS = ("；", "。", "，", ",", "！", "!", "|", "\r")
_HALF = dict(zip("（）〔〕【】［］", "()[][][]", strict=True)) | dict.fromkeys("\u3000\t ", "")
_PHRASE_ENDS = re.compile(r"[、:/&+]|以及|及其|及|与")


@dataclass(frozen=True)
class Phrases:
    """Distinct phrases and where each stands: ``row`` (position in the column) and ``phrase`` run side by side."""

    texts: list[str]
    row: np.ndarray
    phrase: np.ndarray


def fold(text: str) -> str:
    """Return the form in which words are compared: full-width letters made half-width (NFKC), case folded."""
    return unicodedata.normalize("NFKC", text).casefold()


def text_or_empty(value: object) -> str:
    """Return a text, '' for null of any sort."""
    return value if isinstance(value, str) else ""


def cut(
    column: Sequence[object],
    trade: Iterable[str] = (),
    make: Iterable[str] = (),
    *,
    inside: bool = False,
    worth: Callable[[Sequence[str]], NDArray[np.bool_]] | None = None,
) -> Phrases:
    """Cut every text of a column into phrases.

    Parameters
    ----------
    column : sequence
        Texts; nulls give no phrase.
    trade, make : iterable of str
        Words of selling and of making. A clause with a making word loses its selling words (研发、生产、销售硅微粉
        speaks of 硅微粉); one without, that begins or ends with a selling word, keeps that word on each phrase.
    inside : bool
        Read what stands in brackets instead of what stands outside.
    worth : callable, optional
        Tells of folded texts, brackets and blanks left out, which can say anything; the others are not cut.
    """
    joined = _joined(column, inside=inside)
    spared = np.arange(len(column))
    if worth is not None:
        lines = joined.split("\n")
        spared = np.flatnonzero(worth(_folded(lines)))
        joined = "\n".join([lines[place] for place in spared.tolist()])
    # one split of the whole column; a line break between two delimiters marks the next row
    said = joined.replace("\n", ";\n;").split(";")
    numbers, clauses = pd.factorize(np.array(said, dtype=object))
    ends = np.array([clause == "\n" for clause in clauses], dtype=bool)[numbers]
    blank = np.array([clause in ("", "\n") for clause in clauses], dtype=bool)
    rows = np.cumsum(ends)[~blank[numbers]]
    clause = (np.cumsum(~blank) - 1)[numbers[~blank[numbers]]]
    texts, first, members = _phrases(_folded(clauses[~blank]), tuple(map(fold, trade)), tuple(map(fold, make)))
    count = np.diff(first)[clause] if len(clause) else clause
    row = np.repeat(rows, count)
    offset = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return Phrases(texts, spared[row], members[np.repeat(first[clause], count) + offset] if len(row) else row)


def _joined(column: Sequence[object], *, inside: bool) -> str:
    """Return the texts as lines, clauses ended by ``;``, with what stands in brackets left out, or that alone."""
    texts = [text_or_empty(value) for value in column]
    joined = "\n".join([text.replace("\n", ";") if "\n" in text else text for text in texts])
    for full, half in _HALF.items():
        joined = joined.replace(full, half)
    if inside:
        joined = "\n".join(";".join(a or b for a, b in _INSIDE.findall(line)) for line in joined.split("\n"))
    else:
        joined = _BRACKETS.sub("", joined)
    for end in _CLAUSE_ENDS:
        joined = joined.replace(end, ";")
    return joined


def _folded(clauses: Iterable[str]) -> list[str]:
    """Fold distinct clauses at once; folding makes no line break."""
    joined = "\n".join(clauses)
    return fold(joined).split("\n") if joined else []


def _phrases(
    clauses: Iterable[str], trade: tuple[str, ...], make: tuple[str, ...]
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return the distinct phrases, and those of clause i as ``members[first[i]:first[i + 1]]``."""
    selling = re.compile("|".join(map(re.escape, sorted(trade, key=len, reverse=True))) or r"(?!)")
    making = re.compile("|".join(map(re.escape, make)) or r"(?!)")
    known: dict[str, int] = {}
    first = [0]
    members: list[int] = []
    for clause in clauses:
        mark = ""
        said = clause
        if trade and (found := selling.search(clause)):
            if making.search(clause):
                said = selling.sub("", clause)
            elif clause.startswith(trade) or clause.endswith(trade):
                mark = found.group()
        for phrase in _PHRASE_ENDS.split(said) if len(said) > 1 else ():
            if phrase:
                members.append(known.setdefault(mark + phrase, len(known)))
        first.append(len(members))
    return list(known), np.array(first, dtype=np.int64), np.array(members, dtype=np.int64)
