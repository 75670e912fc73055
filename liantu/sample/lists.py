"""Further lists of the firms here, which overlap as real ones do: statistics, technology, and an old list of the parks.

How far they overlap tells how many firms no list shows (register coverage); some firms stand in the old list only, so
that old data occurs.
"""

from __future__ import annotations

from liantu.sample.dice import some, stream
from liantu.sample.world import SampleFirm, World

STATISTICS, TECHNOLOGY, OLD = "10规上企业名单", "11科技企业名单", "12园区旧名单"
_SEEN = 0.94  # share of the firms above scale that statistics list
_KNOWN = 0.9  # share of the high-tech firms that the technology bureau lists
_OTHERS = 0.35  # share of the other firms in a chain that it lists
_FORMER = 0.2  # share of all that the parks listed years ago
_COLUMNS = ("企业名称", "统一社会信用代码", "所属区县", "所属镇街")


def forgotten(world: World) -> list[SampleFirm]:
    """Return the few firms that the register handed over leaves out and only the old list shows."""
    rng = stream(world.seed, "forgotten")
    plain = [f for f in world.active() if f.main and f.main.part == "present" and not f.above and not f.titles]
    return some(rng, [f for f in plain if f.founded.year < 2021], world.scale(6, 0))


def list_sheets(world: World) -> None:
    """Add the lists."""
    rng = stream(world.seed, "lists")
    left_out = {firm.uscc for firm in forgotten(world)}
    here = [firm for firm in world.active() if firm.uscc not in left_out]
    above = [firm for firm in here if firm.above and rng.random() < _SEEN]
    technical = [f for f in here if rng.random() < (_KNOWN if f.title("高新技术企业") else _OTHERS)]
    former = [f for f in here if f.founded.year < 2021 and rng.random() < _FORMER] + forgotten(world)
    for file, firms in ((STATISTICS, above), (TECHNOLOGY, technical), (OLD, former)):
        if not firms:
            continue
        rows = [(f.name, f.uscc, "连云港市海州区", f.township) for f in firms]
        if file == OLD:
            world.add(
                file,
                "企业名单",
                (*_COLUMNS, "主要产品"),
                [(*row, "、".join(f.products)) for row, f in zip(rows, firms, strict=True)],
            )
        else:
            world.add(file, "企业名单", _COLUMNS, [*rows])
