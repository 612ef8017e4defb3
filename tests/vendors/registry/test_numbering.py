from collections.abc import Callable

import pytest
from sqlmodel import Session

from vendors.models import Vendor
from vendors.registry.models import now
from vendors.registry.numbering import next_code

YEAR = f"V{now().year}-"


def test_numbers_begin_at_one_every_year(session: Session, verified: Callable[..., Vendor]) -> None:
    verified(f"V{now().year - 1}-0042")
    assert next_code(session, Vendor.code, "V") == f"{YEAR}0001"


@pytest.mark.parametrize(
    ("taken", "following"),
    [
        (["0001"], "0002"),
        (["0007", "0003"], "0008"),
        (["9999"], "10000"),
        (["9999", "10000"], "10001"),
        (["0005", "00AB"], "0006"),
        (["0005", "TEST-1"], "0006"),
        (["0005", "00²³"], "0006"),
    ],
)
def test_the_next_number_is_above_every_number_taken(
    session: Session, verified: Callable[..., Vendor], taken: list[str], following: str
) -> None:
    for number in taken:
        verified(YEAR + number)
    assert next_code(session, Vendor.code, "V") == YEAR + following


def test_a_longer_prefix_of_others_is_not_counted(
    session: Session, verified: Callable[..., Vendor]
) -> None:
    verified(f"X{YEAR}0009")
    assert next_code(session, Vendor.code, "V") == f"{YEAR}0001"
