"""Errors that tell a person what is wrong, where, and how to mend it.

Every error names an entry of the word catalogue (``graph/words``), so the same fault is told in Chinese or English.
The exit code of the command line is a property of the error's class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.words import say

if TYPE_CHECKING:
    from pydantic import ValidationError

INTERRUPTED = 130
"""Exit code of a command that was stopped with Ctrl-C."""


class LiantuError(Exception):
    """A fault a person can mend.

    Parameters
    ----------
    key : str
        Entry of the word catalogue, ``"<file>.<entry>"``.
    **values
        What the entry's text names: file, sheet, row, column, remedy.
    """

    exit_code = 4

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def text(self, lang: str | None = None) -> str:
        """Return the message in ``lang`` (``zh`` or ``en``; None: the language in force)."""
        return say(self.key, lang, **self.values)

    def __str__(self) -> str:
        return self.text()


class NotPossible(LiantuError):  # noqa: N818 - an answer, not a fault
    """The question has no answer here: unknown region, unknown chain, nothing loaded (exit code 1)."""

    exit_code = 1


class UsageError(LiantuError):
    """The command or a file the user wrote (template, source, settings) is wrong (exit code 2)."""

    exit_code = 2


class SchemaError(UsageError):
    """A declaration of a kind contradicts itself or the others."""


class DataError(LiantuError):
    """An input table cannot be read or was rejected (exit code 3)."""

    exit_code = 3


class WorkspaceError(LiantuError):
    """The workspace or the server cannot be used: unreadable, locked, newer version, full disk (exit code 4)."""

    exit_code = 4


def faults_of(error: ValidationError, most: int | None = None) -> str:
    """Return what a declaration or setting gets wrong, the first ``most`` faults: where, and what."""
    return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:most])
