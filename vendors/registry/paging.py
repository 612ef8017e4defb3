"""One page of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlmodel import Session, func, select

T = TypeVar("T")
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`rows` of page `number` (from 1) out of `total` rows in all."""

    rows: Sequence[T]
    total: int
    number: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def page_of(session: Session, statement: Any, number: int, size: int = PAGE_SIZE) -> Page[Any]:
    """Page `number` of an ordered select of one entity; a number out of range shows the nearest."""
    counting = select(func.count()).select_from(statement.order_by(None).subquery())
    total = session.exec(counting).one()
    number = min(max(1, number), max(1, -(-total // size)))
    rows = session.exec(statement.offset((number - 1) * size).limit(size)).all()
    return Page(rows, total, number, size)


def like(words: str) -> str:
    """A LIKE pattern (escape character `\\`) for texts that contain `words` literally."""
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
