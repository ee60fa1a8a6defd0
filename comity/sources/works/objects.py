"""A git folder in; its commits and the ``.mailmap`` of HEAD out, as git stored them.

Only the database of objects is opened, by pygit2, and no repository: so there is no configuration,
no hook and no filter that could be heeded. Branches and tags are read from their files
(gitrepository-layout(5)). An object larger than anybody writes one is not unpacked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comity.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMIT_BYTES = 1 << 20
_BLOB_BYTES = 1 << 20
_TREE_BYTES = 1 << 24
_REFS_MAX, _REFS_BYTES = 200_000, 1 << 26
_COMMIT, _TREE, _BLOB, _TAG = 1, 2, 3, 4  # git's own numbers of kinds
_OID = re.compile(r"[0-9a-f]{40}")
_LONG_OID = re.compile(r"[0-9a-f]{64}")
_MAILMAP = re.compile(rb"100(?:644|755) \.mailmap\0(.{20})", re.DOTALL)
_BY_PIP = "./run extras sets it up; elsewhere pip install 'comity[git]' does, or uv tool install "


@dataclass(slots=True)
class History:
    """An open database of objects, and where its commits begin."""

    odb: Any
    tips: list[str]
    head: str

    def commits(self) -> Iterator[tuple[str, bytes | str]]:
        """Yield each commit as (its name, its bytes), or what is wrong with it; each once."""
        seen: set[bytes] = set()
        todo = [bytes.fromhex(tip) for tip in reversed(self.tips)]
        while todo:
            oid = todo.pop()
            if oid in seen:
                continue
            seen.add(oid)
            kind, raw = self._read(oid, COMMIT_BYTES)
            if kind == _TAG:
                todo += _named(raw, b"object ")
            elif kind == _COMMIT:
                yield oid.hex(), raw or "it is larger than anybody writes one"
                todo += reversed(_named(raw, b"parent "))
            elif not kind:
                yield oid.hex(), "it is missing, or damaged"

    def commit(self, name: str) -> bytes:
        """Return a commit's bytes; nothing where it is none or missing."""
        kind, raw = self._read(bytes.fromhex(name), COMMIT_BYTES)
        return raw if kind == _COMMIT else b""

    def mailmap(self) -> bytes:
        """Return the file ``.mailmap`` as HEAD has it; nothing where it has none."""
        raw = self.commit(self.head) if self.head else b""
        tree = re.match(rb"tree ([0-9a-f]{40})\n", raw)
        kind, listed = (
            self._read(bytes.fromhex(tree[1].decode()), _TREE_BYTES) if tree else (0, b"")
        )
        entry = _MAILMAP.search(listed) if kind == _TREE else None
        kind, text = self._read(entry[1], _BLOB_BYTES) if entry else (0, b"")
        return text if kind == _BLOB else b""

    def _read(self, oid: bytes, most_bytes: int) -> tuple[int, bytes]:
        """Return an object's kind, 0 where there is none, and its bytes, none where too many."""
        import pygit2

        try:
            name = pygit2.Oid(raw=oid)
            kind, size = self.odb.read_header(name)
            if size > most_bytes:
                return int(kind), b""
            return int(kind), self.odb.read(name)[1]
        except (KeyError, ValueError, pygit2.GitError):
            return 0, b""


def opened(folder: Path) -> History | Problem:
    """Open the objects of a git folder; what is wrong where that cannot be."""
    try:
        import pygit2
    except ImportError:
        what = "git's histories are read by pygit2, which is not set up"
        return Problem("", what, f"{_BY_PIP}'comity[git]'")
    try:
        refs = dict(_refs(folder))
        odb = pygit2.Odb(str(folder / "objects"))
    except (OSError, ValueError, pygit2.GitError):
        return Problem("", "its objects cannot be opened", "check its rights, or clone it again")
    if any(map(_LONG_OID.fullmatch, refs.values())):
        return Problem("", "its hashes are SHA-256, which cannot be read", "clone it with SHA-1")
    tips = [oid for oid in refs.values() if _OID.fullmatch(oid)]
    if not tips and (folder / "reftable").exists():
        return Problem("", "its branches are kept as a reftable", "clone it, and import the clone")
    head = refs.get("HEAD", "")
    head = refs.get(head.removeprefix("ref: "), head)
    return History(odb, list(dict.fromkeys(tips)), head if _OID.fullmatch(head) else "")


def _named(raw: bytes, word: bytes) -> list[bytes]:
    """Return the objects that the head of one names by a word."""
    head = raw.partition(b"\n\n")[0]
    named = (line[len(word) :] for line in head.split(b"\n") if line.startswith(word))
    return [bytes.fromhex(one.decode()) for one in named if re.fullmatch(rb"[0-9a-f]{40}", one)]


def _refs(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, what it leads to): HEAD, then the packed ones, then those with a file."""
    yield "HEAD", _text(folder / "HEAD", 1 << 12).strip()
    for line in _text(folder / "packed-refs", _REFS_BYTES).splitlines():
        oid, _, name = line.partition(" ")
        if name.startswith("refs/"):
            yield name, oid
    found = (file for file in (folder / "refs").rglob("*") if file.is_file())
    for _, file in zip(range(_REFS_MAX), found, strict=False):
        yield file.relative_to(folder).as_posix(), _text(file, 1 << 12).strip()


def _text(file: Path, most_bytes: int) -> str:
    if file.is_symlink() or not file.is_file():
        return ""
    with file.open("rb") as stream:
        return stream.read(most_bytes).decode("utf-8", "replace")
