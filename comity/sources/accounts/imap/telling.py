"""One mailbox of a server in, what is new in it out, and what is gone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from comity.model import Problem, Skipped
from comity.sources.accounts import Gone, Item, Place, Renumbered
from comity.sources.accounts.imap.folders import PASSED_OVER, use_of_message
from comity.sources.accounts.imap.large import large
from comity.sources.accounts.imap.token import Token
from comity.sources.guarded import guarded
from comity.sources.mail.rfc5322 import read_mail

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator

    from comity.model import Record
    from comity.normalise.folder import FolderUse
    from comity.sources.accounts import Said
    from comity.sources.accounts.imap.connection import Connection, Fetched, Status
    from comity.sources.accounts.imap.folders import Folder
    from comity.sources.accounts.imap.heard import Heard

WHOLE = 1 << 16  # bytes of a message that are asked for at once
_JUDGED_AT_ONCE = 500
_READ_AT_ONCE = 64  # 4 MB at the most
_NOT_GIVEN = "missing"  # the mark of what the server did not give
_FLAGS = "FLAGS"
_OF_GMAIL = "FLAGS X-GM-MSGID X-GM-LABELS"


@dataclass(slots=True)
class Telling:
    """One visit of one mailbox."""

    server: Connection
    folder: Folder
    heard: Heard
    day: int
    copies: set[str] | None = None  # X-GM-MSGID of all that was read, where copies are to be told
    missing: set[int] = field(default_factory=set)

    def told(self) -> Iterator[Said]:
        """Yield all there is to tell of it."""
        place = self.folder.place
        token = Token.of(self.heard.token(place))
        status = self.folder.status or self.server.status(self.folder.raw)
        if token.is_of(status) and token.day == self.day and not token.missing:
            yield Place(place, str(token), status.exists)
            return
        status = self.server.examine(self.folder.raw)
        if token.validity != status.validity:
            if self.heard.marks(place):
                yield Renumbered(place)
            token = Token(status.validity)
            yield Place(place, str(token), status.exists)
        there = yield from self._gone(token, status)
        arrived = sum(uid >= status.next for uid in there) if status.next else 0
        yield from self._items(there)
        vanished = yield from self._not_given()
        after = replace(
            Token(status.validity, status.next, status.modseq, status.exists),
            missing=len(self.missing),
            day=self.day,
        )
        yield Place(place, str(after), status.exists + arrived - vanished)

    def _gone(self, token: Token, status: Status) -> Generator[Said, None, Collection[int]]:
        """Tell what is gone; return the numbers among which new messages are."""
        marks = self.heard.marks(self.folder.place)
        counts = token.next and token.day == self.day and token.modseq and status.modseq
        if counts and self.server.tells_vanished:
            there, is_gone = self.server.changed(token.modseq)
            gone = [id_ for id_ in marks if is_gone(int(id_))]
            if gone:
                yield Gone(self.folder.place, gone)
            return there | self.server.uids(f"UID {token.next}:*")
        there = self.server.uids()
        gone = [id_ for id_ in marks if int(id_) not in there]
        if gone:
            yield Gone(self.folder.place, gone)
        return there

    def _items(self, there: Collection[int]) -> Iterator[Said]:
        """Tell the messages that were not told, the latest first."""
        marks = self.heard.marks(self.folder.place)
        unsettled = {int(id_) for id_, mark in marks.items() if _why(mark)}
        known = {int(id_) for id_ in marks}
        fresh = sorted((set(there) - known) | unsettled, reverse=True)
        if self.folder.use in PASSED_OVER:
            for uid in fresh:
                yield self._item(uid, self._skipped(uid, self.folder.use), "")
            return
        for start in range(0, len(fresh), _JUDGED_AT_ONCE):
            yield from self._judged(fresh[start : start + _JUDGED_AT_ONCE])

    def _judged(self, uids: list[int]) -> Iterator[Said]:
        """Tell what the flags of messages leave to be read, and what not."""
        marks = self.heard.marks(self.folder.place)
        wanted: dict[int, tuple[FolderUse, str]] = {}
        said = self.server.fetch(uids, _OF_GMAIL if self.server.is_gmail else _FLAGS)
        for uid in uids:
            if uid not in said:
                self.missing.add(uid)
                continue
            use = use_of_message(self.folder, *_flags(said[uid]))
            number = str(said[uid].get(b"X-GM-MSGID") or "")
            if use in PASSED_OVER:
                mark = f"{PASSED_OVER[use]};{number}"
                if marks.get(str(uid)) != mark:
                    yield self._item(uid, self._skipped(uid, use), mark)
            elif number and self.copies is not None and number in self.copies:
                yield self._item(uid, Skipped("not used", self._where(uid)), f";{number}")
            else:
                wanted[uid] = use, f";{number}" if number else ""
                if self.copies is not None:
                    self.copies.add(number)
        every = list(wanted)
        for start in range(0, len(every), _READ_AT_ONCE):
            some = every[start : start + _READ_AT_ONCE]
            found = self.server.fetch(some, f"BODY.PEEK[]<0.{WHOLE}>")
            for uid in some:
                yield from self._message(uid, found.get(uid, {}), *wanted[uid])

    def _message(self, uid: int, found: Fetched, use: FolderUse, mark: str) -> Iterator[Said]:
        raw = found.get(b"BODY[]<0>", found.get(b"BODY[]"))
        if not isinstance(raw, bytes) or not raw:
            self.missing.add(uid)
            return
        where = self._where(uid)
        absent: dict[bytes, int] = {}
        if len(raw) >= WHOLE and b"BODY[]<0>" in found:
            whole = large(self.server, uid)
            if whole is None:
                self.missing.add(uid)
                return
            raw, absent = whole.raw, whole.absent
        what = guarded(where, read_mail, raw, where, use=use, absent=absent)
        yield self._item(uid, what, mark)

    def _not_given(self) -> Generator[Said, None, int]:
        """Tell what the server kept back; return how many messages vanished meanwhile."""
        if not self.missing:
            return 0
        asked = sorted(self.missing)
        still = self.missing & self.server.uids()
        marks = self.heard.marks(self.folder.place)
        for uid in sorted(still):
            if marks.get(str(uid)) == _NOT_GIVEN:
                continue
            where = self._where(uid)
            problem = Problem(
                where, "the server does not give this message", "it is asked again at every sync"
            )
            yield self._item(uid, Skipped("unreadable", where, problem), _NOT_GIVEN)
        gone = [str(uid) for uid in asked if uid not in still and str(uid) in marks]
        if gone:
            yield Gone(self.folder.place, gone)
        self.missing = still
        return len(asked) - len(still)

    def _item(self, uid: int, what: Record | Skipped, mark: str) -> Item:
        return Item(self.folder.place, str(uid), what, mark)

    def _skipped(self, uid: int, use: FolderUse) -> Skipped:
        return Skipped(PASSED_OVER[use], self._where(uid))

    def _where(self, uid: int) -> str:
        return f"{self.folder.place}, message {uid}"


def _why(mark: str) -> str:
    """Return what a message was passed over for that may have changed."""
    return mark.partition(";")[0]


def number_of(mark: str) -> str:
    """Return Gmail's number of a message that was read; "" for any other."""
    why, _, number = mark.partition(";")
    return "" if why else number


def _flags(said: Fetched) -> tuple[list[bytes], list[bytes]]:
    """Return the flags, and those of Gmail's labels that it gave itself."""
    flags = [one for one in said.get(b"FLAGS") or () if isinstance(one, bytes)]
    labels = [one for one in said.get(b"X-GM-LABELS") or () if isinstance(one, bytes)]
    return flags, [one for one in labels if one.startswith(b"\\")]
