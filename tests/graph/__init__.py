"""Shapes of small graphs, told by hand."""
