"""A folder of facts that lost something, or got something back that was older."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from comity.errors import BookDamaged
from comity.model import Notice, Problem
from comity.store import digest, integrity, segments
from comity.store.facts import Facts
from comity.store.manifest import COPY, NAME, PENDING, Segment, as_bytes
from tests.store.invented import EVE, account, batch, everything, files, mail, stored_keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    made = Facts(tmp_path / "facts")
    add(made, "1")
    add(made, "2")
    return made


def add(facts: Facts, ref: str, sender: str = EVE) -> None:
    with facts.writing() as writer:
        writer.add("mbox/a", batch(mail(ref, f"Text of {ref}.", sender=sender)))
        writer.finish(account(f"/m/{ref}.mbox"), [Problem(f"{ref}.mbox", "what", "advice")])


def segment(facts: Facts, number: int = 0) -> Path:
    return facts.folder / facts.manifest().segments[number].id


def flip(path: Path, at: float = 0.5) -> None:
    data = bytearray(path.read_bytes())
    for place in range(int(len(data) * at), min(int(len(data) * at) + 64, len(data))):
        data[place] ^= 0xFF
    path.write_bytes(data)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


HARMS = [flip, truncate, empty, make_a_folder, lambda path: path.unlink()]
NAMES = ["flipped", "truncated", "emptied", "made a folder", "missing"]


@pytest.mark.parametrize("harm", HARMS, ids=NAMES)
@pytest.mark.parametrize("name", [NAME, *segments.TABLES])
def test_whatever_is_harmed_is_named_by_readers_and_writers_and_nothing_is_deleted(
    facts: Facts, name: str, harm: Callable[[Path], None]
) -> None:
    path = facts.folder / name if name == NAME else segment(facts) / f"{name}.parquet"
    harm(path)
    before = files(facts.folder)
    for use in (
        lambda: Facts(facts.folder).paths(),
        lambda: Facts(facts.folder).sources(),
        lambda: Facts(facts.folder).problems(),
        lambda: add(Facts(facts.folder), "3"),
    ):
        with pytest.raises(BookDamaged) as raised:
            use()
        assert str(path) in raised.value.message
        assert "check" in raised.value.hint
    assert set(before) <= set(files(facts.folder))


def test_an_older_manifest_is_told_by_its_copy(facts: Facts) -> None:
    older = (facts.folder / NAME).read_bytes()
    add(facts, "3")
    kept = files(facts.folder)
    (facts.folder / NAME).write_bytes(older)
    for use in (lambda: Facts(facts.folder).paths(), lambda: add(Facts(facts.folder), "4")):
        with pytest.raises(BookDamaged, match=r"manifest\.json is damaged: it is older"):
            use()
    assert set(kept) <= set(files(facts.folder))


def test_an_older_manifest_and_copy_are_told_by_what_lies_beside_them(facts: Facts) -> None:
    older = {name: (facts.folder / name).read_bytes() for name in (NAME, COPY)}
    add(facts, "3")
    for name, data in older.items():
        (facts.folder / name).write_bytes(data)
    with pytest.raises(BookDamaged, match="older than the facts beside it"):
        add(Facts(facts.folder), "4")
    assert len(list(facts.folder.glob("0*"))) == 3


def test_an_older_manifest_of_accounts_alone_is_told(facts: Facts) -> None:
    older = (facts.folder / NAME).read_bytes()
    with facts.writing() as writer:
        writer.keep_forgotten(frozenset({"0123"}))
    (facts.folder / NAME).write_bytes(older)
    with pytest.raises(BookDamaged, match="older than its copy"):
        Facts(facts.folder).manifest()


@pytest.mark.parametrize("harm", HARMS, ids=NAMES)
def test_a_harmed_copy_harms_nothing_and_is_made_anew(
    facts: Facts, harm: Callable[[Path], None]
) -> None:
    before = everything(facts)
    harm(facts.folder / COPY)
    assert everything(Facts(facts.folder)) == before
    add(Facts(facts.folder), "3")
    assert (facts.folder / COPY).read_bytes() == (facts.folder / NAME).read_bytes()


def test_a_copy_whose_counter_was_spoilt_does_not_make_the_manifest_old(facts: Facts) -> None:
    path = facts.folder / COPY
    path.write_bytes(path.read_bytes().replace(b'"counter":', b'"counter":9', 1))
    assert len(stored_keys(Facts(facts.folder))) == 2


def test_a_manifest_edited_by_hand_is_damaged(facts: Facts) -> None:
    path = facts.folder / NAME
    path.write_text(json.dumps(json.loads(path.read_text()) | {"forgotten": []}))
    with pytest.raises(BookDamaged, match="cannot be read"):
        Facts(facts.folder).manifest()


def test_no_manifest_and_no_facts_is_a_new_book(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    assert Facts(tmp_path / "facts").manifest().counter == 0


# ── strangers ────────────────────────────────────────────────────────────────────────────


def test_a_segment_no_manifest_tells_of_is_set_aside_and_said(facts: Facts) -> None:
    shutil.copytree(segment(facts), facts.folder / "000001-00000000")
    before, told = everything(facts), list[str]()
    assert everything(Facts(facts.folder)) == before
    with facts.writing(on_wait=told.append):
        pass
    assert everything(Facts(facts.folder)) == before
    kept = facts.folder / "aside" / "000001-00000000"
    assert sorted(path.name for path in kept.iterdir()) == sorted(
        f"{name}.parquet" for name in segments.TABLES
    )
    assert [type(one) for one in told] == [Notice]
    assert str(kept) in told[0]


def test_two_strangers_of_one_name_are_both_kept(facts: Facts) -> None:
    for _ in range(2):
        shutil.copytree(segment(facts), facts.folder / "000001-00000000")
        with facts.writing():
            pass
    assert len(list((facts.folder / "aside").iterdir())) == 2


def test_problems_no_manifest_tells_of_are_set_aside(facts: Facts) -> None:
    (facts.folder / "problems" / "ffff.jsonl").write_text("{}")
    with facts.writing():
        pass
    assert (facts.folder / "aside" / "ffff.jsonl").exists()


def test_files_of_others_are_left_alone(facts: Facts) -> None:
    for name in ("manifest (conflicted copy).json", ".DS_Store", "000001 copy"):
        (facts.folder / name).write_text("x")
    with facts.writing():
        pass
    assert (facts.folder / ".DS_Store").exists()
    assert (facts.folder / "manifest (conflicted copy).json").exists()
    assert (facts.folder / "000001 copy").exists()


# ── commits broken off ───────────────────────────────────────────────────────────────────


def test_a_commit_whose_parts_are_not_all_there_is_not_completed(facts: Facts) -> None:
    before = everything(facts)
    now = facts.manifest()
    lost = Segment("000003-00000000", {"record": 1}, sizes={"record": 5})
    pending = replace(now, counter=now.counter + 1, segments=(*now.segments, lost))
    (facts.folder / PENDING).write_bytes(as_bytes(pending))
    with facts.writing():
        pass
    assert everything(Facts(facts.folder)) == before


def test_what_was_replaced_is_deleted_by_the_next_writer(facts: Facts) -> None:
    with facts.writing() as writer:
        writer.compact()
    assert len(list(facts.folder.glob("0*"))) == 3
    with facts.writing():
        pass
    assert len(list(facts.folder.glob("0*"))) == 1
    assert not (facts.folder / "aside").exists()


def test_what_was_replaced_stays_while_what_replaced_it_is_harmed(facts: Facts) -> None:
    with facts.writing() as writer:
        writer.compact()
    flip(segment(facts) / "record.parquet")
    with pytest.raises(BookDamaged), Facts(facts.folder).writing():
        pass
    assert len(list(facts.folder.glob("0*"))) == 3


def test_a_book_of_the_first_version_is_read_and_its_unfinished_write_set_aside(
    facts: Facts,
) -> None:
    """It had no digests; a crash between a segment and its manifest left the segment."""
    add(facts, "3")
    now = facts.manifest()
    said = json.loads(as_bytes(now))
    said = {name: said[name] for name in ("format", "accounts", "forgotten")}
    said |= {"counter": now.counter - 1, "segments": []}
    for one in now.segments[:-1]:
        said["segments"].append({"id": one.id, "rows": one.rows, "copies": one.copies})
    (facts.folder / NAME).write_text(json.dumps(said))
    (facts.folder / COPY).unlink()
    assert len(stored_keys(Facts(facts.folder))) == 2
    with facts.writing():
        pass
    assert [one.name for one in (facts.folder / "aside").glob("0*")] == [now.segments[-1].id]


# ── what was read through ────────────────────────────────────────────────────────────────


def test_what_was_read_through_is_not_read_again_until_it_is_touched(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts.manifest()
    asked = list[str]()
    real = digest.digest_of

    def asking(path: Path) -> str:
        asked.append(path.name)
        return real(path)

    monkeypatch.setattr("comity.store.integrity.digest_of", asking)
    Facts(facts.folder).manifest()
    assert asked == []
    path = segment(facts) / "claim.parquet"
    path.touch()
    Facts(facts.folder).manifest()
    assert asked == ["claim.parquet"]


@pytest.mark.parametrize("harm", HARMS[:4], ids=NAMES[:4])
def test_the_list_of_what_was_read_through_may_be_harmed(
    facts: Facts, harm: Callable[[Path], None]
) -> None:
    before = everything(facts)
    harm(facts.folder / integrity.SEEN)
    assert everything(Facts(facts.folder)) == before


def test_reading_all_through_finds_what_no_time_tells(facts: Facts) -> None:
    """A disk that rots in silence: the list says the file is as it was."""
    path = segment(facts, 1) / "record.parquet"
    flip(path)
    seen = json.loads((facts.folder / integrity.SEEN).read_text())
    seen[f"{path.parent.name}/record"] = integrity._mark(path)
    (facts.folder / integrity.SEEN).write_text(json.dumps(seen))
    manifest = Facts(facts.folder).manifest()
    found = [one for _, one in integrity.read_through(facts.folder, manifest) if one]
    assert [one.path for one in found] == [path]
