"""The one place that escapes: text for HTML and SVG, JSON for script blocks, and the policy that backs them up.

Names come from data, and data is hostile. Nothing else in this room writes ``<`` around a value it did not make.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence

from visualizations.sheets import plain

# marks that turn the reading direction of what follows: a name could make its neighbours read backwards
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DROPPED_CATEGORIES = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})
_SPACES = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "\u2028": " ", "\u2029": " "})


def clean(value: object) -> str:
    """Return ``value`` as one line of text that is valid in HTML and XML.

    Control characters, U+FFFD, lone surrogates, unassigned code points and direction marks are dropped; line ends
    and tabs become spaces. None becomes the empty text.
    """
    if value is None:
        return ""
    text = str(value).translate(_SPACES)
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c for c in text if c != "\ufffd" and c not in _DIRECTION and unicodedata.category(c) not in _DROPPED_CATEGORIES
    )


def text(value: object) -> str:
    """Return ``value`` escaped for an HTML or SVG text node and for a quoted attribute."""
    return html.escape(clean(value), quote=True)


def attributes(**values: object) -> str:
    """Return `` name="value"`` for each value that is not None or False, names with ``_`` written as ``-``.

    True writes the name alone; a trailing ``_`` of a name (``class_``, ``for_``) is left out.
    """
    out = []
    for key, value in values.items():
        if value is None or value is False:
            continue
        name = key.rstrip("_").replace("_", "-")
        out.append(f" {name}" if value is True else f' {name}="{text(value)}"')
    return "".join(out)


def tag(name: str, *children: str, **values: object) -> str:
    """Return an element with escaped attributes around ``children``, which are markup already."""
    return f"<{name}{attributes(**values)}>{''.join(children)}</{name}>"


def cleaned(value: object) -> object:
    """Return ``value`` as plain JSON data with every text in it made clean."""
    value = plain(value)
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    return value


def script_json(value: object) -> str:
    """Return ``value`` as JSON that can stand inside a script block: no ``<``, no line separators, no NaN."""
    dumped = json.dumps(cleaned(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return dumped.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def fingerprint(block: str) -> str:
    """Return the source expression of an inline block for a content security policy: ``'sha256-…'``."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}'"


def policy(scripts: Iterable[str], styles: Iterable[str], *, inline_styles: bool = False) -> str:
    """Return the content security policy of a page: nothing from anywhere, only these blocks, by hash.

    Parameters
    ----------
    scripts, styles : iterable of str
        The exact text of each inline block.
    inline_styles : bool
        Allow style attributes. Only for pages of a library that cannot do without them.
    """
    script = " ".join(fingerprint(block) for block in scripts) or "'none'"
    style = "'unsafe-inline'" if inline_styles else " ".join(fingerprint(block) for block in styles) or "'none'"
    return f"default-src 'none'; img-src data: blob:; script-src {script}; style-src {style}; base-uri 'none'; form-action 'none'"


_REMOTE = re.compile(r"""(?:src|href|action|data)\s*=\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)


def remote_references(page: str) -> Sequence[str]:
    """Return every reference of ``page`` that would leave the file (empty for a page that works offline)."""
    return [page[match.start() : match.start() + 80] for match in _REMOTE.finditer(page)]
