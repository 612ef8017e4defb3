"""Texts are split into literal passages; protected clauses are left out."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.passages import LONGEST, split
from matcher.types import Document, Field, FieldKind, Passage


def _split(text: str, kind: FieldKind = FieldKind.SUMMARY) -> list[Passage]:
    return split(Document("d", (Field("description", text, kind),)))


def _texts(text: str, kind: FieldKind = FieldKind.SUMMARY) -> list[str]:
    return [passage.text for passage in _split(text, kind)]


def test_sentences_end_at_chinese_and_english_full_stops() -> None:
    assert _texts("能识别裂纹。能报警！Works offline. Keeps logs; sends alerts") == [
        "能识别裂纹。", "能报警！", "Works offline.", "Keeps logs;", "sends alerts",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["误差0.05毫米", "Error of 0.05 mm, e.g. for pipes", "See No. 5 and approx. 3 m", "v2.1版本"],
)
def test_a_point_in_a_number_or_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert _texts(text) == [text]


def test_a_long_sentence_is_cut_after_commas_and_nothing_is_lost() -> None:
    text = "，".join(f"第{i}条产线已接入视觉检测" for i in range(40))
    passages = _texts(text)
    assert all(len(passage) <= LONGEST for passage in passages)
    assert all(passage.endswith("，") for passage in passages[:-1])
    assert "".join(passages) == text


def test_a_long_text_without_marks_keeps_numbers_and_latin_words_whole() -> None:
    text = "检测" * 58 + "12345.678毫米" + "识别" * 40
    assert any("12345.678" in passage for passage in _texts(text))


def test_each_capability_is_one_passage() -> None:
    text = "识别布面瑕疵。准确率99%；支持私有化。"
    assert _texts(text, FieldKind.CAPABILITY) == [text]


def test_clauses_about_registration_and_tax_are_left_out() -> None:
    text = "总部位于杭州市萧山区，提供视觉检测，年纳税300万元。数据不出厂。"
    assert _texts(text) == ["提供视觉检测，", "数据不出厂。"]


@pytest.mark.parametrize("kind", list(FieldKind))
def test_the_place_of_registration_changes_nothing_that_is_read(kind: FieldKind) -> None:
    body = "提供织物瑕疵检测，准确率99.2%，支持本地部署，" * 4
    here, there = (
        f"公司总部位于{place}，{body}年纳税两千万元。"
        for place in ("杭州", "内蒙古自治区呼伦贝尔市海拉尔区经济技术开发区第三街道")
    )
    if kind is not FieldKind.TITLE:
        assert _texts(here, kind) == _texts(there, kind)


def test_invisible_characters_do_not_change_where_passages_end() -> None:
    plain = "误差0.05毫米。总部位于杭州。支持离线。"
    hidden = "误差0.\u200b05毫米。总\u200d部位于\ufeff杭州。支\u200b持离线。\u200b"
    shown = [text.replace("\u200b", "").replace("\u200d", "") for text in _texts(hidden)]
    assert shown == _texts(plain)


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("检测能支持。，；！？、 \n.,;1280%℃毫米\u200b\ufeff😀é(（）A-"),
        st.characters(),
    ),
    max_size=600,
)


@given(text=TEXTS, kind=st.sampled_from(FieldKind))
def test_passages_are_literal_ordered_and_short_and_lose_nothing(
    text: str, kind: FieldKind
) -> None:
    passages = _split(text, kind)
    covered: set[int] = set()
    end = 0
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        assert passage.start >= end
        end = passage.end
        covered.update(range(passage.start, passage.end))
    for index, char in enumerate(text):
        if unicodedata.category(char)[0] in "LNS":
            assert index in covered or "\u3164" <= char <= "\uffa0" or char in "\u115f\u1160"


def test_a_hundred_thousand_characters_are_split_without_loss() -> None:
    text = "".join(f"{row}号单元测试文字没有标点" for row in range(7_000))
    assert "".join(_texts(text)) == text
