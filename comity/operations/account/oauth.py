"""Signing in with a client of the user's own, and the access of each hour from then on.

What is kept, as one secret, is the refresh token and, of Google, the client's own secret. The
access token lives in memory alone. An issuer that gives a new refresh token with an access token
takes the old one back, so the new one is kept at once.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from comity.errors import Advice, BadInput, call, option
from comity.model import Notice
from comity.operations.account.issuers import ISSUERS, Asking
from comity.operations.account.loopback_flow import authorized, checked
from comity.sources.accounts import Broken, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.operations.account.issuers import Issuer
    from comity.sources.accounts import AccountError
    from comity.store.accounts import AccountRow

    Tell = Callable[[str], None]
    Body = dict[str, Any]  # JSON of a server

_EARLY_S = 60.0
_GRANT_S = 3_600.0
_SECRET_MAX = 20_000
_MICROSOFT = {  # what its numbers mean, in words: learn.microsoft.com, Entra error codes
    7000218: "your client is not a public one: Authentication, Allow public client flows, Yes",
    700016: "there is no client of this id for this kind of account: check the id, and the tenant "
    "whose accounts it is for",
    50020: "this account is of another organisation than your client is for",
    65001: "it was never allowed, or your administrator has to allow it",
    90094: "your administrator has to allow it",
    53003: "your organisation does not let this machine in",
    50173: "your password was changed since",
    700082: "it was not used for 90 days",
    50076: "your organisation asks for a second factor again",
}


def sign_in_of(row: AccountRow) -> str:
    """Return by what an account lets one in: password, google, microsoft."""
    return row.settings.get("sign_in", "password")


def signed_in(
    row: AccountRow,
    *,
    notify: Tell | None,
    ask: Callable[[str], str | None] | None,
    issuer: Issuer | None = None,
) -> str:
    """Have the user sign in; return what is to be kept as the account's secret."""
    issuer = issuer or ISSUERS[sign_in_of(row)]
    client = row.settings.get("client", "")
    if not client:
        raise BadInput(
            f"{issuer.label} lets a program in by a client of your own alone",
            hint=Advice(
                "register one (docs/accounts.md has the clicks), and give its id: ",
                option("client", "ID"),
            ),
        )
    if row.kind not in issuer.scopes:
        raise BadInput(f"{issuer.label} is not read so", hint="export a file, and import it")
    if notify is None:
        raise BadInput("signing in needs you", hint=Advice(call("account renew", row.name)))
    notify(Notice(f"{issuer.label} will ask you to allow Comity to: {issuer.asked[row.kind]}."))
    if issuer.name == "microsoft":
        return _by_device(row, issuer, notify)
    secret = row_secret(ask)
    code = authorized(
        issuer,
        client=client,
        scope=issuer.scopes[row.kind],
        user=row.user,
        show=lambda address: notify(Notice(f"Open this address in your browser: {address}")),
    )
    form = {
        "grant_type": "authorization_code",
        "code": code.code,
        "client_id": client,
        "client_secret": secret,
        "redirect_uri": code.redirect,
        "code_verifier": code.verifier,
    }
    answer = _token(issuer, row, form)
    if not answer.get("refresh_token"):
        raise Broken(
            f"{issuer.label} gave access for an hour alone",
            "take Comity out at myaccount.google.com/connections, and run the same again",
        )
    return _kept(str(answer["refresh_token"]), secret)


def row_secret(ask: Callable[[str], str | None] | None) -> str:
    """Ask for the secret of the user's client; a desktop client of Google's has one."""
    given = ask("The client secret that Google shows beside the client ID") if ask else None
    if not given:
        raise BadInput("the client secret was not given", hint="type it where it is asked for")
    return given


def access(row: AccountRow, secret: str, *, keep: Tell | None = None) -> str:
    """Return what lets one in now: the password, or an access token of this hour."""
    if sign_in_of(row) == "password":
        return secret
    return _Access(row, secret, keep).token()


@dataclass(slots=True)
class Accesses:
    """Access tokens of this process, by account: one is asked for an hour."""

    held: dict[tuple[str, str], tuple[str, float]] = field(default_factory=dict)

    def forget(self, row: AccountRow) -> None:
        """Ask anew next time."""
        self.held = {key: one for key, one in self.held.items() if key[0] != row.name}


_HELD = Accesses()


@dataclass(frozen=True, slots=True)
class _Access:
    row: AccountRow
    secret: str
    keep: Tell | None
    issuer: Issuer | None = None

    def token(self) -> str:
        key = self.row.name, self.secret
        token, until_s = _HELD.held.get(key, ("", 0.0))
        if time.monotonic() < until_s:
            return token
        answer = self._refreshed()
        newer = answer.get("refresh_token")
        if isinstance(newer, str) and self.keep:
            told = _told(self.secret)
            if newer != told["refresh_token"]:
                self.keep(_kept(newer, told.get("client_secret", "")))
        lives_s = answer.get("expires_in")
        lasts_s = float(lives_s) if isinstance(lives_s, int | float) else _GRANT_S
        token = str(answer["access_token"])
        _HELD.held[key] = token, time.monotonic() + lasts_s - _EARLY_S
        return token

    def _refreshed(self) -> Body:
        told, row = _told(self.secret), self.row
        issuer = self.issuer or ISSUERS[sign_in_of(row)]
        if issuer.name == "microsoft":
            app = _microsoft(row, issuer)
            found = app.acquire_token_by_refresh_token(
                told["refresh_token"], [issuer.scopes[row.kind]]
            )
            return _of_microsoft(found, row, issuer)
        form = {
            "grant_type": "refresh_token",
            "refresh_token": told["refresh_token"],
            "client_id": row.settings.get("client", ""),
            "client_secret": told.get("client_secret", ""),
        }
        return _token(issuer, row, form)


def _kept(refresh_token: str, client_secret: str) -> str:
    told = {"refresh_token": refresh_token, "client_secret": client_secret}
    return orjson.dumps({name: one for name, one in told.items() if one}).decode()


def _told(secret: str) -> dict[str, str]:
    try:
        told: dict[str, str] = orjson.loads(secret[:_SECRET_MAX])
        told["refresh_token"]
    except (ValueError, KeyError, TypeError):
        raise Broken("what is kept of the sign-in cannot be read", "sign in again") from None
    return told


def _token(issuer: Issuer, row: AccountRow, form: dict[str, str]) -> Body:
    """Ask the token endpoint (RFC 6749 sections 4.1.3 and 6)."""
    answer = Asking(issuer.token).post(issuer.token, data=form)
    try:
        told = answer.json()
    except ValueError:
        told = {}
    if not isinstance(told, dict):
        told = {}
    if answer.status_code >= 500:  # noqa: PLR2004 - HTTP's own
        raise Broken(f"{issuer.label} cannot sign in at the moment", "it is tried again next time")
    if told.get("error") == "invalid_grant":
        raise _ended(row)
    if told.get("error") in {"invalid_client", "unauthorized_client"}:
        raise Refused(
            f"{issuer.label} does not know your client, or its secret is another",
            Advice("check both, then ", call("account renew", row.name)),
        )
    return checked(told, issuer)


def _ended(row: AccountRow) -> AccountError:
    return Refused(
        "its sign-in has ended or was taken back",
        Advice(
            call("account renew", row.name),
            " signs in again. Where that happens every seven days, your client is in testing: "
            "publish it (Google Auth Platform, Audience, Publish app), then sign in once more",
        ),
    )


# ── Microsoft: RFC 8628, by its own library ──────────────────────────────────────────────


def _by_device(row: AccountRow, issuer: Issuer, notify: Tell) -> str:
    app = _microsoft(row, issuer)
    flow = app.initiate_device_flow([issuer.scopes[row.kind]])
    if "user_code" not in flow:
        _of_microsoft(flow, row, issuer)
    where = str(flow.get("verification_uri", ""))[:200]
    notify(Notice(f"Open {where} in your browser, and type this code: {flow['user_code']}"))
    found = _of_microsoft(app.acquire_token_by_device_flow(flow), row, issuer)
    if not found.get("refresh_token"):
        raise Broken("Microsoft gave access for an hour alone", "run the same again")
    return _kept(str(found["refresh_token"]), "")


def _microsoft(row: AccountRow, issuer: Issuer) -> Any:  # noqa: ANN401 - of msal, untyped
    import msal

    tenant = row.settings.get("tenant", "common")
    try:
        return msal.PublicClientApplication(
            row.settings.get("client", ""),
            authority=f"{issuer.authorize}/{tenant}",
            http_client=Asking(issuer.authorize),
            instance_discovery=False,
        )
    except ValueError:
        raise Broken(
            f"Microsoft knows no tenant {tenant!r}",
            "a tenant is common, consumers, organizations, or your organisation's domain",
        ) from None


def _of_microsoft(answer: Body, row: AccountRow, issuer: Issuer) -> Body:
    if "error" not in answer:
        return checked(answer, issuer)
    codes = answer.get("error_codes") or ()
    words = next((_MICROSOFT[one] for one in codes if one in _MICROSOFT), "")
    again = Advice(call("account renew", row.name), " signs in again")
    if answer["error"] in {"authorization_declined", "access_denied"}:
        raise Refused("it was not allowed in the browser", again)
    if answer["error"] in {"expired_token", "authorization_pending"}:
        raise Refused("nobody allowed it in time", again)
    if answer["error"] == "invalid_grant":
        why = f": {words}" if words else ""
        raise Refused(f"its sign-in has ended or was taken back{why}", again)
    raise Refused(f"Microsoft refused: {words or 'the client or its permission'}", again)
