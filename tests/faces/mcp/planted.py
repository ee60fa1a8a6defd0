"""A book in which every text holds a word of its own, and two people are private."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from comity.model import Claim, Participant, Problem
from comity.store.decisions import Said
from comity.store.manifest import Account
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, card, mail, meeting, message, row, us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record

NOW = "2025-06-01"
WORDS = {
    where: f"quince{where}"
    for where in (
        "body", "subject", "question", "title", "alone", "place", "cardnote", "job",
        "location", "nickname", "chat", "group", "linkedin", "invitation", "skill", "praise",
        "note", "log", "tag", "role", "hello", "problem", "path",
    )
}  # fmt: skip
# Shown where texts are allowed.
TOLD = ("subject", "question", "title", "alone", "note", "log", "skill", "hello", "job")
EVE = "email:eve.stone@quay.example"  # met of late
FAY = "linkedin:fay-brook"  # gave praise
GUS = "linkedin:gus-reed"  # spoke for a skill
HAL = "email:hal.dean@wharf.example"  # has a new job
KEPT = (BEN, HAL)
PRIVATE = ("Dan Frost", "dan.frost", "dfrost", "Cleo Dunn", "cleo.dunn", "Dunn")
_NAMES = {EVE: "Eve Stone", FAY: "Fay Brook", GUS: "Gus Reed", HAL: "Hal Dean"}


def _named(record: Record) -> Record:
    people = tuple(
        Participant(one.role, one.identity, _NAMES.get(one.identity, one.name), one.response)
        for one in record.participants
    )
    return replace(record, participants=people)


def _records() -> Iterator[Record]:
    yield from _with_ada()
    yield from _lately()
    yield from _private()


def _with_ada() -> Iterator[Record]:
    """Yield a year of mail, a chat and a card."""
    w = WORDS
    for number in range(14):
        day = f"2024-{number % 12 + 1:02}-{3 + number:02}"
        yield mail(
            f"a{number}", f"{day}T10", subject=f"About {w['subject']}", text=f"See {w['body']}."
        )
        yield mail(
            f"b{number}",
            f"{day}T12",
            sender=ME,
            to=(ADA,),
            answers=f"a{number}",
            subject=f"Re: {w['subject']}",
            text=f"I will send the {w['body']}.",
        )
    yield meeting(f"Review of {w['title']}", "2025-03-03T10", detail=w["place"])
    yield meeting(
        f"Coffee with Ada, {w['alone']}", "2025-05-05", organizer="", guests=(), automatic="alone"
    )
    yield message("c1", "2025-03-08T10", text=f"Hi, {w['chat']}")
    yield message("c2", "2025-03-09T10", to=(ME, BEN), conversation=w["group"], text=w["chat"])
    said = (
        ("note", "cardnote"),
        ("title", "job"),
        ("location", "location"),
        ("nickname", "nickname"),
    )
    claims = [Claim(ADA, attribute, w[word], None) for attribute, word in said]  # type: ignore[arg-type]  # words of the model
    yield card(ADA, name="Ada Hart", claims=(*claims, Claim(ADA, "birthday", "--06-02")))


def _lately() -> Iterator[Record]:
    """Yield what makes each kind of suggestion."""
    w = WORDS
    yield mail(
        "ben",
        "2025-05-28T09",
        sender=BEN,
        subject=f"Plan {w['subject']}",
        text=f"Could you send the {w['question']} plan?",
    )
    yield mail("ben-back", "2025-02-01T09", sender=ME, to=(BEN,), text=w["body"])
    yield _named(
        mail(
            "eve",
            "2025-05-29T09",
            sender=EVE,
            subject=w["subject"],
            text=f"It was good to meet you at {w['hello']}.",
        )
    )
    yield _named(
        row("praise", "recommendation", "2025-05-20", sender=FAY, to=(ME,), text=w["praise"])
    )
    yield _named(row("skill", "endorsement", "2025-05-21", sender=GUS, to=(ME,), detail=w["skill"]))
    yield mail(
        "job",
        "2025-05-27",
        sender="",
        automatic="service",
        participants=(Participant("about", HAL, "Hal Dean"),),
        claims=(Claim(HAL, "title", w["job"], us("2025-05-27")),),
    )
    yield _named(mail("hal", "2025-01-09", sender=HAL, text=w["body"]))
    yield _named(row("li", "message", "2025-05-02", sender=ME, to=(GUS,), text=w["linkedin"]))
    yield _named(row("in", "invitation", "2025-05-01", sender=ME, to=(FAY,), text=w["invitation"]))


def _private() -> Iterator[Record]:
    """Yield much with Dan and Cleo, alone and among others."""
    for number in range(9):
        day = f"2025-0{number % 5 + 1}-{3 + number:02}"
        for who in (DAN, CLEO):
            yield mail(f"{who}{number}", f"{day}T08", sender=who, text="Can you call me today?")
            yield mail(f"to{who}{number}", f"{day}T09", sender=ME, to=(who,), text="Dan Frost, yes")
    yield mail("all", "2025-05-30T08", cc=(DAN,), subject="With Dan Frost", text="Can you, both?")
    yield meeting("Lunch with Cleo Dunn", "2025-05-20", guests=(ME, ADA, CLEO))
    yield meeting("Coffee with Dan", "2025-05-06", organizer="", guests=(), automatic="alone")
    yield card("name:whatsapp/Dan Frost", name="Dan Frost")
    yield card("email:dfrost@post.example", name="Dan Frost")
    yield card(CLEO, name="Cleo Dunn", claims=(Claim(CLEO, "organisation", "Ferry"),))


def planted_book(folder: Path) -> Path:
    """Write the book, with the user's own words, problems and sources; return its folder."""
    w = WORDS
    book = book_of(_records(), folder, now=NOW)
    with book.facts.writing() as writer:
        account = Account(f"/tmp/{w['path']}", f"mbox/{w['path']}", "mbox", 1, {})
        writer.finish(account, [Problem(w["problem"], w["problem"], w["problem"])])
    log = {"text": f"coffee {w['log']}", "at_us": us("2025-05-15"), "interaction": "meeting"}
    said = [
        Said("tag", ADA, value=w["tag"]),
        Said("role", ADA, value=w["role"]),
        Said("note", ADA, value=w["note"]),
        Said("log", ADA, value=log),
        *(Said("keep", one, value={"rhythm_days": 9.0, "at_us": us("2025-01-01")}) for one in KEPT),
        Said("never", DAN, value=True),
        Said("circle", CLEO, value="personal"),
    ]
    book.decisions.say(said, at_us=us("2025-05-31"))
    book.refresh()
    book.close()
    return book.folder
