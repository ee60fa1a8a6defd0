"""Where surveys lie in a book; see ``acts``."""

from __future__ import annotations

from typing import ClassVar

from comity.store.acts import ActFile


class SurveyFile(ActFile):
    """The acts of one survey: its question, and each answer."""

    what: ClassVar[str] = "survey"
    home: ClassVar[str] = "surveys"
