"""Names as the graph compares them, and the ids made from them.

Loaders and the workspace share these, so that a name handed in twice meets itself whatever its spelling.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from datetime import date

SEPARATOR = "\x1f"  # stands in no normalised name: it is whitespace there, and whitespace is removed
# texts that are their own normal form, as an RE2 pattern: ideographs, small letters, digits, half-width brackets
NORMAL = "[\u4e00-\u9fffa-z0-9()]*"
_BRACKETS = str.maketrans({"〔": "(", "〕": ")", "【": "[", "】": "]"})


def normalise_name(text: str) -> str:
    """Return the form of a name under which it is compared: ``海州 （示例）ＡＢ`` → ``海州(示例)ab``.

    Compatibility characters are unified (NFKC: full-width letters, digits and brackets become half-width), case is
    folded, whitespace and characters without a shape (zero-width space, byte order mark) are removed.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_BRACKETS).casefold()
    # what can be printed holds no whitespace but the blank, no control character and nothing without a shape
    if folded.isprintable() and " " not in folded:
        return folded
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def hash16(parts: Iterable[str]) -> str:
    """Return 16 hex digits for a sequence of texts: md5 of the texts joined by the separator."""
    joined = SEPARATOR.join(parts)
    return hashlib.md5(joined.encode(), usedforsecurity=False).hexdigest()[:16]


def name_uid(name: str, region: str | None = None) -> str:
    """Return the uid of a legal entity of which only the name and perhaps the division code are known."""
    return f"name:{hash16((normalise_name(name), normalise_name(region or '')))}"


def fallback_uid(kind: str, values: Iterable[object]) -> str:
    """Return the uid of a node without identifier: ``product:<16 hex>``.

    Parameters
    ----------
    kind : str
        Name of the node kind.
    values : iterable
        Values of the kind's ``fallback`` in declared order. For an owner (``HAS_YEAR.src``) it is the end's id
        (``uscc:91…``) where there is one, else its name.
    """
    return f"{kind.lower()}:{hash16(_part(value) for value in values)}"


def _part(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return normalise_name(str(value))
