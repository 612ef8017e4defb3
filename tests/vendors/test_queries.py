from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from vendors import queries
from vendors.models import State, Vendor, VendorDraft
from vendors.operations import draft_of, import_vendor, suspend_vendor


def names(session: Session) -> int:
    return len([v.organisation.name for v in queries.find_vendors(session).rows])


def found(session: Session) -> int:
    return len([v.organisation.name for v in queries.find_vendors(session, words="视觉").rows])


def whole(session: Session) -> int:
    vendors = queries.whole_vendors(session, list(queries.verified_versions(session)))
    return len([draft_of(vendor) for vendor in vendors])


@pytest.mark.parametrize("ask", [names, found, whole])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    session: Session,
    verified: Callable[..., Vendor],
    counted: Callable[..., tuple[int, int]],
    ask: Callable[[Session], int],
) -> None:
    content = {"capabilities": ["a", "b"], "cases": ["c"], "credentials": ["d"]}
    verified("V0", **content)
    rows, before = counted(ask)
    assert rows == 1
    for i in range(1, 30):
        verified(f"V{i}", **content)
    rows, after = counted(ask)
    assert rows in (20, 30)
    assert before == after <= 6


def test_vendors_are_found_by_state_and_by_words_in_name_number_or_introduction(
    session: Session, verified: Callable[..., Vendor]
) -> None:
    verified("V1", name="云上公司", description="做预测性维护")
    verified("V2", name="乙公司", description="做质检")
    import_vendor(session, VendorDraft(code="V3", name="丙", description="云"), None, publish=False)

    def codes(**asked: Any) -> set[str]:
        return {v.code for v in queries.find_vendors(session, **asked).rows}

    assert codes() == {"V1", "V2", "V3"}
    assert codes(words="云") == {"V1", "V3"}
    assert codes(words="v2") == {"V2"}
    assert codes(state=State.VERIFIED) == {"V1", "V2"}
    assert codes(state=State.SUBMITTED, words="云") == {"V3"}
    assert codes(words="没有") == set()


def test_drafts_are_not_among_the_vendors_the_bureau_looks_through(
    session: Session, verified: Callable[..., Vendor]
) -> None:
    verified("V1").state = State.DRAFT
    session.flush()
    assert queries.find_vendors(session).rows == []
    assert len(queries.find_vendors(session, state=State.DRAFT).rows) == 1


def test_the_one_that_waits_longest_stands_first_in_review(session: Session) -> None:
    for code in ("V2", "V1"):
        import_vendor(
            session, VendorDraft(code=code, name=code, description="x"), None, publish=False
        )
    assert [v.code for v in queries.find_vendors(session, state=State.SUBMITTED).rows] == [
        "V2",
        "V1",
    ]
    assert [v.code for v in queries.find_vendors(session).rows] == ["V1", "V2"]


def test_only_verified_vendors_and_their_versions_are_for_the_index(
    session: Session, verified: Callable[..., Vendor]
) -> None:
    one, other = verified("V1"), verified("V2")
    verified("V1", description="新")
    suspend_vendor(session, other, None)
    assert queries.verified_versions(session) == {one.id: 2}
    assert queries.count_vendors(session) == {State.VERIFIED: 1, State.SUSPENDED: 1}
    assert queries.whole_vendors(session, []) == []
