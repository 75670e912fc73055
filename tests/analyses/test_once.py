"""What several questions need of one snapshot is worked out once; another snapshot, region or language asks anew."""

from __future__ import annotations

from district import PAPER, SETTINGS, rows
from handmade import HOME, graph

from analyses.assess import assess
from analyses.gaps import gaps
from analyses.once import once
from analyses.scope import find_scope
from analyses.targets import targets
from analyses.thresholds import load_thresholds
from graph.words import set_language


def paper():
    return graph(PAPER, settings=SETTINGS, **rows()).snapshot()


def test_one_snapshot_is_assessed_once_a_region() -> None:
    snapshot, rules = paper(), load_thresholds()
    first = assess(snapshot, find_scope(snapshot, HOME), rules)
    assert assess(snapshot, find_scope(snapshot, HOME), load_thresholds()) is first
    assert assess(snapshot, find_scope(snapshot, "320703"), rules) is not first
    assert assess(paper(), find_scope(snapshot, HOME), rules) is not first


def test_other_thresholds_ask_anew() -> None:
    snapshot, rules = paper(), load_thresholds()
    scope = find_scope(snapshot, HOME)
    stricter = rules.model_copy(update={"coverage": rules.coverage.model_copy(update={"missing": 0.99})})
    assert assess(snapshot, scope, stricter) is not assess(snapshot, scope, rules)


def test_names_follow_the_language() -> None:
    snapshot = paper()
    chinese = gaps(snapshot, region=HOME).rows
    set_language("en")
    english = gaps(snapshot, region=HOME).rows
    assert chinese["state_name"].tolist() != english["state_name"].tolist()
    assert english["reason"].equals(gaps(paper(), region=HOME).rows["reason"])


def test_the_order_of_questions_changes_no_answer() -> None:
    one, other = paper(), paper()
    before = gaps(one, region=HOME)
    targets(other, region=HOME, segment="p/missing")
    after = gaps(other, region=HOME)
    assert before.rows.to_json() == after.rows.to_json()
    assert before.coverage == after.coverage


def test_only_the_newest_answers_are_kept() -> None:
    snapshot = paper()
    made = [once(snapshot, "question", (number,), lambda number=number: [number]) for number in range(20)]
    assert once(snapshot, "question", (19,), list) is made[19]
    assert once(snapshot, "question", (0,), list) == []
