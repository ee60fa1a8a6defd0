"""The verbs: typed functions of a Book."""

from __future__ import annotations
