"""An operating system that ends the program, or refuses, at the n-th thing asked of the disk."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Self
from unittest.mock import patch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CALLS = ("open", "mkdir", "replace", "fsync", "unlink", "rmdir", "rename")
_FREEING = {"unlink", "rmdir"}


class Killed(BaseException):
    """The end of the program: nothing after it reaches the disk."""


@dataclass
class Disk:
    """Counts what is asked of it, and fails from the n-th time on."""

    failing_from: int
    error: int | None = None  # refuse with this error number; None: the program ends
    asked: int = 0

    def ask(self, call: str) -> None:
        self.asked += 1
        if self.asked < self.failing_from:
            return
        if self.error is None:
            raise Killed
        if call not in _FREEING:
            raise OSError(self.error, os.strerror(self.error))

    def guarded(self, call: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def asking(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the real one takes
            self.ask(call)
            return real(*args, **kwargs)

        return asking

    def fdopen(self, *args: Any, **kwargs: Any) -> IO[bytes]:  # noqa: ANN401 - whatever os.fdopen takes
        file = _REAL_FDOPEN(*args, **kwargs)
        return Written(file, self)  # type: ignore[return-value]


_REAL_FDOPEN = os.fdopen


class Written:
    """A file whose first write is asked for too, and may end in its middle."""

    def __init__(self, file: IO[bytes], disk: Disk) -> None:
        self._file, self._disk, self._begun = file, disk, False

    def write(self, data: bytes) -> int:
        if not self._begun:
            self._begun = True
            try:
                self._disk.ask("write")
            except BaseException:
                self._file.write(bytes(data)[: len(data) // 2])
                raise
        return self._file.write(data)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a file has
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        self._file.close()


@contextmanager
def failing(failing_from: int, *, error: int | None = None) -> Iterator[Disk]:
    """Let the disk fail from the n-th thing asked of it on."""
    disk = Disk(failing_from, error)
    with ExitStack() as stack:
        for call in CALLS:
            stack.enter_context(patch.object(os, call, disk.guarded(call, getattr(os, call))))
        stack.enter_context(patch.object(os, "fdopen", disk.fdopen))
        yield disk
