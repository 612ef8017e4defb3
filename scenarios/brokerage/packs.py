"""联合场景包: alike scenarios brokered as one, and taken apart again.

A pack only refers to its scenarios: forming or dissolving one writes nothing to theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import selectinload
from sqlmodel import Field, Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matcher.types import Document
from scenarios import documents
from scenarios.brokerage.models import Match, Pack, PackMember, PackState
from scenarios.brokerage.models import State as MatchState
from scenarios.models import Scenario
from scenarios.models import State as ScenarioState
from scenarios.operations import draft_of
from vendors.registry.errors import Invalid, NotFound, Outdated, Problem
from vendors.registry.lifecycle import Lifecycle, Move, write_trail
from vendors.registry.models import Draft
from vendors.registry.paging import Page, page_of
from vendors.registry.reading import is_blank

if TYPE_CHECKING:
    from matcher.volumes import Volume

LEAST, MOST = 2, 30  # members of one pack

LIFECYCLE = Lifecycle(
    "pack", [Move("dissolve", frozenset({PackState.FORMED}), PackState.DISSOLVED)]
)


class PackDraft(Draft):
    """What people write of a pack."""

    title: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=2000)


class Standing(StrEnum):
    """How a member stands now against when it was brought in."""

    SAME = "same"
    CHANGED = "changed"
    UNPUBLISHED = "unpublished"


def get_pack(session: Session, pack_id: int) -> Pack:
    """The pack with this id and its members. Raises NotFound."""
    pack = session.exec(_whole().where(Pack.id == pack_id)).first()
    if pack is None:
        raise NotFound(subject="pack", id=pack_id)
    return pack


def find_packs(session: Session, state: PackState, page: int = 1) -> Page[Pack]:
    """Packs in a state with their members, the newest first."""
    rows = _whole().where(Pack.state == state)
    return page_of(session, rows.order_by(col(Pack.id).desc()), page)


def _whole() -> SelectOfScalar[Pack]:
    member = selectinload(Pack.members).joinedload(PackMember.scenario)  # type: ignore[arg-type]
    return select(Pack).options(member.joinedload(Scenario.organisation))  # type: ignore[arg-type]


def packs_of(session: Session, scenario_ids: Collection[int] | None = None) -> dict[int, Pack]:
    """scenario id → the formed pack it is in; of these scenarios, or of all."""
    rows = (
        select(PackMember.scenario_id, Pack)
        .join(Pack, col(PackMember.pack_id) == Pack.id)
        .where(Pack.state == PackState.FORMED)
    )
    if scenario_ids is not None:
        rows = rows.where(col(PackMember.scenario_id).in_(scenario_ids))
    return dict(session.exec(rows).all())


def standing(member: PackMember) -> Standing:
    """Whether a member still is what it was when the pack was formed."""
    if member.scenario.state != ScenarioState.PUBLISHED:
        return Standing.UNPUBLISHED
    same = member.scenario.version == member.scenario_version
    return Standing.SAME if same else Standing.CHANGED


def form_pack(session: Session, draft: PackDraft, seen: Mapping[int, int], by: int | None) -> Pack:
    """Join scenarios, `seen` as id → version, with the volume that each brings in.

    Raises NotFound for a scenario that does not exist or was never handed in; Invalid, naming every
    fault, where the title is missing, the members are too few or too many, or one of them has
    changed since it was seen, is not published, or is in a formed pack already.
    """
    # Held until the end, so that of two people who pack the same scenario one is refused.
    found = session.exec(select(Scenario).where(col(Scenario.id).in_(seen)).with_for_update()).all()
    scenarios = {one.id: one for one in found if one.id is not None and one.submitted_at}
    for scenario_id in seen:
        if scenario_id not in scenarios:
            raise NotFound(subject="scenario", id=scenario_id)
    problems = _faults(session, draft, seen, scenarios)
    if problems:
        raise Invalid(problems)
    order = sorted(seen)
    volumes = _volumes([document_of(scenarios[number]) for number in order])
    pack = Pack(title=draft.title.strip(), note=draft.note.strip(), by=by)
    pack.members = [
        PackMember(
            scenario_id=number, scenario_version=seen[number], volume=volumes.get(str(number), [])
        )
        for number in order
    ]
    write_trail(session, "pack", pack, "form", by, None, PackState.FORMED)
    return pack


def dissolve_pack(session: Session, pack: Pack, version: int, by: int | None) -> None:
    """拆开: the members stand for themselves again, and may be packed anew.

    Raises Outdated where the pack is not as `version` showed it, NotAllowed where it is dissolved.
    """
    if pack.version != version:
        raise Outdated(subject="pack")
    LIFECYCLE.move(session, pack, "dissolve", by)
    pack.version += 1
    session.flush()


def _faults(
    session: Session,
    draft: PackDraft,
    seen: Mapping[int, int],
    scenarios: Mapping[int, Scenario],
) -> list[Problem]:
    problems = []
    if is_blank(draft.title):
        problems.append(Problem("title", "missing"))
    if len(seen) < LEAST:
        problems.append(Problem("members", "pack_small", params={"least": LEAST}))
    if len(seen) > MOST:
        problems.append(Problem("members", "pack_large", params={"most": MOST}))
    taken = packs_of(session, seen)
    for number, version in sorted(seen.items()):
        scenario = scenarios[number]
        title = {"scenario": scenario.title}
        if number in taken:
            params = {**title, "pack": taken[number].title}
            problems.append(Problem("members", "already_packed", str(number), params))
        elif scenario.state != ScenarioState.PUBLISHED:
            problems.append(Problem("members", "member_unpublished", str(number), title))
        elif scenario.version != version:
            problems.append(Problem("members", "member_changed", str(number), title))
    return problems


def document_of(scenario: Scenario) -> Document:
    """What is compared and added up of a scenario, under its row's number."""
    return documents.document(str(scenario.id), draft_of(scenario))


def _volumes(members: Sequence[Document]) -> dict[str, list[dict[str, Any]]]:
    """scenario id → the figures it brings in, as they are stored."""
    # Imported here: the reading of quantities takes a quarter of a second to load.
    from matcher.volumes import pooled

    brought: dict[str, list[dict[str, Any]]] = {}
    for volume in pooled(members):
        for part in volume.contributions:
            brought.setdefault(part.scenario, []).append(
                {
                    "thing": volume.thing,
                    "unit": volume.unit,
                    "per": volume.per,
                    "low": part.low,
                    "high": part.high,
                    "field": part.path,
                    "span": part.span,
                    "start": part.start,
                    "end": part.end,
                }
            )
    return brought


def volumes_of(pack: Pack) -> list[Volume]:
    """The pooled volume as it was when the pack was formed, with what each member brought in."""
    from matcher.volumes import Contribution, Volume

    together: dict[tuple[str, str, str | None], list[Contribution]] = {}
    for member in pack.members:
        for one in member.volume:
            part = Contribution(
                str(member.scenario_id), one["field"], one["start"], one["end"], one["span"],
                one["low"], one["high"], one["unit"], one["thing"], one["per"],
            )  # fmt: skip
            together.setdefault((part.unit, part.thing, part.per), []).append(part)
    return [
        Volume(
            unit, thing, per,
            round(sum(one.low for one in parts), 6), round(sum(one.high for one in parts), 6),
            tuple(parts),
        )
        for (unit, thing, per), parts in together.items()
    ]  # fmt: skip


def lacks_one_for_all(matches: Sequence[Match]) -> bool:
    """Whether no suggestion that is still open alone meets every must item (every item without)."""
    return not any(
        _meets_all(match.items) for match in matches if match.state != MatchState.REJECTED
    )


def _meets_all(items: Sequence[Mapping[str, Any]]) -> bool:
    needed = [one for one in items if one["must"]] or list(items)
    return bool(needed) and all(one["verdict"] == "satisfied" for one in needed)
