from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from comity.errors import BookTooNew, ComityError
from comity.model import Participant, Problem
from comity.schema import FACTS, identity_id, mail_key, record_key
from comity.store import segments
from comity.store import writer as writing
from comity.store.columns import arrow_schema, stored
from comity.store.facts import Facts
from comity.store.manifest import NAME
from comity.store.writer import Added
from tests.store.invented import (
    ADA,
    BOB,
    EVE,
    ME,
    NOW_US,
    account,
    batch,
    card,
    engine,
    event,
    everything,
    files,
    mail,
    rows,
    stored_keys,
)

if TYPE_CHECKING:
    from pathlib import Path

    from comity.model import Record


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return Facts(tmp_path / "it's [a] book*?" / "facts")


def add(facts: Facts, source: str, *records: Record, with_text: bool = True) -> Added:
    with facts.writing() as writer:
        return writer.add(source, batch(*records, with_text=with_text))


def test_a_new_book_is_empty(facts: Facts) -> None:
    assert everything(facts) == {table: [] for table in FACTS}
    assert facts.sources() == []
    assert facts.problems() == []
    assert facts.paths() == {table: [] for table in FACTS}


def test_what_is_added_is_there_once(facts: Facts) -> None:
    assert add(facts, "mbox/a", mail("1"), mail("2"), mail("1")) == Added(new=2, known=1)
    assert add(facts, "mbox/a", mail("2"), mail("3")) == Added(new=1, known=1)
    assert len(stored_keys(facts)) == len(set(stored_keys(facts))) == 3
    assert len(rows(facts, "participant", "*")) == 6


def test_a_key_is_that_of_owner_kind_and_reference(facts: Facts) -> None:
    add(facts, "mbox/a", mail("1"))
    assert stored_keys(facts) == [mail_key("me", "1@ring.example", ADA)]


def test_the_fuller_text_is_read_whichever_came_first(facts: Facts) -> None:
    add(facts, "mbox/a", mail("1", "Short."), mail("2", "Short. Rather long."))
    more = add(facts, "mbox/b", mail("1", "Short. Rather long.", to=(ME, BOB)), mail("2", "Short."))
    assert more == Added(new=0, known=2)
    assert rows(facts, "record", "text") == [("Short. Rather long.",)] * 2
    assert len(rows(facts, "participant", "*")) == 2 + 2  # those of the first


def test_of_equal_copies_the_first_is_read(facts: Facts) -> None:
    add(facts, "mbox/a", mail("1", "Hello!", subject="first"))
    add(facts, "mbox/b", mail("1", "Hello?", subject="second"))
    assert rows(facts, "record", "text, subject") == [("Hello!", "first")]


EXCHANGE = "x500:/o=Ring/ou=First/cn=Recipients/cn=ada"


@pytest.mark.parametrize("turned", [False, True])
def test_an_author_whom_exchange_alone_knows_may_be_who_another_copy_says(
    facts: Facts, *, turned: bool
) -> None:
    copies = [mail("1", "Hello."), mail("1", "Hello. Rather long.", sender=EXCHANGE)]
    first, second = reversed(copies) if turned else copies
    assert add(facts, "pst/a", first) == Added(new=1)
    for _ in range(2):
        assert add(facts, "mbox/b", second) == Added(known=1)
    assert len(set(stored_keys(facts))) == 1
    assert rows(facts, "record", "text") == [("Hello. Rather long.",)]
    other = replace(second, text="Buy now!", at_us=NOW_US - 9_000_000)
    assert add(facts, "pst/a", other).new == 1


def test_among_several_authors_exchanges_is_the_one_who_wrote_the_same(facts: Facts) -> None:
    late = replace(mail("1", "Other words.", sender=EVE), at_us=NOW_US + 9_000_000)
    assert add(facts, "mbox/a", mail("1", "Hello."), late).new == 2
    by_exchange = replace(late, participants=(Participant("from", EXCHANGE),))
    assert add(facts, "pst/a", by_exchange).known == 1
    assert add(facts, "pst/a", mail("1", "Hello.", sender=EXCHANGE)).known == 1
    assert len(stored_keys(facts)) == 2


@pytest.mark.parametrize("turned", [False, True])
def test_a_mail_keeps_what_any_copy_says_of_list_and_sent_folder(
    facts: Facts, *, turned: bool
) -> None:
    copies = [
        mail("1", "Hello. -- the list's footer", list_id="ring.example", automatic="list"),
        mail("1", "Hello.", folder="sent"),
    ]
    for number, copy in enumerate(reversed(copies) if turned else copies):
        add(facts, f"mbox/{number}", copy)
    assert rows(facts, "record", "text, folder, list_id, automatic") == [
        ("Hello. -- the list's footer", "sent", "ring.example", "list")
    ]
    assert len(rows(facts, "participant", "*")) == 2


def test_versions_found_once_are_as_those_found_by_each_query(facts: Facts) -> None:
    assert facts.current_sql_beside("ranked") == ("", facts.current_sql())
    add(facts, "mbox/a", mail("1", "short"), mail("2", "only"))
    add(facts, "mbox/b", mail("1", "short and more"))
    made, selects = facts.current_sql_beside("ranked")
    db = engine()
    db.execute(f"CREATE OR REPLACE TEMP TABLE ranked AS {made}")
    for table, select in facts.current_sql().items():
        beside = db.execute(f"SELECT * FROM ({selects[table]}) ORDER BY ALL").fetchall()
        assert beside == db.execute(f"SELECT * FROM ({select}) ORDER BY ALL").fetchall()
        assert len(beside) >= 2 or table == "claim"


def test_a_changed_event_is_new_once_and_takes_the_place_of_the_old(facts: Facts) -> None:
    first, second = event("1", "a"), event("1", "b", who=(ME, BOB))
    assert add(facts, "icalendar/w", first) == Added(new=1)
    assert add(facts, "icalendar/w", second) == Added(new=1)
    assert add(facts, "icalendar/w", first) == Added(known=1)
    assert add(facts, "icalendar/w", second) == Added(known=1)
    assert rows(facts, "record", "subject") == [("1 b",)]
    assert rows(facts, "participant", "identity") == [(BOB,), (ME,)]
    assert rows(facts, "claim", "value") == [(f"{BOB} of b",), (f"{ME} of b",)]


def test_the_version_revised_last_is_read_though_imported_first(facts: Facts) -> None:
    add(facts, "icalendar/w", event("1", "b", revised_us=9))
    assert add(facts, "icalendar/w", event("1", "a", revised_us=5)) == Added(new=1)
    assert rows(facts, "record", "subject") == [("1 b",)]


def test_versions_within_one_batch_are_ordered_as_they_stand(facts: Facts) -> None:
    add(facts, "icalendar/w", event("1", "c"), event("1", "a"), event("1", "b"))
    assert rows(facts, "record", "subject") == [("1 b",)]


def test_a_text_left_out_may_come_later_and_does_not_go_again(facts: Facts) -> None:
    said, told = mail("1", "Hello."), event("1", "a", text="Agenda")
    add(facts, "x/a", said, told, with_text=False)
    add(facts, "x/a", said, told)
    assert add(facts, "x/a", said, told, with_text=False) == Added(known=2)
    assert rows(facts, "record", "text") == [("Agenda",), ("Hello.",)]


def test_kinds_do_not_share_keys(facts: Facts) -> None:
    chat = replace(event("1", ""), kind="chat")
    assert add(facts, "x/a", event("1", ""), chat, replace(chat, version="v")) == Added(new=3)


def test_every_source_that_holds_a_record_is_remembered(facts: Facts) -> None:
    add(facts, "mbox/a", mail("1"), mail("2"))
    add(facts, "mbox/b", mail("2"), event("1", "a"))
    add(facts, "mbox/b", mail("2"))
    one, two = (mail_key("me", f"{n}@ring.example", ADA) for n in "12")
    held = set(rows(facts, "holding", "key, source"))
    assert held == {
        (one, "mbox/a"),
        (two, "mbox/a"),
        (two, "mbox/b"),
        (record_key("me", "event", "1"), "mbox/b"),
    }
    assert len(rows(facts, "holding", "*")) == 4


def test_removing_a_source_drops_what_no_other_holds(facts: Facts) -> None:
    add(facts, "mbox/a", mail("1"), mail("2", "Short."))
    add(facts, "mbox/b", mail("2", "Short. Rather long."), mail("3"))
    with facts.writing() as writer:
        assert writer.remove_source("mbox/b") == 1
    assert rows(facts, "record", "text") == [("Hello.",), ("Short.",)]
    assert len(rows(facts, "participant", "*")) == 4
    with facts.writing() as writer:
        assert writer.remove_source("mbox/a") == 2
    assert everything(facts) == {table: [] for table in FACTS}


def test_what_another_source_holds_stays(facts: Facts) -> None:
    for source in ("x/a", "x/b"):
        add(facts, source, mail("1"), event("2", "a"))
    with facts.writing() as writer:
        assert writer.remove_source("x/a") == 0
    assert len(stored_keys(facts)) == 2
    assert set(rows(facts, "holding", "source")) == {("x/b",)}


def test_an_older_version_is_read_again_when_the_newer_ones_source_goes(facts: Facts) -> None:
    add(facts, "icalendar/a", event("1", "a"))
    add(facts, "icalendar/b", event("1", "b"))
    with facts.writing() as writer:
        assert writer.remove_source("icalendar/b") == 0
    assert rows(facts, "record", "subject") == [("1 a",)]
    assert add(facts, "icalendar/b", event("1", "b")) == Added(new=1)


def test_sources_say_what_they_hold_and_since_when(facts: Facts) -> None:
    with facts.writing() as writer:
        writer.add("mbox/a", batch(mail("1"), mail("2")))
        writer.finish(account("/m/a.mbox", at_us=NOW_US))
    with facts.writing() as writer:
        writer.add("mbox/a", batch(mail("2", "Fuller than before.")))
        writer.finish(account("/m/a.mbox", at_us=NOW_US + 5))
        writer.finish(account("/m/old/a.mbox", at_us=NOW_US + 5))
    (one,) = facts.sources()
    assert (one.source, one.records, one.first_us, one.last_us) == (
        "mbox/a",
        2,
        NOW_US,
        NOW_US + 5,
    )
    assert one.paths == ("/m/a.mbox", "/m/old/a.mbox")


def test_problems_never_double_and_go_when_mended(facts: Facts) -> None:
    bad = Problem("a.mbox, byte 0", "the date cannot be read", "it is undated")
    for _ in range(2):
        with facts.writing() as writer:
            writer.finish(account("/m/a.mbox"), [bad])
            writer.finish(account("/m/copy/a.mbox"), [bad])
        assert facts.problems() == [("mbox/a", bad)]
    with facts.writing() as writer:
        writer.finish(account("/m/a.mbox"))
        writer.finish(account("/m/copy/a.mbox"))
    assert facts.problems() == []
    with facts.writing():
        pass
    assert [name for name in files(facts.folder) if name.endswith(".jsonl")] == []


def test_the_generation_changes_with_the_facts_alone(facts: Facts) -> None:
    add(facts, "mbox/a", mail("1"))
    before = facts.generation
    add(facts, "mbox/a", mail("1"))
    with facts.writing() as writer:
        writer.finish(account("/m/a.mbox"))
    assert facts.generation == before
    add(facts, "mbox/a", mail("2"))
    assert facts.generation != before


def test_many_small_segments_become_few_and_say_the_same(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SEGMENT_RECORDS", 1)
    for number in range(30):
        add(facts, f"x/{number % 3}", mail(str(number % 7), "x" * number))
        add(facts, "y/c", event("e", str(number % 5)))
    before = everything(facts)
    assert len(facts.paths()["record"]) > 5
    with facts.writing() as writer:
        writer.compact()
    assert len(facts.paths()["record"]) == 1
    assert everything(facts) == before
    assert add(facts, "x/0", mail("1"), event("e", "2")) == Added(known=2)


def add_with_signatures(facts: Facts, *records: Record) -> None:
    """Add as versions did that kept the signature below each text."""
    said = pa.field("signature", pa.string())

    def wider(table: str) -> pa.Schema:
        return arrow_schema(table).append(said) if table == "record" else arrow_schema(table)

    def told(some: pa.RecordBatch) -> pa.RecordBatch:
        is_record = "subject" in some.schema.names
        signed = pa.array(["Eve Stone, Quay 1"] * len(some), pa.string())
        return stored(some).append_column(said, signed) if is_record else stored(some)

    with pytest.MonkeyPatch.context() as patch:
        for module in (writing, segments):
            patch.setattr(module, "arrow_schema", wider)
        patch.setattr(writing, "stored", told)
        add(facts, "mbox/a", *records)


@pytest.mark.parametrize("copies", [False, True])
@pytest.mark.parametrize("first", [False, True])
def test_a_column_that_is_kept_no_more_is_passed_over(
    facts: Facts, *, first: bool, copies: bool
) -> None:
    old = [mail("1", "One."), mail("2", "Two.")]
    new = [mail("3", "Three."), *([mail("1", "One. And more.")] * copies)]
    add_with_signatures(facts, *old) if first else add(facts, "mbox/a", *new)
    add(facts, "mbox/a", *new) if first else add_with_signatures(facts, *old)
    texts = sorted(rows(facts, "record", "text"))
    assert texts == [("One. And more." if copies else "One.",), ("Three.",), ("Two.",)]
    with facts.writing() as writer:
        writer.compact()
    assert sorted(rows(facts, "record", "text")) == texts
    assert keep_signatures(facts) == []


def keep_signatures(facts: Facts) -> list[str]:
    """Return the columns of all files of records that are kept no more."""
    paths = facts.paths()["record"]
    return [name for path in paths for name in pq.read_schema(path).names if name == "signature"]


def test_forgetting_leaves_no_signature_anywhere(facts: Facts) -> None:
    add_with_signatures(facts, mail("1", "One."))
    add(facts, "mbox/a", mail("2", "Two.", sender=EVE))
    assert keep_signatures(facts) == ["signature"]
    before = rows(facts, "record", "text")
    with facts.writing() as writer:
        writer.blank({"nothing"})
    assert keep_signatures(facts) == []
    assert sorted(rows(facts, "record", "text")) == sorted(before)
    add_with_signatures(facts, mail("3", "Three."))
    with facts.writing() as writer:
        writer.forget({EVE})
    assert keep_signatures(facts) == []
    assert sorted(rows(facts, "record", "text")) == [("One.",), ("Three.",)]


def test_segments_do_not_pile_up(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.store.facts.SEGMENTS_MANY", 5)
    for number in range(20):
        add(facts, "mbox/a", mail(str(number)))
    assert len(facts.paths()["record"]) <= 6
    assert len(stored_keys(facts)) == 20


def test_files_are_private_and_only_the_named_ones_are_left(facts: Facts) -> None:
    add(facts, "mbox/a", mail("1"))
    (facts.folder / ".000009-left.new").mkdir()
    (facts.folder / ".000009-left.new" / "record.parquet").touch()
    (facts.folder / "problems").mkdir(mode=0o700)
    (facts.folder / "problems" / ".0123.jsonl.new").touch()
    with facts.writing() as writer:
        writer.finish(account("/m/a.mbox"), [Problem("a", "b", "c")])
    for path in facts.folder.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert not [name for name in files(facts.folder) if ".new" in name]


def test_a_book_from_a_newer_version_is_left_alone(facts: Facts) -> None:
    add(facts, "mbox/a", mail("1"))
    manifest = facts.folder / NAME
    said = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(said | {"format": 99, "segments": "otherwise"}))
    for use in (facts.current_sql, facts.sources, lambda: facts.writing().__enter__()):
        with pytest.raises(BookTooNew) as raised:
            use()
        assert raised.value.hint


def test_a_spoilt_manifest_is_said_and_nothing_is_cleared_away(facts: Facts) -> None:
    add(facts, "mbox/a", mail("1"))
    segments = facts.paths()["record"]
    (facts.folder / NAME).write_text('{"format": 1, "segm')
    with pytest.raises(ComityError, match="cannot be read"), facts.writing():
        pass
    assert all(path.exists() for path in segments)


# ── forgetting ───────────────────────────────────────────────────────────────────────────

THEIRS = (
    mail("to-me", "Private", sender=EVE, claims=()),
    mail("to-us", "Private", sender=EVE, to=(ME, BOB), subject="Private"),
    mail("to-them", "Mine", sender=ME, to=(EVE, BOB)),
    mail("to-eve", "Mine", sender=ME, to=(EVE,)),
    event("e", "a", who=(ME, EVE, ADA)),
    event("f", "a", who=(ME, EVE)),
    card(EVE),
    card(ADA),
    replace(
        mail("notice", "Eve has a new job", sender="email:robot@net.example"),
        participants=(
            Participant("from", "email:robot@net.example"),
            Participant("to", ME),
            Participant("about", EVE),
        ),
    ),
    mail("other", "Unconcerned"),
)


def test_a_forgotten_person_is_nowhere(facts: Facts) -> None:
    add(facts, "x/a", *THEIRS[:5])
    add(facts, "x/b", *THEIRS[5:])
    add(facts, "x/c", *THEIRS)
    with facts.writing() as writer:
        assert writer.forget({EVE}) == 8
    kept = {"to-us@ring.example", "to-them@ring.example", "other@ring.example", "e", ADA}
    assert {ref for (ref,) in rows(facts, "record", "ref")} == kept
    assert (EVE,) not in rows(facts, "participant", "identity")
    assert (EVE,) not in rows(facts, "claim", "identity")
    texts = dict(rows(facts, "record", "ref, subject || text"))
    assert texts["to-us@ring.example"] == ""
    assert texts["to-them@ring.example"] == "Mine"
    for path in facts.folder.rglob("*"):
        assert path.is_dir() or b"eve@ring" not in path.read_bytes()


def test_no_import_brings_the_forgotten_back(facts: Facts) -> None:
    add(facts, "x/a", *THEIRS)
    with facts.writing() as writer:
        writer.forget({EVE})
    before = everything(facts)
    assert add(facts, "x/a", *THEIRS) == Added(new=0, known=5, forgotten=5)
    assert everything(facts) == before


def test_forgetting_first_comes_to_the_same(facts: Facts, tmp_path: Path) -> None:
    other = Facts(tmp_path / "other")
    add(facts, "x/a", *THEIRS)
    for one in (facts, other):
        with one.writing() as writer:
            writer.forget({EVE, "email:nobody@ring.example"})
    assert add(other, "x/a", *THEIRS) == Added(new=5, forgotten=5)
    assert everything(other) == everything(facts)
    assert other.manifest().forgotten >= {identity_id(EVE)}


def test_what_was_forgotten_makes_paths_be_read_again(facts: Facts) -> None:
    bad = Problem("a.mbox", "'eve@ring.example' has no domain", "it is kept")
    with facts.writing() as writer:
        writer.add("mbox/a", batch(*THEIRS))
        writer.finish(account("/m/a.mbox"), [bad])
        writer.forget({EVE})
    assert facts.problems() == []
    assert [a.fingerprint for a in facts.manifest().accounts.values()] == [""]


def test_the_umask_does_not_matter(facts: Facts) -> None:
    before = os.umask(0)
    try:
        add(facts, "mbox/a", mail("1"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((facts.folder / NAME).stat().st_mode) == 0o600
