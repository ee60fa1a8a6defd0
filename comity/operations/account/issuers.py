"""Who gives out access by OAuth (RFC 6749), for what, and the one way to ask them.

Nothing is asked of a host but the issuer's own, by TLS alone; it is never followed elsewhere. The
client is the user's own, registered by them: a guide with the clicks is in the documentation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from comity.sources.accounts import Broken, Offline, is_loopback

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIMEOUT_S = 30
_ANSWER_BYTES_MAX = 1 << 20


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose tokens they are; ``scopes`` by the kind of account, the least that serves it."""

    name: str
    label: str
    authorize: str
    token: str
    scopes: Mapping[str, str]
    asked: Mapping[str, str] = field(default_factory=dict)  # the same, in words


ISSUERS = {
    "google": Issuer(
        "google",
        "Google",
        "https://accounts.google.com/o/oauth2/v2/auth",
        "https://oauth2.googleapis.com/token",
        scopes={
            "imap": "https://mail.google.com/",
            "caldav": "https://www.googleapis.com/auth/calendar.readonly",
            "carddav": "https://www.googleapis.com/auth/carddav",
        },
        asked={
            "imap": "read, compose, send and delete all mail: Google has no smaller permission "
            "for IMAP. Comity reads, and marks nothing as read",
            "caldav": "see your calendars",
            "carddav": "see and edit your contacts: Google has no smaller permission for CardDAV. "
            "Comity reads",
        },
    ),
    "microsoft": Issuer(
        "microsoft",
        "Microsoft",
        "https://login.microsoftonline.com",
        "https://login.microsoftonline.com",
        scopes={"imap": "https://outlook.office.com/IMAP.AccessAsUser.All"},
        asked={
            "imap": "read and write your mail by IMAP: Microsoft has no smaller permission for "
            "it. Comity reads, and marks nothing as read"
        },
    ),
}


class Asking:
    """What asks an issuer's own hosts, as ``requests`` and msal call it."""

    def __init__(self, *addresses: str) -> None:
        """Allow the hosts of these addresses, and no others."""
        import requests

        self._hosts = {urlsplit(one).netloc for one in addresses}
        self._session = requests.Session()
        self._session.trust_env = False  # no password of a .netrc, no proxy of a variable

    def get(self, url: str, **given: Any) -> Any:  # noqa: ANN401 - of requests
        """Ask an address."""
        return self._ask("GET", url, given)

    def post(self, url: str, **given: Any) -> Any:  # noqa: ANN401 - of requests
        """Send a form to an address."""
        return self._ask("POST", url, given)

    def close(self) -> None:
        """Let go of the connections; msal calls it."""
        self._session.close()

    def _ask(self, method: str, url: str, given: Any) -> Any:  # noqa: ANN401 - of requests
        import requests

        allow(url, self._hosts)
        names = ("params", "data", "headers")
        told = {name: given[name] for name in names if name in given}
        try:
            answer = self._session.request(
                method, url, timeout=_TIMEOUT_S, allow_redirects=False, **told
            )
        except requests.exceptions.SSLError:
            raise Broken("the certificate of the sign-in is not valid", _NETWORK) from None
        except requests.exceptions.RequestException:
            raise Offline("the sign-in cannot be reached", "it is tried again next time") from None
        if len(answer.content) > _ANSWER_BYTES_MAX:
            raise Broken("the sign-in's answer is too long", _NETWORK)
        return answer


_NETWORK = "check the clock of this machine, and whether a network asks you to log in first"


def allow(url: str, hosts: set[str]) -> None:
    """Refuse an address that is not the issuer's own, or not by TLS; loopback is this machine."""
    parts = urlsplit(url)
    by_tls = parts.scheme == "https" or is_loopback(parts.hostname or "")
    if not by_tls or parts.netloc not in hosts:
        raise Broken("the sign-in leads to another host", "do not sign in there; report this")
