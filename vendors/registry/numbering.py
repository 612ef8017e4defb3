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
    highest = session.exec(select(func.max(column)).where(column.like(f"{start}____%"))).first()
    number = int(highest[len(start) :]) if highest and highest[len(start) :].isdigit() else 0
    return f"{start}{number + 1:04d}"
