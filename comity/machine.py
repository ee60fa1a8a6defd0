"""What this machine says of the place it stands in."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def region() -> str:
    """Return the region this machine is set up for (POSIX locale: de_AT.UTF-8); "" for none."""
    for name in ("LC_ALL", "LC_TELEPHONE", "LANG"):
        found = os.environ.get(name, "").partition(".")[0].partition("@")[0].partition("_")[2]
        if len(found) == 2 and found.isalpha() and found.isupper():  # noqa: PLR2004 - ISO 3166
            return found
    return ""


def zone() -> str:
    """Return this machine's time zone as an IANA name; UTC when it does not say."""
    from zoneinfo import ZoneInfo

    local, told = Path("/etc/localtime"), Path("/etc/timezone")
    linked = str(local.resolve()) if local.is_symlink() else ""
    written = told.read_text("utf-8", "replace") if told.is_file() else ""
    for said in (os.environ.get("TZ", "").removeprefix(":"), linked, written.strip()):
        name = said.partition("zoneinfo/")[2] or said
        if name:
            with suppress(ValueError, OSError, KeyError):
                return ZoneInfo(name).key
    return "UTC"
