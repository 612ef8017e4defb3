"""The enterprise's desk: post a scenario, submit it, see where it stands."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlmodel import Session

from scenarios import fairness, operations, queries
from scenarios.models import Scenario, State
from scenarios.states import LIFECYCLE
from vendors.registry import industries
from vendors.registry.errors import Invalid
from webapp.access import own_organisation, own_scenario, person, requires
from webapp.accounts.models import Role
from webapp.advice import advised
from webapp.database import page_session, transaction
from webapp.errors import shows_again
from webapp.forms import ScenarioForm
from webapp.i18n import say
from webapp.matching import scenario_changed
from webapp.views import proposals
from webapp.views.history import history
from webapp.views.progress import progress_of

pages = Blueprint("enterprise", __name__, url_prefix="/enterprise")
only_enterprise = requires(Role.ENTERPRISE)


def _mine(session: Session, scenario_id: int) -> Scenario:
    return own_scenario(operations.get_scenario(session, scenario_id))


@pages.get("/")
@only_enterprise
def desk() -> Any:
    """All scenarios of the enterprise."""
    session = page_session()
    number = request.args.get("page", 1, int)
    listed = queries.scenarios_of(session, person().organisation_id or 0, number)
    return render_template("enterprise/desk.html", page=listed)


@pages.get("/scenarios/new")
@only_enterprise
def new_scenario() -> Any:
    """An empty form."""
    return render_template("enterprise/form.html", form=ScenarioForm(), scenario=None)


@pages.post("/scenarios/new")
@only_enterprise
def draft_scenario() -> Any:
    """Keep a new draft, and submit it where asked."""
    form = ScenarioForm()
    draft = form.draft()
    if draft is None:
        return _form_again(form, None)
    with transaction() as session:
        organisation = own_organisation(session)
        scenario = operations.find_same(session, draft, organisation)
        if scenario is None:
            scenario = operations.draft_scenario(session, draft, organisation, person().id)
        shown = url_for("enterprise.scenario", scenario_id=scenario.id)
        submitted = _submit_if_asked(session, scenario)
    flash(submitted or say("草稿已保存。"), "success")
    return redirect(shown)


@pages.get("/scenarios/<int:scenario_id>")
@only_enterprise
def scenario(scenario_id: int) -> Any:
    """One scenario, its state and its history."""
    session = page_session()
    found = _mine(session, scenario_id)
    return render_template(
        "enterprise/scenario.html",
        scenario=found,
        allowed=LIFECYCLE.allowed(found.state),
        missing=operations.missing_for_publication(operations.draft_of(found)),
        fair_findings=advised(fairness.findings_in(operations.draft_of(found)))
        if found.state in (State.DRAFT, State.RETURNED, State.SUBMITTED)
        else [],
        review=queries.last_review(session, scenario_id),
        history=history(session, "scenario", scenario_id, named=False),
        progress=progress_of(session, scenario_id),
    )


@pages.get("/scenarios/<int:scenario_id>/edit")
@only_enterprise
def edit_page(scenario_id: int) -> Any:
    """The form with what is stored."""
    found = _mine(page_session(), scenario_id)
    return render_template("enterprise/form.html", form=ScenarioForm.of(found), scenario=found)


@pages.post("/scenarios/<int:scenario_id>/edit")
@only_enterprise
@shows_again("scenario")
def edit_scenario(scenario_id: int) -> Any:
    """Keep what was changed, and submit it where asked."""
    form = ScenarioForm()
    draft = form.draft()
    if draft is None:
        return _form_again(form, _mine(page_session(), scenario_id))
    with transaction() as session:
        found = _mine(session, scenario_id)
        operations.edit_scenario(session, found, draft, form.version.data or 0, person().id)
        submitted = _submit_if_asked(session, found)
    flash(submitted or say("修改已保存。"), "success")
    return redirect(url_for("enterprise.scenario", scenario_id=scenario_id))


def _submit_if_asked(session: Session, found: Scenario) -> str:
    """Submit when the form's other button was pressed; a scenario not ready stays a draft."""
    if request.form.get("then") != "submit":
        return ""
    try:
        if found.state != State.SUBMITTED:
            operations.submit_scenario(session, found, person().id)
    except Invalid:
        return say("已存为草稿；提交前请补上“现状与痛点”或“需求描述”。")
    return say("已提交，等待经信局初审。")


@pages.get("/industries.json")
@only_enterprise
def find_industries() -> Any:
    """Industry classes for what is being typed."""
    words = request.args.get("words", "")[:40]
    return {"industries": [f"{code} {name}" for code, name in industries.search(words)]}


@pages.post("/scenarios/items")
@only_enterprise
def propose_items() -> Any:
    """需求翻译: the form again, with the requirement items that its own words hold.

    Nothing is kept yet. Items already written stay; what is proposed is literal, and what such a
    scenario usually says and this one does not is only named as missing.
    """
    form = ScenarioForm()
    session = page_session()
    number = request.form.get("scenario", 0, int)
    found = _mine(session, number) if 0 < number < 2**31 else None
    added = form.add_items(proposals.items_in(form.texts(), form.item_texts()))
    if added:
        flash(say("从您的文字里找出 {n} 条要求，请逐条核对、修改后再保存。", n=added), "info")
    else:
        flash(say("没有找到新的要求。写得越具体（数字、条件、必须或最好），找得越准。"), "info")
    return render_template(
        "enterprise/form.html",
        form=form,
        scenario=found,
        missing_kinds=proposals.missing_kinds(form.item_texts()),
    )


def _form_again(form: ScenarioForm, found: Scenario | None) -> Any:
    flash(say("没有保存：请改正标出的地方。"), "danger")
    return render_template("enterprise/form.html", form=form, scenario=found), 422


@pages.post("/scenarios/<int:scenario_id>/submit")
@only_enterprise
@shows_again("scenario")
def submit_scenario(scenario_id: int) -> Any:
    """Hand the scenario to the bureau."""
    with transaction() as session:
        operations.submit_scenario(session, _mine(session, scenario_id), person().id)
    flash(say("已提交，等待经信局初审。"), "success")
    return redirect(url_for("enterprise.scenario", scenario_id=scenario_id))


@pages.post("/scenarios/<int:scenario_id>/reopen")
@only_enterprise
@shows_again("scenario")
def reopen_scenario(scenario_id: int) -> Any:
    """Take a published scenario back to change it."""
    with transaction() as session:
        found = _mine(session, scenario_id)
        operations.reopen_scenario(session, found, person().id)
        scenario_changed(session, found)
    flash(say("已撤回修改；改好后请重新提交。"), "success")
    return redirect(url_for("enterprise.edit_page", scenario_id=scenario_id))


@pages.post("/scenarios/<int:scenario_id>/withdraw")
@only_enterprise
@shows_again("scenario")
def withdraw_scenario(scenario_id: int) -> Any:
    """The enterprise no longer asks."""
    with transaction() as session:
        found = _mine(session, scenario_id)
        operations.withdraw_scenario(session, found, person().id)
        scenario_changed(session, found)
    flash(say("场景已撤回。"), "success")
    return redirect(url_for("enterprise.scenario", scenario_id=scenario_id))
