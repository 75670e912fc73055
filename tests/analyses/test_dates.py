"""The date of an answer: sources without a date, older sources, and what the thresholds say is old."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from handmade import HOME, chain, graph, segment_yaml

from analyses.dates import date_warnings, source_dates
from analyses.thresholds import Dates
from graph.schema import load_schema
from graph.snapshot import Snapshot

CHAIN = chain("c", segment_yaml("a"))


def snapshot(*runs: tuple[str, str | None], day: date = date(2026, 6, 30)) -> Snapshot:
    world = replace(graph(CHAIN), as_of=day)
    columns = ["run", "source", "publisher", "licence", "source_date", "universe", "priority"]
    lines = [(n, source, "", "", pd.Timestamp(d) if d else None, "", 0) for n, (source, d) in enumerate(runs, 1)]
    return Snapshot.from_frames(
        {}, schema=load_schema(), settings=world.settings, templates=world.templates, as_of=day,
        runs=pd.DataFrame(lines, columns=columns),
    )  # fmt: skip


def told(*runs: tuple[str, str | None]) -> list[str]:
    found = snapshot(*runs)
    return date_warnings(found, source_dates(found), Dates())


def test_the_newest_load_without_a_date_is_named() -> None:
    (text,) = told(("规上名录", "2026-06-30"), ("", None))
    assert "第 2 批" in text
    assert "2026-06-30" in text
    assert "没有声明日期" in text


def test_sources_much_older_than_the_answer_are_named_with_their_date() -> None:
    (text,) = told(("旧名录", "2024-03-31"), ("规上名录", "2026-06-30"), ("高企名录", "2025-12-31"))
    assert "旧名录（2024-03-31）" in text
    assert "高企" not in text
    assert "12 个月" in text
    assert told(("旧名录", "2024-03-31"), ("旧名录", "2026-03-31"), ("规上名录", "2026-06-30")) == []


def test_templates_are_no_source_and_no_date_at_all_is_said() -> None:
    assert told(("产业链模板 2026.11", None)) == []
    assert told(("规上名录", "2026-06-30"), ("产业链模板 2026.11", None)) == []
    (text,) = told(("", None))
    assert "都没有声明日期" in text


@pytest.mark.parametrize("months", [12, 6])
def test_the_months_are_the_users(months: int) -> None:
    found = snapshot(("甲", "2025-12-15"), ("乙", "2026-06-30"))
    assert bool(date_warnings(found, source_dates(found), Dates(source_months=months))) == (months == 6)


def test_every_answer_carries_the_dates_of_its_sources() -> None:
    from analyses.gaps import gaps

    result = gaps(snapshot(("甲", "2024-01-01"), ("乙", "2026-06-30")), region=HOME)
    assert result.coverage["dates"]["sources"][0] == {"source": "甲", "date": "2024-01-01"}  # type: ignore[index]
    assert any("甲（2024-01-01）" in text for text in result.warnings)
