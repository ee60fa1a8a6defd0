"""A folder or file in, what lies where in it out: users, channels, messages, and what is not used.

    Slack's export       users.json, channels.json, groups.json, mpims.json, dms.json, and for each
                         channel a folder with a file a day
    slackdump, chunks    NAME.json.gz: a JSON value a line, one for each answer of Slack's API
    slackdump, dump      CHANNEL.json: {"channel_id": ..., "messages": [...]}
    slackdump, database  slackdump.sqlite (``database``)

slackdump's are described at https://github.com/rusq/slackdump.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from comity.sources.chats.conversation import said
from comity.sources.chats.slack.chunks import chunks_of, lines_of
from comity.sources.json_stream import Fault, head, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    Place: TypeAlias = tuple[str, Any]  # where, and a value or a ``Fault``
    Message: TypeAlias = tuple[str, str, Any]  # channel, where, and a value or a ``Fault``

DATABASE = "slackdump.sqlite"
_LISTS = ("channels.json", "groups.json", "mpims.json", "dms.json")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json")
_USERS = re.compile(r'\s*\[\s*(?:\]|\{.*?"(?:team_id|profile|real_name)")', re.DOTALL)
_DUMP = re.compile(r'\s*\{\s*"channel_id":\s*"[A-Z0-9]{3,30}",.{0,500}?"messages":', re.DOTALL)
_CHUNKS = re.compile(
    r"(?:users|channels|workspace|search|[A-Z0-9]{3,30}(?:-[\d.]+)?)\.json(?:\.gz)?"
)
_CHUNK_HEAD = re.compile(r'\{"t":\d+,"ts":\d+')
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Own:
    """Whose dump it is; nothing of Slack's own export tells that."""

    team: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """What is known of a place in which people write."""

    members: tuple[str, ...] = ()
    is_dm: bool = False


class Layout(Protocol):
    """What every layout tells."""

    @property
    def own(self) -> Own:
        """Return whose it is."""

    def users(self) -> Iterator[Place]:
        """Yield everybody it describes."""

    def channels(self) -> Mapping[str, Channel]:
        """Return its channels by id."""

    def messages(self) -> Iterator[Message]:
        """Yield its messages, channel by channel."""

    def unused(self) -> Iterator[str]:
        """Yield the files that tell nothing used here."""


def layout_of(path: Path) -> Layout | None:
    """Return how a path is laid out; None for what is none of Slack's."""
    if path.is_file():
        if _DUMP.match(head(path)):
            return Dump((path,))
        return _database(path)
    if not path.is_dir():
        return None
    if (path / DATABASE).is_file():
        return _database(path / DATABASE)
    if any((path / one).is_file() for one in _LISTS) and _USERS.match(head(path / "users.json")):
        return Export(path)
    files = [file for file in islice(path.iterdir(), 5_000) if _CHUNKS.fullmatch(file.name)]
    chunks = [file for file in files if file.name.endswith(".gz") or file.name == "users.json"]
    if chunks and any(_CHUNK_HEAD.match(line) for line in islice(lines_of(chunks[0]), 1)):
        return Chunks(path)
    dumps = tuple(sorted(file for file in files if _DUMP.match(head(file))))
    return Dump(dumps) if dumps else None


def channel_of(value: dict[str, Any], own: Own) -> Channel:
    """Return what is told of a channel; of a direct message the API names the other one alone."""
    listed = value.get("members")
    members = tuple(said(one) for one in listed) if isinstance(listed, list) else ()
    is_dm = value.get("is_im") is True
    other = said(value.get("user"))
    return Channel((other, own.user) if is_dm and other and own.user else members, is_dm=is_dm)


class Export:
    """Slack's own layout."""

    own = Own()

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def users(self) -> Iterator[Place]:
        """Yield ``users.json``."""
        for keys, value in pieces(self._folder / "users.json", "*"):
            yield f"users.json, user {_number(keys)}", value

    def channels(self) -> dict[str, Channel]:
        """Return every listed channel by id."""
        return {key: channel for key, _, channel in self._listed}

    def messages(self) -> Iterator[Message]:
        """Yield the days of each channel's folder; one that is not listed goes by its name."""
        named = {name: key for key, name, _ in self._listed if name}
        for folder in _folders(self._folder):
            channel = named.get(folder.name, folder.name)
            for file in sorted(folder.iterdir()):
                if _DAY.fullmatch(file.name) and not file.is_symlink():
                    for keys, value in pieces(file, "*"):
                        yield channel, f"{folder.name}/{file.name}, message {_number(keys)}", value

    def unused(self) -> Iterator[str]:
        """Yield every file that is neither a list nor a day of a channel."""
        for file in sorted(self._folder.rglob("*")):
            within = file.relative_to(self._folder)
            is_day = len(within.parts) == _PAIR and _DAY.fullmatch(file.name)
            if file.is_file() and not is_day and str(within) not in {"users.json", *_LISTS}:
                yield within.as_posix()

    @cached_property
    def _listed(self) -> list[tuple[str, str, Channel]]:
        """Return (id, name, channel) of all that is listed; who cannot be read is nobody."""
        found = []
        for file in _LISTS:
            for _, value in pieces(self._folder / file, "*"):
                if isinstance(value, dict) and (key := said(value.get("id"))):
                    channel = channel_of(value, self.own)
                    is_dm = channel.is_dm or file == "dms.json"
                    found.append((key, said(value.get("name")), Channel(channel.members, is_dm)))
        return found


class Chunks:
    """slackdump's answers of Slack's API, as they came."""

    def __init__(self, folder: Path) -> None:
        self._files = [file for file in sorted(folder.iterdir()) if _CHUNKS.fullmatch(file.name)]
        self._folder = folder

    @cached_property
    def own(self) -> Own:
        """Return whose token it was."""
        for _, value in self._values("w"):
            if isinstance(value, dict):
                return Own(said(value.get("team_id")), said(value.get("user_id")))
        return Own()

    def users(self) -> Iterator[Place]:
        """Yield every user described."""
        for where, values in self._values("u"):
            yield from _each(where, values)

    def channels(self) -> dict[str, Channel]:
        """Return every channel described."""
        found = {}
        for _, value in (*self._values("ci"), *self._values("ch")):
            for one in value if isinstance(value, list) else (value,):
                if isinstance(one, dict) and (key := said(one.get("id"))):
                    found[key] = channel_of(one, self.own)
        return found

    def messages(self) -> Iterator[Message]:
        """Yield every message, and every line that cannot be read."""
        for file in self._files:
            for number, chunk in chunks_of(file):
                where = f"{file.name}, line {number}"
                if isinstance(chunk, Fault):
                    yield "", where, chunk
                    continue
                for place, value in _each(where, chunk.get("m")):
                    yield said(chunk.get("id")), place, value

    def unused(self) -> Iterator[str]:
        """Yield every other file of the folder."""
        for file in sorted(self._folder.rglob("*")):
            if file.is_file() and file not in self._files:
                yield file.relative_to(self._folder).as_posix()

    def _values(self, key: str) -> Iterator[Place]:
        for file in self._files:
            for number, chunk in chunks_of(file):
                if isinstance(chunk, dict) and chunk.get(key):
                    yield f"{file.name}, line {number}", chunk[key]


class Dump:
    """Files of slackdump's, one a channel or thread; they describe no users."""

    own = Own()

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = tuple(files)

    def users(self) -> Iterator[Place]:
        """Yield nobody."""
        return iter(())

    def channels(self) -> dict[str, Channel]:
        """Return the direct messages, whose two are those who write there."""
        found = {}
        for file in self._files:
            if file.name.startswith("D"):
                wrote = dict.fromkeys(
                    said(value.get("user")) for _, _, value in self._of(file) if _is_said(value)
                )
                found[file.stem.partition("-")[0]] = Channel(tuple(wrote), is_dm=True)
        return found

    def messages(self) -> Iterator[Message]:
        """Yield each message, and after it those of its thread."""
        for file in self._files:
            yield from self._of(file)

    def unused(self) -> Iterator[str]:
        """Yield nothing: files beside these are their attachments."""
        return iter(())

    def _of(self, file: Path) -> Iterator[Message]:
        channel = file.stem.partition("-")[0]
        for keys, value in pieces(file, "channel_id", "messages.*"):
            where = f"{file.name}, message {_number(keys)}"
            if keys == ("channel_id",):
                channel = said(value) or channel
                continue
            yield channel, where, value
            if isinstance(value, dict) and (replies := value.get("slackdump_thread_replies")):
                for place, reply in _each(where, replies):
                    yield channel, place, reply


def _is_said(value: object) -> bool:
    return isinstance(value, dict) and not value.get("subtype") and not value.get("bot_id")


def _each(where: str, values: object) -> Iterator[Place]:
    for number, value in enumerate(values if isinstance(values, list) else (), 1):
        yield f"{where}, {number}", value


def _number(keys: tuple[str | int, ...]) -> int:
    return int(keys[-1]) + 1 if keys and isinstance(keys[-1], int) else 0


def _folders(path: Path) -> list[Path]:
    return sorted(one for one in path.iterdir() if one.is_dir() and not one.is_symlink())


def _database(path: Path) -> Layout | None:
    if path.suffix.lower() not in {".sqlite", ".db"}:
        return None
    from comity.sources.chats.slack.database import Database, is_slackdumps

    return Database(path) if is_slackdumps(path) else None
