"""The tests: unit (no Streamlit, no disk), store (a real DuckDB), pages (AppTest), e2e (a real browser), wheel."""
