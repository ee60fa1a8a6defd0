"""``settings``: the few things about a book that the user may set."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from comity.cache import heeds
from comity.errors import BadInput
from comity.normalise.phone import is_region
from comity.operations.operation import operation
from comity.operations.upkeep.documents import Settings, SettingValues
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book

PEOPLE_DEFAULT = 3
FADING = ("news", "follow_up", "lapse", "revive")  # neither owed nor asked for by the user
NAMES = {
    "people": "how many people a day's plan names (3)",
    "minutes": "how many minutes a day's plan may take; instead of a number of people",
    "always": "kinds of suggestion never shown less often, as lapse,revive; or all (none)",
    "time_zone": "whose days these are, as Europe/Berlin (this machine's)",
    "region": "whose telephone numbers need no country code, as GB",
}


@heeds("setting")
@operation("settings")
def settings(book: Book) -> Settings:
    """Show the settings of this book."""
    said = _said(book)
    region, origin = book.region
    values = SettingValues(
        people=_number(said.get("people", PEOPLE_DEFAULT)),
        minutes=_number(said.get("minutes")),
        always=_always(said),
        time_zone=book.zone,
        region=region or None,
    )
    meant = f"{NAMES['region']} ({origin or 'not known: set it'})"
    return Settings(str(book.folder), values, NAMES | {"region": meant})


@operation("settings set", writes=True)
def settings_set(book: Book, name: str, value: str) -> Settings:
    """Set one: people, minutes, always, time_zone or region."""
    if name not in NAMES:
        raise BadInput(f"there is no setting {name!r}", hint=f"there are {', '.join(NAMES)}")
    said = [Said("setting", name, value=_checked(name, value))]
    if name in {"people", "minutes"}:
        other = "minutes" if name == "people" else "people"
        said.append(Said("setting", other, value=None))
    book.say(said)
    return settings(book)


def pace(book: Book, *, people: int | None, minutes: int | None) -> dict[str, int | None]:
    """Return the pace: what this call asks for, else the setting, else three people."""
    if people is None and minutes is None:
        said = _said(book)
        people, minutes = _number(said.get("people")), _number(said.get("minutes"))
    if people is None and minutes is None:
        people = PEOPLE_DEFAULT
    return {"people": people, "minutes": minutes}


def always(book: Book) -> frozenset[str]:
    """Return the kinds of suggestion that the user wants as often as ever."""
    said = _always(_said(book))
    return frozenset(FADING) if said == "all" else frozenset(said.split(","))


def _always(said: dict[str, object]) -> str:
    return str(said.get("always") or "none")


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _said(book: Book) -> dict[str, object]:
    return {one.identity: one.value for one in book.decisions.standing("setting")}


def _checked(name: str, value: str) -> int | str:
    if name == "time_zone":
        try:
            return ZoneInfo(value).key
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            hint = "write it as Europe/Berlin"
            raise BadInput(f"there is no time zone {value!r}", hint=hint) from error
    if name == "always":
        return _kinds(value)
    if name == "region":
        if not is_region(value.upper()):
            raise BadInput(f"{value!r} is no region with telephone numbers", hint="write it as GB")
        return value.upper()
    if not value.isdecimal() or not 1 <= int(value) <= 1_000:  # noqa: PLR2004 - more is no plan
        raise BadInput(f"{value!r} is not a number from 1 to 1000", hint=f"settings set {name} 3")
    return int(value)


def _kinds(value: str) -> str:
    words = [word.strip() for word in value.split(",")]
    for word in words:
        if word not in FADING and value not in {"all", "none"}:
            hint = f"there are {', '.join(FADING)}, all and none"
            raise BadInput(f"{word!r} is no kind of suggestion that is shown less often", hint=hint)
    return ",".join(words)
