"""A telephone number as people write it in; ``phone:`` and the number in E.164 out.

Numbers are read by libphonenumber's rules (``phonenumbers``). One without its country is told
only when a region is given (ISO 3166, "GB"); else it is kept as its digits, for a region set
later to tell. An extension is part of the number (RFC 3966): the switchboard itself is not a
person.
"""

from __future__ import annotations

import re
import unicodedata

_MAX_CHARS = 64
_SCHEME = re.compile(r"^\s*(?:tel|callto|sms|whatsapp):\s*", re.IGNORECASE)
_PREFIX = re.compile(r"^[*#]\d{1,3}[*#]+")  # *31#: of a call, and no part of the number
_NATIONAL = re.compile(r"[\d\s()\[\]/.\u2010-\u2015\u2212+-]+")
_DIGITS_LEAST, _DIGITS_MOST = 6, 15  # ITU-T E.164


def phone_identity(text: str, *, region: str | None = None) -> str:
    """Return ``phone:+…``; ``phone:`` and the digits where the country is not told; "" for none."""
    if len(text) > _MAX_CHARS or not any(c.isdigit() for c in text):
        return ""
    import phonenumbers

    plain = "".join(c for c in text if unicodedata.category(c) != "Cf")
    plain = _PREFIX.sub("", _SCHEME.sub("", plain).strip()).strip()
    plain = f"+{plain[2:]}" if plain.startswith("00") else plain
    try:
        number = phonenumbers.parse(plain, region.upper() if region else None)
    except phonenumbers.NumberParseException:
        return _as_written(plain)
    if not phonenumbers.is_possible_number(number):
        return _as_written(plain)
    extension = f";ext={number.extension}" if number.extension else ""
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"phone:{e164}{extension}"


def is_settled(identity: str) -> bool:
    """Tell a number whose country is known; of other namespaces every identity is settled."""
    return identity.startswith("phone:+") or not identity.startswith("phone:")


def region_of(identity: str) -> str:
    """Return the region in which a number is; "" where it is in none or several."""
    import phonenumbers

    if not identity.startswith("phone:+"):
        return ""
    try:
        number = phonenumbers.parse(identity[6:].partition(";")[0], None)
    except phonenumbers.NumberParseException:
        return ""
    found = phonenumbers.region_code_for_number(number)
    return found if found and found.isalpha() else ""


def is_region(region: str) -> bool:
    """Whether numbers of that region can be told."""
    import phonenumbers

    return region in phonenumbers.SUPPORTED_REGIONS


def _as_written(plain: str) -> str:
    """Return the digits of a number that cannot be told; "" where it is none."""
    digits = "".join(str(unicodedata.digit(c)) for c in plain if c.isdigit())
    is_number = _NATIONAL.fullmatch(plain) and _DIGITS_LEAST <= len(digits) <= _DIGITS_MOST
    return f"phone:{digits}" if is_number else ""
