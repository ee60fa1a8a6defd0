"""A name in; whether it is one person's, or a couple's, a family's or a firm's, out.

What joins two given names, what a family calls itself and what only a body of people is called
are told by the few words for it in the languages people write in; a person's own name holds
none of them. Rooms and things are told by ``resource``.
"""

# ruff: noqa: RUF001 - letters of many scripts

from __future__ import annotations

import re
from functools import lru_cache

from comity.normalise.given import common_given
from comity.normalise.name import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TWO = 2
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(
    r"[\w.]\s*[&+]\s*\w"
    r"|[\w.-]\s(?:and|And|AND|und|Und|UND|og|och|et|en|ja|és|és|ja|и|та|ve|u\.|και|și|và|و)\s\w"
    r"|^(?:(?:frau|herr|mr|mrs|ms)\.?\s)?\w+\s(?:y|e|i|a)\s\w+\s\w"  # but not Ortega y Gasset
    r"|^[^\W\d_]{2,}\s?/\s?[^\W\d_]{2,}(?:\s|$)|\w\s/\s\w"
)
_TWO_GIVEN = re.compile(r"^([^\W\d_]+)\s(?:\w+\s)?(?:y|e|i|a|in|ir|un|si|dan)\s([^\W\d_]+)(?:\s|$)")
_FAMILY = re.compile(
    r"^(?:familien?|fam\.?|family|famille|famiglia|fam[ií]lia|familjen?|perhe|rodzina|rodina|csal[aá]d"
    r"|семья|родина|οικογένεια|aile|rodzice|родители|משפחת|عائلة"
    r"|gebrüder|frères|fratelli|hermanos|haushalt|eheleute|ehepaar|geschwister"
    r"|household of|eltern|parents"
    r"|mr\.? & mrs|mr\.? and mrs|[Tt]he [^\W\d_]+(?:s|\u2019s|'s))(?:\s|$)"
    r"|^(?:ครอบครัว|परिवार|brødrene|bröderna|mamma e|mam[aá] y|m[aã]e e|sra?\.? y sra?\.?)(?:\s|$)"
    r"|^(?:los|las|gli) [^\W\d_]+$"
    r"|\s(?:family|familie|famille|household|brothers|bros\.?|& sons|가족|परिवार)$"
    r"|\s(?:családja|család|perhe|ailesi|家|一家|さん一家)$",
    re.IGNORECASE,
)
_BODY = _set(  # what only a body of people is called
    """
    team group gruppe groupe grupo gruppo department dept abteilung committee commission council
    association society foundation stiftung verein verband fondation fundacion institute institut
    universitat university universite college school schule
    support service services helpdesk newsletter notifications alerts sales billing accounts
    marketing office reception rezeption sekretariat secretariat praxis kanzlei
    kundenservice kundendienst hotline customer customers store shop webshop website staff
    stadt stadtwerke mairie ayuntamiento municipio kommune gemeente cabinet clinica notaria
    zahnarztpraxis arztpraxis tierarztpraxis gemeinschaftspraxis praxisgemeinschaft
    everyone everybody mailinglist announce bot robot system automation
    hotel restaurant bakery backerei apotheke pharmacy clinic klinik hospital bank
    """
)
_FAMILY_NAMES = _set("sales billing staff bank bot school store shop hotel")  # of some, too
_LEGAL_FIRST = re.compile(
    r"^(?:ООО|ОАО|ЗАО|ПАО|АО|ТОВ)\s"
    r"|株式会社|有限会社|合同会社|有限公司|有限责任公司|주식회사|\(주\)|בע[\"״]מ"
)
_LEGAL_DOTTED = re.compile(
    r"[\s,](?:(?i:s\.a\.s|s\.?r\.?l|s\.l\.u|(?:sp\.?\s?z\s?)?o\.o|d\.o\.o|s\.r\.o|a\.s|a\.ş|a/s"
    r"|e\.\s?v|g\.?m\.?b\.?h|s\.?p\.?a|k\.k|l\.l\.c|l\.t\.d|ltda|lda|şti|sti|gbr|slu|eirl|eood)"
    r"|S\.A|S\.L|B\.V|N\.V|S\.C|A\.E|e\.?G|UG|OÜ|UAB|SIA|ООО|ОАО|ЗАО|АО|ΑΕ|ΕΠΕ)\.?$"
)
_LEGAL = _set(
    """
    inc incorporated ltd limited llc llp plc gmbh mbh ohg kg kgaa corp corporation company srl sarl
    sas spa bv nv aps oyj asa kft zrt doo sro spzoo pty pte sdn bhd ev ag sa ab as oy co se
    hr it admin info mail
    """
)


@lru_cache(maxsize=1 << 14)
def is_one_person(name: str) -> bool:
    """Tell whether a cleaned name, not empty, can be one person's."""
    if _JOINED.search(name) or _FAMILY.search(name) or _names_two(name) or _is_firm(name):
        return False
    written, found = _WORD.findall(name.casefold()), _WORD.findall(fold(name))
    if len(written) > 1 and written[-1] in _LEGAL:  # as it is written: Åsa is a given name
        return False
    told = found[:-1] if len(found) == _TWO and found[-1] in _FAMILY_NAMES else found
    return _BODY.isdisjoint(told)


def _names_two(name: str) -> bool:
    """Tell "Ana García y Luis Pérez" from "José Ortega y Gasset": two given names of many."""
    found = _TWO_GIVEN.search(name)
    return found is not None and all(fold(one) in common_given() for one in found.groups())


def _is_firm(name: str) -> bool:
    """Tell a firm by the legal form before or behind it; "Anna S.A." has two initials."""
    if _LEGAL_FIRST.search(name):
        return True
    given = fold(name.partition(" ")[0])
    return bool(_LEGAL_DOTTED.search(name)) and given not in common_given()
