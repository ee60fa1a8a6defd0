"""An account source that tells what it is given: a password opens it, and it can be cut off."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from comity.model import Participant, Record
from comity.operations.account import reaching, vault
from comity.sources import ACCOUNTS, Listed
from comity.sources.accounts import Item, Offline, Place, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from comity.sources.accounts import Held, Login, Said

PASSWORD = "xyzzy-plugh-4711"  # grepped for: it must stand nowhere
DAY_US = 86_400_000_000
NOW_US = 20_000 * DAY_US


@dataclass
class Server:
    """What lies there; ``on_server`` of its one place may lie."""

    password: str = PASSWORD
    mails: int = 3
    lies_by: int = 0
    away: bool = False
    came: Event = field(default_factory=Event)
    knocked: list[str] = field(default_factory=list)

    def look(self, login: Login) -> list[Place]:
        self._enter(login)
        return [Place("INBOX", "", self.mails)]

    def sync(self, login: Login, held: Held, *, now_us: int) -> Iterator[Said]:
        assert now_us
        self._enter(login)
        marks = held.marks("INBOX")
        for number in range(self.mails):
            if str(number) not in marks:
                yield Item("INBOX", str(number), mail(number))
        yield Place("INBOX", str(self.mails), self.mails + self.lies_by)

    def wait(self, login: Login, held: Held, *, timeout_s: float) -> bool:
        assert login.account
        assert held.token("INBOX")
        came = self.came.wait(min(timeout_s, 30))
        self.came.clear()
        return came

    def _enter(self, login: Login) -> None:
        if self.away:
            raise Offline("the server cannot be reached", "it is tried again next time")
        self.knocked.append(login.host)
        if login.reveal() != self.password:
            raise Refused("its password was refused", "give it anew")


def mail(number: int) -> Record:
    return Record(
        kind="mail",
        ref=f"{number}@example.org",
        where=f"INBOX, message {number}",
        channel="mail",
        interaction="mail",
        at_us=NOW_US - (number + 1) * DAY_US,
        participants=(
            Participant("from", "ben@example.com", "Ben Hart"),
            Participant("to", "ada@example.org", "Ada Moor"),
        ),
        message_id=f"{number}@example.org",
        subject=f"Letter {number}",
        text="Could you send the plan?",
    )


def put_up(monkeypatch: pytest.MonkeyPatch, home: Path, server: Server | None = None) -> Server:
    """Let a server stand for every account of mail, on a machine without a keyring."""
    server = server or Server()
    monkeypatch.setitem(ACCOUNTS, "imap", Listed("imap", "accounts.imap", "mail"))
    monkeypatch.setattr(reaching, "account_source", lambda _: server)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    monkeypatch.setattr(vault, "COST", 2)
    vault._opened.clear()
    return server
