"""Promises in German, French and Spanish, by patterns; and which language nothing is read of.

Each pattern is for text in lower case with plain apostrophes. What takes a promise back stands
beside it: a condition on the reader, a question, a denial, presence, what others will do. Other
languages are not read; which one a text is in is told by py3langid, which asks no network and
takes a second to load, so only where a page is about to say so.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

READ = frozenset({"en", "de", "fr", "es"})
_LETTERS_MIN = 40  # of less text the language is a guess
_SURE = 0.9

HINTS = (  # words without one of which none of the three promises, between single spaces
    *(" ich ", " mich ", " wird gemacht", " wird erledigt", "wir schicken", "wir senden"),
    *("wir melden", "wir kümmern", "wir prüfen", "wir klären", "wir werden", " schicke dir"),
    *(" schicke ihnen", " schicke es", "schicke das", " von mir", " je ", " nous ", " on va "),
    *(" vous aurez ", " vous recevrez ", "c'est comme si ", " voy a ", " vamos a ", "aré ", "eré "),
    *("iré ", "remos ", " te ", " le ", " se lo ", " se la ", " os ", " me encargo", " me ocupo"),
    *(" cuenta con ello", "por hecho", "ibirá", "ndrá", "de mi cuenta"),
)
_GERMAN = re.compile(
    r"""\b(?:ich\s+(?:schicke?|sende|maile|reiche|leite|gebe?|bringe?|besorge?|stelle|überweise
          |frage?|rufe?|melde?|kümmere?|kläre?|prüfe?|schaue?|schau|sehe|suche|finde\s+heraus
          |schreibe?|antworte|sage?|erkundige|mache?\s+(?:das|es|dir|ihnen|einen|den|die)|bereite
          |korrigiere|ändere|ergänze|trage|bestelle|buche|reserviere|organisiere|empfehle|verbinde
          |erledige|bespreche|spreche|lasse\s+(?:dir|ihnen|euch)|informiere|halte\s+(?:dich|sie
          |euch)|scanne|drucke|lade\s+(?:dich|sie|es|die|das))
        |(?:schicke?|sende|maile|gebe?|frage?|rufe?|melde?|kläre?|prüfe?|schaue?|schau|schreibe?
          |sage?|mache?|kümmere?|erledige|bringe?|besorge?|leite|überweise)\s+ich
          |^(?:ja|ok|okay|gut|gerne?|klar|super|danke)?[,.!\s]*(?:melde\s+mich|schicke?\s+(?:dir
          |ihnen|es|das|ich)|kümmere?\s+mich|mache?\s+ich|wird\s+(?:gemacht|erledigt))
        |(?:ich\s+werde|werde\s+ich|wir\s+werden)\s+(?!nicht|nie|wohl|da\b|dort\b|hier\b|kommen)
          (?:[\wäöüß-]+\s+){0,10}(?:schicken|senden|mailen|geben|fragen|nachfragen|anrufen|melden
          |kümmern|klären|prüfen|anschauen|ansehen|nachsehen|schreiben|antworten|sagen|vorbereiten
          |vorstellen|weiterleiten|erledigen|besorgen|korrigieren|ergänzen|informieren|empfehlen
          |organisieren|buchen|bestellen|weitergeben|ausrichten|bringen|mitbringen|zusenden
          |zuschicken|zukommen|überweisen|sorgen))\b
        |\bwir\s+(?:schicken|senden|melden|kümmern|prüfen|klären)\s+(?:ihnen|dir|euch|uns|das|es)\b
        |\bihr\s+bekommt\s+|\b(?:du\s+bekommst|sie\s+bekommen
          |sie\s+erhalten)\s+(?:[\wäöüß]+\s+){0,4}von\s+mir
        |\bich\s+verspreche\b""",
    re.VERBOSE,
)
_NO_GERMAN = re.compile(
    r"""\?\s*$|\bwenn\s+(?:du|sie|ihr|ich|es|man|er)\b|\bfalls\b|\bsofern\b|\bsobald\s+(?:du|sie
          |ihr)\b
      |\b(?:nicht|nie|niemals|kein|keine|keinen)\b|\bvielleicht\b|\beventuell\b|\bwahrscheinlich\b
      |\birgendwann\b|\b(?:immer|jedes|jeden|jede|meist|meistens|oft|manchmal|normalerweise)\b
      |[\"„“]|\b(?:hat|sagte|sagt|schrieb|meinte)\b.{0,20}(?:dass|:|,)|\bob\s+ich\b|\bdass\s+ich\b
      |^(?:schick|sende?n?|gib|geben|sag|sagen|ruf|rufen|lass|bitte|wenn)\b
      |\bmelde?\s+mich\s+(?:ab|krank|an\b)|\bschaue?\s+(?:gerade|gern|fern|mal\s+wieder\s+vorbei
          |vorbei)
      |\bfrage\s+mich\b|\bmache\s+mir\b|\bsehe\s+(?:dich|sie|euch|das|es|keinen|gerade|schon)
      |\bgebe\s+(?:zu|auf|dir\s+recht|ihnen\s+recht|mir\s+mühe)|\bsuche\s+(?:einen?|noch|gerade
          |seit)
      |\b(?:gerade|seit|gestern|damals|früher)\b|\bschreibe\s+(?:ihnen|dir),\s+(?:weil|um|da)
      |\bsage\s+mal\b|\brufe\s+(?:auf|dazu)\b|\bschicke\s+voraus\b|\bempfehle\s+(?:allen|jedem)""",
    re.VERBOSE,
)
_FRENCH = re.compile(
    r"""\b(?:je|nous)\s+(?:(?:vous|te|t'|l'|le|la|les|lui|leur|m'en|m'|me|nous\s+en|vous\s+en|en|y)
          \s?){0,3}(?:enverrai|envoie|renvoie|transmets|transmettrai|ferai|appellerai|rappelle
          |rappellerai|occupe|occuperai|tiens\s+au\s+courant|tiendrai\s+au\s+courant
          |tiens\s+informée?s?|reviens\s+vers|reviendrai\s+vers|demande|demanderai|vérifie
          |vérifierai|regarde|regarderai|prépare|préparerai|écrirai|répondrai|réponds\s+(?:demain
          |ce|dès|lundi|avant)|donnerai|présenterai|parlerai|contacterai|contacte|renseigne
          |renseignerai|apporterai|apporte|corrige|corrigerai|ajouterai|ajoute\s+(?:votre|ton|ça)
          |confirmerai|confirme\s+(?:demain|d'ici|avant)|partagerai|recommanderai|chercherai
          |réserverai|réserve\s+(?:la|une|le)|enverrons|reviendrons|tiendrons|ferons|charge
          |informerai|préviens|préviendrai|dirai|mettrai|mets\s+en\s+relation|verrai\s+avec
          |verserai|rendrai|passerai\s+le)\b
      | \b(?:je\s+vais|nous\s+allons|on\s+va)\s+(?:(?:vous|te|t'|le|la|les|lui|leur|en|m'en|me|y|l')
          \s?){0,2}(?:envoyer|transmettre|demander|regarder|vérifier|écrire|préparer|appeler
          |rappeler|contacter|corriger|ajouter|donner|présenter|parler|répondre|réserver|chercher
          |occuper|renseigner|faire\s+(?:suivre|parvenir|le|la|une?)|mettre|tenir|confirmer|rendre
          |partager|recommander|prévenir)\b
      | \bvous\s+(?:aurez|recevrez)\s+(?:\w+\s+){0,5}(?:de\s+ma\s+part|demain|avant|ce\s+soir|lundi)
      | \bc'est\s+comme\s+si\s+c'était\s+fait | \bje\s+(?:vous|te)\s+promets\s+de\b""",
    re.VERBOSE,
)
_NO_FRENCH = re.compile(
    r"""\?\s*$|\bsi\s+(?:vous|tu|je|j'|on|elle|c'est|le|la|les|jamais)\b|\bs'il(?!\s+(?:vous|te)\s)
      |\b(?:ne|n')\s?\w+(?:\s\w+)?\s+(?:pas|plus|jamais)\b|\bpeut-être\b|\bun\s+jour\b|\bsûrement\b
      |\b(?:toujours|chaque|souvent|parfois|d'habitude|normalement)\b|[\"«]|\bque\s+je\b
      |\b(?:il|elle|tu|vous)\s+(?:m'|me\s|nous\s)?(?:a|ont|as|avez|disait|dit)\s+.{0,12}(?:que|:)
      |^(?:dites|dis|envoyez|envoie|donnez|donne|appelez|appelle)[ -]moi\b
      |\bje\s+me\s+demande\b|\bje\s+demande\s+(?:pardon|un\s+peu)|\bje\s+regarde\s+(?:la\s+télé|un)
      |\bje\s+dirai\s+(?:même|que)|\bje\s+reviens\s+(?:de|lundi|mardi|demain)
          |\bdès\s+que\s+(?:vous|tu)
      |\b(?:hier|actuellement|en\s+ce\s+moment|depuis)\b|\bsans\s+doute\b|\bfaute\s+de\b""",
    re.VERBOSE,
)
_SPANISH = re.compile(
    r"""\b(?:(?:te|le|os|les|se|lo|la|los|las|me)\s+){0,3}(?:enviaré|mandaré|llamaré|avisaré
          |escribiré|haré|responderé|contestaré|preguntaré|pasaré|presentaré|confirmaré|revisaré
          |miraré|buscaré|prepararé|hablaré|diré|daré|consultaré|reservaré|corregiré|añadiré
          |pondré|encargaré|compartiré|recomendaré|traeré|devolveré|informaré|comprobaré|averiguaré
          |enviaremos|mandaremos|avisaremos|llamaremos|responderemos|haremos|transferiré)\b
      | \b(?:te|le|os|les|se)\s+(?:(?:lo|la|los|las)\s+)?(?:envío|mando|aviso|llamo|paso|confirmo
          |escribo|digo\s+algo|cuento\s+(?:mañana|luego|el)|busco|reenvío|respondo\s+(?:mañana|el
          |hoy|esta)|contesto\s+(?:mañana|el|hoy|esta)|mantengo\s+(?:al|inform)|tengo\s+al)
      | \b(?:me\s+encargo|me\s+ocupo|cuenta\s+con\s+ello|dalo\s+por\s+hecho)\b
      | \b(?:voy|vamos)\s+a\s+(?:enviar|mandar|preguntar|revisar|mirar|escribir|llamar|preparar
          |hablar\s+con|consultar|buscar|avisar|responder|contestar|confirmar|presentar|corregir
          |añadir|reservar|pasar|comprobar|averiguar|compartir|hacer(?:lo|te)?|dar|decir)\w*
      | \b(?:tendrás|tendrá|recibirás|recibirá)\s+(?:\w+\s+){0,5}(?:mañana|antes|el\s+\w+|esta
          |hoy|de
          \s+mi\s+parte)\b | \bte\s+prometo\b | \bqueda\s+de\s+mi\s+cuenta\b""",
    re.VERBOSE,
)
_NO_SPANISH = re.compile(
    r"""\?\s*$|\bsi\s+(?:me|te|lo|la|quieres?|puedes?|puedo|tengo|necesitas?|hace|llueve|no|alguien
          |algún|usted|tú|es|hay|gano)\b|\b(?:no|nunca|jamás|tampoco)\s+(?:te|le|lo|la|os|les|se
          |me|voy
          |vamos|\w+ré)\b|\b(?:quizás?|tal\s+vez|a\s+lo\s+mejor|algún\s+día|seguramente)\b
      |\b(?:siempre|cada|normalmente|a\s+veces|a\s+menudo)\b|[\"«“]|\bque\s+(?:te|le|lo|la|me)\b
      |\bcuando\s+(?:me|quieras|puedas|tengas|usted|quiera)\b|\bde\s+haber\b|\bpor\s+si\b
      |^(?:dime|dígame|envíame|mándame|pásame|avísame|llámame|dame)\b|\bhablar\s+de\b
      |\bte\s+llamo\s+(?:porque|para)\b|\ble\s+escribo\s+(?:porque|para)\b
          |\bte\s+escribo\s+(?:porque
          |para|desde)\b|\bme\s+paso\b|\bharé\s+lo\s+(?:posible|que\s+pueda)|\ben\s+caso\s+de\b
      |\bharé\s+(?:un\s+viaje|vacaciones|deporte|años)|\bpasaré\s+(?:el|la|unos|las)\b|\bayer\b""",
    re.VERBOSE,
)
_EACH = {
    "de": (_GERMAN, _NO_GERMAN),
    "fr": (_FRENCH, _NO_FRENCH),
    "es": (_SPANISH, _NO_SPANISH),
}
# Whole words each of the three has, and neither English nor, all together, a neighbour.
_WORDS = {
    "de": re.compile(r"\b(?:ich|mich|dir|ihnen|euch|das|die|der|den|dem|und|nicht|mit|wird|wir)\b"),
    "fr": re.compile(
        r"\b(?:je|vous|te|le|la|les|des|une?|du|et|avec|pour|votre|c'est|nous|demain)\b"
    ),
    "es": re.compile(
        r"\b(?:el|la|los|las|te|le|os|les|lo|una?|y|con|para|mañana|voy|me|mi|se|del|al|por|cuenta)\b"
    ),
}
_NEIGHBOURS = re.compile(  # Portuguese, Italian, Dutch, Catalan: much is written as in Spanish
    r"\b(?:não|você|amanhã|obrigad[oa]|vou|uma|para\s+o|ao|eu|ti|domani|che|gli|della|il|ik|het|een"
    r"|jij|je\s+(?:de|het|een|morgen)|demà|amb|els|però|io|lei|questo)\b|[ãõ]"
)


def promise(plain: str) -> bool | None:
    """Tell whether a sentence promises, in whichever of the three; None where none speaks of it."""
    for language, (promises, takes_back) in _EACH.items():
        if promises.search(plain) and _WORDS[language].search(plain):
            if _NEIGHBOURS.search(plain) and language != "de":
                return None
            return takes_back.search(plain) is None
    return None


def unread(text: str) -> str:
    """Return the ISO 639-1 code of the language of a text that is not read; "" where it is.

    Too short a text, or one that might be in one of several languages, is taken to be read.
    """
    if sum(map(str.isalpha, text[: 4 * _LETTERS_MIN])) < _LETTERS_MIN:
        return ""
    code, p = _identifier().classify(text[:1000])
    return "" if code in READ or p < _SURE else str(code)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
