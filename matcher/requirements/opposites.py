"""Opposite poles of one question, and kinds whose members exclude or include each other.

What is asked stands at one pole (免费); an offer that speaks of the other pole (收费) answers it
too, with a no. These are facts of the language, not of any requirement: rows are pairs of
alternations over folded, lower-cased text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_PAIRS = """
免费|不收费|不另收|不收钱|赠送|零元|不要钱|白送|包含在(?:总价|报价|价格)|不另计 / 收费|付费|计费|按次|另计|另收|加收|有偿|自费|单独报价|另行报价|租金|年费|另付
本地|私有化|内网|自有机房|厂内|院内|校内|局域网|专网|不出厂|不出院|不出园区|客户机房|自建 / 公有云|云端|云上|saas|境外|外网|公网|我们的服务器|我司服务器|托管
离线|断网|无网|脱网|没有网|没网|不联网 / 必须联网|需要联网|保持联网|依赖网络|全程在线|必须在线|靠云端|要联网|需联网
自动|无人|免人工|全自动|自主|机器自己|自己会|一键|无须人工|无需人工 / 人工|手工|手动|人来|人去|专人|靠人|肉眼|手写|手敲|手录|逐条录|人工录入|自己填
国产|自主研发|自研|国内|信创|自主可控 / 进口|国外|海外|外资|原装|美国|德国|日本|欧洲|x86|英伟达
境内|国内|大陆|本省|本市|本地机房 / 境外|海外|国外|出境|新加坡|法兰克福|外省|香港
实时|即时|秒级|当场|立刻|马上|在线|随时|毫秒 / 隔天|次日|第二天|事后|离线分析|t\\+1|批处理|定期汇总|每周|每月|月底|隔夜|延后|滞后
当天|当日|即日|同日 / 次日|第二天|隔天|三天|一周|下周|几天后
不停机|不停产|不停线|不停工|照常生产|不影响生产|不影响营业|边运行边|带电 / 停机|停产|停线|停工|停业|关停|停下来|暂停生产|断电
不改动|不改造|原样|不动原有|不拆|不破坏|免开孔|免打孔|不打孔|外挂|旁路|利旧|沿用|保留原 / 改造|更换|拆除|拆掉|开孔|打孔|焊接|重建|重新布线|换掉|推倒|另起炉灶|换新
驻场|上门|到场|现场|派人|派驻|面对面|专人到 / 远程|电话|线上|视频指导|邮件|微信|网上|不派人|不上门
昼夜|全天候|全年无休|24小时|7×24|七乘二十四|节假日|夜间|凌晨|周末|不打烊|随时 / 工作日|上班时间|工作时间|朝九晚五|白天|早九|八小时|法定节假日休息|周末休息|下班后没人|双休
室外|户外|露天|雨雪|风雨|日晒|野外 / 室内|屋内|棚内|机房内|库房内|淋雨会|怕水|不防水
夜间|夜里|夜晚|晚上|黑夜|无光|弱光|全黑|夜班 / 白天|日间|光线充足|日光|天亮|自然光
归甲方|归采购人|归客户|归业主|归用户|归学校|归医院|归我方|归使用方|甲方所有|客户所有 / 归乙方|归我们|归我司|归平台|归厂家|归供应商|归厂商|归开发方|我司所有|平台所有|授权使用|许可使用|只授权|使用权
开放|公开|对外提供|开源|提供源码|放开|可调用 / 封闭|不公开|不对外|加密库|闭源|不开放|保密|不外传|不提供源码|私有协议
永久|终身|买断|一次性|长期有效|不限期 / 订阅|按年|年费|租用|每年续|到期|租赁|续费|授权到期
不限|不封顶|无上限|没有上限|任意数量|随便|无限 / 上限|封顶|最多|限[一二三四五六七八九十0-9]|名额|仅限|不超过
无线|免布线|不拉线|电池供电|4g|5g|蓝牙|wi-?fi|lora|zigbee / 有线|布线|拉线|网线|走线|敷设|光纤|穿管|接市电
非接触|不接触|不碰|隔空|远距 / 接触|贴在|粘贴|夹在|压在|触碰|刺入|贴片
无损|不破坏|不损伤|不取样|不切|不拆 / 破坏|有损|取样|切片|切开|剖开|抽检报废
全检|逐件|逐个|每一件|件件|百分之百|全量|全部检|一件不漏|每瓶|每片 / 抽检|抽样|抽查|每批抽|随机|挑几个
双面|正反面|两面|正反 / 单面|一面|正面|翻面后|只拍正面|背面不
双向|来回|写回|回写|下发|控制 / 单向|只读|只看|只能看|只采|不下发|不写回|仅查询|只能查
多人|多名|多位|同时|并行|多路 / 单人|一人|独占|排队|依次|轮流|逐个|串行|一个一个
连续|不间断|不中断|全程 / 间歇|间断|每隔|歇|中断|断续|分段
提前|事前|预先|预警|预报|预判|之前 / 事后|发生之后|坏了再|发生后|出了事|已经发生|停机后
原厂|厂家|自有团队|自己的工程师|自营|本公司员工|自有队伍|直营 / 外包|分包|转包|代理|第三方|合作方|合作伙伴|经销商|外协|劳务派遣|委托
新机|全新|新品|原装全新 / 翻新|二手|旧机|库存机|拆机
专用|独立|独享|专属|单独部署|物理隔离 / 共用|共享|合用|多租户|公用|混用|混布
加密|密文|国密|脱敏|匿名|打码|隐去|去标识 / 明文|不加密|原样保存|实名|不脱敏|未加密|原始数据
删除|销毁|清除|不留存|不保留|抹掉|彻底清 / 保留|留存|保存|留底|备份|继续使用|长期保存
不采集|不拍|不存人脸|不识别人脸|不录音|不涉及个人 / 采集|拍摄人脸|存人脸|人脸识别|录音|留存人脸|收集
可解释|给出依据|给出理由|注明出处|列出原因|标明来源|能说明 / 黑箱|只给结论|只给分数|不给理由|没有依据|说不清|只出结果
中文|汉语|汉字|普通话 / 英文|外文|英语|日文|只有英文
普通话|国语 / 方言|粤语|四川话|闽南|上海话|客家
手写|手工填写|草书|连笔 / 印刷|机打|打印体|铅印
成人|成年|大人 / 儿童|小儿|婴|幼儿|青少年|学龄
彩色|颜色 / 黑白|灰度|单色
三维|3d|立体|点云|深度 / 二维|2d|平面
定制|按需开发|量身|二次开发|可配置|自定义|自行修改 / 标准版|固定|写死|通用版|不可修改|不能改|不做定制|改不了
模块|分批|分期|按需选购|可拆分|单独购买|单买 / 整套|捆绑|一并采购|不单卖|打包|整体购买|不拆
先用后付|验收后|效果付费|按效果|按结果|试用|不满意不付|分期付款 / 预付|全款|先付|款到发货|签约付|一次付清|首付|定金
包含|含运费|含税|含安装|全包|总包|一口价|包干|交钥匙 / 不含|另算|自理|客户承担|甲方承担|自备|用户负责|除外|另购
可换|热插拔|快拆|可更换|免工具|自行更换|用户可换 / 焊死|返厂|不可更换|一体封装|整机更换|厂家才能|专用工具
静音|低噪|安静|无噪 / 噪声大|噪音|吵|轰鸣
无毒|环保|食品级|无味|可降解|医用级 / 有毒|溶剂|工业级|普通级|含铅|刺激
防爆|本安|隔爆 / 非防爆|普通型|不防爆|未取证|不能进爆炸
防水|防尘|密封|ip6[5-9]|水洗|冲洗 / 不防水|怕潮|怕水|不能沾水|擦拭|ip[2-5]\\d
国标|国家标准|行业标准|通用协议|标准协议|开放协议 / 私有协议|自定义协议|专有|自有格式|专用格式|厂家格式
多品牌|各品牌|第三方设备|不限品牌|兼容|混用|任何品牌 / 只认|自家|本品牌|专配|限我司|只配|单一品牌|绑定
断点续传|自动恢复|自动重连|补传|来电自启|不丢数据|不丢失 / 丢失|丢数据|重来|从头|手动重启|补不回
备机|双机|冗余|热备|主备|双活|容灾|备份机|自动切换 / 单机|单点|无备份|没有备机|停服|冷备|人工切换
追溯|溯源|留痕|日志|可查|全程记录|审计 / 不留痕|无记录|查不到|不记录|覆盖|不保存
长期|常年|全年|四季|一年到头 / 季节|旺季|夏季|冬天停|采收季|汛期|临时
当地|附近|同城|本省|就近|市内 / 外地|千里|坐飞机|几百公里|外省|总部派
批量|成批|一次多|整批|批处理 / 单张|一次一|逐张|一份一份|单个
移动|便携|手持|手机|小程序|平板|随身 / 固定|台式|电脑端|桌面|工位机|只有pc|网页
无需培训|上手快|不用学|零基础|普通工人|会用手机就 / 专业人员|持证|培训一个月|资深|博士|工程师才能|要懂
可退|无理由退|退款|退货 / 不退|概不退|不予退|扣除
一年四季|高温|低温|极寒|严寒|零下 / 常温|恒温|常温下|空调房|室温
已上线|已投用|已量产|在用|成熟|运行多年|批量供货 / 研发|样机|试验阶段|实验室|立项|规划|概念|论文|尚未|测试版|内测
案例|已在.{0,8}(?:运行|使用|投用)|合同.{0,4}份|客户.{0,6}家|装了.{0,6}(?:台|套) / 没有案例|首例|第一家|首次|尚无案例|无案例|头一回|还没做过
"""

_KIND_ROWS = """
windows|视窗 / linux|ubuntu|centos|红帽 / 麒麟|统信|uos|鸿蒙 / mac\\s?os|苹果电脑
安卓|android / ios|苹果|iphone / 鸿蒙|harmony / 微信|小程序 / 网页|浏览器|h5
普通话|国语 / 粤语|广东话 / 四川话|川音 / 闽南|潮汕 / 客家话 / 上海话|沪语|吴语 / 东北话 / 湖南话|湘语 / 温州话 / 方言
中文|汉语 / 英文|英语 / 日文|日语 / 韩文|韩语 / 俄文|俄语 / 法文|法语 / 德文|德语 / 西班牙|西语 / 葡萄牙|葡语 / 阿拉伯 / 泰语|泰文 / 越南 / 藏文|藏语 / 维吾尔|维文|维语 / 蒙文|蒙语 / 缅甸 / 印尼|马来
modbus / opc\\s?ua / profinet / ethercat / mqtt / bacnet / can|canopen / s7 / ethernet/ip / hart / iec\\s?104|104规约 / iec\\s?61850 / dl/t\\s?645|645 / knx / profibus / cc-link / onvif|gb/?t?\\s?28181|28181 / rtsp / hl7|fhir / dicom / 国密|sm[234]
mes / erp / wms / plm / scada / plc / crm / oa / his / lis / pacs / emr|电子病历 / bim / gis / dcs / lims / srm / tms / 钉钉 / 企业微信
西门子 / 三菱 / 欧姆龙 / 罗克韦尔|ab plc / 施耐德 / 台达 / 汇川 / 发那科|fanuc / 海德汉 / 库卡|kuka / abb / 安川
mysql / oracle / sql ?server / 达梦 / 人大金仓|金仓 / postgres / mongodb / 高斯|gauss
英伟达|nvidia|cuda / 昇腾 / 寒武纪 / 海光 / 鲲鹏 / 飞腾 / 龙芯 / x86|intel|英特尔 / arm
晴 / 雨 / 雪 / 雾|霾 / 风 / 沙尘|扬尘 / 雷 / 冰|结冰
铁|钢|碳钢 / 不锈钢 / 铝 / 铜 / 塑料|塑胶 / 玻璃 / 陶瓷 / 木 / 纸 / 布|织物|面料 / 橡胶 / 皮革 / 石材 / 钛
小麦 / 水稻|稻 / 玉米 / 大豆 / 棉 / 柑橘 / 苹果 / 葡萄 / 番茄 / 茶 / 马铃薯|土豆 / 草莓
猪 / 牛 / 羊 / 鸡 / 鸭 / 鱼 / 虾 / 蟹
门诊 / 急诊 / 住院|病房 / 手术 / 检验 / 影像|放射 / 药房|药库 / 体检
一类医院|三级医院|三甲 / 二级医院 / 社区|卫生院|诊所
小学 / 初中 / 高中 / 大学|高校 / 幼儿园 / 职校|中职|高职
高铁|动车 / 地铁 / 公交 / 出租车 / 货车|卡车 / 客车 / 船 / 飞机|航班 / 自行车|单车 / 电动车
一次付清|全款 / 分期 / 按月 / 按年 / 按次 / 按效果
短信 / 电话 / 邮件|邮箱 / 微信 / 语音 / 弹窗|app推送|推送 / 广播|喇叭 / 声光
人脸 / 指纹 / 虹膜 / 刷卡|ic卡|门禁卡 / 密码 / 二维码|扫码 / 掌静脉 / 声纹
iso ?9001|质量管理体系 / iso ?27001|信息安全管理体系 / iso ?14001|环境管理体系 / iso ?45001 / iatf ?16949 / cmmi / cnas / cma / ccc|3c认证 / ce / 防爆证|防爆合格 / 等保|等级保护 / 密评|商用密码 / 医疗器械注册 / haccp / fda / 软件著作权|软著 / 特种设备
等保二级|二级等保 / 等保三级|三级等保|等保2.0三级 / 等保四级
天然气|燃气 / 电|用电 / 水|用水 / 蒸汽|热力 / 压缩空气 / 柴油 / 氢 / 煤
电阻|电流|电压 / 温度 / 湿度 / 压力 / 振动 / 流量 / 液位 / 噪声 / 转速 / 位移 / 气体|浓度
excel|表格 / pdf / word / csv / json / xml / cad|dwg / step|stp / 图片|jpg|png
裂纹|裂缝 / 划痕|划伤 / 气泡 / 凹坑|凹陷 / 脏污|污渍 / 色差 / 缺料|缺角 / 毛刺 / 锈|锈蚀 / 变形 / 漏装|错装 / 断线|断纱 / 破洞
培训 / 维修|修理 / 安装 / 升级 / 巡检 / 咨询 / 备件
黄金|首饰 / 现金 / 支票 / 票据|发票 / 合同 / 身份证|护照 / 银行卡 / 营业执照
春 / 夏 / 秋 / 冬
白天|日间|昼 / 夜|晚上|凌晨
"""


@dataclass(frozen=True, slots=True)
class Poles:
    """How a text stands to the poles that a requirement names."""

    named: int  # questions of which the requirement names one pole only
    agreeing: int  # of these, how many the text answers at the same pole
    opposed: int  # and how many at the other pole only


def _edged(form: str) -> re.Pattern[str]:
    """A pattern whose Latin words stand for themselves: "can" is not in "scan"."""
    safe = re.sub(r"(?<![\\a-z])([a-z]{2,}[a-z ]*)(?![a-z\\?])", r"(?<![a-z])\1", form)
    return re.compile(safe.replace(r"\b", r"(?![a-z])"))


_OPPOSITES = tuple(
    tuple(_edged(pole.strip()) for pole in row.split(" / ")) for row in _PAIRS.strip().splitlines()
)
_KINDS = tuple(
    tuple(_edged(member.strip()) for member in row.split(" / "))
    for row in _KIND_ROWS.strip().splitlines()
)


@lru_cache(maxsize=4_096)
def poles_of(asked: str) -> tuple[tuple[int, int], ...]:
    """The questions a requirement asks, each with the pole it stands at (0 or 1)."""
    found = []
    for number, pair in enumerate(_OPPOSITES):
        at = [pole.search(asked) is not None for pole in pair]
        if at[0] != at[1]:
            found.append((number, at.index(True)))
    return tuple(found)


def poles(asked: str, given: str) -> Poles:
    """How one clause answers the questions of a requirement (both folded and lower-cased)."""
    named = poles_of(asked)
    agreeing = opposed = 0
    for number, pole in named:
        if _OPPOSITES[number][pole].search(given):
            agreeing += 1
        elif _OPPOSITES[number][1 - pole].search(given):
            opposed += 1
    return Poles(len(named), agreeing, opposed)


@lru_cache(maxsize=4_096)
def members_of(asked: str) -> tuple[tuple[int, frozenset[int]], ...]:
    """The kinds of which a text names members, with the positions of these."""
    found = []
    for number, kind in enumerate(_KINDS):
        members = frozenset(i for i, member in enumerate(kind) if member.search(asked))
        if members:
            found.append((number, members))
    return tuple(found)


def members(asked: str, given: str) -> tuple[int, int, int]:
    """Members asked, those of them that a text names, and how often it names only others."""
    wanted = members_of(asked)
    total = present = others = 0
    for number, positions in wanted:
        kind = _KINDS[number]
        total += len(positions)
        here = sum(kind[i].search(given) is not None for i in positions)
        present += here
        if not here and any(member.search(given) for member in kind):
            others += 1
    return total, present, others
