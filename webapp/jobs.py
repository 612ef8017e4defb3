"""Work after the change: jobs are rows written in the change's own transaction.

Any number of workers claim them; a worker that dies leaves a row whose heartbeat stops, and
another takes it over. A job's result and its row's end are one transaction, so a job that was
cut off half-way has done nothing.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import traceback
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from flask import Flask
from sqlmodel import Field, Session, SQLModel, col, delete, func, select

from vendors.registry.models import choice, now
from webapp.database import reading, transaction

log = logging.getLogger(__name__)

BEAT = timedelta(seconds=5)
DEAD_AFTER = timedelta(seconds=25)
MAX_TRIES = 5


class JobKind(StrEnum):
    """What there is to do."""

    REFRESH_SCENARIO = "refresh_scenario"
    MEET_VENDOR = "meet_vendor"
    REFRESH_ALL = "refresh_all"


class JobState(StrEnum):
    """Where a job stands; a finished one is deleted."""

    WAITING = "waiting"
    RUNNING = "running"
    FAILED = "failed"


class Job(SQLModel, table=True):
    """One piece of work for one subject."""

    id: int | None = Field(default=None, primary_key=True)
    kind: JobKind = Field(sa_column=choice(JobKind))
    subject_id: int = 0
    state: JobState = Field(default=JobState.WAITING, sa_column=choice(JobState, index=True))
    worker: str | None = Field(default=None, max_length=120)
    beat_at: datetime | None = None
    run_at: datetime = Field(default_factory=now, index=True)
    tries: int = 0
    error: str | None = Field(default=None, max_length=500)

    __table_args__ = (sa.Index("ix_job_subject", "kind", "subject_id"),)


# A handler computes outside any transaction and returns what to write; None means nothing.
Result = Callable[[Session], None]
Handler = Callable[[int], Result | None]


def enqueue(session: Session, kind: JobKind, subject_id: int = 0) -> None:
    """Have it done after this transaction's commit; one waiting job per subject is enough."""
    _forget_failed(session, kind, subject_id)
    waiting = select(Job).where(
        Job.kind == kind, Job.subject_id == subject_id, Job.state == JobState.WAITING
    )
    if session.exec(waiting).first() is None:
        session.add(Job(kind=kind, subject_id=subject_id))
        session.flush()


def pending(session: Session, kinds: tuple[JobKind, ...], subject_id: int | None = None) -> int:
    """How many jobs of these kinds are not finished (failed ones not counted)."""
    rows = select(func.count()).select_from(Job).where(col(Job.kind).in_(kinds))
    rows = rows.where(Job.state != JobState.FAILED)
    if subject_id is not None:
        rows = rows.where(Job.subject_id == subject_id)
    return session.exec(rows).one()


def failed(session: Session, kind: JobKind | None = None, subject_id: int | None = None) -> int:
    """How many jobs were given up (of this kind, for this subject)."""
    rows = select(func.count()).select_from(Job).where(Job.state == JobState.FAILED)
    if kind is not None:
        rows = rows.where(Job.kind == kind, Job.subject_id == subject_id)
    return session.exec(rows).one()


def retry_failed(session: Session) -> None:
    """Give every job that was given up a new chance."""
    for job in session.exec(select(Job).where(Job.state == JobState.FAILED)):
        job.state, job.tries, job.run_at = JobState.WAITING, 0, now()
    session.flush()


def _forget_failed(session: Session, kind: JobKind, subject_id: int) -> None:
    """An older failure says nothing once the same work is asked for anew, or done."""
    session.exec(
        delete(Job).where(
            col(Job.kind) == kind,
            col(Job.subject_id) == subject_id,
            col(Job.state) == JobState.FAILED,
        )
    )


class Worker:
    """Claims and runs jobs until told to stop."""

    def __init__(self, app: Flask, handlers: Mapping[JobKind, Handler] | None = None) -> None:
        self.app = app
        self.handlers = dict(handlers or {})
        self.name = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._stop = threading.Event()

    def run(self) -> None:
        """Work until `stop`; sleeps at most a second between looks at the table."""
        while not self._stop.is_set():
            try:
                with self.app.app_context():
                    worked = self.work_once()
            except Exception:
                log.exception("the worker could not reach the table of jobs")
                worked = False
            if not worked:
                self._stop.wait(1.0)

    def work_once(self) -> bool:
        """Claim one job and do it; False where none waits."""
        with reading() as session:
            if not _anything_to_do(session):
                return False  # an idle worker takes no writer's turn
        with transaction() as session:
            _sweep(session)
            job = _claim(session, self.name)
        if job is None:
            return False
        assert job.id is not None
        done = threading.Event()
        beating = threading.Thread(target=self._beat, args=(job.id, done), daemon=True)
        beating.start()
        try:
            result = self.handlers[job.kind](job.subject_id)
            with transaction() as session:
                mine = session.get(Job, job.id)
                if mine is None or mine.worker != self.name:
                    return True  # taken over in the meantime: the other's result counts
                if result is not None:
                    result(session)
                session.delete(mine)
                _forget_failed(session, job.kind, job.subject_id)
        except Exception as error:
            # Where, not what: the text of an error may quote what a log must not hold.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("job %s failed: %s\n%s", job.kind, type(error).__name__, where)
            self._give_back(job.id, error)
        finally:
            done.set()
            beating.join()
        return True

    def drain(self) -> int:
        """Do all jobs that are ready, in this thread; returns how many."""
        count = 0
        while self.work_once():
            count += 1
        return count

    def stop(self) -> None:
        """End after the running job."""
        self._stop.set()

    def _beat(self, job_id: int, done: threading.Event) -> None:
        while not done.wait(BEAT.total_seconds()):
            try:
                with self.app.app_context(), transaction() as session:
                    job = session.get(Job, job_id)
                    if job is None or job.worker != self.name:
                        return
                    job.beat_at = now()
            except Exception:
                log.exception("heartbeat failed")

    def _give_back(self, job_id: int, error: Exception) -> None:
        with transaction() as session:
            job = session.get(Job, job_id)
            if job is None or job.worker != self.name:
                return
            # The kind of error only: its text may quote what a log must not hold.
            job.error = type(error).__name__
            job.state = JobState.FAILED if job.tries >= MAX_TRIES else JobState.WAITING
            job.run_at = now() + timedelta(seconds=2**job.tries)
            job.worker = None


def _anything_to_do(session: Session) -> bool:
    ready = sa.and_(col(Job.state) == JobState.WAITING, col(Job.run_at) <= now())
    dead = sa.and_(col(Job.state) == JobState.RUNNING, col(Job.beat_at) < now() - DEAD_AFTER)
    return session.exec(select(Job.id).where(sa.or_(ready, dead)).limit(1)).first() is not None


def _claim(session: Session, worker: str) -> Job | None:
    rows = (
        select(Job)
        .where(Job.state == JobState.WAITING, col(Job.run_at) <= now())
        .order_by(col(Job.run_at), col(Job.id))
        .limit(1)
        # SQLite ignores this: there the writing transaction itself excludes the others.
        .with_for_update(skip_locked=True)
    )
    job = session.exec(rows).first()
    if job is not None:
        job.state, job.worker, job.beat_at = JobState.RUNNING, worker, now()
        job.tries += 1
        session.flush()
    return job


def _sweep(session: Session) -> None:
    """Put back what a dead worker held."""
    dead = select(Job).where(Job.state == JobState.RUNNING, col(Job.beat_at) < now() - DEAD_AFTER)
    for job in session.exec(dead):
        job.state = JobState.FAILED if job.tries >= MAX_TRIES else JobState.WAITING
        job.worker = None
    session.flush()


def start_embedded_worker(app: Flask) -> Worker:
    """Run a worker as a thread of the serving process."""
    worker: Worker = app.extensions["scenebridge.worker"]
    threading.Thread(target=worker.run, name="scenebridge-worker", daemon=True).start()
    return worker


def init_app(app: Flask) -> None:
    """Give the application its worker; who has work for it adds handlers."""
    app.extensions["scenebridge.worker"] = Worker(app)
