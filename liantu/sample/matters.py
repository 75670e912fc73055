"""Titles held, intellectual property, demands, outcomes, projects, contracts and events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from graph.codes import division_path
from liantu.sample.dice import TODAY, day, heavy, later, some, stream, whole
from liantu.sample.names import MARK, Namer
from liantu.sample.structure import Spot
from liantu.sample.world import Cell, SampleFirm, World

TITLES_FILE = "07资质与知识产权"
FILE = "08需求成果项目"
_TITLES = (
    ("高新技术企业", "国家级", 3), ("科技型中小企业", "省级", 1), ("创新型中小企业", "省级", 3), ("专精特新中小企业", "省级", 3),
    ("专精特新“小巨人”企业", "国家级", 3), ("制造业单项冠军", "国家级", 3), ("瞪羚企业", "省级", 3), ("链主企业", "市级", None),
)  # fmt: skip
_WAYS = ("制备方法", "生产装置", "检测方法", "加工工艺", "控制系统")


def matter_sheets(world: World) -> None:
    """Add everything that firms and institutes hold, need, offer, carry out and sign."""
    rng = stream(world.seed, "matters")
    _titles(world)
    _property(world, rng)
    demands = _demands(world, rng)
    outcomes = _outcomes(world, rng)
    projects = _projects(world, rng)
    _answers(world, rng, demands, projects)
    _transfers(world, rng, outcomes)
    _contracts(world, rng)
    _events(world, rng)


def _titles(world: World) -> None:
    world.add(
        TITLES_FILE, "资质目录", ("资质名称", "资质级别", "认定机构", "有效年限"),
        [(name, level, f"{MARK}认定机构", years) for name, level, years in _TITLES],
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (firm.name, firm.uscc, title, start, until, number)
        for firm in world.local
        for title, start, until, number in firm.titles
    ]
    world.add(
        TITLES_FILE, "资质认定", ("企业名称", "统一社会信用代码", "资质名称", "认定日期", "有效期至", "证书编号"), rows
    )


def _property(world: World, rng: Random) -> None:
    rows: list[tuple[Cell, ...]] = []
    for number, firm in enumerate(some(rng, world.active(), world.scale(420, 12))):
        product = rng.choice(firm.products)
        software = firm.main is not None and firm.main.segment.kind == "service"
        kind = "软件著作权" if software else rng.choice(("发明专利", "发明专利", "实用新型"))
        applied = day(rng, max(firm.founded, date(2015, 1, 1)), date(2025, 3, 31))
        granted = day(rng, applied, min(later(applied, 2), TODAY))
        name = f"{MARK}{product}{'软件' if software else rng.choice(_WAYS)}{number + 1}"
        holders = firm.name if rng.random() < 0.9 else f"{firm.name}；{rng.choice(world.institutes).name}"
        rows.append((
            name, f"SL{applied.year}{number + 1:08d}", kind, holders, applied.year, applied, granted,
            later(applied, 10 if kind == "实用新型" else 20), "有效", "是" if rng.random() < 0.2 else "否",
        ))  # fmt: skip
    world.add(
        TITLES_FILE, "知识产权",
        ("知识产权名称", "专利号", "知识产权类别", "当前权利人", "申请年份", "申请日", "授权日", "失效日", "法律状态",
         "是否高价值专利"), rows,
    )  # fmt: skip


def _demands(world: World, rng: Random) -> list[tuple[str, str]]:
    rows: list[tuple[Cell, ...]] = []
    for number, firm in enumerate(some(rng, world.active(), world.scale(90, 8))):
        spot = _bought(world, rng, firm)
        posted = day(rng, max(firm.founded, date(2023, 1, 1)), TODAY)
        rows.append((
            f"{MARK}{rng.choice(spot.products)}国产化替代难题{number + 1}", f"SLXQ{number + 1:04d}", firm.name, spot.id,
            whole(heavy(rng, 120, 0.8)), posted, later(posted, 2), "是" if rng.random() < 0.8 else "否",
            rng.choice(("待对接", "待对接", "对接中", "已解决")),
        ))  # fmt: skip
    world.add(
        FILE, "技术需求",
        ("需求名称", "需求编号", "提出单位", "对应环节", "预算金额（万元）", "提出日期", "期望完成日期", "是否有效", "需求状态"), rows,
    )  # fmt: skip
    return [(str(row[0]), str(row[1])) for row in rows]


def _bought(world: World, rng: Random, firm: SampleFirm) -> Spot:
    """Return a segment that the firm takes from, else its own."""
    taken = [world.structure.spots[t] for t, _ in (firm.main.inputs if firm.main else ()) if t in world.structure.spots]
    return rng.choice(taken) if taken else firm.spots[0]


def _outcomes(world: World, rng: Random) -> list[tuple[str, str]]:
    rows: list[tuple[Cell, ...]] = []
    for number in range(world.scale(80, 10)):
        owner = rng.choice(world.institutes)
        spot = rng.choice(owner.spots)
        rows.append((
            f"{MARK}{rng.choice(spot.products)}成套技术{number + 1}", f"SLCG{number + 1:04d}", owner.name, owner.name,
            rng.randint(3, 9), spot.id, day(rng, date(2021, 1, 1), TODAY), rng.choice(("实验室", "中试", "产业化")),
            "是" if rng.random() < 0.4 else "否",
        ))  # fmt: skip
    world.add(
        FILE, "科技成果",
        ("成果名称", "成果编号", "第一完成单位", "完成单位", "技术成熟度", "对应环节", "完成日期", "转化状态", "是否需要中试"), rows,
    )  # fmt: skip
    return [(str(row[0]), str(row[1])) for row in rows]


def _projects(world: World, rng: Random) -> list[tuple[str, str]]:
    rows: list[tuple[Cell, ...]] = []
    kinds = ("揭榜挂帅", "产学研", "招商", "成果转化", "飞地", "技术改造")
    gaps = world.structure.gaps()
    enclaves = [carrier for carrier in world.carriers if carrier.kind == "飞地"]
    for number, firm in enumerate(some(rng, world.active(), world.scale(80, 8))):
        start = day(rng, max(firm.founded, date(2023, 1, 1)), TODAY)
        kind = kinds[number % len(kinds)]
        spot, product, place = firm.spots[0], firm.products[0], "连云港市海州区"
        park: str | None = rng.choice(world.parks)
        if kind == "飞地" and gaps and enclaves:  # developed there for a step that is missing here
            spot, park = rng.choice(gaps), None
            product, place = rng.choice(spot.products), division_path(rng.choice(enclaves).region)[-1].full_name
        partner = rng.choice(world.institutes).name if kind in ("揭榜挂帅", "产学研", "成果转化") else None
        rows.append((
            f"{MARK}{product}{kind}项目{number + 1}", f"SLXM{number + 1:04d}", kind, firm.name, partner,
            spot.id, place, park, whole(heavy(rng, 1800, 1.2)), start, later(start, 2),
            start.year, rng.choice(("立项", "在建", "实施中", "投产", "完成")), rng.choice(world.units),
        ))  # fmt: skip
    world.add(
        FILE, "项目",
        ("项目名称", "项目编号", "项目类别", "承担单位", "合作单位", "对应环节", "所在区县", "落户园区", "总投资（万元）", "立项日期",
         "计划完成日期", "年度", "项目阶段", "责任单位"), rows,
    )  # fmt: skip
    return [(str(row[0]), str(row[1])) for row in rows]


def _answers(
    world: World, rng: Random, demands: Sequence[tuple[str, str]], projects: Sequence[tuple[str, str]]
) -> None:
    rows: list[tuple[Cell, ...]] = []
    for name, code in [
        *some(rng, demands, max(3, len(demands) // 3)),
        *some(rng, projects, max(3, len(projects) // 5)),
    ]:
        who = rng.choice((rng.choice(world.institutes).name, rng.choice(world.teams).name))
        day_of = day(rng, date(2026, 1, 1), TODAY)
        rows.append(
            (
                who,
                name,
                code,
                "技术需求" if code.startswith("SLXQ") else "项目",
                day_of,
                rng.choice(("已提交", "已采纳")),
            )
        )
    world.add(FILE, "需求对接", ("应答方", "应答对象", "需求编号", "应答对象类别", "应答日期", "应答结果"), rows)


def _transfers(world: World, rng: Random, outcomes: Sequence[tuple[str, str]]) -> None:
    rows: list[tuple[Cell, ...]] = []
    for name, code in some(rng, outcomes, max(3, len(outcomes) // 4)):
        firm = rng.choice(world.active())
        rows.append((name, code, firm.name, firm.uscc, day(rng, date(2025, 1, 1), TODAY), whole(heavy(rng, 150, 0.9))))
    world.add(
        FILE, "成果转化", ("成果名称", "成果编号", "转化企业", "统一社会信用代码", "转化日期", "转化金额（万元）"), rows
    )


def _contracts(world: World, rng: Random) -> None:
    rows: list[tuple[Cell, ...]] = []
    parties: list[tuple[Cell, ...]] = []
    namer = Namer(stream(world.seed, "contract leaders"))
    for number, firm in enumerate(some(rng, world.active(), world.scale(130, 8))):
        partner = rng.choice(world.institutes)
        amount = whole(heavy(rng, 80, 1.1))
        name, code = f"{MARK}{firm.products[0]}技术合同{number + 1}", f"SLHT2026{number + 1:05d}"
        rows.append((
            code, name, rng.choice(("技术开发", "技术开发", "技术服务", "技术转让", "技术咨询", "技术许可")), partner.name, firm.name,
            "连云港市海州区", amount, whole(amount * rng.uniform(0.6, 1.0)), day(rng, max(firm.founded, date(2022, 1, 1)), TODAY),
            namer.person(),
        ))  # fmt: skip
        if number == 0 or rng.random() < 0.1:
            parties.append((rng.choice(world.institutes).name, name, code, "中介方"))
    world.add(
        FILE, "技术合同",
        ("合同登记编号", "合同名称", "合同类别", "卖方名称", "买方名称", "买方所在地", "合同成交金额（万元）", "技术交易额（万元）",
         "登记日期", "项目负责人"), rows,
    )  # fmt: skip
    world.add(FILE, "合同签订", ("签订方", "合同名称", "合同登记编号", "合同方"), parties)


def _events(world: World, rng: Random) -> None:
    kinds = (("英才大赛", "赛事"), ("产学研对接会", "对接会"), ("招商推介会", "招商推介"), ("博士行", "引才活动"))
    rows: list[tuple[Cell, ...]] = []
    taking: list[tuple[Cell, ...]] = []
    for number in range(8):
        title, kind = kinds[number % len(kinds)]
        when = day(rng, date(2022 + number // 2, 1, 1), date(2022 + number // 2, 12, 31))
        name = f"{MARK}{when.year}年{title}"
        rows.append(
            (name, kind, when, "连云港市海州区", rng.choice(world.units), rng.randint(30, 400), rng.randint(0, 20))
        )
        guests = [
            *(team.name for team in some(rng, world.teams, 3)),
            *(firm.name for firm in some(rng, world.active(), 4)),
        ]
        taking += [(guest, name, when, rng.choice(("签约", "意向", "参加"))) for guest in guests]
    world.add(
        FILE, "赛事活动", ("活动名称", "活动类别", "活动日期", "所在区县", "主办单位", "参加人数", "签约项目数"), rows
    )
    world.add(FILE, "活动参与", ("参加者", "活动名称", "参加日期", "参加结果"), taking)
