"""Text, identifiers and addresses of web pages."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import ClassVar
from urllib.parse import urlsplit, urlunsplit

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz

from graph.schema.core import Field
from graph.words import say
from loaders.values.base import Cell, Clean, Context, Problem, TextualType, cell_text, shown
from loaders.values.vocabulary import WORDS

PLACEHOLDERS = frozenset(WORDS["placeholders"])
MOST = 1000  # characters of a name or identifier: more is a text in the wrong column, and no index would take it
_LONGEST = max(map(len, PLACEHOLDERS))
_MOJIBAKE = ("\ufffd", "锟斤拷", "烫烫烫", "屯屯屯", "ï¿½", "Ã¥", "å…¬å")
# as RE2 patterns: what ``plain`` leaves as it is (control, invisible and blank characters are of other classes); a code
_CLEAR = r"^[\p{L}\p{N}\p{P}\p{S}]+(?: [\p{L}\p{N}\p{P}\p{S}]+)*$"
_CODE = f"^[0-9A-Za-z]{{{_LONGEST + 1},200}}$"
_NOTHING = pa.array(sorted(PLACEHOLDERS))
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]|_x000[dD]_")
_SPACES = re.compile("[^\\S\n]+")
_LINES = re.compile(" ?[\n\r\u2028\u2029]+ ?")


def is_placeholder(text: str) -> bool:
    """Return whether a stripped text only says that there is nothing: 无, -, N/A, …."""
    return len(text) <= _LONGEST and (text in PLACEHOLDERS or text.lower() in PLACEHOLDERS)


def is_mojibake(text: str) -> bool:
    """Return whether characters were lost in a wrong conversion: 锟斤拷, 烫烫烫, U+FFFD, UTF-8 read as Latin-1."""
    return any(sign in text for sign in _MOJIBAKE)


def plain(text: str) -> str:
    """Return text without control and invisible characters, blanks collapsed, line breaks kept, stripped."""
    if text.isprintable() and "  " not in text and text.strip() == text and "_x000" not in text:
        return text
    text = _CONTROL.sub("", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\t", " ").replace("\r", "\n")))
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def bare(value: Cell) -> str:
    """Return a cell of a code, number or name as text: NFKC, no control characters, stripped; '' for a placeholder."""
    text = plain(unicodedata.normalize("NFKC", plain(cell_text(value)))).replace("\n", " ")
    return "" if is_placeholder(text) else text


def _spoilt(texts: pa.Array) -> bool:
    """Return whether any of the texts may have lost characters; one search through all of them at once."""
    data = texts.buffers()[2]
    whole = data.to_pybytes() if data is not None else b""
    return any(sign.encode() in whole for sign in (*_MOJIBAKE, "_x000"))


class TextType(TextualType):
    """Free text: characters stay as they are (no NFKC: ① and Ⅲ mean what they show)."""

    name: ClassVar[str] = "text"

    def one(self, value: Cell, _field: Field, _context: Context, /) -> Clean:
        """Clean one cell; mojibake is noted and kept, so that nobody loses what can still be read."""
        text = plain(cell_text(value))
        if is_placeholder(text):
            return Clean()
        return Clean((text,), note=Problem("values.mojibake", text) if is_mojibake(text) else None)

    def known(self, texts: pa.Array, /) -> tuple[pa.Array, pa.Array]:
        """Tell texts of letters, digits, signs and single blanks that are no placeholder."""
        if _spoilt(texts):
            return texts, pa.nulls(len(texts), pa.bool_())
        given = pc.match_substring_regex(texts, _CLEAR)
        return texts, pc.and_not(given, pc.is_in(pc.utf8_lower(texts), _NOTHING))

    def compare(self, a: Cell, b: Cell) -> float:
        """Return the share of equal characters in order (Levenshtein), after NFKC and without blanks."""
        x, y = ("".join(bare(v).casefold().split()) for v in (a, b))
        return fuzz.ratio(x, y) / 100 if x and y else float(x == y)

    def explain(self, a: Cell, b: Cell) -> str:
        """Return the likeness in per cent."""
        share = f"{self.compare(a, b):.0%}"
        return say("values.text_alike", a=shown(a), b=shown(b), share=share)


class IdType(TextualType):
    """An identifier: NFKC, no blanks; a number becomes its digits as long as the sheet kept them all."""

    name: ClassVar[str] = "id"
    _broken = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")

    def one(self, value: Cell, _field: Field, _context: Context, /) -> Clean:
        """Clean one cell; more than 15 digits in a number cell are destroyed for good."""
        if isinstance(value, bool):
            return Clean(problem=Problem("values.id_flag", str(value)))
        if isinstance(value, int | float):
            return self._number(value)
        text = "".join(bare(value).split())
        if not text:
            return Clean()
        if self._broken.fullmatch(text):
            return Clean(problem=Problem("values.id_number", text))
        if len(text) > MOST:
            return Clean(problem=Problem("values.too_long", text, {"length": len(text), "most": MOST}))
        if is_mojibake(text):
            return Clean((text,), note=Problem("values.mojibake", text))
        return Clean((text,))

    def known(self, texts: pa.Array, /) -> tuple[pa.Array, pa.Array]:
        """Tell runs of ASCII letters and digits: they are codes as they stand."""
        return texts, pc.match_substring_regex(texts, _CODE)

    def _number(self, value: float) -> Clean:
        if not math.isfinite(value) or abs(value) >= 10**15:
            return Clean(problem=Problem("values.id_number", repr(value)))
        return Clean((cell_text(value),))


class UrlType(TextualType):
    """Address of a web page: http or https, host in lower case."""

    name: ClassVar[str] = "url"
    _quick = r"^(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[0-9A-Za-z_./-]*)?$"
    _host = re.compile(r"[\w.-]+\.[\w-]{2,}(?::\d{1,5})?")
    _scheme = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:(?!\d)")

    def known(self, texts: pa.Array, /) -> tuple[pa.Array, pa.Array]:
        """Tell addresses in lower case with a plain path."""
        whole = pc.if_else(pc.match_substring_regex(texts, "^https?://"), "", "http://")
        return pc.binary_join_element_wise(whole, texts, ""), pc.match_substring_regex(texts, self._quick)

    def one(self, value: Cell, _field: Field, _context: Context, /) -> Clean:
        """Clean one cell; of several addresses the first stands; other schemes (javascript:, file:) are a problem."""
        whole = bare(value)
        if not whole:
            return Clean()
        text = re.split(r"[;,、\s]+", whole.strip(";,、 "))[0].replace("。", ".")
        if not text:
            return Clean()
        if not self._scheme.match(text):
            text = f"http://{text.lstrip('/')}"
        try:
            parts = urlsplit(text)
        except ValueError:
            return Clean(problem=Problem("values.url", whole))
        if parts.scheme.lower() not in ("http", "https") or not self._host.fullmatch(parts.netloc):
            return Clean(problem=Problem("values.url", whole))
        return Clean((urlunsplit((parts.scheme.lower(), parts.netloc.lower(), *parts[2:])),))
