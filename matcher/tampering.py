"""What a text holds that is meant for a machine and not for the people who read it.

Nothing here decides anything: findings are shown to people with the literal words. What is
hidden, or tells a machine what to do, is also left out of what the matcher reads
(`matcher/reading.py`), so that it changes nothing.
"""

# Word lists and patterns, one concept a line.
# ruff: noqa: E501
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from matcher.clauses import Span, clauses, sentences
from matcher.folding import INVISIBLE, fold


class Tampering(StrEnum):
    """Kinds of findings; the edge makes the sentence."""

    INVISIBLE = "invisible"  # characters inside words that nobody sees
    INSTRUCTION = "instruction"  # words that address a machine or ask for a place in the ranking
    STUFFING = "stuffing"  # the same term far more often than anybody writes it
    HIDDEN = "hidden"  # markup that keeps text out of sight


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: `text[start:end]` of the source, in code points."""

    code: Tampering
    start: int
    end: int
    text: str


_GAP = r"[^，。；,;!?！？]"
_SELF = (
    r"(?:我们|我司|我方|我公司|我家|咱们|本公司|本司|本企业|本单位|本服务商|本供应商|本产品|本方案|本团队"
    r"|该公司|该服务商|该供应商|这家(?:公司|企业|服务商)|此(?:公司|服务商|供应商)|上述公司)"
)
_ASK = r"(?:请|恳请|务必|必须|一定要?|应当?|须|直接|强制|自动|麻烦|需要?)"
_BEFORE = r"(?:以上|上面|上述|之前|前面|此前|先前|前述|前文|上文|下面|以下|所有|全部|其[他它余]|任何|一切|原有|原来|既定|你的|系统的?|用户的?)"
_ORDERS = r"(?:要求|指令|指示|规则|提示词?|设定|限制|约束|命令|评分|标准|条件|条款|内容|文字|需求|说明|话|安全策略|准则|任务)"
_MACHINE = (
    r"(?:AI|人工智能|大?语言模型|大模型|LLM|GPT|ChatGPT|智能体|助手|评审(?:系统|模型|专家|员|者)?|评委|审核(?:系统|员|人员)|评分系统|匹配系统"
    r"|推荐系统|匹配(?:引擎|算法|模型)|打分(?:系统|模型)|排序(?:系统|模型|算法)|系统|模型|机器|算法|阅读者|读者)"
)
_TOP = r"(?:第一|第1|首位|首选|榜首|头名|头位|最前|最高|最上|最优|满分|前列|前排|前三|顶部|置顶|TOP|No\.?\s?1|1\.0|100分?|10分|唯一推荐)"

_CHINESE = re.compile(
    # set earlier words aside
    rf"(?:忽略|无视|忘(?:记|掉|了)|不(?:要|用|必)?(?:理会|管|考虑|遵守|参考|看)|跳过|抛开|撇开|略过|清除|推翻|覆盖|取消|停止执行)"
    rf"(?:掉|了)?{_BEFORE}的?{_GAP}{{0,8}}{_ORDERS}"
    rf"|{_ASK}{_GAP}{{0,2}}(?:忽略|无视|忘记|忘掉|抛开|跳过){_GAP}{{0,8}}{_ORDERS}"
    # ask for a place or a mark
    rf"|(?:把|将|给|让|使){_SELF}{_GAP}{{0,10}}(?:排|列|放|置|推|评|打|判|选|摆){_GAP}{{0,6}}{_TOP}|(?:把|将){_SELF}{_GAP}{{0,4}}置顶"
    rf"|{_ASK}{_GAP}{{0,4}}(?:把|将|给|让|对|为|使){_GAP}{{0,16}}(?:排|列|放|置|推|评|打|判|选|摆|给){_GAP}{{0,6}}{_TOP}"
    rf"|^{_ASK}?{_GAP}{{0,3}}(?:排|列|置)(?:到|在|为|于|名)?{_TOP}$"
    rf"|(?:把|将|给|让|为|对){_SELF}{_GAP}{{0,6}}(?:打|评|给)(?:个|出|上|为)?(?:满|高|最高|100|一百|10|十)分"
    rf"|{_SELF}{_GAP}{{0,4}}(?:应当?|应该|须|必须|理应|要|得|只能){_GAP}{{0,6}}(?:排|列|得|获|评|被|置|优先){_GAP}{{0,8}}(?:{_TOP}|推荐|选中)"
    rf"|(?:{_ASK}|把|将){_GAP}{{0,6}}(?:匹配度|相似度|得分|评分|分数|排名|名次|相关性){_GAP}{{0,4}}(?:设|置|调|改|打|写|定|记|提|拉){_GAP}{{0,4}}(?:{_TOP}|最大|1$|\d{{2,3}}分?$)"
    rf"|(?:优先|只|仅|必须|一定|务必|直接|无条件|强烈|请){_GAP}{{0,3}}(?:推荐|选择|匹配|推送|展示|考虑){_SELF}"
    rf"|(?:不要|请勿|勿|别|禁止|不得){_GAP}{{0,4}}(?:推荐|考虑|匹配|选择|展示|选){_GAP}{{0,3}}(?:其[他它]|别的|别家|他家|竞争|同行)"
    rf"|(?:{_ASK}{_GAP}{{0,4}})(?:输出|返回|回答|回复|判定|判断?为|标记|认定|视为|视作){_GAP}{{0,12}}(?:满足|符合|满分|通过|{_TOP}|推荐|是$|合格)"
    rf"|(?:所有|全部|每[条项个]){_GAP}{{0,4}}(?:要求|需求|条目|条款|指标){_GAP}{{0,6}}(?:都|均|一律)?{_GAP}{{0,2}}(?:判|标|视|认定|记|评){_GAP}{{0,4}}(?:满足|符合|通过|合格)"
    rf"|{_ASK}{_GAP}{{0,4}}(?:给予?|打){_GAP}{{0,6}}(?:最高|满|高){_GAP}{{0,3}}(?:分|评价)"
    rf"|(?:提高|提升|上调|调高){_SELF}的?{_GAP}{{0,2}}(?:排名|评分|得分|名次|匹配度|权重)"
    rf"|{_BEFORE}的?{_GAP}{{0,4}}{_ORDERS}(?:均|都|全部|一律|已)?(?:作废|无效|失效|不适用|不作数|不算数?|取消)"
    rf"|{_SELF}(?:为|是)(?:唯一|最佳|首选)(?:的)?(?:推荐|选择|人选)"
    # speak to a machine
    rf"|你(?:现在|必须|需要|应该|将|的任务|的职责|的角色)?(?:是|扮演|充当){_GAP}{{0,10}}(?:{_MACHINE}|角色)"
    rf"|^[\[【(（<#*\s]*(?:系统|管理员|开发者|评审|隐藏|内部|AI|模型|机器)(?:(?:提示词?|指令|消息|命令|注意|通知|须知)[\]】)）>]*(?:$|请)|请注意)"
    rf"|^(?:致|告|给|提醒|提示|请){_GAP}{{0,3}}(?:AI|人工智能|大?语言模型|大模型|LLM|评审(?:系统|模型)|匹配(?:系统|算法|引擎)|评分系统|推荐系统|排序(?:系统|算法)){_GAP}{{0,6}}(?:[:：]|$|注意|请|说|读|务必)"
    rf"|^(?:作为|身为){_GAP}{{0,6}}(?:AI|人工智能|大?语言模型|大模型|评审|匹配系统|评分系统){_GAP}{{0,6}}你?$"
    rf"|^(?:亲爱的|尊敬的|各位)?(?:AI|人工智能|大?语言模型|大模型|机器|智能体|评审模型|评审系统|匹配系统|评分系统)(?:助手|系统|模型|同学|们)?(?:您?好|请|注意|看到|读到|你)"
    rf"|(?:如果|若|当|假如)你是{_GAP}{{0,8}}{_MACHINE}|(?:看|读|扫)到(?:这|本|此)(?:段|句|里|条|行){_GAP}{{0,10}}(?:{_MACHINE}|请|后|时)",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:ignor|disregard|forget|overrid|bypass|overlook|skip|discard|neglect)\w*\b[^,.;]{0,20}"
    r"\b(?:above|previous|prior|preceding|earlier|foregoing|all|any|other|your|system|these|the)\b[^,.;]{0,24}"
    r"\b(?:instruction|requirement|rule|prompt|criteri|text|guideline|direction|condition|constraint|content|policy|polic)\w*"
    r"|\b(?:rank|rate|score|place|put|list|position|recommend|select|choose|prefer|mark|treat|consider|grade|award|give|promote|boost)\b\s+"
    r"(?:us|our (?:company|firm|product|profile|solution)|this (?:vendor|company|supplier|profile|document|entry)|me|it|them)\b"
    r"[^,.;]{0,30}\b(?:first|top|highest|number one|no\.? ?1|#1|maximum|full marks|perfect|best|100|10/10|1\.0|above|only|satisf\w+)"
    r"|\b(?:always|only|must|please)\s+(?:recommend|select|choose|suggest|prefer)\s+(?:us|our|this (?:vendor|company|supplier))\b"
    r"|\b(?:recommend|choose|select|prefer|pick|favou?r) us\b"
    r"|\byou (?:are|must act as|will act as|act as) (?:now )?(?:an? |the )[^,.;]{0,24}\b(?:assistant|model|ai|reviewer|evaluator|judge|ranker|system)\b"
    r"|\b(?:dear|hey|hello|attention|note to|message (?:to|for)|instructions? (?:to|for))[, ]+(?:the |any |all )?(?:ai|llm|language model|assistant|model"
    r"|reviewer|evaluator|ranking system|matching (?:system|engine)|system|algorithm|machine)s?\b"
    r"|\bas an? (?:ai|language model|llm)\b|^\W*(?:system|developer|assistant)\s*(?:prompt|message|instructions?|override|note)?\s*[:：>]"
    r"|\b(?:output|return|answer|respond|reply|print|say)\b[^,.;]{0,24}\b(?:satisfied|full score|score of (?:1\b|100)|highest score|top score)\b"
    r"|\b(?:set|make|raise|increase|change)\b[^,.;]{0,16}\b(?:score|rank|rating|similarity|match)\w*[^,.;]{0,12}\b(?:1(?:\.0)?|100|maximum|highest|top|max)\b"
    r"|\b(?:do not|don't|never)\s+(?:recommend|consider|show|suggest|rank|select|choose|match)\b[^,.;]{0,12}\b(?:other|any|competing|competitor|another)"
    r"|<\|[a-z_]+\|>|\[/?inst\]|<<sys>>|^#+\s*(?:system|instruction)|</?(?:system|instructions?|prompt)>|\bjailbreak\b|\bprompt injection\b",
    re.IGNORECASE,
)
# What a product does to others' texts: it ranks, marks and ignores as its trade.
_TRADE = re.compile(
    rf"^(?:(?:可|能|能够|可以|支持|用于|实现|自动|系统|平台|算法|模型|软件)+)(?!{_ASK}){_GAP}{{0,3}}(?:忽略|跳过|排|列|打分|推荐|将|把|对|为|给)(?!{_SELF})",
)

_STYLE = (
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0*\.?0+(?![\d.])|font-size\s*:\s*0*\.?[0-1](?:px|pt|em|rem|%)?\s*(?:[;\"'!]|$)"
    r"|(?<![-\w])color\s*:\s*(?:white|transparent|#f{3,4}\b|#f{6}(?:f{2})?\b|rgba?\(\s*255\s*,\s*255\s*,\s*255|rgba\([^)]*,\s*0\s*\))"
    r"|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}px|(?:width|height)\s*:\s*0(?:px)?\s*[;\"'])"
)
_OPENING = re.compile(
    rf"<(?P<tag>[a-z][a-z0-9]*)\b(?=[^<>]*(?:style\s*=\s*(?:\"[^\"]*{_STYLE}|'[^']*{_STYLE})|color\s*=\s*[\"']?(?:white|#f{{3}}\b|#f{{6}}\b)"
    r"|\shidden(?:[\s=>])))[^<>]*>",
    re.IGNORECASE,
)
_NEVER_SHOWN = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style|template|noscript)\b[^<>]*>.*?(?:</\1\s*>|$)",
    re.IGNORECASE | re.DOTALL,
)

_WORDY = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
_ITEM = re.compile(r"[^，、,；;。.!！?？|/\\\s]+")
_RUN = re.compile(
    r"([^\s，、,；;。.!！?？\d=_*#~-][^。\n]{1,24}?)(?:[\s，、,；;。|/]*\1){4,}", re.DOTALL
)
_MOST = 6  # times the same item may stand in one text


def find(text: str) -> tuple[Finding, ...]:
    """Everything in a text that people should look at, in its order."""
    folded = fold(text)
    spans = [(Tampering.INVISIBLE, span) for span in _invisible(text)]
    for code, found in (
        (Tampering.HIDDEN, hidden_markup(folded.text)),
        (Tampering.INSTRUCTION, _instructions(folded.text)),
        (Tampering.STUFFING, _stuffed(folded.text)),
    ):
        spans += [(code, folded.span(start, end)) for start, end in found]
    spans.sort(key=lambda pair: (pair[1], pair[0]))
    return tuple(Finding(code, start, end, text[start:end]) for code, (start, end) in spans)


@lru_cache(maxsize=65_536)
def is_instruction(clause: str) -> bool:
    """Whether one clause (folded) tells a machine, or whoever ranks, what to do."""
    clause = clause.strip().strip("，。；：:,.;！!?？ \"'“”‘’")
    if _ENGLISH.search(clause):
        return True
    return _CHINESE.search(clause) is not None and _TRADE.search(clause) is None


def hidden_markup(text: str) -> list[Span]:
    """Spans of a folded text that a browser would not show, tags included."""
    if "<" not in text:
        return []
    found = [match.span() for match in _NEVER_SHOWN.finditer(text)]
    at = 0
    while match := _OPENING.search(text, at):
        closing = re.compile(rf"</{match['tag']}\s*>", re.IGNORECASE).search(text, match.end())
        at = closing.end() if closing else len(text)  # never closed: hidden to the end
        found.append((match.start(), at))
    return _merged(found)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _invisible(text: str) -> list[Span]:
    """Words with characters inside that nobody sees; marks that emoji need are none."""
    found = []
    for match in INVISIBLE.finditer(text):
        start, end = match.span()
        turns = any("\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" for c in match.group())
        inside = _wordy(text, start - 1) and _wordy(text, end)
        if match.group() == "\u00ad" and not ("\u3400" <= text[start - 1 : start] <= "\u9fff"):
            continue  # a hyphenation mark in a Latin word
        if turns or inside:
            while start > 0 and _wordy(text, start - 1) and match.start() - start < 8:
                start -= 1
            while end < len(text) and _wordy(text, end) and end - match.end() < 8:
                end += 1
            found.append((start, end))
    return _merged(found)


def _wordy(text: str, at: int) -> bool:
    return 0 <= at < len(text) and _WORDY.match(text[at]) is not None


def _instructions(text: str) -> list[Span]:
    found = []
    for start, end in sentences(text):
        for begin, stop in clauses(text[start:end]):
            clause = text[start + begin : start + stop]
            if is_instruction(clause):
                lead = len(clause) - len(clause.lstrip())
                found.append((start + begin + lead, start + stop))
    return _merged(found)


def _stuffed(text: str) -> Iterator[Span]:
    """The stretch from the first to the last time a term is said, where it is said too often."""
    found = [match.span() for match in _RUN.finditer(text) if _WORDY.search(match.group(1))]
    places: dict[str, list[Span]] = {}
    for match in _ITEM.finditer(text):
        word = match.group().lower()
        if len(word) > 1 and not word.isdigit():
            places.setdefault(word, []).append(match.span())
    often = [spans for spans in places.values() if len(spans) > _MOST]
    total = sum(map(len, places.values()))
    found += [(spans[0][0], spans[-1][1]) for spans in often if len(spans) * 5 >= total]
    yield from _merged(found + list(_dense(text)))


_GRAM = 4  # code points of a phrase that is counted
_OFTEN = 12  # times
_DENSE = 0.4  # of all letters of the text


def _dense(text: str) -> Iterator[Span]:
    """Phrases that make up much of a text though they are written among other words."""
    letters = [place for place, char in enumerate(text) if "\u3400" <= char <= "\u9fff"]
    if len(letters) < _GRAM * _OFTEN:
        return
    counts: Counter[str] = Counter()
    for place in letters:
        counts[text[place : place + _GRAM]] += 1
    for phrase, times in counts.most_common(3):
        if times >= _OFTEN and times * _GRAM >= _DENSE * len(letters):
            yield text.index(phrase), text.rindex(phrase) + _GRAM
