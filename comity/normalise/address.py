"""An identity in, what sort of thing it is out: a person, a list, a robot, or an office.

Lists, robots and role addresses are not people. Which address is a list is told best by the
mail itself (List-Id, RFC 2919); the rules here are for what an address and a name say alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from comity.normalise import name as names
from comity.normalise.organisation import is_free_mail, registrable

IdentityKind = Literal["person", "list", "robot", "role"]

_LIST_DOMAIN = re.compile(
    r"^(?:vger|lists?)\.(?!ru$)|^lists\b|^(?:listserv|mailman|mailinglists?)\.|\.lists?\."
    r"|(?:^|\.)(?:groups\.io|googlegroups\.com)$|^yahoogroups\.|^egroups\.com$|^freelists\.org$"
)
_LIST_LOCAL = re.compile(
    r"(?:^|[-_])(?:lists?|announce(?:ments?)?|request|subscribe|majordomo|listserv|mailman|talk|"
    r"discuss(?:ion)?|devel|dev|hackers|workers|commits|patches|bugs|users?|all|everyone|members)$"
    r"|^owner[-_]|[-_]owner$|^linux-"
)
_LIST_NAME = re.compile(r"\b(?:lists?|users|announce\w*|discuss\w*|group|members)\b", re.IGNORECASE)
# These are no names of people, wherever they stand.
_NO_REPLY = re.compile(r"no-?reply|patchwork|syzbot")
_NEVER_READ = re.compile(
    r"no[-_.]?reply|(?:do|please)[-_.]?not[-_.]?reply|mailer[-_.]?daemon|patchwork|syzbot"
    r"|notifications?$|(?:^|[-_.\[])bot\]?$|^lkp$|^postmaster$|^devnull|auto[-_.]?(?:reply|respon)"
    r"|(?:^|[-_.])bounces?(?:$|[-_.+=])"
)
# These may be parts of names: "robert.alerts", "auto.bahn".
_ROBOT_LOCAL = re.compile(
    r"(?:^|[-_+])(?:alerts?|auto(?:mat(?:ed|ic|ion)|mailer)?|bot|buildbot|cron|daemon|digests?|"
    r"feeds?|invitations?|invoices?|jenkins|listings?|mailer|mailing|notify|notifier|null|receipts?|"
    r"reminders?|repl(?:y|ies)|robot|rss(?:feeds?)?|statements?|unsubscribe|updates?)(?:$|[-_+=])"
)
_ROBOT_NAME = re.compile(
    r"\b(?:robot|mailer|notifications?|newsletter|no.?reply|mailer.daemon|mail delivery|"
    r"delivery (?:sub)?system|patchwork|syzbot|postmaster|automatic|automated|digest)\b",
    re.IGNORECASE,
)
_BOT = re.compile(r"\bbot$", re.IGNORECASE)
_ROLE_LOCAL = frozenset(
    """info contact support sales admin administrator webmaster office team hello help helpdesk
    service services billing jobs job careers career hr press media marketing newsletter news
    account accounts accounting abuse root security enquiries inquiries mail email post kontakt
    feedback customerservice customer-service customercare reservations booking bookings orders
    order shop store legal privacy compliance finance payments payroll it ops noc hostmaster
    registration register events event conference members membership subscriptions subscribe
    editor editors editorial reception recruiting recruitment talent community welcome web www
    studio maintainers maintainer dev devs developers staff everyone
    nobody user undisclosed-recipients undisclosed.recipients
    server system sysadmin moderator moderators archive archiver listmaster
    ticket tickets jira rt zendesk freshdesk otrs osticket helpscout intercom servicenow bugzilla
    redmine issues desk servicedesk service-desk itsupport it-support frontdesk queue case cases
    form forms formular formulare kontaktformular webform contactform contact-form wordpress wp
    typeform wufoo survey surveys umfrage umfragen encuesta sondage docusign dse echosign adobesign
    hellosign esign signature sharepoint onedrive dropbox scanner scan scans printer copier mfp
    kopierer drucker fax faxe voicemail phone telefon enquiry inquiry anfrage anfragen info-desk
    sekretariat secretariat secretary secretaria segreteria verwaltung buchhaltung rechnung
    rechnungen mahnung bewerbung bewerbungen personalabteilung kundenservice kundendienst
    kundenbetreuung zentrale empfang poststelle vertrieb einkauf verkauf bestellung bestellungen
    versand buchung buchungen reservierung reservierungen redaktion presse geschaeftsstelle kanzlei
    praxis pfarramt rathaus gemeinde hausverwaltung vorstand schule bibliothek library
    accueil comptabilite facturation commandes commande boutique recrutement mairie
    contacto contato contatti ventas vendas vendite compras ayuda ajuda soporte suporte assistenza
    atencion atencionalcliente atendimento administracion administracao amministrazione facturas
    fatture pedidos ordini tienda loja negozio recepcion direccion gerencia contabilidad
    klantenservice verkoop inkoop administratie boekhouding receptie bestuur
    kundtjanst kundservice kundeservice ekonomi faktura fakturor forsaljning salg kontor bokforing
    asiakaspalvelu myynti toimisto laskutus biuro sprzedaz obsluga zamowienia rekrutacja
    obchod podpora fakturace ugyfelszolgalat iroda szamlazas destek satis iletisim muhasebe musteri
    suport comenzi secretariat donations donate volunteers admissions registrar parish club verein
    customers client clients clientes kunden suppliers vendors procurement purchasing logistics
    warehouse shipping returns refunds claims invoicing invoice quotes request requests
    rsvp tours tickets-office box-office boxoffice groups hotel rezeption""".split()
)
_ROLE_ENDING = re.compile(r"[-_](?:team|admin|support|help|info|sales|service|office)$")
# What people fill in where an address is asked for and they give none (RFC 2606, RFC 6761).
_PLACEHOLDER_LOCAL = re.compile(
    r"(?:no|kein\w*|sans|sin|nessun\w*|geen|ingen|without)[-_.]?(?:e?[-_]?mail\w*|address|adresse|correo)"
    r"|none|null|unknown|unbekannt|inconnu|desconocido|notavailable|not[-_.](?:available|provided)"
    r"|noone|no[-_.]one|nil|n[-_.]?a|nowhere|invalid|xxx+|asdf\w*|(?:your|deine?|tu|votre)[-_.]?e?-?mail\w*"
)
_PLACEHOLDER_AT_DUMMY = frozenset(
    """test tests testing user username name your.name yourname first.last firstname.lastname
    firstname.surname vorname.nachname email mail e-mail someone somebody example demo
    john.doe jane.doe johndoe max.mustermann foo bar abc a x admin info root nobody""".split()
)
_DUMMY_DOMAIN = re.compile(
    r"(?:example|domain|yourdomain|your-domain|mydomain|test|email|mail|company|yourcompany|none"
    r"|noemail|nomail|no-email|unknown|nowhere|invalid)\.(?:com|net|org|de|co|xx?x?)|test|none|invalid|unknown|null|nomail"
)
_NO_HOST = re.compile(
    r"(?:.*\.)?(?:localhost|localdomain|invalid|none|null|unknown|nowhere)"
    r"|(?:noemail|nomail|no-email|noreply)\.[a-z.]+"
)
# Whom one finds there at a domain of one's own.
_AT_HOME = frozenset("mail email post hello hi list lists".split())


@lru_cache(maxsize=65536)
def kind_of(identity: str, name: str = "") -> IdentityKind:
    """Return what an identity is by its address and display name alone."""
    whole, _, domain = identity.removeprefix("email:").rpartition("@")
    if identity.startswith("handle:"):
        whole, domain = identity.rpartition("/")[2], ""
    local = whole.partition("+")[0] or whole
    if _LIST_DOMAIN.search(domain):
        return "list"
    if _NEVER_READ.search(whole) or _NO_REPLY.search(domain) or _is_robot(name, whole):
        return "robot"
    if not identity.startswith("email:") or is_free_mail(domain):
        return "person"
    if _ROBOT_LOCAL.search(local):
        return "robot"
    if is_placeholder(local, domain):
        return "role"
    if local in _ROLE_LOCAL or _ROLE_ENDING.search(local):
        return "person" if _is_at_home(local, name, domain) else "role"
    if _LIST_LOCAL.search(local):
        return "person" if _is_at_home(local, name, domain) else "list"
    return "person"


def is_placeholder(local: str, domain: str) -> bool:
    """Tell an address that stands for none: ``none@none``, ``your.email@example.com``."""
    if _PLACEHOLDER_LOCAL.fullmatch(local) or _NO_HOST.fullmatch(domain):
        return True
    return local in _PLACEHOLDER_AT_DUMMY and bool(_DUMMY_DOMAIN.fullmatch(domain))


def _is_robot(name: str, local: str) -> bool:
    """Tell a robot by its name; "Jan Bot" at ``jan@`` is none."""
    if _ROBOT_NAME.search(name):
        return True
    return bool(_BOT.search(name)) and names.words(name)[0] not in local


def _is_at_home(local: str, name: str, domain: str) -> bool:
    """Tell a person at a domain of their own: "Ada Lovelace" at ``post@alovelace.example``."""
    words = names.words(name)
    if len(words) < 2 or _LIST_NAME.search(name):  # noqa: PLR2004 - a full name
        return False
    first, last = words[0], words[-1]
    label = registrable(domain).partition(".")[0].replace("-", "")
    if label in {first[0] + last, first + last[0]}:
        return True
    own = {first, last, first + last, "".join(words)}
    return local in _AT_HOME and (label in own or local.startswith("list"))


def domain_of(identity: str) -> str:
    """Return the domain of an e-mail identity; "" for any other."""
    return identity.rpartition("@")[2] if identity.startswith("email:") else ""
