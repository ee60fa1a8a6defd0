"""The language of a text: told in ``normalise``, where sources may ask for it too."""

from __future__ import annotations

from comity.normalise.language import language_of

__all__ = ["language_of"]
