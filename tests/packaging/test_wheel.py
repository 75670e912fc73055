"""The wheel, built and installed in a bare environment, runs outside the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("graph", "loaders", "analyses", "visualizations", "liantu")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    [file] = folder.glob("*.whl")
    return file


def test_the_wheel_holds_every_module_and_all_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as parts:
        held = set(parts.namelist())
    wanted = {
        str(file.relative_to(ROOT))
        for room in ROOMS
        for file in (ROOT / room).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")
    }
    assert wanted - held == set()
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in held)


def test_the_wheel_runs_in_a_bare_environment(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    python = home / "bin" / "python"
    install = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*install, "--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")], check=True)
    subprocess.run([*install, "--no-deps", str(wheel)], check=True)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"LANG": "zh_CN.UTF-8"}

    def liantu(*arguments: str) -> str:
        done = subprocess.run(
            [str(home / "bin" / "liantu"), *arguments], cwd=tmp_path, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8")

    liantu("sample", "tables", "--firms", "60", "--seed", "1")
    liantu("init", "ws", "--home", "320706")
    liantu("load", "tables", "-w", "ws")
    rows = json.loads(liantu("gaps", "-w", "ws", "--format", "json"))["rows"]
    assert rows
    liantu("map", "-w", "ws", "--chain", "硅基新材料", "--out", "map.html")
    assert (tmp_path / "map.html").stat().st_size > 50_000
