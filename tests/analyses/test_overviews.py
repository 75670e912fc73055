"""Leaders, regions and chains."""

import pytest
from handmade import HOME, SIGNED, chain, firm, graph, join, segment_yaml

from analyses.chains import chains
from analyses.leaders import leaders
from analyses.regions import regions
from analyses.thresholds import load_target_thresholds, load_thresholds
from graph.errors import NotPossible, UsageError

ONE = chain(
    "one",
    segment_yaml("a", weight="core"),
    segment_yaml("b", {"a": 0.5}, weight="normal"),
    segment_yaml("o", required=False),
)
TWO = chain("two", segment_yaml("x"))
ROWS = join(
    firm("master", "one/a", holds=["链主企业"], revenue=1e7),
    firm("champion", "one/a", holds=["制造业单项冠军企业"], revenue=9e8),
    firm("share", "one/a", market_share=0.1),
    firm("plain", "one/a", revenue=5e8),
    firm("hush", "one/a", holds=["链主企业"], confidential=True),
    firm("there", "one/b", region="320703"),
)


def test_only_an_official_list_makes_a_chain_leader() -> None:
    result = leaders(graph(ONE, TWO, **ROWS).snapshot(), region=HOME)
    assert result.rows["uid"].tolist() == ["master", "champion", "share"]
    assert result.rows["title"].tolist() == ["链主", "龙头企业（测算）", "龙头企业（测算）"]
    assert result.rows["official"].tolist() == [True, False, False]
    for parts, score in zip(result.rows["parts"], result.rows["score"], strict=True):
        assert sum(parts.values()) == pytest.approx(score, abs=0.011)
    assert result.rows["dropped_weight"].iloc[2] > result.rows["dropped_weight"].iloc[0]


def test_chains_show_coverage_beside_the_unverified_share() -> None:
    signed = chains(graph(ONE, TWO, settings={"complete": [SIGNED]}, **ROWS).snapshot(), region=HOME)
    row = signed.rows.set_index("chain").loc["one"]
    assert (row["covered"], row["unverified_share"]) == (pytest.approx(3 / 5), 0)
    assert signed.rows["chain"].tolist() == ["one"]
    assert any("链two" in text for text in signed.warnings)
    facts = signed.explain(0).set_index("figure")["formula"]
    assert "已有必备环节权重 3 ÷ 全部必备环节权重 5 = 60%" in facts["covered"]
    assert "权重 0 ÷ 全部必备环节权重 5 = 0%" in facts["unverified_share"]
    declared = {"declared": [{"chain": "one", "segment": "b"}]}
    unsigned = chains(graph(ONE, TWO, settings=declared, **ROWS).snapshot(), region=HOME)
    assert unsigned.rows.set_index("chain").loc["one", "unverified_share"] == pytest.approx(2 / 5)
    everything = chains(graph(ONE, TWO, **ROWS).snapshot(), region=HOME, everything=True)
    assert everything.rows["chain"].tolist() == ["one", "two"]
    assert chains(graph(ONE, TWO, **ROWS).snapshot(), region=HOME, chain="two").rows["firms"].tolist() == [0]


def test_regions_stand_side_by_side_and_are_never_added() -> None:
    world = graph(ONE, TWO, settings={"complete": [{**SIGNED, "region": "320000"}]}, **ROWS)
    result = regions(world.snapshot(), region=HOME, peers=["320703"])
    assert result.rows[["region", "chain", "effective_firms", "rank"]].to_numpy().tolist() == [
        [HOME, "one", 5, 1], ["320703", "one", 1, 2],
    ]  # fmt: skip
    assert result.warnings == ()
    apart = regions(graph(ONE, settings={"complete": [SIGNED]}, **ROWS).snapshot(), region=HOME, peers=["320703"])
    assert apart.rows["rank"].isna().all()
    assert not apart.rows["comparable"].any()
    assert result.rows["comparable"].all()
    assert any("名录覆盖度未知" in text for text in apart.warnings)
    # nobody has looked at b in 海州区 (unsigned): what is not seen there is unverified, wanted or not
    blind = regions(graph(ONE, **ROWS).snapshot(), region=HOME, peers=["320703"]).rows.set_index("region")
    assert blind["covered"].tolist() == pytest.approx([3 / 5, 2 / 5])
    assert blind["unverified_share"].tolist() == pytest.approx([2 / 5, 3 / 5])
    parked = join(ROWS, {"Park": [{"uid": "park:1", "name": "园区甲"}]})
    with pytest.raises(NotPossible):
        regions(graph(ONE, **parked).snapshot(), region=HOME, peers=["园区甲"])
    assert any("只有一个地区" in text for text in regions(world.snapshot(), region=HOME).warnings)


def test_empty_graph_gives_empty_tables() -> None:
    world = graph(ONE).snapshot()
    assert leaders(world, region=HOME).rows.empty
    assert chains(world, region=HOME).rows.empty
    assert regions(world, region=HOME, peers=["320703"]).rows.empty


def test_users_change_the_numbers(tmp_path) -> None:
    from importlib import resources

    text = resources.files("analyses.thresholds").joinpath("gaps.yaml").read_text("utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(
        text.replace("version: gaps-2026.1", "version: own-1").replace("market_share: 0.10", "market_share: 0.2"),
        "utf-8",
    )
    result = leaders(graph(ONE, **ROWS).snapshot(), region=HOME, thresholds=own)
    assert result.versions["thresholds"] == "own-1"
    assert "share" not in result.rows["uid"].tolist()
    own.write_text(text.replace("missing: 0.6 ", "missing: 6 "), "utf-8")
    with pytest.raises(UsageError, match=r"coverage\.missing"):
        load_thresholds(own)
    for broken in ("[", "- 1", "version: x"):
        own.write_text(broken, "utf-8")
        with pytest.raises(UsageError):
            load_thresholds(own)
        with pytest.raises(UsageError):
            load_target_thresholds(own)
    with pytest.raises(UsageError):
        load_thresholds(tmp_path / "absent.yaml")
