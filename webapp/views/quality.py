"""The bureau's desk, how far the matcher can be trusted: calibration, learning, runs and replay."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from matcher import calibration
from matcher.learning import LEAST
from matcher.ranker import SIGNALS
from scenarios.brokerage import learning, queries
from scenarios.brokerage.models import AdjustmentState, MatchRun
from vendors.registry.errors import NotFound
from webapp.access import person, requires
from webapp.accounts.models import Role
from webapp.database import page_session, reading, transaction
from webapp.errors import shows_again
from webapp.i18n import say
from webapp.matching import list_imported, moves_of, parameters_in_use, replay_run
from webapp.messages import difference_text

pages = Blueprint("quality", __name__, url_prefix="/bureau/quality")
only_bureau = requires(Role.BUREAU)


@pages.get("/")
@only_bureau
def overview() -> Any:
    """Whether scores are the chances they claim to be, and what decisions have taught."""
    session = page_session()
    judged = queries.judged(session)
    heard = sum(one.says is not None for one in judged)
    decided = queries.scores_decided(session)
    return render_template(
        "bureau/quality.html",
        shipped=calibration.load(),
        own=calibration.calibration(decided) if len(decided) >= LEAST else None,
        decided=len(decided),
        heard=heard,
        least=LEAST,
        adjustments=queries.adjustments(session),
        in_use=queries.adjustment_in_use(session),
        signals=SIGNALS,
        AdjustmentState=AdjustmentState,
    )


@pages.post("/propose")
@only_bureau
@shows_again("overview")
def propose() -> Any:
    """Work out what the decisions so far would change; nothing is applied."""
    with transaction() as session:
        adjustment = learning.propose_adjustment(session, parameters_in_use(session), person().id)
        number = adjustment.id if adjustment else None
    if number is None:
        flash(
            say("审核决定还不足 {least} 个，或者不会带来变化，没有提出调整。", least=LEAST), "info"
        )
        return redirect(url_for("quality.overview"))
    with reading() as session:
        moves = moves_of(session, learning.get_adjustment(session, number))
    with transaction() as session:
        learning.report_moves(session, learning.get_adjustment(session, number), moves, person().id)
    flash(say("已算出调整，请看过影响再决定是否采用。"), "success")
    return redirect(url_for("quality.overview"))


@pages.post("/adjustments/<int:adjustment_id>/apply")
@only_bureau
@shows_again("overview")
def apply(adjustment_id: int) -> Any:
    """Score with the learned weights from now on; open scenarios are matched again."""
    with transaction() as session:
        found = learning.get_adjustment(session, adjustment_id)
        learning.apply_adjustment(session, found, parameters_in_use(session), person().id)
        list_imported(session)
    flash(say("已采用，正在按新权重重新匹配。"), "success")
    return redirect(url_for("quality.overview"))


@pages.post("/adjustments/<int:adjustment_id>/discard")
@only_bureau
@shows_again("overview")
def discard(adjustment_id: int) -> Any:
    """Do not apply a proposal."""
    with transaction() as session:
        found = learning.get_adjustment(session, adjustment_id)
        learning.discard_adjustment(session, found, person().id)
    flash(say("没有采用。"), "success")
    return redirect(url_for("quality.overview"))


@pages.post("/adjustments/<int:adjustment_id>/revert")
@only_bureau
@shows_again("overview")
def revert(adjustment_id: int) -> Any:
    """Take the weights in use back; open scenarios are matched again."""
    with transaction() as session:
        found = learning.get_adjustment(session, adjustment_id)
        learning.revert_adjustment(session, found, person().id)
        list_imported(session)
    flash(say("已恢复到之前的权重，正在重新匹配。"), "success")
    return redirect(url_for("quality.overview"))


@pages.get("/runs/<int:run_id>")
@only_bureau
def run(run_id: int) -> Any:
    """One run: what it read, with which versions, and whom it ranked."""
    return _run_page(run_id)


@pages.post("/runs/<int:run_id>/replay")
@only_bureau
@shows_again("run")
def replay(run_id: int) -> Any:
    """Do the run again now, and say whether it comes out the same."""
    done = replay_run(run_id)
    return _run_page(run_id, done, [difference_text(one) for one in done.differences])


def _run_page(run_id: int, done: Any = None, differences: Any = ()) -> Any:
    session = page_session()
    found = session.get(MatchRun, run_id)
    if found is None:
        raise NotFound(subject="run", id=run_id)
    return render_template(
        "bureau/run.html",
        run=found,
        scenario=queries.scenario_of(session, found),
        vendors=queries.vendors_ranked(session, found),
        others=queries.runs_of(session, found.scenario_id),
        done=done,
        differences=differences,
    )
