"""Decisions on duplicates: that two uids are, or are not, one thing."""

from __future__ import annotations

from datetime import date

from graph.errors import NotPossible
from graph.snapshot import Snapshot
from graph.workspace import Workspace
from liantu.review_rows import credit_codes


def decide(
    workspace: Workspace,
    snapshot: Snapshot,
    a: str,
    b: str,
    *,
    same: bool,
    who: str,
    reason: str,
    day: date | None = None,
) -> int:
    """Record that two uids are (``same``) or are not one thing; return the decision's number.

    Parameters
    ----------
    workspace, snapshot
        Where the decision goes, and the graph as it is now.
    a, b : str
        Uids.
    who, reason : str
        Who decides, and why; neither may be empty.
    day : date, optional
        The day of the decision; None: today.

    Raises
    ------
    NotPossible
        A uid is unknown, both are one, they are of kinds that cannot be one, they have different valid credit codes
        (a wrong code is mended in its table, never by merging), or nobody signed.
    """
    if same:
        codes = credit_codes(snapshot)
        if a != b and a in codes and b in codes and codes[a] != codes[b]:
            raise NotPossible("review.two_codes_merge", a=a, b=b, code_a=codes[a], code_b=codes[b])
    return workspace.decide(a, b, same=same, who=who, reason=reason, day=day or date.today())
