"""The sample's settings fit its templates and survive being written."""

from pathlib import Path

from graph.chains import load_templates
from graph.codes import division
from graph.settings import read_settings
from graph.workspace import Workspace
from liantu.sample import sample_settings
from liantu.sample.dice import HOME, TODAY
from liantu.sample.names import MARK
from liantu.sample.structure import structure


def test_settings_name_what_exists() -> None:
    settings = sample_settings()
    templates = load_templates()
    assert settings.home == HOME
    assert settings.leading
    assert all(line.chain in templates for line in settings.leading)
    assert all(division(code) for code in settings.neighbours)
    spots = structure().spots
    assert all(line.segment in spots for line in settings.chokepoints)
    assert all(line.grade >= 2 for line in settings.chokepoints)
    for line in (*settings.leading, *settings.declared, *settings.complete, *settings.chokepoints):
        assert line.holds(TODAY)
        assert MARK in line.document


def test_declared_segments_are_empty_here() -> None:
    spots = structure().spots
    leading = {line.chain for line in sample_settings().leading}
    declared = sample_settings().declared
    assert declared
    for line in declared:
        assert line.chain in leading
        spot = spots[f"{line.chain}/{line.segment}"]
        assert spot.part in ("empty", "in_city")
        assert spot.segment.access.grade == "free"


def test_the_lists_are_declared_complete() -> None:
    statement = sample_settings().complete[0]
    assert statement.region == HOME
    assert set(statement.titles) == {"规上", "高新技术企业"}
    assert MARK in statement.signed_by


def test_settings_survive_a_workspace(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "ws", sample_settings())
    assert read_settings(tmp_path / "ws") == sample_settings()


def test_settings_are_the_same_each_time() -> None:
    assert sample_settings() == sample_settings()
