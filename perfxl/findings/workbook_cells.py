"""PX107 to PX110, PX120 to PX129: what stands in single cells. Weights as typed: PX305, PX306."""

from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding
from perfxl.language import Text


class RequiredBlank(Finding):
    code = "PX107"
    severity = BLOCKER
    title = Text("必填项为空", "A required cell is blank")
    fact = Text("“{column_zh}”没有填写。", "{column_en} is blank.")
    remedy = Text("请补填。", "Fill it in.")
    column_zh: str
    column_en: str


class ErrorCell(Finding):
    code = "PX108"
    severity = BLOCKER
    title = Text("单元格是错误值", "A cell holds an error")
    fact = Text("“{column_zh}”是错误值 {error}。", "{column_en} holds the error {error}.")
    remedy = Text("请改正公式，或直接填写数值。", "Mend the formula or type the value.")
    error: str
    column_zh: str
    column_en: str


class NotCalculated(Finding):
    code = "PX109"
    severity = BLOCKER
    title = Text("公式还没有计算", "A formula was never calculated")
    fact = Text("“{column_zh}”的公式没有保存计算结果。", "The formula in {column_en} has no saved result.")
    remedy = Text("请用 Excel 打开，计算后保存。", "Open it in Excel, calculate and save.")
    column_zh: str
    column_en: str


class NumberUnreadable(Finding):
    code = "PX110"
    severity = BLOCKER
    title = Text("不是数字", "Not a number")
    fact = Text("“{column_zh}”的内容“{typed}”不是数字。", "{column_en} holds '{typed}', which is not a number.")
    remedy = Text("请填写数字。", "Type a number.")
    typed: str
    column_zh: str
    column_en: str


class UnitDropped(Finding):
    code = "PX120"
    severity = NOTE
    title = Text("数字后带单位", "A number with its unit")
    fact = Text(
        "“{column_zh}”里的单位“{unit}”已略去，只读数字（如“{typed}”，共 {cells} 格）。",
        "The unit '{unit}' in {column_en} was left out and the number read ({cells} in all, such as '{typed}').",
    )
    remedy = Text("单位请写在“单位”一栏。", "Write the unit in the Unit column.")
    unit: str
    typed: str
    cells: int
    column_zh: str
    column_en: str


class UnitChangesValue(Finding):
    code = "PX121"
    severity = BLOCKER
    title = Text("单位会改变数值", "The unit changes the value")
    fact = Text(
        "“{column_zh}”的“{typed}”带有单位“{unit}”，与本行的单位“{row_unit}”不一致，数值不能确定。",
        "{column_en} holds '{typed}' with the unit '{unit}', but the unit of the row is '{row_unit}'; the value is uncertain.",
    )
    remedy = Text("请只填数字，并在“单位”一栏写明单位。", "Type the number alone and name its unit in the Unit column.")
    typed: str
    unit: str
    row_unit: str
    column_zh: str
    column_en: str


class ChoiceUnknown(Finding):
    code = "PX122"
    severity = BLOCKER
    title = Text("不在可选范围内", "Not one of the choices")
    fact = Text("“{column_zh}”不能填“{typed}”。", "{column_en} cannot be '{typed}'.")
    remedy = Text("请从以下选项中选择：{choices_zh}。", "Choose one of: {choices_en}.")
    typed: str
    choices_zh: str
    choices_en: str
    column_zh: str
    column_en: str


class DateUnreadable(Finding):
    code = "PX123"
    severity = BLOCKER
    title = Text("日期无法识别", "Not a usable date")
    fact = Text(
        "“{column_zh}”的“{typed}”不是 1990 年至 2100 年之间的日期。",
        "{column_en} holds '{typed}', which is no date between 1990 and 2100.",
    )
    remedy = Text("请写成 2026-07-01 的样子。", "Write it like 2026-07-01.")
    typed: str
    column_zh: str
    column_en: str


class IdLostDigits(Finding):
    code = "PX124"
    severity = BLOCKER
    title = Text("长编号被存成了数字", "A long id was stored as a number")
    fact = Text(
        "“{column_zh}”的 {typed} 存成了数字，第 16 位起已不可靠。",
        "{typed} in {column_en} was stored as a number; its digits from the 16th on are gone.",
    )
    remedy = Text(
        "请先把单元格设为文本格式，再重新输入编号。", "Format the cell as text first, then type the id again."
    )
    typed: str
    column_zh: str
    column_en: str


class IdPadded(Finding):
    code = "PX125"
    severity = NOTE
    title = Text("工号按员工表补全", "An id was completed from the roster")
    fact = Text(
        "“{column_zh}”的“{typed}”按员工表的 {used} 读取（共 {cells} 格）。",
        "'{typed}' in {column_en} was read as {used} of the roster ({cells} in all).",
    )
    remedy = Text("请把工号写成与员工表一致。", "Write the id as on the roster.")
    typed: str
    used: str
    cells: int
    column_zh: str
    column_en: str


class EmployeeUnknown(Finding):
    code = "PX126"
    severity = BLOCKER
    title = Text("工号不在员工表中", "An employee who is not on the roster")
    fact = Text("员工表中没有工号 {typed}。", "There is no {typed} on the roster.")
    remedy = Text("请改正工号，或在员工表中加上此人。", "Correct the id, or add the person to the roster.")
    typed: str


class PersonUnknown(Finding):
    code = "PX127"
    severity = WARNING
    title = Text("相关人员不在员工表中", "Somebody named here is not on the roster")
    fact = Text("“{column_zh}”的 {typed} 不在员工表中。", "{typed} in {column_en} is not on the roster.")
    remedy = Text("请改正工号，或在员工表中加上此人。", "Correct the id, or add the person to the roster.")
    typed: str
    column_zh: str
    column_en: str


class OutOfRange(Finding):
    code = "PX128"
    severity = BLOCKER
    title = Text("数字超出范围", "A number out of range")
    fact = Text("“{column_zh}”是 {number}，应在 {allowed} 之内。", "{column_en} is {number}, allowed is {allowed}.")
    remedy = Text("请改为范围内的数字。", "Type a number within the range.")
    number: float
    allowed: str
    column_zh: str
    column_en: str


class EmployeeTwice(Finding):
    code = "PX129"
    severity = BLOCKER
    title = Text("同一工号出现两次", "The same employee twice on the roster")
    fact = Text(
        "工号 {employee_id} 已在 {first} 出现，此行没有使用。",
        "{employee_id} already stands at {first}; this row is not used.",
    )
    remedy = Text("请删除多余的一行，或改正工号。", "Delete one of the rows, or correct the id.")
    first: str


class WeightsMixed(Finding):
    code = "PX305"
    severity = BLOCKER
    title = Text("权重写法混杂", "Weights written in different ways")
    fact = Text(
        "“{group}”的权重中既可能有小数（如 0.25）又有百分数（如 25），按所写合计 {total}，不能确定。",
        "The weights of {group} may mix fractions (0.25) and percents (25); as written they add up to {total}.",
    )
    remedy = Text("请统一写成百分数，如 25%。", "Write all of them as percents, such as 25%.")
    group: str
    total: float


class WeightsBesidePercents(Finding):
    code = "PX306"
    severity = WARNING
    title = Text("权重有的带百分号有的不带", "Some weights carry a percent sign, some do not")
    fact = Text(
        "“{column_zh}”一列中 {percents} 格是百分比格式，{plain} 格是普通数字；已都按百分数读取。",
        "In {column_en}, {percents} cells are percents and {plain} are plain numbers; all were read as percents.",
    )
    remedy = Text("请统一格式，以免误解。", "Format them alike to avoid misunderstanding.")
    percents: int
    plain: int
    column_zh: str
    column_en: str
