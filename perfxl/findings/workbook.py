"""PX101 to PX106, PX131 to PX140: sheets, headers, settings and rows of a workbook.

What stands in single cells is in workbook_cells.py, files that cannot be read in workbook_files.py.
"""

from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding
from perfxl.findings.workbook_cells import WeightsBesidePercents, WeightsMixed
from perfxl.findings.workbook_files import finding_of
from perfxl.language import Text

__all__ = ["WeightsBesidePercents", "WeightsMixed", "finding_of"]


class SheetMissing(Finding):
    code = "PX101"
    severity = BLOCKER
    title = Text("缺少工作表", "A sheet is missing")
    fact = Text("工作簿里没有“{sheet_zh}”表。", "The workbook has no sheet {sheet_en}.")
    remedy = Text("请加上这张表，或把表名改为“{sheet_zh}”。", "Add the sheet, or rename the right one to {sheet_en}.")
    sheet_zh: str
    sheet_en: str


class SheetEmpty(Finding):
    code = "PX141"
    severity = BLOCKER
    title = Text("必需的工作表是空的", "A required sheet has no rows")
    fact = Text("“{sheet_zh}”表没有任何内容。", "The sheet {sheet_en} has no rows.")
    remedy = Text("请填写这张表。", "Fill it in.")
    sheet_zh: str
    sheet_en: str


class ColumnMissing(Finding):
    code = "PX102"
    severity = BLOCKER
    title = Text("缺少必需的列", "A required column is missing")
    fact = Text("没有找到“{column_zh}”这一列的表头。", "No header {column_en} was found.")
    remedy = Text("请加上这一列，或把表头改为“{column_zh}”。", "Add the column, or name its header {column_en}.")
    column_zh: str
    column_en: str


class HeaderTwice(Finding):
    code = "PX103"
    severity = WARNING
    title = Text("同一项目出现两次", "The same header twice")
    fact = Text(
        "“{header}”已在 {first} 出现，这里的内容没有使用。",
        "{header} already stands at {first}; what stands here is not used.",
    )
    remedy = Text("请删除或改名其中之一。", "Delete or rename one of them.")
    header: Text
    first: str


class HeaderUnknown(Finding):
    code = "PX104"
    severity = NOTE
    title = Text("不认识的表头", "An unknown header")
    fact = Text("“{header}”这一列没有读取。", "The column {header} is not read.")
    remedy = Text(
        "如需使用，请改为规定的表头；否则不必理会。", "Name it as declared if it is needed; otherwise leave it."
    )
    header: str


class SheetUnknown(Finding):
    code = "PX105"
    severity = NOTE
    title = Text("不认识的工作表", "An unknown sheet")
    fact = Text("工作表“{sheet}”没有读取。", "The sheet {sheet} is not read.")
    remedy = Text(
        "如需使用，请改为规定的表名；否则不必理会。", "Name it as declared if it is needed; otherwise leave it."
    )
    sheet: str


class HiddenRead(Finding):
    code = "PX106"
    severity = NOTE
    title = Text("读取了隐藏的内容", "Hidden content was read")
    fact = Text("{hidden_zh}是隐藏的，也已读取。", "Hidden, and read all the same: {hidden_en}.")
    remedy = Text("不该计入的请删除，而不是隐藏。", "Delete what should not count instead of hiding it.")
    hidden_zh: str
    hidden_en: str


class SettingUnknown(Finding):
    code = "PX131"
    severity = NOTE
    title = Text("不认识的设置项", "An unknown setting")
    fact = Text("设置项“{label}”没有读取。", "The setting {label} is not read.")
    remedy = Text("请核对名称；不需要时不必理会。", "Check its name; leave it if it is not needed.")
    label: str


class SettingInvalid(Finding):
    code = "PX132"
    severity = BLOCKER
    title = Text("设置项不可用", "A setting cannot be used")
    fact = Text("设置项“{setting_zh}”：{problem_zh}", "The setting {setting_en}: {problem_en}")
    remedy = Text("请在“周期”表中改正。", "Correct it on the Cycle sheet.")
    setting_zh: str
    setting_en: str
    problem_zh: str
    problem_en: str


class RowSkipped(Finding):
    code = "PX134"
    severity = NOTE
    title = Text("跳过了合计行或说明行", "A total row or a remark was skipped")
    fact = Text("“{text}”这一行不是数据，没有读取。", "The row '{text}' is not data and is not read.")
    remedy = Text("如果它是数据，请补上工号或名称。", "If it is data, give it its id or name.")
    text: str


class MergedFilled(Finding):
    code = "PX137"
    severity = NOTE
    title = Text("合并单元格已向下填充", "Merged cells were filled down")
    fact = Text(
        "合并单元格 {ranges} 的内容用于其中每一行。",
        "What stands in the merged cells {ranges} counts for each of their rows.",
    )
    remedy = Text("请取消合并并逐行填写，以免误解。", "Unmerge them and fill each row to avoid misunderstanding.")
    ranges: str


class NameDiffers(Finding):
    code = "PX138"
    severity = WARNING
    title = Text("姓名与员工表不一致", "The name differs from the roster")
    fact = Text(
        "工号 {employee_id} 在这里的姓名是“{typed}”，员工表中是“{roster}”。",
        "{employee_id} is named {typed} here and {roster} on the roster.",
    )
    remedy = Text("请核对工号和姓名。", "Check id and name.")
    typed: str
    roster: str


class SheetTwice(Finding):
    code = "PX139"
    severity = BLOCKER
    title = Text("同一张表出现两次", "Two sheets for one purpose")
    fact = Text(
        "“{first}”和“{second}”都是“{sheet_zh}”表；只读取了“{first}”。",
        "{first} and {second} are both {sheet_en}; only {first} was read.",
    )
    remedy = Text("请合并或删除其中之一。", "Merge them, or delete one.")
    first: str
    second: str
    sheet_zh: str
    sheet_en: str


class SecondTable(Finding):
    code = "PX140"
    severity = WARNING
    title = Text("一张工作表里有几个表格", "Several tables on one sheet")
    fact = Text(
        "第 {row} 行又出现一个不同的表头，从这一行起没有读取。",
        "Row {row} starts another table; it and what follows are not read.",
    )
    remedy = Text("请把每个表格放在单独的工作表，或合并成一个。", "Put each table on its own sheet, or make them one.")
    row: int
