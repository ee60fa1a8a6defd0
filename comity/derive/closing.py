"""A word given and what passed between the two since in, what became of it out.

A promise is *kept* by what shows that the deed was done, *let go* where its maker said that it
cannot be, *unsure* where a sign is too weak for either or two signs disagree, else *open*. Thanks
alone show nothing, nor does what a program sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from comity.language.deeds import deed, heard_of, is_file, said_of, stems
from comity.language.promises import promises
from comity.language.topics import is_set_by_program

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.language.deeds import Deed, Said

State: TypeAlias = Literal["open", "kept", "let_go", "unsure"]

_SHORT_WORDS = 80  # a message so short that its link is what it is about
_ELSEWHERE_US = 60 * 86_400_000_000  # in another thread: later, the same words are another matter
_TELLING_WORDS = 6  # fewer are no answer


class Event(NamedTuple):
    """Something that passed between the two."""

    key: str
    at_us: int
    thread: int | None
    by_maker: bool = True  # of the promise
    together: bool = False  # a meeting or a call
    introduces: bool = False
    files: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""


class End(NamedTuple):
    """What became of a word, how it is known, and by which record."""

    state: State
    how: str = ""
    key: str = ""
    at_us: int | None = None


OPEN = End("open")


def end_of(sentence: str, made: Event, later: Iterable[Event]) -> End:
    """Return what became of a promise; ``later`` is in order of time."""
    what = deed(sentence)
    if what.of == "thing" and any(map(is_file, made.files)):
        return End("kept", "attachment", made.key, made.at_us)
    found, weak = OPEN, OPEN
    for event in later:
        if event.at_us <= made.at_us or is_set_by_program(event.subject):
            continue
        same = event.thread is not None and event.thread == made.thread
        sign = _sign(what, event, made.at_us, same=same)
        if sign is None:
            continue
        if sign.state == "unsure" and sign.how == "doubted":
            if found.state == "kept":
                return sign
            continue
        if sign.state == "unsure":
            weak = weak if weak.state == "unsure" else sign
        elif found.state == "open":
            found = sign
        elif found.state != sign.state:
            return End("unsure", "disagree", event.key, event.at_us)
    return found if found.state != "open" else weak


def _sign(what: Deed, event: Event, made_us: int, *, same: bool) -> End | None:
    """Return what one later event shows of a deed; None for nothing."""
    if event.together:
        return _end("kept", "met", event) if what.of == "talk" else None
    if event.introduces and what.of == "introduction" and event.by_maker:
        return _end("kept", "introduction", event)
    title = "" if same else event.subject  # in one thread all bear it
    near = bool(what.words & stems(" ".join((title, event.text, *event.files))))
    if not same and (not near or event.at_us - made_us > _ELSEWHERE_US):
        return None
    return (
        _by_maker(what, event, same=same, near=near)
        if event.by_maker
        else _by_other(what, event, same=same, near=near)
    )


def _by_maker(what: Deed, event: Event, *, same: bool, near: bool) -> End | None:
    said = said_of(event.text, what.words)
    if said.given_up:
        return _end("let_go" if near else "unsure", "given_up", event)
    if said.still_owed:
        return _end("unsure", "doubted", event)
    if said.promised:
        return _end("kept", "as_promised", event)
    if what.of in {"thing", "answer", "work"} and any(map(is_file, event.files)):
        return _end("kept", "attachment", event)
    if what.of == "talk":
        return _end("kept", "met", event) if said.talked else None
    how = _handed(what, said, same=same, near=near)
    if how:
        return _end("kept", how, event)
    if same and said.words >= _TELLING_WORDS and not promises(event.text):
        if what.of == "answer" and near:
            return _end("kept", "answer", event)
        if near:
            return _end("unsure", "perhaps", event)
    return None


def _handed(what: Deed, said: Said, *, same: bool, near: bool) -> str:
    """Return how a text of the maker shows that a thing was handed over, or work was done."""
    if what.of == "thing":
        if said.handed:
            return "handed"
        if said.link and same and (near or said.words < _SHORT_WORDS):
            return "link"
    if what.of == "work" and same and (said.worked or said.handed):
        return "done"
    return ""


def _by_other(what: Deed, event: Event, *, same: bool, near: bool) -> End | None:
    heard = heard_of(event.text)
    if what.of == "talk" and heard.talked:
        return _end("kept", "met", event)
    if not near:
        return None
    if heard.asks_after and same:
        return _end("unsure", "doubted", event)
    if heard.have_it:
        return _end("kept", "they_have_it", event)
    return _end("unsure", "thanked", event) if heard.thanks_for else None


def _end(state: State, how: str, event: Event) -> End:
    return End(state, how, event.key, event.at_us)
