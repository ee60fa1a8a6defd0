"""From the segments, what the other steps read of them: no texts, and numbers for names.

Makes ``address`` (``derive.addresses``), ``fact`` (a row a record, numbered ``n``), ``who`` (a row
an identity of an owner, numbered ``i``), ``participant`` (by these numbers) and ``claim``. The
numbers are 64-bit hashes, of a key, and of an owner and an identity: joins on numbers cost a
fraction of joins on names, and what one owner's book says of an identity stays apart from what
another's says. Among a million, two are alike with a probability of 3e-8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.derive import addresses
from comity.derive.shared import by_authors
from comity.language.automatic import is_called_off
from comity.normalise.subject import ANSWER, FORWARD, MARKS

if TYPE_CHECKING:
    from comity.derive.scope import Scope

_EARLIEST_US, _LATEST_US = -62_135_596_800_000_000, 253_402_300_799_000_000  # years 1 and 9999
_INDEX_HEX, _ANSWER_HEX = 44, 10  # of Outlook's Thread-Index: a thread, and each answer in it


def title(column: str) -> str:
    """Return SQL of what a Subject is about, without marks of answers, forwards and lists."""
    return f"lower(trim(regexp_replace(left({column}, 300), '{MARKS}', '')))"


def identifier(column: str) -> str:
    """Return SQL of a Message-ID in one form: some programs change its letter case or escape it."""
    plain = f"lower({column})"
    escaped = f"coalesce(TRY(url_decode({plain})), {plain})"
    return f"CASE WHEN contains({column}, '%') THEN {escaped} ELSE {plain} END"


# A letter is whatever is no sign of ASCII or Latin 1: a class of Unicode takes 10 ms to compile.
_SHORT_MARK = r"^\s*[^\x00-@\[-`{-\x{bf}：]{1,4}\s?[:：]\s*"  # noqa: RUF001  # a wide colon
# Whether a title is not one of those that many mails bear: "Hi", "Meeting".
_TELLING = r"""CASE WHEN regexp_matches(titled, '[\p{Latin}\p{Greek}\p{Cyrillic}]')
    THEN length(titled) >= 8 AND contains(titled, ' ') ELSE length(titled) >= 3 END"""
# Meetings of which published calendars may tell by the title alone that they were called off.
_TITLED = r"""
    SELECT key, subject FROM record
    WHERE kind = 'event' AND interaction = 'meeting' AND length(subject) < 1000
        AND (regexp_matches(subject, '[:：\[\(【]|\s[-–—|]\s') OR NOT contains(subject, ' '))
"""  # noqa: RUF001  # dashes and colons people see
_NEAREST = """list_last(string_split("references", ' '))"""
_FACT = f"""
    SELECT hash(key) AS n, owner, key, kind, channel,
        CASE WHEN key IN (FROM called_off) THEN '' ELSE record.interaction END AS interaction,
        CASE WHEN at_us BETWEEN {_EARLIEST_US} AND {_LATEST_US} THEN at_us END AS at_us,
        automatic, list_id, folder = 'sent' AS sent,
        coalesce(delivered.delivered_to, '') AS delivered_to,
        text_length > 0 AS has_words, occurrences_us, invited_us, shown_as,
        CASE WHEN kind = 'event' THEN ref ELSE '' END AS event,
        CASE WHEN kind = 'mail' AND record.interaction = 'mail' THEN detail ELSE '' END AS answer,
        kind = 'mail' AND regexp_matches(left(subject, 60), '{ANSWER}') AS marked,
        in_reply_to = '' AND "references" = '' AND NOT marked AS opens,
        CASE WHEN kind = 'mail' THEN {title("subject")} END AS titled,
        hash(titled) AS title, {_TELLING} AS telling,
        CASE WHEN kind = 'mail' AND regexp_matches(left(subject, 10), '{_SHORT_MARK}')
                AND NOT marked AND NOT regexp_matches(left(subject, 60), '{FORWARD}')
            THEN hash({title(f"regexp_replace(subject, '{_SHORT_MARK}', '')")}) END AS short_title,
        CASE WHEN kind = 'mail'
            THEN hash(owner, {identifier("coalesce(nullif(message_id, ''), key)")})
            ELSE hash(owner, channel, coalesce(nullif(conversation, ''), key)) END AS name,
        CASE WHEN in_reply_to <> '' THEN hash(owner, {identifier("in_reply_to")}) END AS above,
        CASE WHEN "references" <> ''
            THEN hash(owner, {identifier(_NEAREST)})
            END AS last_above,
        CASE WHEN kind = 'mail' AND conversation <> '' THEN hash(owner, conversation) END
            AS place,
        CASE WHEN kind = 'mail' AND length(conversation) > {_INDEX_HEX}
            THEN hash(owner, left(conversation, -{_ANSWER_HEX})) END AS place_above
    FROM record LEFT JOIN delivered ON delivered.written = record.delivered_to
"""


def make(scope: Scope) -> None:
    """Make ``fact``, ``who``, ``participant`` and ``claim``."""
    addresses.make(scope)
    off = [(key,) for key, title in scope.rows(_TITLED) if is_called_off(title)]
    scope.bring("called_off", {"key": "string"}, off)
    scope.keep("fact", f"SELECT * EXCLUDE (titled) FROM ({_FACT})")
    participant = by_authors(addresses.with_identities(scope.facts["participant"]))
    claim = addresses.with_identities(scope.facts["claim"], named=False)
    # without a moment every participant and claim is of a record that is used
    used = "" if scope.until_us is None else "SEMI JOIN fact ON fact.key = p.key"
    until = "" if scope.until_us is None else f"WHERE coalesce(p.at_us, 0) <= {scope.until_us}"
    scope.keep(
        "participant",
        f"""
        SELECT hash(p.key) AS n, hash(p.owner, p.identity) AS i, p.role, p.position, p.name,
            p.response
        FROM ({participant}) p {used} WHERE p.identity <> ''
        """,
    )
    scope.keep(
        "who",
        f"""
        SELECT hash(owner, identity) AS i, owner, identity FROM (
            SELECT DISTINCT p.owner, p.identity
            FROM ({participant}) p {used} WHERE p.identity <> '')
        """,
    )
    scope.keep(
        "claim",
        f"""
        SELECT hash(p.owner, p.identity) AS i, p.attribute, p.value, p.at_us
        FROM ({claim}) p {used} {until}
        """,
    )
