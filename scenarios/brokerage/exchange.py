"""How the matcher's answers go out as files (docs/formats.md)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from matcher.types import Answer
from scenarios.brokerage.operations import evidence_item, gap_item

HEADER = (
    "场景编号", "排名", "服务商编号", "匹配度", "必须/期望", "需求条目", "判定", "引用原话", "出处",
    "起", "止",
)  # fmt: skip
VERDICT_LABELS = {
    "satisfied": "满足",
    "partial": "部分满足",
    "unknown": "未知",
    "unsatisfied": "不满足",
}


def answer_record(answer: Answer) -> dict[str, Any]:
    """One scenario's answer as an object: what is suggested and why, and what nobody meets."""
    return {
        "id": answer.scenario,
        "matches": [
            {
                "vendor": suggestion.vendor,
                "rank": suggestion.rank,
                "score": suggestion.score,
                "fit": suggestion.fit,
                "items": [evidence_item(evidence) for evidence in suggestion.items],
            }
            for suggestion in answer.suggestions
        ],
        "gaps": [gap_item(gap) for gap in answer.gaps],
    }


def write_text(answers: Iterable[Answer], form: str, stream: TextIO) -> None:
    """Write answers as json, jsonl, csv or trec."""
    if form == "json":
        records = [answer_record(answer) for answer in answers]
        json.dump(records, stream, ensure_ascii=False, indent=2)
        stream.write("\n")
    elif form == "jsonl":
        for answer in answers:
            stream.write(json.dumps(answer_record(answer), ensure_ascii=False) + "\n")
    elif form == "trec":
        for answer in answers:
            stream.writelines(f"{line}\n" for line in trec_lines(answer))
    else:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER)
        for answer in answers:
            writer.writerows([_harmless(cell) for cell in row] for row in _rows(answer))


def trec_lines(answer: Answer, run: str = "scenebridge") -> Iterator[str]:
    """The full ranking in TREC's run format.

    The score written is the fit. TREC's tools sort by it and break ties their own way, so each
    rank takes off 1e-9, far below its own rounding of 1e-6. White space would part a column: in ids it
    becomes `_`.
    """
    scenario = "_".join(answer.scenario.split())
    for ranked in answer.ranking:
        score = ranked.fit - ranked.rank * 1e-9
        vendor = "_".join(ranked.vendor.split())
        yield f"{scenario} Q0 {vendor} {ranked.rank} {score:.9f} {run}"


def write_xlsx(answers: Iterable[Answer], path: Path) -> None:
    """Write answers as a workbook: frozen header, filters, texts never read as formulas."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "匹配建议"
    sheet.append(HEADER)
    for answer in answers:
        for row in _rows(answer):
            sheet.append(row)
            for cell in sheet[sheet.max_row]:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for index, width in enumerate((14, 6, 14, 9, 10, 44, 10, 56, 26, 6, 6), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.save(path)


def _rows(answer: Answer) -> Iterator[list[Any]]:
    """One row a reason; a scenario nobody serves has its gaps instead."""
    for suggestion in answer.suggestions:
        for evidence in suggestion.items:
            item = evidence_item(evidence)
            yield [
                answer.scenario,
                suggestion.rank,
                suggestion.vendor,
                suggestion.score,
                "必须" if item["must"] else "期望",
                item["span"],
                VERDICT_LABELS[item["verdict"]],
                item["quote"] or "",
                item["field"] or "",
                "" if item["start"] is None else item["start"],
                "" if item["end"] is None else item["end"],
            ]
    for gap in answer.gaps:
        kind = "必须" if gap.must else "期望"
        yield [answer.scenario, "", "（缺口）", "", kind, gap.span, "无人满足", "", "", "", ""]


def _harmless(cell: Any) -> Any:
    """Spreadsheets run a text that starts with = + - @; an apostrophe keeps it a text."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell


def counted(answers: Iterable[Answer]) -> Mapping[str, int]:
    """How many scenarios, suggestions, scenarios without any, and code points left unread."""
    totals = {"scenarios": 0, "suggestions": 0, "without": 0, "omitted": 0}
    for answer in answers:
        totals["scenarios"] += 1
        totals["suggestions"] += len(answer.suggestions)
        totals["without"] += not answer.suggestions
        totals["omitted"] += answer.omitted
    return totals
