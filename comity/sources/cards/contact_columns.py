"""The header of a table of contacts in, what each of its columns holds out.

Header words of Google Contacts (both layouts), Outlook, Thunderbird, programs that keep contacts
(Dex, Clay, HubSpot, Airtable) and hand-made tables, in English, German, French, Spanish, Italian,
Portuguese, Dutch, Swedish, Russian, Chinese and Japanese. The first field whose words are found
takes the column.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.normalise.name import fold
from comity.sources.cards import deaths

if TYPE_CHECKING:
    from collections.abc import Sequence

CELL_CHARS = 60  # a longer cell is no header
_COLUMNS = 500
_HONORIFIC = "title"  # beside "Job Title" it is Mr or Dr
_LINKEDIN = (  # columns of LinkedIn's own export, which is another source
    {"connected on"},
    {"conversation id"},
    {"bookmarked at"},
    {"application date"},
    {"verification type"},
    {"seniority level"},
    {"job seeker activity level"},
    {"confirmed", "updated on"},
)
_CALLS = re.compile(r"(?:call )?duration\b|^dauer\b|^duree|^duracion|^durata")  # a log of calls
_WORDS = {
    "": r"""yomi | phonetic | fonet | label$ | typ[eo]?$ | ^tip[oe] | ^type | service$
        | mail.{0,40}(?:display|angezeigt|status|opt|verif) | affich.{0,40}mail
        | nom\ complet.{0,40}messagerie | nombre\ .{0,40}(?:correo|mostrar)
        | nome\ .{0,40}(?:mail|visual) | next | nachst | \bfax\b | telefax | pager
        | telex | isdn | assistant | manager | spouse | partner | child | photo | \buser
        | \bid$ | anniversary | company\ main | file\ as | short\ name | maiden | suffix | prefix
        | initial | depart | abteilung | account | radio | tty | callback
        | screen\ name | password""",
    "contacted": r"""last.?(?:date\ )?(?:contact|interact|touch|spoke|talk|met$|seen|activ
        |conversation|communicat|email|message|meeting|call|reached) | date.of.last
        | letzte[rns]?\ (?:kontakt|interakt|gesprach|treffen)
        | zuletzt\ (?:kontakt|gesehen|gesprochen|getroffen)
        | derni(?:er|ere)\ (?:contact|interaction|echange|rencontre)
        | ultim[oa]\ (?:contact|contat|interac|interaz|encuentro)
        | laatste?\ (?:contact|interactie) | (?:senaste|sista|siste|seneste)\ kontakt | viimeisin
        | последн\w{1,9}\ (?:контакт|общен|встреч) | 마지막\ ?연락
        | (?:letzte\w? | zuletzt | derni[a-z]{1,3} | ultim[oa] | laatste? | senaste?
        | sista? | siste | seneste
        | ostatni[a-z]? | posledn[a-z]{1,2} | son | viimeksi | utolso
        | τελευταια | terakhir | viimane)
        \ (?:kontak | contat | contact | intera[ckzç] | iletisim | temas | gorusme | kapcsolat
        | επικοινων | επαφη | dihubungi | rozmow | spotkan | schuzk | samtal | mote | mode)
        | 最后联系 | 最近联系 | 最後に連絡 | 最終連絡""",
    "linkedin": "linkedin",
    "email": r"""e[-\ ]?mail | ^mail$ | courriel | ^correo$ | correo\ electr | posta\ elettronica
        | messagerie | электронн | ^почта | メール | 邮箱 | 邮件 | 電子郵件""",
    "birthday": r"""birthda | birth\ da | of\ birth | ^birth$ | ^born$ | \bdob\b | geburt
        | anniversaire | naissance | cumplea | nacimiento | compleanno | nascita | nascimento
        | aniversario | geboorte | verjaardag | fodelse | рожд | 生日 | 誕生日""",
    "died": deaths.WORDS,
    "phone": r"""phone | mobile | \bmobil | \bcell | \btel\b | telefo | teleph | handy | portable
        | movil | celular | cellulare | телефон | 電話 | 电话 | 手机 | whatsapp""",
    "note": r"""\bnotes?\b | notiz | bemerkung | anmerkung | remarque | comment | observacion
        | nota$ | notas$ | opmerking | anteckning | заметк | 备注 | メモ""",
    "nickname": r"nick\ ?name | spitzname | surnom | apodo | soprannome | apelido | bijnaam",
    "title": r"""job\ ?title | \btitle$ | position$ | \brole$ | occupation | ^beruf | ^poste$
        | fonction | funktion | cargo | puesto | qualifica | functie | befattning | должность
        | 职位 | 役職""",
    "middle": r"""middle | additional\ name | zweiter\ vorname | weitere\ vornamen
        | deuxieme\ prenom | segundo\ nombre""",
    "given": r"""given | first\ ?name | ^first$ | vorname | prenom | ^nombre$ | ^nome$ | voornaam
        | fornamn | ^имя$ | ^名$""",
    "family": r"""family | last\ ?name | ^last$ | surname | nachname | familienname | ^nom$
        | nom\ de\ famille | apellido | cognome | sobrenome | achternaam | efternamn | фамилия
        | ^姓$""",
    "organisation": r"""organi[sz]a[ct]i | company | employer | ^firma | unternehmen | societe
        | entreprise | empresa | azienda | bedrijf | foretag | компания | организация | 公司
        | 会社""",
    "url": r"web\ ?(?:site|page|seite) | \burl\b | homepage | site\ web | sitio\ web",
    "category": r"""group\ membership | labels$ | categor | kategori | grupp | \btags?$
        | tag\ list | groups?$ | ^groupes?$ | ^grupos?$ | ^gruppi$ | etiquet | schlagw | stichw
        | libelle | mots[\ -]cles | lists?$ | segments?$ | теги | ^метки | группы | 标签 | 分组
        | タグ | グループ""",
    "location": r"""\bcity$ | ^town$ | ^ort$ | ^stadt$ | ^ville$ | ^ciudad$ | ^citta$
        | ^location$""",
    "name": r"""^(?:full|display|contact|complete|your)?\ ?name$ | anzeigename | ^kontakt$
        | ^contact$ | ^person$ | nom\ complet | nombre\ completo | nome\ completo | ^naam$ | ^namn$
        | ^фио$ | 氏名 | 姓名 | 名前""",
}
_CAMEL_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_JOINED_AGAIN = (("linked in", "linkedin"), ("whats app", "whatsapp"))
_ENGLISH = re.compile(r"\b(?:last|birth|born|dob|bday|death|died|deceased)")
_FIELDS = tuple((field, re.compile(words, re.VERBOSE)) for field, words in _WORDS.items())


def columns(header: Sequence[str]) -> dict[str, list[int]]:
    """Return the columns of each field; empty when the table is not one of contacts."""
    words = [_plain(cell) for cell in header[:_COLUMNS]]
    if any(len(word) > CELL_CHARS or "@" in word for word in words) or any(
        mark <= set(words) for mark in _LINKEDIN
    ):
        return {}
    if any(map(_CALLS.match, words)):
        return {}
    found: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        if field := _field(word):
            found.setdefault(field, []).append(place)
    titles = found.get("title", [])
    if len(titles) > 1:
        found["title"] = [place for place in titles if words[place] != _HONORIFIC] or titles
    named = found.keys() & {"name", "given", "family", "email"}
    return found if named and found.keys() & {"email", "phone"} else {}


def in_english(cell: str) -> bool:
    """Tell an English column of days by its words; in other languages the day comes first."""
    return _ENGLISH.search(_plain(cell)) is not None


def _plain(cell: str) -> str:
    """Return header words alike: ``last_contacted`` and ``lastContacted`` as "last contacted"."""
    words = fold(_CAMEL_JOINT.sub(" ", cell[: 2 * CELL_CHARS])).replace("_", " ")
    plain = " ".join(words.split())
    for parted, joined in _JOINED_AGAIN:
        plain = plain.replace(parted, joined)
    return plain


def _field(word: str) -> str:
    return next((field for field, words in _FIELDS if words.search(word)), "") if word else ""
