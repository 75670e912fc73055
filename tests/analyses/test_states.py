"""The rules of the states, one by one and in their order, on evidence made by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyses.states import STATES, Evidence, states
from analyses.thresholds import load_thresholds

RULES = load_thresholds()
STRONG = {"effective": 3, "lead": 1, "champion": 1, "lq": 1.5, "lq_low": 1.1, "lq_high": 2.0}
GAP = {"wanted": True, "register": 0.7}


def state(**given: object) -> str:
    return STATES[int(states(Evidence.of(1, **given), RULES)[0])]


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        ("strong", STRONG),
        ("strong", {**STRONG, "supply": 0.6, "lsr": 0.6}),
        ("strong", {**STRONG, "supply": 0.6, "lsr": 0.1, "out_supply": 0.5}),
        ("normal", {**STRONG, "supply": 0.6, "lsr": 0.5, "out_supply": 0.4}),
        ("normal", {**STRONG, "lq": 1.24}),
        ("normal", {**STRONG, "lq_low": 1.0}),
        ("normal", {**STRONG, "lead": 0}),
        ("strong", {"effective": 1, "lead": 1, "champion": 1, "supply": 0.5, "lsr": 0.6}),
        ("normal", {"effective": 1, "lead": 1, "champion": 1}),  # quotient and supply both unknown prove nothing
        ("being_filled", {"coming": True, **GAP}),
        ("being_filled", {"coming": True, "seedlings": 2}),
        ("broken", {"lost": True, **GAP}),
        ("broken", {"lost": True, "seedlings": 1}),
        ("normal", {"lost": True, "size_unknown": 1}),
        ("broken", {"effective": 2, "hnte": 1, "source_lost": True}),
        ("normal", {"effective": 2, "stale": True}),  # would be weak; only old data, no judgement
        ("unsuited", {"closed": True, **GAP}),
        ("missing", {"closed": True, "seedlings": 1, **GAP}),
        ("missing", GAP),
        ("missing", {"declared": True, "register": 0.6}),
        ("missing", {"seedlings": 4, **GAP}),
        ("normal", {"size_unknown": 1, **GAP}),
        ("unverified", {"wanted": True, "register": 0.59}),
        ("unverified", {"wanted": True, "register": 0.3}),
        ("unknown", {"wanted": True, "register": 0.29}),
        ("unknown", {"declared": True}),
        ("absent", {"register": 0.9}),
        ("normal", {"seedlings": 1, "register": 0.9}),
        ("weak", {"effective": 1}),
        ("normal", {"effective": 1, "ungraded": 1}),
        ("weak", {"effective": 2, "above": 1, "supply": 0.5, "lsr": 0.39}),
        ("normal", {"effective": 2, "above": 1, "supply": 0.49, "lsr": 0.1}),
        ("weak", {"effective": 2, "hnte": 1, "lq": 0.5, "lq_low": 0.2, "lq_high": 0.9}),
        ("normal", {"effective": 2, "champion": 1, "lq_high": 0.9}),
        ("normal", {"effective": 2, "hnte": 1}),
    ],
)
def test_rule(expected: str, given: dict[str, object]) -> None:
    assert state(**given) == expected


def test_order_is_first_rule_that_holds() -> None:
    everything = {
        **STRONG,
        "coming": True,
        "lost": True,
        "source_lost": True,
        "closed": True,
        "declared": True,
        "register": 1,
    }
    assert state(**everything) == "strong"
    assert state(**{**everything, "effective": 0}) == "being_filled"
    assert state(**{**everything, "effective": 0, "coming": False}) == "broken"
    nothing_lost = {"effective": 0, "coming": False, "lost": False, "source_lost": False}
    assert state(**{**everything, **nothing_lost}) == "unsuited"
    assert state(**{**everything, **nothing_lost, "closed": False}) == "missing"


def test_unknown_figures_never_make_a_clause_true() -> None:
    for name in ("register", "supply", "lsr", "out_supply", "lq", "lq_low", "lq_high"):
        assert state(effective=1, above=1, **{name: np.nan}) == "normal"


def test_unknown_evidence_is_refused() -> None:
    with pytest.raises(TypeError, match="wishful"):
        Evidence.of(1, wishful=True)


counts = st.integers(0, 3)
share = st.one_of(st.just(float("nan")), st.floats(0, 1), st.floats(0, 3))


@settings(max_examples=200, deadline=None)
@given(
    rows=st.lists(
        st.fixed_dictionaries({
            **dict.fromkeys(("effective", "seedlings", "size_unknown", "lead", "champion", "above", "hnte"), counts),
            **{n: st.booleans() for n in ("coming", "lost", "source_lost", "closed", "wanted", "declared", "stale")},
            **dict.fromkeys(("register", "supply", "lsr", "out_supply", "lq", "lq_low", "lq_high"), share),
        }),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_arrays_and_rows_agree_and_absence_needs_coverage(rows: list[dict[str, object]]) -> None:
    together = states(Evidence.of(len(rows), **{name: [row[name] for row in rows] for name in rows[0]}), RULES)
    for row, code in zip(rows, together, strict=True):
        alone = state(**row)
        assert STATES[int(code)] == alone
        if alone == "missing":
            assert row["register"] >= RULES.coverage.missing
            assert row["effective"] == 0 == row["size_unknown"]
            assert row["wanted"] or row["declared"]
        if alone == "absent":
            assert not row["wanted"]
            assert not row["declared"]
