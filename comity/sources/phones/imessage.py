"""The database of Apple's Messages in, one record a message or reaction out.

On a Mac ``~/Library/Messages/chat.db``; in an unencrypted backup of an iPhone ``sms.db``, which the
backup calls 3d0d7e5fb2ce288813306e4d4636395e047a3d28. Nothing of it is documented; the columns are
those of macOS 10.12 to 26 and iOS 10 to 26. It is read as ``sqlite_file`` tells, and never changed.

A text stands in ``message.text`` or, since macOS 11, in ``attributedBody`` alone (``typedstream``);
that of an edited message in ``message_summary_info``. One that was taken back is kept without a
text. A message to a group is addressed to nobody but whom it answers. Tapbacks are reactions; what
the program says itself (who joined, what a group is called), what services write under a short code
and what could not be sent is left out. Who wrote is told by number or address, not by name: import
the contacts too.
"""

from __future__ import annotations

import plistlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from comity.model import Attachment, Participant, Problem, Skipped
from comity.sources.chats.conversation import Conversation, capped
from comity.sources.guarded import guarded
from comity.sources.phones.parties import OWNER, party, tail
from comity.sources.phones.typedstream import text_of
from comity.sources.sqlite_file import DAMAGE, apple_us, chosen, columns, has_tables, opened

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record

    Row = dict[str, Any]

name = "imessage"
CHANNEL = "imessage"

_TABLES = ("message", "handle", "chat", "chat_message_join", "chat_handle_join")
_WANTED = (
    "guid text attributedBody message_summary_info date date_edited date_retracted is_from_me "
    "handle_id item_type error is_sent is_spam is_system_message associated_message_guid "
    "associated_message_type associated_message_emoji thread_originator_guid account "
    "destination_caller_id cache_has_attachments"
).split()
_GROUP_STYLE = 43
# Of several chats that hold one message, a group's: in it nobody was addressed in particular.
_JOINED = f"""
    SELECT message_id, coalesce(min(CASE WHEN {{style}} = {_GROUP_STYLE} THEN chat_id END),
        min(chat_id)) AS chat_id
    FROM chat_message_join j LEFT JOIN chat c ON c.ROWID = j.chat_id GROUP BY message_id
"""
_TAPBACKS, _TAPBACKS_TAKEN = range(2000, 3000), range(3000, 4000)
_SIGNS = ("loved", "liked", "disliked", "laughed at", "emphasized", "questioned")
_GUID_CHARS = 36
_PLACEHOLDERS = str.maketrans("", "", "\ufffc\ufffd")  # of attachments and small programs
_MEMBERS_MAX = 500
_PLIST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Chat:
    """Where people talk."""

    guid: str
    is_group: bool
    members: tuple[str, ...]  # numbers and addresses, without the owner's


def recognise(path: Path) -> bool:
    """Whether a file is such a database."""
    return has_tables(path, *_TABLES)


def account(path: Path) -> str:  # noqa: ARG001 - several accounts may write into one
    """Return what such a database is of."""
    return "messages"


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield a record for each message."""
    try:
        with opened(path) as connection:
            yield from _Reader(connection, path.name).read()
    except DAMAGE as error:
        what = f"the database cannot be read to its end ({type(error).__name__})"
        advice = "close Messages, copy its folder and import the copy"
        yield Skipped("unreadable", path.name, Problem(path.name, what, advice))


class _Reader:
    """A database that is open, and what all of its messages share."""

    def __init__(self, connection: sqlite3.Connection, file: str) -> None:
        self.connection, self.file = connection, file
        self.columns = columns(connection, *_TABLES, "message_attachment_join", "attachment")
        handles = connection.execute("SELECT ROWID, id FROM handle")
        self.handles = {row[0]: str(row[1] or "") for row in handles}
        self.chats = self._chats()

    def read(self) -> Iterator[Record | Skipped]:
        """Yield what becomes of each message."""
        cursor = self.connection.execute(self._sql())
        names = [one[0] for one in cursor.description]
        for values in cursor:
            row = dict(zip(names, values, strict=True))
            where = f"{self.file}, message {row['ROWID']}"
            yield guarded(where, self._item, row, where)

    def _sql(self) -> str:
        """Return the query of all messages, with the author of what each answers or reacts to."""
        about = f"substr(coalesce(m.associated_message_guid, ''), -{_GUID_CHARS})"
        present = self.columns["message"]
        if "associated_message_guid" not in present:
            about = "''"
        if "thread_originator_guid" in present:
            about = f"coalesce(nullif({about}, ''), m.thread_originator_guid)"
        style = "c.style" if "style" in self.columns["chat"] else "0"
        return f"""
            SELECT m.ROWID AS ROWID, {chosen(_WANTED, present, "m")}, j.chat_id AS chat_id,
                a.is_from_me AS about_mine, a.handle_id AS about_handle
            FROM message m
            LEFT JOIN ({_JOINED.format(style=style)}) j ON j.message_id = m.ROWID
            LEFT JOIN message a ON a.guid = {about} AND a.guid <> ''
            ORDER BY m.ROWID
        """

    def _chats(self) -> dict[int, Chat]:
        members: dict[int, list[str]] = {}
        joined = "SELECT DISTINCT chat_id, handle_id FROM chat_handle_join ORDER BY 1, 2"
        for chat_id, handle_id in self.connection.execute(joined):
            some = members.setdefault(chat_id, [])
            if handle_id in self.handles and len(some) < _MEMBERS_MAX:
                some.append(self.handles[handle_id])
        found = {}
        present = self.columns["chat"]
        said = chosen(("guid", "style", "chat_identifier"), present, "chat")
        for chat_id, guid, style, identifier in self.connection.execute(
            f"SELECT chat.ROWID, {said} FROM chat"
        ):
            own = members.get(chat_id) or [str(identifier or "")]
            is_group = style == _GROUP_STYLE or len({tail(one) for one in own}) > 1
            found[chat_id] = Chat(str(guid or chat_id), is_group, tuple(own))
        return found

    def _item(self, row: Row, where: str) -> Record | Skipped:
        if row["is_spam"]:
            return Skipped("junk", where)
        is_own_words = not row["item_type"] and not row["is_system_message"]
        is_lost = row["error"] and row["is_from_me"] and not row["is_sent"]
        kind = row["associated_message_type"] or 0
        if not is_own_words or is_lost or kind in _TAPBACKS_TAKEN or not row["guid"]:
            return Skipped("not used", where)
        own = _own(row)
        chat = self.chats.get(row["chat_id"])
        other = self._other(row, chat)
        author = own if row["is_from_me"] else other
        if author is None or (other is None and not (chat and chat.is_group)):
            return Skipped("not used", where)
        talk = _conversation(own, other, chat)
        at_us = apple_us(row["date"])
        ref = f"imessage/{str(row['guid'])[:200]}"
        about = self._about(row, own, chat)
        if kind in _TAPBACKS:
            return talk.reaction(ref, where, author, at_us, to=about, sign=_sign(row, kind))
        record = talk.message(
            ref,
            where,
            author,
            at_us,
            text=_text(row),
            to=(about,) if about else (),
            edited_us=apple_us(row["date_edited"]) or apple_us(row["date_retracted"]),
        )
        return self._with_attachments(record, row)

    def _other(self, row: Row, chat: Chat | None) -> Participant | None:
        """Return who wrote, or to whom the owner wrote alone."""
        address = self.handles.get(row["handle_id"], "")
        if not address and chat and not chat.is_group:
            address = chat.members[0]
        return party(address)

    def _about(self, row: Row, own: Participant, chat: Chat | None) -> Participant | None:
        """Return the author of what a message answers or reacts to."""
        if row["about_mine"]:
            return own
        address = self.handles.get(row["about_handle"], "")
        if not address and row["about_mine"] == 0 and chat and not chat.is_group:
            address = chat.members[0]
        return party(address) if address else None

    def _with_attachments(self, record: Record, row: Row) -> Record:
        if not row["cache_has_attachments"] or "attachment" not in self.columns:
            return record
        said = chosen(("transfer_name", "total_bytes"), self.columns["attachment"], "attachment")
        found = self.connection.execute(
            f"SELECT {said} FROM message_attachment_join j JOIN attachment "
            "ON attachment.ROWID = j.attachment_id WHERE j.message_id = ? LIMIT 100",
            (row["ROWID"],),
        )
        named = tuple(
            Attachment(str(called or "attachment")[:200], size if isinstance(size, int) else 0)
            for called, size in found
        )
        return replace(record, attachments=named)


def _own(row: Row) -> Participant:
    """Return the owner, by the address that a message came to or went from."""
    for told in (row["destination_caller_id"], row["account"]):
        plain = str(told or "")
        plain = plain[2:] if plain[1:2] == ":" else plain  # E:me@home.example, P:+44…
        if found := party(plain):
            return found
    return Participant("from", OWNER)


def _conversation(own: Participant, other: Participant | None, chat: Chat | None) -> Conversation:
    if chat and chat.is_group:
        return Conversation(CHANNEL, chat.guid, own=own)
    assert other is not None  # noqa: S101 - of two there are two
    return Conversation(CHANNEL, tail(other.identity), pair=(own, other), own=own)


def _sign(row: Row, kind: int) -> str:
    """Return how somebody reacted."""
    number = kind - _TAPBACKS.start
    return _SIGNS[number] if number < len(_SIGNS) else str(row["associated_message_emoji"] or "")


def _text(row: Row) -> str:
    """Return what a message says: as it stands, as its archive holds it, as it was last edited."""
    told = row["text"]
    if not isinstance(told, str) or not told:
        archive = row["attributedBody"]
        told = text_of(archive) if isinstance(archive, bytes) else None
    if not told and isinstance(row["message_summary_info"], bytes):
        told = _edited(row["message_summary_info"])
    return capped(str(told or "").translate(_PLACEHOLDERS).strip())


def _edited(summary: bytes) -> str:
    """Return the last words of each part of an edited message (a property list, binary)."""
    if len(summary) > _PLIST_BYTES:
        return ""
    try:
        parts = plistlib.loads(summary).get("ec", {})
        last = [parts[part][-1]["t"] for part in sorted(parts, key=int)]
        return "\n".join(text_of(one) or "" for one in last if isinstance(one, bytes))
    except Exception:  # noqa: BLE001 - a stranger's property list: what it raises is not told
        return ""
