"""What an open book keeps through random acts is what a book opened anew says.

Thirty acts are tried; more, of other seeds, by ``COMITY_ACTS=500 COMITY_SEED=7``.
"""

from __future__ import annotations

import ast
import os
from dataclasses import replace
from importlib import import_module
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from comity.book import open_book
from comity.errors import ComityError
from comity.faces import web
from comity.faces.arguments import takes_paths
from comity.faces.session import Session
from comity.faces.web.onboarding import remembered
from comity.faces.web.person import drawn
from comity.model import Claim, Participant
from comity.operations.decide.circle import Strength
from comity.operations.decide.log import first_line
from comity.operations.decide.pair import joined
from comity.operations.decide.photo import has_photo, keep_photo, photo_of
from comity.operations.decide.who_are_you import who_are_you
from comity.operations.draft.tie import passed
from comity.operations.garden.ledger import gift, stories
from comity.operations.intake.remember import Known
from comity.operations.intake.tables import said_columns
from comity.operations.loops.loop import LoopWord
from comity.operations.loops.rows import found_rows
from comity.operations.network.counted import counted
from comity.operations.network.directory import directory, known_words
from comity.operations.network.figures import MESSAGES, WHICH
from comity.operations.network.map import network_map
from comity.operations.network.own_side import who_got
from comity.operations.operation import VERBS, find
from comity.operations.person.lookup import find_person
from comity.operations.person.overlay import Circle, Stage
from comity.operations.person.profile import mine, profile
from comity.operations.person.record import record
from comity.operations.person.starters import starters
from comity.operations.plan.today import note_shown, planned
from comity.operations.plan.week import week
from comity.operations.privacy.data_held import held_counts
from comity.operations.words import FIRST_LINES
from tests.pictures_of_people import jpeg
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, card, mail, meeting, message, row, write

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from comity.book import Book
    from comity.model import Record

ACTS, SEED = (int(os.environ.get(f"COMITY_{name}", n)) for name, n in (("ACTS", 30), ("SEED", 1)))
ASKED_MAX = 8 if ACTS <= 100 else 1_000  # after each act
NOW_US = 1_748_779_200_000_000  # 2025-06-01 at noon
SECOND_US = 1_000_000
EVE = "email:eve.stone@quarry.example"
FAY = "email:ada.hart@orchard.example"  # of Ada's name
OTHERS = (ADA, BEN, CLEO, DAN, EVE, FAY)
LONG_AGO = {CLEO: 2023, DAN: 2022}


def _records() -> Iterator[Record]:
    """Yield a small world in which every kind of suggestion and of question is met."""
    for who in OTHERS[:4]:
        year = LONG_AGO.get(who, 2024)
        for n in range(14):
            day = f"{year}-{n % 12 + 1:02}-{3 + n:02}"
            yield mail(f"{who}-{n}", f"{day}T10:00", sender=who, text="Any news of the mill?")
            yield mail(f"to-{who}-{n}", f"{day}T12:00", sender=ME, to=(who,), answers=f"{who}-{n}")
    yield mail("ben", "2025-05-28T09:00", sender=BEN, text="Could you send the plan?")
    yield mail("thanks", "2025-05-27T09:00", sender=ADA, text="Thank you so much for your help!")
    yield mail("both", "2025-05-20T09:00", sender=ADA, to=(ME, BEN), cc=(CLEO,))
    yield mail("promised", "2025-05-01", sender=ME, to=(EVE,), text="I will send you the list.")
    yield meeting("Review", "2025-03-03T10:00", guests=(ME, ADA, BEN))
    for n, whom in enumerate(("Dan", "Eve", "Ada")):
        at = f"2025-05-0{n + 3}T10:00"
        yield meeting(f"Coffee with {whom}", at, organizer="", guests=(), automatic="alone")
    for n, name in enumerate(("Ada Hart", "Ben Moss", "Eve Stone", "Dan Frost")):
        theirs = Participant("from", f"name:whatsapp/{name}", name)
        plain = message(f"chat-{n}", f"2025-05-0{n + 1}", sender=theirs.identity)
        yield replace(plain, participants=(theirs, Participant("to", ME, "Robin Vale")))


def _of_another_source() -> Iterator[Record]:
    yield card(DAN, name="Dan Frost", claims=(Claim(DAN, "birthday", "1980-06-02"),))
    yield card(EVE, name="Eve Stone", claims=(Claim(EVE, "organisation", "Quarry"),))
    yield card(FAY, name="Ada Hart")
    yield row("invited", "invitation", "2025-05-01", sender=ME, to=("linkedin:gus-lake",))


def _world(folder: Path) -> Path:
    write(_of_another_source(), folder, source="vcard/cards")
    book = book_of(_records(), folder)
    book.refresh()
    book.close()
    return folder


# ── acts ─────────────────────────────────────────────────────────────────────────────────


class Act(NamedTuple):
    """One verb with what it is given."""

    verb: str
    given: tuple[Any, ...] = ()
    options: dict[str, Any] = {}  # noqa: RUF012 - never changed


def _off(rng: Random) -> dict[str, Any]:
    return {"off": True} if rng.random() < 0.3 else {}


def _either(rng: Random, kind: object) -> tuple[tuple[str | None, ...], dict[str, Any]]:
    """Return a word of a kind, or that it is taken back."""
    off = _off(rng)
    return (() if off else (rng.choice(get_args(kind)),)), off


def _whom(rng: Random, book: Book) -> str:
    """Return somebody by an id, an address or a name."""
    one = rng.choice(book.rows("SELECT identity_id, identity, name FROM identity ORDER BY 1"))
    return str(rng.choice([one["identity_id"], one["identity_id"], one["identity"], one["name"]]))


def _suggestion(rng: Random, book: Book) -> str:
    found = find("today").function(book, people=20).suggestions
    return rng.choice(found).id if found else "none"


def _answer(rng: Random, book: Book) -> Act:
    asked = find("questions").function(book, limit=0).questions
    if not asked:
        return Act("answer", ("none", "later"))
    one = rng.choice(asked)
    words = "later nobody Ben" if one.kind == "whom" else "later same different"
    return Act("answer", (one.id, rng.choice(words.split())))


def _of_own_words(rng: Random, book: Book, verb: str) -> Act | None:
    """Return what changes a note, a contact or a reminder of the user's, or takes a step back."""
    if verb in {"filters save", "filters remove"}:
        name = rng.choice(["The mill", "Old"])
        return Act(verb, (name,), {"tag": "mill"} if verb == "filters save" else {})
    if verb == "ledger correct":
        ledger = find("ledger").function(book)
        found = [one.id for one in (*ledger.given, *ledger.received)]
        how: dict[str, Any] = rng.choice([{"kind": "help"}, {"nothing": True}, {"who": "Ben Moss"}])
        return Act(verb, (rng.choice(found or ["none"]),), how)
    if verb in {"undo", "redo"}:
        return Act(verb, rng.choice([(), (rng.randint(1, book.decisions.last_act() + 1),)]))
    if verb == "loop":
        ids = [one.id for one in book.once(found_rows)]
        return Act(verb, (rng.choice(ids or ["none"]), rng.choice(get_args(LoopWord))))
    if verb not in {"amend", "delete"}:
        return None
    said = book.decisions.active("note", "log", "remind")
    keys = [one.contact_key if one.verb == "log" else f"{one.verb}:{one.id}" for one in said]
    return Act(verb, (rng.choice(keys or ["none"]), *(["otherwise"] if verb == "amend" else ())))


def _said_about(rng: Random, book: Book, verb: str) -> Act:
    who = _whom(rng, book)
    if verb in {"tag", "role"}:
        return Act(verb, (who, rng.choice(["mill", "mentor"])), _off(rng))
    if verb in {"stage", "strength"}:
        word, off = _either(rng, Stage if verb == "stage" else Strength)
        return Act(verb, (who, *word), off)
    return {
        "keep": Act("keep", ([who],), {"every": rng.choice(["1d", "90d"]), **_off(rng)}),
        "change": Act("change", ([who, _whom(rng, book)],), {"tag": "mill", "every": "90d"}),
        "circle": Act("circle", (who, rng.choice(get_args(Circle)))),
        "never": Act("never", (who,), _off(rng)),
        "quiet": Act("quiet", (who,), _off(rng) or {"for_": "1m"}),
        "remind": Act("remind", (who, "the exam"), {"on": rng.choice(["today", "tomorrow"])}),
        "note": Act("note", (who, rng.choice(["moves in May", "They are after: a boat"]))),
        "edit": Act("edit", (who,), {rng.choice(["name", "employer", "place"]): "Otherwise"}),
        "ledger add": Act("ledger add", (who, "advice"), {"received": rng.random() < 0.5}),
        "apart": Act("apart", (who, _whom(rng, book))),
        "merge": Act("merge", (who, _whom(rng, book))),
        "split": Act("split", (rng.choice(OTHERS).removeprefix("email:"),)),
        "forget": Act("forget", (who,)),
    }[verb]


def _act(rng: Random, book: Book, verb: str) -> Act:
    if verb == "answer":
        return _answer(rng, book)
    if verb in {"done", "snooze"}:
        return Act(verb, (_suggestion(rng, book),))
    if verb == "settings set":
        words = [("people", "5"), ("minutes", "9"), ("always", "lapse"), ("region", "GB")]
        return Act(verb, rng.choice([*words, ("time_zone", "Asia/Tokyo")]))
    if verb == "sources remove":
        return Act(verb, (rng.choice([one.source for one in book.facts.sources()] or ["none"]),))
    if verb == "log":
        kind = rng.choice(["meeting", "call", "introduction"])
        return Act(verb, ("met",), {"with_": [_whom(rng, book)], "kind": kind})
    if verb == "remember":
        known = rng.choice(get_args(Known))
        return Act(verb, (rng.choice(["Hal Reed", "Ada Hart"]),), {"as_": known, "about": "sails"})
    if verb in {"me add", "me remove"}:
        one = rng.choice(["rvale@vale.example", "robin.vale@home.example"])
        return Act(verb, ([one] if verb == "me add" else one,))
    if verb == "evaluate survey":
        people = book.rows("SELECT person FROM person WHERE NOT is_me ORDER BY 1")
        return Act(verb, (), {"say": [f"{rng.choice(people)['person']}={rng.randint(1, 7)}"]})
    if verb == "check mend":
        return Act(verb)
    return _of_own_words(rng, book, verb) or _said_about(rng, book, verb)


def of_book(verb: str) -> bool:
    """Tell a verb whose word the book keeps: events, surveys and accounts keep their own."""
    return not verb.startswith(("event ", "survey ", "account ")) and verb != "sync"


SELDOM = {"forget", "sources remove", "check mend"}  # little is left to ask about
PAGES_OWN = ("first line", "today's page", "photo")
SAYING = (
    *(
        verb
        for verb in VERBS
        if find(verb).writes and not takes_paths(find(verb)) and of_book(verb)
    ),
    "evaluate survey",
)


def _do(session: Session, rng: Random, verb: str) -> Act | None:
    """Do what a verb says with something that is given it; None where it was refused."""
    try:
        if verb == "first line":
            with session.held() as book:
                act = Act(verb, (_whom(rng, book), rng.choice([*FIRST_LINES]), "a boat"))
            session.write(lambda book: first_line(book, *act.given))
        elif verb == "photo":
            with session.held() as book:
                act = Act(verb, (_whom(rng, book), rng.choice([jpeg(), None])))
            session.write(lambda book: keep_photo(book, *act.given))
        elif verb == "today's page":
            act = Act(verb)
            session.ask(lambda book: note_shown(book, book.once(planned)[1]))
        else:
            with session.held() as book:
                act = _act(rng, book, verb)
            session.act(find(act.verb).function, *act.given, **act.options)
    except ComityError:
        return None
    return act


# ── what is asked ────────────────────────────────────────────────────────────────────────


class Asked(NamedTuple):
    """A function, and what it is asked."""

    function: Callable[..., Any]
    given: tuple[Hashable, ...] = ()
    options: tuple[tuple[str, Hashable], ...] = ()

    def of(self, book: Book) -> object:
        """Return the answer, or what stands in its way."""
        try:
            return book.once(self.function, *self.given, **dict(self.options))
        except ComityError as error:
            return type(error), error.message

    def looked_up(self, session: Session) -> object:
        """Return the answer as a page gets it."""
        try:
            return session.look(self.function, *self.given, **dict(self.options))
        except ComityError as error:
            return type(error), error.message


DRAFT = "Dear Clea,\n\ncould you introduce me to Dan Frost, as you know the mill?"
READING = (
    *("today", "audit", "people", "questions", "settings", "me", "sources", "problems", "check"),
    "history",
    "filters",
    "what",
    *("promises", "asks", "waiting", "loops"),
    *("ledger", "garden", "review", "year"),
)
OF_THE_BOOK = (
    week,
    network_map,
    remembered,
    directory,
    planned,
    known_words,
    who_are_you,
    who_got,
    said_columns,
)
OF_ONE = (
    find("person").function,
    find("history").function,
    find("agenda").function,
    profile,
    drawn,
    mine,
    held_counts,
    starters,
    joined,
    stories,
    find_person,
    passed,
    has_photo,
    photo_of,
)
CHOSEN: tuple[dict[str, Hashable], ...] = (
    {"tag": "mill"},
    {"sort": "name"},
    {"stage": "let_go"},
    {"circle": "personal"},
    *(dict[str, "Hashable"](which=one) for one in WHICH),
)


def _asked(persons: list[str]) -> list[Asked]:
    """Return all that pages ask: of the book, of each person, of a name and of a record."""
    people = ({"people": 20}, {"minutes": 30})
    return [
        *(Asked(find(verb).function) for verb in READING),
        *(Asked(function) for function in OF_THE_BOOK),
        *(Asked(find("today").function, options=tuple(one.items())) for one in people),
        Asked(find("people").function, options=(("limit", 0), ("tag", "mill"))),
        Asked(find("questions").function, options=(("limit", 0),)),
        *(Asked(directory, options=tuple(one.items())) for one in CHOSEN),
        *(Asked(function, (who,)) for who in persons for function in OF_ONE),
        *(Asked(find("person").function, (name,)) for name in ("Ada Hart", "Ben", "Hal Reed")),
        *(Asked(find("check draft").function, (DRAFT,), (("to", who),)) for who in persons),
        *(Asked(find("search").function, ((word,),)) for word in ("mill", "harrt", "boat")),
        *(Asked(counted, (figure,), (("skip", 0),)) for figure in MESSAGES),
        Asked(record, ("no record",)),
        *(Asked(stories, options=(("kind", kind),)) for kind in (None, "answer")),
        Asked(gift, ("no gift",)),
        Asked(find("rewind").function, ("2025-03-01",), (("quick", True),)),
        Asked(find("year").function, options=(("figures", True),)),
    ]


def _persons(folder: Path, now_us: int) -> list[str]:
    with open_book(folder, now_us=now_us) as book:
        rows = book.rows("SELECT person FROM person WHERE kind = 'person' AND NOT is_me ORDER BY 1")
    return [row["person"] for row in rows]


def test_what_is_kept_through_random_acts_is_what_a_book_opened_anew_says(tmp_path: Path) -> None:
    rng, folder = Random(SEED), _world(tmp_path / "book")  # noqa: S311 - a test repeats itself
    clock = count(NOW_US, SECOND_US)
    now_us = next(clock)
    session = Session(folder, clock=lambda: now_us)
    verbs, done = (*SAYING, *PAGES_OWN), set[str]()
    for number in range(ACTS):
        left = [verb for verb in verbs if verb not in done and verb not in SELDOM]
        verb = rng.choice(left or verbs)  # each once, then any
        if verb in SELDOM and rng.random() < 0.8:
            continue
        now_us = next(clock)
        act = _do(session, rng, verb)
        done |= {verb}
        every = _asked(_persons(folder, now_us))
        with open_book(folder, now_us=now_us) as anew:
            assert anew.moment_us <= now_us  # before a check, which looks at no table for it
            for asked in rng.sample(every, min(len(every), ASKED_MAX)):
                expected = asked.of(anew)
                assert asked.looked_up(session) == expected, (number, act, asked)
    session.close()


def _looked_up(path: Path) -> Iterator[object]:
    """Yield the functions whose answers a page looks up."""
    module = import_module(f"comity.faces.web.{path.stem}")
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(attr="look"), args=[ast.Name(id=name), *_]):
                yield getattr(module, name)


def test_all_that_pages_look_up_is_tried() -> None:
    pages = Path(web.__path__[0]).glob("[!_]*.py")
    looked = {function for page in pages for function in _looked_up(page)}
    assert len(looked) > 15
    assert looked <= {asked.function for asked in _asked(["somebody"])}


def test_every_verb_that_says_something_is_tried() -> None:
    assert {verb for verb in VERBS if find(verb).writes and of_book(verb)} - set(SAYING) == {
        "import",
        "demo",
        "photo",
    }
