from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import vobject

from comity.model import Record, Skipped
from comity.sources.cards import vcard
from tests.sources.golden import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    Reader: TypeAlias = Callable[..., Record]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    def reader(*lines: str, version: str = "3.0") -> Record:
        path = tmp_path / "card.vcf"
        inside = "\n".join((f"VERSION:{version}", *lines))
        path.write_text(f"BEGIN:VCARD\n{inside}\nEND:VCARD", "utf-8")
        (record,) = vcard.read(path)
        assert isinstance(record, Record)
        return record

    return reader


def identities(record: Record) -> list[str]:
    return [person.identity for person in record.participants]


def claimed(record: Record, attribute: str) -> list[str]:
    return [claim.value for claim in record.claims if claim.attribute == attribute]


@pytest.mark.parametrize(
    ("line", "identity"),
    [
        ("EMAIL;TYPE=PREF,INTERNET:Ada@Example.ORG", "email:Ada@Example.ORG"),
        ("item1.EMAIL:mailto:ada@example.org", "email:ada@example.org"),
        ("TEL;TYPE=cell:+44 (1632) 960961", "phone:+441632960961"),
        ("TEL;VALUE=uri:tel:+44-1632-960961", "phone:+441632960961"),
        ("URL:https\\://linkedin.com/in/Ada-Lovelace/?x=1", "linkedin:ada-lovelace"),
        ("X-SOCIALPROFILE;type=linkedin:https://www.linkedin.com/in/ada", "linkedin:ada"),
        ("X-SOCIALPROFILE;type=twitter:https://twitter.com/Ada", "handle:twitter/ada"),
        ("IMPP:xmpp:ada@hs.org", "handle:xmpp/ada@hs.org"),
        ("IMPP;X-SERVICE-TYPE=Skype:x-apple:ada.l", "handle:skype/ada.l"),
        ("IMPP:matrix:@ada:hs.org", "handle:matrix/@ada:hs.org"),
        ("X-JABBER:ada@hs.org", "handle:xmpp/ada@hs.org"),
        ("X-SKYPE;TYPE=HOME:ada.l", "handle:skype/ada.l"),
    ],
)
def test_how_a_person_is_reached(read: Reader, line: str, identity: str) -> None:
    assert identities(read("FN:Ada", line)) == [identity]


@pytest.mark.parametrize(
    "line",
    [
        "EMAIL:not an address",
        "TEL;TYPE=FAX:+44 1632 960961",
        "IMPP:",
        "IMPP;TYPE=home:ada",
        "X-SKYPE:",
        "PHOTO;ENCODING=b:bWFpbHRvOmFkYUBleGFtcGxlLm9yZw==",
    ],
)
def test_a_person_not_reached_is_known_by_name(read: Reader, line: str) -> None:
    assert identities(read("FN:Ada", line)) == ["name:vcard/Ada"]


def test_a_number_without_a_country_waits_for_a_region(read: Reader) -> None:
    assert identities(read("FN:Ada", "TEL:01632 960961")) == ["phone:01632960961"]


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:1815-12-10", ["1815-12-10"]),
        ("BDAY;VALUE=date:18151210", ["1815-12-10"]),
        ("BDAY:1815-12-10T00:00:00Z", ["1815-12-10"]),
        ("BDAY:--1210", ["--12-10"]),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10", ["--12-10"]),
        ("BDAY:1604-02-29", ["--02-29"]),
        ("BDAY:1815-02-29", []),
        ("BDAY:1815", []),
        ("BDAY:10 December 1815", ["1815-12-10"]),
        ("BDAY:1815/12/10", ["1815-12-10"]),
        ("BDAY:10.12.1815", ["1815-12-10"]),
        ("BDAY:10/12/1815", []),
        ("BDAY;VALUE=text:around 1815", []),
    ],
)
def test_birthdays(read: Reader, line: str, birthday: list[str]) -> None:
    assert claimed(read("FN:Ada", line), "birthday") == birthday


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["FN:Ada  Lovelace", "N:x;y"], "Ada Lovelace"),
        (["N:Lovelace;Ada;Augusta;Lady;"], "Ada Augusta Lovelace"),
        (["FN:", "NICKNAME:Countess"], "Countess"),
    ],
)
def test_names(read: Reader, lines: list[str], name: str) -> None:
    record = read("EMAIL:ada@example.org", *lines)
    assert [person.name for person in record.participants] == [name]


@pytest.mark.parametrize(
    "lines",
    [
        ["ORG:Engines;Sales"],
        ["FN:Engines", "ORG:Engines;"],
        ["N:;;;;", "FN:", "ORG:Engines"],
        ["N:Engines;;;;", "FN:Engines", "ORG:engines"],
        ["FN:Engines", "KIND:org"],
        ["FN:Elk room", "KIND:location"],
        ["N:Hart;Ada;;;", "FN:Ada Hart", "ORG:Hart Mills", "X-ABShowAs:COMPANY"],
    ],
)
def test_a_card_of_a_firm_is_no_persons(read: Reader, lines: list[str]) -> None:
    record = read("EMAIL:office@engines.example", "TEL:+44 1632 960961", *lines)
    assert not record.participants
    assert not record.problems
    assert {one.attribute for one in record.claims} == {"organisation"}
    assert len(record.claims) == 2


@pytest.mark.parametrize(
    "lines",
    [
        ["FN:Ada Hart", "ORG:Hart Mills"],
        ["FN:Ada Hart", "N:Hart;Ada;;;", "ORG:Ada Hart Mills"],
        ["FN:Ada Hart", "KIND:individual"],
        ["ORG:Hart Mills", "NICKNAME:Ada", "FN:Ada"],
        ["FN:Ada Hart", "X-ABShowAs:PERSON"],
    ],
)
def test_a_card_of_a_person_with_a_firm_is_hers(read: Reader, lines: list[str]) -> None:
    assert identities(read("EMAIL:ada@hart.example", *lines)) == ["email:ada@hart.example"]


@pytest.mark.parametrize(
    ("lines", "related"),
    [
        (["RELATED;TYPE=spouse;VALUE=text:Ben Hart"], ["Ben Hart (spouse)"]),
        (["RELATED:urn:uuid:f81d4fae"], []),
        (["item1.X-ABRELATEDNAMES:Cy Hart", "item1.X-ABLabel:_$!<Child>!$_"], ["Cy Hart (child)"]),
        (["X-SPOUSE:Ben Hart"], ["Ben Hart (spouse)"]),
    ],
)
def test_related_names_are_claims_and_nobody(
    read: Reader, lines: list[str], related: list[str]
) -> None:
    record = read("FN:Ada", *lines)
    assert claimed(record, "related") == related
    assert identities(record) == ["name:vcard/Ada"]


def test_anniversaries_are_told_by_their_label(read: Reader) -> None:
    lines = ("item1.X-ABDATE:2012-06-09", "item1.X-ABLabel:_$!<Anniversary>!$_")
    other = ("item2.X-ABDATE:2013-06-09", "item2.X-ABLabel:moved in")
    assert claimed(read("FN:Ada", *lines, *other), "anniversary") == ["2012-06-09"]
    assert claimed(read("FN:Ada", "ANNIVERSARY:20120609"), "anniversary") == ["2012-06-09"]


@pytest.mark.parametrize("between", [" ", "\\n", "\\r\\n"])
def test_a_card_in_one_line_is_read(tmp_path: Path, between: str) -> None:
    lines = "BEGIN:VCARD", "VERSION:3.0", "N:Hart;Ada", "EMAIL:ada@hart.example", "END:VCARD"
    path = tmp_path / "card.vcf"
    path.write_text(between.join(lines), "utf-8")
    (found,) = vcard.read(path)
    assert isinstance(found, Record)
    assert [(one.identity, one.name) for one in found.participants] == [
        ("email:ada@hart.example", "Ada Hart")
    ]


def test_what_changes_by_itself_makes_no_new_version(read: Reader) -> None:
    one = read("FN:Ada", "UID:1", "REV:20240101T000000Z", "PRODID:a")
    two = read("UID:1", "X-THING:x", "FN:Ada", "REV:20250101T000000Z", "PRODID:b")
    assert (one.ref, one.version) == (two.ref, two.version)
    assert (one.revised_us or 0) < (two.revised_us or 0)


def test_a_card_without_uid_is_told_by_whom_it_is_about(read: Reader) -> None:
    one = read("FN:Ada", "EMAIL:ada@example.org")
    two = read("FN:Ada", "EMAIL:ada@example.org", "NOTE:new")
    other = read("FN:Ada", "EMAIL:other@example.org")
    assert one.ref == two.ref != other.ref
    assert one.version != two.version


def test_names_are_those_of_an_independent_implementation(tmp_path: Path) -> None:
    path = tmp_path / "card.vcf"
    sample = SAMPLES / "vcard" / "grouped_properties_and_year_left_out.vcf"
    lines = sample.read_text("utf-8").replace("\n ", "").splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith("PHOTO")), "utf-8")
    (theirs,) = vobject.readComponents(path.read_text("utf-8"))
    (ours,) = vcard.read(path)
    assert isinstance(ours, Record)
    assert claimed(ours, "name") == [theirs.fn.value]
    assert claimed(ours, "note") == [theirs.note.value]
    assert claimed(ours, "organisation") == theirs.org.value[:1]


def test_empty_files_and_groups(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text("")
    (nothing,) = vcard.read(path)
    assert isinstance(nothing, Skipped)
    assert nothing.reason == "unreadable"
    path.write_text("BEGIN:VCARD\nX-ADDRESSBOOKSERVER-KIND:group\nFN:All\nEND:VCARD")
    assert [item.reason for item in vcard.read(path) if isinstance(item, Skipped)] == ["not used"]


@pytest.mark.parametrize(
    ("name", "charset"), [("Иван Петров", "cp1251"), ("Jörg Müßiggang", "latin-1")]
)
def test_a_card_in_a_charset_it_does_not_name(tmp_path: Path, name: str, charset: str) -> None:
    path = tmp_path / "card.vcf"
    text = f"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:{name}\r\nEND:VCARD\r\n"
    path.write_bytes(text.encode(charset))
    (found,) = vcard.read(path)
    assert isinstance(found, Record)
    assert found.participants[0].name == name


def test_a_name_in_base64_is_read(read: Reader) -> None:
    coded = "UsO8ZGlnZXIgTcO8bGxlcg=="
    assert claimed(read(f"FN;ENCODING=b:{coded}"), "name") == ["Rüdiger Müller"]
