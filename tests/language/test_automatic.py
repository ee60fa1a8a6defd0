from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.language.automatic import (
    Circumstances,
    is_called_off,
    is_notice,
    is_reaction,
    shape,
    written_by,
)
from tests.growth import is_linear

UNKNOWN = Circumstances()  # the mail that is answered is not in the book
ANSWERS = Circumstances(titled=True)


def read(subject: str, text: str | None = "", seen: Circumstances = UNKNOWN) -> str:
    found = shape(subject)
    return written_by(found, text, seen) if found else ""


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Roof",
        "AutoReply: Roof",
        "Auto: Re: Roof",
        "[Auto-Reply] Roof",
        "Auto-Response: Roof",
        "Automated response: Roof",
        "Out of Office AutoReply: Roof",
        "Vacation reply",
        "Automatische Antwort: Dach",
        "Abwesenheitsnotiz: Dach",
        "Urlaubsbenachrichtigung: Dach",
        "Réponse automatique : Toit",
        "Message d'absence : Toit",
        "Respuesta automática: Tejado",
        "Risposta automatica: Tetto",
        "Resposta automática: Telhado",
        "Automatisch antwoord: Dak",
        "Automatiskt svar: Tak",
        "Autosvar: Tag",
        "Fraværsbesked: Tag",
        "Automaattinen vastaus: Katto",
        "Automatyczna odpowiedź: Dach",
        "Automatická odpověď: Střecha",
        "Automatikus válasz: Tető",
        "Otomatik yanıt: Çatı",
        "Автоответ: Крыша",
        "Автоматический ответ: Крыша",
        "Автоматична відповідь: Дах",
        "Аутоматски одговор: Кров",
        "Samodejni odgovor: Streha",
        "Răspuns automat: Acoperiș",
        "Αυτόματη απάντηση: Στέγη",
        "Automaatvastus: Katus",
        "Automātiska atbilde: Jumts",
        "Automatinis atsakymas: Stogas",
        "Erantzun automatikoa: Teilatua",
        "Sjálfvirkt svar: Þak",
        "自動応答: 屋根",
        "自动回复：屋顶",
        "자동 회신: 지붕",
        "رد تلقائي: السطح",
        "תשובה אוטומטית: גג",
        "ตอบกลับอัตโนมัติ: หลังคา",
        "Trả lời tự động: Mái nhà",
        "Balasan otomatis: Atap",
    ],
)
def test_what_programs_answer_in_many_languages(subject: str) -> None:
    assert read(subject, "Back on Monday.") == "auto_reply"
    assert read(subject, "") == "auto_reply"
    assert read(subject, None) == "auto_reply"
    assert read("Re: " + subject, "Do you know that it writes to everyone?") == ""


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Out of office: Roof", "I am away."),
        ("Out of the office until Monday", "I am on vacation."),
        ("Ada Hart on poissa toimistosta.", "Olen lomalla."),
        ("Ада Харт отсутствует в офисе", "Я в отпуске."),
        ("Ada Hart 不在办公室", "我正在休假。"),
        ("Ada Hart は不在です。", "現在不在にしております。"),
        ("Ada Hart is out of the office (returning 05.10.2026)", "I will be out of the office."),
        ("Ich bin im Urlaub: Dach", "Ab Montag bin ich wieder erreichbar."),
        ("Absent(e) : Toit", "Je suis en congé."),
        ("Fuera de la oficina: Tejado", "Estoy de vacaciones."),
        ("Fuori ufficio: Tetto", "Sono in ferie."),
        ("Frånvarande: Tak", "Jag är på semester."),
        ("Poza biurem: Dach", "Jestem na urlopie."),
        ("Вне офиса: Крыша", "Я в отпуске."),
        ("不在: 屋根", "休暇をいただいております。"),
    ],
)
def test_absence_takes_a_text_that_says_so_or_the_mail_it_answers(subject: str, text: str) -> None:
    assert read(subject, text) == "auto_reply"
    assert read(subject, text + " Who takes over?") == ""
    assert read(subject, "The cake is in the kitchen.") == ""
    if ":" in subject:
        assert read(subject, "Kiitos.", ANSWERS) == "auto_reply"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Out of office: who covers the desk in May?", "Could you take Tuesday?"),
        ("Out of office: party on Friday", "We celebrate on the roof, bring cake."),
        ("Out of office next week, can we move lunch?", "I am away from Monday."),
        ("Out of office furniture for sale", "Chairs and desks."),
        ("Auto: welches sollen wir kaufen?", "Ich bin für den Kombi."),
        ("Auto: zu verkaufen", "Er ist zehn Jahre alt."),
        ("Author response: paper 12", "Here is what the reviewers asked for."),
        ("Automatic response plan: draft", "Here is the draft."),
        ("Automatic reply: how do I set one up?", "Can you help me?"),
        ("Holiday: plan for July", "Let us plan our vacation; send me dates."),
        ("Accepted: my offer for the flat", "They took it, the keys are ours on Monday."),
        ("Read: this book", "It is wonderful."),
        ("Lu : une bonne nouvelle", "Je te raconte tout demain."),
        ("Tentative: schedule of the workshop", "Here is the tentative schedule."),
        ("Recall: what did we agree in May?", "Was it the blue one?"),
        ("Roof", ""),
        ("Question: Roof", ""),
    ],
)
def test_what_people_write(subject: str, text: str) -> None:
    assert read(subject, text) == ""


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("Read: Roof", "Your message was read on Monday.", "click"),
        ("Not read: Roof", "", "click"),
        ("Gelesen: Dach", "Ihre Nachricht\n An: Ada\n Betreff: Dach\nwurde gelesen.", "click"),
        ("Lu : Toit", "", "click"),
        ("Läst: Tak", "", "click"),
        ("Прочитано: Крыша", "Ваше сообщение прочитано.", "click"),
        ("開封済み: 屋根", "メッセージは開封されました", "click"),
        ("Accepted: Lunch", "Ada Hart has accepted this invitation.", "click"),
        ("Zugesagt: Mittagessen", "", "click"),
        ("Accepté : Déjeuner", "", "click"),
        ("Abgelehnt: Mittagessen", "", "click"),
        ("Recall: Roof", "Ada would like to recall the message, “Roof”.", "click"),
        ("Undeliverable: Roof", "Your message did not reach some people.", "bounce"),
        ("Unzustellbar: Dach", "", "bounce"),
        ("Undelivered Mail Returned to Sender", "", "bounce"),
    ],
)
def test_receipts_answers_of_calendars_and_failures(subject: str, text: str, kind: str) -> None:
    assert read(subject, text) == kind
    assert read("Re: " + subject, text) == ""
    assert read(subject, text + " I am glad.") == ""
    assert read(subject, text + " When?") == ""


def test_a_word_of_absence_before_a_title_and_a_question_behind_it_are_a_persons() -> None:
    assert read("Auto: Budget", "Das Auto kostet 1200. Passt das?", ANSWERS) == ""
    assert read("Fuera de la oficina: Roof", "¿Lo vemos el jueves?", ANSWERS) == ""
    assert read("Absence: Roof", "I am out of the office. Urgent?", ANSWERS) == "auto_reply"


def test_what_stands_in_brackets_behind_a_notice() -> None:
    said = "This is a Return Receipt for the message that you sent."
    assert read("Return Receipt (displayed) - Roof", said) == "click"
    assert read("Roof (displayed) - garden", said) == ""


def test_the_dot_of_a_turkish_letter_parts_no_word() -> None:
    assert read("Okundu: Çatı", "İletiniz okundu.\nKonu: Çatı") == "click"


def test_a_receipt_of_a_mail_in_the_book_may_say_so_in_any_words() -> None:
    assert read("Gelesen: Dach", "Geöffnet am Dienstag.", ANSWERS) == "click"
    assert read("Gelesen: Dach", "Geöffnet am Dienstag.") == ""
    assert read("Gelesen: Dach", "Ich bin einverstanden.", ANSWERS) == ""
    assert read("Accepted: my offer", "Good news, they took it.", ANSWERS) == ""


def test_words_nobody_knows_are_a_programs_if_it_answers_at_once_or_alike_or_with_nothing() -> None:
    words = "Zxy qrs: Roof"
    assert read(words, "Nb rty") == ""
    assert read(words, "Nb rty", ANSWERS) == ""
    assert read(words, "Nb rty", Circumstances(titled=True, soon=True)) == "auto_reply"
    assert read(words, "Nb rty", Circumstances(titled=True, repeated=True)) == "auto_reply"
    assert read(words, "Nb rty", Circumstances(soon=True, repeated=True)) == ""
    assert read(words, "Nb?", Circumstances(titled=True, soon=True)) == ""
    assert read("EXTERNAL: Re: Roof", "Yes.", Circumstances(titled=True, soon=True)) == ""
    assert read("Re: Roof", "Yes.", Circumstances(titled=True, soon=True)) == ""
    assert read("Approve: Roof", "", ANSWERS) == "click"
    assert read("Signed: Roof", "", Circumstances(titled=True, attached=True)) == ""
    assert read("Approve: Roof", None, ANSWERS) == ""


@pytest.mark.parametrize(
    ("text", "author", "tells"),
    [
        ("Ada Hart reacted to your message:", "Ada Hart", True),
        ("\U0001f44d\n\nAda Hart reacted via Gmail", "Ada Hart", True),
        ("Ada Hart hat auf Ihre Nachricht reagiert.", "Ada Hart", True),
        ("Ada Hart a réagi à votre message", "Ada Hart", True),
        ("Ben Moss reacted to your message:", "Ada Hart", False),
        ("I reacted too fast. Ada Hart", "Ada Hart", False),
        ("Ada Hart wrote to your sister.", "Ada Hart", False),
        ("Ada Hart reacted, did you?", "Ada Hart", False),
        ("Ada Hart reacted" + " and so on" * 30, "Ada Hart", False),
        ("reacted to your message", "", False),
    ],
)
def test_who_tells_of_their_own_reaction_by_name_is_a_program(
    text: str, author: str, *, tells: bool
) -> None:
    assert is_reaction(text, author) == tells


@given(st.text(max_size=80), st.text(max_size=80), st.booleans())
def test_any_mail_is_read(subject: str, text: str, titled: bool) -> None:
    assert read(subject, text, Circumstances(titled=titled)) in {
        "",
        "auto_reply",
        "click",
        "bounce",
    }


@pytest.mark.parametrize("piece", ["Re: ", "auto ", "a", " ", "[", "out of office ", "不在", "- "])
def test_long_subjects_and_texts_take_linear_time(piece: str) -> None:
    assert is_linear(lambda size: read(piece * size, piece * size, ANSWERS), 2_000, 16_000)


@pytest.mark.parametrize(
    "title",
    [
        "Canceled: Budget",
        "Abgesagt: Jour fixe",
        "Annulé : Réunion",
        "Termin abgesagt: Budget",
        "Canceled event: Lunch @ Monday",
        "[Cancelled] Budget",
        "Budget (abgesagt)",
        "Budget - cancelled",
        "CANCELLED - Budget",
        "已取消：会议",  # CJK
        "İptal edildi: Toplantı",
        "Abgesagt",
    ],
)
def test_a_title_that_calls_a_meeting_off(title: str) -> None:
    assert is_called_off(title)


@pytest.mark.parametrize(
    "title",
    [
        "Budget",
        "Flight cancelled: what now?",
        "Cancelled flights",
        "Budget: canceled projects",
        "Refund (cancelled flight)",
        "Accepted: Budget",
        "Call: Ada",
        "",
    ],
)
def test_a_title_that_only_speaks_of_it(title: str) -> None:
    assert not is_called_off(title)


AT_ONCE = Circumstances(titled=True, soon=True, at_once=True)
SOON = Circumstances(titled=True, soon=True)
ALIKE = Circumstances(titled=True, repeated=True)
AWAY = [
    "Vielen Dank für Ihre E-Mail. Ich bin bis 5. Januar nicht im Büro. In dringenden Fällen: Ada.",
    "Thank you for your message. I am out of the office until Monday, with no access to e-mail.",
    "Bonjour, merci pour votre message. Absente jusqu'au 5 mai. En cas d'urgence: Ada.",
    "Gracias por su correo. Estoy de vacaciones hasta el 5. Para asuntos urgentes: Ada.",
    "Grazie per la mail. Sono in ferie fino al 5 maggio. Per urgenze: Ada Hart.",
    "Bedankt voor uw bericht. Ik ben afwezig tot 5 mei. Bij spoed: Ada Hart.",
    "Dziękuję za wiadomość. Do 5 maja przebywam na urlopie. W pilnych sprawach: Ada.",
    "Спасибо за письмо. Я в отпуске до 5 мая. В срочных случаях пишите Аде.",
    "メールありがとうございます。5日まで休暇です。緊急の場合はお電話ください。",
]
TICKET = "We have received your request. A ticket has been created. Please do not reply to this."


@pytest.mark.parametrize("text", AWAY)
def test_an_absence_without_a_mark_that_came_soon_or_always_alike(text: str) -> None:
    assert is_notice(text, AT_ONCE)
    assert is_notice(text, SOON)
    assert is_notice(text, ALIKE)
    assert not is_notice(text, ANSWERS)  # hours later, once: somebody wrote it


@pytest.mark.parametrize(
    "text",
    [
        "Bin bis Montag im Urlaub, melde mich danach.",
        "I am away. Let's talk then.",
        "Thanks for your message! See you on Monday the 5th.",
        "Thank you for your mail. Who covers the desk while I am out of the office in May?",
        "Out of office: nobody covers the desk.",
        "I received your ticket, will have a look.",
        "",
    ],
)
def test_what_a_person_answers_soon(text: str) -> None:
    assert not is_notice(text, SOON)


@pytest.mark.parametrize(
    "text",
    [
        TICKET,
        "Ihre Anfrage ist bei uns eingegangen. Bitte antworten Sie nicht auf diese E-Mail.",
        "Nous avons bien reçu votre demande. Merci de ne pas répondre à ce message.",
        "Hemos recibido su solicitud. Por favor no responda a este mensaje.",
    ],
)
def test_a_desk_that_says_a_request_has_arrived(text: str) -> None:
    assert is_notice(text, SOON)
    assert is_notice(text, Circumstances(titled=True, numbered=True))
    assert not is_notice(text, ANSWERS)


def test_a_person_who_tells_that_it_has_arrived() -> None:
    assert not is_notice("We have received your parcel. It is lovely.", AT_ONCE)
    assert not is_notice("Do not reply to Ben, I will.", AT_ONCE)
    assert not is_notice(f"{TICKET} {'And then we went on. ' * 40}", AT_ONCE)
