"""Invented names, each of which says so (示例), and codes that no registry can have given out.

The unified social credit codes have right check characters (GB 32100, GB 11714), but their registry begins with 99:
there is no province of that number, so none of them can belong to anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from random import Random

from loaders.values.uscc import check_character, organisation_check

MARK = "示例"
_FIRST = "云岚松泉禾岭溪湖岩汐帆屿澜砚朗昱翎棠霁沐峤珩湛洵熠桐榆柏枫蔚澄晗昕皓钧铂锐卓恺睿"
_SECOND = "台川源峰野洲坪渡原屏谷滩畔港湾桥墩坡垄樾庭垣陌廷岑峦崴垚圩堰塬埠坞堤浦汀渚沚沄"
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "安岚川棠宁恒朗清远舟禾竹松霖澄和平旭然容微茗"


class Codes:
    """Gives out credit codes of the impossible registry, each once."""

    def __init__(self) -> None:
        self._given = 0

    def next(self, form: str, region: str) -> str:
        """Return a code: ``form`` is its first two characters (91 enterprise, 12 institution), ``region`` six digits."""
        self._given += 1
        million, rest = divmod(self._given, 1_000_000)
        organisation = f"M{'ABCDEFGH'[million]}{rest:06d}"
        body = f"{form}99{region[2:6]}{organisation}{organisation_check(organisation)}"
        return body + check_character(body)


class Namer:
    """Makes names that are used once and hold none of the words that would keep a firm out of every chain."""

    def __init__(self, rng: Random, banned: Iterable[str] = (), used: Iterable[str] = ()) -> None:
        self._rng = rng
        words = sorted(set(banned))
        self._banned = re.compile("|".join(map(re.escape, words))) if words else None
        self._used = set(used)

    def fits(self, text: str) -> bool:
        """Return whether no banned word stands in the text."""
        return self._banned is None or self._banned.search(text) is None

    def brand(self) -> str:
        """Return two or three characters of hills and waters."""
        rng = self._rng
        first, second = rng.choice(_FIRST), rng.choice(_SECOND)
        return first + second if rng.random() < 0.8 else first + rng.choice(_FIRST) + second

    def name(self, middle: Sequence[str], ends: Sequence[str], *, free: bool = False) -> str:
        """Return 示例 + brand + one of ``middle`` + one of ``ends``, not used before; ``free``: banned words may stand."""
        rng = self._rng
        while True:
            brand = self.brand()
            text = f"{MARK}{brand}{rng.choice(middle) if middle else ''}{rng.choice(ends)}"
            if text not in self._used and (free or self.fits(text)):
                self._used.add(text)
                return text

    def person(self) -> str:
        """Return the name of an invented person."""
        rng = self._rng
        while True:
            text = MARK + rng.choice(_SURNAMES) + "".join(rng.choice(_GIVEN) for _ in range(rng.choice((1, 2, 2))))
            if text not in self._used:
                self._used.add(text)
                return text
