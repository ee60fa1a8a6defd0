"""A draft in; the words in it that press, apologise, sell, or were left blank, out by their place.

English first, German for the commonest of each. Rules of taste, but for what their findings cite.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.language.draft.letter import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.language.draft.letter import Letter

_LINK = re.compile(
    r"""(?<![\w.-])(?:https?://)?(?:www\.)?(?:calendly\.com|cal\.com|meetings(?:-\w+)?\.hubspot\.com
        |chilipiper\.com|savvycal\.com|tidycal\.com|youcanbook\.me|zcal\.co|koalendar\.com
        |acuityscheduling\.com|appointlet\.com|doodle\.com/bp|zeeg\.me|meetergo\.com
        |outlook\.office(?:365)?\.com/(?:book|owa/calendar)|calendar\.app\.google
        |calendar\.google\.com/calendar/(?:u/\d/)?appointments)/[^\s<>)\]]{1,200}(?<![.,;!?])
      | https?://[^\s<>)\]]{0,120}/(?:bookings?|schedule|book-a-call|termin)\b[^\s<>)\]]{0,120}(?<![.,;!?])""",
    re.VERBOSE,
)
_BLANK = re.compile(
    r"""\[\s*(?:first|last|full|your|their|recipient'?s?|company|prospect'?s?|insert|vor|nach|firmen
            |f?name|firma|role|title|job|topic|xx)[^\]\n]{0,40}\]
      | \{\{?\s*[a-z][\w .-]{3,40}\}?\} | <<\s*[a-z][\w .-]{0,40}>> | %[a-z]+_?name%
      | <\s*(?:first|last|full|company|name|firma|vorname)[^>\n@]{0,20}> | \*\|[a-z_]{2,20}\|\*
      | \b(?:dear|hi|hello|hallo|hey)\s+(?:x{2,6}|_{2,20}|\.{3,10})(?=[\s,!])
      | \b(?:lorem\s+ipsum|tbd|tktk?)\b""",
    re.VERBOSE,
)
_ANYBODY = re.compile(
    r"""\b(?:dear\s+(?:sirs?\s*(?:/|or|and|,)\s*madams?|sirs?|madam|hiring\s+manager|recruiter
            |business\s+owner|valued\s+\w+|friend)
        |to\s+whom\s+it\s+may\s+concern|sehr\s+geehrte\s+damen\s+und\s+herren)\b""",
    re.VERBOSE,
)
_PRESSURE = re.compile(
    r"""\b(?:act\s+(?:now|fast)|last\s+chance|final\s+(?:notice|reminder|follow[\s-]?up)
        |don'?t\s+miss\s+(?:out|this)|you\s+(?:can'?t|cannot)\s+afford|limited[\s-]time
        |only\s+(?:a\s+few|\d+|two|three)\s+(?:\w+\s+)?(?:spots?|seats?|slots?|places?)\s+left
        |before\s+it'?s\s+too\s+late|(?:i\s+)?(?:expect|need)\s+(?:a|an|your)\s+(?:answer|reply
          |response)\s+(?:by|today|now|immediately|asap)|reply\s+immediately|respond\s+immediately
        |(?:still\s+)?(?:haven'?t|have\s+not|didn'?t|did\s+not)\s+(?:heard?|got(?:ten)?|get|received?)
          \s+(?:anything\s+|any\s+(?:reply|response|answer)\s+|a\s+(?:reply|response)\s+)?(?:back\s+)?
          from\s+you
        |you\s+(?:still\s+)?(?:haven'?t|have\s+not|never|didn'?t)\s+(?:replied|responded|answered
          |reply|respond|answer|got(?:ten)?\s+back|get\s+back)
        |(?:why|how\s+come)\s+(?:haven'?t|have)\s+you\s+(?:not\s+)?(?:replied|responded|answered)
        |(?:as\s+)?per\s+my\s+(?:last|previous)|as\s+i\s+(?:already\s+)?(?:said|wrote|mentioned)\s+
          in\s+my\s+(?:last|previous|earlier)|my\s+(?:previous|last|earlier)\s+(?:two|three|\d+|few)?
          \s*(?:e-?mails|messages)|third\s+time|bump(?:ing)?\s+this|circling\s+back\s+again
        |following\s+up\s+(?:yet\s+)?again|disappointed\s+(?:that\s+)?(?:you|not)|you\s+owe\s+me
        |it'?s\s+(?:very\s+|really\s+|extremely\s+)?urgent|urgent(?:ly)?!|a\s*s\s*a\s*p\b
        |letzte\s+(?:chance|mahnung|erinnerung)|nur\s+noch\s+(?:heute|\w+\s+(?:plätze|tage))
        |(?:noch\s+immer|immer\s+noch|leider\s+noch|bisher)\s+keine\s+(?:antwort|rückmeldung)
        |umgehend|unverzüglich|zum\s+(?:dritten|vierten)\s+mal|wie\s+bereits\s+(?:mehrfach\s+)?
          (?:geschrieben|erwähnt)|dringend\s+(?:um\s+)?(?:antwort|rückmeldung))""",
    re.VERBOSE,
)
_APOLOGY = re.compile(
    r"""\b(?:(?:i'?m\s+|i\s+am\s+)?(?:so\s+|very\s+|really\s+|terribly\s+)?sorry|(?:my\s+)?apolog(?:ies
        |ise|ize)|forgive\s+me|pardon\s+(?:me|the)|excuse\s+(?:me|the)|i\s+hate\s+to\s+(?:ask|bother
        |bug|impose)|don'?t\s+(?:want|mean)\s+to\s+(?:bother|bug|impose|take\s+(?:up\s+)?(?:too\s+much
        |your))|i\s+know\s+(?:that\s+)?you(?:'re|\s+are|\s+must\s+be)\s+(?:\w+\s+)?busy|you\s+must\s+be
        \s+(?:\w+\s+)?busy|(?:probably|maybe)\s+a\s+(?:stupid|silly|dumb)\s+(?:question|idea)
        |(?:stupid|silly|dumb)\s+question|wasting\s+your\s+time|waste\s+your\s+time
        |entschuldig\w*|verzeih\w*|tut\s+mir\s+(?:sehr\s+|wirklich\s+)?leid|ich\s+will\s+nicht\s+stören
        |(?:ich\s+)?störe\s+(?:sie|dich)|sorry)\b""",
    re.VERBOSE,
)
_REMINDER = re.compile(
    r"""\b(?:(?:just\s+|quickly\s+)?(?:following|follow)[\s-]up\s+(?:on|to|with|about|again|here)
        |(?:i\s+(?:just\s+)?(?:wanted|want)\s+to\s+)follow\s+up|circl(?:e|ing)\s+back
        |checking\s+in\s+(?:on|about|again|to\s+see)|(?:gentle|friendly|quick|small|little)\s+
          (?:reminder|nudge)|bump(?:ing)?\s+this|did\s+you\s+(?:see|get|receive|have\s+a\s+chance)
          |have\s+you\s+had\s+(?:a\s+)?(?:chance|time)|any\s+(?:news|update|word|thoughts)\s+on\s+(?:this
          |my|the\s+below)|haven'?t\s+heard\s+(?:back\s+)?from\s+you|my\s+(?:last|previous|earlier)\s+
          (?:e-?mail|message|note)|touching\s+base\s+(?:on|again)
        |wollte\s+(?:nur\s+)?(?:noch\s+einmal\s+)?(?:nachfragen|nachhaken)|(?:kleine|freundliche)\s+
          erinnerung|hast\s+du\s+meine|haben\s+sie\s+meine)\b""",
    re.VERBOSE,
)
_THANKS = re.compile(
    r"\b(?:thank(?:s|\s+you|ful)?|grateful|appreciate(?:d|s)?|thx|danke?\w{0,7}|merci|gracias)\b"
)


def scheduling_links(letter: Letter) -> list[Span]:
    """Return the links by which the reader is to book a time."""
    return list(_found(_LINK, letter))


def left_blank(letter: Letter) -> list[Span]:
    """Return what was to be filled in: [First name], {{company}}."""
    return list(_found(_BLANK, letter, of=Span(letter.subject.start, letter.body.end)))


def to_anybody(letter: Letter) -> list[Span]:
    """Return a greeting that is nobody's own: Dear Sir or Madam."""
    return list(_found(_ANYBODY, letter, of=Span(letter.greeting.start, letter.body.end)))


def pressure(letter: Letter) -> list[Span]:
    """Return the words that press: a last chance, a count of letters unanswered."""
    return list(_found(_PRESSURE, letter))


def apologies(letter: Letter) -> list[Span]:
    """Return the words that apologise for writing, or make the writer small."""
    return list(_found(_APOLOGY, letter))


def reminders(letter: Letter) -> list[Span]:
    """Return the words by which a message reminds of another."""
    return list(_found(_REMINDER, letter))


def gives_thanks(letter: Letter) -> bool:
    """Tell whether it thanks anywhere, at its end too."""
    return _THANKS.search(letter.plain) is not None


def _found(pattern: re.Pattern[str], letter: Letter, of: Span | None = None) -> Iterator[Span]:
    start, end = of or letter.body
    for one in pattern.finditer(letter.plain, start, end):
        if one.start() < one.end():
            yield Span(*one.span())
