"""The search sheet: what is listed, in which order, and why there is none."""

import pytest
from handmade import HOME, SIGNED, chain, firm, graph, join, segment_yaml

from analyses.gaps import gaps
from analyses.search_sheet import search_sheet
from graph.errors import NotPossible

CHAIN = chain(
    "c",
    segment_yaml("a"),
    segment_yaml("b", {"a": 1.0, "d": 0.5}, filled_by="any"),
    segment_yaml("d"),
    segment_yaml("e", required=False),
    segment_yaml("f"),
)
DECLARED = {"declared": [{"chain": "c", "segment": "f"}]}
BUYER = firm("b1", "c/b", above_scale=True)


def sheet(settings: dict, *, segment: str | None = None, chain: str | None = None, **rows):
    snapshot = graph(CHAIN, settings=settings, **(rows or BUYER)).snapshot()
    return search_sheet(snapshot, gaps(snapshot, region=HOME, chain=chain), segment=segment).rows.set_index("segment")


def test_established_gaps_stand_first_and_need_no_note() -> None:
    rows = sheet({"complete": [SIGNED], **DECLARED})
    assert set(rows["state"]) == {"missing"}
    assert set(rows.index) == {"c/a", "c/d", "c/f"}
    assert set(rows["note"]) == {""}


def test_unknown_segments_that_are_wanted_or_declared_are_listed_to_be_checked() -> None:
    rows = sheet(DECLARED)
    assert rows.index.tolist() == ["c/f", "c/a", "c/d"]  # declared first, then by demand
    assert set(rows["state"]) == {"unknown"}
    assert rows["note"].str.startswith("先核实：").all()
    assert "c/e" not in rows.index


def test_a_segment_asked_for_is_the_only_one_whatever_its_state() -> None:
    assert sheet(DECLARED, segment="c/d").index.tolist() == ["c/d"]
    there = sheet({"complete": [SIGNED]}, segment="环节b")
    assert there.index.tolist() == ["c/b"]
    assert "不是缺口" in there["note"].iloc[0]


def test_nothing_to_search_for_says_why() -> None:
    with pytest.raises(NotPossible, match="一般 1"):
        sheet({"complete": [SIGNED]}, **join(firm("e1", "c/e", holds=["高新技术企业"])))
    with pytest.raises(NotPossible, match="先载入本地企业名录"):
        sheet({}, Firm=[])
    closed = {"complete": [SIGNED], "access": [{"segment": "c/a", "grade": "banned", "document": "负面清单"}]}
    with pytest.raises(NotPossible, match="负面清单"):
        sheet(closed, segment="c/a")


def test_an_unknown_segment_is_told_with_the_nearest() -> None:
    with pytest.raises(NotPossible, match=r"相近的有：环节a \(c/a\)"):
        sheet(DECLARED, segment="环节aa", chain="c")
