"""Facts about a company that must never influence a match.

Place of registration, local tax, investment and local honours: readers see these clauses, the
matcher does not read them (公平竞争审查条例, in force 2024-08-01).
"""

from __future__ import annotations

import re

_PLACE = (
    r"(?:省|市|区|县|镇|乡|街道|园区|开发区|高新区|新区|本地|当地|本区|本市|我区|我市|辖区|属地)"
)
_COMPANY = r"(?:总部|公司|企业|我司|我们|本公司|集团|单位|供应商|投标人|承接方|服务商|法人)"
_SEAT = (
    r"(?:分公司|子公司|全资公司|独立法人|法人(?:实体|公司|主体)|总部|办事处|生产基地"
    r"|制造基地|产业基地"
    r"|研发中心|区域中心|研究院|工厂|实体|注册)"
)
_HONOUR = (
    r"(?:百强|十强|优秀企业|先进单位|先进企业|龙头企业|示范企业|突出贡献|纳税大户|重点企业"
    r"|骨干企业|瞪羚|雏鹰|专精特新"
    r"|隐形冠军|独角兽|质量奖|科技进步奖|小巨人|荣誉|表彰|功勋|明星企业|优胜企业|贡献奖"
    r"|科技型中小企业)"
)

# Where the company is registered or sits, or would move to.
_REGISTRATION = re.compile(
    r"注册(?:地|于|在|资本|资金)|(?:工商|税务)(?:注册|登记)(?:地|于|在)|落户|迁入|迁[至往](?![^，。；]{0,4}(?:边缘|云|端|平台|服务器|系统|模型))"
    rf"|{_PLACE}(?:内|范围内)?注册|总部(?:现|就|也|都|均)?(?:位于|设在|设于|坐落|地处|落|在|迁)"
    rf"|(?:本地|本土|本区|本市|区内|市内|属地|辖区内?)(?:的)?(?:注册|企业|公司|法人"
    rf"|供应商)(?!的|管|服|提|信|用|数|私|知|级|内部)"
    rf"|{_COMPANY}(?:[^，。；]{{0,4}})(?:位于|坐落|地处|扎根|立足)"
    rf"|(?:在|于)[^，。；]{{1,14}}(?:设有|设立|设了|建有|成立|新设|注册"
    rf"|落地)[^，。；]{{0,8}}{_SEAT}"
    rf"|(?:设立|成立|新设|落地)[^，。；]{{0,6}}(?:分公司|子公司|独立法人|法人实体|法人公司)"
    r"|(?:head-?quartered|incorporated|registered|domiciled)\s+(?:in|at)\b"
    r"|place of registration|registered office",
    re.IGNORECASE,
)
_TAX = re.compile(
    r"纳税(?:额|大户|信用|总额|贡献|百强|超|逾|达|约|近|过|\d|[一二三四五六七八九十百千])"
    r"|(?:年|累计|依法|连续|实际)纳税"
    r"|(?:缴纳|上缴|贡献)[^，。；]{0,6}税|税收(?:贡献|留存|超|达|约|\d)|亩均税收"
    r"|亩均论英雄|利税|税源|完税|创税"
    r"|pa(?:ys?|id)\b[^,.;]{0,24}\btax|tax(?:es)? paid|taxpayer|tax contribution",
    re.IGNORECASE,
)
_INVESTMENT = re.compile(
    r"投资(?:额|总额|强度|协议|意向|承诺|落地)|(?:计划|拟|将|已|累计|追加|总|再|意向)投资"
    r"|固定资产投资|招商引资|引资|外资到位"
    r"|投资[^，。；]{0,10}(?:亿|万)元?|(?:融资|募资)[^，。；]{0,8}(?:亿|万)|返投"
    r"|(?:plan(?:s|ned)? to|will|has|have)\s+invest|investment of\b|invest(?:s|ed"
    r"|ing)?\s+(?:rmb|usd|cny|[¥$\d])",
    re.IGNORECASE,
)
_LOCAL_HONOUR = re.compile(
    rf"(?:{_PLACE}|省级|市级|区级|县级|地方)[^，。；]{{0,10}}{_HONOUR}"
    rf"|{_HONOUR}[^，。；]{{0,6}}\(?(?:省级|市级|区级)"
    rf"|(?:本地|当地|本区|本市|我区|我市)[^，。；]{{0,6}}(?:荣誉|业绩|贡献|口碑|奖项)"
    r"|(?:provincial|municipal|district|local|city|county)(?:-level)?\s+(?:honou?r|award"
    r"|top\s*\d+|champion)",
    re.IGNORECASE,
)
# Work done in the bureau's own area, told as such.
_LOCAL_RECORD = re.compile(
    r"(?:服务|合作|落地|承建|交付|实施)过?[^，。；]{0,6}(?:本区|本市|本地|当地|我区|我市|区内|市内)"
    r"[^，。；]{0,8}(?:家|个|项|企业|客户|项目)"
)
# The same words as the subject of a product: a tax filing robot is a capability, not a tax record.
_PRODUCT = re.compile(
    r"系统|平台|模块|算法|软件|模型|工具|识别|申报|测算|分析|预测|回收期|回报|核算|审核"
    r"|机器人|监测|评估|画像|管理"
    r"|software|platform|system|payback|return on"
)


def is_protected(clause: str) -> bool:
    """Whether one clause (folded, without invisible code points) states a protected fact.

    数据不出厂, 本地部署, 现场响应 and the place of a project are no such facts.
    """
    if _REGISTRATION.search(clause) or _LOCAL_RECORD.search(clause):
        return True
    if not (_TAX.search(clause) or _INVESTMENT.search(clause) or _LOCAL_HONOUR.search(clause)):
        return False
    return _PRODUCT.search(clause) is None
