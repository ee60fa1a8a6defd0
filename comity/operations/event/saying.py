"""Say something of an event, and take back what was said last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.operations.event.course import BY_HAND
from comity.operations.event.evening import ADDED, REVOKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.store.events import Act, EventFile

_TAKEN_BACK = BY_HAND | {ADDED}


def last_step(acts: Sequence[Act]) -> list[Act]:
    """Return what the organiser said last and did not take back: all acts of that moment."""
    revoked = {id_ for act in acts if act.kind == REVOKED for id_ in act.body["acts"]}
    said = [act for act in acts if _is_by_hand(act) and act.id not in revoked]
    return [act for act in said if act.at_us == said[-1].at_us]


def _is_by_hand(act: Act) -> bool:
    return act.kind in _TAKEN_BACK or act.body.get("by_hand") is True


def undo(file: EventFile, *, at_us: int) -> list[Act]:
    """Take back what the organiser said last; return it, or nothing where nothing was said."""
    while step := last_step(acts := file.acts()):
        body: dict[str, Any] = {"acts": [act.id for act in step]}
        if file.append(REVOKED, body, at_us=at_us, after=acts[-1].id):
            return step
    return []
