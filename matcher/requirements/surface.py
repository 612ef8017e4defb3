"""Finds which of many named forms stand in a text, fast.

One alternation over hundreds of forms is tried at every place of a text; here the forms are sorted
by the character that they begin with, so that most places need no try at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_LOOK = re.compile(r"\(\?(?:<?[=!])")
_ANY = ""  # the bucket of forms whose first character cannot be told


class Forms:
    """Forms with the name they stand for; of forms that begin at one place the earlier wins."""

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        """`rows` are (name, alternation) pairs; matching ignores case."""
        buckets: dict[str, list[tuple[int, str]]] = {}
        for index, (_, alternation) in enumerate(rows):
            for form in _alternatives(alternation):
                for char in _first(form) or {_ANY}:
                    buckets.setdefault(char, []).append((index, form))
        anywhere = buckets.pop(_ANY, [])
        self._names = [name for name, _ in rows]
        self._anywhere = _compiled(anywhere)
        self._by_char = {c: _compiled([*forms, *anywhere]) for c, forms in buckets.items()}

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Names with the spans where their forms stand, in order, without overlaps."""
        place = 0
        for at, char in enumerate(text):
            if at < place:
                continue
            pattern = self._by_char.get(char.lower(), self._anywhere)
            match = pattern.match(text, at) if pattern is not None else None
            if match is not None and match.end() > at and match.lastgroup is not None:
                yield self._names[int(match.lastgroup[1:])], at, match.end()
                place = match.end()


def _compiled(forms: Sequence[tuple[int, str]]) -> re.Pattern[str] | None:
    by_row: dict[int, list[str]] = {}
    for index, form in forms:
        by_row.setdefault(index, []).append(form)
    groups = [f"(?P<m{index}>{'|'.join(by_row[index])})" for index in sorted(by_row)]
    return re.compile("|".join(groups), re.IGNORECASE) if groups else None


def _alternatives(pattern: str) -> list[str]:
    """The alternatives at the top level of a pattern."""
    found, depth, begun, at = [], 0, 0, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = _class_end(pattern, at)
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and not depth:
            found.append(pattern[begun:at])
            begun = at + 1
        at += 1
    return [*found, pattern[begun:]]


def _class_end(pattern: str, at: int) -> int:
    return pattern.index("]", at + 2)


def _group_end(pattern: str, at: int) -> int:
    depth = 0
    while True:
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = _class_end(pattern, at)
        elif char in "()":
            depth += 1 if char == "(" else -1
            if not depth:
                return at
        at += 1


def _first(form: str) -> frozenset[str] | None:
    """The characters a form can begin with; None where that cannot be told."""
    while form.startswith("\\b") or _LOOK.match(form):
        form = form[2:] if form.startswith("\\b") else form[_group_end(form, 0) + 1 :]
    if not form or form[0] in "\\^$.*+?":
        return None
    if form[0] == "[":
        end = _class_end(form, 0)
        inner = form[1:end]
        if inner[0] == "^" or "-" in inner or "\\" in inner:
            return None
        own: frozenset[str] | None = frozenset(inner.lower())
    elif form.startswith("(?:"):
        end = _group_end(form, 0)
        firsts = [_first(one) for one in _alternatives(form[3:end])]
        known = [one for one in firsts if one is not None]
        own = frozenset().union(*known) if len(known) == len(firsts) else None
    elif form[0] == "(":
        return None
    else:
        end, own = 0, frozenset(form[0].lower())
    rest = form[end + 1 :]
    if own is None or not rest or rest[0] not in "?*{":
        return own
    if rest[0] == "{":
        return own if rest[1] != "0" else None
    further = _first(rest[1:])
    return None if further is None else own | further
