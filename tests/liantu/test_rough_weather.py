"""What may go wrong around a load: Ctrl-C, a full disk, a workspace that cannot be read, a newer one."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.liantu.conftest import FIRMS, Run, run_liantu

MANY = 60_000


@pytest.fixture(scope="module")
def big_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("big") / "企业.csv"
    lines = (f"示例第{n}号材料有限公司,海州区,球形硅微粉{n},{n % 900}" for n in range(MANY))
    file.write_text("企业名称,所属区县,主要产品,参保人数\n" + "\n".join(lines) + "\n", "utf-8")
    return file


def firms(workspace: Path) -> int:
    done = run_liantu("sql", "SELECT count(*) AS n FROM Firm", "--format", "json", "-w", workspace)
    assert done.code == 0, done.err
    return int(done.json["rows"][0]["n"])


@pytest.mark.parametrize("wait", [1.2, 2.5])
def test_ctrl_c_leaves_all_or_nothing(liantu: Run, tmp_path: Path, big_table: Path, wait: float) -> None:
    assert liantu("init", "ws", "--home", "320706").code == 0
    process = subprocess.Popen(
        [sys.executable, "-m", "liantu", "load", str(big_table), "-w", "ws"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    time.sleep(wait)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=120)
    assert process.returncode in {0, 130}, err.decode()
    if process.returncode == 130:
        assert "Ctrl-C" in err.decode("utf-8")
    assert "Traceback" not in err.decode("utf-8")
    assert firms(tmp_path / "ws") in {0, MANY}
    assert liantu("load", big_table, "-w", "ws").code == 0
    assert firms(tmp_path / "ws") == MANY


def test_ctrl_c_within_a_text_that_is_run_has_its_exit_code(tmp_path: Path) -> None:
    """As where a module that is loaded makes a dataclass."""
    interrupted = "import liantu.cli.main as m\nm._run = lambda _: exec('raise KeyboardInterrupt')\n"
    (tmp_path / "sitecustomize.py").write_text(interrupted, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "liantu", "queries"], capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (130, b""), done.stderr.decode("utf-8")
    assert "Ctrl-C" in done.stderr.decode("utf-8")


def test_a_full_disk_is_said_and_nothing_is_half_written(liantu: Run, tmp_path: Path, big_table: Path) -> None:
    assert liantu("init", "ws", "--home", "320706").code == 0
    size = sum(file.stat().st_size for file in (tmp_path / "ws").iterdir() if file.is_file())

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 1_000_000, size + 1_000_000))

    done = subprocess.run(
        [sys.executable, "-m", "liantu", "load", str(big_table), "-w", "ws"],
        cwd=tmp_path, capture_output=True, check=False, preexec_fn=small_files, env={**os.environ, "LANG": "zh_CN.UTF-8"},
    )  # fmt: skip
    err = done.stderr.decode("utf-8")
    assert done.returncode == 4, err
    assert "Traceback" not in err
    assert "错误" in err
    assert firms(tmp_path / "ws") == 0


def test_unreadable_workspace_and_newer_workspace_are_said(liantu: Run, tmp_path: Path) -> None:
    assert liantu("init", "ws", "--home", "320706").code == 0
    file = tmp_path / "ws" / "liantu.duckdb"
    kept = file.read_bytes()
    file.write_bytes(b"not a database at all" * 500)
    broken = liantu("gaps", "-w", "ws")
    assert broken.code == 4
    assert "liantu.duckdb" in broken.err
    file.write_bytes(kept)
    import duckdb

    with duckdb.connect(str(file)) as connection:
        connection.execute("UPDATE meta.state SET value = '999' WHERE name = 'format'")
    newer = liantu("gaps", "-w", "ws")
    assert newer.code == 4
    assert "999" in newer.err
    (tmp_path / "ws" / "liantu.toml").write_text("home = 320706\n", "utf-8")
    settings = liantu("gaps", "-w", "ws")
    assert settings.code == 4
    assert "liantu.toml" in settings.err


def test_rejected_rows_end_in_three_and_come_back_mended(liantu: Run, tmp_path: Path) -> None:
    table = FIRMS.replace("企业名称,", "企业名称,统一社会信用代码,").splitlines()
    rows = [table[0], *(line.replace(",", ",,", 1) for line in table[1:4])]
    rows.append("示例错码有限公司,91350100M000100Y44,海州区,片剂,1,1,存续,否")
    (tmp_path / "企业.csv").write_text("\n".join(rows) + "\n", "utf-8")
    assert liantu("init", "ws", "--home", "320706").code == 0
    done = liantu("load", "企业.csv", "-w", "ws")
    assert done.code == 3, done.out + done.err
    assert "退回 1" in done.out
    [book] = list((tmp_path / "ws" / "quarantine").glob("*.xlsx"))
    again = liantu("load", book, "-w", "ws")
    assert again.code == 3
    assert firms(tmp_path / "ws") == 3


def test_check_writes_nothing(liantu: Run, tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text(FIRMS, "utf-8")
    assert liantu("init", "ws", "--home", "320706").code == 0
    before = liantu("runs", "--format", "json", "-w", "ws").json["rows"]
    assert liantu("check", "企业.csv", "-w", "ws").code == 0
    assert liantu("runs", "--format", "json", "-w", "ws").json["rows"] == before
    assert liantu("check", "没有.csv", "-w", "ws").code == 2


def test_check_without_a_workspace_says_that_the_home_district_is_not_known(liantu: Run, tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text("企业名称,所属区县\n甲示例有限公司,海州区\n", "utf-8")
    alone = liantu("check", "企业.csv")
    assert alone.code == 3
    assert "请加 --workspace" in alone.err
    assert liantu("init", "ws", "--home", "320706").code == 0
    at_home = liantu("check", "企业.csv", "-w", "ws")
    assert at_home.code == 0
    assert "请加 --workspace" not in at_home.err


def test_undo_takes_back_one_run_and_keeps_what_another_saw(liantu: Run, tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text(FIRMS, "utf-8")
    assert liantu("init", "ws", "--home", "320706").code == 0
    for _ in range(2):
        assert liantu("load", "企业.csv", "-w", "ws").code == 0
    assert liantu("undo", "3", "-w", "ws").code == 0
    assert firms(tmp_path / "ws") == 6
    assert liantu("undo", "2", "-w", "ws").code == 0
    assert firms(tmp_path / "ws") == 0
    assert liantu("undo", "2", "-w", "ws").code == 1
