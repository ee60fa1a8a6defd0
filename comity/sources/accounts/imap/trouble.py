"""What went wrong with a server in, the account's trouble in words for its user out.

By the response codes of RFC 5530 where a server gives one, by the commonest words where it does
not. What it wrote is looked at and never passed on: it may quote a password or a mail.
"""

from __future__ import annotations

import re
import socket
import ssl

from comity.sources.accounts import AccountError, Broken, Offline, Refused

# OpenSSL's X509_V_ERR_*: what a certificate is refused for.
_CERTIFICATES = {
    10: ("the certificate of {host} has expired", "ask whoever runs it to renew the certificate"),
    9: ("the certificate of {host} is not valid yet", "see that this machine's clock is right"),
    62: (
        "the certificate at {host} was issued for another name",
        "check the server's name: its provider writes the one to use",
    ),
    64: (
        "the certificate at {host} was issued for another name",
        "check the server's name: its provider writes the one to use",
    ),
}
_UNKNOWN = (
    "nobody this machine trusts has issued the certificate of {host}",
    "check the server's name; where it is your own server, name its certificate as ca_file",
)
_CODE = re.compile(r"\[([A-Z][A-Z0-9-]{2,30})")
_BUSY = {"UNAVAILABLE", "INUSE", "LIMIT", "THROTTLED", "SERVERBUG", "OVERQUOTA", "SYS", "TEMPFAIL"}
_BUSY_WORDS = re.compile(
    r"too many|try again|temporar|throttl|bandwidth|exceeded|rate limit|unavailable|later|busy"
    r"|internal error|server error|maximum number of connections",
    re.IGNORECASE,
)
_APP_PASSWORD = re.compile(
    r"application-specific|app(?:lication)?[ -]password|web ?browser|webalert|weblogin",
    re.IGNORECASE,
)
SLOW_DOWN = Offline(
    "the server asks to be left alone for a while", "it goes on where it was at the next sync"
)


def is_plea(error: Exception) -> bool:
    """Tell whether a server that refused a command would do it later."""
    said = str(error)
    code = _CODE.search(said)
    return bool((code and code[1] in _BUSY) or _BUSY_WORDS.search(said))


def refused(error: Exception, *, by_token: bool) -> AccountError:
    """Return why nobody was let in."""
    if is_plea(error):
        return SLOW_DOWN
    if by_token:
        return Refused("the permission was refused", "sign in anew: it has ended or was taken back")
    if _APP_PASSWORD.search(str(error)):
        return Refused(
            "the provider wants a password made for this program",
            "make an app password in your provider's settings and give that one",
        )
    return Refused(
        "the name or the password was refused",
        "give the password anew; many providers want an app password, made in their settings",
    )


def trouble(error: Exception, host: str) -> AccountError:
    """Return what a failure of the connection means."""
    match error:
        case AccountError():
            return error
        case ssl.SSLCertVerificationError():
            what, advice = _CERTIFICATES.get(error.verify_code, _UNKNOWN)
            return Broken(what.format(host=host), advice)
        case ssl.SSLError() if not isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            return Broken(
                f"{host} does not speak TLS at this port",
                "check the port: 993 is the usual one for TLS, 143 for STARTTLS",
            )
        case socket.gaierror():
            return Offline(
                f"{host} cannot be found",
                "it is tried again; check the server's name if this goes on",
            )
        case TimeoutError():
            return Offline(f"{host} does not answer", "it is tried again next time")
        case ConnectionRefusedError():
            return Offline(
                f"{host} refuses connections",
                "it is tried again; check the server's name and port if this goes on",
            )
    if is_plea(error):
        return SLOW_DOWN
    return Offline(
        f"the connection to {host} broke off", "it goes on where it was at the next sync"
    )
