from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from vendors.models import Vendor
from vendors.queries import find_vendors
from vendors.registry.models import Organisation
from vendors.registry.paging import Page, page_of


@pytest.fixture
def organisations(session: Session) -> None:
    session.add_all([Organisation(name=f"单位{i:02}") for i in range(45)])
    session.flush()


@pytest.mark.parametrize(
    ("asked", "shown", "first", "rows"),
    [
        (1, 1, "单位00", 20),
        (3, 3, "单位40", 5),
        (99, 3, "单位40", 5),
        (0, 1, "单位00", 20),
        (-5, 1, "单位00", 20),
    ],
)
@pytest.mark.usefixtures("organisations")
def test_a_page_out_of_range_shows_the_nearest(
    session: Session, asked: int, shown: int, first: str, rows: int
) -> None:
    page = page_of(session, select(Organisation).order_by(Organisation.name), asked)
    assert (page.number, page.rows[0].name, len(page.rows)) == (shown, first, rows)
    assert (page.total, page.pages) == (45, 3)


def test_no_rows_are_one_empty_page(session: Session) -> None:
    page = page_of(session, select(Organisation).order_by(Organisation.name), 7)
    assert (page.number, page.pages, page.total, list(page.rows)) == (1, 1, 0, [])


@given(st.integers(0, 10_000), st.integers(1, 100))
def test_the_pages_hold_all_rows_and_none_is_empty_but_the_only_one(total: int, size: int) -> None:
    pages = Page([], total, 1, size).pages
    assert pages * size >= total
    assert pages == 1 or (pages - 1) * size < total


@pytest.mark.parametrize("words", ["100%", "a_b", "\\", "50% 以上"])
def test_signs_that_sql_would_read_as_wild_cards_are_searched_literally(
    session: Session, verified: Callable[..., Vendor], words: str
) -> None:
    verified("V1", description=f"说的是 {words} 这个词")
    verified("V2", description="说的是 1000 和 aXb 和 50 以上")
    assert [v.code for v in find_vendors(session, words=words).rows] == ["V1"]
