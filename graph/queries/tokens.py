"""Cypher text cut into words, names, texts and marks: enough to see what it calls, never what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<comment>//[^\r\n]*|/\*.*?(?:\*/|\Z))
    |(?P<text>'(?:\\.|[^'\\])*(?:'|\Z)|"(?:\\.|[^"\\])*(?:"|\Z))
    |(?P<quoted>`(?:``|[^`])*(?:`|\Z))
    |(?P<parameter>\$(?:\w+|`(?:``|[^`])*`))
    |(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)
    |(?P<word>\w+)
    |(?P<mark>.)""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\u+([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Token:
    """A piece of Cypher: ``kind`` is word, quoted (a name in backticks), text, number, parameter or mark."""

    kind: str
    text: str
    start: int

    @property
    def name(self) -> str:
        """What a word or a quoted name says."""
        return self.text[1:-1].replace("``", "`") if self.kind == "quoted" else self.text

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these words of the language, however written."""
        return self.kind == "word" and self.text.upper() in words


def tokens(text: str) -> list[Token]:
    r"""Return the tokens of a statement; blanks and comments are left out.

    Cypher reads ``\uXXXX`` as the character it stands for, in the whole text, unless the backslash is itself escaped
    by one before it; so it is read so here.
    """
    plain = _ESCAPE.sub(lambda code: code[1] + chr(int(code[2], 16)), text)
    found = (Token(str(match.lastgroup), match[0], match.start()) for match in _TOKEN.finditer(plain))
    return [token for token in found if token.kind not in ("space", "comment")]


def calls(found: list[Token]) -> Iterator[tuple[str, Token]]:
    """Return the dotted names that stand before a bracket (``apoc.load.json``), with the token they begin at."""
    for place, token in enumerate(found):
        if token.text != "(" or place == 0 or found[place - 1].kind not in ("word", "quoted"):
            continue
        first = place - 1
        while first >= 2 and found[first - 1].text == "." and found[first - 2].kind in ("word", "quoted"):
            first -= 2
        yield "".join(part.name for part in found[first:place]), found[first]


def position(text: str, start: int) -> tuple[int, int]:
    """Return line and column, from 1, of a place in the text."""
    before = text[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1
