"""What clumsy hands and ill will send."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from scenarios.models import Scenario
from tests.webapp.conftest import (
    PASSWORD,
    SPEECH,
    SPINNING,
    Browser,
    list_vendor,
    post_scenario,
)
from vendors.registry.models import now
from webapp.accounts.models import Account, SignInFailure
from webapp.accounts.operations import LOCK_AFTER, LOCK_LOGIN_AFTER
from webapp.config import Config
from webapp.database import reading, transaction
from webapp.jobs import MAX_TRIES, Job, JobKind, JobState

NEW = "/enterprise/scenarios/new"


@pytest.fixture
def scenarios(app):
    def scenarios():
        with app.app_context(), reading() as session:
            return session.exec(select(Scenario)).all()

    return scenarios


@pytest.fixture
def drafted(app, people):
    """A scenario of the mill that has been submitted."""
    from scenarios.operations import submit_scenario

    with app.app_context(), transaction() as session:
        scenario = post_scenario(session, people["mill"], publish=False)
        submit_scenario(session, scenario, None)
        return scenario.id


@pytest.mark.parametrize("back", ["/\t/evil.example", "/\n/evil.example", "/\x00/evil", "/\u2028/"])
def test_an_address_that_browsers_mend_into_another_site_is_not_followed(people, visit, back):
    assert visit().post("/language/en", {"back": back}).location == "/"


@pytest.mark.parametrize("number", ["²", "9" * 5000, "x", "-1", ""])
def test_rows_with_odd_numbers_are_no_rows(people, visit, scenarios, number):
    sent = {"title": "甲", "pain": "乙", f"requirements-{number}-text": "丙"}
    assert visit("mill").post(NEW, sent).status_code == 302
    assert scenarios()[0].title == "甲"


@pytest.mark.parametrize("version", ["²", "9" * 5000, "-1", "1.0", ""])
def test_a_form_with_an_odd_version_changes_nothing(people, visit, scenarios, drafted, version):
    browser = visit("mill")
    sent = {"title": "新的", "pain": "乙", "version": version}
    assert browser.post(f"/enterprise/scenarios/{drafted}/edit", sent).status_code == 302
    assert scenarios()[0].title == SPINNING["title"]


def test_too_many_requirement_items_are_refused_and_none_is_dropped(people, visit, scenarios):
    rows = {f"requirements-{i}-text": f"条目{i}" for i in range(61)}
    answer = visit("mill").post(NEW, {"title": "甲", "pain": "乙", **rows})
    assert answer.status_code == 422
    assert "最多 60 项" in answer.text
    assert "条目60" in answer.text
    assert scenarios() == []


@pytest.mark.parametrize("title", ["\u200b\u2060", "\u3164", " \u00ad\u3000", "\u2800"])
def test_a_title_that_nobody_can_see_is_no_title(people, visit, scenarios, title):
    answer = visit("mill").post(NEW, {"title": title, "pain": "乙"})
    assert answer.status_code == 422
    assert scenarios() == []


def test_characters_that_turn_the_reading_direction_are_not_kept(people, visit, scenarios):
    visit("mill").post(NEW, {"title": "甲\u202e乙\u2066丙", "pain": "丁"})
    assert scenarios()[0].title == "甲\u2060乙\u2060丙"


def test_two_clicks_on_save_keep_one_scenario(people, visit, scenarios):
    browser = visit("mill")
    sent = {"title": "双击", "pain": "点了两下", "then": "submit"}
    places = {browser.post(NEW, sent).location for _ in range(2)}
    assert len(places) == 1
    assert [s.state for s in scenarios()] == ["submitted"]
    assert browser.post(NEW, {**sent, "pain": "另一件事"}).location not in places


@pytest.mark.parametrize("move", ["publish", "return"])
def test_the_bureau_decides_on_the_text_it_has_seen(people, visit, scenarios, drafted, move):
    bureau = visit("bureau")
    page = bureau.get(f"/bureau/scenarios/{drafted}").text
    assert page.count('name="version" value="1"') == 2
    bureau.post(f"/bureau/scenarios/{drafted}/return", {"comment": "请补", "version": "1"})
    changed = {"title": "没人看过", "pain": "丁", "version": "1", "then": "submit"}
    visit("mill").post(f"/enterprise/scenarios/{drafted}/edit", changed)
    bureau.post(f"/bureau/scenarios/{drafted}/{move}", {"comment": "旧的", "version": "1"})
    assert scenarios()[0].state == "submitted"
    assert "已被更新" in bureau.get(f"/bureau/scenarios/{drafted}").text


def test_drafts_never_handed_in_are_hidden_from_the_bureau(app, people, visit):
    with app.app_context(), transaction() as session:
        scenario = post_scenario(session, people["mill"], publish=False)
        vendor = list_vendor(session, people["speech"], SPEECH, verify=False)
    bureau = visit("bureau")
    for path in (
        f"/bureau/scenarios/{scenario.id}",
        f"/bureau/scenarios/{scenario.id}/suggestions",
        f"/bureau/vendors/{vendor.id}",
    ):
        assert bureau.get(path).status_code == 404
    assert SPINNING["title"] not in bureau.get("/bureau/scenarios?state=draft").text
    assert "朗声教育公司" not in bureau.get("/bureau/vendors?state=draft").text


def test_a_draft_that_was_thrown_away_unsubmitted_is_hidden_from_the_bureau_too(people, visit):
    mill, bureau = visit("mill"), visit("bureau")
    mill.post(NEW, {"title": "从未提交的难处", "contact_phone": "0000-80001111"})
    mill.post("/enterprise/scenarios/1/withdraw")
    assert "已撤回" in mill.get("/enterprise/scenarios/1").text
    assert bureau.get("/bureau/scenarios/1").status_code == 404
    listed = bureau.get("/bureau/scenarios").text
    assert "从未提交的难处" not in listed
    assert "已撤回（0）" in listed


def test_a_page_in_the_making_does_not_revive_a_session_that_was_signed_out(app, people, visit):
    browser = visit("mill")
    token, cookie = browser.token(NEW), browser.client.get_cookie("scenebridge").value
    saved, gone = threading.Event(), threading.Event()
    view = app.view_functions["enterprise.draft_scenario"]

    def slow():
        answer = view()
        saved.set()
        gone.wait(10)
        return answer

    slow.access = view.access
    app.view_functions["enterprise.draft_scenario"] = slow
    other = visit()
    other.client.set_cookie("scenebridge", cookie)
    sent = {"csrf_token": token, "title": "甲", "pain": "乙"}
    posting = threading.Thread(target=lambda: other.client.post(NEW, data=sent))
    posting.start()
    assert saved.wait(10)
    assert browser.client.post("/sign-out", data={"csrf_token": token}).status_code == 302
    gone.set()
    posting.join()
    thief = visit()
    thief.client.set_cookie("scenebridge", cookie)
    assert thief.get("/enterprise/").status_code == 302


def _guess(app, login: str, address: str) -> int:
    browser = Browser(app)
    browser.client.environ_base["REMOTE_ADDR"] = address
    return browser.sign_in(login, "not the password").status_code


def test_a_stranger_cannot_lock_the_bureau_out_with_five_wrong_passwords(app, people, visit):
    for _ in range(LOCK_AFTER):
        _guess(app, "bureau", "203.0.113.9")
    assert _guess(app, "bureau", "203.0.113.9") == 429
    assert visit().sign_in("bureau").status_code == 302
    # Nor does the owner's own signing in give the stranger new guesses.
    assert _guess(app, "bureau", "203.0.113.9") == 429


def test_guessing_from_many_addresses_is_stopped_too(app, people, visit):
    with app.app_context(), transaction() as session:
        for i in range(LOCK_LOGIN_AFTER):
            session.add(SignInFailure(login="mill", address=f"198.51.100.{i}", at=now()))
    assert visit().sign_in("mill").status_code == 429


@pytest.fixture
def impatient(monkeypatch, tmp_path):
    """An application that waits a tenth of a second for another writer."""
    from vendors.registry.operations import find_or_register_organisation
    from webapp import create_app
    from webapp.accounts.models import Role
    from webapp.accounts.operations import create_account

    monkeypatch.setattr("webapp.database.BUSY_SECONDS", 0.1)
    made = create_app(Config(home=tmp_path / "home", plain_http=True, embedded_worker=False))
    with made.app_context():
        made.extensions["scenebridge.database"].upgrade()
        with transaction() as session:
            mill = find_or_register_organisation(session, "东湾纺丝厂")
            create_account(session, "mill", "人", PASSWORD, Role.ENTERPRISE, mill.id)
    yield made
    made.extensions["scenebridge.database"].engine.dispose()


@pytest.fixture
def import_running(impatient, tmp_path):
    """Another process holds the database for writing."""
    connection = sqlite3.connect(tmp_path / "home" / "scenebridge.db", isolation_level=None)

    def start():
        connection.execute("BEGIN IMMEDIATE")

    yield start
    connection.close()


def test_while_an_import_runs_pages_can_be_read_and_changes_say_they_were_not_saved(
    impatient, import_running, caplog
):
    browser = Browser(impatient)
    browser.sign_in("mill")
    sent = {"title": "甲", "contact_phone": "0000-80001111", "csrf_token": browser.token(NEW)}
    import_running()
    assert browser.get("/enterprise/").status_code == 200
    answer = browser.client.post(NEW, data=sent, headers={"Accept-Language": "zh"})
    assert answer.status_code == 503
    assert "没有保存" in answer.text
    visitor = Browser(impatient).get("/sign-in")
    assert visitor.status_code == 503
    assert "系统正忙" in visitor.text
    assert "0000-80001111" not in caplog.text


def test_a_change_that_was_committed_is_not_called_lost_when_its_message_cannot_be_kept(
    impatient, import_running
):
    browser = Browser(impatient)
    browser.sign_in("mill")
    view = impatient.view_functions["enterprise.draft_scenario"]

    def then_import():
        answer = view()
        import_running()
        return answer

    then_import.access = view.access
    impatient.view_functions["enterprise.draft_scenario"] = then_import
    assert browser.post(NEW, {"title": "甲", "pain": "乙"}, seen=NEW).status_code == 302


def test_matching_that_was_given_up_is_told_and_can_be_tried_again(
    app, people, visit, work, caplog
):
    with app.app_context(), transaction() as session:
        scenario = post_scenario(session, people["mill"])
        failed = Job(kind=JobKind.REFRESH_SCENARIO, subject_id=scenario.id, state=JobState.FAILED)
        failed.tries = MAX_TRIES
        session.add(failed)
    bureau, page = visit("bureau"), f"/bureau/scenarios/{scenario.id}"
    assert "没有做成" in bureau.get(page).text
    assert "宁可不推" not in bureau.get(page).text
    assert "没有做成" in bureau.get("/bureau/").text
    assert "没有做成" in visit("mill").get(f"/enterprise/scenarios/{scenario.id}").text
    bureau.post("/bureau/retry")
    work()
    assert "没有做成" not in bureau.get("/bureau/").text
    assert "没有做成" not in bureau.get(page).text


def test_asking_for_the_same_matching_again_forgets_the_failure(app, people, visit, work):
    with app.app_context(), transaction() as session:
        scenario = post_scenario(session, people["mill"])
        kind, state = JobKind.REFRESH_SCENARIO, JobState.FAILED
        session.add(Job(kind=kind, subject_id=scenario.id, state=state))
    bureau = visit("bureau")
    bureau.post(f"/bureau/scenarios/{scenario.id}/refresh")
    work()
    assert "没有做成" not in bureau.get("/bureau/").text


def test_the_log_tells_where_a_job_failed_but_nothing_of_the_texts(app, people, caplog):
    from webapp.jobs import Worker, enqueue

    typed = "0000-80001111"

    def fails(_subject):
        raise ValueError(typed)

    with app.app_context():
        with transaction() as session:
            enqueue(session, JobKind.REFRESH_ALL)
        Worker(app, dict.fromkeys(JobKind, fails)).work_once()
    assert "ValueError" in caplog.text
    assert "in fails" in caplog.text
    assert typed not in caplog.text


def test_errors_of_the_database_quote_no_values(app, people):
    with app.app_context(), pytest.raises(IntegrityError) as refused, transaction() as session:
        session.add(Account(login="mill", name="0000-80001111", password_hash="x", role="bureau"))
    assert "0000-80001111" not in str(refused.value)


def test_errors_of_drafts_quote_no_values():
    from pydantic import ValidationError

    from scenarios.models import ScenarioDraft

    with pytest.raises(ValidationError) as refused:
        ScenarioDraft(contact_phone="0000-80001111" * 10)
    assert "0000" not in str(refused.value)


def test_a_secret_key_is_whole_or_not_there(tmp_path: Path, monkeypatch):
    def crash(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("webapp.config.os.fsync", crash)
        with pytest.raises(KeyboardInterrupt):
            Config(home=tmp_path).flask_settings()
    key = Config(home=tmp_path).flask_settings()["SECRET_KEY"]
    assert len(key) == 64
    assert Config(home=tmp_path).flask_settings()["SECRET_KEY"] == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_number_from_a_list_does_not_push_ours_out_of_bounds(app, people, visit, scenarios):
    with app.app_context(), transaction() as session:
        post_scenario(session, people["rival"], code=f"S{now().year}-" + "9" * 54)
    browser = visit("mill")
    answer = browser.post(NEW, {"title": "甲", "pain": "乙"})
    assert browser.get(answer.location).status_code == 200


def test_a_new_home_is_closed_to_other_people_of_the_machine(tmp_path: Path):
    Config(home=tmp_path / "home").flask_settings()
    assert (tmp_path / "home").stat().st_mode & 0o077 == 0


def test_a_demonstration_that_was_loaded_meanwhile_is_not_loaded_twice(app, people):
    from webapp.demo import loading

    with app.app_context():
        assert loading.load(lambda rows, _kind: rows) is False


def test_a_database_that_cannot_be_read_at_all_is_told_in_a_sentence(app, people, visit, tmp_path):
    browser = visit("mill")
    with sqlite3.connect(tmp_path / "home" / "scenebridge.db") as connection:
        connection.execute("alter table websession rename to gone")
    answer = browser.get("/enterprise/")
    assert answer.status_code == 503
    assert "系统正忙" in answer.text
    assert "Traceback" not in answer.text
