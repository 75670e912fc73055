"""``python -m liantu``: the same command line as ``liantu``."""

from liantu.cli.main import main

if __name__ == "__main__":
    try:
        main()
    finally:
        # an interrupt within the exec of a text (as when a dataclass is made on import) leaves a note that makes Python
        # end by the signal, although it was caught and has its exit code; running another text takes the note away
        exec("")  # noqa: S102
