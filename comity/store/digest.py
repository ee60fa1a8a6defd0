"""Bytes in, the BLAKE2b digest that tells them from others out: while written, and of a file."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK_BYTES = 1 << 20


class Summed:
    """A file being written, with its size and the digest of its bytes so far."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size_bytes = 0
        self.digest = new_digest()

    def write(self, data: bytes) -> int:
        """Write bytes at the end."""
        self.size_bytes += len(data)
        self.digest.update(data)
        return self._file.write(data)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a file has
        """Be a file in all else."""
        return getattr(self._file, name)


def new_digest() -> blake2b:
    """Return a digest that nothing has gone into yet."""
    return blake2b(digest_size=16)


def digest_of(path: Path) -> str:
    """Return the digest of a file's bytes."""
    digest = new_digest()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
