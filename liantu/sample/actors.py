"""Institutes, talent teams, people, funds and consortia, and what they have to do with firms."""

from __future__ import annotations

from datetime import date
from random import Random

from graph.codes import division_path
from liantu.sample.dice import HOME, TODAY, day, heavy, later, some, stream, whole
from liantu.sample.names import MARK, Namer
from liantu.sample.relations import FILE as RELATIONS
from liantu.sample.structure import Spot
from liantu.sample.world import Actor, Cell, World

FILE = "06院所人才基金"
_INSTITUTES = (("理工大学", "高等学校"), ("材料研究院", "科研院所"), ("产业技术研究院", "新型研发机构"), ("重点实验室", "实验室"),
               ("医药研究所", "科研院所"), ("装备研究院", "新型研发机构"), ("技术转移中心", "技术转移机构"),
               ("联合创新中心", "联合创新中心"))  # fmt: skip
_FUNDS = (("产业投资基金", "产业基金"), ("创业投资基金", "创业投资基金"), ("引导基金", "政府引导基金"), ("天使基金", "天使基金"),
          ("股权投资中心", "股权投资基金"))  # fmt: skip
_SEATS = ("320102", "320106", "320114", "310104", "310115", "110108", "420106", "610113", "330106", "440305", "320205")


def make_actors(world: World) -> None:
    """Name institutes, funds and teams, here and outside, and give each the segments that it is for."""
    rng = stream(world.seed, "actors")
    namer = Namer(rng)
    spots = list(world.structure.spots.values())
    for number in range(world.scale(40, 16)):
        end, kind = _INSTITUTES[number % len(_INSTITUTES)]
        region = HOME if number % 3 == 0 else rng.choice(_SEATS)
        form = "91" if kind == "新型研发机构" and number % 2 else "12"  # one in company form is a firm with this role
        name = namer.name([""], [f"{end}有限公司" if form == "91" else end])
        world.institutes.append(Actor(name, world.codes.next(form, region), region, _wanted(world, rng, spots), kind))
    for number in range(world.scale(24, 10)):
        end, kind = _FUNDS[number % len(_FUNDS)]
        region = HOME if number % 3 == 0 else rng.choice(_SEATS)
        name = namer.name([""], [f"{end}（有限合伙）"])
        world.funds.append(Actor(name, world.codes.next("91", region), region, _wanted(world, rng, spots), kind))
    for number in range(world.scale(30, 10)):
        region = HOME if number % 2 else rng.choice(_SEATS)
        world.teams.append(
            Actor(namer.name([""], ["创新团队"]), f"SLTD{number + 1:04d}", region, _wanted(world, rng, spots))
        )


def _wanted(world: World, rng: Random, spots: list[Spot]) -> list[Spot]:
    """Return two or three segments, of which one is missing here and wanted, where there are such."""
    gaps = world.structure.gaps()
    found = [*some(rng, gaps, 1), *some(rng, spots, 2)]
    return list({spot.id: spot for spot in found}.values())


def actor_sheets(world: World) -> None:
    """Add the tables of institutes, funds, teams, people, consortia and their relations."""
    rng = stream(world.seed, "actor sheets")
    _institutes(world, rng)
    _funds(world, rng)
    _teams(world, rng)
    _people(world, rng)
    _consortia(world, rng)
    _roles(world, rng)
    _cooperation(world, rng)


def _ids(actor: Actor) -> str:
    return "、".join(spot.id for spot in actor.spots)


def _place(actor: Actor) -> str:
    return division_path(actor.region)[-1].full_name


def _institutes(world: World, rng: Random) -> None:
    rows: list[tuple[Cell, ...]] = [
        (each.name, each.code, each.kind, rng.choice(("国家级", "省级", "省级", "市级")), _place(each), _ids(each),
         day(rng, date(1985, 1, 1), date(2022, 12, 31)), rng.randint(40, 1800), rng.randint(20, 900), whole(heavy(rng, 4000, 1.0)),
         "是" if rng.random() < 0.5 else "否")
        for each in world.institutes
    ]  # fmt: skip
    world.add(
        FILE, "高校院所",
        ("机构名称", "统一社会信用代码", "机构类别", "级别", "所在地", "对应环节", "成立日期", "职工人数", "研发人员数", "研发支出（万元）",
         "是否设技术转移机构"), rows,
    )  # fmt: skip


def _funds(world: World, rng: Random) -> None:
    managers = [firm.name for firm in some(rng, world.active(), max(3, len(world.funds) // 3))]
    rows: list[tuple[Cell, ...]] = [
        (each.name, each.code, each.kind, rng.choice(managers) if managers else None, whole(heavy(rng, 30000, 0.8)),
         f"{rng.choice((0, 10, 20, 40, 60))}%", _place(each), day(rng, date(2012, 1, 1), date(2024, 12, 31)), _ids(each))
        for each in world.funds
    ]  # fmt: skip
    world.add(
        FILE, "基金",
        ("基金名称", "统一社会信用代码", "基金类型", "管理人", "基金规模（万元）", "财政出资比例", "注册地", "成立日期", "关注环节"), rows,
    )  # fmt: skip


def _teams(world: World, rng: Random) -> None:
    namer = Namer(stream(world.seed, "team leaders"))
    hosts = [firm.name for firm in world.active()] + [each.name for each in world.institutes]
    rows: list[tuple[Cell, ...]] = []
    work: list[tuple[Cell, ...]] = []
    for team in world.teams:
        start = day(rng, date(2019, 1, 1), date(2026, 3, 31))
        landed = team.region == HOME
        rows.append((
            team.name, team.code, _place(team), "落地" if landed else rng.choice(("储备", "申报", "入选")), f"{MARK}英才计划",
            rng.randint(3, 14), _ids(team), rng.choice(hosts) if landed else None, rng.choice((50, 100, 200, 300)) if landed else None,
            start, namer.person(),
        ))  # fmt: skip
        if not landed and (not work or rng.random() < 0.5):
            work.append((team.name, team.code, rng.choice(hosts), start, later(start, 3)))
    world.add(
        FILE, "人才团队",
        ("团队名称", "团队编号", "所在地", "团队阶段", "人才计划", "团队人数", "对应环节", "合作单位", "资助金额（万元）", "引进日期",
         "带头人"), rows,
    )  # fmt: skip
    world.add(FILE, "团队合作", ("团队名称", "团队编号", "服务单位", "起始日期", "终止日期"), work)


def _people(world: World, rng: Random) -> None:
    namer = Namer(stream(world.seed, "people"))
    rows: list[tuple[Cell, ...]] = []
    second: list[tuple[Cell, ...]] = []
    firms = world.active()
    for number in range(world.scale(120, 20)):
        firm = rng.choice(firms)
        name, code = namer.person(), f"SLRC{number + 1:05d}"
        start = day(rng, max(firm.founded, date(2012, 1, 1)), TODAY)
        rows.append((
            name, code, firm.name, rng.choice(("总工程师", "研发总监", "技术副总", "工艺主管", "首席科学家")),
            rng.choice(("领军人才", "高层次人才", "博士", "博士", "硕士", "硕士", "高技能人才")),
            firm.main.id if firm.main else None, "是" if rng.random() < 0.15 else "否", start,
        ))  # fmt: skip
        if number == 0 or rng.random() < 0.15:
            second.append((name, code, rng.choice(world.institutes).name, "兼职研究员", start, "是"))
    world.add(
        FILE, "人才", ("姓名", "人才编号", "工作单位", "职务", "人才层次", "对应环节", "是否柔性引进", "引进日期"), rows
    )
    world.add(FILE, "任职", ("姓名", "人才编号", "任职单位", "任职岗位", "任职日期", "是否兼职"), second)


def _consortia(world: World, rng: Random) -> None:
    namer = Namer(stream(world.seed, "consortia"))
    rows: list[tuple[Cell, ...]] = []
    members: list[tuple[Cell, ...]] = []
    spots = world.structure.of_part("cluster")
    for spot in some(rng, spots, world.scale(5, 2)):
        inside = [firm for firm in world.active() if firm.main is spot]
        name = namer.name([""], [f"{spot.segment.zh}产业技术创新联合体"])
        start = day(rng, date(2020, 1, 1), date(2025, 6, 30))
        partners = "、".join(each.name for each in some(rng, world.institutes, 2))
        rows.append(
            (name, rng.choice(("省级", "市级", "区级")), inside[0].name if inside else None, partners, spot.id, start)
        )
        members += [
            (firm.name, firm.uscc, name, "成员单位", start) for firm in (inside[1:4] or some(rng, world.active(), 2))
        ]
    world.add(FILE, "创新联合体", ("联合体名称", "级别", "牵头单位", "成员单位", "对应环节", "成立日期"), rows)
    world.add(FILE, "联合体成员", ("成员单位", "统一社会信用代码", "创新联合体", "成员角色", "加入日期"), members)


def _roles(world: World, rng: Random) -> None:
    """Add further roles of legal entities, and what institutes focus on beside their own table."""
    hosts = some(rng, [firm for firm in world.active() if firm.titles], world.scale(6, 2))
    rows: list[tuple[Cell, ...]] = [
        (firm.name, firm.uscc, "高校院所", "省级新型研发机构", day(rng, date(2021, 1, 1), date(2025, 12, 31)))
        for firm in hosts
    ]
    world.add(FILE, "兼有角色", ("单位名称", "统一社会信用代码", "角色名称", "角色说明", "起始日期"), rows)
    focus: list[tuple[Cell, ...]] = [
        (each.name, "高校院所", rng.choice(each.spots).id, "重点学科方向") for each in world.institutes if each.spots
    ]
    world.add(FILE, "面向环节", ("主体名称", "主体类别", "环节编号", "说明"), focus)


def _cooperation(world: World, rng: Random) -> None:
    rows: list[tuple[Cell, ...]] = []
    for firm in some(rng, world.active(), world.scale(170, 8)):
        fitting = [each for each in world.institutes if firm.main in each.spots] or world.institutes
        partner = rng.choice(fitting)
        start = day(rng, max(firm.founded, date(2018, 1, 1)), TODAY)
        topic = f"{firm.products[0]}{rng.choice(('关键技术开发', '工艺优化', '中试放大', '检测评价'))}"
        rows.append((
            firm.name, firm.uscc, partner.name, partner.code, topic, start, later(start, rng.choice((1, 2, 3))),
            rng.choice(("委托开发", "共建平台", "人才培养")), whole(heavy(rng, 60, 1.0)),
        ))  # fmt: skip
    world.add(
        RELATIONS, "合作关系",
        ("甲方", "甲方信用代码", "乙方", "乙方信用代码", "合作内容", "签约日期", "到期日期", "合作形式", "合作金额（万元）"), rows,
    )  # fmt: skip
