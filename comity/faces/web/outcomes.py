"""What a writing verb returned in, the sentence the next page begins with out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.operations.decide.documents import StrengthWord
from comity.operations.words import span

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.operations.decide.documents import Kept, Logged, Undone

_ANSWERED = {
    "same": "one person",
    "different": "two people",
    "later": "asked again in a month",
    "nobody": "with nobody you know here",
}
NOT_UNDONE = {"undo", "forget", "sources remove"}


def sentence(verb: str, result: Any) -> str:  # noqa: ANN401 - the verb's document
    """Return what was done, in a sentence."""
    if verb in _SAID:
        return _SAID[verb](result)
    name, said = result.person.name, getattr(result, verb)
    if said is None:
        return f"Taken back: {verb}, {name}."
    word = said.word if isinstance(said, StrengthWord) else str(said).replace("_", " ")
    return f"Noted: {name}, {word}."


def _kept(result: Kept) -> str:
    kept = ", ".join(one.name for one in result.kept)
    ended = ", ".join(one.name for one in result.no_longer_kept)
    return f"No longer kept: {ended}." if ended else f"Kept: {kept}, every {_days(result)}."


def _days(result: Kept) -> str:
    days = result.rhythm_days or 0
    return f"{days:.0f} days" if days % 1 == 0 else span(days)


def _logged(result: Logged) -> str:
    names = ", ".join(one.name for one in result.with_)
    return f"Noted: {result.logged} with {names}."


def _undone(result: Undone) -> str:
    verbs = dict.fromkeys((one.verb.replace("_", " "), one.name) for one in result.undone)
    return f"Taken back: {'; '.join(', '.join(p for p in pair if p) for pair in verbs)}."


_SAID: dict[str, Callable[[Any], str]] = {
    "done": lambda r: f"Done: {r.person.name}.",
    "snooze": lambda r: f"{r.person.name} comes back on {r.until[:10]}.",
    "never": lambda r: (
        f"{r.person.name} is not suggested again."
        if r.never
        else f"{r.person.name} may be suggested again."
    ),
    "quiet": lambda r: (
        f"{r.person.name} is left in peace until {r.quiet_until[:10]}."
        if r.quiet_until
        else f"{r.person.name} is no longer left in peace."
    ),
    "note": lambda r: f"Noted of {r.person.name}.",
    "keep": _kept,
    "log": _logged,
    "merge": lambda r: f"One person now: {r.merged.name}.",
    "split": lambda r: f"{r.split} is somebody else than {r.from_.name} now.",
    "answer": lambda r: f"Noted: {_ANSWERED.get(r.answer, r.answer)}.",
    "undo": _undone,
    "remember": lambda r: f"Remembered: {r.remembered[0].name}.",
    "forget": lambda r: (
        f"Forgotten. {r.records:,} records changed or deleted, {r.blanked:,} of others' "
        f"blanked; {len(r.named_elsewhere):,} things that others wrote still name them."
    ),
    "me add": lambda r: f"Yours: {', '.join(r.added) or 'known already'}.",
    "me remove": lambda r: f"Not yours: {r.removed}.",
    "sources remove": lambda r: f"Taken out: {r.removed}, {r.records:,} records.",
    "settings set": lambda _: "Set.",
}
