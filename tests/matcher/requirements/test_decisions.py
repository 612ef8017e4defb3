"""Verdicts of the learned reader keep what a reader may rely on."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from matcher.embedder import BundledEmbedder
from matcher.passages import split
from matcher.requirements import judge, judge_pair
from matcher.requirements.opposites import members, poles
from matcher.requirements.valence import valence
from matcher.training.sets import records
from matcher.types import Document, Evidence, Field, FieldKind, Requirement, Verdict
from matcher.types import ReasonCode as Code

SETS = Path(__file__).parents[1] / "sets" / "verdicts"
CASES = [
    case
    for name in ("industry", "services", "contrasts")
    for case in random.Random(3).sample(records(SETS / f"{name}.jsonl"), 60)
]


def document(*texts: str) -> Document:
    fields = (Field(f"cases[{i}].text", text, FieldKind.CASE) for i, text in enumerate(texts))
    return Document("v", tuple(fields))


def held(requirement: str, *offers: str) -> Evidence:
    passages = split(document(*offers))
    item = Requirement(requirement, True, "r", 0, len(requirement))
    return judge(item, passages, [0.3] * len(passages))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_quote_alone_gives_the_verdict_and_without_it_the_verdict_falls(
    case: dict[str, str], embedder: BundledEmbedder
) -> None:
    requirement, offer = case["requirement"], case["offer"]
    evidence = judge_pair(requirement, offer, embedder)
    rounds = 0
    while evidence.verdict is not Verdict.UNKNOWN and rounds < 10:
        assert evidence.quote
        assert offer[evidence.start : evidence.end] == evidence.quote
        alone = judge_pair(requirement, evidence.quote, embedder)
        assert alone.verdict is evidence.verdict
        offer = offer[: evidence.start] + "\n" + offer[evidence.end :]
        first, evidence = evidence, judge_pair(requirement, offer, embedder)
        if evidence.verdict is not first.verdict:
            return
        rounds += 1
    assert evidence.verdict is Verdict.UNKNOWN
    assert (evidence.quote, evidence.start, evidence.end) == (None, None, None)


@pytest.mark.parametrize("case", CASES[::6], ids=[case["id"] for case in CASES[::6]])
def test_protected_clauses_change_no_verdict(
    case: dict[str, str], embedder: BundledEmbedder
) -> None:
    plain = judge_pair(case["requirement"], case["offer"], embedder)
    told = judge_pair(
        case["requirement"], case["offer"] + "公司注册于本区，累计纳税三千万元。", embedder
    )
    assert (told.verdict, told.quote, told.start) == (plain.verdict, plain.quote, plain.start)


def test_every_part_has_a_reason_in_order() -> None:
    evidence = held(
        "识别准确率≥99%，支持私有化部署", "识别准确率98%，装在客户自有机房，数据不出厂。"
    )
    assert [(one.code, one.asked) for one in evidence.reasons] == [
        (Code.FIGURE_MISSES, "识别准确率≥99%"),
        (Code.STATED, "支持私有化部署"),
    ]
    assert evidence.reasons[0].offered == "98%"


def test_what_is_not_said_is_asked_of_the_vendor() -> None:
    evidence = held("支持OPC UA", "界面友好，色彩柔和。")
    assert evidence.verdict is Verdict.UNKNOWN
    assert [(one.code, one.asked, one.offered) for one in evidence.reasons] == [
        (Code.NOT_SAID, "支持OPC UA", "")
    ]


def test_a_figure_that_misses_a_limit_is_never_satisfied_whatever_else_is_said() -> None:
    praise = "支持、满足、完全达到，客户一致好评，合同写明，已投用多年。"
    assert held("识别准确率≥99%", f"识别准确率98%。{praise}").verdict is Verdict.UNSATISFIED


def test_one_of_several_texts_is_enough() -> None:
    evidence = held(
        "识别准确率≥99%", "公司有员工百人。", "漏检率1%。", "识别准确率99.6%。", "界面友好。"
    )
    assert (evidence.verdict, evidence.path) == (Verdict.SATISFIED, "cases[2].text")


def test_opposite_poles_and_members_of_a_kind_are_told_apart() -> None:
    assert (poles("须免费升级", "升级按次收费").opposed, poles("须免费升级", "赠送").agreeing) == (
        1,
        1,
    )
    assert poles("须支持查询", "按次收费").named == 0
    assert members("支持modbus、ethercat", "只有modbus") == (2, 1, 0)
    assert members("能听懂粤语", "只会普通话") == (1, 0, 1)
    assert members("接can总线", "scan一下") == (1, 0, 0)


@pytest.mark.parametrize(
    ("clause", "relieved", "refused"),
    [
        ("从来没停过", 1, 0),
        ("不用排队", 1, 0),
        ("还没开发", 0, 1),
        ("不支持", 0, 1),
        ("都支持", 0, 0),
    ],
)
def test_a_not_before_a_burden_is_good_news(clause: str, relieved: int, refused: int) -> None:
    found = valence(clause)
    assert (found.relieved > 0, found.refused > 0) == (bool(relieved), bool(refused))


def test_judging_needs_no_torch() -> None:
    code = (
        "import sys; from matcher.embedder import BundledEmbedder;"
        "from matcher.requirements import judge_pair;"
        "judge_pair('支持私有化部署', '整套装在客户机房。', BundledEmbedder());"
        "sys.exit('torch' in sys.modules or 'sklearn' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
