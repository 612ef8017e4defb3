"""scenebridge team: vendors who together meet what no single one does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from webapp.cli.reading import keep_good_option, scenario_documents, vendor_documents

if TYPE_CHECKING:
    from matcher.engine import Matcher
    from matcher.teams import Team
    from matcher.types import Document


@click.command()
@click.option("--scenarios", "scenario_file", required=True, type=click.Path(path_type=Path))
@click.option("--vendors", "vendor_file", required=True, type=click.Path(path_type=Path))
@click.option("--model", help="模型目录或名称，默认用自带模型 / folder or hub id of another model")
@keep_good_option
def team(scenario_file: Path, vendor_file: Path, model: str | None, keep_good: bool) -> None:
    """为每个场景提出互补的联合体，最多三家 / Propose complementary vendors, at most three."""
    from matcher.engine import Matcher
    from webapp.cli.records import write_records

    scenarios = scenario_documents(scenario_file, keep_good)
    vendors = vendor_documents(vendor_file, keep_good)
    matcher = Matcher.load(model)
    matcher.sync_documents(vendors)
    write_records(_records(matcher, scenarios))


def _records(matcher: Matcher, scenarios: Sequence[Document]) -> Iterator[dict[str, Any]]:
    from matcher.teams import propose
    from webapp.messages import team_text

    for scenario in scenarios:
        found = propose(matcher, scenario)
        yield {**_record(found), "reason": team_text(found)}


def _record(team: Team) -> dict[str, Any]:
    from scenarios.brokerage.operations import evidence_item, gap_item

    return {
        "id": team.scenario,
        "vendors": list(team.vendors),
        "complete": team.complete,
        "items": [
            {"vendor": cover.vendor, **evidence_item(cover.evidence)}
            for cover in team.covers
            if cover.evidence is not None
        ],
        "partly": [gap_item(item) for item in team.partly],
        "open": [gap_item(item) for item in team.open],
    }
