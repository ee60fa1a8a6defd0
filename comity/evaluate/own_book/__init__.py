"""The user's own book, measured: closed windows in, what came of the forecasts out."""

from __future__ import annotations
