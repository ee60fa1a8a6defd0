"""A Subject in, without the marks of answers; whether it says what was spoken of, out.

A greeting says nothing, nor does what a program wrote over an appointment, an order or an
absence. Whole words are compared, English first, then German, French and Spanish.
"""

from __future__ import annotations

import re

_NOTHING = re.compile(
    r"""(?:\W*(?:hello|hi|hey|dear|good\s+(?:morning|afternoon|evening)|greetings|thanks?|thank\s+you
        |many\s+thanks|quick\s+(?:question|note|one)|question|no\s+subject|none|untitled|test
        |fyi|urgent|update|reminder|message|note|hallo|danke|frage|kein\s+betreff|bonjour|salut
        |merci|hola|gracias|(?:no|sin)\s+asunto|again|there|all|you|so\s+much|\w)\b\W*){1,4}""",
    re.VERBOSE | re.IGNORECASE,
)
_SET_BY_PROGRAM = re.compile(
    r"""\b(?:appointments?|booking|reservation|invoice|receipt|check-?up
        |your\s+(?:\w+\s+)?(?:visit|order|stay|table|slot|delivery|parcel|payment|account|ticket)
        |(?:order|delivery|payment)\s+(?:confirm\w*|received|update|no\b|number)
        |out\s+of\s+(?:the\s+)?office|auto(?:matic)?[\s-]?repl\w+|vacation\s+(?:reply|notice)
        |undeliver\w+|delivery\s+(?:status|failure)|mail\s+delivery|newsletter|unsubscribe
        |terminbestätigung|terminerinnerung|rechnung|buchung\w*|abwesenheit\w*|rendez-vous
        |facture|réservation|absence\s+du\s+bureau|cita|factura|reserva
        |fuera\s+de\s+(?:la\s+)?oficina)\b
      | ^(?:accepted|declined|tentative|cancell?ed|(?:updated\s+)?invitation|reminder|notification
        |zugesagt|abgesagt|einladung|accepté|refusé)\s*:""",
    re.VERBOSE | re.IGNORECASE,
)


def is_topic(title: str) -> bool:
    """Tell whether a title says what a message was about."""
    return bool(title.strip()) and not (_NOTHING.fullmatch(title) or is_set_by_program(title))


def is_set_by_program(title: str) -> bool:
    """Tell whether a title speaks of an appointment, an order or an absence, as programs do."""
    return _SET_BY_PROGRAM.search(title) is not None
