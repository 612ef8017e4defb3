"""How several values stand in one table cell: one a line, parts of a line parted by `|`."""

from __future__ import annotations

import re
from typing import Any

_WORD_MARKS = re.compile(r"[、,，;；\n]")
_PART_MARKS = re.compile(r"[|｜]")


def lines(cell: str) -> list[str]:
    """The non-empty lines of a cell."""
    return [line.strip() for line in cell.splitlines() if line.strip()]


def words(cell: str) -> list[str]:
    """Short words parted by 、 , ; or a line break."""
    return [word.strip() for word in _WORD_MARKS.split(cell) if word.strip()]


def records(cell: str, names: tuple[str, ...], listed: frozenset[str] = frozenset()) -> list[Any]:
    """One record a line, its parts named in order; a line without `|` is a plain string.

    Parts in `listed` hold several values parted by `;` or `；`.
    """
    found: list[Any] = []
    for line in lines(cell):
        parts = [part.strip() for part in _PART_MARKS.split(line)]
        if len(parts) == 1:
            found.append(line)
            continue
        if len(parts) > len(names):
            parts = [*parts[: len(names) - 1], " | ".join(parts[len(names) - 1 :])]
        record: dict[str, Any] = {}
        for name, part in zip(names, parts, strict=False):
            if part:
                record[name] = re.split(r"[;；]", part) if name in listed else part
        for name in listed & record.keys():
            record[name] = [v.strip() for v in record[name] if v.strip()]
        found.append(record)
    return found


_MARKED = re.compile(
    r"^[(（\[【]?\s*(必须|期望|must|wish)\s*[)）\]】]?\s*[:：|｜]?\s*", re.IGNORECASE
)


def requirements(cell: str) -> list[Any]:
    """One requirement item a line; a leading 必须 or 期望 (with or without brackets) says which."""
    found: list[Any] = []
    for line in lines(cell):
        mark = _MARKED.match(line)
        marked = mark is not None and (mark.group(0)[-1:] in ":：|｜)）]】 ")
        if mark is None or not marked or mark.end() == len(line):
            found.append({"text": line})
        else:
            must = mark.group(1).lower() in ("必须", "must")
            found.append({"text": line[mark.end() :], "must": must})
    return found
