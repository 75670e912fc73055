"""Every query of the catalogue on the two sizes of the invented country: seconds, rows of the plan, rows answered."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import neo4j
from neo4j.exceptions import Neo4jError

from benchmarks.measure import Row
from benchmarks.neo4j.country import HOME
from benchmarks.neo4j.server import NAME, Bench, median
from graph.errors import NotPossible
from graph.neo4j import indexes
from graph.queries.catalogue import Query, catalogue
from graph.queries.run import run_query

AS_OF = date(2026, 6, 30)
SLOW = 1.0  # seconds above which a query has to be explained
LONG = 30.0  # seconds above which a query is asked once (a plan alone takes up to 6 s), and on more only under PROFILE
PATIENCE = 1800.0  # seconds after which a query is given up
_SCAN = "finds the firms here among 400,000 by their division and sites (0.7 s)"
_EDGES = f"{_SCAN}, then asks of each partner whether it is here"
_EFFECTIVE = f"{_SCAN}, then asks of each whether it is effective"
# why a query takes longer than SLOW on the larger country
REASONS: Mapping[str, str] = {
    "bridging-firms": f"{_SCAN}, and looks at the partners of each",
    "changes": "reads two dates of every firm, site and relation here",
    "co-investors": _EDGES,
    "co-suppliers": f"{_SCAN}, and pairs all that supply several of them",
    "dormant-agreements": "looks at all 300,000 agreements: a side of any kind, with sites or without, may be here",
    "duplicates-to-review": "compares the names of all firms: the double of a firm here may be registered anywhere",
    "exits-that-break": _EFFECTIVE,
    "firms-without-fresh-data": f"{_SCAN}, and looks at the sources of each",
    "groups-here": f"{_SCAN}, and looks for the owners of each",
    "inputs-from-outside": f"{_EDGES}, and which segment was bought",
    "introduction-paths": "puts all paths of two steps in order before it gives the first 10,000",
    "leads-for-gaps": "counts the effective firms of each segment that one of 5,000 leads would fill",
    "outside-customers": _EDGES,
    "outside-owners": _EDGES,
    "purchases-by-province": f"{_SCAN}, and adds up all that they buy",
    "segments-weak": _EFFECTIVE,
    "segments-with-one-firm": _EFFECTIVE,
    "single-source-upstream": "follows the suppliers of 20,000 firms three steps up; it can be asked of one firm (`firm`)",
    "stale-facts": "reads the sources of everything that lies here or states no division",
    "titles-running-out": f"{_SCAN}, and reads the titles of each",
    "unverified-facts": f"{_SCAN}, and reads the confidence of each of their placements",
}


@dataclass(frozen=True)
class Answered:
    """A query on one size: seconds, rows of the whole answer, rows and touches of the store in all steps of its plan.

    A query that was given up has no steps. ``profiled``: the seconds are those under PROFILE, which are more.
    """

    seconds: float
    answered: int
    plan_rows: int
    hits: int
    profiled: bool = False


def measure(bench: Bench, long: Collection[str] = ()) -> dict[str, Answered]:
    """Ask every query of the catalogue, as ``liantu query`` asks it, those in ``long`` only under PROFILE.

    The database holds a pushed country.
    """
    indexes.wait(bench.database)
    given = parameters(bench)
    found = {}
    for name, query in catalogue().items():
        found[name] = ask(bench, query, given, profiled=name in long)
        print(f"{name}: {found[name].seconds:.2f} s", file=sys.stderr, flush=True)  # all of them take long
    return found


def parameters(bench: Bench) -> dict[str, Any]:
    """Return what the queries are asked about: the home district, its best supplied firm, the segment of most firms."""
    one = bench.database.read(
        "MATCH (f:Firm)<-[r:SUPPLIES]-() WHERE f.region = $home RETURN f.uid AS uid, count(*) AS n "
        "ORDER BY n DESC, uid LIMIT 1",
        home=HOME,
    )
    most = bench.database.read(
        "MATCH (s:Segment)<-[:OPERATES_IN]-() RETURN s.code AS code, count(*) AS n ORDER BY n DESC, code LIMIT 1"
    )
    return {"firm": one[0]["uid"], "segment": most[0]["code"], "since": date(2024, 6, 30), "area_needed": 1000.0}


def ask(bench: Bench, query: Query, given: Mapping[str, Any], *, profiled: bool) -> Answered:
    """Ask one query three times after a first, which is enough of one that takes long, and once under PROFILE.

    ``profiled``: only under PROFILE, where it is known to take long.
    Of one that is given up, for its time or for the server's memory, the plan is not known; its seconds are those
    until then.
    """
    # where no single firm need be named all are asked about
    named = {name for name, parameter in query.parameters.items() if name != "firm" or not parameter.optional}
    known = {name: value for name, value in given.items() if name in named}
    sent = query.bound(known, {"home": HOME, "as_of": AS_OF})
    driver, columns = bench.database.driver, query.header.columns

    def answer() -> None:
        run_query(driver, query.text, sent, database=NAME, columns=columns, timeout=PATIENCE)

    began = time.perf_counter()
    try:
        seconds = 0.0 if profiled else _seconds(bench, answer)
        answered, steps, under_profile = _profile(driver, query.text, sent)
    except (NotPossible, Neo4jError):
        return Answered(time.perf_counter() - began, 0, 0, 0)
    rows, hits = (sum(step[name] for step in steps) for name in ("rows", "dbHits"))
    return Answered(under_profile if profiled else seconds, answered, rows, hits, profiled)


def _seconds(bench: Bench, answer: Callable[[], None]) -> float:
    first = bench.spent(answer)  # planned and read in
    return first.seconds if first.seconds > LONG else median([bench.spent(answer) for _ in range(3)]).seconds


def _profile(driver: neo4j.Driver, text: str, sent: Mapping[str, Any]) -> tuple[int, list[Mapping[str, Any]], float]:
    """Return how many rows a query answers, the steps of its plan, and the seconds."""
    query = neo4j.Query("PROFILE " + text, timeout=PATIENCE)
    with driver.session(database=NAME) as session:
        began = time.perf_counter()
        result = session.run(query, dict(sent))
        answered = sum(1 for _ in result)  # a plan whose rows are discarded is not told
        steps = list(_steps(result.consume().profile))
        return answered, steps, time.perf_counter() - began


def _steps(plan: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    if plan:
        yield plan
        for child in plan.get("children") or ():
            yield from _steps(child)


def _told(answered: Answered) -> str:
    if not answered.hits:
        return "given up"
    profiled = "asked once, under PROFILE; " if answered.profiled else ""
    return f"{profiled}plan {answered.plan_rows:,} rows, {answered.hits:,} hits; answers {answered.answered:,}"


def rows(small: Mapping[str, Answered], large: Mapping[str, Answered], sizes: tuple[str, str]) -> list[Row]:
    """Return one row a query: its seconds on the larger country against those on the smaller."""
    found = []
    for name, big in large.items():
        note = f"{_told(big)} (small: {_told(small[name])})"
        if big.seconds > SLOW:
            note += "; " + REASONS.get(name, "not explained")
        found.append(
            Row(f"query {name}, {sizes[1]}", f"on {sizes[0]}", big.seconds, small[name].seconds, "≤ 1 s", None, note)
        )
    return found
