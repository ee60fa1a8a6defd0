"""The words WhatsApp itself writes into an exported chat, in nine languages.

They tell its own lines from people's, stand where a picture was left out, and name the chat.
"""

from __future__ import annotations

import re
import unicodedata

_I = re.IGNORECASE

# WhatsApp Chat with Ada.txt, Chat de WhatsApp con Ada.txt, WhatsApp-chatt med Ada.txt; whatever
# the language calls a chat, a short word or a dash stands before the title
TITLE = re.compile(
    r"^(?:[^\W\d_]+[\s_]+){0,3}whatsapp(?:[\s_-][^\W\d_]{4,12})?[\s_]+(?:[^\W\d_]{1,4}|-|–)[\s_]+"  # noqa: RUF001  # a dash people see
    r"(?P<title>.+?)(?:\s?\(\d+\))?$",
    _I,
)
# Ada ile WhatsApp Sohbeti.txt, 与Ada的WhatsApp聊天.txt
TITLE_FIRST = re.compile(
    r"^(?:[与與和跟]\s?(?P<with>.{1,100}?)\s?的\s?whatsapp|(?P<title>.{1,100}?)[\s_]ile[\s_]whatsapp)",
    _I,
)
_NOTICE = re.compile(
    r"messages (?:and calls|you send|to this (?:chat|group))[^.]* (?:end-to-end|secured)|"
    r"nachrichten(?: und anrufe|, die du)[^.]* ende-zu-ende|"
    r"les messages(?: et les appels)?[^.]* (?:chiffrés|de bout en bout)|"
    r"los mensajes[^.]* (?:cifrados|extremo a extremo)|"
    r"i messaggi[^.]* (?:crittografat|end-to-end)|"
    r"as mensagens[^.]* (?:criptografia|ponta a ponta)|"
    r"berichten[^.]* end-to-end|сообщения и звонки|mesajlar ve aramalar|"
    r"this chat is with a business|this business |.{1,60}security code (?:with .{1,60} )?changed|"
    r"die sicherheitsnummer|(?:missed|verpasster?|appel manqué|llamada perdida) ?"
    r"(?:group |voice |video |sprach|video|gruppen)",
    _I,
)
_OWN_DEED = re.compile(
    r"you (?:created|added|removed|joined|left|changed|blocked|unblocked|pinned|turned (?:on|off)|"
    r"were added|are now|'re now)\b|du hast (?:die gruppe|den betreff|.{1,60} hinzugefügt)|"
    r"(?:voice|video|sprach|video)\s?(?:call|anruf)\b",
    _I,
)
_DID = re.compile(
    r" (?:created (?:this )?group|added|removed|left|was (?:added|removed)|joined using|changed "
    r"(?:the (?:subject|group)|this group|their phone|to)|pinned a message|turned (?:on|off)|"
    r"hat die gruppe|hat .{1,60} (?:hinzugefügt|entfernt)|hat den betreff|a créé le groupe|"
    r"a ajouté|a quitté|a changé|creó el grupo|añadió|salió del grupo|cambió|ha creato il gruppo|"
    r"ha aggiunto|criou (?:o|este) grupo|adicionou|saiu)\b",
    _I,
)
GROUP = re.compile(
    r"created (?:this )?group|\badded\b|joined using|(?:this|the) group|\bleft$|die gruppe|"
    r"hinzugefügt|le groupe|a ajouté|el grupo|añadió|il gruppo|ha aggiunto|(?:o|este) grupo",
    _I,
)
_GROUP_NAMED = re.compile(
    r"(?:group|gruppe|groupe|grupo|gruppo)\s+[“\"«„](?P<title>[^”\"»“]{1,100})"
)
# iOS: image omitted; Android: <Media omitted> in any language, which is all a message says
_LEFT_OUT = re.compile(
    r"<?(?:media|image|video|video note|audio|gif|sticker|document|contact card|photo|bild|medien|"
    r"dokument|kontaktkarte|médias?|vidéo|imagen|multimedia|documento|immagine|mídia|imagem|"
    r"figurinha|afbeelding|arquivo de mídia)"
    r" (?:omitted|ausgeschlossen|weggelassen|omis(?:e|es)?|absente?s?|omitid[oa]s?|omess[oia]|"
    r"ocult[oa]|weggelaten)>?$|null$"
    r"|<[^\W\d_][^<>\n\d:]{2,20}\s[^<>\n\d:]{2,40}>$|<[^\W\d_a-z]{4,20}>$",
    _I,
)
# <attached: 0001-PHOTO.jpg> and IMG-20240312-WA0001.jpg (file attached), in any language
_ATTACHED = re.compile(
    r"^(?:<[^<>\n:]{1,40}:\s?[^<>\n]{1,200}\.\w{2,5}>"
    r"|[A-Z]{3}-\d{8}-WA\d{1,6}\.\w{2,5} \([^()\n]{1,60}\)"
    r"|[^\n]{1,200} \((?:file attached|datei angehängt|fichier joint|archivo adjunto|"
    r"file allegato|arquivo anexado|bestand bijgevoegd)\))\n?",
    _I,
)
_DELETED = re.compile(
    r"(?:you deleted this message|this message was deleted(?: by .{1,60})?|du hast diese nachricht "
    r"gelöscht|diese nachricht wurde gelöscht|(?:vous avez|ce message a été) supprimé.{0,20}|"
    r"(?:eliminaste|se eliminó) este mensaje|(?:questo messaggio è stato eliminato|"
    r"hai eliminato questo messaggio)|(?:mensagem apagada|(?:essa|esta) mensagem foi apagada|"
    r"você apagou esta mensagem)|dit bericht is verwijderd|(?:u|je) hebt? dit bericht verwijderd|"
    r"(?:данное|это) сообщение удалено|вы удалили (?:данное|это) сообщение|bu mesaj silindi|"
    r"bu mesaj\u0131 sildiniz|ta wiadomość została usunięta|usun(?:ąłeś|ęłaś|ięto) tę wiadomość|"
    r"此(?:消息|訊息)已(?:被)?(?:删除|刪除)|您已?(?:删除|刪除)了?此(?:消息|訊息)|"
    r"このメッセージ(?:は削除されました|を削除しました)|"
    r"삭제된 메시지입니다|이 메시지를 삭제했습니다|"
    r"pesan ini telah dihapus|anda menghapus pesan ini|d(?:etta|et här) meddelandet? (?:har )?"
    r"raderats?|denne (?:besked|meldingen) (?:blev|ble) slettet|tämä viesti poistettiin|"
    r"تم حذف هذه الرسالة|لقد حذفت هذه الرسالة|הודעה זו נמחקה|מחקת הודעה זו)[.。]?$",
    _I,
)
_EDITED = re.compile(
    r"\s?<(?:this message was edited|diese nachricht wurde bearbeitet\.?|ce message a été modifié|"
    r"se editó este mensaje\.?|mensagem editada|questo messaggio è stato modificato)>$",
    _I,
)
_BRACKETED = re.compile(r"<[^<>\n]{1,80}>")
_QUOTES_OPEN = re.compile(r"[“„«][^”“»„«]*$|^[^\"]*\"[^\"]*$")
_ADDRESS = re.compile(r"https?://|mailto:", _I)
_POLL = re.compile(r"[^\W\d_a-z][^\W\d_a-z\s]{1,20}\s?:\s*(?:\n|$)")  # POLL:, UMFRAGE:
_NOT_LETTER = re.compile(r"[^\w\u0900-\u0fff]+")
_DEED_CHARS = 200


def spoken(rest: str, *, is_bracketed: bool = False) -> tuple[str, str]:
    """Return (sender, text) of what follows the date; ("", rest) for a line of WhatsApp's own.

    iOS, whose dates stand in brackets, puts a sender before its own lines too. A sender in whose
    name a quotation mark stays open is the beginning of a notice that quotes something.
    """
    sender, colon, text = rest.partition(": ")
    if not colon and rest.endswith(":"):
        sender, colon = rest[:-1], ":"
    if not colon and is_bracketed and not _ADDRESS.match(rest):
        sender, colon, text = rest.partition(":")
    sender = sender.strip().lstrip("\u200e").removeprefix("~").strip()
    if not colon or not sender or _QUOTES_OPEN.search(sender):
        return "", rest
    is_own = _DID.search(sender) or _OWN_DEED.match(sender) or _NOTICE.match(text.lstrip("\u200e"))
    return ("", rest) if is_own and not is_bracketed else (sender, text)


def is_notice(text: str, *, is_marked: bool) -> bool:
    """Whether a sender's words are WhatsApp's own, by what they say."""
    is_deed = is_marked and (_OWN_DEED.match(text) or _DID.search(text[:_DEED_CHARS]))
    return bool(is_deed or _NOTICE.match(text))


def is_about_a_message(text: str) -> bool:
    """Whether WhatsApp's own words stand for a message: left out, deleted, a poll or a place."""
    return own_text(text) != text or bool(_POLL.match(text) or _ADDRESS.search(text))


def is_remark(said_by_itself: str) -> bool:
    """Whether iOS's own words after a text are a remark on it: <This message was edited>."""
    return _BRACKETED.fullmatch(said_by_itself) is not None


def plain(beside: str) -> str:
    """Return words beside a clock as they are compared: "p. m." and "PM" are "pm"."""
    return _NOT_LETTER.sub("", unicodedata.normalize("NFC", beside).casefold())


def half(beside: str) -> str:
    """Return "early", "late" or "noon" where a word tells the part of the day, else ""."""
    return next((_HALVES[word] for word in beside.split() if word in _HALVES), "")


def own_text(text: str) -> str:
    """Return what a message says: "" where there was a picture, or where it was deleted."""
    text = _EDITED.sub("", _ATTACHED.sub("", text.strip())).strip()
    return "" if _LEFT_OUT.match(text) or _DELETED.match(text) else text


def titled(line: str) -> str:
    """Return the group's title from a line of WhatsApp's own; "" when it tells none."""
    group = _GROUP_NAMED.search(line)
    return group["title"].strip() if group else ""


# The halves of the day beside a clock of twelve hours, as telephones write them (CLDR dayPeriods,
# short forms), in Chinese, Japanese, Korean, Arabic, Persian, Greek, Indian and other languages.
_EARLY = """am 上午 午前 오전 凌晨 早上 清晨 早晨 ص صباحا ق.ظ. π.μ. पूर्वाह्न म.पू. सकाळी सुबह sa öö dop
    fm ap f.h. ก่อนเที่ยง priekšp priešpiet לפנה״צ முற்பகல் ਪੂ.ਦੁ. пр.пл. претпл пр.об. дп eparadites
    p.d. pg yb vorm vm de ព្រឹក asubuhi ጥዋት সকাল ఉదయం ಪೂರ್ವಾಹ್ನ"""  # noqa: RUF001  # Cyrillic
_LATE = """pm 下午 午後 오후 晚上 傍晚 م مساء ب.ظ. μ.μ. अपराह्न म.उ. संध्याकाळी शाम ch ös odp em ip
    e.h. หลังเที่ยง pēcp popiet אחה״צ பிற்பகல் ਬਾ.ਦੁ. сл.пл. попл сл.об. пп epasdites m.d. ptg yh nachm nm
    du ល្ងាច mchana ከሰዓት বিকাল అపరాహ్నం ಅಪರಾಹ್ನ"""  # noqa: RUF001  # Cyrillic
_HALVES = (
    {plain(word): "early" for word in _EARLY.split()}
    | {plain(word): "late" for word in _LATE.split()}
    | {"中午": "noon"}
)
