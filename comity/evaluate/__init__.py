"""The measuring bench: the program's own guesses against what came to pass and against others."""

from __future__ import annotations
