"""One place escapes: nothing hostile survives as markup, and the policy names every block by its hash."""

import base64
import hashlib
import json
import re

import pytest
from view_models import HOSTILE

from graph.errors import UsageError
from visualizations.html import Masthead, Page, head, render
from visualizations.safe import attributes, clean, remote_references, script_json, tag, text
from visualizations.svg import fit, text_width, whole


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_text_holds_no_markup_and_is_valid_xml(name: str) -> None:
    from xml.etree import ElementTree

    shown = text(name)
    assert not set("<>\"'") & set(shown)
    parsed = ElementTree.fromstring(f'<a b="{shown}">{shown}</a>')
    assert parsed.text == clean(name) == parsed.get("b")


def test_clean_drops_controls_replacement_and_direction_marks() -> None:
    assert clean("甲哌\ufffd水剂\x00\u202e\u200f\ud800") == "甲哌水剂"
    assert clean("a\nb\tc") == "a b c"
    assert clean("🧪 e\u0301") == "🧪 e\u0301"
    assert clean(None) == ""


def test_script_json_cannot_end_its_block_and_reads_back() -> None:
    value = {"a": list(HOSTILE), "b": [1, 2.5, None, float("nan")]}
    dumped = script_json(value)
    assert "<" not in dumped
    assert "\u2028" not in dumped
    assert json.loads(dumped) == {"a": [clean(name) for name in HOSTILE], "b": [1, 2.5, None, None]}


def test_attributes_are_quoted_and_names_mapped() -> None:
    assert (
        attributes(class_="a", aria_label='"><x', hidden=True, title=None)
        == ' class="a" aria-label="&quot;&gt;&lt;x" hidden'
    )
    assert tag("b", "x", id=1) == '<b id="1">x</b>'


def test_policy_holds_the_hash_of_every_block() -> None:
    page = render(
        Page(
            Masthead("题目", (("数据日期", "2025"),), confidential=True),
            "zh",
            head(Masthead("题目"), "zh"),
            ("a{}",),
            ("1;", "2;"),
            {"data": {"x": 1}},
        )
    )
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#x27;", "'")
    for block in ("1;", "2;", "a{}"):
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; img-src data: blob:; script-src 'sha256-")
    assert "unsafe" not in policy
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_a_page_that_would_reach_out_is_refused() -> None:
    assert remote_references('<img src="https://example.invalid/x">')
    with pytest.raises(UsageError):
        render(Page(Masthead("x"), "zh", '<link href="//example.invalid/x.css">'))
    with pytest.raises(UsageError):
        render(Page(Masthead("x"), "zh", "", scripts=("'</script>'",)))


def test_fit_keeps_short_names_and_cuts_long_ones() -> None:
    assert fit("原料药", 200, 13) == "原料药"
    cut = fit("现代中药饮片与配方颗粒制造及流通", 130, 13)
    assert cut.endswith("…")
    assert text_width(cut, 13) <= 130
    assert len(fit("很" * 40, 10_000, 13)) == 14
    assert (whole(2.5), whole(-2.5), whole(0.4)) == (3, -3, 0)
