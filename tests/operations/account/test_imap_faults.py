"""Whatever breaks a reading off: the book is that of one clean run, the server as it was."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from comity.operations.account.syncing import sync
from comity.operations.intake.reading import Options
from comity.sources import account_source
from comity.sources.accounts import Login
from comity.store.accounts import AccountRow, Accounts
from comity.store.facts import Facts
from tests import dovecot, severed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.operations.account.syncing import Run

NOW_US = 1_796_000_000_000_000
PLACES = {"": 7, "Sent": 3, "Clients/Ben": 2, "Junk": 1, "Drafts": 1}
MAILS = sum(PLACES.values()) - PLACES["Junk"] - PLACES["Drafts"]


def mail(number: int, *, who: str = "ben", ends: str = "") -> bytes:
    return (
        f"From: {who.title()} <{who}@example.com>\r\nTo: Ada <ada@example.org>\r\n"
        f"Subject: letter {number}\r\nDate: Mon, {number % 27 + 1} Aug 2026 10:00:00 +0000\r\n"
        f"Message-ID: <{number}@{who}.example.com>\r\n\r\nThis is letter {number}.\r\n{ends}"
    ).encode()


@pytest.fixture(scope="module")
def server() -> Iterator[dovecot.Dovecot]:
    with dovecot.running() as one:
        number = 0
        for place, many in PLACES.items():
            for _ in range(many):
                number += 1
                one.put(mail(number), name=f"{number}.a.b", mailbox=place, flags="S")
        yield one


def run(folder: Path, port: int, **options: Any) -> Run:  # noqa: ANN401 - of a login
    accounts = Accounts(folder)
    row = AccountRow("ada@example.org", "imap", "127.0.0.1", port, dovecot.USER)
    if not accounts.find(row.name):
        accounts.put(row)
    said: dict[str, Any] = {"transport": "plain", "reveal": lambda: dovecot.PASSWORD} | options
    login = Login(row.name, said.pop("host", row.host), port, row.user, **said)
    facts = Facts(folder / "facts")
    module, told = account_source("imap"), Options("me", NOW_US)
    return sync(facts, accounts, row, login, module=module, options=told)


def held(folder: Path) -> dict[str, Any]:
    """Return the facts of a book and what it has of the account, as far as both are to agree."""
    import duckdb

    found = Facts(folder / "facts").current_sql()
    with duckdb.connect() as engine:
        rows = engine.execute(f"SELECT * EXCLUDE (key) FROM ({found['record']})").fetchall()
        people = engine.execute(f"SELECT * EXCLUDE (key) FROM ({found['participant']})").fetchall()
    accounts = Accounts(folder)
    return {
        "records": sorted(map(repr, rows)),
        "participants": sorted(map(repr, people)),
        "places": [
            (one.place, one.on_server, one.kept, dict(one.skipped))
            for one in accounts.places("ada@example.org")
        ],
    }


@pytest.fixture(scope="module")
def clean(server: dovecot.Dovecot, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("clean")
    done = run(folder, server.port)
    assert done.trouble is None
    assert (done.new, dict(done.skipped)) == (MAILS, {"junk": 1, "draft": 1})
    return held(folder)


@pytest.fixture(autouse=True)
def _without_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.sources.accounts.imap.PAUSE_S", 0.0)


def test_it_is_cut_at_every_command_in_turn(
    server: dovecot.Dovecot, clean: dict[str, Any], tmp_path: Path
) -> None:
    before = server.kept()
    for at in range(1_000):
        folder = tmp_path / str(at)
        with severed.line_to(server.port, cut_at=at) as line:
            run(folder, line.port)
        if len(line.sent) <= at:  # it came to its end
            break
        assert run(folder, server.port).trouble is None
        assert held(folder) == clean, f"cut at command {at}"
        shutil.rmtree(folder)
    assert at > 10
    assert server.kept() == before


def test_it_is_cut_after_any_number_of_bytes(
    server: dovecot.Dovecot, clean: dict[str, Any], tmp_path: Path
) -> None:
    for at in (1, 300, 700, 1_500, 2_500, 3_000, 3_700, 4_400, 5_000):
        folder = tmp_path / str(at)
        with severed.line_to(server.port, cut_after_bytes=at) as line:
            run(folder, line.port)
        assert run(folder, server.port).trouble is None
        assert held(folder) == clean, f"cut after {at} bytes"


def test_nothing_it_sends_changes_anything(server: dovecot.Dovecot, tmp_path: Path) -> None:
    with severed.line_to(server.port) as line:
        run(tmp_path, line.port)
    sent = b"\n".join(line.sent).upper()
    assert not re.search(
        rb"\b(?:SELECT|STORE|APPEND|EXPUNGE|COPY|MOVE|DELETE|CREATE|RENAME)\b", sent
    )
    assert b"BODY[" not in sent
    assert b"EXAMINE" in sent
    assert b"BODY.PEEK[" in sent


def test_new_numbers_tell_known_mail(
    server: dovecot.Dovecot, clean: dict[str, Any], tmp_path: Path
) -> None:
    run(tmp_path, server.port)
    server.renumber()
    done = run(tmp_path, server.port)
    assert (done.new, done.known, done.trouble) == (0, PLACES[""], None)
    assert held(tmp_path) == clean


def test_a_wrong_password_says_so(server: dovecot.Dovecot, tmp_path: Path) -> None:
    done = run(tmp_path, server.port, reveal=lambda: "wrong")
    assert type(done.trouble).__name__ == "Refused"
    row = Accounts(tmp_path).find("ada@example.org")
    assert row is not None
    assert row.trouble == "refused"
    assert "wrong" not in row.what + row.advice


def test_nobody_answers(tmp_path: Path) -> None:
    done = run(tmp_path, 9)
    assert type(done.trouble).__name__ == "Offline"


@pytest.mark.parametrize("known", [True, False])
def test_a_certificate_is_looked_at(
    server: dovecot.Dovecot, tmp_path: Path, *, known: bool
) -> None:
    settings = {"ca_file": str(server.certificate)} if known else {}
    done = run(tmp_path, server.tls_port, host="localhost", transport="tls", settings=settings)
    assert (done.new, done.trouble is None) == ((MAILS, True) if known else (0, False))


def test_a_slow_server_is_waited_for(
    server: dovecot.Dovecot, clean: dict[str, Any], tmp_path: Path
) -> None:
    with severed.line_to(server.port, delay_s=0.01) as line:
        assert run(tmp_path, line.port).trouble is None
    assert held(tmp_path) == clean


def test_a_server_that_lies_about_counts_is_found_out(
    server: dovecot.Dovecot, tmp_path: Path
) -> None:
    def lie(said: bytes) -> bytes:
        return re.sub(rb"MESSAGES \d+|\d+ EXISTS", lambda m: re.sub(rb"\d+", b"99", m[0]), said)

    with severed.line_to(server.port, told=lie) as line:
        done = run(tmp_path, line.port)
    assert done.new == MAILS
    sums = Accounts(tmp_path).places("ada@example.org")
    assert any(one.on_server != one.read for one in sums)
