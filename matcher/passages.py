"""Texts into literal passages: what the matcher embeds, searches and quotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from matcher.clauses import Span, clauses, sentences
from matcher.folding import Folded, fold
from matcher.protected import is_protected
from matcher.types import Document, Field, FieldKind, Passage

LONGEST = 120  # code points of one passage as read; a static embedder blurs beyond

# Kinds that people wrote as one thing: they stay whole while they fit.
_WHOLE = frozenset({FieldKind.TITLE, FieldKind.ITEM, FieldKind.CAPABILITY, FieldKind.INDUSTRY})
_BREAK = re.compile(r"[，、,：:；;。！？!?)）\s](?!\d)")
_WORD_END = re.compile(r"(?<![A-Za-z0-9.])|(?![A-Za-z0-9.])")


def split(document: Document) -> list[Passage]:
    """Literal passages of every field, in order; protected clauses are left out.

    Every code point that is neither space, punctuation nor invisible, and not in a protected
    clause, is in exactly one passage.
    """
    return [passage for source in document.fields for passage in _field_passages(source)]


def _field_passages(source: Field) -> Iterator[Passage]:
    folded = fold(source.text)
    for start, end in _readable_spans(folded, source.kind):
        start, end = _trimmed(folded.text, start, end)
        if start < end:
            begin, stop = folded.span(start, end)
            yield Passage(source.text[begin:stop], source.path, begin, stop, source.kind)


def _readable_spans(folded: Folded, kind: FieldKind) -> Iterator[Span]:
    text = folded.text
    if kind is FieldKind.TITLE:
        yield from _cut(text, 0, len(text))
        return
    # Lengths are taken after protected clauses are left out: a longer place name moves no cut.
    if kind in _WHOLE:
        kept = list(_unprotected(text, 0, len(text)))
        if sum(end - start for start, end in kept) <= LONGEST:
            yield from kept
            return
    for start, end in sentences(text):
        for begin, stop in _unprotected(text, start, end):
            yield from _cut(text, begin, stop)


def _unprotected(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretches of a sentence between its protected clauses."""
    sentence = text[start:end]
    spans = list(clauses(sentence))
    marked = [(is_protected(sentence[a:b]), a, b) for a, b in spans]
    for protected, group in groupby(marked, key=lambda mark: mark[0]):
        run = list(group)
        if not protected:
            yield start + run[0][1], start + run[-1][2]


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """Pieces of at most LONGEST code points, cut after punctuation where there is any."""
    while end - start > LONGEST:
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
    if not any(unicodedata.category(char)[0] not in "PZC" for char in text[start:end]):
        return start, start
    return start, end
