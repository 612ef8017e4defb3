"""How records without a number of their own get one."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, func, select

from vendors.registry.models import now


def next_code(session: Session, column: Any, prefix: str) -> str:
    """The next free running number of this year, e.g. `S2026-0042`; unique within one writer.

    Call it in a writing transaction: writers exclude each other there.
    """
    start = f"{prefix}{now().year}-"
    # Longest first: as texts, 9999 would stand above 10000. Lists may bring ids like S2026-A1.
    taken = select(column).where(column.like(f"{start}____%"))
    codes = session.exec(taken.order_by(func.length(column).desc(), column.desc()))
    numbers = (code[len(start) :] for code in codes)
    # A list's own S2026-999…9 must not push ours beyond what a code may hold.
    highest = next((int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) < 10), 0)
    return f"{start}{highest + 1:04d}"
