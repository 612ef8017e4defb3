"""A scenario's text into requirement items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.clauses import Span, clauses, sentences
from matcher.folding import Folded, fold
from matcher.protected import is_protected
from matcher.requirements.asking import (
    Sort,
    is_firm,
    is_pain,
    is_soft,
    is_wish,
    limits_in,
    sort_of,
    strength,
)
from matcher.types import Document, Field, FieldKind, Requirement

LONGEST_NEED = 20_000  # code points of one field read for items; a need is never longer
_MARKS = " \t\r\n\u3000，、；。：！？,;:.!?…-—·•*"
_LEAD = re.compile(
    r"(?:[\s（(]*(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[)）、]|[.．](?!\d))|[①-⑳]"
    r"|第?[一二三四五六七八九十](?:是|来|则)|其[一二三]|[-*•·])\s*"
)
_OPENING = re.compile(
    r"(?:以后|将来|后续|后期|而且|并且|同时|另外|此外|还要|还需|所以|因此|但是?|不过|最好"
    r"|希望|如果|若|如|再者"
    r"|然后|以及|并|且|也|还|即|and|but|also|we would like|ideally|preferably"
    r"|optionally)\s*"
    r"(?=\S{2})",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:的(?:话)?)?(?:[这那]一?[项块条个]?(?:部分|功能)?)?(?:纯"
    r"|完全)?(?:(?:[就都也均则只]|同样)*(?:算|属于?|作为|显得|是|列为|计为|视为|当作"
    r"|为)?(?:个|一个)?(?:加分项?|可选项?|选配|可有可无|可做可不做|做不做都行|有没有都行"
    r"|在商量|再商量|供参考|更好|最好|更佳|更理想|更完美|优先(?:考虑)?|锦上添花|不做门槛"
    r"|不强求|再说"
    r"|再议|即可|就行|就好|为宜|期望项?|备选)|不作为?[^，。；]{0,8}|(?:,\s*)?(?:is|are"
    r"|would be)\s+(?:optional|a plus|a bonus|nice to have|welcome|preferred))+[了吧。]*$",
    re.IGNORECASE,
)
_LIST = re.compile(r"[、]|(?<=.)(?:和|以及|及|与)(?=.)")


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    text: str
    sort: Sort
    wish: bool
    soft: bool = False  # only hoped for


def itemise(document: Document) -> tuple[Requirement, ...]:
    """The requirement items of a scenario: those a person wrote down, else those its text states.

    Spans are literal, do not overlap and occur once in their field. When a text states no need, the
    sentence nearest to one is returned, so that there is something to hold an offer against.
    """
    written = [source for source in document.fields if source.kind is FieldKind.ITEM]
    if written:
        return tuple(item for source in written for item in _written(source))
    needs = [source for source in document.fields if source.kind is FieldKind.NEED]
    found = [item for source in needs for item in _stated(source)]
    return tuple(found) if found else _nearest(needs)


def _written(source: Field) -> Iterator[Requirement]:
    folded = fold(source.text)
    start, end = _stripped(folded.text, 0, len(folded.text))
    if start < end:
        must = source.must if source.must is not None else not is_wish(folded.text)
        yield _requirement(folded, source.path, start, end, must)


def _stated(source: Field) -> list[Requirement]:
    folded = fold(source.text)
    text = folded.text[:LONGEST_NEED]
    asked: list[list[_Clause]] = []
    for start, end in sentences(text):
        sentence = _sentence_clauses(text, start, end)
        strongest = max((strength(clause.text) for clause in sentence), default=-1)
        if strongest >= 2 or (asked and strongest >= 0):
            asked.append(sentence)
    items = [clause for sentence in asked for clause in sentence if clause.sort is Sort.ITEM]
    topics = [clause for sentence in asked for clause in sentence if clause.sort is Sort.TOPIC]
    items = _without_opening(items, text) or topics
    items = _firmed(items)
    found = (
        _requirement(folded, source.path, begin, stop, not clause.wish)
        for clause in items
        for begin, stop in _spans(text, clause)
    )
    return [item for item in found if source.text.count(item.span) == 1]


def _without_opening(items: list[_Clause], text: str) -> list[_Clause]:
    """The first sentence tells the situation: what it asks in passing yields to later needs."""
    first = next(sentences(text), (0, 0))[1]
    later = [clause for clause in items if clause.start >= first]
    if len(later) < 2:
        return items
    kept = [c for c in items if c.start < first and (is_firm(c.text) or limits_in(c.text))]
    return kept + later


def _sentence_clauses(text: str, start: int, end: int) -> list[_Clause]:
    sentence = text[start:end]
    wish, firm, soft = is_wish(sentence), is_firm(sentence), is_soft(sentence)
    made = []
    for a, b in _pieces(sentence):
        clause = sentence[a:b].strip(_MARKS)
        if not clause or is_protected(clause):
            continue
        # what ends in a colon announces, it does not ask
        leads = sentence[a:b].rstrip()[-1:] in ("：", ":")
        sort = Sort.REMARK if leads else sort_of(clause)
        open_ended = wish and (is_wish(clause) or not firm)
        made.append(_Clause(start + a, start + b, clause, sort, open_ended, soft))
    settled = firm and all(clause.sort is Sort.REMARK for clause in made if is_firm(clause.text))
    wanted = soft and any(clause.sort is Sort.TOPIC for clause in made)  # 希望引入一套系统 …
    return [replace(clause, wish=False) for clause in made] if settled or wanted else made


def _pieces(sentence: str) -> list[Span]:
    """Clauses; an English sentence is cut only where each piece can stand for itself."""
    spans = list(clauses(sentence))
    latin = sum(char.isascii() and char.isalpha() for char in sentence)
    whole = all(len(sentence[a:b].split()) >= 3 or sentence[a:b].endswith(":") for a, b in spans)
    return spans if whole or latin * 2 < len(sentence) else [(0, len(sentence))]


def _firmed(items: Sequence[_Clause]) -> list[_Clause]:
    """Where everything is only hoped for, the hope is the need itself."""
    if all(clause.wish for clause in items):
        return [replace(clause, wish=not clause.soft) for clause in items]
    return list(items)


def _spans(text: str, clause: _Clause) -> Iterator[Span]:
    start, end = _stripped(text, clause.start, clause.end)
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    opening = _OPENING.match(text, start, end)
    start = opening.end() if opening else start
    closing = _CLOSING.search(text, start, end) if clause.wish else None
    cut = closing is not None and closing.start() - start >= 3
    stop = closing.start() if closing is not None and cut else end
    pieces = [(m.start(), m.end()) for m in _LIST.finditer(text, start, stop)] if cut else []
    bounds = [start, *(edge for piece in pieces for edge in piece), stop]
    parts = list(zip(bounds[::2], bounds[1::2], strict=True))
    if any(b - a < 5 for a, b in parts):
        parts = [(start, stop)]
    for a, b in parts:
        a, b = _stripped(text, a, b)
        if b - a >= 2:
            yield a, b


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _MARKS and not _signed(text, start):
        start += 1
    while start < end and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _signed(text: str, start: int) -> bool:
    return text[start] == "-" and text[start + 1 : start + 2].isdigit()


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
            a, b = _stripped(text, start, end)
            if b - a < 4 or is_protected(text[a:b]):
                continue
            item = _requirement(folded, source.path, a, b, True)
            strong = strength(text[a:b])
            score = (strong if strong > 0 else int(is_pain(text[a:b])), b - a)
            if source.text.count(item.span) == 1 and (best is None or score > best[0]):
                best = score, item
    return (best[1],) if best else ()
