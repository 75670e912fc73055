"""Five years of figures for every firm here whose size is known."""

from __future__ import annotations

from random import Random

from liantu.sample.dice import YEARS, stream, whole
from liantu.sample.world import Cell, SampleFirm, World

_HEADERS = (
    "企业名称", "统一社会信用代码", "年度", "营业收入（万元）", "工业总产值（万元）", "高新技术产品收入（万元）", "利润总额（万元）",
    "纳税总额（万元）", "资产总额（万元）", "研发费用（万元）", "从业人数", "科技人员数", "研发人员数", "参保人数", "是否规上",
    "有效发明专利数", "知识产权数", "是否建立研发辅助账",
)  # fmt: skip


def year_sheets(world: World) -> None:
    """Add one row a firm and year; the last year agrees with the register."""
    rng = stream(world.seed, "years")
    rows: list[tuple[Cell, ...]] = []
    for firm in world.local:
        if firm.revenue is None:
            continue
        last = firm.closed.year - 1 if firm.closed else YEARS[-1]
        rows += [_year(rng, firm, year) for year in YEARS if firm.founded.year <= year <= last]
    world.add("03企业年度数据", "企业年度数据", _HEADERS, rows)


def _year(rng: Random, firm: SampleFirm, year: int) -> tuple[Cell, ...]:
    back = YEARS[-1] - year
    noise = 1.0 if back == 0 else rng.uniform(0.9, 1.1)
    revenue = whole((firm.revenue or 0.0) / firm.growth**back * noise)
    staff = max(0, round((firm.insured or 0) / (1 + (firm.growth - 1) * 0.5) ** back))
    technical = any(title[0] == "高新技术企业" for title in firm.titles)
    intensity = rng.uniform(0.032, 0.11) if technical else rng.uniform(0.0, 0.03)
    patents = round(rng.expovariate(0.25)) if technical else (1 if rng.random() < 0.1 else 0)
    return (
        firm.name, firm.uscc, year, revenue, whole(revenue * rng.uniform(0.92, 1.12)) if firm.above else None,
        whole(revenue * rng.uniform(0.6, 0.95)) if technical else None, round(revenue * rng.gauss(0.06, 0.07), 1),
        whole(revenue * rng.uniform(0.01, 0.06)), whole(revenue * rng.uniform(0.7, 2.2)), whole(revenue * intensity),
        round(staff * rng.uniform(1.0, 1.15)), round(staff * (rng.uniform(0.12, 0.4) if technical else 0.05)),
        round(staff * (rng.uniform(0.06, 0.2) if technical else 0.01)), staff,
        "是" if firm.above and revenue >= 2000 else "否", patents, patents * 3 + rng.randint(0, 4),
        "是" if technical and rng.random() < 0.8 else "否",
    )  # fmt: skip
