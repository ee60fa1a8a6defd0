"""A login in, a connection to its IMAP server out that looks and never changes anything.

RFC 3501 and 9051, as far as reading goes: mailboxes are opened by EXAMINE, bodies are fetched by
BODY.PEEK. Extensions are used where they are offered: SPECIAL-USE (RFC 6154), LIST-STATUS (5819),
CONDSTORE and QRESYNC (7162), IDLE (2177), ID (2971), Gmail's X-GM-EXT-1.
"""

from __future__ import annotations

import imaplib
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from imapclient import IMAPClient
from imapclient.response_parser import parse_fetch_response, parse_response

from comity.sources.accounts.imap.sets import in_ranges, ranges, written
from comity.sources.accounts.imap.trouble import SLOW_DOWN, is_plea
from comity.sources.accounts.imap.wire import Wire

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Collection, Iterable
    from typing import TypeVar

    Answer = TypeVar("Answer")

PAUSES_S = (2.0, 10.0, 30.0)  # before a command is given again that a server would do later
_STATUS = "MESSAGES UIDNEXT UIDVALIDITY"
_NUMBER = re.compile(rb"\b([A-Z]{1,40}) (\d{1,20})")
_UID_MAX = 1 << 32
_REFUSALS_MAX = 200  # of mails, by one server

Fetched = dict[bytes, Any]  # of one message: name of a data item -> value


class Unheard(imaplib.IMAP4.error):
    """A server that refuses everything."""


@dataclass(frozen=True, slots=True)
class Status:
    """What a server says of a mailbox."""

    exists: int = 0
    next: int = 0  # UIDNEXT; 0 where it does not tell
    validity: int = 0
    modseq: int = 0  # 0: none is kept


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox as it is listed."""

    raw: bytes  # its name, as the server writes it
    delimiter: str
    attributes: tuple[str, ...]
    status: Status | None = None


class _Client(IMAPClient):  # type: ignore[misc]
    def __init__(self, host: str, port: int, context: ssl.SSLContext | None) -> None:
        self._context = context
        super().__init__(host, port, ssl=context is not None, timeout=None)
        self._imap.debug = 0
        self.folder_encode = False

    def _create_IMAP4(self) -> Wire:  # noqa: N802 - of its parent
        return Wire(self.host, self.port, self._context)

    def _set_read_timeout(self) -> None:
        """Leave what the wire has set."""


class Connection:
    """One conversation with a server."""

    def __init__(self, host: str, port: int, context: ssl.SSLContext | None) -> None:
        self.client: Any = _Client(host, port, context)
        self._wire: Wire = self.client._imap  # noqa: SLF001 - made by the class above
        self._refusals = 0
        self._qresync = False

    def can(self, word: str) -> bool:
        """Tell whether the server offers an extension."""
        return bool(self.client.has_capability(word))

    @property
    def is_gmail(self) -> bool:
        """Whether messages have Gmail's own identifiers and labels."""
        return self.can("X-GM-EXT-1")

    @property
    def tells_vanished(self) -> bool:
        """Whether the server names what is gone."""
        return self._qresync

    def login(self, user: str, password: str) -> None:
        """Say who one is; in quotes, which not every library has round the name."""
        if self.can("AUTH=PLAIN"):
            self.client.plain_login(user, password)
            return
        if any(c < " " for c in user + password):
            raise imaplib.IMAP4.error("LOGIN: a control character")
        self._wire.ask("LOGIN", _quoted(user.encode()), _quoted(password.encode()))
        self._wire.state = "AUTH"

    def authenticate(self, user: str, token: str) -> None:
        """Show an access token (XOAUTH2); the server's complaint is answered by nothing."""
        first = iter((f"user={user}\1auth=Bearer {token}\1\1".encode(),))
        self.client.sasl_login("XOAUTH2", lambda _: next(first, b""))

    def begin(self) -> None:
        """Say which program this is, which some servers insist on, and what it understands."""
        self.client._cached_capabilities = None  # noqa: SLF001 - they change with the login
        with suppress(imaplib.IMAP4.error):
            if self.can("ID"):
                self._wire.ask("ID", '("name" "Comity")')
        if self.can("QRESYNC") and self.can("ENABLE"):
            with suppress(imaplib.IMAP4.error):
                self._qresync = b"QRESYNC" in (self.client.enable("QRESYNC") or ())

    def mailboxes(self) -> list[Mailbox]:
        """Return all that can be opened, with their status where one answer tells it."""
        options = ["SPECIAL-USE"] * self.can("SPECIAL-USE")
        if self.can("LIST-STATUS"):
            options.append(f"STATUS ({self._status_items()})")
        tail = [f"RETURN ({' '.join(options)})"] * bool(options)
        try:
            said = self._asked("LIST", '""', '"*"', *tail)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            said = self._asked("LIST", '""', '"*"')
        found = _statuses(said.get("STATUS", []))
        listed = (_mailbox(line, found) for line in said.get("LIST", []) if line)
        return list({one.raw: one for one in listed if one}.values())

    def shared(self) -> list[bytes]:
        """Return how the names of others' mailboxes begin."""
        if not self.can("NAMESPACE"):
            return []
        lines = self._asked("NAMESPACE").get("NAMESPACE", [])
        with suppress(imaplib.IMAP4.error, ValueError, TypeError):
            _, others, public = parse_response(lines[:1])
            return [bytes(one[0]) for some in (others, public) for one in some or () if one[0]]
        return []

    def status(self, raw: bytes) -> Status:
        """Return what a mailbox holds, without opening it."""
        lines = self._asked("STATUS", _quoted(raw), f"({self._status_items()})").get("STATUS", [])
        return next(iter(_statuses(lines).values()), Status())

    def examine(self, raw: bytes) -> Status:
        """Open a mailbox to look at it."""
        said = self._asked("EXAMINE", _quoted(raw))
        self._wire.state = "SELECTED"
        self._wire.is_readonly = True
        names = ("EXISTS", "UIDNEXT", "UIDVALIDITY", "HIGHESTMODSEQ")
        return Status(*(_number(said.get(name, [b""])[-1]) for name in names))

    def uids(self, criteria: str = "ALL") -> set[int]:
        """Return the numbers of the messages that a search finds."""
        lines = self._asked("UID", "SEARCH", criteria).get("SEARCH", [])
        found = (int(word) for line in lines if line for word in line.split() if word.isdigit())
        return {uid for uid in found if 0 < uid < _UID_MAX}

    def changed(self, modseq: int) -> tuple[set[int], Callable[[int], bool]]:
        """Return what is new or changed since, and what tells whether a number is gone."""
        since = f"(CHANGEDSINCE {modseq} VANISHED)"
        said = self._asked("UID", "FETCH", "1:*", "(UID)", since)
        gone = ranges(b",".join(line.rpartition(b" ")[2] for line in said.get("VANISHED", [])))
        return set(_by_uid(said)), lambda uid: in_ranges(uid, gone)

    def fetch(self, uids: Collection[int], items: str) -> dict[int, Fetched]:
        """Return some data of messages; of what a server refuses, nothing."""
        if not uids:
            return {}
        try:
            return _by_uid(self._asked("UID", "FETCH", written(uids), f"({items})"))
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, ValueError, TypeError, RecursionError) as error:
            self._refusals += 1
            if self._refusals > _REFUSALS_MAX:
                raise Unheard("FETCH") from error
        some = sorted(uids)
        if len(some) == 1:
            return {}
        half = len(some) // 2
        return self.fetch(some[:half], items) | self.fetch(some[half:], items)

    def idle(self, timeout_s: float) -> bool:
        """Wait in the open mailbox; True when something came or went."""
        tag = self._wire._command("IDLE")  # noqa: SLF001
        while self._wire._get_response() is not None:  # noqa: SLF001
            if self._wire.tagged_commands.get(tag):
                raise imaplib.IMAP4.error("IDLE: refused")
        ends, moved = time.monotonic() + timeout_s, False
        self._wire.untagged_responses.clear()
        while not moved and self._wire.has_line(ends - time.monotonic()):
            self._wire._get_response()  # noqa: SLF001
            self._wire._check_bye()  # noqa: SLF001
            moved = not _CHANGES.isdisjoint(self._wire.untagged_responses)
        self._wire.send(b"DONE\r\n")
        self._wire._command_complete("IDLE", tag)  # noqa: SLF001
        return moved

    def close(self) -> None:
        """Take leave."""
        with suppress(imaplib.IMAP4.error, OSError, ValueError):
            self._wire.sock.settimeout(2)
            self.client.logout()
        with suppress(OSError):
            self._wire.shutdown()

    def _status_items(self) -> str:
        return _STATUS + " HIGHESTMODSEQ" * self.can("CONDSTORE")

    def _asked(self, name: str, *args: str | bytes) -> dict[str, list[Any]]:
        """Give a command, again after a pause where the server would do it later."""
        for pause_s in PAUSES_S:
            try:
                return self._wire.ask(name, *args)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as error:
                if not is_plea(error):
                    raise
            time.sleep(pause_s)
        try:
            return self._wire.ask(name, *args)
        except imaplib.IMAP4.error as error:
            raise SLOW_DOWN if is_plea(error) else error from error


_CHANGES = {"EXISTS", "EXPUNGE", "VANISHED"}


def _quoted(value: bytes) -> bytes:
    return b'"' + value.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def _number(value: bytes) -> int:
    return int(value) if value[:20].isdigit() and len(value) <= 20 else 0  # noqa: PLR2004 - 64 bits


def _by_uid(said: dict[str, list[Any]]) -> dict[int, Fetched]:
    """Return what was fetched by UID; what came unasked may lack one."""
    lines = said.get("FETCH", [])
    if not lines:
        return {}
    found: Iterable[Fetched] = parse_fetch_response(lines, False, False).values()  # noqa: FBT003
    return {one[b"UID"]: one for one in found if b"UID" in one}


def _statuses(lines: list[Any]) -> dict[bytes, Status]:
    made: dict[bytes, Status] = {}
    for raw, tail in _named(lines):
        said = {word.decode(): int(count) for word, count in _NUMBER.findall(tail)}
        order = ("MESSAGES", "UIDNEXT", "UIDVALIDITY", "HIGHESTMODSEQ")
        made[raw] = Status(*(said.get(one, 0) for one in order))
    return made


def _named(lines: list[Any]) -> Iterable[tuple[bytes, bytes]]:
    """Yield the name each STATUS is of, a literal or not, and what follows it."""
    name = b""
    for line in lines:
        if isinstance(line, tuple):
            name = line[1]
        elif name:
            yield name, line
            name = b""
        else:
            head, mark, tail = line.rpartition(b" (")
            with suppress(imaplib.IMAP4.error, ValueError):
                (word,) = parse_response([head])
                yield _as_bytes(word), mark + tail


def _mailbox(line: Any, statuses: dict[bytes, Status]) -> Mailbox | None:  # noqa: ANN401 - of imaplib
    """Return what one line of a LIST tells; None for what cannot be opened, or asked for."""
    try:
        attributes, delimiter, name = parse_response([line])[:3]
        said = tuple(bytes(one).decode("ascii", "replace") for one in attributes)
    except (imaplib.IMAP4.error, ValueError, TypeError, RecursionError):
        return None
    raw = _as_bytes(name)
    lower = {one.lower() for one in said}
    if not raw or {"\\noselect", "\\nonexistent"} & lower or any(byte < 32 for byte in raw):  # noqa: PLR2004
        return None
    between = bytes(delimiter or b"").decode("ascii", "replace")
    return Mailbox(raw, between, said, statuses.get(raw))


def _as_bytes(word: bytes | int | None) -> bytes:
    """Return a name as it was written, however it was taken."""
    if word is None:
        return b"NIL"
    return str(word).encode() if isinstance(word, int) else bytes(word)
