"""Every state, move, choice and refusal has words, and the same ones in lists and on pages."""

from __future__ import annotations

import pytest

from matcher.ranker import SIGNALS
from matcher.types import Verdict
from scenarios.brokerage import exchange
from scenarios.brokerage.models import DeferReason, PackState, RejectReason
from scenarios.brokerage.models import State as MatchState
from scenarios.brokerage.packs import LIFECYCLE as PACK
from scenarios.brokerage.states import LIFECYCLE as MATCH
from scenarios.models import COOPERATION_LABELS, DISCLOSURE_LABELS, STAGE_LABELS
from scenarios.models import State as ScenarioState
from scenarios.states import LIFECYCLE as SCENARIO
from vendors.models import DEPLOYMENTS
from vendors.models import State as VendorState
from vendors.registry.errors import Refused
from vendors.states import LIFECYCLE as VENDOR
from webapp.accounts.models import Role
from webapp.labels import label, reason_label
from webapp.messages import MESSAGES


@pytest.mark.parametrize("labels", [STAGE_LABELS, COOPERATION_LABELS, DISCLOSURE_LABELS])
def test_a_choice_is_called_the_same_in_a_list_and_on_a_page(labels):
    assert {member: label(member) for member in type(next(iter(labels)))} == labels


def test_a_verdict_is_called_the_same_in_a_file_and_on_a_page():
    shown = {str(verdict): label(str(verdict), "verdict") for verdict in Verdict}
    assert shown == exchange.VERDICT_LABELS


@pytest.mark.parametrize("kind", [ScenarioState, VendorState, MatchState, PackState, Role])
def test_every_state_and_role_has_a_word(kind):
    assert all(label(member) != str(member) for member in kind)


@pytest.mark.parametrize("lifecycle", [SCENARIO, VENDOR, MATCH, PACK], ids=lambda one: one.subject)
def test_every_move_has_a_word_in_the_history(lifecycle):
    assert all(label(move, "action") != move for move in lifecycle.moves)


def test_a_coded_reason_belongs_to_one_decision_only_and_has_a_word():
    assert not set(RejectReason) & set(DeferReason)
    assert all(reason_label(code) != code for code in (*RejectReason, *DeferReason))


def test_every_signal_behind_a_score_has_a_word():
    assert all(label(signal, "signal") != signal for signal in SIGNALS)


def test_the_deployments_offered_on_the_form_are_in_the_catalogue(monkeypatch):
    monkeypatch.setenv("SCENEBRIDGE_LANG", "en")
    assert all(label(one, "deployment") != one for one in DEPLOYMENTS)


def test_every_refusal_has_a_sentence():
    assert {kind.code for kind in Refused.__subclasses__()} <= set(MESSAGES)
