"""Secrets in one encrypted file, for a machine without a keyring.

AES-256-GCM over a JSON object, under a key of scrypt from a passphrase (RFC 7914; N, r and p as
OWASP's cheat sheet has them). A new nonce for every writing, and the head is authenticated with
the rest. It lies beside the user's configuration, for them alone (0600), and never in a book.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeGuard

import orjson

from comity.errors import BookDamaged
from comity.store import durable, locking

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COST, BLOCK, LANES = 1 << 16, 8, 2
_COST_MAX = 1 << 18  # 256 MB of memory
_KEY_BYTES, _SALT_BYTES, _NONCE_BYTES = 32, 16, 12
_FILE_BYTES_MAX = 4 << 20
_FORMAT = "comity secrets 1"
_opened: dict[tuple[Path, str], bytes] = {}  # of this process: file and salt, the key


class Locked(Exception):
    """The passphrase is not known, or is another."""


@dataclass(frozen=True, slots=True)
class Vault:
    """The file; ``ask`` tells the passphrase, given what it is asked for."""

    path: Path
    ask: Callable[[str], str | None]

    def get(self, name: str) -> str | None:
        """Return a secret by its name; ``Locked`` where the file cannot be opened."""
        return self._read()[1].get(name) if self.path.exists() else None

    def put(self, name: str, secret: str) -> None:
        """Keep a secret."""
        self._change(lambda held: held.__setitem__(name, secret))

    def drop(self, name: str) -> None:
        """Forget a secret, if it is there."""
        if self.path.exists():
            self._change(lambda held: held.pop(name, None))

    def _change(self, act: Callable[[dict[str, str]], object]) -> None:
        durable.new_folder(self.path.parent)
        with locking.locked(self.path.with_suffix(".lock")):
            head, held = self._read() if self.path.exists() else (self._begin(), {})
            act(held)
            self._write(head, held)

    def _begin(self) -> dict[str, str | int]:
        """Choose a passphrase: the head of a file that is not there yet."""
        words = "A passphrase for the file that keeps your passwords (this machine has no keyring)"
        salt = b64encode(secrets.token_bytes(_SALT_BYTES)).decode()
        head: dict[str, str | int] = {
            "format": _FORMAT,
            "n": COST,
            "r": BLOCK,
            "p": LANES,
            "salt": salt,
        }
        passphrase = self.ask(words)
        if not passphrase:
            raise Locked
        _opened[self.path, salt] = _key(passphrase, head)
        return head

    def _read(self) -> tuple[dict[str, str | int], dict[str, str]]:
        told = self._load()
        head = {name: told[name] for name in ("format", "n", "r", "p", "salt")}
        place = self.path, str(head["salt"])
        if place in _opened:
            return head, _open(_opened[place], head, told)
        passphrase = self.ask("The passphrase of the file that keeps your passwords")
        if not passphrase:
            raise Locked
        key = _key(passphrase, head)
        held = _open(key, head, told)
        _opened[place] = key
        return head, held

    def _load(self) -> dict[str, str | int]:
        told: object = None
        with suppress(ValueError):
            if self.path.stat().st_size <= _FILE_BYTES_MAX:
                told = orjson.loads(self.path.read_bytes())
        if not _is_ours(told):
            raise BookDamaged(
                self.path,
                "damaged: it cannot be read",
                hint="move it away, and give each account's password anew",
            )
        return told

    def _write(self, head: dict[str, str | int], held: dict[str, str]) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        key = _opened[self.path, str(head["salt"])]
        box = AESGCM(key).encrypt(nonce, orjson.dumps(held), _bound(head))
        told = head | {"nonce": b64encode(nonce).decode(), "box": b64encode(box).decode()}
        durable.replace(self.path, orjson.dumps(told, option=orjson.OPT_INDENT_2))


def _is_ours(told: object) -> TypeGuard[dict[str, str | int]]:
    """Tell whether it is such a file, and no dearer to open than one of ours may be."""
    if not isinstance(told, dict) or told.get("format") != _FORMAT:
        return False
    costs: list[Any] = [told.get(name) for name in ("n", "r", "p")]
    texts = [told.get(name) for name in ("salt", "nonce", "box")]
    return (
        all(isinstance(one, int) and 0 < one <= _COST_MAX for one in costs)
        and max(costs[1:]) <= BLOCK
        and all(isinstance(one, str) for one in texts)
    )


def _open(key: bytes, head: dict[str, str | int], told: dict[str, str | int]) -> dict[str, str]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        nonce, box = (b64decode(str(told[name])) for name in ("nonce", "box"))
        held: dict[str, str] = orjson.loads(AESGCM(key).decrypt(nonce, box, _bound(head)))
    except (InvalidTag, ValueError) as error:
        raise Locked from error
    return held


def _bound(head: dict[str, str | int]) -> bytes:
    return orjson.dumps(head, option=orjson.OPT_SORT_KEYS)


def _key(passphrase: str, head: dict[str, str | int]) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    n, r, p = (int(head[name]) for name in ("n", "r", "p"))
    made = Scrypt(b64decode(str(head["salt"])), _KEY_BYTES, n, r, p)
    return made.derive(passphrase.encode())
