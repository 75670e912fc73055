"""One test a counting rule: who is effective, a seedling, of unknown size, or not counted, and where."""

from datetime import date

import pytest
from handmade import HOME, SIGNED, chain, firm, graph, join, segment_yaml

from analyses.counting import EFFECTIVE, NOT_COUNTED, SEEDLING, SIZE_UNKNOWN
from analyses.inputs import gather
from analyses.scope import find_scope
from analyses.segments import read_segments

A = chain("c", segment_yaml("a"), segment_yaml("r", filled_by="rd"), segment_yaml("s", filled_by="any"))


def standing(rules, **values):
    world = graph(A, **firm("f", "c/a", **{"insured": None, **values}))
    inputs = gather(world.snapshot(), read_segments(world.templates), rules)
    return int(inputs.firms["standing"].iloc[0])


@pytest.mark.parametrize(
    ("expected", "values"),
    [
        (EFFECTIVE, {"above_scale": True}),
        (EFFECTIVE, {"revenue": 5_000_000}),
        (EFFECTIVE, {"insured": 10}),
        (EFFECTIVE, {"insured": 10, "status": None}),
        (EFFECTIVE, {"holds": ["高新技术企业"]}),
        (EFFECTIVE, {"holds": ["专精特新“小巨人”企业"]}),
        (EFFECTIVE, {"holds": ["科技型中小企业"]}),
        (SEEDLING, {"revenue": 4_999_999}),
        (SEEDLING, {"insured": 9}),
        (SEEDLING, {"insured": 0}),
        (SEEDLING, {"insured": 9, "holds": ["创新型中小企业"]}),
        (SIZE_UNKNOWN, {}),
        (SIZE_UNKNOWN, {"above_scale": False}),
        (NOT_COUNTED, {"insured": 50, "status": "cancelled"}),
        (NOT_COUNTED, {"insured": 50, "status": "revoked"}),
        (NOT_COUNTED, {"insured": 50, "status": "moved_out"}),
        (NOT_COUNTED, {"insured": 50, "status": "suspended"}),
        (NOT_COUNTED, {"insured": 50, "closed": "2026-06-30"}),
        (NOT_COUNTED, {"insured": 0, "zero_tax_years": 2, "holds": ["高新技术企业"]}),
        (SEEDLING, {"insured": 0, "zero_tax_years": 1}),
        (SIZE_UNKNOWN, {"zero_tax_years": 5}),
    ],
)
def test_standing(rules, expected, values) -> None:
    assert standing(rules, **values) == expected


@pytest.mark.parametrize(
    ("expected", "dates"),
    [
        (EFFECTIVE, {"from_date": "2024-01-01", "to_date": "2027-01-01"}),
        (SEEDLING, {"from_date": "2020-01-01", "to_date": "2026-06-30"}),
        (EFFECTIVE, {"from_date": "2020-01-01", "to_date": None}),
    ],
)
def test_titles_count_while_valid(rules, expected, dates) -> None:
    title = {"dst": "recognition:高新技术企业", **dates}
    assert standing(rules, insured=1, holds=[title]) == expected


def test_a_title_begins_on_its_date(rules) -> None:
    title = {"dst": "recognition:高新技术企业", "from_date": "2026-07-01"}
    assert standing(rules, insured=1, holds=[title]) == SEEDLING


def test_an_undated_list_does_not_revive_a_title_that_ran_out(rules) -> None:
    ran_out = {"dst": "recognition:高新技术企业", "from_date": "2020-01-01", "to_date": "2023-01-01"}
    undated = {"dst": "recognition:高新技术企业", "from_date": None, "to_date": None}
    assert standing(rules, insured=1, holds=[ran_out, undated]) == SEEDLING


def test_a_title_runs_out_after_its_valid_years(rules) -> None:
    rows = firm("f", "c/a", insured=1, holds=[{"dst": "recognition:高新技术企业", "from_date": "2023-01-01"}])
    rows["Recognition"][0]["valid_years"] = 3
    world = graph(A, **rows)
    assert int(gather(world.snapshot(), read_segments(world.templates), rules).firms["standing"].iloc[0]) == SEEDLING


def test_a_declared_universe_makes_effective(rules) -> None:
    world = graph(A, **firm("f", "c/a", insured=None))
    world = type(world)(world.templates, world.settings, world.rows, universes={"f": "listed"})
    assert int(gather(world.snapshot(), read_segments(world.templates), rules).firms["standing"].iloc[0]) == EFFECTIVE


def test_yearly_data_replace_the_register(rules) -> None:
    rows = join(
        firm("f", "c/a", insured=None, revenue=9e6),
        {
            "YearFact": [
                {"uid": "y25", "year": 2025, "revenue": 1e6},
                {"uid": "y20", "year": 2020, "revenue": 8e6},
                {"uid": "y30", "year": 2030, "revenue": 9e9},
            ],
            "HAS_YEAR": [{"src": "f", "dst": "y20"}, {"src": "f", "dst": "y25"}, {"src": "f", "dst": "y30"}],
        },
    )
    world = graph(A, **rows)
    inputs = gather(world.snapshot(), read_segments(world.templates), rules)
    assert inputs.firms["revenue"].tolist() == [1e6]
    assert inputs.firms["standing"].tolist() == [SEEDLING]


def counts(rules, *rows, segment="c/a", settings=None, region=HOME):
    from analyses.assess import assess

    world = graph(A, settings={"complete": [SIGNED], **(settings or {})}, **join(*rows)).snapshot()
    return assess(world, find_scope(world, region), rules).counts.loc[segment].to_dict()


def test_one_controller_address_and_phone_fill_once(rules) -> None:
    same = {"controller": "张三", "address": "甲路1号", "phone": "1"}
    found = counts(rules, firm("f1", "c/a", **same), firm("f2", "c/a", **same, insured=1), firm("f3", "c/a"))
    assert found["effective"] == 2
    assert found["seedlings"] == 0
    apart = counts(rules, firm("f1", "c/a", **same), firm("f2", "c/a", **{**same, "phone": None}))
    assert apart["effective"] == 2


def site(firm_uid: str, name: str, **values):
    uid = f"site:{firm_uid}{name}"
    return {
        "Site": [{"uid": uid, "name": name, "region": HOME, **values}],
        "HAS_SITE": [{"src": firm_uid, "dst": uid}],
    }


@pytest.mark.parametrize(
    ("role", "segment", "effective", "hollow"),
    [
        ("production", "c/a", 1, 0), ("rd", "c/a", 1, 0), (None, "c/a", 1, 0), ("headquarters", "c/a", 0, 1),
        ("sales", "c/a", 0, 0), ("storage", "c/a", 0, 0), ("project", "c/a", 0, 0),
        ("headquarters", "c/r", 0, 1), ("rd", "c/r", 1, 0), ("headquarters", "c/s", 1, 0), ("sales", "c/s", 1, 0),
    ],
)  # fmt: skip
def test_which_sites_fill_a_segment(rules, role, segment, effective, hollow) -> None:
    found = counts(rules, firm("f", segment), site("f", "x", role=role), segment=segment)
    assert (found["effective"], found["hollow"]) == (effective, hollow)


def test_a_firm_whose_sites_have_ended_is_nowhere(rules) -> None:
    found = counts(rules, firm("f", "c/a"), site("f", "x", role="production", to_date="2026-01-01"))
    assert found["effective"] == 0


def test_a_site_elsewhere_counts_there_and_not_at_the_registered_address(rules) -> None:
    rows = (firm("f", "c/a"), site("f", "x", role="production", region="320703"), site("f", "y", role="headquarters"))
    assert counts(rules, *rows)["effective"] == 0
    assert counts(rules, *rows)["hollow"] == 1
    assert counts(rules, *rows)["city"] == 1
    assert counts(rules, *rows, region="320700")["effective"] == 1


def test_a_placement_of_one_site_speaks_of_that_site(rules) -> None:
    rows = join(
        firm("f"),
        site("f", "x", role="production"),
        site("f", "y", role="production", region="320703"),
        {"OPERATES_IN": [{"src": "site:fy", "dst": "segment:c/a", "main": True, "evidence": "declared"}]},
    )
    assert counts(rules, rows)["effective"] == 0
    assert counts(rules, rows, region="320703")["effective"] == 1


def test_scope_words_alone_are_candidates(rules) -> None:
    rows = firm("f", "c/a")
    rows["OPERATES_IN"][0]["evidence"] = "scope"
    found = counts(rules, rows)
    assert (found["effective"], found["candidates"]) == (0, 1)


LISTED = {"main": None, "evidence": None}  # as an official list of chain firms names a firm: the segment and no more
SCOPED = {"main": True, "evidence": "scope"}  # as scope words place it


@pytest.mark.parametrize("orders", [(LISTED, SCOPED), (SCOPED, LISTED)])
def test_scope_words_do_not_take_the_place_of_a_list(rules, orders) -> None:
    both = {
        "OPERATES_IN": [
            {"src": "f", "dst": "segment:c/a", "product": p, **row} for p, row in zip("xy", orders, strict=True)
        ]
    }
    found = counts(rules, firm("f", above_scale=True), both)
    assert (found["effective"], found["candidates"]) == (1, 0)


def test_a_counted_placement_is_no_candidate_in_the_same_thing_either(rules) -> None:
    chains = chain("c", segment_yaml("a", same_as=["d/a"])), chain("d", segment_yaml("a"))
    rows = join(
        firm("f"),
        {"OPERATES_IN": [{"src": "f", "dst": "segment:c/a", **LISTED}, {"src": "f", "dst": "segment:d/a", **SCOPED}]},
    )
    world = graph(*chains, **rows)
    inputs = gather(world.snapshot(), read_segments(world.templates), rules)
    assert sorted(inputs.placed["segment"]) == ["c/a", "d/a"]
    assert inputs.candidates.empty


def test_a_list_that_names_no_evidence_declares(rules) -> None:
    """Words of products and patents make room for it, where a firm stands in more segments than count."""
    many = chain("c", *(segment_yaml(f"x{n}") for n in range(4)))
    rows = firm("f", [f"c/x{n}" for n in range(4)])
    for row, evidence in zip(rows["OPERATES_IN"], ("product", "product", "patent", None), strict=True):
        row["evidence"] = evidence
    world = graph(many, **rows)
    inputs = gather(world.snapshot(), read_segments(world.templates), rules)
    assert inputs.placed["segment"].tolist() == ["c/x0", "c/x1", "c/x3"]
    assert inputs.candidates["segment"].tolist() == ["c/x2"]


def test_at_most_two_secondary_segments_and_none_below_the_share(rules) -> None:
    many = chain("c", *(segment_yaml(f"x{n}") for n in range(5)))
    rows = firm("f", [f"c/x{n}" for n in range(5)])
    rows["OPERATES_IN"][1]["share"] = 0.19
    world = graph(many, **rows)
    inputs = gather(world.snapshot(), read_segments(world.templates), rules)
    assert inputs.placed["segment"].tolist() == ["c/x0", "c/x2"]
    assert sorted(inputs.candidates["segment"]) == ["c/x1", "c/x3", "c/x4"]


def test_the_same_thing_in_two_chains_is_counted_once_in_totals() -> None:
    from analyses.gaps import gaps

    one = chain("one", segment_yaml("a", same_as=["two/a"]))
    two = chain("two", segment_yaml("a"))
    world = graph(one, two, **firm("f", "one/a"))
    result = gaps(world.snapshot(), region=HOME)
    assert result.rows.set_index("segment")["effective_firms"].to_dict() == {"one/a": 1, "two/a": 1}
    assert result.coverage["firms"] == 1


def test_confidential_firms_count_and_are_never_named() -> None:
    from analyses.gaps import gaps

    rows = join(
        firm("f", "c/a", confidential=True, name="机密厂", holds=["制造业单项冠军企业"]),
        firm("g", "c/s"),
        {"SUPPLIES": [{"src": "f", "dst": "g", "product": "产品a", "year": 2025}]},
    )
    result = gaps(graph(A, **rows).snapshot(), region=HOME)
    row = result.rows.set_index("segment").loc["c/a"]
    assert row["effective_firms"] == 1
    assert row["lead_firms"] == []
    assert result.coverage["supply"]["edges"] == 0
    told = result.facts.astype(str).to_csv() + result.rows.astype(str).to_csv()
    assert "机密厂" not in told
    assert "f" not in set(result.facts["id"].dropna())
    assert any("涉密" in text for text in result.warnings)


def test_counts_change_with_the_date(rules) -> None:
    rows = firm("f", "c/a", founded="2026-07-01")
    world = graph(A, **rows)
    assert gather(world.snapshot(), read_segments(world.templates), rules).present.empty
    later = type(world)(world.templates, world.settings, world.rows, as_of=date(2026, 7, 1))
    assert len(gather(later.snapshot(), read_segments(world.templates), rules).present) == 1
