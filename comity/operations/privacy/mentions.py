"""What others wrote about somebody, in a book: what names them beside what is theirs.

A full name or an address of theirs, wherever it stands: titles, subjects, texts, signatures,
what a card says of relations, the user's own notes and tags, files dropped and not read yet.
Sought are the names they are known by: those they write under, those on their cards, and those
others give their addresses where a word of them is theirs. A name that somebody else here bears
too may mean that one, and is ``namesake``.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from comity.normalise import name
from comity.operations.moment import iso
from comity.operations.privacy.documents import Mention
from comity.operations.privacy.phrases import Phrases
from comity.operations.upkeep.storage_info import INCOMING
from comity.store import durable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from comity.book import Book, Row

NAMES_MAX = 40
_SAID_ID = "said-"
_FILE_BYTES_MAX = 64 << 20
_EXCERPT_CHARS = 80
_WORDS = "concat_ws(' ', r.subject, r.text, r.detail, r.attachments)"
# Theirs are what they wrote, what is about them, and what leaves nobody beside them.
_SAID = f"""
    WITH theirs AS (
        SELECT key FROM participant p LEFT JOIN identity i USING (identity) GROUP BY key
        HAVING bool_or(i.person = $person AND p.role IN ('from', 'organizer', 'subject', 'about'))
            OR (bool_or(i.person = $person) AND count(DISTINCT p.written)
                FILTER (i.person IS DISTINCT FROM $person) < 2)
    )
    SELECT r.key, r.kind, r.at_us, {_WORDS} AS said,
        coalesce(nullif(r.subject, ''), r.text) AS words
    FROM record r WHERE r.key NOT IN (FROM theirs) AND {{found}}
    ORDER BY r.at_us NULLS LAST, r.key
"""
_CLAIMED = """
    SELECT DISTINCT c.key, c.attribute, c.value FROM claim c LEFT JOIN identity i USING (identity)
    WHERE i.person IS DISTINCT FROM $person AND {found} ORDER BY c.key, c.attribute
"""
_OWN_NAMES = """
    SELECT name, max(sure) AS sure FROM (
        SELECT i.name, true AS sure FROM identity i WHERE i.person = $person
        UNION ALL SELECT p.name, true FROM person p WHERE p.person = $person
        UNION ALL SELECT p.name, p.role IN ('from', 'subject', 'about')
            FROM participant p JOIN identity i USING (identity) WHERE i.person = $person
        UNION ALL SELECT c.value, true FROM claim c JOIN identity i USING (identity)
            WHERE i.person = $person AND c.attribute IN ('name', 'nickname')
    ) WHERE name <> '' GROUP BY name ORDER BY sure DESC, count(*) DESC, name
"""
_OTHERS_NAMES = """
    SELECT DISTINCT name FROM identity WHERE person IS DISTINCT FROM $person AND name <> ''
"""


def names_of(book: Book, person: str) -> list[str]:
    """Return the names that a person goes by, as they stand; the surest and most used first."""
    book.show_facts()
    found: list[str] = []
    words: set[str] = set()
    for one in book.execute(_OWN_NAMES, {"person": person}).fetchall():
        said, sure = one
        if sure or words & {*name.words(said)}:
            found.append(said)
            words |= {*name.words(said)} if sure else set()
    return found[:NAMES_MAX]


def sought(book: Book, person: str, names: Iterable[str], identities: Iterable[str]) -> Phrases:
    """Return what means a person in a text, and which of it means somebody else here as well."""
    rows = book.execute(_OTHERS_NAMES, {"person": person}).fetchall()
    return Phrases.of(names, identities, others=[one for (one,) in rows])


def mentions(
    book: Book, person: str, identities: AbstractSet[str], phrases: Phrases
) -> tuple[Mention, ...]:
    """Return what names a person beside what is theirs, each with a word to blank it by.

    Before they are erased and afterwards it is the same.
    """
    return (
        *_in_facts(book, person, phrases),
        *_in_decisions(book, identities, phrases),
        *_in_files(book, phrases),
    )


def blank(book: Book, ids: Sequence[str]) -> None:
    """Blank what was found: words of records and claims, words of the user, files not read yet."""
    facts = {one for one in ids if not one.startswith((_SAID_ID, f"{INCOMING}/"))}
    said = [one.removeprefix(_SAID_ID) for one in ids if one.startswith(_SAID_ID)]
    if facts:
        with book.facts.writing(on_wait=book.notify) as writer:
            writer.blank(facts)
    book.decisions.erase_said([int(one) for one in said if one.isdecimal()])
    for one in ids:
        if one.startswith(f"{INCOMING}/") and ".." not in one:
            durable.remove(book.folder / one)


def _in_facts(book: Book, person: str, phrases: Phrases) -> Iterator[Mention]:
    book.show_facts()
    for one in _rows(book, _SAID, _WORDS, person, phrases):
        yield from _found(
            one["key"], one["kind"], one["said"], phrases, words=one["words"], at_us=one["at_us"]
        )
    for one in _rows(book, _CLAIMED, "c.value", person, phrases):
        id_ = f"{one['key']}/{one['attribute']}"
        yield from _found(id_, one["attribute"], one["value"], phrases)


def _rows(book: Book, sql: str, words: str, person: str, phrases: Phrases) -> list[Row]:
    """Return the rows in whose words all of some phrase's stand, in whatever order."""
    needles = sorted(map(sorted, phrases.needles))
    given = {"person": person}
    ways = []
    for row, needle in enumerate(needles):
        given |= {f"w{row}_{n}": word for n, word in enumerate(needle)}
        ways.append(" AND ".join(f"contains({_plain(words)}, ${n})" for n in _of(row, needle)))
    for n, pattern in enumerate(phrases.numbers):
        given[f"n{n}"] = pattern.removesuffix(r"(?!\d)")
        ways.append(f"regexp_matches({words}, $n{n})")
    if not ways:
        return []
    found = book.execute(sql.format(found=f"({' OR '.join(ways)})"), given)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _of(row: int, needle: list[str]) -> list[str]:
    return [f"w{row}_{n}" for n in range(len(needle))]


def _plain(words: str) -> str:
    return f"strip_accents(lower({words}))"


def _in_decisions(book: Book, identities: AbstractSet[str], phrases: Phrases) -> Iterator[Mention]:
    for one in book.decisions.everything():
        if not {one["identity"], one["other"]} & identities:
            words = f"{one['identity']} {one['other']} {one['value']}"
            id_, text = f"{_SAID_ID}{one['id']}", str(one["value"])
            kind = one["verb"].replace("_", " ")
            yield from _found(id_, kind, words, phrases, words=text, at_us=one["at_us"])


def _in_files(book: Book, phrases: Phrases) -> Iterator[Mention]:
    folder = book.folder / INCOMING
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file():
            place = path.relative_to(book.folder).as_posix()
            words = f"{place} {_words_in(path)}"
            yield from _found(place, "file not read yet", words, phrases, words=place)


def _words_in(path: Path) -> str:
    """Return the beginning of a file as text; of an archive that of all that is in it."""
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as archive:
                return " ".join(_unpacked(archive))
        except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
            pass  # searched as it lies there
    with path.open("rb") as file:
        return _decoded(file.read(_FILE_BYTES_MAX))


def _unpacked(archive: zipfile.ZipFile) -> Iterator[str]:
    left = _FILE_BYTES_MAX
    for member in archive.infolist():
        yield member.filename
        with archive.open(member) as file:
            data = file.read(left)
        left -= len(data)
        yield _decoded(data)


def _decoded(data: bytes) -> str:
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if is_wide else "utf-8", "replace")


def _found(
    id_: str, kind: str, said: str, phrases: Phrases, *, words: str = "", at_us: int | None = None
) -> Iterator[Mention]:
    if means := phrases.meaning(said):
        shown = " ".join((words or said).split())[:_EXCERPT_CHARS]
        yield Mention(id_, kind, iso(at_us), shown, namesake=means == "namesake")
