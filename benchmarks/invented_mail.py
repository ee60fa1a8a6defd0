"""A number in, that many invented messages out (RFC 5322, MIME): a busy mailbox of some years.

Messages are multipart, text beside HTML, 14 to 16 KB; one in twenty carries an attachment
besides. There are threads with quotes and signatures, lists, senders of one name, encoded
words, three transfer encodings. Words are common English ones and, beyond those, made up of
syllables; they are drawn by Zipf's law, so that an index over them grows as one over prose
does. The same seed gives the same bytes.
"""

from __future__ import annotations

import base64
import quopri
import random
from bisect import bisect
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OWNER = "robin.vale@example.org"
_START = datetime(2019, 1, 1, tzinfo=UTC)
_YEARS = 7
_FIRST = (
    "Ada Bela Cleo Dara Enno Fenna Goran Hanne Ines Jarl Kaya Lior Mato Nuria Odile Zoë".split()
)
_LAST = "Abend Brook Corvo Dahl Estrin Fjord Garve Holm Iversen Jurado Keller Løvland Núñez".split()
_ONSETS = "b br c ch d dr f fl g gr h j k l m n p pl qu r s sh st t tr v w z".split()
_VOWELS = "a e i o u ai ea ou".split()
_ENDS = ["", "", "", "n", "r", "s", "t", "ng", "l", "ck"]
_COMMON = """the to and of a I you in is that for it we on with be this have will are as can not
your from at if me please could would by so but an or they about what our send thank was do my
one just time there more get no meeting know let any which week up all has when out some how
draft work look see new them new need should like next report call question after also only then
than into over think make good before day review plan people help sure here very still""".split()
_TEXT_BYTES = 3_600
_SIZE_BYTES = (14_000, 16_000)


@dataclass(frozen=True, slots=True)
class Message:
    """One message: when it was sent, whether by the owner, and its bytes with LF line ends."""

    at: datetime
    sent: bool
    data: bytes


@dataclass(slots=True)
class _Thread:
    subject: str
    members: list[tuple[str, str]]
    list_id: str
    ids: list[str] = field(default_factory=list)
    quote: str = ""


class _Prose:
    """Sentences of made-up words, the n-th commonest drawn with weight n**-1.2."""

    def __init__(self, rng: random.Random, *, words: int) -> None:
        self.rng = rng
        made = {word(rng) for _ in range(words)} - set(_COMMON)
        # Short words are the common ones in any language.
        self.words = _COMMON + sorted(made, key=lambda word: (len(word) * rng.random(), word))
        self.weights = list(accumulate(rank**-1.2 for rank in range(1, len(self.words) + 1)))

    def some(self, count: int) -> list[str]:
        """Return that many words."""
        top, draw = self.weights[-1], self.rng.random
        return [self.words[bisect(self.weights, draw() * top)] for _ in range(count)]

    def paragraph(self) -> str:
        """Return some sentences, wrapped."""
        sentences = [
            " ".join(self.some(self.rng.randint(6, 16))).capitalize() + self.rng.choice("..?")
            for _ in range(self.rng.randint(3, 6))
        ]
        lines, line = [], ""
        for one in " ".join(sentences).split():
            if len(line) + len(one) > 76:
                lines.append(line)
                line = one
            else:
                line = f"{line} {one}".strip()
        return "\n".join([*lines, line])


def word(rng: random.Random) -> str:
    """Return a made-up word of one to four syllables."""
    syllables = range(rng.randint(1, 4))
    pick = rng.choice
    return "".join(pick(_ONSETS) + pick(_VOWELS) + pick(_ENDS) for _ in syllables)


def messages(count: int, *, seed: int = 1) -> Iterator[Message]:
    """Yield `count` messages in order of time."""
    rng = random.Random(seed)  # noqa: S311 - invented mail, no secret
    prose = _Prose(rng, words=30_000)
    people = _people(rng, max(count // 25, 20))
    step = timedelta(days=365 * _YEARS) / count
    open_threads: list[_Thread] = []
    for number in range(count):
        at = (_START + number * step).replace(microsecond=0)
        if not open_threads or rng.random() < 0.35:
            open_threads.append(_thread(rng, prose, people))
            del open_threads[:-200]
        yield _message(rng, prose, rng.choice(open_threads), number=number, at=at)


def write_mbox(path: Path, some: Iterator[Message]) -> int:
    """Write messages as one mbox, in the order given, and return its size in bytes."""
    with path.open("wb") as file:
        for message in some:
            stamp = message.at.strftime("%a %b %d %H:%M:%S %Y")
            data = message.data.replace(b"\nFrom ", b"\n>From ")
            file.write(f"From - {stamp}\n".encode() + data + b"\n")
        return file.tell()


def write_maildir(path: Path, some: Iterator[Message]) -> None:
    """Write messages as one Maildir, all of them seen."""
    for name in ("cur", "new", "tmp"):
        (path / name).mkdir(parents=True)
    for number, message in enumerate(some):
        name = f"{int(message.at.timestamp())}.M{number}.example:2,S"
        (path / "cur" / name).write_bytes(message.data)


def _people(rng: random.Random, count: int) -> list[tuple[str, str]]:
    people = []
    for number in range(count):
        first, last = rng.choice(_FIRST), rng.choice(_LAST)
        domain = f"{rng.choice(_ONSETS)}{rng.choice(_VOWELS)}{number % 400}.example"
        local = f"{first}.{last}{number}".encode("ascii", "ignore").decode().lower()
        people.append((f"{first} {last}", f"{local}@{domain}"))
    return people


def _thread(rng: random.Random, prose: _Prose, people: list[tuple[str, str]]) -> _Thread:
    # A few write often, most seldom: Zipf again.
    members = [
        people[int(len(people) ** rng.random()) - 1] for _ in range(rng.choice((1, 1, 1, 2, 4)))
    ]
    list_id = f"list{rng.randrange(40)}.lists.example" if rng.random() < 0.2 else ""
    return _Thread(" ".join(prose.some(rng.randint(2, 7))).capitalize(), members, list_id)


def _message(
    rng: random.Random, prose: _Prose, thread: _Thread, *, number: int, at: datetime
) -> Message:
    sent = not thread.list_id and rng.random() < 0.4
    owner = ("Robin Vale", OWNER)
    author = owner if sent else rng.choice(thread.members)
    others = [m for m in thread.members if m != author] if sent else [owner]
    others = others or thread.members[:1]
    message_id = f"{number:08d}.{rng.getrandbits(64):016x}@{author[1].rpartition('@')[2]}"
    paragraphs = []
    while sum(map(len, paragraphs)) < _TEXT_BYTES * rng.uniform(0.5, 0.7):
        paragraphs.append(prose.paragraph())
    own = "\n\n".join(paragraphs)
    text = f"{own}\n\n{thread.quote}\n-- \n{author[0]}\n+44 1632 960{number % 1000:03d}\n"
    head = _headers(rng, thread, author=author, others=others, message_id=message_id, at=at)
    data = head + _body(rng, text, attachment=rng.random() < 0.05)
    thread.quote = _quote(author, at, own)
    thread.ids.append(message_id)
    return Message(at=at, sent=sent, data=data)


def _quote(author: tuple[str, str], at: datetime, own: str) -> str:
    lines = own.splitlines()[:20]
    intro = f"On {at:%a, %d %b %Y at %H:%M}, {author[0]} <{author[1]}> wrote:"
    return "\n".join([intro, *(f"> {line}" for line in lines)]) + "\n"


def _mailbox(person: tuple[str, str]) -> str:
    name, address = person
    return f"{name if name.isascii() else Header(name, 'utf-8').encode()} <{address}>"


def _headers(
    rng: random.Random,
    thread: _Thread,
    *,
    author: tuple[str, str],
    others: list[tuple[str, str]],
    message_id: str,
    at: datetime,
) -> bytes:
    date = format_datetime(at)
    key = base64.b64encode(rng.randbytes(256)).decode()
    folded = "\n\t".join(key[i : i + 70] for i in range(0, len(key), 70))
    lines = [
        f"Return-Path: <{author[1]}>",
        f"Delivered-To: {OWNER}",
        *(
            f"Received: from mx{hop}.example (mx{hop}.example [192.0.2.{hop}])\n\tby mail.example"
            f" with ESMTPS id {rng.getrandbits(48):x}\n\tfor <{OWNER}>; {date}"
            for hop in range(3)
        ),
        f"DKIM-Signature: v=1; a=rsa-sha256; d={author[1].rpartition('@')[2]}; s=s1;\n\tb={folded}",
        f"From: {_mailbox(author)}",
        "To: " + ",\n ".join(map(_mailbox, others)),
        "Subject: " + ("Re: " if thread.ids else "") + thread.subject,
        f"Date: {date}",
        f"Message-ID: <{message_id}>",
    ]
    if thread.ids:
        lines.append(f"In-Reply-To: <{thread.ids[-1]}>")
        lines.append("References: " + "\n ".join(f"<{one}>" for one in thread.ids[-10:]))
    if thread.list_id:
        lines += [f"List-Id: <{thread.list_id}>", "Precedence: list"]
    lines.append("MIME-Version: 1.0")
    return ("\n".join(lines) + "\n").encode()


def _body(rng: random.Random, text: str, *, attachment: bool) -> bytes:
    """Return the Content-Type line of a message and all that follows it."""
    mark = f"=_{rng.getrandbits(64):016x}"
    style = "margin:0;line-height:1.4;font-family:Arial,sans-serif"
    lines = "\n".join(f'<div style="{style}">{line}<br></div>' for line in text.splitlines())
    rule = ".c{font-size:14px;color:#222;padding:0 8px}\n"
    page = f"<html><head><style>{rule}</style></head><body class=c>\n{lines}\n</body></html>\n"
    plain = _part("text/plain", text, rng.choice(("8bit", "8bit", "quoted-printable", "base64")))
    encoding = rng.choice(("8bit", "quoted-printable"))
    html = _part("text/html", page, encoding)
    # The style sheets of mail programs make up the rest of an ordinary message.
    room = rng.randint(*_SIZE_BYTES) - len(plain) - len(html) - 1_600
    html = _part("text/html", page.replace(rule, rule * max(room // len(rule), 1)), encoding)
    both = (
        b"".join(f"--{mark}\n".encode() + part for part in (plain, html)) + f"--{mark}--\n".encode()
    )
    kind = f'Content-Type: multipart/alternative; boundary="{mark}"\n\n'.encode()
    if not attachment:
        return kind + both
    outer = f"=_{rng.getrandbits(64):016x}"
    held = base64.encodebytes(rng.randbytes(rng.randint(2_000, 12_000)))
    return (
        f'Content-Type: multipart/mixed; boundary="{outer}"\n\n--{outer}\n'.encode()
        + kind
        + both
        + f"--{outer}\nContent-Type: application/pdf\nContent-Disposition: attachment; "
        f'filename="notes{rng.randrange(1000)}.pdf"\nContent-Transfer-Encoding: base64\n\n'.encode()
        + held
        + f"--{outer}--\n".encode()
    )


def _part(kind: str, text: str, encoding: str) -> bytes:
    raw = text.encode()
    if encoding == "base64":
        raw = base64.encodebytes(raw)
    elif encoding == "quoted-printable":
        raw = quopri.encodestring(raw)
    head = f"Content-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n"
    return head.encode() + raw + b"\n"
