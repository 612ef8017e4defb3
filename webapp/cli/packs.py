"""scenebridge packs: alike scenarios of a list as joint packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from webapp.cli.reading import keep_good_option, scenario_documents

if TYPE_CHECKING:
    from matcher.packs import Pack

_list_argument = click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)


@click.command()
@_list_argument
@keep_good_option
def packs(file: Path, keep_good: bool) -> None:
    """把说同一件事的场景拼成联合场景包 / Join alike scenarios, with pooled volume."""
    from matcher.likeness import Likeness
    from matcher.packs import packs as joined
    from webapp.cli.records import write_records

    scenarios = scenario_documents(file, keep_good)
    write_records(map(_record, joined(scenarios, Likeness.load())))


def _record(pack: Pack) -> dict[str, Any]:
    return {
        "members": list(pack.members),
        "score": pack.score,
        "items": [
            {
                "must": item.must,
                "wordings": [
                    {
                        "id": scenario,
                        "span": one.span,
                        "field": one.path,
                        "start": one.start,
                        "end": one.end,
                    }
                    for scenario, one in item.wordings
                ],
            }
            for item in pack.items
        ],
        "volumes": [
            {
                "thing": volume.thing,
                "unit": volume.unit,
                "per": volume.per,
                "low": volume.low,
                "high": volume.high,
                "parts": [
                    {
                        "id": part.scenario,
                        "span": part.span,
                        "field": part.path,
                        "start": part.start,
                        "end": part.end,
                        "low": part.low,
                        "high": part.high,
                    }
                    for part in volume.contributions
                ],
            }
            for volume in pack.volumes
        ],
    }
