# ruff: noqa: E501 - mails as they come, in letters of many scripts
from __future__ import annotations

from datetime import UTC, datetime

import pytest

from comity.normalise.body import Setting, own_text
from comity.normalise.time import us_of

SETTING = Setting("x", us_of(datetime(2026, 11, 2, 10, tzinfo=UTC)))
OWN = "OWN REPLY, gladly."
QUOTE = "\n> Could you send the drawings?\n> Ada\n"

OVER_MARKS = [
    "In a message dated 10/1/2026 2:00:24 P.M. Central Daylight Time,  \nada@glas.example writes:",
    "On 2 July 2026 15:21, <\nada+bf2b64b6e34b11e2@glas.example>wrote:",
    "2026-07-02 10:00 GMT+02:00 Ada <ada@glas.example>:",
    "On 2 July 2026 at 10:00:00, Ada (ada@glas.example) said:",
    "Dne 2.11.2026 v 10:00 Ada Lindqvist napsal(a):",
    "2. november 2026 10:00 Ada Lindqvist kirjutas:",
    "Dňa 2. 11. 2026 o 10:00 Ada Lindqvist napísal(a):",
    "Vào 10:00 2/11/2026 Ada Lindqvist đã viết:",
    "Pada Sen, 2 Nov 2026 pukul 10.00 Ada Lindqvist <ada@glas.example> menulis:",
    "Ada Lindqvist <ada@glas.example> rašė:",
    "Missatge de Ada Lindqvist <ada@glas.example> del dia dl., 2 de nov. 2026 a les\n10:00:",
    "Le lun. 2 nov. 2026 à 10:00, Ada Lindqvist <ada@glas.example> a\nécrit :",
    "Στις 2/11/2026 10:00 π.μ., ο/η Ada Lindqvist έγραψε:",
    "On 2026-11-02 10:00, Ada Lindqvist wrote:",
    "On 11/2/26 10:00, Ada Lindqvist wrote:",
    "* Ada Lindqvist <ada@glas.example> [261102 10:00]:",
    "Ada Lindqvist skrifaði þann 2.11.2026 10:00:",
    '02.11.2026, 10:00, "Ada Lindqvist" <ada@glas.example>:',
    "2026. 11. 2. 오전 10:00에 Ada Lindqvist 이(가) 쓴 글:",
    "On Mon, Nov 2, 2026, 10:00 AM Ada Lindqvist <ada@glas.example> wrote",
    "(2026/11/02 10:00), Ada Lindqvist wrote:",
    "Em seg., 2 de nov. de 2026 às 10:00, Ada Lindqvist\n<ada@glas.example> escreveu:",
    "Am Montag, dem 02.11.2026 um 10:00 +0100 schrieb Ada Lindqvist:",
    "pon., 2 lis 2026 o 10:00 Ada Lindqvist\n<ada@glas.example> napisał(a):",
    "2026년 11월 2일 (월) 오전 10:00, Ada Lindqvist\n<ada@glas.example>님이 작성:",
    "\u202bבתאריך יום ב׳, 2 בנוב׳ 2026 ב-10:00 מאת \u202aAda\u202c\u200f <\u202aada@glas.example\u202c\u200f>:\u202c",
]


@pytest.mark.parametrize("line", OVER_MARKS)
def test_the_line_over_a_quote_goes_with_it(line: str) -> None:
    assert own_text(f"{OWN}\n\n{line}{QUOTE}", SETTING) == OWN
    assert own_text(f"{OWN}\n\n{line}\n{QUOTE}", SETTING) == OWN
    assert own_text(f"{line}{QUOTE}\n{OWN}", SETTING) == OWN


OVER_NO_MARKS = {
    "lotus": ("Ada Lindqvist/GLAS wrote on 01/11/2026 10:00:00 AM:"),
    "lotus-de": ("Ada Lindqvist/GLAS schrieb am 02.11.2026 10:00:21:"),
    "un-et": ("2. november 2026 10:00 Ada Lindqvist <ada@glas.example> kirjutas:"),
    "un-cs": ("Dne 2. 11. 2026 v 10:00 Ada Lindqvist napsal(a):"),
    "un-hu": ("2026.11.02. 10:00 keltezéssel, Ada Lindqvist írta:"),
    "un-vi": ("Vào Th 2, 2 thg 11, 2026 vào lúc 10:00 Ada Lindqvist <ada@glas.example> đã viết:"),
    "un-ar": (
        "في الاثنين، 2 نوفمبر 2026 في 10:00 ص تمت كتابة ما يلي بواسطة Ada Lindqvist <ada@glas.example>:"
    ),
    "un-zh": ("Ada Lindqvist <ada@glas.example> 于2026年11月2日周一 10:00写道："),
    "un-ja": ("2026/11/02 10:00、Ada Lindqvist <ada@glas.example>のメール："),
    "un-fold": ("On Mon, Nov 2, 2026 at 10:00 AM Ada Lindqvist", "<ada@glas.example> wrote:"),
    "un-ru": ("2 ноября 2026 г., 10:00, Ada Lindqvist <ada@glas.example> написала:"),
    "un-ca": (
        "Missatge de Ada Lindqvist <ada@glas.example> del dia dl., 2 de nov. 2026 a les 10:00:"
    ),
    "yahoo": (
        "El lunes, 2 de noviembre de 2026, 10:00:00 CET, Ada Lindqvist <ada@glas.example> escribió:"
    ),
}


def test_ones_own_line_over_an_attribution_without_a_date_is_kept() -> None:
    own = "Until 9 October 2026 at 10:00."
    assert own_text(f"{own}\nAda <ada@glas.example> wrote:{QUOTE}", SETTING) == own
    assert own_text(f"{OWN}\n{own}\nAda wrote:{QUOTE}", SETTING) == f"{OWN}\n{own}"


def test_who_is_named_in_full_over_a_quote_is_quoted_in_any_words() -> None:
    setting = Setting("Re: Drawings", SETTING.at_us, ("Ada Lindqvist",))
    assert own_text(f"{OWN}\n\nAda Lindqvist brofte:{QUOTE}", setting) == OWN
    for line in ("I told Ada Lindqvist:", "Did Ada Lindqvist say:?", "Ada brofte:"):
        assert own_text(f"{OWN}\n\n{line}{QUOTE}", setting) == f"{OWN}\n\n{line}"


@pytest.mark.parametrize("way", OVER_NO_MARKS)
def test_what_stands_below_such_a_line_is_anothers(way: str) -> None:
    lines = OVER_NO_MARKS[way]
    line = lines if isinstance(lines, str) else "\n".join(lines)
    assert own_text(f"{OWN}\n\n{line}\n\nCould you?\n\nAda", SETTING) == OWN


@pytest.mark.parametrize("mark", ["| ", ": ", "AL> ", "Ada> ", "--]> ", "   >> ", "} "])
def test_any_mark_below_such_a_line_is_of_a_quote(mark: str) -> None:
    mail = f"Hi\n\nOn 2 Nov 2026, Ada wrote:\n\n{mark}Could you?\n{mark}Ada\n\nYes.\n\n{mark}Now?\n\nNo."
    assert own_text(mail, SETTING) == "Hi\n\nYes.\n\nNo."


@pytest.mark.parametrize(
    "line",
    [
        "On 9 November 2026 at 10:00, Ada <ada@glas.example> writes:",  # not yet
        "We agreed with Ada <ada@glas.example> on 1 November 2026 at 10:00:",
        "Send it to ada@glas.example and ben@glas.example and cid@glas.example, 1 Nov 2026:",
        "The plan for Monday, 2 November 2026 at 10:00:",
        "He wrote on the wall:",
    ],
)
def test_a_line_of_ones_own_is_kept(line: str) -> None:
    mail = f"Hello,\n\n{line}\nwe come."
    assert own_text(mail, SETTING) == mail
