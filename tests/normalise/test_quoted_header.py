# ruff: noqa: E501 - mails as they come, in letters of many scripts
from __future__ import annotations

from datetime import UTC, datetime

import pytest

from comity.normalise.body import Setting, html_to_text, own_text
from comity.normalise.quoted_header import is_same_subject
from comity.normalise.time import us_of
from tests.growth import is_linear

SETTING = Setting("x", us_of(datetime(2026, 11, 2, 10, tzinfo=UTC)))
OWN = "OWN REPLY, gladly."
BELOW = "\n\nCould you send the drawings?\n\nAda"


def blk(*lines: str, sep: str = "\n") -> str:
    return f"{OWN}\n\n{sep.join(lines)}{BELOW}"


BLOCKS = {
    "vi": blk(
        "Từ: Ada Lindqvist <ada@glas.example>",
        "Đã gửi: Thứ Hai, 2 tháng 11, 2026 10:00",
        "Đến: You Person <you@example.org>",
        "Chủ đề: Drawings",
    ),
    "th": blk(
        "จาก: Ada Lindqvist <ada@glas.example>",
        "ส่งเมื่อ: 2 พฤศจิกายน 2569 10:00",
        "ถึง: You <you@example.org>",
        "เรื่อง: Drawings",
    ),
    "et": blk(
        "Saatja: Ada Lindqvist <ada@glas.example>",
        "Saadetud: esmaspäev, 2. november 2026 10:00",
        "Adressaat: You <you@example.org>",
        "Teema: Drawings",
    ),
    "et-names": blk(
        "Saatja: Ada Lindqvist",
        "Saadetud: esmaspäev, 2. november 2026 10:00",
        "Adressaat: You Person",
        "Teema: Drawings",
    ),
    "ka": blk(
        "გამგზავნი: Ada Lindqvist <ada@glas.example>",
        "გაგზავნილია: 2 ნოემბერი 2026 10:00",
        "ვის: You <you@example.org>",
        "თემა: Drawings",
    ),
    "bold": blk(
        "*From:* Ada Lindqvist <ada@glas.example>",
        "*Sent:* Monday, 2 November 2026 10:00",
        "*To:* You",
        "*Subject:* Drawings",
    ),
    "bold2": blk(
        "*From: *Ada Lindqvist <ada@glas.example>",
        "*Sent: *Monday, 2 November 2026 10:00",
        "*To: *You",
        "*Subject: *Drawings",
    ),
    "para": blk(
        "From: Ada Lindqvist <ada@glas.example>",
        "Sent: Monday, 2 November 2026 10:00",
        "To: You",
        "Subject: Drawings",
        sep="\n\n",
    ),
    "datefirst": blk(
        "Date: Mon, 2 Nov 2026 10:00:00 +0100",
        "From: Ada Lindqvist <ada@glas.example>",
        "To: You <you@example.org>",
        "Subject: Drawings",
    ),
    "datefirst-unk": blk(
        "Wop: Mon, 2 Nov 2026 10:00:00 +0100",
        "Qal: Ada Lindqvist <ada@glas.example>",
        "Zil: You <you@example.org>",
        "Kam: Drawings",
    ),
    "fold": blk(
        "From: Ada Lindqvist <ada@glas.example>",
        "Sent: Monday, 2 November 2026 10:00",
        "To: You <you@example.org>; Ben <ben@glas.example>;",
        "Cid <cid@glas.example>",
        "Cc: Dan <dan@glas.example>",
        "Subject: Drawings",
    ),
    "under": blk(
        "________________________________",
        "From: Ada Lindqvist <ada@glas.example>",
        "Sent: Monday, 2 November 2026 10:00",
        "To: You",
        "Subject: Drawings",
    ),
    "under2": blk(
        "________________________________",
        "Qal: Ada Lindqvist <ada@glas.example>",
        "Wop: Monday, 2 November 2026 10:00",
        "Zil: You",
        "Kam: Drawings",
    ),
    "importance": blk(
        "From: Ada Lindqvist <ada@glas.example>",
        "Sent: Monday, 2 November 2026 10:00",
        "To: You",
        "Cc: Ben",
        "Subject: Drawings",
        "Importance: High",
        "Attachments: a.pdf",
    ),
    "dash-any": blk(
        "-----Qwxz lorem-----",
        "Qal: Ada Lindqvist <ada@glas.example>",
        "Wop: 2 November 2026 10:00",
        "Zil: You",
        "Kam: Drawings",
    ),
    "dash-et": blk(
        "-----Algne kiri-----",
        "Saatja: Ada Lindqvist",
        "Saadetud: 2 November 2026 10:00",
        "Teema: Drawings",
    ),
    "lotus2": blk(
        "From: Ada Lindqvist/GLAS",
        "To: You Person/FIRM@FIRM",
        "Cc: Ben/FIRM",
        "Date: 02/11/2026 10:00",
        "Subject: Drawings",
    ),
    "lotus3": blk(
        "Ada Lindqvist/GLAS",
        "02/11/2026 10:00",
        "",
        "To: You Person/FIRM@FIRM",
        "cc: ",
        "Subject: Drawings",
    ),
    "lotus4": blk(
        "-----Ada Lindqvist/GLAS wrote: -----",
        "To: You Person/FIRM@FIRM",
        "From: Ada Lindqvist/GLAS",
        "Date: 02/11/2026 10:00AM",
        "Subject: Drawings",
    ),
    "lotus5": blk("----- Forwarded by Ada Lindqvist/GLAS on 02.11.2026 10:00 -----"),
    "gw": blk(">>> Ada Lindqvist <ada@glas.example> 11/2/2026 10:00 AM >>>"),
    "gw2": blk('>>> "Ada Lindqvist" <ada@glas.example> 02.11.2026 10:00 >>>'),
    "one": blk(
        "From: Ada Lindqvist <ada@glas.example> Sent: Monday, 2 November 2026 10:00 To: You <you@example.org> Subject: Drawings"
    ),
    "one-de": blk(
        "Von: Ada Lindqvist Gesendet: Montag, 2. November 2026 10:00 An: You Betreff: Drawings"
    ),
    "fwd-it": blk(
        "Inizio messaggio inoltrato:",
        "",
        "Da: Ada Lindqvist <ada@glas.example>",
        "Data: 2 novembre 2026 alle ore 10:00:00 CET",
        "A: You <you@example.org>",
        "Oggetto: Drawings",
    ),
    "ios-fwd": blk(
        "Begin forwarded message:",
        "",
        "From: Ada Lindqvist <ada@glas.example>",
        "Date: November 2, 2026 at 10:00:00 GMT+1",
        "To: You <you@example.org>",
        "Subject: Drawings",
    ),
    "gmail-fwd-de": blk(
        "---------- Weitergeleitete Nachricht ---------",
        "Von: Ada Lindqvist <ada@glas.example>",
        "Date: Mo., 2. Nov. 2026 um 10:00 Uhr",
        "Subject: Drawings",
        "To: You <you@example.org>",
    ),
    "tb-fwd-fr": blk(
        "-------- Message transféré --------",
        "Sujet : Drawings",
        "Date : Mon, 2 Nov 2026 10:00:00 +0100",
        "De : Ada Lindqvist <ada@glas.example>",
        "Pour : You <you@example.org>",
    ),
    "qq": blk(
        "------------------&nbsp;原始邮件&nbsp;------------------".replace("&nbsp;", "\xa0"),
        '发件人: "Ada" <ada@glas.example>;',
        "发送时间: 2026年11月2日(星期一) 上午10:00",
        '收件人: "You"<you@example.org>;',
        "主题: Drawings",
    ),
    "ja-dash": blk(
        "----- 元のメッセージ -----",
        "差出人: Ada <ada@glas.example>",
        "送信日時: 2026年11月2日 10:00",
        "宛先: You <you@example.org>",
        "件名: Drawings",
    ),
    "ko": blk(
        "-----Original Message-----",
        'From: "Ada" <ada@glas.example>',
        "To: <you@example.org>;",
        "Cc:",
        "Sent: 2026-11-02 (월) 10:00:00 (GMT+09:00)",
        "Subject: Drawings",
    ),
    "ko-naver": blk(
        "보낸사람: Ada <ada@glas.example>",
        "보낸날짜: 2026년 11월 2일 월요일 10:00",
        "받는사람: You <you@example.org>",
        "제목: Drawings",
    ),
    "mailto": blk(
        "Von: Ada Lindqvist [mailto:ada@glas.example]",
        "Gesendet: Montag, 2. November 2026 10:00",
        "An: You",
        "Betreff: Drawings",
    ),
    "nodate-colon-fullwidth": blk(
        "发件人：Ada Lindqvist <ada@glas.example>",
        "发送时间：2026年11月2日 10:00",
        "收件人：You",
        "主题：Drawings",
    ),
}


@pytest.mark.parametrize("way", BLOCKS)
def test_the_header_of_anothers_mail_begins_what_is_not_ones_own(way: str) -> None:
    assert own_text(BLOCKS[way], SETTING) == OWN


@pytest.mark.parametrize(
    "labels",
    [
        ("Από", "Στάλθηκε", "Προς"),
        ("Từ", "Đã gửi", "Tới"),
        ("Frá", "Sent", "Til"),
        ("De", "Enviat", "Per a"),
        ("प्रेषक", "भेजा गया", "प्रति"),
    ],
)
def test_known_words_need_no_subject(labels: tuple[str, str, str]) -> None:
    values = ("Ada <ada@glas.example>", "2.11.2026 10:00", "You")
    lines = "\n".join(f"{label}: {value}" for label, value in zip(labels, values, strict=True))
    assert own_text(f"{OWN}\n\n{lines}\n\nCould you?", SETTING) == OWN


NAMES_ALONE = blk("Qal: Ada", "Wop: 2 blah 2026 10:00", "Zil: You", "Kam: Drawings")


def test_the_threads_subject_is_evidence() -> None:
    assert own_text(NAMES_ALONE, Setting("AW: Re[2]: Drawings", SETTING.at_us)) == OWN
    assert own_text(NAMES_ALONE, SETTING) == NAMES_ALONE


OWN_LISTS = [
    "When: Friday, 6 November 2026 10:00\nWhere: Room 4\nWho: Ada Lindqvist <ada@glas.example>\nWhat: drawings",
    "Who: Ada Lindqvist <ada@glas.example>\nWhen: Monday, 2 November 2026 10:00\nWhere: Room 4\nAlso: ben@glas.example",
    "Chair: Ada <ada@glas.example>\nDate: 2 November 2026 10:00\nPresent: Ben <ben@glas.example>\nTopic: drawings\n\nWe agreed.",
    "Name: Ada Lindqvist\nEmail: ada@glas.example\nTel: +46 70 123\nBorn: 2 November 1980\nWork: ada@firm.example",
    "Ada Lindqvist\nE-mail: ada@glas.example\nTel.: +46 8 123 45 67\nWeb: glas.example\nSince: 2020-01-01 10:00",
    "author: Ada <ada@glas.example>\ndate: 2026-11-02 10:00\nreviewer: ben@glas.example\ntitle: Drawings",
    "Note: the drawings are late.\nDate: 2 November 2026\nPlace: Oslo",
    "From: Stockholm\nTo: Berlin\nDate: 5 November 2026\nSeat: 12A",
    "Von: Stockholm\nNach: Berlin\nDatum: 1.11.2026 10:00\nZug: ICE 12",
    "Here is the plan for Monday, 2 November 2026 at 10:00:\n- drawings\n- coffee",
    "We agreed with Ada <ada@glas.example> on 1 November 2026 at 10:00 to do the following:\n- drawings",
    "Meet Ada Lindqvist <ada@glas.example> on 9 November 2026 at 10:00:\nRoom 4",
    "As I wrote on 1 November 2026 at 10:00:\nno more.",
    "The log of 2026-11-02 10:00:01:\nerror: x",
    "Invoice: 2026-11\nDate: 1 November 2026\nTo: Ada Lindqvist\nSubject: drawings\nSum: 100",
    "Please write to ada@glas.example before 2 November 2026.\nThanks",
    "server: mail.glas.example\nuser: ada@glas.example\nport: 993\nsince: 2026-11-01 10:00",
    "Server: mail.glas.example\nUser: ada@glas.example\nPort: 993\nSince: 2026-11-01 10:00\nOther: ben@glas.example",
    "Flight: SK 123\nFrom: Oslo 1 November 2026 10:00\nTo: Berlin 1 November 2026 12:00\nBooked by: ada@glas.example",
    "To: do list\n1: call Ada\n2: 2 November 2026",
    "Question: can you?\nAnswer: yes\nDate: 1.11.2026 10:00\nContact: ada@glas.example",
]


@pytest.mark.parametrize("listed", OWN_LISTS)
@pytest.mark.parametrize("before", ["", "Hello Ben,\n\n"])
def test_ones_own_list_is_kept(listed: str, before: str) -> None:
    text = f"{before}{listed}\n\nSee you, may I count on it?"
    assert own_text(text, Setting("Meeting", SETTING.at_us)) == text


def test_a_header_after_the_mail_itself_is_no_quote() -> None:
    plan = blk("From: Oslo", "Sent: 9 November 2026", "To: Berlin", "Subject: ada@glas.example")
    assert own_text(plan, SETTING) == plan
    assert own_text(plan) == OWN


HTML = {
    "olk": "<span id='OLK_SRC_BODY_SECTION'><div><b>Qal:</b> Ada</div><div>Could</div></span>",
    "moz": "<div class='moz-cite-prefix'>Qwe rty Ada:<br></div><blockquote type='cite'>Could</blockquote>",
    "border": "<div><div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b><span lang=FI>Lähettäjä:</span></b> Ada Lindqvist <br><b>Lähetetty:</b> maanantai 2. marraskuuta 2026 10.00<br><b>Vastaanottaja:</b> You<br><b>Aihe:</b> Drawings</p></div></div><p>Could</p>",
    "border-unk": "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>Qal:</b> Ada Lindqvist &lt;ada@glas.example&gt;<br><b>Wop:</b> 2. blah 2026 10.00<br><b>Zil:</b> You<br><b>Kam:</b> Drawings</p></div></div><p>Could</p>",
    "roundcube": "<p id='reply-intro'>Qwe rty 2026 Ada:</p><blockquote type='cite'>Could</blockquote>",
    "zimbra": "<hr id='zwchr'><div><b>Qal: </b>Ada<br></div><div>Could</div>",
    "gmail": "<div class='gmail_quote'><div dir='ltr' class='gmail_attr'>Qwe rty 2 nov 2026 10:00 Ada &lt;<a href='mailto:ada@glas.example'>ada@glas.example</a>&gt; xyz:<br></div><blockquote class='gmail_quote'>Could</blockquote></div>",
}


@pytest.mark.parametrize("way", HTML)
def test_what_programs_mark_in_html_is_quoted(way: str) -> None:
    page = f"<html><body><div>{OWN}</div>{HTML[way]}</body></html>"
    assert own_text(html_to_text(page), SETTING) == OWN


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Drawings", "RE: AW: drawings ", True),
        ("Re: Drawings", "Drawings II", False),
        ("Re:", "Fwd:", False),
    ],
)
def test_subjects_of_one_thread(one: str, other: str, *, same: bool) -> None:
    assert is_same_subject(one, other) == same


@pytest.mark.parametrize(
    "piece",
    [
        "\nA: b",
        "\nFrom: a@b",
        "\nFrom: a@b Sent: 2 May 2026 To: ",
        "\nTo: a@b\nc@d",
        "\n" + "-" * 30,
        "\nÄ: 2026-11-02 10:00",
        "\nOn 2 May 2026 10:00 a@b wrote:\nc",
        "\n2026 10:00 @:",
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    assert is_linear(
        lambda chars: own_text(piece * (chars // len(piece)), SETTING), 1 << 11, 1 << 16
    )
