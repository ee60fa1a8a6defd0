"""A mail's key and what it says in; whether it is known, and under which key and version, out.

Known is a mail by the same author under the same Message-ID whose date is the same, or whose text
(``normalise.likeness``). A Message-ID is public, and anybody may use one again: by another author,
or with another date and other words, it is another mail, and a fact of its own. An author whom
Exchange alone knows, by a name of its own, may be any: Outlook keeps mails so whose copies
elsewhere tell the address. A copy is stored beside the first only when it says more: a text that
goes on where the first one ends, or that its user sent it, to whom it went blind, or the list it
came by; then it has a version of its own. Author, date and recipients stay those of the first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

import pyarrow.compute as pc

from comity.normalise.likeness import LENGTH_BITS, continues
from comity.schema import (
    EXCHANGE_AUTHOR,
    MAIL_KEY_CHARS,
    MESSAGE_ID_KEY_CHARS,
    another_key,
    author_key,
)
from comity.store.current import FLAGS_ONLY

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

INDEXED = ["key", "version", "kind", "at_us", "text_mark", "folder", "list_id", "bcc"]

# What is known of a mail is one integer: the mark of its longest text, three flags, its date in
# seconds, its author, then a bit for every source that holds it. A million take about 200 MB so.
_MARK = (1 << 63) - 1
_LENGTH = (1 << LENGTH_BITS) - 1
_SENT, _LIST, _BCC = 1 << 63, 1 << 64, 1 << 65
_FLAGS = _SENT | _LIST | _BCC
_DATE, _DATE_BITS = 66, 38
_DATES = ((1 << _DATE_BITS) - 1) << _DATE
_AUTHOR, _AUTHOR_BITS = _DATE + _DATE_BITS, 32
_AUTHORS = ((1 << _AUTHOR_BITS) - 1) << _AUTHOR
_ANY_AUTHOR = int(author_key(EXCHANGE_AUTHOR), 16) << _AUTHOR
_NAMESAKES_MAX = 100  # that are looked through for one whose author is not told
_EPOCH_S = 1 << (_DATE_BITS - 1)
HELD = _AUTHOR + _AUTHOR_BITS


class Odd(NamedTuple):
    """A Message-ID or a UID under which there is more than one fact."""

    kind: Literal["another author", "another mail", "another person", "another event"]
    reference: str = ""


class Taken(NamedTuple):
    """What became of one mail."""

    key: str
    version: str = ""
    new: bool = False
    stored: bool = False
    held: bool = False  # by a source that was not known to hold it
    odd: Odd | None = None


@dataclass(slots=True)
class _Namesakes:
    """The mails of one Message-ID, where they are several, or one has a fuller copy."""

    says: dict[str, int] = field(default_factory=dict)  # by key
    known_by: dict[tuple[str, int], str] = field(default_factory=dict)  # what it is known by -> key

    def add(self, key: str, says: int) -> None:
        """Take one more mail in."""
        self.says[key] = says
        self.note(key, says)

    def note(self, key: str, says: int) -> None:
        """Remember what a mail, or a copy of it, is known by."""
        author, date, mark = says & _AUTHORS, says & _DATES, says & _MARK
        marks = [("by", author), ("date", author | date), ("text", author | mark)]
        marks += [("undated", author)] * (not date) + [("blank", author)] * (not mark)
        marks += [("bare", author)] * (not date and not mark)
        for one in marks:
            self.known_by.setdefault(one, key)

    def find(self, says: int) -> str | None:
        """Return the key of the mail that this is a copy of, by the rules of ``_same``."""
        if says & _AUTHORS == _ANY_AUTHOR:
            some = islice(self.says.items(), _NAMESAKES_MAX)
            return next((key for key, one in some if _same(one, says)), None)
        return self._find(says) or self._find(says & ~_AUTHORS | _ANY_AUTHOR)

    def _find(self, says: int) -> str | None:
        """Return the key of a copy by just this author."""
        author, date, mark = says & _AUTHORS, says & _DATES, says & _MARK
        if not date and not mark:
            return self.known_by.get(("by", author))
        other = ("bare" if mark else "undated") if date else "blank"
        tried = [("date", author | date)] * bool(date) + [("text", author | mark)] * bool(mark)
        found = (self.known_by.get(one) for one in (*tried, (other, author)))
        return next((key for key in found if key), None)

    def odd(self, key: str) -> Odd | None:
        """Return what is to be said of a mail of these; nothing of the first."""
        if key == next(iter(self.says)):
            return None
        return Odd("another mail" if len(key) > MAIL_KEY_CHARS else "another author")


@dataclass(slots=True)
class Mailings:
    """Every mail stored."""

    alone: dict[int, int] = field(default_factory=dict)  # Message-ID -> what its one mail says
    shared: dict[int, _Namesakes] = field(default_factory=dict)
    longest: dict[str, str] = field(default_factory=dict)  # version of a mail's longest copy

    def take(self, key: str, says: int, text: Callable[[], str]) -> Taken:
        """Take note of one mail; its text is asked for only where it may be the fuller one."""
        name = int(key[:MESSAGE_ID_KEY_CHARS], 16)
        before = self.alone.get(name)
        if before is None and name not in self.shared:
            self.alone[name] = says
            return Taken(key, new=True, stored=True, held=True)
        if before is not None and _same(before, says):
            key = _own_key(key, before)
            copy, after = self._copy(key, before, says, text)
            self.alone[name] = after
            if (after ^ before) & _MARK:
                self._share(name, key).note(key, before)
            return copy
        group = self.shared.get(name) or self._share(name, _own_key(key, before or 0))
        return self._among(group, key, says, text)

    def _among(self, group: _Namesakes, key: str, says: int, text: Callable[[], str]) -> Taken:
        """Take note of a mail whose Message-ID several bear."""
        known = group.find(says)
        again = ("by", says & _AUTHORS) in group.known_by
        if known is None:
            key = another_key(key, says & (_DATES | _MARK)) if again else key
            group.add(key, says)
            odd = Odd("another mail" if again else "another author")
            return Taken(key, new=True, stored=True, held=True, odd=odd)
        copy, group.says[known] = self._copy(known, group.says[known], says, text)
        group.note(known, group.says[known])
        return copy._replace(odd=group.odd(known))

    def _copy(self, key: str, before: int, says: int, text: Callable[[], str]) -> tuple[Taken, int]:
        """Take note of a copy; return also what is known of the mail with it."""
        held = bool(says >> HELD & ~(before >> HELD))
        after = before | says >> HELD << HELD
        longer = says & _LENGTH > before & _LENGTH
        fuller = longer and (not before & _MARK or continues(text(), before & _MARK))
        if not fuller and not says & _FLAGS & ~before:
            return Taken(key, self.longest.get(key, ""), held=held), after
        version = f"{'' if fuller else FLAGS_ONLY}{says & _LENGTH}.{says >> 63 & 7}"
        return Taken(key, version, stored=True, held=True), self._noted(key, version, after, says)

    def _noted(self, key: str, version: str, before: int, says: int) -> int:
        """Return what is known of a mail with a copy that is stored beside it."""
        if not version.startswith(FLAGS_ONLY):
            self.longest[key] = version
            before = before & ~_MARK | says & _MARK
        return before | says & _FLAGS

    def _share(self, name: int, key: str) -> _Namesakes:
        """Make room for several mails, or texts, under a Message-ID."""
        group = self.shared[name] = _Namesakes()
        group.add(key, self.alone.pop(name))
        return group

    def load(self, record: pa.Table) -> None:
        """Take in mails that are stored."""
        keys, versions = (record.column(name).to_pylist() for name in ("key", "version"))
        for key, version, said in zip(keys, versions, says(record), strict=True):
            name = int(key[:MESSAGE_ID_KEY_CHARS], 16)
            group = self.shared.get(name)
            if group is None and name not in self.alone:
                self.alone[name] = said
                self._first(key, version, name)
            elif group is None and _own_key(key, self.alone[name]) == key:
                before = self.alone[name]
                self.alone[name] = self._noted(key, version, before, said)
                if (self.alone[name] ^ before) & _MARK:
                    self._share(name, key).note(key, before)
            else:
                group = group or self._share(name, _own_key(key, self.alone[name]))
                self._load_among(group, key, version, said)

    def _first(self, key: str, version: str, name: int) -> None:
        if version:
            self.longest[key] = version
        if len(key) > MAIL_KEY_CHARS:
            self._share(name, key)

    def _load_among(self, group: _Namesakes, key: str, version: str, said: int) -> None:
        if key not in group.says:
            group.add(key, said)
            if version:
                self.longest[key] = version
            return
        group.says[key] = self._noted(key, version, group.says[key], said)
        group.note(key, group.says[key])

    def hold(self, key: str, bit: int) -> None:
        """Note that a source holds a mail."""
        name = int(key[:MESSAGE_ID_KEY_CHARS], 16)
        if name in self.alone:
            self.alone[name] |= bit
        elif (group := self.shared.get(name)) and key in group.says:
            group.says[key] |= bit


def _same(one: int, other: int) -> bool:
    """Tell whether two mails under one Message-ID are one mail."""
    if (one ^ other) & _AUTHORS and _ANY_AUTHOR not in (one & _AUTHORS, other & _AUTHORS):
        return False
    if one & _DATES and other & _DATES:
        marked = one & _MARK and not (one ^ other) & _MARK
        return bool(marked) or not (one ^ other) & _DATES
    return not (one & _MARK and other & _MARK) or not (one ^ other) & _MARK


def _own_key(key: str, says: int) -> str:
    """Return the key of the first mail under the Message-ID of that key."""
    author = says >> _AUTHOR & ((1 << _AUTHOR_BITS) - 1)
    return f"{key[:MESSAGE_ID_KEY_CHARS]}{author:08x}"


def says(record: pa.Table | pa.RecordBatch) -> list[int]:
    """Return what each mail says, as one integer, in no source yet."""
    marks, dates_us = (record.column(name).to_pylist() for name in ("text_mark", "at_us"))
    sent = pc.equal(record.column("folder"), "sent").to_pylist()
    listed = pc.not_equal(record.column("list_id"), "").to_pylist()
    blind = pc.greater(record.column("bcc"), 0).to_pylist()
    keys = record.column("key").to_pylist()
    return [
        mark
        | (_SENT if is_sent else 0)
        | (_LIST if is_listed else 0)
        | (_BCC if is_sent and is_blind else 0)
        | _date(at_us) << _DATE
        | int(key[MESSAGE_ID_KEY_CHARS:MAIL_KEY_CHARS], 16) << _AUTHOR
        for mark, at_us, is_sent, is_listed, is_blind, key in zip(
            marks, dates_us, sent, listed, blind, keys, strict=True
        )
    ]


def _date(at_us: int | None) -> int:
    """Return a date in seconds as it is kept; 0 for none."""
    if at_us is None:
        return 0
    return min(max(at_us // 1_000_000 + _EPOCH_S, 1), (1 << _DATE_BITS) - 1)
