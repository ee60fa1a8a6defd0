"""An address as somebody wrote it in, the identity it stands for out.

Facts keep the first (``as_written``); ``identity_of`` makes the second when the derived tables
are built, so that its rules may change without reading anything again. Two addresses have one
identity only where they reach one mailbox whoever runs it: by their letters' case (RFC 5321
section 2.4, as every provider has it), the form of an international domain (RFC 5890), quotes
around what needs none (RFC 5322 section 3.4.1), or because a relay put one into the other. A
tag (``eva+news@``) stays: whether it is Eva's is for linkage to say.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from comity.normalise import relay
from comity.normalise.name import name_identity

_ADDRESS_MAX = 254  # RFC 5321, 4.5.3.1.3: a path without its brackets
_ENCAPSULATED_MAX = 1_000  # an X.500 name, plain or inside an address
_LABEL_MAX = 63

_SIMPLE = re.compile(r"[A-Za-z0-9._-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_PLAIN = re.compile(r"email:[a-z0-9.-]{1,64}@(?:[a-z0-9][a-z0-9-]*\.)*[a-z0-9][a-z0-9-]*")
_ATOMS = r"[^@\s\x00-\x1f\x7f:()\[\]\\\"]{1,1000}(?:\[bot\])?"
_QUOTED = r'"(?:[^"\\\x00-\x1f\x7f]|\\[^\x00-\x1f\x7f]){1,200}"'
_HOST = r"[^@\s.\x00-\x1f\x7f:()\\\"]+(?:\.[^@\s.\x00-\x1f\x7f:()\\\"]+)*\.?"
_ADDRESS = re.compile(rf"(?:{_ATOMS}|{_QUOTED})@{_HOST}")
_QUOTED_LOCAL = re.compile(rf"\s*({_QUOTED})\s*@\s*([^\s\"]+)\s*")
_DOT_ATOM = re.compile(
    r"[^\s\x00-\x20\x7f()<>\[\]:;@\\,.\"]+(?:\.[^\s\x00-\x20\x7f()<>\[\]:;@\\,.\"]+)*"
)
_AROUND = re.compile(r"[\s<>\",;]+")
_ESCAPED = re.compile(r"\\(.)")
_X500 = re.compile(r"\s*/o=[^/]+/", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]+")  # RFC 3454, B.1: mapped to nothing
_DOTS = re.compile("[\u3002\uff0e\uff61]")  # RFC 3490, 3.1
_FORGES = {  # domain of the addresses that stand for accounts: its name, what ends the number
    "users.noreply.github.com": ("github", "+"),
    "users.noreply.gitlab.com": ("gitlab", "-"),
    "noreply.codeberg.org": ("codeberg", "+"),
}
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}(?:\[bot\])?")
_ONE_PROVIDER = {"googlemail.com": "gmail.com"}
_KNOWS_TAGS = frozenset(
    """gmail.com outlook.com hotmail.com live.com msn.com icloud.com me.com mac.com fastmail.com
    fastmail.fm proton.me protonmail.com protonmail.ch pm.me zoho.com zohomail.com yandex.com
    yandex.ru posteo.de posteo.net mailbox.org runbox.com mailfence.com hey.com pobox.com
    riseup.net migadu.com disroot.org startmail.com""".split()
)
_EARLIER_KEPT = re.compile(
    r"no[-_.]?reply|(?:do|please)[-_.]?not[-_.]?reply|mailer[-_.]?daemon|patchwork|syzbot"
    r"|notifications?$|(?:^|[-_.\[])bot\]?$|^lkp$|^postmaster$|^devnull|auto[-_.]?(?:reply|respon)"
    r"|(?:^|[-_.])bounces?(?:$|[-_.+=])"
)
_EARLIER_DROPPED = re.compile(r"[\s<>\"',;]+")
_EARLIER_ADDRESS = re.compile(
    r"[^@\s\x00-\x1f\x7f:()\[\]\\]{1,200}@[^@\s.\x00-\x1f\x7f:()\\]+(?:\.[^@\s.\x00-\x1f\x7f:()\\]+)*\.?"
)


@lru_cache(maxsize=1 << 16)
def as_written(address: str) -> str:
    """Return ``email:`` or ``x500:`` and the address as it stands; "" if it is none.

    White space of folding goes, and brackets and commas around it; nothing else.
    """
    if _SIMPLE.fullmatch(address) and len(address) <= _ADDRESS_MAX:
        return f"email:{address}"
    if _X500.match(address):
        return "x500:" + " ".join(address.split())[:_ENCAPSULATED_MAX]
    text = address.strip(" \t\r\n<>,;")
    text = text[7:] if text[:7].lower() == "mailto:" else text
    if quoted := _QUOTED_LOCAL.fullmatch(" ".join(text.split())) if '"' in text else None:
        text = f"{quoted[1]}@{quoted[2]}"
    else:
        text = _AROUND.sub("", text).strip("'")
        local, _, domain = text.rpartition("@")
        text = f"{local.strip(chr(39))}@{domain}"
    most = _ENCAPSULATED_MAX if text[:5].lower() == "imcea" else _ADDRESS_MAX
    return f"email:{text}" if len(text) <= most and _ADDRESS.fullmatch(text) else ""


def email_identity(address: str) -> str:
    """Return the identity of an address that somebody gives; "" if it is none."""
    return identity_of(as_written(address))


@lru_cache(maxsize=1 << 16)
def identity_of(written: str, name: str = "") -> str:
    """Return the identity of what a fact keeps; what is no address is one already.

    The display name tells whom a relay's address stands for where the relay wrote it there.
    """
    if _PLAIN.fullmatch(written) and not name and not _is_special(written):
        return written
    if written.startswith("x500:"):
        return f"handle:x500/{relay.settled_dn(written[5:])}"
    if not written.startswith("email:"):
        return written
    local, _, domain = written[6:].rpartition("@")
    local, domain = _local(local), _domain(domain)
    while found := relay.carried(local, domain):
        local, domain = _local(found[0]), _domain(found[1])
    if name and relay.names_correspondents(domain) and (said := relay.named(name)):
        inner, _, host = said[0].rpartition("@")
        local, domain = _local(inner), _domain(host)
    return _settled(local, domain)


def _settled(local: str, domain: str) -> str:
    """Return the identity of a normalised address that carries no other."""
    if domain in _FORGES:
        forge, mark = _FORGES[domain]
        number, _, login = local.partition(mark)
        login = login if number.isdigit() else local
        known = _LOGIN.fullmatch(login)
        return f"handle:{forge}/{login}" if known else f"email:{local}@{domain}"
    if name := relay.distinguished(local):
        return f"handle:x500/{relay.settled_dn(name)}"
    return f"email:{local}@{_ONE_PROVIDER.get(domain, domain)}"


def _is_special(written: str) -> bool:
    domain = written.rpartition("@")[2]
    return domain in _FORGES or domain in _ONE_PROVIDER or "xn--" in domain


def _local(text: str) -> str:
    """Return a local part in lower case, composed (NFC), unquoted where quotes say nothing."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    if text[:1] == '"' and len(text) > 1 and text[-1:] == '"':
        inner = _ESCAPED.sub(r"\1", text[1:-1])
        if _DOT_ATOM.fullmatch(inner):
            return inner
    return text


def _domain(text: str) -> str:
    """Return a domain in lower case, its international labels as they are read."""
    text = text.rstrip(".")
    if text.isascii():
        text = text.lower()
        return text if "xn--" not in text else ".".join(map(_label, text.split(".")))
    text = _DOTS.sub(".", _INVISIBLE.sub("", text)).strip(".") or text
    return ".".join(_label(label) for label in text.split("."))


def _label(text: str) -> str:
    """Return one label of a domain; what is no valid international one stays as it is."""
    if text.isascii():
        text = text.lower()
        if not text.startswith("xn--") or len(text) > _LABEL_MAX:
            return text
        try:
            said = text[4:].encode().decode("punycode")
            whole = said.encode("punycode").decode() == text[4:]
        except (UnicodeError, ValueError):
            return text
        return said if whole and not said.isascii() and said == _mapped(said) else text
    mapped = _mapped(text)
    return _label(mapped) if mapped.isascii() and mapped else mapped or text.lower()


def _mapped(label: str) -> str:
    """Return a label in the one form of RFC 5895; "" where that form is no label."""
    mapped = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label).lower())
    visible = all(unicodedata.category(char)[0] in "LMN" or char == "-" for char in mapped)
    return mapped if visible else ""


def name_under(identity: str, name: str) -> str:
    """Return the identity of somebody known by name under an address or number that is shared."""
    namespace, _, value = identity.partition(":")
    return name_identity(f"{'mail' if namespace == 'email' else namespace}/{value}", name)


def unnamed_under(identity: str) -> str:
    """Return the identity of what bears no name under an address or number that is shared."""
    namespace, _, value = identity.partition(":")
    return f"name:{'mail' if namespace == 'email' else namespace}/{value}/"


def without_tag(identity: str) -> str:
    """Return an identity without what follows the first ``+`` of its local part."""
    local, _, domain = identity.rpartition("@")
    if not local.startswith("email:") or local.startswith(('email:"', "email:+")):
        return identity
    return f"{local.partition('+')[0]}@{domain}"


def knows_tags(domain: str) -> bool:
    """Tell a provider that delivers ``eva+anything@`` to Eva."""
    return domain in _KNOWS_TAGS


def compared(written: str) -> str:
    """Return what references and versions of rows and cards hold of an address; for ever this."""
    return written.lower() if written.startswith("email:") else written


@lru_cache(maxsize=1 << 16)
def earlier_identity(written: str) -> str:
    """Return the identity that books of the first format kept of an address; "" for none.

    It stays as it was for ever: references of rows are made of it, and decisions about it hold.
    """
    if not written.startswith("email:"):
        return "" if written.startswith("x500:") else written
    text = _EARLIER_DROPPED.sub("", written[6:]).lower()
    if len(text) > _ADDRESS_MAX or not _EARLIER_ADDRESS.fullmatch(text):
        return ""
    local, _, domain = text.rpartition("@")
    if "+" in local and not _EARLIER_KEPT.search(local):
        local = local.split("+", 1)[0] or local
    return f"email:{local}@{domain.rstrip('.')}"
