"""The header of a table of people in, what each of its columns holds out.

Header words of Zoom, Teams, Google Meet, Luma, Meetup, Eventbrite, Partiful and hand-made tables,
in English, German, French and Spanish. The first field whose words are found takes the column;
what no field takes is forgotten.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from comity.errors import Advice, BadInput, option
from comity.normalise.name import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Field: TypeAlias = Literal[
    "name", "given", "family", "organisation", "role", "asks", "offers", "interests", "avoid",
    "must_meet", "from_round", "to_round", "table", "newcomer", "address", "status", "times",
]  # fmt: skip
FORGET: Final = "forget"  # what a user may say of a column instead of a field
_CELL_CHARS = 160  # a longer cell is no header
_COLUMNS_MAX = 300
_MANY = {"asks", "offers", "interests", "avoid", "must_meet", "times"}  # several columns of one
# Words of a header joined by "-". In this order: "Join time" is no name, "Job title" no status.
_WORDS: dict[Field, str] = {
    "times": r"""^(?:first-|last-)?(?:join|leave|left|exit)\w{0,3}(?:-time)?$
        | ^time-(?:joined|exited) | ^first-join | ^last-leave | duration | ^timestamp$
        | ^user-action$ | ^dauer | ^duree
        | ^duracion | ^(?:erster-)?beitritt | ^(?:letztes-)?verlassen | teilnahmedauer
        | ^heure-d.{0,9}(?:arrivee|entree|depart|sortie) | ^hora-de-(?:entrada|salida|union)""",
    "status": r"""^(?:approval-|attendee-|registration-|attendance-|guest-|rsvp-|invite-)?status$
        | ^rsvp$ | ^(?:going|attending|response|approved|confirmed)$ | ^teilnahme(?:status)?$
        | ^(?:zu|ab)sage | ^anmeldestatus | ^antwort$ | ^statut | ^reponse$ | ^participation$
        | ^estado | ^respuesta$ | ^asistencia$ | ^confirma(?:do|cion)$ | ^storniert$""",
    "address": r"e-?mail | ^mail(?:adresse)?$ | courriel | ^correo | \bupn\b",
    "from_round": r"""^from(?:-round)?$ | ^(?:first|from|arriv\w{1,6})-(?:in-)?round
        | ^(?:ab|von|erste)-runde | ^(?:du|premier)-tour | ^(?:desde|primera)-ronda""",
    "to_round": r"""^to(?:-round)?$ | ^until(?:-round)?$ | ^(?:last|leaves?)-(?:after-)?round
        | ^(?:bis|letzte)-runde | ^(?:jusqu.{1,4}|dernier)-tour | ^(?:hasta|ultima)-ronda""",
    "must_meet": r"""must-?meet | (?:wants?|likes?|wish(?:es)?|hop(?:es?|ing))-to-meet | ^meet$
        | has-to-meet | ^(?:soll|muss|will|mochte)-treffen | doit-rencontrer | ^a-rencontrer
        | souhaite-rencontrer | (?:debe|quiere)-conocer""",
    "avoid": r"""^avoid | (?:not|dont)-(?:meet|seat|pair) | ^not-with | keep-apart | ^meide[nt]?$
        | nicht-(?:mit|treffen) | ^eviter?$ | ^pas-avec | ^evitar?$ | ^no-con\b""",
    "newcomer": r"""^new(?:comer|bie|-here|-member)?$ | ^first-?time | first-time(?:r|-here)?$
        | ^neu$
        | ^neu(?:ling|e[rs]?|-hier)$ | zum-ersten-mal | ^nouve(?:au|lle)$ | premiere-fois
        | ^nuev[oa]$ | primera-vez""",
    "table": r"^(?:host(?:s|ed)?-)?(?:at-)?table(?:-host|-no|-number)?$ | ^tisch | ^mesa$",
    "asks": r"""^asks?$ | \bseek | looking-for | \bneeds?\b | ^wants?$ | ^requests?$ | help-with
        | hoping-to-(?:find|get|learn) | ^such(?:e|t|en)?\b | ich-suche | \bbraucht?\b
        | ^cherche | ^besoin | recherche | ^demande | ^busc[ao] | ^necesi""",
    "offers": r"""^offer | \bcan-(?:i-|you-)?(?:help|give|offer|share|teach) | help-others
        | expertise | ^skills?$ | ^gives?$ | ^biete | ich-biete | kann-helfen
        | ^angebot | ^offre | propose
        | peut-aider | competences | ^ofre[cz] | ^ofert | puede-ayudar""",
    "interests": r"""interest | ^topics?$ | ^hobb | talk-about | interesse | ^themen$ | interets?$
        | centres-d-?interet | ^sujets$ | ^interes | ^temas$""",
    "family": r"""^(?:attendee-|guest-)?(?:last|family|sur)-?name | ^nachname | ^familienname
        | ^nom$ | nom-de-famille | ^apellidos?$""",
    "given": r"""^(?:attendee-|guest-)?(?:first|given)-?name | ^vorname | ^prenom$ | ^nombre$
        | nombre-de-pila""",
    "organisation": r"""organi[sz]a[ct]i | \bcompany\b | employer | ^firma$ | unternehmen
        | arbeitgeber | ^verein$ | societe | entreprise | empresa | workplace | ^affiliation$
        | where-(?:do-)?you-work | arbeitest""",
    "role": r"""job-?title | ^(?:title|position|role|occupation|profession)$ | what-(?:do-)?you-do
        | ^beruf$ | ^funktion$ | ^rolle$ | ^poste$ | ^fonction$ | ^metier$ | ^cargo$ | ^puesto$
        | ^profesion$""",
    "name": r"""^(?:full-|display-|attendee-|guest-|participant-|your-|contact-)?name[ns]?$
        | ^name-original
        | ^(?:attendee|guest|participant|person|people|attendees|guests|participants)$
        | ^what-is-your-name | ^anzeigename | ^(?:voller|vollstandiger)-name | ^teilnehmer(?:in)?$
        | ^gast$ | ^gaste$ | nom-complet | ^nom-et-prenom | ^prenom-et-nom | ^participante?s?$
        | ^invites?$ | nombre-completo | nombre-y-apellidos | ^asistentes?$ | ^invitad[oa]s?$""",
}
_FIELDS = tuple((field, re.compile(words, re.VERBOSE)) for field, words in _WORDS.items())
_OTHERS = re.compile(r"""\b(?:event|buyer|billing|order|organi[sz]er|meeting|emergency)\b""")
_CAMEL_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_LETTERS = re.compile(r"[^\W_]+")


def plain_head(cell: str) -> str:
    """Return the words of a header alike: "Must meet", must_meet and mustMeet as "must-meet"."""
    spaced = _CAMEL_JOINT.sub(" ", cell[: 2 * _CELL_CHARS]).replace("\u2019", "").replace("'", "")
    return "-".join(_LETTERS.findall(fold(spaced)))


def mapped(
    header: Sequence[str], said: Mapping[str, Field | None] | None = None
) -> list[Field | None]:
    """Return what each column holds; None: it is forgotten. What the user said comes first."""
    by_word = {plain_head(head): field for head, field in (said or {}).items()}
    found: list[Field | None] = []
    for cell in header[:_COLUMNS_MAX]:
        word = plain_head(cell)
        field = by_word[word] if word in by_word else field_of(word)
        found.append(None if field in found and field not in _MANY else field)
    return found + [None] * (len(header) - len(found))


def field_of(word: str) -> Field | None:
    """Return what a column of such a header holds."""
    if not word or len(word) > _CELL_CHARS or _OTHERS.search(word):
        return None
    return next((field for field, words in _FIELDS if words.search(word)), None)


def is_header(fields: Sequence[Field | None]) -> bool:
    """Tell whether columns say who somebody is."""
    return not {"name", "given", "family"}.isdisjoint(fields)


def said_columns(words: Sequence[str]) -> dict[str, Field | None]:
    """Return what the user says of columns: "Company=organisation", "Shoe size=forget"."""
    fields: dict[str, Field | None] = {**{one: one for one in get_args(Field)}, FORGET: None}
    found: dict[str, Field | None] = {}
    for word in words:
        head, _, said = word.rpartition("=")
        field = said.strip().lower().replace(" ", "_")
        if not head.strip() or field not in fields:
            known = ", ".join(fields)
            raise BadInput(
                f"{word!r} does not say what a column holds",
                hint=Advice("say ", option("column", '"Company=organisation"'), f"; it is {known}"),
            )
        found[head.strip()] = fields[field]
    return found
