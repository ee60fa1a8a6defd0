"""Facts against a reference that keeps everything in memory, through any course of events."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from comity.store import writer as writing
from comity.store.facts import Facts
from comity.store.manifest import Account
from comity.store.writer import Added
from tests.store.invented import (
    ADA,
    BOB,
    EVE,
    ME,
    NOW_US,
    batch,
    card,
    event,
    mail,
    rows,
    rows_with_record,
)

if TYPE_CHECKING:
    from comity.model import Record

PEOPLE = (ME, ADA, BOB, EVE)
SOURCES = ("mbox/a", "mbox/b", "icalendar/c")

mails = st.builds(
    mail,
    st.sampled_from("123"),
    st.sampled_from(("", "Short.", "Short. And longer.", "Another text.")),
    sender=st.sampled_from(PEOPLE),
    to=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True).map(tuple),
    folder=st.sampled_from(("", "sent")),
    list_id=st.sampled_from(("", "ring.example")),
)
events = st.builds(
    event,
    st.sampled_from("xy"),
    st.sampled_from("ABC"),
    who=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True).map(tuple),
    revised_us=st.sampled_from((None, 1, 2)),
    text=st.sampled_from(("", "Agenda")),
)
cards = st.builds(card, st.sampled_from(PEOPLE), st.sampled_from("12"))
records = st.lists(st.one_of(mails, events, cards), min_size=1, max_size=6)


@dataclass
class Copy:
    """A version of an event or card, or a copy of a mail, and who holds it."""

    record: Record
    sources: set[str] = field(default_factory=set)
    fuller: bool = True  # whether its text goes on where that of the first ends


@dataclass
class Reference:
    """What DESIGN says of facts, in dictionaries."""

    stored: dict[tuple[str, str, str], list[Copy]] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)

    def add(self, source: str, some: list[Record]) -> Added:
        new = known = forgotten = 0
        for one in some:
            record = self.erased(one)
            if record is None:
                forgotten += 1
                continue
            copies = self.stored.setdefault((one.kind, one.ref, author(one)), [])
            was_new = self.add_mail if record.kind == "mail" else self.add_version
            if was_new(copies, record, source):
                new += 1
            else:
                known += 1
        return Added(new, known, forgotten)

    def add_mail(self, copies: list[Copy], record: Record, source: str) -> bool:
        best = worded(copies) if copies else None
        text = best.record.text if best else ""
        fuller = len(record.text) > len(text) and record.text.startswith(text)
        if best is None or (
            fuller
            or (record.folder and not any(copy.record.folder for copy in copies))
            or (record.list_id and not any(copy.record.list_id for copy in copies))
        ):
            copies.append(Copy(record, {source}, fuller or best is None))
        elif not any(source in copy.sources for copy in copies):
            best.sources.add(source)
        return best is None

    def add_version(self, copies: list[Copy], record: Record, source: str) -> bool:
        for copy in copies:
            if copy.record.version == record.version:
                copy.sources.add(source)
                return False
        copies.append(Copy(record, {source}))
        return True

    def erased(self, record: Record) -> Record | None:
        people = record.participants
        theirs = [p for p in people if p.identity in self.forgotten]
        left = tuple(p for p in people if p not in theirs)
        if theirs and (
            any(p.role in {"subject", "about"} for p in theirs)
            or len({p.identity for p in left}) < 2
        ):
            return None
        if any(p.role in {"from", "organizer"} for p in theirs):
            record = replace(record, subject="", text="")
        claims = tuple(claim for claim in record.claims if claim.identity not in self.forgotten)
        return replace(record, participants=left, claims=claims)

    def remove(self, source: str) -> int:
        for copies in self.stored.values():
            for copy in copies:
                copy.sources.discard(source)
            copies[:] = [copy for copy in copies if copy.sources]
        return self.without_empty()

    def without_empty(self) -> int:
        gone = [name for name, copies in self.stored.items() if not copies]
        for name in gone:
            del self.stored[name]
        return len(gone)

    def forget(self, identity: str) -> None:
        self.forgotten.add(identity)
        for copies in self.stored.values():
            for copy in list(copies):
                erased = self.erased(copy.record)
                if erased is None:
                    copies.remove(copy)
                else:
                    copy.record = erased
        self.without_empty()

    def current(self) -> list[Record]:
        return [current(copies) for copies in self.stored.values()]


def author(record: Record) -> str:
    if record.kind != "mail":
        return ""
    return next((one.identity for one in record.participants if one.role == "from"), "")


def worded(copies: list[Copy]) -> Copy:
    """Return the copy of a mail whose text is read."""
    return max((c for c in copies if c.fuller), key=lambda c: len(c.record.text), default=copies[0])


def current(copies: list[Copy]) -> Record:
    some = [copy.record for copy in copies]
    if some[0].kind != "mail":
        return max(enumerate(some), key=lambda at: (at[1].revised_us or 0, at[0]))[1]
    return replace(
        some[0],
        text=worded(copies).record.text,
        folder="sent" if any(record.folder for record in some) else "",
        list_id=max(record.list_id for record in some),
    )


@settings(
    max_examples=8,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
class FactsMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.facts = Facts(Path(self.folder.name) / "facts")
        self.reference = Reference()
        self.small = patch.object(writing, "SEGMENT_RECORDS", 2)
        self.small.start()

    def teardown(self) -> None:
        self.small.stop()
        self.folder.cleanup()

    @rule(source=st.sampled_from(SOURCES), some=st.lists(records, min_size=1, max_size=2))
    def bring_in(self, source: str, some: list[list[Record]]) -> None:
        with self.facts.writing() as writer:
            for part in some:
                added = replace(writer.add(source, batch(*part)), odd=())
                assert added == self.reference.add(source, part)
            writer.finish(Account(f"/m/{source}", source, "x", 1, imported_us=NOW_US))

    @rule(source=st.sampled_from(SOURCES))
    def bring_in_again_what_is_read(self, source: str) -> None:
        every = self.reference.current()
        some = [one for one in every if one.kind != "mail" or author(one)]
        if some:
            with self.facts.writing() as writer:
                added = replace(writer.add(source, batch(*some)), odd=())
            assert added == self.reference.add(source, some)
            assert added.new == 0

    @rule(source=st.sampled_from(SOURCES))
    def remove(self, source: str) -> None:
        with self.facts.writing() as writer:
            assert writer.remove_source(source) == self.reference.remove(source)

    @rule(identity=st.sampled_from((BOB, EVE)))
    def forget(self, identity: str) -> None:
        with self.facts.writing() as writer:
            writer.forget({identity})
        self.reference.forget(identity)

    @rule()
    def compact(self) -> None:
        with self.facts.writing() as writer:
            writer.compact()

    @rule()
    def break_off(self) -> None:
        with suppress(ZeroDivisionError), self.facts.writing() as writer:
            writer.add("mbox/a", batch(mail("never")))
            1 / 0  # noqa: B018 - whatever goes wrong

    @invariant()
    def says_the_same(self) -> None:
        expected = self.reference.current()
        columns = "kind, ref, version, text, subject, folder, list_id"
        assert without_copy_versions(rows(self.facts, "record", columns)) == sorted(
            (r.kind, r.ref, r.version, r.text, r.subject, r.folder, r.list_id) for r in expected
        )
        assert rows_with_record(self.facts, "participant", "role, part.identity") == sorted(
            (r.kind, r.ref, p.role, p.identity) for r in expected for p in r.participants
        )
        assert rows_with_record(self.facts, "claim", "part.value") == sorted(
            (r.kind, r.ref, claim.value) for r in expected for claim in r.claims
        )

    @invariant()
    def counts_the_same(self) -> None:
        for one in self.facts.sources():
            assert one.records == sum(
                any(one.source in copy.sources for copy in copies)
                for copies in self.reference.stored.values()
            )


def without_copy_versions(some: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows as a reader sees them: the version of a mail's copy means nothing."""
    return sorted((kind, ref, "" if kind == "mail" else v, *r) for kind, ref, v, *r in some)


TestFacts = FactsMachine.TestCase
