"""Folders of facts that a manifest lost: taken back where they are whole, told of where not."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from comity.schema import identity_id
from comity.store import asides
from comity.store.facts import Facts
from comity.store.manifest import COPY, NAME
from comity.store.mending import mend
from tests.store.invented import ADA, EVE, account, batch, everything, mail, stored_keys

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    made = Facts(tmp_path / "facts")
    add(made, "1")
    add(made, "2")
    return made


def add(facts: Facts, ref: str, text: str = "Hello.", *, sender: str = EVE) -> int:
    with facts.writing() as writer:
        added = writer.add(f"mbox/{ref}", batch(mail(ref, text, sender=sender)))
        writer.finish(account(f"/m/{ref}.mbox", f"mbox/{ref}"))
    return added.new


def segment(facts: Facts, number: int = 0) -> Path:
    return facts.folder / facts.manifest().segments[number].id


def lose_the_list(facts: Facts) -> None:
    for name in (NAME, COPY):
        (facts.folder / name).unlink()


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def waiting(facts: Facts) -> list[asides.Aside]:
    return [*asides.waiting(facts.folder, Facts(facts.folder).manifest())]


def test_facts_newer_than_the_list_are_taken_back(facts: Facts) -> None:
    older = {name: (facts.folder / name).read_bytes() for name in (NAME, COPY)}
    add(facts, "3")
    expected = everything(facts)
    for name, data in older.items():
        (facts.folder / name).write_bytes(data)
    done = mend(facts.folder)
    assert [(one.records, one.sources) for one in done.taken] == [(1, ("mbox/3",))]
    assert everything(Facts(facts.folder)) == expected
    assert waiting(facts) == []
    assert add(Facts(facts.folder), "3") == 0  # and known when its path is read again


def test_without_a_list_it_is_made_anew_and_a_replaced_folder_brings_nothing_twice(
    facts: Facts,
) -> None:
    add(facts, "1", "Hello. And rather more of it.")  # a fuller copy
    expected = everything(facts)
    with facts.writing() as writer:
        writer.compact()  # leaves the small ones beside the large one
    lose_the_list(facts)
    done = mend(facts.folder)
    assert done.anew
    assert everything(Facts(facts.folder)) == expected
    assert sum(one.records for one in done.taken) == 3
    again = mend(facts.folder)
    assert (again.anew, again.taken, again.aside) == (False, [], [])


def test_a_harmed_folder_is_not_taken_back_and_told_of_until_its_path_was_read(
    facts: Facts,
) -> None:
    flip(segment(facts) / "record.parquet")
    done = mend(facts.folder)
    assert (len(done.aside), done.taken, done.sources) == (1, [], ["mbox/1"])
    assert mend(facts.folder).taken == []  # nor the next time
    (told,) = waiting(facts)
    assert (told.records, told.sources, told.paths) == (1, ("mbox/1",), ("/m/1.mbox",))
    add(Facts(facts.folder), "2")  # another path
    assert len(waiting(facts)) == 1
    add(Facts(facts.folder), "1")
    assert waiting(facts) == []


def test_of_paths_in_an_archive_or_a_folder_that_is_named_the_outermost_is_named(
    facts: Facts, tmp_path: Path
) -> None:
    (tmp_path / "a.zip").write_text("x")
    inner = [f"{tmp_path}/a.zip/in/1.mbox", f"{tmp_path}/b", f"{tmp_path}/b/c/2.mbox"]
    with facts.writing() as writer:
        for path in inner:
            writer.finish(account(path, "mbox/1"))
    flip(segment(facts) / "record.parquet")
    mend(facts.folder)
    named = {"/m/1.mbox", f"{tmp_path}/a.zip", f"{tmp_path}/b"}
    assert waiting(facts)[0].paths == tuple(sorted(named))


def test_what_was_set_aside_is_no_more_told_of_once_its_folder_is_deleted(facts: Facts) -> None:
    flip(segment(facts) / "record.parquet")
    mend(facts.folder)
    shutil.rmtree(waiting(facts)[0].path)
    assert waiting(facts) == []


def test_a_harmed_folder_that_was_repaired_is_taken_back_from_aside(facts: Facts) -> None:
    expected = everything(facts)
    path = segment(facts) / "participant.parquet"
    flip(path)
    (kept,) = mend(facts.folder).aside
    flip(kept / path.name)
    assert [one.path for one in mend(facts.folder).taken] == [kept]
    assert sorted(stored_keys(Facts(facts.folder))) == sorted(key[1] for key in expected["record"])
    assert (waiting(facts), asides.others(facts.folder)) == ([], [])


@pytest.mark.parametrize("table", ["record", "participant", "holding"])
def test_a_harmed_folder_of_no_list_is_set_aside(facts: Facts, table: str) -> None:
    """Nobody knows its digests any more: the pages' own checksums tell."""
    path = segment(facts) / f"{table}.parquet"
    data = bytearray(path.read_bytes())
    data[40] ^= 1  # in the first page
    path.write_bytes(data)
    lose_the_list(facts)
    done = mend(facts.folder)
    assert [one.name for one in done.aside] == [path.parent.name]
    assert len(stored_keys(Facts(facts.folder))) == 1
    assert len(waiting(facts)) == 1


def test_who_was_forgotten_stays_so(facts: Facts) -> None:
    add(facts, "3", sender=ADA)
    last = segment(facts, 2)
    shutil.copytree(last, facts.folder / "kept")
    with facts.writing() as writer:
        writer.forget({ADA})
    (facts.folder / "kept").rename(last)
    assert identity_id(ADA) in Facts(facts.folder).manifest().forgotten
    mend(facts.folder)
    assert "ada@" not in str(everything(Facts(facts.folder)))
    assert len(stored_keys(Facts(facts.folder))) == 2
