"""A real IMAP server of one user, started by the tests: Dovecot, unprivileged, on loopback.

Its mail is a Maildir that tests write and read as files, so that they know byte for byte what
lies on the server. Plain connections are answered on one port, TLS on another.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = "/usr/sbin/dovecot"
USER, PASSWORD = "ada@example.org", "correct-horse"
_START_S = 20
_CONFIG = """
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{home}/certificate.pem
ssl_key = <{home}/key.pem
ssl_dh =
disable_plaintext_auth = no
auth_mechanisms = plain login
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 0
mail_location = maildir:{home}/mail:LAYOUT=fs
mailbox_list_index = no
maildir_stat_dirs = yes
mail_max_userip_connections = 100
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    special_use = \\Sent
    auto = create
  }}
  mailbox Drafts {{
    special_use = \\Drafts
    auto = create
  }}
  mailbox Junk {{
    special_use = \\Junk
    auto = create
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True, slots=True)
class Dovecot:
    """A server that runs; ``mail`` is its Maildir with a folder below it for each mailbox."""

    home: Path
    port: int
    tls_port: int
    uid: int
    gid: int

    @property
    def mail(self) -> Path:
        """The Maildir of the inbox."""
        return self.home / "mail"

    @property
    def certificate(self) -> Path:
        """The certificate it shows, which vouches for itself."""
        return self.home / "certificate.pem"

    def put(self, mail: bytes, *, name: str, mailbox: str = "", flags: str = "") -> Path:
        """Lay a mail into a mailbox as delivery does; ``name`` tells it from all others."""
        folder = self.mail / mailbox
        for part in ("cur", "new", "tmp"):
            self._own(folder / part)
        path = folder / "cur" / f"{name}:2,{flags}"
        passing = folder / "tmp" / name
        passing.write_bytes(mail)
        os.chown(passing, self.uid, self.gid)
        passing.rename(path)
        return path

    def _own(self, folder: Path) -> None:
        for made in (*reversed(folder.parents), folder):
            if not made.exists():
                made.mkdir(mode=0o700)
                os.chown(made, self.uid, self.gid)

    def kept(self) -> dict[str, str]:
        """Return every mail on the server: its file with its flags, and a digest of its bytes."""
        return {
            str(path.relative_to(self.mail)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.mail.rglob("*"))
            if path.is_file() and path.parent.name in {"cur", "new"}
        }

    def renumber(self, mailbox: str = "") -> None:
        """Have it give every mail of a mailbox a new number, under a new UIDVALIDITY."""
        for path in (self.mail / mailbox).glob("dovecot*"):
            path.unlink()
        time.sleep(1.1)  # a UIDVALIDITY is a second of the clock

    def empty(self) -> None:
        """Take all mail away."""
        for path in self.mail.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def need_dovecot() -> None:
    """Skip where there is no Dovecot; a build machine has one."""
    if not Path(PROGRAM).is_file():
        if os.environ.get("COMITY_CI"):
            pytest.fail("Debian's dovecot-imapd is not installed")
        pytest.skip("needs Debian's dovecot-imapd")


@contextmanager
def running() -> Iterator[Dovecot]:
    """Run a server with an empty store; whoever is root lends it to another user."""
    need_dovecot()
    account = pwd.getpwnam("dovecot" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name)
    place = "/tmp" if os.getuid() == 0 else None  # the other user must reach it
    with TemporaryDirectory(prefix="comity-imap-", dir=place, ignore_cleanup_errors=True) as made:
        home = Path(made)
        server = Dovecot(home, _free_port(), _free_port(), account.pw_uid, account.pw_gid)
        write_certificate(home)
        words = {
            "home": home,
            "user": account.pw_name,
            "group": _group(account.pw_gid),
            "password": PASSWORD,
            "port": server.port,
            "tls_port": server.tls_port,
        }
        (home / "dovecot.conf").write_text(_CONFIG.format(**words))
        server.mail.mkdir()
        for path in (home, *home.iterdir()):
            os.chown(path, server.uid, server.gid)
        as_user: dict[str, Any] = (
            {"user": server.uid, "group": server.gid, "extra_groups": []}
            if os.getuid() == 0
            else {}
        )
        process = subprocess.Popen(  # noqa: S603 - our own words
            [PROGRAM, "-F", "-c", str(home / "dovecot.conf")], stderr=subprocess.PIPE, **as_user
        )
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(10)
            if process.stderr:
                process.stderr.close()


def write_certificate(
    home: Path, *, name: str = "localhost", days: tuple[int, int] = (-1, 30)
) -> None:
    """Write a key and a certificate for a name, good from one day to another."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (home / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (home / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _wait_for(server: Dovecot, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            said = process.stderr.read().decode() if process.stderr else ""
            log = server.home / "dovecot.log"
            pytest.fail(f"Dovecot ended: {said}{log.read_text() if log.exists() else ''}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), 1) as line:
            line.settimeout(5)
            if line.recv(100).startswith(b"* OK"):
                return
        time.sleep(0.05)
    pytest.fail(f"Dovecot does not answer: {(server.home / 'dovecot.log').read_text()}")


def _group(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
