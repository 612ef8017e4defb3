"""Requirement items proposed to an enterprise from its own words, and what is not said yet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matcher import requirements
from matcher.folding import fold
from matcher.requirements.measures import measure
from matcher.types import Document, Field, FieldKind

# What officials and vendors ask back most often when a scenario says nothing of it.
_WANTED = ("figure", "deployment", "interface", "service")


def items_in(texts: Sequence[str], known: Sequence[str]) -> list[tuple[str, bool]]:
    """Literal requirement items of these texts with must or wish, but those already written."""
    have = {_plain(text) for text in known}
    found: list[tuple[str, bool]] = []
    # One document: what only tells of the pain is no item where another text states needs.
    fields = tuple(Field(f"text[{i}]", text, FieldKind.NEED) for i, text in enumerate(texts))
    for item in requirements.itemise(Document("draft", fields)):
        if _plain(item.span) not in have:
            have.add(_plain(item.span))
            found.append((item.span, item.must))
    return found


def missing_kinds(items: Sequence[str]) -> list[str]:
    """Kinds of requirement that none of these items speaks of: 建议补充, never invented."""
    said = {measure(text).kind for text in items if text.strip()}
    return [kind for kind in _WANTED if kind not in said]


def _plain(text: str) -> str:
    return re.sub(r"^\W+|\W+$", "", "".join(fold(text).text.split()))
