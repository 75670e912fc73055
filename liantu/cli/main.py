"""The front door: one typer application, its options in common, and the edge where errors become exit codes.

Exit codes: 0 done · 1 the answer is "not possible", with the reason · 2 wrong usage · 3 data rejected (something was
quarantined, the rest loaded) · 4 workspace or server unusable · 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from graph.errors import INTERRUPTED, LiantuError, UsageError, WorkspaceError
from graph.words import LANGUAGES, say, set_language
from liantu import __version__

DEBUG = "LIANTU_DEBUG"  # set: a fault of our own is shown as a traceback


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"liantu {__version__}")
        raise typer.Exit


def build_app() -> typer.Typer:
    """Return the application with every command; texts are taken in the language in force."""
    from liantu.cli import data, deciding, neo4j, querying, questions, tour, views

    app = typer.Typer(
        name="liantu",
        help=say("cli.app"),
        epilog=say("cli.exit_codes"),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )
    app.callback()(_common)
    for group in (data, deciding, questions, querying, views, neo4j, tour):
        group.register(app)
    return app


def _common(
    lang: Annotated[str | None, typer.Option("--lang", help=say("cli.opt_lang"))] = None,
    version: Annotated[
        bool, typer.Option("--version", help=say("cli.opt_version"), callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """Options before the command."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; every fault a person can mend ends in one message and its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    set_language(_asked_language(arguments))
    try:
        code = _run(arguments)
        if code == INTERRUPTED:
            _complain(say("cli.interrupted"))
        sys.exit(code)
    except LiantuError as error:
        _complain(error.text())
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _complain(say("cli.interrupted"))
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # the reader of our output has gone (`| head`); nothing is lost, and python must not complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _complain(say("cli.os_error", file=error.filename or "", reason=error.strerror or error))
        sys.exit(UsageError.exit_code)
    except Exception:  # the one edge at which a fault of ours must not meet a user as a traceback
        if os.environ.get(DEBUG):
            raise
        _complain(say("cli.our_fault", file=_written_down()))
        sys.exit(WorkspaceError.exit_code)


def _run(arguments: Sequence[str]) -> int:
    """Parse and run; what the parser finds wrong is told in the language in force. Return the exit code."""
    from typer.main import get_command

    from liantu.cli.parser_words import fault_in_words, speak_words

    speak_words()
    command = get_command(build_app())
    try:
        # a command that ends by itself returns nothing, one that was stopped returns the parser's code
        code = command.main(list(arguments), prog_name="liantu", standalone_mode=False)
    except typer.Abort:
        return INTERRUPTED
    except Exception as error:
        told = getattr(error, "format_message", None)  # the parser's faults, whichever library typer builds on
        if told is None:
            raise
        context = getattr(error, "ctx", None)
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(told(), err=True)
        else:
            _complain(fault_in_words(told(), sorted(getattr(command, "commands", {}))))
            typer.echo(say("cli.see_help", command=context.command_path if context else "liantu"), err=True)
        return UsageError.exit_code
    return code if isinstance(code, int) else 0


def _asked_language(arguments: Sequence[str]) -> str | None:
    """Return what ``--lang`` asks for, found before the parser runs because help texts depend on it."""
    for place, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if value in LANGUAGES:
            return value
    return None


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page: Chinese Windows would stop at the first rare character."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _written_down() -> Path:
    """Write the traceback of the fault at hand to a file, for a report, and return where."""
    with tempfile.NamedTemporaryFile("w", prefix="liantu-", suffix=".log", delete=False, encoding="utf-8") as file:
        traceback.print_exc(file=file)
    return Path(file.name)


def _complain(text: str) -> None:
    typer.echo(say("cli.error", text=text), err=True)
