"""``python -m liantu``: the same command line as ``liantu``."""

from liantu.cli.main import main

if __name__ == "__main__":
    main()
