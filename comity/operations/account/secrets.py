"""Passwords and sign-ins of accounts: in the system's keyring, else in an encrypted file.

Never in a book, so never in a backup or an export; never an argument or a variable, which other
programs of this machine may read. A name binds a secret to where it is sent: a book whose account
was changed to lead elsewhere finds none.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from comity.errors import BadInput
from comity.operations.account.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.store.accounts import AccountRow

    Ask = Callable[[str], str | None]

SERVICE = "comity"
HANDLE = "secret"  # a setting of an account: which of the secrets for that place is its own
_CREDENTIAL = "comity-passphrase"  # of systemd: LoadCredential=, in a folder of the service's own
_KEEPS_WELL = (  # modules of backends that keep secrets where only the user's session reads them
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


class Secrets(Protocol):
    """Where secrets are kept."""

    def get(self, name: str) -> str | None:
        """Return a secret; None where there is none of that name."""

    def put(self, name: str, secret: str) -> None:
        """Keep a secret."""

    def drop(self, name: str) -> None:
        """Forget a secret."""


def secrets_of(ask: Ask | None) -> Secrets:
    """Return where this machine keeps secrets; ``ask`` is asked for a passphrase, if need be."""
    backend = _keyring()
    return Keyring(backend) if backend else Vault(vault_path(), _passphrase(ask))


def vault_path() -> Path:
    """Return where the encrypted file lies: beside the user's configuration."""
    from platformdirs import user_config_path

    return user_config_path("comity", appauthor=False) / "secrets.json"


def name_of(row: AccountRow) -> str:
    """Return the name of an account's secret: it says whereto the secret may be sent."""
    handle = row.settings.get(HANDLE, "")
    return f"{row.kind}://{row.user}@{row.host}:{row.port}#{handle}"


class Keyring:
    """The system's keyring."""

    def __init__(self, backend: Any) -> None:  # noqa: ANN401 - of keyring, untyped
        self._backend = backend

    def get(self, name: str) -> str | None:
        """Return a secret."""
        with _told():
            found: str | None = self._backend.get_password(SERVICE, name)
            return found

    def put(self, name: str, secret: str) -> None:
        """Keep a secret."""
        with _told():
            self._backend.set_password(SERVICE, name, secret)

    def drop(self, name: str) -> None:
        """Forget a secret, if it is there."""
        with _told():
            if self._backend.get_password(SERVICE, name) is not None:
                self._backend.delete_password(SERVICE, name)


class _told:  # noqa: N801 - reads as a statement
    """Turn what a keyring refuses into words, without its own: they may quote what was asked."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, Exception):
            raise BadInput(
                f"the keyring refused ({type(error).__name__})",
                hint="unlock it: log in to your desktop, then run the same again",
            ) from None


def _keyring() -> Any:  # noqa: ANN401 - of keyring, untyped
    """Return the keyring to use, or None: one that keeps in the clear, or nothing, is none."""
    import keyring

    try:
        found = keyring.get_keyring()
    except Exception:  # noqa: BLE001 - whatever a backend of others raises: there is none
        return None
    if type(found).__module__ == "keyring.backends.chainer":
        chained: Any = found
        return next((one for one in chained.backends if _keeps_well(one)), None)
    return found if _keeps_well(found) else None


def _keeps_well(backend: object) -> bool:
    return type(backend).__module__ in _KEEPS_WELL


def _passphrase(ask: Ask | None) -> Ask:
    """Return who tells the passphrase: a service's credential, else the user."""

    def tell(words: str) -> str | None:
        folder = os.environ.get("CREDENTIALS_DIRECTORY")
        path = Path(folder) / _CREDENTIAL if folder else None
        if path and path.is_file():
            return path.read_text("utf-8").strip()
        return ask(words) if ask else None

    return tell
