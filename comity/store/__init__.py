"""All disk: facts, decisions, search, and the engines that read them."""

from __future__ import annotations
