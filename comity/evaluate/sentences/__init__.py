"""How well it is told what a sentence does: asks, promises, is polite."""

from __future__ import annotations
