from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Claim, Participant, Record, Skipped
from comity.operations.intake.recognising import survey
from comity.sources import source
from comity.sources.cards import thunderbird_cards
from comity.sources.containers import thunderbird, thunderbird_accounts

if TYPE_CHECKING:
    from pathlib import Path

    from comity.normalise.folder import FolderUse

MBOX = b"From - Mon Jan  1 00:00:00 2024\nFrom: Ada <ada@brook.example>\nSubject: Hello\n\nHi.\n"
PREFS = {
    "mail.accountmanager.accounts": "account2,account1,account3",
    "mail.accountmanager.defaultaccount": "account1",
    "mail.account.account1.server": "server1",
    "mail.account.account1.identities": "id1,id2",
    "mail.account.account2.server": "server2",
    "mail.account.account3.server": "server3",
    "mail.server.server1.type": "imap",
    "mail.server.server1.hostname": "imap.vale.example",
    "mail.server.server1.userName": "robin",
    "mail.server.server1.directory-rel": "[ProfD]ImapMail/imap.vale.example",
    "mail.server.server1.spamActionTargetFolder": "imap://robin@imap.vale.example/Rubbish",
    "mail.server.server2.type": "none",
    "mail.server.server2.hostname": "Local Folders",
    "mail.server.server2.userName": "nobody",
    "mail.server.server2.directory-rel": "[ProfD]Mail/Local Folders",
    "mail.server.server3.type": "rss",
    "mail.server.server3.hostname": "Feeds",
    "mail.server.server3.directory-rel": "[ProfD]Mail/Feeds",
    "mail.identity.id1.fullName": 'Robin "Rob" Vale',
    "mail.identity.id1.useremail": "Robin@Vale.example",
    "mail.identity.id1.fcc_folder": "imap://robin@imap.vale.example/INBOX/Weg%20damit",
    "mail.identity.id1.draft_folder": "imap://robin@imap.vale.example/INBOX/Angefangen",
    "mail.identity.id2.useremail": "r.vale@work.example",
}


def prefs_js(prefs: dict[str, str]) -> str:
    lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in prefs.items()]
    return "\n".join(["// Mozilla User Preferences", *lines, 'user_pref("broken", ;', ""])


def book(path: Path, cards: dict[str, dict[str, str]], lists: dict[str, list[str]]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "CREATE TABLE properties (card TEXT, name TEXT, value TEXT);"
            "CREATE TABLE lists (uid TEXT, localId INTEGER, name TEXT);"
            "CREATE TABLE list_cards (list TEXT, card TEXT);"
        )
        rows = [(card, *pair) for card, fields in cards.items() for pair in fields.items()]
        connection.executemany("INSERT INTO properties VALUES (?, ?, ?)", rows)
        for name, members in lists.items():
            connection.execute("INSERT INTO lists VALUES (?, 1, ?)", (f"uid {name}", name))
            pairs = [(f"uid {name}", card) for card in members]
            connection.executemany("INSERT INTO list_cards VALUES (?, ?)", pairs)
        connection.commit()


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    profile = tmp_path / "Thunderbird" / "Profiles" / "x1.default"
    imap, local = profile / "ImapMail/imap.vale.example", profile / "Mail/Local Folders"
    stored = {
        imap / "INBOX": MBOX,
        imap / "INBOX.msf": b"index",
        imap / "INBOX.sbd/Weg damit": MBOX,
        imap / "INBOX.sbd/Angefangen": MBOX,
        imap / "INBOX.sbd/Projekte.sbd/Alpha": MBOX,
        imap / "Rubbish": MBOX,
        imap / "Gesendet": MBOX,
        imap / "Empty": b"",
        imap / "Empty.msf": b"index",
        imap / "notes": b"not a mail folder",
        imap / "msgFilterRules.dat": b"rules",
        local / "Sent": MBOX,
        local / "Drafts": MBOX,
        local / "Trash": MBOX,
        local / "Archive/cur/1.eml": MBOX.partition(b"\n")[2],
        profile / "Mail/Feeds/Planet": MBOX,
        profile / "Mail/pop.old.example/Inbox": MBOX,
        profile / "cookies.sqlite": b"no affair of ours",
        profile / "prefs.js": prefs_js(PREFS).encode(),
    }
    for path, data in stored.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    book(profile / "abook.sqlite", {"c1": {"PrimaryEmail": "ada@brook.example"}}, {})
    (tmp_path / "Thunderbird" / "profiles.ini").write_text("[Profile0]\nIsRelative=1\n")
    return profile


def test_a_profile_is_known_by_itself_and_from_above(profile: Path, tmp_path: Path) -> None:
    for path in (profile, profile.parent, profile.parent.parent):
        assert thunderbird.recognise(path)
        assert thunderbird.profiles(path) == [profile]
    assert not thunderbird.recognise(tmp_path)
    assert not thunderbird.recognise(profile / "Mail")
    assert not thunderbird.recognise(profile / "prefs.js")


def test_a_profile_elsewhere_is_found_by_the_listing(profile: Path, tmp_path: Path) -> None:
    top = tmp_path / "home/.thunderbird"
    top.mkdir(parents=True)
    (top / "profiles.ini").write_text(f"[Profile0]\nIsRelative=0\nPath={profile}\n")
    assert thunderbird.profiles(top) == [profile]


def test_everything_in_a_profile_is_found_once(profile: Path) -> None:
    found = {
        str(one.path.relative_to(profile)): (one.reader, one.account, one.use or "", one.skip)
        for one in thunderbird.unfold(profile.parent)
    }
    imap, local, robin = (
        "ImapMail/imap.vale.example",
        "Mail/Local Folders",
        "robin@imap.vale.example",
    )
    assert found == {
        "prefs.js": ("thunderbird", robin, "", ""),
        "abook.sqlite": ("thunderbird", robin, "", ""),
        f"{imap}/INBOX": ("mbox", robin, "inbox", ""),
        f"{imap}/INBOX.sbd/Weg damit": ("mbox", robin, "sent", ""),
        f"{imap}/INBOX.sbd/Angefangen": ("mbox", robin, "drafts", ""),
        f"{imap}/INBOX.sbd/Projekte.sbd/Alpha": ("mbox", robin, "inbox", ""),
        f"{imap}/Rubbish": ("mbox", robin, "junk", ""),
        f"{imap}/Gesendet": ("mbox", robin, "sent", ""),
        f"{imap}/notes": ("", robin, "", "not recognised"),
        f"{local}/Sent": ("mbox", "Local Folders", "sent", ""),
        f"{local}/Drafts": ("mbox", "Local Folders", "drafts", ""),
        f"{local}/Trash": ("mbox", "Local Folders", "trash", ""),
        f"{local}/Archive": ("maildir", "Local Folders", "archive", ""),
        "Mail/Feeds/Planet": ("", "Feeds", "", "not used"),
        "Mail/pop.old.example/Inbox": ("mbox", "pop.old.example", "inbox", ""),
    }


def test_what_is_found_can_be_read(profile: Path) -> None:
    for one in thunderbird.unfold(profile):
        if one.reader and not one.skip:
            options = {"use": one.use} if one.use else {}
            records = list(source(one.reader).read(one.path, **options))
            assert len(records) == 1
            passed_over = one.use in {"drafts", "junk"}
            assert isinstance(records[0], Skipped if passed_over else Record), one.path
            assert getattr(records[0], "folder", "") == ("sent" if one.use == "sent" else "")


def test_a_folder_is_what_the_settings_say_down_to_one_with_a_name_of_its_own() -> None:
    uses: dict[str, FolderUse] = {"INBOX": "sent", "INBOX/Weg": "sent", "Alt/Unfug": "junk"}
    account = thunderbird_accounts.Account("robin", "imap", None, (), uses)
    assert thunderbird._use(account, "INBOX") == "inbox"  # copies kept beside what came
    assert thunderbird._use(account, "INBOX/Ada") == "inbox"
    assert thunderbird._use(account, "INBOX/Weg") == "sent"
    assert thunderbird._use(account, "INBOX/Weg/2020") == "sent"
    assert thunderbird._use(account, "INBOX/Weg/Junk") == "junk"
    assert thunderbird._use(account, "Alt/Unfug/Archives") == "junk"
    assert thunderbird._use(account, "Alt") == ""


def test_the_accounts_say_who_their_user_is(profile: Path) -> None:
    (row,) = thunderbird.read(profile / "prefs.js")
    assert isinstance(row, Record)
    assert (row.kind, row.ref) == ("row", "robin@imap.vale.example")
    assert row.participants == (
        Participant("self", "email:Robin@Vale.example", 'Robin "Rob" Vale'),
        Participant("self", "email:r.vale@work.example", ""),
    )
    assert row.version


def test_an_account_never_leads_out_of_the_profile(profile: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(MBOX)
    there = {"mail.server.server1.directory-rel": "[ProfD]../../../outside"}
    (profile / "prefs.js").write_text(prefs_js(PREFS | there))
    assert thunderbird_accounts.accounts(profile)[0].folder is None
    elsewhere = {
        "mail.server.server1.directory-rel": "",
        "mail.server.server1.directory": str(outside),
    }
    (profile / "prefs.js").write_text(prefs_js(PREFS | elsewhere))
    assert thunderbird_accounts.accounts(profile)[0].folder is None
    (outside / "secret.msf").write_bytes(b"index")
    assert thunderbird_accounts.accounts(profile)[0].folder == outside


def test_mail_moved_out_of_the_profile_is_imported_from_there(
    profile: Path, tmp_path: Path
) -> None:
    moved = (profile / "ImapMail/imap.vale.example").rename(tmp_path / "moved")
    elsewhere = {
        "mail.server.server1.directory-rel": "[Home]moved",
        "mail.server.server1.directory": str(moved),
    }
    (profile / "prefs.js").write_text(prefs_js(PREFS | elsewhere))
    paths = {unit.path for unit in survey(profile, "P").units.values()}
    assert {f"{moved}/INBOX", "P/Mail/Local Folders/Sent"} <= paths


@given(st.binary(max_size=300))
def test_any_prefs_are_read(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    path = tmp_path_factory.mktemp("p") / "prefs.js"
    path.write_bytes(b'user_pref("a", 1);\n' + noise + b'\nuser_pref("b", true);\n')
    assert thunderbird_accounts.read_prefs(path).get("a") == 1
    thunderbird_accounts.accounts(path.parent)


VCARD = (
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bela Corvo\r\nEMAIL;PREF=1:bela@corvo.example\r\n"
    "EMAIL:bela@home.example\r\nTEL;VALUE=uri:tel:+44-1632-960-961\r\nORG:Corvo Ltd;Research\r\n"
    "TITLE:Head\\, Research\r\nBDAY;VALUE=DATE:19800229\r\nNOTE:Met in York\\nlikes tea\r\n"
    "END:VCARD\r\n"
)


def cards(path: Path) -> list[Record | Skipped]:
    return list(thunderbird_cards.read_cards(path))


def test_an_old_card_is_read_from_its_fields(tmp_path: Path) -> None:
    fields = {
        "FirstName": "Ada",
        "LastName": "Brook",
        "PrimaryEmail": "Ada@Brook.example",
        "SecondEmail": "ada@home.example",
        "CellularNumber": "+44 1632 960 961",
        "Company": "Brook & Co",
        "BirthMonth": "7",
        "BirthDay": "4",
        "LastModifiedDate": "1700000000",
    }
    book(tmp_path / "abook.sqlite", {"c1": fields}, {"Choir": ["c1"]})
    (card,) = cards(tmp_path / "abook.sqlite")
    assert isinstance(card, Record)
    assert (card.kind, card.ref, card.channel) == ("card", "c1", "contacts")
    assert [one.identity for one in card.participants] == [
        "email:Ada@Brook.example",
        "email:ada@home.example",
        "phone:+441632960961",
    ]
    said = {one.attribute: one.value for one in card.claims}
    assert said == {
        "name": "Ada Brook",
        "organisation": "Brook & Co",
        "birthday": "--07-04",
        "category": "Choir",
    }
    assert card.revised_us == 1_700_000_000_000_000
    assert Claim("email:Ada@Brook.example", "name", "Ada Brook", card.revised_us) in card.claims


def test_a_new_card_is_read_from_its_vcard(tmp_path: Path) -> None:
    fields = {"_vCard": VCARD, "DisplayName": "Bela Corvo", "PrimaryEmail": "bela@corvo.example"}
    book(tmp_path / "abook.sqlite", {"c2": fields}, {})
    (card,) = cards(tmp_path / "abook.sqlite")
    assert isinstance(card, Record)
    assert [one.identity for one in card.participants] == [
        "email:bela@corvo.example",
        "email:bela@home.example",
        "phone:+441632960961",
    ]
    assert {one.attribute: one.value for one in card.claims} == {
        "name": "Bela Corvo",
        "organisation": "Corvo Ltd",
        "title": "Head, Research",
        "birthday": "1980-02-29",
        "note": "Met in York\nlikes tea",
    }


def test_a_card_changes_its_version_only_with_what_it_says(tmp_path: Path) -> None:
    versions = []
    for number, fields in enumerate(
        ({}, {"LastModifiedDate": "1700000000", "PopularityIndex": "7"}, {"JobTitle": "Head"})
    ):
        path = tmp_path / f"abook-{number}.sqlite"
        book(path, {"c": {"PrimaryEmail": "ada@brook.example"} | fields}, {})
        versions += [one.version for one in cards(path) if isinstance(one, Record)]
    assert versions[0] == versions[1] != versions[2]


def test_a_card_known_by_name_alone_and_one_by_nothing(tmp_path: Path) -> None:
    book(tmp_path / "abook.sqlite", {"a": {"DisplayName": "Ada Brook"}, "b": {"Company": "X"}}, {})
    named, nothing = cards(tmp_path / "abook.sqlite")
    assert isinstance(named, Record)
    assert named.participants[0].identity == "name:thunderbird/Ada Brook"
    assert nothing == Skipped("not used", "abook.sqlite, card b")


def test_what_thunderbird_has_open_is_read_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "abook.sqlite"
    book(path, {"a": {"PrimaryEmail": "ada@brook.example"}}, {})
    with closing(sqlite3.connect(path)) as open_there:
        open_there.execute("PRAGMA journal_mode = WAL")
        open_there.execute("PRAGMA locking_mode = EXCLUSIVE")
        insert = "INSERT INTO properties VALUES ('b', 'PrimaryEmail', 'bela@corvo.example')"
        open_there.execute(insert)
        open_there.commit()
        before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
        assert [one.ref for one in cards(path) if isinstance(one, Record)] == ["a", "b"]
        assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


@pytest.mark.parametrize("data", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_broken_book_is_one_problem(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "abook.sqlite").write_bytes(data)
    (skipped,) = cards(tmp_path / "abook.sqlite")
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "unreadable"
    assert skipped.problem


def test_a_hostile_book_does_not_run_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "abook.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE VIEW properties AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL "
            "SELECT n + 1 FROM r) SELECT 'c' AS card, 'Notes' AS name, n AS value FROM r"
        )
    (skipped,) = cards(path)
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "unreadable"
