"""A file that no source reads in; what it looks like and what its user can do about it out.

Told by its first bytes, then by its name, then by what its text begins with. The advice is a way
to something that can be read, as it was in 2026; where there is none, it says so.
"""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_HEAD_BYTES = 64 * 1024
_MEMBERS = 200  # of a zip that are looked at


class Looks(NamedTuple):
    """What a file looks like, and what to do about it."""

    what: str
    advice: str


_NOTHING: Final = "nothing is lost by that: it tells nothing of whom you know"
_LOG: Final = "they are not read yet; log what passed by hand"
_CARDS: Final = "open the address book and export all contacts as vCard (.vcf) or CSV"
_OUTLOOK_DATA: Final = Looks(
    "it is called as Outlook's files are, and is none as it lies here",
    "copy it again with Outlook closed, or open it in Outlook and save it anew",
)
_OUTLOOK_MAC: Final = Looks(
    "it looks like a piece of Outlook for Mac's own store",
    "export from Outlook (Tools, Export), and import the .olm archive it writes",
)
_NOTES: Final = Looks(
    "it looks like a database of Notes",
    "in Notes, drag the mails into a folder of the desktop, which saves each as .eml",
)
_OUTLOOK_EXPRESS: Final = Looks(
    "it looks like a folder of Outlook Express",
    "turn it into .eml files with undbx",
)
_SPREADSHEET: Final = Looks(
    "it looks like a spreadsheet", "open it, save it as CSV, and import that if it lists people"
)
_DOCUMENT: Final = Looks(
    "it looks like a document", "if it lists people, put them into a table and save that as CSV"
)
_PICTURE: Final = Looks("it looks like a picture", _NOTHING)
_RECORDING: Final = Looks("it looks like sound or video", _NOTHING)
_PROGRAM: Final = Looks("it looks like a part of a program", _NOTHING)
_ARCHIVE: Final = Looks(
    "it looks like an archive of a kind that is not unpacked",
    "unpack it, with its password if it has one, and import the folder",
)
_DATABASE: Final = Looks(
    "it looks like a program's database",
    "export from the program that keeps it: mail as mbox or .eml, contacts as vCard",
)
_WHATSAPP_DATABASE: Final = Looks(
    "it looks like WhatsApp's own database or backup",
    "in WhatsApp, open a chat and choose Export chat, without media; import the text file",
)
_PHONE_DATABASE: Final = Looks(
    "it looks like a telephone's messages or calls",
    "on Android save both with SMS Backup & Restore, and import its files; of an iPhone or a Mac "
    "copy the database anew, with the -wal beside it",
)
_APPLE_CONTACTS: Final = Looks(
    "it looks like the database of Apple's Contacts",
    "in Contacts, choose all, then File, Export, Export vCard",
)
_PHONE_BACKUP: Final = Looks(
    "it looks like part of a telephone's backup",
    "its messages and calls are read where the backup was made without encryption; contacts export "
    "on the telephone as vCard, chats of WhatsApp by Export chat",
)
_SIGNAL: Final = Looks(
    "it looks like a backup or the database of Signal, which is encrypted",
    "in Signal choose Settings, Chats, Export chat history, and import its main.jsonl",
)
_TELEGRAM: Final = Looks(
    "it looks like a part of an export of Telegram",
    "export again from Telegram Desktop as machine-readable JSON, and import result.json",
)
_SLACK: Final = Looks(
    "it looks like a part of an export of Slack",
    "import the zip as Slack made it, or the whole folder with users.json and channels.json",
)
_META: Final = Looks(
    "it looks like messages of Facebook or Instagram", f"messages of theirs: {_LOG}"
)
_DISCORD: Final = Looks("it looks like an export of Discord", f"Discord's messages: {_LOG}")
_GOOGLE_CHAT: Final = Looks("it looks like Google Chat", f"its messages: {_LOG}")
_MONICA_SQL: Final = Looks(
    "it looks like Monica's export in SQL",
    "in Monica choose Settings, Export, and export to JSON: that one is read, with what you noted",
)
_JSON: Final = Looks(
    "it looks like a program's data (JSON)",
    "export from that program in another form: mail as mbox or .eml, contacts as vCard or CSV",
)
_TABLE: Final = Looks(
    "it looks like a table whose first line names no contacts",
    "name its columns in the first line (Name, E-mail, Phone, Company) and import it again",
)
_LDIF: Final = Looks("it looks like an address book (LDIF)", _CARDS)
_WINDOWS_CONTACT: Final = Looks("it looks like an address book of Windows", _CARDS)
_PAGE: Final = Looks(
    "it looks like a web page",
    "if it is a mail, save it as .eml; if it is a chat, export that as text",
)
_WEB_CHAT: Final = Looks(
    "it looks like a chat exported as a web page",
    "export it again and choose JSON, or text, as the format",
)
_XML: Final = Looks(
    "it looks like XML of a program", "export as iCalendar (.ics), vCard (.vcf) or CSV instead"
)
_LOCKED_MAIL: Final = Looks(
    "it looks like something encrypted or signed", "open it in your mail program and save the mail"
)
_EMPTY: Final = Looks("it is empty", "export it again, if it should hold something")
_TEXT: Final = Looks(
    "it looks like a text",
    "mail is read as mbox or .eml, a chat of WhatsApp as Export chat writes it, people as CSV",
)
_UNKNOWN: Final = Looks(
    "it is of no kind that is known here",
    "export from the program that made it: mail as mbox or .eml, contacts as vCard or CSV, "
    "calendars as .ics",
)

_MAGIC: Final[tuple[tuple[bytes, Looks], ...]] = (
    (b"\x1a\x00\x00\x04\x00\x00", _NOTES),
    (b"\xcf\xad\x12\xfe", _OUTLOOK_EXPRESS),
    (b"JMF", _OUTLOOK_EXPRESS),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (b"MSCF", _ARCHIVE),
    (b"%PDF", _DOCUMENT),
    (b"{\\rtf", _DOCUMENT),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"BM", _PICTURE),
    (b"ID3", _RECORDING),
    (b"OggS", _RECORDING),
    (b"fLaC", _RECORDING),
    (b"\x1aE\xdf\xa3", _RECORDING),
    (b"#!AMR", _RECORDING),
    (b"\x7fELF", _PROGRAM),
    (b"MZ", _PROGRAM),
    (b"bplist", _PROGRAM),
    (b"-----BEGIN PGP", _LOCKED_MAIL),
)
_SUFFIXES: Final[dict[str, Looks]] = {
    suffix: looks
    for suffixes, looks in (
        ("pst ost msg oft olm", _OUTLOOK_DATA),
        ("olk14message olk15message", _OUTLOOK_MAC),
        ("nsf", _NOTES),
        ("dbx", _OUTLOOK_EXPRESS),
        ("xls xlsx xlsm xlsb ods numbers gsheet", _SPREADSHEET),
        ("doc docx odt pages rtf pdf ppt pptx odp key epub gdoc md", _DOCUMENT),
        ("jpg jpeg png gif heic heif webp bmp tif tiff svg ico raw dng psd", _PICTURE),
        ("mp3 m4a wav ogg opus aac amr mp4 mov avi mkv webm 3gp flac", _RECORDING),
        ("exe dll so dylib pyc class jar apk dmg iso bin plist ini cfg log", _PROGRAM),
        ("js css woff woff2 ttf otf map", _PROGRAM),
        ("7z rar bz2 zst cab lz4 lzma z", _ARCHIVE),
        ("crypt12 crypt14 crypt15", _WHATSAPP_DATABASE),
        ("mddata mdinfo", _PHONE_BACKUP),
        ("ldif ldi", _LDIF),
        ("wab contact pab", _WINDOWS_CONTACT),
        ("p7m p7s gpg pgp asc", _LOCKED_MAIL),
        ("backup", _SIGNAL),
    )
    for suffix in suffixes.split()
}


def _compiled(*rules: tuple[str, Looks]) -> tuple[tuple[re.Pattern[str], Looks], ...]:
    return tuple((re.compile(pattern, re.DOTALL), looks) for pattern, looks in rules)


_DATABASES: Final = _compiled(
    (r"msgstore|wa\.db|chatstorage|contactsv2", _WHATSAPP_DATABASE),
    (r"chat\.db|sms\.db|mmssms|callhistory|calllog|imessage", _PHONE_DATABASE),
    (r"addressbook|abcddb|contacts2?\.(?:db|sqlite)", _APPLE_CONTACTS),
    (r"manifest\.db", _PHONE_BACKUP),
    (r"signal", _SIGNAL),
)
_SAID: Final = _compiled(  # in the beginning of JSON
    (r'"(?:about|name)": ?"Here is the data you requested|"frequent_contacts": ?\{', _TELEGRAM),
    (r'"from_id": ?"(?:user|channel)\d|"type": ?"personal_chat"', _TELEGRAM),
    (r'"client_msg_id"|"team_id": ?"T|"is_channel": ?(?:true|false)', _SLACK),
    (r'"sender_name".{0,400}"timestamp_ms"', _META),
    (r'"guild"|"discriminator"', _DISCORD),
    (r'"creator".{0,400}"topic_id"', _GOOGLE_CHAT),
    (r'"conversationId".{0,400}"serviceId"|"sealedSender"', _SIGNAL),
)
_PHONE_FILE: Final = re.compile(r"[0-9a-f]{40}")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_CHAT_PAGE: Final = re.compile(
    r"telegram|class=\"(?:history|message)|messenger|whatsapp", re.IGNORECASE
)
_MONICA_TABLES: Final = re.compile(
    r"stay_in_touch_frequency|monica|activity_statistics", re.IGNORECASE
)
_XML_CARD: Final = re.compile(r"<c:contact|schemas.microsoft.com/Contact", re.IGNORECASE)
_MESSENGER_NAME: Final = re.compile(r"telegram|slack|signal|discord", re.IGNORECASE)
_BY_NAME: Final = {
    "telegram": _TELEGRAM,
    "slack": _SLACK,
    "signal": _SIGNAL,
    "discord": _DISCORD,
}


def looks_like(path: Path) -> Looks:
    """Return what a file looks like; one that cannot be looked at is of no known kind."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        return _by_bytes(path, head) or _by_text(path, head)
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RecursionError):
        return _UNKNOWN


def _by_bytes(path: Path, head: bytes) -> Looks | None:
    """Return what the first bytes and the name say; None where they say nothing."""
    name, suffix = path.name.lower(), path.suffix.lower().lstrip(".")
    if not head.strip(b"\0\r\n\t "):
        return _EMPTY
    if head.startswith(b"SQLite format 3\0"):
        found = (looks for pattern, looks in _DATABASES if pattern.search(name))
        backup = _PHONE_BACKUP if _PHONE_FILE.fullmatch(name) else _DATABASE
        return next(found, backup)
    if head.startswith(_OLE):
        return _SUFFIXES.get(suffix, _DOCUMENT)
    if head.startswith(_ZIP):
        return _SUFFIXES.get(suffix) or _of_zip(path)
    if head[4:8] == b"ftyp":
        return _PICTURE if head[8:12] in {b"heic", b"mif1", b"avif"} else _RECORDING
    if head.startswith(b"RIFF"):
        return _PICTURE if head[8:12] == b"WEBP" else _RECORDING
    known = (looks for magic, looks in _MAGIC if head.startswith(magic))
    return next(known, None) or _SUFFIXES.get(suffix) or _backed_up(name)


def _backed_up(name: str) -> Looks | None:
    return _PHONE_BACKUP if _PHONE_FILE.fullmatch(name) else None


def _of_zip(path: Path) -> Looks:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()[:_MEMBERS]
    if any(name.startswith("xl/") for name in names):
        return _SPREADSHEET
    office = any(name.startswith(("word/", "ppt/", "content.xml", "mimetype")) for name in names)
    return _DOCUMENT if office else _ARCHIVE


def _by_text(path: Path, head: bytes) -> Looks:
    """Return what a text begins like; a file of other bytes is of no known kind."""
    suffix = path.suffix.lower()
    wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = head.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff").lstrip()
    if "\0" in text or text.count("\ufffd") > len(text) // 4:
        return _UNKNOWN
    if suffix in {".csv", ".tsv", ".tab"}:
        return _TABLE
    if suffix == ".json" or (text[:1] in {"{", "["} and _is_json(text)):
        return _of_json(path, text)
    start = text[:500].lower()
    if re.match(r"(?:version: ?1\s+)?dn:", start):
        return _LDIF
    if start.startswith(("<!doctype html", "<html")) or suffix in {".html", ".htm"}:
        return _WEB_CHAT if _CHAT_PAGE.search(text[:4000]) else _PAGE
    if start.startswith("<?xml"):
        return _WINDOWS_CONTACT if _XML_CARD.search(text[:4000]) else _XML
    if suffix == ".sql" and _MONICA_TABLES.search(text):
        return _MONICA_SQL
    return _TEXT


def _is_json(text: str) -> bool:
    """Whether what may be cut off begins as JSON does."""
    try:
        json.JSONDecoder().raw_decode(text)
    except ValueError:
        return bool(re.match(r'[\[{]\s*(?:[\[{"]|-?\d|true|false|null)', text))
    return True


def _of_json(path: Path, text: str) -> Looks:
    said = (looks for pattern, looks in _SAID if pattern.search(text))
    around = _MESSENGER_NAME.search("/".join(path.parts[-3:]))
    by_name = _BY_NAME[around[0].lower()] if around else None
    return next(said, by_name or _JSON)
