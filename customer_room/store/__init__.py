"""The room's DuckDB file: the one place that reads and writes it."""
