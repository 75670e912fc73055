"""The shared graph measured on one real server: push, pull, the large graph, the catalogue of queries."""
