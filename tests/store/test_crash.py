"""Ended at any moment, a book opens, has lost nothing, and the next run comes to the same.

Of what takes many moments some are tried here, all of them by ``COMITY_MOMENTS=1``.
"""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from comity.errors import BookReadOnly, DiskFull
from comity.model import Problem
from comity.store import writer as writing
from comity.store.facts import Facts
from comity.store.manifest import Account
from tests.ordinary_user import folder_of_anybody, ordinary_user
from tests.store.earlier import as_first_format
from tests.store.invented import (
    ADA,
    EVE,
    ME,
    NOW_US,
    batch,
    event,
    everything,
    files,
    mail,
    stored_keys,
)
from tests.store.mortal import Killed, failing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from comity.errors import ComityError

SOME = [mail("1"), mail("2", sender=EVE), event("3", "a")]
MORE = [mail("2", "A fuller text.", sender=EVE, to=(ME, ADA)), event("3", "b"), mail("4")]
ACCOUNT = Account("/m/a.mbox", "mbox/a", "mbox", 3, fingerprint="f", imported_us=NOW_US)


def begin(facts: Facts) -> None:
    with facts.writing() as writer:
        writer.add("mbox/a", batch(*SOME))
        writer.finish(ACCOUNT, [Problem("a.mbox", "what", "advice")])


def import_more(facts: Facts) -> None:
    with facts.writing() as writer:
        for one in MORE:
            writer.add("mbox/b", batch(one))
        writer.finish(ACCOUNT, [Problem("a.mbox", "else", "advice")])


def remove(facts: Facts) -> None:
    with facts.writing() as writer:
        writer.remove_source("mbox/a")


def forget(facts: Facts) -> None:
    with facts.writing() as writer:
        writer.forget({EVE})


def compact(facts: Facts) -> None:
    with facts.writing() as writer:
        writer.compact()


def read_again(facts: Facts) -> None:
    """Read again what an earlier version read, in its format."""
    with facts.writing() as writer:
        for one in (*SOME, mail("1", "Another mail.", sender=EVE, at_us=NOW_US - 10**9)):
            writer.add("mbox/a", batch(one))
        writer.finish(ACCOUNT, [Problem("a.mbox", "what", "advice")])


def prepare(facts: Facts, step: Callable[[Facts], None]) -> None:
    """Bring facts to where a step is of use."""
    if step is not begin:
        begin(facts)
    if step is compact:
        import_more(facts)
    if step is read_again:
        as_first_format(facts.folder)


EVERY = int(os.environ.get("COMITY_MOMENTS", "8"))  # of the moments of those that have many
MANY = {import_more, read_again, compact}
STEPS = [begin, import_more, remove, forget, compact, read_again]


@pytest.fixture(autouse=True)
def _small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SEGMENT_RECORDS", 1)


def state(facts: Facts) -> Any:  # noqa: ANN401 - compared, no more
    accounts = [(a.place, a.problems) for a in facts.manifest().accounts.values()]
    return everything(facts), facts.problems(), accounts, facts.manifest().forgotten


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_killed_at_any_moment_and_run_again(step: Callable[[Facts], None], tmp_path: Path) -> None:
    clean, start = Facts(tmp_path / "clean"), tmp_path / "start"
    for facts in (Facts(start), clean):
        prepare(facts, step)
    step(clean)
    expected = state(clean)
    for moment in range(1, 1000, EVERY if step in MANY else 1):
        facts = Facts(tmp_path / "facts")
        shutil.rmtree(facts.folder, ignore_errors=True)
        if start.exists():
            shutil.copytree(start, facts.folder)
        try:
            with failing(moment):
                step(facts)
        except Killed:
            assert len(stored_keys(facts)) <= 4
            step(facts)
            assert state(facts) == expected, f"killed at {moment}"
            assert not [name for name in files(facts.folder) if ".new" in name]
            continue
        assert moment > 10
        return
    pytest.fail("never came to the end")


@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EROFS, BookReadOnly)],
)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_refused_at_any_moment_nothing_is_lost(
    step: Callable[[Facts], None], number: int, error: type[ComityError], tmp_path: Path
) -> None:
    clean, facts = Facts(tmp_path / "clean"), Facts(tmp_path / "facts")
    prepare(clean, step)
    prepare(facts, step)
    step(clean)
    refused = 0
    for moment in range(1, 1000, 3):
        try:
            with failing(moment, error=number):
                step(facts)
        except error:
            refused += 1
            continue
        break
    assert refused >= 3
    assert state(facts) == state(clean)


def test_a_file_may_not_grow_larger(tmp_path: Path) -> None:
    """The system itself refuses, as a quota would."""
    resource = pytest.importorskip("resource")
    facts = Facts(tmp_path / "facts")
    begin(facts)
    before = state(facts)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, limits[1]))
    try:
        with pytest.raises(DiskFull, match="no space"):
            import_more(facts)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert state(facts) == before
    import_more(facts)
    assert state(facts) != before


def test_a_folder_without_right_to_write() -> None:
    with folder_of_anybody() as place:
        facts = Facts(place / "facts")
        begin(facts)
        facts.folder.chmod(0o500)
        with ordinary_user(place), pytest.raises(BookReadOnly) as raised:
            import_more(facts)
        assert raised.value.hint
