"""A home of the graph, with every question as a method: what both the command line and notebooks use."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analyses.result import Result
from graph.chains import ChainTemplate, load_template, load_templates
from graph.chains.configuration import resolve_chain
from graph.chains.focus import FocusPlacement
from graph.chains.placement import FirmPlacement
from graph.chains.records import template_batches, template_run
from graph.chains.validation import faults
from graph.codes import division_path
from graph.errors import NotPossible, UsageError, WorkspaceError
from graph.names import normalise_name
from graph.settings import FILE, Settings
from graph.snapshot import Snapshot
from graph.words import say
from graph.workspace import Workspace

if TYPE_CHECKING:
    from loaders.report import LoadReport

Progress = Callable[[int, int], None]
CHAINS = "chains"  # the workspace's own chain templates


class Home:
    """An opened workspace with every question as a method.

    Questions return a :class:`analyses.result.Result`; ``region`` None means the home district, ``as_of`` None the
    newest declared date among the loaded sources.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._snapshots: dict[date | None, Snapshot] = {}

    # -- opening ---------------------------------------------------------------------------------------------------

    @classmethod
    def open(cls, folder: Path) -> Home:
        """Open the workspace in ``folder``; WorkspaceError says what is wrong with it."""
        templates = load_templates(own_templates(folder))
        home = cls(Workspace.open(folder, derivations=[FirmPlacement(templates), FocusPlacement(templates)]))
        home.renew_templates(templates)
        return home

    @classmethod
    def find(cls, folder: Path | None) -> Home:
        """Open ``folder``, or the nearest folder upward from here that has settings; WorkspaceError where none has."""
        found = find_folder(folder)
        if found is None:
            raise WorkspaceError("cli.no_workspace", start=Path.cwd())
        return cls.open(found)

    @classmethod
    def create(cls, folder: Path, settings: Settings) -> Home:
        """Make a workspace with these settings and load the chain templates; WorkspaceError where there is one."""
        Workspace.create(folder, settings)
        return cls.open(folder)

    @classmethod
    def init(cls, folder: Path, *, home: str) -> Home:
        """Make a workspace for the district with that six-digit code; NotPossible where there is no such district."""
        if not division_path(home):
            raise NotPossible("cli.unknown_home", code=home)
        return cls.create(folder, Settings(home=home))

    @classmethod
    def find_or_none(cls, folder: Path | None) -> Home | None:
        """Open ``folder`` or the nearest workspace upward; None where there is none and none was asked for."""
        found = find_folder(folder)
        return None if found is None else cls.open(found)

    @property
    def settings(self) -> Settings:
        """The workspace's settings."""
        return self.workspace.settings

    # -- data in ---------------------------------------------------------------------------------------------------

    def renew_templates(self, templates: Mapping[str, ChainTemplate]) -> None:
        """Load the chain templates again when they differ from those in the graph; the run before is undone."""
        run = template_run(templates)
        wanted = sorted(origin.digest for origin in run.origins)
        runs = self.workspace.runs()
        live = [int(number) for number in runs.loc[(runs["command"] == run.command) & ~runs["undone"], "run"]]
        if [sorted(self.workspace.run(number).origins["digest"]) for number in live] == [wanted]:
            return
        self.workspace.write(run, template_batches(templates))
        for number in live:
            self.workspace.undo(number)

    def load(
        self,
        paths: Iterable[Path],
        *,
        source: Path | None = None,
        kind: str | None = None,
        progress: Progress | None = None,
    ) -> LoadReport:
        """Load tables; the report accounts for every row."""
        from loaders.pipeline import load

        self._snapshots.clear()
        return load(self.workspace, list(paths), source=source, kind=kind, progress=progress)

    def undo(self, run: int) -> None:
        """Undo a run; NotPossible where there is none of that number."""
        self._snapshots.clear()
        self.workspace.undo(run)

    def copy_template(self, chain: str) -> Path:
        """Copy a shipped chain template into the workspace for editing; UsageError where a copy is there already."""
        template = resolve_chain(load_templates(), chain)
        target = self.workspace.folder / CHAINS / f"{template.chain}.yaml"
        if target.exists():
            raise UsageError("cli.template_there", path=target)
        with resources.as_file(resources.files("graph.chains") / "templates" / target.name) as shipped:
            shutil.copyfile(shipped, target)
        return target

    # -- questions -------------------------------------------------------------------------------------------------

    def snapshot(self, as_of: date | None = None) -> Snapshot:
        """Return the graph at a day."""
        if as_of not in self._snapshots:
            self._snapshots[as_of] = self.workspace.snapshot(as_of)
        return self._snapshots[as_of]

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

        return gaps(self.snapshot(as_of), region=self._region(region), chain=chain, thresholds=thresholds)

    def targets(
        self,
        *,
        region: str | None = None,
        chain: str | None = None,
        segment: str | None = None,
        as_of: date | None = None,
    ) -> Result:
        """拟招引企业: firms to bring in with reasons and ties; the search sheet where no outside firms are loaded."""
        from analyses.search_sheet import search_sheet
        from analyses.targets import targets

        snapshot = self.snapshot(as_of)
        found = targets(snapshot, region=self._region(region), chain=chain, segment=segment)
        if found.coverage["outside_firms"]:
            return found
        sheet = search_sheet(snapshot, self.gaps(region=region, chain=chain, as_of=as_of))
        told = "cli.search_sheet" if len(sheet.rows) else "cli.search_sheet_empty"
        return replace(sheet, coverage=found.coverage, warnings=(say(told), *sheet.warnings))

    def leaders(self, *, region: str | None = None, chain: str | None = None, as_of: date | None = None) -> Result:
        """龙头企业（测算） and the 链主 of official lists."""
        from analyses.leaders import leaders

        return leaders(self.snapshot(as_of), region=self._region(region), chain=chain)

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

        return regions(self.snapshot(as_of), region=self._region(region), peers=peers, chain=chain)

    def chains(self, *, region: str | None = None, every: bool = False, as_of: date | None = None) -> Result:
        """核心环节覆盖率 of every chain, with the unverified share beside it."""
        from analyses.chains import chains

        return chains(self.snapshot(as_of), region=self._region(region), everything=every)

    def sql(self, statement: str, *, parameters: Mapping[str, object] | None = None, limit: int = 10_000) -> Result:
        """Answer one read-only SQL statement over the nodes and edges."""
        rows, cut = self.workspace.sql(statement, dict(parameters or {}), limit=limit)
        warnings = (say("output.cut", limit=limit),) if cut else ()
        told = {"statement": statement, **dict(parameters or {})}
        return Result("sql", rows, told, {}, None, warnings=warnings)

    def sql_tables(self) -> Result:
        """Return the tables and columns that ``sql`` can read, named in both languages."""
        return Result("sql", self.workspace.tables(), {"tables": True}, {}, None)

    def runs(self, number: int | None = None) -> Result:
        """List the runs, or the counts by kind of one run."""
        if number is None:
            runs = self.workspace.runs().rename(columns={"priority": "source_priority"})
            return Result("runs", runs, {}, {}, None)
        report = self.workspace.run(number)
        rows = pd.DataFrame([vars(count) for count in report.counts])
        told = {
            "run": number,
            "command": report.command,
            "source": report.source,
            "undone": report.undone,
            **report.rows,
        }
        files = tuple(f"{row.file} {row.sheet}".strip() for row in report.origins.itertuples())
        return Result("runs", rows, {**told, "files": files}, {}, report.source_date)

    def status(self) -> Result:
        """Return how much of everything the workspace holds."""
        held = self.workspace.statistics()
        lines = [("node", kind, count) for kind, count in held.nodes.items() if count]
        lines += [("edge", kind, count) for kind, count in held.edges.items() if count]
        lines += [("waiting", kind, count) for kind, count in held.waiting.items() if count]
        lines += [
            (name, "", getattr(held, name))
            for name in ("inferred", "conflicts", "decisions", "runs", "undone", "bytes")
        ]
        rows = pd.DataFrame(lines, columns=["part", "kind", "count"])
        return Result("status", rows, {"folder": str(self.workspace.folder)}, {}, self.snapshot().as_of)

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
        targets = targets or self.targets(region=region, chain=found, as_of=as_of)
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
        return resolve_chain(self.workspace.templates, chain).zh

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


def find_folder(folder: Path | None) -> Path | None:
    """Return ``folder``, else the nearest folder upward from here that has settings, else None."""
    if folder is not None:
        return folder
    here = Path.cwd()
    return next((place for place in (here, *here.parents) if (place / FILE).is_file()), None)


def own_templates(folder: Path) -> list[Path]:
    """Return the workspace's own chain templates, in the order of their names."""
    return sorted((folder / CHAINS).glob("*.yaml"))


def check_tables(
    paths: Sequence[Path],
    *,
    home: Home | None,
    source: Path | None = None,
    kind: str | None = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Do all that ``load`` does except writing; without a workspace no home district settles ambiguous places."""
    from loaders.pipeline import check

    return check(list(paths), workspace=home.workspace if home else None, source=source, kind=kind, progress=progress)


def check_template(file: Path) -> str:
    """Return a sentence that the chain template has no faults; UsageError lists them all otherwise."""
    if not file.is_file():
        raise UsageError("cli.no_file", path=file)
    template = load_template(file.read_text("utf-8"), str(file))
    others = {name: other for name, other in load_templates().items() if name != template.chain}
    found = faults(template, others)
    if found:
        raise UsageError("cli.template_faults", file=file, count=len(found), faults="\n".join(found))
    return say("cli.template_good", file=file, segments=len(template.segments))
