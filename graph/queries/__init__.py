"""The catalogue of gap queries 查询目录, and how a query of anybody's is run without harm."""

ROWS = 10_000  # fetched at most, unless asked otherwise
TIMEOUT = 60.0  # seconds to wait at most, unless asked otherwise
