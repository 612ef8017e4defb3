"""A text in pieces: the smallest stretches that can each be a requirement item, or a part of one.

Pieces end where clauses end, at the commas of enumerations (、), around brackets and dashes, and
at conjunctions between two longer halves. Whether neighbours belong together is decided later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from matcher.clauses import Span, clauses, sentences
from matcher.protected import is_protected

_MARKS = " \t\r\n\u3000，、；。：！？,;:.!?…-—·•*★☆“”‘’\"'「」（）()[]【】"
_LATIN = re.compile(r"[A-Za-z]")
_BRACKET = re.compile(r"[（(]([^（）()]{3,})[）)]")
_PLAIN_BRACKET = re.compile(r"^[\d\s\W]*[A-Za-zμ°%℃/\d.\s±≤≥<>~-]+$")
_DASH = re.compile(r"—+|--+|(?<=\s)-(?=\s)")
_ENUMERATION = re.compile(r"、")
# A conjunction is a seam only between halves that could each stand as an item.
_HALF = 5
_CONJUNCTION = re.compile(r"(?<=.{5})(?:以及|[和及与](?![而其])|而且|并且)(?=.{5})")
_AND = re.compile(r"(?<=\S)\s+and\s+(?=\S+\s+(?!(?:is|are|would)\b)\S)", re.IGNORECASE)


class Seam(StrEnum):
    """What stands between a piece and the one before it."""

    STOP = "stop"
    SEMICOLON = "semicolon"
    COLON = "colon"
    COMMA = "comma"
    ENUMERATION = "enumeration"
    CONJUNCTION = "conjunction"
    BRACKET = "bracket"


@dataclass(frozen=True, slots=True)
class Piece:
    """[start, end) in the folded text, without outer marks; `seam` is what comes before it.

    `sentence` numbers the sentence (up to a full stop), `clause` the clause within the text.
    `leads` is true of a clause that ends in a colon, `lead` spans the last such clause before.
    """

    start: int
    end: int
    seam: Seam
    sentence: int
    clause: int
    leads: bool
    lead: Span | None


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a folded text in order; clauses with protected facts are left out."""
    made: list[Piece] = []
    number = clause_number = 0
    seam, lead = Seam.STOP, None
    for begun, ended in sentences(text):
        for a, b in _clauses(text, begun, ended):
            leads = text[a:b].rstrip()[-1:] in ("：", ":")
            hidden = is_protected(text[a:b])
            for start, end, inner in _split(text, a, b):
                if inner is not None:
                    seam = inner
                start, end = stripped(text, start, end)
                if start < end and not hidden:
                    made.append(Piece(start, end, seam, number, clause_number, leads, lead))
            clause_number += 1
            seam = _seam(text[a:b])
            lead = stripped(text, a, b) if leads else lead
            if seam is Seam.STOP:
                number += 1
                lead = None
    return made


def _clauses(text: str, start: int, end: int) -> Iterator[Span]:
    for a, b in clauses(text[start:end]):
        begun = start + a
        for dash in _DASH.finditer(text, start + a, start + b):
            if dash.start() > begun:
                yield begun, dash.end()
                begun = dash.end()
        if begun < start + b:
            yield begun, start + b


def _seam(clause: str) -> Seam:
    last = clause.rstrip(" ”’\"')）」』】》]")[-1:]
    if last in ("：", ":"):
        return Seam.COLON
    if last in ("；", ";"):
        return Seam.SEMICOLON
    return Seam.COMMA if last in ("，", ",", "—", "-") else Seam.STOP


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int, Seam | None]]:
    """The pieces of one clause with the seam before each, None before the first."""
    cuts: list[tuple[int, int, Seam]] = []
    for bracket in _BRACKET.finditer(text, start, end):
        if not _PLAIN_BRACKET.match(bracket.group(1)) and bracket.start() > start:
            cuts.append((bracket.start(), bracket.start(1), Seam.BRACKET))
            if bracket.end() < end - 1:
                cuts.append((bracket.end() - 1, bracket.end(), Seam.BRACKET))
    cuts += [
        (m.start(), m.end(), Seam.ENUMERATION) for m in _ENUMERATION.finditer(text, start, end)
    ]
    edges = [start, *sorted(edge for cut in cuts for edge in cut[:2]), end]
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        cuts += [(m.start(), m.end(), Seam.CONJUNCTION) for m in _conjunctions(text, a, b)]
    seam: Seam | None = None
    begun = start
    for cut_start, cut_end, kind in sorted(cuts):
        if cut_start >= begun:
            yield begun, cut_start, seam
            begun, seam = cut_end, kind
    yield begun, end, seam


def _conjunctions(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    words = _AND.finditer(text, start, end)
    last = start
    for match in words:
        if len(text[last : match.start()].split()) >= 2:
            yield match
            last = match.end()
    for match in _CONJUNCTION.finditer(text, start, end):
        beside = text[match.start() - 1] + text[match.end()]
        longer = match.start() - start >= _HALF and end - match.end() >= _HALF
        if longer and not _LATIN.search(beside):
            yield match


def stripped(text: str, start: int, end: int) -> Span:
    """The span without outer marks; a minus sign before a figure is none."""
    while start < end and text[start] in _MARKS and not _signed(text, start):
        start += 1
    while start < end and text[end - 1] in _MARKS and not _closes(text, start, end):
        end -= 1
    return start, end


def _signed(text: str, start: int) -> bool:
    return text[start] == "-" and text[start + 1 : start + 2].isdigit()


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the last character closes a bracket opened within the span."""
    last = text[end - 1]
    opened = {")": "(", "）": "（", "]": "[", "】": "【", "”": "“", "」": "「"}.get(last)
    return opened is not None and opened in text[start : end - 1]
