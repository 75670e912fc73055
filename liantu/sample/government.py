"""Responsible units, leads, indicators and their values, policies, and what people have decided."""

from __future__ import annotations

from datetime import date
from random import Random

from graph.codes import division_path
from liantu.sample.dice import HOME, TODAY, day, heavy, some, stream, whole
from liantu.sample.names import MARK, Namer
from liantu.sample.relations import Market
from liantu.sample.structure import Spot
from liantu.sample.world import Cell, World

FILE = "09招商与考核"
_UNITS = (
    ("区发改局", "区级部门"), ("区科技局", "区级部门"), ("区工信局", "区级部门"), ("区商务局", "区级部门"), ("区人社局", "区级部门"),
    ("区金融局", "区级部门"), ("高新区科经局", "园区部门"), ("高新区双创中心", "园区部门"), ("招商专班", "专班"), ("高发集团", "国有企业"),
)  # fmt: skip
_INDICATORS = (  # code, name, kind, unit of measure, target, who counts toward it
    ("T02", "新型研发机构数", "累计数", "家", 15), ("T07", "有效高新技术企业数", "时点数", "家", 300),
    ("T04", "新增授权发明专利", "累计数", "件", 1000), ("T10", "科创载体面积", "累计数", "万㎡", 100),
    ("T12", "技术合同成交额", "累计数", "亿元", 40), ("T14", "招引科技型企业", "年度数", "家", 100),
    ("T15", "科技型中小企业入库数", "时点数", "家", 700), ("T20", "揭榜挂帅等科技计划项目", "累计数", "项", 40),
)  # fmt: skip
_LIVE = ("签约", "注册", "在建")


def make_units(world: World) -> None:
    """Name the responsible units."""
    world.units = [MARK + name for name, _ in _UNITS]


def government_sheets(world: World) -> None:
    """Add units, leads, indicators, values, duties, policies and decisions."""
    rng = stream(world.seed, "government")
    world.add(
        FILE,
        "责任单位",
        ("单位名称", "单位类别", "所属区县"),
        [(MARK + name, kind, "连云港市海州区") for name, kind in _UNITS],
    )
    leads = _leads(world, rng)
    _indicators(world, rng)
    _duties(world, rng, leads)
    _counts(world, rng)
    _policies(world, rng)
    _decisions(world, rng)


def _leads(world: World, rng: Random) -> list[str]:
    """Add leads: one in a live stage for every segment that is being filled, others in any stage for what is wanted."""
    gaps = world.structure.gaps()
    wanted: list[tuple[Spot, str]] = [(spot, rng.choice(_LIVE)) for spot in world.structure.of_part("lead")]
    wanted += [
        (spot, rng.choice(("接触", "接触", "洽谈", "洽谈", "终止"))) for spot in some(rng, gaps, world.scale(30, 4))
    ]
    here = world.structure.of_part("cluster", "present")
    wanted += [
        (spot, rng.choice(("签约", "注册", "在建", "投产", "投产"))) for spot in some(rng, here, world.scale(24, 3))
    ]
    rows: list[tuple[Cell, ...]] = []
    details: list[tuple[Cell, ...]] = []
    market = Market(world)
    for number, (spot, stage) in enumerate(wanted):
        makers = market.outside.get(spot.id, [])
        investor = rng.choice(makers) if makers else None
        start = day(rng, date(2024, 1, 1), date(2025, 12, 31))
        moved = day(rng, start, TODAY)
        name, code = f"{MARK}{rng.choice(spot.products)}项目{number + 1}", f"SLZS{number + 1:04d}"
        rows.append((
            name, code, investor.name if investor else None, "招商", stage, rng.choice(world.units), start, moved,
            moved if stage not in ("接触", "洽谈", "终止") else None, "连云港市海州区", rng.choice(world.parks),
            division_path(investor.region)[-1].full_name if investor else None, spot.chain.zh, spot.id,
            whole(heavy(rng, 1.5, 1.0)),
        ))  # fmt: skip
        if number == 0 or rng.random() < 0.2:
            details.append((name, code, spot.id))
    world.add(
        FILE, "招商线索",
        ("项目名称", "线索编号", "投资方", "线索类别", "洽谈进展", "责任单位", "登记日期", "进展日期", "签约时间", "落户区县", "落户园区",
         "来源地", "所属产业链", "拟填环节", "计划总投资（亿元）"), rows,
    )  # fmt: skip
    world.add(FILE, "线索环节", ("招商线索", "线索编号", "环节编号"), details)
    return [str(row[0]) for row in rows]


def _indicators(world: World, rng: Random) -> None:
    rows: list[tuple[Cell, ...]] = []
    values: list[tuple[Cell, ...]] = []
    for code, name, kind, measure, target in _INDICATORS:
        title = f"{name}（{MARK}）"
        base = whole(target * rng.uniform(0.3, 0.6))
        units = some(rng, world.units, 3)
        rows.append(
            (code, title, kind, measure, target, 2027, base, date(2023, 12, 31), units[0], "、".join(units[1:]))
        )
        reached = base
        for year, quarter in ((2024, 12), (2025, 6), (2025, 12), (2026, 6)):
            reached += (target - base) * rng.uniform(0.05, 0.25)
            end = date(year, quarter, 30 if quarter == 6 else 31)
            values.append(
                (title, code, f"{year}年{quarter}月", end, whole(reached), "连云港市海州区", "全区", units[0])
            )
    world.add(
        FILE, "考核指标",
        ("指标编号", "指标名称", "指标类型", "计量单位", "目标值", "目标年份", "基期值", "基期日期", "牵头单位", "配合单位"), rows,
    )  # fmt: skip
    world.add(
        FILE,
        "指标值",
        ("指标名称", "指标编号", "期间", "截至日期", "完成值", "统计区划", "统计范围", "填报单位"),
        values,
    )


def _duties(world: World, rng: Random, leads: list[str]) -> None:
    rows: list[tuple[Cell, ...]] = [
        (rng.choice(world.units), lead, "招商线索", "配合") for lead in some(rng, leads, max(2, len(leads) // 5))
    ]
    world.add(FILE, "责任分工", ("责任单位", "负责事项", "负责事项类别", "责任角色"), rows)


def _counts(world: World, rng: Random) -> None:
    valid = [firm for firm in world.active() if firm.title("高新技术企业")]
    rows: list[tuple[Cell, ...]] = [
        (firm.name, firm.uscc, "企业", f"有效高新技术企业数（{MARK}）", "T07", "2025", 1)
        for firm in some(rng, valid, max(3, len(valid) // 2))
    ]
    rows += [
        (carrier.name, None, "科创载体", f"科创载体面积（{MARK}）", "T10", "2025", rng.randint(1, 9))
        for carrier in world.carriers
    ]
    world.add(
        FILE, "计入指标",
        ("计入对象", "统一社会信用代码", "计入对象类别", "考核指标", "指标编号", "计入期间", "计入数值"), rows,
    )  # fmt: skip


def _policies(world: World, rng: Random) -> None:
    subjects = (
        ("科技创新", "研发投入"),
        ("人才引进", "团队落地"),
        ("载体建设", "载体考核"),
        ("产业基金", "投资引导"),
        ("招商服务", "项目落地"),
    )
    rows: list[tuple[Cell, ...]] = [
        (f"{MARK}区{subject}若干措施", f"示政发〔2025〕{number + 1}号", f"{MARK}区人民政府", "区级", subject, condition,
         day(rng, date(2024, 1, 1), date(2025, 12, 31)), date(2028, 12, 31), rng.choice(world.units))
        for number, (subject, condition) in enumerate(subjects)
    ]  # fmt: skip
    world.add(
        FILE, "政策",
        ("政策名称", "发文字号", "发文机关", "政策级别", "政策主题", "适用条件", "施行日期", "失效日期", "责任单位"), rows,
    )  # fmt: skip


def _decisions(world: World, rng: Random) -> None:
    namer = Namer(stream(world.seed, "deciders"))
    person = namer.person()
    rows: list[tuple[Cell, ...]] = [
        (
            firm.uscc,
            "企业",
            verdict,
            firm.spots[0].id,
            person,
            date(2026, 5, 20),
            date(2027, 5, 20),
            f"{MARK}：实地走访后{verdict}",
        )
        for firm, verdict in zip(some(rng, world.active(), 4), ("确认", "确认", "确认", "否定"), strict=False)
        if firm.region == HOME
    ]
    world.add(
        FILE,
        "人工判断",
        ("判断对象", "对象类别", "判断", "判断目标", "判断人", "判断日期", "到期日期", "判断理由"),
        rows,
    )
