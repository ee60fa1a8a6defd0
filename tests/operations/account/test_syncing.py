"""A run of an account: told step by step, broken off anywhere, accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from comity.errors import BookBusy
from comity.model import Participant, Problem, Record, Skipped
from comity.operations.account.syncing import sync
from comity.operations.intake.reading import Options
from comity.sources.accounts import Gone, Item, Login, Offline, Place, Renumbered
from comity.store.accounts import AccountRow, Accounts
from comity.store.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.operations.account.syncing import Run
    from comity.sources.accounts import Held, Said

DAY_US = 86_400_000_000
NOW_US = 20_000 * DAY_US
ROW = AccountRow("ada@example.org", "imap", "127.0.0.1", 143, "ada")


def mail(number: int) -> Record:
    return Record(
        kind="mail",
        ref=f"{number}@example.org",
        where=f"INBOX, message {number}",
        channel="mail",
        interaction="mail",
        at_us=NOW_US - number * DAY_US,
        participants=(
            Participant("from", "ben@example.com", "Ben Hart"),
            Participant("to", "ada@example.org", "Ada Moor"),
        ),
        message_id=f"{number}@example.org",
        text=f"letter {number}",
    )


def item(number: int, *, mark: str = "") -> Item:
    return Item("INBOX", str(number), mail(number), mark)


@dataclass
class Server:
    """An account source that tells what it is given, and breaks off where it is told to."""

    said: list[Said | Exception] = field(default_factory=list)

    def sync(self, _: Login, held: Held, *, now_us: int) -> Iterator[Said]:
        assert now_us == NOW_US
        for one in self.said:
            if isinstance(one, Exception):
                raise one
            if isinstance(one, Item) and held.marks(one.place).get(one.id) == one.mark:
                continue
            yield one


def run(folder: Path, *said: Said | Exception) -> Run:
    accounts = Accounts(folder)
    if not accounts.find(ROW.name):
        accounts.put(ROW)
    login = Login(ROW.name, ROW.host, ROW.port, ROW.user, lambda: "secret")
    options = Options("me", NOW_US)
    facts = Facts(folder / "facts")
    return sync(facts, accounts, ROW, login, module=Server(list(said)), options=options)


def refs(folder: Path) -> int:
    return sum(one.records for one in Facts(folder / "facts").sources())


def test_what_is_told_becomes_facts_and_adds_up(tmp_path: Path) -> None:
    junk = Item("INBOX", "9", Skipped("junk", "INBOX, message 9"))
    done = run(tmp_path, item(1), item(2), junk, Place("INBOX", "7", 3))
    assert (done.read, done.new, done.known, dict(done.skipped)) == (3, 2, 0, {"junk": 1})
    (place,) = Accounts(tmp_path).places(ROW.name)
    assert (place.on_server, place.read, place.kept, dict(place.skipped)) == (3, 3, 2, {"junk": 1})
    assert place.token == "7"
    row = Accounts(tmp_path).find(ROW.name)
    assert row is not None
    assert (row.succeeded_us, row.trouble) == (NOW_US, "")
    (account,) = Facts(tmp_path / "facts").manifest().accounts.values()
    assert (account.read, account.skipped, account.source) == (3, {"junk": 1}, ROW.source)


def test_one_thing_that_tells_several_is_one_of_the_sum(tmp_path: Path) -> None:
    skipped = Skipped("not used", "1, a task")
    two = Item("INBOX", "1", mail(1), also=(mail(2), skipped))
    none = Item("INBOX", "2", skipped, also=(skipped,))
    done = run(tmp_path, two, none, Place("INBOX", "7", 2))
    assert (done.read, done.new, dict(done.skipped)) == (5, 2, {"not used": 3})
    (place,) = Accounts(tmp_path).places(ROW.name)
    assert (place.on_server, place.kept, dict(place.skipped)) == (2, 1, {"not used": 1})


def test_what_was_told_before_it_broke_off_stays_and_is_not_told_twice(tmp_path: Path) -> None:
    broken = run(tmp_path, item(1), Offline("the server hung up", "it is tried again"), item(2))
    assert (broken.new, broken.trouble is not None) == (1, True)
    row = Accounts(tmp_path).find(ROW.name)
    assert row is not None
    assert (row.trouble, row.what, row.succeeded_us) == ("offline", "the server hung up", 0)
    done = run(tmp_path, item(1), item(2), Place("INBOX", "2", 2))
    assert (done.read, done.new) == (1, 1)
    assert refs(tmp_path) == 2


def test_new_numbers_tell_known_mail(tmp_path: Path) -> None:
    run(tmp_path, item(1), Place("INBOX", "1", 1))
    done = run(tmp_path, Renumbered("INBOX"), item(1, mark="b"), Place("INBOX", "2", 1))
    assert (done.read, done.new, done.known) == (1, 0, 1)
    (place,) = Accounts(tmp_path).places(ROW.name)
    assert place.read == 1


def test_what_is_gone_there_stays_a_fact(tmp_path: Path) -> None:
    run(tmp_path, item(1), item(2), Place("INBOX", "1", 2))
    run(tmp_path, Gone("INBOX", ["1"]), Place("INBOX", "2", 1))
    (place,) = Accounts(tmp_path).places(ROW.name)
    assert (place.on_server, place.read) == (1, 1)
    assert refs(tmp_path) == 2


def test_problems_of_earlier_runs_stay(tmp_path: Path) -> None:
    for number in (1, 2):
        problem = Problem(f"INBOX, message {number}", "it cannot be read", "report this")
        run(tmp_path, Item("INBOX", str(number), Skipped("unreadable", problem.where, problem)))
    assert len(Facts(tmp_path / "facts").problems()) == 2


def test_an_account_is_read_by_one_process_at_a_time(tmp_path: Path) -> None:
    class Nested(Server):
        def sync(self, *_: object, **__: object) -> Iterator[Said]:
            with pytest.raises(BookBusy):
                run(tmp_path, item(1))
            yield item(2)

    login = Login(ROW.name, ROW.host, ROW.port, ROW.user, lambda: "secret")
    accounts = Accounts(tmp_path)
    accounts.put(ROW)
    facts, options = Facts(tmp_path / "facts"), Options("me", NOW_US)
    assert sync(facts, accounts, ROW, login, module=Nested(), options=options).new == 1
