"""A message as Slack's API describes it in; the message, its reactions, or a call out.

What programs and Slack itself say is skipped by its ``subtype``
(https://docs.slack.dev/reference/events/message); of an edit the text as it is now is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.model import Skipped
from comity.sources.chats.conversation import Authors, Conversation, instant_us, of_two, said
from comity.sources.chats.slack.mrkdwn import mentioned, plain
from comity.sources.guarded import guarded
from comity.sources.json_stream import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from comity.model import Participant, Record
    from comity.sources.chats.slack.layouts import Channel
    from comity.sources.chats.slack.people import People

_SAID = frozenset(("", "me_message", "thread_broadcast", "file_share", "file_comment"))
_CALLS = frozenset(("huddle_thread", "sh_room_created", "sh_room_shared"))
_REACTIONS_MAX = 500


class Messages:
    """What is said in the channels of one export."""

    def __init__(self, people: People, channels: Mapping[str, Channel]) -> None:
        self._people = people
        self._channels = channels
        self._talks: dict[str, Conversation] = {}
        self._channel = ""
        self._authors = Authors()

    def read(self, channel: str, value: object, where: str) -> Iterator[Record | Skipped]:
        """Yield what one message is, and each reaction to it."""
        if not isinstance(value, dict):
            yield Fault("it is no message").told(where)
            return
        changed = value.get("message") if value.get("subtype") == "message_changed" else None
        yield from self._read(channel, changed if isinstance(changed, dict) else value, where)

    def _read(self, channel: str, value: dict[str, Any], where: str) -> Iterator[Record | Skipped]:
        if channel != self._channel:
            self._channel, self._authors = channel, Authors()
        kind = said(value.get("subtype"))
        if kind in _CALLS:
            yield guarded(where, self._call, channel, value, where)
            return
        is_said = kind in _SAID and value.get("type", "message") == "message"
        sender = self._people.of(value.get("user"), value) if is_said else None
        if sender is None or value.get("bot_id"):
            yield Skipped("not used", where)
            return
        yield guarded(where, self._message, channel, value, sender, where)
        for sign, user in _reactions(value.get("reactions")):
            pressed = self._people.of(user), f"{sign}/{user}"
            yield guarded(where, self._reaction, channel, value, sender, pressed, where=where)

    def _message(
        self, channel: str, value: dict[str, Any], sender: Participant, where: str
    ) -> Record:
        talk, text, thread = self._talk(channel), value.get("text"), said(value.get("thread_ts"))
        text = text if isinstance(text, str) else ""
        to: list[Participant | None] = []
        if not talk.pair:
            to += [self._people.of(user) for user in mentioned(text)]
            if thread and thread != value.get("ts"):
                parent = self._authors.of(thread)
                to += parent or (self._people.of(value.get("parent_user_id")),)
            self._authors.note(said(value.get("ts")), sender)
        edited = value.get("edited")
        return talk.message(
            _ref(channel, value),
            where,
            sender,
            instant_us(value.get("ts")),
            text=plain(text, self._people.called),
            to=[one for one in to if one],
            edited_us=instant_us(edited.get("ts")) if isinstance(edited, dict) else None,
            thread=f"{channel}/{thread}" if thread and not talk.pair else "",
        )

    def _reaction(
        self,
        channel: str,
        value: dict[str, Any],
        author: Participant,
        pressed: tuple[Participant | None, str],
        *,
        where: str,
    ) -> Record | Skipped:
        """Return a reaction; Slack does not tell when, so it is dated as the message is."""
        sender, key = pressed
        if sender is None:
            return Skipped("not used", where)
        ref, at_us = f"{_ref(channel, value)}/{key}", instant_us(value.get("ts"))
        sign = key.partition("/")[0]
        return self._talk(channel).reaction(ref, where, sender, at_us, to=author, sign=sign)

    def _call(self, channel: str, value: dict[str, Any], where: str) -> Record | Skipped:
        """Return a huddle or call of those who came; one who was alone in it was not answered."""
        room = value.get("room")
        room = room if isinstance(room, dict) else {}
        came = room.get("participant_history") or room.get("participants")
        found = [self._people.of(user) for user in came] if isinstance(came, list) else []
        present = {one.identity: one for one in found if one}
        caller = self._people.of(room.get("created_by") or value.get("user"))
        caller = caller or next(iter(present.values()), None)
        talk = self._talk(channel)
        if caller is None or (len(present) < 2 and not talk.pair):  # noqa: PLR2004 - nobody else
            return Skipped("not used", where)
        begun_us, ended_us = (instant_us(room.get(key)) for key in ("date_start", "date_end"))
        lasted_us = ended_us - begun_us if begun_us and ended_us and len(present) > 1 else 0
        at_us = begun_us or instant_us(value.get("ts"))
        return talk.call(
            _ref(channel, value),
            where,
            caller,
            at_us,
            seconds=lasted_us / 1e6,
            to=present.values(),
        )

    def _talk(self, channel: str) -> Conversation:
        if channel not in self._talks:
            told = self._channels.get(channel)
            pair = [self._people.of(user) for user in told.members] if told and told.is_dm else []
            self._talks[channel] = Conversation(
                "slack", channel, of_two([one for one in pair if one])
            )
        return self._talks[channel]


def _ref(channel: str, value: dict[str, Any]) -> str:
    at = said(value["ts"])
    if not at:
        raise ValueError
    return f"slack/{channel}/{at}"


def _reactions(reactions: object) -> Iterator[tuple[str, str]]:
    """Yield the name of each reaction with the id of each who pressed it."""
    count = 0
    for one in reactions if isinstance(reactions, list) else ():
        users = one.get("users") if isinstance(one, dict) else None
        for user in users if isinstance(users, list) else ():
            if (count := count + 1) <= _REACTIONS_MAX:
                yield said(one.get("name")), said(user)
