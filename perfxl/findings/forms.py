"""PX940 to PX959: mappings, and what foreign sheets and forms do not say clearly."""

from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding
from perfxl.language import Text


class MappingUnusable(Finding):
    code = "PX940"
    severity = BLOCKER
    title = Text("映射文件有误", "A mapping cannot be used")
    fact = Text("映射文件 {mapping} 有误：{problem_zh}。", "The mapping {mapping} is wrong: {problem_en}.")
    remedy = Text(
        "请改正后再运行；写法见 docs/mappings.zh-CN.md。",
        "Mend it and run again; docs/mappings.md says how it is written.",
    )
    mapping: str
    problem_zh: str
    problem_en: str


class MappingUnconfirmed(Finding):
    code = "PX941"
    severity = BLOCKER
    title = Text("映射尚未确认", "A mapping that nobody has confirmed")
    fact = Text(
        "此文件符合映射“{mapping}”，但它还没有人确认，所以没有读取。",
        "The file fits the mapping '{mapping}', which nobody has confirmed; it was not read.",
    )
    remedy = Text(
        "请用 perfxl mapping try 核对，然后在映射文件中填写 confirmed_by 和 confirmed_on。",
        "Look at it with perfxl mapping try, then fill in confirmed_by and confirmed_on in the mapping.",
    )
    mapping: str


class MappingsOverlap(Finding):
    code = "PX942"
    severity = BLOCKER
    title = Text("几个映射都适用", "Several mappings fit")
    fact = Text("此文件同时符合映射 {mappings}，没有读取。", "The file fits the mappings {mappings}; it was not read.")
    remedy = Text(
        "请改写其中的 [match]，使每个文件只符合一个。", "Change their [match], so that each file fits one only."
    )
    mappings: str


class MappingFitsNoSheet(Finding):
    code = "PX943"
    severity = BLOCKER
    title = Text("没有一张工作表符合映射", "No sheet fits the mapping")
    fact = Text(
        "映射“{mapping}”在此文件中找不到它要的工作表。", "The mapping '{mapping}' finds none of its sheets in the file."
    )
    remedy = Text(
        "请核对表名和标题文字，或改写映射的 [match]。",
        "Check sheet names and titles, or change [match] of the mapping.",
    )
    mapping: str


class LabelMissing(Finding):
    code = "PX944"
    severity = BLOCKER
    title = Text("表单上缺少一个标签", "A label is missing on a form")
    fact = Text("没有找到“{label}”。", "'{label}' was not found.")
    remedy = Text("请恢复这个标签，或改写映射。", "Restore the label, or change the mapping.")
    label: str


class LabelTwice(Finding):
    code = "PX945"
    severity = BLOCKER
    title = Text("同一标签有不同的内容", "A label with different values")
    fact = Text(
        "“{label}”在 {places} 各有不同的内容，没有采用。", "'{label}' has different values at {places}; none is used."
    )
    remedy = Text(
        "请使其一致，或在映射中按位置（cell）读取。", "Make them agree, or read it by position (cell) in the mapping."
    )
    label: str
    places: str


class FieldBlank(Finding):
    code = "PX946"
    severity = WARNING
    title = Text("标签旁边没有内容", "Nothing stands beside a label")
    fact = Text("“{label}”旁边没有内容。", "Nothing stands beside '{label}'.")
    remedy = Text("请填写；如果内容在别处，请改写映射。", "Fill it in; if it stands elsewhere, change the mapping.")
    label: str


class FormTableMissing(Finding):
    code = "PX947"
    severity = BLOCKER
    title = Text("表单上缺少一个表格", "A table is missing on a form")
    fact = Text("没有找到表格“{table}”（{wanted}）。", "The table '{table}' was not found ({wanted}).")
    remedy = Text("请恢复它的标题和表头，或改写映射。", "Restore its heading and headers, or change the mapping.")
    table: str
    wanted: str


class FormHeaderMissing(Finding):
    code = "PX948"
    severity = BLOCKER
    title = Text("表格缺少一个表头", "A table lacks a header")
    fact = Text(
        "表格“{table}”没有找到表头“{header}”，这一列没有读取。",
        "The table '{table}' has no header '{header}'; it is not read.",
    )
    remedy = Text("请恢复这个表头，或改写映射。", "Restore the header, or change the mapping.")
    table: str
    header: str


class FormHeaderTwice(Finding):
    code = "PX949"
    severity = BLOCKER
    title = Text("不能确定是哪一列", "It is not certain which column is meant")
    fact = Text(
        "表格“{table}”的表头“{header}”下有 {columns} 几列，没有采用。",
        "Under '{header}' the table '{table}' has the columns {columns}; none is used.",
    )
    remedy = Text(
        "请在映射中写明第几个（which）或列号（column）。",
        "Say in the mapping which one it is (which), or its letter (column).",
    )
    table: str
    header: str
    columns: str


class FormRowsUnused(Finding):
    code = "PX950"
    severity = NOTE
    title = Text("表单中没有使用的行", "Rows of a form that were not used")
    fact = Text(
        "表格“{table}”第 {rows} 行没有填写，已略过。",
        "Nothing is filled in on rows {rows} of the table '{table}'; they are left out.",
    )
    remedy = Text("无需处理；如果应有内容，请补填。", "Nothing to do, unless something should stand there.")
    table: str
    rows: str


class FormRowLeft(Finding):
    code = "PX951"
    severity = WARNING
    title = Text("表单中没有读取的行", "A row of a form that was not read")
    fact = Text(
        "“{text}”这一行有内容，但不在表格“{table}”之内，没有读取。",
        "The row '{text}' says something but is not part of the table '{table}'; it was not read.",
    )
    remedy = Text(
        "如果它是数据，请移到表格之内，或改写映射的 until。",
        "If it is data, move it into the table, or change until in the mapping.",
    )
    text: str
    table: str


class PersonNotNamed(Finding):
    code = "PX952"
    severity = BLOCKER
    title = Text("按姓名找不到唯一的人", "A name that is not one person's")
    fact = Text("员工表中叫“{typed}”的有 {people} 人。", "{people} people on the roster are called '{typed}'.")
    remedy = Text("请在表单上写明工号。", "Write the ID on the form.")
    typed: str
    people: int


class FoundByName(Finding):
    code = "PX953"
    severity = NOTE
    title = Text("工号按姓名查得", "An ID was found by the name")
    fact = Text("“{typed}”按员工表读作工号 {used}。", "'{typed}' was read as {used} of the roster.")
    remedy = Text("请核对是否同一人。", "Check that it is the same person.")
    typed: str
    used: str


class NotConverted(Finding):
    code = "PX954"
    severity = BLOCKER
    title = Text("内容无法换算", "A value that cannot be converted")
    fact = Text(
        "“{typed}”不是单纯的数字，不能按映射换算，没有采用。",
        "'{typed}' is no plain number and cannot be converted as the mapping says; it is not used.",
    )
    remedy = Text("请只填写数字。", "Type the number alone.")
    typed: str


class SectionWeightDiffers(Finding):
    code = "PX955"
    severity = WARNING
    title = Text("部分的权重与其各项之和不一致", "A section's weight differs from the sum of its rows")
    fact = Text(
        "“{section}”应为 {stated}%，各项合计 {total}%。",
        "'{section}' should be {stated} %, its rows add up to {total} %.",
    )
    remedy = Text("请核对各项权重和标题中的权重。", "Check the weights in the rows and the one of the section.")
    section: str
    stated: float
    total: float


class SectionWeightMissing(Finding):
    code = "PX956"
    severity = BLOCKER
    title = Text("部分没有写明权重", "A section without its weight")
    fact = Text(
        "没有找到“{section}”的权重，其各项权重没有采用。",
        "The weight of '{section}' was not found; the weights in it are not used.",
    )
    remedy = Text("请在标题中写明，如“业绩指标（70%）”。", "Write it in the heading, as in 'Results (70 %)'.")
    section: str


class StatedDiffers(Finding):
    code = "PX957"
    severity = WARNING
    title = Text("表单上的合计与计算结果不一致", "A total on a form differs from the computed one")
    fact = Text(
        "表单上的{what_zh}是 {stated}，计算结果是 {computed}。",
        "The form states {stated} as {what_en}, computed is {computed}.",
    )
    remedy = Text(
        "请核对表单上的公式和各项评分；得分以计算结果为准。",
        "Check the form's formula and its ratings; the computed one counts.",
    )
    what_zh: str
    what_en: str
    stated: str
    computed: str


class StatedUnreadable(Finding):
    code = "PX958"
    severity = NOTE
    title = Text("表单上的合计无法比较", "A total on a form that cannot be compared")
    fact = Text(
        "表单上的{what_zh}“{typed}”不是数字，没有比较。",
        "'{typed}', stated as {what_en}, is no number and was not compared.",
    )
    remedy = Text(
        "请用 Excel 打开、计算后保存，或改写映射。", "Open it in Excel, calculate and save, or change the mapping."
    )
    what_zh: str
    what_en: str
    typed: str
