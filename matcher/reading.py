"""What is left of a field after everything that must not count has been taken out.

Not read: names of the vendor itself (`Field.hidden`), markup that hides text, clauses that tell a
machine what to do, protected facts, praise without a subject matter, and what a text has said
before. The rest keeps its places in the source, so that every quote stays literal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.clauses import Span, clauses, sentences
from matcher.folding import Folded, fold
from matcher.praise import is_praise
from matcher.protected import is_protected
from matcher.tampering import hidden_markup, is_instruction
from matcher.types import Field, FieldKind

_TERMINATOR = re.compile(r"[，；;：。！？!?…\r\n\u2028\u2029\x0b\x0c\x85,:.]+$")
_ENDS_SENTENCE = re.compile(r"[；;。！？!?…\r\n\u2028\u2029\x0b\x0c\x85.]")
_BRACKETS = re.compile(r"[（(][^（）()]{2,80}[）)]")
# A phrase said three times and more in one breath.
_AGAIN = re.compile(r"([^，。；,;\n]{2,40}?)\1{2,}")
_VALUE = 24  # code points of what may stand after a label as its value
_REPEATABLE = 4  # code points from which a clause or sentence said again is left out


@dataclass(frozen=True, slots=True)
class Reading:
    """The text that is read, and where each of its code points stands in the folded source.

    `places` is None when nothing was taken out. A closing mark that was put in for the one of a
    clause taken out has the place of the mark it replaces.
    """

    text: str
    folded: Folded
    places: Sequence[int] | None

    def span(self, start: int, end: int) -> tuple[int, int, tuple[Span, ...]]:
        """Source offsets of the slice [start, end), which must not be empty, and its gaps."""
        if self.places is None:
            return (*self.folded.span(start, end), ())
        first, last = self.places[start], self.places[end - 1]
        gaps = []
        for at in range(start, end - 1):
            here, there = self.places[at], self.places[at + 1]
            if there > here + 1:
                gaps.append(
                    (self.folded.span(here, here + 1)[1], self.folded.span(there, there + 1)[0])
                )
        return (
            self.folded.span(first, first + 1)[0],
            self.folded.span(last, last + 1)[1],
            tuple(gaps),
        )


@dataclass(slots=True)
class _Clause:
    """A clause that is read: its body `[start:stop)`, the marks that close it, and where they end."""

    start: int
    stop: int
    marks: str
    end: int


def read_field(source: Field) -> Reading:
    """What is read of one field."""
    folded = fold(source.text)
    places = _visible(folded, source.hidden)
    text = folded.text if places is None else "".join(folded.text[at] for at in places)
    found = _clauses(text, source.kind)
    if found is None:
        return Reading(text, folded, places)
    pieces: list[str] = []
    kept: list[int] = []
    for clause in found:
        pieces += [text[clause.start : clause.stop], clause.marks]
        kept += range(clause.start, clause.stop)
        kept += [min(clause.stop + i, clause.end - 1) for i in range(len(clause.marks))]
    where = kept if places is None else [places[at] for at in kept]
    return Reading("".join(pieces), folded, where)


def _visible(folded: Folded, hidden: Sequence[Span]) -> list[int] | None:
    """Places of the folded text outside names, hidden markup and unread brackets."""
    spans = hidden_markup(folded.text)
    spans += [
        (match.end(1), match.end())
        for match in _AGAIN.finditer(folded.text)
        if any(map(str.isalpha, match.group(1)))
    ]
    offsets = folded.offsets
    masked = {at for start, end in spans for at in range(start, end)}
    if hidden:
        for at in range(len(folded.text)):
            place = at if offsets is None else offsets[at]
            if any(start <= place < end for start, end in hidden):
                masked.add(at)
    left = [at for at in range(len(folded.text)) if at not in masked] if masked else None
    text = folded.text if left is None else "".join(folded.text[at] for at in left)
    aside = {
        at
        for match in _BRACKETS.finditer(text)
        if _says_nothing(text[match.start() + 1 : match.end() - 1])
        for at in range(*match.span())
    }
    if not aside:
        return left
    return [place for at, place in enumerate(left or range(len(text))) if at not in aside]


def _says_nothing(text: str) -> bool:
    return all(_unread(text[start:end]) for start, end in clauses(text))


def _unread(clause: str) -> bool:
    return is_protected(clause) or is_instruction(clause) or is_praise(clause)


def _clauses(text: str, kind: FieldKind) -> list[_Clause] | None:
    """The clauses that are read; None when that is all of them."""
    unread = is_instruction if kind is FieldKind.TITLE else _unread
    found: list[_Clause] = []
    said: set[str] = set()
    changed = False
    for start, end in sentences(text):
        sentence: list[_Clause] = []
        here: set[str] = set()
        label = False  # 注册资本：5000万元 is one fact in two clauses
        for begin, stop in clauses(text[start:end]):
            clause = _parted(text, start + begin, start + stop)
            body = _key(text[clause.start : clause.stop])
            valued = label and len(body) <= _VALUE
            said_by = text[start + begin : start + stop]
            label = clause.marks[:1] in ("：", ":") and is_protected(said_by)
            if valued or unread(said_by) or (len(body) >= _REPEATABLE and body in here):
                changed = True
                _close((sentence or found), clause.marks)
                continue
            here.add(body)
            sentence.append(clause)
        whole = "，".join(_key(text[one.start : one.stop]) for one in sentence)
        if len(whole) >= _REPEATABLE and whole in said:
            changed = True
            _close(found, sentence[-1].marks)
            continue
        said.add(whole)
        found += sentence
    return found if changed else None


def _parted(text: str, start: int, end: int) -> _Clause:
    """The clause `[start:end)`; white space after it belongs to it, that before it does not."""
    marks = _TERMINATOR.search(text, start, end)
    stop = marks.start() if marks else end
    while start < stop and text[start].isspace():
        start += 1
    while end < len(text) and text[end].isspace():
        end += 1
    return _Clause(start, stop, text[stop:end], end)


def _key(body: str) -> str:
    return " ".join(body.lower().split())


def _close(before: list[_Clause], marks: str) -> None:
    """What closed a clause taken out now closes the one before it, if it closes more."""
    if not before or not before[-1].marks.strip() or _ENDS_SENTENCE.search(before[-1].marks):
        return
    if not marks or _ENDS_SENTENCE.search(marks):
        before[-1].marks = marks
