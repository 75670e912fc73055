"""One declaration per kind; tables, header matching, docs, colours and test strategies are derived from it."""

from graph.schema.core import EdgeKind, End, Field, Link, NodeKind, StorageColumn, Validity
from graph.schema.registry import Schema, load_schema

__all__ = ["EdgeKind", "End", "Field", "Link", "NodeKind", "Schema", "StorageColumn", "Validity", "load_schema"]
