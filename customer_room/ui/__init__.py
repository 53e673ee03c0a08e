"""Streamlit components and what the pages are made of."""
