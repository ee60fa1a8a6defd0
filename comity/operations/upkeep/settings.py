"""``settings``: the few things about a book that the user may set, each said where it is heeded."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.operations.operation import operation
from comity.operations.upkeep.documents import Settings
from comity.store.decisions import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from comity.book import Book

SETTINGS = {  # name -> module of a room, imported at the point of use
    "people": "plan.pace",
    "minutes": "plan.pace",
    "always": "plan.fading",
    "time_zone": "upkeep.place",
    "region": "upkeep.place",
    "ask_who": "decide.who_are_you",
}
_NUMBER_MAX = 1_000


def whole_number(value: str) -> int:
    """Return a number of people or minutes as it is kept."""
    if not value.isdecimal() or not 1 <= int(value) <= _NUMBER_MAX:
        raise BadInput(f"{value!r} is not a number from 1 to {_NUMBER_MAX}", hint="write it as 3")
    return int(value)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the user may set, as the module says it that heeds it; ``SETTINGS`` names that."""

    name: str  # "time_zone"
    label: str  # on the page of settings
    meaning: str  # in the help
    default: Callable[[Book], int | str | None]  # what holds until it is set
    checked: Callable[[str], int | str] = whole_number  # as it is kept; raises ``BadInput``
    choices: Mapping[str, str] = field(default_factory=dict)  # that a page offers, in its words
    remark: Callable[[Book], str] | None = None  # on its meaning, in this book
    instead_of: str = ""  # a setting that holds no longer

    @property
    def is_number(self) -> bool:
        """Whether a page asks for a number."""
        return self.checked is whole_number


def every_setting() -> tuple[Setting, ...]:
    """Return all there are, in their order."""
    return tuple(_find(name) for name in SETTINGS)


def _find(name: str) -> Setting:
    for value in vars(import_module(f"comity.operations.{SETTINGS[name]}")).values():
        if isinstance(value, Setting) and value.name == name:
            return value
    raise LookupError(name)


def chosen_by_user(book: Book) -> dict[str, int | str | None]:
    """Return what the user set; None of what another setting took the place of."""
    words = book.decisions.active("setting")
    return {one.identity: one.value if isinstance(one.value, int | str) else None for one in words}


@operation("settings")
def settings(book: Book) -> Settings:
    """Show the settings of this book."""
    every, given = every_setting(), chosen_by_user(book)
    return Settings(
        book=str(book.folder),
        settings={
            one.name: given[one.name] if one.name in given else one.default(book) for one in every
        },
        meanings={
            one.name: f"{one.meaning} ({one.remark(book)})" if one.remark else one.meaning
            for one in every
        },
    )


def _meanings() -> str:
    """Return what may be set, for the help."""
    return " ".join(f"{one.name}: {one.meaning}." for one in every_setting())


@operation("settings set", writes=True, more=_meanings)
def settings_set(book: Book, name: str, value: str) -> Settings:
    """Set one of the settings."""
    if name not in SETTINGS:
        raise BadInput(f"there is no setting {name!r}", hint=f"there are {', '.join(SETTINGS)}")
    one = _find(name)
    words = [Said("setting", name, value=one.checked(value))]
    if one.instead_of:
        words.append(Said("setting", one.instead_of, value=None))
    book.say(words)
    return settings(book)
