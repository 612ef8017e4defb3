"""Industry classes of GB/T 4754-2017 (国民经济行业分类): codes, names, and finding one by either."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def _classes() -> dict[str, tuple[str, str, str]]:
    """code → (section letter, name, official remark); 1,771 classes of all four levels."""
    text = files("vendors.registry").joinpath("gbt4754.json").read_text("utf-8")
    return {code: (row[0], row[1], row[2]) for code, row in json.loads(text).items()}


@cache
def _codes_by_name() -> dict[str, str]:
    # The most special class wins where a name stands on several levels.
    return {row[1]: code for code, row in sorted(_classes().items(), key=lambda c: len(c[0]))}


def resolve(text: str) -> str | None:
    """The code meant by `2822`, `C2822`, `2822 锦纶纤维制造` or `锦纶纤维制造`; None for free words."""
    words = text.strip().split()
    if not words:
        return None
    code = words[0].upper()
    if len(code) > 1 and code[0].isalpha() and code[1:].isdigit():
        letter, code = code[0], code[1:]
        if code in _classes() and _classes()[code][0] != letter:
            return None
    if code in _classes():
        return code
    return _codes_by_name().get(text.strip())


def name_of(code: str) -> str | None:
    """The class's official name, or None where the code is unknown."""
    row = _classes().get(code)
    return row[1] if row else None


def label(industry: str) -> str:
    """What people read for a stored industry: its official name, or the free words as they are."""
    return name_of(industry) or industry


def search(words: str, limit: int = 20) -> list[tuple[str, str]]:
    """Four-digit classes whose code starts with, or whose name or remark holds, `words`; names first."""
    words = words.strip()
    if not words:
        return []
    hits = [
        (0 if words in row[1] or code.startswith(words) else 1, code, row[1])
        for code, row in _classes().items()
        if len(code) == 4 and (code.startswith(words) or words in row[1] or words in row[2])
    ]
    return [(code, name) for _, code, name in sorted(hits)[:limit]]
