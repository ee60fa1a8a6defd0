"""Where events lie in a book; see ``acts``."""

from __future__ import annotations

from typing import ClassVar

from comity.store.acts import Act, ActFile

__all__ = ["Act", "EventFile"]  # whoever tells of an event needs both


class EventFile(ActFile):
    """The acts of one event."""

    what: ClassVar[str] = "event"
    home: ClassVar[str] = "events"
