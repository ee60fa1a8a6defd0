from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from comity.errors import BookDamaged, BookTooNew, ComityError
from comity.store.decisions import Decisions, Said
from tests.records import ADA, BEN, CLEO

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def decisions(tmp_path: Path) -> Decisions:
    return Decisions(tmp_path / "book" / "decisions.sqlite")


def said(decisions: Decisions, **when: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - of standing
    return [(one.verb, one.identity) for one in decisions.active(**when)]


def test_nothing_was_said_in_a_new_book(decisions: Decisions) -> None:
    assert decisions.active() == []
    assert decisions.undo(at_us=1) == []
    assert decisions.everything() == []
    assert decisions.say([], at_us=1) == 0
    decisions.erase({ADA})
    assert not decisions.file.path.exists()


def test_what_was_said_stands_in_order_with_its_value(decisions: Decisions) -> None:
    decisions.say([Said("keep", ADA, value={"rhythm_days": 30})], at_us=5)
    decisions.say([Said("same", ADA, BEN), Said("note", BEN, value="rows")], at_us=3)
    kept, same, note = decisions.active()
    assert (kept.act, kept.at_us, kept.value) == (1, 5, {"rhythm_days": 30})
    assert (same.act, same.other, same.value) == (2, BEN, None)
    assert (note.act, note.value) == (2, "rows")
    assert decisions.active("note", "tag") == [note]
    assert decisions.active(about=[ADA]) == [kept, same]


def test_undo_takes_back_what_one_command_said(decisions: Decisions) -> None:
    decisions.say([Said("keep", ADA)], at_us=1)
    decisions.say([Said("note", BEN), Said("tag", BEN)], at_us=2)
    assert [one.verb for one in decisions.undo(at_us=3)] == ["note", "tag"]
    assert said(decisions) == [("keep", ADA)]
    assert [one.verb for one in decisions.undo(at_us=4)] == ["keep"]
    assert decisions.undo(at_us=5) == []


def test_an_act_can_be_undone_by_its_number(decisions: Decisions) -> None:
    first = decisions.say([Said("keep", ADA)], at_us=1)
    decisions.say([Said("keep", BEN)], at_us=2)
    assert [one.identity for one in decisions.undo(at_us=3, act=first)] == [ADA]
    assert decisions.undo(at_us=4, act=first) == []
    assert said(decisions) == [("keep", BEN)]


def test_a_number_is_not_given_twice(decisions: Decisions) -> None:
    first = decisions.say([Said("keep", ADA)], at_us=1)
    decisions.undo(at_us=2)
    assert decisions.say([Said("keep", ADA)], at_us=3) > first


def test_one_decision_of_an_act_can_be_revoked(decisions: Decisions) -> None:
    decisions.say([Said("note", ADA), Said("tag", ADA)], at_us=1)
    decisions.revoke(decisions.active("note"), at_us=2)
    decisions.revoke([], at_us=3)
    assert said(decisions) == [("tag", ADA)]


def test_as_of_sees_what_stood_then(decisions: Decisions) -> None:
    decisions.say([Said("keep", ADA)], at_us=10)
    decisions.say([Said("never", ADA)], at_us=20)
    decisions.undo(at_us=30)
    assert said(decisions, as_of_us=9) == []
    assert said(decisions, as_of_us=10) == [("keep", ADA)]
    assert said(decisions, as_of_us=29) == [("keep", ADA), ("never", ADA)]
    assert said(decisions, as_of_us=30) == [("keep", ADA)]


def test_erasing_leaves_no_trace_of_a_person(decisions: Decisions) -> None:
    decisions.say([Said("note", ADA, value="walks with a limp")], at_us=1)
    decisions.say([Said("same", BEN, ADA), Said("keep", BEN)], at_us=2)
    path = decisions.file.path
    with closing(sqlite3.connect(path)) as reader:  # keeps the log from being removed
        reader.execute("SELECT * FROM decision").fetchall()
        decisions.erase({ADA})
        left = b"".join(path.read_bytes() for path in decisions.file.path.parent.iterdir())
    assert said(decisions) == [("keep", BEN)]
    assert ADA.encode() not in left
    assert b"limp" not in left


def test_a_backup_holds_everything(decisions: Decisions, tmp_path: Path) -> None:
    decisions.say([Said("keep", ADA)], at_us=1)
    decisions.undo(at_us=2)
    decisions.say([Said("keep", BEN)], at_us=3)
    decisions.backup(tmp_path / "copy.sqlite")
    copy = Decisions(tmp_path / "copy.sqlite")
    assert copy.everything() == decisions.everything()


def test_a_backup_of_nothing_is_an_empty_book(decisions: Decisions, tmp_path: Path) -> None:
    decisions.backup(tmp_path / "copy.sqlite")
    assert Decisions(tmp_path / "copy.sqlite").active() == []


def test_an_export_is_restored_once_beside_what_was_said_meanwhile(
    decisions: Decisions, tmp_path: Path
) -> None:
    decisions.say([Said("note", ADA, value="a"), Said("note", ADA, value="b")], at_us=1)
    decisions.say([Said("keep", BEN)], at_us=2)
    decisions.undo(at_us=3)
    exported = decisions.everything()
    new = Decisions(tmp_path / "new.sqlite")
    new.say([Said("me", CLEO)], at_us=9)
    new.restore(exported)
    new.restore(exported)
    assert said(new) == [("me", CLEO), ("note", ADA), ("note", ADA)]
    assert said(new, as_of_us=2) == [("note", ADA), ("note", ADA), ("keep", BEN)]
    assert {one.value for one in new.active("note")} == {"a", "b"}
    acts = Counter(one.act for one in new.active())
    assert sorted(acts.values()) == [1, 2]  # no act took another's number


def test_decisions_of_a_newer_version_are_left_alone(decisions: Decisions) -> None:
    decisions.say([Said("keep", ADA)], at_us=1)
    with closing(sqlite3.connect(decisions.file.path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(BookTooNew):
        decisions.active()
    with pytest.raises(BookTooNew):
        decisions.say([Said("keep", BEN)], at_us=2)


def test_a_spoilt_file_is_said_to_be_so(decisions: Decisions) -> None:
    decisions.file.path.parent.mkdir()
    decisions.file.path.write_bytes(b"no database at all, but long enough to be one" * 9)
    with pytest.raises(ComityError, match="cannot be read"):
        decisions.active()


def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "decisions.sqlite").mkdir()  # SQLite cannot open a folder
    with pytest.raises(BookDamaged):
        Decisions(tmp_path / "decisions.sqlite").say([Said("keep", ADA)], at_us=1)


def test_files_are_private_and_readers_do_not_wait(decisions: Decisions) -> None:
    decisions.say([Said("keep", ADA)], at_us=1)
    assert decisions.file.path.stat().st_mode & 0o777 == 0o600
    assert decisions.file.path.parent.stat().st_mode & 0o777 == 0o700
    with closing(sqlite3.connect(decisions.file.path)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE decision SET identity = 'email:changed@x.example'")
        assert said(decisions) == [("keep", ADA)]


_SAY = """
import pathlib, sys
from comity.store.decisions import Decisions, Said
decisions = Decisions(pathlib.Path(sys.argv[1]))
for n in range(40):
    decisions.say([Said("note", f"{sys.argv[2]} {n}"), Said("tag", f"{sys.argv[2]} {n}")], at_us=n)
"""


def test_two_processes_decide_at_once(decisions: Decisions) -> None:
    command = [sys.executable, "-c", _SAY, str(decisions.file.path)]
    both = [subprocess.Popen([*command, name]) for name in ("one", "two")]  # noqa: S603 - this interpreter
    assert [one.wait(60) for one in both] == [0, 0]
    acts: dict[int, set[str]] = {}
    for one in decisions.active():
        acts.setdefault(one.act, set()).add(one.identity)
    assert len(acts) == 80
    assert all(len(identities) == 1 for identities in acts.values())


# ── damage ───────────────────────────────────────────────────────────────────────────────


def harmed(path: Path, kind: str) -> None:
    data = path.read_bytes()
    at = data.index(b'"likes tea')
    match kind:
        case "missing":
            path.unlink()
        case "empty":
            path.write_bytes(b"")
        case "cut short":
            path.write_bytes(data[: len(data) // 2])
        case "garbage":
            path.write_bytes(b"\x00garbage" * 600)
        case "a letter changed":
            path.write_bytes(data[: at + 7] + b"s" + data[at + 8 :])
        case "bits flipped":
            flipped = bytes(one ^ 255 for one in data[at : at + 20])
            path.write_bytes(data[:at] + flipped + data[at + 20 :])
        case "a folder":
            path.unlink()
            path.mkdir()
        case "another table":
            with closing(sqlite3.connect(path)) as db, db:
                db.execute("DROP TABLE decision")


KINDS = ["missing", "empty", "cut short", "garbage", "a letter changed", "bits flipped", "a folder"]


@pytest.mark.parametrize("kind", [*KINDS, "another table"])
def test_whatever_is_harmed_is_named_and_mended_as_far_as_it_goes(
    decisions: Decisions, kind: str
) -> None:
    decisions.say([Said("keep", ADA)], at_us=1)
    decisions.say([Said("note", ADA, value="likes tea, and much more tea than that")], at_us=2)
    harmed(decisions.file.path, kind)
    after = Decisions(decisions.file.path)
    for use in (
        after.active,
        after.mark,
        after.everything,
        lambda: after.say([Said("keep", BEN)], at_us=3),
        lambda: after.undo(at_us=3),
        lambda: after.erase({ADA}),
    ):
        with pytest.raises(BookDamaged, match="decisions") as raised:
            use()
        assert "comity check mend" in raised.value.hint
    assert after.file.damage()
    before = decisions.file.path.read_bytes() if decisions.file.path.is_file() else b""
    done = after.mend()
    assert done
    salvaged_ = kind in {"a letter changed", "bits flipped"}
    assert (done.decisions, done.missing) == ((1, 1) if salvaged_ else (0, 2))
    assert bool(done.kept) == (kind != "missing")
    assert after.file.damage() is None
    kept = decisions.file.path.with_name("decisions.sqlite.damaged")
    assert kind == "missing" or kept.is_dir() or kept.read_bytes() == before
    after.say([Said("keep", BEN)], at_us=3)
    left = {(one.verb, one.identity) for one in after.active()}
    salvaged = {("keep", ADA)} if salvaged_ else set()
    assert left == {*salvaged, ("keep", BEN)}


def test_an_older_file_is_told(decisions: Decisions) -> None:
    decisions.say([Said("keep", ADA)], at_us=1)
    older = decisions.file.path.read_bytes()
    decisions.say([Said("keep", BEN)], at_us=2)
    decisions.file.path.write_bytes(older)
    with pytest.raises(BookDamaged, match="older than what was decided since"):
        Decisions(decisions.file.path).active()


def test_what_is_erased_or_taken_back_is_no_damage(decisions: Decisions) -> None:
    decisions.say([Said("keep", ADA)], at_us=1)
    decisions.say([Said("keep", BEN)], at_us=2)
    decisions.undo(at_us=3)
    decisions.erase({BEN})
    assert Decisions(decisions.file.path).file.damage() is None
    assert not Decisions(decisions.file.path).mend()
    assert said(Decisions(decisions.file.path)) == [("keep", ADA)]


def test_a_file_of_a_version_without_checksums_is_read_and_gets_them(decisions: Decisions) -> None:
    decisions.say([Said("keep", ADA)], at_us=1)
    with closing(sqlite3.connect(decisions.file.path)) as db, db:
        db.execute("DROP TABLE decision_sum")
    decisions.file.path.with_name("decisions.last").unlink()
    after = Decisions(decisions.file.path)
    assert said(after) == [("keep", ADA)]
    after.say([Said("keep", BEN)], at_us=2)
    with closing(sqlite3.connect(decisions.file.path)) as db:
        assert db.execute("SELECT count(*) FROM decision_sum").fetchone() == (2,)


def test_the_number_of_the_last_may_be_garbage(decisions: Decisions) -> None:
    decisions.say([Said("keep", ADA)], at_us=1)
    decisions.file.path.with_name("decisions.last").write_bytes(b"\xff\x00")
    assert said(Decisions(decisions.file.path)) == [("keep", ADA)]
