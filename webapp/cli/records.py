"""Plain records for commands that measure one ability: JSON lines in, JSON lines out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import click

LARGEST_FILE = 64 * 1024 * 1024  # bytes
LONGEST_TEXT = 20_000  # code points of one text
_SHOWN = 20

file_argument = click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)


def read_records(
    file: Path, texts: Iterable[str], optional: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file (`-`: standard input), each with the named texts.

    A missing `id` becomes the number of the line. Every fault is told with its line, and then
    nothing is done: the command ends with status 1.
    """
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say

    records: list[dict[str, Any]] = []
    faults: list[str] = []
    needed, allowed = tuple(texts), (*texts, *optional)
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        record, fault = _record(line, number, needed, allowed)
        if fault:
            faults.append(say(mark("第 {line} 行：{fault}"), line=number, fault=fault))
        else:
            records.append(record)
    if faults:
        more = len(faults) - _SHOWN
        tail = [say(mark("……另有 {n} 处未列出"), n=more)] if more > 0 else []
        fail("\n".join([*faults[:_SHOWN], *tail]))
    if not records:
        fail(say(mark("{file} 里没有任何记录"), file=file))
    return records


def write_records(records: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line on standard output, UTF-8 everywhere, in the order given."""
    from webapp.cli.writing import write_text_file

    write_text_file(None, lambda stream: write_lines(records, stream))


def write_lines(records: Iterable[Mapping[str, Any]], stream: TextIO) -> None:
    """One JSON object a line."""
    for record in records:
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def _lines(file: Path) -> list[str]:
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say

    stream: BinaryIO
    if str(file) == "-":
        raw = sys.stdin.buffer.read(LARGEST_FILE + 1)
    else:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        fail(say(mark("文件超过 64 MiB，没有读入")))
    try:
        return raw.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("gb18030").split("\n")
    except UnicodeDecodeError:
        fail(say(mark("文件既不是 UTF-8 也不是 GB18030 编码")))


def _record(
    line: str, number: int, needed: tuple[str, ...], allowed: tuple[str, ...]
) -> tuple[dict[str, Any], str]:
    """The object of one line, or what is wrong with it."""
    from webapp.i18n import mark, say

    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return {}, say(mark("不是一个 JSON 对象"))
    if not isinstance(record, dict):
        return {}, say(mark("不是一个 JSON 对象"))
    for name in allowed:
        value = record.get(name)
        if value is None and name in needed:
            return {}, say(mark("缺少 {field}"), field=name)
        if value is not None and not isinstance(value, str):
            return {}, say(mark("{field} 应当是文字"), field=name)
        if isinstance(value, str):
            if any(0xD800 <= ord(char) < 0xE000 for char in value):
                return {}, say(mark("{field} 里有残缺的字符"), field=name)
            if len(value) > LONGEST_TEXT:
                return {}, say(mark("{field} 超过 {most} 个字"), field=name, most=LONGEST_TEXT)
    key = record.get("id", number)
    if isinstance(key, bool) or not isinstance(key, str | int):
        return {}, say(mark("{field} 应当是文字"), field="id")
    if any(0xD800 <= ord(char) < 0xE000 for char in str(key)):
        return {}, say(mark("{field} 里有残缺的字符"), field="id")
    return {**record, "id": key}, ""
