"""The bytes of a file in, the draft in it out.

It is the text as it stands there, or, of a mail that is encoded for its way (RFC 2045), the
Subject and the words.
"""

from __future__ import annotations

import re

from comity.errors import BadInput
from comity.model import Record
from comity.sources.charset import text_of
from comity.sources.mail.rfc5322 import read_mail

FILE_BYTES_MAX = 4 << 20  # with what is attached to it
_FIELDS = re.compile(
    rb"\A\s{0,9}(?:[A-Za-z][A-Za-z0-9-]{1,60}[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*+)++"
)
_ENCODED = re.compile(
    rb"(?im)^(?:content-transfer-encoding[ \t]*:[ \t]*(?:base64|quoted-printable)"
    rb"|content-type[ \t]*:[ \t]*(?:multipart/|text/html)|subject[ \t]*:[^\n]*=\?[\w-]+\?[bq]\?)"
)


def draft_in(raw: bytes) -> str:
    """Return the text of a draft in a file."""
    if len(raw) > FILE_BYTES_MAX:
        raise BadInput("that file is too large for a draft", hint="paste its words instead")
    header = _FIELDS.match(raw)
    if header and _ENCODED.search(header[0]):
        mail = read_mail(raw, "draft")
        if isinstance(mail, Record):
            return f"Subject: {mail.subject}\n\n{mail.text}"
    return text_of(raw)
