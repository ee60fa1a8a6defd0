"""Exported chats of every telephone: each message read once, as its author's, on its day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.normalise.time import us_of
from comity.sources import whatsapp
from tests.cases.books import case, everyone, imported

if TYPE_CHECKING:
    from pathlib import Path

FIRST = datetime(2026, 1, 1, 2, 28, 9, tzinfo=UTC)
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
SHAPES = {
    "zh ios": "[{d.year}/{d.month}/{d.day} {d:%H:%M:%S}] {who}: {text}",
    "zh ios of twelve hours": "[{d.year}/{d.month}/{d.day} {half}{h}:{d:%M:%S}] {who}: {text}",
    "zh android": "{d.year}/{d.month}/{d.day} {half}{h}:{d:%M} - {who}: {text}",
    "zh in words": "{d.year}年{d.month}月{d.day}日 {half}{h}:{d:%M} - {who}: {text}",
    "ko android": "{d.year}. {d.month}. {d.day}. {korean} {h}:{d:%M} - {who}: {text}",
    "ko ios": "[{d.year}. {d.month}. {d.day}. {korean} {h}:{d:%M:%S}] {who}: {text}",
    "fi": "{d.day}.{d.month}.{d.year} klo {d.hour}.{d:%M} - {who}: {text}",
    "es": "{d.day}/{d.month}/{d:%y} a las {h}:{d:%M}\xa0{spanish} - {who}: {text}",
    "de": "[{d:%d.%m.%y} um {d:%H:%M:%S}] {who}: {text}",
    "hr": "{d:%d. %m. %Y.} u {d:%H:%M} - {who}: {text}",
    "fr": "{d:%d/%m/%Y} à {d:%H:%M} - {who}: {text}",
    "fr of canada": "{d:%Y-%m-%d} {d:%H} h {d:%M} - {who}: {text}",
    "bg": "{d.day}.{d:%m.%Y} г., {d.hour}:{d:%M} - {who}: {text}",
    "ru": "[{d:%d.%m.%Y}, {d:%H:%M:%S}] {who}: {text}",
    "el": "{d.day}/{d.month}/{d:%y}, {h}:{d:%M} {greek} - {who}: {text}",
    "us": "{d.month}/{d.day}/{d:%y}, {h}:{d:%M}\u202f{d:%p} - {who}: {text}",
    "cs": "{d.day}. {d.month}. {d.year} {d.hour}:{d:%M} - {who}: {text}",
    "vi": "{d:%H:%M}, {d:%d/%m/%Y} - {who}: {text}",
    "th": "{d.day}/{d.month}/{buddhist} {d:%H:%M} - {who}: {text}",
    "old ios": "{d.day}/{d.month}/{d.year} {d:%H:%M:%S}: {who}: {text}",
    "old ios of the states": "{d.month}/{d.day}/{d:%y}, {h}:{d:%M:%S} {d:%p}: {who}: {text}",
    "unheard": "{d.day}/{d.month}/{d.year} {unheard} {h}:{d:%M} - {who}: {text}",
}


def line(shape: str, day: datetime, who: str, text: str) -> str:
    late = day.hour >= 12
    return SHAPES[shape].format(
        d=day,
        h=day.hour % 12 or 12,
        half="下午" if late else "上午",
        korean="오후" if late else "오전",
        spanish="p. m." if late else "a. m.",
        greek="μ.μ." if late else "π.μ.",
        unheard="zorp" if late else "blip",
        buddhist=day.year + 543,
        who=who,
        text=text,
    )


def year(shape: str) -> list[tuple[datetime, str, str]]:
    """Return two messages a day for a year, by two people, to the minute."""
    starts = [FIRST + timedelta(days=n, hours=12 * half) for n in range(365) for half in (0, 1)]
    whole = [one if "%S" in SHAPES[shape] else one.replace(second=0) for one in starts]
    return [(day, ("Ada", "Bo")[n % 2], f"Message {n}") for n, day in enumerate(whole)]


def kept(path: Path) -> list[Record]:
    return [one for one in whatsapp.read(path) if isinstance(one, Record)]


def read_back(path: Path) -> list[tuple[int | None, str, str]]:
    return [(one.at_us, one.participants[0].name, one.text) for one in kept(path)]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_year_of_messages_is_read_whole(shape: str, tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    said = year(shape)
    path.write_text("".join(line(shape, *one) + "\n" for one in said), "utf-8")
    assert whatsapp.recognise(path)
    assert read_back(path) == [(us_of(day), who, text) for day, who, text in said]
    assert not any(one.problems for one in kept(path))


@pytest.mark.parametrize(
    ("digits", "shape"),
    [
        (ARABIC, "\u200f{d.day}\u200f/{d.month}\u200f/{d.year}، {h}:{d:%M} {half} - {who}: {text}"),
        (PERSIAN, "{d.year}/{d.month}/{d.day}،\u200f {d:%H:%M} - {who}: {text}"),
        (DEVANAGARI, "{d.day}/{d.month}/{d:%y}, {h}:{d:%M} {indian} - {who}: {text}"),
    ],
)
def test_digits_of_any_script_are_digits(
    digits: dict[int, int], shape: str, tmp_path: Path
) -> None:
    path, lines, said = tmp_path / "WhatsApp Chat with Salma.txt", [], []
    for n in range(80):
        day = FIRST.replace(second=0) + timedelta(hours=17 * n)
        late = day.hour >= 12
        head = shape.partition(" - ")[0].format(
            d=day,
            h=day.hour % 12 or 12,
            half="م" if late else "ص",
            indian="म.उ." if late else "म.पू.",
        )
        who = ("Salma", "Yuna")[n % 2]
        lines.append(f"{head.translate(digits)} - {who}: مرحبا {n}\n")
        said.append((us_of(day), who, f"مرحبا {n}"))
    path.write_text("".join(lines), "utf-8")
    assert whatsapp.recognise(path)
    assert read_back(path) == said


@pytest.mark.parametrize(
    "broken",
    [
        "[2026/7/9 02:28:37 Bo: never closed",
        "[2026/7/9] Bo: no clock",
        "[2026/7/9 half past two] Bo: words",
        "[2026/77/9 02:2] Bo: cut",
    ],
)
def test_a_line_of_the_files_shape_that_cannot_be_read_is_in_nobodys_mouth(
    broken: str, tmp_path: Path
) -> None:
    path = tmp_path / "_chat.txt"
    whole = "[2026/7/9 02:28:09] Ada: {}\n"
    path.write_text(whole.format("one") + broken + "\nand on\n" + whole.format("two"), "utf-8")
    first, unread, last = whatsapp.read(path)
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert [first.text, last.text] == ["one", "two"]
    assert isinstance(unread, Skipped)
    assert unread.reason == "unreadable"
    assert unread.problem


@pytest.mark.parametrize(
    "stamp", ["2026/7/32 02:28", "2026/13/1 02:28", "2026/7/9 27:28", "2026/7/9 02:71"]
)
def test_a_time_that_does_not_exist_is_told_and_the_message_kept(
    stamp: str, tmp_path: Path
) -> None:
    path = tmp_path / "_chat.txt"
    path.write_text(f"2026/7/9 02:28 - Ada: one\n{stamp} - Bo: two\n", "utf-8")
    first, second = kept(path)
    assert (first.text, second.text) == ("one", "two")
    assert second.at_us is None
    assert len(second.problems) == 1


@pytest.mark.parametrize(
    "text", ["12/3/2026 is our day", "[12/3/26, 10:15] Cy: pasted", "2026-07-09 10:15 - Cy: pasted"]
)
def test_text_that_begins_like_another_files_date_stays_text(text: str, tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    path.write_text(f"2026/7/9 02:28 - Ada: look\n{text}\n", "utf-8")
    (found,) = kept(path)
    assert found.text == f"look\n{text}"


MARK = "\u200e"
GROUP_LINES = [
    "Kayak crew: {m}Los mensajes están cifrados de extremo a extremo.",
    "Boris: {m}Boris hat die Gruppe „Kayak crew“ erstellt",
    "Kayak crew: {m}Boris mengubah ikon grup",
    "Kayak crew: {m}Mesajlar bu sohbetten 90 gün sonra silinecek.",
    "Yuna: {m}Zmieniono temat grupy na „Kajak: lato”",
    "Emil: {m}Emil poistui",
]


def test_a_group_speaks_in_its_own_name_and_is_nobody(tmp_path: Path) -> None:
    stamp = "[14.08.24, 21:00:10] "
    path = tmp_path / "_chat.txt"
    words = ["Boris: Who brings the paddles?", "Yuna: Me too", "Emil: And me"]
    lines = [*(one.format(m=MARK) for one in GROUP_LINES), *words]
    path.write_text("".join(f"{stamp}{one}\n" for one in lines), "utf-8")
    assert [one.participants[0].name for one in kept(path)] == ["Boris", "Yuna", "Emil"]
    assert whatsapp.account(path) == "Kayak crew"


@pytest.mark.parametrize(
    "written",
    [
        f"{MARK}[14.08.24, 21:04:00] ~\u202fDora: {MARK}obraz pominięto",
        f"[14.08.24, 21:04:00] Dora: {MARK}<załączono: 00000012-PHOTO.jpg>",
        f"[14.08.24, 21:04:00] Dora: {MARK}This message was deleted.",
    ],
)
def test_what_stands_for_a_picture_is_a_message_without_words(written: str, tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    path.write_text(f"[14.08.24, 21:03:00] Boris: Look\n{written}\n", "utf-8")
    _, found = kept(path)
    assert (found.participants[0].name, found.text) == ("Dora", "")


def test_a_caption_before_its_picture_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    written = f"{MARK}[14.08.24, 21:04:00] Dora: At sea {MARK}<załączono: 12-PHOTO.jpg>"
    path.write_text(f"[14.08.24, 21:03:00] Boris: Look\n{written}\n", "utf-8")
    assert kept(path)[1].text == "At sea"


@pytest.mark.parametrize(
    "notice",
    [
        "Ada cambió el asunto de «a: b» a «c»",
        "Ada ha cambiato l'oggetto da “a” a “b: c”",
        'Ada endret emnet fra "a: b" til "c"',
        "Ada poistui",
    ],
)
def test_notices_that_quote_are_nobodys_words(notice: str, tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    path.write_text(f"12/03/2024, 10:15 - {notice}\n12/03/2024, 10:15 - Ada: hei\n", "utf-8")
    assert [one.text for one in kept(path)] == ["hei"]


def test_who_i_am_is_told_by_a_chat_of_two_and_holds_in_groups(tmp_path: Path) -> None:
    book, account = imported(tmp_path, case("contacts/owner"), me=())
    assert account["read"] == account["new"] + sum(account["skipped"].values())
    assert "Yuna" not in everyone(book)
    assert "Kayak crew" not in everyone(book)
    assert {"Nadia Berg", "Boris", "Dora"} <= set(everyone(book))


@pytest.mark.parametrize(
    ("name", "messages"),
    [
        ("android-us", 7),
        ("ios-group", 5),
        ("es", 4),
        ("de", 4),
        ("phone", 2),
        ("arabic", 2),
        ("ymd", 3),
        ("notices", 5),
        ("kr", 3),
        ("jp", 3),
        ("grouplines", 2),
    ],
)
def test_every_message_of_a_case_is_read(name: str, messages: int) -> None:
    (path,) = case(f"contacts/{name}").glob("*.txt")
    assert whatsapp.recognise(path)
    found = kept(path)
    assert len(found) == messages
    assert all(one.at_us and not one.problems for one in found)
