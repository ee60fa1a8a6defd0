r"""Words of everyday life: whose customer one is, and how families and friends write.

Patterns in the syntax that RE2 and Python share (\b around letters of any script is avoided), in
lower case without accents where said. English and German well; French and Spanish for the
commonest. What a firm sells to firms is left out: banks, insurers, hotels, tax advisers and
solicitors are as often clients and peers.
"""

from __future__ import annotations

import re

# Words that name whose customer one is in private life: in a domain, a title, an organisation or
# at the foot of a mail. No surnames: nobody is a baker for being called Baker.
_TRADES = """
    physio physios physiotherapist physiotherapists physiotherapy vet vets veterinary
    veterinarian veterinarians veterinaire veterinario plumber plumbers plumbing plombier fontanero
    electrician electricians dentist dentists dental dentistry dentista dentiste orthodontist
    orthodontics orthodontist hygienist hairdresser hairdressers hairdressing barbers salon coiffeur
    coiffeuse coiffure peluqueria beautician optician opticians opticien optometrist optometry
    optik optiker augenoptiker garage mechanic mechanics locksmith locksmiths roofer roofers roofing
    handyman osteopath osteopathy osteopathie chiropractor chiropractic podiatrist podiatry
    chiropodist acupuncturist paediatrician pediatrician paediatrics pediatrics dermatologist
    gynaecologist midwife midwives sage-femme pharmacy pharmacist pharmacie farmacia surgery
    nursery kindergarten kita kindertagesstaette childminder childcare daycare nanny creche
    guarderia babysitter groomer grooming kennels cattery petsitter lettings landlord florist
    undertaker undertakers gym fitness yoga pilates restaurant cafe praxis arztpraxis zahnarzt
    zahnaerztin zahnarztpraxis zahnklinik kieferorthopaede kieferorthopaedin kieferorthopaedie
    tierarzt tieraerztin tierarztpraxis tierklinik hausarzt hausaerztin kinderarzt kinderaerztin
    hautarzt frauenarzt augenarzt physiotherapie physiotherapeut physiotherapeutin krankengymnastik
    kinesitherapeute kine fisioterapia fisioterapeuta ergotherapie logopaedie hebamme apotheke
    apotheker friseur friseurin friseursalon frisoer klempner klempnerei installateur sanitaer
    heizungsbau elektriker elektroinstallation werkstatt kfz kfz-werkstatt autowerkstatt autohaus
    schornsteinfeger schluesseldienst hausverwaltung hausmeister dachdecker dachdeckerei
    malerbetrieb gaertnerei musikschule fahrschule tagesmutter schulsekretariat kosmetik
    kosmetikstudio fusspflege notar notariat doctors
""".split()
_VENUES = frozenset(
    """cafe restaurant gym fitness yoga pilates garage mechanic mechanics salon nursery surgery kine
    vet vets optik werkstatt kfz kita kindergarten kennels praxis doctors salon lettings florist
    dental apotheke pharmacy notar creche landlord""".split()
)  # places and words that the end of any mail may name
_PHRASES = """
    chimney sweep|driving school|driving instructor|driving lessons|music school|music lessons|
    piano lessons|piano teacher|swimming lessons|school office|school secretary|head ?teacher'?s?
    office|practice nurse|dental nurse|veterinary nurse|practice manager|medical centre|
    medical center|health centre|health center|eye clinic|animal hospital|pet clinic|
    property management|letting agents?|removals|house clearance|heating engineer|gas engineer|
    boiler service|window cleaner|window cleaning|dog walker|dog walking|auto repair|body shop|
    car service|praxis fuer|praxis dr|gemeinschaftspraxis|sanitaer und heizung|clinica dental|
    cabinet dentaire|cabinet medical|auto-ecole|taller mecanico
"""
# Stems that tell a trade inside a longer word of a domain: canalstreetphysio, zahnarztmueller.
_STEMS = """
    physio zahnarzt zahnaerzt tierarzt tieraerzt tierklinik hausarzt kinderarzt arztpraxis
    dentist dental- dentalcare dentalpractice familydental kieferorth plumbing plumbers plombier
    klempner schluesseldienst hairdress friseur frisoer coiffure opticians augenoptik apotheke
    pharmacy pharmacie veterinar veterinair chiropract osteopath hebamme autohaus autowerkstatt
    fahrschule drivingschool musikschule musicschool kindergarten daycare daynursery locksmith
    dachdecker roofing electricians elektriker hausverwaltung animalhospital petclinic vetclinic
    orthodont physiother autorepair bodyshop lettings heizungsbau schornsteinfeger
""".split()
_ENDS = (
    "vets",
    "vet",
    "garage",
    "dental",
    "salon",
    "nursery",
    "barbers",
    "gym",
    "praxis",
    "surgery",
)
_NOT_STEMS = re.compile(r"velvet|gymnasi|corvet|civet|physiolog|dentalsupp|techgarage|garageband")

_WORDS = "|".join(
    sorted({*_TRADES, *(" ".join(one.split()) for one in _PHRASES.split("|"))}, key=len)[::-1]
)
TRADE = re.compile(rf"(?:^|[^a-z])({_WORDS})(?:$|[^a-z])")
_IN_LABEL = re.compile("|".join(one.rstrip("-") for one in _STEMS))
_TO_FIRMS = re.compile(  # who sells to the trade, and does not have it
    r"suppl(?:y|ies|ier)|software|systems?(?:$|[.-])|solutions|(?:^|[.-])labs?(?:$|[.-])|wholesale|"
    r"equipment|instruments|grosshandel|bedarf|technik|hersteller|verlag|verband|kammer|research"
)
_LABEL_MIN = 6  # letters of a domain's word before its end says a trade: dalevets, not vets


def trade_of_domain(domain: str) -> bool:
    """Tell a mail domain that names a trade of everyday life; its last label says nothing."""
    if _TO_FIRMS.search(domain.lower()):
        return False
    labels = domain.lower().split(".")[:-1]
    words = [word for label in labels for word in label.split("-")]
    return any(
        TRADE.search(word)
        or (_IN_LABEL.search(word) and not _NOT_STEMS.search(word))
        or (len(word) > _LABEL_MIN and word.endswith(_ENDS) and not _NOT_STEMS.search(word))
        for word in words
    )


def trade_in(text: str) -> str:
    """Return the trade that a title or an organisation names; "" for none."""
    found = TRADE.search(folded(text))
    return found[1] if found else ""


def trade_signed(line: str) -> str:
    """Return the trade that a line of a signature names; where one meets is none."""
    found = trade_in(line)
    return "" if found in _VENUES else found


_FOLD = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "ê": "e", "á": "a", "í": "i"}
    | {"ó": "o", "ú": "u", "ñ": "n", "ç": "c", "ë": "e", "ï": "i", "â": "a", "ô": "o"}
)


def folded(text: str) -> str:
    """Return a text in lower case, with accents and umlauts spelled out."""
    return text.lower().translate(_FOLD)


# ── in SQL, of the beginning of a mail: its subject and first words, in lower case ──────────────

_THEIR = r"(?:your|ihr|ihre|ihren|ihrer|ihres|dein|deine|deinen|votre|tu|su)"
_WHEN = (
    r"(?: (?:next|upcoming|new|recent|online|annual|yearly|first|last|naechste[rn]?|n.chste[rn]?))?"
)
_VISIT = (
    r"(?:appointment|booking|reservation|order|check-?up|prescription|repeat prescription|fitting|"
    r"consultation|termin|buchung|reservierung|bestellung|auftrag|rezept|behandlung|kontrolltermin|"
    r"rendez-vous|commande|cita|reserva|pedido|invoice|receipt|quote|estimate|rechnung|quittung|"
    r"kostenvoranschlag|facture|factura|mot|repair|reparatur|delivery|lieferung)"
)
SERVED = (
    rf"\b{_THEIR}{_WHEN} {_VISIT}\b"
    r"|\b(?:appointment|booking|order|reservation|payment) (?:reminder|confirm|confirmation|"
    r"confirmed|received|for|no|number|#)"
    r"|termin(?:erinnerung|best.tigung|vereinbarung|verschiebung)|(?:buchungs|bestell|auftrags)best"
    r"|\b(?:is|are|is now|now) (?:due|ready) (?:for (?:a|an|your|his|her|its)|to (?:collect|be "
    r"collected)|for collection)|ist (?:fertig|abholbereit)|zur abholung bereit"
    r"|\bto (?:rebook|reschedule|cancel) (?:your|an|the) appointment|termin (?:absagen|verschieben)"
    r"|\b(?:call[- ]?out|hourly) (?:charge|fee|rate)|anfahrt(?:spauschale|skosten)"
)
HOMELY = (
    r"\b(?:mum|mummy|mom|mommy|dad|daddy|granny|grandma|grandad|grandpa|nana|auntie|aunty|oma|opa|"
    r"mama|papa|mami|papi|omi|opi)\b"
    r"|\b(?:lots of love|all my love|much love|with love|big hugs?|hugs|kisses|xx+|hugs and|bussi|"
    r"k.sschen|dicker? kuss|dr.ck dich|f.hl dich gedr.ckt|umarmung|hdl|bisous|gros bisous|besitos|"
    r"muchos besos)\b"
    r"|\n\s*love,?\s*\n"
    r"|\b(?:the|our|my|your) (?:kids|children|little one|baby|grandchildren|godson|goddaughter)\b"
    r"|\b(?:die|unsere|deine|meine|eure) (?:kinder|kids|kleine[nr]?|enkel|jungs|m.dels)\b"
    r"|\b(?:sleepover|babysit|bonfire night|barbecue|housewarming|kindergeburtstag|grillen|"
    r"sonntag zum kaffee|zum kaffeetrinken)\b"
)
