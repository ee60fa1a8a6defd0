"""Comity: a local-first relationship engine for professionals."""

from __future__ import annotations

__version__ = "0.1.0"
