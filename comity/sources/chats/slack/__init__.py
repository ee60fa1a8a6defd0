"""An export of a Slack workspace in (a folder, a file of slackdump's); messages and people out.

Owners ask for it at slack.com under Tools & settings > Workspace settings > Import/export data; a
member may dump what they see with slackdump. Read are Slack's own layout
(https://slack.com/help/articles/220556107), slackdump's folder of chunks, its files a channel and
its database (``layouts``), each known by itself.

A message is known by its channel and timestamp, whichever layout tells it. People are known by
the address of their profile where the export has it, else by team and id; the row of a profile
says that both are one person's. Of direct messages each is addressed to the other; elsewhere to
those it mentions and to the author of the thread it answers. Slack's own export does not tell
whose it is; slackdump's does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.model import Skipped
from comity.sources.chats.conversation import owner
from comity.sources.chats.slack.layouts import layout_of
from comity.sources.chats.slack.messages import Messages
from comity.sources.chats.slack.people import People
from comity.sources.guarded import guarded
from comity.sources.json_stream import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record

name = "slack"


def recognise(path: Path) -> bool:
    """Whether a folder or file is laid out as one of the exports."""
    return layout_of(path) is not None


def account(path: Path) -> str:
    """Return the team's id; of a dump that names none, the first channel's."""
    layout = layout_of(path)
    if layout is None:
        return name
    people = People(layout.own)
    for _, value in layout.users():
        people.add(value)
        break
    return people.team or next(iter(layout.channels()), "") or name


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield records of messages, calls and reactions, then of the people who took part."""
    layout = layout_of(path)
    if layout is None:
        yield Skipped("not recognised", path.name)
        return
    people = People(layout.own)
    places = {}
    for where, value in layout.users():
        if isinstance(value, Fault):
            yield value.told(where)
        elif user := people.add(value):
            places[user] = where
    if me := people.me():
        yield owner(name, me.identity, path.name, me)
    messages = Messages(people, layout.channels())
    for channel, where, value in layout.messages():
        if isinstance(value, Fault):
            yield value.told(where)
        else:
            yield from messages.read(channel, value, where)
    for user, where in places.items():
        yield guarded(where, people.profile, user, where)
    for where in layout.unused():
        yield Skipped("not used", where)
