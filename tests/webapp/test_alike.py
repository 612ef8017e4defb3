"""What is worked out behind the pages: once, without keeping anybody waiting."""

from __future__ import annotations

import threading
import time

from webapp.alike import Behind, Progress


def test_no_page_waits_for_a_comparison_that_takes_long():
    behind, ended = Behind(), threading.Event()

    def work(_before):
        ended.wait(20)
        return 1

    begun = time.monotonic()
    assert behind.ask(lambda _: True, work, 0.05) == (None, Progress.WORKING)
    assert behind.ask(lambda _: True, work, 0.05) == (None, Progress.WORKING)
    assert time.monotonic() - begun < 5
    ended.set()
    assert behind.ask(lambda _: True, work, 20) == (1, Progress.READY)


def test_an_answer_is_worked_out_once_and_again_when_it_is_stale():
    behind, calls = Behind(), []

    def work(before):
        calls.append(before)
        return len(calls)

    assert behind.ask(lambda one: one == 1, work, 20) == (1, Progress.READY)
    assert behind.ask(lambda one: one == 1, work, 20) == (1, Progress.READY)
    assert behind.ask(lambda one: one == 2, work, 20) == (2, Progress.READY)
    assert calls == [None, 1]


def test_a_comparison_that_fails_is_told_and_tried_again():
    behind = Behind()

    def fail(_before):
        raise OSError("the disk is gone")

    assert behind.ask(lambda _: True, fail, 20) == (None, Progress.FAILED)
    assert behind.ask(lambda _: True, lambda _: 1, 20) == (1, Progress.READY)
