"""Classes of words that a reader of public calls looks for: who, what about, and to what end."""

from __future__ import annotations

import re

from matcher.fairness.places import PLACE

_SOURCES = {
    # who
    "local": (
        r"[本我](?:市|区|县|镇|省|乡|村|埠|港区|街道|园区|开发区)(?!别)"
        r"|[本当]地(?!化|端|部署|运行|缓存|存储|服务器)|本[土乡岛]|属地|辖区|辖内|[省市区县镇域园岛埠]内"
        r"|自己人|家门口|咱们?(?:这|区|市|县|镇|们)|我们(?:这里|这儿|当地|镇|村)|[镇村乡]里|[镇村乡]上"
        r"|近处|就近|\blocal(?:ly)?\b|\bin the (?:district|city|county|zone|province|town)\b"
        r"|\bwithin the (?:district|city|county|province)\b|\b(?:district|city|county)'s\b"
        r"|from the (?:district|city|county)|district compan"
    ),
    "outside": (
        r"外[地省市县区埠县]|外来|异地|[省市区县域]外|非本|别处|外头|外面|他[县市省]|别的地方|跨区域|江北"
        r"|以外的?(?:单位|企业|公司|厂)|\bout-of-(?:town|province|district|city|state)\b|\belsewhere\b"
        r"|\boutside\b|\bnon-local\b|\bforeign\b"
    ),
    "vendor": (
        r"供应商|服务商|投标人|投标单位|承接|中标|中选|入围|企业|公司|厂商|厂家|单位|报名者|申报|竞标|选手"
        r"|队伍|团队|\b(?:vendor|supplier|bidder|applicant|compan|firm|contractor|tenderer|participant)\w*"
    ),
    "people": (
        r"人员|工程师|项目经理|负责人|员工|驻场|讲师|专家|操作员"
        r"|\b(?:staff|engineer|personnel|manager|employee)s?\b"
    ),
    "new": (
        r"新(?:成立|来|面孔|设立|手|人|进|客户|注册|公司|企业|入库)|生面孔|初创|首次|第一次|头[一]?[回次]"
        r"|刚(?:成立|起步)|年轻|成立(?:未|不)?满?|成立[^，。；]{0,4}年|经营(?:年限|满)"
        r"|\b(?:newcomer|start-?up|first-time|new(?:ly)?)\b"
    ),
    "old": (
        r"老(?:客户|单位|面孔|朋友|伙伴|牌|供应商|厂商|成员|合作)|旧友|合作(?:多年|过|\d)|多年合作"
        r"|长期(?:合作|供货)|熟(?:悉|人|识)|老面孔|去年中|上一轮|一期|打过.{0,4}交道"
        r"|\b(?:existing|incumbent|current) (?:supplier|vendor|partner)s?\b"
    ),
    "owner": (
        r"国有|国企|国资|央企|民营|民企|民间|私企|私营|外资|外商|外企|合资|境外资金|国家队|全民所有|公有"
        r"|集体企业|股东|股权|企业性质|所有制|个体户?|合伙|事业单位|市属|区属|县属|省属"
        r"|\b(?:state-owned|private(?:ly)?|foreign-invested|ownership|SOEs?)\b"
    ),
    # what about
    "registered": (
        r"注册(?!资|商标|证|账|建造|会计|人)|工商登记|商事登记|营业执照|执照|住所|信用代码"
        r"|登记(?:机关|地|所在|在|于|过)|迁址|落户|落在|落地|注册地|户口|\b(?:incorporat|register)\w*"
        r"|\bbusiness licen[cs]e\b|\bdomiciled\b"
    ),
    "seat": (
        r"分公司|子公司|办事处|分支|法人|机构|总部|经营场所|办公(?:楼|室|面积|地|场所)?|挂牌|新公司"
        r"|项目公司|常驻|常设|入驻|搬[来到过进]|\b(?:branch|subsidiary|office|headquarters|entity)\b"
    ),
    "tax": r"税|\btax\w*|\bVAT\b",
    "insurance": r"社保|社会保险|参保|五险|养老|医保|公积金|\bsocial insurance\b",
    "record": (
        r"业绩|案例|奖(?!补)|荣誉|表彰|表扬|证书|客户|经验|做过|实绩|铜牌|红榜|检测报告|职称"
        r"|\b(?:reference|award|certificate|track record|experience)s?\b"
    ),
    "resides": r"户口|户籍|居住|籍贯|住址|常住|房产证|租房|本地人|\bhukou\b|\bresid\w+|\blived\b",
    "invests": (
        r"投资|返投|投钱|投[产入]|设厂|建厂|开工厂|拿地|产值|到资|引资|招商|投促|用地|投一|追加|产线搬"
        r"|\binvest\w*|\breinvest\w*|\bbuild a (?:plant|factory)"
    ),
    "partner": (
        r"联合体|合作方|合作社|伙伴|分包|牵头|搭档|结对|协作|成员|联盟"
        r"|\b(?:partner|consorti|subcontract|alliance)\w*"
    ),
    "goods": (
        r"采购|购买|产品|零部件|部件|配套|进口|国产|产地|所产|货|耗材|传感器|原料"
        r"|\b(?:hardware|goods|product|sourced|component|equipment)s?\b"
    ),
    "brand": (
        r"品牌|厂牌|型号|牌子|某(?:家|款|康|集团|品牌|公司|进口)|指定|限定|独家|唯一|专利|著作权|授权书"
        r"|一家|那[家款套]|\b(?:brand|model|exclusive\w*|only brand)\b"
    ),
    "size": (
        r"注册资金|缴存资本|融资|行业前|世界五百强|资产规模|在册职工|人员规模|专利[^，。；]{0,6}项"
        r"|[一二三四五六七八九十\d]项[^，。；]{0,4}(?:资质|专利)|一级资质|甲级|过亿|年均营业|注册资[本金]"
        r"|资本额|营业收入|年营收|年产值|总资产|净资产|资产总额|员工(?:人数|总数|少|多)|从业人员"
        r"|规[上下模]|上市|独角兽|体量|大企业|小(?:企业|团队|微)|中小|百人|利润"
        r"|\b(?:registered capital|turnover|listed|headcount|SMEs?)\b"
    ),
    "fee": r"保证金|押金|诚意金|担保|费(?!率)|保函|违约金|赔偿|\b(?:deposit|fee|charge|guarantee)s?\b",
    "terms": r"异议期|付款|月结|半年结|付款周期|账期|踏勘|抽检|咨询|答复|投诉|数据集|参数|接口调用",
    "hidden": (
        r"不发公告|点对点|有主了?|走完流程|看情况|随行就市|视情况|口[头口]|闭门|不受得分"
        r"|(?:没有|不设|免|取消|不用|不走|不经|未经|省去)[^，。；]{0,4}(?:评分|打分|比选|遴选|竞争|招标|流程)"
        r"|不(?:再)?(?:打分|比选|竞争|招标|挂网|征集|征求)|不(?:予)?拆封|不接受(?:查询|质疑)|不得?查询"
        r"|不受理质疑|约谈|关起门|心照|掌握的情况|综合印象|at the sole discretion|closed-door"
        r"|kept internal|no (?:tender|public call)|by (?:personal )?invitation|邀请|口头|内部|内定"
        r"|不公[开布示]|不对外|打电话|电话通知|私下|微信群|老板群|饭桌|茶|打招呼|谈妥|心里有数|感觉|酌定"
        r"|商量|不解释|不说明|不另(?:行)?(?:说明|通知)|综合判断|补手续|走个程序|陪[着标]|意思|懂的"
    ),
    "boss": (
        r"钦定|敲定|指派|委派|定夺|领导小组|班子|区里|镇里|局里|上级|组长|总工|自行确定人选"
        r"|直接(?:明确|确定|敲定|交由|委托)|一票否决|推翻|签字权|交给|给(?:老|那家)|领导|书记|主任|处长"
        r"|一把手|局长|区长|镇长|科长|老总|拍板|点名|打过?招呼|说了算|看中"
    ),
    "leaves": (
        r"迁出|迁移|迁址|迁离|搬离|搬走|撤出|退出|外运|外销|外流|离开|卖给|转[化移]|返还|追回|退还|注销"
        r"|跳槽|\b(?:move out|relocat|repay|leave)\w*"
    ),
    "agrees": (
        r"对齐|商量|说好|自律|下限|默契|通气|统一平衡|协商报价|商定|分工|划定|互[挖告]|同步|抱团|联合涨"
        r"|底线价|转售|align|coordinate|among members|quote below|统一(?:报价|最低|底价|价|口径)|底价|低价"
        r"|互[报通]|串通|涨价|限产|片区|轮流|碰头|碰个头|内卷|恶性|抵制|约好|约定|公约|互不"
        r"|\b(?:agree on|common price|divide customers|collu)\w*"
    ),
    "price": (
        r"不得(?:低|高)于|不得(?:上|下)浮|[元块毛]|下浮|让利|自律价|单价|收费标准|租金|服务费|结算|定价"
        r"|统一价|核定|指导价|打[一二三四五六七八九\d]折|最低价|限价|价[格钱]|收费|报价|下调|费率"
        r"|\b(?:price|rate|pricing)s?\b"
    ),
    "subsidy": (
        r"补贴|奖励|补助|奖补|返还|优惠|免租|免房租|减半|先征后返|资金|消费券|抵扣|电价|让利"
        r"|\b(?:subsid|rebate|refund|incentive)\w*"
    ),
    "permit": (
        r"准入|许可|备案|审批|特许|名录|入库|名单|指标|报备|批准|认可|挂靠|推荐|目录"
        r"|\b(?:permit|approval|licen[cs]ed?|concession)\b"
    ),
    # to what end
    "score": (
        r"加[一二两三四五六七八九十几\d]*分|[得计打扣积起]分|分档|起步分|评分|分值|折分|权重|满分|加权"
        r"|打折|按.{0,6}折|[一二两三四五六七八九十\d]分(?!钟|之|包|工|公|类|析|别)|系数|\bpoints?\b"
        r"|\bscor\w+|\bmarkdown\b|\bweight\w*"
    ),
    "prefers": (
        r"续(?:签|标|用|约)|不必竞争|免去|直接(?:转|进|列|入)|绿色通道|加成|叠加|另眼|另给|简化|可补正"
        r"|提前[^，。；]{0,6}(?:获知|拿到|看到|发|把)|单列|专项扶持|优先|在前|靠前"
        r"|先(?:给|从|看|挑|定|安排|签|谈|紧着)|直接(?:入围|进|发|列入|授予|给|续|供)"
        r"|免(?:试|评|检|交|于|笔|审|资)|默认|自动(?:入围|续)|保底|从宽|列入推荐|名额"
        r"|\b(?:priority|prefer\w*|first|straight to|waived?)\b"
    ),
    "excludes": (
        r"取消|驳回|零分|记零|不享受|不列入|暂不|不再安排|仅作|只能(?:分包|展示|旁听|看)|不产生|终止"
        r"|放到最后|末位|陪跑|次级|另须|另需|加收|双倍|两倍|折减|降权|应先|no order|waiting list|last\b"
        r"|not be admitted|need not apply|rejects? any|不予|不收|不受理|不接[受收]|不考虑|不计|不采|不认"
        r"|不看|不谈|不排|不安排|不纳入|不发|不请|不录用|剔除|退[回件]|打回|无效|作废|废标|不合格|不符"
        r"|不再|不作数|不算|不得(?:参加|报名|签|入|担任|入围|享受)|不能(?:参加|进|提交|入)|没资格|请勿"
        r"|别来|勿|慎重|靠边|排(?:到|在)最后|往后|靠后|排队|递补|淘汰|出局|旁听|无法|视同|视为|暂缓|免谈"
        r"|不来往|缺一|收回|扣减"
        r"|\b(?:not eligible|excluded?|rejected?|screened out|cannot|disqualif\w*|will not|no company)\b"
    ),
    "must": (
        r"必须|须|方可|方得|才[能有算给可行]|应当?|需要?|前提|先决|条件|资格|否则|不然|务必|承诺|要有|要求"
        r"|\b(?:must|shall|required|mandatory|precondition|conditional|condition|only if|need to)\b"
    ),
    "only": (
        r"[仅只](?![供作用])|限(?:定|于|在|由|用|期)|一律|必备|唯|统统|均限|全部|为限|不得"
        r"|\b(?:only|exclusively|solely)\b"
    ),
    "lifts": (
        r"不作区分|不分(?:先后|国有|内外|大小|地区|地域)?|不挂钩|也算|照样|有效|自负|由其自"
        r"|由[^，。；]{1,8}(?:选|定|决定|商定|约定)|自由|独立(?:编制|报价|完成|申报)|均[在应须不]"
        r"|同时(?:公开|开放|看到)|同一|统一(?:为|标准|入口|格式)|各家"
        r"|所有(?:企业|单位|参加|参与|报名|供应商|服务商|厂商|团队|车企)|任一|任何|皆|一体适用|不拘|either"
        r"|alone|for information|不[限论]|不作(?:要求|限制|为|条件)|不[作设](?:门槛|地域|地区)|不要求"
        r"|不需要|不必|不看|不影响|不过问|无[须需]|毋须|均可|都可|都[能行收认要]|也[可能行]|同样|同等"
        r"|一视同仁|平等|一样|相同|一致|统一为|自愿|任[意选何一]|自[选定行主理备]|无关|无所谓|哪[里儿]"
        r"|各地|全国|不分|一个价|一起|公开|公布|公示|公告|独立|抽签|随机|由.{1,8}自[主行愿定]"
        r"|\b(?:any(?:where|one)?|regardless|no points|equal\w*|alike|not required|need not|welcome"
        r"|up to the vendor|voluntary|same|published?|open)\b"
    ),
    "forbids": (
        r"不得(?:与|了解|调整|改动|更改权重|泄露|向任何|提供)|发现[^，。；]{0,10}的?(?:取消|按)"
        r"|不用[^，。；]{0,4}同意|reviewers never|unlawful|must not"
        r"|不得(?:以|要求|因|将|设|对|把|强制|干预|打听|串通|互通)|禁止|严禁|任何(?:单位|人|部门)不得"
        r"|经审查删除|取消了|删除|更正|举报|\b(?:nothing in|may not require|no requirement)\b"
    ),
    "lawful": (
        r"依法|法律|国家|按规定|规定办理|失信|信用中国|税务机关|财政部|法定|强制认证|标准"
        r"|\b(?:by law|statutory|national|legal)\b"
    ),
    "works": (
        r"系统|识别|检测|算法|接口|协议|部署|调试|验收|样[件机]|试运行|故障|响应|设备|数据|模型|精度"
        r"|\b(?:system|data|camera|response|install\w*|commissioning)\b"
    ),
    "place": PLACE.pattern,
}
CLASSES = {name: re.compile(source, re.IGNORECASE) for name, source in _SOURCES.items()}


def classes_in(text: str) -> tuple[str, ...]:
    """The names of the classes that occur, in the order of the table."""
    return tuple(name for name, words in CLASSES.items() if words.search(text))
