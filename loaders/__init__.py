"""Tables in, records out: readers, header matching, value types, sources, load report."""
