"""What makes a gap and what does not: statements, unknown values, events, access; headlines, extensions, odd questions."""

import pytest
from district import PAPER, SETTINGS, by_segment, rows
from handmade import HOME, SIGNED, chain, firm, graph, join, segment_yaml

from analyses.gaps import gaps
from graph.errors import NotPossible


def test_without_a_statement_nothing_is_missing() -> None:
    result = gaps(graph(PAPER, settings={**SETTINGS, "complete": []}, **rows()).snapshot(), region=HOME)
    states = by_segment(result)["state"]
    assert states["p/missing"] == "unknown" == states["p/declared"]
    assert "missing" not in set(states)
    assert any("名录覆盖度未知" in text for text in result.warnings)
    assert result.rows.loc[result.rows["state"] == "unknown", "rank"].isna().all()


@pytest.mark.parametrize(
    "change",
    [{"from": "2023-01-01"}, {"region": "320703"}, {"to": "2026-02-01"}, {"titles": ["规上"]}],
)
def test_a_statement_must_be_fresh_in_force_of_this_place_and_whole(change) -> None:
    world = graph(PAPER, settings={**SETTINGS, "complete": [{**SIGNED, **change}]}, **rows())
    assert gaps(world.snapshot(), region=HOME).rows["register_coverage"].fillna(0).max() < 0.8


def test_a_statement_of_the_province_covers_the_district() -> None:
    world = graph(PAPER, settings={**SETTINGS, "complete": [{**SIGNED, "region": "320000"}]}, **rows())
    assert by_segment(gaps(world.snapshot(), region=HOME)).loc["p/missing", "state"] == "missing"


@pytest.mark.parametrize(
    ("weak1", "titles", "state"),
    [
        ({"above_scale": False}, ["高新技术企业"], "weak"),
        ({"revenue": 19_999_999.0}, ["高新技术企业"], "weak"),
        ({"above_scale": None}, ["高新技术企业"], "normal"),  # 规上 or not: nobody said
        ({"above_scale": True}, ["高新技术企业"], "normal"),
    ],
)
def test_what_is_not_known_makes_nothing_weak(weak1: dict[str, object], titles: list[str], state: str) -> None:
    rows = join(firm("strong1", "p/strong", holds=titles, revenue=1e8), firm("weak1", "p/weak", **weak1))
    found = gaps(graph(PAPER, settings=SETTINGS, **rows).snapshot(), region=HOME)
    assert by_segment(found).loc["p/weak", "state"] == state


def test_a_list_that_nobody_signed_makes_nothing_weak() -> None:
    rows = join(
        firm("strong1", "p/strong", holds=["高新技术企业"], revenue=1e8), firm("weak1", "p/weak", above_scale=False)
    )
    found = gaps(graph(PAPER, settings={**SETTINGS, "complete": []}, **rows).snapshot(), region=HOME)
    assert by_segment(found).loc["p/weak", "state"] == "normal"


def test_old_data_are_no_state() -> None:
    world = graph(PAPER, settings=SETTINGS, **rows())
    world = type(world)(world.templates, world.settings, world.rows, sightings=(("weak1", "旧名录", "2023-01-01"),))
    row = by_segment(gaps(world.snapshot(), region=HOME)).loc["p/weak"]
    assert (row["state"], "stale" in row["badges"]) == ("normal", True)
    assert "未更新" in row["reason"]
    fresh = type(world)(
        world.templates, world.settings, world.rows,
        sightings=(("weak1", "旧名录", "2023-01-01"), ("weak1", "新名录", "2026-01-01")),
    )  # fmt: skip
    assert by_segment(gaps(fresh.snapshot(), region=HOME)).loc["p/weak", "state"] == "weak"


def test_a_lost_seedling_breaks_nothing() -> None:
    small = join(rows(), firm("tiny", "p/absent", insured=2, status="cancelled", closed="2026-01-01"))
    assert (
        by_segment(gaps(graph(PAPER, settings=SETTINGS, **small).snapshot(), region=HOME)).loc["p/absent", "state"]
        == "absent"
    )


@pytest.mark.parametrize(("closed", "state"), [("2024-07-01", "broken"), ("2024-06-30", "missing"), (None, "missing")])
def test_an_event_has_a_date_within_24_months(closed, state) -> None:
    old = join({k: [r for r in v if r.get("uid") != "broken1"] for k, v in rows().items()})
    old = join(old, {"Firm": firm("broken1", status="cancelled", closed=closed)["Firm"]})
    assert (
        by_segment(gaps(graph(PAPER, settings=SETTINGS, **old).snapshot(), region=HOME)).loc["p/broken", "state"]
        == state
    )


def test_a_firm_that_moved_out_by_a_dated_row_is_a_loss() -> None:
    moved = join(rows(), firm("gone", "p/absent", region="320703"), {
        "Region": [{"uid": f"region:{HOME}", "name": "海州区", "code": HOME}],
        "LOCATED_IN": [{"src": "gone", "dst": f"region:{HOME}", "to_date": "2026-03-01"}],
    })  # fmt: skip
    row = by_segment(gaps(graph(PAPER, settings=SETTINGS, **moved).snapshot(), region=HOME)).loc["p/absent"]
    assert row["state"] == "broken"
    assert "迁出" in row["reason"]


def test_a_chemical_park_makes_room() -> None:
    own = gaps(graph(PAPER, settings={**SETTINGS, "chemical_park": True}, **rows()).snapshot(), region=HOME)
    assert by_segment(own).loc["p/park", "state"] == "absent"
    loaded = join(rows(), {"Park": [{"uid": "park:1", "name": "化工园", "region": HOME, "chemical_park": True}]})
    found = gaps(graph(PAPER, settings=SETTINGS, **loaded).snapshot(), region=HOME)
    assert by_segment(found).loc["p/park", "state"] == "absent"


def test_local_access_overrides_the_template() -> None:
    local = {**SETTINGS, "access": [{"segment": "p/missing", "grade": "restricted", "document": "生态红线"}]}
    row = by_segment(gaps(graph(PAPER, settings=local, **rows()).snapshot(), region=HOME)).loc["p/missing"]
    assert (row["state"], row["access_grade"]) == ("unsuited", "restricted")


def test_headlines_are_limited_by_chain_and_by_district() -> None:
    chains = [chain(f"c{n}", *(segment_yaml(f"s{m}") for m in range(12)), segment_yaml("b", {f"s{m}": 0.5 for m in range(12)}))
              for n in range(4)]  # fmt: skip
    found = gaps(graph(*chains, settings={"complete": [SIGNED]},
                       **join(*(firm(f"f{n}", f"c{n}/b", above_scale=True) for n in range(4)))).snapshot(), region=HOME)  # fmt: skip
    front = found.rows[found.rows["headline"]]
    assert len(front) == 30
    assert front["chain"].value_counts().max() == 10
    assert found.rows["rank"].notna().sum() == 48
    one = gaps(graph(*chains, settings={"complete": [SIGNED]}, **firm("f", "c0/b")).snapshot(), region=HOME)
    assert one.rows["headline"].sum() == 10
    assert set(one.rows["chain"]) == {"c0"}
    assert any("链c1" in text for text in one.warnings)
    asked = gaps(
        graph(*chains, settings={"complete": [SIGNED]}, **firm("f", "c0/b")).snapshot(), region=HOME, chain="c1"
    )
    assert set(asked.rows["chain"]) == {"c1"}
    assert set(asked.rows["verb"]) == {"谋划布局（可行性未算，待论证）"}
    blind = gaps(graph(*chains, **firm("f", "c0/b")).snapshot(), region=HOME, chain="c1")
    assert set(blind.rows["verb"]) == {"–"}  # nobody knows that the chain is not here


def test_an_extension_stands_beside_a_strong_segment() -> None:
    longer = chain("p", segment_yaml("strong"), segment_yaml("buyer", {"strong": 0.5}, filled_by="any"),
                   segment_yaml("next", {"strong": 0.3}, value=5), segment_yaml("low", {"strong": 0.3}, value=1))  # fmt: skip
    kept = join(firm("strong1", "p/strong", holds=["制造业单项冠军企业"]), firm("buyer1", "p/buyer", above_scale=True),
                {"SUPPLIES": rows()["SUPPLIES"][:1]})  # fmt: skip
    result = by_segment(gaps(graph(longer, settings=SETTINGS | {"declared": []}, **kept).snapshot(), region=HOME))
    assert result.loc["p/strong", "state"] == "strong"
    assert result["verb"].to_dict() == {
        "p/strong": "强链",
        "p/buyer": "–",
        "p/next": "延链（可行性未算，待论证）",
        "p/low": "–",
    }


def test_empty_graph_says_so() -> None:
    result = gaps(graph(PAPER).snapshot(), region=HOME)
    assert result.rows.empty
    assert any("没有已归入环节的企业" in text for text in result.warnings)
    asked = gaps(graph(PAPER).snapshot(), region=HOME, chain="p")
    assert set(asked.rows["state"]) <= {"absent", "unsuited", "unknown"}


def test_unknown_questions_are_not_possible() -> None:
    world = graph(PAPER, **rows()).snapshot()
    for ask in ({"region": "火星"}, {"region": HOME, "chain": "没有的链"}, {"region": []}):
        with pytest.raises(NotPossible):
            gaps(world, **ask)
    with pytest.raises(NotPossible):
        gaps(graph(**rows()).snapshot(), region=HOME)
