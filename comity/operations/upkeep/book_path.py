"""Where the book is: named, else the variable, else the platform's data folder."""

from __future__ import annotations

import os
from pathlib import Path


def book_folder(named: Path | None) -> Path:
    """Return ``--book``, else ``COMITY_BOOK``, else the platform's data folder for Comity."""
    if named:
        return named.expanduser()
    if variable := os.environ.get("COMITY_BOOK"):
        return Path(variable).expanduser()
    from platformdirs import user_data_path

    return user_data_path("comity", appauthor=False)
