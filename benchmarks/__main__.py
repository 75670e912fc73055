"""Run the benchmarks and print one table: ``python -m benchmarks [name ...]``."""

from __future__ import annotations

import sys

from benchmarks import bench_gaps, bench_load, bench_neo4j, bench_neo4j_large, bench_startup, bench_views
from benchmarks.measure import Row, print_table

MODULES = {
    "startup": bench_startup, "load": bench_load, "gaps": bench_gaps, "views": bench_views, "neo4j": bench_neo4j,
    "neo4j-large": bench_neo4j_large,
}  # fmt: skip


def main() -> None:
    names = sys.argv[1:] or list(MODULES)
    unknown = [name for name in names if name not in MODULES]
    if unknown:
        sys.exit(f"unknown benchmark {unknown[0]}; known: {', '.join(MODULES)}")
    rows: list[Row] = []
    for name in names:
        found = MODULES[name].run()
        rows += found
        print_table(found, sys.stderr)
    print_table(rows, sys.stdout)


if __name__ == "__main__":
    main()
