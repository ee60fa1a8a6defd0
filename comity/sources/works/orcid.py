"""An ORCID record in (XML of the archive, or JSON of its API, version 2 and 3); records out.

One asks for the archive at orcid.org under Account settings, *Download all your ORCID data*: a
zip of XML, a file for the person and one for each work. Of each work its contributors are read, who
wrote it with whoever the record is of; a summary of works names no contributors and is of no use.
Anybody's public record may be fetched by anybody: whose it is, is the reader's own only where it
holds what ORCID shows to nobody else (visibility "private" or "limited"). The schemas are those of
ORCID/orcid-model.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from comity.model import Claim, Participant, Problem, Record, Skipped
from comity.normalise.identity import as_written, compared
from comity.normalise.name import of_columns, words
from comity.sources.elements import UnreadableError, elements
from comity.sources.guarded import guarded
from comity.sources.json_stream import Fault, pieces
from comity.sources.works.publication import CHANNEL, Author, orcid_identity, work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from comity.model import Role
    from comity.sources.elements import Element

    Node: TypeAlias = dict[str, Any]

name = "orcid"

_FILES_MAX = 50_000
_HEAD_BYTES = 1 << 14
_XML = re.compile(rb"http://www\.orcid\.org/ns/(?:record|work|person|activities|summary)\b")
_JSON = re.compile(rb'"(?:orcid-identifier|contributor-orcid|put-code|work-summary)"\s*:')
_PERSON = re.compile(rb"<(?:\w+:)?(?:person|record)\b")
_ID = r"(\d{4}-\d{4}-\d{4}-\d{3}[\dX])"
_OWNER = re.compile(
    rf'path"?\s*[=:]\s*"/{_ID}(?=[/"])|orcid-identifier\b(?s:.){{0,300}}?{_ID}', re.IGNORECASE
)
_ELEMENTS = frozenset(
    f"{{http://www.orcid.org/ns/{space}}}{local}"
    for space, local in (("person", "person"), ("work", "work"), ("work", "work-summary"))
)
_PARTS = (
    "person",
    "bulk.*.work",
    "activities-summary.works.group.*.work-summary.*",
    "group.*.work-summary.*",
)
_OF_ONE_WORK = ("title", "publication-date", "contributors")
_HIDDEN = frozenset(("private", "limited"))


def recognise(path: Path) -> bool:
    """Whether it is a file that begins as ORCID's do, or a folder of nothing else."""
    if not path.is_dir():
        return _is_orcids(path)
    found = False
    for file in _walk(path):
        if not _is_orcids(file):
            return False
        found = True
    return found


def account(path: Path) -> str:
    """Return the ORCID iD of whom the record is, else the file's name."""
    return _owner(_files(path)).identity.rpartition("/")[2] or path.stem


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield a card of whom the record is, and a record for each work."""
    owner = _owner(_files(path))
    for file in _files(path):
        of = file.relative_to(path).as_posix() if file != path else file.name
        number = 0
        for kind, value in _in_json(file) if _is_json(file) else _in_xml(file):
            number += 1
            where = f"{of}, part {number}"
            if kind in {"person", "work"} and isinstance(value, dict):
                make = _person if kind == "person" else _work
                yield guarded(where, make, value, owner, where)
            elif kind == "":
                problem = Problem(where, str(value), "ask ORCID for the archive again")
                yield Skipped("unreadable", where, problem)
            else:
                yield Skipped("not used", where)
        if not number:
            yield Skipped("not used", of)


class Owner(NamedTuple):
    """Whose record it is, as its files tell."""

    identity: str  # "" where they do not
    names: tuple[str, ...]

    def is_called(self, name: str) -> bool:
        """Whether a name is theirs, given names written out or not."""
        said = words(name)
        return any(
            said[-1:] == own[-1:] and said[0][:1] == own[0][:1]
            for own in map(words, self.names)
            if own and said
        )


def _person(value: Node, owner: Owner, where: str) -> Record | Skipped:
    """Read whom the record is of: the reader themselves where it shows what nobody else sees."""
    if not owner.identity:
        return Skipped("not used", where)
    name = owner.names[0] if owner.names else ""
    emails = [_text(one, "email") for one in _all(value, "emails", "email")]
    identities = [owner.identity, *filter(None, map(as_written, emails))]
    role: Role = "self" if _is_own(value) else "subject"
    return Record(
        kind="card",
        ref=_digest("orcid", owner.identity),
        version=_digest(name, *map(compared, identities)),
        where=where,
        channel=CHANNEL,
        participants=tuple(Participant(role, one, name) for one in dict.fromkeys(identities)),
        claims=(Claim(owner.identity, "name", name),) if name else (),
    )


def _work(value: Node, owner: Owner, where: str) -> Record | Skipped:
    authors = []
    for one in _all(value, "contributors", "contributor"):
        name = _text(one, "credit-name")
        orcid = _text(one, "contributor-orcid", "path") or _text(one, "contributor-orcid", "uri")
        is_owner = not orcid and owner.identity and owner.is_called(name)
        authors.append(Author(name, owner.identity if is_owner else orcid))
    title = _text(value, "title", "title")
    return work(" ".join(title.split()), _text(value, "publication-date", "year"), authors, where)


def _in_xml(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        with path.open("rb") as stream:
            for element in elements(stream, _ELEMENTS):
                yield element.name.rpartition("}")[2], _node(element)
    except UnreadableError:
        yield "", "the rest of it is no XML, or none that ORCID writes"
    except OSError as error:
        yield "", f"it cannot be read ({type(error).__name__})"


def _node(element: Element) -> Any:  # noqa: ANN401 - as JSON would have it
    """Return an element as JSON has it: a dict by local name, a list where one comes again."""
    shown = element.attributes.get("visibility", "")
    if not element.inner:
        return {"value": element.text.strip(), "visibility": shown}
    node: Node = {"visibility": shown}
    for one in element.inner:
        node.setdefault(one.name.rpartition("}")[2], []).append(_node(one))
    return {key: said[0] if len(said) == 1 else said for key, said in node.items()}


def _in_json(path: Path) -> Iterator[tuple[str, Any]]:
    whole: Node = {}
    for keys, value in pieces(path, *_PARTS, *_OF_ONE_WORK):
        if isinstance(value, Fault):
            yield "", value.what
        elif len(keys) == 1 and keys[0] in _OF_ONE_WORK:
            whole[str(keys[0])] = value
        elif "work-summary" in keys:
            yield "summary", value
        else:
            yield str(keys[-1]), value
    if "contributors" in whole:
        yield "work", whole


def _text(node: Any, *keys: str) -> str:  # noqa: ANN401 - any JSON value
    """Return the text at some keys, in JSON within a "value"; "" where there is none."""
    for key in keys:
        node = node.get(key) if isinstance(node, dict) else None
    if isinstance(node, dict):
        node = node.get("value")
    return node.encode("utf-8", "replace").decode() if isinstance(node, str) else ""


def _all(node: Node, *keys: str) -> list[Node]:
    """Return the dicts at some keys: in XML one alone is no list."""
    found: Any = node
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    some = found if isinstance(found, list) else [found]
    return [one for one in some if isinstance(one, dict)]


def _is_own(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Whether anything in it is shown to its owner alone, or to whom they trust."""
    if isinstance(value, list):
        return any(map(_is_own, value))
    if not isinstance(value, dict):
        return False
    shown = str(value.get("visibility") or "").lower()
    return shown in _HIDDEN or any(map(_is_own, value.values()))


def _owner(files: list[Path]) -> Owner:
    """Return whose record it is, as the first of its files that tells has it."""
    identity = next(filter(None, map(_identity, files)), "")
    return Owner(identity, next(filter(None, map(_names, files)), ()) if identity else ())


def _identity(file: Path) -> str:
    told = _OWNER.search(_head(file).decode("utf-8", "replace"))
    return orcid_identity(told[1] or told[2]) if told else orcid_identity(file.name)


def _names(file: Path) -> tuple[str, ...]:
    """Return what whom the record is of is called, where this file is of the person."""
    if _is_json(file):
        return _called(value for _, value in pieces(file, "person") if isinstance(value, dict))
    if _PERSON.search(_head(file)):
        return _called(value for kind, value in _in_xml(file) if kind == "person")
    return ()


def _called(persons: Iterable[Node]) -> tuple[str, ...]:
    found: list[str] = []
    for one in persons:
        name = one.get("name") or {}
        whole = of_columns(_text(name, "given-names"), _text(name, "family-name"))
        others = [_text(other, "content") for other in _all(one, "other-names", "other-name")]
        found += [whole, _text(name, "credit-name"), *others]
    return tuple(dict.fromkeys(filter(None, found)))


def _files(path: Path) -> list[Path]:
    """Return the file, or the files of a folder in order of name, hidden ones left out."""
    return sorted(_walk(path)) if path.is_dir() else [path]


def _walk(folder: Path) -> Iterator[Path]:
    found = (one for one in folder.rglob("*") if one.name[:1] != "." and one.is_file())
    return islice(found, _FILES_MAX)


def _is_orcids(file: Path) -> bool:
    if file.suffix.lower() not in {".xml", ".json"} or not file.is_file():
        return False
    return bool((_JSON if _is_json(file) else _XML).search(_head(file)))


def _is_json(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD_BYTES)
    except OSError:
        return b""


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
