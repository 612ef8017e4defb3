"""What is wrong with a knowledge is found and named; what ships is whole."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from matcher import knowledge
from matcher.embedder import BundledEmbedder
from matcher.errors import KnowledgeError
from matcher.knowledge import Capability, Knowledge, checking
from matcher.knowledge.checking import Kind, Report, check, check_folder

CLOTH = Capability(
    id="cloth",
    zh="布面疵点检测",
    en="Fabric defect detection",
    group="质检",
    stage="生产制造",
    aliases=("验布",),
    industries=("纺织",),
    asks=(
        "布上破洞全靠人看。",
        "坯布油污漏检被客户扣钱。",
        "验布工眼睛看花了，断经还是漏。",
        "一匹布卷完才发现一条长疵。",
        "织出来的布有缺纬，老师傅也看不住。",
        "夜班验布漏得多。",
        "希望上一套布面疵点自动识别系统，漏检率不超过1%。",
        "坯布破洞、油污在线检测，速度60米每分钟。",
    ),
    offers=(
        "布面疵点在线检测系统，识别破洞、油污、断经。",
        "验布机加装相机，坯布疵点自动打标。",
        "布匹缺纬、长疵实时报警。",
        "织物疵点分类二十种，漏检率低于1%。",
        "坯布验布数据成表，按匹定等。",
        "适合针织、梭织布面检验。",
    ),
    confusable=("water",),
    kpis=("漏检率(%)",),
)
WATER = Capability(
    id="water",
    zh="供水管网漏损监测",
    en="Leak detection in water mains",
    group="水务",
    stage="公共治理",
    aliases=("查漏",),
    industries=("水务",),
    asks=(
        "水管漏了半个月才发现。",
        "自来水产销差三成，不知道漏在哪。",
        "小区夜里水表还在转。",
        "挖开三处路面都没找到漏点。",
        "老城水管年年爆。",
        "水压一低居民就打电话。",
        "希望建设供水管网漏损监测平台，漏点定位误差不超过2米。",
        "管网分区计量，漏损率降到8%以下。",
    ),
    offers=(
        "供水管网漏损监测，噪声记录仪定位漏点。",
        "分区计量找出漏水的片区。",
        "水管爆管预警，压力波动实时报警。",
        "漏点听音识别，定位误差一米。",
        "夜间最小流量分析，产销差逐月下降。",
        "管网水压、流量一张图。",
    ),
    confusable=("cloth",),
    kpis=("漏损率(%)",),
)


@pytest.fixture(scope="module")
def bundled() -> BundledEmbedder:
    return BundledEmbedder()


@pytest.fixture(scope="module")
def shipped(bundled: BundledEmbedder) -> Report:
    return check(knowledge.load(), bundled)


def _check(bundled: BundledEmbedder, *capabilities: Capability) -> Report:
    return check(Knowledge(capabilities, "test"), bundled)


def _kinds(report: Report) -> set[Kind]:
    return {one.kind for one in report.findings}


def test_the_shipped_knowledge_holds_four_hundred_whole_capabilities() -> None:
    inside = [one for one in knowledge.load().capabilities if not one.outside]
    assert len(inside) >= 400
    for one in inside:
        for part in (one.aliases, one.confusable, one.kpis, one.industries):
            assert part, one.id
        assert len(one.asks) >= checking.FEWEST_ASKS
        assert len(one.offers) >= checking.FEWEST_OFFERS


def test_the_shipped_knowledge_passes_the_check(shipped: Report) -> None:
    wrong = [one for one in shipped.findings if one.kind is not Kind.STRAY]
    assert wrong == []
    assert shipped.stray_share <= checking.TOLERATED_STRAYS
    assert shipped.sound


def test_no_capability_of_the_shipped_knowledge_is_another_one(shipped: Report) -> None:
    assert shipped.count(Kind.SWALLOWED) == 0


def test_whole_knowledge_has_no_findings(bundled: BundledEmbedder) -> None:
    report = _check(bundled, CLOTH, WATER)
    assert report.findings == ()
    assert (report.capabilities, report.texts) == (2, 28)
    assert report.sound


def test_a_text_of_two_capabilities_is_found(bundled: BundledEmbedder) -> None:
    twice = dataclasses.replace(WATER, asks=(*WATER.asks, CLOTH.asks[0]))
    report = _check(bundled, CLOTH, twice)
    [same] = [one for one in report.findings if one.kind is Kind.SAME_TEXT]
    assert (same.capability, same.part, same.text, same.other) == (
        "water",
        "asks",
        CLOTH.asks[0],
        "cloth",
    )
    assert not report.sound


def test_texts_that_say_the_same_in_almost_the_same_words_are_found(
    bundled: BundledEmbedder,
) -> None:
    again = dataclasses.replace(CLOTH, offers=(*CLOTH.offers, CLOTH.offers[0].replace("，", "、")))
    [alike] = _check(bundled, again, WATER).findings
    assert alike.kind is Kind.ALIKE_TEXTS
    assert CLOTH.offers[0] in alike.text


def test_a_name_of_two_capabilities_is_found_however_it_is_spelt(bundled: BundledEmbedder) -> None:
    named = dataclasses.replace(WATER, aliases=("Ｆabric  DEFECT detection", "查漏"))
    [same] = _check(bundled, CLOTH, named).findings
    assert (same.kind, same.capability, same.other) == (Kind.SAME_NAME, "water", "cloth")


@pytest.mark.parametrize("part", ["aliases", "kpis", "industries", "confusable"])
def test_a_capability_that_lacks_a_list_is_an_orphan(bundled: BundledEmbedder, part: str) -> None:
    lacking: dict[str, Any] = {part: ()}
    bare = dataclasses.replace(CLOTH, **lacking)
    found = _check(bundled, bare, WATER).findings
    assert (Kind.NOTHING_LISTED, "cloth", part) in {(f.kind, f.capability, f.part) for f in found}


def test_a_neighbour_that_does_not_answer_is_found(bundled: BundledEmbedder) -> None:
    alone = dataclasses.replace(WATER, confusable=("water",))
    found = _check(bundled, CLOTH, alone).findings
    assert {(f.kind, f.capability, f.other) for f in found} == {
        (Kind.NOT_MUTUAL, "cloth", "water"),
        (Kind.NOT_MUTUAL, "water", "water"),
    }


def test_a_text_that_lies_with_another_capability_is_a_stray(bundled: BundledEmbedder) -> None:
    lost = "坯布上的破洞和油污没人看得住。"
    [stray] = _check(bundled, CLOTH, dataclasses.replace(WATER, asks=(*WATER.asks, lost))).findings
    assert (stray.kind, stray.capability, stray.text, stray.other) == (
        Kind.STRAY,
        "water",
        lost,
        "cloth",
    )
    assert stray.margin > checking.NEIGHBOURLY


def test_few_strays_are_tolerated_and_many_are_not() -> None:
    stray = checking.Finding(Kind.STRAY, "water", "asks", "坯布破洞。", "cloth", 0.3)
    most = int(checking.TOLERATED_STRAYS * 100)
    assert Report((stray,) * most, 2, 100).sound
    assert not Report((stray,) * (most + 1), 2, 100).sound
    assert not Report((checking.Finding(Kind.TOO_FEW, "water", "asks"),), 2, 1000).sound


def test_a_capability_whose_texts_lie_with_another_is_swallowed(bundled: BundledEmbedder) -> None:
    third = dataclasses.replace(
        WATER,
        id="third",
        zh="第三项",
        en="Third",
        aliases=("其他",),
        asks=tuple(f"{text[:-1]}，急。" for text in CLOTH.asks),
        offers=tuple(f"{text[:-1]}，可试用。" for text in CLOTH.offers),
    )
    report = _check(bundled, CLOTH, WATER, third)
    assert Kind.SWALLOWED in _kinds(report)


def test_too_few_requests_or_offers_and_a_single_voice_are_found(bundled: BundledEmbedder) -> None:
    thin = dataclasses.replace(CLOTH, asks=CLOTH.asks[:6], offers=CLOTH.offers[:5])
    found = {(one.kind, one.part) for one in _check(bundled, thin, WATER).findings}
    assert found == {(Kind.TOO_FEW, "asks"), (Kind.TOO_FEW, "offers"), (Kind.ONE_VOICE, "asks")}


def _write(folder: Path, exemplars: list[dict[str, Any]], **changed: Any) -> Path:
    for part in ("capabilities", "exemplars"):
        (folder / part).mkdir()
    records = [dataclasses.asdict(CLOTH) | changed, dataclasses.asdict(WATER)]
    for part, rows in (("capabilities", records), ("exemplars", exemplars)):
        lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        (folder / part / "file.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_every_exemplar_and_neighbour_of_nobody_is_named(
    tmp_path: Path, bundled: BundledEmbedder
) -> None:
    lost = [{"id": "gone", "asks": ["一"]}, {"id": "lost", "asks": ["二"]}]
    folder = _write(tmp_path, lost, confusable=["water", "nobody"])
    texts = [one.text for one in check_folder(folder, bundled).findings]
    assert texts == [
        "file.jsonl:1: no capability gone",
        "file.jsonl:2: no capability lost",
        "cloth: confusable with unknown nobody",
    ]


def test_damaged_records_stop_the_check(tmp_path: Path, bundled: BundledEmbedder) -> None:
    with pytest.raises(KnowledgeError, match="zh is missing"):
        check_folder(_write(tmp_path, [], zh=""), bundled)
