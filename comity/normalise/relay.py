"""An address somebody else made up for a correspondent in, whom it stands for out.

Forwarders, relays and gateways put the address of a correspondent into one of their own. Where
that can be read back without a doubt it is; where a letter of it is lost (a dot that became an
underscore, a cut) it is not, and the made-up address, which belongs to that one correspondent,
stays what it is. All take an address in lower case.

Sources: SRS (Sender Rewriting Scheme, Shevek 2004), BATV (draft-levine-smtp-batv-01), the
encapsulated addresses of Exchange (MS-OXOAB 2.2), and the documented reverse aliases of
SimpleLogin, addy.io, DuckDuckGo, Firefox Relay and Apple's Hide My Email.
"""

from __future__ import annotations

import re

_SIMPLELOGIN = frozenset(
    """simplelogin.co simplelogin.com simplelogin.fr simplelogin.io simplelogin.dev aleeas.com
    slmail.me slmails.com silomails.com dralias.com 8alias.com 8shield.net passmail.net
    passmail.com passinbox.com passfwd.com""".split()
)
_ADDY = ("anonaddy.com", "anonaddy.me", "addy.io", "addymail.com", "wailing.app")
_NAMING = (*_SIMPLELOGIN, *_ADDY, "mozmail.com", "relay.firefox.com", "duck.com")
_CUT_CHARS = 45  # SimpleLogin keeps so much of an address; one that long may have been cut

_LOCAL = r"[^@\s=]{1,100}"
_DOMAIN = r"[^@\s=_/]{1,200}\.[^@\s=_/.]{1,63}"
_SRS0 = re.compile(rf"srs0[-=+][^=]{{1,20}}=[^=]{{1,4}}=({_DOMAIN})=([^@\s]{{1,150}})")
_SRS1 = re.compile(
    rf"srs1[-=+][^=]{{1,20}}=[^=]{{1,100}}=[-=+][^=]{{1,20}}=[^=]{{1,4}}=({_DOMAIN})=([^@\s]{{1,150}})"
)
_BATV = re.compile(
    rf"(?:ms)?prvs[0-9]?=(?:[0-9a-z]{{4,20}}=({_LOCAL})|({_LOCAL})/[0-9a-z]{{4,20}})"
)
_BTV = re.compile(rf"btv1==[^=]{{4,20}}==({_LOCAL})")
_RA = re.compile(r"ra\+(.+)\+[a-z0-9]+")
_ALIAS = re.compile(rf"[^@\s+]{{0,64}}\+({_LOCAL})=({_DOMAIN})")
_DUCK = re.compile(rf"(.{{1,100}})_at_({_DOMAIN})_[^@\s_]{{1,64}}")
_APPLE = re.compile(
    r"([^@\s_]{1,100})_at_([a-z0-9-]+(?:_[a-z0-9-]+){1,8})_[a-z0-9]{10}_[0-9a-f]{8}"
)
_APPLE_DOMAINS = frozenset({"privaterelay.appleid.com", "icloud.com"})
_GUEST = re.compile(r"([^@\s]{1,100})_([^@\s_#]{3,200})#ext#")
_BYTE = re.compile(r"\+([0-9a-f]{2})")
_DN_BREAK = re.compile(r" ?/ ?")
_NAMED = re.compile(
    r"([^\s<>()\[\]\"',;:@]{1,64})(?:@|\(a\)|\(at\)|\[at\]|[ ]at[ ])"
    r"([^\s<>()\[\]\"',;:@]{1,190}\.[^\W\d_]{2,24})(?![\w.@-])",
    re.IGNORECASE,
)
_VIA = re.compile(r"\[via [^\]]{0,40}\]", re.IGNORECASE)
_AROUND = re.compile(r"[\s\"'<>()\[\]:,-]+$|^[\s\"'<>()\[\]:,-]+", re.IGNORECASE)


def carried(local: str, domain: str) -> tuple[str, str] | None:
    """Return the local part and domain that an address was made of; None where it was of none."""
    if "=" in local:
        return _rewritten(local) or _tagged(local, domain) or _aliased(local, domain)
    if "_at_" in local or local.startswith("ra+"):
        return _reversed(local, domain)
    if local.endswith("#ext#") and domain.endswith(".onmicrosoft.com"):
        found = _GUEST.fullmatch(local)
        return (found[1], found[2]) if found and "." in found[2] else None
    if local.startswith("imceasmtp-"):
        inner, at, host = _bytes_said(local[10:]).rpartition("@")
        return (inner, host) if at and inner and "." in host else None
    return None


def _rewritten(local: str) -> tuple[str, str] | None:
    """Read what a forwarder made of a sender (SRS)."""
    if not local.startswith("srs"):
        return None
    found = _SRS0.fullmatch(local) or _SRS1.fullmatch(local)
    return (found[2], found[1]) if found else None


def _tagged(local: str, domain: str) -> tuple[str, str] | None:
    """Read an address with a mark against false bounces (BATV)."""
    if found := _BATV.fullmatch(local) or _BTV.fullmatch(local):
        return next(filter(None, found.groups())), domain
    return None


def _aliased(local: str, domain: str) -> tuple[str, str] | None:
    """Read ``alias+ada=glas.example@me.anonaddy.com``."""
    if not domain.endswith(_ADDY) and not _is_simplelogin(domain):
        return None
    found = _ALIAS.fullmatch(local)
    return (found[1], found[2]) if found else None


def _reversed(local: str, domain: str) -> tuple[str, str] | None:
    """Read the reverse alias that stands for a correspondent, where no letter of it is lost."""
    if domain == "duck.com":
        found = _DUCK.fullmatch(local)
        return (found[1], found[2]) if found and "_at_" not in found[2] else None
    if domain in _APPLE_DOMAINS:
        found = _APPLE.fullmatch(local)
        return (found[1], found[2].replace("_", ".")) if found else None
    if not _is_simplelogin(domain):
        return None
    if dotted := _RA.fullmatch(local):
        said, between = dotted[1], ".at."
    else:
        said, between = local.rpartition("_")[0], "_at_"
    if len(said) >= _CUT_CHARS or said.count(between) != 1:
        return None
    name, _, host = said.partition(between)
    if between == "_at_":
        host = host.replace("_", ".")
        if "_" in name:  # a dot, or an underscore
            return None
    return (name, host) if name and "." in host.strip(".") else None


def _is_simplelogin(domain: str) -> bool:
    return domain in _SIMPLELOGIN


def names_correspondents(domain: str) -> bool:
    """Tell a relay that writes a correspondent's address into the display name."""
    return domain in _NAMING or domain.endswith(_ADDY)


def named(name: str) -> tuple[str, str] | None:
    """Return the address in a display name that a relay wrote, and the name without it.

    ``Ada - ada(a)glas.example``, ``ada at glas.example``, ``ada@glas.example [via Relay]``.
    """
    found = [*_NAMED.finditer(name[:400])]
    if len({one[0] for one in found}) != 1:
        return None
    one = found[0]
    rest = _VIA.sub("", name[: one.start()] + " " + name[one.end() :])
    before = ""
    while rest != before:
        before, rest = rest, _AROUND.sub("", rest)
    return f"{one[1]}@{one[2]}", " ".join(rest.split())


def distinguished(local: str) -> str:
    """Return the X.500 name in an address that Exchange made of one; "" for any other.

    ``imceaex-_o=firm_ou=first+20group_cn=recipients_cn=beno`` is
    ``/o=firm/ou=first group/cn=recipients/cn=beno``.
    """
    if not local.startswith("imceaex-"):
        return ""
    return _bytes_said(local[8:].replace("_", "/"))


def settled_dn(name: str) -> str:
    """Return an X.500 name in the form in which two spellings of it are the same."""
    return _DN_BREAK.sub("/", " ".join(name.lower().split())).strip("/")


def _bytes_said(text: str) -> str:
    return _BYTE.sub(lambda byte: chr(int(byte[1], 16)), text)
