"""The firms of the invented district: who makes what, how large, which titles, which of them are gone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from graph.chains.exclusions import load_exclusions
from graph.codes import townships
from liantu.sample.dice import HOME, TODAY, day, heavy, later, stream, whole
from liantu.sample.names import Namer
from liantu.sample.structure import Part, Spot, tier
from liantu.sample.world import SampleFirm, Title, World

CORES = ("科技", "实业", "制造", "新材", "精工", "智造", "工业", "创新")
FORMS = ("有限公司", "有限公司", "有限公司", "有限公司", "股份有限公司", "科技有限公司")
_OTHERS = (  # firms of no chain: middle of the name, end, code, business scope
    ("大药房", "连锁有限公司", "5251", "药品零售；医疗器械销售；保健食品销售"),
    ("商贸", "有限公司", "5179", "日用百货批发、零售；建材销售；货物进出口"),
    ("企业管理咨询", "有限公司", "7243", "企业管理咨询；商务信息咨询；代理记账"),
    ("建设工程", "有限公司", "4710", "房屋建筑工程施工；市政工程；园林绿化工程"),
    ("餐饮管理", "有限公司", "6210", "餐饮服务；食品销售"),
    ("运输", "有限公司", "5439", "道路货物运输；货运代理；仓储服务"),
    ("物业", "服务有限公司", "7020", "物业管理；家政服务；停车场服务"),
    ("水晶饰品", "有限公司", "2438", "水晶饰品、珠宝首饰加工、销售"),
    ("文化传媒", "有限公司", "7259", "广告设计、制作；会议及展览服务"),
)
_WEIGHT: dict[Part, float] = {"cluster": 10.0, "present": 3.0}
_FIXED: dict[Part, tuple[int, int]] = {"thin": (1, 3), "single": (1, 1), "seedling": (1, 2), "lost": (1, 1)}
_TIER = {"strong": 3.0, "medium": 1.5, "thin": 0.6}
HNTE, TSME, SRDI, GIANT = "高新技术企业", "科技型中小企业", "专精特新中小企业", "专精特新“小巨人”企业"
INNOVATIVE, GAZELLE, CHAMPION, LEADER = "创新型中小企业", "瞪羚企业", "制造业单项冠军", "链主企业"


def make_local(world: World, count: int) -> None:
    """Make the firms of the home district."""
    rng = stream(world.seed, "firms")
    namer = Namer(rng, banned(world))
    places = [place.name for place in townships(HOME)]
    spots = _dealt(world, rng, round(count * 0.84))
    ranks: dict[str, int] = {}
    for spot in spots:
        rank = ranks[spot.id] = ranks.get(spot.id, 0) + 1
        firm = _chain_firm(world, rng, namer, spot, rank)
        world.local.append(firm)
    while len(world.local) < count:
        world.local.append(_other_firm(world, rng, namer))
    for firm in world.local:
        firm.township = rng.choice(places)
        firm.park = rng.choice(world.parks) if rng.random() < 0.45 else ""
    for firm in _spread(world.local, 2, "confidential" + str(world.seed)):
        firm.confidential = True


def banned(world: World) -> set[str]:
    """Return the words that a firm's name must not hold, lest it be kept out of its chain."""
    words = {word for each in load_exclusions().types for word in each.names}
    chains = {spot.chain.chain: spot.chain for spot in world.structure.spots.values()}
    return words | {word for chain in chains.values() for word in chain.exclusions}


def _spread(firms: list[SampleFirm], most: int, name: str) -> list[SampleFirm]:
    plain = [firm for firm in firms if firm.active and firm.main and firm.main.part == "present"]
    return stream("", name).sample(plain, min(most, len(plain)))


def _dealt(world: World, rng: Random, count: int) -> list[Spot]:
    """Return the main segment of each firm: first the parts with a fixed number, then by weight."""
    found: list[Spot] = []
    for part, (least, most) in _FIXED.items():
        for spot in world.structure.of_part(part):
            found += [spot] * rng.randint(least, most)
    found = found[: round(count * 0.4)]
    open_spots = world.structure.of_part("cluster", "present")
    if open_spots:
        weights = [_WEIGHT[s.part] * _TIER[tier(s.chain.chain)] * s.size**0.3 for s in open_spots]
        found += open_spots[: max(0, count - len(found))]  # each at least once where there are enough firms
        found += rng.choices(open_spots, weights, k=max(0, count - len(found)))
    return found[:count]


def _chain_firm(world: World, rng: Random, namer: Namer, spot: Spot, rank: int) -> SampleFirm:
    fields = [word for word in spot.chain.fields if 2 <= len(word) <= 4 and namer.fits(word)]
    fields += [spot.segment.zh] if len(spot.segment.zh) <= 5 and namer.fits(spot.segment.zh) else []
    middle = [*fields, *CORES] if rng.random() < 0.7 else ["", *CORES]
    firm = SampleFirm(
        name=namer.name(middle, FORMS), uscc=world.codes.next("91", HOME), region=HOME, ring=0, spots=[spot],
        products=_products(rng, spot), founded=_founded(rng), industry=industry(rng, spot),
    )  # fmt: skip
    _size(rng, firm, spot.part, rank)
    _fate(rng, firm, spot.part)
    if spot.part in ("cluster", "present"):
        second = _second(world, rng, spot)
        if second is not None:
            firm.spots.append(second)
            firm.products += _products(rng, second)[:1]
        if firm.active:
            firm.titles = titles(rng, firm)
    if spot.part == "cluster" and rank == 1 and firm.active:
        firm.titles += [_title(rng, CHAMPION if rng.random() < 0.3 else GIANT, 3)]
        firm.market_share = round(rng.uniform(0.08, 0.45), 2)
        if tier(spot.chain.chain) == "strong" and rng.random() < 0.3:
            firm.titles.append(_title(rng, LEADER, None))
    return firm


def _products(rng: Random, spot: Spot) -> list[str]:
    return rng.sample(spot.products, min(len(spot.products), rng.choice((1, 1, 2, 2, 3))))


def _second(world: World, rng: Random, spot: Spot) -> Spot | None:
    """Return a neighbouring segment in which the firm also works: one it takes from or sells to, with firms here."""
    if rng.random() > 0.18:
        return None
    near = [taken for taken, _ in spot.inputs] + world.structure.takers.get(spot.id, [])
    here = [world.structure.spots[n] for n in near if n in world.structure.spots]
    here = [other for other in here if other.part in ("cluster", "present") and other.id != spot.id]
    return rng.choice(here) if here else None


def industry(rng: Random, spot: Spot) -> str:
    """Return an industry code of the segment, '' where its template names none."""
    return rng.choice(spot.segment.codes) if spot.segment.codes else ""


def _founded(rng: Random) -> date:
    return (
        day(rng, date(1996, 1, 1), date(2014, 12, 31))
        if rng.random() < 0.4
        else day(rng, date(2015, 1, 1), date(2024, 6, 30))
    )


def _size(rng: Random, firm: SampleFirm, part: Part, rank: int) -> None:
    if part == "seedling":
        firm.revenue, firm.insured = whole(rng.uniform(20, 260)), rng.randint(2, 8)
        firm.founded = day(rng, date(2023, 1, 1), date(2025, 9, 30))
    elif part == "thin":
        firm.revenue, firm.insured = whole(rng.uniform(550, 1700)), rng.randint(9, 40)
    elif part == "cluster" and rank == 1:
        firm.revenue = whole(heavy(rng, 60000, 0.8))
        firm.insured = round(firm.revenue**0.62)
    elif part != "lost" and rng.random() < 0.03:
        firm.revenue = firm.insured = None  # nothing is known of its size
    elif rng.random() < 0.02:
        firm.revenue, firm.insured = 0.0, 0
    else:
        firm.revenue = whole(heavy(rng, 1100, 1.4))
        firm.insured = max(1, round(firm.revenue**0.6 * rng.lognormvariate(-0.6, 0.5)))
    firm.above = bool(firm.revenue and firm.revenue >= 2000 and part != "thin")
    firm.capital = whole(heavy(rng, 500, 1.2) + 0.05 * (firm.revenue or 0.0), 1)
    firm.growth = min(1.6, max(0.7, rng.gauss(1.09, 0.14)))


def _fate(rng: Random, firm: SampleFirm, part: Part) -> None:
    """Say who is in business; a lost segment's only firm closed or left within the last year and a half."""
    if part == "lost":
        firm.status = rng.choice(("注销", "迁出", "停业"))
        firm.closed = day(rng, date(2025, 2, 1), date(2026, 5, 31))
        firm.revenue, firm.above = whole(max(firm.revenue or 0.0, 3000.0)), True
        firm.insured = max(firm.insured or 0, 40)
    elif part in ("cluster", "present") and rng.random() < 0.05:
        firm.status = rng.choice(("注销", "注销", "吊销", "迁出", "停业"))
        firm.closed = day(rng, max(firm.founded + timedelta(days=400), date(2018, 1, 1)), date(2026, 4, 30))
    firm.dishonest = firm.status == "吊销" and rng.random() < 0.5


def titles(rng: Random, firm: SampleFirm) -> list[Title]:
    """Return the titles that a firm of its size may hold, each with dates and number."""
    revenue = firm.revenue or 0.0
    found = []
    if revenue >= 300 and rng.random() < min(0.75, 0.12 + revenue / 9000):
        found.append(_title(rng, HNTE, 3))
    if 100 <= revenue <= 20000 and rng.random() < 0.4:
        found.append(_title(rng, TSME, 1))
    if 800 <= revenue <= 40000 and rng.random() < 0.16:
        found.append(_title(rng, SRDI, 3))
    elif rng.random() < 0.12:
        found.append(_title(rng, INNOVATIVE, 3))
    if firm.growth > 1.25 and revenue > 1500:
        found.append(_title(rng, GAZELLE, 3))
    return found


def _title(rng: Random, name: str, years: int | None) -> Title:
    """Return a title with its dates; one in nine has run out."""
    expired = years is not None and rng.random() < 0.11
    length = years or 0
    end = later(TODAY, 0)
    start = day(rng, later(end, -length) if length else date(2022, 1, 1), date(2025, 12, 20))
    if expired:
        start = later(start, -length - 1)
    until = later(start, length) if years else None
    return name, start, until, f"SL{start.year}{rng.randint(0, 999999):06d}"


def _other_firm(world: World, rng: Random, namer: Namer) -> SampleFirm:
    middle, end, code, _ = rng.choice(_OTHERS)
    firm = SampleFirm(
        name=namer.name([middle], [end], free=True), uscc=world.codes.next("91", HOME), region=HOME, ring=0, spots=[],
        products=[], founded=_founded(rng), industry=code,
    )  # fmt: skip
    _size(rng, firm, "present", 9)
    _fate(rng, firm, "present")
    return firm


def scope_text(firm: SampleFirm) -> str:
    """Return a business scope as registers write it."""
    if firm.main is None:
        return next(text for _, _, code, text in _OTHERS if code == firm.industry)
    made = "、".join(dict.fromkeys((*firm.products, *firm.main.products[:2])))
    verb = "研发、技术服务" if firm.main.segment.kind == "service" else "研发、生产、销售"
    return f"{made}{verb}；技术咨询；货物进出口"


def firm_sheets(world: World, firms: Iterable[SampleFirm]) -> None:
    """Add the register of the home district."""
    rng = stream(world.seed, "register")
    former = Namer(stream(world.seed, "former names"))
    rows = []
    for firm in firms:
        # what a firm says of itself: mostly products, sometimes only a profile, sometimes only the scope
        say = rng.random() if firm.main is None or firm.main.part not in ("thin", "single", "lost", "seedling") else 0.0
        products = "、".join(firm.products) if say < 0.74 else None
        profile = f"本企业主要生产{'、'.join(firm.products)}" if 0.74 <= say < 0.86 and firm.products else None
        rows.append((
            firm.name, former.name(CORES, ("厂", "工厂")) if rng.random() < 0.03 else None, firm.uscc, firm.status,
            "有限责任公司" if "股份" not in firm.name else "股份有限公司", firm.founded,
            firm.closed, firm.capital, "连云港市海州区", firm.township, firm.park or None,
            f"海州区{firm.township}示例路{rng.randint(1, 399)}号", firm.industry or None, scope_text(firm), products, profile,
            "是" if firm.above else "否", firm.insured, firm.revenue,
            f"{firm.market_share:.0%}" if firm.market_share else None, firm.controller or None,
            "是" if firm.confidential else None, "是" if firm.dishonest else None, 2 if firm.revenue == 0 else None,
        ))  # fmt: skip
    world.add(
        "01企业名录", "企业名录",
        ("企业名称", "曾用名", "统一社会信用代码", "登记状态", "企业类型", "成立日期", "注销或迁出日期", "注册资本（万元）", "所属区县",
         "所属镇街", "所属园区", "企业地址", "国标行业小类", "经营范围", "主要产品", "企业简介", "是否规上", "参保人数", "营业收入（万元）",
         "市场占有率", "实际控制人", "涉密", "严重违法失信", "连续无税年数"), rows,
    )  # fmt: skip
