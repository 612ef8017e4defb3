"""A scenario's text into requirement items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from matcher.clauses import sentences
from matcher.folding import Folded, fold
from matcher.protected import is_protected
from matcher.requirements.asking import Sort, is_pain, is_wish, sort_of, strength
from matcher.requirements.items_pieces import pieces_of, stripped
from matcher.requirements.items_spans import spans_of
from matcher.types import Document, Field, FieldKind, Requirement

_OPENING = 8
_AT_BEST = re.compile(
    r"(?:最好|如能|若能|有条件(?:的话)?|可选|选配)(?:还|也|再)?[是能够可以]{0,2}$"
)
LONGEST_NEED = 20_000  # code points of one field read for items; a need is never longer


def itemise(document: Document) -> tuple[Requirement, ...]:
    """The requirement items of a scenario: those a person wrote down, else those its text states.

    Spans are literal, do not overlap, and each stands for its first occurrence in its field. When
    a text states no need, what it names as wanted is the item, else the sentence nearest to a
    need, so that there is something to hold an offer against.
    """
    written = [source for source in document.fields if source.kind is FieldKind.ITEM]
    if written:
        return tuple(item for source in written for item in _written(source))
    needs = [source for source in document.fields if source.kind is FieldKind.NEED]
    for reading in (_stated, _named):
        found = [item for source in needs for item in reading(source)]
        if found:
            return tuple(found)
    return _nearest(needs)


def _written(source: Field) -> Iterator[Requirement]:
    folded = fold(source.text)
    start, end = stripped(folded.text, 0, len(folded.text))
    if start < end:
        must = source.must if source.must is not None else not is_wish(folded.text)
        yield _requirement(folded, source.path, start, end, must)


def _stated(source: Field) -> Iterator[Requirement]:
    """The items a text states."""
    folded = fold(source.text)
    said: set[str] = set()
    for start, end, must in spans_of(folded.text[:LONGEST_NEED]):
        # A clause that itself opens with "at best" is a wish, however binding its neighbours are.
        wished = _AT_BEST.search(folded.text, max(0, start - _OPENING), start) is not None
        item = _requirement(folded, source.path, start, end, must and not wished)
        # What is said again, word for word, is one item: where it stands first.
        if item.span not in said and source.text.find(item.span) == item.start:
            said.add(item.span)
            yield item


def _named(source: Field) -> Iterator[Requirement]:
    """The things a text names as wanted, without a condition on them."""
    folded = fold(source.text)
    text = folded.text[:LONGEST_NEED]
    for piece in pieces_of(text):
        if not piece.leads and sort_of(text[piece.start : piece.end]) is Sort.TOPIC:
            item = _requirement(folded, source.path, piece.start, piece.end, True)
            if source.text.count(item.span) == 1:
                yield item


def _requirement(folded: Folded, path: str, start: int, end: int, must: bool) -> Requirement:
    begin, stop = folded.span(start, end)
    return Requirement(folded.source[begin:stop], must, path, begin, stop)


def _nearest(needs: Sequence[Field]) -> tuple[Requirement, ...]:
    """The sentence of all needs that is nearest to an ask: a plain ask, else the fullest pain."""
    best: tuple[tuple[int, int], Requirement] | None = None
    for source in needs:
        folded = fold(source.text)
        text = folded.text[:LONGEST_NEED]
        for start, end in sentences(text):
            a, b = stripped(text, start, end)
            if b - a < 4 or is_protected(text[a:b]):
                continue
            item = _requirement(folded, source.path, a, b, True)
            strong = strength(text[a:b])
            score = (strong if strong > 0 else int(is_pain(text[a:b])), b - a)
            if source.text.count(item.span) == 1 and (best is None or score > best[0]):
                best = score, item
    return (best[1],) if best else ()
