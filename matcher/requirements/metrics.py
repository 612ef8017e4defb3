"""What a figure measures: the names of metrics, which way each is better, what belongs together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Better(StrEnum):
    """Which way a metric is better when a text gives a bare figure."""

    HIGHER = "higher"
    LOWER = "lower"
    COVER = "cover"  # the offer's range has to contain what is asked


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric, the dimensions it is stated in (empty: any) and which way it is better."""

    name: str
    better: Better
    dimensions: frozenset[str]


_ROWS: tuple[tuple[str, Better, str, str], ...] = (
    # name, better, dimensions (comma-separated), surface forms as one alternation
    ("miss rate", Better.LOWER, "ratio,count",
        r"漏[检报判识警杀诊拣](?:率|比例)?|漏(?:掉|过|了|网|看|查|认|失)|没(?:查|检|认|看)出来?|miss(?:ed)? rate|missed detections?"
        r"|false negatives?"),
    ("detection rate", Better.HIGHER, "ratio",
        r"检出(?:率|比例)|召回率?|(?:敏感|灵敏)[度性]|sensitivity|detection probability|查全率|发现率|捕获率|recall|detection rate"),
    ("false alarm", Better.LOWER, "ratio,count",
        r"误[报检剔警识杀](?:率|比例|次数)?|(?:虚|错|乱|谎)[报警]|虚警率?|过[杀检](?:率|比例)?|false (?:alarm"
        r"|positive)s?"),
    ("error rate", Better.LOWER, "ratio,count", r"(?:错误|差错|出错|误判|错[判分发投送拣配漏读认收登扫]|失手|抓空|落空|失败(?!重)|[发分送拣配认]错|字错|丢[包件失]|破损"
        r"|损坏)率?|搞错|弄错|出[了过]?差错|packet loss|error rate"),
    ("accuracy", Better.HIGHER, "ratio",
     r"(?:识别|分类|检测|判别|判定|转写|预测|解析|抽取|审核|翻译|应答|回答|分拣|定位|匹配"
     r"|诊断|预警|诊断)?(?:准确|正确|精确|精准|查准|识别)(?:率|度)|accuracy|precision"),
    ("defect rate", Better.LOWER, "ratio,count",
        r"(?:次品|不良品?|废品|残次|坏件|返工|返修|退货|报废)(?:率|件)?|reject rate|defect rate"),
    ("yield", Better.HIGHER, "ratio", r"合格率|良品?率|一次通过率|直通率|优良率|yield"),
    ("completion", Better.HIGHER, "ratio",
        r"成功率|完成率|解决率|完整率|到达率|转化率|自动化率|接通率|准点率|采集率|入库率"
        r"|success rate"),
    ("coverage", Better.HIGHER, "ratio,area", r"覆盖(?:率|面|范围)?|coverage"),
    ("availability", Better.HIGHER, "ratio",
        r"可用(?:率|性|度)|在线率|完好率|开机率|SLA|uptime|availability"),
    ("downtime", Better.LOWER, "time",
        r"停[机线产工车运服](?:时间|时长)?|[共只仅才也]停|停了|宕机|中断(?:时间|时长)?|断线|downtime|outage"),
    ("arrival", Better.LOWER, "time", r"到场|到达现场|到现场|上门|抵达|赶到|现场响应|人到|(?<=[午上晚点时内天])到(?=[，。；]|$)|arriv(?:al|es?)|on-?site(?: response)?"),
    ("latency", Better.LOWER, "time",
     r"时延|延时|延迟|返回|给出(?:结果|答复|结论)|响应(?:时间|速度|时长)?|反应时间|耗时"
     r"|用时|首字|推理时间|处理时间|切换时间|出结果|[回答]复|应答时间|卡顿|一趟|平均要?等|等(?:待时间|(?:上|了|将近|约|大概)?(?=[\d一二两三四五六七八九十半]))"
     r"|有人[回接应答理]|推[到送]|弹[到出]|latency|responses?(?: times?)?|round trip|comes? back|answers? (?:in|within)|returns? (?:in|within)"),
    ("recovery", Better.LOWER, "time",
        r"恢复(?:时间|时长)?|修复(?:时间)?|排除故障|修好|切换到备|主备切换|RTO|recovery|repair"
        r"|fail-?over"),
    ("cycle time", Better.LOWER, "time",
        r"节拍|单[件板块片](?:检测|扫描|加工|作业)?(?:时间|耗时)?|(?:检测|扫描|加工)时间|周期时间|换型(?:时间)?|换产|(?:切换|更换|换(?:个|一次|一个)?)品种|换线|cycle time|changeover"),
    ("warranty", Better.HIGHER, "time",
     r"质保期?|保修期?|包修|免费(?:更换|维护|维保|维修|运维|升级|修|保修)|包[换修]|保(?:修|用)?(?=[一二两三四五六七八九十\d]+(?:年|个月))|维保期?|运维期|warranty"),
    ("retention", Better.HIGHER, "time",
        r"保[存留](?:期限|时间|周期)?|留存|[放存]就是|(?<=[周月天年])(?:以前|之前)的|放满|清[理空除]|覆盖(?![率面范全到了])|(?:够|能|可)[存放](?=[一二两三四五六七八九十\d])"
        r"|存(?=[一二两三四五六七八九十半\d]+(?:天|年|个?月|周|小时))|overwrit\w+|purged?|deleted after|存储(?:时长|周期|时间)|留痕|归档|可追溯|retention"
        r"|retained?|kept for"),
    ("charging", Better.LOWER, "time",
        r"充电(?:时间|时长|(?:只|仅)?[要需]|不?超)?(?!作业|宝)|(?:就能|即可|可)充满|充满(?:电)?(?:只|仅|也)?[要需得]|快充"
        r"|慢充|从零到满|charg(?:ing|es?) (?:time|in|takes)"),
    ("endurance", Better.HIGHER, "time",
     r"续航|不断电|待机|连续(?:运行|工作|作业|飞行|巡检|使用|录音|监测|拍摄|生产)|满电"
     r"|单次(?:飞行|充电)|(?:一次|一块|单块|整块)(?:充电|充满|电池)|[走跑飞用干撑顶](?:个|满|了)?(?=[一二两三四五六七八九十半\d]+个?半?(?:小时|钟头|分钟))"
     r"|电池(?:能|可|够)|无故障|MTBF|(?:single|one|per|full) charge|keeps? \w* ?running|battery life|endurance|runtime"),
    ("service life", Better.HIGHER, "time", r"(?:设计|使用)?寿命|使用年限|service life|lifespan"),
    ("advance notice", Better.HIGHER, "time",
        r"提前量?|比[^，。；]{1,8}早|早了?(?=[\d一二三四五六七八九十两])|in advance"
        r"|lead time before"),
    ("payback", Better.LOWER, "time", r"回收期|回本|收回(?:投资|成本)|payback"),
    ("delivery time", Better.LOWER, "time",
     r"工期|交付(?:周期|期|时间)?(?!之?后|起|之日)|交货期?(?!之?后|起)|供货期?|(?:部署|实施|建设|上线|改造)"
     r"(?:周期|时间|工期|时长)?(?!之?后|起|期间)|[发到供交]货(?!之?后|起|之日)|运到|运抵|设备到|能用上|进场|竣工"
     r"|完成部署|lead time|delivery|deployed? (?:in|within)"
     r"|go-live"),
    ("installation time", Better.LOWER, "time",
        r"(?:安装|调试|就位|装完)(?:周期|时间|工期|时长)?|要装|install(?:ation|ed)?"),
    ("training time", Better.HIGHER, "time", r"(?:培训|授课)(?:周期|时间|时长)?|training"),
    ("interval", Better.LOWER, "time",
        r"(?:采样|上报|刷新|更新|采集|巡检|巡查|记录)(?:间隔|周期|频率|频次)?|interval"),
    ("experience", Better.HIGHER, "time,count",
        r"经验|从业|业绩|(?:成功|同类|落地|应用)?案例|experience|track record"),
    ("error", Better.LOWER, "",
        r"误差|偏差|精度|公差|重复性|[相实最平]差|平均差|差得|差(?=\d+(?:\.\d+)?\s?(?:kg|g|mm|cm|m|公|毫|厘|克|吨))"
        r"|error|tolerance|accurate to|measurement accuracy"),
    ("resolution", Better.HIGHER, "pixels", r"分辨率|像素|清晰度|resolution"),
    ("energy use", Better.LOWER, "",
        r"能耗|[电水气油]费|油耗|电耗|气耗|煤耗|水耗|耗电量?|用电量?|energy (?:use|consumption)"),
    ("power", Better.LOWER, "power", r"功耗|功率|power"),
    ("volume", Better.LOWER, "volume", r"体积|外形|尺寸"),
    ("thickness", Better.LOWER, "length", r"厚度|厚(?!重|道|待)|thick(?:ness)?"),
    ("weight", Better.LOWER, "mass", r"(?:整机|净|自|设备|毛|体|枪体|机身)重量?|(?:整机|机身|裸机|本体)(?=[才仅只约重]|\d|[一二两三四五六七八九十])|重量|轻于|重于|weighs?|weight"),
    ("payload", Better.HIGHER, "mass", r"载重|载荷|负载|负荷|承重|[抓夹搬托]\w{0,2}重量|额定载|起重|满载|能(?:扛|驮|拉|装|抓|搬)|payload"),
    ("storage temperature", Better.COVER, "temperature",
        r"(?:仓储|存储|储存|贮存|存放|运输)温度|storage temperature"),
    ("temperature", Better.COVER, "temperature", r"温度|室温|低温|高温|运行|工作环境|temperature"),
    ("humidity", Better.COVER, "ratio", r"湿度|humidity"),
    ("price", Better.LOWER, "money",
     r"单价|价格|报价|总价|费用|成本|预算|造价|售价|租金|[年月日]租(?!赁)|收费|年费|月费|限价|price|cost|budget"),
    ("revenue", Better.HIGHER, "money", r"销售额|中标|捐款|融资|注册资本|罚款|营收|营业额|产值|合同额|利润|revenue|turnover"),
    ("throughput", Better.HIGHER, "",
     r"处理(?:能力|量|速度)|吞吐量?|产能|产量|分选|日处理|承接|检测(?:速度|能力)"
     r"|拣选(?:效率)?|拆垛能力|[每日]产|throughput|capacity"),
    ("concurrency", Better.HIGHER, "count,number,request rate",
        r"并发|同时(?:在线|接入|处理)|接入|concurren(?:t|cy)"),
    ("bandwidth", Better.HIGHER, "bandwidth", r"带宽|上行|下行|传输速率|bandwidth"),
    ("frame rate", Better.HIGHER, "frame rate", r"帧率|frame rate"),
    ("reach", Better.HIGHER, "length",
        r"(?:测|探测|作用|识别|通信|传输|检测)?距离|[航里]程|半径|开外|飞行|最远|range|distance"),
    ("diameter", Better.HIGHER, "length", r"直径|diameter"),
    ("smallest feature", Better.LOWER, "length,area",
        r"最小(?:可)?[检识分辨测]|可检|检出|识别出|分辨(?!率)|detectable"),
    ("speed", Better.HIGHER, "speed,length", r"车速|线速度?|速度|时速|speed"),
    ("wind force", Better.HIGHER, "grade", r"抗风|风力|[大阵强]风|持续风|(?<=级)风|wind force"),
    ("noise", Better.LOWER, "sound", r"噪声|噪音|声压|noise"),
    ("labour", Better.LOWER, "", r"人员|人力|人工|用工|操作工|岗位|headcount|labou?r"),
    ("efficiency", Better.HIGHER, "", r"效率|人效|efficiency|productivity"),
    ("protection level", Better.HIGHER, "grade", r"等保|等级保护|mlps"),
    ("storage positions", Better.HIGHER, "", r"存储位|储位|货位|库位"),
    ("backup", Better.LOWER, "", r"备份|快照|RPO|backup"),
)  # fmt: skip

_METRICS = {
    name: Metric(name, better, frozenset(filter(None, dims.split(","))))
    for name, better, dims, _ in _ROWS
}
# A share with a name of its own (拦截率, 误伤率): it is the same metric only under the same name.
_RATE = r"(?P<rate>[一-鿿]{2}率)"
_WORSE = re.compile(r"[误漏错损废差返次停故退投逾破脱]")
_PATTERN = re.compile(
    "|".join([*(f"(?P<m{index}>{row[3]})" for index, row in enumerate(_ROWS)), _RATE]),
    re.IGNORECASE,
)
# One minus the other.
COMPLEMENTS = {
    frozenset({"miss rate", "detection rate"}),
    frozenset({"accuracy", "error rate"}),
    frozenset({"completion", "error rate"}),
    frozenset({"yield", "defect rate"}),
}
# Dimensions that hardly ever measure two things in one offer: the unit alone names the metric.
TELLING = {"IP": Better.HIGHER, "DN": Better.COVER, "SIL": Better.HIGHER, "CMMI": Better.HIGHER,
           "temperature": Better.COVER, "power": Better.LOWER, "volume": Better.LOWER,
           "sound": Better.LOWER, "bandwidth": Better.HIGHER, "frame rate": Better.HIGHER,
           "request rate": Better.HIGHER, "pixels": Better.HIGHER, "rotation": Better.HIGHER,
           "voltage": Better.COVER, "pressure": Better.COVER, "speed": Better.HIGHER,
           "frequency": Better.COVER, "money": Better.LOWER}  # fmt: skip

# Of these even an offer without the words for it says enough.
GRADES = frozenset({"IP", "DN", "SIL", "CMMI"})
SOLE = GRADES | {"temperature", "sound"}

CHANGE = re.compile(
    r"(?P<down>下降|降低|降幅|减少|减幅|缩短|节省|节约|节能|节电|压缩|压降|降本|减人"
    r"|reduc\w*|cut\w*|sav\w*|lower\w*)"
    r"|(?P<up>提升|提高|增加|增长|增幅|涨幅|扩大|增效|improv\w*|increas\w*|rais\w*)",
    re.IGNORECASE,
)


Mentioned = tuple[str, int, int]  # name of a metric and where it is named


def metrics_in(words: str) -> list[Mentioned]:
    """The metrics named in a text, with their spans."""
    found = []
    for match in _PATTERN.finditer(words):
        assert match.lastgroup is not None
        named = match.lastgroup != "rate"
        name = _ROWS[int(match.lastgroup[1:])][0] if named else match.group()
        found.append((name, match.start(), match.end()))
    return found


def metric(name: str) -> Metric:
    """The metric of a name that `metrics_in` gave."""
    known = _METRICS.get(name)
    if known is not None:
        return known
    way = Better.LOWER if _WORSE.search(name) else Better.HIGHER
    return Metric(name, way, frozenset({"ratio"}))


def measured_in(dimension: str) -> frozenset[str]:
    """Names of the listed metrics that are stated in a dimension."""
    return frozenset(m.name for m in _METRICS.values() if dimension in m.dimensions)


def better(names: frozenset[str], dimension: str) -> Better:
    """Which way a bare figure of these metrics is better; without a metric, by its dimension."""
    if names:
        return metric(min(names)).better
    return TELLING.get(dimension, Better.HIGHER)
