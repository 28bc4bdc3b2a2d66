"""The mapping files of the sample company's two foreign departments."""

_SERVICE = """\
# 客服部：一人一个工作簿，一张考核表。两部分指标各有权重，评分有本人和上级两栏。
# Customer service: one workbook and one form a person. Two weighted sections of KPIs; ratings by self and manager.
name = "客服部考核表"
confirmed_by = "松竹 (HR)"
confirmed_on = 2026-09-30

[match]
file = "客服部-*.xlsx"
text = ["客服部员工绩效考核表", "Employee appraisal form*"]

# 表单上只出现一次的内容：标签，值在右边。 What stands once on the form: its label, the value on its right.
[fields]
employee_id = ["工号", "Employee ID"]
name = ["姓名", "Name"]
manager_id = ["上级工号", "Manager ID"]

# 表单自己写的得分：与计算结果比较。 What the form states itself: compared with the computed score.
[totals]
score = { label = ["综合得分", "Final score"], optional = true }

[[tables]]
below = ["一、业务指标", "二、质量指标", "1. Service", "2. Quality"]
repeated = true                 # 每个标题下都是这样一张表  one such table below each heading
section_weight = "heading"      # 标题里的“权重 50%”  the "weight 50%" in the heading
weights_of = "section"          # 各行权重是本部分之内的比例  weights in the rows are shares of the section
totals.weight = { label = ["小计", "Subtotal"], under = ["权重", "Weight"] }

[tables.kpis]
kpi = ["考核指标", "Indicator"]
weight = { header = ["权重", "Weight"], written = "fraction" }
target = ["目标值", "Target"]
actual = ["实际完成", "Achieved"]
unit = ["单位", "Unit"]
evidence = ["数据来源", "Evidence"]

# 一行评价给出两行：本人的和上级的；没有填写的不产生行。
# One line gives two rows, the person's own and the manager's; where nothing is filled in there is none.
[[tables]]
below = ["三、综合评价", "3. Overall ratings"]
until = ["四、考核结果", "4. Result"]

[[tables.ratings]]
filled = "rating"
dimension = { header = ["评价内容", "Aspect"], words = { "总体评价" = "", "Overall" = "" } }
role = { value = "self" }
rater_id = { field = "employee_id" }
rating = ["本人", "Self"]
comment = ["本人说明", "Own remarks"]

[[tables.ratings]]
filled = "rating"
dimension = { header = ["评价内容", "Aspect"], words = { "总体评价" = "", "Overall" = "" } }
role = { value = "manager" }
rater_id = { field = "manager_id" }
rating = ["上级", "Manager"]
comment = ["上级评语", "Manager's comment"]
"""

_FINANCE = """\
# 财务部：全部门一张汇总表。表头两行，姓名、工号和评价是合并单元格，权重是小数。
# Finance: everybody on one sheet. A header of two lines; names, ids and ratings merged; weights as fractions.
name = "财务部汇总表"
confirmed_by = "松竹 (HR)"
confirmed_on = 2026-09-30

[match]
file = "财务部绩效汇总*.xlsx"
sheet = ["汇总*", "Summary*"]

[fields]
head = ["主管工号", "Manager ID"]

[[tables]]
name = "汇总"
until = ["注", "Note"]

[tables.kpis]
employee_id = ["工号", "Employee ID"]
name = ["姓名", "Name"]
kpi = ["考核指标", "Indicator"]
weight = { header = ["权重", "Weight"], written = "fraction" }
target = ["目标值", "Target"]
actual = ["实际值", "Actual"]
evidence = ["数据来源", "Evidence"]

[tables.stated]
score = { header = ["综合得分", "Final score"], optional = true }

# 评价一人一次：合并单元格的几行只给出一行。 One rating a person: rows under one merged cell give one row.
[[tables.ratings]]
once = "employee_id"
filled = "rating"
employee_id = ["工号", "Employee ID"]
role = { value = "self" }
rater_id = ["工号", "Employee ID"]
rating = ["自评", "Self"]

[[tables.ratings]]
once = "employee_id"
filled = "rating"
employee_id = ["工号", "Employee ID"]
role = { value = "manager" }
rater_id = { field = "head" }
rating = ["主管", "Manager"]
comment = ["主管评语", "Manager's comment"]
"""

SAMPLE_MAPPINGS = {"客服部考核表.toml": _SERVICE, "财务部汇总表.toml": _FINANCE}
