"""The catalogue of gap queries 查询目录, and how a query of anybody's is run without harm."""
