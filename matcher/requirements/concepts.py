"""Ways of saying the same: deployment, certificates, protocols, service and everyday synonyms.

A concept has forms that state it and forms that state its contrary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from matcher.requirements.wording import FORBIDDEN, NEGATION


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept as one clause speaks of it.

    `stated` is False for the contrary. `negated` and `forbidden` look at the clause outside the
    concept's own words: 数据不出厂 has a "not", yet it is no negation of what it says.
    """

    stated: bool
    negated: bool
    forbidden: bool


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea: `stated` and `contrary` are patterns over folded, lower-cased text."""

    name: str
    stated: re.Pattern[str]
    contrary: re.Pattern[str] | None = None


_ROWS: tuple[tuple[str, str, str], ...] = (
    ("on premises",
     r"私有化|本地化?部署|内网部署|部署(?:在|于|到)[^，。；]{0,8}(?:内网|自有|机房|本地"
     r"|厂内|院内|园区内|服务器)|数据不出[厂园院域区企本内公]|不出(?:厂|园区|院|内网|域"
     r"|企业)"
     r"|不上(?:公有)?云|不上传(?:外网|公网|云)|不(?:得|能|可|许)(?:上传|传|出"
     r"|离开)[^，。；]{0,4}(?:外网|公网|公有云|云端|厂区?|园区|院)|(?:放|装|跑"
     r"|存)(?:在)?[^，。；]{0,6}(?:自己的?|自有)(?:机房|服务器)"
     r"|(?:存放?|保存|留|放|部署)在[^，。；]{0,4}(?:院内|厂内|园区|本地|内网|自有|企业内)"
     r"|离线部署|一体机|全部(?:留|存)在[^，。；]{0,6}(?:本地|厂内|内网)|on-?premises?"
     r"|self-?hosted|private deployment|local deployment|air-?gapped",
     r"(?:仅|只)(?:支持|提供|有)?[^，。；]{0,6}(?:公有云|云端|saas|云服务|云版|在线版)"
     r"|须?上传(?:至|到)[^，。；]{0,8}(?:云|外网|公网)|(?:必须|需要?)(?:上云|联网"
     r"|接入公网)"
     r"|(?:存放?|保存|放|部署)在[^，。；]{0,6}(?:公有云|云端|境外)|全部在(?:云端|公有云)"
     r"|数据(?:存|放)在?(?:我们|我司|公司|厂商)[^，。；]{0,6}(?:云"
     r"|机房|服务器)|(?:saas|cloud)[- ]only|only (?:available )?(?:as|via|in) (?:an? "
     r"|the )?(?:saas|cloud)"),
    ("works offline",
     r"断网[^，。；]{0,6}(?:可用|仍|可以?|照常|不影响|能|继续|正常|运行|工作)|离线(?:可用"
     r"|运行|识别|工作|推理|使用)|不依赖(?:网络|外网|云)|无(?:需)?网络?(?:也|可|环境)|脱网"
     r"|works? offline|without (?:a )?network",
     r"断网[^，。；]{0,6}(?:停用|不可用|失效|无法|中断|不能|就停)|(?:必须|需要?"
     r"|要求)(?:保持)?(?:联网|在线|持续联网|网络)|依赖(?:网络|云端|公网)|全部在云端"
     r"|requires? (?:an )?internet"),
    ("public cloud", r"公有云|saas|云端部署|云服务", r""),
    ("mlps", r"等保|等级保护|mlps", r""),
    ("iso 27001", r"(?:iso(?:/iec)?\s?)?27001|信息安全管理体系", r""),
    ("iso 9001", r"(?:iso\s?)?9001|质量管理体系", r""),
    ("iatf 16949", r"16949", r""),
    ("cmmi", r"cmmi", r""),
    ("explosion proof", r"防爆|本安|本质安全|ex\s?[deid]|atex", r"非防爆|不防爆|未做防爆"),
    ("metrology", r"计量(?:检定|校准|认证|证书)|检定证书|校准证书|cnas|cma", r""),
    ("opc ua", r"opc[\s-]?ua", r""),
    ("modbus", r"modbus", r""),
    ("profinet", r"profinet", r""),
    ("mqtt", r"mqtt", r""),
    ("mes", r"\bmes\b|制造执行系统|生产执行系统", r""),
    ("erp", r"\berp\b|企业资源计划|金蝶|用友|\bsap\b", r""),
    ("wms", r"\bwms\b|仓储管理系统|仓库管理系统", r""),
    ("plc", r"\bplc\b|可编程控制器", r""),
    ("scada", r"\bscada\b|组态|监控与数据采集", r""),
    ("hl7", r"\bhl7\b|\bfhir\b", r""),
    ("domestic stack",
        r"国产化|信创|麒麟|统信|鲲鹏|海光|飞腾|昇腾",
        r"(?:仅|只)(?:支持|能)[^，。；]{0,8}(?:windows|x86|英伟达|nvidia)"),
    ("safety officer", r"安全员|随车人员|跟车人员|监护员",
        r"无(?:安全员|随车人员)|车上(?:无人|没有人)|全无人"),
    ("open interface",
        r"(?:开放|提供)[^，。；]{0,8}(?:接口|api|sdk)|(?:接口|api"
        r"|sdk)[^，。；]{0,6}(?:开放|提供)|open api",
        r"接口(?:不|未|暂不)(?:对外)?开放|封闭(?:接口|系统)"),
    ("source code", r"源代码|源码|source code", r""),
    ("privacy mask", r"脱敏|匿名化|去标识|打码|anonymi[sz]", r""),
    ("round the clock",
        r"7\s?[×x*]\s?24|24\s?小时(?:值守|在线|服务|支持|响应)|全天候(?:值守|服务|支持"
        r"|响应)|昼夜",
        r"(?:仅|只)[^，。；]{0,3}(?:工作日|工作时间|上班)|(?:工作日|工作时间"
        r"|上班时间)[^，。；]{0,8}(?:支持|响应|服务|值守)|5\s?[×x*]\s?8"),
    ("on-site service", r"驻场|上门|现场(?:服务|支持|响应|调试)",
        r"(?:仅|只)(?:提供)?远程|不(?:提供)?(?:驻场|上门)"),
    ("sms", r"短信|手机信息|sms", r""),
    ("traceable", r"追溯|溯源|traceab", r""),
    ("explainable source", r"出处|来源页码|引用原文|citation", r""),
    ("training", r"培训|带教|training", r""),
    ("mobile", r"手机|移动端|小程序|app\b|mobile", r""),
    ("operator", r"值车工|操作工|操作人员|工人", r""),
)  # fmt: skip

# A word edge of Latin letters: Chinese characters count as word characters for a plain \\b.
_EDGE = r"(?:(?<![a-z0-9])(?=[a-z0-9])|(?<=[a-z0-9])(?![a-z0-9]))"


def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form.replace(r"\b", _EDGE))


_CONCEPTS = {
    name: Concept(name, _compiled(stated), _compiled(contrary) if contrary else None)
    for name, stated, contrary in _ROWS
}


@lru_cache(maxsize=65_536)
def mention(name: str, clause: str) -> Mention | None:
    """How one folded lower-cased clause speaks of a concept; None when it does not."""
    concept = _CONCEPTS[name]
    match = concept.contrary.search(clause) if concept.contrary is not None else None
    stated = match is None
    match = match or concept.stated.search(clause)
    if match is None:
        return None
    rest = f"{clause[: match.start()]} {clause[match.end() :]}"
    return Mention(stated, NEGATION.search(rest) is not None, FORBIDDEN.search(rest) is not None)


def concepts_in(clause: str) -> dict[str, Mention]:
    """Every concept one folded lower-cased clause speaks of, by name."""
    mentioned = ((name, mention(name, clause)) for name in _CONCEPTS)
    return {name: found for name, found in mentioned if found is not None}
