"""Every regular expression of the program, and strings that drive up what such ones cost."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import pkgutil
import re
import re._constants as kind  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import comity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

METHODS = frozenset({"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
_TOP = Path(comity.__file__).parent
_FULL = 3  # arguments of re.search and its like: pattern, string, flags
_DEEP = 5
_REPEATS = (kind.MAX_REPEAT, kind.MIN_REPEAT, kind.POSSESSIVE_REPEAT)
_CLASSES = (*"aA0 \t\n\r", *"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", *"é\xa0\u3000")
_MIXED = ("a-", "?'", "a ", "a\n", "\n ", " \n", "a.", "a@", "0 ", "<a", "(a", "a,", "\r\n", '"a')
_AMISS = "\x01"
_CHARS, _ENDS, _WORDS = 4, 3, 7  # of one pattern's own


@dataclass(slots=True)
class Found:
    """A pattern: where it stands, and by which methods the program calls it."""

    where: str
    pattern: re.Pattern[Any]
    methods: set[str] = field(default_factory=set)


@functools.cache
def found() -> list[Found]:
    """Return every pattern of the program with the methods it is used by, all if none is seen."""
    used = _methods_used()
    made: dict[tuple[str | bytes, int], Found] = {}
    for module in pkgutil.walk_packages(comity.__path__, "comity."):
        if not module.name.endswith("__main__"):
            values = vars(importlib.import_module(module.name))
            for name, value in list(values.items()):
                for pattern in _within(value, 0):
                    key = pattern.pattern, pattern.flags
                    one = made.setdefault(key, Found(f"{module.name}.{name}", pattern))
                    where = "" if not name.startswith("_") else module.name
                    one.methods |= used.get((where, name), METHODS)
    for where, pattern, method in called_in_functions():
        key = pattern.pattern, pattern.flags
        made.setdefault(key, Found(where, pattern)).methods.add(method)
    return list(made.values())


def _within(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    """Yield the patterns that a module's value is, holds, or is a method of."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < _DEEP:
        for part in _parts(value):
            yield from _within(part, depth + 1)


def _parts(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from (*value, *value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        yield from value
    elif isinstance(value, functools.partial):
        yield from (value.func, *value.args, *value.keywords.values())
    elif isinstance(value, type):
        yield from vars(value).values() if value.__module__.startswith("comity") else ()
    elif callable(value) and hasattr(value, "cache_info") and "Pattern" in str(_returned(value)):
        yield value() if not inspect.signature(value).parameters else None  # made at first use
    elif callable(value):
        yield getattr(value, "__self__", None)
        yield getattr(value, "__defaults__", None)
        yield getattr(value, "__wrapped__", None)
    elif hasattr(value, "__dataclass_fields__"):
        yield from (getattr(value, name, None) for name in value.__dataclass_fields__)


def _returned(value: object) -> object:
    return getattr(value, "__annotations__", {}).get("return")


def _methods_used() -> Mapping[tuple[str, str], AbstractSet[str]]:
    """Return the methods called on globals, by module and name; public ones by name alone.

    What is also used in any other way, handed on or put into a table, is left out.
    """
    used: dict[tuple[str, str], set[str]] = {}
    other: set[tuple[str, str]] = set()
    for file, tree in _trees():
        module = ".".join(["comity", *Path(file).with_suffix("").parts]).removesuffix(".__init__")
        called = [node for node in ast.walk(tree) if getattr(node, "attr", None) in METHODS]
        for node in called:
            if isinstance(node, ast.Attribute) and (name := _name(node.value)):
                where = module if name.startswith("_") else ""
                used.setdefault((where, name), set()).add(node.attr)
        values = {node.value for node in called if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            is_read = isinstance(getattr(node, "ctx", None), ast.Load)
            if is_read and node not in values and (name := _name(node)):
                other.add((module if name.startswith("_") else "", name))
    return {at: methods for at, methods in used.items() if at not in other}


def _name(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(_TOP.rglob("*.py")):
        yield str(path.relative_to(_TOP)), ast.parse(path.read_text("utf-8"))


def called_in_functions() -> Iterator[tuple[str, re.Pattern[Any], str]]:
    """Yield (where, pattern, method) of each ``re.sub("...", ...)`` and its like."""
    for file, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (method := _of_re(node.func)):
                where = f"{file}, line {node.lineno}"
                flags = [word.value for word in node.keywords if word.arg == "flags"]
                if method in {"search", "match", "fullmatch"}:
                    flags += node.args[2:_FULL]
                said = eval(ast.unparse(flags[0]), {"re": re}) if flags else 0  # noqa: S307 - ours
                yield where, re.compile(_constant(node.args[0], where), said), method


def _of_re(func: ast.expr) -> str | None:
    of_re = isinstance(func, ast.Attribute) and _name(func.value) == "re"
    return func.attr if of_re and isinstance(func, ast.Attribute) and func.attr in METHODS else None


def _constant(node: ast.expr, where: str) -> Any:  # noqa: ANN401 - text or bytes
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.BinOp) and ast.unparse(node.left).startswith("re.escape("):
        rest: Any = _constant(node.right, where)  # what is before it is taken as it stands
        return ("--x" if isinstance(rest, str) else b"--x") + rest
    raise AssertionError(f"{where}: a pattern made while running; compile it in its module")


def runs(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (beginning, what is repeated, end) of strings that a pattern may stumble over.

    Most end in what few patterns want: there they fail, having gone all the way.
    """
    chars, words = _letters(pattern)
    own = chars[:_CHARS]
    few = own[:_ENDS]
    pairs = [one + other for one in own for other in own if one != other]
    yield from (("", run, _AMISS) for run in (*_CLASSES, *_MIXED, *pairs))
    yield from ((one, run, _AMISS) for one in own for run in (" ", "\n", "a", "a "))
    yield from (("", one + two, end) for one in few for two in few for end in few if end != one)
    step = max(1, len(words) // _WORDS)
    for word in words[::step]:
        yield from (("", run, _AMISS) for run in (word, f"{word} "))
        yield from ((word, run, _AMISS) for run in (" ", "a ", "a"))


def is_nested(pattern: re.Pattern[Any]) -> bool:
    """Return whether a pattern repeats what repeats: only such a one can be exponential."""
    return _repeats(parser.parse(pattern.pattern, _flags(pattern)), within=False)


def _repeats(parts: Any, *, within: bool) -> bool:  # noqa: ANN401
    for what, said in parts:
        again = what in _REPEATS and said[1] > 1
        if (again and within) or any(
            _repeats(inner, within=within or again) for inner in _inner(what, said)
        ):
            return True
    return False


def _flags(pattern: re.Pattern[Any]) -> int:
    return pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags


def _letters(pattern: re.Pattern[Any]) -> tuple[list[str], list[str]]:
    """Return the characters and the words that a pattern names."""
    chars: dict[str, None] = {}
    words: dict[str, None] = {}
    _collect(parser.parse(pattern.pattern, _flags(pattern)), chars, words)
    return list(chars), list(words)


def _collect(parts: Any, chars: dict[str, None], words: dict[str, None]) -> None:  # noqa: ANN401
    run = ""
    for what, said in parts:
        one = _one(what, said)
        chars |= dict.fromkeys(one)
        if one:
            run += one[0]
            continue
        words |= {run: None} if len(run) > 1 else {}
        run = ""
        for inner in _inner(what, said):
            _collect(inner, chars, words)
    words |= {run: None} if len(run) > 1 else {}


def _one(what: Any, said: Any) -> str:  # noqa: ANN401 - the parser's own tree
    """Return characters that a part of one character's length matches, "" for other parts."""
    if what is kind.LITERAL:
        return chr(said)
    if what in _REPEATS and len(said[2]) == 1 and said[2][0] == (kind.IN, [_SPACE]):
        return " \n"
    if what is kind.IN:
        named = [chr(part) for is_, part in said if is_ is kind.LITERAL]
        named += [chr(part[0]) for is_, part in said if is_ is kind.RANGE]
        return "".join(named) + (" \n" if _SPACE in said else "")
    return ""


_SPACE = (kind.CATEGORY, kind.CATEGORY_SPACE)


def _inner(what: Any, said: Any) -> Iterator[Any]:  # noqa: ANN401
    if what in _REPEATS:
        yield said[2]
    elif what is kind.SUBPATTERN:
        yield said[3]
    elif what is kind.BRANCH:
        yield from said[1]
    elif what in {kind.ASSERT, kind.ASSERT_NOT}:
        yield said[1]
    elif what is kind.ATOMIC_GROUP:
        yield said
