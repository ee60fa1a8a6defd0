from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.sources import linkedin
from tests.sources.linkedin.invented import OWN, YEARS, invent

if TYPE_CHECKING:
    from pathlib import Path

each_year = pytest.mark.parametrize("year", YEARS)

MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
    "SUBJECT,CONTENT,FOLDER\n"
)


def kept(path: Path) -> list[Record]:
    return [one for one in linkedin.read(path) if isinstance(one, Record)]


def read_text(path: Path, text: str) -> list[Record | Skipped]:
    path.write_text(text, "utf-8")
    return list(linkedin.read(path))


def who(record: Record, role: str) -> list[str]:
    return [one.identity for one in record.participants if one.role == role]


@each_year
def test_every_row_is_accounted_for_once(year: int, tmp_path: Path) -> None:
    written = invent(tmp_path / "export", year)
    (tmp_path / "export" / "Skills.csv").write_text("Name\nMathematics\nEngines\n")
    found = Counter(one.where.split(",")[0] for one in linkedin.read(tmp_path / "export"))
    assert found == {**written.rows, "Skills.csv": 1}


@each_year
def test_the_owner_is_found_in_every_layout(year: int, tmp_path: Path) -> None:
    invent(tmp_path / "export", year)
    own = "name:linkedin/Charles Babbage" if year == 2019 else f"linkedin:{OWN[1]}"
    found = kept(tmp_path / "export")
    assert linkedin.account(tmp_path / "export") == OWN[0]
    assert own in {one for record in found for one in who(record, "self")}
    messages = [record for record in found if record.interaction == "message"]
    assert all(own in who(one, "from") + who(one, "to") for one in messages)


@pytest.mark.parametrize("year", YEARS[1:])
def test_missing_sender_urls_are_found_elsewhere(year: int, tmp_path: Path) -> None:
    written = invent(tmp_path / "export", year, messages=400)
    messages = [one for one in kept(tmp_path / "export") if one.interaction == "message"]
    found = ["".join(who(one, "from")).removeprefix("linkedin:") for one in messages]
    wrong = [pair for pair in zip(found, written.senders, strict=True) if pair[0] != pair[1]]
    assert not wrong


@each_year
def test_a_member_who_left_is_nobody(year: int, tmp_path: Path) -> None:
    invent(tmp_path / "export", year)
    identities = {
        one.identity for record in kept(tmp_path / "export") for one in record.participants
    }
    assert not [one for one in identities if "Member" in one]
    reasons = {one.reason for one in linkedin.read(tmp_path / "export") if isinstance(one, Skipped)}
    assert reasons == {"not used"}


@each_year
def test_a_second_export_gives_the_same_references(year: int, tmp_path: Path) -> None:
    invent(tmp_path / "one", year)
    invent(tmp_path / "Basic_LinkedInDataExport_03-29-2024", year)
    one, two = kept(tmp_path / "one"), kept(tmp_path / "Basic_LinkedInDataExport_03-29-2024")
    assert [(r.ref, r.version) for r in one] == [(r.ref, r.version) for r in two]
    assert len({(r.kind, r.ref) for r in one}) > 0.9 * len(one)


def test_a_new_position_is_a_new_version_of_the_same_connection(tmp_path: Path) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    row = "Ada,Lovelace,https://www.linkedin.com/in/ada,,Engines,{},12 Mar 2024\n"
    versions = []
    for position in ("Analyst", "Director"):
        (found,) = read_text(tmp_path / "Connections.csv", header + row.format(position))
        assert isinstance(found, Record)
        versions.append((found.ref, found.version))
        claims = {(one.attribute, one.value) for one in found.claims}
        assert claims >= {("organisation", "Engines"), ("title", position)}
    assert versions[0][0] == versions[1][0]
    assert versions[0][1] != versions[1][1]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("c,Sponsored Conversation,Sam,,Me,,2024-03-12 10:00:00 UTC,,Buy,INBOX", "sponsored"),
        ("c,,Sam,,Me,,2024-03-12 10:00:00 UTC,,Hi %FIRSTNAME%,INBOX", "sponsored"),
        ("c,,LinkedIn,,Me,,2024-03-12 10:00:00 UTC,,Welcome,INBOX", "sponsored"),
        ("c,,Sam,,Me,,2024-03-12 10:00:00 UTC,,Prince,SPAM", "sponsored"),
        ("c,,Sam,,Me,,2024-03-12 10:00:00 UTC,,Not yet,DRAFTS", "draft"),
    ],
)
def test_adverts_and_drafts_are_skipped(row: str, reason: str, tmp_path: Path) -> None:
    assert read_text(tmp_path / "messages.csv", MESSAGES + row) == [
        Skipped(reason, "messages.csv, row 1")  # type: ignore[arg-type]  # one of the words
    ]


def test_a_message_of_html_in_the_same_shape_from_a_person_is_kept(tmp_path: Path) -> None:
    row = (
        "c,,Ada,https://www.linkedin.com/in/ada,Me,,2024-03-12 10:00:00 UTC,,"
        '"<p class=""spinmail-quill-editor__spin-break"">One &amp; two</p><p>three</p>",INBOX'
    )
    (found,) = read_text(tmp_path / "messages.csv", MESSAGES + row)
    assert isinstance(found, Record)
    assert found.text.split() == ["One", "&", "two", "three"]


def test_the_same_invitation_in_both_files_is_one(tmp_path: Path) -> None:
    with_urls = (
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        'Ada,Me,"3/9/24, 1:12 AM",Hello,INCOMING,https://www.linkedin.com/in/ada,'
        "https://www.linkedin.com/in/charles\n"
    )
    without = 'From,To,Date Sent,Message,Direction\nAda,Me,"Mar 9 2024 1:12 AM",Hello,INCOMING\n'
    (tmp_path / "Invitations.csv").write_text(with_urls)
    (tmp_path / "Linkedin Invitations.csv").write_text(without)
    first, second = kept(tmp_path)
    assert first.ref == second.ref
    assert first.participants == second.participants
    assert first.text == first.detail == "Hello"
    assert who(first, "self") == ["linkedin:charles"]


def test_what_the_owner_gave_and_received(tmp_path: Path) -> None:
    (tmp_path / "Profile.csv").write_text(
        "First Name,Last Name,Headline,Industry\nCharles,Babbage,Engineer,\n"
    )
    header = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    row = 'Ada,Lovelace,Engines,Analyst,Fine work.,"02/12/25, 10:30 AM",{}\n'
    (tmp_path / "Recommendations_Given.csv").write_text(header + row.format(""))
    (tmp_path / "Recommendations_Received.csv").write_text(header + row.format("VISIBLE"))
    (tmp_path / "Recommendations.csv").write_text(header + row.format("HIDDEN"))
    ada, own = "name:linkedin/Ada Lovelace", "name:linkedin/Charles Babbage"
    found = {one.where: one for one in kept(tmp_path) if one.interaction == "recommendation"}
    given = found["Recommendations_Given.csv, row 1"]
    received = found["Recommendations_Received.csv, row 1"]
    assert (who(given, "from"), who(given, "to")) == ([own], [ada])
    assert (who(received, "from"), who(received, "to")) == ([ada], [own])
    assert {(one.identity, one.attribute, one.value) for one in received.claims} == {
        (ada, "organisation", "Engines"),
        (ada, "title", "Analyst"),
    }
    assert found["Recommendations.csv, row 1"].ref == received.ref != given.ref


def test_a_skill_endorsed_twice_is_one_fact_and_pending_ones_are_kept(tmp_path: Path) -> None:
    header = (
        "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsee Public Url,"
        "Endorsement Status\n"
    )
    row = "2025/02/10 12:00:00 UTC,Mathematics,Ada,Lovelace,www.linkedin.com/in/ada,PENDING\n"
    one, two = read_text(tmp_path / "Endorsement_Given_Info.csv", header + row + row)
    assert isinstance(one, Record)
    assert isinstance(two, Record)
    assert (one.interaction, one.detail, who(one, "to")) == (
        "endorsement",
        "Mathematics",
        ["linkedin:ada"],
    )
    assert one.ref == two.ref


@pytest.mark.parametrize(
    ("to", "urls", "expected"),
    [
        ("Ada Lovelace, PhD", "in/ada", ["linkedin:ada"]),
        ("Ada Lovelace, PhD", "", ["name:linkedin/Ada Lovelace"]),
        ("Ada Lovelace, Mary Somerville", "in/ada,in/mary", ["linkedin:ada", "linkedin:mary"]),
        ("Ada, Bob, Ph.D., Cid", "in/a,in/b,in/c", ["linkedin:a", "linkedin:b", "linkedin:c"]),
        ("Ada, LinkedIn Member", "in/ada,", ["linkedin:ada"]),
        ("Ada, Bob", "", ["name:linkedin/Ada", "name:linkedin/Bob"]),
        ("", "", []),
    ],
)  # fmt: skip
def test_several_recipients(to: str, urls: str, expected: list[str], tmp_path: Path) -> None:
    urls = urls.replace("in/", "https://www.linkedin.com/in/")
    row = f'c,,Me,,"{to}","{urls}",2024-03-12 10:00:00 UTC,,hello,INBOX'
    (found,) = read_text(tmp_path / "messages.csv", MESSAGES + row)
    assert isinstance(found, Record)
    assert who(found, "to") == expected


def test_of_two_of_one_name_the_conversation_tells_which(tmp_path: Path) -> None:
    def row(talk: str, sender: str, to: str) -> str:
        return f"{talk},,Ada,{sender},Me,{to},2024-03-12 10:00:00 UTC,,hello,INBOX\n"

    url = "https://www.linkedin.com/in/"
    text = MESSAGES + row("a", f"{url}ada-1", f"{url}me") + row("b", f"{url}ada-2", f"{url}me")
    found = read_text(tmp_path / "messages.csv", text + row("b", "", "") + row("c", "", ""))
    senders = [who(one, "from") for one in found if isinstance(one, Record)]
    assert senders[2:] == [["linkedin:ada-2"], ["name:linkedin/Ada"]]


def test_namesakes_without_url_are_not_made_one_by_their_addresses(tmp_path: Path) -> None:
    header = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
    rows = "Wei,Li,one@x.example,,,7-Feb-22\nWei,Li,two@x.example,,,8-Feb-22\n"
    found = read_text(tmp_path / "Connections.csv", header + rows)
    subjects = [who(one, "subject") for one in found if isinstance(one, Record)]
    assert subjects == [["email:one@x.example"], ["email:two@x.example"]]


@pytest.mark.parametrize(
    "others",
    [
        {"mail.mbox": "From x\n"},
        {"notes.txt": "hello"},
        {"cards.vcf": "BEGIN:VCARD"},
        {"google.csv": "Name,E-mail 1 - Value\n", "Skills.csv": "Name\n", "Votes.csv": "Date\n"},
        {"a.csv": "x\n", "b.csv": "x\n"},
    ],
)
def test_a_folder_with_what_others_read_is_not_an_export(
    others: dict[str, str], tmp_path: Path
) -> None:
    invent(tmp_path / "export", 2024)
    (tmp_path / "export" / "messages.csv").unlink()
    (tmp_path / "export" / "Invitations.csv").unlink()
    (tmp_path / "export" / "Profile.csv").unlink()
    assert linkedin.recognise(tmp_path / "export")
    for name, text in others.items():
        (tmp_path / "export" / name).write_text(text)
    assert not linkedin.recognise(tmp_path / "export")


def test_an_export_a_folder_down_is_recognised(tmp_path: Path) -> None:
    invent(tmp_path / "download" / "Basic_LinkedInDataExport_03-29-2024", 2024)
    assert linkedin.recognise(tmp_path / "download")
    assert linkedin.account(tmp_path / "download") == OWN[0]
    assert not linkedin.recognise(tmp_path / "nothing")
