from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import Record, Skipped
from comity.sources.chats import whatsapp

SHAPES = {
    "ios": "[{d:%d/%m/%Y}, {d:%H:%M:%S}] {who}: {text}",
    "ios with a short year": "[{d:%d.%m.%y}, {d:%H:%M:%S}] {who}: {text}",
    "ios of the states": "[{d.month}/{d.day}/{d:%y}, {d:%I:%M:%S}\u202f{d:%p}] {who}: {text}",
    "ios with marks": "\u200e[{d:%d-%m-%y} {d:%H:%M:%S}] {who}: \u200e{text}",
    "android": "{d:%d/%m/%Y}, {d:%H:%M} - {who}: {text}",
    "android of the states": "{d.month}/{d.day}/{d:%y}, {d:%I:%M}\u202f{d:%p} - {who}: {text}",
    "android of india": "{d:%d/%m/%y}, {d:%I:%M} pm - {who}: {text}",
    "android of germany": "{d:%d.%m.%y}, {d:%H:%M} - {who}: {text}",
    "android of finland": "{d.day}.{d.month}.{d:%Y}, {d:%H.%M} - {who}: {text}",
    "year first": "{d:%Y-%m-%d}, {d:%H:%M} - {who}: {text}",
    "year first, no comma": "[{d:%Y-%m-%d} {d:%H:%M}] {who}: {text}",
    "hungary": "{d:%Y}. {d:%m}. {d:%d}. {d:%H:%M} - {who}: {text}",
    "spain": "{d.day}/{d.month}/{d:%y}, {d:%I:%M} p. m. - {who}: {text}",
}
FIRST = datetime(2023, 3, 28, 13, 5, tzinfo=UTC)


def written(folder: Path, shape: str, *said: tuple[str, str], name: str = "_chat.txt") -> Path:
    lines = [
        SHAPES[shape].format(d=FIRST + timedelta(days=3 * n), who=who, text=text)
        for n, (who, text) in enumerate(said)
    ]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def kept(path: Path) -> list[Record]:
    return [one for one in whatsapp.read(path) if isinstance(one, Record)]


def people(record: Record) -> list[tuple[str, str]]:
    return [(one.role, one.identity) for one in record.participants]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_times_senders_and_texts(shape: str, tmp_path: Path) -> None:
    path = written(tmp_path, shape, ("Ada", "one: two"), ("Bob", "three"), ("Ada", "four"))
    assert whatsapp.recognise(path)
    found = kept(path)
    assert [one.text for one in found] == ["one: two", "three", "four"]
    assert [one.participants[0].name for one in found] == ["Ada", "Bob", "Ada"]
    expected = [FIRST + timedelta(days=3 * n) for n in range(3)]
    assert [one.at_us for one in found] == [int(d.timestamp()) * 1_000_000 for d in expected]
    assert not any(one.problems for one in found)


def test_times_are_those_of_the_zone_given(tmp_path: Path) -> None:
    path = written(tmp_path, "ios", ("Ada", "hello"))
    (found,) = whatsapp.read(path, tz=ZoneInfo("Europe/Berlin"))
    assert isinstance(found, Record)
    assert found.at_us == int((FIRST - timedelta(hours=2)).timestamp()) * 1_000_000


def test_in_a_chat_of_two_each_writes_to_the_other(tmp_path: Path) -> None:
    path = written(tmp_path, "android", ("Ada", "hello"), ("Bob", "hello"), name="ours.txt")
    first, second = kept(path)
    assert people(first) == [("from", "name:whatsapp/Ada"), ("to", "name:whatsapp/Bob")]
    assert people(second) == [("from", "name:whatsapp/Bob"), ("to", "name:whatsapp/Ada")]


@pytest.mark.parametrize(
    "name",
    [
        "WhatsApp Chat with Ada.txt",
        "WhatsApp Chat mit Ada (1).txt",
        "Discussion WhatsApp avec Ada.txt",
        "Chat de WhatsApp con Ada.txt",
        "WhatsApp Chat - Ada/_chat.txt",
    ],
)
def test_a_chat_named_after_the_other_tells_who_i_am(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    path = written(tmp_path, "android", ("Ada", "hello"), ("Bob", "hello"), name=name)
    assert whatsapp.account(path) == "Ada"
    assert {people(one)[-1] for one in kept(path)} == {("self", "name:whatsapp/Bob")}


def test_who_never_answered_is_written_to_all_the_same(tmp_path: Path) -> None:
    name = "WhatsApp Chat with +44 1632 960961.txt"
    (found,) = kept(written(tmp_path, "android", ("Bob", "hello?"), name=name))
    assert people(found) == [
        ("from", "name:whatsapp/Bob"),
        ("to", "phone:+441632960961"),
        ("self", "name:whatsapp/Bob"),
    ]


def test_a_group_is_addressed_to_nobody(tmp_path: Path) -> None:
    said = [("Ada", "hello"), ("Bob", "hello"), ("Cid", "hello")]
    of_three = kept(written(tmp_path, "android", *said))
    of_two = kept(written(tmp_path, "android", *said[:2], name="WhatsApp Chat with Engines.txt"))
    assert [len(one.participants) for one in (*of_three, *of_two)] == [1] * 5
    assert {one.conversation for one in of_two} == {"Engines"}


def test_equal_lines_in_one_minute_are_two_messages(tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    line = "12/03/2024, 10:15 - Ada: ok\n"
    path.write_text(line + line + line.replace("10:15", "10:16"), "utf-8")
    refs = [one.ref for one in kept(path)]
    assert len(set(refs)) == 3
    assert refs == [one.ref for one in kept(path)]


def test_a_longer_export_keeps_the_references_of_the_shorter(tmp_path: Path) -> None:
    said = [("Ada", "one"), ("Bob", "two"), ("Ada", "three"), ("Cid", "four")]
    short = [one.ref for one in kept(written(tmp_path, "android", *said[:2]))]
    longer = [one.ref for one in kept(written(tmp_path, "android", *said))]
    assert longer[:2] == short


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        (["01/02/24", "13/02/24"], [2, 2]),
        (["01/02/24", "01/13/24"], [1, 1]),
        (["05-01-20", "05-02-20", "06-01-20"], [5, 5, 6]),
        (["24/03/12", "24/03/13", "24/04/01"], [3, 3, 4]),
    ],
)
def test_the_order_of_day_and_month_is_told_by_the_file(
    dates: list[str], months: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "_chat.txt"
    path.write_text("".join(f"{day}, 10:15 - Ada: x\n" for day in dates), "utf-8")
    found = kept(path)
    moments = [datetime.fromtimestamp((one.at_us or 0) / 1e6, UTC) for one in found]
    assert [moment.month for moment in moments] == months
    assert not any(one.problems for one in found)


def test_a_guess_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    path.write_text("01/02/24, 10:15 - Ada: x\n03/02/24, 10:15 - Ada: y\n", "utf-8")
    first, second = kept(path)
    assert "which number of 01/02/24 is the day" in first.problems[0].what
    assert not second.problems
    assert datetime.fromtimestamp((first.at_us or 0) / 1e6, UTC).month == 2


@pytest.mark.parametrize(
    "line",
    [
        "Messages and calls are end-to-end encrypted. Tap to learn more.",
        "Ada added Bob",
        "Ada changed the subject from “a: b” to “c”",
        "You created group “Lunch: today”",
        "Ada left",
        "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Tippe, um mehr zu erfahren.",
        "Engines: \u200eAda added Bob",
        "Ada: \u200eMissed voice call",
    ],
)
def test_lines_of_whatsapps_own_are_not_used(line: str, tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    path.write_text(f"12/03/2024, 10:15 - {line}\n", "utf-8")
    assert list(whatsapp.read(path)) == [Skipped("not used", "_chat.txt, line 1")]


@pytest.mark.parametrize(
    ("written_text", "text"),
    [
        ("<Media omitted>", ""),
        ("\u200eimage omitted", ""),
        ("<Medien ausgeschlossen>", ""),
        ("\u200e<attached: 0001-PHOTO.jpg>", ""),
        ("IMG-1.jpg (file attached)\nThe plan", "The plan"),
        ("You deleted this message", ""),
        ("fine <This message was edited>", "fine"),
        ("You left your hat: here", "You left your hat: here"),
        ("I added milk", "I added milk"),
        ("the image omitted the date", "the image omitted the date"),
    ],
)
def test_what_was_left_out_has_no_text(written_text: str, text: str, tmp_path: Path) -> None:
    (found,) = kept(written(tmp_path, "ios", ("Ada", written_text)))
    assert found.text == text


def test_a_chat_pasted_into_another_is_text(tmp_path: Path) -> None:
    pasted = "look:\n[28.03.23, 10:15:02] Cid: from elsewhere"
    (found,) = kept(written(tmp_path, "android", ("Ada", pasted)))
    assert found.text == pasted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear Ada,\n12/03/24 was a good day: really\n",
        "2024-01-01 10:00:00 - INFO: started\n2024-01-01 10:00:01,123 - INFO: stopped\n",
        "Minutes\n\n12/03/24, 10:15 - Ada: once quoted\nin a letter\nof many\nlines\n",
    ],
)
def test_other_texts_are_left_to_others(text: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(text, "utf-8")
    assert not whatsapp.recognise(path)


SAID = st.lists(
    st.tuples(
        st.sampled_from(["Ada", "Bob L.", "Zoë 🌱", "+44 1632 960961"]),
        st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1)
        .map(lambda text: f"x {text} x")
        .filter(lambda text: "<" not in text and "(" not in text),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60)
@given(SAID, st.sampled_from(sorted(SHAPES)))
def test_every_message_written_is_read_once(said: list[tuple[str, str]], shape: str) -> None:
    with TemporaryDirectory() as folder:
        found = kept(written(Path(folder), shape, *said))
    assert [one.text for one in found] == [text.strip() for _, text in said]
    assert len({one.ref for one in found}) == len(said)
