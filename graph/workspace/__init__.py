"""Runs, records, merging, the fold into the graph, on one DuckDB file."""
