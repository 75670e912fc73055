"""Invented districts for the front door's tests, a small one and the sample, and a way to run the command line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from liantu.home import Home

CHINESE = {"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"}
FIRMS = """企业名称,所属区县,主要产品,营业收入（万元）,参保人数,登记状态,是否高新技术企业
示例云台硅微粉有限公司,海州区,球形硅微粉,12000,120,存续,是
示例朐阳塑封料有限公司,海州区,环氧塑封料,8000,80,存续,否
示例锦屏片剂制药有限公司,海州区,片剂,9000,90,存续,是
<script>alert(1)</script>有限公司,海州区,环氧塑封料,700,20,存续,否
=cmd|' /C calc'!A0,海州区,环氧塑封料,700,20,存续,否
示例虎丘熔融硅微粉有限公司,苏州市虎丘区,熔融硅微粉,80000,800,存续,是
"""
SUPPLIES = """供应商,采购方,供应产品,年度,交易额
示例云台硅微粉有限公司,示例朐阳塑封料有限公司,球形硅微粉,2025,300万元
示例虎丘熔融硅微粉有限公司,示例朐阳塑封料有限公司,熔融硅微粉,2025,500万元
"""


@dataclass(frozen=True)
class Done:
    """A finished command: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


Run = Callable[..., Done]


def start_liantu(*arguments: object, cwd: Path | None = None, **environment: str) -> Done:
    """Run the command line as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "liantu", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        check=False,
        env={**os.environ, **CHINESE, **environment},
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def run_liantu(*arguments: object, cwd: Path | None = None, **environment: str) -> Done:
    """Run the command line in this process: the same way in, without the second that starting takes."""
    from liantu.cli.main import main

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**CHINESE, **environment}.items():
            patch.setenv(name, value)
        if cwd is not None:
            patch.chdir(cwd)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in arguments])
    code = stop.value.code
    texts = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]  # type: ignore[attr-defined]
    return Done(code if isinstance(code, int) else 0, *texts)


@pytest.fixture
def liantu(tmp_path: Path) -> Run:
    """The command line, run in a folder of its own."""

    def run(*arguments: object, **environment: str) -> Done:
        return run_liantu(*arguments, cwd=tmp_path, **environment)

    return run


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A loaded workspace that tests only read."""
    folder = tmp_path_factory.mktemp("district")
    (folder / "企业.csv").write_text(FIRMS, "utf-8")
    (folder / "供应.csv").write_text(SUPPLIES, "utf-8")
    made = run_liantu("init", folder / "ws", "--home", "320706")
    assert made.code == 0, made.err
    loaded = run_liantu("load", folder / "企业.csv", folder / "供应.csv", "--workspace", folder / "ws")
    assert loaded.code == 0, loaded.out + loaded.err
    return folder / "ws"


@pytest.fixture(scope="session")
def loaded_sample(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The sample district in a workspace that tests only read, or push."""
    from liantu.demo import load_sample
    from liantu.sample import write_sample

    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder / "tables", firms=300, seed=1)
    return load_sample(folder / "tables", folder / "ws")
