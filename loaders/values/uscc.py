"""统一社会信用代码: 18 characters with a check character (GB 32100-2015)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.schema.core import Field
from graph.words import say
from loaders.values.base import Cell, Clean, Context, Distinct, Problem, TextualType, cell_text, shown
from loaders.values.text import bare

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I O S V Z
_VALUE = {char: value for value, char in enumerate(ALPHABET)}
WEIGHTS = tuple(pow(3, i, 31) for i in range(17))  # 1 3 9 27 19 26 16 17 20 29 25 13 8 24 10 30 28
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CONFUSED = {"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"}
_LOST = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_REGION = 2  # characters 3-8 hold the registry's division code

_TABLE = np.full(256, 255, np.uint8)
for _char, _number in _VALUE.items():
    _TABLE[ord(_char)] = _number
_WEIGHT_ARRAY = np.array(WEIGHTS, np.int64)


def check_character(body: str) -> str:
    """Return the check character of the first 17: value (31 − Σ Cᵢ·Wᵢ mod 31) mod 31, Wᵢ = 3^(i−1) mod 31."""
    total = sum(_VALUE[char] * weight for char, weight in zip(body, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def organisation_check(body: str) -> str:
    """Return the check character of the eight characters of an organisation code (GB 11714): 11 − Σ mod 11, 10 → X.

    Letters are valued over A–Z here (A = 10), not over the alphabet of the USCC.
    """
    total = sum(int(char, 36) * weight for char, weight in zip(body, _INNER_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def is_valid(code: str) -> bool:
    """Return whether a normalised code has 18 allowed characters and the right check character."""
    return len(code) == 18 and all(char in _VALUE for char in code) and check_character(code[:17]) == code[17]


def registration_check(code: str) -> bool:
    """Return whether 15 digits are an old registration number (注册号, ISO 7064 MOD 11,10)."""
    if not re.fullmatch(r"\d{15}", code):
        return False
    product = 10
    for char in code[:14]:
        product = (int(char) + product) % 10 or 10
        product = product * 2 % 11
    return (product + int(code[14])) % 10 == 1


def mends(code: str) -> list[str]:
    """Return the valid codes one slip away: one wrong character or two neighbours swapped; inner check right too."""
    found: dict[str, None] = {}
    for i in range(18):
        found |= dict.fromkeys(code[:i] + char + code[i + 1 :] for char in ALPHABET if char != code[i])
        found[code[:i] + code[i + 1 : i + 2] + code[i : i + 1] + code[i + 2 :]] = None
    return [fixed for fixed in found if fixed != code and is_valid(fixed) and _inner_holds(fixed)]


def _inner_holds(code: str) -> bool:
    return organisation_check(code[8:16]) == code[16]


class UsccType(TextualType):
    """统一社会信用代码. Positions 3–8 name the registry, never the site: nothing local is derived from them."""

    name: ClassVar[str] = "uscc"

    def one(self, value: Cell, _field: Field, _context: Context, /) -> Clean:
        """Clean one cell; a number cell keeps only 15 digits of 18 and is a problem for good."""
        if isinstance(value, int | float):
            return Clean(problem=Problem("values.uscc_number", repr(value)))
        raw = cell_text(value)
        code = re.sub(r"[\s\-·'`]", "", bare(value)).upper()
        if not code:
            return Clean()
        if len(code) != 18:
            return Clean(problem=self._wrong_length(code, raw))
        wrong = [i for i, char in enumerate(code) if char not in _VALUE]
        if wrong:
            return Clean(problem=self._wrong_character(code, wrong, raw))
        expected = check_character(code[:17])
        if expected != code[17]:
            return Clean(problem=self._wrong_check(code, expected, raw))
        note = None if _inner_holds(code) else Problem("values.uscc_inner", raw)
        return Clean((code,), note=note)

    def _wrong_length(self, code: str, raw: str) -> Problem:
        if _LOST.fullmatch(code):
            return Problem("values.uscc_number", raw)
        if registration_check(code):
            return Problem("values.uscc_registration", raw)
        nine = re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code)
        if nine and organisation_check(code[:8]) == code[8]:
            return Problem("values.uscc_organisation", raw)
        return Problem("values.uscc_length", raw, {"length": len(code)})

    def _wrong_character(self, code: str, wrong: list[int], raw: str) -> Problem:
        position, char = wrong[0] + 1, code[wrong[0]]
        fixed = "".join(_CONFUSED.get(c, c) for c in code)
        key = "values.uscc_letter" if is_valid(fixed) else "values.uscc_character"
        return Problem(key, raw, {"position": position, "char": char, "fixed": fixed})

    def _wrong_check(self, code: str, expected: str, raw: str) -> Problem:
        """Say where the slip is: the inner check tells whether characters 9–17 hold."""
        fixed = mends(code)
        values: dict[str, object] = {"expected": expected, "found": code[17]}
        if code[:17] + expected in fixed:
            return Problem("values.uscc_check", raw, values)
        if len(fixed) == 1:
            position = next(i for i in range(18) if fixed[0][i] != code[i])
            values |= {"position": position + 1, "char": code[position], "right": fixed[0][position], "fixed": fixed[0]}
            return Problem("values.uscc_digit", raw, values)
        return Problem("values.uscc_inside", raw, values)

    def known(self, texts: pa.Array, /) -> tuple[pa.Array, pa.Array]:
        """Tell plain codes of which both check characters hold."""
        plain = np.asarray(pc.fill_null(pc.match_substring_regex(texts, "^[0-9A-Z]{18}$"), False))
        joined = "".join(texts.filter(pa.array(plain)).to_pylist()).encode("ascii")
        sure = np.zeros(len(texts), bool)
        sure[plain] = _outer_good(joined) & _inner_good(joined)
        return texts, pa.array(sure)

    def clean(self, values: Sequence[Cell], field: Field, context: Context, /) -> Distinct:
        """Clean distinct cells: all plain 18-character codes are checked at once, the rest one by one."""
        out: list[object] = [None] * len(values)
        plain = [i for i, v in enumerate(values) if type(v) is str and len(v) == 18 and v.isascii()]
        done = Distinct([out])
        right: set[int] = set()
        if plain:
            joined = "".join([str(values[i]) for i in plain]).encode("ascii")
            good = _outer_good(joined)
            right = {plain[i] for i in np.flatnonzero(good)}
            odd = {plain[i] for i in np.flatnonzero(good & ~_inner_good(joined))}
            done.notes = {i: Problem("values.uscc_inner", str(values[i])) for i in sorted(odd)}
        for index, value in enumerate(values):
            if index in right:
                out[index] = value
            elif value is not None and value != "":
                cleaned = self.one(value, field, context)
                out[index] = cleaned.values[0]
                if cleaned.problem:
                    done.problems[index] = cleaned.problem
                if cleaned.note:
                    done.notes[index] = cleaned.note
        return done

    def compare(self, a: Cell, b: Cell) -> float:
        """Return 1 for the same code, else 0: codes one character apart are still different entities."""
        x, y = self._key(a), self._key(b)
        return float(x is not None and x == y)

    def explain(self, a: Cell, b: Cell) -> str:
        """Return whether the codes are the same, and at which positions they differ."""
        x, y = (str(self._key(v) or bare(v)) for v in (a, b))
        if x == y:
            return say("values.same", a=shown(x), b=shown(y))
        places = [str(i + 1) for i, (p, q) in enumerate(zip(x, y, strict=False)) if p != q]
        return say("values.uscc_differ", a=shown(x), b=shown(y), positions=", ".join(places) or "-")


_INNER_VALUES = np.array([int(chr(i), 36) if chr(i).isalnum() and i < 128 else 0 for i in range(256)], np.int64)


def _outer_good(joined: bytes) -> np.ndarray:
    """Return, for codes of 18 characters joined as ASCII, whether all are allowed and the check character holds."""
    numbers = _TABLE[np.frombuffer(joined, np.uint8).reshape(-1, 18)]
    allowed = (numbers != 255).all(axis=1)
    sums = numbers[:, :17].astype(np.int64) @ _WEIGHT_ARRAY
    good: np.ndarray = allowed & ((31 - sums % 31) % 31 == numbers[:, 17])
    return good


def _inner_good(joined: bytes) -> np.ndarray:
    """Return, for codes joined as ASCII, whether the organisation code's own check character holds."""
    characters = np.frombuffer(joined, np.uint8).reshape(-1, 18)
    sums = _INNER_VALUES[characters[:, 8:16]] @ np.array(_INNER_WEIGHTS, np.int64)
    expected = np.frombuffer(b"0123456789X0", np.uint8)[11 - sums % 11]
    good: np.ndarray = expected == characters[:, 16]
    return good
