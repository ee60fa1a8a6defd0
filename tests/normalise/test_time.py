from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.time import EARLIEST_US, date_us, datetime_of, received_us, sent_us, us_of

AT = datetime(2026, 3, 2, 9, 0, 5, tzinfo=UTC)
AT_US = 1_772_442_005_000_000


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 2 Mar 2026 09:00:05 +0000",
        "Mon, 02 Mar 2026 04:00:05 -0500 (EST)",
        "  mon,2 mar 2026 09:00:05 GMT",
        "2 Mar 2026 09:00:05 UT",
        "Monday, 2 Mar 2026 09:00:05 Z",
        "2 March 2026 09:00:05 +0000",
        "2-Mar-2026 09:00:05 +0000",
        "Mon, 2 Mar 26 09:00:05 GMT",
        "Mon, 2 Mar 2026 04:00:05 EST",
        "Mon Mar  2 04:00:05 2026 -0500",
        "2026-03-02T09:00:05Z",
        "2026-03-02 10:00:05 +0100",
        "2026-03-02T14:30:05.123456+05:30",
        "Mon, 2 Mar 2026 10:00:05 +01:00",
        "Mon, 2 Mar 2026 10:00:05 GMT+0100",
        "Mon, 2 Mar 2026 10:00:05 GMT +1",
        "Mon, 2 Mar 2026 10:00:05 UTC+01:00 (CET)",
        "Mon, 2 Mar 2026 04:00:05 --0500",
        "Mon, 2 Mar 2026 11:00:05 +2",
        "Mon, 2 Mar 2026 10:00:05 +01:00:00",
        "Mon, 2 Mar 2026 11:00:05 MET DST",
        "Mon, 2 Mar 2026 09:00:05 0000",
        "Mon, 2 Mar 2026 09:00:05 -0000",
        "Mon, 2 Mar 2026 09:00:05 Q",  # a letter of the obsolete zones says nothing
        "Mon, 2 Mar 2026 10:00:05 CET",
        "Mon, 2 Mar 2026 12:00:05 MSK",
        "Mon, 2 Mar 2026 01:00:05 Pacific Standard Time",
        "Mon, 2 Mar 2026 10:00:05 W. Europe Standard Time",
        "Mon, 2 Mar 2026 10:00:05 Europe/Berlin",
        "Mon, 2 Mar 2026 10:00:05 (CET)",
        "Mon Mar  2 10:00:05 CET 2026",
        "Mon Mar 02 2026 10:00:05 GMT+0100 (Central European Standard Time)",
        "Mon, 2 Mar 126 09:00:05 GMT",
        "Mon, 2 Mar 2026 9:0:5 GMT",
        "Mon, 2 Mar 2026 09.00.05 GMT",
        "Monday, March 2, 2026 9:00:05 AM GMT",
        "Mon,, 2 Mar 2026, 09:00:05 GMT",
        "Sun, 1 Mar 2026 24:00:05 -0900",
        "3/2/2026 9:00:05 a.m. GMT, Monday",
        "Mon, 02/03/2026 09:00:05 GMT",  # the only one of the two that is a Monday
        "02.03.2026 10:00:05 +0100",
        "02.03.26 10:00:05 MEZ",
        "2026/03/02 09:00:05 Z",
        "20260302T090005Z",
        "1772442005",
        "mån, 2 mars 2026 10:00:05 +0100",
        "Mo., 2. März 2026 10:00:05 MEZ",
        "2569-03-02 16:00:05 +0700",
        "Mon, 2 Mar 2569 16:00:05 +0700",
        "2 มี.ค. 2569 16:00:05 +0700",
        "lun. 2 mars 2026 10:00:05 +0100",
        "lun, 2 de marzo de 2026 10:00:05 +0100",
        "segunda-feira, 2 de março de 2026 10:00:05 +0100",
        "pon., 2 marca 2026 10:00:05 +0100",
        "po 2. března 2026 10:00:05 +0100",
        "2026. március 2. 10:00:05 +0100",
        "2 Mart 2026 Pazartesi 12:00:05 +0300",
        "ma 2. maaliskuuta 2026 klo 11.00.05 +0200",
        "понедельник, 2 марта 2026 г. 12:00:05 +0300",
        "понеділок, 2 березня 2026 р. 11:00:05 +0200",
        "Δευ 2 Μαρτίου 2026 11:00:05 π.μ. +0200",
        "2026年3月2日(月) 午後6:00:05 +0900",
        "2026년 3월 2일 월 오후 6:00:05 +0900",
        "\u200fיום ב׳, 2 במרץ 2026 11:00:05 +0200",
        "٢ مارس ٢٠٢٦ ١٢:٠٠:٠٥ +٠٣٠٠",
        "Ｍｏｎ, ２ Ｍａｒ ２０２６ ０９:００:０５ +0000",
    ],
)
def test_ways_to_write_an_instant(text: str) -> None:
    assert date_us(text) == AT_US


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Whenever",
        "Thu, 32 Foo",
        "Mon, 30 Feb 2026 09:00:00 +0000",
        "Mon, 2 Mar 2026 25:00:00 +0000",
        "Mon, 2 Mar 2026 09:61:00 +0000",
        "Mon, 2 Mar 2147483648 09:00:00 +0000",
        "Mon, 99999999999999999999 Mar 2026 09:00:00 +0000",
        "=?utf-8?Q?Mon,_2_Mar_2026?=",
        "Mon, 2 Mar 0102 09:00:00 +0000",
        "Thu, 1 Jan 1970 00:00:00 +0000",
        "2026-13-02T09:00:00Z",
        "9" * 5000,
    ],
)
def test_what_is_no_instant_of_a_mail(text: str) -> None:
    assert date_us(text) is None


UTC_ARRIVAL = "from a by b; Mon, 2 Mar 2026 09:00:30 +0000"
LATER = "from b by c; Mon, 2 Mar 2026 19:30:00 +0000"


@pytest.mark.parametrize(
    ("text", "alone", "doubt", "settled"),
    [
        ("Mon, 2 Mar 2026 09:00:05", 0, "zone", 0),  # no zone
        ("Mon, 2 Mar 2026 10:00:05", 3600, "zone", 0),
        ("Mon Mar  2 14:30:05 2026", 19_800, "zone", 0),
        ("Mon, 2 Mar 2026 11:00:05 XYZT", 7200, "zone", 0),  # no zone anybody knows
        ("Mon, 2 Mar 2026 01:00:05 +9999", -28_800, "zone", 0),
        ("2026-03-02 11:00:05", 7200, "zone", 0),
        ("Mon, 2 Mar 2026 11:00:05 IST", -12_600, "zone", 0),  # of Israel; alone, of India
        ("Mon, 2 Mar 2026 17:00:05 CST", 50_400, "", 0),  # of China; alone, as RFC 5322 says
        ("Mon, 2 Mar 2026 04:00:05 EST", 0, "", 0),
        ("Mon, 2 Mar 2026 10:00:05 0100", 0, "zone", 0),
        ("Mon, 2 Mar 2026 07:00:05 0200", -14_400, "zone", 0),
        ("02/03/2026 10:00:05 +0100", None, "day", 0),
        ("26-03-02 09:00:05 GMT", None, "day", 0),
        ("Mon, 2 Mar 2026", 3 * 3600 - 5, "time", 25),
        ("Mon, 2 Feb 2026 23:00:05", 14 * 3600 - 28 * 86_400, "zone", None),  # far from the arrival
        ("02/04/2026 10:00:05 +0100", None, "day", None),
        ("Mon, 2 Mar 2026 09:00:05 +0000", 0, "", 0),
    ],
)
def test_what_a_date_leaves_open_is_settled_by_the_arrival_or_told(
    text: str, alone: int | None, doubt: str, settled: int | None
) -> None:
    at_us, told = sent_us(text)
    assert (at_us and (at_us - AT_US) // 1_000_000, told) == (alone, doubt)
    by_arrival, left = sent_us(text, [LATER, UTC_ARRIVAL])
    if settled is None:
        assert (by_arrival, left) == (at_us, doubt)
    else:
        assert by_arrival is not None
        assert ((by_arrival - AT_US) // 1_000_000, left) == (settled, "")


def test_the_oldest_readable_received_line_settles() -> None:
    lines = [LATER, UTC_ARRIVAL, "from nowhere", "by x; Mon, 2 Mar 2026 08:00:00"]
    assert sent_us("Mon, 2 Mar 2026 10:00:05", lines) == (AT_US, "")


@pytest.mark.parametrize(
    ("text", "month"), [("5 lip 2026", {6, 7}), ("5 listopada 2026", {10, 11})]
)
def test_a_word_that_is_two_months_is_settled_like_two_numbers(text: str, month: set[int]) -> None:
    assert sent_us(f"{text} 10:00 +0000") == (None, "day")
    for number in month:
        arrival = f"by x; 5 {MONTHS[number]} 2026 10:00:10 +0000"
        at_us, doubt = sent_us(f"{text} 10:00 +0000", [arrival])
        assert at_us == us_of(datetime(2026, number, 5, 10, tzinfo=UTC))
        assert not doubt


MONTHS = "- Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
WORDS = {
    "de": ("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    "fr": ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ),
    "it": (
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
        "dicembre"
    ),
    "pt": (
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
    ),
    "nl": (
        "januari februari maart april mei juni juli augustus september oktober november december"
    ),
    "da": ("januar februar marts april maj juni juli august september oktober november december"),
    "ca": ("gener febrer març abril maig juny juliol agost setembre octubre novembre desembre"),
    "ro": (
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie "
        "noiembrie decembrie"
    ),
    "fi": (
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta "
        "syyskuuta lokakuuta marraskuuta joulukuuta"
    ),
    "et": (
        "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember"
    ),
    "hu": (
        "január február március április május június július augusztus szeptember október "
        "november december"
    ),
    "tr": ("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
    "pl": (
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października - grudnia"
    ),
    "cs": ("ledna února března dubna května června července srpna září října - prosince"),
    "hr": (
        "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna - studenoga prosinca"
    ),
    "lt": (
        "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio "
        "lapkričio gruodžio"
    ),
    "ru": ("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
    "uk": (
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
    ),
    "bg": ("януари февруари март април май юни юли август септември октомври ноември декември"),
    "el": (
        "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου "
        "Οκτωβρίου Νοεμβρίου Δεκεμβρίου"
    ),
    "he": ("בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר"),
    "ar": ("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
    "hi": ("जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर"),
    "id": (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    ),
}


@pytest.mark.parametrize("language", WORDS)
def test_months_of_many_languages(language: str) -> None:
    for number, word in enumerate(WORDS[language].split(), 1):
        if word != "-":
            want = us_of(datetime(2026, number, 5, 10, tzinfo=UTC))
            assert date_us(f"5. {word} 2026 10:00 +0000") == want, word


def test_a_leap_second_and_minutes_alone() -> None:
    assert date_us("Sat, 31 Dec 2016 23:59:60 +0000") == us_of(datetime(2017, 1, 1, tzinfo=UTC))
    assert date_us("Mon, 2 Mar 2026 09:00 +0000") == AT_US - 5_000_000


def test_hours_as_the_french_and_the_hebrew_write_them() -> None:
    at_us = date_us("2 Mar 2026 22:15:00 +0100")
    assert date_us("lundi 2 mars 2026 22 h 15 +0100") == at_us
    assert date_us("2 במרץ 2026 ב-22:15 +0100") == at_us


def test_the_date_of_a_received_line_is_its_last_part() -> None:
    line = "from a (b; c) by d; id 1;\n\tMon, 2 Mar 2026 09:00:05 +0000 (UTC)"
    assert received_us(line) == AT_US
    assert received_us("from a by b") is None


moments = st.integers(365_000_000, 7_200_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))


@given(moments, st.integers(-14 * 60, 14 * 60))
def test_what_the_standard_library_writes_is_read_back(at: datetime, offset: int) -> None:
    local = at.astimezone(timezone(timedelta(minutes=offset)))
    assert date_us(format_datetime(local)) == us_of(at)
    assert date_us(local.isoformat()) == us_of(at)
    assert datetime_of(us_of(at)) == at


@given(st.text(max_size=80))
def test_any_text_is_an_instant_or_none(text: str) -> None:
    at_us = date_us(text)
    assert at_us is None or at_us >= EARLIEST_US


def test_instants_and_datetimes() -> None:
    assert us_of(AT) == AT_US
    assert datetime_of(AT_US + 999_999) == AT
