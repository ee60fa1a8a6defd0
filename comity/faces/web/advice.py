"""Words of ours that name what to call in, what a page says of them out.

What a command does at a terminal a page does as well, and is linked; what no page does is left
unsaid.
"""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup, escape

from comity.errors import Advice, Call
from comity.faces.plain import plain

PLACES = {  # verb -> the page that does it, and what it is called
    "backup": ("/settings#out", "Settings"),
    "demo": ("/begin", "Beginning"),
    "import": ("/import", "Import"),
    "me": ("/settings#me", "Settings"),
    "me add": ("/settings#me", "Settings"),
    "me remove": ("/settings#me", "Settings"),
    "merge": ("/people/{}/merge?also={}", "see what speaks for it"),
    "edit": ("/people", "People"),
    "people": ("/people", "People"),
    "questions": ("/questions", "Questions"),
    "remember": ("/begin", "Beginning"),
    "settings set": ("/settings#pace", "Settings"),
    "today": ("/", "Today"),
}


def on_a_page(words: str) -> str:
    """Return what to do, with links; "" where it names what no page does."""
    if not isinstance(words, Advice):
        return words
    calls = [part for part in words.parts if isinstance(part, Call)]
    if any(call.verb not in PLACES or call.book for call in calls):
        return ""
    return Markup("").join(map(_part, words.parts))


def unlinked(words: str) -> str:
    """Return the same as text, for what is no page."""
    return str(Markup(on_a_page(words)).striptags()) if isinstance(words, Advice) else words  # noqa: S704 - taken apart, not shown


def what_is_wrong(message: str) -> str:
    """Return what went wrong; an option is called by its name."""
    if not isinstance(message, Advice):
        return message
    return "".join(
        part if isinstance(part, str) else " and ".join(f"“{name}”" for name, _ in part.options)
        for part in message.parts
    )


def _part(part: str | Call) -> Markup:
    if isinstance(part, str):
        return escape(plain(part).replace("`", ""))
    href, label = PLACES[part.verb]
    return Markup('<a href="{}">{}</a>').format(href.format(*map(quote, part.given)), label)
