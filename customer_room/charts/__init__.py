"""A view's numbers as Plotly figures."""
