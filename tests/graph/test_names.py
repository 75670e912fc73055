from __future__ import annotations

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names import fallback_uid, hash16, name_uid, normalise_name


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("海州 （示例）ＡＢ", "海州(示例)ab"),
        ("海州〔示例〕", "海州(示例)"),
        ("\ufeff甲\u200b厂\u3000", "甲厂"),
        ("Straße", "strasse"),
        ("甲\x1f厂", "甲厂"),
        ("", ""),
    ],
)
def test_normal_form(text, normal):
    assert normalise_name(text) == normal


@given(st.text(max_size=20))
def test_normalising_twice_changes_nothing_more_than_case_folding_can(text):
    once = normalise_name(text)
    assert not any(c.isspace() for c in once)
    assert normalise_name(normalise_name(once)) == normalise_name(once)


def test_hash_is_md5_of_the_joined_parts():
    assert hash16(["甲", "b"]) == hashlib.md5("甲\x1fb".encode()).hexdigest()[:16]


def test_parts_do_not_run_together():
    assert hash16(["ab", "c"]) != hash16(["a", "bc"])


def test_name_uid_takes_spelling_away_and_region_in():
    assert name_uid("甲 厂（示例）", "320706") == name_uid("甲厂(示例)", "320706")
    assert name_uid("甲厂", "320706") != name_uid("甲厂")


def test_fallback_of_dates_flags_and_nothing():
    assert fallback_uid("Event", ["赛", date(2024, 5, 1), None, True]) == "event:" + hash16(
        ["赛", "2024-05-01", "", "true"]
    )
