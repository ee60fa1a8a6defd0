from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from comity.errors import BookBusy
from comity.store import locking
from comity.store.facts import Facts
from comity.store.locking import locked, synced_folder
from tests.store.invented import batch, mail, stored_keys

HOLDER = """
import sys, pathlib
from comity.store.locking import locked
with locked(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""
ADDER = """
import sys, pathlib
from comity.store.facts import Facts
from tests.store.invented import batch, mail
for number in range(5):
    with Facts(pathlib.Path(sys.argv[1])).writing() as writer:
        for ref in range(number, number + 10):
            writer.add(sys.argv[2], batch(mail(str(ref))))
"""


def python(code: str, *args: object) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code, *map(str, args)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )


def test_the_second_writer_waits_and_is_told_for_whom(tmp_path: Path) -> None:
    lock, said = tmp_path / "lock", list[str]()
    with python(HOLDER, lock) as holder:
        assert holder.stdout
        assert holder.stdin
        assert holder.stdout.readline() == "held\n"
        end = threading.Timer(0.5, lambda: holder.communicate("\n"))
        end.start()
        with locked(lock, on_wait=said.append):
            assert holder.poll() is not None or said
        end.join()
    assert said == [f"waiting for process {holder.pid}, which is writing to this book"]


def test_a_wait_may_be_given_up(tmp_path: Path) -> None:
    with locked(tmp_path / "lock"):
        with pytest.raises(BookBusy, match=str(os.getpid())) as raised:
            locked(tmp_path / "lock", timeout_s=0.2).__enter__()
        assert raised.value.hint


def test_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with python(HOLDER, lock) as holder:
        assert holder.stdout
        holder.stdout.readline()
        holder.kill()
        holder.wait()
        with locked(lock, timeout_s=5):
            pass


def test_two_writers_at_once_come_to_one_book(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    with python(ADDER, folder, "mbox/a") as one, python(ADDER, folder, "mbox/b") as two:
        assert (one.wait(), two.wait()) == (0, 0)
    facts = Facts(folder)
    assert len(stored_keys(facts)) == len(set(stored_keys(facts))) == 14
    with facts.writing() as writer:
        assert writer.add("mbox/a", batch(mail("3"))).known == 1


def test_readers_do_not_wait(tmp_path: Path) -> None:
    facts = Facts(tmp_path / "facts")
    with facts.writing() as writer:
        writer.add("mbox/a", batch(mail("1")))
        writer.commit()
        assert len(stored_keys(Facts(facts.folder))) == 1


@pytest.mark.parametrize(
    ("folder", "named"),
    [
        ("Dropbox/books", "Dropbox"),
        ("OneDrive - Firm/books", "OneDrive"),
        ("Library/Mobile Documents/books", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("books", ""),
        ("dropboxes/books", ""),
    ],
)
def test_a_synchronised_folder_is_warned_of(folder: str, named: str, tmp_path: Path) -> None:
    warning = synced_folder(tmp_path / folder)
    assert (named in warning) if named else warning == ""


def test_a_network_drive_is_warned_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(locking, "_file_system", lambda _: "nfs4")
    assert "network drive (nfs4)" in synced_folder(tmp_path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lists its mounts so")
def test_the_file_system_is_known() -> None:
    assert locking._file_system(Path("/proc/self")) == "proc"
