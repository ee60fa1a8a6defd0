"""Requests of WebDAV (RFC 4918) over HTTP, read only: OPTIONS of none, PROPFIND, REPORT and GET.

TLS is verified; plain HTTP goes to this machine alone. A password or token is sent to the host the
user named, to hosts below it, and to the partitions of one provider; whoever else is pointed at is
not asked.
"""

from __future__ import annotations

import ssl
from base64 import b64encode
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from comity.sources.accounts import Broken, Offline, Refused, is_loopback
from comity.sources.accounts.multistatus import NotMultistatus, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from requests import PreparedRequest, Response

    from comity.sources.accounts import AccountError, Login

_CONNECT_S, _READ_S = 15, 90
_REDIRECTS = 5
_CHUNK_BYTES = 1 << 16
_BODY_BYTES = 1 << 30
_ONE_BYTES = 32 << 20  # of one event or card
_UNAUTHORIZED, _FORBIDDEN = 401, 403
_LATER = {408, 425, 429, 502, 503, 504, 509}
_MOVED = {301, 302, 303, 307, 308}
# One provider, several hosts: iCloud's p34-caldav, Google's of each kind.
_PARTITIONS = ("icloud.com", "icloud.com.cn", "googleapis.com", "googleusercontent.com")


class Failed(Exception):
    """A request that was answered with an error; ``trouble`` tells it to the user."""

    def __init__(self, status: int, host: str) -> None:
        super().__init__(status)
        self.status, self.host = status, host

    def trouble(self) -> AccountError:
        """Return it as what is wrong with the whole of an account."""
        if self.status in _LATER:
            return Offline(f"{self.host} asks to wait ({self.status})", "it is tried again")
        if self.status in {_UNAUTHORIZED, _FORBIDDEN}:
            return Refused(
                f"{self.host} refuses to show it ({self.status})", "check user and password"
            )
        if self.status in {404, 405, 410, 501}:
            what = f"{self.host} has nothing of the kind at that address ({self.status})"
            return Broken(what, "give the address that its own help names for other programs")
        return Broken(f"{self.host} answered with an error ({self.status})", "it is tried again")


class Client:
    """One account's connection."""

    def __init__(self, login: Login) -> None:
        self.login = login
        host = f"[{login.host.strip('[]')}]" if ":" in login.host else login.host
        scheme = "http" if login.transport == "plain" else "https"
        self.root = f"{scheme}://{host}:{login.port}/"

    def close(self) -> None:
        """Let the connection go."""
        if "_session" in self.__dict__:
            self._session.close()

    @contextmanager
    def propfind(self, url: str, names: str, *, depth: int) -> Iterator[Reading]:
        """Ask what a thing, or all below it, says of some properties, as elements of XML."""
        body = f"<D:prop>{names}</D:prop>"
        with self.multistatus("PROPFIND", url, "D:propfind", body, depth) as said:
            yield said

    @contextmanager
    def multistatus(
        self, method: str, url: str, root: str, body: str, depth: int
    ) -> Iterator[Reading]:
        """Ask for a multistatus; what comes instead of one is ``NotMultistatus``."""
        text = (
            f'<?xml version="1.0" encoding="utf-8"?><{root} xmlns:D="DAV:" '
            'xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:A="urn:ietf:params:xml:ns:carddav" '
            f'xmlns:S="http://calendarserver.org/ns/">{body}</{root}>'
        )
        headers = {"Depth": str(depth), "Content-Type": "application/xml; charset=utf-8"}
        with self._asked(method, url, headers, text.encode()) as answer:
            if answer.status_code != 207:  # noqa: PLR2004 - Multi-Status
                raise NotMultistatus(f"status {answer.status_code}")
            yield Reading(_body(answer, _BODY_BYTES))

    def get(self, url: str) -> bytes | None:
        """Return what lies at an address; None where it is larger than anything of use."""
        with self._asked("GET", url, {}, b"") as answer:
            data = b"".join(_body(answer, _ONE_BYTES + _CHUNK_BYTES))
        return data if len(data) <= _ONE_BYTES else None

    def joined(self, base: str, href: str) -> str:
        """Return the address a server names; "" where it is not to be asked."""
        try:
            url = urljoin(base, href)
            return url if self._may_ask(url) else ""
        except ValueError:
            return ""

    def _may_ask(self, url: str) -> bool:
        """Tell whether the secret may be sent to an address."""
        there, mine = urlsplit(url), urlsplit(self.root)
        host, own = (there.hostname or "").lower(), (mine.hostname or "").lower()
        if there.scheme == "http":
            same = host == own and there.port == mine.port
            return mine.scheme == "http" and same and is_loopback(host)
        if there.scheme != "https" or mine.scheme != "https":
            return False
        if host == own or host.endswith(f".{own}"):
            return True
        return any(host.endswith(f".{one}") and own.endswith(f".{one}") for one in _PARTITIONS)

    @contextmanager
    def _asked(
        self, method: str, url: str, headers: dict[str, str], body: bytes
    ) -> Iterator[Response]:
        """Ask, where it lies now; raises ``Failed``."""
        if not self._may_ask(url):
            raise Broken("a server may be asked over TLS alone", "give its address with https")
        for _ in range(_REDIRECTS):
            answer = self._sent(method, url, headers, body)
            with answer:
                if answer.status_code in _MOVED:
                    url = self._elsewhere(url, answer.headers.get("Location", ""))
                    continue
                if answer.status_code >= 400:  # noqa: PLR2004 - errors begin there
                    raise Failed(answer.status_code, urlsplit(url).hostname or "")
                try:
                    yield answer
                except _broken_off() as error:
                    raise _unreachable(self.login.host, error) from error
                return
        raise Broken(f"{self.login.host} sends one round in circles", "check its address")

    def _elsewhere(self, url: str, location: str) -> str:
        there = self.joined(url, location)
        if not there:
            host = urlsplit(location).hostname or "another address"
            what = f"{self.login.host} points to {host}, which was not sent your password"
            raise Broken(what, f"if {host} is yours, give it as the server of this account")
        return there

    def _sent(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Response:
        """Send a request; once more where the connection was dropped, or the token is of old."""
        answer = self._once(method, url, headers, body, again=True)
        if answer.status_code != _UNAUTHORIZED:
            return answer
        answer.close()
        self._session.auth = self._auth(answer.headers.get("WWW-Authenticate", ""))
        answer = self._once(method, url, headers, body, again=True)
        if answer.status_code == _UNAUTHORIZED:
            answer.close()
            raise _refused(self.login)
        return answer

    def _once(
        self, method: str, url: str, headers: dict[str, str], body: bytes, *, again: bool
    ) -> Response:
        try:
            answer: Response = self._session.request(
                method,
                url,
                data=body or None,
                headers=headers,
                allow_redirects=False,
                stream=True,
                timeout=(_CONNECT_S, _READ_S),
                verify=self.login.settings.get("ca_file") or True,
            )
        except _broken_off() as error:
            if again and _was_dropped(error):
                return self._once(method, url, headers, body, again=False)
            raise _unreachable(self.login.host, error) from error
        return answer

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - a requests.Session, imported when it is used
        import requests

        session = requests.Session()
        session.trust_env = not is_loopback(self.login.host)
        session.headers["User-Agent"] = "Comity"
        session.headers["Accept"] = "*/*"
        session.auth = self._auth("")
        return session

    def _auth(self, challenge: str) -> Any:  # noqa: ANN401 - what requests takes
        """Return how to log in: as the server asks, Basic until it does."""
        secret, user = self.login.reveal(), self.login.user
        if self.login.by == "password" and challenge.lower().startswith("digest"):
            from requests.auth import HTTPDigestAuth

            return HTTPDigestAuth(user, secret)
        word = f"Bearer {secret}"
        if self.login.by == "password":
            word = f"Basic {b64encode(f'{user}:{secret}'.encode()).decode()}"

        def put(request: PreparedRequest) -> PreparedRequest:
            request.headers["Authorization"] = word
            return request

        return put


def _body(answer: Response, most: int) -> Iterator[bytes]:
    """Yield a body as it comes, and no more than is of use."""
    size = 0
    for chunk in answer.iter_content(_CHUNK_BYTES):
        size += len(chunk)
        if size > most:
            return
        yield chunk


def _broken_off() -> tuple[type[Exception], ...]:
    from requests.exceptions import RequestException
    from urllib3.exceptions import HTTPError

    return RequestException, HTTPError


def _was_dropped(error: Exception) -> bool:
    """Tell a connection that the other side had let go, from one that cannot be made."""
    from requests.exceptions import ConnectionError as Lost
    from requests.exceptions import ConnectTimeout, SSLError

    return isinstance(error, Lost) and not isinstance(error, SSLError | ConnectTimeout)


def _unreachable(host: str, error: Exception) -> AccountError:
    from requests.exceptions import SSLError

    if isinstance(error, SSLError):
        told = str(error).lower()
        why = "has expired" if "expired" in told else "cannot be trusted"
        if isinstance(error.__context__, ssl.SSLEOFError):
            return Offline(f"{host} broke the connection off", "it is tried again next time")
        return Broken(
            f"the certificate of {host} {why}",
            "nothing was sent to it; its keeper can renew it, or check the address",
        )
    return Offline(f"{host} cannot be reached", "it is tried again next time")


def _refused(login: Login) -> AccountError:
    if login.by == "token":
        return Refused(f"{login.host} refused the permission", "allow it anew")
    advice = "give it anew; some providers want an app password, made in the account's settings"
    return Refused(f"{login.host} refused the password", advice)
