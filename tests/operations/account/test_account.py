"""Accounts added, tested, paused, renewed, removed; read; and whether their sums add up."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from comity.book import Book
from comity.errors import BadInput, ComityError, NotFound
from comity.operations.account import vault
from comity.operations.account.account import (
    account_list,
    account_pause,
    account_remove,
    account_renew,
    account_test,
)
from comity.operations.account.adding import account_add, planned
from comity.operations.account.health import health
from comity.operations.account.providers import BY_NAME, Endpoint
from comity.operations.account.secrets import name_of
from comity.operations.account.sync import sync
from comity.operations.privacy.export import export
from comity.operations.upkeep.backup import backup
from comity.store.accounts import AccountRow, Accounts
from tests.faces.terminal import run
from tests.operations.account.double import NOW_US, PASSWORD, put_up

if TYPE_CHECKING:
    from comity.operations.account.documents import Synced
    from tests.operations.account.double import Server

ADDRESS = "ada@fastmail.com"
PASSPHRASE = "correct horse"


def book_in(folder: Path, *answers: str) -> Book:
    """Return a book whose user answers questions for secrets so, one after the other."""
    left = list(answers)
    return Book(folder / "book", NOW_US, ask=lambda _: left.pop(0) if left else None)


def synced(book: Book, *names: str) -> Synced:
    found = sync(book, list(names))
    assert hasattr(found, "accounts")
    return found  # type: ignore[return-value]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    return put_up(monkeypatch, tmp_path)


def test_an_account_is_added_read_and_adds_up(server: Server, tmp_path: Path) -> None:
    book = book_in(tmp_path, PASSWORD, PASSPHRASE)
    added = account_add(book, ADDRESS)
    assert [one.where for one in added.added] == ["imap.fastmail.com:993"]
    assert "an encrypted file" in added.secret_in
    done = synced(book)
    assert [(one.state, one.read, one.new) for one in done.accounts] == [("fresh", 3, 3)]
    assert done.whole
    again = synced(book, "ada@")
    assert [(one.read, one.new) for one in again.accounts] == [(0, 0)]
    (one,) = health(book).accounts
    assert (one.on_server, one.read, one.kept, one.adds_up, one.lag_s) == (3, 3, 3, True, 0)
    server.mails, server.lies_by = 4, 2
    synced(book)
    (one,) = health(book).accounts
    assert (one.on_server, one.read, one.adds_up) == (6, 4, False)
    assert [place.what for place in one.places] == ["2 of 6 there were not read"]
    assert "comity sync ada@fastmail.com" in one.advice


def test_what_the_password_does_not_open_is_not_kept(server: Server, tmp_path: Path) -> None:
    book = book_in(tmp_path, "another")
    with pytest.raises(ComityError, match="its password was refused"):
        account_add(book, ADDRESS)
    assert not account_list(book).accounts
    assert not (tmp_path / "config").exists()
    assert server.knocked == ["imap.fastmail.com"]


def test_who_is_offline_is_added_and_told(server: Server, tmp_path: Path) -> None:
    server.away = True
    book = book_in(tmp_path, PASSWORD, PASSPHRASE)
    assert "the server cannot be reached" in account_add(book, ADDRESS).in_words("UTC")
    done = synced(book)
    assert [(one.state, one.read) for one in done.accounts] == [("offline", 0)]
    assert done.whole  # a state, no fault


def test_one_that_is_refused_holds_up_no_other(server: Server, tmp_path: Path) -> None:
    book = book_in(tmp_path, PASSWORD, PASSPHRASE, PASSWORD)
    account_add(book, "ada@gmx.de")
    account_add(book, ADDRESS)
    row = Accounts(book.folder).find("ada@gmx.de")
    assert row
    Accounts(book.folder).put(AccountRow(row.name, row.kind, row.host, 9, row.user))
    done = synced(book)
    assert {one.name: one.state for one in done.accounts} == {
        ADDRESS: "fresh",
        "ada@gmx.de": "refused",
    }
    assert not done.whole
    refused = next(one for one in done.accounts if one.state == "refused")
    assert refused.what == "its password is not on this machine"
    assert refused.advice == "comity account renew ada@gmx.de asks for it"
    assert server.mails == 3


def texts(book: Book) -> set[str]:
    import duckdb

    with duckdb.connect() as engine:
        sql = f"SELECT text FROM ({book.facts.current_sql()['record']})"
        return {text.strip() for (text,) in engine.execute(sql).fetchall()}


@pytest.mark.parametrize("alone", [True, False])
def test_of_headers_alone_no_text_is_kept(server: Server, tmp_path: Path, *, alone: bool) -> None:
    book = book_in(tmp_path, PASSWORD, PASSPHRASE)
    account_add(book, ADDRESS, no_text=alone)
    assert synced(book).accounts[0].new == server.mails
    assert texts(book) == ({""} if alone else {"Could you send the plan?"})


def test_added_again_it_keeps_one_secret(server: Server, tmp_path: Path) -> None:
    book = book_in(tmp_path, PASSWORD, PASSPHRASE, PASSWORD)
    account_add(book, ADDRESS)
    before = Accounts(book.folder).find(ADDRESS)
    account_add(book, ADDRESS)
    after = Accounts(book.folder).find(ADDRESS)
    assert before is not None
    assert after is not None
    assert name_of(before) == name_of(after)
    assert synced(book).accounts[0].new == server.mails


def test_a_secret_goes_to_the_server_it_was_given_for_alone(server: Server, tmp_path: Path) -> None:
    book = book_in(tmp_path, PASSWORD, PASSPHRASE)
    account_add(book, ADDRESS)
    row = Accounts(book.folder).find(ADDRESS)
    assert row
    elsewhere = AccountRow(row.name, row.kind, "evil.example", row.port, row.user, row.settings)
    Accounts(book.folder).put(elsewhere)
    server.knocked.clear()
    (one,) = synced(book).accounts
    assert (one.state, one.what) == ("refused", "its password is not on this machine")


def test_a_password_is_given_anew(server: Server, tmp_path: Path) -> None:
    book = book_in(tmp_path, PASSWORD, PASSPHRASE, "wrong", "newer-one")
    account_add(book, ADDRESS)
    server.password = "newer-one"
    assert not synced(book).whole
    with pytest.raises(ComityError, match="refused"):
        account_renew(book, ADDRESS)
    account_renew(book, ADDRESS)
    assert [one.state for one in account_list(book).accounts] == ["new"]
    assert synced(book).whole


def test_a_paused_account_is_left_alone_and_one_removed_leaves_what_it_told(
    server: Server, tmp_path: Path
) -> None:
    book = book_in(tmp_path, PASSWORD, PASSPHRASE)
    account_add(book, ADDRESS)
    synced(book)
    account_pause(book, ADDRESS)
    with pytest.raises(NotFound, match="every account is paused"):
        synced(book)
    assert account_test(book, ADDRESS).places[0].on_server == server.mails
    gone = account_remove(book, ADDRESS)
    assert gone.in_words("UTC").endswith("Its password is deleted, what it told stays.")
    assert not account_list(book).accounts
    assert [one.source for one in book.facts.sources()] == [f"imap/{ADDRESS}"]
    with pytest.raises(NotFound, match="no account is followed"):
        account_remove(book, ADDRESS)


@pytest.mark.usefixtures("server")
def test_no_secret_stands_anywhere_but_where_secrets_are_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    book = book_in(tmp_path, PASSWORD, PASSPHRASE)
    book.notify = told.append
    account_add(book, ADDRESS)
    synced(book)
    backup(book, tmp_path / "out.zip")
    export(book, tmp_path / "export")
    shown = "".join(
        run(capsys, *words, book=book.folder).out
        for words in (["account", "list"], ["health"], ["account", "list", "--json"])
    )
    assert ADDRESS in shown
    words = [*told, caplog.text, shown, repr(book)]
    assert not [one for one in words if PASSWORD in one or PASSPHRASE in one]
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert PASSWORD.encode() not in data, path
            assert PASSPHRASE.encode() not in data, path
    assert (vault_file := tmp_path / "config" / "comity" / "secrets.json").is_file()
    assert vault_file.stat().st_mode & 0o777 == 0o600


def test_another_machine_is_asked_anew(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = book_in(tmp_path, PASSWORD, PASSPHRASE)
    account_add(book, ADDRESS)
    put_up(monkeypatch, tmp_path / "other", server)
    (one,) = synced(book_in(tmp_path)).accounts
    assert one.what == "its password is not on this machine"


def test_a_locked_file_of_secrets_is_told_and_tried_no_further(
    server: Server, tmp_path: Path
) -> None:
    account_add(book_in(tmp_path, PASSWORD, PASSPHRASE), ADDRESS)
    vault._opened.clear()
    for answers in ((), ("wrong",)):
        (one,) = synced(book_in(tmp_path, *answers)).accounts
        assert one.what == "the file that keeps your passwords is locked"
    assert synced(book_in(tmp_path, PASSPHRASE)).whole
    assert server.mails == 3


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("address", "given", "place"),
    [
        ("a@gmail.com", {}, ("imap.gmail.com", 993, "tls")),
        ("a@GMX.de.", {}, ("imap.gmx.net", 993, "tls")),
        ("a@proton.me", {}, ("127.0.0.1", 1143, "starttls")),
        ("a@own.example", {"provider": "google"}, ("imap.gmail.com", 993, "tls")),
        ("a@own.example", {"end": Endpoint("mx.own.example", 0)}, ("mx.own.example", 993, "tls")),
        ("a@x.example", {"end": Endpoint("imaps://mx.x.example", 0)}, ("mx.x.example", 993, "tls")),
        ("a@x.example", {"end": Endpoint("h.x.example", 0, "starttls")}, ("h.x.example", 143)),
        ("a@x.example", {"end": Endpoint("localhost", 9, "plain")}, ("localhost", 9, "plain")),
    ],
)
def test_an_address_tells_where_its_mail_lies(
    address: str, given: dict[str, str], place: tuple[str | int, ...]
) -> None:
    row = planned(address, **given)  # type: ignore[arg-type]
    assert (row.host, row.port, row.settings["transport"])[: len(place)] == place


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("address", "given", "words"),
    [
        ("a@own.example", {}, "nothing is known"),
        ("", {}, "give an address"),
        ("a@hey.com", {}, "cannot be followed"),
        ("a@outlook.com", {}, "no password opens"),
        ("a@own.example", {"provider": "nobody"}, "no provider"),
        ("a@x.example", {"end": Endpoint("mx.x.example", 0, "plain")}, "in the clear"),
        ("a@x.example", {"end": Endpoint("http://mx.x.example/dav", 0)}, "in the clear"),
        ("a@x.example", {"end": Endpoint("https://me:pw@x.example/", 0)}, "leave the name"),
        ("a@x.example", {"end": Endpoint("mx x.example", 0)}, "no server"),
        ("a@x.example", {"end": Endpoint("mx.x.example", 99_999)}, "no port"),
        ("a@x.example", {"end": Endpoint("https://x.example:99999/", 0)}, "no address"),
    ],
)
def test_what_is_missing_or_unsafe_is_said(address: str, given: dict[str, str], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        planned(address, **given)  # type: ignore[arg-type]


def test_no_domain_has_two_providers() -> None:
    domains = [domain for one in BY_NAME.values() for domain in one.domains.split()]
    assert len(domains) == len(set(domains)) > 80
    assert all(one.clicks for one in BY_NAME.values())


@pytest.mark.usefixtures("server")
def test_what_grows_on_this_machine_is_found_and_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "Maildir"
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True)
    (tmp_path / ".thunderbird" / "ab.default" / "Mail").mkdir(parents=True)  # without prefs.js
    letter = "From: ben@example.com\nTo: ada@example.org\nMessage-ID: <{}@x>\n\nHello {}\n"
    (folder / "cur" / "1").write_text(letter.format(1, 1))
    book = book_in(tmp_path)
    (added,) = account_add(book, found=True).added
    assert added.where == str(folder)
    assert not account_add(book, found=True).added  # it is followed already
    assert [(one.new, one.state) for one in synced(book).accounts] == [(1, "fresh")]
    (folder / "new" / "2").write_text(letter.format(2, 2))
    assert [(one.new, one.known) for one in synced(book).accounts] == [(1, 1)]
    (one,) = health(book).accounts
    assert (one.read, one.kept, one.adds_up) == (2, 2, True)
    folder.rename(tmp_path / "elsewhere")
    (gone,) = synced(book).accounts
    assert (gone.state, gone.advice) == ("offline", "is its disk connected?")
    with pytest.raises(BadInput, match="there is no"):
        account_add(book, follow=[Path("/nowhere")])
