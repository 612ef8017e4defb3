"""The words around an item that are not part of it: who asks, and how much it matters to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from matcher.clauses import Span
from matcher.requirements.items_pieces import stripped

_SHORTEST = 2  # characters an item keeps
_NUMBERED = re.compile(
    r"(?:[\s（(]*(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[)）、]|[.．](?!\d))|[①-⑳]"
    r"|第?[一二三四五六七八九十](?:是|来|则)|其[一二三]|[-*•·★☆]"
    r"|(?:first|second|third|finally|then)\b,?)\s*",
    re.IGNORECASE,
)
_JOINING = re.compile(
    r"(?:以后|将来|后续|后期|而且|并且|同时|另外|此外|再者|还要|还需|还有|另有|所以|因此|但是?|不过|至于|最好|然后"
    r"|以及|并(?!发|行|列|网)|且|也|还(?!原)|即(?!时)"
    r"|(?:二|三|下一?)期再|等[^，。；]{1,8}?了?再|有条件的?再"
    r"|and|but|also|plus|so (?:is|are)|we(?:'d| would)(?: also)? (?:like|love)(?: to (?:have|see))?"
    r"|we (?:are|would be) open to|it would be (?:nice|good|great) (?:to have|if)|ideally|preferably|optionally|if possible)"
    r"[\s，,]*(?=\S{2})",
    re.IGNORECASE,
)
_SUPPLIER = r"(?:谁家?|哪家|供方|供应商|承接方|服务商|投标人|乙方|贵方|厂家|你们)"
_IF = re.compile(
    r"if (?:the |a )?(?:vendor|supplier|you|it) (?:happens? to |can |could )?(?:also )?(?:offers?|adds?|includes?|provides?|do(?:es)?)?\s*"
    r"|有(?:条件|余力|可能)的话|别的比?如?|(?:最好|顺便|顺手|顺带)(?:看看)?(?=\S{3})|"
    rf"(?:{_SUPPLIER}|要是|如果|假如|倘若|若|如)+[还也再同时若要是]*(?:能够?|会|可以?)?(?:顺[手带便])?(?=\S{{3}})|做得[出到](?=\S{{4}})|能够?(?:顺[手带便])(?=\S{{3}})",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"[^，。；、]{1,9}?(?:随口|口头|私下|曾|一直|原先|原来|本来|也|还|又|都|只是|替[^，。；]{1,4})?"
    r"(?:提[过了的到出]{1,2}|说过?(?![明法话起])|想要|想[让把看试用有]|想(?=\S{3,})|盼着?|希望|期[望盼待]|吵着要?|看上了?|看中了?|相中了?|(?:可以?|愿意?)送|演示|要求各[店家所校区]|嚷着要?|主张|呼吁|巴望|惦记着?|念叨着?|琢磨着?|打听过?|"
    r"问(?=要不要|能不能|可不可以)|建议(?=[要加把给再])|写[了的]|考虑过?|愿望|心愿)"
    r"(?:的?是|的|过|着)?(?:要不要|能不能|可不可以|必须|最好|能够?|要|有)?(?=\S{2})"
)
_DO = re.compile(
    r"(?:必须|务必|请|要|须)(?:做到|实现|满足|保证|确保)(?=\S{4})|we (?:need|want|require) (?:an? )?",
    re.IGNORECASE,
)
_ENGLISH_SAYS = re.compile(
    r"(?:(?:the|our|some|a few)\s)?(?:[a-z-]+\s){1,2}(?:(?:has|have|had|also|once|even)\s)*"
    r"(?:asked for|asks? for|wants?|wanted|would (?:like|love)|keeps? (?:talking about|asking for)|suggested"
    r"|mentioned|hopes? for|hoped for|dreams? of|likes?)\s+(?=\S+\s?\S)",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"(?:我们|我|咱们|厂里|院里|店里)?(?:希望|想|盼着?|考虑|打算)(?:以后|将来)?(?=\S{3})|宜(?=[配设有做选装])[配设有做选装]"
    r"|(?:要不要|能不能|可不可以)(?=\S{3})"
)
# "What we want is …"
_POINT = re.compile(
    r"[^，。；、]{0,9}?(?:的(?:就|也)?(?:只?有|只?是)|(?:条件|底线|前提|要求|情形|情况|目标|红线|关键|重点|条)(?:就|只)?[是有]|认准|先保住|只[认看求要](?=[^有能是]))(?=\S{4})"
)
# A comment on what was named before it, for wishes.
_V = r"[一-鿿]"
_WHO = (
    r"(?:客户|经理|主任|年轻人|领导|上级|老板娘?|大户|财务|业主|家属|家长|员工|司机|业务员|教务|信息科|小妹"
    rf"|{_V}(?:[局科部委司馆][里上]?|[长师]))们?"
)
_MINDS = r"(?:喜欢|爱看|想[要看试用让]|提[过了]|盼着?|呼声|有兴趣|感兴趣|反对|没[批要问]|不批|觉得|说[了过]|吵了|看上|答应|没答应|感冒|念叨)"
_COMMENT = re.compile(
    r"(?:这[一]?[项块条个件]?(?:功能|事情?|部分)?)?(?:也|都|就|则|只|纯|先|暂|倒|还|均|同样|完全|我们|本身)*"
    r"(?:(?<![要也])是(?![否哪谁什几不])[^，。；]{2,}|属于|属(?=[可选锦加附后人额二])|归(?![类档零集并还口拢一因])|(?:这|那)(?:件|一块|部分|块|一项|件事)|列(?=[入为在作到进])|放(?=[到在进二三后明])|留(?=[到待给作])|排(?=[到在进]|明)"
    r"|(?<![计核预结估测清演换推验])算(?=[可加选送锦你他是附额个期白搭彩人是])|由(?:投标|供应|供方|各家|服务|你们)|要?等(?=[^，。；级待功]{3,})"
    rf"|可({_V})可不\1|({_V})不\2(?:都|随|由|皆)|可有可无|可做可不做|有[^，。；]{{0,2}}则|有更?[好佳]|有没有|有无|能({_V})[^，。；]{{0,4}}就\3|能({_V})多少\4|顺[手带便]能"
    r"|还?[没未在](?:有?出|谈|试|论证|征求|商量)|说起来|听起来|就?显得|[不没]忙|先(?:放|不|搁|缓|记)|等批|这[回次期]|暂时|做[不了]|能带上|另算|单列|单独|就?免了|愿意|谈[的没]|(?:他们|人家|我们|咱们|大家)(?:自己)?(?:[有没不也先想])|写在|划掉|[读做带认接]不|[读做认]得出|不急|不要求|不作|不列|不计|不强求|不考核|不成熟|不算|不含|一期不|没(?:定|批|列|过会)|未(?:定|批|列|纳)"
    r"|更(?:好|佳|省心|理想|妙|完美)|就更|会更|当然|最好|为佳|为宜|优先|加分|锦上添花|供参考|仅供|作为|视为|当作|原想|本想"
    r"|可以(?:不|缺|免|没有|以后|再|等|缓|后)|可缺|可选|选[装配做]|备选|暂[不缓停]|往后|以后|将来|明年|来年|二期|后期|下(?:一?轮|一?期|一步|一阶段|回再)|再(?:说|议|谈|看|定)|随缘|随便|随意|无所谓|听听|也好$|的?也行$|都行|除外|同[理前上]|么$|吗$"
    rf"|(?:{_WHO}|{_V}{{1,2}}?)(?:也|都|倒|最|更|很|挺|还)?{_MINDS}"
    rf"|{_WHO}(?:那边|那头|那儿|自己|上|里)?(?:[也都倒还正]?(?:[没不未]|[在想要会能愿]))).*$"
)
_REMAINS = re.compile(r"(?:的话|这?[两二三四五六几][项样条个](?:功能)?|方面|功能|这事)$")
# "…, these two the parents were promised": comments on must items.
_THESE = re.compile(r"[这那](?:[一两二三四五六几]?[条样项点]|[两二三四五六几]个)[^，。；]*$")
_CEILING = re.compile(r"(?:请勿投|免谈|不谈|请绕行|勿扰)$")
_ENGLISH_COMMENT = re.compile(
    r"\s+(?:(?:is|are)(?: only| just)? (?:an? )?(?:something|interesting|maybe|outside|beyond|up to|optional|plus|bonus|nice|welcome|preferred|extra|stretch|wish|nicety|condition|must|requirement|mandatory"
    r"|required|essential|non-negotiable|not|parked|for)|(?:would|could|can|may|might|will) (?:be|wait|come|follow|help|also)|only if|if (?:it|you|there|possible|free|budget)"
    r"|perhaps|maybe|some ?day|later|eventually|one day|next (?:year|phase)|in (?:phase|a later)|when budget)\b.*$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Rough:
    """An item before it is trimmed: [start, end) of the folded text, and whether it is needed."""

    start: int
    end: int
    must: bool


def trimmed(text: str, item: Rough) -> Span:
    """The span without leading and closing words; empty when nothing is left."""
    start, end = stripped(text, item.start, item.end)
    start = _opened(text, start, end, item.must)
    end = _closed(text, start, end, item.must)
    return stripped(text, start, end)


def _opened(text: str, start: int, end: int, must: bool) -> int:
    for pattern in (_NUMBERED, _JOINING, _JOINING, _POINT, _DO):
        start = _skip(pattern, text, start, end)
    if must:
        return start
    quoted = text.rfind("“", start, end)
    if quoted > start and "”" not in text[quoted : end - 1]:  # all that follows is quoted
        start = quoted + 1
    for pattern in (_IF, _SAYS, _ENGLISH_SAYS, _WANTED):
        start = _skip(pattern, text, start, end)
    return start


def _skip(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.match(text, start, end)
    return match.end() if match and end - match.end() >= _SHORTEST else start


def _closed(text: str, start: int, end: int, must: bool) -> int:
    patterns = (_THESE, _ENGLISH_COMMENT) if must else (_THESE, _ENGLISH_COMMENT, _COMMENT)
    for pattern in (*patterns, _REMAINS) if not must else patterns:
        match = pattern.search(text, min(start + _SHORTEST, end), end)
        if match:
            end = match.start()
    return end
