"""What nobody foresaw costs one record: in every source, whatever is raised."""

from __future__ import annotations

import builtins
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from comity.model import Record, Skipped
from comity.operations.intake import reading
from comity.operations.intake.intake import take_in
from comity.operations.intake.recognising import survey
from comity.sources import contentline, source
from comity.sources.cards import contacts_csv, thunderbird_cards
from comity.sources.chats import whatsapp, whatsapp_lines, whatsapp_words
from comity.sources.containers import exported, thunderbird
from comity.sources.guarded import guarded
from comity.sources.linkedin import contacts, tables
from comity.sources.mail import mbox, rfc5322
from comity.store.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

BAD = "marked"
NAMES = ("ada", BAD, "ben")
NOW_US = 1_800_000_000_000_000
MAIL = (
    "From: {0} <{0}@x.example>\nTo: me@x.example\nSubject: {0}\nMessage-ID: <{0}@x>\n"
    "Date: Mon, 2 Mar 2026 09:00:00 +0000\n\n{0}\n\n"
)
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{0}\nEMAIL:{0}@x.example\nEND:VCARD\n"
EVENT = (
    "BEGIN:VEVENT\nUID:{0}\nSUMMARY:{0}\nDTSTART:20260302T090000Z\n"
    "ATTENDEE:mailto:{0}@x.example\nEND:VEVENT\n"
)
CHAT = "02/03/2026, 09:0{1} - {0}: Hello from {0}\n"


class Unforeseen(Exception):
    """One of somebody's own."""


def exceptions() -> list[Exception]:
    kinds = [kind for kind in vars(builtins).values() if isinstance(kind, type)]
    found = [kind for kind in kinds if issubclass(kind, Exception) and kind is not ExceptionGroup]
    made: list[Exception] = [kind.__new__(kind) for kind in found]
    return [*made, Unforeseen(), ExceptionGroup("several", [ValueError()])]


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def all_of(form: str) -> str:
    return "".join(form.format(name, place) for place, name in enumerate(NAMES))


def an_mbox(top: Path) -> Path:
    return written(top / "all.mbox", all_of(f"From x\n{MAIL}"))


def a_maildir(top: Path) -> Path:
    for name in NAMES:
        written(top / "box" / "cur" / f"{name}.host:2,S", MAIL.format(name))
    return top / "box"


def files_of_mail(top: Path) -> Path:
    for name in NAMES:
        written(top / "letters" / f"{name}.eml", MAIL.format(name))
    return top / "letters"


def cards(top: Path) -> Path:
    return written(top / "all.vcf", all_of(CARD))


def a_calendar(top: Path) -> Path:
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{all_of(EVENT)}END:VCALENDAR\n"
    return written(top / "all.ics", text)


def a_table(top: Path) -> Path:
    return written(top / "all.csv", "Name,E-mail Address\n" + all_of("{0},{0}@x.example\n"))


def a_chat(top: Path) -> Path:
    return written(top / "WhatsApp Chat with Crew.txt", all_of(CHAT))


def connections(top: Path) -> Path:
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    return written(top / "Connections.csv", head + all_of("{0},Example,,,,,02 Mar 2026\n"))


def an_export(top: Path) -> Path:
    lines = all_of('{{"kind":"mail","ref":"{0}","channel":"mail","subject":"{0}"}}\n')
    file = '{"comity_export": 1, "sources": [{"source": "mbox/all", "file": "facts/1.jsonl"}]}'
    written(top / "export" / "facts" / "1.jsonl", lines)
    return written(top / "export" / "comity-export.json", file).parent


def a_profile(top: Path) -> Path:
    folder = top / "x1.default"
    written(folder / "Mail" / "Local Folders" / "Inbox", all_of(f"From - x\n{MAIL}"))
    return written(folder / "prefs.js", "").parent


def a_book(top: Path) -> Path:
    folder = written(top / "x1.default" / "prefs.js", "").parent
    with closing(sqlite3.connect(folder / "abook.sqlite")) as connection:
        connection.execute("CREATE TABLE properties (card TEXT, name TEXT, value TEXT)")
        rows = [(f"{n}", "PrimaryEmail", f"{name}@x.example") for n, name in enumerate(NAMES)]
        connection.executemany("INSERT INTO properties VALUES (?, ?, ?)", rows)
        connection.commit()
    return folder


def owners(top: Path) -> Path:
    lines = ['user_pref("mail.accountmanager.accounts", "account0,account1,account2");']
    for n, name in enumerate(NAMES):
        prefs = {
            f"mail.account.account{n}.server": f"server{n}",
            f"mail.account.account{n}.identities": f"id{n}",
            f"mail.server.server{n}.hostname": f"{name}.example",
            f"mail.server.server{n}.userName": name,
            f"mail.identity.id{n}.useremail": f"{name}@x.example",
        }
        lines += [f'user_pref("{key}", "{value}");' for key, value in prefs.items()]
    (top / "x1.default" / "Mail").mkdir(parents=True)
    return written(top / "x1.default" / "prefs.js", "\n".join(lines)).parent


def a_takeout(top: Path) -> Path:
    written(top / "Takeout" / "Mail" / "Inbox.mbox", all_of(f"From x\n{MAIL}"))
    return top / "Takeout"


# What is read, and the innermost places where something of one record may be raised.
READ: list[tuple[Callable[[Path], Path], Any, str]] = [
    (an_mbox, rfc5322, "parse"),
    (an_mbox, rfc5322, "own_text"),
    (an_mbox, mbox, "_bare"),
    (a_maildir, rfc5322, "parse"),
    (files_of_mail, rfc5322, "parse"),
    (files_of_mail, rfc5322, "decoded"),
    (cards, contentline, "_property"),
    (cards, contentline, "unescaped"),
    (a_calendar, contentline, "_property"),
    (a_calendar, contentline, "unescaped"),
    (a_table, contacts_csv, "as_written"),
    (a_table, contacts_csv, "digest"),
    (a_chat, whatsapp, "digest"),
    (a_chat, whatsapp, "_sender"),
    (a_chat, whatsapp_words, "is_notice"),
    (a_chat, whatsapp_lines, "_line"),
    (connections, contacts, "full_name"),
    (connections, tables.Table, "_row"),
    (an_export, json, "loads"),
    (an_export, exported, "Record"),
    (a_profile, rfc5322, "parse"),
    (a_book, thunderbird_cards, "as_written"),
    (owners, thunderbird, "as_written"),
    (a_takeout, rfc5322, "parse"),
]
each_place = pytest.mark.parametrize(("made", "module", "function"), READ)


def spoil(
    module: ModuleType, function: str, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = getattr(module, function)

    def spoilt(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - those of any function
        said = repr((args, options))
        if BAD in said and "ada" not in said and "ben" not in said:
            raise error
        return real(*args, **options)

    monkeypatch.setattr(module, function, spoilt)


def items(path: Path) -> list[Record | Skipped]:
    found = survey(path, str(path))
    read = [*found.skipped]
    units = [one for unit in found.units.values() for one in unit.found]
    return [*read, *(item for one in units for item in source(one.reader).read(one.path))]


@each_place
def test_one_record_that_raises_is_unreadable_and_the_others_are_read(
    made: Callable[[Path], Path],
    module: ModuleType,
    function: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = made(tmp_path)
    whole = items(path)
    for error in exceptions():
        with monkeypatch.context() as patch:
            spoil(module, function, error, patch)
            read = items(path)
        assert len(read) == len(whole), error
        bad = [item for item in read if isinstance(item, Skipped) and item.reason == "unreadable"]
        assert [bool(item.problem) for item in bad] == [True], error
        assert len([x for x in read if isinstance(x, Record)]) == 2, error
        assert [x for x in read if x not in bad] == [x for x in whole if x in read], error


@pytest.mark.parametrize("made", [an_mbox, cards, a_calendar, a_table])
def test_a_second_import_says_the_same(
    made: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, facts = made(tmp_path), Facts(tmp_path / "facts")
    for module, function in ((rfc5322, "parse"), (contentline, "_property")):
        spoil(module, function, OverflowError(), monkeypatch)
    spoil(contacts_csv, "as_written", OverflowError(), monkeypatch)
    for new in (2, 0):
        done = take_in(facts, [path], now_us=NOW_US)
        assert (done.read, done.new, done.known) == (3, new, 2 - new)
        assert (done.skipped, done.problems) == ({"unreadable": 1}, 1)


def test_a_container_that_fails_is_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise RecursionError

    monkeypatch.setattr(thunderbird, "unfold", fail)
    monkeypatch.setattr(whatsapp, "account", fail)
    a_profile(tmp_path)
    a_chat(tmp_path)
    read = items(tmp_path)
    assert sum(isinstance(item, Record) for item in read) == 3
    assert [item.reason for item in read if isinstance(item, Skipped)] == ["unreadable"]


def test_only_what_ends_the_program_goes_through() -> None:
    def stop() -> Record:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        guarded("a place", stop)


def test_what_is_known_to_break_readers(tmp_path: Path) -> None:
    far = ["Mon, 2 Mar 2147483648 09:00:00 +0000", "Mon, 99999999999999999999 Mar 2026 09:00:00"]
    head = "".join(
        f"From x\nDate: {date}\n{MAIL.format('a').replace('Date:', 'X:')}" for date in far
    )
    assert [type(one) for one in mbox.read(written(tmp_path / "a.mbox", head))] == [Record, Record]
    zone = "/".join("a" * 400)
    event = EVENT.format("ada").replace("DTSTART:", f"DTSTART;TZID={zone}:").replace("Z\n", "\n")
    path = written(tmp_path / "a.ics", f"BEGIN:VCALENDAR\n{event}{event}END:VCALENDAR\n")
    first, second = source("icalendar").read(path)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert "time zone" in first.problems[0].what


def test_the_reader_of_tasks_still_owns_what_no_source_guards() -> None:
    assert reading.failure("a place", "it failed").failed
