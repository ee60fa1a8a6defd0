"""A book full of strings that strangers send to make a page do what they want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.model import Claim, Problem
from comity.operations.operation import find
from comity.store.decisions import Said
from comity.store.manifest import Account
from tests.records import DAY_US, ME, book_of, card, mail, meeting, row, us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record

NOW = "2025-06-01"
STRINGS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</title></textarea></select><svg onload=alert(1)>",
    "{{7*191}}{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)} <%= 7*191 %> #{7*191}",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<a href=javascript:alert(1)>click</a><base href=//evil.example/>",
    "<style>*{background:url(//evil.example/x)}</style><link rel=stylesheet href=//evil.example>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><form action=//evil.example>",
    "\u202egnirts\u202c \u2066turned\u2069 \u200f\u061c",
    "nul\x00 esc\x1b[2J del\x7f sep\u2028 bom\ufeff",
    "<!--<script>--> ]]> <![CDATA[<svg/onload=alert(1)>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#x3c;b&#x3e;",
    "%3Cscript%3Ealert(1)%3C/script%3E \\u003cscript\\u003e +ADw-script+AD4-",
    '=HYPERLINK("http://evil.example","x")',
    "x" * 5_000,
    "\u0301" * 300 + "Z",
)


def records() -> Iterator[Record]:
    """Yield, for each string, someone called so who writes so, and works there."""
    for number, hostile in enumerate(STRINGS):
        who = f"email:p{number}@x{number}.example"
        plain = mail("x", sender=who).participants
        named = (type(plain[0])("from", who, hostile), *plain[1:])
        for turn in range(3):
            at_us = us("2025-05-20") + turn * DAY_US + number * 1_000_000
            yield mail(
                f"{number}-{turn}",
                at_us=at_us,
                sender=who,
                participants=named,
                subject=f"{hostile} plan",
                text=f"Could you send {hostile} the plan?",
            )
            yield mail(
                f"back-{number}-{turn}",
                at_us=at_us + 1_000_000,
                sender=ME,
                to=(who,),
                subject=hostile,
                text=f"I will send {hostile}.",
            )
        claims = tuple(
            Claim(who, attribute, hostile, us("2025-05-25"))
            for attribute in ("title", "organisation", "note", "location", "url", "nickname")
        )
        yield card(who, name=hostile, claims=claims)
        for what in ("endorsement", "recommendation"):
            at = f"2025-04-{number + 1:02}"
            yield row(f"{what} {number}", what, at, sender=who, to=(ME,), text=hostile)
        yield meeting(hostile, f"2025-05-{number + 1:02}T10:00", guests=(ME, who))
        yield meeting(
            f"Coffee with {hostile}", "2025-05-05", organizer="", guests=(), automatic="alone"
        )
        yield card(f"name:cards/{hostile[:60]} Hart", name=f"{hostile[:60]} Hart")
        yield card(f"name:whatsapp/{hostile[:60]} Hart", name=f"{hostile[:60]} Hart")


def hostile_book(folder: Path) -> Path:
    """Write the book, with hostile decisions, problems and sources too; return its folder."""
    book = book_of(records(), folder, now=NOW)
    for number, hostile in enumerate(STRINGS):
        with book.facts.writing() as writer:
            account = Account(f"/tmp/{hostile[:90]}", f"mbox/{hostile[:90]}", "mbox", 1, {})
            writer.finish(account, [Problem(hostile, hostile, hostile)])
        who = f"p{number}@x{number}.example"
        for verb in ("tag", "role", "note"):
            find(verb).function(book, who, hostile)
        find("note").function(book, who, f"I could give: {hostile}")
        for verb in ("quiet", "keep", "never")[number % 4 :][:1]:
            given = {"for_": "3m"} if verb == "quiet" else {}
            find(verb).function(book, [who] if verb == "keep" else who, **given)
    # said as it is stored: a rebuild between each and the next is not the point
    logs = [
        Said(
            "log",
            f"email:p{number}@x{number}.example",
            value={"text": hostile, "at_us": us("2025-05-30"), "interaction": "meeting"},
        )
        for number, hostile in enumerate(STRINGS)
    ]
    book.say(logs)
    # each of these is a rebuild, so one stands for all
    find("remember").function(book, f"Eve {STRINGS[0]}", about=STRINGS[1])
    book.refresh()
    book.close()
    return book.folder
