"""The plain text of a mail in; what its sender wrote, and their signature, out.

Quoted are lines that begin with ``>`` (RFC 3676 section 4.5) with the line that names their
author, what follows a line like ``-----Original Message-----``, and the ``From: Sent: To:``
block of Outlook with all under it. Answers between quotes are kept. Set apart besides: the
signature under ``-- `` (RFC 3676 section 4.3), what telephones and lists add, legal notices,
and unified diffs with their diffstat. One pattern finds, line by line, what parts a mail into
passages; its repetitions are bounded or possessive, so that the time taken grows with the text
and no faster.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.normalise.markup import html_to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Body", "html_to_text", "split_body"]

MAX_TEXT_CHARS = 1 << 16
_READ_CHARS = 1 << 18  # quotes may stand before the answer
MAX_SIGNATURE_CHARS = 2000
_ATTRIBUTION_CHARS = 600


@dataclass(frozen=True, slots=True)
class Body:
    """What a mail's sender wrote, apart from what they quoted."""

    text: str
    signature: str = ""
    quoted_chars: int = 0


_FROM = "From|Von|De|Da|Van|Från|Fra|Od|Lähettäjä|Kimden|От|发件人|寄件者|差出人|보낸 사람"
_SENT = (
    "Sent|Date|Gesendet|Datum|Envoyé|Enviado(?: el)?|Enviada(?: em)?|Fecha|Data|Inviato|Verzonden"
    "|Skickat|Sendt|Dato|Wysłano|Lähetetty|Tarih|Gönderildi|Отправлено|Дата|发送时间|日期"
    "|送信日時|보낸 날짜"
)
_TO = (
    "To|An|À|Para|A|Aan|Till|Til|Do|Cc|Subject|Betreff|Objet|Asunto|Assunto|Oggetto|Onderwerp"
    "|Ämne|Emne|Temat|Aihe|Konu|Кому|Тема|收件人|主题|主旨|宛先|件名|받는 사람|제목"
)
_FORWARD = (
    "(?:Original|Forwarded|Forward|Reply) (?:e-?mail|message|msg|mail|appointment|letter|by)"
    "|(?:Original|Forwarded) (?:E-?Mail|Message|Mail|Msg|Appointment)|Urspr|Weitergeleitet"
    "|Message d|Message transf|Mensaje|Mensagem|Messaggio|Oorspronkelijk|Doorgestuurd|Ursprungligt"
    "|Oprindelig|Wiadomo|Пересыл|Исходное|原始|转发"
)
_WROTE = (
    "wrote|writes|said|schrieb|schreibt|a écrit|escribió|escribio|escreveu|ha scritto|schreef"
    "|skrev|napisała?|kirjoitti|написала?|пишет|yazd\u0131|写道|寫道|작성"
)
_FROM, _SENT, _TO, _FORWARD, _WROTE = (
    words.replace(" ", "[ ]") for words in (_FROM, _SENT, _TO, _FORWARD, _WROTE)
)
_MARK = re.compile(
    rf"""\n(?=[-_=*>\ \t\u2013\u2014A-GIKLOQSTVWYd\u041eД发寄差보])(?:
    (?P<quote>[ ]?>(?!From[ ])[^\n]*(?:\n\n?[ ]?>[^\n]*)*+)
    |(?P<original>
        [-_=]{{2,40}}[ ]?(?:{_FORWARD})[^\n]{{0,80}}?[-_=]{{2,40}}[ \t]*(?=\n)
      | (?:Begin[ ]forwarded[ ]message|Anfang[ ]der[ ]weitergeleiteten[ ](?:Nachricht|E-?Mail)
          |Début[ ]du[ ]message[ ](?:réexpédié|transféré)|Inicio[ ]del[ ]mensaje[ ]reenviado)
        [ ]?:[ \t]*(?=\n)
      | (?:_{{8,80}}[ \t]*\n[ \t]*\n?)?
        [*]?(?:{_FROM})[ ]?[*]?[:\uff1a][*]?[^\n]{{1,300}}\n
        (?:[ \t]*\n|[*]?(?:{_TO}|Reply-To)[^\n:\uff1a]{{0,10}}[:\uff1a][^\n]{{0,300}}\n){{0,2}}
        [*]?(?:{_SENT})[ ]?[*]?[:\uff1a][^\n]{{1,200}}\n
        (?:[ \t]*\n)?
        [*]?(?:{_TO})[ ]?[*]?[:\uff1a]
    )
    |(?P<unmarked>
        (?:On|Am|Le|El|Em|Il|Op|Den)[ ](?=[^\n]{{0,120}}\d)[^\n]{{8,200}}(?:\n[^\n]{{1,200}})?
        (?:{_WROTE})[ ]?[:\uff1a][ \t]*(?=\n\s{{0,9}}[^\s>])
    )
    |(?P<footer>
        _{{20,80}}[ \t]*\n[^\n]{{0,120}}(?:mailing[ ]list|listinfo|lists?\b)
      | -{{4,80}}[ \t]*\n(?:This[ ](?:sf\.net|SF\.Net|in)|To[ ]unsubscribe|Welcome[ ]to|Get[ ]your)
      | -[ ]?\nTo[ ]unsubscribe
      | To[ ]unsubscribe[ ,][^\n]{{0,80}}(?:list|group|send|mail|visit|click)
      | (?:--[ ]?\n)?You[ ]received[ ]this[ ]message[ ]because[ ]you[ ]are[ ]subscribed
      | -{{5,40}}[ ]Yahoo!?[ ]Groups
      | [-_*=]{{20,80}}[ \t]*(?:\n[^\n]{{0,100}}){{1,6}}$
    )
    |(?P<pgp>
        -----BEGIN[ ]PGP[ ]SIGNED[ ]MESSAGE-----(?:\n(?:Hash|Charset):[^\n]*){{0,3}}
      | -----BEGIN[ ]PGP[ ](?:SIGNATURE|MESSAGE|PUBLIC[ ]KEY[ ]BLOCK)-----
        (?:\n(?!-----END)[^\n]*)*+\n-----END[^\n]*
    )
    |(?P<patch>
        (?:(?:---[ ]?\n(?=[ ]))?(?:[ ][^\n|]{{1,200}}\|[ ]+(?:\d+[ ]?[-+]*|Bin[ ][^\n]{{0,60}})
            [ \t]*(?:\n(?=[ ])|(?=\n)))++
          | diff[ ]--git[ ]a/
          | (?:Index:[ ][^\n]{{1,200}}\n={{20,80}}\n)?
            ---[ ][^\n]{{1,300}}\n[+]{{3}}[ ][^\n]{{1,300}}\n@@)
        [^\n]*
        (?:\n(?!--[ ]?\n)(?:[-+@\\ ][^\n]*|diff[ ][^\n]*|index[ ][^\n]*
            |(?:new|deleted)[ ]file[^\n]*|(?:old|new)[ ]mode[^\n]*
            |(?:similarity|dissimilarity|rename|copy|Binary|GIT|literal|delta)[ ][^\n]*
            |base-commit[^\n]*|prerequisite-patch[^\n]*|(?=\n)))*+
    )
    |(?P<signature>
        (?:-[ ])?--[ ](?=\n|$)
      | (?:-[ ])?(?:--|[\u2013\u2014])
        (?=(?:\n(?!>|[-_]{{20}})[^\n]{{0,120}}){{0,12}}+(?:\n>|\n[-_]{{20}}|\s*$))
      | (?=(?:Sent[ ](?:from|via|with)[ ](?:my|Mail|Outlook|Yahoo|Proton|Samsung|Gmail|Spark
              |Superhuman|BlackBerry|an?[ ]|the[ ])
          |Get[ ]Outlook[ ]for|Von[ ]meinem[ ][^\n]{{2,40}}[ ]gesendet
          |Gesendet[ ](?:von|mit|über)[ ]|Envoyé[ ](?:de|depuis|à[ ]partir)
          |Enviado[ ](?:desde|do|de)[ ]|Inviato[ ]da[l ]
          |Verstuurd[ ]vanaf|Verzonden[ ]vanaf|Skickat[ ]från|Sendt[ ]fra|Wysłane[ ]z)
          [^\n]{{0,80}}(?=\n|$))
    )
    |(?P<notice>[ \t*]{{0,4}}(?:
        (?:This|The[ ]information[ ](?:contained[ ])?in[ ]this)[ ](?:e-?mail|message|communication
          |transmission)[^\n]{{0,120}}
          (?:confidential|privileged|intended[ ](?:only|solely|for[ ]the))
      | (?:LEGAL[ ])?(?:DISCLAIMER|CONFIDENTIALITY)\b[^\n]{{0,40}}[:.]
      | (?:Confidentiality[ ]Notice|Disclaimer)[ ]?:
      | IMPORTANT[^\n]{{0,140}}(?:confidential|privileged)
      | Diese[ ](?:E-?Mail|Nachricht)[^\n]{{0,120}}vertraulich
      | Ce[ ](?:message|courriel)[^\n]{{0,120}}confidentiel
      | Este[ ](?:mensaje|correo|e-?mail)[^\n]{{0,120}}confidencia
      | Questo[ ](?:messaggio|e-?mail)[^\n]{{0,120}}(?:riservat|confidenzial))
    ))""",
    re.VERBOSE,
)
_HEADER_LINES = re.compile(r"[^\n]*(?:\s{1,4}[*]?\w[\w -]{0,20}[*]?[ ]?[:\uff1a][^\n]*)*+")
_OPENING = re.compile(
    r"(?:On|Am|Le|El|Em|Il|Op|Den|At|In|Quoting)\b|[A-Z][a-z]{2},? \w{0,4} ?\d|\d{4}[-/年]|\* "
)
_ATTRIBUTION = re.compile(
    rf"""(?:{_WROTE})\b[^\n:\uff1a]{{0,120}}[:\uff1a]$
      | <[^<>\n]{{1,100}}@[^<>\n]{{1,100}}>[^\n:\uff1a]{{0,60}}[:\uff1a]$
      | ^(?:Quoting|Zitat[ ]von|Citando|\*|(?:On|Am|Le|El|Em)[ ][^\n]{{0,40}}\d)
        [^\n]{{2,300}}[:\uff1a]$
    """,
    re.VERBOSE,
)
# What runs up to the next quote, and which marks within it part nothing.
_TAILS = {
    "signature": {"signature"},
    "footer": {"signature", "footer", "notice"},
    "notice": {"signature", "footer", "notice"},
}
_LETTER = re.compile(r"[^\W\d_]")
_BLANK_LINES = re.compile(r"\n\n\n+")


def split_body(plain: str) -> Body:
    """Return what the sender wrote themselves, their signature, and the characters quoted."""
    text = "\n" + plain[:_READ_CHARS]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    own: list[str] = []
    signatures: list[str] = []
    quoted = 0
    for kind, passage in _passages(text):
        if kind == "own":
            own.append(passage)
        elif kind == "signature":
            signatures.append(passage.strip())
        elif kind == "quote":
            quoted += len(passage)
    written = _BLANK_LINES.sub("\n\n", "\n".join(own)).strip()
    signature = next((s for s in signatures if _LETTER.search(s)), "")
    return Body(written[:MAX_TEXT_CHARS], signature[:MAX_SIGNATURE_CHARS], quoted)


def _passages(text: str) -> Iterator[tuple[str, str]]:
    """Part a mail at its marks into passages: own, quote, signature, footer, notice."""
    kind, start, said = "own", 0, False
    last_quote = text.rfind("\n>")
    for mark in _MARK.finditer(text):
        found = mark.lastgroup or ""
        if mark.start() < start or (kind in _TAILS and found in _TAILS[kind]):
            continue
        passage = text[start : mark.start()]
        yield kind, _before_attribution(passage) if found == "quote" else passage
        said = said or bool(passage.strip())
        kind, start = found if found in _TAILS else "own", mark.end()
        if found == "quote":
            yield "quote", mark[0]
        elif found == "original":
            start = _header_end(text, start)
        elif found == "notice" and not said:
            kind, start = "own", _paragraph_end(text, start)
        if (found == "original" and not text[start : start + 9].lstrip().startswith(">")) or (
            found == "unmarked" and said and last_quote < start
        ):
            kind = "quote"
            break
    yield kind, text[start:]


def _header_end(text: str, start: int) -> int:
    """Return where the header that introduces an original message ends."""
    header = _HEADER_LINES.match(text, start)
    return header.end() if header else start


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n\n", start)
    return len(text) if end < 0 else end


def _before_attribution(passage: str) -> str:
    """Cut the one to three lines that say whom the quote below them is from."""
    said = passage.rstrip(" \t\n.")
    if said[-1:] not in ":\uff1a":
        return passage
    lines = said.rsplit("\n", 3)
    for count in (3, 2, 1):
        quoting = " ".join(lines[-count:])[-_ATTRIBUTION_CHARS:]
        if len(lines) <= count or "" in lines[-count:]:
            continue
        if (count == 1 or _OPENING.match(quoting)) and _ATTRIBUTION.search(quoting):
            return "\n".join(lines[:-count])
    return passage
