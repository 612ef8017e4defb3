"""Lists that commands read as the matcher's documents, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from matcher.types import Document

keep_good_option = click.option("--keep-good", is_flag=True, help="有问题的行跳过 / skip bad rows")


def scenario_documents(path: Path, keep_good: bool) -> list[Document]:
    """The scenarios of a list, in its order. Faults are told; unless kept, they end the command."""
    from scenarios.documents import document
    from scenarios.exchange import read_scenarios

    return _documents(path, read_scenarios, document, keep_good)


def vendor_documents(path: Path, keep_good: bool) -> list[Document]:
    """The vendors of a list, in its order. Faults are told; unless kept, they end the command."""
    from vendors.documents import document
    from vendors.exchange import read_vendors

    return _documents(path, read_vendors, document, keep_good)


def _documents(path: Path, read: Any, document: Any, keep_good: bool) -> list[Document]:
    from vendors.registry.errors import UnreadableList
    from webapp.cli.terminal import (
        fail,
        fail_unreadable,
        show_notices,
        show_problems,
        show_unknown_columns,
    )
    from webapp.i18n import mark, say

    try:
        parsed = read(path, complete=False)
    except UnreadableList as error:
        fail_unreadable(error)
    show_unknown_columns(path.name, parsed.unknown_columns)
    show_notices(path.name, parsed.notices)
    show_problems(path.name, parsed.problems)
    if parsed.problems and not keep_good:
        fail(say(mark("没有匹配。请改正后再试，或加 --keep-good 跳过有问题的行。")))
    return [document(draft.code.strip(), draft) for _, draft in parsed.good]
