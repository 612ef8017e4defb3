"""Content words of a text: what a clause is about, without the words that any clause has."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba

from matcher.folding import lower
from matcher.requirements.alike import stands

# Words that say nothing about what is asked.
_EMPTY = frozenset({
    "全", "每", "各", "所有", "全部", "全程", "全流程", "一切", "的", "了", "和", "与", "及",
    "或", "在", "是", "有", "为", "对", "把", "被", "将", "可", "能", "要", "须", "需", "应",
    "会", "并", "且", "也", "都", "等", "其", "该", "这", "那", "到", "从", "由", "以", "于",
    "后", "前", "中", "上", "下", "内", "外", "时", "者", "个", "含", "带", "用", "做", "不",
    "仍", "数量", "总量", "水平", "指标", "整体", "综合", "平均", "我们", "需要", "必须", "应当",
    "可以", "能够", "支持", "具备", "具有", "提供", "实现", "进行", "满足", "要求", "做到",
    "达到", "保证", "确保", "包括", "包含", "以及", "并且", "同时", "仍可", "不得", "不能",
    "不可", "禁止", "严禁", "无需", "不要", "一套", "一个", "相关", "至少", "采用", "通过",
    "配备", "附", "须能", "均可", "都能", "都可", "仍能", "可在", "应能", "自己", "正常", "未", "无", "没有", "the", "a", "an", "of", "and", "or", "to", "for", "in",
    "on", "with", "is", "are", "be", "must", "should", "shall", "can", "not", "support",
    "supports", "provide", "provides", "by", "at", "it", "our", "we", "has", "have", "that",
    "which", "any", "during", "after", "before", "from", "all", "no", "never", "than", "least",
    "within", "only", "without", "including", "includes", "included", "every", "this", "their", "its",
    "as", "if", "when", "will", "may",
})  # fmt: skip
# Words that any vendor uses: they carry little.
_COMMON = frozenset({
    "预测", "诊断", "测量", "定位", "分类", "判别", "处理", "提取", "单次", "人工", "覆盖",
    "系统", "平台", "数据", "功能", "自动", "管理", "服务", "方案", "设备", "产品", "技术",
    "智能", "项目", "企业", "客户", "现场", "工作", "能力", "信息", "软件", "模型", "生产",
    "车间", "工厂", "所有", "全部", "每天", "记录", "生成", "分析", "识别", "检测", "监测",
    "对接", "接入", "部署", "输出", "开发", "集成", "接口", "联动", "安装", "使用", "运行",
    "system", "platform", "data", "software", "service",
})  # fmt: skip
_WORD = re.compile(r"[\w.+#-]+")
LIGHT, SINGLE, FULL = 0.3, 0.5, 1.0


def weighted_words(text: str) -> tuple[tuple[str, float], ...]:
    """Content words of a folded text in order, each once, with what it weighs."""
    found: dict[str, float] = {}
    for cut in rjieba.cut(lower(text)):
        word = cut.strip()
        if word in _EMPTY or not _WORD.fullmatch(word) or word.isdigit():
            continue
        found[word] = LIGHT if word in _COMMON else SINGLE if len(word) == 1 else FULL
    return tuple(found.items())


def held(word: str, text: str) -> float:
    """How much of a word stands in a lower-cased text: all, or for long Chinese words a share."""
    if word in text:
        return 1.0
    if len(word) < 3 or word.isascii():
        return 0.0
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs)


def share_of(words: Sequence[tuple[str, float]], text: str) -> float:
    """Weighted share of some words that stand in a text; 0 when there are none."""
    share = total = 0.0  # a plain loop: this is asked for every clause of every offer
    for word, weight in words:
        total += weight
        if stands(word, text):
            share += weight
        elif len(word) > 2:
            share += weight * held(word, text)
    return share / total if total else 0.0
