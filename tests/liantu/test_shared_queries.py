"""The sample district pushed to a real server and asked from Python: catalogue, free text, notebook."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from analyses.result import Result
from graph.errors import NotPossible, UsageError, WorkspaceError
from graph.queries.catalogue import catalogue
from graph.queries.lint import lint
from graph.schema import load_schema
from graph.words import say
from liantu.home import Home
from liantu.query_listing import cypher_of
from liantu.query_words import headings, told
from tests.liantu.asking import SLOW, answers, home, sample

__all__ = ["home", "sample"]
PAGE = Path(__file__).parents[2] / "docs" / "cypher.md"
BLOCKS = re.findall(r"```cypher\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
QUESTIONS = len(BLOCKS) // 2  # once in each language


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_query_finds_something_in_the_sample(home: Home, name: str) -> None:
    rows = answers(home, name)
    assert len(rows) > 0
    assert list(rows.columns) == list(catalogue()[name].header.columns)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_people_read_words_and_no_codes(home: Home, name: str) -> None:
    query, rows = catalogue()[name], answers(home, name)
    shown = told(query, Result("query", rows, {}, {}, None), lambda: home.snapshot().schema).rows
    assert list(shown.columns) == list(headings(query).values())
    texts = [
        title
        for title, column in zip(shown, query.header.columns.values(), strict=True)
        if column.type in ("text", "list")
    ]
    cells = [cell for title in texts for cell in shown[title].dropna().explode().dropna().tolist()]
    schema = load_schema()
    kinds = [*schema.nodes.values(), *schema.edges.values()]
    codes = {kind.name for kind in kinds} | {code for kind in kinds for field in kind.fields for code in field.choices}
    assert [cell for cell in cells if codes & set(cell.split("–")) or re.fullmatch(r"\d{6}", cell)] == []


def test_the_catalogue_counts_firms_as_the_gap_analysis_does(home: Home) -> None:
    """On every segment of which no person decided: the headers say that the catalogue applies no decisions."""
    gaps = home.gaps().rows.assign(uid=lambda rows: "segment:" + rows["segment"]).set_index("uid")
    decided = {f"segment:{code}" for code in home.snapshot().nodes("Decision")["target"].dropna()}
    assert decided
    counted = gaps.loc[~gaps.index.isin(decided), "effective_firms"]
    none = set(home.query("segments-without-firms", timeout=SLOW)["segment_uid"]) - decided
    assert none == set(counted.index[counted == 0])
    one = set(home.query("segments-with-one-firm", timeout=SLOW)["segment_uid"]) - decided
    alone = set(counted.index[counted == 1])
    secret = home.snapshot().nodes("Firm", ["confidential"]).query("confidential == True")["uid"]
    placed = home.snapshot().edges("OPERATES_IN")
    assert one <= alone
    assert alone - one <= set(placed.loc[placed["src"].isin(secret), "dst"])  # a confidential firm is not named
    weak = home.query("segments-weak", timeout=SLOW).set_index("segment_uid")["firms"]
    weak = weak[~weak.index.isin(decided)]
    assert weak.astype(int).to_dict() == counted.loc[weak.index].astype(int).to_dict()
    states = gaps.loc[weak.index, "state"]
    # what broke stands before what is weak; what nobody has said does not make weak in the gap analysis
    assert set(states) <= {"weak", "broken", "normal"}
    assert (states == "weak").any()


@pytest.mark.parametrize("name", ["segments-weak", "changes", "stale-facts", "three-in-one"])
def test_the_text_for_other_tools_answers_the_same_under_headings(home: Home, name: str) -> None:
    query = catalogue()[name]
    said: dict[str, object] = {"since": date(2025, 6, 30), "until": date(2026, 6, 30), "as_of": date(2026, 6, 30)}
    given = {name: value for name, value in said.items() if name in query.parameters}
    shown = home.query(cypher_of(query), timeout=SLOW, **query.bound(given, {"home": "320706"}))
    wanted = home.query(name, timeout=SLOW, **given)
    assert len(wanted) > 0
    pd.testing.assert_frame_equal(shown, wanted.rename(columns=headings(query)), check_dtype=False)


def test_page_shows_the_same_queries_in_both_languages() -> None:
    assert QUESTIONS == 10
    assert BLOCKS[:QUESTIONS] == BLOCKS[QUESTIONS:]


@pytest.mark.parametrize("text", [text for text in BLOCKS if "OPERATES_IN" in text])
def test_the_page_counts_lists_without_evidence_and_no_candidates(text: str) -> None:
    """Main is null too where a list says no more than the segment."""
    assert text.count(":OPERATES_IN]") == text.count("coalesce(o.evidence, 'declared') <> 'scope'")
    assert "o.main" not in text


@pytest.mark.parametrize("text", BLOCKS[:QUESTIONS])
def test_each_query_of_the_page_answers_and_has_no_trap(home: Home, text: str) -> None:
    assert [str(fault) for fault in lint(text, load_schema())] == []
    assert len(home.query(text)) > 0


# -- notebooks ---------------------------------------------------------------------------------------------------------


def test_frames_have_types_with_and_without_rows(home: Home) -> None:
    expected = {
        "firm": "str", "effective": "boolean", "revenue": "float64", "insured": "Int64",
    }  # fmt: skip
    full, empty = (
        answers(home, "firms-of-segment"),
        home.query("firms-of-segment", segment="high-end-equipment/bearings", region="110101", as_of="1900-01-01"),
    )
    assert len(full) > len(empty) == 0
    for rows in (full, empty):
        assert {name: str(rows[name].dtype) for name in expected} == expected
    for rows in (home.query("titles-running-out"), home.query("titles-running-out", as_of="1990-01-01")):
        assert str(rows["until"].dtype) == "datetime64[us]"
    for rows in (home.query("groups-here"), home.query("groups-here", least=999)):
        assert rows["firm_uids"].dtype == object


def test_free_text_takes_parameters_and_tells_types(home: Home) -> None:
    text = (
        "UNWIND [$first, null] AS day RETURN day, day IS NULL AS flag, CASE WHEN day IS NULL THEN 3 END AS n ORDER BY n"
    )
    rows = home.query(text, parameters={"first": pd.Timestamp("2026-01-02").date()})
    assert {name: str(kind) for name, kind in rows.dtypes.items()} == {
        "day": "datetime64[us]",
        "flag": "boolean",
        "n": "Int64",
    }
    assert rows["day"].iloc[1] == pd.Timestamp("2026-01-02")


def test_a_moment_given_for_a_day_means_its_day(home: Home) -> None:
    wanted = home.query("titles-running-out", as_of="2026-03-01", months=12)
    assert len(wanted) > 0
    for day in (pd.Timestamp("2026-03-01"), datetime(2026, 3, 1, 15, 30), date(2026, 3, 1)):
        assert home.query("titles-running-out", as_of=day, months=12).equals(wanted)
    with pytest.raises(UsageError, match="as_of"):
        home.query("titles-running-out", as_of=pd.NaT)


def test_days_of_a_frame_find_days_in_free_text(home: Home) -> None:
    """A frame holds days as Timestamps, and the server finds no moment equal to a day."""
    founded = home.query("MATCH (f:Firm) WHERE f.founded IS NOT NULL RETURN f.founded AS day ORDER BY f.uid")["day"]
    day, days = founded.iloc[0], founded.iloc[:3].tolist()
    one = home.query("MATCH (f:Firm {founded: $day}) RETURN f.founded AS day", day=day)["day"]
    assert one.tolist() == founded[founded == day].tolist()
    several = home.query("MATCH (f:Firm) WHERE f.founded IN $days RETURN f.founded AS day", days=days)["day"]
    assert sorted(several) == sorted(founded[founded.isin(days)])
    moment = pd.Timestamp("2026-03-01 15:30")
    assert home.query("RETURN $moment AS moment", moment=moment)["moment"].tolist() == [moment]


def test_a_cut_is_warned_of(home: Home) -> None:
    with pytest.warns(UserWarning, match="5"):
        rows = home.query("UNWIND range(1, 6) AS x RETURN x ORDER BY x", limit=5)
    assert (rows["x"].tolist(), rows.attrs["cut"]) == ([1, 2, 3, 4, 5], True)
    assert home.query("RETURN 1 AS x").attrs["cut"] is False


def test_what_can_be_known_of_types_without_rows(home: Home) -> None:
    nothing = home.query("MATCH (f:Firm) WHERE false RETURN f.name AS name, f.revenue AS revenue")
    assert [str(kind) for kind in nothing.dtypes] == ["object", "object"]
    assert str(home.query("RETURN null AS nothing")["nothing"].dtype) == "object"


def test_sentences_are_worded_for_a_notebook(home: Home) -> None:
    with pytest.raises(UsageError, match=r'query\("firms-to-fill", segment='):
        home.query("firms-to-fill")
    with pytest.warns(UserWarning, match="limit=") as told_of:
        home.query("UNWIND [1, 2] AS x RETURN x", limit=1)
    assert "--limit" not in str(told_of[0].message)
    with pytest.raises(NotPossible, match="timeout="):
        home.query(
            "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a * b = -1 RETURN a",
            timeout=0.5,
        )
    for value in (object(), 2**70):
        with pytest.raises(UsageError):
            home.query("RETURN $x AS x", x=value)


def test_free_text_is_told_of_confidential_entities_and_the_catalogue_names_none(home: Home) -> None:
    secret = home.workspace.hidden()  # as many as `liantu sql` says
    assert secret
    assert home.query("RETURN 1 AS x").attrs["warnings"] == (say("queries.confidential", count=secret),)
    warned = home.query("segments-weak", timeout=SLOW).attrs["warnings"]
    assert say("queries.confidential", count=secret) not in warned


def test_faults_of_a_question_are_told(home: Home) -> None:
    with pytest.raises(NotPossible, match="segments-weak"):
        home.query("segment-weak")
    with pytest.raises(UsageError, match="colour"):
        home.query("segments-weak", colour="red")
    with pytest.raises(UsageError, match="months"):
        home.query("titles-running-out", months="half a year")
    with pytest.raises(NotPossible, match="999999"):
        home.query("segments-weak", region="999999")
    with pytest.raises(UsageError):
        home.query("MATCH (n) DETACH DELETE n")


def test_a_firm_or_lead_is_found_as_the_query_finds_it_and_near_names_are_offered(home: Home) -> None:
    named = "MATCH (n:%s) WHERE NOT coalesce(n.confidential, false) RETURN n.uid AS uid, n.name AS name ORDER BY uid LIMIT 1"
    firm, lead = (home.query(named % kind).iloc[0] for kind in ("Firm", "Lead"))
    code = home.query("MATCH (n:Lead {uid: $uid}) RETURN n.code AS code", uid=lead["uid"])["code"].iloc[0]
    assert home.query("suppliers-of", firm=firm["uid"]).equals(home.query("suppliers-of", firm=firm["name"]))
    by = [home.query("spaces-for-lead", lead=text) for text in (lead["uid"], lead["name"], code)]
    assert by[0].equals(by[1])
    assert by[0].equals(by[2])
    for query, parameter, name in (("suppliers-of", "firm", firm["name"]), ("spaces-for-lead", "lead", lead["name"])):
        with pytest.raises(NotPossible, match=re.escape(name)):
            home.query(query, parameters={parameter: name[:-1]})


def test_a_confidential_firm_is_neither_known_nor_offered(home: Home) -> None:
    secret = home.snapshot().nodes("Firm", ["name", "confidential"]).query("confidential == True")["name"].iloc[0]
    with pytest.raises(NotPossible) as refusal:
        home.query("suppliers-of", firm=secret)
    assert secret not in str(refusal.value).partition("；")[2]


def test_without_a_server_one_sentence_names_the_way(sample: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_URI", "NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(WorkspaceError, match="liantu neo4j start"):
        sample.query("segments-weak")
