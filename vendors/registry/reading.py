"""How single values that people type are read; for the validators of drafts."""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from vendors.registry import credit_code


def read_date(value: Any) -> Any:
    """The ways Chinese offices write a date: 2027-03-31, 2027/3/31, 2027年3月31日, 2027.3.31."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("date", "")
    if not value.strip():
        return None
    text = value.strip().split(" ")[0].split("T")[0]
    for mark in "年月/.":
        text = text.replace(mark, "-")
    numbers = text.rstrip("日").split("-")
    if len(numbers) == 3 and all(n.isdigit() for n in numbers):
        try:
            return date(int(numbers[0]), int(numbers[1]), int(numbers[2]))
        except (ValueError, OverflowError):
            pass
    raise PydanticCustomError("date", "")


def read_each(value: Any, read: Callable[[Any], Any]) -> Any:
    """The values of a list, each read; what is no list is left for the field's own check."""
    if value is None or value == "":
        return []
    return [read(v) for v in value] if isinstance(value, list | tuple) else value


def read_records(value: Any, name: str) -> Any:
    """The records of a list; a plain string is a record that has only its `name`, and is marked so.

    Evidence calls the two forms differently: `cases[0]` and `cases[0].title`.
    """
    return read_each(value, lambda v: {name: v, "plain": True} if isinstance(v, str) else v)


def by_label(value: Any, labels: dict[Any, str]) -> Any:
    """A choice by its Chinese label or its English value."""
    text = str(value).strip()
    for member, label in labels.items():
        if text in (label, member.value):
            return member
    raise PydanticCustomError("unknown_choice", "", {"choices": "、".join(labels.values())})


def read_credit_code(value: Any) -> str | None:
    """A credit code as people type it → its 18 characters, or None for none."""
    if value is None or not str(value).strip():
        return None
    code = credit_code.normalise(str(value).strip())
    if not credit_code.is_valid(code):
        raise PydanticCustomError("credit_code", "")
    return code


# Letters and symbols by category, but nothing to see.
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen: white space, zero-width and filler characters."""
    return all(
        unicodedata.category(c) in ("Cc", "Cf", "Zs", "Zl", "Zp") or c in _FILLERS for c in text
    )


def not_blank(value: str) -> str:
    """Refuse a text of which nothing can be seen."""
    if is_blank(value):
        raise PydanticCustomError("missing", "")
    return value


# A text that says something.
NotBlank = Annotated[str, AfterValidator(not_blank)]
