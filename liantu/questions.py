"""Every question to the graph as a method, whatever the home that the graph comes from."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analyses.result import Result
from graph.chains.configuration import resolve_chain
from graph.chains.records import exclusions_version
from graph.codes import division_path
from graph.errors import NotPossible
from graph.names import normalise_name
from graph.queries import ROWS, TIMEOUT
from graph.settings import Settings
from graph.snapshot import Snapshot
from graph.words import say

if TYPE_CHECKING:
    from liantu.querying import SharedGraph


class Questions(ABC):
    """Every question as a method, for whatever can give a snapshot of the graph.

    Questions return a :class:`analyses.result.Result`; ``region`` None means the home district, ``as_of`` None the
    newest declared date among the loaded sources.
    """

    @property
    @abstractmethod
    def settings(self) -> Settings:
        """The settings of the home: district, leading chains, what is declared."""

    @abstractmethod
    def snapshot(self, as_of: date | None = None) -> Snapshot:
        """Return the graph at a day."""

    @abstractmethod
    def _shared(self) -> AbstractContextManager[SharedGraph]:
        """Open the shared graph in Neo4j for queries."""

    def query(
        self,
        name_or_text: str,
        /,
        *,
        limit: int = ROWS,
        timeout: float = TIMEOUT,
        parameters: Mapping[str, object] | None = None,
        **params: object,
    ) -> pd.DataFrame:
        """Answer a named query of the catalogue, or Cypher that only reads, from the shared graph in Neo4j.

        Parameters
        ----------
        name_or_text : str
            Name or Chinese title of a query (``segments-without-firms``), or Cypher text.
        limit : int
            Rows fetched at most; a UserWarning says so where there were more.
        timeout : float
            Seconds to wait at most.
        parameters, **params
            The query's parameters; ``parameters`` for those whose names are taken here.

        Returns
        -------
        pandas.DataFrame
            Dates as datetime64, whole numbers as Int64 and flags as boolean (both with missing values), lists as lists;
            ``attrs["cut"]`` says whether there were more rows, ``attrs["warnings"]`` holds what else must be said; a
            cut, and a graph in which no source declares its date, are a UserWarning too.

        Raises
        ------
        NotPossible
            No server is known, there is no such query, chain or segment, or it took too long.
        UsageError
            A parameter is unknown, missing or of the wrong type; the text is no Cypher, or does more than read.
        WorkspaceError
            The server cannot be reached or used, or nothing was pushed there.
        """
        from liantu.querying import ask, urgent

        with self._shared() as graph:
            result = ask(graph, name_or_text, {**(parameters or {}), **params}, limit=limit, timeout=timeout)
        for sentence in urgent(result):
            warnings.warn(sentence, UserWarning, stacklevel=2)
        result.rows.attrs["warnings"] = result.warnings
        return result.rows

    def gaps(
        self,
        *,
        region: str | None = None,
        chain: str | None = None,
        as_of: date | None = None,
        thresholds: Path | None = None,
    ) -> Result:
        """缺链分析: every segment with its state, and what to bring in first."""
        from analyses.gaps import gaps

        return self._versioned(
            gaps(self.snapshot(as_of), region=self._region(region), chain=chain, thresholds=thresholds), as_of
        )

    def targets(
        self,
        *,
        region: str | None = None,
        chain: str | None = None,
        segment: str | None = None,
        as_of: date | None = None,
    ) -> Result:
        """拟招引企业: firms to bring in with reasons and ties; the search sheet where no outside firms are loaded.

        NotPossible where no outside firms are loaded and there is nothing to search for either.
        """
        from analyses.search_sheet import search_sheet

        found = self._named_targets(region, chain, segment, as_of)
        if found.coverage["outside_firms"]:
            return found
        chain = str(found.parameters["segments"][0]).partition("/")[0] if segment else chain  # type: ignore[index]
        sheet = search_sheet(self.snapshot(as_of), self.gaps(region=region, chain=chain, as_of=as_of), segment=segment)
        return replace(sheet, coverage=found.coverage, warnings=(say("cli.search_sheet"), *sheet.warnings))

    def _named_targets(self, region: str | None, chain: str | None, segment: str | None, as_of: date | None) -> Result:
        """Return targets known by name, whether outside firms are loaded or not."""
        from analyses.targets import targets

        return self._versioned(
            targets(self.snapshot(as_of), region=self._region(region), chain=chain, segment=segment), as_of
        )

    def _versioned(self, result: Result, as_of: date | None) -> Result:
        """Return a result that also says by which exclusions 剔除规则 the firms of the graph were placed."""
        version = exclusions_version(self.snapshot(as_of).runs())
        return replace(result, versions={**result.versions, "exclusion_rules": version}) if version else result

    def leaders(self, *, region: str | None = None, chain: str | None = None, as_of: date | None = None) -> Result:
        """龙头企业（测算） and the 链主 of official lists."""
        from analyses.leaders import leaders

        return self._versioned(leaders(self.snapshot(as_of), region=self._region(region), chain=chain), as_of)

    def regions(
        self,
        *,
        region: str | None = None,
        peers: Sequence[str] = (),
        chain: str | None = None,
        as_of: date | None = None,
    ) -> Result:
        """Compare the region with chosen peers, chain by chain."""
        from analyses.regions import regions

        return self._versioned(
            regions(self.snapshot(as_of), region=self._region(region), peers=peers, chain=chain), as_of
        )

    def chains(self, *, region: str | None = None, every: bool = False, as_of: date | None = None) -> Result:
        """核心环节覆盖率 of every chain, with the unverified share beside it."""
        from analyses.chains import chains

        return self._versioned(chains(self.snapshot(as_of), region=self._region(region), everything=every), as_of)

    def explain(self, result: Result, row: int) -> Result:
        """Open one row (0-based): its figures with formula and value, and the file, sheet and row behind each."""
        facts = result.explain(row).drop(columns=["row"])
        places = self.snapshot(result.as_of).provenance(sorted({str(uid) for uid in facts["id"].dropna()}))
        rows = facts.merge(places, on="id", how="left", suffixes=("", "_place"))
        return Result(result.command, rows, {**result.parameters, "explain": row + 1}, result.versions, result.as_of)

    # -- pictures --------------------------------------------------------------------------------------------------

    def draw_map(
        self,
        out: Path,
        *,
        chain: str,
        region: str | None = None,
        as_of: date | None = None,
        internal: bool = False,
        gaps: Result | None = None,
        targets: Result | None = None,
    ) -> None:
        """Write the chain map of one chain as one offline page; ``gaps`` and ``targets`` spare asking them again."""
        from visualizations.chain_build import build_chain_map
        from visualizations.chain_map import chain_map

        snapshot = self.snapshot(as_of)
        found = resolve_chain(snapshot.templates, chain).chain
        gaps = gaps or self.gaps(region=region, chain=found, as_of=as_of)
        targets = targets or self._named_targets(region, found, None, as_of)
        model = build_chain_map(snapshot, gaps, targets, chain=found, confidential_mark=internal)
        out.write_text(chain_map(model), "utf-8")

    def draw_network(
        self,
        out: Path,
        *,
        around: str | None = None,
        hops: int = 2,
        as_of: date | None = None,
        engine: str = "auto",
    ) -> tuple[str, ...]:
        """Write a network as one offline page, around a uid or a name; return the sentences that say what was cut."""
        from visualizations.network import build_network, network_html

        snapshot = self.snapshot(as_of)
        centre = find_node(snapshot, around) if around else None
        model = build_network(snapshot, around=centre, hops=hops)
        out.write_text(network_html(model, engine=engine), "utf-8")
        return tuple(model.notes)

    # -- names -----------------------------------------------------------------------------------------------------

    def chain_name(self, chain: str) -> str:
        """Return the Chinese name of a chain given by id, name or alias."""
        return resolve_chain(self.snapshot().templates, chain).zh

    @staticmethod
    def describe_region(code: str) -> str:
        """Return the full name of a division code, the code itself where it is unknown."""
        return "".join(division.name for division in division_path(code)) or code

    def _region(self, region: str | None) -> str | list[str]:
        text = region or self.settings.home
        parts = [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]
        return parts[0] if len(parts) == 1 else parts


def find_node(snapshot: Snapshot, text: str) -> str:
    """Return the uid that ``text`` is, or the one node of that name; NotPossible where there is none or several."""
    if snapshot.kind_of([text]):
        return text
    wanted = normalise_name(text)
    found: dict[str, str] = {}
    for kind in snapshot.schema.nodes.values():
        frame = snapshot.nodes(kind.name, [kind.caption])
        names = frame[kind.caption].dropna().astype(str).map(normalise_name)
        found.update(dict.fromkeys(frame.loc[names.index[names == wanted], "uid"], kind.zh))
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise NotPossible(
            "cli.many_nodes", text=text, found="；".join(f"{kind} {uid}" for uid, kind in sorted(found.items()))
        )
    raise NotPossible("cli.no_node", text=text)
