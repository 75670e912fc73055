"""Queries that ask another database, and queries in which ``use`` is only a name."""

ELSEWHERE = [
    "USE neo4j RETURN 1 AS x", "use neo4j RETURN 1 AS x", "Us\\u0065 neo4j RETURN 1 AS x", "USE(neo4j) RETURN 1 AS x",
    "USE (neo4j) MATCH (n) RETURN count(n) AS c", "USE /* x */ ( `neo4j` ) RETURN 1 AS x", "USE GRAPH neo4j RETURN 1 AS x",
    "/* x */ USE // y\nneo4j RETURN 1 AS x", "// x\rUSE neo4j RETURN 1 AS x", "USE\u3000neo4j RETURN 1 AS x",
    "USE as MATCH (n) RETURN n", "USE `as` MATCH (n) RETURN n", "CYPHER 5 USE neo4j RETURN 1 AS x",
    "CYPHER planner=cost USE neo4j RETURN 1 AS x", "RETURN 1 AS x UNION USE neo4j RETURN 2 AS x",
    "RETURN 1 AS x UNION ALL USE neo4j RETURN 2 AS x", "RETURN 1 AS x UNION DISTINCT USE (neo4j) RETURN 2 AS x",
    "CALL { USE neo4j RETURN 1 AS y } RETURN y", "CALL () { /* x */ USE neo4j RETURN 1 AS y } RETURN y",
    "WITH 1 AS x CALL (x) { USE (neo4j) RETURN 1 AS y } RETURN y", "WITH 1 AS x CALL { WITH x USE neo4j RETURN 1 AS y } RETURN y",
    "WITH 1 AS x CALL { WITH * USE neo4j RETURN 1 AS y } RETURN y",
    "WITH 1 AS return CALL { WITH return USE neo4j RETURN 1 AS y } RETURN y",
    "WITH 1 AS x, 2 AS where CALL { WITH x, where USE neo4j RETURN 1 AS y } RETURN y",
    "WITH 1 AS with CALL { WITH with USE neo4j RETURN 1 AS y } RETURN y",
    "WITH 1 AS order, 2 AS by CALL { WITH order, by USE neo4j RETURN 1 AS y } RETURN y",
    "WITH 1 AS by CALL { WITH by USE neo4j RETURN 1 AS y } RETURN y",
    "WITH 1 AS use CALL { WITH use USE neo4j RETURN 1 AS y } RETURN y",
    "WITH 1 AS `return` CALL { WITH `return` USE neo4j RETURN 1 AS y } RETURN y",
    "RETURN EXISTS { USE neo4j MATCH (n) RETURN n } AS x", "RETURN COUNT { USE neo4j MATCH (n) RETURN n } AS x",
    "RETURN COLLECT { USE neo4j MATCH (n) RETURN n.uid } AS x", "RETURN 1 AS x; USE neo4j RETURN 1 AS x",
    "FOREACH (x IN [1] | USE neo4j CREATE (n))", "CYPHER 25 RETURN 1 AS x NEXT USE neo4j RETURN x",
    "CYPHER 25 WHEN true THEN USE neo4j RETURN 1 AS x", "CYPHER 25 WHEN false THEN RETURN 1 AS x ELSE USE neo4j RETURN 1 AS x",
    "CYPHER 25 WHEN true THEN { USE neo4j RETURN 1 AS x }", "CYPHER 25 USE neo4j { RETURN 1 AS x }",
]  # fmt: skip
"""Every way to ask another database; most are understood by the long-term release, the last ones by the newest."""
NAMES = [
    "MATCH (use:Firm) RETURN use AS x", "MATCH (use:Firm) WHERE use.uid = 'a' RETURN use AS x ORDER BY use DESC",
    "MATCH (use:Firm)-[r]->(use2) RETURN use2.uid AS a, use AS b", "MATCH (use:Firm) WHERE use IS NOT NULL RETURN use.uid AS x",
    "UNWIND [1] AS x MATCH (n:Firm) WHERE (n.uid = 'a') AND n.use IS NULL RETURN [use IN [1] | use] AS y",
    "MATCH (n)-[use:Use WHERE true]->(m) RETURN count(use) AS c", "MATCH (n) RETURN {use: n.use} AS `use`",
    "MATCH (n:Firm) WITH n AS `use` RETURN `use` AS x",
]  # fmt: skip
"""Queries in which it is a name."""
