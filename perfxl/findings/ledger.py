"""PX525 to PX539: extra work and deductions that a person should look at; none of them keeps anybody from being scored."""

from perfxl.findings.base import NOTE, WARNING, Finding
from perfxl.language import Text


class AdjustmentSimilar(Finding):
    code = "PX525"
    severity = WARNING
    title = Text("加减分疑似重复申报", "An adjustment may be claimed twice")
    fact = Text(
        "{employee_id} 的“{item}”与 {other} 的“{similar}”相近，日期也不矛盾，可能是同一件事。",
        "“{item}” of {employee_id} is much like “{similar}” ({other}), and the dates do not tell them apart; it may be the "
        "same work.",
    )
    remedy = Text(
        "是同一件事请删去一行；不是请写清各自的内容和日期，或在“处理”表接受。",
        "Delete one if it is the same; else say what each was and when, or accept it on the Decisions sheet.",
    )
    other: str
    similar: str


class ApprovedBySubordinate(Finding):
    code = "PX527"
    severity = WARNING
    title = Text("由下属批准", "Approved by a subordinate")
    fact = Text(
        "{employee_id} 的“{item}”由其下属 {approver_id} 批准。",
        "“{item}” of {employee_id} was approved by {approver_id}, who reports to that person.",
    )
    remedy = Text("请由上级或其他负责人批准。", "Have it approved by a manager or somebody else in charge.")
    approver_id: str


class ApprovedMutually(Finding):
    code = "PX528"
    severity = WARNING
    title = Text("互相批准", "Two people approved each other")
    fact = Text(
        "{employee_id} 的“{item}”由 {approver_id} 批准，而 {approver_id} 的加减分也由 {employee_id} 批准。",
        "“{item}” of {employee_id} was approved by {approver_id}, whose own was approved by {employee_id}.",
    )
    remedy = Text("请由第三人复核其中之一。", "Have a third person look at one of them.")
    approver_id: str


class AdjustmentOutsideCycle(Finding):
    code = "PX529"
    severity = WARNING
    title = Text("加减分不在考核期内", "An adjustment lies outside the cycle")
    fact = Text(
        "{employee_id} 的“{item}”日期为 {on}，不在考核期 {starts_on} 至 {ends_on} 之内。",
        "“{item}” of {employee_id} is dated {on}, outside the cycle from {starts_on} to {ends_on}.",
    )
    remedy = Text("请核对日期；属于其他周期的请移走。", "Check the date; move it if it belongs to another cycle.")
    on: str
    starts_on: str
    ends_on: str


class TotalCapped(Finding):
    code = "PX530"
    severity = NOTE
    title = Text("加减分合计达到上限", "A cap limits the total")
    fact = Text(
        "{employee_id} 的{kind}合计 {total} 分，按合计上限计 {counted} 分。",
        "{employee_id}, {kind}: {total} points in total, {counted} count by the cap on the total.",
    )
    remedy = Text("无需处理。", "Nothing to do.")
    kind: Text
    total: float
    counted: float
