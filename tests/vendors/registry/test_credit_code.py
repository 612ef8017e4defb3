import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from vendors.models import VendorDraft
from vendors.registry.credit_code import ALPHABET, check_character, is_valid, normalise

bodies = st.text(alphabet=ALPHABET, min_size=17, max_size=17)
codes = bodies.map(lambda body: body + check_character(body))


@pytest.mark.parametrize(
    "code",
    [
        # 9·1+1·3+3·9+5·27+0·19+1·26+0·16+0·17+21·20+0·29+0·25+0·13+1·8+0·24+0·10+30·30+4·28 = 1640;
        # 1640 = 52·31 + 28; 31 − 28 = 3
        "91350100M000100Y43",
        # the sum is 0, and 31 − 0 = 31 stands for 0
        "000000000000000000",
        # the sum is 1; 31 − 1 = 30 is Y
        "10000000000000000Y",
        # the second weight is 3; 31 − 3 = 28 is W
        "01000000000000000W",
        # the seventeenth weight is 3^16 = 28 (mod 31); 31 − 28 = 3
        "000000000000000013",
    ],
)
def test_codes_reckoned_by_hand_are_valid(code: str) -> None:
    assert is_valid(code)


def test_the_letters_that_look_like_digits_are_no_part_of_the_alphabet() -> None:
    assert len(ALPHABET) == 31
    assert not set("IOZSV") & set(ALPHABET)


@given(codes)
def test_a_code_with_its_check_character_is_valid(code: str) -> None:
    assert is_valid(code)


@given(codes, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_single_changed_character_is_noticed(code: str, place: int, other: str) -> None:
    # The weights are powers of 3, none divisible by the prime 31, so every change moves the sum.
    assume(code[place] != other)
    assert not is_valid(code[:place] + other + code[place + 1 :])


@given(codes, st.integers(0, 16), st.integers(0, 16))
def test_any_two_different_characters_of_the_body_that_change_places_are_noticed(
    code: str, one: int, other: int
) -> None:
    # 3 generates all 30 residues of 31, so the 17 weights differ from each other.
    assume(code[one] != code[other])
    swapped = list(code)
    swapped[one], swapped[other] = code[other], code[one]
    assert not is_valid("".join(swapped))


@given(codes)
def test_the_first_and_the_last_character_can_change_places_unnoticed(code: str) -> None:
    # Both weigh 1: this is the standard's own blind spot, not a fault of ours.
    assert is_valid(code[-1] + code[1:-1] + code[0])


@given(st.text(max_size=20))
def test_any_text_is_either_valid_or_not_and_never_an_error(text: str) -> None:
    assert is_valid(text) in (True, False)


@pytest.mark.parametrize(
    "typed",
    [
        "91350100m000100y43",
        " 9135 0100 M000 100Y 43 ",
        "91350100-M000100Y-43",
        "９１３５０１００Ｍ０００１００Ｙ４３",
    ],
)
def test_codes_are_read_as_people_type_them(typed: str) -> None:
    assert normalise(typed) == "91350100M000100Y43"
    assert VendorDraft(credit_code=typed).credit_code == "91350100M000100Y43"


def test_a_wrong_code_is_refused_and_a_blank_one_is_none() -> None:
    with pytest.raises(ValidationError) as refused:
        VendorDraft(credit_code="91350100M000100Y44")
    assert [fault["type"] for fault in refused.value.errors()] == ["credit_code"]
    assert VendorDraft(credit_code="  ").credit_code is None
