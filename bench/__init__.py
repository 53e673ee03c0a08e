"""Measures what the room promises about speed: the wall at any size, and the import against DuckDB's raw COPY."""
