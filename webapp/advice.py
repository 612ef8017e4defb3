"""What to do about a clause that limits fair competition, and the article it touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from matcher.fairness import Rule
from webapp.i18n import mark, say
from webapp.labels import scenario_field

# 条例: 公平竞争审查条例 (2024-08-01). 办法: 公平竞争审查条例实施办法 (2025-04-20).
_ADVICE = {
    Rule.REGION: mark("按企业来自哪里区别对待。请删去，对各地企业用同一标准"),
    Rule.REGISTRATION: mark("把注册地作为条件或加分。请删去，只要求依法设立、能履约"),
    Rule.ESTABLISHMENT: mark(
        "要求在本地设立机构。请删去，改为写明响应时间等服务要求，方式由企业自选"
    ),
    Rule.TAX: mark("把在哪里纳税或税收多少作为条件或加分。请删去，只要求依法纳税"),
    Rule.INSURANCE: mark("限定参保地。请删去，只要求依法参保，各地证明都认"),
    Rule.RECORD: mark("限定业绩、奖项或证书的地域。请改为不限地区的同类业绩或同等证明"),
    Rule.RESIDENCE: mark("限定人员的户籍或居住地。请删去，改为写明到岗时间等工作要求"),
    Rule.INVESTMENT: mark(
        "把投资作为条件、加分或交换。请删去；投资意向由另外的人员自愿登记，不给评审看"
    ),
    Rule.CONSORTIUM: mark("强制或奖励与本地企业联合、分包。请删去，由企业自愿决定"),
    Rule.LOCAL_GOODS: mark("偏向本地产品或排斥外地、进口产品。请改为写明性能和标准，不论产地"),
    Rule.SUPPLIER: mark("指定了由谁来做、向谁购买，或由个人决定。请改为公开标准、公平选择"),
    Rule.BRAND: mark("限定品牌、型号或特定技术来源。请改为写明性能，并写上接受同等替代"),
    Rule.OWNERSHIP: mark("按所有制或组织形式区别对待。请删去，各类企业用同一标准"),
    Rule.NEWCOMER: mark(
        "对新成立、新参加的企业不利，或偏向老客户。请删去，可用团队经历、样机测试证明能力"
    ),
    Rule.SIZE: mark("规模、资本、年限或证书要求超出项目需要。请删去，改为与工作内容相称的能力证明"),
    Rule.UNEQUAL: mark("收费、保证金、期限或信息不一样。请对所有企业统一"),
    Rule.CLOSED: mark("不公开征集，或没有公布评审标准。请公开发布，并写明条件、标准和结果"),
    Rule.EXIT: mark("限制企业退出、迁移或向外地供货。请删去，只保留合同本身的违约责任"),
    Rule.COLLUSION: mark("让竞争者之间协商价格、数量、客户或市场。请删去，要求独立报价"),
    Rule.PRICE: mark("干预由市场形成的价格。请删去，由双方约定；法定定价写明依据"),
    Rule.SUBSIDY: mark(
        "奖补、税费或要素优惠只给特定企业。请改为公开的普遍条件，或写明法律、国务院依据"
    ),
    Rule.APPROVAL: mark("没有法律依据设置许可、名录、备案或独家经营。请删去，或写明法律依据"),
}
_SOURCES = {
    Rule.REGION: mark("条例第九条（三）"),
    Rule.REGISTRATION: mark("条例第九条（三）；实施办法第十五条"),
    Rule.ESTABLISHMENT: mark("条例第九条（二）"),
    Rule.TAX: mark("条例第九条（三）；实施办法第十五条"),
    Rule.INSURANCE: mark("条例第九条（三）；实施办法第十五条（三）"),
    Rule.RECORD: mark("条例第九条（三）；实施办法第十五条"),
    Rule.RESIDENCE: mark("条例第八条（四）、第九条（三）"),
    Rule.INVESTMENT: mark("条例第九条（二）（三）；实施办法第十五条"),
    Rule.CONSORTIUM: mark("条例第九条（三）；实施办法第十五条（三）"),
    Rule.LOCAL_GOODS: mark("条例第九条（一）"),
    Rule.SUPPLIER: mark("条例第八条（三）；实施办法第十一条（一）"),
    Rule.BRAND: mark("条例第八条（三）"),
    Rule.OWNERSHIP: mark("条例第八条（四）"),
    Rule.NEWCOMER: mark("条例第八条（四）；实施办法第十二条"),
    Rule.SIZE: mark("条例第八条（四）"),
    Rule.UNEQUAL: mark("条例第八条（四）、第九条（四）"),
    Rule.CLOSED: mark("条例第八条（三）（四）"),
    Rule.EXIT: mark("条例第八条（四）、第九条（一）"),
    Rule.COLLUSION: mark("条例第十一条（一）"),
    Rule.PRICE: mark("条例第十一条（二）（三）"),
    Rule.SUBSIDY: mark("条例第十条"),
    Rule.APPROVAL: mark("条例第八条（一）（二）"),
}


def advice_text(rule: Rule) -> str:
    """What is wrong with the clause, what to do, and under which article of the 条例 and 办法."""
    return say(
        mark("{advice}。依据：公平竞争审查{source}。"),
        advice=say(_ADVICE[rule]),
        source=say(_SOURCES[rule]),
    )


def advised(findings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Stored findings of a scenario with where they stand and what to do, for pages."""
    return [
        {**one, "place": scenario_field(one["field"]), "advice": advice_text(Rule(one["rule"]))}
        for one in findings
    ]
