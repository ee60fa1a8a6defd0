"""The command line: parse, call the operation, show what it returns."""

from __future__ import annotations

from comity.faces.cli.command import main

__all__ = ["main"]
