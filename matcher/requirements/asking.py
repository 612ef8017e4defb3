"""How people ask: which clauses of a text state a need, which only tell of it, which are wishes."""

from __future__ import annotations

import re
from enum import StrEnum

from matcher.requirements.bounds import Comparator, Role
from matcher.requirements.metrics import GRADES, metrics_in
from matcher.requirements.quantities import quantities


class Sort(StrEnum):
    """What a clause does in a text that asks for something."""

    ITEM = "item"
    TOPIC = "topic"  # names the thing wanted, without a condition on it
    SCOPE = "scope"  # how many, where to begin
    REMARK = "remark"  # speaks about other clauses: 供参考, 要求如下
    BACKGROUND = "background"


# Stated as needed, whatever else the sentence says.
MUST = re.compile(
    r"必须|务必|必备|必不可少|不可缺|硬性|硬指标|一票否决|写进(?:验收|合同)|写入(?:验收"
    r"|合同)|列入(?:验收|合同)|纳入验收|同步(?:上线|交付|验收)|缺一不可"
    r"|不得|不允许|严禁|禁止|一律|底线|门槛(?!外)|刚需|\bmust\b|\bshall\b|\bmandatory\b"
    r"|\brequired\b|\bessential\b",
    re.IGNORECASE,
)
_NO_MUST = re.compile(
    r"(?:不|非|并非|没有?|无)[^，。；]{0,5}(?:门槛|必须|必备|硬性|硬指标|刚需|强求|强制)"
    r"|\bnot (?:mandatory|required|essential|a must)\b|非必[须要需选]",
    re.IGNORECASE,
)
# Expressly optional, later, or not scored.
WISH = re.compile(
    r"最好|可选|选配|选做|加分|供参考|仅供参考|不做门槛|不作(?:为)?(?:门槛|硬性|淘汰|否决"
    r"|必要|强制|考核|评审)|不(?:影响|参与|计入)[^，。；]{0,8}(?:报价|评分|评审|打分|验收"
    r"|评标|中标)"
    r"|可有可无|可做可不做|做不做都|有没有都|锦上添花|后话|在商量|再商量|以后再说|再议|再说吧?"
    r"|不强求|不强制|不勉强|不是必须|非必[须要需选]|有(?:则|就)?更好|更好(?![地的])|优先(?:考虑|谈"
    r"|选|合作|录用)?|择优|有条件(?:的|再|时)|如(?:果)?有?(?:可能|条件)|若能|如能|要是能"
    r"|如果能"
    r"|(?:后期|后续|远期|二期|三期|将来|今后|下一步|下一阶段"
    r"|未来(?![\d一二三四五六七八九十两几])|明年|条件成熟"
    r"|有余力)(?!维护|服务费|运维)|还没有[^，。；]{0,6}(?:单位|钱|预算|人)|没(?:有)?(?:列"
    r"|放)?进?预算|愿意送|顺带|顺便|小想法|期望|希望|愿望|心愿|有的话|能有就|也行|不考核"
    r"|不扣分|不计分|酌情|没有也|(?:就|则|会)更(?:理想|佳|完美)|若[同还也再]?时?能"
    r"|nice[- ]to[- ]have|\boptional(?:ly)?\b|\bprefer(?:ably|red|ence)?\b|\bideally\b"
    r"|would be (?:nice|good|great|welcome|a plus)|\bbonus\b|\ba plus\b|\bdesirable\b"
    r"|\blater phase\b|\bphase (?:two|2|ii)\b|\bin (?:the )?future\b|\bif possible\b"
    r"|not (?:scored|evaluated)|\bwe hope\b|\bwish\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"必须|务必|别再|不再|不想再|须|应(?![用急收付对答届激变届])|要(?!求|点|素|么|是|不是"
    r"|闻|道|塞|紧)|需(?!求|方|氧|水)|不得|不能|不可|不允许|不许|严禁|禁止"
    r"|能(?![源耗力量效级见])|可(?![靠视见编惜怕])|支持|具备|提供|实现|保证|确保|做到|达到"
    r"|满足|兼容|适配|适应|含(?!量|水)|包含|覆盖|配备|配套|负责|对接|接入|打通|同步|希望"
    r"|想|最好"
    r"|\b(?:must|shall|should|need(?:s|ed)?|require[sd]?|has to|have to|can|able to"
    r"|support(?:s|ed)?|provide[sd]?|want|looking for|expect(?:ed)?|will)\b",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"^(?:能|可|并|且|还|也|再|由|供方|承接方|供应商|系统|设备|平台|自动|实时|当场|按|每"
    r"|与|和|把|对|从|向|给|在)*"
    r"(?:自动|识别|检测|检出|统计|记录|生成|推送|预警|报警|告警|提醒|通知|对接|分析|预测"
    r"|定位|追踪|追溯|采集|上传|汇总|输出|导出|展示|显示|区分|分辨|分清|计算|优化|调度"
    r"|排产|核对|比对|校验|审核|翻译|转写|脱敏|加密|备份|保存|留存|存储|打印|联动|切换"
    r"|停机|剔除|分拣|抓取|搬运|巡检|巡查|测量|扫描|读取|录入|查询|问答|推荐|诊断|安装"
    r"|培训|维护|校准|交付|质保|更换|标出|带出)"
)
_TODAY = re.compile(
    r"^(?:现场|车间|环境|厂房|工地)[^，。；]{0,4}有|目前|现在(?!要|需|想)|如今|眼下|一直"
    r"|经常|常常|老是|总是|往往|原来|以前|过去|去年|前年|今年以来|上个?月|近年|历来|至今"
    r"|仍(?:然)?靠|靠(?:人|老|经验|肉眼|手|纸|值)|全靠|只能|也在做|^(?:因为|由于|毕竟|本来"
    r"|我们[^，。；]{0,2}有)"
    # a clause that ends in a bare judgement tells how things are
    r"|(?:大|小|多|少|高|低|紧|难|慢|重|忙|差|贵|乱|累|旧|晚|急)(?:了|的)?$"
    r"|\b(?:currently|today|now|at present|so far|last year|used to)\b",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"人工(?:巡|检|抄|记|录|核|统|看|判|分|盯|筛)|手工|凭(?:经验|感觉)|投诉|痛点|风险大"
    r"|纠纷|吃力|头疼|麻烦|浪费|费时|费力|滞后|跟不上|看不出|看不清|分不清|说不清|没人|找不到"
    r"|不及时|不准|难以|困难|漏掉|造成|导致|损失|返工|退货|赔|罚|事故"
    r"|\b(?:manually|by hand|problem|complain)",
    re.IGNORECASE,
)
_ABLE = re.compile(r"(?<![只不才])能(?![源耗力量效级见])|可以|须|支持|具备|\bmust\b|\bshall\b")
_NO_LONGER = re.compile(r"别再|不再|不想再|不要再|告别|no longer", re.IGNORECASE)
_REMARK = re.compile(
    r"如下|以下|下列|几点|^(?:[^，。；]{0,6})(?:要求|条件|指标|需求|想法|目标)(?:是|有|为"
    r"|包括)?$|供参考|这些|这条|该条|上述|以上(?:几|各|都|均|内容|要求|为|是)|^(?:预算"
    r"|评分|评审|投标|联系)|不影响|随意$|不限$|不作要求|无所谓|见附件|另议|面议|欢迎|谢谢"
)
_WANT = (
    r"(?:因此|所以|故|于是|为此|这次|本次|此次|此番|今年|现在?|我们|我司|公司|厂里|单位|我"
    r"|拟|打算|计划|准备|希望|想要?|要|需要?|急需|能|请)"
)
_OBTAIN = (
    r"(?:做成?|上|装|建|找|引入|引进|采购|买|购买|开发|搭建|建设|部署|打造|寻找|寻求|寻"
    r"|征集|升级|改造|推进|启动|开展|研发|换成?)"
)
_TOPIC = re.compile(
    rf"^(?:针对|面向|围绕)|^{_WANT}+{_OBTAIN}[^，。；：、]{{0,22}}$"
    rf"|^{_WANT}*{_OBTAIN}?[^，。；：、]{{0,4}}(?:一套|一个|一批|一种|一款)[^，。；：、]{{0,18}}$"
    rf"|^{_WANT}*{_OBTAIN}[^，。；：、]{{1,14}}(?:系统|平台|装置|方案|设备|供应商|服务商"
    rf"|团队|检测仪|机器人|助手)$"
)
_FIRM_MODAL = re.compile(r"不得|不能|不可|不允许|必须|务必|支持|具备|不低于|以内")
# Words that may stand beside a wish cue without naming anything wished for.
_FILLER = re.compile(
    r"[我们你他它这那些个一的话就也都还但是不有没要能可以为供方对来给算了吧呢和与\s]"
)
_BEGIN = re.compile(
    r"^(?:先|首批|一期)?(?:先|首批|试点)(?:从|在|做|上|装|试|选|覆盖)|(?:开始|起步|试点|先行|为主)$"
)
_HAS_LIMIT = (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOVE, Comparator.BELOW)


_TARGET = re.compile(
    r"(?:下降|降低|减少|缩短|节省|节约|压缩|压减|提升|提高|增长|增加|[降缩压升提]"
    r"|达)[至到幅了为]?\s?$"
)


def limits_in(clause: str) -> bool:
    """Whether a clause states a bound on a figure, a grade, or by how much something changes."""
    return any(
        (
            q.role is Role.STATED
            and (q.comparator in _HAS_LIMIT or _TARGET.search(clause[: q.start]))
        )
        or q.dimension in GRADES
        for q in quantities(clause)
    )


def strength(clause: str) -> int:
    """How strongly one clause reads as a need: 2 and more is one by itself, below 0 is none."""
    score = 0
    score += 2 if _MODAL.search(clause) else 0
    score += 2 if limits_in(clause) else 0
    score += 1 if _ACTION.search(clause) else 0
    return score - (3 if is_pain(clause) else 0)


def is_pain(clause: str) -> bool:
    """Whether a clause tells how things are today."""
    if MUST.search(clause) or _NO_LONGER.search(clause):
        return False
    if _TODAY.search(clause):
        return True
    return _TROUBLE.search(clause) is not None and _ABLE.search(clause) is None


def is_wish(sentence: str) -> bool:
    """Whether a sentence expressly leaves open what it names."""
    return WISH.search(sentence) is not None


def is_firm(text: str) -> bool:
    """Whether a text says that something is needed without fail."""
    return MUST.search(_NO_MUST.sub(" ", text)) is not None


def sort_of(clause: str) -> Sort:
    """What one clause does, by its own words."""
    bare = clause.strip()
    if limits_in(bare):
        return Sort.ITEM
    if _is_remark(bare):
        return Sort.REMARK
    if _is_scope(bare):
        return Sort.SCOPE
    if _TOPIC.search(bare) and not _FIRM_MODAL.search(bare):
        return Sort.TOPIC
    return Sort.BACKGROUND if strength(bare) < 0 else Sort.ITEM


def _is_remark(clause: str) -> bool:
    if len(clause) > 24:
        return False
    if _REMARK.search(clause):
        return True
    bare = _FILLER.sub("", MUST.sub("", WISH.sub("", clause)))
    return (is_wish(clause) or is_firm(clause)) and len(bare) < 3


def _is_scope(clause: str) -> bool:
    """A bare number of things ("六个测点", "先装一千五百户"), or where to begin."""
    if len(clause) > 14 or _ACTION.search(clause) or _FIRM_MODAL.search(clause):
        return False
    if _BEGIN.search(clause):
        return True
    figures = quantities(clause)
    counted = bool(figures) and all(q.dimension == "count" and not q.per for q in figures)
    if not counted or metrics_in(clause) or _MODAL.search(clause):
        return False
    return len(clause) - sum(q.end - q.start for q in figures) <= 6
