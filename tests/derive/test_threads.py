from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.derive.references import components
from comity.schema import mail_key, record_key
from tests.derive.built import steps_of
from tests.records import ADA, BEN, ME, mail, message, message_id

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book
    from comity.model import Record


def key(ref: str, kind: str = "mail") -> str:
    return mail_key("me", message_id(ref), ADA) if kind == "mail" else record_key("me", kind, ref)


def threads(book: Book, *refs: str) -> list[set[str]]:
    """Return which of the mails lie in one thread."""
    name = {key(ref): ref for ref in refs} | {key(ref, "chat"): ref for ref in refs}
    found = defaultdict(set)
    for one in book.rows("SELECT key, thread FROM thread"):
        found[one["thread"]].add(name[one["key"]])
    return sorted(found.values(), key=sorted)


def parents(book: Book, *refs: str) -> dict[str, str]:
    name = {key(ref): ref for ref in refs}
    rows = book.rows("SELECT key, parent FROM thread WHERE parent IS NOT NULL")
    return {name[one["key"]]: name[one["parent"]] for one in rows}


def links(ref: str, *references: str, answers: str = "") -> Record:
    """Return a mail with those headers and no others."""
    return replace(
        mail(ref),
        in_reply_to=message_id(answers) if answers else "",
        references=tuple(map(message_id, references)),
    )


def test_answers_lie_in_one_thread_and_know_their_parent(tmp_path: Path) -> None:
    book = steps_of(
        [mail("a"), mail("b", answers="a"), mail("c", answers="b"), mail("x")], tmp_path
    )
    assert threads(book, *"abcx") == [{"a", "b", "c"}, {"x"}]
    assert parents(book, *"abc") == {"b": "a", "c": "b"}


def test_either_header_is_enough(tmp_path: Path) -> None:
    book = steps_of([mail("a"), links("b", answers="a"), links("c", "a")], tmp_path)
    assert threads(book, *"abc") == [{"a", "b", "c"}]
    assert parents(book, *"abc") == {"b": "a", "c": "a"}


def test_where_in_reply_to_names_nothing_here_the_last_reference_does(tmp_path: Path) -> None:
    book = steps_of([mail("a"), mail("b"), links("c", "a", "b", answers="gone")], tmp_path)
    assert parents(book, *"abc") == {"c": "b"}


def test_mails_meet_at_one_that_is_not_here(tmp_path: Path) -> None:
    book = steps_of([links("b", "gone"), links("c", "gone"), links("d", "lost")], tmp_path)
    assert threads(book, *"bcd") == [{"b", "c"}, {"d"}]
    assert parents(book, *"bcd") == {}


def test_a_mail_named_in_the_midst_of_anothers_references_alone(tmp_path: Path) -> None:
    book = steps_of([mail("a"), links("z", "root", "a", "parent")], tmp_path)
    assert threads(book, *"az") == [{"a", "z"}]


def test_cycles_end(tmp_path: Path) -> None:
    records = [links("a", answers="b"), links("b", answers="a"), links("c", "c", answers="c")]
    book = steps_of(records, tmp_path)
    assert threads(book, *"abc") == [{"a", "b"}, {"c"}]
    assert parents(book, *"abc") == {"a": "b", "b": "a"}


def test_a_mail_without_message_id_has_its_place(tmp_path: Path) -> None:
    nameless = replace(links("b", answers="a"), message_id="")
    alone = replace(mail("c"), message_id="")
    book = steps_of([mail("a"), nameless, alone], tmp_path)
    assert threads(book, *"abc") == [{"a", "b"}, {"c"}]


def test_a_chats_thread_is_its_conversation(tmp_path: Path) -> None:
    book = steps_of(
        [
            message("a", conversation="Outing"),
            message("b", sender=BEN, conversation="Outing"),
            message("c", channel="linkedin", conversation="Outing"),
            replace(message("d"), conversation=""),
            replace(message("e"), conversation=""),
        ],
        tmp_path,
    )
    assert threads(book, *"abcde") == [{"a", "b"}, {"c"}, {"d"}, {"e"}]


def test_events_and_cards_have_no_thread(tmp_path: Path) -> None:
    event = replace(message("a"), kind="event", interaction="meeting")
    assert steps_of([event], tmp_path).rows("SELECT * FROM thread") == []


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_components_are_those_of_a_walk(links: list[tuple[int, int]]) -> None:
    beside = defaultdict(set)
    for one, other in links:
        beside[one].add(other)
        beside[other].add(one)
    least: dict[int, int] = {}
    for start in sorted(beside):  # the least unseen name is the least of its component
        waiting = [] if start in least else [start]
        while waiting:
            name = waiting.pop()
            if name not in least:
                least[name] = start
                waiting += beside[name]
    left, right = (np.array([pair[side] for pair in links], dtype=np.uint64) for side in (0, 1))
    names, roots = components(left, right)
    assert dict(zip(names.tolist(), roots.tolist(), strict=True)) == least


@pytest.mark.parametrize("shape", ["chain", "shuffled chain", "star", "criss-cross"])
def test_a_giant_thread_is_one(shape: str) -> None:  # a quadratic way would take hours
    count = 200_000
    names = np.random.default_rng(1).permutation(count).astype(np.uint64)
    one, other = np.arange(count - 1), np.arange(1, count)
    match shape:
        case "chain":
            left, right = one.astype(np.uint64), other.astype(np.uint64)
        case "shuffled chain":
            left, right = names[one], names[other]
        case "star":
            left, right = names[one], np.full(count - 1, count // 2, dtype=np.uint64)
        case _:
            left, right = (
                np.repeat(names, 10),
                names[np.random.default_rng(2).integers(0, count, 10 * count)],
            )
    _, roots = components(left, right)
    assert set(roots.tolist()) == {0}


def test_criss_crossing_references_in_a_book(tmp_path: Path) -> None:
    rng = random.Random(7)  # noqa: S311 - an invented thread, no secret
    count = 2_000
    records = [
        links(f"{n}", *(f"{rng.randrange(count)}" for _ in range(20)), answers=f"{(n * 7) % count}")
        for n in range(count)
    ]
    book = steps_of(records, tmp_path)
    assert book.rows("SELECT count(DISTINCT thread) AS n, count(*) AS all FROM thread") == [
        {"n": 1, "all": count}
    ]


def test_numbers_agree_with_keys(tmp_path: Path) -> None:
    records = [mail("a"), mail("b", answers="a"), mail("x"), message("m")]
    book = steps_of(records, tmp_path)
    rows = book.rows(
        "SELECT count(DISTINCT thread) AS threads, count(DISTINCT thread_n) AS numbers, "
        "count(DISTINCT (thread, thread_n)) AS pairs, count(DISTINCT n) AS records FROM thread"
    )
    assert rows == [{"threads": 3, "numbers": 3, "pairs": 3, "records": 4}]


# ── without identifiers ──────────────────────────────────────────────────────────────────


def asks(ref: str = "q", at: str = "2025-03-03", **more: Any) -> Record:  # noqa: ANN401 - as mail
    return mail(ref, at, **{"subject": "The old roof", "text": "When?"} | more)


def mine(ref: str = "r", at: str = "2025-03-05", **more: Any) -> Record:  # noqa: ANN401 - as mail
    return mail(ref, at, **{"sender": ME, "to": (ADA,), "subject": "RE: The old roof"} | more)


def guessed(tmp_path: Path, *records: Record) -> dict[str, str]:
    """Return ref -> ref of the mail it is guessed to answer."""
    name = {
        mail_key("me", one.ref, one.participants[0].identity): one.ref.partition("@")[0]
        for one in records
    }
    rows = steps_of(records, tmp_path).rows("SELECT key, parent FROM thread WHERE guessed")
    return {name[one["key"]]: name[one["parent"]] for one in rows}


@pytest.mark.parametrize(
    "subject",
    [
        "RE: The old roof",
        "Antw: the old ROOF",
        "Re[2]: The old roof",
        "Ответ: The old roof",
        "回复：The old roof",
        "RE: [builders] The old roof",
        "Xyz: The old roof",
    ],
)
def test_an_answers_subject_tells_what_it_may_answer(tmp_path: Path, subject: str) -> None:
    records = asks(), mine(subject=subject)
    assert guessed(tmp_path, *records) == {"r": "q"}


@pytest.mark.parametrize(
    "answer",
    [
        mine(subject="The old roof"),  # no mark of answers
        mine(subject="Fwd: The old roof"),
        mine(subject="RE: The new roof"),
        mine(to=(BEN,)),  # somebody else
        mine(to=(BEN,), cc=(ADA,)),  # a copy
        mine(at="2025-03-02"),  # before
        mine(at="2025-04-20"),  # long after
        mine(automatic="auto_reply"),
        mine(list_id="talk.lists.example"),
        mine(sender=ADA, to=(ME,)),  # the same way
    ],
)
def test_what_answers_nothing(tmp_path: Path, answer: Record) -> None:
    assert guessed(tmp_path, asks(), answer) == {}


def test_two_others_are_none_of_mine(tmp_path: Path) -> None:
    records = asks(to=(BEN,), cc=(ME,)), mine(sender=BEN)
    assert guessed(tmp_path, *records) == {}


def test_an_identifier_goes_before_a_guess(tmp_path: Path) -> None:
    records = asks(), asks("other", "2025-03-04"), mine(in_reply_to=message_id("q"))
    assert guessed(tmp_path, *records) == {}
    gone = mine(in_reply_to=message_id("gone"))
    assert guessed(tmp_path / "b", asks(), gone) == {"r": "q"}


def test_of_several_the_latest_is_answered(tmp_path: Path) -> None:
    records = asks("q1", "2025-03-01"), asks("q2", "2025-03-02"), mine()
    assert guessed(tmp_path, *records) == {"r": "q2"}


def test_a_title_that_tells_nothing_needs_one_open_mail(tmp_path: Path) -> None:
    hi = {"subject": "Hi"}
    first, second, answer = asks("q1", "2025-03-01", **hi), asks("q2", **hi), mine(subject="Re: Hi")
    assert guessed(tmp_path / "a", second, answer) == {"r": "q2"}
    assert guessed(tmp_path / "b", first, second, answer) == {}
    done = mine("done", "2025-03-02", subject="Re: Hi", in_reply_to=message_id("q1"))
    assert guessed(tmp_path / "c", first, done, second, answer) == {"r": "q2"}
    by_title = mine("t", "2025-03-02", subject="Re: Hi")
    assert guessed(tmp_path / "d", first, by_title, second, answer) == {"t": "q1", "r": "q2"}


def test_guessed_threads_are_one_and_the_sure_ones_are_kept_apart(tmp_path: Path) -> None:
    further = mail("f", "2025-03-06", answers="r", subject="Re: The old roof")
    book = steps_of([asks(), mine(), further], tmp_path)
    assert book.rows("SELECT count(DISTINCT thread) AS n FROM thread") == [{"n": 1}]
    rows = book.rows("SELECT sure_n, count(*) AS mails FROM thread GROUP BY sure_n ORDER BY mails")
    assert [one["mails"] for one in rows] == [1, 2]


# ── Outlook's index ──────────────────────────────────────────────────────────────────────


def test_outlooks_index_tells_the_parent_where_no_identifier_does(tmp_path: Path) -> None:
    root = "01" + "ab" * 21
    records = [
        mail("a", "2025-03-01", conversation=root),
        mail("b", "2025-03-02", conversation=root + "0102030405"),
        mail("c", "2025-03-03", conversation=root + "0102030405" + "0607080910"),
        mail("z", "2025-03-03", conversation=root + "ff02030405" + "0607080910"),
        mail("x", "2025-03-01", conversation="01" + "cd" * 21),
    ]
    book = steps_of(records, tmp_path)
    assert parents(book, *"abczx") == {"b": "a", "c": "b"}
    assert threads(book, *"abczx") == [{"a", "b", "c"}, {"x"}, {"z"}]
    assert book.rows("SELECT * FROM thread WHERE guessed") == []


def test_identifiers_that_changed_their_letters_or_were_escaped_are_the_same(
    tmp_path: Path,
) -> None:
    upper = replace(mail("a"), message_id="A+1@ID.example")
    answer = replace(mail("b"), in_reply_to="a%2B1@id.example")
    assert parents(steps_of([upper, answer], tmp_path), *"ab") == {"b": "a"}
