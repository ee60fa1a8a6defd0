"""A value and the kind it is said to be in; what of it leaves for a model out.

Only what is of its kind leaves: a sentence where a number was expected is withheld. Texts leave
if the user allowed them, wrapped as data with where they are from; what is withheld or cut is
said to be.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from comity.faces.plain import plain
from comity.operations.privacy.private_words import PrivateWords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.operations.document import Json

NAME_CHARS_MAX = 80
ADDRESS_CHARS_MAX = 120
SENTENCE_CHARS_MAX = 320
TEXT_CHARS_MAX = 500
_YEAR_10000_US = 253_402_300_800_000_000
_DIGITS = 4
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_KEY = re.compile(r"[a-z0-9:_-]{1,80}")


@dataclass
class Teller:
    """Whether texts may be told, how many rows, and what was kept back on the way."""

    allow_text: bool
    rows: int
    private: PrivateWords = field(default_factory=PrivateWords)
    withheld: set[str] = field(default_factory=set)
    cut: dict[str, str] = field(default_factory=dict)
    others: int = 0  # fields nobody said the kind of
    around: list[dict[str, Json]] = field(default_factory=list)  # what the value stands in
    at: list[str] = field(default_factory=list)  # and under which names

    def keep_back(self) -> Any:  # noqa: ANN401 - always the one mark
        """Note that what stands here is withheld."""
        self.withheld.add(".".join(self.at))
        return NOTHING


Leaf: TypeAlias = Callable[[Any, Teller], Any]
NOTHING: Final = object()  # stands for what does not leave


def rows(tell: Callable[[Any], Any], value: Sequence[Any], teller: Teller) -> list[Any]:
    """Tell the first rows, each by ``tell``, and note that the rest is cut."""
    found = [tell(one) for one in value[: teller.rows]]
    if len(value) > teller.rows:
        teller.cut[".".join(teller.at)] = f"the first {teller.rows} of {len(value)}"
    return [one for one in found if one is not NOTHING]


# ── kinds of value ───────────────────────────────────────────────────────────────────────


def unsaid(_value: Any, _teller: Teller) -> Any:  # noqa: ANN401 - any value
    """Tell nothing, whatever is allowed, and do not speak of it: the guide says once why."""
    return NOTHING


def number(value: Any, teller: Teller) -> Any:  # noqa: ANN401 - any value
    """Tell a number, or yes or no."""
    if isinstance(value, float):
        return round(value, _DIGITS)
    return value if isinstance(value, int) else teller.keep_back()


def _matching(pattern: re.Pattern[str]) -> Leaf:
    def leaf(value: Any, teller: Teller) -> Any:  # noqa: ANN401 - any value
        fits = isinstance(value, str) and (not value or pattern.fullmatch(value))
        return value if fits else teller.keep_back()

    return leaf


moment: Leaf = _matching(_MOMENT)
word: Leaf = _matching(_WORD)  # one of the program's own
key: Leaf = _matching(_KEY)  # an id or a record's key


def either(*forms: Leaf) -> Leaf:
    """Tell what is of one of several kinds."""

    def leaf(value: Any, teller: Teller) -> Any:  # noqa: ANN401 - any value
        for form in forms:
            found = form(value, Teller(teller.allow_text, teller.rows, teller.private))
            if found is not NOTHING:
                return found
        return teller.keep_back()

    return leaf


def name(value: Any, teller: Teller) -> Any:  # noqa: ANN401 - any value
    """Tell a name: strangers chose it, so one short line without control characters."""
    return one_line(value, NAME_CHARS_MAX) if isinstance(value, str) else teller.keep_back()


def source(value: Any, teller: Teller) -> Any:  # noqa: ANN401 - kind/account
    """Tell what kind of source it is: accounts bear the names of chats and files."""
    return word(str(value).partition("/")[0], teller)


def address(value: Any, teller: Teller) -> Any:  # noqa: ANN401 - any value
    """Tell an address, a number, a profile."""
    return _line(value, teller, ADDRESS_CHARS_MAX)


def sentence(value: Any, teller: Teller) -> Any:  # noqa: ANN401 - any value
    """Tell a sentence of the program's own, of figures, dates and names."""
    return _line(value, teller, SENTENCE_CHARS_MAX)


def _line(value: Any, teller: Teller, chars: int) -> Any:  # noqa: ANN401 - any value
    if not isinstance(value, str) or teller.private.meant_in(value):
        return teller.keep_back()
    return one_line(value, chars)


def text(value: Any, teller: Teller) -> Any:  # noqa: ANN401 - any value
    """Tell what somebody wrote as the data it is, if the user allowed texts."""
    if value == "":
        return NOTHING
    if not teller.allow_text or not isinstance(value, str) or teller.private.meant_in(value):
        return teller.keep_back()
    shown = {"untrusted_text": one_line(value, TEXT_CHARS_MAX), "from": _author(teller.around)}
    record = next((one["key"] for one in reversed(teller.around) if one.get("key")), "")
    return shown | ({"record": record} if _KEY.fullmatch(str(record)) else {})


def instant(value: Any, teller: Teller) -> Any:  # noqa: ANN401 - any value
    """Tell an instant that is counted in microseconds as a moment."""
    if not isinstance(value, int) or not 0 <= value < _YEAR_10000_US:
        return teller.keep_back()
    return datetime.fromtimestamp(value // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def one_line(value: str, chars: int) -> str:
    """Return a text as one line of so many characters at most, saying how many are left out."""
    line = " ".join(plain(value).split())
    return line if len(line) <= chars else f"{line[:chars]}… (+{len(line) - chars} characters)"


_OF_THE_USER = {"promise", "my_question", "helped", "asked"}  # kinds of what is open, or helps
_OF_EITHER = {"never_set", "overture"}


def _author(around: list[dict[str, Json]]) -> str:
    """Return who wrote it, as far as what it stands in says."""
    if any("promises" in one and not one.get("theirs") for one in around):
        return "the user"
    theirs = any(one.get("feature") == "their_word" for one in around)
    for one in reversed(around):
        if not theirs and one.get("kind") in _OF_THE_USER:
            return "the user"
        if one.get("kind") in _OF_EITHER:
            return "unknown"
        if one.get("direction") == "out" or one.get("channel") == "log":
            return "the user"
        who = one.get("from") or one.get("person")
        if isinstance(who, dict):
            found = "the user" if who.get("is_me") else who.get("name")
            return one_line(str(found or "unknown"), NAME_CHARS_MAX)
        if one.get("direction") == "both":  # a meeting's title: who gave it is not told
            return "unknown"
        if "name" in one:
            return one_line(str(one["name"]), NAME_CHARS_MAX)
    return "unknown"
