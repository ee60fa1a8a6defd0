"""The words WhatsApp itself writes into an exported chat, in nine languages.

They tell its own lines from people's, stand where a picture was left out, and name the chat.
"""

from __future__ import annotations

import re

_I = re.IGNORECASE

# WhatsApp Chat with Ada.txt, Discussion WhatsApp avec Ada.txt, WhatsApp Chat - Ada.zip
TITLE = re.compile(
    r"^(?:whatsapp.chat|chat(?: de)?.whatsapp|discussion whatsapp|conversa do whatsapp|"
    r"чат whatsapp|whatsapp sohbeti)[\s_]+(?:with|mit|avec|con|com|met|med|с|-|–)[\s_]+"  # noqa: RUF001  # a dash people see
    r"(?P<title>.+?)(?:\s?\(\d+\))?$",
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
_LEFT_OUT = re.compile(
    r"<?(?:media|image|video|video note|audio|gif|sticker|document|contact card|photo|bild|medien|"
    r"dokument|kontaktkarte|médias?|vidéo|imagen|multimedia|documento|immagine|mídia|imagem|"
    r"figurinha|afbeelding|arquivo de mídia)"
    r" (?:omitted|ausgeschlossen|weggelassen|omis(?:e|es)?|absente?s?|omitid[oa]s?|omess[oia]|"
    r"ocult[oa]|weggelaten)>?$|null$",
    _I,
)
_ATTACHED = re.compile(
    r"^(?:<(?:attached|anhang|pièce jointe|adjunto|allegato|anexado|bijgevoegd)\s?: [^<>\n]{1,200}>"
    r"|[^\n]{1,200} \((?:file attached|datei angehängt|fichier joint|archivo adjunto|"
    r"file allegato|arquivo anexado|bestand bijgevoegd)\))\n?",
    _I,
)
_DELETED = re.compile(
    r"(?:you deleted this message|this message was deleted(?: by .{1,60})?|du hast diese nachricht "
    r"gelöscht|diese nachricht wurde gelöscht|(?:vous avez|ce message a été) supprimé.{0,20}|"
    r"(?:eliminaste|se eliminó) este mensaje|questo messaggio è stato eliminato|"
    r"(?:mensagem apagada|essa mensagem foi apagada|você apagou esta mensagem))\.?$",
    _I,
)
_EDITED = re.compile(
    r"\s?<(?:this message was edited|diese nachricht wurde bearbeitet\.?|ce message a été modifié|"
    r"se editó este mensaje\.?|mensagem editada)>$",
    _I,
)


def spoken(rest: str) -> tuple[str, str]:
    """Return (sender, text) of what follows the date; ("", rest) for a line of WhatsApp's own.

    iOS puts a sender before its own lines too, and a left-to-right mark before what it says.
    """
    sender, colon, text = rest.partition(": ")
    if not colon and rest.endswith(":"):
        sender, colon = rest[:-1], ":"
    sender = sender.strip().lstrip("\u200e").removeprefix("~").strip()
    if not colon or not sender or _DID.search(sender) or _OWN_DEED.match(sender):
        return "", rest
    is_marked = text.startswith("\u200e")
    said_by_itself = text.lstrip("\u200e")
    if _NOTICE.match(said_by_itself):
        return "", rest
    if is_marked and (_OWN_DEED.match(said_by_itself) or _DID.search(said_by_itself[:200])):
        return "", rest
    return sender, text


def said(text: str) -> str:
    """Return what a message says: "" where there was a picture, or where it was deleted."""
    text = _EDITED.sub("", _ATTACHED.sub("", text.strip())).strip()
    return "" if _LEFT_OUT.match(text) or _DELETED.match(text) else text


def titled(line: str) -> str:
    """Return the chat's title from a line of WhatsApp's own; "" when it tells none."""
    group = _GROUP_NAMED.search(line)
    if group:
        return group["title"].strip()
    sender, colon, text = line.partition(": ")
    return sender.strip() if colon and _NOTICE.match(text.lstrip("\u200e")) else ""
