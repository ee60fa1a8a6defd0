"""What one tends: help given and had, whom to tend how, the week, the year, the book as it was."""

from __future__ import annotations
