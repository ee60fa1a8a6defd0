"""One of LinkedIn's own notification mails in; what it says of the person it names, out.

LinkedIn writes from ``invitations@``, ``messages-noreply@``, ``messaging-digest-noreply@``,
``notifications-noreply@``, ``hit-reply@`` and ``inmail-hit-reply@linkedin.com``. What happened is
told by the subject (English, German, French, Spanish; as of 2026), who did it by the subject and
the display name ("Ada Lovelace via LinkedIn"), and their profile by a link that agrees with the
name: the same mail also links to its reader's profile and to people one may know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parseaddr
from typing import TYPE_CHECKING, Literal

from comity.model import Claim
from comity.normalise import name as names
from comity.normalise.profile import linkedin_identity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.model import InteractionKind

Event = Literal[
    "invitation", "reminder", "message", "new job", "accepted", "endorsement", "recommendation"
]

_INTERACTIONS: dict[Event, InteractionKind] = {
    "invitation": "invitation",
    "message": "message",
    "endorsement": "endorsement",
    "recommendation": "recommendation",
}
_LINKEDIN = re.compile(r"@(?:[a-z0-9-]+\.)*linkedin\.(?:com|email)$", re.IGNORECASE)
_INMAIL = re.compile(r"^(?:inmail-)?hit-reply|^inmails-", re.IGNORECASE)
_OWN_NAME = re.compile(r"linkedin", re.IGNORECASE)
_SEVERAL = re.compile(r"\s(?:and|und|et|y|&)\s|,|\d")

# NAME stands for the person; the first pattern that matches tells the event.
_SUBJECTS: tuple[tuple[Event, str], ...] = (
    ("reminder", r"^reminder.* (?:invitation|message) from NAME$"),
    ("reminder", r"^NAME(?:'s invitation)? is (?:still )?waiting for your (?:response|reply)"),
    ("reminder", r"^erinnerung.* (?:einladung|nachricht) von NAME$"),
    ("reminder", r"^rappel.* (?:invitation|message) de NAME$"),
    ("reminder", r"^recordatorio.* (?:invitación|mensaje) de NAME$"),
    ("accepted", r"^NAME (?:has )?accepted your (?:invitation|request)"),
    ("accepted", r"start a conversation with your new connection, NAME$"),
    ("accepted", r"^you and NAME are now connected|^NAME is now (?:a|your) connection"),
    ("accepted", r"^NAME hat (?:ihre|deine) (?:\w*einladung|\w*anfrage) angenommen"),
    ("accepted", r"^(?:sie|du) und NAME sind jetzt (?:vernetzt|kontakte)"),
    ("accepted", r"^NAME a accepté votre (?:invitation|demande)"),
    ("accepted", r"^NAME fait (?:maintenant|désormais) partie de votre réseau"),
    ("accepted", r"^NAME (?:ha aceptado|aceptó) (?:tu|su) (?:invitación|solicitud)"),
    ("endorsement", r"^NAME (?:has )?(?:just )?endorsed (?:you|your)\b(?: for (?P<skill>.+))?"),
    ("endorsement", r"^NAME hat .*(?:kenntniss?e?|fähigkeit)\w* bestätigt"),
    ("endorsement", r"^NAME a (?:recommandé|validé) (?:vos|une de vos|l'une de vos) compétences?"),
    ("endorsement", r"^NAME (?:ha validado|validó|te ha validado) .*aptitud"),
    ("message", r"^NAME (?:is asking|has asked|asked|is requesting).* (?:for )?a recommendation"),
    ("recommendation", r"^NAME (?:has )?(?:just )?(?:recommended you|wr(?:ote|itten) .*recommend)"),
    ("recommendation", r"^(?:you have a )?new recommendation from NAME$"),
    ("recommendation", r"^NAME hat (?:sie|dich) empfohlen|^neue empfehlung von NAME$"),
    ("recommendation", r"^NAME hat .*empfehlung (?:geschrieben|verfasst)"),
    ("recommendation", r"^NAME vous a recommandée?\b|^nouvelle recommandation de NAME$"),
    ("recommendation", r"^NAME (?:te|le) ha recomendado|^nueva recomendación de NAME$"),
    ("new job", r"^(?:congratulate|say congrat\w* to) NAME (?:on|for) .*new (?:job|position|role)"),
    ("new job", r"^(?:congratulate|say congrat\w* to) NAME (?:on|for) \d+ years? at (?P<org>.+)$"),
    ("new job", r"^NAME (?:has|started|got) a new (?:job|position|role)"),
    ("new job", r"^gratulier(?:e|en sie) NAME zu\w? .*(?:job|position|stelle)"),
    ("new job", r"^NAME hat (?:einen neuen job|eine neue (?:stelle|position))"),
    ("new job", r"^félicitez NAME pour son nouveau (?:poste|travail)"),
    ("new job", r"^NAME (?:a|occupe) un nouveau (?:poste|travail)"),
    ("new job", r"^felicita a NAME por su nuevo (?:empleo|cargo|puesto|trabajo)"),
    ("new job", r"^NAME tiene un nuevo (?:empleo|cargo|puesto|trabajo)"),
    ("message", r"^NAME (?:has )?(?:just )?(?:sent you a|messaged you|replied to your message)"),
    ("message", r"^(?:you have (?:a )?)?(?:\d+ )?(?:new )?message from NAME$"),
    ("message", r"^NAME hat (?:ihnen|dir) eine (?:neue )?nachricht (?:gesendet|ge\w+)"),
    ("message", r"^(?:neue )?nachricht von NAME$"),
    ("message", r"^NAME vous a envoyé un (?:nouveau )?message|^(?:nouveau )?message de NAME$"),
    ("message", r"^NAME (?:te|le) (?:ha enviado|envió) un (?:nuevo )?mensaje"),
    ("message", r"^(?:tienes un )?(?:nuevo )?mensaje (?:nuevo )?de NAME$"),
    ("invitation", r"^NAME (?:wants|would like|has asked|has requested) to (?:connect|join|add)"),
    ("invitation", r"^NAME (?:has )?(?:invited you to|sent you an invitation)"),
    ("invitation", r"^invitation(?: to connect)?(?: on linkedin)? from NAME$"),
    ("invitation", r"\bplease add me to your linkedin network|^i want to connect\b"),
    ("invitation", r"\bi(?:'d| would) like to (?:add you to my|join your) .*network"),
    ("invitation", r"^(?:join|let's connect on) my network on linkedin|^let's connect"),
    ("invitation", r"^NAME möchte sich .*vernetzen|^NAME (?:hat (?:sie|dich) eingeladen|lädt )"),
    ("invitation", r"^ich möchte .*netzwerk|^ich möchte mich .*vernetzen|^einladung von NAME$"),
    ("invitation", r"^NAME (?:souhaite|aimerait) .*(?:réseau|connecter|relation|ajouter)"),
    ("invitation", r"^NAME vous (?:a invité|invite)|^j(?:'|e )(?:aimerais|souhaite) .*réseau"),
    ("invitation", r"^invitation de NAME$|^invitación de NAME$"),
    ("invitation", r"^NAME quiere (?:conectar|añadirte|unirse)|^NAME te ha invitado"),
    ("invitation", r"^me gustaría .*(?:red|conectar)|^quiero conectar"),
)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Give each NAME of the alternatives its own group: name1, name2."""
    count = 0

    def group(_: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return rf"(?P<name{count}>\S.{{0,80}}?)"

    return re.compile(re.sub("NAME", group, pattern), re.IGNORECASE)


_SIGNS = tuple((event, _compiled(pattern)) for event, pattern in _SUBJECTS)
_SIGNS_OF = {event: [sign for one, sign in _SIGNS if one == event] for event, _ in _SIGNS}
_POSITION = re.compile(
    r"\b(?:as|als|comme|en tant que|como) (?P<title>[^\n]{2,100}?)"
    r" (?:at|bei|chez|à|en) (?P<org>[^\n.!]{2,100})",
    re.IGNORECASE,
)
_TITLE_AT = re.compile(r"(?P<title>[^\n]{2,100}?) (?:at|bei|chez|@) (?P<org>[^\n.!]{2,100})$")
_FOOTER = re.compile(
    r"[.\-_–—]{5,}|unsubscribe|abmelden|abbestellen|se désabonner|cancelar suscripción"  # noqa: RUF001  # a ruled line
    r"|you are receiving|sie erhalten diese|vous recevez|estás recibiendo|recibes"
    r"|this email was intended|diese e-mail ist für|cet e-mail (?:est|était) destiné|©"
    r"|(?:accept|reply|ignore|annehmen|antworten|accepter|répondre|aceptar|responder|help):",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"linkedin$|https?://|(?:view|see) |reply$|accept$|ignore$|message$|\S+: https?://"
    r"|(?:hi|hello|dear|hallo|bonjour|hola)\b[^.!?]{0,60}[,!]$",
    re.IGNORECASE,
)
_INTENDED = re.compile(r"this email was intended for ([^(\n]{2,80})", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"')]{1,500}")
_FURNITURE = re.compile(r"[-_](?:header|footer)[-_]|[-_]pymk", re.IGNORECASE)
_NAME_LINE = re.compile(r"(?:(?:[^\W\d_a-z][\w'.-]{0,30}|d[aeiou]s?|v[ao]n|der|l[ae])(?: |$)){2,6}")
_LINE_MAX = 150
_TEXT_MAX = 16_000  # characters looked at of one notification


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notification says, and of whom."""

    interaction: InteractionKind  # "" where nothing passed between the two
    name: str
    identity: str
    text: str  # the person's own words, where the mail quotes them
    claims: tuple[Claim, ...]


def notice(
    sender: str, subject: str, text: str, links: Sequence[str], at_us: int | None
) -> Notice | None:
    """Return what one of LinkedIn's mails says of a person; None where it names none.

    ``sender`` is a mailbox (RFC 5322): an address, better with its display name, for that is
    where an invitation says from whom it is.
    """
    display, address = parseaddr(sender)
    if not _LINKEDIN.search(address):
        return None
    subject = " ".join(subject.replace("’", "'").split())[:300]  # noqa: RUF001  # typed either way
    event, match = _event(subject, inmail=bool(_INMAIL.match(address)))
    if event is None:
        return None
    text = text[:_TEXT_MAX]
    name = _fullest(_named(match), display, text)
    identity = _identity(name, links, text) if name else ""
    if not identity:
        return None
    skill = match.groupdict().get("skill") if match else None
    return Notice(
        interaction=_INTERACTIONS.get(event, ""),
        name=name,
        identity=identity,
        text=skill or _words(text, name, event),
        claims=tuple(_claims(event, match, identity, name, text=text, at_us=at_us)),
    )


def _event(subject: str, *, inmail: bool) -> tuple[Event | None, re.Match[str] | None]:
    for event, sign in _SIGNS:
        match = sign.search(subject)
        if match:
            return event, match
    return ("message", None) if inmail else (None, None)


def _named(match: re.Match[str] | None) -> str:
    """Return the name a subject gives, unless it gives several."""
    groups = match.groupdict() if match else {}
    found = next((value for key, value in groups.items() if key[:4] == "name" and value), "")
    return "" if _SEVERAL.search(found) else names.clean(found)


def _fullest(named: str, display: str, text: str) -> str:
    """Return the longest name of the person the subject calls "Ada"."""
    shown = "" if _OWN_NAME.search(names.clean(display)) else names.clean(display)
    if not named or shown.startswith(f"{named} "):
        return shown
    lines = (line.strip() for line in text.splitlines())
    longer = (line for line in lines if line.startswith(f"{named} ") and _NAME_LINE.fullmatch(line))
    return names.clean(next(longer, named))


def _identity(name: str, links: Sequence[str], text: str) -> str:
    """Return the profile whose last part agrees best with the name, else the name itself."""
    candidates = _profiles((*links, *_LINK.findall(text)), text)
    words = [word for word in names.words(name) if len(word) > 1]
    scores = {one: sum(word in names.fold(one) for word in words) for one in candidates}
    best = max(scores.values(), default=0)
    agreeing = [one for one, score in scores.items() if score == best]
    if len(agreeing) == 1 and (best or len(candidates) == 1):
        return agreeing[0]
    return names.name_identity("linkedin", name) if names.is_full(name) else ""


def _profiles(links: Sequence[str], text: str) -> list[str]:
    """Return the profiles linked to, the reader's own and those of the page's frame left out."""
    found = (linkedin_identity(link) for link in links if not _FURNITURE.search(link))
    reader = _INTENDED.search(text)
    own = names.words(reader[1]) if reader else ()
    return [
        one
        for one in dict.fromkeys(found)
        if one and not (own and all(word in names.fold(one) for word in own))
    ]


def _words(text: str, name: str, event: Event) -> str:
    """Return what the person wrote: the mail without greeting, name, buttons and footer."""
    kept: list[str] = []
    below_name = False
    for line in (line.strip() for line in text.splitlines()):
        if kept and _FOOTER.match(line):
            break
        is_name = line.casefold() == name.casefold()
        is_headline = below_name and event != "message"
        if not (is_name or is_headline or _is_furniture(line, event)):
            kept.append(line)
        below_name = is_name or (below_name and not line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _is_furniture(line: str, event: Event) -> bool:
    """Whether LinkedIn wrote the line: a button, a link, or the subject over again."""
    if _NOISE.match(line) or _FOOTER.match(line):
        return True
    line = line.replace("’", "'")  # noqa: RUF001  # typed either way
    said = len(line) <= _LINE_MAX and any(sign.search(line) for sign in _SIGNS_OF[event])
    return bool(line) and said


def _claims(
    event: Event,
    match: re.Match[str] | None,
    identity: str,
    name: str,
    *,
    text: str,
    at_us: int | None,
) -> Iterator[Claim]:
    yield Claim(identity, "name", name, at_us)
    if event == "accepted":
        yield Claim(identity, "connected", "linkedin", at_us)
    elif event == "new job" and match:
        title, organisation = _position(match, text, name)
        if title:
            yield Claim(identity, "title", title, at_us)
        if organisation:
            yield Claim(identity, "organisation", organisation, at_us)


def _position(match: re.Match[str], text: str, name: str) -> tuple[str, str]:
    """Return (title, organisation) of a new position, from the subject or the lines below."""
    if "org" in match.re.groupindex:
        return "", match["org"].strip()
    found = _POSITION.search(match.string) or _POSITION.search(text)
    if not found:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        below = lines[lines.index(name) + 1 :][:1] if name in lines else []
        found = _TITLE_AT.match(below[0]) if below else None
    return (found["title"].strip(), found["org"].strip()) if found else ("", "")
