"""The words over the header of a mail and over a person's own lists, in some forty languages."""

# ruff: noqa: RUF001 - letters of many scripts
from __future__ import annotations

_ROLES = {
    "from": """
        from sender von de da van från fra od lähettäjä kimden gönderen feladó küldő от від από
        de_la expeditor remitente remetente expéditeur mittente afzender avsändare avsender
        afsender nadawca odosielateľ odesílatel šalje pošiljatelj пошиљалац подател dari từ nga
        saatja sūtītājs siuntėjas nuo sent_by 发件人 寄件者 寄件人 差出人 送信者 보낸_사람 보낸이
        발신 발신인 מאת من از จาก प्रेषक từ frá nork
    """,
    "sent": """
        sent date date_sent sent_on gesendet gesendet_am datum envoyé envoyée envoyé_le enviado
        enviado_el enviado_em enviada enviada_em fecha data inviato inviata verzonden skickat
        sendt dato wysłano wysłane lähetetty päivämäärä päiväys gönderildi gönderme_tarihi tarih
        elküldve dátum odesláno odoslané odoslaný poslano послато отправлено дата надіслано
        відправлено изпратено στάλθηκε εστάλη ημερομηνία trimis trimisă dată dikirim tanggal
        đã_gửi ngày saadetud kuupäev nosūtīts datums išsiųsta dërguar enviat 发送时间 发送日期
        日期 时间 寄件日期 傳送時間 送信日時 送信日 日付 日時 보낸_날짜 보낸_시간 보낸날짜
        보낸시간 날짜 발신일 נשלח תאריך التاريخ تاريخ تاريخ_الإرسال أرسلت مرسل ارسال_شده تاریخ
        ส่งเมื่อ ส่ง วันที่ भेजा भेजा_गया दिनांक bidalia
    """,
    "to": """
        to an à para per aan till til do komu címzett címzettek alıcı kime кому до получател προς
        către prima za kepada đến saaja adressaat kam gavėjas për destinatario destinatário
        destinataire vastaanottaja mottaker modtager mottagare empfänger ontvanger odbiorca a
        收件人 收件者 宛先 받는_사람 받는사람 받는이 수신 수신인 אל إلى الى به ถึง प्रति tới per_a
        nori
    """,
    "cc": """
        cc bcc kopie copia copie copy kopi kopia kopio dw másolatot_kap másolat bilgi копия копія
        κοιν κοινοποίηση tembusan 抄送 副本 参照 참조 עותק نسخة ccn cci skrytá_kopie reply-to
        reply_to antwort_an répondre_à responder_a rispondi_a svar_til svara_till
    """,
    "subject": """
        subject betreff objet asunto assunto oggetto onderwerp ämne emne temat aihe konu tárgy
        předmět predmet тема предмет относно θέμα subiect naslov zadeva perihal subjek chủ_đề
        tiêu_đề teema temats tēma tema subjekti assumpte 主题 主題 主旨 件名 題名 标题 제목 נושא
        الموضوع موضوع เรื่อง विषय efni gaia
    """,
}
_ROLE_OF = {
    word.replace("_", " ").casefold(): role
    for role, words in _ROLES.items()
    for word in words.split()
}
_OWN_LIST = frozenset(
    """
    who when where what why how chair present place location venue topic agenda organizer
    organiser attendees participants start end time wer wann wo was warum ort zeit teilnehmer
    thema beginn qui quand où lieu heure ordre sujet quién cuándo dónde qué lugar hora tema vem
    när var plats tid hvem hvornår hvor sted kdo kdy kde kto kiedy gdzie chi quando dove luogo
    kuka milloin missä кто когда где место время name e-mail email mail tel phone mobile telefon
    web website address adresse born birthday author reviewer reviewers title version
    """.split()
)


def role_of(label: str) -> str:
    """Return what a label of a header says: from, sent, to, cc, subject; "" for one not known."""
    return _ROLE_OF.get(label.casefold(), "")


def is_of_own_list(label: str) -> bool:
    """Tell whether people call a line of their own list so: of a meeting, an address, a program."""
    return label.casefold() in _OWN_LIST
