"""The shared graph in Neo4j: a server of one's own, the address of any server, the connection to it."""
