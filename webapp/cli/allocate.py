"""scenebridge allocate: plan a batch of introductions from matches and what vendors can take on."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from webapp.cli.records import file_argument

if TYPE_CHECKING:
    from matcher.allocation import Pair, Plan

_COUNT = click.IntRange(0, 10_000)


@click.command()
@file_argument
@click.option(
    "--each",
    default=3,
    show_default=True,
    type=_COUNT,
    help="每个场景最多几家 / vendors a scenario",
)
@click.option(
    "--least", default=0, show_default=True, type=_COUNT, help="每个场景至少几家 / at least"
)
@click.option(
    "--most",
    default=5,
    show_default=True,
    type=_COUNT,
    help="每家最多几个场景 / scenarios a vendor",
)
@click.option(
    "--newcomers",
    default=0,
    show_default=True,
    type=_COUNT,
    help="至少几次给新进入的服务商 / floor for newcomers",
)
def allocate(file: Path, each: int, least: int, most: int, newcomers: int) -> None:
    """统筹一批场景分别推给哪些服务商 / Plan which vendors a batch of scenarios is introduced to.

    读 match --format jsonl 的输出，可加服务商行 {"vendor", "capacity", "newcomer"}。
    """
    from matcher.allocation import Rules
    from matcher.allocation import allocate as plan_batch
    from matcher.errors import PlanNotSolved
    from webapp.cli.records import write_records
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say

    pairs, asked, vendors = _read(file)
    capacities = {key: one["capacity"] for key, one in vendors.items() if "capacity" in one}
    new = frozenset(key for key, one in vendors.items() if one.get("newcomer"))
    try:
        rules = Rules(each, least, most, newcomers, capacities)
        plan = plan_batch(pairs, rules, new)
    except PlanNotSolved:
        fail(say(mark("没有在规定时间内算完，请放宽限制或分批计算")))
    except ValueError:
        fail(say(mark("同一场景与同一服务商只能出现一次")))
    write_records(_lines(plan, asked))
    if not plan.feasible:
        sys.exit(2)


def _read(file: Path) -> tuple[list[Pair], list[str], dict[str, dict[str, Any]]]:
    """Pairs, ids of all scenarios in the order of the file, and what is said of vendors."""
    from matcher.allocation import Pair
    from webapp.cli.records import read_records
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say

    pairs: list[Pair] = []
    asked: list[str] = []
    vendors: dict[str, dict[str, Any]] = {}
    for record in read_records(file, (), ("vendor",)):
        if "vendor" in record:
            if not _is_vendor(record):
                fail(
                    say(
                        mark("服务商 {id} 的 capacity 应为非负整数，newcomer 应为 true 或 false"),
                        id=record["vendor"],
                    )
                )
            vendors[record["vendor"]] = record
            continue
        key, found = str(record["id"]), _matches(record)
        if found is None:
            fail(
                say(
                    mark(
                        "场景 {id} 的 matches 应是 {{vendor, score}} 的列表，score 在 0 与 1 之间"
                    ),
                    id=key,
                )
            )
        asked.append(key)
        pairs += [Pair(key, vendor, score) for vendor, score in found]
    return pairs, list(dict.fromkeys(asked)), vendors


def _is_vendor(record: Mapping[str, Any]) -> bool:
    capacity, newcomer = record.get("capacity", 0), record.get("newcomer", False)
    counts = isinstance(capacity, int) and not isinstance(capacity, bool) and capacity >= 0
    return counts and isinstance(newcomer, bool)


def _matches(record: Mapping[str, Any]) -> list[tuple[str, float]] | None:
    """Vendor and score of each match; None where the record is not what `match` writes."""
    matches = record.get("matches")
    if not isinstance(matches, list):
        return None
    found = []
    for one in matches:
        score = one.get("score") if isinstance(one, dict) else None
        if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
            return None
        vendor = one.get("vendor")
        if not isinstance(vendor, str) or any(0xD800 <= ord(char) < 0xE000 for char in vendor):
            return None
        found.append((one["vendor"], float(score)))
    return found


def _lines(plan: Plan, asked: Sequence[str]) -> list[dict[str, Any]]:
    """One line a scenario with its vendors, then one with what the plan is worth."""
    from webapp.messages import relaxation_text

    chosen: dict[str, list[dict[str, Any]]] = {key: [] for key in asked}
    for pair in sorted(plan.chosen, key=lambda one: (-one.score, one.vendor)):
        chosen[pair.scenario].append({"vendor": pair.vendor, "score": pair.score})
    lines: list[dict[str, Any]] = [
        {"id": key, "vendors": vendors} for key, vendors in chosen.items() if plan.feasible
    ]
    summary = {
        "feasible": plan.feasible,
        "scenarios": len(asked),
        "covered": plan.covered,
        "fit": plan.fit,
        "pure_fit": plan.pure_fit,
        "pure_covered": plan.pure_covered,
        "price": plan.price if plan.feasible else None,
        "newcomers": plan.newcomers,
        "relaxations": [
            {
                "limit": str(one.limit),
                "subject": one.subject,
                "from": one.before,
                "to": one.after,
                "text": relaxation_text(one),
            }
            for one in plan.relaxations
        ],
    }
    return [*lines, {"plan": summary}]
