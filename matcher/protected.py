"""Facts about a company that must never influence a match.

Place of registration, ownership, local tax, investment, local honours and local record: readers
see these clauses, the matcher does not read them (公平竞争审查条例, in force 2024-08-01).

A clause is protected when it tells such a fact of a company. The same words as the subject of a
product (a tax filing robot, a register of honoured companies) or of work on the spot (数据不出厂,
本地部署, 现场响应, the place of a project) are no such facts.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ANY = r"[^，。；,;]"
# The bureau's own area, named from where the speaker stands.
_HERE = (
    r"(?:本地|本土|当地|属地|辖区|本[区市县省镇]|贵[区市县省镇方地]|我[区市县省镇](?!分)"
    r"|[区市县省](?:里|内|域内)|示范区|在地)"
)
_PROVINCE = (
    r"(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南"
    r"|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|杭州|宁波|温州|绍兴|嘉兴"
    r"|苏州|无锡|常州|南京|合肥|武汉|长沙|成都|西安|青岛|济南|郑州|厦门|福州|广州|深圳|东莞|佛山|大连|沈阳)"
)
_LEVEL = (
    rf"(?:{_HERE}|{_PROVINCE}|国家级|全[省市区县镇]|地方|[省市区县镇乡](?:级|属|委|长|域|政府|里)?"
    r"|街道|园区|开发区|高新区|新区|科技局|经信局|工信[厅局]|政府)"
)
_COMPANY = r"(?:总部|本部|公司|企业|我司|我们|集团|供应商|投标人|承接方|服务商|法人|大本营|研发中心|注册地|住所)"
_ENTITY = (
    r"(?:公司|独立法人|法人(?:实体|主体)|总部|办事处|分支机构|(?:生产|制造|产业|研发|产线)?基地"
    r"|(?:研发|区域|运营|结算)中心|研究院|工厂|产业园|实体)"
)
_AMOUNT = r"(?:[\d.,]+|[一二三四五六七八九十百千两数几]+)\s*[余多来几个]*\s*[百千]?[万亿](?!次|条|张|级|个字|像素|台|用户)"
_GOT = r"(?:荣?获(?:得|评|颁|授|选)?|荣[登膺]|入[选围]|[评选列]为|授予|认定|列入|跻身|斩获|位列|名列|当选|评上)"

_CLOSING = "，。；：,.;:！？!? \r\n…"
# Taxes that are owed, refunded or wrongly paid are somebody's task, not a merit.
_TROUBLE = re.compile(
    r"[补退欠漏逃多少]缴?的?[了过]?[^，。；]{0,8}税|税[^，。；]{0,2}没|没[^，。；]{0,4}税|稽查|罚"
)

# What is told of a product or of its users is no fact about the company.
_THING = re.compile(
    r"系统|平台|模块|算法|软件(?!企业|名单|著作权人)|模型|工具|机器人|引擎|小程序|助手|接口|看板|图谱|数据库"
    r"|大屏|终端|传感器|摄像|相机|企业库|知识库|问答"
    r"|software|platform|system|payback|return on|assistant|model\b|module|tool\b",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"识别|申报|测算|分析|预测|回收期|回报|核算|审核|监测|评估|画像|管理(?!委员?会)|查验|匹配|计算|换算|提取|抵扣"
    r"|预警|核验|检索|抽取|生成|筛选|评审|评选|审批|盘点|撰写|支持|税率|含税|尽调|线索|自动|可视化|导出|(?<!通)报表"
    r"|invoice|filing|forecast|detection|extraction|review|prices?\b|calculator",
    re.IGNORECASE,
)

_REGISTRATION = re.compile(
    # the register itself
    r"注册(?:地(?!图)|地址|于|成立|资本|资金|在(?!线))|实缴(?:资本|资金)|认缴|(?:工商|税务)(?:注册|登记)"
    rf"|营业执照{_ANY}{{0,4}}(?:登记|注册|地址)|户籍(?:所在)?地企业|{_LEVEL}(?:内|范围内)?注册(?!用户|登录|医师)"
    rf"|(?:在|于){_ANY}{{1,14}}(?<!管)注册(?:$|成立|登记|[的了有]{_ANY}{{0,8}}公司)"
    # where the company sits or comes from
    rf"|(?:总部|本部|大本营){_ANY}{{0,3}}(?:位于|设[在于]|坐落|地处|落|在|迁|于)"
    rf"|{_COMPANY}{_ANY}{{0,4}}(?:位于|坐落|(?<![本当就])地处(?![理置])|扎根(?!本)|立足|落户|设[在于]|建在)(?!行业|实际)"
    rf"|办公(?:地点|地址|场所|用房|场地)|位于{_ANY}{{1,12}}(?:大道|街道|路)\d*号?$"
    r"|落户|坐落[于在]|(?:发源|诞生|起家|孵化)[于自](?!行业|领域)[^，。；的]{2,14}$"
    r"|(?:入驻|进驻)[^，。；户的]{1,10}(?:园|城|区|基地|大厦|孵化器|小镇|港|谷)"
    r"|(?<![本当就])(?:地处(?![理置])|扎根(?!本))(?!行业|领域|赛道|一线)[^，。；的]{2,14}$|土生土长|扎根(?:本地|当地)"
    rf"|首批入驻|前身[是为]|{_HERE}(?:的)?(?:注册|企业|公司|法人|供应商)(?!的|管|服|提|信|用|数|私|知|级|内部|工)"
    rf"|(?:作为|是|为|系){_ANY}{{0,6}}(?:本地|本土|当地|属地){_ANY}{{0,4}}(?:企业|公司)"
    # a new seat
    rf"|(?:在|于){_ANY}{{1,14}}(?:设[有立了]|建有|成立|新设|组建|开设|落地){_ANY}{{0,8}}{_ENTITY}"
    rf"|(?:设立|成立|新设|组建|开设|落地){_ANY}{{0,8}}(?:子公司|分公司|项目公司|全资公司|独立法人|法人(?:实体|公司)"
    r"|区域总部)",
    re.IGNORECASE,
)
_MOVE = re.compile(
    rf"(?:总部|公司|我司|我们|集团|注册地|住所|研发中心|整体){_ANY}{{0,6}}(?:迁[入至到往址移]|搬[到至入进迁])"
    rf"|(?:迁|搬)(?:[入至到往进]|移至|迁至){_ANY}{{0,8}}(?:{_HERE}|[区县市镇村]|开发区|园区|新城|科技城)$"
)
_NO_SEAT = re.compile(
    r"系统|数据|平台|模型|服务器|云端|边缘|业务|用户|点云|人脸|商标|药品|器械|设备|信息|材料"
)
_OWNERSHIP = re.compile(
    r"国资(?:参股|控股|背景)|(?:隶属|由|[系是为]|作为)[^，。；]{0,6}[区市县省](?:属|管|直属)(?:国有|国企|企业)|(?:国有|国企)(?:控股|参股|独资)"
)
_TAX = re.compile(
    rf"(?:税|taxes){_ANY}{{0,12}}{_AMOUNT}|{_AMOUNT}{_ANY}{{0,6}}税"
    r"|纳税(?:大户|总额|贡献|主体|百强|先进|排名|\d+强|第)|(?:年|累计|依法|连续|实际|本地|当地|足额|开票)纳税|纳税信用|[A-D]级纳税"
    rf"|(?:缴纳?|上[缴交]|贡献|创造){_ANY}{{0,8}}税"
    r"|税收(?:贡献|留存|留成|超|达|约|全部|归|落)|亩[均产]税|亩均论英雄|利税|税源|完税|创税|税金"
    rf"|税{_ANY}{{0,6}}(?:位列|名列|排名|前[\d一二三四五六七八九十百]|第[\d一二三四五六七八九十])"
    rf"|(?:留|归|在|给){_HERE}{_ANY}{{0,6}}税|税{_ANY}{{0,6}}{_HERE}"
    r"|pa(?:ys?|id)\b[^,.;]{0,24}\btax|tax(?:es)? paid|\btaxpayer|tax (?:contribution|revenue|credit|bill|payments?)",
    re.IGNORECASE,
)
_INVESTMENT = re.compile(
    r"投资(?:额|总额|强度|协议|框架|意向|承诺|落地|建厂|设厂)"
    r"|(?:计划|拟|将|已|累计|追加|总|再|意向|首期|承诺|愿意?|准备|打算|签约|固定资产)(?:总)?投资"
    rf"|固定资产(?:投资|投入)|投资{_ANY}{{0,12}}(?:{_AMOUNT}|建厂|设厂|建设{_ANY}{{0,8}}(?:厂|基地|产业园|研发中心))"
    rf"|(?:计划|拟|承诺|准备|将|追加|落地后){_ANY}{{0,6}}投入(?!{_ANY}*(?:改造|采购|购置|流程)){_ANY}{{0,8}}(?:{_AMOUNT}|资金|基地)"
    rf"|投入{_ANY}{{0,8}}(?:研发)?资金|(?:设备)?投资强度|投资{_ANY}{{0,6}}[两\d]个?亿|{_AMOUNT}元?(?:的)?(?:风险)?投资|招商引资|引资|引[入进]外资|外资(?:到位|[\d一二三四五六七八九十两])|返投"
    r"|(?:[A-Fa-f][\d+]?|天使|Pre-?[A-C])轮融资|(?:风险|战略|产业基金)投资(?!者|管|项)|获[^，。；]{0,10}(?:机构|基金|政府)投资(?!项)"
    r"|投资方?(?:入股|参股)"
    rf"|(?:融资|募资|注资|注入|资本金|产业投资){_ANY}{{0,8}}{_AMOUNT}|注入资本"
    r"|拿地(?:自?建|投产|后)|购地|[占用购供]地(?:面积)?约?[\d一二三四五六七八九十百]+余?亩|达产后|年产值(?:可|超|达|约|预计|不低于)"
    rf"|(?:引进|招引){_ANY}{{0,10}}(?:企业|产业链|落地)|带动{_HERE}{_ANY}{{0,4}}就业|(?:承诺|预计|计划|可|将)带动|招商(?:重点|签约)|重点招商"
    rf"|{_HERE}(?:招聘|就业|用工)|新增就业"
    r"|(?:plan(?:s|ned)? to|will|has|have|intends? to|commit\w* to|ready to)\s+invest|investment of\b"
    r"|invest(?:s|ed|ing)?\s+(?:rmb|usd|cny|[¥$\d])|(?:planned|total|fixed-asset|pledged) investment|investment pledge"
    r"|raised\s+(?:rmb|usd|cny|[¥$\d])|\bseries [a-f] (?:funding|round|financing)|raised\b[^,.;]{0,30}\bseries [a-f]\b|(?:rmb|usd|cny|[¥$])\s*[\d.]+[^,.;]{0,12}\binto\b"
    r"|build[^,.;]{0,16}\b(?:factory|plant|base)\b[^,.;]{0,8}\b(?:in|here|local)",
    re.IGNORECASE,
)
_TITLE = (
    r"(?:百强|十强|\d+强|优秀[^，。；的]{0,6}企业(?!家)|先进单位|先进企业|龙头[^，。；的]{0,2}企业|示范企业|领军企业|民营企业"
    r"|培育企业|[^，。；的]{1,6}贡献|纳税大户|重点企业|骨干企业|文明单位|诚信企业|信用企业|瞪羚|雏鹰|专精特新|隐形冠军|单项冠军"
    r"|独角兽|(?:质量|科技|技术|进步|贡献|特别|创新|优秀|发明|[市区县镇]长|[金银铜]|[一二三]等|专利|设计|创业)奖|小巨人|荣誉|表[彰扬]|功勋|明星企业|优胜企业|科技型中小企业"
    r"|(?:企业)?技术中心|(?:企业)?研究院|研究中心|重点实验室|研发中心|首版次|首台套|精品|名牌|会长单位|理事单位"
    r"|人大代表|政协委员|创新券|创业大赛|最具[^，。；]{1,8}(?:企业|品牌)|榜单?$|称号)"
)
_LOCAL_HONOUR = re.compile(
    rf"{_LEVEL}{_ANY}{{0,12}}{_TITLE}|{_TITLE}{_ANY}{{0,6}}\(?[省市区县]级"
    rf"|{_GOT}{_ANY}{{0,8}}{_LEVEL}{_ANY}{{0,12}}(?:企业|单位|[百十]强|榜|名单|品牌|计划|称号)"
    r"|(?:专精特新|小巨人|瞪羚|雏鹰|独角兽|隐形冠军)[\"”」]*(?:中小)?(?:企业(?!家)|公司|计划|培育|称号)"
    rf"|{_HERE}{_ANY}{{0,6}}(?:荣誉|业绩|贡献|口碑|奖项)"
    r"|(?:provincial|municipal|district|local|city(?:'s)?|county|mayor'?s?|government)(?:-level)?\s+[^,.;]{0,28}"
    r"(?:honou?r|award\b|top\s*\d+|champion|key enterprise|giant|gazelle)"
    r"|(?:district|municipal|provincial) key",
    re.IGNORECASE,
)
_DONE = r"(?:服务|合作|落地|承[建接]|交付|实施|完成|做过|签约|建设)"
_COUNT = (
    r"(?:[\d一二三四五六七八九十百千两几多数]+[余多来几]*[家个项]|企业|客户|项目|部门|机关|单位)"
)
# Work done in the bureau's own area, told as such.
_LOCAL_RECORD = re.compile(
    rf"{_DONE}过?{_ANY}{{0,6}}{_HERE}{_ANY}{{0,8}}{_COUNT}"
    rf"|(?:在|为){_HERE}{_ANY}{{0,8}}(?:已有|落地|承接|做过|完成|交付|建成|实施)"
    rf"|(?:与|和|同){_HERE}{_ANY}{{0,12}}(?:合作|签约)|(?:长期|一直|多年来?|曾)为{_HERE}"
    rf"|{_HERE}(?:的)?(?:客户|用户|案例|项目){_ANY}{{0,4}}(?:占|超|达|有|\d)"
    r"|(?:served|delivered|completed|supplied|worked (?:with|for))\b[^,.;]{0,40}\b(?:in (?:this|your|our|the)"
    r" (?:district|city|county|area)|local (?:enterprises|companies|clients|customers|firms|hospitals))",
    re.IGNORECASE,
)
_ENGLISH_SEAT = re.compile(
    r"head-?quarter(?:ed|s)\s+(?:is|are|in|at)\b|head office\b|^(?:we are |the company is |is )?based in (?!a\b|an\b)"
    r"|(?:company|firm|group|team|we)\b[^,.;]{0,16}\bbased in\b"
    r"|(?:incorporated|registered|domiciled|founded|established)\s+(?:in|at)\s+(?!\d)"
    r"|locally[ -](?:registered|owned|based)|place of registration|registered (?:office|seat|capital|address)"
    r"|subsidiary in\b|(?:set up|open|establish)\w*\s[^,.;]{0,12}(?:branch|subsidiary|legal entity)"
    r"|state-owned (?:company|enterprise)",
    re.IGNORECASE,
)


_WINDOW = 300


@lru_cache(maxsize=65_536)
def is_protected(clause: str) -> bool:
    """Whether one clause (folded, without invisible code points) states a protected fact.

    Nobody states a fact in more than `_WINDOW` code points without a comma; what is longer is read
    in overlapping windows, so that reading takes time in proportion to its length.
    """
    clause = clause.strip().rstrip(_CLOSING)
    if len(clause) <= _WINDOW:
        return _states_a_fact(clause)
    starts = range(0, len(clause) - _WINDOW // 2, _WINDOW // 2)
    return any(_states_a_fact(clause[start : start + _WINDOW]) for start in starts)


def _states_a_fact(clause: str) -> bool:
    if _LOCAL_RECORD.search(clause) or _OWNERSHIP.search(clause) or _ENGLISH_SEAT.search(clause):
        return True
    seated = _REGISTRATION.search(clause)
    if (seated and not _names_a_product(clause, seated)) or (
        _MOVE.search(clause) and not _NO_SEAT.search(clause)
    ):
        return True
    taxed = _TAX.search(clause) and not _TROUBLE.search(clause)
    if not (taxed or _INVESTMENT.search(clause) or _LOCAL_HONOUR.search(clause)):
        return False
    if _THING.search(clause):
        return False
    return (
        _ACT.search(clause) is None or re.search(rf"{_HERE}.{{0,4}}(?:申报|缴)", clause) is not None
    )


def _names_a_product(clause: str, seated: re.Match[str]) -> bool:
    """注册 and 登记 are also what software does: with users, point clouds, material."""
    word = seated.group()
    return ("注册" in word or "登记" in word) and (
        _NO_SEAT.search(clause) is not None or _THING.search(clause) is not None
    )
