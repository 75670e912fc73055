"""A district that no column states is read from the address or the township, and what stays without one is told."""

from __future__ import annotations

from pathlib import Path

from loading_helpers import HOME, workspace, write_csv

from loaders.pipeline import load

HEADER = ["企业名称", "企业地址", "所属镇街"]


def regions(folder: Path, *rows: list[str], header: list[str] = HEADER) -> tuple[dict[str, str | None], str]:
    own = workspace(folder)
    report = load(own, [write_csv(folder / "企业名录.csv", [header, *rows])])
    firms = own.snapshot().nodes("Firm")
    stated = [region if isinstance(region, str) else None for region in firms["region"]]
    return dict(zip(firms["name"], stated, strict=True)), report.text("zh")


def test_the_district_is_read_from_address_or_township(tmp_path: Path) -> None:
    found, told = regions(
        tmp_path,
        ["甲示例有限公司", "江苏省连云港市连云区中山路1号", ""],
        ["乙示例有限公司", "朝阳路2号", "新坝镇"],
        ["丙示例有限公司", "朝阳路3号", ""],
    )
    assert found == {"甲示例有限公司": "320703", "乙示例有限公司": HOME, "丙示例有限公司": None}
    assert "企业地址: 1 行没有“所属区县”，按这一列读出" in told
    assert "所属镇街: 1 行没有“所属区县”，按这一列读出" in told
    assert "所属区县: 1 行没有“所属区县”，也没有别的列写明" in told


def test_a_stated_district_stands(tmp_path: Path) -> None:
    row = ["甲示例有限公司", "江苏省连云港市连云区中山路1号", "海州区"]
    found, told = regions(tmp_path, row, header=["企业名称", "企业地址", "所属区县"])
    assert found == {"甲示例有限公司": HOME}
    assert "按这一列读出" not in told


def test_an_address_of_two_possible_districts_settles_nothing(tmp_path: Path) -> None:
    found, _ = regions(tmp_path, ["甲示例有限公司", "鼓楼区中山路1号", ""])
    assert found == {"甲示例有限公司": None}


def test_a_row_told_for_its_district_is_not_told_twice(tmp_path: Path) -> None:
    row = ["甲示例有限公司", "", "不是地方"]
    _, told = regions(tmp_path, row, ["乙示例有限公司", "", "海州区"], header=["企业名称", "企业地址", "所属区县"])
    assert "“不是地方”不是已知的行政区" in told
    assert "没有“所属区县”" not in told
