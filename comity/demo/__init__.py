"""A seeded synthetic world with known truth."""

from __future__ import annotations
