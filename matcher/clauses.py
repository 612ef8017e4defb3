"""Where sentences and clauses of a folded text begin and end (Chinese and English)."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_CLOSERS = "”’\"')）」』】》\\]"
_ABBREVIATIONS = (
    "e.g", "i.e", "etc", "vs", "approx", "no", "fig", "mr", "mrs", "ms", "dr", "inc", "ltd", "co",
    "corp", "max", "min", "incl", "excl", "resp", "cf", "al", "est", "temp", "spec", "dept",
)  # fmt: skip
_SENTENCE_END = re.compile(
    rf"(?:[。！？!?；;…]+[{_CLOSERS}]*|[\r\n\u2028\u2029\x0b\x0c\x85]+"
    # a full stop: after a word, before white space or the end, or before a Chinese word
    rf"|(?<=[^\s.])\.[{_CLOSERS}]*(?=\s|$)|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff]))"
)
_BEFORE_STOP = re.compile(r"(?:^|[\s(（])([A-Za-z][A-Za-z.]{0,7}|\d{1,2})$")
_CLAUSE_END = re.compile(r"[，；;：。！？!?…\r\n]+|,(?!\d{3}(?!\d))|:(?!\d|//)|\.(?=\s|$)")


def _ends_sentence(text: str, match: re.Match[str], begun: int) -> bool:
    if not match.group().startswith("."):
        return True
    before = _BEFORE_STOP.search(text, max(begun, match.start() - 9), match.start())
    if before is None:
        return True
    word = before.group(1).lower()
    if word.isdigit():  # "1. first", a list number, unless it ends a sentence
        return bool(text[begun : before.start(1)].strip())
    return word.rstrip(".") not in _ABBREVIATIONS and len(word) > 1


def sentences(text: str) -> Iterator[Span]:
    """Spans of the sentences, each with its closing punctuation; together they tile the text."""
    begun = 0
    for match in _SENTENCE_END.finditer(text):
        if _ends_sentence(text, match, begun):
            yield begun, match.end()
            begun = match.end()
    if begun < len(text):
        yield begun, len(text)


def clauses(text: str) -> Iterator[Span]:
    """Spans of the clauses, each with its closing punctuation; together they tile the text."""
    begun = 0
    for match in _CLAUSE_END.finditer(text):
        if match.end() > begun:
            yield begun, match.end()
            begun = match.end()
    if begun < len(text):
        yield begun, len(text)
