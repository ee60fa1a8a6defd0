"""A display name and an identity in; whether a room, a thing, a program or a group bears them, out.

Calendars invite these like people, mostly without the CUTYPE that would say so (RFC 5545 3.2.3).
A word that is also a family name (Sala, Room, Zimmer) tells a room only where it comes first:
"Sala Verde" is one, "Anna Sala" is not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from comity.normalise.name import fold

_NAME_CHARS = 200

# Whatever stands beside them.
_ROOM = r"""
    (?:meeting|conference|conf\.?|board|class|huddle|training|seminar|focus|phone|team)[\s-]?rooms?
    | \b\w*(?:besprechungs|sitzungs|konferenz|meeting|schulungs|seminar|tagungs)-?
        (?:raum|zimmer|saal)\b
    | hoersaal | horsaal | vergader\w+ | spreekkamer | m(?:ot|\u00f8t|ot)es?(?:rum|rom)\b
    | motesrum | moterom | modelokale? | grupprum | kokoushuone | neuvotteluhuone
    | salle\ d[e']\s?(?:reunion|conference|formation|cours) | salle\ du\ conseil
    | sala\ (?:de|di|da|do|del|degli)\ \w+ | sala\ (?:konferencyjna|spotkan|riunioni|reuniones)
    | zasedac\w+ | zasedacka | targyalo | toplanti\ (?:odasi|salonu)
    | переговорн\w+ | переговорк\w+ | конференц-?зал | חדר\ ישיבות
    | 会議室 | 会议室 | 會議室 | 회의실 | قاعة
    | phone\ booth | huddle\ space | lecture\ (?:hall|theatre|theater) | auditorium
"""
_THING = r"""
    projector | beamer | videoprojecteur | proyector | projetor | proiettore | projektor
    | videobeamer | whiteboard | flipchart | polycom | loudspeaker
    | video\ ?(?:conference|konferenz)\w*
    | visioconference | videoconferencia | videoconferenza | (?:pool|company|hire)\ car
    | dienstwagen | poolfahrzeug | parking\ (?:space|spot|bay) | parkplatz | standing\ desk
"""
_BOT = r"""
    note[\s-]?takers? | \bnotulist\b | (?:ai|meeting|virtual)\ (?:assistant|recorder|notes?|bot)\b
    | meeting\ minutes | \botterpilot | \btl;dv | \btldv | \bfireflies\b | \bfathom\ (?:ai|notes?)
    | transcri(?:ber|ption|be)\b | \brecorder\ bot
"""
_CALL = r"""(?:zoom|webex|(?:microsoft\ |ms\ )?teams|google\ meet|gotomeeting|go\ to\ meeting
    |bluejeans|skype|lifesize|jitsi|whereby|starleaf|ringcentral|chime)"""
_SERVICE = rf"""
    ^{_CALL}$
    | \b{_CALL}\ (?:conference|meeting|room|call|bridge|link|video|scheduler|calendar|webinar)s?\b
"""
_GROUP = r"""
    ^(?:all|everyone|everybody|entire|whole|gesamte?s?|team|equipe|equipo|abteilung|gruppe|groupe
        |grupo|gruppo|dl|distribution\ list|tout\ le\ monde|tou(?:te)?s\ les|tod[oa]s\ l[oa]s
        |tutti\ i
        |alle\ (?:mitarbeit|kolleg|mitglied|ansatt|anstall|medarbe|medewerk|collega)\w*)\b(?=.|$)
    | ^(?:alle|tous|todos|tutti|staff)$
    | \b(?:team|group|department|committee|squad|mitarbeiter\w*|kollegium|mailing\ list
        |distribution\ list|abteilung)$
    | 全員 | 全体 | 全体员工
"""
# These come first, before what the room is called.
_BEFORE = r"""
    ^(?:rooms?|raum|raume|zimmer|saal|salle|sala|salon|zaal|rum|lokale?|huone|aula\ magna|stanza
        |pokoj|mistnost|комната|кабинет|зал|studio|desk|building)
    (?:$|[\s\-_.:]+\w)
    | \brooms?$ | (?:^|[-_])lounge\b | (?:室|房|실)$
"""
_CAPACITY = r"""
    [(\[]\s*(?:max\.?\s*)?\d{1,4}\s*[^\W\d_]{0,12}\.?\s*[)\]]  # (12), (12 seats), [8 P.]
    | \b\d{1,4}\s*(?:seats?|places?|people|persons?|pers\.?|pax|platze|sitzplatze|plazas|posti
        |lugares|platser|pladser|personen)\b
    | \d{1,4}\s*(?:名|人|席|명)
"""
_NUMBERED = r"^[^\W\d_][^\d@]*[\s\-_#]\#?[a-z]?\d{1,4}(?:[.\-/]\d{1,4})*[a-z]?$"  # Projector 2
_PRODUCT = r"^[\w;-]+\.(?:ai|io|video|app|us|com)\b"  # Otter.ai, read.ai meeting notes

_KINDS = (_ROOM, _THING, _BOT, _SERVICE, _GROUP, _BEFORE, _CAPACITY, _NUMBERED, _PRODUCT)
_NAMED = re.compile("|".join(_KINDS), re.VERBOSE)
_LOCAL = re.compile(
    r"""(?:(?:meeting|conf|conference|board|huddle)[-_.]?)?rooms?(?:$|[-_.\d])
    | (?:besprechungs|konferenz|meeting|sitzungs)(?:raum|zimmer)
    | (?:raum|salle|projector|beamer|videoconf\w*|equipment|resources?)[-_.\d]
    | zoom(?:cal|conf|room)\w* | webex(?:$|[-_.\d])
    | (?:meeting|ai)?-?note-?takers?(?:$|[-_.\d])
    """,
    re.VERBOSE,
)
_DOMAIN = re.compile(r"(?:^|\.)(?:calendar\.google\.com|zoomcrc\.com|recall\.ai)$")
_BOTS_HOME = re.compile(
    r"(?:^|\.)(?:fireflies\.ai|otter\.ai|read\.ai|fathom\.video|tldv\.io|avoma\.com|grain\.com"
    r"|meetgeek\.ai|sembly\.ai|supernormal\.com|krisp\.ai|circleback\.ai|gong\.io|chorus\.ai)$"
)
_BOTS_LOCAL = re.compile(
    r"fred|bots?|assistant|notes?|meetings?|record\w*|calendar|invites?|join|hello|pilot"
)


@lru_cache(maxsize=1 << 12)
def is_resource(name: str, identity: str = "") -> bool:
    """Whether it is no person: a room, equipment, a conference, a note taker or a group."""
    local, _, domain = identity.removeprefix("email:").rpartition("@")
    if _DOMAIN.search(domain) or _LOCAL.match(local):
        return True
    if _BOTS_HOME.search(domain) and _BOTS_LOCAL.fullmatch(local):
        return True
    return bool(_NAMED.search(" ".join(fold(name[:_NAME_CHARS]).split())))
