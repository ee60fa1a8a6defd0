"""An address in, where its mail, calendars and contacts lie out: by a table, nothing is looked up.

Hosts, ports and the clicks are those of the providers' own help pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from comity.sources.accounts import is_loopback

if TYPE_CHECKING:
    from comity.sources.accounts import Transport

SignIn: TypeAlias = Literal["password", "google", "microsoft"]
IMAPS, IMAP, HTTPS = 993, 143, 443
BRIDGE_PORT = 1143  # Proton Mail Bridge's, on this machine


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider: its domains, its hosts, and how one gets a password for a program."""

    name: str  # "fastmail", as --provider takes it
    label: str
    domains: str  # with spaces between
    imap: str  # its host; "" where it offers none
    clicks: str  # to the password, or why there is none
    caldav: str = ""
    carddav: str = ""
    sign_in: SignIn = "password"
    port: int = IMAPS
    transport: Transport = "tls"


_OWN = "your own password"
_PROVIDERS = (
    Provider(
        "google",
        "Gmail and Google Workspace",
        "gmail.com googlemail.com google.com",
        "imap.gmail.com",
        "myaccount.google.com, Security, 2-Step Verification on; then myaccount.google.com/"
        "apppasswords, a name, Create: sixteen letters. Where your organisation allows none, sign "
        "in with a client of your own: docs/accounts.md",
        caldav="apidata.googleusercontent.com",
        carddav="www.googleapis.com",
    ),
    Provider(
        "microsoft",
        "Outlook.com and Microsoft 365",
        "outlook.com hotmail.com live.com msn.com passport.com outlook.de outlook.fr outlook.it "
        "outlook.es outlook.com.br hotmail.co.uk hotmail.fr hotmail.it hotmail.es hotmail.de "
        "live.co.uk live.fr live.nl live.de live.it",
        "outlook.office365.com",
        "Microsoft takes no password for IMAP any more: sign in with a client of your own: "
        "docs/accounts.md",
        sign_in="microsoft",
    ),
    Provider(
        "icloud",
        "iCloud",
        "icloud.com me.com mac.com",
        "imap.mail.me.com",
        "account.apple.com, Sign-In and Security, App-Specific Passwords, +",
        caldav="caldav.icloud.com",
        carddav="contacts.icloud.com",
    ),
    Provider(
        "yahoo",
        "Yahoo",
        "yahoo.com ymail.com rocketmail.com yahoo.co.uk yahoo.de yahoo.fr yahoo.it yahoo.es "
        "yahoo.ca yahoo.in yahoo.co.in yahoo.com.br yahoo.com.au",
        "imap.mail.yahoo.com",
        "login.yahoo.com/account/security, Generate app password",
        caldav="caldav.calendar.yahoo.com",
    ),
    Provider(
        "aol",
        "AOL",
        "aol.com aim.com aol.de aol.co.uk aol.fr",
        "imap.aol.com",
        "login.aol.com/account/security, Generate app password",
        caldav="caldav.aol.com",
    ),
    Provider(
        "fastmail",
        "Fastmail",
        "fastmail.com fastmail.fm fastmail.net fastmail.org sent.com messagingengine.com",
        "imap.fastmail.com",
        "Settings, Privacy & Security, App passwords, New, with read access to mail, calendars "
        "or contacts",
        caldav="caldav.fastmail.com",
        carddav="carddav.fastmail.com",
    ),
    Provider(
        "gmx",
        "GMX",
        "gmx.de gmx.net gmx.at gmx.ch",
        "imap.gmx.net",
        "Settings, POP3/IMAP, allow access by other programs; with two factors: My account, "
        "Security, application-specific password",
        caldav="caldav.gmx.net",
        carddav="carddav.gmx.net",
    ),
    Provider(
        "gmx.com",
        "GMX",
        "gmx.com gmx.us gmx.co.uk gmx.fr mail.com",
        "imap.gmx.com",
        "Settings, POP3 & IMAP, allow access by other programs, then your own password",
    ),
    Provider(
        "web.de",
        "WEB.DE",
        "web.de email.de",
        "imap.web.de",
        "Settings, POP3/IMAP, allow access by other programs; with two factors: My account, "
        "Security, application-specific password",
        caldav="caldav.web.de",
        carddav="carddav.web.de",
    ),
    Provider(
        "posteo",
        "Posteo",
        "posteo.de posteo.net posteo.eu posteo.org posteo.at posteo.ch posteo.me posteo.uk",
        "posteo.de",
        "your own password, or Settings, Password and security, app passwords",
        caldav="posteo.de:8443",
        carddav="posteo.de:8443",
    ),
    Provider(
        "mailbox.org",
        "mailbox.org",
        "mailbox.org",
        "imap.mailbox.org",
        "your own password; with two factors: All settings, Security, Application passwords",
        caldav="dav.mailbox.org",
        carddav="dav.mailbox.org",
    ),
    Provider(
        "proton",
        "Proton Mail",
        "proton.me protonmail.com protonmail.ch pm.me",
        "127.0.0.1",
        "install Proton Mail Bridge (a paid plan), sign in there, and take the password from "
        "Mailbox details: it is not your Proton password",
        port=BRIDGE_PORT,
        transport="starttls",
    ),
    Provider(
        "zoho",
        "Zoho",
        "zoho.com zohomail.com",
        "imap.zoho.com",
        "Settings, Mail accounts, IMAP access on; then accounts.zoho.com, Security, App passwords",
        caldav="calendar.zoho.com",
        carddav="contacts.zoho.com",
    ),
    Provider(
        "zoho.eu",
        "Zoho",
        "zoho.eu zohomail.eu",
        "imap.zoho.eu",
        "Settings, Mail accounts, IMAP access on; then accounts.zoho.eu, Security, App passwords",
        caldav="calendar.zoho.eu",
        carddav="contacts.zoho.eu",
    ),
    Provider("orange", "Orange", "orange.fr wanadoo.fr", "imap.orange.fr", _OWN),
    Provider("free", "Free", "free.fr", "imap.free.fr", _OWN),
    Provider("sfr", "SFR", "sfr.fr neuf.fr cegetel.net", "imap.sfr.fr", _OWN),
    Provider("laposte", "La Poste", "laposte.net", "imap.laposte.net", _OWN),
    Provider(
        "libero",
        "Libero",
        "libero.it iol.it inwind.it blu.it giallo.it",
        "imapmail.libero.it",
        "your own password; with two factors: Security, Password per applicazioni",
    ),
    Provider("virgilio", "Virgilio", "virgilio.it", "in.virgilio.it", _OWN),
    Provider(
        "t-online",
        "T-Online",
        "t-online.de magenta.de",
        "secureimap.t-online.de",
        "E-Mail Center, Settings, password for e-mail programs: it is not that of the web page",
    ),
    Provider("freenet", "freenet", "freenet.de", "mx.freenet.de", _OWN),
    Provider("1und1", "IONOS", "online.de", "imap.ionos.de", _OWN),
    Provider("bluewin", "Bluewin", "bluewin.ch", "imaps.bluewin.ch", _OWN),
    Provider("ziggo", "Ziggo", "ziggo.nl", "imap.ziggo.nl", _OWN),
    Provider("seznam", "Seznam", "seznam.cz email.cz", "imap.seznam.cz", _OWN),
    Provider(
        "wp", "WP", "wp.pl", "imap.wp.pl", "Settings, allow other programs; your own password"
    ),
    Provider(
        "yandex",
        "Yandex",
        "yandex.com yandex.ru ya.ru",
        "imap.yandex.com",
        "id.yandex.com, Security, App passwords, Mail",
    ),
    Provider(
        "runbox", "Runbox", "runbox.com", "mail.runbox.com", "Account, Security, App passwords"
    ),
    Provider(
        "comcast",
        "Comcast",
        "comcast.net",
        "imap.comcast.net",
        "Settings, Security, Third-party access on; your own password",
    ),
    Provider(
        "tuta",
        "Tuta",
        "tuta.com tutanota.com tutanota.de tutamail.com tuta.io keemail.me",
        "",
        "Tuta offers no IMAP: export the mails as .eml files, and import these",
    ),
    Provider(
        "hey",
        "HEY",
        "hey.com",
        "",
        "HEY offers no IMAP: Account setup, Export your data, an mbox, and import it",
    ),
)
BY_NAME = {one.name: one for one in _PROVIDERS}
_BY_DOMAIN = {domain: one for one in _PROVIDERS for domain in one.domains.split()}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where something is reached; ``path`` of an address that was given whole."""

    host: str
    port: int
    transport: Transport = "tls"
    path: str = ""


def domain_of(address: str) -> str:
    """Return what follows the last at sign, in small letters."""
    return address.rpartition("@")[2].strip().rstrip(".").lower()


def provider_of(address: str) -> Provider | None:
    """Return whose address it is, where the table knows."""
    return _BY_DOMAIN.get(domain_of(address))


def endpoint_of(one: Provider, kind: str) -> Endpoint | None:
    """Return where a provider keeps that kind of thing."""
    if kind == "imap":
        return Endpoint(one.imap, one.port, one.transport) if one.imap else None
    told = {"caldav": one.caldav, "carddav": one.carddav}.get(kind, "")
    host, _, port = told.partition(":")
    return Endpoint(host, int(port or HTTPS)) if host else None


def usual_host(address: str) -> str:
    """Return what an IMAP server of a domain of one's own is most often called."""
    return f"imap.{domain_of(address)}"


def port_of(kind: str, host: str, transport: Transport) -> int:
    """Return the port that is usual."""
    if kind == "imap":
        return IMAPS if transport == "tls" else IMAP
    return HTTPS if transport == "tls" and not is_loopback(host) else 80
