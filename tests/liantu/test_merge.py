"""Likely duplicates are listed with the reason, decided by people, and decisions are taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from loaders.values.uscc import check_character
from tests.liantu.conftest import run_liantu


def code(stem: str) -> str:
    return stem + check_character(stem)


A, B, C = (code(f"91320706MA1MYA3H{end}") for end in ("8", "7", "6"))


@pytest.fixture
def workspace(district: Path, tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(district, tmp_path / "ws"))
    lines = [
        "企业名称,统一社会信用代码,所属区县,主要产品",
        f"示例同名有限公司,{A},海州区,片剂",
        "示例同名有限公司,,海州区,片剂",
        f"示例同名有限公司,{B},海州区,片剂",
        f"示例双码有限公司,{C},海州区,片剂",
    ]
    (tmp_path / "企业.csv").write_text("\n".join(lines) + "\n", "utf-8")
    loaded = run_liantu("load", tmp_path / "企业.csv", "-w", folder)
    assert loaded.code == 0, loaded.out + loaded.err
    return folder


def listed(workspace: Path) -> list[dict[str, str]]:
    done = run_liantu("merge", "-f", "json", "-w", workspace)
    assert done.code == 0, done.err
    rows: list[dict[str, str]] = done.json["rows"]
    return rows


def test_duplicates_are_decided_and_taken_back(workspace: Path) -> None:
    rows = [row for row in listed(workspace) if row["name"] == "示例同名有限公司"]
    assert {row["uid"] for row in rows} == {min(A, B)}
    nameless = next(row for row in rows if row["other"] not in (A, B))
    assert "可对应的不止一个" in nameless["why"]
    assert "信用代码不同" in next(row for row in rows if row["other"] == max(A, B))["why"]
    signed = ("--by", "示例张三", "--reason", "同一地址、同一法人", "--date", "2026-11-01", "-w", workspace)
    merged = run_liantu("merge", A, nameless["other"], *signed)
    assert merged.code == 0, merged.err
    assert "--withdraw 1" in merged.err
    uids = run_liantu("sql", "SELECT uid FROM Firm WHERE name = '示例同名有限公司'", "-f", "json", "-w", workspace)
    assert {row["uid"] for row in uids.json["rows"]} == {A, B}
    assert run_liantu("merge", "--decisions", "-f", "json", "-w", workspace).json["rows"][0]["who"] == "示例张三"
    assert run_liantu("merge", "--withdraw", 1, "-w", workspace).code == 0
    assert len([row for row in listed(workspace) if row["name"] == "示例同名有限公司"]) == len(rows)
    again = run_liantu("merge", "--withdraw", 1, "-w", workspace)
    assert (again.code, "第 1 号" in again.err) == (1, True)
    kept = run_liantu("merge", A, nameless["other"], "--keep", *signed)
    assert kept.code == 0, kept.err
    assert nameless["other"] not in {row["other"] for row in listed(workspace)}


def test_what_cannot_be_one_is_refused(workspace: Path) -> None:
    signed = ("--by", "示例张三", "--reason", "核对过")
    cases = [
        ((A, "no-such", *signed), "no-such"), ((A, A, *signed), "两个标识相同"),
        ((A, "segment:silicon-materials/spherical-silica", *signed), "类别不同"),
        ((A, B, *signed), "不同且都有效"), ((A, C, "--by", "示例张三"), "不同且都有效"), ((A, C, "--keep", "--reason", "x"), "决定人"),
    ]  # fmt: skip
    for arguments, told in cases:
        done = run_liantu("merge", *arguments, "-w", workspace)
        assert (done.code, told in done.err) == (1, True), done.err
    assert run_liantu("merge", A, "-w", workspace).code == 2
    assert run_liantu("merge", "--decisions", "-f", "json", "-w", workspace).json["rows"] == []
