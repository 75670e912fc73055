"""Which division a text means: code, name, full name or address, by the longest consistent chain of names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.codes.divisions import (
    COUNTY,
    PROVINCE,
    TOWNSHIP,
    Division,
    Zone,
    changes,
    current_code,
    division,
    division_path,
    divisions,
    name_key,
    prefecture_of,
    zones,
)

_SUFFIX = re.compile(r"(?:特别行政区|新区|自治区|省|市|地区|盟|区|县|旗)$")
_PEOPLE = (
    "土家|维吾尔|哈萨克|柯尔克孜|朝鲜|蒙古|布依|哈尼|傈僳|东乡|仡佬|拉祜|纳西|仫佬|锡伯|景颇|达斡尔|撒拉|布朗|毛南|塔吉克|普米|阿昌|"
    "鄂温克|基诺|德昂|保安|俄罗斯|裕固|鄂伦春|独龙|壮|回|满|苗|彝|藏|侗|瑶|白|黎|傣|畲|佤|水|羌|土|怒|京|各"
)
_PEOPLES = re.compile(rf"(?:(?:{_PEOPLE})族|(?<!内)蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔|鄂伦春)+自治[区州县旗]$")
_ROADS = frozenset("路街道巷大东西南北中湾湖山桥村弄")
_NUMBER = re.compile(r"[0-9A-Za-z]")
_LONGEST_TEXT = 500


class _Named(NamedTuple):
    """What a name may stand for: a division, by its full or its short name, or the zone that lies in it."""

    item: Division
    full: bool
    zone: Zone | None = None


class _Chain(NamedTuple):
    """Names found one behind the other: where they end, the last of them, how many were full names."""

    end: int
    last: _Named
    full_names: int


def short_name(item: Division) -> str:
    """Return a name without its kind (海州区 → 海州, 延边朝鲜族自治州 → 延边), if two characters are left."""
    if item.level == TOWNSHIP:
        return item.name
    cut = (_PEOPLES if _PEOPLES.search(item.name) else _SUFFIX).sub("", item.name)
    return cut if len(cut) >= 2 else item.name


@functools.cache
def _names() -> dict[str, tuple[_Named, ...]]:
    """Return every name with what it may stand for; abolished divisions stand for what they became part of."""
    table: dict[str, dict[_Named, None]] = {}
    for item in divisions().values():
        table.setdefault(item.name, {})[_Named(item, True)] = None
        short = short_name(item)
        if short != item.name:
            table.setdefault(short, {})[_Named(item, False)] = None
        if "自治" in item.name and item.level > PROVINCE:
            table.setdefault(short + item.name[-1], {})[_Named(item, True)] = None  # 恩施州
    for name, item in _old_names():
        table.setdefault(name, {})[_Named(item, True)] = None
    for zone in zones():
        for name in (zone.name, *zone.aliases):
            table.setdefault(name_key(name), {})[_Named(divisions()[zone.division], True, zone)] = None
    return {name: tuple(found) for name, found in table.items()}


def _old_names() -> Iterator[tuple[str, Division]]:
    """Yield names no longer in force with what their last bearer in the prefecture became part of."""
    in_force = {(_own(item), item.name) for item in divisions().values()}
    last: dict[tuple[str, str], tuple[int, Division]] = {}
    for change in changes():
        code = current_code(change.new_code) if change.new_code else None
        if not code or not change.old_name:
            continue
        item = divisions()[code]
        key = (_own(item), change.old_name)
        if key not in in_force and (key not in last or change.year >= last[key][0]):
            last[key] = (change.year, item)
    yield from ((name, item) for (_, name), (_, item) in last.items())


def _own(item: Division) -> str:
    """Return the code of the prefecture, or of the division itself where it lies in none."""
    found = prefecture_of(item.code)
    return found.code if found else item.code


def find_divisions(text: str, home: str | None = None) -> list[Division]:
    """Return the divisions that a text may mean: one when it is settled, several when it is not, [] when none.

    Parameters
    ----------
    text : str
        A code, a name (海州区), a full name (江苏省连云港市海州区), an address, or a development zone (高新区). Old
        names are what became of them (新浦区 → 海州区).
    home : str, optional
        Code of the home district: its prefecture settles a bare name that several prefectures know. Without it such a
        name stays ambiguous; nothing is guessed.

    Returns
    -------
    list of Division
        Townships where the text names one; a zone gives the division it lies in.
    """
    return list(dict.fromkeys(named.item for named in _find(name_key(text)[:_LONGEST_TEXT], home)))


def zone_of(text: str, home: str | None = None) -> Zone | None:
    """Return the development zone that a text settles on, or None: 高新区 is one only with a home prefecture."""
    found = _find(name_key(text)[:_LONGEST_TEXT], home)
    return found[0].zone if len(found) == 1 else None


@functools.lru_cache(maxsize=65536)
def _find(key: str, home: str | None) -> tuple[_Named, ...]:
    if key.isdigit():
        by_code = division(key)
        return () if by_code is None else (_Named(by_code, True),)
    number = _NUMBER.search(key)
    if number and 2 <= number.start() < len(key) - 1:
        # no name holds a digit or a letter: addresses of one road are looked up once
        known = _find(f"{key[: number.start()]}0", home)
        if known:
            return known
    begins = _lengths()
    found: list[_Named] = []
    for start in range(len(key) - 1):
        # an address may begin with something else; behind that only full names count
        if key[start : start + 2] in begins:
            found = _longest(key, start, home)
            if found:
                break
    return _settle(found, key, home)


def _longest(key: str, start: int, home: str | None) -> list[_Named]:
    """Return the ends of the longest consistent chains of names that begin at ``start``."""
    done: list[_Chain] = []
    first = [(name, named) for name, named in _at(key, start) if _may_start(key, start, name, named, home)]
    todo = [_Chain(start + len(name), named, named.full) for name, named in first]
    while todo:
        chain = todo.pop()
        done.append(chain)
        for name, named in _at(key, chain.end):
            if _is_under(named, chain.last) and (named.full or _short_stands(key, chain.end, name, named)):
                todo.append(_Chain(chain.end + len(name), named, chain.full_names + named.full))
    longest = max(((chain.end, chain.full_names) for chain in done), default=None)
    return list(dict.fromkeys(chain.last for chain in done if (chain.end, chain.full_names) == longest))


def _at(key: str, position: int) -> list[tuple[str, _Named]]:
    """Return the names that stand at a position with what they may stand for; most pairs of characters begin none."""
    lengths = _lengths().get(key[position : position + 2], ())
    found = ((key[position : position + length]) for length in lengths if position + length <= len(key))
    return [(name, named) for name in found for named in _names().get(name, ())]


@functools.cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """Return the lengths of all names by their first two characters."""
    table: dict[str, set[int]] = {}
    for name in _names():
        table.setdefault(name[:2], set()).add(len(name))
    return {start: tuple(sorted(found)) for start, found in table.items()}


def _may_start(key: str, start: int, name: str, named: _Named, home: str | None) -> bool:
    """Return whether a name may begin a chain.

    Townships and zones that do not say where they are have namesakes all over the country that no list here knows:
    they begin one in their own prefecture only.
    """
    own = prefecture_of(home) if home else None
    at_home = own is not None and prefecture_of(named.item.code) == own
    if named.item.level == TOWNSHIP or (named.zone is not None and not _says_where(name, named)):
        return at_home
    return named.full or (start == 0 and _short_stands(key, start, name, named))


def _short_stands(key: str, start: int, name: str, named: _Named) -> bool:
    """Return whether a name without its kind is meant as a place here: 东海路 and 南京路 are roads."""
    end = start + len(name)
    return end == len(key) or (named.item.level < COUNTY and key[end] not in _ROADS)


def _says_where(name: str, named: _Named) -> bool:
    """Return whether a zone's name says by itself where it is: 连云港高新区 and 徐圩新区, but not 高新区."""
    if named.zone is None or name == name_key(named.zone.name):
        return True
    own = prefecture_of(named.item.code)
    return own is not None and any(place in name for place in _places_in(own))


@functools.cache
def _places_in(prefecture: Division) -> tuple[str, ...]:
    counties = (item for item in divisions().values() if item.parent == prefecture.code)
    return tuple(map(short_name, (prefecture, *counties)))


def _is_under(named: _Named, above: _Named) -> bool:
    """Return whether a place may follow another in a chain: it lies below, or is a zone in it."""
    steps = division_path(named.item.code)
    return any(step.code == above.item.code for step in (steps if named.zone and not above.zone else steps[:-1]))


def _settle(found: list[_Named], key: str, home: str | None) -> tuple[_Named, ...]:
    """Choose among namesakes: the home prefecture's; for a bare name without its kind also the province (吉林)."""
    ordered = sorted(found, key=lambda named: (named.item.code, named.zone is None))
    own = prefecture_of(home) if home else None
    local = [named for named in ordered if own is not None and prefecture_of(named.item.code) == own]
    provinces = [
        named for named in ordered if named.item.level == PROVINCE and not named.full and short_name(named.item) == key
    ]
    for choice in (local, provinces if len(provinces) == 1 else []):
        if choice:
            return tuple(choice) if len({named.item for named in choice}) > 1 else (choice[0],)
    return (ordered[0],) if len({named.item for named in ordered}) == 1 else tuple(ordered)
