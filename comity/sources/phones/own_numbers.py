"""A file in, whether it is Google Voice's list of its user's own numbers out: nobody's card."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def is_own_numbers(path: Path) -> bool:
    """Tell ``Voice/Phones.vcf`` by the pages of calls beside it."""
    return path.name == "Phones.vcf" and (path.parent / "Calls").is_dir()
