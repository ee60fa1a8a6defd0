"""A promise in, what it is a promise of; a later text in, what it says was done about it, out.

A *deed* is of a kind: a thing to be handed over, an introduction, a talk, an answer, or work; its
*words* are those of the sentence that tell it from other promises. What shows that it was done is
said in the doer's words ("as promised", "attached is"), taken back in them ("I cannot after all"),
or put in doubt ("I still owe you"). A bare "Thanks!" says nothing of the kind. English, German,
French and Spanish.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from comity.language.sentences import split

Of: TypeAlias = Literal["introduction", "thing", "talk", "answer", "work"]

_WORD = re.compile(r"[^\W\d_]{4,}")  # shorter ones tell no two things apart
_STEM = 6  # of a word, by which "report" and "reports" are one
_TEXT_MAX = 1 << 14
_SHORT_WORDS = 80  # a text so short speaks of one thing

_INTRODUCTION = re.compile(
    r"\b(?:introduc(?:e|ing)|put\s+you\s+(?:both\s+)?in\s+touch|connect\s+(?:you|the\s+two)|make\s+"
    r"(?:the|an)\s+intro\w*|vorstellen|bekannt\s*machen|mettr\w+\s+en\s+contact|présenter\w*"
    r"|presentar\w*)\b"
)
_THING = re.compile(
    r"\b(?:send\w*|resend|share|forward|attach|e-?mail\s+(?:you|it|them|the|a)|upload|post|pass"
    r"|submit|provide|deliver|bring|hand|give\s+you|get\s+(?:you|it|them|this)|show\s+you|drop\s+"
    r"(?:it|them|you)|(?:come|get)\s+back\s+(?:to\s+you\s+)?with|lend|(?:ab|nach|zu|über)?schick\w*"
    r"|send(?:e|en)|leite|weiterleit\w+|envoi\w*|envoy\w*|enverr\w+|transm\w+|enví\w*|envi\w*"
    r"|mand\w*|paso|pasar\w*)\b"
)
_TALK = re.compile(
    r"\b(?:call|ring|phone|meet|visit|(?:speak|talk)\s+(?:to|with)\s+you|see\s+you|come\s+by|come\s+"
    r"over|stop\s+by|give\s+you\s+a\s+(?:ring|call)|rufe|anrufen|appeller\w*|rappel\w*|llam\w+)\b"
)
_ANSWER = re.compile(
    r"\b(?:get\s+back|come\s+back|circle\s+back|let\s+you\s+(?:all\s+)?know|reply|respond|answer|tell"
    r"\s+you|keep\s+you|update\s+you|write\s+(?:to\s+you|you|back)|confirm|follow\s+up|melde|sage"
    r"|antwort\w*|bescheid|revien\w+|reviendr\w+|tien\w*\s+au\s+courant|répon\w+|avis\w*|respond\w*"
    r"|confirm\w*|escrib\w*)\b"
)
_CUE = re.compile(r"\b(?:i'll|we'll|i\s+(?:will|shall|promise|intend|plan|am\s+going)|let\s+me)\s+")
_WEAK_CUE = re.compile(r"\bwill\s+")
_COMMON = frozenset(
    """here actually anything around because being better both case certainly check checked code
    could does doing done else every everything exactly first going great having help here however
    instead issue just last least less lets little made maybe mean might mine most much must never
    nice often once other others otherwise perhaps point possible probably problem quite rather
    really right same seems should since something somewhere still such sure taking that's their
    thought under until upon used using very want well were what which while whole will without
    wonder worth writing yourself able after again also back been before come ever from further
    give good have hope into just kind know later like look make many more morning much need next
    only over part
    please promise proper send sent shall should some soon sure take tell than thank thanks that
    them then there these they thing things this those through today tomorrow week when where which
    will with would write year your yours monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december share
    forward call ring reply answer month days weeks check find keep working work
    eine einen dich ihnen werde dann noch morgen vous nous pour avec dans demain para como esta
    """.split()
)

_PROMISED_DONE = re.compile(
    r"\b(?:as\s+(?:i\s+)?promised|i\s+(?:had\s+)?(?:promised|said\s+i(?:'d|\s+would))|wie\s+"
    r"versprochen|comme\s+promis|como\s+(?:te\s+|le\s+)?promet\w+)\b"
)
_HANDED = re.compile(
    r"\b(?:(?:please\s+)?find\s+(?:\w+\s+){0,3}(?:attached|enclosed|below)|(?:is|are|you\s+find\s+it"
    r"|i(?:'ve|\s+have)?|it's)\s+(?:now\s+|also\s+)?attach(?:ed|ing)|attached\s+(?:is|are|you)"
    r"|^attached\b|(?<!from\s)(?<!come\s)\bhere(?:'s|\s+is|\s+are|\s+you\s+(?:go|are))(?!\s+(?:where|what|how|why"
    r"|when|who|my\s+(?:take|view|thoughts?|opinion)|an?\s+(?:example|thought|idea)|to\b|some\s+thoughts))"
    r"|i(?:'ve|\s+have)?\s+(?:just\s+|now\s+|already\s+)?(?:sent|forwarded|uploaded|posted|shared"
    r"|submitted|mailed|e-?mailed|pushed)|just\s+sent|anbei|im\s+anhang|hier\s+(?:ist|sind)"
    r"|habe\s+(?:\w+\s+){0,5}(?:geschickt|gesendet)|ci-joint\w*|en\s+pièce\s+jointe|voici|adjunto"
    r"|aquí\s+(?:está|tiene|va))\b",
    re.MULTILINE,
)
_WORKED = re.compile(
    r"\b(?:(?:is|are|it's|that's|all|now)\s+(?:now\s+)?(?:done|fixed|finished|ready|updated|added"
    r"|merged|applied|online)|^(?:done|fixed|updated|applied|added|merged)\b|i(?:'ve|\s+have)\s+"
    r"(?:just\s+|now\s+|already\s+)?(?:done|fixed|finished|updated|added|made|changed|applied"
    r"|merged|checked|looked|asked|spoken|talked|read|reviewed|booked|written|prepared|drafted"
    r"|registered|created|put|set|found|removed|tested|tried)|erledigt|c'est\s+fait|hecho)\b",
    re.MULTILINE,
)
_TALKED = re.compile(
    r"\b(?:(?:good|great|nice|lovely|pleasure)\s+(?:to\s+(?:talk|speak|chat|meet|see)|talking|"
    r"speaking|chatting|meeting|seeing)|(?:thanks?|thank\s+you)\s+for\s+(?:the\s+|your\s+)?(?:call"
    r"|chat|time\s+on\s+the\s+phone|meeting)|(?:as|when)\s+we\s+(?:spoke|talked|discussed\s+on\s+the"
    r"\s+phone))\b"
)
_GIVEN_UP = re.compile(
    r"\b(?:i(?:'m|\s+am)\s+(?:sorry|afraid),?\s+(?:but\s+)?(?:that\s+)?i\s+(?:will\s+not|won't|can(?:"
    r"no|')t|cannot|couldn't|could\s+not|am\s+not\s+able|shall\s+not)|i\s+(?:will\s+not|won't|cannot"
    r"|can't|could\s+not|couldn't)\s+(?:[\w-]+\s+){0,8}after\s+all|i\s+(?:will\s+not|won't)\s+"
    r"(?:manage|be\s+able)|(?:unfortunately|sadly),?\s+i\s+(?:will\s+not|won't|can(?:no|')t|cannot)"
    r"|schaffe\s+(?:es|das)\s+(?:leider\s+)?(?:doch\s+)?nicht|je\s+ne\s+(?:pourrai|peux)\s+"
    r"(?:finalement\s+)?pas|al\s+final\s+no\s+(?:puedo|podré))\b"
)
_STILL_OWED = re.compile(
    r"\b(?:i\s+still\s+(?:owe|need\s+to|have\s+to|must|haven't|have\s+not)|haven't\s+(?:forgotten|got"
    r"(?:ten)?\s+(?:a)?round|had\s+(?:a\s+chance|time))|(?:sorry|apolog\w+)\s+(?:for|about)\s+(?:not"
    r"|the\s+delay\s+in)\s+(?:\w+\s+){0,2}(?:sending|getting|replying|doing|writing)|not\s+(?:yet\s+)?"
    r"(?:got|gotten)\s+(?:a)?round\s+to)\b"
)
_HAVE_IT = re.compile(
    r"\b(?:thank(?:s|\s+you)\s+(?:so\s+much\s+|very\s+much\s+|a\s+lot\s+|again\s+)?for\s+(?:sending"
    r"|sharing|forwarding|bringing|introducing|fixing|doing)|(?:i(?:'ve|\s+have)?|we(?:'ve|\s+have)?)"
    r"\s+(?:just\s+|now\s+|have\s+)?(?:received|got)|(?:arrived|came\s+through)\b)"
)
_THANKS_FOR = re.compile(r"\b(?:thank(?:s|\s+you)\s+(?:\w+\s+){0,3}for|danke\s+für|merci\s+pour)\b")
_ASKED_AFTER = re.compile(
    r"\b(?:any\s+(?:news|update|word|progress|chance)|did\s+you\s+(?:get|have|manage|find|send|ever)"
    r"|have\s+you\s+(?:had|got|sent|managed|found)|still\s+waiting|(?:gentle|friendly|quick|just\s+a)"
    r"\s+reminder|(?:haven't|have\s+not|hadn't|didn't|did\s+not)\s+(?:yet\s+)?(?:seen|received|heard"
    r"|got|get|receive|hear)|not\s+yet\s+(?:received|seen|heard))\b"
)
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_NO_FILE = re.compile(
    r"(?i)^(?:image\d*|logo|signature|outlook-\w+|smime|winmail)\b|\.(?:asc|sig|p7s|ics|vcf|dat)$"
)


_BARE = re.compile(
    r"(?:(?:ok(?:ay)?|yes|sure)[,.!]?\s+)?(?:i\s+)?will\s+do\b(?!\s+(?:it|that|this|the|a)\b)"
    r"|(?:if|should)\s+(?:you|i|we)\s+(?:ever|still|had|could|were|want|wish|like|need|prefer)\b"
)


def is_bare(sentence: str) -> bool:
    """Tell whether a sentence does not say what will be done, or supposes what may never be."""
    return _BARE.match(_plain(sentence).strip()) is not None


class Deed(NamedTuple):
    """What a promise is of."""

    of: Of
    words: frozenset[str]  # stems by which it is known again


def deed(sentence: str) -> Deed:
    """Return what a promise is of.

    >>> deed("I'll send you the pilot report by Friday.").of
    'thing'
    >>> sorted(deed("I'll send you the pilot report by Friday.").words)
    ['pilot', 'report']
    """
    plain = _plain(sentence)
    cue = _CUE.search(plain) or _WEAK_CUE.search(plain)
    rest = plain[cue.end() :] if cue else plain
    places: list[tuple[int, Of]] = [
        (found.start(), of)
        for of, pattern in _OF.items()
        if (found := pattern.search(rest)) is not None
    ]
    of: Of = min(places)[1] if places else "work"
    if any(kind == "introduction" for _, kind in places):
        of = "introduction"
    elif of == "answer" and any(kind == "thing" for _, kind in places):
        of = "thing"
    return Deed(of, stems(rest))


_OF: dict[Of, re.Pattern[str]] = {
    "introduction": _INTRODUCTION,
    "thing": _THING,
    "talk": _TALK,
    "answer": _ANSWER,
}


def stems(text: str) -> frozenset[str]:
    """Return how the telling words of a text begin."""
    words = _WORD.findall(_plain(text))
    return frozenset(word[:_STEM] for word in words if word not in _COMMON)


class Said(NamedTuple):
    """What a later text of the doer says of a deed."""

    promised: bool = False  # in so many words, as promised
    handed: bool = False
    worked: bool = False
    talked: bool = False
    link: bool = False
    given_up: bool = False
    still_owed: bool = False
    words: int = 0


def said_of(text: str, words: frozenset[str] = frozenset()) -> Said:
    """Return what a text of the doer says was done, or was not.

    That a deed was done is said in a sentence with one of its words, or in a text so short that
    it speaks of nothing else.
    """
    plain = _plain(text)
    length = len(plain.split())

    def is_said(pattern: re.Pattern[str]) -> bool:
        if pattern.search(plain) is None:
            return False
        return length < _SHORT_WORDS or any(
            pattern.search(_plain(one)) and words & stems(one) for one in split(text)
        )

    return Said(
        promised=is_said(_PROMISED_DONE),
        handed=is_said(_HANDED),
        worked=is_said(_WORKED),
        talked=is_said(_TALKED),
        link=_LINK.search(plain) is not None,
        given_up=is_said(_GIVEN_UP),
        still_owed=is_said(_STILL_OWED),
        words=length,
    )


class Heard(NamedTuple):
    """What a later text of the one who was promised says of it."""

    have_it: bool = False
    thanks_for: bool = False
    asks_after: bool = False
    talked: bool = False


def heard_of(text: str) -> Heard:
    """Return what a text of the one who waits says: they have it, thank for it, or ask after it."""
    plain = _plain(text)
    return Heard(
        have_it=_HAVE_IT.search(plain) is not None,
        thanks_for=_THANKS_FOR.search(plain) is not None,
        asks_after=_ASKED_AFTER.search(plain) is not None,
        talked=_TALKED.search(plain) is not None,
    )


def is_file(name: str) -> bool:
    """Tell whether an attachment is something handed over: no logo, signature or invitation."""
    return bool(name.strip()) and _NO_FILE.search(name.strip()) is None


def _plain(text: str) -> str:
    return text[:_TEXT_MAX].replace("\u2019", "'").lower()
