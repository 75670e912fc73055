"""Storage types of the schema as Arrow types."""

from __future__ import annotations

import pyarrow as pa

STRING = pa.string()
_TYPES: dict[str, pa.DataType] = {
    "VARCHAR": STRING,
    "DECIMAL(18,2)": pa.decimal128(18, 2),
    "DATE": pa.date32(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "VARCHAR[]": pa.list_(STRING),
}


def arrow_type(storage: str) -> pa.DataType:
    """Return the Arrow type of a storage column's type."""
    return _TYPES[storage]
