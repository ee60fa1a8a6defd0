"""Tests of strings in, strings out."""

from __future__ import annotations
