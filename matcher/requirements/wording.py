"""The small words that decide a clause: negation, exception, condition, plan, prohibition."""

from __future__ import annotations

import re

# Denies what its whole clause says, wherever it stands in it.
DENIAL = re.compile(
    r"[不未没](?:再)?(?:支持|提供|具备|包含|包括|适用|可用|开放|对外|涉及|兼容|配备|接受"
    r"|承诺|覆盖)|不含|不建议"
    r"|无法|尚未|尚无|还没|没有(?!问题)|没做|停用|失效|(?<!不)除外(?!的?[^，。；]{0,6}没)|暂缺|缺乏|拒绝|难以|做不到"
    r"|\b(?:not|cannot|can't|unable|unsupported|unavailable|don't|doesn't|isn't|aren't|lacks?)\b",
    re.IGNORECASE,
)
# "Not" in any form, without the words that merely contain it (不锈钢, 无人机, 未来, 不仅 …);
# what it denies follows it.
NEGATION = re.compile(
    r"不(?![锈仅但只同少断低超高大小良限论管足易]|除外|例外|间断|合格|规则|定期|一定|得不|落地|动产)"
    r"|没有?(?!问题)|无法|无(?![人线损纺缝感锡菌尘论源障害]|接触|死角|故障|缝)|未(?![来知])|尚无"
    r"|缺乏|停用|失效|(?<!不)除外(?!的?[^，。；]{0,6}没)|拒绝|免(?=布线|停|改造|标定|人工|安装|接触|示教|编程|开箱)"
    r"|\b(?:not|no|cannot|can't|without|never|unable|unsupported|excluding|don't|doesn't|lacks?)\b",
    re.IGNORECASE,
)
LIMITED = re.compile(
    r"仅|只(?:支持|能|限|在|有|对|做|提供|适)|除[^，。；外]{1,24}外(?!的?[^，。；]{0,6}没)|(?<!不)除外(?!的?[^，。；]{0,6}没)|需另|另[签谈算加]|另行|另购"
    r"|另计|选配|选装|单独(?:报价|收费|评估|采购|立项)"
    r"|部分(?!满足客户)|个别|其余|其他|视[^，。；]{0,16}而定|取决于|逐次|按次授权|定制开发|二次开发"
    r"|(?:条件|情况|前提|模式|状态)下|大多数?|多数|有限"
    r"|一般情况|如需|实验室|理想|不建议|需(?:要)?(?:客户|甲方|业主|额外|追加|加装|评估"
    r"|人工)|试验阶段|小范围"
    r"|\bonly\b|\bexcept\b|\bdepend(?:s|ing)\b|\bsubject to\b|\boptional(?:ly)?\b"
    r"|\bextra\b|\blimited\b|\bpartial(?:ly)?\b|\bin the lab\b",
    re.IGNORECASE,
)
# A clause that takes something out of what its neighbour says.
EXCEPTION = re.compile(
    r"(?<!不)除外(?!的?[^，。；]{0,6}没)|(?<![不无没])(?<!没有)(?<!无一)例外(?!的?[^，。；]{0,4}(?:没|不存在))|不在[此其]列|不包括在内|不适用|另当别论|暂缺|\bexcept\b|\bexcluding\b",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"[还仍尚]在(?:标注|训练|调试|做|录|写|改|补|整理|采集|收集|排期|联调|申请|办理|认证|评审|验证|打磨|摸索)"
    r"|计划(?!管理|排|调度|员|性|停)|规划中|在规划|研发中|开发中|在研|[还仍尚正]在(?:开发"
    r"|研发|测试|适配|研制|攻关)|预计|即将|将于|明年|下半年|年内(?:推出|上线|支持)"
    r"|路线图|待(?:开发|上线|支持)|筹备|roadmap|under development|coming soon|\bplan(?:s"
    r"|ned|ning)?\b|next year",
    re.IGNORECASE,
)
UNREACHED = re.compile(
    r"达不到|做不到|到不了|保证不了|(?:不能|无法|难以|不)(?:保证|达到|做到|承诺|稳定在)"
    r"|未(?:能)?达到?|没(?:有)?(?:到|达到)|cannot (?:guarantee|reach)"
)
FORBIDDEN = re.compile(
    r"不得|不能|不可(?!缺|或缺)|不允许|不许|不准|禁止|严禁|不应|避免|勿|无需|无须|不需要?"
    r"|不用(?!户)|不必|免(?=布线|停|改造|标定|人工|安装|接触|示教|编程|开箱)"
    r"|\b(?:must|shall|may|should) not\b|\bwithout\b|\bno need\b|\bnever\b",
    re.IGNORECASE,
)
# Denies or puts off in everyday words, without a "not".
EVERYDAY_DENIAL = re.compile(
    r"(?<![识区分差特类级性个告鉴辨甄])别(?:用|在|开|装|放|碰)|切勿|谢绝|恕|绕行|绕开|列入[^，。；]{0,12}计划|排(?:在|到)[^，。；]{0,6}(?:以后|之后|明年)"
    r"|请[^，。；]{0,6}(?:自行|另|自己)|(?:是|都)固定的|写死|退回|打回|拒收|另[找请寻]|自[己行]想办法|失灵|失准|罢工|趴窝|歇着|关机|时有时无|时灵时不灵"
    r"|[一-鿿](?<![少免忘])不(?:了(?![解])|出来|上去|清|准(?![备时])|动(?!产))|[认测看听读查检探分做装放拿跑算搞弄扫打连用拍照画写修补够]不(?:出|上|进|开|着|起|成|住|到|楚|下|全|齐|稳|牢|够)|[看听读拍摸]不(?:见|懂|透)"
    r"|[不没](?:行|成|灵|便|法|认|接单)|[还暂]不(?!错|止|到|够|少|多)|还没|要等|[等留]到?[^，。；]{0,6}再|[二三]期再|有死角|有?盲区|没信号|返厂|够呛|悬得很|认错|看走眼|糊成|花掉|用户自备|由(?:业主|甲方|客户|用户|校方|院方)(?:自行|自己|另|负责|承担)"
    r"|\bexcluded\b|\bin progress\b|\bnot yet\b|\bno [a-z ]{1,20} yet\b|\bunsupported\b|\bmanual(?:ly)?\b"
    r"|\bwithout (?:warranty|support)\b",
    re.IGNORECASE,
)
# A clause that only takes back what the clause before it says: 这次方案里没有.
RETRACTION = re.compile(
    r"\s*(?:但|这次|本次|目前|暂时|现在|眼下|也|还|都|均|一概)?(?:的)?(?:方案|报价|版本|范围|清单|配置)?[里中内]?(?:还|暂|都|均|并)?"
    r"(?:没有|没做|不含|不包括|不包含|[^，。；]不[了到]|未做|未包含|不在[^，。；]{0,8}"
    r"|(?:恕|概)?不(?:便|能|会|可|予|再|对外)?(?:提供|支持|开放|移交|交付|给|做|行|外传|操作))\s*[。；，,.;]?$"
)
