"""The sample district pushed to a real server and asked as an analyst asks: catalogue, free text, command line, notebook."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analyses.result import Result
from graph.errors import NotPossible, UsageError, WorkspaceError
from graph.neo4j.address import Address
from graph.queries.catalogue import Query, catalogue
from graph.queries.lint import lint
from graph.schema import load_schema
from graph.words import LANGUAGES, say, set_language
from liantu.demo import load_sample
from liantu.home import Home
from liantu.query_listing import query_table
from liantu.query_words import headings, told
from liantu.sample import write_sample
from liantu.sharing import pushing
from tests.liantu.conftest import Done, run_liantu
from tests.neo4j.servers import TestServer

PAGE = Path(__file__).parents[2] / "docs" / "cypher.md"
BLOCKS = re.findall(r"```cypher\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
QUESTIONS = len(BLOCKS) // 2  # once in each language
SLOW = 300.0  # seconds: planning takes long where many tests share a machine

SEGMENTS = {
    False: """MATCH (s:Segment)<-[r:OPERATES_IN|FOCUSES_ON]-() WITH s.code AS code, count(r) AS n
        RETURN code ORDER BY n DESC, code""",
    True: """MATCH (x:Firm)-[:HAS_ROLE]->(:Role {name: '基金'}) MATCH (x)-[r:INVESTS]->(f:Firm)-[:OPERATES_IN]->(s:Segment)
        WHERE NOT f.region STARTS WITH '320706' WITH s.code AS code, count(r) AS n RETURN code ORDER BY n DESC, code""",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, neo4j: TestServer) -> Home:
    """The sample district in a workspace, pushed."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder / "tables", firms=300, seed=1)
    home = load_sample(folder / "tables", folder / "ws")
    pushing(home, Address(neo4j.uri, neo4j.user, neo4j.password, neo4j.database))
    return home


@pytest.fixture
def home(sample: Home, neo4j: TestServer, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The sample district, its server named by the environment."""
    for name, value in environment(neo4j).items():
        monkeypatch.setenv(name, value)
    return sample


@pytest.fixture
def asked(home: Home, neo4j: TestServer) -> Any:
    """The command ``liantu query`` in the sample's workspace."""

    def ask(*arguments: object) -> Done:
        return run_liantu(*arguments, cwd=home.workspace.folder, **environment(neo4j))

    return ask


def environment(server: TestServer) -> dict[str, str]:
    return {"NEO4J_URI": server.uri, "NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password,
            "NEO4J_DATABASE": server.database}  # fmt: skip


def answers(home: Home, name: str) -> pd.DataFrame:
    """Answer a query of the catalogue; what it must be given is taken from the graph, until something is found."""
    wanted = catalogue()[name].parameters
    given: dict[str, object] = {"since": "2025-06-30"} if "since" in wanted else {}
    tried: list[dict[str, object]] = [given]
    if "segment" in wanted:
        found = home.query(SEGMENTS[name == "funds-for-segment"])
        tried = [{"segment": code} for code in found["code"].head(40)]
    if "firm" in wanted:
        found = home.query(
            "MATCH (f:Firm)-[r:SUPPLIES]-() WHERE f.region = '320706' RETURN f.uid AS uid, count(r) AS n ORDER BY n DESC, uid LIMIT 5"
        )
        tried = [{"firm": uid} for uid in found["uid"]]
    rows = pd.DataFrame()
    for one in tried:
        rows = home.query(name, timeout=SLOW, **one)
        if len(rows):
            break
    return rows


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


def test_words_stand_in_every_form_for_people_and_codes_in_json(asked: Any, home: Home, tmp_path: Path) -> None:
    common = ("query", "outside-owners", "--region", "320706", "--limit", "5")
    done = asked(*common, "--format", "json")
    assert {code for row in done.json["rows"] for code in row["relations"]} <= {"CONTROLS", "INVESTS"}
    assert all(re.fullmatch(r"\d{6}", row["region"]) for row in done.json["rows"])
    assert set(home.query("outside-owners")["relations"].explode()) <= {"CONTROLS", "INVESTS"}
    csv, table = asked(*common, "--format", "csv").out, asked(*common).out
    assert asked(*common, "--format", "xlsx", "--out", tmp_path / "a.xlsx").code == 0
    sheet = pd.read_excel(tmp_path / "a.xlsx", engine="calamine").to_csv()
    for text in (csv, table, sheet):
        assert re.search("投资|控制", text)
        assert "INVESTS" not in text
        assert not any(row["region"] in re.split(r"[,\s]+", text) for row in done.json["rows"])
    assert re.search("Invests|Controls", asked(*common, "--lang", "en").out)


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


def test_page_shows_the_same_queries_in_both_languages() -> None:
    assert QUESTIONS == 10
    assert BLOCKS[:QUESTIONS] == BLOCKS[QUESTIONS:]


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


# -- the command line --------------------------------------------------------------------------------------------------


def test_forms_of_an_answer(asked: Any, tmp_path: Path) -> None:
    common = ("query", "segments-with-one-firm", "--region", "320706", "--chain", "硅材料")
    found = asked(*common, "--format", "json")
    assert found.code == 0, found.err
    rows = found.json["rows"]
    assert found.json["parameters"]["chain"] == "silicon-materials"
    assert {row["chain"] for row in rows} == {"硅基新材料"}
    table, csv = asked(*common), asked(*common, "--format", "csv")
    assert all(row["firm"] in table.out for row in rows)
    assert csv.out.splitlines()[0].lstrip("\ufeff").startswith("产业链,环节,环节标识,企业")
    assert len(csv.out.splitlines()) == len(rows) + 1
    assert asked(*common, "--format", "xlsx", "--out", tmp_path / "a.xlsx").code == 0
    sheet = pd.read_excel(tmp_path / "a.xlsx", engine="calamine")
    assert [row["firm"] for row in rows] == sheet.iloc[-len(rows) :, list(sheet.columns).index("企业")].tolist()


def test_rows_are_drawn(asked: Any, tmp_path: Path) -> None:
    done = asked("query", "groups-here", "--network", tmp_path / "net.html", "--format", "json")
    assert done.code == 0, done.err
    page = (tmp_path / "net.html").read_text("utf-8")
    assert all(row["controller"] in page for row in done.json["rows"])
    nothing = asked("query", "RETURN 1 AS x", "--network", tmp_path / "none.html", "--format", "json")
    assert (nothing.code, nothing.json["rows"]) == (1, [{"x": 1}])
    assert "none.html" in nothing.err
    assert not (tmp_path / "none.html").exists()


def test_changes_say_to_which_day(asked: Any) -> None:
    for given, day in (((), "2026-06-30"), (("--param", "until=2026-03-01"), "2026-03-01")):
        done = asked("query", "changes", "--param", "since=2025-06-30", *given)
        assert day in done.err
        assert asked("query", "changes", "--param", "since=2025-06-30", *given, "--format", "json").json["as_of"] == day


def test_limit_says_that_it_cuts(asked: Any) -> None:
    done = asked("query", "MATCH (f:Firm) RETURN f.uid AS uid ORDER BY uid", "--limit", "7", "--format", "json")
    assert len(done.json["rows"]) == 7
    assert "7" in done.json["warnings"][0]
    table = asked("query", "MATCH (f:Firm) RETURN f.uid AS uid ORDER BY uid", "--limit", "7")
    assert done.json["warnings"][0] in table.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("segment-weak",), 1, "segments-weak"),
        (("segments-weak", "--param", "colour=red"), 2, "colour"),
        (("segments-weak", "--param", "colour"), 2, "colour"),
        (("titles-running-out", "--param", "months=many"), 2, "整数"),
        (("changes", "--param", "since=yesterday"), 2, "日期"),
        (("changes",), 2, "since"),
        (("changes", "--param", "since=2025-06-30", "--param", "until=2025-06-30"), 2, "须晚于 since（2025-06-30）"),
        ((" ",), 2, "查询是空的"),
        (("MATCH (f:Firm) RETURN f; MATCH (g:Fund) RETURN g",), 2, "got: 2"),
        (("firms-to-fill", "--segment", "没有这个环节"), 1, "没有这个环节"),
        (("segments-weak", "--chain", "没有这条链"), 1, "没有这条链"),
        (("suppliers-of", "--param", "firm=没有这家"), 1, "企业“没有这家”"),
        (("single-source-upstream", "--param", "firm=没有这家"), 1, "企业“没有这家”"),
        (("spaces-for-lead", "--param", "lead=x"), 1, "招商线索“x”"),
        (("segments-weak", "--region", "999999"), 1, "999999"),
        (("segments-weak", "--region", "320706,320705"), 1, "320706,320705"),
        (("segments-weak", "--region", "320706001"), 1, "320706001"),
        (("segments-weak", "--region", "没有这个区"), 1, "没有这个区"),
        (("segments-weak", "--region", "鼓楼区"), 1, "320106 南京市鼓楼区"),
        (("MATCH (f:Firm RETURN f",), 2, "column 15 (offset: 14)"),
        (("MATCH (f:Firm)\nRETURN g",), 2, "line 2, column 8 (offset: 22)"),
        (("CALL dbms.components()",), 2, "dbms.components"),
        (("CALL dbms.components",), 2, "dbms.components"),
        (("USE other MATCH (n) RETURN n",), 2, "NEO4J_DATABASE"),
        (("CREATE (f:Firm)",), 2, "只许读取"),
        (("UNWIND range(1,1000000) AS a UNWIND range(1,1000000) AS b WITH a, b WHERE a*b = -1 RETURN count(*) AS n",
          "--timeout", "0.5"), 1, "--timeout"),
    ],
)  # fmt: skip
def test_faults_have_a_sentence_and_an_exit_code(asked: Any, arguments: tuple[str, ...], code: int, told: str) -> None:
    done = asked("query", *arguments)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert "EXPLAIN" not in done.err
    assert "Traceback" not in done.err


def test_a_region_is_named_by_code_or_name(asked: Any) -> None:
    answers = [
        asked("query", "segments-weak", "--region", text, "--format", "json").json
        for text in ("320706", "海州区", "320705")
    ]
    assert answers[0] == answers[1] == answers[2]  # the last is the code of old
    assert asked("query", "segments-weak", "-r", "连云港市", "-f", "json").json["parameters"]["region"] == "320700"


def test_own_names_of_columns_stand_as_they_were_written(asked: Any, tmp_path: Path) -> None:
    names = ["name", "kind", "region", "figure", "formula", "value"]
    text = "UNWIND [1, 2] AS x RETURN 'a' AS name, 'b' AS kind, 'c' AS region, 'state' AS figure, 'd' AS formula, 'e' AS value"
    assert asked("query", text, "--format", "csv").out.lstrip("\ufeff").splitlines() == [
        ",".join(names),
        *["a,b,c,state,d,e"] * 2,
    ]
    lines = [line.split() for line in asked("query", text).out.splitlines()]
    assert [lines[0], *lines[2:]] == [names, *[["a", "b", "c", "state", "d", "e"]] * 2]
    assert asked("query", text, "--format", "xlsx", "--out", tmp_path / "a.xlsx").code == 0
    assert list(pd.read_excel(tmp_path / "a.xlsx", engine="calamine").columns) == names


def test_shell_reads_statements_from_a_pipe(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.StringIO("RETURN 1 AS first;\nsegment-weak;\nRETURN 2 AS second;\n"))
    done = asked("neo4j", "shell")
    assert "first" in done.out
    assert "second" in done.out
    assert "segments-weak" in done.err
    assert done.err.count("涉密") == 1  # once a session


def test_the_shell_says_how_to_ask_in_its_own_words(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.StringIO("firms-to-fill\nUNWIND range(1, 1001) AS x RETURN x;\n"))
    done = asked("neo4j", "shell")
    assert "segment=" in done.err
    assert "--param" not in done.err
    assert "liantu query --limit" in done.err


def test_catalogue_is_listed_and_shown(tmp_path: Path) -> None:
    listed = run_liantu("queries", "--format", "json", cwd=tmp_path)
    assert [row["query"] for row in listed.json["rows"]] == list(catalogue())
    for lang, words in (("zh", ("参数", "说明")), ("en", ("Parameters", "Note"))):
        shown = run_liantu("queries", "segments-weak", "--lang", lang, cwd=tmp_path)
        assert all(word in shown.out for word in (*words, "region", "liantu gaps", "MATCH"))
        assert lang == "zh" or not re.search("[（），]", shown.out.partition("MATCH")[0].replace("生物医药", ""))
    table = run_liantu("queries", "segments-weak", "--format", "json", cwd=tmp_path).json
    assert table["parameters"]["cypher"] == catalogue()["segments-weak"].text
    assert [row["name"] for row in table["rows"]] == [
        "region",
        "chain",
        "as_of",
        *catalogue()["segments-weak"].header.columns,
    ]
    csv = run_liantu("queries", "segments-weak", "--format", "csv", cwd=tmp_path)
    assert len(csv.out.splitlines()) == len(table["rows"]) + 1
    assert run_liantu("queries", "segments-weak", "--out", tmp_path / "q.txt", cwd=tmp_path).out == ""
    assert "MATCH" in (tmp_path / "q.txt").read_text("utf-8")
    plain = run_liantu("queries", "segments-weak", "--cypher", cwd=tmp_path)
    assert plain.out == catalogue()["segments-weak"].text
    assert run_liantu("queries", "segment-weak", cwd=tmp_path).code == 1


COUNTED = {"", "家", "条", "个", "人", "只", "步", "级"}  # English says no word beside a number of these


@pytest.mark.parametrize("query", catalogue().values(), ids=lambda query: query.name)
def test_units_stand_in_both_languages(query: Query) -> None:
    declared = [*query.parameters.values(), *query.header.columns.values()]
    assert [column for column in query.header.columns.values() if column.type == "money" and column.unit != "元"] == []
    shown = {}
    for lang in (*LANGUAGES, None):
        set_language(lang)
        shown[lang] = query_table(query).rows["unit"].tolist()
    assert shown["zh"] == [one.unit for one in declared]
    assert [not unit for unit in shown["en"]] == [one.unit in COUNTED for one in declared]
    assert not re.search("[一-鿿]", "".join(shown["en"]))


def test_headings_and_descriptions_have_their_units(asked: Any) -> None:
    asked_for = ("query", "spaces-for-lead", "--limit", "1", "--format", "csv")
    assert "面积（平方米）,租金（元/平方米/月）" in asked(*asked_for).out
    assert "Area (m²),Rent (CNY/m²/month)" in asked(*asked_for, "--lang", "en").out
    assert (
        "Months ahead (a whole number, months, default 6)" in asked("queries", "titles-running-out", "--lang", "en").out
    )
    assert "Largest revenue (CNY)" in asked("queries", "segments-weak", "--lang", "en").out


def test_nothing_known_of_a_server_is_one_sentence(tmp_path: Path) -> None:
    done = run_liantu("query", "segments-weak", cwd=tmp_path, NEO4J_URI="", NEO4J_PASSWORD="")
    assert done.code == 4
    assert len(done.err.strip().splitlines()) == 1
    assert "liantu neo4j start" in done.err


def test_json_of_an_answer_can_be_read_back(asked: Any) -> None:
    done = asked(
        "query", "MATCH (f:Firm) RETURN f AS firm, {a: f.founded, b: [1, null]} AS map LIMIT 1", "--format", "json"
    )
    row = done.json["rows"][0]
    assert json.loads(row["map"])["b"] == [1, None]
