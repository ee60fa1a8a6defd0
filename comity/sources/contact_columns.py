"""The header of a table of contacts in, what each of its columns holds out.

Header words of Google Contacts (both layouts), Outlook, Thunderbird and hand-made tables, in
English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Russian, Chinese and
Japanese. The first field whose words are found takes the column.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.normalise.name import fold

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
_WORDS = {
    "": r"""yomi | phonetic | fonet | label$ | type$ | service$ | mail.*display | \bfax\b | telefax
        | pager | telex | isdn | assistant | manager | spouse | partner | child | photo | \buser
        | \bid$ | anniversary | company\ main | file\ as | short\ name | maiden | suffix | prefix
        | initial | depart | abteilung | account | radio | tty | callback
        | screen\ name | password""",
    "linkedin": "linkedin",
    "email": r"""e-?mail | ^mail$ | courriel | ^correo$ | correo\ electr | posta\ elettronica
        | электронн | ^почта | メール | 邮箱 | 邮件 | 電子郵件""",
    "birthday": r"""birthda | birth\ da | ^birth$ | \bdob\b | geburt | anniversaire | naissance
        | cumplea | nacimiento | compleanno | nascita | nascimento | aniversario | geboorte
        | verjaardag | fodelse | рожд | 生日 | 誕生日""",
    "phone": r"""phone | mobile | \bmobil | \bcell | \btel\b | telefo | teleph | handy | portable
        | movil | celular | cellulare | телефон | 電話 | 电话 | 手机 | whatsapp""",
    "note": r"""\bnotes?\b | notiz | bemerkung | anmerkung | remarque | comment | observacion
        | nota$ | notas$ | opmerking | anteckning | заметк | 备注 | メモ""",
    "nickname": r"nick\ ?name | spitzname | surnom | apodo | soprannome | apelido | bijnaam",
    "title": r"""job\ ?title | \btitle$ | position$ | \brole$ | occupation | ^beruf | ^poste$
        | fonction | funktion | cargo | puesto | qualifica | functie | befattning | должность
        | 职位 | 役職""",
    "middle": r"""middle | additional\ name | zweiter\ vorname | deuxieme\ prenom
        | segundo\ nombre""",
    "given": r"""given | first\ ?name | ^first$ | vorname | prenom | ^nombre$ | ^nome$ | voornaam
        | fornamn | ^имя$ | ^名$""",
    "family": r"""family | last\ ?name | ^last$ | surname | nachname | familienname | ^nom$
        | nom\ de\ famille | apellido | cognome | sobrenome | achternaam | efternamn | фамилия
        | ^姓$""",
    "organisation": r"""organi[sz]ation | company | employer | ^firma | unternehmen | societe
        | entreprise | empresa | azienda | bedrijf | foretag | компания | организация | 公司
        | 会社""",
    "url": r"web\ ?(?:site|page|seite) | \burl\b | homepage | site\ web | sitio\ web",
    "category": r"""group\ membership | labels$ | categor | kategori | grupp | tags?$
        | groups?$""",
    "location": r"""\bcity$ | ^town$ | ^ort$ | ^stadt$ | ^ville$ | ^ciudad$ | ^citta$
        | ^location$""",
    "name": r"""^(?:full|display|contact|complete|your)?\ ?name$ | anzeigename | ^kontakt$
        | ^contact$ | ^person$ | nom\ complet | nombre\ completo | nome\ completo | ^naam$ | ^namn$
        | ^фио$ | 氏名 | 姓名 | 名前""",
}
_FIELDS = tuple((field, re.compile(words, re.VERBOSE)) for field, words in _WORDS.items())


def columns(header: Sequence[str]) -> dict[str, list[int]]:
    """Return the columns of each field; empty when the table is not one of contacts."""
    words = [fold(cell).strip() for cell in header[:_COLUMNS]]
    if any(len(word) > CELL_CHARS or "@" in word for word in words) or any(
        mark <= set(words) for mark in _LINKEDIN
    ):
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


def _field(word: str) -> str:
    return next((field for field, words in _FIELDS if words.search(word)), "") if word else ""
