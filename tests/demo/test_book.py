"""The demo's book against what is true of its world: real files, read by the real sources."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from comity.book import Book
from comity.demo.book import _PREFIX, MARK, _clear
from comity.demo.truth import truth
from comity.demo.world import make
from comity.errors import BadInput
from comity.operations.moment import iso
from tests.demo.conftest import CONTACTS, NOW_US
from tests.operations.verbs import do

if TYPE_CHECKING:
    from collections.abc import Iterator

STAGES = {  # what a trajectory may have come to by now
    "steady": {"established", "growing"},
    "growing": {"established", "growing"},
    "revived": {"established", "growing"},
    "lapsed": {"resting"},
    "one_sided": {"listed", "planted"},
    "never_exchanged": {"listed"},
}


@pytest.fixture(scope="module")
def book(shown: dict[str, Any]) -> Iterator[Book]:
    made = Book(Path(shown["book"]), NOW_US)
    yield made
    made.close()


@pytest.fixture(scope="module")
def true() -> dict[str, Any]:
    return truth(make(seed=7, now_us=NOW_US, contacts=CONTACTS))


@pytest.fixture(scope="module")
def people(book: Book) -> dict[str, dict[str, Any]]:
    """Return identity -> the person it belongs to."""
    found = do(book, "people", limit=0)["people"]
    return {identity: one for one in found for identity in one["identities"]}


@pytest.fixture(scope="module")
def whole(
    true: dict[str, Any], people: dict[str, dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return those whose identities were all found to be one person, with that person."""
    found = []
    for person in true["people"]:
        owners = {one: people.get(one) for one in person["identities"]}
        ids = {owner["id"] if owner else "" for owner in owners.values()}
        if len(ids) == 1 and "" not in ids:
            found.append((person, people[person["identities"][0]]))
    return found


def test_every_record_is_accounted_for(shown: dict[str, Any]) -> None:
    done = shown["import"]
    assert done["read"] == done["new"] + done["known"] + sum(done["skipped"].values())
    assert done["new"] > 5_000
    assert set(done["skipped"]) <= {"draft", "not used", "sponsored"}
    assert done["problems"] == 0


def test_its_owner_is_known_by_every_identity(book: Book, true: dict[str, Any]) -> None:
    mine = {one["identity"] for one in do(book, "me")["me"]}
    assert mine >= set(true["me"]["identities"])
    assert true["me"]["name"] not in {one["name"] for one in do(book, "people", limit=0)["people"]}


def test_no_list_robot_or_newsletter_is_a_person(
    true: dict[str, Any], people: dict[str, dict[str, Any]]
) -> None:
    addresses = {f"email:{address}" for address in (*true["services"], *true["lists"])}
    assert addresses
    assert not addresses & people.keys()


def test_aliases_are_found_and_hardly_anybody_is_mixed_with_another(
    true: dict[str, Any], people: dict[str, dict[str, Any]]
) -> None:
    owner = {one: person["number"] for person in true["people"] for one in person["identities"]}
    mixed = [
        one["name"]
        for one in {one["id"]: one for one in people.values()}.values()
        if len({owner[identity] for identity in one["identities"] if identity in owner}) > 1
    ]
    assert len(mixed) <= 1
    several = [
        [people[one]["id"] for one in person["identities"] if one.startswith("email:")]
        for person in true["people"]
    ]
    joined = [len(set(ids)) == 1 for ids in several if len(ids) > 1]
    assert len(joined) > 15
    assert sum(joined) >= 0.8 * len(joined)


def test_circles_and_stages_are_what_the_lives_were(
    whole: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    assert len(whole) > 100
    circles = [person["circle"] == one["circle"] for person, one in whole]
    assert sum(circles) >= 0.95 * len(circles)
    for trajectory, stages in STAGES.items():
        right = [one["stage"] in stages for p, one in whole if p["trajectory"] == trajectory]
        assert right, trajectory
        assert sum(right) >= 0.75 * len(right), trajectory


def test_what_passed_between_them_is_counted(
    whole: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    off = Counter(abs(one["sent"] - p["sent"] - p["meetings"]) <= 5 for p, one in whole)
    assert off[True] >= 0.9 * len(whole)


def test_it_is_the_count_and_the_plan_that_are_shown(shown: dict[str, Any], book: Book) -> None:
    assert shown["audit"] == do(book, "audit")
    assert shown["today"] == do(book, "today")
    assert shown["audit"]["relationships"] > 20
    assert shown["today"]["suggestions"]


def test_a_demo_is_written_over_a_demo_and_over_nothing_else(
    shown: dict[str, Any], tmp_path: Path
) -> None:
    assert (Path(shown["book"]) / MARK).exists()
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "mine").write_text("mine")
    with pytest.raises(BadInput, match="is not a demo's book"):
        do(Book(tmp_path / "own", NOW_US), "demo", to=tmp_path)
    assert (tmp_path / "facts" / "mine").read_text() == "mine"


@pytest.mark.parametrize("own", ["import", "drop", "note"])
def test_what_the_user_put_into_a_demo_is_not_deleted(tmp_path: Path, own: str) -> None:
    there = Book(tmp_path / "there", NOW_US)
    source = tmp_path / f"{_PREFIX}1"
    source.mkdir()
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Hart\nEMAIL:ada@ring.example\nEND:VCARD\n"
    (source / "demo.vcf").write_text(card)
    do(there, "import", [source], me=["me@home.example"])
    (there.folder / MARK).write_text("a demo's book")
    _clear(shutil.copytree(there.folder, tmp_path / "copy"), NOW_US)  # nothing of the user's
    assert not (tmp_path / "copy").exists()
    if own == "import":
        (tmp_path / "mine.vcf").write_text(card.replace("Ada", "Ben"))
        do(there, "import", [tmp_path / "mine.vcf"])
    elif own == "drop":
        (there.folder / "incoming").mkdir()
        (there.folder / "incoming" / "a.mbox").write_text("From")
    else:
        do(there, "note", "Ada Hart", "a friend of Cleo's")
    there.close()
    with pytest.raises(BadInput, match="you brought or said"):
        do(Book(tmp_path / "own", NOW_US), "demo", to=there.folder)
    assert (there.folder / "facts" / "manifest.json").exists()


def test_as_of_a_day_it_comes_out_the_same(
    shown: dict[str, Any], true: dict[str, Any], tmp_path: Path
) -> None:
    book = Book(tmp_path / "own", NOW_US + 10**13, as_of_us=NOW_US)
    again = do(book, "demo", to=tmp_path / "demo", contacts=CONTACTS)
    assert again["audit"] == shown["audit"]
    assert truth(make(seed=8, now_us=NOW_US, contacts=CONTACTS)) != true


# ── a kept word ──────────────────────────────────────────────────────────────────────────


def _of_truth(found: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(iso(one["at_us"]), one["sentence"]) for one in found}


def _told(found: list[dict[str, Any]], known: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Return what is told, by the whole of what was said: of several sentences one is told."""
    whole = {(iso(one["at_us"]), one["sentence"]) for one in known}
    return {
        next((each for each in whole if each[0] == at and text in each[1]), (at, text))
        for at, text in ((one["made_at"], one["text"]) for one in found)
    }


@pytest.mark.parametrize("theirs", [False, True])
def test_promises_are_told_as_they_are(book: Book, true: dict[str, Any], *, theirs: bool) -> None:
    known = true["their_promises" if theirs else "promises"]
    told = do(book, "promises", theirs=theirs)["promises"]
    assert _told(told, known) <= _of_truth(known)  # none invented, nor the supposed
    for state in ("open", "let_go"):
        sure = _of_truth([one for one in known if one["state"] == state])
        assert _told([one for one in told if one["state"] == state], known) == sure
    kept = _of_truth([one for one in known if one["state"] == "kept"])
    assert _told([one for one in told if one["state"] == "kept"], known) <= kept
    assert len(told) > 0.9 * len(known)


@pytest.mark.parametrize("kind", ["never_set", "tell_them", "helped"])
def test_what_was_never_set_or_told_is_told(book: Book, true: dict[str, Any], kind: str) -> None:
    told = do(book, "loops", kind=kind)["loops"]
    known = [one for one in true["loops"] if one["kind"] == kind and one["open"]]
    assert known
    assert _of_truth(known) == _told(told, known)


def test_every_open_promise_is_named_within_three_days(
    shown: dict[str, Any], true: dict[str, Any], tmp_path: Path
) -> None:
    folder = shutil.copytree(shown["book"], tmp_path / "demo")
    named = set[str]()
    for day in range(3):
        book = Book(folder, NOW_US + day * 86_400_000_000)
        plan = do(book, "today", people=3)["suggestions"]
        named |= {one["help"]["quote"] for one in plan if one["kind"] == "promise"}
        book.close()
    assert named == {one["sentence"] for one in true["promises"] if one["state"] == "open"}
