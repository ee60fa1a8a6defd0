"""Texts, calls and voicemail of Google Voice in, as a Takeout has them; one record each out.

At takeout.google.com tick *Voice*; in ``Voice/Calls`` lies a page (HTML) for each call and each day
of a conversation: "Ada Hart - Text - 2026-03-02T09_00_00Z.html", or Group Conversation, Received,
Placed, Missed, Voicemail. Nothing of it is documented; the pages follow the microformats hCard and
hAudio, and what each is stands in its labels, whatever its language: ``#sms``, ``#received``. The
owner's own lines are the ones whose name is an ``abbr``. ``Voice/Phones.vcf`` tells their numbers.

A message to a group is addressed to nobody in particular. A voicemail is a message, with its
transcript if there is one; a recording is another file of a call, and not used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING

from comity.model import Attachment, Participant, Problem, Skipped
from comity.normalise.time import us_of
from comity.sources.chats.conversation import Conversation, called, capped, digest, owner
from comity.sources.guarded import guarded
from comity.sources.phones.own_numbers import is_own_numbers
from comity.sources.phones.parties import OWNER, call, party, tail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record
    from comity.sources.phones.parties import Way

name = "google_voice"
CHANNEL = "google_voice"

_HEAD_BYTES = 1 << 14
_FILE_BYTES = 32 << 20
_PAGE = re.compile(rb'class="(?:hChatLog\b|haudio")')
_NUMBER = re.compile(
    r"^(?:item\d+\.)?TEL[^:\r\n]*:\s*(?:tel:)?([+\d][\d ()+-]{5,30})", re.MULTILINE
)
_MESSAGE = '<div class="message">'
_WHEN = re.compile(r'<abbr class="(?:dt|published)" title="([^"]{10,40})"')
_PERSON = re.compile(
    r'<a class="tel" href="tel:([^"]{0,200})">\s*<(span|abbr) class="fn"[^>]{0,100}>(.*?)</',
    re.DOTALL,
)
_WORDS = re.compile(r"<q>((?:(?!</?q>).)*+)</q>", re.DOTALL)
_TRANSCRIPT = re.compile(
    r'<span class="full-text">((?:(?!</span>|<span class="full-text">).)*+)</span>', re.DOTALL
)
_PARTICIPANTS = re.compile(
    r'<div class="participants">((?:(?!</div>|<div class="part).)*+)</div>', re.DOTALL
)
_LABEL = re.compile(r'<a rel="tag" href="[^"#]{0,100}#(\w{1,20})"')
_LENGTH = re.compile(
    r'<abbr class="duration" title="PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,6})S)?"'
)
_MEDIA = re.compile(r'<(?:img|video|audio)\b[^>]{0,300}?src="([^"]{1,300})"')
_BREAK = re.compile(r"<br\s*/?>")
_TAG = re.compile(r"<[^>]{0,500}>")
_WAYS: dict[str, Way] = {"received": "in", "missed": "in", "voicemail": "in", "placed": "out"}


@dataclass(frozen=True, slots=True)
class Page:
    """What one page is, and whom it is with."""

    file: str
    text: str
    labels: frozenset[str]
    group: tuple[str, ...]  # numbers of a group; none of a talk of two


def recognise(path: Path) -> bool:
    """Whether a file is such a page, or the list of the owner's numbers beside them."""
    if is_own_numbers(path):
        return True
    if path.suffix.lower() not in {".html", ".htm"} or not path.is_file():
        return False
    with path.open("rb") as stream:
        return _PAGE.search(stream.read(_HEAD_BYTES)) is not None


def account(path: Path) -> str:  # noqa: ARG001 - a page does not say whose it is
    """Return what such pages are of."""
    return "voice"


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield a record for each message or call of a page."""
    if path.stat().st_size > _FILE_BYTES:
        yield _unreadable(path.name, "the file is larger than 32 MB")
        return
    text = path.read_bytes().decode("utf-8", "replace").replace("\0", "")
    if path.suffix.lower() == ".vcf":
        yield guarded(path.name, _own_numbers, text, path.name)
        return
    page = _page(path.name, text)
    if "spam" in page.labels:
        parts = text.count(_MESSAGE)
        yield from (Skipped("junk", path.name) for _ in range(max(parts, 1)))
    elif _MESSAGE in text:
        yield from _messages(page)
    elif page.labels & _WAYS.keys():
        yield guarded(path.name, _call, page)
    else:
        yield Skipped("not used", path.name)


def _page(file: str, text: str) -> Page:
    inside = _PARTICIPANTS.search(text)
    numbers = [one for one, _, _ in _PERSON.findall(inside[1])] if inside else []
    others = tuple(dict.fromkeys(numbers))
    is_group = inside is not None and len(others) > 1
    return Page(file, text, frozenset(_LABEL.findall(text)), others if is_group else ())


def _own_numbers(text: str, where: str) -> Record | Skipped:
    """Return what the list of one's own numbers says."""
    found = [one for number in _NUMBER.findall(text)[:20] if (one := party(number.strip()))]
    if not found:
        return Skipped("not used", where)
    return owner(CHANNEL, tail(found[0].identity), where, *found)


def _messages(page: Page) -> Iterator[Record | Skipped]:
    _head, *pieces = page.text.partition('<div class="tags">')[0].split(_MESSAGE)
    own, other = _own(pieces), _other(page, pieces)
    for number, piece in enumerate(pieces, 1):
        where = f"{page.file}, message {number}"
        yield guarded(where, _message, piece, page, own, other, where=where)


def _other(page: Page, pieces: list[str]) -> Participant | None:
    """Return whom a talk of two is with: who writes in it, else whom the file is named for."""
    for piece in pieces:
        found = _PERSON.search(piece)
        if found and found[2] == "span":
            return party(found[1], _plain(found[3]))
    named = page.file.partition(" - ")[0].strip()
    if any(one.isalpha() for one in named):
        return called(CHANNEL, named)
    return party(named)


def _own(pieces: list[str]) -> Participant:
    """Return the owner, by the number they wrote from where they did."""
    found = (_PERSON.search(piece) for piece in pieces)
    own = next((party(one[1]) for one in found if one and one[2] == "abbr"), None)
    return own or Participant("from", OWNER)


def _message(
    piece: str, page: Page, own: Participant, other: Participant | None, *, where: str
) -> Record | Skipped:
    at_us, found, words = _when(piece), _PERSON.search(piece), _WORDS.search(piece)
    if at_us is None or not found:
        return _unreadable(where, "who wrote it, or when, cannot be told")
    is_mine = found[2] == "abbr"
    author = own if is_mine else party(found[1], _plain(found[3]))
    if author is None or (other is None and not page.group):
        return Skipped("not used", where)
    text = capped(_plain(words[1])) if words else ""
    media = tuple(unescape(one) for one in _MEDIA.findall(piece)[:100])
    text = "" if media and text == "MMS Sent" else text
    if page.group:
        numbers = sorted({tail(one) for one in page.group})
        talk = Conversation(CHANNEL, "~".join(numbers), own=own)
    else:
        assert other is not None  # noqa: S101 - of two there are two
        talk = Conversation(CHANNEL, tail(other.identity), pair=(own, other), own=own)
    way = "out" if is_mine else "in"
    ref = digest(CHANNEL, str(at_us), way, tail(found[1]), talk.name, text)
    record = talk.message(ref, where, author, at_us, text=text)
    return replace(record, attachments=tuple(Attachment(one, 0) for one in media))


def _call(page: Page) -> Record | Skipped:
    found, at_us = _PERSON.search(page.text), _when(page.text)
    if at_us is None:
        return _unreadable(page.file, "when it was cannot be told")
    other = party(found[1], _plain(found[3])) if found else None
    if not found or other is None:
        return Skipped("not used", page.file)
    kind = next(one for one in ("voicemail", "missed", "received", "placed") if one in page.labels)
    if kind == "voicemail":
        return _voicemail(page, other, at_us)
    length = _LENGTH.search(page.text)
    hours, minutes, seconds = (int(one or 0) for one in length.groups()) if length else (0, 0, 0)
    lasted = 0 if kind == "missed" else hours * 3600 + minutes * 60 + seconds
    number, where = found[1], page.file
    way = _WAYS[kind]
    return call(other, way, at_us, seconds=lasted, where=where, channel=CHANNEL, number=number)


def _voicemail(page: Page, other: Participant, at_us: int) -> Record:
    said = _TRANSCRIPT.search(page.text)
    own = Participant("from", OWNER)
    talk = Conversation(CHANNEL, tail(other.identity), pair=(own, other), own=own)
    ref = digest(CHANNEL, "voicemail", str(at_us), tail(other.identity))
    text = _plain(said[1]) if said else ""
    return talk.message(ref, page.file, other, at_us, text=text)


def _when(piece: str) -> int | None:
    """Return the instant that a page writes for machines (ISO 8601, with its offset)."""
    found = _WHEN.search(piece)
    try:
        moment = datetime.fromisoformat(found[1]) if found else None
        return us_of(moment) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _plain(markup: str) -> str:
    """Return the text of a piece of a page."""
    return unescape(_TAG.sub("", _BREAK.sub("\n", markup))).strip()


def _unreadable(where: str, what: str) -> Skipped:
    return Skipped("unreadable", where, Problem(where, what, "export Voice again"))
