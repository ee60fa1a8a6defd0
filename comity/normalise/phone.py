"""A telephone number as people write it in; ``phone:`` and the number in E.164 out.

Numbers are read by libphonenumber's rules (``phonenumbers``). A number without its country
is told only when a region is given, and one with an extension never: a switchboard is not a
person.
"""

from __future__ import annotations

import re
import unicodedata

_MAX_CHARS = 64
_SCHEME = re.compile(r"^\s*(?:tel|callto|sms|whatsapp):\s*", re.IGNORECASE)


def phone_identity(text: str, *, region: str | None = None) -> str:
    """Return ``phone:+…``, or "" when the number cannot be told (ISO 3166 region, "GB")."""
    if len(text) > _MAX_CHARS or not any(c.isdigit() for c in text):
        return ""
    import phonenumbers

    plain = "".join(c for c in text if unicodedata.category(c) != "Cf")
    plain = _SCHEME.sub("", plain).strip()
    plain = f"+{plain[2:]}" if plain.startswith("00") else plain
    try:
        number = phonenumbers.parse(plain, region.upper() if region else None)
    except phonenumbers.NumberParseException:
        return ""
    if number.extension or not phonenumbers.is_possible_number(number):
        return ""
    return "phone:" + phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
