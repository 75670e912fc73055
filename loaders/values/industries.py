"""GB/T 4754-2017 classes by code or name, and 行政区划 by code, name or address."""

from __future__ import annotations

import re
from typing import ClassVar

from graph.codes import Division, Industry, division, find_divisions, find_industries, industry, zone_of
from graph.schema.core import Field
from graph.words import say
from loaders.values.base import Cell, Clean, Context, Problem, ValueType, cell_text, shown
from loaders.values.text import bare

_PATH = re.compile(r"\s*(?:>+|/|\\|→|—+|\|)\s*")
_CODE_NAME = re.compile(r"\(?([A-Ta-t]?\d{1,4}|[A-Ta-t])\)?[\s\-—_.:、]*([^\d\s(].*)")
_NAME_CODE = re.compile(r"(.+?)[\s\-—_:]*\(?([A-Ta-t]?\d{2,4})\)?")


class IndustryType(ValueType):
    """A class of GB/T 4754-2017, stored as code without the letter of its section (2710); sections as letter (C)."""

    name: ClassVar[str] = "industry"

    def one(self, value: Cell, _field: Field, _context: Context, /) -> Clean:
        """Clean one cell: code (2710, C2710, 271), name, code with name, or a path of names (制造业/医药制造业)."""
        if isinstance(value, bool):
            return Clean(problem=Problem("values.industry", cell_text(value)))
        if isinstance(value, int | float):
            return self._number(value)
        text = bare(value)
        if not text:
            return Clean()
        found = self._find(text)
        if not found and _PATH.search(text):
            parts = [part for part in _PATH.split(text) if part]
            found = next((hit for part in reversed(parts) if (hit := self._find(part))), [])
        return self._settled(found, cell_text(value))

    def _number(self, value: float) -> Clean:
        """Read a number cell; a leading 0 is lost there, so 112 may be 0112 and 1 is 01."""
        if not float(value).is_integer() or not 0 < value < 10000:
            return Clean(problem=Problem("values.industry", cell_text(value)))
        digits = str(int(value))
        padded = {1: "02d", 3: "04d"}.get(len(digits))
        tries = [digits] + ([format(int(value), padded)] if padded else [])
        found = {hit.code: hit for text in tries if (hit := industry(text)) is not None}
        return self._settled([found[code] for code in sorted(found)], digits)

    def _find(self, text: str) -> list[Industry]:
        found = find_industries(text)
        for pattern, code_group, name_group in ((_CODE_NAME, 1, 2), (_NAME_CODE, 2, 1)):
            match = None if found else pattern.fullmatch(text)
            if match:
                by_code, by_name = industry(match[code_group].upper()), find_industries(match[name_group].strip("() "))
                if by_code is not None and (not by_name or by_code in by_name):
                    found = [by_code]
        return found

    def _settled(self, found: list[Industry], text: str) -> Clean:
        if len(found) == 1:
            return Clean((found[0].code,))
        if not found:
            return Clean(problem=Problem("values.industry", text))
        known = "、".join(f"{hit.code} {hit.name}" for hit in found[:5])
        return Clean(problem=Problem("values.industry_ambiguous", text, {"candidates": known}))

    def compare(self, a: Cell, b: Cell) -> float:
        """Return the share of leading digits that two codes have in common: same 小类 1, 中类 0.75, 大类 0.5."""
        x, y = (str(self._key(v) or "") for v in (a, b))
        if not x or not y:
            return 0.0
        shared = next((i for i, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), min(len(x), len(y)))
        return 1.0 if x == y else shared / max(len(x), len(y)) if shared >= 2 else 0.0

    def explain(self, a: Cell, b: Cell) -> str:
        """Return both classes with their names."""
        x, y = (self._named(v) for v in (a, b))
        return say("values.same" if self.compare(a, b) == 1 else "values.different", a=x, b=y)

    def _named(self, value: Cell) -> str:
        code = self._key(value)
        found = industry(str(code)) if code else None
        return f"{found.code} {found.name}" if found else shown(value)


class DivisionType(ValueType):
    """A division of GB/T 2260, stored as its six-digit code."""

    name: ClassVar[str] = "division"

    def one(self, value: Cell, _field: Field, context: Context, /) -> Clean:
        """Clean one cell: code, name, full name or address.

        A bare name that several prefectures know (海州区) is the home prefecture's where it has one, else a problem.
        A development zone (高新区) is no division: the division it lies in stands, with a note.
        """
        if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
            return Clean(problem=Problem("values.division", cell_text(value)))
        text = bare(cell_text(value))
        if not text:
            return Clean()
        found = find_divisions(text, context.home)
        raw = cell_text(value)
        if not found:
            return Clean(problem=Problem("values.division", raw))
        if len(found) > 1:
            names = "、".join(f"{hit.code[:6]} {hit.full_name}" for hit in found[:6])
            return Clean(problem=Problem("values.division_ambiguous", raw, {"candidates": names}))
        return Clean((found[0].code[:6],), note=self._note(found[0], text, raw, context))

    def _note(self, found: Division, text: str, raw: str, context: Context) -> Problem | None:
        zone = zone_of(text, context.home)
        told = {"code": found.code[:6], "name": found.full_name}
        if zone is not None:
            return Problem("values.division_zone", raw, {"zone": zone.name, **told})
        if text.isdigit() and not found.code.startswith(text[:6]) and len(text) >= 6:
            return Problem("values.division_old", raw, told)
        return None

    def compare(self, a: Cell, b: Cell) -> float:
        """Return 1 for the same division, 0.5 for one prefecture (or one inside the other), 0.25 for one province."""
        x, y = (str(self._key(v) or "") for v in (a, b))
        if not x or not y:
            return 0.0
        return 1.0 if x == y else 0.5 if x[:4] == y[:4] else 0.25 if x[:2] == y[:2] else 0.0

    def explain(self, a: Cell, b: Cell) -> str:
        """Return both divisions with their full names."""
        x, y = (self._named(v) for v in (a, b))
        return say("values.same" if self.compare(a, b) == 1 else "values.different", a=x, b=y)

    def _named(self, value: Cell) -> str:
        code = self._key(value)
        found = division(str(code)) if code else None
        return f"{found.code} {found.full_name}" if found else shown(value)
