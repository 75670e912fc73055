"""A workspace as a home of the graph: data in and out, and every question; what command line and notebooks use."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analyses.result import Result
from graph.chains import ChainTemplate, load_template, load_templates
from graph.chains.configuration import resolve_chain
from graph.chains.exclusions import Exclusions, load_exclusions, own_exclusions, read_exclusions
from graph.chains.focus import FocusPlacement
from graph.chains.form import read_text
from graph.chains.placement import FirmPlacement
from graph.chains.records import template_batches, template_run
from graph.chains.template import EXCLUSIONS, OWN, WHAT, own_templates
from graph.codes import division_path
from graph.errors import NotPossible, UsageError, WorkspaceError
from graph.settings import FILE, Settings
from graph.snapshot import Snapshot
from graph.words import name_of, say
from graph.workspace import Workspace
from graph.workspace.layout import declared
from liantu.questions import Questions

if TYPE_CHECKING:
    from analyses.review import Review
    from liantu.querying import SharedGraph
    from loaders.report import LoadReport

Progress = Callable[[int, int], None]


class Home(Questions):
    """An opened workspace: what goes in and out, and every question as a method."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._snapshots: dict[date | None, Snapshot] = {}

    # -- opening ---------------------------------------------------------------------------------------------------

    @classmethod
    def open(cls, folder: Path) -> Home:
        """Open the workspace in ``folder``; WorkspaceError says what is wrong with it."""
        templates, rules = load_templates(own_templates(folder)), load_exclusions(own_exclusions(folder))
        placing, focus = FirmPlacement(templates, rules), FocusPlacement(templates, rules)
        home = cls(Workspace.open(folder, derivations=[placing, focus]))
        home.renew_templates(templates, rules)
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

    def renew_templates(self, templates: Mapping[str, ChainTemplate], rules: Exclusions | None = None) -> None:
        """Load the chain templates again when they, or the exclusions, changed; the run before is undone."""
        run = template_run(templates, rules)
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
        """Load tables, or one filled-in review book; the report accounts for every row."""
        from loaders.forms import is_review_book
        from loaders.pipeline import load

        paths = list(paths)
        books = [path for path in paths if is_review_book(path)]
        if books and (len(paths) > 1 or source or kind):
            raise UsageError("review.alone", file=books[0])
        if books:
            return self.load_review(books[0])
        self._snapshots.clear()
        return load(self.workspace, paths, source=source, kind=kind, progress=progress)

    def load_review(self, path: Path, *, write: bool = True) -> LoadReport:
        """Bring a filled-in review book back: its decisions are one run; rows without a verdict change nothing."""
        from liantu.review_back import load_review

        report = load_review(self.workspace, self.snapshot(), path, today=date.today(), write=write)
        self._snapshots.clear()
        return report

    def merge(self, a: str, b: str, *, same: bool = True, who: str, reason: str, day: date | None = None) -> int:
        """Decide that two uids are (``same``) or are not one thing; return the decision's number.

        Raises
        ------
        NotPossible
            A uid is unknown, both are one, they are of kinds that cannot be one, they have different valid credit
            codes, or nobody signed.
        """
        from liantu.merging import decide

        number = decide(self.workspace, self.snapshot(), a, b, same=same, who=who, reason=reason, day=day)
        self._snapshots.clear()
        return number

    def withdraw(self, decision: int) -> None:
        """Take a decision on two uids back; NotPossible where none of that number is in force."""
        self.workspace.withdraw(decision)
        self._snapshots.clear()

    def undo(self, run: int) -> None:
        """Undo a run; NotPossible where there is none of that number."""
        self._snapshots.clear()
        self.workspace.undo(run)

    def copy_template(self, chain: str) -> Path:
        """Copy a shipped chain template, or the exclusions 剔除规则, into the workspace for editing.

        ``chain`` is a chain's id, name or alias, or ``exclusions``; UsageError where a copy is there already.
        """
        folder, source = self.workspace.folder / OWN, resources.files("graph.chains")
        if chain in ("exclusions", say("chains.what_exclusions", "zh")):
            target, shipped = folder / EXCLUSIONS, source / EXCLUSIONS
        else:
            target = folder / f"{resolve_chain(load_templates(), chain).chain}.yaml"
            shipped = source / "templates" / target.name
        if target.exists():
            raise UsageError("cli.template_there", path=target)
        folder.mkdir(exist_ok=True)
        with resources.as_file(shipped) as file:
            shutil.copyfile(file, target)
        return target

    def _shared(self) -> AbstractContextManager[SharedGraph]:
        from liantu.querying import own_graph

        return own_graph(self.workspace)

    # -- the workspace itself --------------------------------------------------------------------------------------

    def snapshot(self, as_of: date | None = None) -> Snapshot:
        """Return the graph at a day."""
        if as_of not in self._snapshots:
            self._snapshots[as_of] = self.workspace.snapshot(as_of)
        return self._snapshots[as_of]

    def review(
        self, out: Path, *, region: str | None = None, chain: str | None = None, as_of: date | None = None
    ) -> Review:
        """Write the review sheet 人工复核表 of a region's chains; ``load_review`` brings it back."""
        from analyses.review import review
        from visualizations.review_sheet import write_review

        asked = self._region(region)
        found = review(self.snapshot(as_of), self.workspace.duplicates(), region=asked, chain=chain)
        places = [self.describe_region(place) for place in ([asked] if isinstance(asked, str) else asked)]
        write_review(
            found, out, region="、".join(places), chain=self.chain_name(chain) if chain else say("review.every_chain")
        )
        return found

    def duplicates(self) -> Result:
        """List nodes that may be one thing, with the reason why they stand apart."""
        from analyses.review import DUPLICATES, duplicate_pairs

        rows = duplicate_pairs(self.snapshot(), self.workspace.duplicates())
        return Result("merge", rows[[name for name in DUPLICATES if name != "stamp"]], {}, {}, self.snapshot().as_of)

    def decisions(self) -> Result:
        """List all decisions on duplicates, withdrawn ones too."""
        return Result("merge", self.workspace.decisions(), {"decisions": True}, {}, self.snapshot().as_of)

    def sql(self, statement: str, *, parameters: Mapping[str, object] | None = None, limit: int = 10_000) -> Result:
        """Answer one read-only SQL statement over the nodes and edges."""
        rows, cut = self.workspace.sql(statement, dict(parameters or {}), limit=limit)
        hidden = self.workspace.hidden()
        warnings: tuple[str, ...] = (say("output.cut", limit=limit),) if cut else ()
        warnings += (say("cli.withheld_sql", count=hidden),) if hidden else ()
        told = {"statement": statement, **dict(parameters or {})}
        return Result("sql", rows, told, {}, None, warnings=warnings)

    def sql_tables(self) -> Result:
        """Return the tables and columns that ``sql`` can read, named in both languages."""
        return Result("tables", self.workspace.tables(), {"tables": True}, {}, None)

    def runs(self, number: int | None = None) -> Result:
        """List the runs, or the counts by kind of one run."""
        if number is None:
            runs = self.workspace.runs().rename(columns={"priority": "source_priority"})
            return Result("runs", runs, {}, {}, None)
        report = self.workspace.run(number)
        kept = ("kind", "created", "updated", "unchanged", "waiting")
        rows = pd.DataFrame([{name: getattr(count, name) for name in kept} for count in report.counts], columns=kept)
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
        names = {kind.name: name_of(kind) for kind in declared(self.workspace.schema)}
        names |= {why: say(f"cli.wait_{why}") for why in held.waiting}
        rows.insert(2, "part_name", [say(f"cli.part_{part}") for part in rows["part"]])
        rows.insert(3, "name", [names.get(kind, kind) for kind in rows["kind"]])
        return Result("status", rows, {"folder": str(self.workspace.folder)}, {}, self.snapshot().as_of)


def find_folder(folder: Path | None) -> Path | None:
    """Return ``folder``, else the nearest folder upward from here that has settings, else None."""
    if folder is not None:
        return folder
    here = Path.cwd()
    return next((place for place in (here, *here.parents) if (place / FILE).is_file()), None)


def check_tables(
    paths: Sequence[Path],
    *,
    home: Home | None,
    source: Path | None = None,
    kind: str | None = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Do all that ``load`` does except writing; without a workspace no home district settles ambiguous places."""
    from loaders.forms import is_review_book
    from loaders.pipeline import check

    books = [path for path in paths if is_review_book(path)]
    if books and (len(paths) > 1 or source or kind):
        raise UsageError("review.alone", file=books[0])
    if books and home is None:
        raise WorkspaceError("cli.no_workspace", start=Path.cwd())
    if books and home is not None:
        return home.load_review(books[0], write=False)
    return check(list(paths), workspace=home.workspace if home else None, source=source, kind=kind, progress=progress)


def check_template(file: Path) -> str:
    """Return a sentence that a chain template, or an exclusions file, has no faults; UsageError lists them all."""
    from graph.chains.validation import check_file

    if not file.is_file():
        raise UsageError("cli.no_file", path=file)
    if file.name == EXCLUSIONS:
        return say("cli.exclusions_good", file=file, types=len(read_exclusions(file).types))
    template = load_template(read_text(file, WHAT), str(file))
    others = {name: other for name, other in load_templates().items() if name != template.chain}
    found = check_file(file, others)
    if found:
        raise UsageError("cli.template_faults", file=file, count=len(found), faults="\n".join(found))
    return say("cli.template_good", file=file, segments=len(template.segments))
