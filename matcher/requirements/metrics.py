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
    ("miss rate", Better.LOWER, "ratio",
        r"漏[检报判识警杀诊](?:率|比例)?|miss(?:ed)? rate|missed detections?"
        r"|false negatives?"),
    ("detection rate", Better.HIGHER, "ratio",
        r"检出(?:率|比例)|召回率?|查全率|发现率|捕获率|recall|detection rate"),
    ("false alarm", Better.LOWER, "ratio,count",
        r"误[报检判剔警识杀](?:率|比例|次数)?|虚警率?|过[杀检](?:率|比例)?|false (?:alarm"
        r"|positive)s?"),
    ("error rate", Better.LOWER, "ratio", r"(?:错误|差错|出错|错分|错发|字错)率?|error rate"),
    ("accuracy", Better.HIGHER, "ratio",
     r"(?:识别|分类|检测|判别|判定|转写|预测|解析|抽取|审核|翻译|应答|回答|分拣|定位|匹配"
     r"|诊断|预警|诊断)?(?:准确|正确|精确|精准|查准|识别)(?:率|度)|accuracy|precision"),
    ("yield", Better.HIGHER, "ratio", r"合格率|良品?率|一次通过率|直通率|优良率|yield"),
    ("completion", Better.HIGHER, "ratio",
        r"成功率|完成率|解决率|完整率|到达率|转化率|自动化率|接通率|准点率|采集率|入库率"
        r"|success rate"),
    ("coverage", Better.HIGHER, "ratio,area", r"覆盖(?:率|面|范围)?|coverage"),
    ("availability", Better.HIGHER, "ratio",
        r"可用(?:率|性|度)|在线率|完好率|开机率|SLA|uptime|availability"),
    ("downtime", Better.LOWER, "time",
        r"停[机线产工车运](?:时间|时长)?|宕机|中断(?:时间|时长)?|断线|downtime|outage"),
    ("latency", Better.LOWER, "time",
     r"时延|延时|延迟|返回|给出(?:结果|答复|结论)|响应(?:时间|速度|时长)?|反应时间|耗时"
     r"|用时|首字|推理时间|处理时间|切换时间|出结果|latency|responses?(?: times?)?"),
    ("arrival", Better.LOWER, "time", r"到场|到达现场|到现场|上门|抵达|赶到|现场响应|on-?site"),
    ("recovery", Better.LOWER, "time",
        r"恢复(?:时间|时长)?|修复(?:时间)?|排除故障|RTO|recovery|repair"),
    ("cycle time", Better.LOWER, "time",
        r"节拍|单件(?:时间|检测)?|周期时间|换型(?:时间)?|换产|换线|cycle time|changeover"),
    ("warranty", Better.HIGHER, "time",
     r"质保期?|保修期?|包修|免费(?:更换|维护|维保|维修|运维|升级)|维保期?|运维期|warranty"),
    ("retention", Better.HIGHER, "time",
        r"保存(?:期限|时间|周期)?|留存|存储(?:时长|周期|时间)|留痕|归档|可追溯|retention"
        r"|retained?|kept for"),
    ("endurance", Better.HIGHER, "time",
     r"续航|不断电|待机|连续(?:运行|工作|作业|飞行|巡检|使用|录音|监测|拍摄|生产)|满电"
     r"|单次(?:飞行|充电)|一次充电|充满|无故障|MTBF|battery life|endurance|runtime"),
    ("service life", Better.HIGHER, "time", r"(?:设计|使用)?寿命|使用年限|service life|lifespan"),
    ("advance notice", Better.HIGHER, "time",
        r"提前量?|比[^，。；]{1,8}早|早了?(?=[\d一二三四五六七八九十两])|in advance"
        r"|lead time before"),
    ("payback", Better.LOWER, "time", r"回收期|回本|收回(?:投资|成本)|payback"),
    ("delivery time", Better.LOWER, "time",
     r"工期|交付(?:周期|期|时间)?|交货期?|供货期?|(?:部署|实施|建设|安装|调试|上线|改造"
     r"|培训)(?:周期|时间|工期|时长)?|进场|竣工|完成部署|lead time|delivery|deployed? (?:in|within)"
     r"|go-live"),
    ("interval", Better.LOWER, "time",
        r"(?:采样|上报|刷新|更新|采集|巡检|巡查|记录)(?:间隔|周期|频率|频次)?|interval"),
    ("experience", Better.HIGHER, "time,count",
        r"经验|从业|业绩|(?:成功|同类|落地|应用)?案例|experience|track record"),
    ("error", Better.LOWER, "", r"误差|偏差|精度|公差|重复性|error|tolerance|accurate to"),
    ("resolution", Better.HIGHER, "pixels", r"分辨率|像素|清晰度|resolution"),
    ("energy use", Better.LOWER, "",
        r"能耗|电耗|气耗|煤耗|水耗|耗电量?|用电量?|energy (?:use|consumption)"),
    ("power", Better.LOWER, "power", r"功耗|功率|power"),
    ("volume", Better.LOWER, "volume", r"体积|外形|尺寸"),
    ("weight", Better.LOWER, "mass", r"(?:整机|净|自|设备)重量?|重量|weighs?|weight"),
    ("payload", Better.HIGHER, "mass", r"载重|载荷|负载|负荷|承重|抓取重量|额定载|payload"),
    ("temperature", Better.COVER, "temperature", r"温度|室温|低温|高温|运行|工作环境|temperature"),
    ("humidity", Better.COVER, "ratio", r"湿度|humidity"),
    ("price", Better.LOWER, "money",
     r"单价|价格|报价|总价|费用|成本|预算|造价|售价|租金|收费|年费|月费|限价|price|cost|budget"),
    ("revenue", Better.HIGHER, "money", r"销售额|营收|营业额|产值|合同额|利润|revenue|turnover"),
    ("throughput", Better.HIGHER, "",
     r"处理(?:能力|量|速度)|吞吐量?|产能|产量|分选|日处理|承接|检测(?:速度|能力)"
     r"|拣选(?:效率)?|throughput|capacity"),
    ("concurrency", Better.HIGHER, "count,number,request rate",
        r"并发|同时(?:在线|接入|处理)|接入|concurren(?:t|cy)"),
    ("bandwidth", Better.HIGHER, "bandwidth", r"带宽|上行|下行|传输速率|bandwidth"),
    ("frame rate", Better.HIGHER, "frame rate", r"帧率|frame rate"),
    ("reach", Better.HIGHER, "length",
        r"(?:测|探测|作用|识别|通信|传输|检测)?距离|[航里]程|半径|飞行|最远|range|distance"),
    ("smallest feature", Better.LOWER, "length,area",
        r"最小(?:可)?[检识分辨测]|可检|检出|识别出|分辨(?!率)|detectable"),
    ("speed", Better.HIGHER, "speed,length", r"车速|线速度?|速度|时速|speed"),
    ("noise", Better.LOWER, "sound", r"噪声|噪音|声压|noise"),
    ("labour", Better.LOWER, "", r"人员|人力|人工|用工|操作工|岗位|headcount|labou?r"),
    ("efficiency", Better.HIGHER, "", r"效率|人效|efficiency|productivity"),
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
