"""Where a vendor names itself in its own texts.

A name says nothing about what a company can do, so the matcher does not read it: these spans are
handed over as `Field.hidden`. Only forms that can be nothing but the name are looked for: the
whole name, and the name without its legal form, its branch in brackets or its place. A short form
that people also use as an ordinary word (工业视觉) is left alone; a name of a trade is a capability.
"""

from __future__ import annotations

import re
from functools import lru_cache

from matcher import knowledge
from matcher.folding import INVISIBLE, fold

Span = tuple[int, int]

_SHORTEST = 4  # code points of a Chinese form; a shorter one stands in ordinary words
_LEGAL = re.compile(
    r"(?:(?:股份|集团|控股)*(?:有限责任公司|有限公司|股份公司)|(?:集团|股份|控股)?公司|集团"
    r"|[（(](?:有限合伙|普通合伙)[)）]|合伙企业"
    r"|[,，]?\s*(?:co\.?,?\s*ltd\.?|inc\.?|ltd\.?|llc|l\.l\.c\.|corp(?:oration)?\.?|limited|gmbh|plc|company))$",
    re.IGNORECASE,
)
_ANY_LEGAL = r"(?:(?:股份|集团|控股)?(?:有限责任公司|有限公司|公司)|集团)?"
_BRANCH = re.compile(r"[（(][^（）()]{1,12}[)）]")
_PLACE = re.compile(
    r"^(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南"
    r"|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|中国|杭州|宁波|温州|绍兴|嘉兴|湖州|金华|台州|苏州|无锡|常州|南京|南通|扬州|徐州|合肥|芜湖|武汉"
    r"|长沙|株洲|成都|绵阳|西安|青岛|济南|烟台|郑州|洛阳|厦门|福州|泉州|广州|深圳|东莞|佛山|珠海|中山|惠州|大连|沈阳|长春|哈尔滨|石家庄|太原"
    r"|南昌|南宁|昆明|贵阳|兰州|海口|[\u4e00-\u9fff]{2,3}(?:省|市|县|自治区))(?:省|市)?(?:[\u4e00-\u9fff]{2}区)?"
)
# What trades call themselves; a form made of such words only is no name.
_TRADE = re.compile(
    r"(?:人工|智能|智慧|科技|技术|信息|软件|数据|大数据|网络|电子|机器|机器人|视觉|工业|自动化|系统|数字|数字化|云|计算|物联网|互联网|装备|制造"
    r"|智造|检测|识别|语音|图像|医疗|健康|教育|能源|环保|环境|材料|纺织|化纤|汽车|物流|供应链|农业|金融|安全|咨询|服务|工程|设备|仪器|传感|光电"
    r"|通信|电气|机械|精密|研究院|研究所|中心|平台|解决方案|创新|应用|产业|发展|管理|文化|传媒|电商|贸易|实业|集成|运维|设计|仿真|测控|控制)+"
)
_MARKS = re.compile(r"[（）()\s]")
_LATIN = re.compile(r"[A-Za-z0-9]")


def own_names(name: str, text: str) -> tuple[Span, ...]:
    """Spans of `text`, in code points, where the vendor called `name` names itself."""
    folded = fold(text)
    bare = _bare(folded.text)
    # Few texts name their company: what says no word of it is not searched.
    forms = [one for one in _forms(INVISIBLE.sub("", name).strip()) if _bare(one) in bare]
    forms = [one for one in forms if _distinctive(one)]
    if not forms:
        return ()
    pattern = re.compile("|".join(_written(one) for one in forms), re.IGNORECASE)
    return tuple(
        folded.span(*match.span())
        for match in pattern.finditer(folded.text)
        if _stands_alone(folded.text, *match.span())
    )


def _bare(text: str) -> str:
    return _MARKS.sub("", text).lower()


@lru_cache(maxsize=16_384)
def _forms(name: str) -> tuple[str, ...]:
    """The ways a company may write its name, the longest first."""
    whole = fold(name).text.strip()
    forms = {whole}
    for written in (whole, _BRANCH.sub("", whole)):
        forms.add(written)
        short = written
        while (legal := _LEGAL.search(short)) and legal.start():
            short = short[: legal.start()].strip(" ,，")
            forms.add(short)
        forms.add(_PLACE.sub("", short))
    return tuple(sorted((one for one in forms if one), key=lambda one: (-len(one), one)))


@lru_cache(maxsize=16_384)
def _distinctive(form: str) -> bool:
    """Whether a form can be nothing but a name."""
    if len(_LATIN.findall(form)) * 2 > len(form):
        return len(form) >= _SHORTEST and form.lower() not in _ordinary()
    if len(_MARKS.sub("", form)) < _SHORTEST or _TRADE.fullmatch(form):
        return False
    return form.lower() not in _ordinary()


@lru_cache(maxsize=1)
def _ordinary() -> str:
    """All that the knowledge says of capabilities: what stands in it is an ordinary word."""
    known = knowledge.load().capabilities
    return "\n".join(text.lower() for one in known for text in (*one.names, *one.asks, *one.offers))


def _written(form: str) -> str:
    """A pattern for a form, with either kind of brackets and any spaces."""
    written = "".join(
        {"(": "[（(]", "（": "[（(]", ")": "[）)]", "）": "[）)]", " ": r"\s*"}.get(
            char, re.escape(char)
        )
        for char in form
    )
    return written if _LATIN.match(form[-1]) else written + _ANY_LEGAL


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not inside a longer Latin word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (
        (_LATIN.match(text[start]) and _LATIN.match(before))
        or (_LATIN.match(text[end - 1]) and _LATIN.match(after))
    )
