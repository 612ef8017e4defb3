"""Text of a workbook that people do not see: white on white, next to no size, or formatted away.

The fast reader of lists knows no colours, so this looks at the styles first. Only where one of
them hides text, which ordinary lists do not have, is the sheet read a second time, with openpyxl.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

_NEAR = 24  # how far apart in each of red, green and blue two colours look the same
_SMALLEST = 2.0  # points; smaller letters are no letters
_WHITE = (255, 255, 255)
_BLACK = (0, 0, 0)
_THEME = (_WHITE, _BLACK)  # the first two colours of a theme: paper and ink
# A run inside a cell with white ink or next to no size.
_PALE_RUN = re.compile(
    rb"<(?:\w+:)?rPr\b(?:(?!rPr>).)*?"
    rb'(?:rgb="(?:[0-9A-Fa-f]{2})?(?:[Ff][0-9A-Fa-f]){3}"|theme="0"|indexed="[19]"|<(?:\w+:)?sz val="[01](?:\.\d+)?")',
    re.DOTALL,
)

Rgb = tuple[int, int, int]


def unseen_text(path: Path) -> dict[tuple[int, int], tuple[str, str]]:
    """Cells of the first sheet that hold unseen text: (row, column) → (what is seen, what is not).

    Rows and columns count from 1. The heading is not looked at: its colours may come from a table
    style. A workbook whose styles cannot be read is taken to hide nothing.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower(): name for name in archive.namelist()}
            hiding = _hiding(_part(archive, names, "xl/styles.xml"))
            texts = [
                one for one in names if "worksheets/" in one or one.endswith("sharedstrings.xml")
            ]
            rich = any(_PALE_RUN.search(_part(archive, names, one)) for one in texts)
        return _cells(path, hiding, rich) if hiding or rich else {}
    except Exception:  # openpyxl fails in many ways where the reader of lists does not
        return {}


def _part(archive: zipfile.ZipFile, names: dict[str, str], name: str) -> bytes:
    return archive.read(names[name]) if name in names else b""


def _hiding(styles: bytes) -> set[int]:
    """Numbers of the cell formats that hide their text."""
    if not styles:
        return set()
    from openpyxl.styles.stylesheet import Stylesheet
    from openpyxl.xml.functions import fromstring

    sheet = Stylesheet.from_tree(fromstring(styles))
    away = {one.numFmtId for one in sheet.numFmts.numFmt if _shows_nothing(one.formatCode)}
    return {
        number
        for number, form in enumerate(sheet.cellXfs.xf)
        if form.numFmtId in away
        or _hides(sheet.fonts[form.fontId or 0], _paper(sheet.fills[form.fillId or 0]))
    }


def _shows_nothing(code: str) -> bool:
    return bool(code) and not code.replace(";", "").strip() and code.count(";") >= 2


def _cells(path: Path, hiding: set[int], rich: bool) -> dict[tuple[int, int], tuple[str, str]]:
    from openpyxl import load_workbook

    # openpyxl keeps the fonts of runs only where it reads everything.
    book = load_workbook(path, read_only=not rich, rich_text=rich)
    try:
        shown = [one for one in book.worksheets if one.sheet_state == "visible"]
        found: dict[tuple[int, int], tuple[str, str]] = {}
        heading = 0
        for row in (shown or book.worksheets)[0].iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                heading = heading or cell.row
                hidden = _hidden(cell) if rich else cell._style_id in hiding
                if cell.row > heading and (hidden or isinstance(cell.value, list)):
                    seen, unseen = _parted(cell, hidden)
                    if unseen.strip():
                        found[cell.row, cell.column] = (seen, unseen)
        return found
    finally:
        book.close()


def _hidden(cell: Any) -> bool:
    return _shows_nothing(cell.number_format) or _hides(cell.font, _paper(cell.fill))


def _parted(cell: Any, hidden: bool) -> tuple[str, str]:
    """What is seen of a cell, and what is not; its runs may have fonts of their own."""
    runs = cell.value if isinstance(cell.value, list) else [cell.value]
    paper = _paper(cell.fill)
    seen: list[str] = []
    unseen: list[str] = []
    for run in runs:
        font = getattr(run, "font", None)
        away = hidden if font is None or font.color is None else _hides(font, paper)
        (unseen if away else seen).append(str(run))
    return "".join(seen), "".join(unseen)


def _hides(font: Any, paper: Rgb) -> bool:
    size = font.sz
    if size is not None and float(size) < _SMALLEST:
        return True
    ink = _rgb(font.color, _BLACK)
    return all(abs(one - other) <= _NEAR for one, other in zip(ink, paper, strict=True))


def _paper(fill: Any) -> Rgb:
    """The colour behind the text; white unless the cell is filled."""
    if getattr(fill, "fill_type", None) is None:
        return _WHITE
    return _rgb(getattr(fill, "fgColor", None), _WHITE)


def _rgb(color: Any, default: Rgb) -> Rgb:
    """A colour as far as it is told outright; a tinted or unknown one is taken for `default`."""
    from openpyxl.styles.colors import COLOR_INDEX

    if color is None or (color.tint and abs(color.tint) > 0.1):
        return default
    if color.type == "theme":
        return _THEME[color.theme] if color.theme < len(_THEME) else default
    if color.type == "indexed":
        known = COLOR_INDEX[color.indexed] if color.indexed < len(COLOR_INDEX) else ""
    else:
        known = color.rgb if color.type == "rgb" else ""
    try:
        return int(known[-6:-4], 16), int(known[-4:-2], 16), int(known[-2:], 16)
    except ValueError:
        return default
