"""The sample district pushed to a real server and asked on the command line: forms, faults, the shell."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from graph.snapshot import Snapshot
from liantu.home import Home
from tests.liantu.asking import asked, home, sample
from visualizations.network import NetworkModel, build_network

__all__ = ["asked", "home", "sample"]


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
    assert "<h1>同一控制人在本地的企业（三层以内）</h1>" in page
    assert "query=groups-here, region=320706, least=2" in page
    nothing = asked("query", "RETURN 1 AS x", "--network", tmp_path / "none.html", "--format", "json")
    assert (nothing.code, nothing.json["rows"]) == (1, [{"x": 1}])
    assert "none.html" in nothing.err
    assert not (tmp_path / "none.html").exists()


def test_changes_say_to_which_day(asked: Any) -> None:
    for given, day in (((), "2026-06-30"), (("--param", "until=2026-03-01"), "2026-03-01")):
        done = asked("query", "changes", "--param", "since=2025-06-30", *given)
        assert day in done.err
        assert asked("query", "changes", "--param", "since=2025-06-30", *given, "--format", "json").json["as_of"] == day


def test_a_number_is_sent_as_one_and_a_code_as_text(asked: Any) -> None:
    text = "MATCH (f:Firm) WHERE f.revenue > $least AND f.region = $code RETURN count(*) AS n"
    code = ("--param", "code=320706", "--format", "json")
    whole = "MATCH (f:Firm {region: '320706'}) WHERE f.revenue > 1e7 RETURN count(*) AS n"
    found = asked("query", text, "--param", "least:=1e7", *code).json["rows"]
    assert found == asked("query", whole, "--format", "json").json["rows"] != [{"n": 0}]


def test_the_day_asked_for_is_sent_as_a_date(asked: Any) -> None:
    text = "RETURN date('2026-06-30') = $as_of AS same"
    done = asked("query", text, "--as-of", "2026-06-30", "--format", "json")
    assert (done.json["rows"], done.json["parameters"]["as_of"]) == ([{"same": True}], "2026-06-30")


def test_json_may_be_given_to_a_query_of_the_catalogue(asked: Any) -> None:
    done = [asked("query", "groups-here", "-f", "json", "-p", given) for given in ("least=3", "least:=3")]
    assert done[0].json == done[1].json
    assert asked("query", "single-source-upstream", "-p", "firm:=1").code == 1


@pytest.mark.parametrize(
    "asked_for", [("groups-here",), ("MATCH (f:Firm) WHERE $as_of > date('2000-01-01') RETURN f LIMIT 3",)]
)
def test_the_picture_is_of_the_day_asked_for(
    asked: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked_for: tuple[str, ...]
) -> None:
    days: list[date] = []

    def built(snapshot: Snapshot, *, among: Sequence[str]) -> NetworkModel:
        days.append(snapshot.as_of)
        return build_network(snapshot, among=among)

    monkeypatch.setattr("visualizations.network.build_network", built)
    done = asked("query", *asked_for, "--as-of", "2025-06-30", "--network", tmp_path / "net.html")
    assert (done.code, days) == (0, [date(2025, 6, 30)]), done.err


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
        (("RETURN $as_of AS day", "--as-of", "nonsense"), 2, "日期“nonsense”写法不对"),
        (("RETURN 1 AS x", "--as-of", "2026-06-30", "--region", "320706"), 2, "没有用到 $as_of，$region"),
        (("RETURN $a AS x", "--param", "a=1", "--param", "b=2"), 2, "没有用到 $b"),
        (("RETURN $a AS x", "--param", "a:=many"), 2, "JSON"),
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
    assert done.code == 1  # of the one that was wrong
    assert done.err.count("涉密") == 1  # once a session


def test_the_shell_says_how_to_ask_in_its_own_words(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.StringIO("firms-to-fill\nUNWIND range(1, 1001) AS x RETURN x;\n"))
    done = asked("neo4j", "shell")
    assert "segment=" in done.err
    assert "--param" not in done.err
    assert "liantu query --limit" in done.err


def test_headings_and_descriptions_have_their_units(asked: Any) -> None:
    asked_for = ("query", "spaces-for-lead", "--limit", "1", "--format", "csv")
    assert "面积（平方米）,租金（元/平方米/月）" in asked(*asked_for).out
    assert "Area (m²),Rent (CNY/m²/month)" in asked(*asked_for, "--lang", "en").out
    described = asked("queries", "titles-running-out", "--lang", "en").out
    assert "Months ahead (a whole number, months, default 6, at least 0)" in described
    assert "Largest revenue (CNY)" in asked("queries", "segments-weak", "--lang", "en").out


def test_json_of_an_answer_can_be_read_back(asked: Any) -> None:
    done = asked(
        "query", "MATCH (f:Firm) RETURN f AS firm, {a: f.founded, b: [1, null]} AS map LIMIT 1", "--format", "json"
    )
    row = done.json["rows"][0]
    assert json.loads(row["map"])["b"] == [1, None]
