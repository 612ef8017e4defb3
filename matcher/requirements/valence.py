"""What a "not" does to a clause: "没停过" is good news, "没开发" is bad news.

The words say whether a thing is a burden to a user; a "not" before a burden takes it away, before
anything else it denies a service. These are readings for the learned reader, no verdicts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_BURDEN = (
    r"停|断|掉|坏|漏|丢|卡|错|误|收[费钱取]?|费|花钱|要钱|加[钱价]|等|排队|人工|手工|手动|动手|麻烦|影响|投诉|问题|故障|毛病|损|伤|污染"
    r"|泄|外[传网发泄]|出[厂院校境园区网]|上[云网传]|联网|网线|第三方|[转分外]包|重[来新启做]|返[工厂修]|拆|换|改|中断|延误|超|串|混|找人|求人|跑[偏题空]"
    r"|派人|门槛|限制|褪|漂|歪|抖|堵|挂|宕|乱|假|偏|慢|差[错异]|吵|味|痛|疼|夹|烫|撞|摔|倒|打扰|惊动|耽误|占|留[存底]|保存|采集|拍|存|动土|布线|接线|拉线|打孔|开孔"
    r"|培训|学|懂|装[软插]|下载|注册|押金|定金|预付|利息|另|额外|一分|分文|死角|盲区|例外|上限|期限|加班|值守|盯|过问|经手|第二|外人|别人|其他人"
)
_NOT = re.compile(
    r"不(?:再|会|用|需要?|必|得|要|许|能|可|曾|允许|想)?|没(?:有|再)?(?:人|出过?|因此?)?|未(?:曾|再|能)?|无[需须]?|免|别|从不|毫不|零(?=[停投故误漏])"
    r"|\b(?:not|no|never|without|nothing)\b"
)
_AFTER_NOT = re.compile(rf".{{0,3}}?(?:{_BURDEN})")
_HEAVY = re.compile(
    r"停机|停产|停服|停用|停[一两三半几]|关[停机闭]|人工|手工|手动|肉眼|收费|付费|另[收付购计算]|加[收钱价]|自理|自备|自行|报废|作废|重[来新做录启]|返[工厂]|排队|等[到候]|外包|分包|转包"
    r"|合作[方商]|代理|境外|海外|外[部网]|公有云|公网|我们的?(?:云|服务器|机房)|上传|传到|共用|明文|锁[死定]|封闭|写死|固定|焊|更换|拆|挖|浇|打孔|停|退回|跳过|漏|丢|糊|失灵|失效"
    r"|做不|得[由靠请等把先让另重]|要[由靠请等把先让另重人]|只[能有会认做出给在读看报管]|仅|最[多快早少低高]也|才能|之前|以后再|隔天|次日|一周|几天|半个?月|够呛|悬|吃力|勉强"
)
_EASE = re.compile(
    r"照[样常旧]|随时|随便|随意|任[意选何]|都[能行可认]|自己(?!想办法|买|付|装|备|解决)|自动|直接|当场|立[刻即]|马上|秒|一[键点按拍扫]|全[程部套都]|样样|两[样种]都|各|逐|每|天天"
    r"|标配|自带|现成|现货|内置|出厂就|包在|含在|都在|算我们|我们出|免费|终身|永久|早就|多年|一直|至今|连着|稳|没问题|放心|写[进明死在]合?同?|承诺|白纸黑字|附[后上件]|证书|通过|盖章|已[经上在]"
)


@dataclass(frozen=True, slots=True)
class Valence:
    """How often a clause takes a burden away, denies a service, names a burden, eases."""

    relieved: int
    refused: int
    heavy: int
    eased: int


@lru_cache(maxsize=16_384)
def valence(clause: str) -> Valence:
    """The valence of one folded, lower-cased clause."""
    relieved = refused = 0
    for match in _NOT.finditer(clause):
        if _AFTER_NOT.match(clause, match.end()):
            relieved += 1
        else:
            refused += 1
    heavy = sum(1 for _ in _HEAVY.finditer(clause))
    return Valence(relieved, refused, heavy, sum(1 for _ in _EASE.finditer(clause)))


def denied_from(clause: str) -> int:
    """Where what the first "not" of a clause denies begins; its length when there is none."""
    found = _NOT.search(clause)
    return found.end() if found else len(clause)
