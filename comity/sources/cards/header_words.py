"""Words in the head of a column in, what the column holds out: one list for every table of people.

Of Google Contacts (both layouts), Outlook, Thunderbird, programs that keep contacts (Dex, Clay,
HubSpot, Airtable), Zoom, Teams, Google Meet, Luma, Meetup, Eventbrite and Partiful, and of tables
made by hand, in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Russian,
Chinese, Japanese and more. A table asks for the fields it has a use for, in its own order: the
first whose words are found takes the column.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from comity.normalise.name import fold
from comity.sources.cards import deaths

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Said: TypeAlias = Mapping[str, str]  # of columns by their heads, what the user says they hold

_HEAD_CHARS = 320
_CAMEL_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_LETTERS = re.compile(r"[^\W_]+")
_JOINED_AGAIN = (("linked in", "linkedin"), ("whats app", "whatsapp"))
WORDS = {
    "name": r"""^(?:full|display|contact|complete|your)?\ ?name$ | anzeigename | ^kontakt$
        | ^contact$ | ^person$ | nom\ complet | nombre\ completo | nome\ completo | ^naam$
        | ^namn$ | ^фио$ | 氏名 | 姓名 | 名前
        | ^(?:full\ |display\ |attendee\ |guest\ |participant\ |your\ |contact\ )?name[ns]?$
        | ^name\ original
        | ^(?:attendee|guest|participant|person|people|attendees|guests|participants)$
        | ^what\ is\ your\ name | ^anzeigename | ^(?:voller|vollstandiger)\ name
        | ^teilnehmer(?:in)?$ | ^gast$ | ^gaste$ | ^nom\ et\ prenom | ^prenom\ et\ nom
        | ^participante?s?$ | ^invites?$ | nombre\ y\ apellidos | ^asistentes?$
        | ^invitad[oa]s?$""",
    "given": r"""given | first\ ?name | ^first$ | vorname | prenom | ^nombre$ | ^nome$ | voornaam
        | fornamn | ^имя$ | ^名$ | ^(?:attendee\ |guest\ )?(?:first|given)\ ?name | ^vorname
        | ^prenom$ | nombre\ de\ pila""",
    "middle": r"""middle | additional\ name | zweiter\ vorname | weitere\ vornamen
        | deuxieme\ prenom
        | segundo\ nombre""",
    "family": r"""family | last\ ?name | ^last$ | surname | nachname | familienname | ^nom$
        | nom\ de\ famille | apellido | cognome | sobrenome | achternaam | efternamn
        | фамилия | ^姓$ | ^(?:attendee\ |guest\ )?(?:last|family|sur)\ ?name | ^nachname
        | ^familienname | ^apellidos?$""",
    "nickname": r"""nick\ ?name | spitzname | surnom | apodo | soprannome | apelido | bijnaam""",
    "email": r"""e\ ?mail | ^mail$ | courriel | ^correo$ | correo\ electr | posta\ elettronica
        | messagerie | электронн | ^почта | メール | 邮箱 | 邮件 | 電子郵件 | ^mail(?:adresse)?$
        | ^correo | \bupn\b""",
    "phone": r"""phone | mobile | \bmobil | \bcell | \btel\b | telefo | teleph | handy | portable
        | movil | celular | cellulare | телефон | 電話 | 电话 | 手机 | whatsapp""",
    "linkedin": r"""linkedin""",
    "url": r"""web\ ?(?:site|page|seite) | \burl\b | homepage | site\ web | sitio\ web""",
    "organisation": r"""organi[sz]a[ct]i | company | employer | ^firma | unternehmen | societe
        | entreprise
        | empresa | azienda | bedrijf | foretag | компания | организация | 公司 | 会社
        | \bcompany\b | ^firma$ | arbeitgeber | ^verein$ | workplace | ^affiliation$
        | where\ (?:do\ )?you\ work | arbeitest""",
    "title": r"""job\ ?title | \btitle$ | position$ | \brole$ | occupation | ^beruf | ^poste$
        | fonction | funktion | cargo | puesto | qualifica | functie | befattning
        | должность | 职位 | 役職 | ^(?:title|position|role|occupation|profession)$
        | what\ (?:do\ )?you\ do | ^beruf$ | ^funktion$ | ^rolle$ | ^fonction$ | ^metier$
        | ^cargo$ | ^puesto$ | ^profesion$""",
    "location": r"""\bcity$ | ^town$ | ^ort$ | ^stadt$ | ^ville$ | ^ciudad$ | ^citta$
        | ^location$""",
    "birthday": r"""birthda | birth\ da | of\ birth | ^birth$ | ^born$ | \bdob\b | geburt
        | anniversaire
        | naissance | cumplea | nacimiento | compleanno | nascita | nascimento | aniversario
        | geboorte | verjaardag | fodelse | рожд | 生日 | 誕生日""",
    "died": deaths.WORDS,
    "anniversary": r"""\banniversary | hochzeitstag | jahrestag | aniversario\ de\ boda""",
    "related": r"""\bspouse | \bpartner$ | children | \bassistant | \bmanager
        | ^relation\ \d+\ value$
        | ehepartner | ehegatt | conjoint | conyuge | coniuge""",
    "note": r"""\bnotes?\b | notiz | bemerkung | anmerkung | remarque | comment | observacion
        | nota$ | notas$ | opmerking | anteckning | заметк | 备注 | メモ""",
    "category": r"""group\ membership | labels$ | categor | kategori | grupp | \btags?$
        | tag\ list
        | groups?$ | ^groupes?$ | ^grupos?$ | ^gruppi$ | etiquet | schlagw | stichw
        | libelle | mots\ cles | lists?$ | segments?$ | теги | ^метки | группы | 标签 | 分组
        | タグ | グループ""",
    "contacted": r"""
        last.?(?:date\ )?(?:contact|interact|touch|spoke|talk|met$|seen|activ|conversation
        |communicat|email|message|meeting|call|reached)
        | date.of.last | letzte[rns]?\ (?:kontakt|interakt|gesprach|treffen)
        | zuletzt\ (?:kontakt|gesehen|gesprochen|getroffen)
        | derni(?:er|ere)\ (?:contact|interaction|echange|rencontre)
        | ultim[oa]\ (?:contact|contat|interac|interaz|encuentro)
        | laatste?\ (?:contact|interactie) | (?:senaste|sista|siste|seneste)\ kontakt
        | viimeisin | последн\w{1,9}\ (?:контакт|общен|встреч) | 마지막\ ?연락
        | (?:letzte\w? | zuletzt | derni[a-z]{1,3} | ultim[oa] | laatste? | senaste?| sista?
        | siste | seneste| ostatni[a-z]? | posledn[a-z]{1,2} | son | viimeksi | utolso
        | τελευταια | terakhir | viimane)\ (?:kontak | contat | contact | intera[ckzç]
        | iletisim | temas | gorusme | kapcsolat| επικοινων | επαφη | dihubungi | rozmow
        | spotkan | schuzk | samtal | mote | mode)
        | 最后联系 | 最近联系 | 最後に連絡 | 最終連絡""",
    "cadence": r"""keep\ ?in\ ?touch | stay\ ?in\ ?touch | frequency$ | cadence
        | (?:contact|check\ in|reach\ out|reconnect|catch\ up)\ every | ^rhythm$ | ^rhythmus
        | ^haufigkeit | ^frequence | ^frecuencia | ^frequenza""",
    "remind": r"""
        next.{0,20}(?:contact|touch|reminder|follow|step|reach|catch|due|activity\ date
        |interaction)
        | follow\ ?up\ (?:date|on|at)$ | ^follow\ ?up$ | ^remind
        | reminder\ (?:date|on|due)$ | nachst\w{0,2}\ (?:kontakt|termin) | ^wiedervorlage""",
    "joined": r"""^(?:first\ )?join\w{0,3}(?:\ time)?$ | ^time\ joined | ^first\ join
        | ^(?:erster\ )?beitritt | ^heure\ d.{0,9}(?:arrivee|entree)
        | ^hora\ de\ (?:entrada|union)""",
    "beside": r"""yomi | phonetic | fonet | label$ | typ[eo]?$ | ^tip[oe] | ^type | service$
        | mail.{0,40}(?:display|angezeigt|status|opt|verif) | affich.{0,40}mail
        | nom\ complet.{0,40}messagerie | nombre\ .{0,40}(?:correo|mostrar)
        | nome\ .{0,40}(?:mail|visual) | photo | \buser(?:\ ?(?:name|id))?$ | \bid$
        | file\ as | short\ name | initial | screen\ name | password
        | ^(?:sensitivity|priority|private)$ | directory\ server | free\ busy""",
    "noted": r"""\bfax\b | telefax | pager | telex | isdn | company\ main
        | (?:assist|manager).{0,9}phone | radio | tty | callback | maiden | suffix | prefix
        | depart | abteilung | account""",
    "times": r"""^(?:first\ |last\ )?(?:join|leave|left|exit)\w{0,3}(?:\ time)?$
        | ^time\ (?:joined|exited) | ^first\ join | ^last\ leave | duration | ^timestamp$
        | ^user\ action$ | ^dauer | ^duree | ^duracion | ^(?:erster\ )?beitritt
        | ^(?:letztes\ )?verlassen | teilnahmedauer
        | ^heure\ d.{0,9}(?:arrivee|entree|depart|sortie)
        | ^hora\ de\ (?:entrada|salida|union)""",
    "status": r"""
        ^(?:approval\ |attendee\ |registration\ |attendance\ |guest\ |rsvp\ |invite\ )?status$
        | ^rsvp$ | ^(?:going|attending|response|approved|confirmed)$
        | ^teilnahme(?:status)?$ | ^(?:zu|ab)sage | ^anmeldestatus | ^antwort$ | ^statut
        | ^reponse$ | ^participation$ | ^estado | ^respuesta$ | ^asistencia$
        | ^confirma(?:do|cion)$ | ^storniert$""",
    "from_round": r"""^from(?:\ round)?$ | ^(?:first|from|arriv\w{1,6})\ (?:in\ )?round
        | ^(?:ab|von|erste)\ runde | ^(?:du|premier)\ tour | ^(?:desde|primera)\ ronda""",
    "to_round": r"""^to(?:\ round)?$ | ^until(?:\ round)?$ | ^(?:last|leaves?)\ (?:after\ )?round
        | ^(?:bis|letzte)\ runde | ^(?:jusqu.{1,4}|dernier)\ tour | ^(?:hasta|ultima)\ ronda""",
    "must_meet": r"""must\ ?meet | (?:wants?|likes?|wish(?:es)?|hop(?:es?|ing))\ to\ meet | ^meet$
        | has\ to\ meet | ^(?:soll|muss|will|mochte)\ treffen | doit\ rencontrer
        | ^a\ rencontrer | souhaite\ rencontrer | (?:debe|quiere)\ conocer""",
    "avoid": r"""^avoid | (?:not|dont)\ (?:meet|seat|pair) | ^not\ with | keep\ apart
        | ^meide[nt]?$
        | nicht\ (?:mit|treffen) | ^eviter?$ | ^pas\ avec | ^evitar?$ | ^no\ con\b""",
    "newcomer": r"""^new(?:comer|bie|\ here|\ member)?$ | ^first\ ?time | first\ time(?:r
        |\ here)?$
        | ^neu$ | ^neu(?:ling|e[rs]?|\ hier)$ | zum\ ersten\ mal | ^nouve(?:au|lle)$
        | premiere\ fois | ^nuev[oa]$ | primera\ vez""",
    "table": r"""^(?:host(?:s|ed)?\ )?(?:at\ )?table(?:\ host|\ no|\ number)?$ | ^tisch
        | ^mesa$""",
    "asks": r"""^asks?$ | \bseek | looking\ for | \bneeds?\b | ^wants?$ | ^requests?$ | help\ with
        | hoping\ to\ (?:find|get|learn) | ^such(?:e|t|en)?\b | ich\ suche | \bbraucht?\b
        | ^cherche | ^besoin | recherche | ^demande | ^busc[ao] | ^necesi""",
    "offers": r"""^offer | \bcan\ (?:i\ |you\ )?(?:help|give|offer|share|teach) | help\ others
        | expertise | ^skills?$ | ^gives?$ | ^biete | ich\ biete | kann\ helfen | ^angebot
        | ^offre | propose | peut\ aider | competences | ^ofre[cz] | ^ofert | puede\ ayudar""",
    "interests": r"""interest | ^topics?$ | ^hobb | talk\ about | interesse | ^themen$
        | interets?$
        | centres\ d\ ?interet | ^sujets$ | ^interes | ^temas$""",
}
_COMPILED = {field: re.compile(words, re.VERBOSE) for field, words in WORDS.items()}


def plain(cell: str) -> str:
    """Return the words of a head alike: "Must meet", must_meet and mustMeet as "must meet"."""
    spaced = _CAMEL_JOINT.sub(" ", cell[:_HEAD_CHARS]).replace("\u2019", "").replace("'", "")
    words = " ".join(_LETTERS.findall(fold(spaced)))
    for parted, joined in _JOINED_AGAIN:
        words = words.replace(parted, joined)
    return words


def field_of(words: str, fields: Iterable[str]) -> str:
    """Return the first of some fields whose words are found; "" for none."""
    return next((one for one in fields if _COMPILED[one].search(words)), "") if words else ""
