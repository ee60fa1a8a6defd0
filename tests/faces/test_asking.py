"""Dialogues, driven through a real pseudo-terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.faces.terminal import process
from tests.faces.world import book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE_S = 60.0


class Terminal:
    """A program at a terminal, and what it has shown so far."""

    def __init__(self, *words: object) -> None:
        self._master, slave = pty.openpty()
        env = {**os.environ, "COLUMNS": "80", "TERM": "xterm"}
        self._program = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "comity", *map(str, words)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=env,
            start_new_session=True,
        )
        os.close(slave)
        self.shown = ""

    def wait_for(self, words: str) -> str:
        """Read until the words are shown; return what was shown before them."""
        end = time.monotonic() + _PATIENCE_S
        while words not in self.shown:
            assert self._read(end), f"{words!r} never came: {self.shown!r}"
        before, _, self.shown = self.shown.partition(words)
        return before

    def answer(self, question: str, text: str) -> str:
        """Wait for a question and type an answer; return what was shown before it."""
        before = self.wait_for(question)
        os.write(self._master, f"{text}\n".encode())
        return before

    def end_input(self) -> None:
        os.write(self._master, b"\x04")

    def interrupt(self) -> None:
        """Interrupt until it ends: one that comes before the program waits is not seen at once."""
        end = time.monotonic() + _PATIENCE_S
        while self._program.poll() is None and time.monotonic() < end:
            self._program.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self._program.wait(timeout=5)

    def end(self) -> int:
        """Read what is left and return the exit code."""
        end = time.monotonic() + _PATIENCE_S
        while self._read(end):
            pass
        return self._program.wait(timeout=_PATIENCE_S)

    def close(self) -> None:
        self._program.kill()
        self._program.wait()
        os.close(self._master)

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(end - time.monotonic(), 0))
        if not ready:
            return False
        try:
            found = os.read(self._master, 65_536)
        except OSError:  # the other end is closed
            return False
        self.shown += re.sub(r"\x1b\[[\d;]*[A-Za-z]", "", found.decode()).replace("\r", "")
        return bool(found)


@pytest.fixture
def open_terminal() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for one in opened:
        one.close()


def test_remember_alone_asks_by_the_circles_people_have(
    tmp_path: Path, open_terminal: list[Terminal]
) -> None:
    it = Terminal("--book", tmp_path / "book", "remember")
    open_terminal.append(it)
    it.answer("Name someone of your family: ", "")
    it.answer("Name a friend: ", "Ada Hart")
    it.answer("Where did you meet?: ", "at the mill")
    it.answer("One thing about them?: ", "builds weirs")
    it.answer("if you know it?: ", "no address")
    it.answer("Keep in touch every [3m]: ", "")
    assert "is no address" in it.answer("Name a friend: ", "Ada Hart")
    for question in ("meet?: ", "them?: ", "if you know it?: "):
        it.answer(question, "")
    it.answer("Keep in touch every [3m]: ", "2w")
    assert "Added: Ada Hart (personal)." in it.wait_for("Name a friend: ")
    it.end_input()
    assert it.end() == 0
    assert "Ada Hart  keep" in it.shown  # the first plan
    people = process("people", "--json", book=tmp_path / "book").document["people"]
    assert [(one["name"], one["circle"]) for one in people] == [("Ada Hart", "personal")]


def test_keep_alone_confirms_the_circles_and_names_whom_to_keep(
    tmp_path: Path, open_terminal: list[Terminal]
) -> None:
    made = book(tmp_path / "book")
    made.close()
    it = Terminal("--book", made.folder, "keep")
    open_terminal.append(it)
    listed = it.answer("What is wrong, as 2 f, 5 s; empty if nothing: ", "1 f, 77 s")
    assert re.search(r" 1  not sorted    Ada Hart", listed)
    it.answer("Numbers, or a name; empty to end: ", "1, 2")
    it.answer("How often? 2w, 30d, 3m, 1y [30d]: ", "2w")
    kept = it.answer("Numbers, or a name; empty to end: ", "Nobody At All")
    assert "Kept: Ada Hart, Cleo Dunn, every two weeks." in kept
    it.answer("[30d]: ", "")
    assert "nobody answers to" in it.answer("Numbers, or a name; empty to end: ", "")
    assert it.end() == 0
    found = process("person", "Ada", "--json", book=made.folder).document
    assert found["circle"] == "personal"


def test_keep_alone_in_an_empty_book_says_where_people_come_from(
    tmp_path: Path, open_terminal: list[Terminal]
) -> None:
    it = Terminal("--book", tmp_path / "book", "keep")
    open_terminal.append(it)
    assert it.end() == 0
    assert "comity import PATH, or comity remember" in it.shown


@pytest.mark.parametrize(("typed", "code"), [("n", 1), ("y", 0)])
def test_forgetting_is_confirmed_at_a_terminal(
    tmp_path: Path, open_terminal: list[Terminal], typed: str, code: int
) -> None:
    made = book(tmp_path / "book")
    made.close()
    it = Terminal("--book", made.folder, "forget", "Ada")
    open_terminal.append(it)
    it.answer("Erase Ada Hart from this book for good? This cannot be undone [y/N]: ", typed)
    assert it.end() == code
    assert process("person", "Ada", book=made.folder).code == 1 - code


def test_an_interrupt_within_a_dialogue_ends_it_and_keeps_what_was_said(
    tmp_path: Path, open_terminal: list[Terminal]
) -> None:
    it = Terminal("--book", tmp_path / "book", "remember")
    open_terminal.append(it)
    it.answer("Name someone of your family: ", "Ada Hart")
    for question in ("meet?: ", "them?: ", "if you know it?: ", "every [3m]: "):
        it.answer(question, "")
    it.wait_for("Name someone of your family: ")
    it.interrupt()
    assert it.end() == 1
    assert "Stopped." in it.shown
    assert process("people", "--json", book=tmp_path / "book").document["people"]


@pytest.mark.parametrize("words", [["keep"], ["remember"], ["forget"]])
def test_programs_are_never_asked(tmp_path: Path, words: list[str]) -> None:
    done = process(*words, book=tmp_path / "book")
    assert done.code == 2
    assert "give " in done.err
