"""The reference table of the settings: a path at home, a text elsewhere."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from analyses.quotient import read_profile
from graph.errors import UsageError
from graph.settings import FILE, Settings, read_settings
from graph.snapshot import Snapshot
from graph.workspace.parquet import DESCRIPTION
from tests.graph.conftest import HOME

TEXT = 'region,segment,firms,date,universe\n310000,silicon/sand,5,2024-12-31,"全国,名单"\n320000,silicon/sand,05,,\n'


def settings_of(folder: Path, reference: str) -> Settings:
    (folder / FILE).write_text(f'home = "{HOME}"\nreference = "{reference}"\n', "utf-8")
    return read_settings(folder)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.csv", TEXT.encode()),
        ("r.csv", TEXT.replace("\n", "\r\n").encode("utf-8-sig")),
        ("r.csv.gz", gzip.compress(TEXT.encode(), mtime=0)),
    ],
)
def test_whatever_an_analysis_reads_goes_over_as_text(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    settings = settings_of(tmp_path, name)
    assert settings.told_elsewhere()["reference"] == TEXT
    there = Settings.from_elsewhere(settings.told_elsewhere())
    assert there.told_elsewhere()["reference"] == there.reference == TEXT


@pytest.mark.parametrize(
    "content", [None, b"", b"\xff\xfe,\n\xff", b"packed", gzip.compress(TEXT.encode(), mtime=0)[:40]]
)
def test_what_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    name = "r.csv.gz" if content == b"packed" or (content or b"").startswith(b"\x1f\x8b") else "r.csv"
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError) as told:
        settings_of(tmp_path, name).told_elsewhere()
    assert (told.value.key, told.value.values["file"]) == ("gaps.bad_reference", tmp_path / name)


def test_an_export_that_cannot_be_made_spoils_none_that_is_there(workspace, tmp_path: Path) -> None:
    out = tmp_path / "out"
    workspace.export_snapshot(out)
    before = {file: file.read_bytes() for file in out.rglob("*") if file.is_file()}
    lost = replace(workspace, settings=workspace.settings.model_copy(update={"reference": str(tmp_path / "lost.csv")}))
    with pytest.raises(UsageError):
        lost.export_snapshot(out)
    assert {file: file.read_bytes() for file in out.rglob("*") if file.is_file()} == before
    assert Snapshot.from_parquet(out).settings.home == HOME


def test_a_path_of_another_machine_is_passed_on_and_never_opened(workspace, tmp_path: Path) -> None:
    """As former exports tell it: whoever may write there would choose a file of this machine."""
    secret = tmp_path / "secret.csv"
    secret.write_text(TEXT, "utf-8")
    workspace.export_snapshot(tmp_path / "out")
    file = tmp_path / "out" / DESCRIPTION
    told = json.loads(file.read_text("utf-8"))
    told["settings"]["reference"] = str(secret)
    file.write_text(json.dumps(told), "utf-8")
    Snapshot.from_parquet(tmp_path / "out").to_parquet(tmp_path / "again")
    again = Snapshot.from_parquet(tmp_path / "again")
    reference = again.settings.reference
    assert reference is not None
    assert reference.strip() == str(secret)
    with pytest.raises(UsageError):
        read_profile(reference, None)  # type: ignore[arg-type]
