"""Reading a list file into rows of cells, whatever its format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from vendors.registry.errors import UnreadableList
from vendors.registry.lists.unseen import unseen_text
from vendors.registry.lists.workbook import MAX_ROWS, first_sheet

MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the number a person sees (header = row 1; in .jsonl the line), header → cell."""

    number: int
    cells: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list in memory: `columns` in file order, the rows that could be read, and `faults`.

    A fault is a row that could not: its number, the message code and what stood there. `unseen`
    is text that people do not see and that was left out: row number, column, the words.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[tuple[int, str, str], ...] = ()
    unseen: tuple[tuple[int, str, str], ...] = ()


def read_list(path: Path) -> ListFile:
    """Read a list by its suffix (.xlsx, .csv, .jsonl).

    Raises UnreadableList: not_found, not_a_file, unreadable, too_large, unknown_format,
    broken_file, unknown_encoding, no_header, repeated_column, too_many_rows.
    """
    readers = {".xlsx": _read_xlsx, ".csv": _read_csv, ".jsonl": _read_jsonl}
    try:
        if not path.is_file():
            raise UnreadableList("not_a_file" if path.exists() else "not_found", file=path.name)
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableList("too_large", file=path.name, limit=MAX_BYTES // 2**20)
        reader = readers.get(path.suffix.lower())
        if reader is None:
            raise UnreadableList("unknown_format", file=path.name)
        content = reader(path)
    except OSError as error:
        raise UnreadableList("unreadable", file=path.name, reason=error.strerror) from error
    if len(content.rows) > MAX_ROWS:
        raise UnreadableList("too_many_rows", file=path.name, limit=MAX_ROWS)
    return content


def _read_xlsx(path: Path) -> ListFile:
    unseen = unseen_text(path)
    if not unseen:
        return _from_table(path, first_sheet(path))
    table = [list(row) for row in first_sheet(path)]
    heading = next((row for row in table if any(cell.strip() for cell in row)), [])
    left_out = []
    for (row, column), (seen, words) in sorted(unseen.items()):
        if row <= len(table) and column <= len(table[row - 1]):
            table[row - 1][column - 1] = seen
            name = heading[column - 1].strip() if column <= len(heading) else ""
            left_out.append((row, name, words))
    return replace(_from_table(path, table), unseen=tuple(left_out))


def _read_csv(path: Path) -> ListFile:
    raw = path.read_bytes()
    text = _decode(path, raw)
    csv.field_size_limit(MAX_BYTES)
    try:
        return _from_table(path, csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise UnreadableList("broken_file", file=path.name) from error


def _decode(path: Path, raw: bytes) -> str:
    """UTF-8 (with or without a byte order mark), else GB18030, the encodings offices save in."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableList("unknown_encoding", file=path.name)


def _from_table(path: Path, table: Iterable[Sequence[str]]) -> ListFile:
    """The first row with any text is the header; rows without any text are left out."""
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    faults: list[tuple[int, str, str]] = []
    for number, cells in enumerate(table, start=1):
        filled = [c.strip() for c in cells]
        if not any(filled):
            continue
        if not columns:
            columns = tuple(filled)
            while columns and not columns[-1]:
                columns = columns[:-1]
            _refuse_repeats(path, columns)
            continue
        # A cell without a heading would be lost in silence.
        if any(c and not name for c, name in zip_longest(filled, columns, fillvalue="")):
            faults.append((number, "too_many_cells", ""))
            continue
        named = zip(columns, filled, strict=False)
        rows.append(Row(number, {name: c for name, c in named if c}))
    if not columns:
        raise UnreadableList("no_header", file=path.name)
    return ListFile(tuple(c for c in columns if c), tuple(rows), tuple(faults))


def _refuse_repeats(path: Path, columns: tuple[str, ...]) -> None:
    named = [c for c in columns if c]
    repeated = sorted({c for c in named if named.count(c) > 1})
    if repeated:
        raise UnreadableList("repeated_column", file=path.name, column=repeated[0])


def _read_jsonl(path: Path) -> ListFile:
    columns: dict[str, None] = {}
    rows: list[Row] = []
    faults: list[tuple[int, str, str]] = []
    for number, line in _lines(path):
        try:
            value = json.loads(line, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            faults.append((number, "not_json", line[:80]))
            continue
        if not isinstance(value, dict):
            faults.append((number, "not_an_object", line[:80]))
            continue
        columns.update(dict.fromkeys(value))
        rows.append(Row(number, {k: v for k, v in value.items() if v is not None}))
    if not rows and not faults:
        raise UnreadableList("no_header", file=path.name)
    return ListFile(tuple(columns), tuple(rows), tuple(faults))


def _refuse_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are not JSON


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    text = _decode(path, path.read_bytes())
    # Not str.splitlines: it would also break at U+2028 inside a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line
