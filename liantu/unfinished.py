"""Work that was stopped midway, and what stands."""

from __future__ import annotations

from graph.errors import INTERRUPTED, LiantuError, WorkspaceError
from graph.words import say


class Unfinished(WorkspaceError):  # noqa: N818 - a state of the work, whatever the fault
    """Work that was stopped after it had begun to change something: why, and what stands; Ctrl-C counts as any other stop."""

    def __init__(self, key: str, why: LiantuError | KeyboardInterrupt, **values: object) -> None:
        super().__init__(key, **values)
        self.why = why
        self.exit_code = why.exit_code if isinstance(why, LiantuError) else INTERRUPTED

    def text(self, lang: str | None = None) -> str:
        """Return the message in ``lang``."""
        told = self.why
        why = told.text(lang) if isinstance(told, LiantuError) else say("neo4j_graph.stopped_by_hand", lang)
        return say(self.key, lang, why=why, **self.values)
