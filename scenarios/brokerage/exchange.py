"""How the matcher's answers go out as files (docs/formats.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from matcher.gaps import Target
from matcher.types import Answer
from scenarios.brokerage.operations import evidence_item, gap_item
from vendors.registry.lists.writing import write_csv, write_xlsx

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
        write_csv(HEADER, (row for answer in answers for row in _rows(answer)), stream)


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


def write_workbook(answers: Iterable[Answer], path: Path) -> None:
    """Write answers as a workbook."""
    rows = (row for answer in answers for row in _rows(answer))
    write_xlsx("匹配建议", HEADER, rows, (14, 6, 14, 9, 10, 44, 10, 56, 26, 6, 6), path)


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


def counted(answers: Iterable[Answer]) -> Mapping[str, int]:
    """How many scenarios, suggestions, scenarios without any, and code points left unread."""
    totals = {"scenarios": 0, "suggestions": 0, "without": 0, "omitted": 0}
    for answer in answers:
        totals["scenarios"] += 1
        totals["suggestions"] += len(answer.suggestions)
        totals["without"] += not answer.suggestions
        totals["omitted"] += answer.omitted
    return totals


GAPS_HEADER = (
    "序号", "能力", "能力编号", "需求强度", "场景数", "无人可荐的场景数", "未满足的必须条目数",
    "场景编号", "必须/期望", "未满足的条目", "是否属于AI供给",
)  # fmt: skip


def gaps_records(targets: Iterable[Target]) -> Iterator[dict[str, Any]]:
    """The list of whom to attract as objects (docs/formats.md)."""
    for place, target in enumerate(targets, 1):
        yield {
            "rank": place,
            "capability": target.capability,
            "name": target.name,
            "outside": target.outside,
            "demand": target.demand,
            "scenarios": list(target.scenarios),
            "unserved": list(target.unserved),
            "items": [
                {"scenario": scenario, **gap_item(requirement)}
                for scenario, requirement in target.items
            ],
        }


def gaps_rows(targets: Iterable[Target]) -> Iterator[list[Any]]:
    """The same as rows: one for each unmet item, one for a target without any."""
    for place, one in enumerate(targets, 1):
        facts = [place, one.name, one.capability, one.demand, len(one.scenarios)]
        facts += [len(one.unserved), one.musts]
        supply = "否" if one.outside else "是"
        bare = sorted(set(one.scenarios) - {scenario for scenario, _ in one.items})
        for scenario, item in one.items:
            yield [*facts, scenario, "必须" if item.must else "期望", item.span, supply]
        for scenario in bare:
            yield [*facts, scenario, "", "", supply]


def write_gaps(targets: Iterable[Target], target: Path | BinaryIO) -> None:
    """The list of whom to attract as a workbook."""
    widths = (6, 24, 24, 10, 8, 10, 10, 14, 10, 56, 10)
    write_xlsx("招引靶单", GAPS_HEADER, gaps_rows(targets), widths, target)
