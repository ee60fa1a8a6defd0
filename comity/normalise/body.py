"""The plain text of a mail in; what its sender wrote out, without quotes and signature.

Quoted are lines that begin with ``>`` (RFC 3676 section 4.5) with the line that names their
author (``attribution``), what follows a line like ``-----Original Message-----``, and the header
of another's mail with all under it (``quoted_header``). Answers between quotes are kept. Set
apart besides: the signature under ``-- `` (RFC 3676 section 4.3), what telephones and lists add,
legal notices, and unified diffs with their diffstat. One pattern finds, line by line, what parts a
mail into passages; its repetitions are bounded or possessive, so that the time taken grows with the
text and no faster.
"""

# ruff: noqa: RUF001 - letters of many scripts
from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

from comity.normalise.attribution import attributions, with_marks, without_attribution
from comity.normalise.markup import html_to_text
from comity.normalise.quoted_header import Setting, header_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Setting", "html_to_text", "own_text"]

MAX_TEXT_CHARS = 1 << 16
_READ_CHARS = 1 << 18  # quotes may stand before the answer

_FORWARD = (
    "(?:Original|Forwarded|Forward|Reply) (?:e-?mail|message|msg|mail|appointment|letter|by)"
    "|(?:Original|Forwarded) (?:E-?Mail|Message|Mail|Msg|Appointment)|Urspr|Weitergeleitet"
    "|Message d|Message transf|Mensaje|Mensagem|Messaggio|Oorspronkelijk|Doorgestuurd|Ursprungligt"
    "|Oprindelig|Wiadomo|Пересыл|Исходное|原始|转发"
)
_FORWARD = _FORWARD.replace(" ", "[ ]")
_BEGUN = (
    "Begin forwarded message|Anfang der weitergeleiteten (?:Nachricht|E-?Mail)"
    "|Début du message (?:réexpédié|transféré)|Inicio del mensaje reenviado"
    "|Inizio messaggio inoltrato|Início da mensagem (?:re)?encaminhada|Begin doorgestuurd bericht"
    "|Vidarebefordrat (?:brev|meddelande)|Videresendt (?:meddelelse|melding|besked)"
    "|Start på videresendt besked|Välitetty viesti alkaa|Początek przekazywanej wiadomości"
    "|Přeposlaná zpráva|Továbbított levél|Начало переадресованного сообщения|İletilen ileti"
    "|以下是转发的邮件|转发的邮件|下記は転送されたメッセージです"
    "|전달된 메시지"
).replace(" ", "[ ]")
_MARK = re.compile(
    rf"""\n(?=[-_=*>\ \t\u2013\u2014A-EGILPQSTVYbdİН以转下전])(?:
    (?P<groupwise>>{{2,3}}[ ](?=[^\n]{{0,150}}\d)[^\n>]{{3,80}}(?:<[^\n>]{{3,80}}>)?
        [^\n>]{{3,80}}>{{2,3}}[ \t]*(?=\n))
    |(?P<quote>[ ]?>(?!From[ ])[^\n]*(?:\n\n?[ ]?>[^\n]*)*+)
    |(?P<original>
        [-_=]{{2,40}}[ ]?(?:{_FORWARD})[^\n]{{0,80}}?[-_=]{{2,40}}[ \t]*(?=\n)
      | (?:{_BEGUN})[ ]?[:：][ \t]*(?=\n)
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
    |(?P<encoded>
        begin[ ][0-7]{{3,4}}[ ][^\n]{{1,200}}\n(?:[!-`][ -`]{{0,61}}\n)++(?:[ `]?\n)?end(?=\n|$)
      | =ybegin[ ][^\n]{{1,300}}\n(?:(?!=y(?:end|begin))[^\n]*\n)*+=yend[^\n]*
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
# What runs up to the next quote, and which marks within it part nothing.
_TAILS = {
    "signature": {"signature"},
    "footer": {"signature", "footer", "notice"},
    "notice": {"signature", "footer", "notice"},
}
_UNKNOWN = Setting()
_BLANK_LINES = re.compile(r"\n\n\n+")


def own_text(plain: str, setting: Setting = _UNKNOWN) -> str:
    """Return what the sender wrote themselves."""
    text = "\n" + plain[:_READ_CHARS]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    unmarked = attributions(text, setting)
    text = with_marks(text, unmarked)
    own = [said for kind, said in _passages(text, unmarked, setting) if kind == "own"]
    written = _BLANK_LINES.sub("\n\n", "\n".join(own)).strip()
    return written[:MAX_TEXT_CHARS]


def _marks(
    text: str, unmarked: list[tuple[int, int]], setting: Setting
) -> Iterator[tuple[int, int, str]]:
    """Yield where something parts the mail, and what: of two at one place the header is first."""
    found = ((mark.start(), mark.end(), mark.lastgroup or "") for mark in _MARK.finditer(text))
    headers = [(start, end, "original") for start, end in header_blocks(text, setting)]
    said = [(start, end, "unmarked") for start, end in unmarked]
    return iter(sorted([*headers, *said, *found], key=itemgetter(0))) if headers or said else found


def _passages(
    text: str, unmarked: list[tuple[int, int]], setting: Setting
) -> Iterator[tuple[str, str]]:
    """Part a mail at its marks into passages: own, quote, signature, footer, notice."""
    kind, start, said = "own", 0, False
    last_quote = text.rfind("\n>")
    for begun, ended, found in _marks(text, unmarked, setting):
        if begun < start or (kind in _TAILS and found in _TAILS[kind]):
            continue
        passage = text[start:begun]
        yield kind, without_attribution(passage, setting) if found == "quote" else passage
        said = said or bool(passage.strip())
        kind, start = found if found in _TAILS else "own", ended
        if found == "quote":
            yield "quote", text[begun:ended]
        elif found == "notice" and not said:
            kind, start = "own", _paragraph_end(text, start)
        elif found in {"original", "groupwise"}:
            start = _header_end(text, start)
        if (
            found in {"original", "groupwise"}
            and not text[start : start + 9].lstrip().startswith(">")
        ) or (found == "unmarked" and said and last_quote < start):
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
