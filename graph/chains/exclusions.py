"""Firms kept out of every chain 剔除类型: traders, pharmacies, consultants, one-project power companies and so on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict

from graph.chains.form import doubled, parse_form, read_text
from graph.chains.phrases import fold, text_or_empty
from graph.chains.template import EXCLUSIONS, OWN
from graph.errors import UsageError, WorkspaceError
from graph.words import say

WHAT = "chains.what_exclusions"
_CODE = re.compile(r"\d{1,4}")  # a section of two digits down to a class of four


class FirmType(BaseModel):
    """One type kept out: words in the name or prefixes of the industry code, unless a word of ``unless`` stands there.

    A firm caught by its code is let through to segments that list that code, except where ``always`` is set.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    zh: str
    en: str
    always: bool = False
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Exclusions(BaseModel):
    """The versioned file of types kept out, with the words that tell selling from making in a text.

    ``heads`` and ``endings``: see ``graph.chains.matching.Matcher``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    effective: date
    basis: str
    trade: tuple[str, ...]
    make: tuple[str, ...]
    heads: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    types: tuple[FirmType, ...]

    @property
    def digest(self) -> str:
        """The hash of what they say."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def load_exclusions(own: Path | None = None) -> Exclusions:
    """Return the shipped exclusions, or those of a workspace's ``own`` file where that exists.

    Raises
    ------
    WorkspaceError
        The file cannot be used; the shipped exclusions never take its place in silence.
    """
    if own is None or not own.exists():
        return _shipped()
    try:
        return read_exclusions(own)
    except UsageError as error:
        raise WorkspaceError("chains.broken_exclusions", file=own, faults=error) from error


def own_exclusions(folder: Path) -> Path:
    """Return where a workspace keeps exclusions of its own."""
    return folder / OWN / EXCLUSIONS


def read_exclusions(file: Path) -> Exclusions:
    """Return the exclusions in a file; UsageError lists every fault with its line and the remedy."""
    text = read_text(file, WHAT)
    rules = parse_form(Exclusions, text, str(file), WHAT)
    found = [*doubled(text), *_faults(rules)]
    if found:
        told = {"what": say(WHAT), "file": file, "count": len(found), "faults": "\n".join(found)}
        raise UsageError("chains.bad_form", **told)
    return rules


def _faults(rules: Exclusions) -> list[str]:
    """Return faults of content: a type twice, a type that catches nothing, a code that is no prefix of GB/T 4754."""
    found = []
    seen: set[str] = set()
    for each in rules.types:
        faults = [say("chains.duplicate_id", id=each.id)] if each.id in seen else []
        seen.add(each.id)
        if not each.names and not each.codes:
            faults.append(say("chains.catches_nothing"))
        faults += [say("chains.odd_code", code=code) for code in each.codes if not _CODE.fullmatch(code)]
        faults += [say("chains.empty_word") for word in (*each.names, *each.unless) if not word.strip()]
        found += [say("chains.at_type", id=each.id, name=each.zh, fault=fault) for fault in faults]
    return found


@cache
def _shipped() -> Exclusions:
    return parse_form(
        Exclusions, resources.files("graph.chains").joinpath(EXCLUSIONS).read_text("utf-8"), EXCLUSIONS, WHAT
    )


def kept_out(firms: pd.DataFrame, exclusions: Exclusions) -> pd.DataFrame:
    """Tell which firms are kept out of the chains, by which type and which word or code.

    Parameters
    ----------
    firms : DataFrame
        Columns ``uid``, ``name`` and ``industry`` (GB/T 4754 code or null).
    exclusions : Exclusions
        The file in force.

    Returns
    -------
    DataFrame
        ``uid``, ``type``, ``word`` (the word or code that caught it), ``lift`` (the code whose listing in a segment
        lets the firm through, '' where nothing does); one row per firm and type, sorted.
    """
    joined, starts = joined_names(firms["name"].to_list())
    codes = np.array([text_or_empty(code) for code in firms["industry"]], dtype=object)
    known, number = np.unique(codes.astype(str), return_inverse=True)
    parts = []
    for kind in exclusions.types:
        word = first_word(joined, starts, kind.names)
        word[first_word(joined, starts, kind.unless) != ""] = ""
        by_code = np.array([code.startswith(kind.codes) for code in known], dtype=bool)[number]
        caught = (word != "") | by_code
        lift = np.where(by_code & (word == "") & (not kind.always), codes, "")
        parts.append(
            pd.DataFrame(
                {
                    "uid": firms["uid"].to_numpy()[caught],
                    "type": kind.id,
                    "word": np.where(word != "", word, codes)[caught],
                    "lift": lift[caught],
                }
            )
        )
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["uid", "type", "word", "lift"])
    return found.sort_values(["uid", "type"], ignore_index=True)


def joined_names(names: Sequence[object]) -> tuple[str, np.ndarray]:
    """Return the folded names as lines of one text, and where the lines begin (and one position beyond the end)."""
    joined = fold("\n".join([text_or_empty(name).replace("\n", " ") for name in names]))
    return joined, np.cumsum([0, *(len(name) + 1 for name in joined.split("\n"))] if names else [0])


def first_word(joined: str, starts: np.ndarray, words: tuple[str, ...]) -> np.ndarray:
    """Return per line of ``joined`` the first of ``words`` (in their order) that stands in it, '' for none.

    ``starts`` are the positions at which the lines begin, and one beyond the end.
    """
    found = np.full(len(starts) - 1, "", dtype=object)
    for word in reversed([fold(word) for word in words]):
        at = joined.find(word)
        while at >= 0:
            line = int(np.searchsorted(starts, at, "right")) - 1
            found[line] = word
            at = joined.find(word, int(starts[line + 1]))
    return found
