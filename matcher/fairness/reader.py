"""Reads a call, or one clause of it, for what limits fair competition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.clauses import Span, sentences
from matcher.fairness.model import Weights, weigh
from matcher.fairness.rules import Finding
from matcher.fairness.signs import signs_of
from matcher.folding import fold

_LONGEST = 90  # code points of a unit joined across semicolons
_SHORTEST = 4
_MARKER = re.compile(
    r"\s*(?:(?:第?[一二三四五六七八九十\d]+[条、.．)）]|[（(][一二三四五六七八九十\d]+[)）]|[-*•·▪●])(?!\d)\s*)*"
)
_CLOSING = " \t\r\n\u2028\u2029\x0b\x0c\x85。；;.!！?？…，,"


def read(text: str, weights: Weights | None = None) -> tuple[Finding, ...]:
    """The clauses that violate, in the order of the text; none of a text that is harmless.

    Offsets are code points of `text` as it was given; invisible characters, full-width forms and
    traditional characters are read as what a person sees.
    """
    folded = fold(text)
    found = []
    for start, end in units(folded.text):
        reading = weigh(signs_of(folded.text[start:end]), weights)
        if reading.found:
            begun, ended = folded.span(start, end)
            span = text[begun:ended]
            found.append(Finding(span, begun, ended, reading.rule, round(reading.violates, 6)))
    return tuple(found)


def units(text: str) -> Iterator[Span]:
    """Spans of what is read at once: a sentence without list marker and closing punctuation.

    Parts on both sides of a semicolon often make sense only together; they stay one unit where
    that is not too long.
    """
    begun: int | None = None
    last = 0
    for start, end in sentences(text):
        if begun is not None and end - begun > _LONGEST:
            yield from _trimmed(text, begun, last)
            begun = None
        begun = start if begun is None else begun
        last = end
        if not text[start:end].rstrip(" ").endswith(("；", ";")):
            yield from _trimmed(text, begun, end)
            begun = None
    if begun is not None:
        yield from _trimmed(text, begun, last)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    marker = _MARKER.match(text, start, end)
    start = marker.end() if marker else start
    end = start + len(text[start:end].rstrip(_CLOSING))
    if end - start >= _SHORTEST:
        yield start, end
