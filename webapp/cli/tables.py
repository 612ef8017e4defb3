"""Answers as a table for people at a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from matcher.types import Answer, Evidence
from webapp.i18n import mark, say
from webapp.labels import field_path, label

_STYLES = {"satisfied": "green", "partial": "yellow", "unknown": "dim", "unsatisfied": "red"}


def print_answers(
    answers: Sequence[Answer],
    stream: TextIO | None = None,
    *,
    titles: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> None:
    """One table a scenario: rank, vendor, score and the reasons with their literal quotes."""
    console = Console(file=stream) if stream else Console()
    for answer in answers:
        title = (titles or {}).get(answer.scenario, "")
        table = Table(
            title=escape(f"{answer.scenario}  {title}"), title_justify="left", show_lines=True
        )
        table.add_column("#", justify="right")
        table.add_column(say(mark("服务商")), overflow="fold")
        table.add_column(say(mark("匹配度")), justify="right")
        table.add_column(say(mark("依据")), overflow="fold", ratio=1)
        for suggestion in answer.suggestions:
            name = (names or {}).get(suggestion.vendor, suggestion.vendor)
            table.add_row(
                str(suggestion.rank),
                escape(name),
                f"{suggestion.score:.2f}",
                "\n".join(_reason(evidence) for evidence in suggestion.items),
            )
        if not answer.suggestions:
            table.add_row("–", say(mark("没有合适的服务商")), "", _gaps(answer))
        console.print(table)
        if answer.suggestions and answer.gaps:
            console.print(say(mark("  缺口：{gaps}"), gaps=_gaps(answer)))


def _reason(evidence: Evidence) -> str:
    verdict = str(evidence.verdict)
    span = escape(evidence.requirement.span)
    text = f"[{_STYLES[verdict]}]{label(verdict, 'verdict')}[/] {span}"
    if evidence.quote and evidence.path:
        text += f"  ←“{escape(evidence.quote)}”（{escape(field_path(evidence.path))}）"
    return text


def _gaps(answer: Answer) -> str:
    return escape("；".join(gap.span for gap in answer.gaps))
