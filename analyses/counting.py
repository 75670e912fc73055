"""Which firms count, and how: effective firms 有效企业, seedlings 苗子, firms of unknown size, firms not counted.

Written with narwhals: the same function runs on pandas, Polars, DuckDB and PySpark frames. Rules: only firms in
business; 规上, revenue, insured staff or a valid title make a firm effective; firms of one controller at one address
with one phone are one unit and fill a segment once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, TypeAlias

import narwhals as nw

from analyses.thresholds import Counting

NativeFrame: TypeAlias = Any  # pandas, Polars, DuckDB relation, PySpark: what came in goes out

NOT_COUNTED, SEEDLING, SIZE_UNKNOWN, EFFECTIVE = 0, 1, 2, 3
PROOFS = ("effective", "hnte", "lead", "champion", "chain_master")
_MARKS = str.maketrans("", "", "“”\"'‘’「」《》 　\t")


def title_proofs(titles: Mapping[str, str], rules: Counting) -> dict[str, list[str]]:
    """Return what each recognition proves: proof → uids of the recognitions, from uid → title.

    Quotation marks and blanks do not count: 专精特新“小巨人”企业 and 专精特新小巨人企业 are one title.
    """
    return {
        proof: sorted(uid for uid, title in titles.items() if written(title, getattr(rules.titles, proof)))
        for proof in PROOFS
    }


def written(title: str, ways: Iterable[str]) -> bool:
    """Return whether a title is written in one of these ways, quotation marks and blanks aside."""
    bare = title.translate(_MARKS)
    return any(way.translate(_MARKS) in bare for way in ways)


def valid_titles(holds: NativeFrame, proofs: Mapping[str, list[str]], *, as_of: date) -> NativeFrame:
    """Return one narwhals row a holder with a flag (0, 1) per proof, from titles valid at a date.

    Parameters
    ----------
    holds
        Native frame: src, dst, from_date, to_date. A row without dates counts only where the same holder has no dated
        row of the same title: a list without dates must not revive a title that has run out.
    """
    day = nw.lit(datetime.combine(as_of, time()))
    dated = (~nw.col("from_date").is_null() | ~nw.col("to_date").is_null()).cast(nw.Int8)
    begun = nw.col("from_date").is_null() | (nw.col("from_date").cast(nw.Datetime) <= day).fill_null(False)
    lasting = nw.col("to_date").is_null() | (nw.col("to_date").cast(nw.Datetime) > day).fill_null(False)
    frame = nw.from_native(holds).lazy().with_columns(dated=dated)
    frame = frame.with_columns(any_dated=nw.col("dated").max().over("src", "dst"))
    frame = frame.filter(begun & lasting & (nw.col("dated") == nw.col("any_dated")))
    flags = {proof: nw.col("dst").is_in(proofs[proof]).cast(nw.Int8) for proof in PROOFS}
    frame = frame.select(nw.col("src").alias("title_holder"), **flags)
    return frame.group_by("title_holder").agg(*(nw.col(proof).max() for proof in PROOFS))


def standings(
    firms: NativeFrame,
    holds: NativeFrame,
    proofs: Mapping[str, list[str]],
    *,
    as_of: date,
    rules: Counting,
    listed: bool = False,
) -> NativeFrame:
    """Return each firm's standing at a date; answers "does this firm count, and as what".

    Parameters
    ----------
    firms
        Native frame, one row a firm: uid, status, founded, closed, above_scale, revenue (CNY), insured (persons),
        market_share (fraction), zero_tax_years, controller, address, phone, confidential, in_universe (its source
        declares the universe it lists, which makes it effective).
    holds, proofs
        As in :func:`valid_titles`.
    listed
        Whether somebody signed that the list of 高企 is complete: only then is a firm outside it known to be none.

    Returns
    -------
    Native lazy frame (pandas for pandas) of uid, unit (least uid of the firms of one controller, address and phone),
    standing (0 not counted, 1 seedling, 2 size unknown, 3 effective), size (the standing if it were in business),
    and flags 0/1: above, hnte, ungraded (whether it is 规上 or 高企 is not known), lead, champion, chain_master,
    confidential.
    """
    titles = valid_titles(holds, proofs, as_of=as_of)
    frame = nw.from_native(firms).lazy().join(titles, left_on="uid", right_on="title_holder", how="left")
    frame = frame.with_columns(*(nw.col(proof).fill_null(0).cast(nw.Int8) for proof in PROOFS))
    share = (nw.col("market_share") >= rules.market_share).fill_null(False)
    frame = frame.with_columns(
        unit=_unit(),
        size=_size(rules),
        here=_in_business(as_of, rules),
        above=nw.col("above_scale").fill_null(False).cast(nw.Int8),
        lead=((nw.col("lead") > 0) | share).cast(nw.Int8),
        champion=((nw.col("champion") > 0) | share).cast(nw.Int8),
        confidential=nw.col("confidential").fill_null(False).cast(nw.Int8),
        ungraded=_ungraded(rules, listed=listed),
    )
    standing = nw.when(nw.col("here")).then(nw.col("size")).otherwise(nw.lit(NOT_COUNTED)).cast(nw.Int8)
    frame = frame.with_columns(standing=standing)
    columns = (
        "uid",
        "unit",
        "standing",
        "size",
        "above",
        "hnte",
        "ungraded",
        "lead",
        "champion",
        "chain_master",
        "confidential",
    )
    return frame.select(*columns).to_native()


def _unit() -> nw.Expr:
    """One controller, one address, one phone: one unit; a part that is not known proves nothing."""
    group = ("controller", "address", "phone")
    unknown = nw.any_horizontal(*(nw.col(name).is_null() for name in group), ignore_nulls=True)
    return nw.when(unknown).then(nw.col("uid")).otherwise(nw.col("uid").min().over(*group))


def _in_business(as_of: date, rules: Counting) -> nw.Expr:
    day = nw.lit(datetime.combine(as_of, time()))
    status = nw.col("status").is_null() | nw.col("status").is_in(list(rules.in_business)).fill_null(False)
    founded = nw.col("founded").is_null() | (nw.col("founded").cast(nw.Datetime) <= day).fill_null(False)
    closed = (nw.col("closed").cast(nw.Datetime) <= day).fill_null(False)
    empty = (nw.col("insured") == 0).fill_null(False) & (nw.col("zero_tax_years") >= rules.zero_years).fill_null(False)
    return status & founded & ~closed & ~empty


def _ungraded(rules: Counting, *, listed: bool) -> nw.Expr:
    """Whether nothing says that a firm is neither 规上 nor 高企: unknown is not "none" (``listed``: 高企 are listed in full)."""
    above = nw.col("above_scale").fill_null(False)
    below = ~nw.col("above_scale").fill_null(True) | (nw.col("revenue") < rules.above_revenue).fill_null(False)
    known = above | (nw.col("hnte") > 0) | (below & nw.lit(listed))
    return (~known).cast(nw.Int8)


def _size(rules: Counting) -> nw.Expr:
    """规上 = no, alone, does not say that a firm is small: only revenue or staff make a seedling."""
    above = nw.col("above_scale").fill_null(False)
    effective = (
        above
        | (nw.col("revenue") >= rules.revenue).fill_null(False)
        | (nw.col("insured") >= rules.insured).fill_null(False)
        | (nw.col("effective") > 0)
        | nw.col("in_universe").fill_null(False)
    )
    known = ~nw.col("revenue").is_null() | ~nw.col("insured").is_null()
    small = nw.when(known).then(nw.lit(SEEDLING)).otherwise(nw.lit(SIZE_UNKNOWN))
    return nw.when(effective).then(nw.lit(EFFECTIVE)).otherwise(small).cast(nw.Int8)
