"""Parse, call, show; no logic."""

from __future__ import annotations
