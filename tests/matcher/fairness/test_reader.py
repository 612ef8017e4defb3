"""Clauses that limit fair competition, and their harmless neighbours."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import bundled
from matcher.fairness import Rule, read
from matcher.fairness.reader import units

VIOLATING = [
    ("参选单位的营业执照须由本市登记机关核发，外市核发的不予受理。", Rule.REGISTRATION),
    ("中选企业应当在我区设立子公司，未设立的不得签约。", Rule.ESTABLISHMENT),
    ("上年度在本县纳税满三十万元的单位加五分。", Rule.TAX),
    ("施工人员的社保须在嘉兴缴纳，否则不计入人数。", Rule.INSURANCE),
    ("业绩仅限本省项目，省外业绩不予计分。", Rule.RECORD),
    ("承诺在开发区投资建厂的服务商优先入围。", Rule.INVESTMENT),
    ("外省团队须与一家本市企业组成联合体，否则不予受理。", Rule.CONSORTIUM),
    ("只接受国有控股企业报名，民营企业不得参加。", Rule.OWNERSHIP),
    ("成立不满五年的公司不得报名，新来的一律不考虑。", Rule.NEWCOMER),
    ("请各家碰头商量统一报价，不得低于约定的底价。", Rule.COLLUSION),
    ("五年内迁出本区的，返还全部补助。", Rule.EXIT),
    ("注册资本不足一亿元、员工少于五百人的不得报名。", Rule.SIZE),
]
HARMLESS = [
    "现场响应时间不超过两小时，备件二十四小时内送到。",
    "数据不出厂，模型部署在厂内机房。",
    "项目地点为柯桥区某印染厂二车间。",
    "人员应依法参加社会保险，参保地不限。",
    "各项参数为参考，同等性能的其他品牌均可接受。",
    "投资意向由招商部门另行登记，评审组不得了解。",
    "列入严重违法失信名单的单位不得参加，以国家公示系统为准。",
    "供应商应依法纳税，开具增值税专用发票。",
    "是否组成联合体由企业自愿决定，独立参加同样受理。",
    "试点企业自愿报名，名额按报名先后确定。",
    "不得以注册地、所有制等理由限制企业参加。",
    "漏检率不高于0.5%，节拍两秒以内。",
]


@pytest.mark.parametrize(("clause", "rule"), VIOLATING)
def test_a_clause_that_shuts_some_out_is_found_with_its_rule(clause: str, rule: Rule) -> None:
    (finding,) = read(clause)
    assert (finding.span, finding.start) == (clause.rstrip("。"), 0)
    assert finding.rule is rule


@pytest.mark.parametrize("clause", HARMLESS)
def test_a_harmless_neighbour_is_passed_in_silence(clause: str) -> None:
    assert read(clause) == ()


def test_one_bad_clause_in_a_whole_scenario_is_the_only_finding() -> None:
    bad = "报名单位须在本区注册并在本区纳税，外地企业不予受理"
    text = (
        "一、现状\n厂里有织机八百台，夜班验布靠人，漏检多。\n"
        "二、要求\n1. 漏检率不高于0.5%，数据不出厂。\n"
        f"2. {bad}；\n3. 现场响应时间四小时以内。"
    )
    (finding,) = read(text)
    assert text[finding.start : finding.end] == finding.span == bad


def test_both_sides_of_a_semicolon_are_read_together() -> None:
    text = "本地企业的保证金为两万元；外地企业的保证金为十万元。"
    assert [text[slice(*unit)] for unit in units(text)] == [text.rstrip("。")]
    assert [finding.rule for finding in read(text)] == [Rule.UNEQUAL]


def test_a_long_chain_of_semicolons_is_read_in_pieces() -> None:
    part = "第二道工序的检测节拍不超过三秒，检出结果写入生产系统；"
    assert len(list(units(part * 6))) > 1


def test_invisible_characters_and_other_scripts_hide_nothing() -> None:
    plain = "申报单位须在本区注册，否则不予受理"
    for text in (
        plain,
        "申报单位须在本\u200b区注\u2060册，否则不予受理",
        "申報單位須在本區註冊，否則不予受理",
    ):
        (finding,) = read(f"{text}。")
        assert finding.span == text
        assert finding.rule is Rule.REGISTRATION


def test_which_place_is_named_does_not_matter() -> None:
    said = {
        (finding.rule, finding.chance)
        for place in ("萧山", "义乌", "昆山", "成都", "贵阳")
        for finding in read(f"投标单位的注册地须在{place}，其他地方的不予受理。")
    }
    assert len(said) == 1


def test_english_clauses_are_read() -> None:
    assert read("Only companies registered in this district may apply.")
    assert not read("Companies from any province may apply on equal terms.")


@pytest.mark.parametrize("text", ["", " \n", "。", "1.", "；；；"])
def test_a_text_that_says_nothing_has_no_findings(text: str) -> None:
    assert read(text) == ()


@given(
    st.text(
        alphabet=st.sampled_from("本区外地企业须注册纳税优先不限。；，\n \u200b1.a（）"),
        max_size=80,
    )
)
def test_spans_are_literal_ordered_and_apart(text: str) -> None:
    end = 0
    for finding in read(text):
        assert text[finding.start : finding.end] == finding.span
        assert finding.start >= end
        end = finding.end


def test_reading_needs_no_torch() -> None:
    code = "import sys, matcher.fairness as f; f.read('国企优先。'); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_model_card_names_the_weights_that_ship() -> None:
    digest = hashlib.sha256((bundled.FOLDER / "fairness.json").read_bytes()).hexdigest()
    assert digest in (bundled.FOLDER / "MODEL.md").read_text("utf-8")
