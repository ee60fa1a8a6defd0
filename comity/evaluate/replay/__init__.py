"""The plan, replayed: a log of contact in, whom each rule names in time out."""

from __future__ import annotations
