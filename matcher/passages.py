"""Texts into literal passages: what the matcher embeds, searches and quotes.

What is read of a field depends only on what is left of it after everything that must not count
has been taken out (see `matcher/reading.py`): putting such a clause in, or taking it out, moves
no boundary and changes no other passage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from matcher.clauses import Span, sentences
from matcher.reading import read_field
from matcher.types import Document, Field, FieldKind, Passage

LONGEST = 120  # code points of one passage as read; a static embedder blurs beyond

# Kinds that people wrote as one thing: they stay whole while they fit.
_WHOLE = frozenset({FieldKind.TITLE, FieldKind.ITEM, FieldKind.CAPABILITY, FieldKind.INDUSTRY})
_BREAK = re.compile(r"[，、,：:；;。！？!?)）\s](?!\d)")
_WORD_END = re.compile(r"(?<![A-Za-z0-9.])|(?![A-Za-z0-9.])")
_CLOSING = "，、；：。！？…,;:.!? \t\r\n\u2028\u2029"


def split(document: Document) -> list[Passage]:
    """Literal pieces of every field, in order, without anything that is not read.

    Every code point that is neither space, punctuation nor invisible, and that is read, is in
    exactly one passage.
    """
    return [piece for passage in passages(document) for piece in passage.pieces]


def passages(document: Document) -> list[Passage]:
    """What is embedded as one text each, in order; unread clauses may lie in its gaps."""
    return [passage for source in document.fields for passage in _field_passages(source)]


def _field_passages(source: Field) -> Iterator[Passage]:
    reading = read_field(source)
    for start, end in _spans(reading.text, source.kind):
        start, end = _trimmed(reading.text, start, end)
        if start < end:
            begin, stop, gaps = reading.span(start, end)
            heard = reading.text[start:end].rstrip(_CLOSING)
            text = source.text[begin:stop]
            yield Passage(text, source.path, begin, stop, source.kind, heard, gaps)


def _spans(text: str, kind: FieldKind) -> Iterator[Span]:
    if kind is FieldKind.TITLE or (kind in _WHOLE and len(text.strip(_CLOSING)) <= LONGEST):
        yield from _cut(text, 0, len(text))
        return
    for start, end in sentences(text):
        yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """Pieces of at most LONGEST code points, cut after punctuation where there is any.

    Closing punctuation does not count: whether a last full stop is written changes no cut.
    """
    last = len(text[:end].rstrip(_CLOSING))
    while last - start > LONGEST:
        limit = start + LONGEST
        cut = limit
        for match in _BREAK.finditer(text, start + LONGEST // 3, limit):
            cut = match.end()
        if cut == limit:  # no punctuation: at least no number or Latin word is broken, if it can be
            while cut > start + LONGEST // 3 and not _WORD_END.match(text, cut):
                cut -= 1
            cut = cut if cut > start + LONGEST // 3 else limit
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without outer white space; empty when it holds nothing but marks."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if has_words(text[start:end]) else (start, start)


def has_words(text: str) -> bool:
    """Whether a text holds anything but punctuation, white space and control characters."""
    return any(unicodedata.category(char)[0] not in "PZC" for char in text)
