"""The bureau's desk, words: what the matcher knows of capabilities, and the words of the district."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlmodel import Session

from matcher.knowledge import Capability
from vendors.registry import operations, queries
from vendors.registry.errors import Invalid
from vendors.registry.models import Term, TermDraft, printable
from vendors.registry.paging import PAGE_SIZE, Page
from vendors.registry.vocabulary import Usage, spelt
from vendors.registry.vocabulary import capabilities as known_capabilities
from webapp.access import person, requires
from webapp.accounts.models import Role
from webapp.database import page_session, transaction
from webapp.errors import shows_again
from webapp.forms import TermForm, attach
from webapp.i18n import mark, say
from webapp.matching import list_imported
from webapp.usage import usage_of
from webapp.views.history import history, latest

pages = Blueprint("knowledge", __name__, url_prefix="/bureau/knowledge")
only_bureau = requires(Role.BUREAU)

EXEMPLARS = 6  # of each voice on a capability's page
LATEST = 10  # changes told below the list of words


@pages.get("/")
@only_bureau
def capabilities() -> Any:
    """All capabilities, by group and by words in what they are called or measured by."""
    words, group = _asked("words"), _asked("group")
    everything = known_capabilities().values()
    found = [one for one in everything if group in ("", one.group) and _holds(one, words)]
    return render_template(
        "bureau/capabilities.html",
        page=_page(found, request.args.get("page", 1, int)),
        words=words,
        group=group,
        groups=sorted({one.group for one in everything}),
        terms=queries.find_terms(page_session()).total,
    )


def _asked(name: str) -> str:
    return printable(request.args.get(name, "")).strip()[:100]


def _holds(capability: Capability, words: str) -> bool:
    said = (*capability.names, *capability.industries, *capability.kpis, capability.group)
    return spelt(words).casefold() in "\n".join(said).casefold()


def _page(rows: list[Capability], number: int) -> Page[Capability]:
    number = min(max(1, number), max(1, -(-len(rows) // PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    return Page(rows[start : start + PAGE_SIZE], len(rows), number)


@pages.get("/capabilities/<capability_id>")
@only_bureau
def capability(capability_id: str) -> Any:
    """One capability: what it is called, measured by, confused with, and how both sides speak."""
    known = known_capabilities()
    if capability_id not in known:
        abort(404)
    one = known[capability_id]
    return render_template(
        "bureau/capability.html",
        capability=one,
        neighbours=[known[other] for other in one.confusable],
        terms=queries.terms_of(page_session(), capability_id),
        most=EXEMPLARS,
    )


@pages.get("/terms")
@only_bureau
def terms() -> Any:
    """The words of the district, and what was changed of late."""
    session = page_session()
    words = _asked("words")
    changes = latest(session, "term", LATEST)
    return render_template(
        "bureau/terms.html",
        page=queries.find_terms(session, words, request.args.get("page", 1, int)),
        words=words,
        known=known_capabilities(),
        changes=changes,
        texts=queries.term_texts(session, [number for number, _ in changes]),
    )


@pages.get("/terms/new")
@only_bureau
def new_term() -> Any:
    """An empty form, or one for the capability the reader comes from."""
    chosen = known_capabilities().get(_asked("capability"))
    form = TermForm(formdata=None, capability=chosen.zh if chosen else "")
    return _form(form, None)


@pages.post("/terms/new")
@only_bureau
def add_term() -> Any:
    """Show what a new word would touch; take it up once that was seen."""

    def add(session: Session, draft: TermDraft, usage: Usage) -> None:
        operations.add_term(session, draft, usage, person().id)

    return _keep(TermForm(), None, add, mark("已添加“{text}”，系统正在按新用语重新匹配。"))


@pages.get("/terms/<int:term_id>")
@only_bureau
def term(term_id: int) -> Any:
    """The form with what is stored, who says the word, and its history."""
    found = operations.get_term(page_session(), term_id)
    return _form(TermForm.of(found), found)


@pages.post("/terms/<int:term_id>")
@only_bureau
@shows_again("term")
def edit_term(term_id: int) -> Any:
    """Show what the changed word would touch; keep it once that was seen."""
    form = TermForm()

    def edit(session: Session, draft: TermDraft, usage: Usage) -> None:
        found = operations.get_term(session, term_id)
        operations.edit_term(session, found, draft, usage, _moment(form.seen.data), person().id)

    found = operations.get_term(page_session(), term_id)
    return _keep(form, found, edit, mark("已修改“{text}”，系统正在按新用语重新匹配。"))


@pages.post("/terms/<int:term_id>/remove")
@only_bureau
@shows_again("term")
def remove_term(term_id: int) -> Any:
    """Give a word up; suggestions follow."""
    with transaction() as session:
        found = operations.get_term(session, term_id)
        text = found.text
        operations.remove_term(session, found, person().id)
        list_imported(session)
    flash(say("已删除“{text}”，系统正在重新匹配。", text=text), "success")
    return redirect(url_for("knowledge.terms"))


def _keep(
    form: TermForm,
    known: Term | None,
    change: Callable[[Session, TermDraft, Usage], None],
    done: str,
) -> Any:
    """Make a change whose effect has been looked at; otherwise the page that shows the effect."""
    draft = form.draft()
    if draft is None:
        return _again(form, known)
    usage = usage_of(page_session(), draft.text)
    try:
        operations.check_term(page_session(), draft, usage, known)
        if request.form.get("then") != "save" or request.form.get("checked") != _signature(draft):
            return _form(form, known, usage, draft)
        with transaction() as session:
            change(session, draft, usage)
            list_imported(session)
    except Invalid as invalid:
        attach(form, invalid.problems)
        return _again(form, known)
    flash(say(done, text=draft.text), "success")
    return redirect(url_for("knowledge.terms"))


def _form(
    form: TermForm, known: Term | None, usage: Usage | None = None, draft: TermDraft | None = None
) -> str:
    """The page of a word; with `draft` it offers to keep what was just looked at."""
    session = page_session()
    return render_template(
        "bureau/term.html",
        form=form,
        term=known,
        usage=usage,
        draft=draft,
        checked=_signature(draft) if draft else "",
        known=known_capabilities(),
        said=usage_of(session, known.text) if known else None,
        history=history(session, "term", known.id or 0, named=True) if known else [],
    )


def _signature(draft: TermDraft) -> str:
    """What was looked at: the same word with another meaning has to be looked at again."""
    return f"{draft.text}={draft.capability}{draft.meaning}"


def _again(form: TermForm, known: Term | None) -> Any:
    flash(say("没有保存：请改正标出的地方。"), "danger")
    return _form(form, known), 422


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        return None
