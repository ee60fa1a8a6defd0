"""The build's steps: each reads tables through one DuckDB connection and makes derived ones."""

from __future__ import annotations
