"""Pairs of many people compared all at once, in columns."""
