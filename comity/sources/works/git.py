"""A git repository (bare, or with a work tree) in; one record a commit out.

Of a commit (git-commit-tree(1), git-interpret-trailers(1)) its author is addressed by those who had
a part in it: whoever committed it, wrote it with them, reviewed, acknowledged, tested or passed it
on, or reported what it mends. Whose branch was merged is addressed by whoever merged it, where a
forge's words say that they asked for it. A commit that names one person alone, or a program beside
them, or them by two addresses, tells of nobody else and is skipped ``not used``: that is most of a
history.

Of its files only ``.mailmap`` is read, as of HEAD. A commit that was rebased or picked has another
name, and the same author, time and subject: it is the same record.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from comity.model import Participant, Problem, Record, Skipped
from comity.normalise.address import kind_of
from comity.normalise.identity import as_written, compared, identity_of
from comity.normalise.name import clean, name_identity, words
from comity.normalise.time import SECOND_US
from comity.sources.charset import text_of
from comity.sources.guarded import guarded
from comity.sources.works import mailmap
from comity.sources.works.objects import History, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Decided, Role

name = "git"

_FOLDER = ".git"
_CARDS = frozenset((".vcf", ".ics", ".eml", ".mbox"))
_LOOKED_AT = 2_000
_PARTS_MAX = 20  # beside the author: more is no work of theirs together
_SUBJECT_CHARS = 300
_FIRST_S, _LAST_S = 315_532_800, 4_102_444_800  # 1980, 2100: other clocks were wrong
_AUTHOR = re.compile(rb"^author (.{0,1000})$", re.MULTILINE)
_COMMITTER = re.compile(rb"^committer (.{0,1000})$", re.MULTILINE)
_PARENT = re.compile(rb"^parent ([0-9a-f]{40})$", re.MULTILINE)
_ENCODING = re.compile(rb"^encoding ([\w.:-]{1,40})$", re.MULTILINE)
_SIGNATURE = re.compile(rb"(.*?)(?:(?<!\s)\s+)?<([^<>]*)>\s*(?:(-?\d{1,12})\b.*)?")
_TRAILER = re.compile(
    rb"^(?:co-(?:authored|developed)|reviewed|acked|tested|reported|reported-and-tested|signed-off)"
    rb"-by:[ \t]*(.{0,300}?)[ \t]*<([^<>\s]{1,300})>",
    re.IGNORECASE | re.MULTILINE,
)
_ASKED = re.compile(
    rb"Merge pull request #\d+|Merged in \S+ \(pull request #\d+\)|Merge branch .{1,300} into "
)
_OF_GITLAB = b"\nSee merge request "  # its first line alone may be anybody's
_OF_FORGES = frozenset((b"noreply@github.com", b"noreply@gitlab.com", b"noreply@bitbucket.org"))


class Signature(NamedTuple):
    """Who did something, as a commit says it, and when (UTC seconds)."""

    name: bytes
    address: bytes
    at_s: int | None = None


_NOBODY = Signature(b"", b"")


class Commit(NamedTuple):
    """What is read of a commit's bytes."""

    author: Signature
    committer: Signature
    parents: tuple[str, ...]
    charset: str
    message: bytes

    @property
    def subject(self) -> str:
        """Its first line."""
        line = self.message.lstrip().partition(b"\n")[0][: 4 * _SUBJECT_CHARS]
        return text_of(line, self.charset).strip()[:_SUBJECT_CHARS]


def recognise(path: Path) -> bool:
    """Whether it is a repository; not a folder of cards or mail that somebody keeps in one."""
    if not path.is_dir():
        return False
    return _is_history(path) or (_is_history(path / _FOLDER) and not _keeps_cards(path))


def account(path: Path) -> str:
    """Return the repository's name."""
    return (path.parent if path.name == _FOLDER else path).name.removesuffix(_FOLDER) or name


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield one record, or why there is none, for each commit that a branch or tag leads to."""
    history, of = opened(_history(path)), account(path)
    if isinstance(history, Problem):
        yield Skipped("unreadable", of, Problem(of, history.what, history.advice))
        return
    for oid, raw in history.commits():
        where = f"{of}, commit {oid[:12]}"
        if isinstance(raw, str):
            advice = "git fsck in the repository says more; a new clone may have it"
            yield Skipped("unreadable", where, Problem(where, raw, advice))
        else:
            yield guarded(where, commit, raw, history, where)


def decided(path: Path) -> Iterator[Decided]:
    """Yield the addresses that the repository's ``.mailmap`` says are one person's."""
    history = opened(_history(path))
    if isinstance(history, History):
        yield from mailmap.joined(history.mailmap())


def commit(raw: bytes, history: History, where: str) -> Record | Skipped:
    """Read a commit's bytes: whose work it is, and who had a part in it."""
    said = parsed(raw)
    whose, *others = _people(said, history)
    told = {one.identity: one for one in others if _is_another(one, whose)}
    if _is_nobody(whose) or not told:
        return Skipped("not used", where)
    at_s = said.committer.at_s
    at_us = at_s * SECOND_US if at_s is not None and _FIRST_S <= at_s <= _LAST_S else None
    unclear = Problem(where, "its clock was wrong, or it has none", "kept without a date")
    return Record(
        kind="row",
        ref=_digest("commit", compared(whose.identity), str(said.author.at_s), said.subject),
        version=_digest(*sorted(map(compared, told))),
        revised_us=at_us,
        where=where,
        channel=name,
        interaction="commit",
        at_us=at_us,
        participants=(*islice(told.values(), _PARTS_MAX), whose),
        subject=said.subject,
        problems=() if at_us is not None else (unclear,),
    )


def _is_another(one: Participant, whose: Participant) -> bool:
    """Whether it is somebody beside the author: no program, nor one who bears the same name."""
    return not (_is_nobody(one) or one.identity == whose.identity or _are_alike(one, whose))


@lru_cache(maxsize=1 << 14)
def _are_alike(one: Participant, other: Participant) -> bool:
    return one.name != "" and words(one.name) == words(other.name)


@lru_cache(maxsize=1 << 14)
def _is_nobody(one: Participant) -> bool:
    identity = identity_of(one.identity)
    return not identity or kind_of(identity, one.name) == "robot"


def parsed(raw: bytes) -> Commit:
    """Read what a commit says of itself; what it lacks is empty."""
    head, _, message = raw.partition(b"\n\n")
    charset = _ENCODING.search(head)
    return Commit(
        author=_signed(_AUTHOR, head),
        committer=_signed(_COMMITTER, head),
        parents=tuple(one.decode() for one in _PARENT.findall(head)),
        charset=charset[1].decode() if charset else "utf-8",
        message=message,
    )


def _signed(line: re.Pattern[bytes], head: bytes) -> Signature:
    found = line.search(head)
    match = _SIGNATURE.fullmatch(found[1]) if found else None
    return Signature(match[1], match[2], int(match[3]) if match[3] else None) if match else _NOBODY


def _people(said: Commit, history: History) -> Iterator[Participant]:
    """Yield whose work it is, then who had a part in it."""
    if len(said.parents) > 1 and _was_asked_for(said.message):
        merged = parsed(history.commit(said.parents[1]))
        yield _participant("to", merged.author, merged.charset)
        yield _participant("from", said.author, said.charset)
        return
    yield _participant("to", said.author, said.charset)
    if said.committer.address not in {said.author.address, *_OF_FORGES}:
        yield _participant("from", said.committer, said.charset)
    if b"-by:" in said.message or b"-By:" in said.message:
        for match in _TRAILER.finditer(said.message):
            yield _participant("from", Signature(match[1], match[2]), said.charset)


def _was_asked_for(message: bytes) -> bool:
    """Whether a forge says of a merge that somebody asked for it."""
    found = _ASKED.match(message)
    return found is not None and (found[0][:12] != b"Merge branch" or _OF_GITLAB in message)


def _participant(role: Role, said: Signature, charset: str) -> Participant:
    return _known(role, said.name, said.address, charset)


@lru_cache(maxsize=1 << 14)
def _known(role: Role, named: bytes, address: bytes, charset: str) -> Participant:
    shown = clean(text_of(named[:_SUBJECT_CHARS], charset).strip(' "'))
    identity = as_written(text_of(address[:_SUBJECT_CHARS], charset).strip())
    return Participant(role, identity or name_identity(name, shown), shown)


def _history(path: Path) -> Path:
    """Return the folder of a repository that holds what git keeps."""
    return path if _is_history(path) else path / _FOLDER


def _is_history(folder: Path) -> bool:
    head = folder / "HEAD"
    return (folder / "objects").is_dir() and (folder / "refs").is_dir() and head.is_file()


def _keeps_cards(folder: Path) -> bool:
    """Whether most of what lies in a folder and those in it are cards, calendars or mail."""
    near = (one for place in (folder, *_folders(folder)) for one in _entries(place))
    files = [one for one in islice(near, _LOOKED_AT) if one.name[:1] != "." and one.is_file()]
    return 2 * sum(one.suffix.lower() in _CARDS for one in files) > len(files)


def _folders(folder: Path) -> list[Path]:
    return [one for one in _entries(folder) if one.name[:1] != "." and one.is_dir()]


def _entries(folder: Path) -> list[Path]:
    with suppress(OSError):
        return list(islice(folder.iterdir(), _LOOKED_AT))
    return []


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
