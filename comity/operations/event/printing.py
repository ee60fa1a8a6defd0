"""The sheets of an event, written beside it as it stands."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from comity.operations.event.evening import told
from comity.operations.event.sheets import Programme, sheets
from comity.store import durable

if TYPE_CHECKING:
    from pathlib import Path

    from comity.operations.event.evening import Evening
    from comity.store.events import EventFile

SHEETS = "sheets"  # the folder of an event that is printed from


def programme(evening: Evening) -> Programme:
    """Return what the sheets say of an evening."""
    return Programme(
        title=evening.title,
        on=date.fromisoformat(evening.on) if evening.on else None,
        starts=time.fromisoformat(evening.starts),
        place=evening.place,
        host=evening.host,
        rounds=len(evening.seating) or evening.rounds,
        round_minutes=max(round(evening.round_s / 60), 1),
        size=evening.size,
        guests=len(evening.guests),
    )


def print_sheets(file: EventFile) -> Path:
    """Write the sheets of an event as it stands, in place of earlier ones; return their folder."""
    folder = file.folder / SHEETS
    with durable.refusals(file.folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        for name, text in sheets(programme(told(file.acts()))).items():
            (folder / name).write_text(text, "utf-8")
    return folder
