"""Relationship features as Ibis expressions: tables in, table out."""

from __future__ import annotations
