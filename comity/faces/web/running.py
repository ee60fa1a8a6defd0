"""An evening served: the pages of the book, led to its console; phones let in where asked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.faces.web.following import Follower
from comity.faces.web.phone_door import Door, addresses
from comity.faces.web.security import LOOPBACK
from comity.faces.web.serve import serve

if TYPE_CHECKING:
    from pathlib import Path

    from comity.store.events import EventFile


def run(
    folder: Path,
    file: EventFile,
    *,
    phones: bool,
    phones_at: str,
    port: int | None,
    browser: bool,
) -> None:
    """Serve an evening until interrupted; phones that were let in before are let in again."""
    evening = Follower(file).look()  # as it was when it was cut off: the clock ran on meanwhile
    door = Door()
    before = evening.door if evening.door and evening.door[0] in {*addresses(), LOOPBACK} else None
    if phones or before:
        where = phones_at or (before[0] if before else "") or _likeliest()
        door.open(file, where, before[1] if before and before[0] == where else None)
        sys.stdout.write(
            f"Phones in this network reach their guest's page at  {door.address}\n"
            "The console has the links and codes, and shuts the door again.\n"
        )
    try:
        serve(
            folder,
            as_of_us=None,
            port=port,
            host=LOOPBACK,
            browser=browser,
            door=door,
            home=f"/event/{file.folder.name}/console",
        )
    finally:
        door.close()


def _likeliest() -> str:
    found = addresses()
    if not found:
        raise BadInput("this machine is in no network", hint="join a Wi-Fi network first")
    return found[0]
