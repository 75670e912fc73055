"""Results and parts of the graph drawn: chain maps and networks that open offline."""
