"""Who supplies, controls, and has invested in whom."""

from __future__ import annotations

from datetime import date
from random import Random

from liantu.sample.dice import TODAY, day, heavy, some, stream, whole
from liantu.sample.structure import Spot, tier
from liantu.sample.world import Cell, SampleFirm, World

FILE = "05供应与合作"
_KNOWN = {"strong": 0.58, "medium": 0.5, "thin": 0.25}  # chance that a local buyer's suppliers are known
_ROUNDS = ("天使轮", "A轮", "B轮", "C轮", "D轮", "战略投资")


class Market:
    """Firms in business by segment, here and outside."""

    def __init__(self, world: World) -> None:
        self.local: dict[str, list[SampleFirm]] = {}
        self.outside: dict[str, list[SampleFirm]] = {}
        for firms, index in ((world.local, self.local), (world.outside, self.outside)):
            for firm in firms:
                if firm.active and not firm.confidential:
                    for spot in firm.spots:
                        index.setdefault(spot.id, []).append(firm)


def make_groups(world: World) -> None:
    """Let some firms outside control firms here, and others outside: written into ``controller`` of each."""
    rng = stream(world.seed, "groups")
    large = [firm for firm in world.outside if firm.active and (firm.revenue or 0) > 20000]
    if not large:
        return
    parents = some(rng, large, world.scale(40, 3))
    for firm in some(rng, world.active(), world.scale(60, 3)):
        firm.controller = rng.choice(parents).name
    owning = {firm.uscc for firm in parents}
    for firm in some(rng, [each for each in world.outside if each.uscc not in owning], world.scale(120, 4)):
        firm.controller = rng.choice(parents).name


def supply_sheet(world: World) -> None:
    """Add the known supplies: of local buyers by what their segment takes, of local sellers to firms outside."""
    rng = stream(world.seed, "supply")
    market = Market(world)
    rows: list[tuple[Cell, ...]] = []
    for buyer in world.active():
        if buyer.confidential or buyer.main is None or not buyer.main.inputs:
            continue
        chance = _KNOWN[tier(buyer.main.chain.chain)] + (0.08 if (buyer.revenue or 0) > 5000 else 0.0)
        if rng.random() < chance:
            rows += _purchases(world, rng, market, buyer, local=True)
    for seller in world.active():
        if not seller.confidential and rng.random() < 0.45:
            rows += _sales(world, rng, market, seller)
    for buyer in world.outside:
        if buyer.active and rng.random() < 0.06:
            rows += _purchases(world, rng, market, buyer, local=False)
    world.add(
        FILE, "供应关系",
        ("供应商", "供应商统一社会信用代码", "采购方", "采购方统一社会信用代码", "供应产品", "年度", "交易额（万元）", "终止日期"), rows,
    )  # fmt: skip


def _purchases(world: World, rng: Random, market: Market, buyer: SampleFirm, *, local: bool) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    spot = buyer.main
    for taken, need in spot.inputs if spot else ():
        other = world.structure.spots.get(taken)
        if other is None:
            continue
        sellers = _sellers(rng, market, other, buyer, local=local)
        for seller in sellers:
            volume = (buyer.revenue or 800.0) * need * rng.uniform(0.04, 0.22) / len(sellers)
            rows += _deal(rng, seller, buyer, rng.choice(other.products), volume)
    return rows


def _sellers(rng: Random, market: Market, spot: Spot, buyer: SampleFirm, *, local: bool) -> list[SampleFirm]:
    """Return one to three suppliers of a segment; where the segment has but one large one, always that."""
    here = [firm for firm in market.local.get(spot.id, []) if firm is not buyer]
    away = [firm for firm in market.outside.get(spot.id, []) if firm is not buyer]
    if spot.size > 2.2 and away:
        return away[:1]  # all buy from one
    found: list[SampleFirm] = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        pool = here if here and (rng.random() < (spot.nearby if local else 0.1) or not away) else away
        if pool:
            found.append(rng.choice(pool[:25]))
    return list({firm.uscc: firm for firm in found}.values())


def _sales(world: World, rng: Random, market: Market, seller: SampleFirm) -> list[tuple[Cell, ...]]:
    spot = seller.main
    takers = world.structure.takers.get(spot.id, []) if spot else []
    buyers = [firm for taker in takers for firm in market.outside.get(taker, [])[:40]]
    rows: list[tuple[Cell, ...]] = []
    for buyer in some(rng, buyers, rng.choice((1, 1, 2, 3))):
        rows += _deal(
            rng, seller, buyer, rng.choice(seller.products), (seller.revenue or 300.0) * rng.uniform(0.03, 0.25)
        )
    return rows


def _deal(rng: Random, seller: SampleFirm, buyer: SampleFirm, product: str, volume: float) -> list[tuple[Cell, ...]]:
    ended = day(rng, date(2025, 1, 15), date(2026, 4, 30)) if rng.random() < 0.012 else None
    years = (2024, 2025) if rng.random() < 0.25 and not ended else (2025,)
    return [
        (seller.name, seller.uscc, buyer.name, buyer.uscc, product, year,
         whole(max(3.0, volume) * rng.uniform(0.85, 1.1)), ended)
        for year in years
    ]  # fmt: skip


def control_sheet(world: World) -> None:
    """Add who controls whom, by the controllers named in the registers."""
    rng = stream(world.seed, "control")
    codes = {firm.name: firm.uscc for firm in (*world.outside, *world.local)}
    rows = [
        (firm.controller, codes[firm.controller], firm.name, firm.uscc, f"{rng.uniform(0.51, 1.0):.1%}",
         day(rng, max(firm.founded, date(2005, 1, 1)), TODAY))
        for firm in (*world.local, *world.outside)
        if firm.controller in codes and firm.controller != firm.name
    ]  # fmt: skip
    world.add(
        FILE, "控制关系",
        ("控股股东", "控股股东统一社会信用代码", "子公司", "子公司统一社会信用代码", "控股比例", "控制起始日期"), rows,
    )  # fmt: skip


def investment_sheet(world: World) -> None:
    """Add the rounds in which funds and large firms have put money into firms here and outside."""
    rng = stream(world.seed, "investment")
    rows: list[tuple[Cell, ...]] = []
    large = [firm for firm in world.outside if firm.active and (firm.revenue or 0) > 30000]
    for firm in some(rng, world.active(), world.scale(90, 6)) + some(rng, world.outside, world.scale(250, 6)):
        start = max(firm.founded, date(2018, 1, 1))
        for name in _ROUNDS[: rng.choice((1, 1, 2, 3))]:
            fitting = [fund for fund in world.funds if firm.main in fund.spots] or world.funds
            investor = rng.choice(fitting).name if rng.random() < 0.8 or not large else rng.choice(large).name
            second = f"、{rng.choice(world.funds).name}" if rng.random() < 0.2 else ""
            if investor != firm.name:
                rows.append((
                    investor + second if investor not in second else investor, firm.name, firm.uscc, name,
                    day(rng, start, TODAY), whole(heavy(rng, 2000, 0.9)), f"{rng.uniform(0.02, 0.2):.1%}",
                ))  # fmt: skip
    world.add(
        FILE, "投融资",
        ("投资方", "被投企业", "被投企业统一社会信用代码", "融资轮次", "融资日期", "融资金额（万元）", "持股比例"), rows,
    )  # fmt: skip


def product_sheets(world: World) -> None:
    """Add revenue by product of some firms, and segments that experts have confirmed."""
    rng = stream(world.seed, "products")
    rows: list[tuple[Cell, ...]] = []
    for firm in some(rng, world.active(), world.scale(150, 8)):
        left = 1.0
        for product in firm.products:
            share = round(left * rng.uniform(0.45, 0.8), 2)
            left -= share
            rows.append(
                (firm.name, firm.uscc, product, 2025, f"{share:.0%}", whole((firm.revenue or 0.0) * share) or None)
            )
    world.add(
        FILE, "企业产品", ("生产企业", "统一社会信用代码", "产品名称", "年度", "收入占比", "产品收入（万元）"), rows
    )
    placed: list[tuple[Cell, ...]] = [
        (firm.name, firm.uscc, firm.main.id, "是", "专家认定", firm.products[0])
        for firm in some(rng, world.active(), world.scale(30, 3))
        if firm.main
    ]
    world.add(FILE, "企业环节", ("企业名称", "统一社会信用代码", "环节编号", "是否主环节", "归链依据", "产品"), placed)


def move_sheet(world: World) -> None:
    """Add who came from another district, who sits in an enclave of ours, and who left for elsewhere."""
    rng = stream(world.seed, "moves")
    home, before = "江苏省连云港市海州区", "江苏省连云港市连云区"
    few = max(2, world.scale(5, 2))
    old = [firm for firm in world.active() if firm.founded < date(2015, 1, 1)]
    rows: list[tuple[Cell, ...]] = [
        (firm.name, firm.uscc, before, firm.founded, day(rng, date(2017, 1, 1), date(2022, 12, 31)), "厂房扩建迁入海州")
        for firm in some(rng, old, few)
    ]
    market = Market(world)
    wanted = [firm for spot in world.structure.gaps() for firm in market.outside.get(spot.id, []) if firm.ring >= 2]
    enclaves = [carrier.name for carrier in world.carriers if carrier.kind == "飞地"]
    for firm in some(rng, wanted, few) if enclaves else []:
        rows.append(
            (firm.name, firm.uscc, rng.choice(enclaves), day(rng, date(2023, 1, 1), TODAY), None, "研发团队入驻飞地")
        )
    left = [firm for firm in world.outside if firm.active and firm.ring >= 2 and firm.founded < date(2012, 1, 1)]
    for firm in some(rng, left, few):
        rows.append(
            (firm.name, firm.uscc, home, firm.founded, day(rng, date(2019, 1, 1), date(2026, 3, 31)), "产能外迁")
        )
    world.add(FILE, "企业迁移", ("企业名称", "统一社会信用代码", "所在位置", "起始日期", "终止日期", "变动原因"), rows)
