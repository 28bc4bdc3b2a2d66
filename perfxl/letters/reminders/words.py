"""What a reminder says: friendly, concrete, in the language of its reader."""

from perfxl.language import Text

HR = Text("人力资源部", "HR")
SUBJECT = Text("{cycle}：有 {n} 项绩效数据待您补齐（{by}截止）", "{cycle}: appraisal entries to complete: {n} (due {by})")
SUBJECT_LATE = Text("{cycle}：有 {n} 项绩效数据待您补齐（已过截止日）", "{cycle}: appraisal entries to complete: {n} (overdue)")
SUBJECT_OPEN = Text("{cycle}：有 {n} 项绩效数据待您补齐", "{cycle}: appraisal entries to complete: {n}")
GREETING = Text("{name}，您好：", "Dear {name},")
INTRO = Text(
    "{cycle}的考核还缺以下 {n} 项。补齐之前，有关人员无法计分。",
    "{n} of the pieces that {cycle} needs are still missing. The people concerned cannot be scored without them.",
)
INTRO_ONE = Text(
    "{cycle}的考核还缺以下 1 项。补齐之前，有关人员无法计分。",
    "One of the pieces that {cycle} needs is still missing. The people concerned cannot be scored without it.",
)
BY = Text("请在 {by} 前填好并交回，谢谢！", "Please fill in and return what is missing by {by}. Thank you!")
LATE = Text(
    "截止日 {by} 已过，请尽快填好并交回，谢谢！",
    "It was due on {by}; please fill it in and return it as soon as you can. Thank you!",
)
SOON = Text("请尽快填好并交回，谢谢！", "Please fill it in and return it as soon as you can. Thank you!")

# The titles above each part of the list, by kind of piece.
OWN_PARTS = {
    "kpi": Text("请您填写的指标实际值", "Actuals of KPIs for you to fill in"),
    "goal": Text("请您填写的部门目标实际值", "Actuals of department goals for you to fill in"),
    "rating": Text("请您给出的评价", "Ratings for you to give"),
}
OTHERS = Text("没有人可以直接催办，请您落实由谁提供", "Nobody can be asked directly; please see who can supply it")
ABOUT = Text("关于谁", "About")
MISSING = Text("缺什么", "What is missing")
WHERE = Text("在哪里", "Where")

HOW = Text("怎样填写和交回", "How to fill it in and return it")
IN_YOURS = Text(
    "请填在发给您的工作簿里。“在哪里”依次是 [文件]工作表!单元格。",
    "Use the workbook that was sent to you. “Where” reads [file]sheet!cell.",
)
IN_HRS = Text(
    "[{file}] 是人力资源部的总表：请填在您那份工作簿同名工作表中同一个人的行里。",
    "[{file}] is HR's own workbook: use the row of the same person on the sheet of that name in yours.",
)
BLANK = Text(
    "空白表示缺失，不是 0：没有发生请写 0；确实不适用的，请写明不适用原因；评价需要回避的，请写明回避原因。",
    "Blank means missing, never 0: write 0 for none; say why if something does not apply or you cannot rate somebody.",
)
RETURN = Text(
    "填好后保存，文件名不变，回复本邮件并附上工作簿，或放入文件夹“{folder}”。",
    "Save it under its name and reply with the workbook attached, or put it into the folder “{folder}”.",
)
DONE_ALREADY = Text(
    "如已交回，请不必理会；有疑问请直接回复。", "If you have returned it already, never mind; for questions just reply."
)
MADE = Text("以上为 {day} 的情况。", "This is how things stood on {day}.")
