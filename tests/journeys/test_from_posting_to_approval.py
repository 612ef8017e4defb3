"""The main job in a real browser: post, return, mend, publish, suggest, decide; both directions."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def _post(page, title="涤纶长丝丝饼外观检测"):
    page.get_by_role("link", name="发布场景").first.click()
    page.get_by_label("场景名称").fill(title)
    page.get_by_label("现状与痛点").fill("丝饼毛丝、油污全靠人工拿灯看，夜班漏检多，下游退货。")
    page.get_by_label("需求条目 1").fill("漏检率≤0.5%")
    page.get_by_role("button", name="保存并提交审核").click()
    expect(page.get_by_text("已提交，等待经信局初审。")).to_be_visible()


def _register(page, capability, description):
    page.get_by_role("link", name="登记能力").click()
    page.get_by_label("简介").fill("为企业提供产品与服务。")
    page.get_by_label("能力名称").fill(capability)
    page.get_by_label("说明", exact=True).fill(description)
    page.get_by_label("本地部署").check()
    page.get_by_role("button", name="保存并提交核验").click()
    expect(page.get_by_text("已提交，等待经信局核验。")).to_be_visible()


def test_a_scenario_goes_from_posting_to_approval_and_its_enterprise_sees_it(person):
    mill, bureau = person("mill"), person("bureau")
    vision, speech = person("vision"), person("speech")

    _register(vision, "涤纶丝饼外观缺陷检测", "识别丝饼毛丝、油污、绊丝、成形不良，漏检率≤0.3%。")
    _register(speech, "英语口语评分", "中小学跟读打分、发音纠正。")
    for name in ("明眸视觉公司", "朗声教育公司"):
        bureau.goto("/bureau/")
        bureau.get_by_role("link", name=name).click()
        bureau.get_by_role("button", name="核验通过").click()
        expect(bureau.get_by_text("已核验，系统正在与开放的场景匹配。")).to_be_visible()

    _post(mill)
    bureau.goto("/bureau/")
    bureau.get_by_role("link", name="涤纶长丝丝饼外观检测").click()
    bureau.get_by_label("补正意见").fill("请补充数据能否出厂。")
    bureau.get_by_role("button", name="退回补正").click()
    expect(bureau.get_by_text("已退回，场景方会看到您的意见。")).to_be_visible()

    mill.reload()
    expect(mill.get_by_text("请补充数据能否出厂。")).to_be_visible()
    mill.get_by_role("link", name="修改").click()
    mill.get_by_role("button", name="增加一条").click()
    mill.get_by_label("需求条目 2").fill("数据不出厂")
    mill.get_by_role("button", name="保存并提交审核").click()
    expect(mill.get_by_text("已提交，等待经信局初审。")).to_be_visible()

    bureau.reload()
    bureau.get_by_role("button", name="发布").click()
    # No reload: the suggestion appears by itself.
    candidate = bureau.locator(".candidate")
    expect(candidate).to_have_count(1, timeout=30_000)
    expect(candidate).to_contain_text("明眸视觉公司")
    expect(candidate).to_contain_text("漏检率≤0.3%")
    expect(candidate.locator(".verdict-satisfied")).to_have_count(2)
    expect(bureau.get_by_text("朗声教育公司")).to_have_count(0)

    candidate.get_by_role("button", name="通过").click()
    expect(bureau.locator(".candidate .state-approved")).to_be_visible()

    mill.goto("/enterprise/")
    mill.get_by_role("link", name="涤纶长丝丝饼外观检测").click()
    numbers = mill.locator(".numbers")
    expect(numbers.locator("div", has_text="通过").locator("dd")).to_have_text("1")
    expect(mill.get_by_text("明眸视觉公司")).to_have_count(0)


def test_a_new_vendor_meets_a_scenario_already_open_and_is_rejected_with_a_reason(person):
    mill, bureau, vision = person("mill"), person("bureau"), person("vision")
    _post(mill)
    bureau.get_by_role("link", name="工作台").click()
    bureau.get_by_role("link", name="涤纶长丝丝饼外观检测").click()
    bureau.get_by_role("button", name="发布").click()
    expect(bureau.get_by_text("没有合适的服务商。宁可不推，也不硬推。")).to_be_visible(
        timeout=30_000
    )
    scenario = bureau.url

    _register(vision, "涤纶丝饼外观缺陷检测", "识别丝饼毛丝、油污、绊丝、成形不良，漏检率≤0.3%。")
    bureau.get_by_role("link", name="服务商", exact=True).click()
    bureau.get_by_role("link", name="明眸视觉公司").click()
    bureau.get_by_role("button", name="核验通过").click()
    expect(bureau.get_by_text("已核验，系统正在与开放的场景匹配。")).to_be_visible()

    bureau.goto(scenario)
    candidate = bureau.locator(".candidate")
    expect(candidate).to_have_count(1, timeout=30_000)
    expect(bureau.locator(".working")).to_have_count(0, timeout=30_000)
    candidate.get_by_role("button", name="驳回…").click()
    reasons = candidate.locator(".decision-reason:visible")
    reasons.get_by_role("button", name="确认驳回").click()
    expect(candidate.locator(".state-rejected")).to_have_count(0)  # the browser asks for a reason
    reasons.get_by_label("原因").select_option(label="指标达不到")
    reasons.get_by_label("说明（可不填）").fill("节拍跟不上。")
    reasons.get_by_role("button", name="确认驳回").click()
    expect(bureau.locator(".candidate .state-rejected")).to_be_visible()
    expect(bureau.get_by_text("驳回 · 指标达不到")).to_be_visible()

    bureau.get_by_role("link", name="明眸视觉公司").click()
    expect(bureau.locator("mark.mark-satisfied").first).to_be_visible()
    expect(bureau.get_by_text("系统建议").first).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_scrolls_sideways_or_fails_its_accessibility_check(person, width):
    mill, bureau, vision = person("mill", width), person("bureau", width), person("vision", width)
    _post(mill)
    _register(vision, "涤纶丝饼外观缺陷检测", "识别丝饼毛丝、油污，漏检率≤0.3%。")
    bureau.goto("/bureau/vendors/1")
    bureau.get_by_role("button", name="核验通过").click()
    bureau.goto("/bureau/scenarios/1")
    bureau.get_by_role("button", name="发布").click()
    expect(bureau.locator(".candidate")).to_have_count(1, timeout=30_000)
    pages = {
        mill: ["/enterprise/", "/enterprise/scenarios/new", "/enterprise/scenarios/1"],
        vision: ["/vendor/", "/vendor/profile"],
        bureau: [
            "/bureau/",
            "/bureau/scenarios",
            "/bureau/scenarios/1",
            "/bureau/matches/1",
            "/bureau/vendors",
            "/bureau/vendors/1",
        ],
    }
    for page, paths in pages.items():
        for path in paths:
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
            assert not wide, path
            found = Axe().run(page)
            assert found.violations_count == 0, (path, found.generate_report())


def test_english_follows_chinese_on_every_desk(person):
    bureau = person("bureau")
    bureau.get_by_role("button", name="English").click()
    expect(bureau.locator("html")).to_have_attribute("lang", "en")
    expect(bureau.get_by_role("link", name="Scenarios").first).to_be_visible()
    text = bureau.locator("main").inner_text()
    assert not re.search(r"[\u4e00-\u9fff]", text), text


def test_unsaved_words_are_not_lost_by_a_wrong_click(person):
    mill = person("mill")
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    mill.on("dialog", stay)
    mill.goto("/enterprise/scenarios/new")
    mill.get_by_label("场景名称").fill("写了一半")
    mill.get_by_role("link", name="我的场景").first.click()
    mill.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(mill.get_by_label("场景名称")).to_have_value("写了一半")
