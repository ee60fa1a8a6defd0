"""A mistake of ours in, what may be told of it out."""

from __future__ import annotations

from pathlib import Path


def place(error: BaseException) -> str:
    """Return what went wrong and where, without its words: they may be somebody's mail."""
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    where = f"{Path(at.tb_frame.f_code.co_filename).name} line {at.tb_lineno}" if at else "unknown"
    return f"{type(error).__name__} in {where}"
