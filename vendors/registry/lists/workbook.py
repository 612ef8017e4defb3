"""Reading the first sheet of a workbook, whatever the file pretends to be."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from vendors.registry.errors import UnreadableList

# A sheet of ordinary texts packs about 1:10; much more is a bomb, not a list.
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
MAX_ROWS = 100_000
# The reader lays a sheet out as a full rectangle up to its farthest cell.
MAX_AREA = 20_000_000
_PIECE = 1 << 20
_CELL = re.compile(rb"""\br=["']([A-Za-z]{1,7})([0-9]{1,10})["']""")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, IndexError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


def first_sheet(path: Path) -> Iterator[list[str]]:
    """The rows of the first sheet that people see, as they see them.

    Raises UnreadableList: too_large, too_many_rows, broken_file.
    """
    from python_calamine import (
        CalamineError,
        SheetTypeEnum,
        SheetVisibleEnum,
        load_workbook,
    )

    try:
        _check(path)
        book = load_workbook(str(path))
        shown = (
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        )
        name = next(shown, None)
        sheet = book.get_sheet_by_index(0) if name is None else book.get_sheet_by_name(name)
        table = sheet.to_python(skip_empty_area=False)
    except (CalamineError, *_BROKEN) as error:
        raise UnreadableList("broken_file", file=path.name) from error
    return ([_cell_text(c) for c in row] for row in table)


def _check(path: Path) -> None:
    """Unpack every part once, so that sizes and check sums are true and no cell lies far out."""
    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED_BYTES:
            raise UnreadableList("too_large", file=path.name, limit=MAX_UNPACKED_BYTES // 2**20)
        for part in archive.infolist():
            sheet = "worksheets/" in part.filename.lower()
            width = height = 0
            rest = b""
            with archive.open(part) as stream:
                while piece := stream.read(_PIECE):
                    if not sheet:
                        continue
                    for column, row in _CELL.findall(rest + piece):
                        width = max(width, _number(column))
                        height = max(height, int(row))
                    rest = piece[-24:]
            if width * height > MAX_AREA:
                raise UnreadableList("too_many_rows", file=path.name, limit=MAX_ROWS)


def _number(column: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number


def _cell_text(value: Any) -> str:
    """Spreadsheet values as people see them: 3.0 is 3, a date is 2027-03-31."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
