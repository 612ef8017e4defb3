"""Facts about a company that must not influence a match are recognised clause by clause."""

from __future__ import annotations

import pytest

from matcher.protected import is_protected

PROTECTED = """
公司注册地在杭州市萧山区
总部位于成都高新区
2022年落户萧山经济技术开发区
年纳税2300万元
连续三年获评区级纳税大户
计划投资3亿元建设智能工厂
拟在本区设立全资子公司
获评省级专精特新企业
入选市级百强企业
浙江省隐形冠军企业
亩均税收50万元
注册资本5000万元
承诺三年内固定资产投资超过2亿元
我司在萧山设有生产基地
获杭州市政府质量奖
供应商须在本区注册
本地企业优先
拟将总部迁至本区
A级纳税信用企业
服务过本市三家医院
headquartered in Hangzhou
The company is registered in Xiaoshan District
plans to invest RMB 200 million locally
""".strip().splitlines()

READ = """
数据不出厂
支持本地部署
两小时内现场响应
项目地点在萧山区
投资回收期不超过两年
纳税申报自动填报机器人
税务发票识别准确率99%
亩均税收评价分析平台
企业注册信息自动核验
用户注册与登录
图像配准与点云注册算法
支持企业微信接入
本地化部署在企业自有机房
设备位于室外
为某市级医院建设预约系统
固定资产管理系统
投资组合风险分析模型
现场设有备件库
为区内企业提供节能诊断
荣誉证书自动识别
支持本地企业知识库问答
学生模型迁至边缘端
户管系统对接
覆盖全市企业的能耗监测
return on investment within 12 months
""".strip().splitlines()


@pytest.mark.parametrize("clause", PROTECTED)
def test_registration_tax_investment_and_local_honours_are_protected(clause: str) -> None:
    assert is_protected(clause)


@pytest.mark.parametrize("clause", READ)
def test_what_is_offered_or_asked_is_not_protected(clause: str) -> None:
    assert not is_protected(clause)
