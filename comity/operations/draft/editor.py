"""A draft and what is known of whom it is for in; what an editor would say out: no book is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.language.draft.asks import asks as asks_of
from comity.language.draft.balance import balance
from comity.language.draft.purpose import purpose
from comity.operations.draft.asking import asking
from comity.operations.draft.common_ground import common_ground
from comity.operations.draft.documents import DraftChecked
from comity.operations.draft.history import history
from comity.operations.draft.manners import manners
from comity.operations.draft.naming import naming
from comity.operations.moment import DAY_US
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.language.draft.balance import Balance
    from comity.language.draft.letter import Letter
    from comity.language.draft.purpose import Purpose
    from comity.operations.draft.documents import Finding
    from comity.operations.draft.tie import Known

_ANSWER_DAYS = 21  # what is written so soon after their last word answers it
_SEVERITIES = ("stop", "consider")
_KINDS = {
    "networking": "It reads as networking",
    "selling": "It reads as selling",
    "job_search": "It reads as a job search",
    "answer": "It reads as an answer",
    "thanks": "It reads as thanks",
    "other": "It reads as news or good wishes",
}
_READ_WELL = {"en", ""}
_READ_PARTLY = {"de"}


def edited(draft: Letter, whom: Known, *, now_us: int) -> DraftChecked:
    """Return all that is found, in the order of the text, what stops it first."""
    asks, counted = asks_of(draft), balance(draft)
    last = whom.last
    answers = draft.answers or (
        last is not None and not last.mine and now_us - last.at_us < _ANSWER_DAYS * DAY_US
    )
    kind = purpose(draft, asks=len(asks), answers=answers)
    findings = [
        *naming(draft, whom),
        *history(draft, whom, asks, answers=answers, now_us=now_us),
        *common_ground(draft, whom, asks, answers=answers),
        *asking(draft, whom, asks, counted, kind),
        *manners(draft),
    ]
    findings.sort(key=lambda one: (_SEVERITIES.index(one.severity), one.start, one.rule))
    return DraftChecked(
        kind=kind,
        findings=tuple(findings),
        told=_told(kind, findings, counted, draft.language),
        to=whom.person,
        words=counted.words,
        seconds=counted.seconds,
        questions=sum(one.is_question for one in asks),
        read=draft.language,
    )


def _told(kind: Purpose, findings: list[Finding], counted: Balance, language: str) -> str:
    """Return in a sentence or two what kind of a draft it is, and whether it is fine."""
    size = f"{count(counted.words, 'word')}, {count(counted.seconds, 'second')} read aloud"
    verdict = (
        f"{count(len(findings), 'thing')} to look at."
        if findings
        else "Fine as it is: nothing to change."
    )
    told = f"{verdict} {_KINDS[kind]}: {size}."
    if language in _READ_PARTLY:
        return f"{told} Of German the greeting, asks, pressure and links are read."
    if language not in _READ_WELL:
        return f"{told} Its language is not read: only names, length, links and history were."
    return told
