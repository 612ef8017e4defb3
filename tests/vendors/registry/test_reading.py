from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from scenarios.models import Cooperation, ScenarioDraft, Stage
from vendors.registry.models import Disclosure
from vendors.registry.reading import read_date, read_each


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-31",
        "2027/3/31",
        "2027年3月31日",
        "2027.3.31",
        " 2027-03-31 00:00:00",
        "2027-03-31T08:00",
    ],
)
def test_dates_are_read_as_offices_write_them(text: str) -> None:
    assert read_date(text) == date(2027, 3, 31)


def test_dates_that_are_dates_already_stay_so() -> None:
    assert read_date(date(2027, 3, 31)) == date(2027, 3, 31)
    assert read_date(datetime(2027, 3, 31, 9, 30)) == date(2027, 3, 31)
    assert read_date("  ") is None
    assert read_date(None) is None


@pytest.mark.parametrize(
    "value",
    ["2027-02-30", "9" * 30 + "-1-1", "明年三月", "2027-3", "31/3/2027", 20270331, 4.5, True, []],
)
def test_what_is_no_date_is_refused(value: object) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        read_date(value)
    assert refused.value.type == "date"


@given(st.text(alphabet="0123456789-./年月日²٣ T", max_size=60))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    try:
        assert read_date(text) is None or isinstance(read_date(text), date)
    except PydanticCustomError as refused:
        assert refused.type == "date"


@pytest.mark.parametrize("said", ["生产制造", "production", " 生产制造 "])
def test_a_choice_is_read_by_its_chinese_label_or_its_english_value(said: str) -> None:
    assert ScenarioDraft(stage=said).stage == Stage.PRODUCTION


def test_an_unknown_choice_is_refused_with_the_choices_there_are() -> None:
    with pytest.raises(ValidationError) as refused:
        ScenarioDraft(stage="生产", cooperation=["采购", "送礼"])
    faults = {fault["loc"]: fault for fault in refused.value.errors()}
    assert set(faults) == {("stage",), ("cooperation",)}
    assert "生产制造" in faults["stage",]["ctx"]["choices"]


def test_blank_choices_take_their_defaults() -> None:
    draft = ScenarioDraft(stage="", cooperation=None, disclosure="")
    assert (draft.stage, draft.cooperation, draft.disclosure) == (None, [], Disclosure.INVITED)
    assert ScenarioDraft(cooperation=["trial"]).cooperation == [Cooperation.TRIAL]


def test_only_lists_are_read_one_by_one() -> None:
    assert read_each(["a", "b"], str.upper) == ["A", "B"]
    assert read_each(None, str.upper) == []
    assert read_each(True, str.upper) is True
    assert read_each("ab", str.upper) == "ab"
