"""What refusals mean in words: message codes of the domain → sentences for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matcher.types import Alike, AlikeCode, Reason, ReasonCode
from vendors.registry.errors import Problem, Refused, UnreadableList
from webapp.i18n import mark, say

if TYPE_CHECKING:
    from matcher.allocation import Relaxation
    from matcher.knowledge.checking import Finding
    from matcher.replay import Difference
    from matcher.teams import Team

MESSAGES = {
    # one value
    "missing": mark("必填，请补上"),
    "extra_forbidden": mark("没有这个字段，请删去"),
    "string_too_long": mark("超过 {max_length} 字，请缩短"),
    "string_too_short": mark("必填，请补上"),
    "too_long": mark("最多 {max_length} 项，请减少"),
    "string_type": mark("应为文字"),
    "list_type": mark("应为列表"),
    "model_attributes_type": mark("应为文字或对象"),
    "bool_type": mark("应为 true 或 false"),
    "bool_parsing": mark("应为 true 或 false"),
    "int_parsing": mark("应为整数，如 3"),
    "int_type": mark("应为整数，如 3"),
    "int_from_float": mark("应为整数，如 3"),
    "int_parsing_size": mark("应为整数，如 3"),
    "finite_number": mark("应为整数，如 3"),
    "greater_than_equal": mark("不能小于 {ge}"),
    "less_than_equal": mark("不能大于 {le}"),
    "date": mark("日期看不懂，请写成 2027-03-31"),
    "unknown_choice": mark("只能是：{choices}"),
    "credit_code": mark("统一社会信用代码应为 18 位且校验位正确（GB 32100-2015），请核对"),
    "login_taken": mark("这个登录名已有人用，请换一个"),
    "password_short": mark("密码至少 {min_length} 位"),
    "term_short": mark("至少 {least} 个字，太短的字词到处都会碰上"),
    "term_known": mark("这已经是“{capability}”的名称，请换一个词，或把它归到这项能力"),
    "term_taken": mark("这个用语已经有了，请到列表里修改"),
    "term_common": mark(
        "这个词太常见：{texts} 份场景和档案里有 {said} 份说到，起不了区分作用，请换更专门的说法"
    ),
    "term_two_meanings": mark("能力和意思只填一项"),
    "term_unexplained": mark("请选一项能力，或在下面用大白话写出意思"),
    "unknown_capability": mark("没有这项能力，请从列表中选"),
    # scenarios in one pack
    "pack_small": mark("至少选 {least} 个场景"),
    "pack_large": mark("一个包最多 {most} 个场景，请少选几个"),
    "already_packed": mark("“{scenario}”已在联合场景包“{pack}”里，请不选它，或先拆开那个包"),
    "member_unpublished": mark("“{scenario}”已不在发布状态，不能拼进来"),
    "member_changed": mark("“{scenario}”刚刚更新过，请看过最新内容再拼"),
    # one row of a list
    "repeated_id": mark("编号与第 {row} 行重复，请改成不同编号"),
    "repeated_row": mark("与第 {row} 行是同一条记录，请删去一行或各写一个编号"),
    "organisation_taken": mark("该单位已有编号为 {code} 的服务商档案，请用同一编号"),
    "too_many_cells": mark("这一行的格子比表头多，请检查分隔符或引号"),
    "unseen_text": mark("这些字是白色、过小或被格式隐藏的，没有读入；确属内容的请改成看得见的样子"),
    "not_json": mark("不是有效的 JSON，请检查引号和逗号"),
    "not_an_object": mark("每行应是一个 JSON 对象"),
    # a whole file
    "not_found": mark("找不到文件 {file}"),
    "not_a_file": mark("{file} 是文件夹或设备，不是文件"),
    "unreadable": mark("文件 {file} 读不了：{reason}"),
    "too_large": mark("文件 {file} 过大，上限 {limit} MB，请拆分后再导入"),
    "unknown_format": mark("不认识 {file} 的格式，请用 .xlsx、.csv 或 .jsonl"),
    "broken_file": mark("文件 {file} 已损坏或不是它扩展名所说的格式，请重新另存后再试"),
    "unknown_encoding": mark("文件 {file} 的编码读不出来，请另存为 UTF-8 或 GB18030"),
    "no_header": mark("文件 {file} 里没有内容，第一行应是表头"),
    "repeated_column": mark("文件 {file} 的表头里“{column}”出现了不止一次，请删去一个"),
    "too_many_rows": mark("文件 {file} 超过 {limit} 行，请拆分后再导入"),
    # a move
    "invalid": mark("内容还不完整，请按提示补正"),
    "not_allowed": mark("当前状态下不能这样做，可能已有人处理过，请刷新后再看"),
    "reason_missing": mark("请选择原因或填写意见"),
    "fair_review_open": mark("有条款可能妨碍公平竞争，请先在“公平竞争审查”里作出结论，或退回修改"),
    "outdated": mark("您打开页面之后，内容已被更新，请看过最新内容再处理"),
    "no_such_record": mark("找不到这条记录"),
}

# Why one part of a requirement stands as it does.
REASONS = {
    ReasonCode.FIGURE_MEETS: mark("“{asked}”达到：{offered}"),
    ReasonCode.FIGURE_MISSES: mark("“{asked}”未达到：{offered}"),
    ReasonCode.FIGURE_SOMETIMES: mark("“{asked}”只在部分情况下达到：{offered}"),
    ReasonCode.STATED: mark("“{asked}”已写明：{offered}"),
    ReasonCode.DENIED: mark("“{asked}”不符：{offered}"),
    ReasonCode.PLANNED: mark("“{asked}”目前还没有：{offered}"),
    ReasonCode.RESTRICTED: mark("“{asked}”有条件或有范围：{offered}"),
    ReasonCode.NOT_SAID: mark("“{asked}”没有提到"),
    ReasonCode.OTHER_METRIC: mark("“{asked}”没有提到，所写的是另一项指标：{offered}"),
}
_ASKED_OF = frozenset({ReasonCode.NOT_SAID, ReasonCode.OTHER_METRIC})


def reason_text(reasons: Sequence[Reason]) -> str:
    """Why a requirement stands as it does, in one sentence; "" without reasons.

    Where the offer says nothing of any part, the sentence is a question to the vendor.
    """
    if not reasons:
        return ""
    if all(one.code in _ASKED_OF for one in reasons):
        asked = say(mark("、")).join(dict.fromkeys(one.asked for one in reasons))
        other = next((one.offered for one in reasons if one.offered), "")
        if other:
            return say(
                mark("请说明：{asked}，能否做到？（“{offered}”是另一项指标）"),
                asked=asked,
                offered=other,
            )
        return say(mark("请说明：{asked}，能否做到？"), asked=asked)
    told = (say(REASONS[one.code], asked=one.asked, offered=one.offered) for one in reasons)
    return say(mark("{told}。"), told=say(mark("；")).join(told))


# How a rule of a batch would have to give way.
RELAXATIONS = {
    "least": mark("场景 {subject} 至少推荐家数从 {before} 降到 {after}"),
    "most": mark("服务商 {subject} 最多承接的场景数从 {before} 放宽到 {after}"),
    "capacity": mark("服务商 {subject} 的可承接数从 {before} 提高到 {after}"),
    "newcomers": mark("留给新进入服务商的次数从 {before} 降到 {after}"),
}


def relaxation_text(relaxation: Relaxation) -> str:
    """One loosening of a batch's rules, in plain words."""
    return say(
        RELAXATIONS[relaxation.limit],
        subject=relaxation.subject,
        before=relaxation.before,
        after=relaxation.after,
    )


# What is not as it was when a run was recorded.
DIFFERENCES = {
    "algorithm": mark("算法版本变了：{before} → {after}"),
    "model": mark("向量模型变了：{before} → {after}"),
    "knowledge": mark("能力知识变了：{before} → {after}"),
    "statistics": mark("词频统计变了：{before} → {after}"),
    "terms": mark("本地词库变了：{before} → {after}"),
    "scenario": mark("场景的文字改过，无法照原样重放"),
    "vendor_text": mark("服务商 {subject} 的资料改过，这一对没有重算"),
    "vendor_gone": mark("服务商 {subject} 已不在比对范围内，这一对没有重算"),
    "pool": mark("参与比对的服务商有增减或改动，名次不能照原样比较"),
    "fit": mark("服务商 {subject} 的契合度不同：{before} → {after}"),
    "ranking": mark("名次或分数不同：{before} → {after}"),
}


def difference_text(difference: Difference) -> str:
    """One thing that a replay found changed, in plain words."""
    return say(
        DIFFERENCES[difference.change],
        subject=difference.subject,
        before=difference.before,
        after=difference.after,
    )


def problem_text(problem: Problem) -> str:
    """What is wrong with one value, and what to do."""
    template = MESSAGES.get(problem.code)
    if template is None:
        return say(mark("这个值不符合要求（{code}）"), code=problem.code)
    return say(template, **problem.params)


def refusal_text(refused: Refused | UnreadableList) -> str:
    """Why the domain refused, and what to do."""
    return say(MESSAGES[refused.code], **refused.params)


# Why two scenarios are, or are not, the same.
ALIKE = {
    AlikeCode.IDENTICAL: mark("两段文字相同"),
    AlikeCode.SAME_CAPABILITY: mark("要的是同一类能力"),
    AlikeCode.SAME_WORDS: mark("都说到{words}"),
    AlikeCode.SAME_MEANING: mark("说法不同，意思相近"),
    AlikeCode.OTHER_TASK: mark("都说到{words}，但要办的事不同"),
    AlikeCode.APART: mark("说的不是一件事"),
    AlikeCode.EMPTY: mark("有一段没有文字"),
}


def alike_text(alike: Alike) -> str:
    """Why two texts are, or are not, the same, in one sentence with their literal shared words."""
    words = say(mark("、")).join(alike.shared)
    told = say(mark("；")).join(say(ALIKE[code], words=words) for code in alike.codes)
    return say(mark("{told}。"), told=told)


def team_text(team: Team) -> str:
    """What a team is proposed for, in one sentence."""
    if not team.covers:
        return say(mark("场景里没有可比对的需求条目。"))
    if not team.vendors:
        return say(mark("没有服务商说到任何一条需求。"))
    if team.complete and len(team.vendors) == 1:
        return say(mark("一家就能满足，不需要联合体。"))
    if team.complete:
        return say(mark("{n} 家合起来满足全部要求。"), n=len(team.vendors))
    text = mark("最多三家也不能全部满足：{open} 条无人满足，{partly} 条只满足一部分。")
    return say(text, open=len(team.open), partly=len(team.partly))


# What is wrong with the knowledge, by the value of its kind.
FINDINGS = {
    "dangling": mark("引用了没有定义的能力：{text}"),
    "same_text": mark("“{text}”同时写在 {other} 里，请只留一处"),
    "alike_texts": mark("几乎相同的两句：{text}（另一句属于 {other}），请只留一句"),
    "same_name": mark("名称“{text}”也是 {other} 的名称，请改得能区分"),
    "nothing_listed": mark("{part} 没有内容，请补上"),
    "not_mutual": mark("它列 {other} 为易混能力，对方没有列它，请两边都写"),
    "too_few": mark("{part} 太少，请补写"),
    "one_voice": mark("诉求只有一种口吻：带技术词的和大白话的都要有"),
    "swallowed": mark("一半以上的句子更像 {other}（{margin}），两者可能是同一项能力"),
    "stray": mark("“{text}”更像 {other}，相差 {margin}"),
}


def finding_text(finding: Finding) -> str:
    """What is wrong with one part of the knowledge, and what to do."""
    values = {name: getattr(finding, name) for name in ("part", "text", "other", "margin")}
    return say(FINDINGS[finding.kind.value], **values)
