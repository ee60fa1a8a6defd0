from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from comity import errors
from comity.faces.cli import command
from comity.faces.cli.command import _SECTIONS, FACES, SUMMARIES
from comity.operations.operation import VERBS, find
from tests.faces.terminal import process, run
from tests.faces.world import NOW, book

if TYPE_CHECKING:
    from pathlib import Path

    Capsys = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = book(tmp_path_factory.mktemp("command") / "book")
    made.close()
    return made.folder


# ── what there is ────────────────────────────────────────────────────────────────────────


def test_every_verb_stands_in_the_help_once() -> None:
    listed = [verb for verbs in _SECTIONS.values() for verb in verbs]
    assert sorted(listed) == sorted({*FACES, *(verb.partition(" ")[0] for verb in VERBS)})
    assert list(SUMMARIES) == listed


@pytest.mark.parametrize("verb", [verb for verb in SUMMARIES if verb in VERBS])
def test_the_help_says_what_the_docstring_says(verb: str) -> None:
    assert SUMMARIES[verb] == find(verb).summary


@pytest.mark.parametrize("face", FACES)
def test_a_face_is_helped_to_as_a_verb_is(face: str, capsys: Capsys) -> None:
    done = run(capsys, face, "--help")
    assert done.code == 0
    assert SUMMARIES[face] in " ".join(done.out.split())
    assert all(re.search(r"--\w.* {2,}\S|--json|^ +-h", line) for line in _options(done.out))


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_says_what_it_is_for(verb: str, capsys: Capsys) -> None:
    done = run(capsys, *verb.split(), "--help")
    assert done.code == 0
    assert find(verb).summary in " ".join(done.out.split())
    assert all(re.search(r"--\w.* {2,}\S|--json|^ +-h", line) for line in _options(done.out))


def _options(text: str) -> list[str]:
    below = text.partition("Options:\n")[2].partition("Commands:")[0]
    joined = re.sub(r"\n {10,}", "  ", below)
    return [line for line in joined.splitlines() if line.strip()]


# ── wrong usage ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["audti"], "Did you mean 'audit'?"),
        (["persn", "Ada"], "person"),
        (["me", "ad"], "add"),
        (["people", "--lmit", "3"], "--limit"),
        (["people", "--limit", "x"], "integer"),
        (["people", "--limit", "-1"], "0 shows all"),
        (["people", "--stage", "warm"], "established"),
        (["person"], "give WHO"),
        (["import"], "give PATHS"),
        (["import", "/nowhere/at/all"], "there is no /nowhere/at/all"),
        (["import", ".", "--me", "nobody"], "is no address"),
        (["audit", "--as-of", "last week"], "2026-11-20"),
        (["audit", "--as-of", "9999-12-31"], "is not a date"),
        (["audit", "--since", "soon"], "2026-11-20"),
        (["keep", "Ada", "--every", "often"], "3m"),
        (["stage", "Ada"], "--off"),
        (["quiet", "Ada"], "--for 3m"),
        (["settings", "set", "people", "0"], "1 to 1000"),
        (["log", "coffee"], "--with"),
        (["person", "  "], "say who is meant"),
        (["backup", "/nowhere/at/all/book.zip"], "there is no folder"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_is_right(
    folder: Path, capsys: Capsys, words: list[str], says: str
) -> None:
    done = run(capsys, *words, book=folder)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["person", "Zebedee"], "comity people"),
        (["done", "0123456789"], "comity today"),
        (["answer", "0123456789", "same"], "comity questions"),
        (["me", "remove", "nobody@x.example"], "comity me"),
        (["sources", "remove", "mbox/none"], "there are mbox/invented"),
        (["person", "robin.vale@home.example"], "comity me"),
    ],
)
def test_what_could_not_be_done_exits_1_and_says_what_to_do(
    folder: Path, capsys: Capsys, words: list[str], says: str
) -> None:
    done = run(capsys, *words, book=folder)
    assert (done.code, done.out) == (1, "")
    assert says in done.err
    assert done.err.count("\n") == 2


NAMED = [one for one in vars(errors).values() if isinstance(one, type)]
KINDS = [one for one in NAMED if issubclass(one, Exception)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_has_its_exit_code(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    def fail(*_: object, **__: object) -> None:
        error = kind.__new__(kind)  # whatever else it takes to make one
        if isinstance(error, errors.ComityError):
            errors.ComityError.__init__(error, "what went\x1b[2J wrong", hint="what to do")
        raise error

    monkeypatch.setattr("comity.book.open_book", fail)
    done = run(capsys, "audit")
    assert done.code == getattr(kind, "exit_code", 1)
    assert (done.out, done.err) == ("", "comity: what went [2J wrong\n        what to do\n")


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (KeyboardInterrupt(), 1, "run it again to go on"),
        (OSError(28, "No space left on device", "/book/x"), 1, "free some space"),
        (PermissionError(13, "Permission denied", "/book/x"), 1, "/book/x: permission denied"),
        (ValueError("Dear Ada"), 1, "a mistake of ours, ValueError in test_command.py"),
        (RecursionError(), 1, "a mistake of ours"),
    ],
)
def test_no_failure_shows_a_traceback_or_a_letter(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, says: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("comity.book.open_book", fail)
    done = run(capsys, "audit", "--json")
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert "Traceback" not in done.err
    assert "Dear Ada" not in done.err


# ── how it is called ─────────────────────────────────────────────────────────────────────


def test_no_word_at_all_shows_the_help(capsys: Capsys) -> None:
    done = run(capsys)
    assert done.code == 0
    assert "comity import ~/Mail" in done.out + done.err


def test_common_options_stand_before_or_after_the_verb(folder: Path, capsys: Capsys) -> None:
    after = run(capsys, "people", "--book", folder, "--as-of", NOW, "--json")
    before = run(capsys, "--as-of", NOW, "--json", "people", book=folder)
    assert before.out == after.out != ""


def test_options_of_a_verb_reach_its_sub_verbs(tmp_path: Path, capsys: Capsys) -> None:
    words = ("me", "--book", tmp_path / "book", "--json", "add", "robin@home.example")
    assert run(capsys, *words).document["added"] == ["email:robin@home.example"]
    (found,) = run(capsys, "me", "--json", book=tmp_path / "book").document["me"]
    assert (found["identity"], found["given"]) == ("email:robin@home.example", True)


def test_a_name_needs_no_quotes(folder: Path, capsys: Capsys) -> None:
    words = ("--as-of", NOW, "--json")
    quoted = run(capsys, "person", "Ada Hart", *words, book=folder)
    assert run(capsys, "person", "Ada", "Hart", *words, book=folder).out == quoted.out


def test_the_book_comes_from_the_variable(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMITY_BOOK", str(folder))
    assert run(capsys, "settings", "--json").document["book"] == str(folder)
    assert run(capsys, "settings", "--book", folder.parent / "no", "--json").document[
        "book"
    ] != str(folder)


def test_an_empty_book_says_what_to_do_next(tmp_path: Path, capsys: Capsys) -> None:
    for verb in ("audit", "people", "today", "sources", "me"):
        done = run(capsys, verb, book=tmp_path / verb)
        assert done.code == 0
        assert "comity " in done.out, verb


# ── pipes, signals, terminals ────────────────────────────────────────────────────────────


def test_a_closed_pipe_is_no_failure(folder: Path) -> None:
    for words in (["people"], ["people", "--json"], ["--help"]):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "comity", "--book", str(folder), *words],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writing)
        assert (done.returncode, done.stderr) == (0, b""), words


def test_an_interrupt_ends_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never")
    script = (
        "import signal, sys, os\n"
        "from comity.faces.cli import command\n"
        "from comity.operations.network import audit\n"
        f"audit.figures = lambda book: open({str(tmp_path / 'never')!r})\n"
        "print('ready', flush=True)\n"
        f"command.main(['--book', {str(tmp_path / 'book')!r}, 'audit'])\n"
    )
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        _wait_until_asleep(child.pid)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=30)
    assert child.returncode == 1
    assert b"Stopped." in err
    assert b"Traceback" not in err


def _wait_until_asleep(pid: int) -> None:
    """Return once the process waits for somebody to write into its pipe."""
    import time

    for _ in range(300):
        with open(f"/proc/{pid}/wchan", encoding="ascii") as wait:  # noqa: PTH123 - a pseudo-file
            if "wait_for_partner" in wait.read():
                return
        time.sleep(0.1)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_a_terminal_without_our_letters_gets_the_rest(folder: Path, encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = process("today", "--as-of", NOW, book=folder, env=env)
    assert (done.code, done.err) == (0, "")
    assert "Could you send the plan?" in done.out
    document = process("people", "--json", "--as-of", NOW, book=folder, env=env)
    assert document.document["people"]


def test_colour_is_for_terminals_that_want_it(folder: Path) -> None:
    shown = {
        name: process("today", "--as-of", NOW, book=folder, env=env).out
        for name, env in (
            ("piped", {}),
            ("forced", {"FORCE_COLOR": "1"}),
            ("refused", {"FORCE_COLOR": "1", "NO_COLOR": "1"}),
        )
    }
    assert "\x1b[" not in shown["piped"]
    assert re.search(r"\x1b\[[\d;]*3\dm", shown["forced"])
    assert not re.search(r"\x1b\[[\d;]*3\dm", shown["refused"])


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_lines_fit_the_terminal(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for words in (["audit"], ["people"], ["person", "Ada"], ["today"], ["questions"]):
        done = run(capsys, *words, "--as-of", NOW, book=folder)
        assert done.code == 0
        lines = done.out.splitlines()
        assert max(map(len, lines)) <= min(columns, 100), words
        assert not [line for line in lines if line != line.rstrip()]


def test_the_module_runs_as_a_program() -> None:
    assert process("--version").out.startswith("comity")
    assert command.main.__module__ == "comity.faces.cli.command"
