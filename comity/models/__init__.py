"""Fitted things as frozen numbers in JSON, and the formulas that use them."""

from __future__ import annotations
