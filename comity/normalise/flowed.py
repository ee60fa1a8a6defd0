"""Text of a mail in format=flowed (RFC 3676) in, its paragraphs as they were written out.

A line that ends with a space goes on in the next one of the same quote depth; with DelSp that
space was put there by the program, as for scripts without spaces. A space before a line stuffs
it, and goes. The line ``-- `` parts the signature, and is never flowed.
"""

from __future__ import annotations

_SIGNATURE = "-- "


def unflowed(text: str, *, delsp: bool = False) -> str:
    """Return the text with each paragraph, and each of a quote, on one line."""
    made: list[str] = []
    paragraph: list[str] = []
    before = 0

    def end() -> None:
        if paragraph:
            made.append(_marks(before) + "".join(paragraph))
            paragraph.clear()

    for line in text.split("\n"):
        depth, words = _unstuffed(line)
        if depth != before or words == _SIGNATURE:
            end()
        before = depth
        flows = words.endswith(" ") and words != _SIGNATURE
        paragraph.append(words[:-1] if flows and delsp else words)
        if not flows:
            end()
    end()
    return "\n".join(made)


def _unstuffed(line: str) -> tuple[int, str]:
    """Return how deep a line is quoted, and the line without quote marks and stuffing."""
    words = line.lstrip(">")
    depth = len(line) - len(words)
    is_stuffed = words.startswith(" ") and (depth or not words.startswith(" >"))
    return depth, words[1:] if is_stuffed else words  # own words that begin with > stay stuffed


def _marks(depth: int) -> str:
    return f"{'>' * depth} " if depth else ""
