"""The words by which people name a metric: one row for each, with its Chinese name.

A row holds the key, the Chinese standard name, which way is better, the dimensions it is stated in
(comma-separated; empty: any) and the surface forms as one alternation over folded text.
Of forms that begin at the same place the earlier row wins.
"""

from __future__ import annotations

from enum import StrEnum


class Better(StrEnum):
    """Which way a metric is better when a text gives a bare figure."""

    HIGHER = "higher"
    LOWER = "lower"
    COVER = "cover"  # the offer's range has to contain what is asked


# A figure follows directly, so that a short verb is the name of what is measured: 走150分钟, 跑了8万趟.
_N = r"(?=[约近]?[\d一二两三四五六七八九十半])"
_SPAN = r"(?=[约近满足整]?[\d一二两三四五六七八九十半]+(?:\.\d+)?个?半?(?:多|来)?(?:小时|钟头|分钟|天|h\b))"

ROWS: tuple[tuple[str, str, Better, str, str], ...] = (
    ("miss rate", "漏检率", Better.LOWER, "ratio,count",
        r"漏[检报判识警杀诊拣采收抄标录扫]+(?:率|比例)?|漏(?:掉|过|了|网|看|查|认|失|在|出)|遗漏率?|漏" + _N +
        r"|没(?:查|检|认|看|抓|扫|拍)(?:出来?|到|着)|放[过跑](?:了|去)?|miss(?:ed)? rate|missed detections?"
        r"|false negatives?|\bmiss(?:es|ed)?\b"),
    ("detection rate", "检出率", Better.HIGHER, "ratio",
        r"检[出测](?:率|比例)|召回率?|(?:敏感|灵敏)[度性]|sensitivity|detection probability|查全率|发现率"
        r"|捕获率|捉住率|recall|detection rate|(?<=[能会可都])(?:抓住|抓到|揪出|逮住|挑出)|(?:抓|揪|逮|挑|查|检|认|看)(?:出来?|住|到)(?:了)?" + _N),
    ("false alarm", "误报率", Better.LOWER, "ratio,count",
        r"误[报检剔警识杀触伤](?:率|比例|次数)?|(?:虚|错|乱|谎|假|空)[报警]+率?|虚警率?|过[杀检](?:率|比例)?"
        r"|白跑|瞎[报叫]|冤枉|false (?:alarm|positive)s?"),
    ("error rate", "差错率", Better.LOWER, "ratio,count",
        r"(?:错误|差错|出错|误判|错[判分发投送拣配漏读认收登扫录装码贴放账]|失手|抓空|落空|失败(?!重)|[发分送拣配认录读装贴写]错"
        r"|字错|丢[包件失步]|破损|损坏|误码|卡[料纸件包])率?|搞错|弄错|出[了过]?(?:差错|毛病)|错(?:了|过|在)?" + _N +
        r"|packet loss|error rate|\bwrong\b"),
    ("accuracy", "准确率", Better.HIGHER, "ratio",
        r"(?:识别|分类|检测|判别|判定|转写|预测|解析|抽取|审核|翻译|应答|回答|分拣|定位|匹配"
        r"|诊断|预警|研判|命中|听写|派单|分派|评分|清点|盘点|计数|读数|估产|识读|配对)?(?:准确|正确|精确|精准|查准|识别|命中|吻合|符合|识读|一致)(?:率|度|性)"
        r"|(?:识别|检测|提取|分类|转写|补全|解析|抽取|比对|准确|正确)(?:达到?|约|为|在)?\s?(?=\d|百分之|[八九]成)|命中|[说认读听判猜测报算派分答看数](?:得|的)?对(?:了|的|上)?|[认听看判]得准|accuracy|precision|\bcorrect(?:ly)?\b|word accuracy"),
    ("defect rate", "不良率", Better.LOWER, "ratio,count",
        r"(?:次品|不良品?|废品|残次|坏件|返工|返修|退货|报废|不合格|瑕疵|断纱|断头|死淘|损耗|破碎|货损|货差|故障|失效)(?:率|件)"
        r"|(?:废品|次品|返工|返修|退货|报废|坏件)|reject rate|defect rate|scrap rate"),
    ("yield", "合格率", Better.HIGHER, "ratio",
        r"合格率|良品?率|一次通过率|直通率|优良率|优品率|A品率|正品率|成品率|合格(?!证)|yield"),
    ("completion", "成功率", Better.HIGHER, "ratio",
        r"成功率|完成率|解决率|办结率|完整率|到达率|转化率|自动化率|接通率|准点率|准时率|及时率|采集率|入库率|达成率|履约率|回收率|去除率|过滤率|利用率"
        r"|数据完整[率性]|成功(?!案例)|不用转人工|自[己行动]解决|success rate|completion rate"),
    ("coverage", "覆盖率", Better.HIGHER, "ratio,area", r"覆盖(?:率|面积?|范围)?|coverage"),
    ("share", "占比", Better.HIGHER, "ratio", r"占比|比例|占(?:到|了|去)?(?=[约近百\d一二三四五六七八九])|抽[检样]比例|返点|提成|折扣|利率|涨幅|毛利"),
    ("market share", "市场占有率", Better.HIGHER, "ratio",
        r"市场(?:占有率|份额)|市占率|续约率|复购率|占有率|满意[度率]|好评率?|market share|satisfaction"),
    ("availability", "可用率", Better.HIGHER, "ratio",
        r"可用(?:率|性|度)|可靠[性度]|在线率|完好率|开机率|稼动率|可动率|投用率|SLA|uptime|availability"),
    ("occupancy", "占用率", Better.LOWER, "ratio",
        r"(?:CPU|内存|磁盘|资源|带宽)(?:占用|使用|利用)(?:率)?|占用率|负载率"),
    ("downtime", "停机时间", Better.LOWER, "time",
        r"停[机线产工车运服电摆诊业](?:时间|时长|窗口)?|[共只仅才也要得须][停误]|[停误]了|误(?:工|时|产)|趴窝|宕机|中断(?:时间|时长)?|断(?:线|网|电)了?" + _N +
        r"|停" + _SPAN + r"|downtime|outage|offline for"),
    ("arrival", "到场时间", Better.LOWER, "time",
        r"到场|到[人岗户家](?![员工])|到达现场|到现场|到[厂站院校矿港店库]|上门|抵达|赶到|赶过来|现场响应|人到|到位(?=[，。；]|$)|(?<=[午上晚点时内天钟])[就能必可准]*(?:到(?=[，。；]|$)|来人|来修|出现)"
        r"|arriv(?:al|es?)|on-?site(?: response)?|at your site"),
    ("startup", "启动时间", Better.LOWER, "time",
        r"启动(?:时间|时长)?|开机(?:时间|时长|后|到|要)?|预热(?:时间|时长)?|冷启动|自检|warm-?up|start-?up|boots?"),
    ("changeover", "换型时间", Better.LOWER, "time",
        r"换型(?:时间|号)?|换产|(?:切换|更换|换)(?:个|一次|一个|一种)?(?:品种|规格|型号|产品|配方|品类)|换线|换模|换刀|换款|转产|changeover"),
    ("swap", "换电时间", Better.LOWER, "time", r"换(?:块|一块|一次)?电(?:池|瓶)?"),
    ("recovery", "恢复时间", Better.LOWER, "time",
        r"恢复(?:时间|时长)?|修复(?:时间)?|排除故障|排故|抢修|修好|抢通|切换到备|主备切换|倒换|切到备[机用]?|切换(?:时间)?|RTO|恢复正常|重新上线|拉起来?|接管|recovery|repair"
        r"|fail-?over"),
    ("waiting", "等候时间", Better.LOWER, "time",
        r"(?:排队|候[诊检车机]|等[候待车])(?:时间|时长)?|排[上到]?" + _SPAN + r"|队[要得]排|平均要?等|等(?:待时间|(?:上|了|将近|约|大概|不到)*(?=[\d一二两三四五六七八九十半]))|queu\w*|wait(?:ing)?(?: times?)?"),
    ("retraining", "训练时间", Better.LOWER, "time", r"(?:训练|重训|建模|标定|示教|编程)(?:一轮|一次|时间|时长|周期|用时|耗时)?|train the model|calibration"),
    ("horizon", "预测时长", Better.HIGHER, "time",
        r"(?:预测|预报|预判|预估|推演|看到|预见)(?:未来|今后|以后|期|时长|后续|往后|接下来|出|将来)*(?=[\d一二两三四五六七八九十半]+(?:\.\d+)?个?(?:多|来)?(?:秒|分|小时|钟头|天|日|周|个?月|季|年|s|h|min))|未来(?=[\d一二两三四五六七八九十])|预见期|预测期|预报期|预测时长|往后看|forecast horizon"),
    ("advance notice", "提前量", Better.HIGHER, "time",
        r"提前(?:量|预警|预报|告警|报警|发现|期)?|比[^，。；]{1,8}早|[赶抢]在[^，。；]{1,8}前|早了?(?=[\d一二两三四五六七八九十])|(?<=[期止工货机产电水课效约])前(?=[\d一二两三四五六七八九十]+(?:天|日|周|个|小时|分))|预警期|in advance"
        r"|lead time before|ahead"),
    ("latency", "响应时间", Better.LOWER, "time",
        r"时延|延时|延迟|滞后|返回|给出|得出|吐出|算[出完好](?:来|结果)?|响应(?:时间|速度|时长)?|反应(?:时间|过来)?|耗时|看得到画面|开图|打开|加载|刷出|弹窗"
        r"|用时|首字|推理(?:时间|耗时)?|处理时间|查询(?:时间|耗时)?|检索|查[到出得](?:结果)?|出(?:结果|报告|图|单|答案|数|方案|证|片)|[回答]复|应答(?:时间)?|卡顿|慢[了半]?拍|一趟"
        r"|有人[回接应答理]|[回接]应|才(?:听见|看到|出来|动|有反应)|推[到送给]|弹[到出]|(?<=[秒钟时内天s])[就即可能便]*(?:告警|报警|预警|提醒|通知|发出|知晓|完成|出[稿片单图]|给[出到]|成像)|上屏|响(?=[，。；])|[送寄]达|告知|重连|传[到回](?!训)|同步到|报[到给上]|告警(?:时间|到)|触发到|latency|delay|responses?(?: times?)?|response time|round trip|comes? back|answers? (?:in|within)|returns? (?:in|within)|results? (?:in|within)"),
    ("processing time", "办理时间", Better.LOWER, "time",
        r"办结|办完|办好|办理(?:时间|时限|时长)?|审批(?:时间|时限|时长)?|审[完核](?:时间)?|处理(?:时长|完|一[份单件笔])|分析(?:时间|完|一份)|生成(?:时间|一份)?|做完|看完|读完|审一份|盘点一[次遍]|跑完|转写完|写[完好]|出具|turnaround|processing time|takes? about"),
    ("cycle time", "节拍", Better.LOWER, "time",
        r"节拍|单[样篇例幅床份笔次帧图户页](?:计算|分析|处理|用时|耗时|识别)*(?:时间)?(?!价|费|收|[充采飞最巡作])|(?:单|每一?)[件板块片台箱包只卷盘车张批袋瓶盒辆根个](?:的)?(?:检测|扫描|加工|作业|处理|称重|分拣|码放|测量|识别|成像|用|花|要)*(?:时间|耗时|用时|周期)|单[件板块片](?:检测|扫描|加工|作业|处理|称重|分拣|码放|测量|识别)*(?!成本|价|重|产)|(?:检测|扫描|加工|作业|循环|单件)(?:时间|周期)|周期时间|cycle time|takt"),
    ("mtbf", "平均无故障时间", Better.HIGHER, "time",
        r"无故障|MTBF|故障间隔|才[出坏][了过]?(?:一[次回])?(?:毛病|故障)?|不出(?:毛病|故障)|mean time between"),
    ("payment term", "账期", Better.HIGHER, "time", r"账期|付款(?:周期|期|后)?|结算(?:周期)?|回款|开票|结清|承兑|payment terms?|net \d+|invoice"),
    ("contract", "合同期", Better.HIGHER, "time", r"合同(?:周期|期限?|有效期)|租(?:期|约)|起租|服务期(?:限)?|有效期|授权(?:期|有效)|证书有效|contract (?:term|period)"),
    ("trial", "试用期", Better.HIGHER, "time", r"试(?:用|运行|运营|跑|产)(?:期|时间)?|陪跑|驻[场厂守点](?:期|时间|服务)?|跟产|跟班|trial"),
    ("exposure", "曝光时间", Better.LOWER, "time", r"曝光(?:时间)?|快门|积分时间"),
    ("calibration interval", "校准周期", Better.HIGHER, "time", r"(?:校准|检定|保养|润滑|维护保养|大修|送检|免维护)(?:周期|间隔|一次)?"),
    ("charging", "充电时间", Better.LOWER, "time",
        r"充电(?:时间|时长|(?:只|仅)?[要需得花]|不?超)?(?!作业|宝)|(?:就能|即可|可)?充(?:得)?满(?:电)?(?!作业|工作|运行|后|能|可|连续|跑|飞|一次)(?:只|仅|也)?[要需得花]?(?!的)|快充"
        r"|慢充|从零到满|充" + _SPAN + r"|charg(?:ing|es?) (?:time|in|takes)"),
    ("standby", "待机时间", Better.HIGHER, "time", r"待机|standby"),
    ("endurance", "续航", Better.HIGHER, "time",
        r"续航|不断电|断电(?:后|之后|了)?|停电(?:后|之后|了)?|后备(?:时间|电源)|连续(?:运行|工作|作业|飞行|巡检|使用|录音|监测|拍摄|生产|供电|跑|干)|满电|充满(?:电|一次)?(?:后|能|可|作业|工作|运行|连续|跑|飞)"
        r"|[留滞]空|单次(?:飞行|充电|作业)|(?:一次|一块|单块|整块|满)(?:充电|充满(?!不超|要|需|用|只|花|约?[\d一二两三四五六七八九十半])|电池|电)|[走跑飞用干撑顶扛][得到]?(?:个|满|了|上|足|住)?" + _SPAN +
        r"|电池(?:能|可|够)|(?:single|one|per|full) charge|keeps? \w* ?running|battery life|endurance|runtime"),
    ("service life", "使用寿命", Better.HIGHER, "time", r"(?:设计|使用|电池|循环)?寿命|使用年限|用得住|service life|lifespan"),
    ("warranty", "质保期", Better.HIGHER, "time",
        r"质保期?|保修期?|包修|免费(?:更换|维护|维保|维修|运维|升级|修|保修|换|服务|保养)|包[换修]|保(?:修|用|换|固|你)?(?=[一二两三四五六七八九十\d]+(?:年|个月))|维保期?|运维期|坏了[^，。；]{0,4}换|[含送赠](?=[一二两三四五六七八九十\d]+(?:年|个月)的?(?:升级|维|质保|服务|保|备件|软件|云|免费|检定))|升级包|warranty"),
    ("retention", "保存期限", Better.HIGHER, "time",
        r"保[存留管](?:期限|时间|周期)?|留[存底]|[放存留]就是|(?<=[周月天年])(?:以前|之前)的|放满|滚动(?:覆盖|存)?|覆盖(?![率面范全到了\d约])|(?:够|能|可|得|都|也)[存放留查翻调](?:上|得到|到)?" + _N +
        r"|存储?(?=[一二两三四五六七八九十半\d]+(?:天|年|个?月|周|小时))|回[看放溯](?:近|最近)?|调[看阅取]|翻(?:出|看|到)|查得[到着]|存储(?:时长|周期|时间)|留痕|归档|存档|轮转|看(?=[近最]*[\d一二两三四五六七八九十]+个?[年月])|可追溯|在线(?:保存|可查)|retention"
        r"|retained?|kept for|\bkept\b|\bstored?\b"),
    ("erasure", "清除期限", Better.LOWER, "time", r"清[理空除掉]|删[除掉]|自动(?:删|清)|销毁|抹[掉除]|overwrit\w+|purged?|deleted"),
    ("payback", "回收期", Better.LOWER, "time", r"回收期|回本|收回(?:投资|成本)|本钱|赚回|payback|pays? (?:for itself|back)"),
    ("installation time", "安装时间", Better.LOWER, "time",
        r"(?:安装|调试|就位|装[完好妥]|架设|装调|布设|布点|吊装)(?:周期|时间|工期|时长|完毕)?|要装|install(?:ation|ed)?"),
    ("delivery time", "工期", Better.LOWER, "time",
        r"工期|交[付期](?:周期|期|时间)?(?!之?后|起|之日)|交货期?(?!之?后|起)|供货(?:期|周期)?|(?:部署|实施|建设|上线|改造|施工|投产|投用|落地|完工|验收|交钥匙)"
        r"(?:周期|时间|工期|时长)?(?!之?后|起|期间|过|的项目)|[发到供交提]货(?!之?后|起|之日)|运到|运抵|设备到|能用上|用起来|跑起来|进场|竣工|从签(?:合同|约|字)?到|下单到|全[部套]做完"
        r"|完成部署|lead time|delivery|delivered|deployed? (?:in|within)|go(?:es)? live|go-live|ships? (?:in|within)"),
    ("training time", "培训时长", Better.HIGHER, "time", r"(?:培训|授课|讲课|上课|实操|带教|课程)(?:周期|时间|时长)?|training"),
    ("interval", "更新间隔", Better.LOWER, "time",
        r"(?:采样|上报|刷新|更新|采集|轮询|回传)(?:一次|一遍|间隔|周期|频率|频次)?|(?:巡检|巡查|巡视|记录|扫描|推送|上传|同步|备份|校时|抓拍)(?:一次|一遍|间隔|周期|频率|频次)|刷一[次遍]|[报采测拍扫传更]一[次回遍]|interval|refresh\w*|every"),
    ("in service", "已运行时间", Better.HIGHER, "time", r"已(?:连续)?(?:运转|运行|在用|服役|开|用|跑)了?|(?:运转|运行|用|开|服役)了" + _N + r"|投运(?:至今)?|上线(?:至今|了)"),
    ("experience", "经验", Better.HIGHER, "time,count",
        r"经验|从业|业绩|入行|干了|做了|(?:成功|同类|落地|应用|类似|建成|投运)?(?:案例|项目)|经手|成立|深耕|experience|track record|references?"),
    ("accuracy class", "准确度等级", Better.LOWER, "grade", r"精度(?:为|达到?)?(?=\s?(?:\d+\.)?\d+\s?级)|准确度|精度等级|准确度等级|计量等级"),
    ("energy class", "能效等级", Better.LOWER, "grade", r"能效(?:等级)?"),
    ("clock error", "时钟误差", Better.LOWER, "time", r"(?:时钟|对时|授时|校时|时间|同步)(?:误差|偏差|精度)|对时"),
    ("error", "误差", Better.LOWER,
        "ratio,length,mass,temperature,degree,pressure,volume,speed,sound,voltage,current,frequency,count,number,force,area,power,energy,money",
        r"误差|偏差|精度|公差|重复性|不确定度|[相实最平]差|平均差|波动|漂移|跳动|错位|差[得了出个着不上]*(?=[到过超约足\d.零一二两三四五六七八九十半])|偏(?:[离移了](?:不超过|了)?|(?=[约\d一二两三四五六七八九十]))|出入(?!库|口|境)|相差|准到|精确到|误差带|温差|控温|恒温|控制在±|±"
        r"|error|tolerance|accurate to|measurement accuracy|deviation|repeatability|within ±|RMSE|MAPE"),
    ("resolution", "分辨率", Better.HIGHER, "pixels", r"分辨率|像素|清晰度|resolution"),
    ("spatial resolution", "空间分辨率", Better.LOWER, "length,temperature,mass", r"分辨[率力]|像元|最小刻度|分度值|显示到"),
    ("energy use", "能耗", Better.LOWER, "",
        r"能耗|单耗|[电水气油煤药]费|油耗|电耗|气耗|煤耗|水耗|药耗|耗[电水气油药煤]量?|用[电水气油药]量?|energy (?:use|consumption)"),
    ("emission", "排放", Better.LOWER, "", r"排放(?:浓度|量)?|碳排|出水(?:浓度|指标)?|残留"),
    ("power", "功率", Better.LOWER, "power", r"功耗|功率|耗电|吃电|满负荷|power"),
    ("volume", "体积", Better.LOWER, "volume", r"体积|外形|尺寸"),
    ("tank", "容量", Better.HIGHER, "volume,mass", r"容[量积]|料斗|水箱|药箱|罐|库容|capacity of the tank"),
    ("thickness", "厚度", Better.LOWER, "length", r"厚度|厚(?!重|道|待)|thick(?:ness)?"),
    ("turning radius", "转弯半径", Better.LOWER, "length", r"转弯(?:半径)?|回转半径|掉头|转身|turning"),
    ("aisle", "通道宽度", Better.LOWER, "length", r"(?:巷|通)道(?:宽度?)?|过道|门洞"),
    ("obstacle", "越障高度", Better.HIGHER, "length", r"越障|门[槛坎]|台阶|涉水|水深|过坎|跨[越过]?|沟"),
    ("body size", "机身尺寸", Better.LOWER, "length", r"(?:机身|车身|整机|外形|机柜|探头)(?:宽度?(?!带|限)|长度?(?!期)|高度)(?:不超过|只有|仅)?(?=\s?[\d一二两三四五六七八九十不超小≤])"),
    ("lift", "提升高度", Better.HIGHER, "length", r"(?:提升|举升|升高|起升|堆高|码放|作业)高度?|升[到至]|扬程|举[到过]|lift(?:s|ing)?"),
    ("cable", "线缆长度", Better.HIGHER, "length", r"线缆|电缆|网线|拖缆"),
    ("weight", "重量", Better.LOWER, "mass", r"(?:整机|净|自|设备|毛|体|枪体|机身|单件|连电池|裸)重量?|(?:整机|机身|裸机|本体)(?=[才仅只约重]|\d|[一二三四五六七八九十])|重量|份量|分量|轻于|重于|重(?=约?[\d一二两三四五六七八九十不])|weighs?|weight"),
    ("payload", "负载", Better.HIGHER, "mass", r"载[重荷]|承载|驮|载荷|负载|负荷|承重|臂力|[抓夹搬托拉拖驮举扛提吊]\w{0,2}重量|额定载|起重|满载|牵引|挂[载重]|[能可最](?:多|大)?(?:扛|驮|拉|装|抓|搬|举|提|吊|载|拖|运|托)(?:得?动|起|得起)?|payload|carries|lifts"),
    ("storage temperature", "储存温度", Better.COVER, "temperature",
        r"(?:仓储|存储|储存|贮存|存放|运输)温度|storage temperature"),
    ("temperature rise", "温升", Better.LOWER, "temperature", r"温升|升温(?!速)|表面温度"),
    ("measuring range", "测量范围", Better.COVER, "temperature,pressure,length,mass,speed,frequency,voltage,current,volume", r"量程|测[量温压距速](?:范围|区间)|(?:测|可测|适用|适应|识别|调节)(?:的)?(?:范围|区间)|measur\w+ range"),
    ("temperature", "工作温度", Better.COVER, "temperature", r"温度|室温|低温|高温|运行|工作环境|严寒|酷暑|temperature"),
    ("humidity", "湿度", Better.COVER, "ratio", r"湿度|humidity|RH\b"),
    ("slope", "爬坡能力", Better.HIGHER, "ratio,degree", r"爬坡|坡[度道]|上坡|的坡|斜坡|gradient|slope"),
    ("angle", "视场角", Better.HIGHER, "degree", r"视[场角]+|扇面|扫描角|转角|旋转|夹角|俯仰|水平角"),
    ("price", "价格", Better.LOWER, "money",
        r"单价|价[格钱位]|报价|总价|费用|成本|预算|造价|售价|租金|[年月日]租(?!赁)|收费|[年月]费|服务费|运维费|维护费|费(?=[约每不]|\d)|限价|到手价|打包|整体|合计|总共|一口价|只?[要卖收](?=[\d一二两三四五六七八九十])|花[费了]|预付|price|cost|budget|charges?|fees?"),
    ("deposit", "保证金", Better.LOWER, "money", r"押金|保证金|定金|保函|违约金|赔[偿付]?|deposit"),
    ("revenue", "金额", Better.HIGHER, "money", r"销售额|中标|捐款|融资|注册资本|罚款|营收|营业额|产值|合同额|利润|投资(?!回收)|研发投入|补贴|节省|省下|省了|挽回|revenue|turnover|funding"),
    ("throughput", "处理能力", Better.HIGHER, "",
        r"处理(?:能力|量|速度|得了)|吞吐(?:量|能力)?|产[能量出](?!值)|分选|日处理|承接|检测(?:速度|能力|效率)|接得住|吃得下|消化|[能可](?:过|跑|处理|检|分|拣|打|收|装|称|测|做|扫|读|审|派|录|包|码|切|洗|烘|巡|喷|飞|摘|播|采)(?=[\d一二两三四五六七八九十上近])"
        r"|(?:拣选|拆垛|码垛|分拣|作业|采收|喷洒|清洗|装箱|通行|通过|打印|转写|识别|印刷|巡检|清扫|盘点)(?:效率|能力|速度|面积)|拣选|[每日班]产|throughput|capacity"),
    ("concurrency", "并发", Better.HIGHER, "count,number,request rate",
        r"并发(?:数|量|用户|路数|车辆数)?|系统容量|接入容量|同一?[时一][刻点]|同一刻|同时[管带]|同时(?:在线|接入|处理|接|打|说|提问|登录|看|使用|操作|分析)|一起(?:提问|登录|在线|打|用)|峰值|接入(?:能力|数量|路数)?|concurren(?:t|cy)|simultaneous(?:ly)?"),
    ("bandwidth", "带宽", Better.HIGHER, "bandwidth", r"带宽|上行|下行|传输速率|网速|码[率流]|bandwidth|uplink|downlink"),
    ("frame rate", "帧率", Better.HIGHER, "frame rate", r"帧[率频速]|frame rate"),
    ("storage capacity", "存储容量", Better.HIGHER, "data", r"存储(?:容量|空间)?|容量|硬盘|磁盘|内存|显存|storage"),
    ("package size", "安装包大小", Better.LOWER, "data", r"安装包|模型(?:大小|体积)|固件|流量|压缩(?:后|到)"),
    ("snr", "信噪比", Better.HIGHER, "sound", r"信噪比|增益|隔[音声]|降噪(?:量|深度|能力)?|衰减|动态范围|SNR|gain"),
    ("noise", "噪声", Better.LOWER, "sound", r"噪声|噪音|声压|动静|声音|噪|noise"),
    ("reach", "作用距离", Better.HIGHER, "length",
        r"(?:测|探测|作用|识别|通信|传输|检测|感应|读取|图传|遥控|覆盖|发现|监控|夜视)?(?:距离|半径)|[航里]程|(?:米|公里|里)?开外|以外|之外|飞行|最远|[看探测读传识盯]得[到见清着]|[看探测读传识认拍](?:到|见|清|出)(?:人|车)?|臂展|工作半径|伸(?:到|出)|射程|图传|range|distance"),
    ("diameter", "直径", Better.HIGHER, "length", r"直径|管径|口径|孔径|线径|diameter"),
    ("smallest feature", "最小可检尺寸", Better.LOWER, "length,area,mass",
        r"最(?:小|细|短|浅|窄|薄)(?:的)?(?:可)?(?:[检识分辨测看认]|缺陷|裂纹|划[伤痕]|尺寸|能|到)?|可检|检出|识别出|查出|看出|认得出|小到|细到|薄到|低至|小于?(?=[\d零一二两三四五六七八九十])|分辨(?!率)|detectable|as small as"),
    ("depth", "深度", Better.HIGHER, "length", r"深度|埋深|水下|下潜|穿透"),
    ("clearance", "幅宽", Better.HIGHER, "length", r"幅宽|门幅|有效宽度|工作宽度|割幅|喷幅|作业幅|行程"),
    ("speed", "速度", Better.HIGHER, "speed,length", r"[车航转飞带线行]速|线?速度|时速|跑[到出]?(?=每|\d)|speed"),
    ("rotation", "转速", Better.HIGHER, "rotation", r"转速|spindle"),
    ("wind speed", "风速", Better.HIGHER, "speed", r"风速|[阵大]风"),
    ("wind force", "抗风等级", Better.HIGHER, "grade", r"抗风|风[力速]|[大阵强]风|持续风|(?<=级)风|wind force"),
    ("quake", "抗震设防", Better.HIGHER, "grade,degree", r"抗震|设防"),
    ("pressure", "压力", Better.COVER, "pressure", r"压力|耐压|承压|水压|气压|气源|pressure"),
    ("detection limit", "检出限", Better.LOWER, "ratio,mass", r"检[出测](?:下?限)|浓度|下限|detection limit"),
    ("labour", "用工人数", Better.LOWER, "", r"人员|人力|人工|用工|操作工|操作员|岗位|值守|盯着?|看[管守]|配(?=[\d一二两三四五六七八九十]+[个名]?人)|只[要用]一?[个名]?人|headcount|labou?r|operators?"),
    ("staff", "团队人数", Better.HIGHER, "count", r"团队|驻场|工程师|技术人员|研发人员|员工|派[驻出]?|staff|engineers"),
    ("trainees", "培训人数", Better.HIGHER, "count", r"学员|培训|授课|参训|班组长|trainees"),
    ("classes", "识别种类", Better.HIGHER, "count", r"种类|类别|品类|类型|[几多]?种[类型]?|协议|语[言种]|缺陷类"),
    ("sites", "落地数量", Better.HIGHER, "count", r"出货|销[量售]|卖出|卖了|保有量|累计|部署|上线|装[了机]|落地|服务(?:了|过)?|用户数?|客户|门店|供货|installed base"),
    ("efficiency", "效率", Better.HIGHER, "", r"效率|人效|工效|提速|efficiency|productivity"),
    ("protection level", "等保等级", Better.HIGHER, "grade", r"等保|等级保护|mlps"),
    ("storage positions", "储位", Better.HIGHER, "", r"存储位|储位|货位|库位"),
    ("backup", "备份", Better.LOWER, "", r"备份|快照|RPO|backup"),
)  # fmt: skip
