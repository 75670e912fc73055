"""An interactive prompt for the shared graph: history, completion of labels, types and query names, timing."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from analyses.result import Result
from graph.errors import LiantuError
from graph.queries.catalogue import catalogue, find_query
from graph.queries.tokens import tokens
from graph.schema import EdgeKind, NodeKind, Schema
from graph.words import say
from liantu.query_listing import describe_query, list_queries
from liantu.query_parameters import is_statement, parameter_pairs
from liantu.query_words import told
from liantu.querying import SharedGraph, ask

_KEYWORDS = (
    "MATCH", "OPTIONAL MATCH", "WHERE", "WITH", "RETURN", "ORDER BY", "LIMIT", "UNWIND", "EXISTS", "COUNT", "DISTINCT",
    "CASE", "WHEN", "THEN", "ELSE", "END", "AND", "OR", "NOT", "IS NULL", "IS NOT NULL", "STARTS WITH", "CONTAINS",
)  # fmt: skip
_COMMANDS = (":help", ":queries", ":show", ":quit")
_WORD = re.compile(r"(?::[\w-]*|[\w-]+)$")
_ROWS = 1_000

Show = Callable[[Result], None]
Tell = Callable[[str], None]


class GraphCompleter(Completer):
    """Completes query names and commands at the start, labels and types after a colon, else keywords and fields.

    The schema is asked for when its names are first wanted: it may have to be read from a database.
    """

    def __init__(self, schema: Callable[[], Schema]) -> None:
        self._schema = schema
        self._queries = {name: query.header.zh for name, query in catalogue().items()}

    @cached_property
    def _kinds(self) -> list[NodeKind | EdgeKind]:
        schema = self._schema()
        return [*schema.nodes.values(), *schema.edges.values()]

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {kind.name: kind.zh for kind in self._kinds}

    @cached_property
    def _fields(self) -> list[str]:
        return sorted({field.name for kind in self._kinds for field in kind.fields} | {"uid", "key"})

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Completion]:
        """Give what may stand where the cursor is, with its Chinese name beside it."""
        before = document.text_before_cursor
        found = _WORD.search(before)
        word = found[0] if found else ""
        yield from _matching(word, self._offered(before[: len(before) - len(word)], word))

    def _offered(self, before: str, word: str) -> dict[str, str]:
        if not before.strip():
            return {**dict.fromkeys(_COMMANDS, ""), **self._queries, **dict.fromkeys(_KEYWORDS, "")}
        if word.startswith(":") or before.rstrip().endswith("|"):
            return {f":{name}" if word.startswith(":") else name: zh for name, zh in self._labels.items()}
        if before.endswith("."):
            return dict.fromkeys(self._fields, "")
        if before.strip() == ":show":
            return self._queries
        return dict.fromkeys(_KEYWORDS, "")


def _matching(word: str, offered: dict[str, str]) -> Iterator[Completion]:
    for name, meaning in offered.items():
        if name.lower().startswith(word.lower()):
            yield Completion(name, start_position=-len(word), display_meta=meaning)


class _KeptHistory(FileHistory):
    """What was typed, in a file for its owner only, as it may name confidential firms; without one where that fails."""

    def load_history_strings(self) -> Iterable[str]:
        """Return what the file holds, the newest first."""
        try:
            return super().load_history_strings()
        except OSError:
            return ()

    def store_string(self, string: str) -> None:
        """Add a statement to the file."""
        with suppress(OSError):
            file = Path(os.fsdecode(self.filename))
            file.touch(mode=0o600)
            if not file.is_symlink() and file.is_file():  # made by an earlier version for all to read
                file.chmod(0o600)
            super().store_string(string)


def history_file() -> Path | None:
    """Return where the statements of earlier sessions are kept, None for a person without a home folder."""
    try:
        return Path.home() / ".liantu_history"
    except RuntimeError:
        return None


def read_lines(
    schema: Callable[[], Schema],
    history: Path | None = None,
    *,
    source: Input | None = None,
    output: Output | None = None,
) -> Iterator[str]:
    """Give what a person types, statement by statement, until the end of input or ``:quit``.

    A statement goes on until a line ends in ``;``; names of queries and commands are one line. Ctrl-C drops what was
    typed.
    """
    kept: History = _KeptHistory(str(history)) if history is not None else InMemoryHistory()
    session: PromptSession[str] = PromptSession(
        "liantu> ", history=kept, completer=GraphCompleter(schema), complete_while_typing=False, input=source, output=output,
        prompt_continuation="     …> ",
        multiline=Condition(lambda: is_open(session.default_buffer.text)),
    )  # fmt: skip
    while True:
        try:
            text = session.prompt().strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if text == ":quit":
            return
        if text:
            yield text


def is_open(text: str) -> bool:
    """Whether a statement goes on: Cypher that no semicolon ends; one in a text or a comment ends nothing."""
    found = tokens(text)
    if not found:
        return bool(text.strip())  # a comment before the statement
    return is_statement(text) and found[-1].text != ";"


def split_lines(text: str) -> Iterator[str]:
    """Give the statements and names of queries in a text, as a person would type them, until its end or ``:quit``."""
    held: list[str] = []
    for line in text.splitlines():
        held.append(line)
        whole = "\n".join(held).strip()
        if whole == ":quit":
            return
        if whole and not is_open(whole):
            yield whole
            held = []
    if tokens("\n".join(held)):
        yield "\n".join(held).strip()


def answer_lines(lines: Iterable[str], graph: SharedGraph, show: Show, tell: Tell, *, patient: bool = False) -> int:
    """Answer each line; what is wrong with one is told, and the next is read.

    Returns the exit code of the first that was wrong, 0 where none was. ``patient``: Ctrl-C stops the query that runs, not the shell.
    """
    once = _Once(say(graph.at_place("output.cut"), limit=_ROWS))
    code = 0
    for line in lines:
        try:
            _answer(line, graph, lambda result: show(once.said(result)), tell)
        except LiantuError as error:
            tell(say("cli.error", text=error.text()))
            code = code or error.exit_code
        except KeyboardInterrupt:
            if not patient:
                raise
            tell(say("queries.stopped"))
    return code


class _Once:
    """Says a warning once in a session; ``always`` is said each time."""

    def __init__(self, always: str) -> None:
        self._always = always
        self._told: set[str] = set()

    def said(self, result: Result) -> Result:
        """Return the answer with the warnings that were not said before."""
        new = tuple(text for text in result.warnings if text == self._always or text not in self._told)
        self._told |= set(new)
        return replace(result, warnings=new)


def _answer(line: str, graph: SharedGraph, show: Show, tell: Tell) -> None:
    head, _, rest = line.partition(" ")
    if head == ":help":
        tell(say("queries.shell_help"))
    elif head == ":queries":
        show(list_queries())
    elif head == ":show":
        tell(describe_query(find_query(rest.strip())))
    else:
        statement = is_statement(line)
        words = [] if statement else re.findall(r'(?:[^\s"]|"[^"]*"?)+', rest.rstrip().rstrip(";"))
        given = dict(parameter_pairs(map(_unquoted, words)))
        start = time.perf_counter()
        result = ask(graph, line.rstrip().rstrip(";") if statement else head.rstrip(";"), given, limit=_ROWS)
        seconds = time.perf_counter() - start
        show(result if statement else told(find_query(head.rstrip(";")), result, lambda: graph.schema))
        tell(say("queries.took", rows=len(result.rows), seconds=f"{seconds:.2f}"))


def _unquoted(word: str) -> str:
    """Return ``name="a text"`` without the quotes that hold a text with blanks together; JSON keeps its own."""
    name, equals, value = word.partition("=")
    return word if name.endswith(":") else name + equals + value.strip('"')
