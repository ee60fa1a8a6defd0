"""Users as Slack describes them in; who they are, and rows of those who took part, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comity.model import Claim, Participant, Skipped
from comity.normalise.identity import as_written
from comity.normalise.name import clean
from comity.sources.chats.conversation import handle, phone, profile, said

if TYPE_CHECKING:
    from comity.model import Record
    from comity.sources.chats.slack.layouts import Own

_SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class _User:
    team: str
    name: str
    email: str = ""  # as an identity
    title: str = ""
    number: str = ""
    is_bot: bool = False


class People:
    """Everybody an export describes, by id, and which of them took part."""

    def __init__(self, own: Own) -> None:
        self.team = own.team
        self._own = own
        self._users: dict[str, _User] = {}
        self._seen: set[str] = set()

    def add(self, value: object) -> str:
        """Take in a user; return the id, "" where there is none."""
        if not isinstance(value, dict) or not (user := said(value.get("id"))):
            return ""
        about = value.get("profile")
        about = about if isinstance(about, dict) else {}
        team = said(value.get("team_id")) or said(about.get("team"))
        self.team = self.team or team
        self._users[user] = _User(
            team,
            _name(about) or said(value.get("real_name")) or said(value.get("name")),
            as_written(said(about.get("email"), 254)),
            said(about.get("title")),
            said(about.get("phone")),
            is_bot=bool(value.get("is_bot")) or user == _SLACKBOT,
        )
        return user

    def of(self, user: object, message: dict[str, Any] | None = None) -> Participant | None:
        """Return who has an id; None for a bot and for nobody. The message may tell of a guest."""
        key = said(user)
        if not key or key == _SLACKBOT:
            return None
        known = self._users.get(key)
        if known is None or not known.name:
            known = self._users[key] = self._guest(message or {}, known)
        if known.is_bot:
            return None
        self._seen.add(key)
        if known.email:
            return Participant("from", known.email, clean(known.name))
        return handle("slack", f"{known.team or self.team}.{key}", known.name)

    def called(self, user: str) -> str:
        """Return what somebody is called in a text that mentions them."""
        known = self._users.get(user)
        return known.name if known and known.name else user

    def me(self) -> Participant | None:
        """Return whose dump it is, where it tells."""
        return self.of(self._own.user) if self._own.user else None

    def profile(self, user: str, where: str) -> Record | Skipped:
        """Return what is told of somebody who took part; of a bot and of all others nothing."""
        known = self._users[user]
        if user not in self._seen or known.is_bot:
            return Skipped("not used", where)
        by_id = handle("slack", f"{known.team or self.team}.{user}")
        by_number = phone(known.number) if known.number else None
        found = (known.email, by_id and by_id.identity, by_number and by_number.identity)
        identities = [one for one in found if one]
        shown = clean(known.name)
        told = (("name", shown), ("title", known.title))
        claims = [Claim(identities[0], what, value) for what, value in told if value]  # type: ignore[arg-type]
        ref = f"{known.team or self.team}.{user}"
        return profile("slack", ref, where, identities, name=shown, claims=claims)

    def _guest(self, message: dict[str, Any], before: _User | None) -> _User:
        """Return somebody of another workspace, whom messages alone describe; the team stays."""
        about = message.get("user_profile")
        about = about if isinstance(about, dict) else {}
        told = said(about.get("team")) or said(message.get("user_team"))
        told = told or said(message.get("team")) or self.team
        self.team = self.team or told
        return _User(before.team if before else told, _name(about))


def _name(about: dict[str, Any]) -> str:
    names = (about.get("real_name"), about.get("display_name"), about.get("name"))
    return next(filter(None, map(said, names)), "")
