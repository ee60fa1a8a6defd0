"""Repositories made commit by commit, in the bytes that git stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygit2

if TYPE_CHECKING:
    from pathlib import Path

ADA = "Ada Lovelace <ada@engines.example>"
BEN = "Ben Hart <ben@works.example>"
CLEO = "Cleo Diaz <cleo@home.example>"
DAN = "Dan Eze <dan@mill.example>"
FORGE = "GitHub <noreply@github.com>"
AT_S = 1_740_000_000  # 2025-02-19


class Repository:
    """A bare repository to which commits are added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        pygit2.init_repository(folder, bare=True, initial_head="main")
        self.odb = pygit2.Odb(str(folder / "objects"))
        self.tree = self.add(pygit2.GIT_OBJECT_TREE, b"")

    def add(self, kind: int, raw: bytes) -> str:
        """Add an object; return its name."""
        return str(self.odb.write(kind, raw))

    def mailmap(self, text: str) -> None:
        """Put a file ``.mailmap`` into the tree of the commits to come."""
        blob = self.add(pygit2.GIT_OBJECT_BLOB, text.encode())
        entry = b"100644 .mailmap\0" + bytes.fromhex(blob)
        self.tree = self.add(pygit2.GIT_OBJECT_TREE, entry)

    def commit(
        self,
        author: str,
        message: str = "Mend the mill",
        *,
        committer: str = "",
        parents: tuple[str, ...] = (),
        at_s: int = AT_S,
        branch: str = "main",
    ) -> str:
        """Add a commit on a branch; return its name."""
        lines = [f"tree {self.tree}", *(f"parent {one}" for one in parents)]
        lines += [f"author {author} {AT_S} +0100"]
        lines += [f"committer {committer or author} {at_s} +0100"]
        return self.raw("\n".join(lines).encode() + b"\n\n" + message.encode(), branch=branch)

    def raw(self, raw: bytes, *, branch: str = "main") -> str:
        """Add a commit of these very bytes on a branch; return its name."""
        name = self.add(pygit2.GIT_OBJECT_COMMIT, raw)
        (self.folder / "refs" / "heads" / branch).write_text(f"{name}\n")
        return name
