"""Whole files or nothing: a half-written one never takes the place of a good one."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO


def write_file(output: Path, write: Callable[[Path], None]) -> None:
    """Have `write` fill a file that then becomes `output`; the command ends where that fails.

    Devices and pipes are written to, never replaced.
    """
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say

    special = output.exists() and not output.is_file()
    temporary = output if special else output.parent / f".scenebridge-{os.getpid()}.part"
    try:
        write(temporary)
        if not special:
            os.replace(temporary, output)
    except OSError as error:
        fail(say(mark("写不了文件 {file}：{reason}"), file=output, reason=error.strerror))
    finally:
        if not special:
            temporary.unlink(missing_ok=True)


def write_text_file(
    output: Path | None, write: Callable[[TextIO], None], *, for_excel: bool = False
) -> None:
    """Have `write` fill `output`, or standard output without one. UTF-8 everywhere; a file for Excel
    begins with the mark without which it reads no UTF-8.
    """
    if output is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        write(sys.stdout)
        return

    def fill(path: Path) -> None:
        encoding = "utf-8-sig" if for_excel else "utf-8"
        with path.open("w", encoding=encoding, newline="") as stream:
            write(stream)

    write_file(output, fill)
