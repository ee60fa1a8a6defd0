from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.model import Claim, Participant
from comity.store.decisions import Said
from tests.records import (
    ADA,
    BEN,
    CLEO,
    DAN,
    ME,
    MY_OTHER,
    TALK,
    book_of,
    card,
    mail,
    meeting,
    message,
    person,
    post,
    row,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from comity.book import Book
    from comity.model import Record


def kinds(book: Book) -> dict[str, str]:
    return {
        one["identity"]: one["kind"] for one in book.rows("SELECT identity, kind FROM identity")
    }


def people(book: Book) -> list[set[str]]:
    """Return the identities of each person, without the owner's."""
    sql = (
        "SELECT list(i.identity) AS all FROM identity i JOIN person p USING (person) "
        "WHERE NOT is_me GROUP BY person ORDER BY min(p.first_us), min(p.identity)"
    )
    return [set(one["all"]) for one in book.rows(sql)]


def mine(tmp_path: Path, *records: Record, me: Sequence[str] = ()) -> set[str]:
    """Return the owner's identities in a book of these records."""
    found = kinds(book_of(records, tmp_path, me=me))
    return {identity for identity, kind in found.items() if kind == "me"}


def sent(ref: str, sender: str = ME, to: Sequence[str] = (ADA,)) -> Record:
    return mail(ref, sender=sender, to=to, folder="sent")


# ── who I am ─────────────────────────────────────────────────────────────────────────────


def test_without_a_sign_nobody_is_the_owner(tmp_path: Path) -> None:
    assert mine(tmp_path, mail("a"), mail("b", sender=ME, to=(ADA,))) == set()


def test_who_the_user_says(tmp_path: Path) -> None:
    assert mine(tmp_path, mail("a"), me=(ME,)) == {ME}


def test_who_the_user_says_is_known_though_never_seen(tmp_path: Path) -> None:
    assert mine(tmp_path, mail("a"), me=(MY_OTHER,)) == {MY_OTHER}


def test_who_an_exports_own_profile_says(tmp_path: Path) -> None:
    own = card("linkedin:robin-vale", MY_OTHER, name="Robin Vale", role="self")
    assert mine(tmp_path, own, mail("a", to=(BEN,))) == {"linkedin:robin-vale", MY_OTHER}


def test_who_wrote_what_lies_in_a_sent_folder(tmp_path: Path) -> None:
    records = [sent(f"{n}") for n in range(30)]
    moved = sent("moved", sender=BEN)  # somebody else's, moved there by mistake
    assert mine(tmp_path, *records, sent("x", sender=MY_OTHER), sent("y", MY_OTHER), moved) == {
        ME,
        MY_OTHER,
    }


def delivered(ref: str, to: Sequence[str] = (ME,), sender: str = ADA) -> Record:
    return mail(ref, sender=sender, to=to, delivered_to=(ME,))


def test_where_mail_was_delivered_to_when_it_also_writes(tmp_path: Path) -> None:
    records = [delivered("a"), delivered("b", sender=BEN)]
    assert mine(tmp_path / "reads", *records) == set()
    assert mine(tmp_path / "writes", *records, mail("c", sender=ME, to=(ADA,))) == {ME}


def test_a_header_of_delivery_says_nothing_beside_a_better_sign(tmp_path: Path) -> None:
    records = [delivered("a"), mail("c", sender=ME, to=(ADA,)), sent("d", sender=DAN)]
    assert mine(tmp_path, *records) == {DAN}


def test_an_archiver_is_not_the_owner(tmp_path: Path) -> None:
    """Every mail of an archive is delivered to it, it is named in none, and it wrote once."""
    records = [delivered(f"{n}", to=(TALK,), sender=(ADA, BEN)[n % 2]) for n in range(30)]
    assert mine(tmp_path, *records, mail("c", sender=ME, to=(TALK,))) == set()


def test_lists_and_offices_never_qualify(tmp_path: Path) -> None:
    office = "email:info@vale.example"
    records = [post("p"), sent("a", sender=office), sent("b", sender=TALK)]
    assert mine(tmp_path / "sent", *records) == set()
    assert mine(tmp_path / "said", *records, me=(TALK,)) == set()


def test_an_office_is_mine_when_i_say_so(tmp_path: Path) -> None:
    office = "email:info@vale.example"
    assert mine(tmp_path, mail("a", to=(office,)), me=(office,)) == {office}


def test_an_address_many_write_to_is_mine_when_i_say_so(tmp_path: Path) -> None:
    own = "email:robin@home.example"
    records = [mail(f"{n}", sender=f"email:writer{n}@ring.example", to=(own,)) for n in range(9)]
    assert mine(tmp_path, *records, me=(own,)) == {own}


def robin(identity: str) -> Participant:
    return Participant("from", identity, "Robin Vale")


def test_profiles_that_bear_my_full_name_are_mine(tmp_path: Path) -> None:
    chat, memory = "name:whatsapp/Robin Vale", "name:memory/Robin Vale"
    profile = "linkedin:robin-vale"
    ada, ben = person("to", "linkedin:ada-hart"), person("to", "linkedin:ben-moss")
    records = [
        mail("a"),
        message("b", participants=(robin(chat), person("to", ADA))),
        row("c", "invitation", participants=(robin(profile), ada)),
        row("d", "invitation", participants=(robin(profile), ben)),
        row("e", "invitation", participants=(robin("linkedin:robin-vale-77"), ben)),
        card(memory, name="Robin Vale"),
    ]
    found = mine(tmp_path, *records, me=(ME,))
    assert {ME, chat, profile} <= found
    assert memory not in found


def test_a_namesake_is_not_me_where_my_profile_is_known(tmp_path: Path) -> None:
    namesake = robin("linkedin:robin-vale-77")
    records = [
        card("linkedin:robin-vale", ME, name="Robin Vale", role="self"),
        row("a", "invitation", participants=(namesake, person("to", "linkedin:robin-vale"))),
    ]
    assert "linkedin:robin-vale-77" not in mine(tmp_path, *records)


def test_what_i_say_is_not_mine_is_not(tmp_path: Path) -> None:
    """Neither by a sign nor by a likeness: both addresses bear one name."""
    book = book_of([sent("a"), sent("b", sender=MY_OTHER), mail("c")], tmp_path, me=(ME,))
    assert kinds(book)[MY_OTHER] == "me"
    book.say([Said("me", MY_OTHER, value={"not": True})])
    assert kinds(book)[MY_OTHER] == "person"
    assert kinds(book)[ME] == "me"


def test_no_address_of_mine_is_ever_a_contact(tmp_path: Path) -> None:
    records = [
        card(ME, "phone:+441632960961", name="Robin Vale"),
        sent("a", to=(MY_OTHER,)),
        sent("b", sender=MY_OTHER, to=(ADA,)),
        mail("c", sender=BEN, to=("email:robin.vale@mill.example",)),
        meeting("m", guests=(ME, MY_OTHER)),
    ]
    book = book_of(records, tmp_path, me=(ME,))
    assert people(book) == [{ADA}, {BEN}]
    met = book.rows("SELECT DISTINCT p.identity FROM contact JOIN person p USING (person)")
    assert {one["identity"] for one in met} == {ADA, BEN}


def test_my_identities_are_one_person(tmp_path: Path) -> None:
    other = "email:boatman@ferry.example"
    book = book_of([mail("a", to=(ME, other))], tmp_path, me=(ME, other))
    assert len(book.rows("SELECT * FROM person WHERE is_me")) == 1


# ── what an identity is ──────────────────────────────────────────────────────────────────


def test_a_list_is_told_by_list_id(tmp_path: Path) -> None:
    crew, rowers = "email:crew@ring.example", "email:rowers@boats.ring.example"
    records = [
        mail("a", to=(crew,), list_id="crew.ring.example", automatic="list"),
        mail("b", to=(rowers,), list_id="rowers.ring.example", automatic="list"),
        mail("c", sender=CLEO, to=(crew,)),
    ]
    found = kinds(book_of(records, tmp_path))
    assert (found[crew], found[rowers], found[CLEO]) == ("list", "list", "person")


def test_a_reader_is_no_list_though_its_name_begins_like_one(tmp_path: Path) -> None:
    records = [
        mail("a", to=("email:crew@home.example",), list_id="crew.ring.example", automatic="list"),
        mail("b", to=(ADA,), list_id="ada.ring.example", automatic="bulk"),
    ]
    found = kinds(book_of(records, tmp_path))
    assert (found["email:crew@home.example"], found[ADA]) == ("person", "person")


def test_where_many_write_to_alone_and_nobody_writes_from_is_a_list(tmp_path: Path) -> None:
    village, silent, boss = (f"email:{one}@ring.example" for one in ("village", "jo.marsh", "boss"))
    writers = [f"email:writer{n}@ring.example" for n in range(5)]
    records = [mail(f"{n}", sender=one, to=(village,), cc=(boss,)) for n, one in enumerate(writers)]
    records += [mail(f"s{n}", sender=one, to=(silent,)) for n, one in enumerate(writers)]
    records += [mail(f"a{n}", sender=one, to=(ADA,)) for n, one in enumerate(writers)]
    records += [mail(f"b{n}", sender=one, to=(boss, BEN)) for n, one in enumerate(writers)]
    found = kinds(book_of(records, tmp_path))
    assert found[village] == "list"
    assert {found[one] for one in (silent, ADA, boss)} == {"person"}
    again = kinds(book_of([*records, mail("x", sender=village)], tmp_path / "writes"))
    assert again[village] == "person"
    fewer = kinds(book_of(records[1:], tmp_path / "fewer"))
    assert fewer[village] == "person"


def test_my_mailbox_without_my_own_mail_is_no_list(tmp_path: Path) -> None:
    own = "email:robin@home.example"
    writers = [f"email:writer{n}@ring.example" for n in range(9)]
    records = [mail(one, sender=one, to=(own,), delivered_to=(own,)) for one in writers]
    assert kinds(book_of(records, tmp_path, me=()))[own] == "person"


def test_who_writes_in_bulk_alone_is_a_robot(tmp_path: Path) -> None:
    records = [
        mail("a", automatic="bulk"),
        mail("b", sender=BEN, automatic="bulk"),
        mail("c", sender=BEN),
        mail("d", sender=CLEO, automatic="auto_reply"),
    ]
    found = kinds(book_of(records, tmp_path))
    assert (found[ADA], found[BEN], found[CLEO]) == ("robot", "person", "person")


@pytest.mark.parametrize(
    ("identity", "kind"),
    [
        ("email:info@mill.example", "role"),
        ("email:no-reply@mill.example", "robot"),
        ("email:talk@lists.example", "list"),
    ],
)
def test_by_the_address_alone(tmp_path: Path, identity: str, kind: str) -> None:
    assert kinds(book_of([mail("a", to=(identity,))], tmp_path))[identity] == kind


# ── who is who ───────────────────────────────────────────────────────────────────────────

OTHER_ADA = "email:hart@mill.example"


def test_whom_others_works_alone_name_is_a_byline(tmp_path: Path) -> None:
    def work(ref: str, *authors: str, channel: str = "git") -> Record:
        people = tuple(person("from", one) for one in authors)
        return row(ref, "commit", channel=channel, participants=people)

    records = [
        work("a", ADA, BEN),
        work("b", ADA, ME),
        work("c", BEN, CLEO),
        mail("m", sender=CLEO),
        work("d", DAN, BEN, channel="linkedin"),
        work("e", "name:git/Eve Lund"),
        work("f", "name:git/Finn Moe"),
    ]
    book = book_of(records, tmp_path)
    book.say([Said("remember", "name:git/Finn Moe", value={"name": "Finn Moe"})])
    book.refresh()
    found = kinds(book)
    assert {identity for identity, kind in found.items() if kind == "byline"} == {
        "name:git/Eve Lund"
    }
    others = kinds(book_of(records[:1], tmp_path / "other"))
    assert (others[ADA], others[BEN]) == ("byline", "byline")


def test_a_card_says_who_is_one(tmp_path: Path) -> None:
    book = book_of([mail("a"), card(OTHER_ADA, ADA, "phone:+441632960961")], tmp_path)
    assert people(book) == [{ADA, OTHER_ADA, "phone:+441632960961"}]


def test_what_the_user_says_of_two_identities_holds(tmp_path: Path) -> None:
    book = book_of([mail("a"), mail("b", sender=BEN)], tmp_path)
    book.say([Said("same", ADA, BEN)])
    assert people(book) == [{ADA, BEN}]
    book.say([Said("different", ADA, BEN)])
    assert people(book) == [{ADA}, {BEN}]


def test_an_id_is_that_of_the_identity_seen_first(tmp_path: Path) -> None:
    book = book_of(
        [mail("a", "2024-01-01", sender=OTHER_ADA), mail("b"), card(ADA, OTHER_ADA)], tmp_path
    )
    found = book.rows("SELECT identity, identities, domains FROM person WHERE NOT is_me")
    assert found == [
        {"identity": OTHER_ADA, "identities": 2, "domains": "mill.example ring.example"}
    ]


def test_who_is_remembered_has_a_name(tmp_path: Path) -> None:
    book = book_of([], tmp_path)
    memory = "name:memory/Ada Hart"
    book.say(
        [
            Said("remember", memory, ADA, {"name": "Ada Hart"}),
            Said("remember", ADA, value={"name": "Ada Hart"}),
        ]
    )
    assert people(book) == [{memory, ADA}]
    assert book.rows("SELECT name FROM person WHERE NOT is_me") == [{"name": "Ada Hart"}]


def test_the_fullest_name_used_most_is_shown(tmp_path: Path) -> None:
    def called(ref: str, name: str) -> Record:
        return mail(ref, participants=(Participant("from", ADA, name), person("to", ME)))

    names = ["Ada", "Ada", "Ada", "Ada Hart", "Ada Hart", "A. Hart"]
    book = book_of([called(f"{n}", name) for n, name in enumerate(names)], tmp_path)
    assert book.rows("SELECT name FROM person WHERE NOT is_me") == [{"name": "Ada Hart"}]
    named = book_of([mail("a", sender="email:x.y@ring.example")], tmp_path / "none")
    assert named.rows("SELECT name FROM person WHERE NOT is_me") == [{"name": "x.y@ring.example"}]


def test_a_card_counts_like_three_mails(tmp_path: Path) -> None:
    records = [mail("a"), mail("b"), card(ADA, claims=[Claim(ADA, "name", "Ada Hart-Moss")])]
    book = book_of(records, tmp_path)
    assert book.rows("SELECT name FROM identity WHERE identity = ?", [ADA]) == [
        {"name": "Ada Hart-Moss"}
    ]


def test_questions_about_me_are_not_asked(tmp_path: Path) -> None:
    alike = "email:rvale@mill.example"
    book = book_of([mail("a", sender=alike)], tmp_path)
    asked = book.rows('SELECT "left", "right" FROM question')
    assert not [one for one in asked if {ME, MY_OTHER} & set(one.values())]


# ── a name anybody may take ──────────────────────────────────────────────────────────────

NEW = "email:ada.hart@elsewhere.example"


def _known(*more: Record) -> list[Record]:
    """Return words both ways with Ada, a mail of her name from an address never seen before."""
    both = [mail("a"), mail("b", sender=ME, to=(ADA,), answers="a")]
    wrote = (Participant("from", NEW, "Ada Hart"), person("to", ME))
    return [*both, mail("new", "2025-03-09T10:00", participants=wrote), *more]


def test_who_only_ever_wrote_is_asked_about_and_not_merged_by_a_name(tmp_path: Path) -> None:
    book = book_of(_known(), tmp_path)
    assert {ADA} in people(book)
    (question,) = book.rows("SELECT * FROM question")
    assert {question["left"], question["right"]} == {ADA, NEW}
    assert question["text"].endswith("but you have only ever heard from one of them.")


@pytest.mark.parametrize(
    "more",
    [
        mail("w", sender=ME, to=(NEW,)),
        mail("answer", sender=ME, to=(ADA,), answers="new"),
        mail("named", participants=(person("from", ADA), person("to", ME), person("cc", NEW))),
        post("p", sender=NEW),
        meeting("m", guests=(ME, NEW)),
        card(ADA, NEW, name="Ada Hart"),
    ],
    ids=["written to", "answered", "named by somebody known", "on a list", "met", "on a card"],
)
def test_what_else_is_known_of_an_address_vouches_for_its_name(
    more: Record, tmp_path: Path
) -> None:
    assert {ADA, NEW} in people(book_of(_known(more), tmp_path))


def _alone(ref: str, who: str) -> Record:
    return mail(ref, participants=(Participant("from", who, "Ada Hart"), person("to", ME)))


def test_under_one_roof_a_name_is_enough_and_no_stranger_comes_in_by_it(tmp_path: Path) -> None:
    desk = "email:ada@ring.example"
    assert {ADA, desk} in people(book_of(_known(_alone("d", desk)), tmp_path))


def test_strangers_of_one_name_are_one_until_it_is_that_of_somebody_known(tmp_path: Path) -> None:
    other = "email:ada.hart@third.example"
    assert {ADA, NEW} in people(book_of([_alone("a", ADA), _alone("b", NEW)], tmp_path / "a"))
    book = book_of(_known(_alone("other", other)), tmp_path / "b")
    assert {ADA} in people(book)
    assert {NEW, other} in people(book)


def test_a_profile_brings_no_stranger_in(tmp_path: Path) -> None:
    profile = card("linkedin:ada-hart", name="Ada Hart")
    assert {ADA, "linkedin:ada-hart"} in people(book_of(_known(profile), tmp_path))
