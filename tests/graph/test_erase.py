"""Erasing personal data: gone from records, graph, exports and the bytes of the file, with a mark."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graph.errors import NotPossible, WorkspaceError
from graph.neo4j.print_files import PRINTS
from graph.settings import Settings
from graph.workspace import Workspace
from graph.workspace.store import Store
from liantu.erasing import confirmation, erase_personal
from liantu.home import Home

PHONE, NAME, MAIL, CODE = "13812345678", "示例张某某", "zhang.secret@example.org", "91320706MA1X12345R"


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    from loaders.pipeline import load

    tables = {
        "企业名录": [["企业名称", "统一社会信用代码", "联系人", "电话", "邮箱"], ["示例甲厂", CODE, NAME, PHONE, MAIL]],
        "企业名单": [["企业名称", "统一社会信用代码", "电话"], ["示例甲厂", CODE, PHONE]],
        "人才": [["姓名", "工作单位", "职务", "电话"], [NAME, "示例甲厂", "总工程师", PHONE]],
        "任职": [["姓名", "任职单位", "任职岗位"], [NAME, "示例甲厂", "顾问"]],
    }
    home = Workspace.create(tmp_path / "ws", Settings(home="320706"))
    for name, rows in tables.items():
        path = tmp_path / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        load(home, [path])
    return home


def held(home: Workspace, text: str) -> bool:
    return any(text.encode() in file.read_bytes() for file in home.folder.glob("liantu*"))


def test_values_of_a_firm_and_a_person_are_gone_to_the_last_byte(home: Workspace, tmp_path: Path) -> None:
    person = str(home.sql("SELECT uid FROM Person")[0]["uid"][0])
    before = home.sql("SELECT count(*) AS n FROM WORKS_AT")[0]["n"].tolist()
    assert held(home, PHONE)
    assert home.personal(CODE).fields == ["Firm.contact", "Firm.email", "Firm.phone"]
    assert home.erase(CODE) == CODE
    home.compact()
    assert home.sql("SELECT phone, contact, email FROM Firm WHERE uid = $u", {"u": CODE})[0].isna().all(axis=None)
    assert not held(home, MAIL)
    assert held(home, PHONE)  # the person's
    now = home.erase(person)
    home.compact()
    assert now != person
    for text in (PHONE, NAME, MAIL):
        assert not held(home, text), text
    assert home.sql("SELECT name FROM Person")[0]["name"].tolist() == ["〔已删除 2〕"]
    assert home.sql("SELECT count(*) AS n FROM WORKS_AT")[0]["n"].tolist() == before == [2]
    assert home.waiting().empty
    home.export_everything(tmp_path / "out")
    assert not any(PHONE.encode() in file.read_bytes() for file in (tmp_path / "out").rglob("*.parquet"))


def test_the_graph_is_that_of_a_rebuild_and_a_mark_stays(home: Workspace) -> None:
    home.erase(CODE)
    before = {kind: home.sql(f"FROM {kind} ORDER BY ALL")[0].to_csv() for kind in ("Firm", "Person", "WORKS_AT")}
    home.rebuild()
    assert {kind: home.sql(f"FROM {kind} ORDER BY ALL")[0].to_csv() for kind in before} == before
    rows = home.sql("SELECT erasure, uid, fields FROM meta.erased")[0]
    assert rows.to_numpy().tolist() == [[1, CODE, ["Firm.contact", "Firm.email", "Firm.phone"]]]
    assert home.runs()["undone"].tolist() == [False] * 4
    home.undo(1)
    assert home.sql("SELECT name FROM Firm")[0]["name"].tolist() == ["示例甲厂"]


def test_nobody_and_nothing_are_said(home: Workspace) -> None:
    with pytest.raises(NotPossible):
        home.erase("91320706NOBODY")
    home.erase(CODE)
    with pytest.raises(NotPossible) as caught:
        home.erase(CODE)
    assert caught.value.key == "workspace.nothing_personal"


@pytest.mark.parametrize(
    ("fault", "code"),
    [(WorkspaceError("workspace.failed", file="liantu.duckdb", reason="no room"), 4), (KeyboardInterrupt(), 130)],
)
def test_what_was_cut_off_before_the_file_was_written_anew_is_done_by_the_next(
    home: Workspace, monkeypatch: pytest.MonkeyPatch, fault: BaseException, code: int
) -> None:
    """The user is told that the erasing itself is done; prints go whatever happens to the file."""

    def failing(_: Store) -> None:
        raise fault

    prints = home.folder / PRINTS
    prints.mkdir()
    (prints / "0123-4567.parquet").touch()
    with monkeypatch.context() as patch:
        patch.setattr(Store, "compact", failing)
        with pytest.raises(WorkspaceError) as told:
            erase_personal(Home(home), CODE)
    assert (told.value.key, told.value.exit_code) == ("cli.erase_unfinished", code)
    assert f"liantu erase {CODE} --yes" in told.value.text("en")
    assert (held(home, MAIL), list(prints.iterdir())) == (True, [])
    assert confirmation(Home(home), CODE).key == "cli.erase_again"
    (prints / "0123-4567.parquet").touch()  # killed, it would not even have come to the prints
    [line] = erase_personal(Home(home), CODE)
    assert "已做完" in line
    assert (held(home, MAIL), list(prints.iterdir())) == (False, [])
    for ask in (confirmation, erase_personal):
        with pytest.raises(NotPossible):
            ask(Home(home), CODE)
