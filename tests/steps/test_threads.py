from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.schema import mail_key, record_key
from comity.steps.threads import components
from tests.records import ADA, BEN, book_of, mail, message, message_id

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
    book = book_of([mail("a"), mail("b", answers="a"), mail("c", answers="b"), mail("x")], tmp_path)
    assert threads(book, *"abcx") == [{"a", "b", "c"}, {"x"}]
    assert parents(book, *"abc") == {"b": "a", "c": "b"}


def test_either_header_is_enough(tmp_path: Path) -> None:
    book = book_of([mail("a"), links("b", answers="a"), links("c", "a")], tmp_path)
    assert threads(book, *"abc") == [{"a", "b", "c"}]
    assert parents(book, *"abc") == {"b": "a", "c": "a"}


def test_where_in_reply_to_names_nothing_here_the_last_reference_does(tmp_path: Path) -> None:
    book = book_of([mail("a"), mail("b"), links("c", "a", "b", answers="gone")], tmp_path)
    assert parents(book, *"abc") == {"c": "b"}


def test_mails_meet_at_one_that_is_not_here(tmp_path: Path) -> None:
    book = book_of([links("b", "gone"), links("c", "gone"), links("d", "lost")], tmp_path)
    assert threads(book, *"bcd") == [{"b", "c"}, {"d"}]
    assert parents(book, *"bcd") == {}


def test_a_mail_named_in_the_midst_of_anothers_references_alone(tmp_path: Path) -> None:
    book = book_of([mail("a"), links("z", "root", "a", "parent")], tmp_path)
    assert threads(book, *"az") == [{"a", "z"}]


def test_cycles_end(tmp_path: Path) -> None:
    records = [links("a", answers="b"), links("b", answers="a"), links("c", "c", answers="c")]
    book = book_of(records, tmp_path)
    assert threads(book, *"abc") == [{"a", "b"}, {"c"}]
    assert parents(book, *"abc") == {"a": "b", "b": "a"}


def test_a_mail_without_message_id_has_its_place(tmp_path: Path) -> None:
    nameless = replace(links("b", answers="a"), message_id="")
    alone = replace(mail("c"), message_id="")
    book = book_of([mail("a"), nameless, alone], tmp_path)
    assert threads(book, *"abc") == [{"a", "b"}, {"c"}]


def test_a_chats_thread_is_its_conversation(tmp_path: Path) -> None:
    book = book_of(
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
    assert book_of([event], tmp_path).rows("SELECT * FROM thread") == []


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
    book = book_of(records, tmp_path)
    assert book.rows("SELECT count(DISTINCT thread) AS n, count(*) AS all FROM thread") == [
        {"n": 1, "all": count}
    ]


def test_numbers_agree_with_keys(tmp_path: Path) -> None:
    records = [mail("a"), mail("b", answers="a"), mail("x"), message("m")]
    book = book_of(records, tmp_path)
    rows = book.rows(
        "SELECT count(DISTINCT thread) AS threads, count(DISTINCT thread_n) AS numbers, "
        "count(DISTINCT (thread, thread_n)) AS pairs, count(DISTINCT n) AS records FROM thread"
    )
    assert rows == [{"threads": 3, "numbers": 3, "pairs": 3, "records": 4}]
