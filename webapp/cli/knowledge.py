"""scenebridge knowledge: whether what the product knows of capabilities is whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from matcher.knowledge.checking import Finding, Report


@click.group()
def knowledge() -> None:
    """能力知识库 / The knowledge of capabilities."""


@knowledge.command("check")
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="知识库目录，默认查自带的 / another folder of knowledge than the shipped one",
)
def check(folder: Path | None) -> None:
    """检查知识库：重复、孤立、写串了的句子 / Find duplicates, orphans and stray texts.

    每个问题一行 JSON；有不能容许的问题时以状态 1 结束。
    """
    from matcher.embedder import BundledEmbedder
    from matcher.errors import KnowledgeError
    from matcher.knowledge.checking import check_folder
    from matcher.knowledge.loading import FOLDER
    from webapp.cli.records import write_records
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say

    try:
        report = check_folder(folder or FOLDER, BundledEmbedder())
    except KnowledgeError as damage:
        fail(say(mark("知识库读不出来：{reason}"), reason=damage))
    write_records(_record(one) for one in report.findings)
    click.echo(_summary(report), err=True)
    if not report.sound:
        raise SystemExit(1)


def _record(finding: Finding) -> Mapping[str, Any]:
    from webapp.messages import finding_text

    return {
        "kind": finding.kind.value,
        "capability": finding.capability,
        "part": finding.part,
        "text": finding.text,
        "other": finding.other,
        "margin": finding.margin,
        "reason": finding_text(finding),
    }


def _summary(report: Report) -> str:
    from matcher.knowledge.checking import TOLERATED_STRAYS, Kind
    from webapp.i18n import mark, say

    strays = report.count(Kind.STRAY)
    text = mark(
        "{capabilities} 项能力、{texts} 句话：要改的问题 {wrong} 个；"
        "更像别的能力的 {strays} 句，占 {share}（容许 {most}）。"
    )
    return say(
        text,
        capabilities=report.capabilities,
        texts=report.texts,
        wrong=len(report.findings) - strays,
        strays=strays,
        share=f"{report.stray_share:.1%}",
        most=f"{TOLERATED_STRAYS:.0%}",
    )
