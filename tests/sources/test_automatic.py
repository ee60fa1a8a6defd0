from __future__ import annotations

import pytest

from comity.model import Participant
from comity.sources.automatic import automatic
from comity.sources.mime import parse

ADA = Participant("from", "email:ada@example.org", "Ada Lovelace")
ROBOT = Participant("from", "email:noreply@example.org", "Shop")


def kind(header: str, *, subject: str = "", author: Participant = ADA, list_id: str = "") -> str:
    return automatic(parse(header.encode() + b"\n\n"), subject, author, list_id)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("From: ada@example.org", ""),
        ("Auto-Submitted: no", ""),
        ("Content-Type: multipart/report; boundary=b", "bounce"),
        ("Content-Type: multipart/report; report-type=delivery-status", "bounce"),
        ('Content-Type: MULTIPART/REPORT; Report-Type="disposition-notification"', "auto_reply"),
        ("Content-Type: multipart/report; report-type=feedback-report", "service"),
        ("Content-Type: multipart/signed; micalg=multipart/report", ""),
        ("X-Failed-Recipients: b@example.org", "bounce"),
        ("From: MAILER-DAEMON@mx.example.org (Mail Delivery System)", "bounce"),
        ("Auto-Submitted: auto-replied (vacation)", "auto_reply"),
        ("X-Autoreply: yes", "auto_reply"),
        ("Precedence: auto_reply", "auto_reply"),
        ("Auto-Submitted: auto-generated\nList-Post: <mailto:a@b.example>", "service"),
        ("List-Post: <mailto:a@b.example>\nPrecedence: bulk\nList-Unsubscribe: <x>", "list"),
        ("Mailing-List: list a@b.example\nPrecedence: bulk", "list"),
        ("List-Unsubscribe: <https://b.example>", "bulk"),
        ("Feedback-ID: 1:2:3", "bulk"),
        ("Precedence: junk", "bulk"),
        ("Precedence: list", "list"),
        ("DKIM-Signature: v=1; d=bounce.example.org; h=x-failed-recipients", ""),
    ],
)
def test_what_the_header_says(header: str, expected: str) -> None:
    assert kind(header) == expected


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Lunch",
        "AutoReply: Lunch",
        "Auto: Re: Lunch",
        "Out of Office: back on Monday",
        "Out of the office",
        "Out of Office AutoReply: Lunch",
        "Automatische Antwort: Mittagessen",
        "Abwesenheitsnotiz: Mittagessen",
        "Réponse automatique : Déjeuner",
        "Respuesta automática: Comida",
    ],
)
def test_subjects_of_automatic_replies(subject: str) -> None:
    assert kind("From: x", subject=subject) == "auto_reply"


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Automatic reply: Lunch",
        "Out of office furniture for sale",
        "Out of office next week, can we move lunch?",
        "Auto: zu verkaufen",
        "Automatic replies in our product",
        "Abwesenheit nächste Woche",
    ],
)
def test_subjects_people_write(subject: str) -> None:
    assert kind("From: x", subject=subject) == ""


def test_robots_and_lists() -> None:
    assert kind("From: x", author=ROBOT) == "service"
    assert kind("List-Post: <mailto:x@y>", author=ROBOT) == "service"
    assert kind("From: x", list_id="talk.example.org") == "list"
    assert kind("List-Unsubscribe: <x>", list_id="weekly.example.org") == "bulk"
