"""Mail folder names in, their special use out (RFC 6154), as programs in many languages name it.

Names may still be in the modified UTF-7 of IMAP (RFC 3501, 5.1.3).
"""

from __future__ import annotations

import binascii
import re
from typing import Literal

FolderUse = Literal["", "sent", "drafts", "junk"]

_SENT = """sent|sent items|sent mail|sent messages|sent-mail|gesendet|gesendete elemente|
    gesendete objekte|gesendete nachrichten|envoyés|éléments envoyés|messages envoyés|enviados|
    elementos enviados|mensajes enviados|inviati|posta inviata|verzonden|verzonden items|skickat|
    skickade|sendt|sendte|lähetetyt|wysłane|elementy wysłane|odeslané|отправленные|
    送信済み|已发送|已发送邮件|enviadas|itens enviados"""
_DRAFTS = """drafts|draft|entwürfe|brouillons|borradores|bozze|concepten|utkast|kladder|luonnokset|
    szkice|koncepty|черновики|下書き|草稿|rascunhos|templates|vorlagen|outbox|postausgang|
    unsent messages"""
_JUNK = """junk|junk mail|junk e-mail|junk email|junk-e-mail|spam|spam mail|bulk mail|bulk|
    spamverdacht|unerwünschte werbung|courrier indésirable|indésirables|pourriel|
    correo no deseado|correo electrónico no deseado|posta indesiderata|ongewenste e-mail|
    skräppost|søppelpost|roskaposti|wiadomości-śmieci|спам|迷惑メール|垃圾邮件|lixo eletrônico"""
_SENT_NAMES = frozenset(name.strip() for name in _SENT.split("|"))
_DRAFT_NAMES = frozenset(name.strip() for name in _DRAFTS.split("|"))
_JUNK_NAMES = frozenset(name.strip() for name in _JUNK.split("|"))
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


def folder_use(name: str) -> FolderUse:
    """Return the use of a folder of that name: ``.Sent``, ``INBOX.Sent``, ``Sent.mbox``: sent."""
    text = from_utf7(name).casefold().removesuffix(".mbox").removesuffix(".sbd").strip(". ")
    last = text.removeprefix("inbox.").removeprefix("[gmail].").removeprefix("[gmail]/")
    if last in _SENT_NAMES:
        return "sent"
    if last in _JUNK_NAMES:
        return "junk"
    return "drafts" if last in _DRAFT_NAMES else ""


def from_utf7(name: str) -> str:
    """Return a name decoded from the modified UTF-7 of IMAP; what is none stays as it is."""
    return _SHIFTED.sub(_unshifted, name)


def _unshifted(found: re.Match[str]) -> str:
    coded = found[1].replace(",", "/")
    try:
        text = binascii.a2b_base64(coded + "=" * (-len(coded) % 4)).decode("utf-16-be")
    except ValueError:
        return found[0]
    return text or "&"
