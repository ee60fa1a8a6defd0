"""The HTML of a mail in, plain text out, in which quoted matter begins with ``>``.

Quoted are ``blockquote`` (unless it only indents), the quote boxes of Yahoo, Proton and Zoho, the
lines with which Thunderbird and Roundcube name an author, and all that follows the dividers of
Outlook and Zimbra. Gmail's box is none: it also holds the answers
given between its block quotes. Scripts, styles and what is not displayed are left out, a link is
its text, entities are decoded, nothing is fetched. A tag is what stands between ``<`` and ``>``:
one pass and no tree, so that broken HTML costs no more than good HTML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

MAX_HTML_CHARS = 1 << 20
_MAX_LINES = 1 << 14
_MAX_DEPTH = 20  # of quotes in quotes

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]*")
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|mso-hide\s{0,9}:\s{0,9}all", re.IGNORECASE)
_INDENTED = re.compile(r"border(?:-left)?\s{0,9}:\s{0,9}(?:none|0)|border=.?0", re.IGNORECASE)
_QUOTE_BOX = re.compile(
    r"yahoo_quoted|protonmail_quote|zmail_extra|moz-forward|moz-cite-prefix|reply-intro"
    r"|OLK_SRC_BODY_SECTION",
    re.IGNORECASE,
)
_ALL_BELOW = re.compile(
    r"divRplyFwdMsg|appendonsend|OutlookMessageHeader|ms-outlook-mobile-reference|\bzwchr\b"
    r"|mail-editor-reference-message|__HEADERS__",
    re.IGNORECASE,
)
# The line that Word draws above the header of another's mail, and how it is shown in plain text.
_RULED = re.compile(
    r"border:\s{0,3}none;\s{0,3}border-top:\s{0,3}solid [#\w]{3,12} 1(?:\.0)?pt", re.IGNORECASE
)
_RULE = "_" * 12
_SIGNED = re.compile(r"gmail_signature\b(?!_)|id=.?Signature\b", re.IGNORECASE)
_UNREAD = frozenset({"script", "style", "title", "template", "svg", "select"})
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _SPACED | {
    *("div", "tr", "table", "ul", "ol", "li", "blockquote", "hr", "pre", "center", "section"),
    *("article", "header", "footer", "address", "dl", "dt", "dd", "form", "fieldset", "body"),
}


@dataclass(slots=True)
class _Page:
    """The lines so far, and what the open tags do to the next one."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    depth: int = 0
    hidden: int = 0
    in_pre: bool = False
    open_tags: list[list[str | int]] = field(default_factory=list)  # tag, how often, what it does

    def write(self, text: str) -> None:
        """Add what stands between two tags."""
        if self.hidden or not text:
            return
        text = unescape(text) if "&" in text else text
        if not self.in_pre:
            self.line.append(text)
            return
        first, *others = text.split("\n")
        self.line.append(first)
        for other in others:
            self.end_line(even_empty=True)
            self.line.append(other)

    def end_line(self, *, even_empty: bool = False) -> None:
        """Close the line, if there is one, under the mark of its quote."""
        text = "".join(self.line)
        text = text.rstrip() if self.in_pre else " ".join(text.split())
        self.line.clear()
        if text or even_empty:
            self.lines.append("> " * self.depth + ("-- " if text == "--" else text))

    def end_block(self, tag: str) -> None:
        """Close the line; one empty line stands between paragraphs."""
        self.end_line()
        if tag in _SPACED and self.lines and self.lines[-1].strip("> "):
            self.end_line(even_empty=True)

    def open(self, tag: str, attributes: str) -> None:
        """Let an opening tag do what it does to lines, quotes and sight."""
        if tag in _BLOCKS:
            self.end_block(tag)
            self.in_pre = self.in_pre or tag == "pre"
            if tag == "li":
                self.line.append("- ")
        elif tag == "br":
            self.end_line(even_empty=True)
        elif tag in {"td", "th"}:
            self.line.append(" ")
        top = self.open_tags[-1] if self.open_tags else None
        if effect := _effect(tag, attributes):
            self._begin(tag, effect)
        elif top and top[0] == tag:
            top[1] = int(top[1]) + 1

    def close(self, tag: str) -> None:
        """Undo what the opening tag did."""
        if tag in _BLOCKS:
            self.end_block(tag)
            self.in_pre = self.in_pre and tag != "pre"
        top = self.open_tags[-1] if self.open_tags else None
        if not top or top[0] != tag:
            return
        top[1] = int(top[1]) - 1
        if not top[1]:
            self.open_tags.pop()
            self.depth -= top[2] == "quote"
            self.hidden -= top[2] == "hide"

    def _begin(self, tag: str, effect: str) -> None:
        self.end_line()
        if effect == "sign":
            if self.lines[-1:] != ["-- "]:
                self.lines.append("> " * self.depth + "-- ")
        elif effect == "rule":
            self.lines.append("> " * self.depth + _RULE)
        elif effect == "below":
            self.depth = min(self.depth + 1, _MAX_DEPTH)
        elif len(self.open_tags) < _MAX_DEPTH:
            self.open_tags.append([tag, 1, effect])
            self.depth += effect == "quote"
            self.hidden += effect == "hide"


def html_to_text(html: str) -> str:
    """Return the readable text of a mail's HTML, its quotes marked with ``>``."""
    page = _Page()
    first, *pieces = _COMMENT.sub("", html[:MAX_HTML_CHARS]).split("<")
    page.write(first)
    unread = ""
    for piece in pieces:
        found = _TAG.match(piece)
        if unread and not (found and found[0].lower() == unread):
            continue
        unread = ""
        if not found:
            page.write(piece.partition(">")[2] if piece[:1] in {"!", "?", "/"} else "<" + piece)
            continue
        tag = found[0].lower()
        attributes, _, text = piece.partition(">")
        if tag in _UNREAD:
            unread = "/" + tag
            continue
        if tag[0] == "/":
            page.close(tag[1:])
        else:
            page.open(tag, attributes)
            if attributes.endswith("/") and page.open_tags and tag not in _BLOCKS:
                page.close(tag)
        page.write(text)
        if len(page.lines) > _MAX_LINES:
            break
    page.end_line()
    return "\n".join(page.lines).strip()


def _effect(tag: str, attributes: str) -> str:
    """Say what a tag does to all inside it: quote, hide, sign; "below" quotes what follows.

    "rule" draws a line.
    """
    if tag == "blockquote":
        return "" if _INDENTED.search(attributes) and "cite" not in attributes else "quote"
    if len(attributes) < len("a class=x") or tag in {"a", "img", "br", "meta", "input"}:
        return ""
    if tag != "td" and _HIDDEN.search(attributes):
        return "hide"
    if tag not in {"div", "hr", "table", "span", "p"}:
        return ""
    if _QUOTE_BOX.search(attributes):
        return "quote"
    if _ALL_BELOW.search(attributes):
        return "below"
    if _RULED.search(attributes):
        return "rule"
    return "sign" if _SIGNED.search(attributes) else ""
