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
    said: str  # the words that speak of it


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
     r"|(?:存放?|装|放|部署|跑)[在进到][^，。；]{0,6}(?:[校院厂局馆区]|客户|甲方|业主|用户)[^，。；]{0,8}(?:机房|服务器|内网)"
     r"|不出(?:校园|医院|本单位|单位|局域|专)网?"
     r"|本地(?:推理|计算|处理|识别|运算)|(?:现场|本地|厂里)的?(?:工控机|服务器|盒子|主机)|(?:图像|数据|图片|视频)不(?:上传|外传)"
     r"|离线部署|一体机|全部(?:留|存)在[^，。；]{0,6}(?:本地|厂内|内网)|on-?premises?"
     r"|self-?hosted|private deployment|local deployment|air-?gapped",
     r"(?:仅|只)(?:支持|提供|有)?[^，。；]{0,6}(?:公有云|云端|saas|云服务|云版|在线版)"
     r"|(?:先|都|要|会|再)?(?:上?传|发|送)(?:到|至|往|给)[^，。；]{0,5}(?:云|外网|公网)"
     r"|须?上传(?:至|到)[^，。；]{0,8}(?:云|外网|公网)|(?:连不上|断了?网|网断|没网)[^，。；]{0,6}(?:停|歇|瘫|趴|罢工|没法|[用动]不了|不能|就不)|[全都]靠(?:云端|服务器|网络)|要连[^，。；]{0,4}公网|没(?:有)?网络?[^，。；]{0,6}(?:打不开|停|用不了|不能|不行)|必须连|(?:connection|network) (?:drops|is lost|is required)|needs? (?:a )?(?:connection|internet)|always online|(?:必须|需要?)(?:上云|联网"
     r"|接入公网)"
     r"|(?:存放?|保存|放|部署)在[^，。；]{0,6}(?:公有云|云端|境外)|全部在(?:云端|公有云)"
     r"|数据(?:存|放)在?(?:我们|我司|公司|厂商)[^，。；]{0,6}(?:云"
     r"|机房|服务器)|(?:saas|cloud)[- ]only|only (?:available )?(?:as|via|in) (?:an? "
     r"|the )?(?:saas|cloud)"),
    ("works offline",
     r"断网[^，。；]{0,6}(?:可用|仍|可以?|照常|不影响|能|继续|正常|运行|工作)|离线(?:可用"
     r"|运行|识别|工作|推理|使用)|不依赖(?:网络|外网|云)|无(?:需)?网络?(?:也|可|环境)|无外网|没有?(?:一根)?(?:外网|网线|信号)|不(?:接|连|靠|需要?|依赖)(?:外网|公网|互联网)|脱网|网络?断了?[^，。；]{0,4}(?:也|照样|照常|仍|还能|继续)"
     r"|works? offline|offline (?:mode|use|operation)|without (?:a )?network",
     r"断网[^，。；]{0,6}(?:停用|不可用|失效|无法|中断|不能|就停)|(?:连不上|断了?网|网断|没网)[^，。；]{0,6}(?:停|歇|瘫|趴|罢工|没法|[用动]不了|不能|就不)|[全都]靠(?:云端|服务器|网络)|要连[^，。；]{0,4}公网|没(?:有)?网络?[^，。；]{0,6}(?:打不开|停|用不了|不能|不行)|必须连|(?:connection|network) (?:drops|is lost|is required)|needs? (?:a )?(?:connection|internet)|always online|(?:必须|需要?"
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
        r"|sdk)[^，。；]{0,6}(?:开放|提供)|二次开发|开发接口|open api",
        r"不[留开提供][^，。；]{0,5}接口|系统是?封闭|接口(?:不|未|暂不)(?:对外)?开放|封闭(?:接口|系统)"),
    ("client's property",
        r"(?:归|属于?|是|在)(?:甲方|业主|采购方|客户|校方|院方|用户|使用方|委托方|采购人|贵[方司院校]|医院|学校|园区|工厂|政府|本单位)",
        r"(?:归|属于?)(?:于)?[^，。；]{0,4}(?:乙方|运营方|厂商|厂家|供应商|服务商|平台方|开发方|卖方|我们|我司)"),
    ("subcontracted",
        r"转包|分包|外包|委托(?:给|第三方|外部|当地)|交(?:给|由)[^，。；]{0,8}(?:合作|第三方|代理|外部|当地)"
        r"|(?:合作商|合作伙伴|合作单位|第三方|代理商)(?:来)?(?:负责|承担|实施|施工|完成)|subcontract|outsourc",
        r"(?:全部|均|都)?(?:由)?(?:自营|自有(?:队伍|团队|员工|工程师)|自己的(?:队伍|团队|工程师))|不(?:转|分|外)包"),
    ("domestic",
        r"国产|自主(?:研发|可控)|国内(?:自主|研发|自研|厂商|品牌)|自研",
        r"进口|国外(?:品牌|厂商)|海外(?:品牌|厂商)|原装(?:德|日|美)|(?:德|日|美)国(?:产|品牌|原装)|imported"),
    ("free of charge",
        r"免费|不(?:另|再|额外)?收(?:取)?(?:费|钱|任何费)|(?:一分钱|分文)(?:都|也)?不|赠送|白[用送给试]|不要钱|[零0]元|free of charge"
        r"|at no (?:extra |additional )?cost|for free",
        r"(?:按[^，。；]{1,10}|每次|另(?:行|外)?|须|需|单独)(?:收费|付费|计费|续费|报价|购买)|押金|收租|要加钱|得加钱|有偿|\bcharged\b"),
    ("within the borders",
        r"不(?:得)?(?:出|离开)(?:本)?(?:境|省|国)|境内|国内|中国大陆|本[省市]|mainland china|(?:within|in) china"
        r"|(?:never|not) (?:leave|be sent (?:out of|outside)) (?:mainland )?(?:china|the country)",
        r"境外|海外|外省|省外|出境|国外|新加坡|法兰克福|弗吉尼亚|东京|frankfurt|singapore|virginia"
        r"|ireland|oregon|overseas|abroad|offshore"),
    ("paid after acceptance",
        r"(?:终验|验收)(?:合格|通过|签字)?(?:之?后|以后)[^，。；]{0,14}(?:付|结清|打款)|先用后付|不(?:收|要|付)(?:定金|预付)"
        r"|验收(?:合格|通过)?(?:之?前|以前)不付",
        r"签(?:约|订|字|合同|完)?[^，。；]{0,6}(?:即|就|先|后)?付|预付|先付款|款到发货|付全款"),
    ("keeps what is there",
        r"利旧|(?:接着|继续|照样)(?:使|沿)?用|沿用|(?:无[需须]|不(?:用|需|必|得)?要?)(?:更|替)?换|旧[^，。；]{0,6}(?:能|可)以?(?:接着|继续)?用",
        r"(?:全部?|都|[须要得])[^，。；]{0,6}(?:换|拆)|换成|拆掉|更换[为成]"),
    ("paid by results",
        r"(?:按|依)[^，。；]{0,8}(?:效果|成效|效益|结果|节[能省电]量?)[^，。；]{0,4}(?:付|结算|分成|收)|效果付费|效益分享",
        r"付全款|全款|预付|一次性?付清|(?:没有|无)(?:任何)?关[系联]"),
    ("billed by use",
        r"按(?:照)?(?:调用)?(?:次|量|流量|用量|条数?)(?:数)?(?:计费|收费|付费|加收|结算)|pay.per.use",
        r"买断|不限(?:次数?|用量|调用)|包年|不(?:会|再)?按(?:量|次)(?:加|计|收|另)"),
    ("source code", r"源代码|源码|source code", r"编译后的|加密库|闭源|compiled|binar(?:y|ies)|object code|closed.source"),
    ("privacy mask", r"脱敏|匿名化|去标识|打码|anonymi[sz]", r""),
    ("round the clock",
        r"7\s?[×x*]\s?24|24\s?小时(?:值守|在线|服务|支持|响应)|全年无休|不打烊|全天候(?:值守|服务|支持"
        r"|响应)|昼夜",
        r"(?:仅|只)[^，。；]{0,3}(?:工作日|工作时间|上班)|(?:工作日|工作时间"
        r"|上班时间)[^，。；]{0,8}(?:支持|响应|服务|值守)|5\s?[×x*]\s?8|周末(?:休息|不)|早[八九]晚[五六]|朝九晚五|(?:下班|晚上|夜间)(?:后)?(?:不|没人)"),
    ("on-site service", r"派人|派驻|驻场|上门|现场(?:服务|支持|响应|调试)|on-?site (?:service|support)",
        r"不派人|靠(?:电话|远程)|(?:仅|只)(?:提供)?远程|不(?:提供)?(?:驻场|上门)|(?:by|over the) (?:phone|e-?mail)|nobody comes|no on-?site"),
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
    negated, forbidden = NEGATION.search(rest) is not None, FORBIDDEN.search(rest) is not None
    return Mention(stated, negated, forbidden, match.group())


def concepts_in(clause: str) -> dict[str, Mention]:
    """Every concept one folded lower-cased clause speaks of, by name."""
    mentioned = ((name, mention(name, clause)) for name in _CONCEPTS)
    return {name: found for name, found in mentioned if found is not None}
