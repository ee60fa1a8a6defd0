"""Mail folder names in, their special use out (RFC 6154), as programs in many languages name it."""

from __future__ import annotations

from typing import Literal

FolderUse = Literal["", "sent", "drafts"]

_SENT = """sent|sent items|sent mail|sent messages|sent-mail|gesendet|gesendete elemente|
    gesendete objekte|gesendete nachrichten|envoyés|éléments envoyés|messages envoyés|enviados|
    elementos enviados|mensajes enviados|inviati|posta inviata|verzonden|verzonden items|skickat|
    skickade|sendt|sendte|lähetetyt|wysłane|elementy wysłane|odeslané|отправленные|
    送信済み|已发送|已发送邮件|enviadas|itens enviados"""
_DRAFTS = """drafts|draft|entwürfe|brouillons|borradores|bozze|concepten|utkast|kladder|luonnokset|
    szkice|koncepty|черновики|下書き|草稿|rascunhos|templates|vorlagen|outbox|postausgang|
    unsent messages"""
_SENT_NAMES = frozenset(name.strip() for name in _SENT.split("|"))
_DRAFT_NAMES = frozenset(name.strip() for name in _DRAFTS.split("|"))


def folder_use(name: str) -> FolderUse:
    """Return the use of a folder of that name: ``.Sent``, ``INBOX.Sent``, ``Sent.mbox`` are sent."""
    text = name.casefold().removesuffix(".mbox").removesuffix(".sbd").strip(". ")
    last = text.removeprefix("inbox.").removeprefix("[gmail].").removeprefix("[gmail]/")
    if last in _SENT_NAMES:
        return "sent"
    return "drafts" if last in _DRAFT_NAMES else ""
