"""From rows to drafts: which header means which field, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from vendors.registry.errors import Problem
from vendors.registry.lists.files import ListFile, Row, read_list
from vendors.registry.models import Draft

D = TypeVar("D", bound=Draft)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One fault of a list: row number, the column as the file calls it, and the problem."""

    row: int
    column: str
    problem: Problem


@dataclass(slots=True)
class ParsedList(Generic[D]):
    """What a list holds: good rows as drafts, every fault, and columns nobody knows.

    `notices` are no faults: text that was left out because people do not see it.
    """

    good: list[tuple[int, D]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    notices: list[RowProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Columns(Generic[D]):
    """How the columns of one kind of list are read.

    `names`: field → the headers that mean it. `cells`: field → how a table cell becomes the
    field's value. `check`: faults that only a whole draft shows. `identity`: what tells rows
    without an id apart.
    """

    draft: type[D]
    names: Mapping[str, tuple[str, ...]]
    cells: Mapping[str, Callable[[Any], Any]]
    check: Callable[[D], list[Problem]]
    identity: Callable[[D], Hashable]

    def field_of(self, header: str) -> str | None:
        """The field a header means, whatever its case, spaces or unit in brackets."""
        wanted = _plain(header)
        for name, headers in self.names.items():
            if wanted == _plain(name) or wanted in (_plain(h) for h in headers):
                return name
        return None


def parse_list(path: Path, columns: Columns[D], *, complete: bool = True) -> ParsedList[D]:
    """Read a list file into drafts.

    With `complete`, rows must say what publication needs; without, an id is enough. Raises
    UnreadableList where the file as a whole cannot be read.
    """
    source = read_list(path)
    parsed: ParsedList[D] = ParsedList()
    parsed.problems = [
        RowProblem(number, "", Problem("", code, value)) for number, code, value in source.faults
    ]
    parsed.notices = [
        RowProblem(number, column, Problem("", "unseen_text", words[:80]))
        for number, column, words in source.unseen
    ]
    headers = _headers(source, columns, parsed)
    seen: dict[Hashable, int] = {}
    for row in source.rows:
        draft, problems = _read_row(row, headers, columns)
        if draft is not None:
            code = str(getattr(draft, "code", "")).strip()
            who = code or (columns.identity(draft),)
            if who in seen:
                fault = "repeated_id" if code else "repeated_row"
                problems.append(Problem("code", fault, code, {"row": seen[who]}))
            if complete:
                problems.extend(columns.check(draft))
            elif not code:
                problems.append(Problem("code", "missing"))
            seen.setdefault(who, row.number)
        by_field = {name: header for header, name in headers.items()}
        parsed.problems.extend(
            RowProblem(row.number, by_field.get(p.field.split("[")[0], p.field), p)
            for p in problems
        )
        if draft is not None and not problems:
            parsed.good.append((row.number, draft))
    parsed.problems.sort(key=lambda p: p.row)
    return parsed


def _headers(source: ListFile, columns: Columns[D], parsed: ParsedList[D]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for header in source.columns:
        name = columns.field_of(header)
        if name is None or name in headers.values():
            parsed.unknown_columns.append(header)
        else:
            headers[header] = name
    return headers


def _read_row(
    row: Row, headers: Mapping[str, str], columns: Columns[D]
) -> tuple[D | None, list[Problem]]:
    values: dict[str, Any] = {}
    for header, name in headers.items():
        if header not in row.cells:
            continue
        value = row.cells[header]
        read = columns.cells.get(name)
        values[name] = read(value) if read and isinstance(value, str) else _scalar(value)
    try:
        return columns.draft.model_validate(values), []
    except ValidationError as error:
        return None, problems_of(error)


def problems_of(error: ValidationError) -> list[Problem]:
    """The problems behind a draft's ValidationError, with message codes of ours."""
    problems = []
    for fault in error.errors(include_url=False):
        path = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in fault["loc"])
        value = fault.get("input")
        shown = "" if isinstance(value, dict | list) or value is None else str(value)[:80]
        context = {
            k: v for k, v in fault.get("ctx", {}).items() if isinstance(v, str | int | float)
        }
        problems.append(Problem(path.lstrip("."), fault["type"], shown, context))
    return problems


def _scalar(value: Any) -> Any:
    """Numbers that a JSON list writes bare, where a text is meant."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


def _plain(header: str) -> str:
    text = header.strip().lower().replace("（", "(").split("(")[0]
    return text.replace(" ", "").replace("_", "").replace("*", "").replace("\u3000", "")
