"""PX911 to PX930: what returns say against each other, against the standards that were sent out, and about strangers."""

from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding
from perfxl.language import Text


class ReturnsDisagree(Finding):
    code = "PX911"
    severity = BLOCKER
    title = Text("几份回收表的内容不同", "Returns that contradict each other")
    fact = Text(
        "“{column}”在几处填写的不同：{values}。都没有采用。",
        "{column} is filled in differently: {values}. Nothing of it is used.",
    )
    remedy = Text(
        "请更正其中之一，或在“处理”表写明采用的值。",
        "Correct one of them, or say on the Decisions sheet which value to use.",
    )
    column: Text
    values: Text
    places: tuple[str, ...]


class SentTwice(Finding):
    code = "PX912"
    severity = NOTE
    title = Text("同样的内容交了两次", "The same rows were sent twice")
    fact = Text("{rows} 行与 {other} 的内容相同，只计一次。", "{rows} rows say what {other} says; they count once.")
    remedy = Text("不必处理；也可以删除其中一份。", "Nothing to do; one of them may be deleted.")
    rows: int
    other: str


class RowNotExpected(Finding):
    code = "PX913"
    severity = WARNING
    title = Text("标准里没有的行", "A row that the standards do not have")
    fact = Text("周期工作簿里没有 {named}，此行没有采用。", "The cycle workbook has no {named}; the row is not used.")
    remedy = Text(
        "如果名称被改写，请改回原来的写法；确实需要的，请先加到周期工作簿。",
        "Restore the name as it was sent out; if the row is wanted, add it to the cycle workbook first.",
    )
    named: Text


class StandardChanged(Finding):
    code = "PX914"
    severity = WARNING
    title = Text("改动了下发的标准", "A standard was changed in the return")
    fact = Text(
        "“{column}”下发的是 {ours}，交回的是 {theirs}{more}；按下发的计。",
        "{column} was sent out as {ours} and came back as {theirs}{more}; what was sent out counts.",
    )
    remedy = Text(
        "确需调整的，请在周期工作簿中修改并重新公布。",
        "If it has to change, change the cycle workbook and publish it again.",
    )
    column: Text
    ours: str
    theirs: str
    more: Text


class RowsRemoved(Finding):
    code = "PX915"
    severity = WARNING
    title = Text("下发的行不见了", "Rows that were sent out are missing")
    fact = Text(
        "周期工作簿中的 {rows} 行没有交回，如 {example}。",
        "Rows of the cycle workbook that did not come back: {rows}, such as {example}.",
    )
    remedy = Text("请对方用下发的表补填。", "Ask for them on the workbook that was sent out.")
    rows: int
    example: Text


class OtherDepartment(Finding):
    code = "PX916"
    severity = WARNING
    title = Text("其他部门的人员", "Somebody of another department")
    fact = Text(
        "{employee_id} 属于“{theirs}”，却在“{ours}”的表里（{rows} 行）。",
        "{employee_id} belongs to {theirs} but stands in the return of {ours} (rows: {rows}).",
    )
    remedy = Text(
        "调动过的请在“任职”表登记；否则请从该表删除。",
        "Enter a move on the Assignments sheet; otherwise delete the rows there.",
    )
    theirs: str
    ours: str
    rows: int


class IdRetyped(Finding):
    code = "PX917"
    severity = BLOCKER
    title = Text("工号像是打错了", "An id that looks mistyped")
    fact = Text(
        "员工表中没有工号 {typed}；从姓名看可能是 {likely} {name}。没有采用。",
        "There is no {typed} on the roster; by the name it may be {likely} {name}. The row is not used.",
    )
    remedy = Text("请在回收表中改正工号。", "Correct the id in the return.")
    typed: str
    likely: str
    name: str


class CycleValueReplaced(Finding):
    code = "PX918"
    severity = WARNING
    title = Text("与周期工作簿填写的不同", "Different from the cycle workbook")
    fact = Text(
        "“{column}”在周期工作簿中是 {ours}，交回的是 {theirs}；按交回的计。",
        "{column} is {ours} in the cycle workbook and {theirs} in the return; the return counts.",
    )
    remedy = Text("请核对；周期工作簿中的值可以删去。", "Check it; the value in the cycle workbook may be deleted.")
    column: Text
    ours: str
    theirs: str


class NotTheirs(Finding):
    code = "PX919"
    severity = WARNING
    title = Text("不该由此表填写", "Not for this return to say")
    fact = Text("{why}（{rows} 行），没有采用。", "{why} (rows: {rows}); not used.")
    remedy = Text("请由本人或其部门交回。", "It has to come from the person or department that it belongs to.")
    why: Text
    rows: int


class SheetNotTaken(Finding):
    code = "PX920"
    severity = NOTE
    title = Text("由人力资源填写的表", "A sheet that HR fills in")
    fact = Text(
        "“{sheet_title}”由人力资源在周期工作簿中填写，这里的 {rows} 行没有采用。",
        "{sheet_title} is filled in by HR in the cycle workbook; its {rows} rows here are not used.",
    )
    remedy = Text("需要修改的，请改周期工作簿。", "Change the cycle workbook if something has to change.")
    sheet_title: Text
    rows: int


class UnitChanged(Finding):
    code = "PX921"
    severity = BLOCKER
    title = Text("单位被改动，数值不能确定", "The unit was changed, so the value is uncertain")
    fact = Text(
        "单位下发的是“{ours}”，交回的是“{theirs}”；实际值 {actual} 没有采用。",
        "The unit was sent out as '{ours}' and came back as '{theirs}'; the actual {actual} is not used.",
    )
    remedy = Text(
        "请按原单位填写实际值，或在“处理”表写明采用的值。",
        "Give the actual in the original unit, or decide on the Decisions sheet.",
    )
    ours: str
    theirs: str
    actual: str


class NewRowsTaken(Finding):
    code = "PX922"
    severity = NOTE
    title = Text("标准由回收表给出", "Standards that came with a return")
    fact = Text(
        "周期工作簿没有 {employee_id} 的“{sheet_title}”，采用了回收表的 {rows} 行。",
        "The cycle workbook has no {sheet_title} for {employee_id}; the {rows} rows of the return are used.",
    )
    remedy = Text("请核对权重和目标。", "Check weights and targets.")
    sheet_title: Text
    rows: int


class MasterOutdated(Finding):
    code = "PX923"
    severity = WARNING
    title = Text("总表已过时", "The master is out of date")
    fact = Text(
        "生成总表之后，周期工作簿的 {sheets} 又改动过；这里用的仍是总表的内容。",
        "The cycle workbook has changed since the master was made ({sheets}); what the master says is used.",
    )
    remedy = Text("请重新汇总（perfxl consolidate）。", "Consolidate again (perfxl consolidate).")
    sheets: Text


class MasterEdited(Finding):
    code = "PX924"
    severity = BLOCKER
    title = Text("总表被改动过", "The master was edited")
    fact = Text("“{sheets}”的内容不是 perfxl 写入的。", "The content of {sheets} is not what perfxl wrote.")
    remedy = Text(
        "总表由 perfxl 生成，请勿修改：请在回收表或周期工作簿中改正，再重新汇总。",
        "The master is made by perfxl: mend the return or the cycle workbook and consolidate again.",
    )
    sheets: Text


class MattersRaised(Finding):
    code = "PX925"
    severity = NOTE
    title = Text("部门提出了事项", "Departments have raised matters")
    fact = Text(
        "回收表里有 {rows} 条沟通事项，列在总表的“沟通事项”。",
        "The returns raise {rows} matters; the master lists them under Matters.",
    )
    remedy = Text("请逐条答复。", "Answer each of them.")
    rows: int
