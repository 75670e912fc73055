"""The invented country around the district: firms in the city, in the neighbours, in the province, everywhere else."""

from __future__ import annotations

from datetime import date
from random import Random

from graph.codes import division_path, divisions
from liantu.sample.dice import HOME, day, heavy, stream, whole
from liantu.sample.firms import CHAMPION, CORES, FORMS, GIANT, HNTE, LEADER, SRDI, TSME, banned, industry
from liantu.sample.names import Namer
from liantu.sample.structure import Spot
from liantu.sample.world import SampleFirm, World

NEIGHBOURS = ("320300", "320800", "320900", "321300", "371100", "371300")
_CITY, _PROVINCE = "320700", "320000"
_JIANGSU = {"320500": 9, "320200": 6, "320100": 6, "320400": 4, "320600": 4, "321000": 2, "321200": 2, "321100": 2}
_PROVINCES = {"440000": 10, "330000": 9, "370000": 7, "310000": 6, "110000": 5, "340000": 4, "420000": 4, "410000": 3,
              "430000": 3, "510000": 4, "350000": 3, "610000": 2, "130000": 2, "120000": 2, "500000": 2, "360000": 2,
              "210000": 2}  # fmt: skip
_RINGS = (0.07, 0.16, 0.25, 0.52)  # share of outside firms: city, neighbours, rest of the province, rest of the country


class Places:
    """Draws a county by ring: 1 other districts of the city, 2 neighbours, 3 the province, 4 the country."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._counties: dict[str, list[str]] = {}
        for code, item in divisions().items():
            if item.level == 3:
                self._counties.setdefault(item.parent, []).append(code)
        provinces = [code for code, item in divisions().items() if item.level == 1 and code != _PROVINCE]
        self._provinces = sorted(provinces)
        self._unseen = sorted(provinces, reverse=True)
        self._prefectures = {
            province: sorted(code for code, item in divisions().items() if item.level == 2 and item.parent == province)
            for province in provinces
        }

    def draw(self, ring: int) -> str:
        """Return the code of a county, or of a prefecture that has none."""
        rng = self._rng
        if ring == 1:
            return rng.choice([code for code in self._counties[_CITY] if code != HOME])
        if ring == 2:
            return self._county(rng.choice(NEIGHBOURS))
        if ring == 3:
            return self._county(rng.choices(list(_JIANGSU), list(_JIANGSU.values()))[0])
        weights = [_PROVINCES.get(code, 1) for code in self._provinces]
        # every province once, then by weight
        province = self._unseen.pop() if self._unseen else rng.choices(self._provinces, weights)[0]
        prefectures = self._prefectures[province]
        return self._county(rng.choice(prefectures) if prefectures else province)

    def _county(self, above: str) -> str:
        counties = self._counties.get(above)
        return self._rng.choice(counties) if counties else above


def make_outside(world: World, count: int) -> None:
    """Make the firms outside the home district: at least some in every segment, in every province."""
    rng = stream(world.seed, "country")
    namer = Namer(rng, banned(world), (firm.name for firm in world.local))
    places = Places(rng)
    ranks: dict[str, int] = {}
    for spot, ring in _dealt(world, rng, count):
        rank = ranks[spot.id] = ranks.get(spot.id, 0) + 1
        world.outside.append(
            _outside_firm(world, rng, namer, spot=spot, ring=ring, region=places.draw(ring), rank=rank)
        )


def _dealt(world: World, rng: Random, count: int) -> list[tuple[Spot, int]]:
    """Return main segment and ring of each firm; segments that only the city has get two or three firms there."""
    spots = list(world.structure.spots.values())
    if not spots:
        return []
    found = [(spot, 1) for spot in world.structure.of_part("in_city") for _ in range(rng.randint(2, 3))][: count // 8]
    ordered = rng.sample(spots, len(spots))
    rest = [*ordered, *ordered][: count - len(found)]
    rest += rng.choices(spots, [spot.size for spot in spots], k=max(0, count - len(found) - len(rest)))
    city = [spot for spot in spots if spot.part in ("cluster", "present", "thin", "in_city")]
    for spot in rest:
        ring = rng.choices((1, 2, 3, 4), _RINGS)[0]
        found.append((rng.choice(city), 1) if ring == 1 and spot not in city and city else (spot, ring))
    return found


def _outside_firm(
    world: World, rng: Random, namer: Namer, *, spot: Spot, ring: int, region: str, rank: int
) -> SampleFirm:
    fields = [word for word in spot.chain.fields if 2 <= len(word) <= 4 and namer.fits(word)]
    firm = SampleFirm(
        name=namer.name([*fields, *CORES], FORMS), uscc=world.codes.next("91", region), region=region, ring=ring,
        spots=[spot], products=rng.sample(spot.products, min(len(spot.products), rng.choice((1, 2, 2, 3)))),
        founded=day(rng, date(1992, 1, 1), date(2023, 12, 31)), industry=industry(rng, spot),
    )  # fmt: skip
    firm.revenue = whole(heavy(rng, 60000 if rank == 1 else 2600, 1.3))
    firm.insured = max(3, round(firm.revenue**0.6 * rng.lognormvariate(-0.5, 0.4)))
    firm.above = firm.revenue >= 2000
    firm.capital = whole(heavy(rng, 1500, 1.1), 1)
    firm.status = "存续" if rng.random() < 0.965 else rng.choice(("注销", "吊销", "停业"))
    firm.dishonest = rng.random() < 0.008
    names = [HNTE] if rng.random() < 0.45 else []
    names += [TSME] if rng.random() < 0.25 else []
    names += [SRDI] if rng.random() < 0.15 else []
    names += [GIANT] if rng.random() < (0.4 if rank == 1 else 0.03) else []
    names += [CHAMPION] if rank == 1 and rng.random() < 0.3 else []
    names += [LEADER] if rank == 1 and rng.random() < 0.12 else []
    firm.titles = [(name, date(2024, 12, 1), None, "") for name in names]
    return firm


def country_sheets(world: World) -> None:
    """Add the outside firms as a company-data service would hand them over."""
    rng = stream(world.seed, "export")
    rows = []
    for firm in world.outside:
        path = division_path(firm.region)
        names = [item.name for item in path]
        city = names[1] if len(path) > 1 and path[1].level == 2 else names[0]
        rows.append((
            firm.name, firm.uscc, firm.status, firm.founded, f"{firm.capital:g}万元", names[0], city, path[-1].full_name,
            firm.industry or None, "、".join(firm.products), "、".join(t[0] for t in firm.titles) or None,
            "是" if firm.above else "否", firm.insured if rng.random() < 0.97 else None, firm.revenue,
            firm.controller or None, "是" if firm.dishonest else None,
        ))  # fmt: skip
    world.add(
        "02区外企业", "区外企业",
        ("公司名称", "统一社会信用代码", "经营状态", "成立日期", "注册资本", "所属省份", "所属城市", "所属区县", "国标行业小类", "主营产品",
         "资质荣誉", "规上企业", "参保人数", "营业收入（万元）", "实际控制人", "失信"), rows,
    )  # fmt: skip
