"""Read-only SQL: what it answers, and every way in that stays shut."""

from __future__ import annotations

import pytest

from graph.errors import NotPossible, UsageError
from graph.words import set_language
from tests.graph.conftest import HOME, make_run

A, B = "91320706AAAAAAAAA1", "91320706AAAAAAAAA2"


@pytest.fixture
def filled(workspace, batch):
    mills = [{"name": "甲厂", "uscc": A, "region": HOME, "money": 5.0}, {"name": "乙厂", "uscc": B, "region": "110000"}]
    sells = [{"src_name": "甲厂", "dst_name": "乙厂"}]
    workspace.write(make_run(), [batch("Mill", mills), batch("SELLS", sells)])
    return workspace


def test_views_are_named_as_kinds(filled):
    rows, cut = filled.sql("SELECT name FROM Mill ORDER BY uid")
    assert (rows["name"].tolist(), cut) == (["甲厂", "乙厂"], False)
    assert filled.sql("SELECT count(*) AS n FROM SELLS")[0]["n"].tolist() == [1]
    joined = "SELECT s.name AS a, d.name AS b FROM SELLS JOIN Mill s ON s.uid = src JOIN Mill d ON d.uid = dst"
    assert filled.sql(joined)[0].to_numpy().tolist() == [["甲厂", "乙厂"]]


@pytest.mark.parametrize(
    "text", ["WITH m AS (SELECT 1 AS x) SELECT x FROM m", "FROM Mill SELECT 1 AS x LIMIT 1", "VALUES (1);"]
)
def test_other_forms_of_one_query(filled, text):
    assert len(filled.sql(text)[0]) == 1


def test_named_parameters(filled):
    rows, _ = filled.sql("SELECT name FROM Mill WHERE region = $region", {"region": HOME})
    assert rows["name"].tolist() == ["甲厂"]
    hostile = {"region": "'; DROP TABLE x; --"}
    assert filled.sql("SELECT name FROM Mill WHERE region = $region", hostile)[0].empty


def test_row_limit_is_told(filled):
    rows, cut = filled.sql("SELECT * FROM range(100000000) t(i)", limit=3)
    assert (len(rows), cut) == (3, True)
    rows, cut = filled.sql("SELECT * FROM range(3) t(i)", limit=3)
    assert (len(rows), cut) == (3, False)


def test_time_limit(filled):
    with pytest.raises(NotPossible) as caught:
        filled.sql("SELECT count(*) FROM range(10000000000) a, range(1000) b", seconds=0.3)
    assert caught.value.key == "workspace.sql_time"
    assert filled.sql("SELECT 1 AS x")[0]["x"].tolist() == [1]


@pytest.mark.parametrize(
    "text",
    [
        "COPY (SELECT 1) TO '/tmp/liantu_out.csv'", "ATTACH '/tmp/other.db' AS o", "INSTALL httpfs", "LOAD httpfs",
        "PRAGMA version", "PRAGMA database_list", "SET threads = 1", "SET enable_external_access = true", "RESET threads",
        "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE meta.run", "", "-- nothing", "EXPLAIN SELECT 1", "CALL pragma_version()",
        "EXPORT DATABASE '/tmp/liantu_out'", "IMPORT DATABASE '/tmp/x'", "USE meta", "CHECKPOINT", "VACUUM", "BEGIN",
        "CREATE TABLE x AS SELECT 1", "CREATE TEMP TABLE x AS SELECT 1", "CREATE MACRO f() AS 1", "DROP VIEW Mill",
        "INSERT INTO meta.undo VALUES (1, 1)", "UPDATE meta.run SET source = 'x'", "DELETE FROM meta.run",
        "PREPARE p AS SELECT 1", "DETACH memory",
    ],
)  # fmt: skip
def test_all_but_one_select_is_refused(filled, text):
    with pytest.raises(UsageError) as caught:
        filled.sql(text)
    assert caught.value.key in {"workspace.sql_refused", "workspace.sql_wrong"}
    assert filled.statistics().nodes == {"Mill": 2}


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_blob('/etc/passwd')", "SELECT * FROM read_parquet('/tmp/x.parquet')", "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_json('/etc/passwd')", "SELECT * FROM sniff_csv('/etc/passwd')", "SELECT getenv('HOME')",
        "SELECT * FROM read_csv('https://example.org/x.csv')", "SELECT * FROM duckdb_secrets()", "SELECT * FROM secret_frame",
        "SELECT * FROM query('COPY (SELECT 1) TO ''/tmp/liantu_out.csv''')",
        "WITH x AS (INSERT INTO meta.undo VALUES (1, 1) RETURNING *) SELECT * FROM x",
        "WITH x AS (DELETE FROM meta.run RETURNING *) SELECT * FROM x", "SELECT nothing FROM Mill", "SELECT * FROM Nowhere",
        "SELECT * FROM Mill WHERE region = $region", "SELEC 1",
    ],
)  # fmt: skip
def test_ways_out_of_the_file_stay_shut(filled, text):
    import pandas as pd

    secret_frame = pd.DataFrame({"x": [1]})
    with pytest.raises(UsageError) as caught:
        filled.sql(text)
    assert caught.value.key == "workspace.sql_wrong"
    assert filled.statistics().runs == len(secret_frame)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (
            "SELECT * FROM Mil",
            "没有“Mil”这张表；相近的有 Mill",
            "no table Mil; similar: Mill",
        ),
        ("SELECT nam FROM Mill", "没有“nam”这一列；相近的有 name", "no column nam; similar: name"),
        ("SELECT m.nam FROM Mill m", "没有“nam”这一列；相近的有 name", "no column nam; similar: name"),
        ("SELECT x.name FROM Mill m", "FROM 里没有“x”这张表或别名", "no table or alias x"),
        (
            "SELECT name\nFRM Mill WHERE 1",
            "语法有误，在“Mill”附近（第 2 行“Mill WHERE 1”处）",
            "wrong syntax near Mill (line 2",
        ),
        ("SELECT * FROM Mill WHERE", "语法有误，在“WHERE”附近", "wrong syntax near WHERE"),
        ("SELECT 'a", "语句没有写完", "ends too early"),
        ("SELECT shout(name) FROM Mill", "没有“shout”这个函数", "no function shout"),
        ("SELECT $region", "没有给参数 region 的值", "parameter region has no value"),
        ("SELECT * FROM read_csv('/etc/passwd')", "不能读文件", "no file"),
    ],
)
def test_faults_are_told_in_both_languages_with_near_names_and_place(filled, text, zh, en):
    for lang, told in (("zh", zh), ("en", en)):
        set_language(lang)
        try:
            with pytest.raises(UsageError) as caught:
                filled.sql(text)
        finally:
            set_language(None)
        assert told in caught.value.text(lang)
        assert not [word for word in ("meta.", "record.", "fold.", "Error:") if word in caught.value.text(lang)]


def test_tables_are_described_in_both_languages(filled):
    found = filled.tables()
    assert {"uid", "name", "money", "money_text"} <= set(found.loc[found["table"] == "Mill", "column"])
    assert found.loc[found["table"] == "SELLS", "column"].tolist()[:3] == ["key", "src", "dst"]
    assert found[["zh", "en", "type"]].ne("").all().all()
    seen = filled.sql("SELECT * FROM Mill LIMIT 0")[0].columns.tolist()
    assert found.loc[found["table"] == "Mill", "column"].tolist() == seen
    seen = filled.sql("SELECT * FROM SELLS LIMIT 0")[0].columns.tolist()
    assert found.loc[found["table"] == "SELLS", "column"].tolist() == seen
