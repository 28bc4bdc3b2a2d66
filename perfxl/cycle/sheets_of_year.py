"""The sheets that span the year: the calendar of the process, and the history of earlier cycles."""

from perfxl.cycle.choices import STAGES
from perfxl.cycle.columns import Column, Kind, Sheet
from perfxl.language import Text

CALENDAR = Sheet(
    key="calendar",
    title=Text("日程", "Calendar"),
    aliases=("考核日程", "时间表", "schedule"),
    help=Text("全年各阶段的任务、负责人和期限。", "The tasks of each stage, who does them and by when."),
    columns=(
        Column(
            "stage",
            Text("阶段", "Stage"),
            Kind.CHOICE,
            Text("计划、辅导、评价、校准、反馈、申诉或改进", "plan, coach, assess, calibrate, feed back, appeal or improve"),
            required=True,
            choices=STAGES,
        ),
        Column("task", Text("任务", "Task"), Kind.TEXT, Text("要做什么", "what is to be done"), required=True),
        Column(
            "owner_id",
            Text("负责人工号", "Owner ID"),
            Kind.ID,
            Text("谁负责；空白：绩效管理员", "who does it; blank: the performance administrator"),
            aliases=("负责人",),
        ),
        Column("starts_on", Text("开始日期", "Starts on"), Kind.DATE, Text("从哪天开始", "first day")),
        Column(
            "workdays",
            Text("工作日数", "Working days"),
            Kind.NUMBER,
            Text("没有写截止日期时：开始后第几个工作日到期", "without a due date: due so many working days after the start"),
            low=1,
            high=400,
        ),
        Column("due_on", Text("截止日期", "Due on"), Kind.DATE, Text("最晚哪天完成", "last day"), aliases=("期限", "due")),
        Column("done_on", Text("完成日期", "Done on"), Kind.DATE, Text("完成后填写", "fill in when it is done")),
    ),
)

HISTORY = Sheet(
    key="history",
    title=Text("历史", "History"),
    aliases=("往期记录",),
    help=Text("以前各期的记录，新建下一期时写入，供查阅。", "What earlier cycles held; written when the next cycle is made."),
    columns=(
        Column("cycle", Text("周期", "Cycle"), Kind.TEXT, Text("哪一期", "which cycle"), required=True),
        Column("sheet", Text("来自", "From sheet"), Kind.TEXT, Text("原来在哪张表", "the sheet it stood on"), required=True),
        Column("employee_id", Text("工号", "Employee ID"), Kind.TEXT, Text("关于谁", "about whom")),
        Column("item", Text("事项", "Item"), Kind.TEXT, Text("关于什么", "about what")),
        Column("score", Text("得分", "Score"), Kind.NUMBER, Text("当期得分", "score of that cycle")),
        Column("grade", Text("等级", "Grade"), Kind.TEXT, Text("当期等级", "grade of that cycle")),
        Column("content", Text("内容", "Content"), Kind.TEXT, Text("那一行的全部内容", "all that stood in the row")),
    ),
)
