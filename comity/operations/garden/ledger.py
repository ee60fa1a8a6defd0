"""``ledger``: help given and received, told as what happened; put right and added to by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from comity.errors import Advice, BadInput, NotFound, call
from comity.operations.decide.log import written
from comity.operations.decide.past_day import past_day_us
from comity.operations.garden.documents import GiftAdded, GiftCorrected, Ledger, story
from comity.operations.garden.entries import NOTHING, Entry, as_gift, cause_of, entries
from comity.operations.garden.gifts import Found
from comity.operations.moment import instant_us
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.garden.documents import Gift, Story

Kind = Literal[
    "introduction",
    "recommendation",
    "referral",
    "advice",
    "endorsement",
    "article",
    "answer",
    "present",
    "help",
]


@operation("ledger", of_my_side=True)
def ledger(
    book: Book,
    *,
    who: Annotated[str, "Of one person alone: an id, an address or a name."] = "",
    kind: Annotated[Kind | None, "Of one kind alone: introduction, advice, answer."] = None,
    since: Annotated[str, "From this day on: 2026-01-01."] = "",
) -> Ledger:
    """Tell what was given and received: introductions, recommendations, advice, answers.

    Each with its day and the words or the record that show it. comity ledger --who Ada tells
    of one person. What your mail does not say is missing here: comity ledger add notes it by hand.
    """
    person = find_person(book, who).person.id if who.strip() else ""
    from_us = instant_us(since, book.zone, now_us=book.now_us) if since else 0
    shown = [
        one
        for one in book.once(entries)
        if person in {"", one.person.id}
        and kind in {None, one.found.kind}
        and one.found.at_us >= from_us
    ]
    return Ledger(
        given=tuple(as_gift(one) for one in shown if one.found.way == "given"),
        received=tuple(as_gift(one) for one in shown if one.found.way == "received"),
    )


def stories(book: Book, who: str = "", *, kind: Kind | None = None) -> tuple[Story, ...]:
    """Return the ledger told per person, whoever was last the first."""
    return tuple(story(ledger(book, who=who, kind=kind)))


def gift(book: Book, wanted: str) -> tuple[str, Gift]:
    """Return the way and the gift of an id."""
    found = _meant(book, wanted)
    return found.found.way, as_gift(found)


@operation("ledger add", writes=True)
def ledger_add(
    book: Book,
    who: str,
    kind: Kind = "help",
    text: str = "",
    *,
    to: Annotated[str, "To whom, of an introduction."] = "",
    on: Annotated[str, "When: 2026-11-20, yesterday, the 3rd; today by default."] = "today",
    received: Annotated[bool, "They gave it, to you."] = False,
) -> GiftAdded:
    """Note help by hand: an introduction made over coffee, advice given on the phone.

    comity ledger add Ada introduction --to Ben --on "the 3rd": you introduced Ada to Ben. comity
    ledger add Mina advice "on pricing" --received: Mina gave you advice.
    """
    one = find_person(book, who)
    other = find_person(book, to) if to.strip() else None
    if other and kind != "introduction":
        raise BadInput("only an introduction is to somebody", hint="leave out to whom")
    if other and other.person.id == one.person.id:
        told = f"{one.person.name} cannot be introduced to themselves"
        raise BadInput(told, hint="name somebody else")
    way = "received" if received else "given"
    at_us, words = past_day_us(book, on), written(text)
    value = {"way": way, "kind": kind, "at_us": at_us, "text": words}
    said = [Said("gift", one.identity, other.identity if other else "", value)]
    if other and not received:  # an introduction is given to both
        said.append(Said("gift", other.identity, one.identity, value))
    act = book.say(said)
    cause = next(cause_of(each) for each in book.decisions.active("gift") if each.act == act)
    found = Found(way, kind, one.person.id, at_us, words, (), cause, "out", by_hand=True)
    entry = Entry(found, one.person, one.identity, other.person if other else None)
    return GiftAdded(way, as_gift(entry))


@operation("ledger correct", writes=True)
def ledger_correct(
    book: Book,
    gift: str,
    *,
    kind: Annotated[Kind | None, "It was of another kind."] = None,
    who: Annotated[str, "It was with somebody else."] = "",
    nothing: Annotated[bool, "It was no help at all."] = False,
) -> GiftCorrected:
    """Put right what the ledger tells: another kind, another person, or no help at all.

    GIFT is the id that comity ledger --who NAME shows. What was found stays in your sources as it
    is, and comity undo brings it back.
    """
    if (kind is not None) + bool(who.strip()) + nothing != 1:
        raise BadInput(
            "say what it was: of another kind, with somebody else, or nothing",
            hint=Advice(call("ledger correct", gift, kind="advice")),
        )
    one = _meant(book, gift)
    whom = find_person(book, who) if who.strip() else None
    said = _as_kind(book, one, kind) if kind else _taken_out(book, one, alone=whom is not None)
    if whom:
        key = next((seen.key for seen in one.found.seen), "")
        said.append(Said("gift", whom.identity, "", _value(one, one.found.kind) | {"key": key}))
    book.say(said)
    now = kind or (one.found.kind if whom else NOTHING)
    return GiftCorrected(gift, whom.person if whom else one.person, one.found.kind, now)


def _meant(book: Book, wanted: str) -> Entry:
    for one in book.once(entries):
        if one.id == wanted:
            return one
    raise NotFound(
        f"there is nothing called {wanted!r}",
        hint=Advice(call("ledger", who="NAME"), " shows each with its id"),
    )


def _value(one: Entry, kind: str) -> dict[str, object]:
    """Return a gift as the user would tell of it."""
    found = one.found
    return {"way": found.way, "kind": kind, "at_us": found.at_us, "text": found.text}


def _as_kind(book: Book, one: Entry, kind: str) -> list[Said]:
    """Return the words by which a gift is of another kind."""
    if not one.found.by_hand:
        return [Said("gift_is", one.identity, one.found.cause, kind)]
    anew = Said("gift", one.identity, "", _value(one, kind))
    return [*_taken_out(book, one, alone=True), anew]


def _taken_out(book: Book, one: Entry, *, alone: bool) -> list[Said]:
    """Return the words by which a deed is none; ``alone``: with this person, not with both."""
    if one.found.by_hand:
        said = book.decisions.active("gift")
        first = next(each for each in said if cause_of(each) == one.found.cause)
        return [
            Said("withdraw", each.identity, each.key, "gift")
            for each in said
            if each is first or (each.act == first.act and not alone)
        ]
    both = [each for each in book.once(entries) if each.found.cause == one.found.cause]
    return [
        Said("gift_is", each.identity, each.found.cause, NOTHING)
        for each in ([one] if alone else both)
    ]
