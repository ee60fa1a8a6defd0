"""Folders and archives that hold files of other sources."""
