from __future__ import annotations

import pytest

from comity.model import Claim, Participant, Record, Skipped
from comity.sources.chats.conversation import (
    Authors,
    Conversation,
    Repeats,
    called,
    capped,
    handle,
    instant_us,
    of_two,
    owner,
    phone,
    profile,
    said,
)

ADA = Participant("from", "handle:pager/1", "Ada Hart")
BEN = Participant("from", "handle:pager/2", "Ben Moss")
CLEO = Participant("from", "handle:pager/3", "Cleo Dunn")
PAIR = Conversation("pager", "c1", of_two([ADA, BEN, ADA]), own=BEN)
GROUP = Conversation("pager", "c2")


def roles(record: Record | Skipped) -> list[tuple[str, str]]:
    assert isinstance(record, Record)
    return [(one.role, one.name.partition(" ")[0]) for one in record.participants]


def test_of_two_each_writes_to_the_other_and_the_owner_is_told() -> None:
    assert roles(PAIR.message("m", "w", ADA, 5)) == [
        ("from", "Ada"),
        ("to", "Ben"),
        ("self", "Ben"),
    ]
    assert roles(PAIR.message("m", "w", BEN, 5, to=(CLEO,))) == [
        ("from", "Ben"),
        ("to", "Ada"),
        ("self", "Ben"),
    ]


def test_a_message_to_a_group_is_addressed_to_those_it_names_once_each() -> None:
    assert roles(GROUP.message("m", "w", ADA, 5)) == [("from", "Ada")]
    named = GROUP.message("m", "w", ADA, 5, to=(BEN, ADA, BEN, CLEO))
    assert roles(named) == [("from", "Ada"), ("to", "Ben"), ("to", "Cleo")]


def test_who_names_everybody_addresses_nobody() -> None:
    crowd = [Participant("from", f"handle:pager/{n}") for n in range(10, 61)]
    assert roles(GROUP.message("m", "w", ADA, 5, to=crowd)) == [("from", "Ada")]
    assert len(GROUP.message("m", "w", ADA, 5, to=crowd[:-1]).participants) == 51


def test_two_are_two_and_neither_one_nor_three() -> None:
    assert of_two([ADA]) == of_two([ADA, BEN, CLEO]) == ()
    assert of_two([ADA, ADA, BEN]) == (ADA, BEN)


def test_an_edited_message_supersedes_what_it_was() -> None:
    first, later = (PAIR.message("m", "w", ADA, 5, edited_us=us) for us in (None, 9))
    assert (first.version, first.revised_us) == ("", None)
    assert (later.version, later.revised_us) == ("9", 9)


def test_a_call_that_was_answered_ends_and_one_that_was_not_was_tried() -> None:
    call = PAIR.call("m", "w", ADA, 5_000_000, seconds=2.5)
    assert (call.interaction, call.end_us) == ("call", 7_500_000)
    for seconds in (0, -1, float("nan")):
        missed = PAIR.call("m", "w", ADA, 5, seconds=seconds)
        assert (missed.interaction, missed.end_us) == ("missed call", None)
    undated = PAIR.call("m", "w", ADA, None, seconds=3)
    assert undated.end_us is None


def test_a_reaction_is_to_the_author_and_to_ones_own_words_is_none() -> None:
    pressed = GROUP.reaction("m", "w", ADA, 5, to=BEN, sign="+1")
    assert isinstance(pressed, Record)
    assert roles(pressed) == [("from", "Ada"), ("to", "Ben")]
    assert (pressed.interaction, pressed.text, pressed.detail) == ("reaction", "", "+1")
    assert GROUP.reaction("m", "w", ADA, 5, to=ADA) == Skipped("not used", "w")
    assert GROUP.reaction("m", "w", ADA, 5, to=None) == Skipped("not used", "w")


def test_equal_messages_of_one_moment_are_numbered_and_of_two_are_not() -> None:
    repeats, one = Repeats(), PAIR.message("m", "w", ADA, 5)
    assert [repeats.apart(one, at).ref for at in (1, 1, 2, 2, 2)] == [
        *("m", "m-2"),
        *("m", "m-2", "m-3"),
    ]


def test_the_authors_of_the_last_messages_are_remembered_and_no_more() -> None:
    authors = Authors()
    for number in range(50_001):
        authors.note(str(number), BEN)
    authors.note("9", ADA)
    assert authors.of(9) == (ADA,)
    assert authors.of("0") == authors.of(None) == authors.of("none") == ()
    assert authors.of(50_000) == (BEN,)


def test_an_owner_and_a_profile_are_rows_of_their_identities() -> None:
    me = owner("pager", "2", "w", BEN)
    assert roles(me) == [("self", "Ben")]
    assert (me.kind, me.ref, me.interaction) == ("row", "pager/self/2", "")
    claims = (Claim("handle:pager/1", "title", "Builder"),)
    told = profile(
        "pager", "1", "w", ("handle:pager/1", "email:a@b.example"), name="A", claims=claims
    )
    other = profile("pager", "1", "w", ("handle:pager/1", "email:a@b.example"), name="A")
    assert [one.role for one in told.participants] == ["subject", "subject"]
    assert told.ref == other.ref
    assert told.version != other.version


def test_who_is_known_by_an_id_a_name_or_a_number() -> None:
    assert handle("pager", 17, "dr. ada hart") == Participant(
        "from", "handle:pager/17", "dr. ada hart"
    )
    assert handle("pager", " a b\n") == Participant("from", "handle:pager/ab")
    assert handle("pager", None) is handle("pager", " ") is handle("pager", {}) is None
    assert called("pager", "  Ada\n Hart ") == Participant(
        "from", "name:pager/Ada Hart", "Ada Hart"
    )
    assert called("pager", "") is called("pager", ["x"]) is None
    number = phone("+44 1632 960961", "Ada")
    assert number == Participant("from", "phone:+441632960961", "Ada")
    assert phone("none") is None


def test_what_no_table_can_hold_is_left_out_of_texts() -> None:
    assert said("a\0b\ud800 ") == "ab?"
    assert (said(True), said(None), said(12), said("x" * 500, 3)) == ("", "", "12", "xxx")  # noqa: FBT003
    assert capped("a\0\ud800") == "a?"
    assert len(capped("ä" * 70_000).encode()) == 65_536
    assert len(capped("a" * 70_000)) == 65_536


@pytest.mark.parametrize(
    ("value", "per_second", "us"),
    [
        (1_700_000_000, 1, 1_700_000_000_000_000),
        ("1700000000.123456", 1, 1_700_000_000_123_456),
        ("1700000000.123456789", 1, 1_700_000_000_123_456),
        (1_700_000_000_123, 1000, 1_700_000_000_123_000),
        (1_700_000_000.5, 1, 1_700_000_000_500_000),
        (0, 1, None),
        (3600, 1, None),
        (-5, 1, None),
        (10**30, 1, None),
        (float("inf"), 1, None),
        ("1e9", 1, None),
        ("", 1, None),
        (None, 1, None),
        (True, 1, None),
        ([], 1, None),
    ],
)
def test_instants_are_those_a_clock_may_show(
    value: object, per_second: int, us: int | None
) -> None:
    assert instant_us(value, per_second=per_second) == us
