"""Strings in, strings out: addresses, names, phones, organisations, bodies, times."""

from __future__ import annotations
