"""Families of words by which people bind, leave open, put off or only tell.

They are signs, not verdicts: the labelling model weighs them together with all else.
"""

from __future__ import annotations

import re

# Left open in so many words: optional, unscored, a gift.
_OPEN = (
    r"可选|选[装做配答项]|自选|备选|任选|加分|附加分|参考项|仅?供参考|增值项|自愿"
    r"|[不未没](?:会|再)?(?:列[入作为]?|作为?|做|算|计[入分]?|纳入|进|参与|影响|挡|以此|构成|当|是|拿[^，。；]{0,4})"
    r"[^，。；]{0,6}?(?:考核|评[分审标]|打分|得分|验收|交付|要求|条件|门槛|中标|指标|去留|报价|招标|硬|淘汰|必须|刚需|承诺|分数|这次|本次|清单|合同|范围)"
    r"|不[计评扣减占给][^，。；]{0,2}分|不强求|不勉强|不指望|不苛求|不计$|不考核"
    r"|[没无不](?:有|做|会|能|给|讲|送|带)?(?:也|亦|都)(?:罢|行|可以?|无妨|不扣|不要紧|没关系|没事|照|签|收|算|认|不影响|成)"
    r"|[没无]有?则(?:不论|罢|算|免)|有则[^，。；]{0,6}[，、]?无(?:则|亦)|有没有|有无皆"
    r"|(?:做|办|接|达|实现)不[到了成上]也(?!得|要|须)|能([一-鿿])[^，。；]{0,4}就\1|能([一-鿿])多少|到哪[儿里]?算|几[条项样个][^，。；]?算几"
    r"|可([一-鿿])可不\3|([要做装配有上])不\4(?:都|随|由|皆)|可有可无|都可以?$|都行|两可"
    r"|尽力|尽量|尽可能|随缘|随便|随意|随你|随口|随各家|无所谓|看着办|看[心缘]|悉听|听便|由(?:投标|供应|供|服务|各)[^，。；]{0,6}(?:定|自|决|选)"
    r"|锦上添花|添头|饶头|送的|白送|搭[送着]|附送|赠|人情|美意|私心|彩蛋|意思意思|凑个|点缀"
    r"|提一嘴|顺[口路手带便]|写着玩|说着玩|聊[聊天出]|念叨|过过嘴|一闪念"
    r"|[更也当然倒]{1,2}(?:好|佳|妙|省心|理想|完美|开心|高兴|欢迎)|很(?:感谢|高兴|开心|想看|欢迎)|乐见|欢迎|求之不得"
    r"|另[奖签给付算加]|多[给付加](?!工)|奖励|额外(?:奖|加|付)|[多加][^，。；]{0,3}两?分|优先(?!级|处|派|排|显|安排|放)|择优|有[^，。；]{0,3}的话"
    r"|除外|例外|可以?(?:不|缺|没有|免)|免了|可缺|缺了也|不[装买配上要]也"
)
# Put off, or not decided.
_LATER = (
    r"[二三四]期|后期|后续|后面再|远期|远景|愿景|中远期|长远|明年|来年|后年|下(?:一?轮|回|次|一?期|一?步|一?阶段|半年|个?年度|学期|季)"
    r"|第[二三四][步期阶批]|以后|今后|日后|将来|往后|未来(?![\d一二三四五六七八九十两几])|改日|年后|回头"
    r"|再(?:谈|说|议|定|看|讲|上|加|补|配|考虑|研究|决定|商量|琢磨|做|接|搞|装|买|添|启动|论)"
    r"|搁|缓|[放押摆晾]一?[放着边]|先放|靠后|往后|押后|推后|推迟|暂[时且]?(?:不|缓|停|无|免|未)|先不|不急|不忙|待定|待议"
    r"|[没未](?:有)?(?:定|过会|批|列|立项|拍板|下文|说法|谱|排上|排进|提上|商定|谈妥|通过|到位|着落|同意|敲定|出[，。]?$)"
    r"|等[^，。；]{1,10}(?:再|后|结论|完|好|稳|顺|批|到位|下来|出来|通过|鉴定|文件)|要等|还在[试商谈征调论评观]|征求|探讨|论证中|观望|不成熟"
    r"|不[批同认]钱|没[批列有]?[^，。；]?(?:钱|预算)|不在[^，。；]{0,6}(?:里|内|中|列|范围)|不含|不包[括含]|[不无]预算|不谈|不提|不买|不要求|不作要求|没这个必要"
)
# Someone's wish.
_WISHED = (
    r"想法|念头|愿望|心愿|期[望盼待]|希望|盼|想[要试让看把用有着]|有兴趣|感兴趣|呼声|爱看|喜欢|吵着|嚷|念想|梦想|幻想|设想|畅想"
    r"|提[过了的]|说起|有人[问说主提]|要是|若能?|如能|如果|假如|倘若|谁[要家能]|哪家|能不能|要不要|可不可以|考虑|建议|主张|最好|理想情[形况]"
)
# Binding.
_FIRM = (
    r"必[须备答检选要报配]|务必|务须|硬性|硬指标|硬杠|硬要求|刚性|刚需|一票否决|废标|出局|免谈|勿投|不签|不付|不收货|退款|拒收|退货处理"
    r"|[缺少][一了][^，。；]{0,3}|一[条样个项]都?不|[退改少让缺动]不得|没得?商量|不(?:能|可|容)(?:商量|少|缺|让|变|打折|通融)|不打折扣|雷打不动"
    r"|底线|红线|门槛|前提|准入|起码|至少|首要|要紧|关键|核心|照办|点头|拍板|定了|定下|认准|认的|签的|凭这|只[看认要求问]|就(?:一|这|要|图|看)"
    r"|考核[项的]|必须|写[进入在][^，。；]{0,3}(?:合同|验收|标书|招标|协议)|列入(?:合同|验收|考核)|按[^，。；]{0,4}验收|一起验|一并验|同步(?:上线|交付|验收)"
    r"|要求[：:是为有]?|条件[是为有：]|需要|我们要|要的是|图的是|先[要求做管治]|眼下|眼前|这次|本次|现在就|一期|第一[步期]|当务|批了|通过的"
)
_REFERS = r"[这那上前后下以该][面述]?[些几两三四五六七八九]?[个条样项件点句位者]|同[理上前样]|也一样|一样$|亦然|如上|前者|后者|其余|其他|别的|最后"
_ENGLISH_OPEN = (
    r"\b(?:optional(?:ly)?|nice(?:ty|[- ]to[- ]have)?|bonus|plus|prefer\w*|ideally|desirable|stretch|someday|one day"
    r"|later|eventually|future|perhaps|maybe|next (?:year|phase|round)|phase (?:2|two|ii)|whatever|would (?:like|love|be|also)|we'd|wish\w*"
    r"|hope\w*|welcome|extras?|if (?:possible|free|it|you|there|budget|time)|only if|permitting|open to|skip|can wait|zero points|not (?:scored"
    r"|required|evaluated|needed|essential|a must|mandatory)|no (?:points|penalty|rush)|unscored|happy to|parked|shelved|not now|don't mind|could)\b"
)
_ENGLISH_FIRM = (
    r"\b(?:must(?:-haves?)?|shall|required?|requirements?|mandatory|essential|need(?:s|ed)?|condition|award|non-negotiable|only|for now"
    r"|at (?:least|most)|under|within|no more|deal[- ]?breaker)\b"
)
CUES: dict[str, re.Pattern[str]] = {
    "open": re.compile(f"{_OPEN}|{_ENGLISH_OPEN}", re.IGNORECASE),
    "later": re.compile(_LATER),
    "wished": re.compile(_WISHED),
    "firm": re.compile(f"{_FIRM}|{_ENGLISH_FIRM}", re.IGNORECASE),
    "refers": re.compile(_REFERS),
}
# How things are today: habits, events, counts of what there is.
CUES["told"] = re.compile(
    r"[老总常]是|经常|常常|往往|总[是有被吵要]|老[被往是]|一直|现在|目前|如今|眼下|去年|前年|上[个次]?[月周次回]|上学期|今年|年年|天天|靠[人老经手肉眼听闻肉]"
    r"|全靠|凭|人工|手[工写抄]|投诉|没人|找不|看不[过见清到]|说不清|讲不清|分不|跟不上|来不及|不知道|发现|损失|罚|退[货了]|纠纷|出过|[烧撞丢漏淹坏吵闹]过"
    r"|头疼|着急|意见|排队|折腾|怕|累|贵|[了过]$|因为|毕竟|所以才|一共|共有?\d|左右|多[人个家台]|\b(?:currently|today|manually|by hand|lose|loses|lost|complain\w*|last (?:year|month)|averages?|we (?:run|operate|have|make)|our)\b",
    re.IGNORECASE,
)


def cues_in(text: str) -> list[str]:
    """The families of which a text holds a word; what leaves open is not read as binding."""
    found = [name for name, words in CUES.items() if name != "firm" and words.search(text)]
    if CUES["firm"].search(CUES["open"].sub(" ", text)):
        found.append("firm")
    return found
