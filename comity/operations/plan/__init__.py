"""Whom to tend: one module a kind of suggestion, each finding candidates; then the choice."""

from __future__ import annotations
