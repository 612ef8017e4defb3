"""Tables and matcher together: suggestions appear, refresh and go, in both directions."""

from __future__ import annotations

from sqlmodel import select

from scenarios.brokerage.models import Match, MatchRun, State
from scenarios.operations import get_scenario, publish_scenario, reopen_scenario, submit_scenario
from tests.webapp.conftest import SPEECH, VISION, list_vendor, post_scenario
from vendors.operations import get_vendor, reopen_vendor, submit_vendor, verify_vendor
from webapp.database import reading, transaction
from webapp.jobs import Job
from webapp.matching import matching, scenario_changed, vendor_changed


def _matches(app):
    with app.app_context(), reading() as session:
        return session.exec(select(Match).order_by(Match.id)).all()


def _post(app, owner, **words):
    with app.app_context(), transaction() as session:
        scenario = post_scenario(session, owner, **words)
        scenario_changed(session, scenario)
        return scenario.id


def _list(app, owner, words):
    with app.app_context(), transaction() as session:
        vendor = list_vendor(session, owner, words)
        vendor_changed(session, vendor)
        return vendor.id


def test_a_published_scenario_is_suggested_the_fitting_vendor_only(app, people, work):
    vision = _list(app, people["vision"], VISION)
    _list(app, people["speech"], SPEECH)
    _post(app, people["mill"])
    work()
    matches = _matches(app)
    assert [m.vendor_id for m in matches] == [vision]
    verdicts = {item["span"]: item["verdict"] for item in matches[0].items}
    assert verdicts == {"漏检率≤0.5%": "satisfied", "数据不出厂": "satisfied"}


def test_every_quote_is_literal_in_the_field_it_names(app, people, work):
    _list(app, people["vision"], VISION)
    _post(app, people["mill"])
    work()
    sources = {
        "description": VISION["description"],
        "capabilities[0].name": VISION["capabilities"][0]["name"],
        "capabilities[0].description": VISION["capabilities"][0]["description"],
        "capabilities[0].deployment[0]": "本地部署",
    }
    quoted = [item for match in _matches(app) for item in match.items if item["quote"]]
    assert quoted
    for item in quoted:
        assert sources[item["field"]][item["start"] : item["end"]] == item["quote"]


def test_a_new_vendor_meets_the_scenarios_already_open(app, people, work):
    _post(app, people["mill"])
    work()
    assert _matches(app) == []
    vendor = _list(app, people["vision"], VISION)
    work()
    assert [m.vendor_id for m in _matches(app)] == [vendor]


def test_a_scenario_nobody_serves_keeps_its_gaps(app, people, work):
    _list(app, people["speech"], SPEECH)
    _post(app, people["mill"])
    work()
    with app.app_context(), reading() as session:
        run = session.exec(select(MatchRun)).one()
    assert run.suggested == 0
    assert [gap["span"] for gap in run.gaps] == ["漏检率≤0.5%", "数据不出厂"]
    assert _matches(app) == []


def test_suggestions_of_a_reopened_scenario_lapse_and_return_when_it_is_published_again(
    app, people, work
):
    _list(app, people["vision"], VISION)
    scenario_id = _post(app, people["mill"])
    work()
    with app.app_context(), transaction() as session:
        scenario = get_scenario(session, scenario_id)
        reopen_scenario(session, scenario, None)
        scenario_changed(session, scenario)
    work()
    assert [m.state for m in _matches(app)] == [State.LAPSED]
    with app.app_context(), transaction() as session:
        scenario = get_scenario(session, scenario_id)
        submit_scenario(session, scenario, None)
        publish_scenario(session, scenario, None)
        scenario_changed(session, scenario)
    work()
    assert [m.state for m in _matches(app)] == [State.PROPOSED]


def test_a_vendor_taken_back_is_suggested_no_more(app, people, work):
    vendor_id = _list(app, people["vision"], VISION)
    _post(app, people["mill"])
    work()
    with app.app_context(), transaction() as session:
        vendor = get_vendor(session, vendor_id)
        reopen_vendor(session, vendor, None)
        vendor_changed(session, vendor)
    work()
    assert [m.state for m in _matches(app)] == [State.LAPSED]


def test_a_decision_becomes_stale_when_the_vendor_changes(app, people, work):
    from scenarios.brokerage.operations import approve_match, get_match

    vendor_id = _list(app, people["vision"], VISION)
    _post(app, people["mill"])
    work()
    with app.app_context(), transaction() as session:
        match = get_match(session, 1)
        approve_match(session, match, match.version, "", None)
    with app.app_context(), transaction() as session:
        vendor = get_vendor(session, vendor_id)
        reopen_vendor(session, vendor, None)
        submit_vendor(session, vendor, None)
        verify_vendor(session, vendor, None)
        vendor_changed(session, vendor)
    work()
    assert [m.state for m in _matches(app)] == [State.STALE]


def test_a_second_process_catches_up_with_what_the_first_wrote(app, people):
    from webapp.matching import Matching

    with app.app_context():
        _list(app, people["vision"], VISION)
        other = Matching(None)
        with reading() as session:
            matcher, versions = other.caught_up(session)
        assert list(versions) == [1]
        _list(app, people["speech"], SPEECH)
        with reading() as session:
            _, versions = other.caught_up(session)
        assert sorted(versions) == [1, 2]
        with reading() as session:
            from scenarios.documents import document
            from scenarios.models import ScenarioDraft

            english = document("x", ScenarioDraft(title="英语口语评分", pain="老师来不及打分"))
            matcher, _ = other.caught_up(session)
            assert matcher.suggest(english).ranking[0].vendor == "2"


def test_publishing_and_its_job_are_one_transaction(app, people):
    import pytest

    with app.app_context():
        with pytest.raises(RuntimeError), transaction() as session:
            scenario = post_scenario(session, people["mill"])
            scenario_changed(session, scenario)
            raise RuntimeError("the power fails here")
        with reading() as session:
            assert session.exec(select(Job)).all() == []
            assert session.exec(select(Match)).all() == []


def test_the_matcher_is_loaded_once_in_a_process(app):
    with app.app_context():
        assert matching().matcher() is matching().matcher()
