"""The bureau's desk, together: alike scenarios as one pack, possible repeats, vendors as a team."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from pydantic import ValidationError
from sqlmodel import Session
from wtforms import StringField, TextAreaField

from scenarios import operations as scenario_operations
from scenarios import queries as scenario_queries
from scenarios.brokerage import packs as brokerage
from scenarios.brokerage.models import PackState
from scenarios.brokerage.packs import PackDraft, Standing
from scenarios.models import Scenario
from scenarios.models import State as ScenarioState
from vendors import queries as vendor_queries
from vendors.registry.errors import Invalid
from vendors.registry.lists.columns import problems_of
from vendors.registry.paging import PAGE_SIZE, Page
from webapp.access import handed_in, person, requires
from webapp.accounts.models import Role
from webapp.alike import comparing
from webapp.database import page_session, transaction
from webapp.errors import shows_again
from webapp.forms import attach
from webapp.i18n import say
from webapp.labels import scenario_field
from webapp.matching import matching, scenario_document
from webapp.messages import alike_text, team_text
from webapp.views.history import history

if TYPE_CHECKING:
    from matcher.packs import Pack as Proposal
    from matcher.volumes import Contribution

pages = Blueprint("packs", __name__, url_prefix="/bureau/packs")
only_bureau = requires(Role.BUREAU)
_LARGEST_ID = 2**31 - 1
_AROUND = 16  # code points shown on each side of a figure
_TITLE = 180  # code points of a scenario's title in the title proposed for a pack


class PackForm(FlaskForm):  # type: ignore[misc]
    """What people write of a pack; which scenarios it joins is read from the boxes ticked."""

    title = StringField()
    note = TextAreaField()

    def draft(self) -> PackDraft | None:
        """What was typed as a draft; None where something does not fit (the fields say what)."""
        values = {name: (self[name].data or "").replace("\r\n", "\n") for name in ("title", "note")}
        try:
            return PackDraft.model_validate(values)
        except ValidationError as error:
            attach(self, problems_of(error))
            return None


@pages.get("/")
@only_bureau
def overview() -> Any:
    """The packs there are, and those that could be formed."""
    session = page_session()
    dissolved = request.args.get("state") == PackState.DISSOLVED
    state = PackState.DISSOLVED if dissolved else PackState.FORMED
    return render_template(
        "bureau/packs.html",
        packs=brokerage.find_packs(session, state, request.args.get("page", 1, int)),
        state=state,
        standing=brokerage.standing,
        Standing=Standing,
        volumes_of=brokerage.volumes_of,
        amount=amount,
        **_proposed(session),
    )


@pages.get("/proposed")
@only_bureau
def proposed() -> Any:
    """The part of the page with proposals, which fills itself while they are worked out."""
    return render_template("bureau/packs_proposed.html", amount=amount, **_proposed(page_session()))


def _proposed(session: Session) -> dict[str, Any]:
    found = comparing().proposals(session)
    page = _page(found.packs, request.args.get("proposed", 1, int))
    members = {int(key) for pack in page.rows for key in pack.members}
    rows = scenario_queries.whole_scenarios(session, members)
    return {
        "proposals": page,
        "progress": found.progress.value,
        "scenarios": {str(row.id): row for row in rows},
    }


def _page(rows: Sequence[Proposal], number: int) -> Page[Proposal]:
    number = min(max(1, number), max(1, -(-len(rows) // PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    return Page(rows[start : start + PAGE_SIZE], len(rows), number)


@pages.get("/new")
@only_bureau
def new_pack() -> Any:
    """The scenarios in the address read as one pack, and the form to join them."""
    scenarios = _open(page_session(), _numbers(request.args.getlist("member")))
    form = PackForm(formdata=None, title=_proposed_title(scenarios))
    return _new(form, scenarios, {scenario.id for scenario in scenarios})


@pages.post("/new")
@only_bureau
def form_pack() -> Any:
    """Join the scenarios that are ticked, or read them together without the others."""
    seen = _seen(request.form.getlist("member"))
    if request.form.get("then") == "recount":
        return redirect(url_for("packs.new_pack", member=sorted(seen)))
    form = PackForm()
    draft = form.draft()
    if draft is not None:
        try:
            with transaction() as session:
                pack = brokerage.form_pack(session, draft, seen, person().id)
            flash(say("已拼成联合场景包，各场景本身没有改动。"), "success")
            return redirect(url_for("packs.pack", pack_id=pack.id))
        except Invalid as invalid:
            attach(form, invalid.problems)
    offered = {*_numbers(request.form.getlist("offered")), *seen}
    return _new(form, _open(page_session(), offered), seen), 422


def _new(form: PackForm, scenarios: Sequence[Scenario], ticked: Collection[int | None]) -> str:
    """The page of a pack that is to be; without two scenarios it says so."""
    numbers = {scenario.id for scenario in scenarios if scenario.id is not None}
    together = comparing().read_together(scenarios) if len(scenarios) > 1 else None
    named = {str(scenario.id): scenario for scenario in scenarios}
    return render_template(
        "bureau/pack_new.html",
        form=form,
        scenarios=named,
        ticked=ticked,
        taken=brokerage.packs_of(page_session(), numbers),
        together=together,
        reason=alike_text(together.least) if together else "",
        amount=amount,
        place=scenario_field,
        around=_Around(scenarios),
        most=brokerage.MOST,
    )


def _open(session: Session, numbers: Iterable[int]) -> list[Scenario]:
    """Those of these scenarios that are published; no more than one pack can hold."""
    rows = scenario_queries.whole_scenarios(session, sorted(numbers)[: brokerage.MOST])
    return [row for row in rows if row.state == ScenarioState.PUBLISHED]


def _proposed_title(scenarios: Sequence[Scenario]) -> str:
    if not scenarios:
        return ""
    shortest = min((row.title for row in scenarios), key=lambda title: (len(title), title))
    return say("{title}（联合 {n} 个场景）", title=shortest[:_TITLE], n=len(scenarios))


def _number(text: str) -> int | None:
    """A row's number as it stands in an address or a form; None for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(_LARGEST_ID))):
        return None
    return int(text) if int(text) <= _LARGEST_ID else None


def _numbers(texts: Iterable[str]) -> set[int]:
    return {number for text in texts if (number := _number(text)) is not None}


def _seen(texts: Iterable[str]) -> dict[int, int]:
    """Scenario and version of every box that was ticked: `12:3` is version 3 of scenario 12."""
    pairs = (text.partition(":") for text in texts)
    read = [(_number(number), _number(version)) for number, _, version in pairs]
    return {one: version for one, version in read if one is not None and version is not None}


def amount(low: float, high: float, unit: str, per: str | None) -> str:
    """A quantity as people write it: 1,300 台, 300–400 件/天."""
    ends = dict.fromkeys(f"{one:,.6f}".rstrip("0").rstrip(".") for one in (low, high))
    return f"{'–'.join(ends)} {unit}" + (f"/{per}" if per else "")


class _Around:
    """The words around a figure in its scenario: what stands before, the figure, what stands after."""

    def __init__(self, scenarios: Iterable[Scenario]) -> None:
        self._texts = {
            (str(row.id), field.path): field.text
            for row in scenarios
            for field in brokerage.document_of(row).fields
        }

    def __call__(self, part: Contribution) -> tuple[str, str, str]:
        """Nothing stands around a figure that is no longer literally at its place."""
        text = self._texts.get((part.scenario, part.path), "")
        if text[part.start : part.end] != part.span:
            return "", part.span, ""
        before, after = text[: part.start], text[part.end :]
        start = "…" if len(before) > _AROUND else ""
        end = "…" if len(after) > _AROUND else ""
        return start + before[-_AROUND:], part.span, after[:_AROUND] + end


@pages.get("/<int:pack_id>")
@only_bureau
def pack(pack_id: int) -> Any:
    """One pack: members as they were and are, what they share, what they add up to."""
    session = page_session()
    found = brokerage.get_pack(session, pack_id)
    standings = {member.scenario_id: brokerage.standing(member) for member in found.members}
    whole = scenario_queries.whole_scenarios(session, list(standings))
    unchanged = set(standings.values()) == {Standing.SAME}
    return render_template(
        "bureau/pack.html",
        pack=found,
        standings=standings,
        Standing=Standing,
        scenarios={str(row.id): row for row in whole},
        # Shared items are read from the present texts; they say nothing of what has changed since.
        items=comparing().read_together(whole).pack.items if unchanged else None,
        volumes=brokerage.volumes_of(found),
        amount=amount,
        place=scenario_field,
        around=_Around(whole),
        history=history(session, "pack", pack_id, named=True),
    )


@pages.post("/<int:pack_id>/dissolve")
@only_bureau
@shows_again("pack")
def dissolve_pack(pack_id: int) -> Any:
    """Take a pack apart on the version that was seen; its scenarios stay as they are."""
    with transaction() as session:
        found = brokerage.get_pack(session, pack_id)
        version = request.form.get("version", 0, int)
        brokerage.dissolve_pack(session, found, version, person().id)
    flash(say("已拆开，各场景照旧单独对接。"), "success")
    return redirect(url_for("packs.pack", pack_id=pack_id))


@pages.get("/similar/<int:scenario_id>")
@only_bureau
def similar(scenario_id: int) -> Any:
    """The part of a scenario's page with possible repeats, which fills itself."""
    session = page_session()
    found = handed_in(scenario_operations.get_scenario(session, scenario_id))
    return render_template(
        "bureau/similar.html", scenario=found, similar=comparing().similar(session, found)
    )


@pages.get("/teams/<int:scenario_id>")
@only_bureau
def team(scenario_id: int) -> Any:
    """The smallest team for a published scenario, item by item, in the vendors' own words."""
    from matcher.teams import CANDIDATES, propose

    session = page_session()
    found = handed_in(scenario_operations.get_scenario(session, scenario_id))
    if found.state != ScenarioState.PUBLISHED:
        return render_template("bureau/team.html", scenario=found, team=None)
    matcher, _ = matching().caught_up(session)
    proposal = propose(matcher, scenario_document(found))
    rows = vendor_queries.whole_vendors(session, [int(key) for key in proposal.vendors])
    return render_template(
        "bureau/team.html",
        scenario=found,
        team=proposal,
        said=team_text(proposal),
        vendors={str(row.id): row for row in rows},
        shares=_shares(proposal.vendors, [cover.vendor for cover in proposal.covers]),
        candidates=CANDIDATES,
    )


def _shares(vendors: Sequence[str], covers: Sequence[str | None]) -> Mapping[str, int]:
    """How many items each vendor of a team answers for."""
    return {vendor: covers.count(vendor) for vendor in vendors}
