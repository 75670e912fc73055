"""The command line: forms of answers, exit codes, languages, and where things go."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.liantu.conftest import Run, run_liantu, start_liantu

GAP_FIELDS = {
    "chain", "segment", "name", "state", "badges", "verb", "firms", "effective_firms",
    "register_coverage", "supply_coverage", "priority", "parts",
}  # fmt: skip
STATES = {
    "strong", "being_filled", "broken", "unsuited", "missing", "unverified", "unknown", "absent", "weak", "normal",
}  # fmt: skip


def test_help_names_every_command_and_the_exit_codes() -> None:
    done = start_liantu("--help")
    assert done.code == 0
    commands = "init load check undo runs export status chains gaps targets leaders regions sql map network sample demo"
    for command in commands.split():
        assert f" {command} " in done.out
    assert "130" in done.out
    assert done.err == ""


@pytest.mark.parametrize(("lang", "word"), [("zh", "退出码"), ("en", "Exit codes")])
def test_help_speaks_the_language_asked_for(lang: str, word: str) -> None:
    assert word in start_liantu("--help", "--lang", lang).out
    assert word in start_liantu("--help", LANG=lang, LC_ALL=lang).out


def test_json_of_gaps_is_one_object_with_the_promised_fields(district: Path) -> None:
    done = run_liantu("gaps", "--region", "320706", "--chain", "硅基新材料", "--format", "json", "-w", district)
    assert done.code == 0, done.err
    assert {"command", "parameters", "versions", "as_of", "coverage", "warnings", "rows"} == set(done.json)
    assert done.json["command"] == "gaps"
    assert done.json["rows"]
    for row in done.json["rows"]:
        assert set(row) >= GAP_FIELDS
        assert row["state"] in STATES
        assert row["chain"] == "silicon-materials"
        assert row["segment"].startswith("silicon-materials/")
    strong = {row["segment"]: row["effective_firms"] for row in done.json["rows"]}
    assert strong["silicon-materials/spherical-silica"] == 1


def test_a_field_alias_finds_the_chain(district: Path) -> None:
    done = run_liantu("gaps", "--chain", "生物医药", "--format", "json", "-w", district)
    assert done.code == 0, done.err
    assert {row["chain"] for row in done.json["rows"]} == {"life-health"}


def test_answers_go_to_standard_output_and_notes_to_standard_error(district: Path) -> None:
    done = run_liantu("gaps", "--chain", "硅基新材料", "--format", "csv", "-w", district)
    assert done.code == 0
    rows = list(csv.reader(io.StringIO(done.out)))
    assert len({len(row) for row in rows}) == 1
    assert "提示" in done.err
    assert "提示" not in done.out


def test_the_workspace_is_found_from_the_environment_and_upward(district: Path) -> None:
    (district / "deep" / "down").mkdir(parents=True, exist_ok=True)
    from_environment = run_liantu("status", "--format", "json", LIANTU_WORKSPACE=str(district))
    upward = run_liantu("status", "--format", "json", cwd=district / "deep" / "down")
    assert from_environment.code == upward.code == 0
    assert from_environment.json["rows"] == upward.json["rows"]


def test_explain_opens_a_row_to_file_sheet_and_row(district: Path) -> None:
    gaps = run_liantu("gaps", "--chain", "硅基新材料", "--format", "json", "-w", district).json["rows"]
    number = next(n for n, row in enumerate(gaps, 1) if row["segment"] == "silicon-materials/emc")
    done = run_liantu("gaps", "--chain", "硅基新材料", "--explain", number, "--format", "json", "-w", district)
    assert done.code == 0, done.err
    assert ("企业.csv", 3) in {(row["file"], row["row"]) for row in done.json["rows"]}
    beyond = run_liantu("gaps", "--chain", "硅基新材料", "--explain", 999, "-w", district)
    assert beyond.code == 2
    assert "--explain" in beyond.err


def test_sql_takes_parameters_and_states_its_cut(district: Path) -> None:
    asked = ("sql", "SELECT name FROM Firm WHERE region = $region ORDER BY name", "--param", "region=320706")
    done = run_liantu(*asked, "--format", "json", "-w", district)
    assert done.code == 0, done.err
    assert len(done.json["rows"]) == 5
    cut = run_liantu(*asked, "--limit", "2", "--format", "json", "-w", district)
    assert len(cut.json["rows"]) == 2
    assert any("2" in warning for warning in cut.json["warnings"])
    assert run_liantu("sql", "SELECT count(*) AS n FROM SUPPLIES", "--format", "json", "-w", district).json["rows"] == [
        {"n": 2}
    ]


def test_sql_tables_describe_the_kinds_in_both_languages(district: Path) -> None:
    done = run_liantu("sql", "--tables", "--format", "json", "-w", district)
    assert {row["table"] for row in done.json["rows"]} >= {"Firm", "SUPPLIES", "Segment"}
    assert all(row["zh"] and row["en"] for row in done.json["rows"])


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("gaps", "--region", "999999"), 1, "999999"),
        (("gaps", "--chain", "造梦产业"), 1, "造梦产业"),
        (("targets", "--chain", "硅基新材料", "--segment", "没有的环节"), 1, "没有的环节"),
        (("undo", "99"), 1, "99"),
        (("runs", "show", "99"), 1, "99"),
        (("gaps", "--as-of", "昨天"), 2, "昨天"),
        (("sql", "SELECT 1", "--param", "region"), 2, "region"),
        (("gaps", "--format", "pdf"), 2, "pdf"),
        (("sql",), 2, "SQL"),
        (("chains", "--check", "没有.yaml"), 2, "没有.yaml"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_message(
    district: Path, arguments: tuple[str, ...], code: int, word: str
) -> None:
    done = run_liantu(*arguments, "-w", district)
    assert done.code == code, done.err
    assert word in done.err
    assert done.out == ""
    assert "Traceback" not in done.err


def test_no_workspace_is_said_with_the_remedy(liantu: Run) -> None:
    done = liantu("gaps", LIANTU_WORKSPACE="")
    assert done.code == 4
    assert "liantu init" in done.err
    english = liantu("gaps", "--lang", "en")
    assert english.code == 4
    assert "No workspace" in english.err


def test_unknown_home_is_refused_and_nothing_is_made(liantu: Run, tmp_path: Path) -> None:
    done = liantu("init", "ws", "--home", "999999")
    assert done.code == 1
    assert "999999" in done.err
    assert not (tmp_path / "ws" / "liantu.toml").exists()


def test_hostile_names_are_inert_in_every_export(district: Path, tmp_path: Path) -> None:
    asked = ("sql", "SELECT name FROM Firm ORDER BY name", "-w", district)
    names = [row["name"] for row in run_liantu(*asked, "--format", "json").json["rows"]]
    assert "=cmd|' /C calc'!A0" in names
    assert any("<script>" in name for name in names)
    rows = [row[0] for row in csv.reader(io.StringIO(run_liantu(*asked, "--format", "csv").out))]
    assert not any(row.startswith("=") for row in rows)
    book = tmp_path / "names.xlsx"
    assert run_liantu(*asked, "--format", "xlsx", "--out", book).code == 0
    cells = [row[0] for row in CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()]
    assert "=cmd|' /C calc'!A0" in cells
    with zipfile.ZipFile(book) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_same_question_same_bytes(district: Path, tmp_path: Path) -> None:
    for form in ("json", "csv", "xlsx"):
        files = [tmp_path / f"{turn}.{form}" for turn in (1, 2)]
        for file in files:
            assert run_liantu("gaps", "-w", district, "--format", form, "--out", file).code == 0
        assert files[0].read_bytes() == files[1].read_bytes(), form


def test_pages_are_written_and_open_nothing_remote(district: Path, tmp_path: Path) -> None:
    pages = {"map": ("--chain", "硅基新材料"), "network": ("--around", "示例朐阳塑封料有限公司", "--hops", "3")}
    for command, options in pages.items():
        out = tmp_path / f"{command}.html"
        done = run_liantu(command, *options, "--out", out, "-w", district)
        assert done.code == 0, done.err
        text = out.read_text("utf-8")
        assert "Content-Security-Policy" in text
        assert "<script>alert(1)" not in text
        assert 'src="http' not in text


def test_copied_template_replaces_the_shipped_one(liantu: Run, tmp_path: Path) -> None:
    assert liantu("init", "ws", "--home", "320706").code == 0
    assert liantu("chains", "--copy", "silicon-materials", "-w", "ws").code == 0
    file = tmp_path / "ws" / "chains" / "silicon-materials.yaml"
    file.write_text(file.read_text("utf-8").replace("zh: 硅基新材料", "zh: 本区硅材料", 1), "utf-8")
    assert liantu("chains", "--check", file).code == 0
    done = liantu("sql", "SELECT name FROM Chain WHERE code = 'silicon-materials'", "--format", "json", "-w", "ws")
    assert [row["name"] for row in done.json["rows"]] == ["本区硅材料"]
    assert liantu("chains", "--copy", "silicon-materials", "-w", "ws").code == 2


def test_the_page_of_commands_is_up_to_date() -> None:
    from liantu.cli.documentation import PAGE, page

    assert PAGE.read_text("utf-8") == page(), "docs/cli.md is stale: run make docs"
