"""A place in a draft and what to say of it in, a finding out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from comity.language.draft.letter import Span
from comity.operations.draft.documents import Finding

if TYPE_CHECKING:
    from comity.language.draft.letter import Letter
    from comity.operations.draft.documents import Ground

Severity = Literal["stop", "consider"]
NOWHERE = Span(0, 0)  # of what is missing


def found(
    letter: Letter,
    span: Span,
    rule: str,
    severity: Severity,
    advice: str,
    *,
    ground: Ground | None = None,
) -> Finding:
    """Return a finding of the words at a place."""
    return Finding(
        rule=rule,
        severity=severity,
        start=span.start,
        end=span.end,
        text=letter.of(span),
        advice=advice,
        ground=ground,
    )
