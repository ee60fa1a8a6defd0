"""What a text does: asks, promises, thanks."""

from __future__ import annotations
