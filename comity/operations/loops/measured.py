"""How right what is said of promises was found to be, by reading; ``docs/science.md`` tells how."""

from __future__ import annotations

MEASURED = ""
