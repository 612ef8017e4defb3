"""Jobs are rows: claimed once, taken over from the dead, never half-done."""

from __future__ import annotations

import threading
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlmodel import select

from vendors.registry.models import Trail, now
from webapp.database import reading, transaction
from webapp.jobs import DEAD_AFTER, MAX_TRIES, Job, JobKind, JobState, Worker, enqueue, pending


@pytest.fixture
def queue(app):
    def queue(*subjects, kind=JobKind.REFRESH_SCENARIO):
        with app.app_context(), transaction() as session:
            for subject in subjects:
                enqueue(session, kind, subject)

    return queue


def _jobs(app):
    with app.app_context(), reading() as session:
        return session.exec(select(Job).order_by(Job.id)).all()


def _worker(app, handler):
    return Worker(app, dict.fromkeys(JobKind, handler))


def test_one_waiting_job_per_subject_is_enough(app, queue):
    queue(1, 1, 2)
    queue(1)
    assert [job.subject_id for job in _jobs(app)] == [1, 2]


def test_a_job_is_done_once_however_many_workers_there_are(app, queue):
    queue(*range(1, 41))
    done: list[int] = []
    workers = [_worker(app, lambda subject: done.append(subject)) for _ in range(4)]

    def drain(worker):
        with app.app_context():
            worker.drain()

    threads = [threading.Thread(target=drain, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == list(range(1, 41))
    assert _jobs(app) == []


def test_the_result_and_the_end_of_the_job_are_one_transaction(app, queue):
    queue(7)

    def handler(subject):
        def write(session):
            session.add(Trail(subject="scenario", subject_id=subject, action="edit"))
            session.flush()
            raise RuntimeError("cut off half-way")

        return write

    with app.app_context():
        _worker(app, handler).work_once()
        with reading() as session:
            assert session.exec(select(Trail)).all() == []
    [job] = _jobs(app)
    assert job.state == JobState.WAITING
    assert job.tries == 1
    assert job.error == "RuntimeError"


def test_a_failing_job_waits_longer_each_time_and_is_given_up_at_last(app, queue):
    queue(7)

    def handler(subject):
        raise ValueError("text that must not be kept: 0000-80001111")

    worker = _worker(app, handler)
    waits = []
    for _ in range(MAX_TRIES):
        with app.app_context():
            assert worker.work_once()
            with transaction() as session:
                job = session.exec(select(Job)).one()
                waits.append(job.run_at - now())
                job.run_at = now()
    [job] = _jobs(app)
    assert job.state == JobState.FAILED
    assert "0000" not in (job.error or "")
    assert all(later > 1.5 * before for before, later in pairwise(waits))
    with app.app_context():
        assert not worker.work_once()


def test_what_a_dead_worker_held_is_taken_over(app, queue):
    queue(7)
    with app.app_context(), transaction() as session:
        job = session.exec(select(Job)).one()
        job.state, job.worker = JobState.RUNNING, "dead"
        job.beat_at = now() - DEAD_AFTER - timedelta(seconds=1)
    done: list[int] = []
    with app.app_context():
        assert _worker(app, lambda subject: done.append(subject)).work_once()
    assert done == [7]


def test_what_a_living_worker_holds_is_left_to_it(app, queue):
    queue(7)
    with app.app_context(), transaction() as session:
        job = session.exec(select(Job)).one()
        job.state, job.worker, job.beat_at = JobState.RUNNING, "alive", now()
    with app.app_context():
        assert not _worker(app, lambda subject: None).work_once()


def test_a_worker_that_was_given_up_for_dead_writes_nothing(app, queue):
    queue(7)

    def handler(subject):
        with transaction() as session:
            session.exec(select(Job)).one().worker = "another"

        def write(session):
            session.add(Trail(subject="scenario", subject_id=subject, action="edit"))

        return write

    with app.app_context():
        _worker(app, handler).work_once()
        with reading() as session:
            assert session.exec(select(Trail)).all() == []
    assert len(_jobs(app)) == 1


def test_a_change_during_a_running_job_queues_another(app, queue):
    queue(7)
    with app.app_context(), transaction() as session:
        session.exec(select(Job)).one().state = JobState.RUNNING
    queue(7)
    assert len(_jobs(app)) == 2
    with app.app_context(), reading() as session:
        assert pending(session, (JobKind.REFRESH_SCENARIO,), 7) == 2


def test_a_running_worker_takes_up_what_comes_and_stops_when_told(app, queue):
    done = threading.Event()
    worker = _worker(app, lambda subject: done.set())
    thread = threading.Thread(target=worker.run)
    thread.start()
    queue(7)
    assert done.wait(10)
    worker.stop()
    thread.join(10)
    assert not thread.is_alive()
