# Word lists of the domain.
# ruff: noqa: E501, SIM905
"""Clauses in which a company praises itself and says nothing that could be held against a need.

They are left out of what the matcher reads: who praises more must not fit better. A clause is
praise only when it has a word of praise, and nothing is left of it after all words of praise and
all words without a subject matter are taken away.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PRAISE = """
领先 领军 先进 一流 顶尖 顶级 首选 知名 著名 权威 领导者 引领者 引领 龙头 标杆 典范 楷模 翘楚 佼佼者 第一 第一品牌 最佳 最好 最优 最强
最专业 卓越 优秀 优质 优良 出色 杰出 完美 极致 高端 资深 强大 雄厚 丰富 过硬 可靠 信赖 信任 放心 满意 好评 赞誉 认可 青睐 推崇 称赞 好评如潮
盛誉 美誉 声誉 遥遥领先 名列前茅 首屈一指 独一无二 无与伦比 无可比拟 无可替代 不可替代 与众不同 非凡 优异 信得过 有口皆碑 数一数二 独领风骚
竭诚 真诚 诚信 诚信为本 客户至上 质量第一 用户第一 服务至上 精益求精 追求卓越 以人为本 开拓创新 锐意进取 与时俱进 合作共赢 互利共赢 辉煌
全心全意 用心 热忱 欢迎 期待 携手 谢谢 感谢 多谢 谢谢配合 当之无愧 毋庸置疑 绝对 不二之选 明智之选 公认 享誉 无疑 最终 专业 前列
leading world-class first-class excellent outstanding best finest top-notch premier trusted renowned award-winning unrivalled unparalleled
unmatched superior reliable professional reputable prestigious number one cutting-edge state-of-the-art thanks thank
""".split()
_EMPTY = """
我们公司 我们 我司 本公司 公司 企业 团队 我方 本司 咱们 旗下 产品 服务 技术 方案 解决方案 实力 品质 质量 口碑 品牌 理念 供应商 服务商 提供商
厂商 综合 整体 核心 核心竞争力 优势 水平 能力 地位 信誉 形象 经验 行业 业内 业界 行业内 国内外 国内 国际 全国 全球 世界 海内外 同类 同行 领域 市场 社会
客户 用户 合作伙伴 伙伴 各界 广大 众多 新老客户 大家 占有率 竞争力 影响力 知名度 美誉度 性价比 值得 一致 广泛 高度 深受 备受 广受 深得 获得 赢得
享有 遥遥 秉承 坚持 本着 秉持 致力于 追求 打造 创造 成就 铸就 共创 未来 创新 务实 高效 价值 宗旨 原则 精神 使命 愿景 信念 态度 责任 为先 至上
为本 放在 始终 一直 一贯 不断 持续 永远 来电 咨询 洽谈 选择 您 贵方 切记 重要 非常 十分 极其 特别 最高 极高 很高 更高 最大 最 更 很 极 高 强 好
都 均 也 就 将 已 已经 成为 是 为 的 之 和 与 及 以及 在 中 里 内 上 被 由 以 让 使 能 可 拥有 具有 具备 有 处于 位居 居于 属于 堪称 号称 誉为
一定 必将 真正 一家 一个 一支 之一 一 家 处 方面 唯一 着 了 地 得 其 各 个 更是 多年 历来 向来 从来
we are is a an the our us you your and of in for with to by all very most company team service services product products technology solution
solutions provider supplier vendor partner partners quality customer customers client clients industry market world global domestic field
one has have been widely highly recognised recognized experience deep rich strong
""".split()


def _wholly(words: list[str]) -> re.Pattern[str]:
    """Texts of which these words and separators are all; longer words are tried first."""
    latin = "|".join(sorted((one for one in words if one.isascii()), key=len, reverse=True))
    other = "|".join(sorted((one for one in words if not one.isascii()), key=len, reverse=True))
    return re.compile(rf"(?:{other}|\b(?:{latin})\b|[\s\W])+", re.IGNORECASE)


_NOTHING_ELSE = _wholly(_PRAISE + _EMPTY)
_SOME = re.compile(
    "|".join(re.escape(one) if not one.isascii() else rf"\b{re.escape(one)}\b" for one in _PRAISE),
    re.IGNORECASE,
)


@lru_cache(maxsize=65_536)
def is_praise(clause: str) -> bool:
    """Whether one clause (folded) is nothing but praise."""
    return _SOME.search(clause) is not None and _NOTHING_ELSE.fullmatch(clause) is not None
