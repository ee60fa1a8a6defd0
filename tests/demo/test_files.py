from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from contextlib import closing
from dataclasses import replace
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime
from functools import cache
from mailbox import mbox
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
import vobject

from comity.demo.files import write
from comity.demo.world import make
from tests.demo.conftest import NOW_US

if TYPE_CHECKING:
    from email.message import Message
    from pathlib import Path

    from comity.demo.files import Written
    from comity.demo.world import World

RESERVED = re.compile(
    r"(?:^|\.)(?:example|test|example\.org|example\.net|example\.com|linkedin\.com)$"
)


def digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.*")):
        if path.is_file():
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


@cache
def mails(path: Path) -> list[Message]:
    with closing(mbox(path, create=False)) as box:
        return list(box)


@cache
def readable(folder: Path) -> str:
    """All text of the folder, decoded and unfolded, and the names of its files."""
    texts = []
    for path in sorted(folder.rglob("*.*")):
        if path.suffix == ".mbox":
            for mail in mails(path):
                texts.append(str(make_header(decode_header(str(mail["To"])))))
                texts += [f"{name}: {value}" for name, value in mail.items()]
                for part in mail.walk():
                    payload = part.get_payload(decode=True)
                    texts.append(payload.decode("utf-8") if isinstance(payload, bytes) else "")
        elif path.is_file():
            texts += [path.name, path.read_bytes().decode("utf-8")]
    return re.sub(r"\r?\n ", "", "\n".join(texts))


def export(written: Written, name: str) -> list[dict[str, str]]:
    folder = next(path for path in written.paths if path.name.startswith("Complete"))
    with (folder / name).open(encoding="utf-8", newline="") as file:
        if name == "Connections.csv":
            for _ in range(3):
                next(file)
        return list(csv.DictReader(file))


def test_same_seed_and_clock_give_the_same_bytes(tmp_path: Path) -> None:
    small = {"now_us": NOW_US, "contacts": 40, "years": 1, "connections": 10}
    for name in ("one", "two"):
        write(make(**small), tmp_path / name)
    write(make(seed=8, **small), tmp_path / "other")
    assert digest(tmp_path / "one") == digest(tmp_path / "two")
    assert digest(tmp_path / "one") != digest(tmp_path / "other")


def test_the_standard_library_reads_every_mail(written: Written, world: World) -> None:
    for path in written.paths[:2]:
        seen = Counter[str]()
        for mail in mails(path):
            assert mail["Subject"]
            assert not mail.defects
            assert parsedate_to_datetime(mail["Date"]).timestamp() * 1e6 < world.now_us + 6e7
            seen[mail["Message-ID"]] += 1
            for part in mail.walk():
                assert not part.defects
                if part.get_content_maintype() == "text" and "Content-Type" in part:
                    payload = part.get_payload(decode=True)
                    assert isinstance(payload, bytes)
                    assert payload.decode("utf-8").strip()
        assert len(seen) > 100
        assert max(seen.values()) == 1


def test_answers_refer_to_mail_that_is_there(written: Written) -> None:
    both = [mail for path in written.paths[:2] for mail in mails(path)]
    ids = {mail["Message-ID"] for mail in both}
    parents = [mail["In-Reply-To"] for mail in both if mail["In-Reply-To"]]
    assert len(parents) > len(both) / 4
    assert set(parents) <= ids
    for mail in both:
        if mail["References"]:
            assert mail["References"].split()[-1] == mail["In-Reply-To"]


def test_my_mail_is_in_sent_and_nobody_elses(written: Written) -> None:
    for path, mine in zip(written.paths[:2], (False, True), strict=True):
        for mail in mails(path):
            address = getaddresses([mail["From"]])[0][1]
            assert (address in written.me) is mine


def test_inbox_lies_in_the_order_of_time(written: Written) -> None:
    dates = [parsedate_to_datetime(mail["Date"]) for mail in mails(written.paths[0])]
    assert dates == sorted(dates)


def test_every_kind_of_mail_occurs(written: Written) -> None:
    kinds = Counter[str]()
    for mail in mails(written.paths[0]):
        kinds[mail.get_content_type()] += 1
        for header in ("List-Id", "List-Unsubscribe", "Auto-Submitted", "X-Original-From", "Cc"):
            kinds[header] += header in mail
        for part in mail.walk():
            kinds[part.get_content_type()] += 1
            kinds[str(part["Content-Transfer-Encoding"])] += 1
        raw = str(mail["From"])
        kinds["via"] += " via " in raw
        kinds["encoded word"] += "=?" in raw
    wanted = ["List-Id", "List-Unsubscribe", "Auto-Submitted", "X-Original-From", "Cc", "via"]
    wanted += ["encoded word", "text/calendar", "message/delivery-status", "application/pdf"]
    wanted += ["base64", "quoted-printable", "7bit", "multipart/mixed", "text/html"]
    assert [kind for kind in wanted if not kinds[kind]] == []


def test_calendar_is_read_by_icalendar(folder: Path) -> None:
    calendar = icalendar.Calendar.from_ical((folder / "calendar.ics").read_bytes())
    events = calendar.walk("VEVENT")
    assert len(events) > 50
    assert any("RRULE" in event for event in events)
    assert any("RECURRENCE-ID" in event for event in events)
    solo = [event for event in events if "ATTENDEE" not in event]
    assert any(str(event["SUMMARY"]).startswith("Coffee with") for event in solo)
    assert all(event.decoded("DTEND") > event.decoded("DTSTART") for event in events)
    assert max(map(len, (folder / "calendar.ics").read_bytes().split(b"\r\n"))) <= 75


def test_cards_are_read_by_vobject(folder: Path) -> None:
    cards = list(vobject.readComponents((folder / "contacts.vcf").read_text("utf-8")))
    assert {card.version.value for card in cards} == {"3.0", "4.0"}
    assert all(card.fn.value and card.uid.value for card in cards)
    assert any("bday" in card.contents for card in cards)


def test_export_has_the_layout_of_december_2025(written: Written, world: World) -> None:
    connections = export(written, "Connections.csv")
    assert len(connections) > world.connections
    assert all(
        re.fullmatch(r"\d\d [A-Z][a-z]{2} \d{4}", row["Connected On"]) for row in connections
    )
    messages = export(written, "messages.csv")
    assert {row["IS MESSAGE DRAFT"] for row in messages} == {"Yes", "No"}
    assert any(row["CONVERSATION TITLE"] == "Sponsored Conversation" for row in messages)
    invitations = export(written, "Invitations.csv")
    incoming = [row for row in invitations if row["Direction"] == "INCOMING"]
    assert len([row for row in incoming if not row["Message"]]) > 0.8 * len(incoming)


def test_an_older_export_shows_the_position_before(written: Written, world: World) -> None:
    moved = [s.person for s in world.scenes.values() if s.case == "job_row"]
    assert moved
    slug = world.people[moved[0]].slug
    earlier = next(path for path in written.paths if path.name.startswith("Basic"))
    lines = (earlier / "Connections.csv").read_text("utf-8").splitlines()
    before = next(line for line in lines if slug in line)
    after = next(row for row in export(written, "Connections.csv") if slug in row["URL"])
    assert after["Position"].startswith("Deputy")
    assert "Deputy" not in before


def test_chats_have_their_layout(written: Written) -> None:
    chats = [path for path in written.paths if path.suffix == ".txt"]
    assert len(chats) > 2
    for path in chats:
        lines = path.read_text("utf-8").splitlines()
        assert all(re.match(r"\d\d/\d\d/\d{4}, \d\d:\d\d - ", line) for line in lines)
        assert any("Marta Ellingham: " in line for line in lines)


def test_no_domain_is_real(folder: Path) -> None:
    text = readable(folder)
    found = re.findall(r"@([a-z0-9-]+(?:\.[a-z0-9-]+)+)", text)
    found += re.findall(r"https?://(?:www\.)?([a-z0-9.-]+)", text)
    assert len(found) > 1_000
    assert {domain for domain in found if not RESERVED.search(domain)} == set()


def test_no_telephone_number_is_real(world: World) -> None:
    ranges = (
        r"\+44 1632 960\d{3}|\+44 7700 900\d{3}|\+44 20 7946 0\d{3}|\+44 1(13|61) 496 0\d{3}"
        r"|\+1 \d{3} 555 01\d\d|\+46 31 3900 6\d\d|\+49 30 23125 \d{3}|\+33 1 99 00 \d{4}"
    )
    phones = [person.phone for person in world.people if person.phone]
    assert all(re.fullmatch(ranges, phone) for phone in phones)
    assert len(set(phones)) == len(phones)


@pytest.mark.parametrize("contacts", [1, 12, 60])
def test_small_worlds_are_written_too(tmp_path: Path, contacts: int) -> None:
    world = make(now_us=NOW_US, contacts=contacts, years=1, connections=3)
    assert len(world.people) == contacts
    assert all(path.exists() for path in write(world, tmp_path).paths)


def test_writing_again_changes_nothing(tmp_path: Path) -> None:
    world: Any = make(now_us=NOW_US, contacts=30, years=1, connections=3)
    write(world, tmp_path)
    first = digest(tmp_path)
    write(replace(world), tmp_path)
    assert digest(tmp_path) == first
