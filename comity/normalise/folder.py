"""Where a mail lies in, what that folder is for out (RFC 6154), for every source of mail.

A place is told by the path of its folder, by the labels on the mail and by its flags. Programs name
their folders in many languages (``folder_words``) and add to the name: an account before it, a
year or a count after it, the suffix of a file. A name of which anything else is left is the
user's own: "Drafts of my novel" is no folder of drafts. Names may still be in the modified UTF-7 of
IMAP (RFC 3501, 5.1.3).

What was deleted or put away is read like the rest, since it was an exchange all the same; drafts
and junk are not.
"""

from __future__ import annotations

import binascii
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal
from unicodedata import combining, normalize

from comity.normalise import folder_words

if TYPE_CHECKING:
    from collections.abc import Iterable

FolderUse = Literal["", "inbox", "sent", "drafts", "junk", "trash", "archive", "chat"]

_FIRST: Final[tuple[FolderUse, ...]] = (  # what counts of several uses of one mail
    "drafts",
    "sent",
    "junk",
    "chat",
    "trash",
    "inbox",
    "archive",
)
_STRONG: Final = frozenset(_FIRST) - {"archive"}  # whatever folder is around it
_BARE: Final = frozenset("draft entwurf concept template bulk in queue chat".split())
_DEPTH = 32  # folders of a path that are looked at, the innermost first
_NAME_CHARS = 200
_PLAIN_LETTERS = str.maketrans("łøđıæœ\u2019\u05f3", "lodiao''")
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")
_SUFFIX = re.compile(r"(?:\.(?:mbox|mbx|mbs|sbd|directory|imapmbox|maildir|eml|txt|msf))+$")
_ADDRESS = re.compile(r"(?<![^\s()\[\]@])[^\s()\[\]@]+@[^\s()\[\]@]+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LEVEL = re.compile(r"[/\\]")
_SYSTEM = re.compile(r'(?:^|\s)"?[\\$]')
_KEYWORD = re.compile(r'"((?:[^"\\]|\\.){0,300}+)"|([^\s"]+)')
_LABEL = re.compile(r'"((?:[^"\\]|\\.){0,300}+)"|([^",]+)')


def use_of(
    path: str = "",
    *,
    flags: str = "",
    labels: Iterable[str] = (),
    special: FolderUse = "",
    received: bool = False,
) -> FolderUse:
    r"""Return what the place of a mail is for.

    ``path`` is its folder's with those around it (``Local Folders/Sent.sbd/2020``, ``.A.Sent``);
    ``flags`` are a Maildir's letters; ``labels`` Gmail's, or IMAP's attributes and keywords
    (``\Sent``, ``$Junk``); ``special`` is what a program's own settings say of the folder. A mail
    that was ``received`` is neither sent, draft nor chat for being under a label of the user's own.
    """
    found = {special, _path_use(path)}
    found |= {use for letter, use in _FLAGS.items() if letter in flags}
    said = [label.lstrip("\\$") for label in labels]
    found |= {_path_use(name) for name in said if not (received and _is_a_matter_of_mine(name))}
    if any(name.casefold() in _NOT_JUNK for name in said):
        found.discard("junk")
    return next((use for use in _FIRST if use in found), "")


def use_of_file(path: str) -> FolderUse:
    """Return what a file is for by its name and by the folders that mail programs put around it.

    Those are known by their suffixes (``Sent.sbd/2020``, ``Junk.mbox/mbox``): a folder called Junk
    may as well be where its user keeps the archives of years.
    """
    *around, name = path.replace("\\", "/").split("/")
    marked = [part for part in around if _SUFFIX.search(part.casefold())]
    return _path_use("/".join((*marked, name)))


def labels_of(text: str) -> list[str]:
    r"""Return the labels a header lists, parted by commas, in quotes where they hold one.

    IMAP's own lists (``X-GM-LABELS``, keywords) have spaces between them: ``"\\Sent" $Junk``.
    """
    text = text[:_LABELS_CHARS]
    listed = _KEYWORD if "," not in text and _SYSTEM.search(text) else _LABEL
    parts = (" ".join((quoted or bare).split()) for quoted, bare in listed.findall(text))
    return [label for label in parts if label]


def from_utf7(name: str) -> str:
    """Return a name decoded from the modified UTF-7 of IMAP; what is none stays as it is."""
    return _SHIFTED.sub(_unshifted, name)


@lru_cache(maxsize=4096)
def _path_use(path: str) -> FolderUse:
    """Return the use of the innermost folder that says one; an archive may be one of sent mail."""
    weak: FolderUse = ""
    for name in _LEVEL.split(path)[: -_DEPTH - 1 : -1]:
        use = _name_use(name[:_NAME_CHARS])
        if use in _STRONG:
            return use
        weak = weak or use
    return weak


def _is_a_matter_of_mine(label: str) -> bool:
    """Whether a label says of a mail that it is chat, or, below another, that the user wrote it."""
    above, use = label.rpartition("/")[0].casefold(), _path_use(label)
    return use == "chat" or (above not in {"", "[gmail]", "[google mail]"} and use in _MINE)


@lru_cache(maxsize=4096)
def _name_use(name: str) -> FolderUse:
    """Return the use that one folder's name says, or the innermost of a Maildir's ``.A.B.C``."""
    text = _SUFFIX.sub("", from_utf7(name).strip().casefold())
    use = _words_use(text)
    parts = text.split(".")
    if use or len(parts) == 1:
        return use
    found = [_words_use(part) for part in reversed(parts)]
    return next((one for one in found if one in _STRONG), next(filter(None, found), ""))


def _words_use(text: str) -> FolderUse:
    words = _WORD.findall(_plain(_ADDRESS.sub(" ", text)))
    said = [word for word in words if not word.isdecimal()]
    core = [word for word in said if word not in _AROUND]
    shown = " ".join(said)
    if shown in _NAMES and (shown not in _BARE or said == words):
        return _NAMES[shown]
    kept = [word for word in core if _NAMES.get(word) != "archive"]
    for form in (" ".join(core), " ".join(kept)):
        if form not in _BARE and (use := _NAMES.get(form)):
            return use
    return ""


def _plain(text: str) -> str:
    """Return a text without case and marks."""
    letters = text.casefold().translate(_PLAIN_LETTERS)
    return "".join(c for c in normalize("NFKD", letters) if not combining(c))


def _unshifted(found: re.Match[str]) -> str:
    coded = found[1].replace(",", "/")
    try:
        text = binascii.a2b_base64(coded + "=" * (-len(coded) % 4)).decode("utf-16-be")
    except ValueError:
        return found[0]
    return text or "&"


def _listed() -> dict[str, FolderUse]:
    uses: tuple[tuple[FolderUse, str], ...] = (
        ("sent", folder_words.SENT),
        ("drafts", folder_words.DRAFTS),
        ("junk", folder_words.JUNK),
        ("trash", folder_words.TRASH),
        ("archive", folder_words.ARCHIVE),
        ("inbox", folder_words.INBOX),
        ("chat", folder_words.CHAT),
    )
    return {
        " ".join(_WORD.findall(_plain(name))): use
        for use, names in uses
        for name in names.split("|")
    }


_AROUND = frozenset(_WORD.findall(_plain(folder_words.AROUND)))
_NAMES = _listed()
_FLAGS: Final[dict[str, FolderUse]] = {"D": "drafts", "T": "trash"}
_MINE: Final = frozenset({"sent", "drafts", "chat"})
_NOT_JUNK: Final = frozenset({"notjunk", "nonjunk", "not junk"})
_LABELS_CHARS = 10_000
