"""Who is who: blocking, comparison, clustering with a guard, clerical review."""

from __future__ import annotations

from comity.linkage.resolution import PROBABLE, resolve
from comity.linkage.vocabulary import Evidence, Merge, Profile, Question, Resolution

__all__ = ["PROBABLE", "Evidence", "Merge", "Profile", "Question", "Resolution", "resolve"]
