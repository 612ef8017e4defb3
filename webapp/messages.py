"""What refusals mean in words: message codes of the domain → sentences for people."""

from __future__ import annotations

from vendors.registry.errors import Problem, Refused, UnreadableList
from webapp.i18n import mark, say

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
    # one row of a list
    "repeated_id": mark("编号与第 {row} 行重复，请改成不同编号"),
    "repeated_row": mark("与第 {row} 行是同一条记录，请删去一行或各写一个编号"),
    "organisation_taken": mark("该单位已有编号为 {code} 的服务商档案，请用同一编号"),
    "too_many_cells": mark("这一行的格子比表头多，请检查分隔符或引号"),
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
    "outdated": mark("您打开页面之后，内容已被更新，请看过最新内容再处理"),
    "no_such_record": mark("找不到这条记录"),
}


def problem_text(problem: Problem) -> str:
    """What is wrong with one value, and what to do."""
    template = MESSAGES.get(problem.code)
    if template is None:
        return say(mark("这个值不符合要求（{code}）"), code=problem.code)
    return say(template, **problem.params)


def refusal_text(refused: Refused | UnreadableList) -> str:
    """Why the domain refused, and what to do."""
    return say(MESSAGES[refused.code], **refused.params)
