"""Parks, carriers, spaces, sites, tenants and townships of the invented district."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from graph.codes import division_path, divisions, townships
from liantu.sample.country import NEIGHBOURS
from liantu.sample.dice import HOME, TODAY, day, some, stream, whole
from liantu.sample.names import MARK, Namer
from liantu.sample.world import Actor, Cell, SampleFirm, World

FILE = "04园区载体场所"
_PARKS = (
    ("海州高端装备产业园", "工业园区", "省级"), ("云台生命健康产业园", "高新区", "国家级"), ("锦屏硅材料产业园", "工业园区", "市级"),
    ("板浦新能源产业园", "镇街园区", "区级"), ("花果山数字经济产业园", "工业园区", "市级"),
)  # fmt: skip
_CARRIERS = (
    ("众创空间", 900, 4000), ("孵化器", 4000, 20000), ("加速器", 15000, 60000), ("科技园", 20000, 90000), ("中试基地", 3000, 12000),
    ("飞地", 1500, 8000),
)  # fmt: skip
_HERE = "连云港市海州区"
_Place = tuple[str, str | None, str | None]  # division, township, park
_ENCLAVES = ("110108", "320115", "320214", "510107", "610113")  # Beijing, Nanjing, Wuxi, Chengdu, Xi'an


def make_places(world: World) -> None:
    """Name the parks and carriers."""
    rng = stream(world.seed, "places")
    namer = Namer(rng)
    world.parks = [MARK + name for name, _, _ in _PARKS]
    spots = list(world.structure.spots.values())
    for number in range(world.scale(14, 8)):
        kind = _CARRIERS[number % len(_CARRIERS)][0]
        region = rng.choice(_ENCLAVES) if kind == "飞地" else HOME
        name = namer.name([""], [f"科创{kind}" if kind == "飞地" else kind])
        world.carriers.append(Actor(name, f"SLZT{number + 1:03d}", region, some(rng, spots, 2), kind))


def place_sheets(world: World) -> None:
    """Add parks, carriers, spaces, sites, tenants and divisions."""
    rng = stream(world.seed, "place sheets")
    _parks(world, rng)
    _carriers(world, rng)
    spaces = _spaces(world, rng)
    _tenants(world, rng, spaces)
    _sites(world, rng)
    _divisions(world, rng)


def _parks(world: World, rng: Random) -> None:
    rows: list[tuple[Cell, ...]] = [
        (MARK + name, kind, level, "连云港市海州区", rng.randint(2, 9), rng.randint(50, 900),
         "是" if kind == "化工园区" else "否", day(rng, date(2003, 1, 1), date(2016, 1, 1)))
        for name, kind, level in _PARKS
    ]  # fmt: skip
    world.add(
        FILE, "产业园区",
        ("园区名称", "园区类别", "级别", "所在区县", "规划面积（平方公里）", "可供地面积（亩）", "是否认定化工园区", "设立日期"), rows,
    )  # fmt: skip


def _carriers(world: World, rng: Random) -> None:
    sizes = {kind: (low, high) for kind, low, high in _CARRIERS}
    operators = some(rng, [firm for firm in world.active() if len(firm.products) == 1], len(world.carriers))
    rows = []
    for number, carrier in enumerate(world.carriers):
        low, high = sizes[carrier.kind]
        area = round(rng.uniform(low, high))
        operator = operators[number % len(operators)].name if operators else None
        rows.append((
            carrier.name, carrier.code, carrier.kind, rng.choice(("国家级", "省级", "市级", "区级")), operator,
            division_path(carrier.region)[-1].full_name, rng.choice(world.parks) if carrier.region == HOME else None, area,
            round(area * rng.uniform(0.4, 0.95)), rng.randint(5, 60), rng.randint(0, 25), _ids(carrier),
            day(rng, date(2014, 1, 1), date(2024, 12, 31)),
        ))  # fmt: skip
    world.add(
        FILE, "科创载体",
        ("载体名称", "载体编号", "载体类别", "认定级别", "运营单位", "所在区县", "所属园区", "建成面积（㎡）", "在用面积（㎡）",
         "在孵企业数", "毕业企业数", "对应环节", "启用日期"), rows,
    )  # fmt: skip


def _ids(actor: Actor) -> str:
    return "、".join(spot.id for spot in actor.spots)


def _spaces(world: World, rng: Random) -> list[tuple[str, str]]:
    """Add spaces to let and spaces in use; return name and code of those in use."""
    rows: list[tuple[Cell, ...]] = []
    used = []
    hosts = [*world.parks, *(carrier.name for carrier in world.carriers if carrier.region == HOME)]
    for number in range(world.scale(60, 12)):
        host = hosts[number % len(hosts)]
        heavy_duty = host in world.parks
        code, name = f"SLKJ{number + 1:04d}", f"{MARK}{number // 4 + 1}号楼{number % 4 + 1}层"
        state = rng.choice(("空置", "空置", "在用", "在用", "在用", "预留", "在建"))
        if state == "在用":
            used.append((name, code))
        rows.append((
            name, code, host, "标准厂房" if heavy_duty else "办公研发",
            round(rng.uniform(1500, 9000)) if heavy_duty else round(rng.uniform(100, 1200)),
            rng.choice((6, 7.9, 8.1, 9.5, 12)) if heavy_duty else 3.6, rng.choice((0.8, 1.5, 2.5)) if heavy_duty else 0.4,
            rng.choice((315, 800, 1250, 2000)) if heavy_duty else 200, "市政供水",
            rng.choice(("有", "无")) if heavy_duty else "无", rng.choice(("污水纳管", "污水纳管、危废暂存")) if heavy_duty else "污水纳管",
            rng.choice(("有", "待申请")) if heavy_duty else None, round(rng.uniform(8, 40), 1), state,
            day(rng, date(2026, 1, 1), date(2026, 12, 31)) if state != "在用" else None,
        ))  # fmt: skip
    world.add(
        FILE, "载体空间",
        ("空间名称", "空间编号", "所在载体", "空间类别", "面积（㎡）", "层高（米）", "楼面荷载（t/㎡）", "供电容量（kVA）", "供水", "供汽",
         "污水与危废处理", "能耗指标", "租金", "状态", "可入驻日期"), rows,
    )  # fmt: skip
    return used


def _tenants(world: World, rng: Random, used: list[tuple[str, str]]) -> None:
    rows: list[tuple[Cell, ...]] = []
    for firm, (name, code) in zip(some(rng, world.active(), len(used)), used, strict=False):
        start = day(rng, max(firm.founded, date(2016, 1, 1)), TODAY)
        rows.append((firm.name, firm.uscc, name, code, start, None, rng.randint(80, 2500), "入驻"))
    for firm in some(rng, [each for each in world.active() if (each.revenue or 0) < 2000], world.scale(60, 4)):
        carrier = rng.choice([each for each in world.carriers if each.region == HOME])
        start = day(rng, max(firm.founded, date(2015, 1, 1)), date(2025, 12, 31))
        left = start + timedelta(days=900) if start < date(2023, 1, 1) and rng.random() < 0.5 else None
        rows.append(
            (firm.name, firm.uscc, carrier.name, None, start, left, rng.randint(20, 400), "毕业" if left else "在孵")
        )
    world.add(
        FILE, "入驻",
        ("入驻企业", "入驻企业信用代码", "空间名称", "空间编号", "入驻日期", "退出日期", "入驻面积（㎡）", "入驻阶段"), rows,
    )  # fmt: skip


def _sites(world: World, rng: Random) -> None:
    """Add sites: of firms here, plants here of firms outside, and headquarters here that make nothing here."""
    rows: list[tuple[Cell, ...]] = []
    names = [place.name for place in townships(HOME)]
    present = [firm for firm in world.active() if firm.main and firm.main.part in ("cluster", "present")]
    for firm in some(rng, present, world.scale(220, 8)):
        short = firm.name.removesuffix("有限公司").removesuffix("股份")
        here = (_HERE, firm.township or rng.choice(names), None)
        rows.append(_site(rng, firm, f"{short}总部", "总部", here))
        if rng.random() < 0.8:
            park = (_HERE, rng.choice(names), rng.choice(world.parks))
            rows.append(_site(rng, firm, f"{short}生产基地", "生产", park))
        else:
            away = (division_path(rng.choice(NEIGHBOURS))[-1].full_name, None, None)
            rows.append(_site(rng, firm, f"{short}外地工厂", "生产", away))
        if rng.random() < 0.25:
            rows.append(_site(rng, firm, f"{short}研发中心", "研发", here))
    for firm in some(rng, [each for each in world.outside if each.ring >= 3 and each.active], world.scale(12, 2)):
        if firm.main and firm.main.part in ("cluster", "present"):
            park = (_HERE, rng.choice(names), rng.choice(world.parks))
            rows.append(_site(rng, firm, f"{firm.name.removesuffix('有限公司')}海州工厂", "生产", park))
    world.add(
        FILE, "场所",
        ("所属企业", "统一社会信用代码", "场所名称", "场所用途", "所在区县", "所在镇街", "管理园区", "建筑面积（㎡）", "启用日期",
         "停用日期", "停用原因"), rows,
    )  # fmt: skip


def _site(rng: Random, firm: SampleFirm, name: str, role: str, at: _Place) -> tuple[Cell, ...]:
    start = day(rng, max(firm.founded, date(2000, 1, 1)), date(2025, 6, 30))
    ended = (
        day(rng, max(start, date(2024, 9, 1)), date(2026, 5, 31)) if role == "生产" and rng.random() < 0.03 else None
    )
    area = whole(rng.uniform(300, 3000) if role != "生产" else rng.uniform(2000, 40000))
    return (firm.name, firm.uscc, name, role, *at, area, start, ended, "产线外迁" if ended else None)


def _divisions(world: World, rng: Random) -> None:
    """Add the divisions of the city and its townships; names and codes are public, the figures are not real."""
    levels = {2: "地级", 3: "县级"}
    rows: list[tuple[Cell, ...]] = [
        (item.code, item.name, levels[item.level], item.parent, round(rng.uniform(30, 120), 1))
        for item in divisions().values()
        if item.code == "320700" or (item.parent == "320700" and item.level == 3)
    ]
    world.add(FILE, "行政区划", ("区划代码", "行政区名称", "区划级别", "上级区划", "常住人口（万人）"), rows)
    towns: list[tuple[Cell, ...]] = [
        (item.code, item.name, "乡级", HOME, round(rng.uniform(2, 12), 1)) for item in townships(HOME)
    ]
    world.add(FILE, "镇街", ("镇街代码", "行政区名称", "区划级别", "上级区划", "常住人口（万人）"), towns)
