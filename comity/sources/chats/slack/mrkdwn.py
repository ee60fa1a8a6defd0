"""Slack's markup in, the text as its reader sees it out; and whom it mentions.

https://docs.slack.dev/messaging/formatting-message-text: ``<@U1>``, ``<#C1|general>``,
``<https://a.example|here>``, ``<!date^0^{date}|noon>``; only ``&``, ``<`` and ``>`` are escaped. A
line that begins with ``>`` quotes somebody, and is left out as quotes in mail are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MARK = re.compile(r"<([@#!]?)([^<>|]{1,2000})(?:\|([^<>]{0,2000}))?>")
_MENTION = re.compile(r"<@([A-Z0-9]{2,30})(?:\|[^<>]{0,200})?>")
_ONE_LINE = re.compile(r"^&gt;(?!&gt;&gt;)[^\n]*(?:\n|\Z)", re.MULTILINE)
_REST = re.compile(r"^&gt;&gt;&gt;.*\Z", re.MULTILINE | re.DOTALL)


def plain(text: str, called: Callable[[str], str]) -> str:
    """Return a text without markup; ``called`` tells the name of a user."""
    if "&gt;" in text:
        text = _ONE_LINE.sub("", _REST.sub("", text))
    if "<" in text:
        text = _MARK.sub(lambda found: _shown(found, called), text)
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return text.strip()


def mentioned(text: str) -> list[str]:
    """Return the ids of the users whom a text names."""
    return _MENTION.findall(text) if "<@" in text else []


def _shown(found: re.Match[str], called: Callable[[str], str]) -> str:
    kind, value, label = found[1], found[2], found[3] or ""
    match kind:
        case "@":
            return f"@{label.lstrip('@') or called(value)}"
        case "#":
            return f"#{label or value}"
        case "!":
            return label or f"@{value.partition('^')[0]}"
        case _:
            return label or value.removeprefix("mailto:")
