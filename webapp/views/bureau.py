"""The bureau's desk: what waits, review of scenarios and vendors, and lists of both."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlmodel import Session

from scenarios import fairness
from scenarios import operations as scenario_operations
from scenarios import queries as scenario_queries
from scenarios.brokerage import queries as brokerage_queries
from scenarios.brokerage.packs import lacks_one_for_all
from scenarios.models import State as ScenarioState
from scenarios.states import LIFECYCLE as SCENARIO_LIFECYCLE
from vendors import operations as vendor_operations
from vendors import queries as vendor_queries
from vendors.models import State as VendorState
from vendors.registry.errors import Refused
from vendors.registry.models import printable
from vendors.states import LIFECYCLE as VENDOR_LIFECYCLE
from webapp import findings
from webapp.access import handed_in, person, requires
from webapp.accounts.models import Role
from webapp.advice import advised
from webapp.alike import comparing
from webapp.database import page_session, transaction
from webapp.errors import shows_again
from webapp.forms import FairAnswerForm, ReturnForm
from webapp.i18n import say
from webapp.jobs import JobKind, failed, pending, retry_failed
from webapp.matching import scenario_changed, vendor_changed
from webapp.messages import refusal_text
from webapp.views.history import history

pages = Blueprint("bureau", __name__, url_prefix="/bureau")
only_bureau = requires(Role.BUREAU)


def _state(kind: type[StrEnum]) -> Any:
    """The state asked for in the address, or None for all; drafts are nobody else's business."""
    wanted = request.args.get("state", "")
    return kind(wanted) if wanted in set(kind) and wanted != "draft" else None


def _seen() -> int | None:
    """The version of the text that was on the page when the button was pressed."""
    return request.form.get("version", None, int)


@pages.get("/")
@only_bureau
def desk() -> Any:
    """What waits for review, and where matching stands."""
    session = page_session()
    scenarios = scenario_queries.find_scenarios(session, ScenarioState.SUBMITTED)
    vendors = vendor_queries.find_vendors(session, VendorState.SUBMITTED)
    return render_template(
        "bureau/desk.html",
        scenarios=scenarios,
        vendors=vendors,
        scenario_counts=scenario_queries.count_scenarios(session),
        vendor_counts=vendor_queries.count_vendors(session),
        match_counts=brokerage_queries.count_by_state(session),
        undecided=brokerage_queries.scenarios_to_decide(session),
        failed=failed(session),
    )


@pages.post("/retry")
@only_bureau
def retry() -> Any:
    """Have the matching that was given up tried again."""
    with transaction() as session:
        retry_failed(session)
    flash(say("正在重新匹配。"), "success")
    return redirect(url_for("bureau.desk"))


@pages.get("/scenarios")
@only_bureau
def scenarios() -> Any:
    """All scenarios but drafts, by state and words."""
    session = page_session()
    state = _state(ScenarioState)
    words = printable(request.args.get("words", ""))[:100]
    page = scenario_queries.find_scenarios(session, state, words, request.args.get("page", 1, int))
    counts = brokerage_queries.count_matches(session, [row.id for row in page.rows if row.id])
    return render_template(
        "bureau/scenarios.html",
        page=page,
        counts=counts,
        state=state,
        words=words,
        totals=scenario_queries.count_scenarios(session),
        states=[s for s in ScenarioState if s != ScenarioState.DRAFT],
    )


@pages.get("/scenarios/<int:scenario_id>")
@only_bureau
def scenario(scenario_id: int) -> Any:
    """One scenario with its review and its suggestions."""
    session = page_session()
    found = handed_in(scenario_operations.get_scenario(session, scenario_id))
    return render_template(
        "bureau/scenario.html",
        scenario=found,
        allowed=SCENARIO_LIFECYCLE.allowed(found.state),
        review=scenario_queries.last_review(session, scenario_id),
        fair_reviews=[
            (one, advised(one.findings)) for one in fairness.reviews_of(session, scenario_id)
        ],
        history=history(session, "scenario", scenario_id, named=True),
        findings=findings.of_scenario(found),
        similar=(
            comparing().similar(session, found) if found.state == ScenarioState.SUBMITTED else None
        ),
        **suggestions_of(session, scenario_id),
    )


def suggestions_of(session: Session, scenario_id: int) -> dict[str, Any]:
    """What the part of the page with suggestions shows."""
    waiting = pending(session, (JobKind.REFRESH_SCENARIO,), scenario_id)
    waiting += pending(session, (JobKind.REFRESH_ALL, JobKind.MEET_VENDOR))
    matches = brokerage_queries.matches_of(session, scenario_id)
    return {
        "matches": matches,
        "lacks_one_for_all": lacks_one_for_all(matches),
        "run": brokerage_queries.last_run(session, scenario_id),
        "waiting": waiting,
        "failed": failed(session, JobKind.REFRESH_SCENARIO, scenario_id),
    }


@pages.post("/scenarios/<int:scenario_id>/publish")
@only_bureau
@shows_again("scenario")
def publish_scenario(scenario_id: int) -> Any:
    """Publish a reviewed scenario; suggestions follow by themselves."""
    with transaction() as session:
        found = scenario_operations.get_scenario(session, scenario_id, _seen())
        scenario_operations.read_if_unread(session, found, person().id)
    with transaction() as session:
        found = scenario_operations.get_scenario(session, scenario_id, _seen())
        scenario_operations.publish_scenario(session, found, person().id)
        scenario_changed(session, found)
    flash(say("已发布，系统正在匹配。"), "success")
    return redirect(url_for("bureau.scenario", scenario_id=scenario_id))


@pages.post("/fair-reviews/<int:review_id>/answer")
@only_bureau
def answer_fair_review(review_id: int) -> Any:
    """Conclude what a fair-competition reading has found; the answer stands for good."""
    form = FairAnswerForm()
    with transaction() as session:
        review = fairness.get_review(session, review_id)
        scenario_id = review.scenario_id
        try:
            with session.begin_nested():
                conclusion, note = form.conclusion.data or None, form.said()
                fairness.answer_review(session, review, conclusion, note, person().id)
            said = (say("审查结论已记录。"), "success")
        except Refused as refused:
            said = (refusal_text(refused), "warning")
    flash(*said)
    return redirect(url_for("bureau.scenario", scenario_id=scenario_id) + "#fair")


@pages.post("/scenarios/<int:scenario_id>/return")
@only_bureau
@shows_again("scenario")
def return_scenario(scenario_id: int) -> Any:
    """退回补正, with what is to be mended."""
    comment = ReturnForm().said()
    with transaction() as session:
        found = scenario_operations.get_scenario(session, scenario_id, _seen())
        scenario_operations.return_scenario(session, found, comment, person().id)
    flash(say("已退回，场景方会看到您的意见。"), "success")
    return redirect(url_for("bureau.scenario", scenario_id=scenario_id))


@pages.post("/scenarios/<int:scenario_id>/refresh")
@only_bureau
@shows_again("scenario")
def refresh_scenario(scenario_id: int) -> Any:
    """Have a published scenario matched again."""
    with transaction() as session:
        scenario_changed(session, scenario_operations.get_scenario(session, scenario_id))
    return redirect(url_for("bureau.scenario", scenario_id=scenario_id))


@pages.get("/vendors")
@only_bureau
def vendors() -> Any:
    """All vendors but drafts, by state and words."""
    session = page_session()
    state = _state(VendorState)
    words = printable(request.args.get("words", ""))[:100]
    page = vendor_queries.find_vendors(session, state, words, request.args.get("page", 1, int))
    return render_template(
        "bureau/vendors.html",
        page=page,
        state=state,
        words=words,
        totals=vendor_queries.count_vendors(session),
        states=[s for s in VendorState if s != VendorState.DRAFT],
    )


@pages.get("/vendors/<int:vendor_id>")
@only_bureau
def vendor(vendor_id: int) -> Any:
    """One vendor with its review and the scenarios it is matched with."""
    session = page_session()
    found = handed_in(vendor_operations.get_vendor(session, vendor_id))
    return render_template(
        "bureau/vendor.html",
        vendor=found,
        allowed=VENDOR_LIFECYCLE.allowed(found.state),
        review=vendor_queries.last_review(session, vendor_id),
        history=history(session, "vendor", vendor_id, named=True),
        findings=findings.of_vendor(found),
        matches=brokerage_queries.matches_with(session, vendor_id),
    )


@pages.post("/vendors/<int:vendor_id>/verify")
@only_bureau
@shows_again("vendor")
def verify_vendor(vendor_id: int) -> Any:
    """Take the profile into the capability list; it meets the open scenarios by itself."""
    with transaction() as session:
        found = vendor_operations.get_vendor(session, vendor_id, _seen())
        vendor_operations.verify_vendor(session, found, person().id)
        vendor_changed(session, found)
    flash(say("已核验，系统正在与开放的场景匹配。"), "success")
    return redirect(url_for("bureau.vendor", vendor_id=vendor_id))


@pages.post("/vendors/<int:vendor_id>/return")
@only_bureau
@shows_again("vendor")
def return_vendor(vendor_id: int) -> Any:
    """退回补正, with what is to be mended."""
    comment = ReturnForm().said()
    with transaction() as session:
        found = vendor_operations.get_vendor(session, vendor_id, _seen())
        vendor_operations.return_vendor(session, found, comment, person().id)
    flash(say("已退回，服务商会看到您的意见。"), "success")
    return redirect(url_for("bureau.vendor", vendor_id=vendor_id))


@pages.post("/vendors/<int:vendor_id>/suspend")
@only_bureau
@shows_again("vendor")
def suspend_vendor(vendor_id: int) -> Any:
    """Keep a vendor out of matching for the time being."""
    with transaction() as session:
        found = vendor_operations.get_vendor(session, vendor_id)
        vendor_operations.suspend_vendor(session, found, person().id)
        vendor_changed(session, found)
    flash(say("已暂停，不再参与匹配。"), "success")
    return redirect(url_for("bureau.vendor", vendor_id=vendor_id))


@pages.post("/vendors/<int:vendor_id>/resume")
@only_bureau
@shows_again("vendor")
def resume_vendor(vendor_id: int) -> Any:
    """Put a suspended profile back into review."""
    with transaction() as session:
        found = vendor_operations.get_vendor(session, vendor_id)
        vendor_operations.resume_vendor(session, found, person().id)
    flash(say("已恢复为待核验。"), "success")
    return redirect(url_for("bureau.vendor", vendor_id=vendor_id))
