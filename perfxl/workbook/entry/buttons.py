"""The buttons of the cycle workbook, and the cells of its home sheet that they keep up to date. Declared once.

The builder draws them, the macros bind them, perfxl.excel.buttons carries them out.
"""

from dataclasses import dataclass

from perfxl.language import Text

STATUS = "perfxl_status"  # defined name of one cell: what the last run did, when, and its run id
NEXT_STEP = "perfxl_next_step"  # defined name of one cell: what to do next
PERSON = "perfxl_person"  # defined name of one cell: the employee id of the person whose letter is previewed
PROGRESS = "perfxl_progress"  # defined name of the block below the heads of the progress table
PROGRESS_HEADS = (
    Text("部门", "Department"),
    Text("人数", "People"),
    Text("已可计分", "Ready"),
    Text("完整度", "Complete"),
    Text("还缺", "Missing"),
)
PROGRESS_ROWS = 12  # departments that the home sheet shows; the last row sums up those beyond


@dataclass(frozen=True)
class Button:
    """One button. key: the function in perfxl.excel.buttons. caption: on the button. help: what it does, in a line."""

    key: str
    caption: Text
    help: Text

    @property
    def macro(self) -> str:
        """The VBA Sub that it is bound to: `preview_letter` is PerfxlPreviewLetter."""
        return "Perfxl" + "".join(part.capitalize() for part in self.key.split("_"))


BUTTONS = (
    Button(
        "goals",
        Text("目标分解", "Goals"),
        Text("谁支持谁、合计是否相符、商定了没有；目标树", "Which goal serves which, what adds up, what is agreed; the tree"),
    ),
    Button(
        "publish",
        Text("公布标准", "Publish"),
        Text("考核标准的 PDF 和指纹", "The standards as a PDF, with fingerprint"),
    ),
    Button(
        "distribute",
        Text("下发部门表", "Distribute"),
        Text("给每个部门一份要填的工作簿", "One workbook to fill in for each department"),
    ),
    Button(
        "consolidate",
        Text("汇总回收表", "Consolidate"),
        Text("把回收文件夹里的表合成汇总表", "Merge the returned workbooks into the master"),
    ),
    Button(
        "check",
        Text("检查数据", "Check"),
        Text("找出问题和缺的数据，标在单元格上", "Find what is wrong or missing, and mark the cells"),
    ),
    Button(
        "remind",
        Text("写催办邮件", "Remind"),
        Text("给欠数据的人写好邮件草稿，另有清单；不发送", "Drafts for those who owe something, and a list; nothing is sent"),
    ),
    Button(
        "score",
        Text("计算得分", "Score"),
        Text("计算得分和等级，逐行列出算式", "Scores and grades, with every sum"),
    ),
    Button(
        "calibrate",
        Text("校准会议", "Calibrate"),
        Text("名额、提议、没有把握的等级；会议用的工作簿和材料", "Places, proposals, uncertain grades: the meeting's workbook and paper"),
    ),
    Button(
        "preview_letter",
        Text("预览反馈信", "Preview letter"),
        Text("在右侧选一个工号，看此人的反馈信", "Pick an employee id at the right, see that person's letter"),
    ),
    Button(
        "letters",
        Text("制作全部反馈信", "All letters"),
        Text("每人一封反馈信（PDF）", "A letter (PDF) for everybody"),
    ),
    Button(
        "documents",
        Text("面谈材料", "Interviews"),
        Text("主管摘要、面谈表、各方案的考核标准", "Managers' summaries, interview sheets, standards of each scheme"),
    ),
    Button(
        "appeals",
        Text("申诉一览", "Appeals"),
        Text("全部申诉的状态和期限，已决定的做决定书", "All appeals with state and deadline; letters of those decided"),
    ),
    Button(
        "review",
        Text("评价体检", "Review"),
        Text("评价人、指标、权重和各组的分析", "Raters, KPIs, weights and groups"),
    ),
    Button(
        "rollover",
        Text("下一周期", "Next cycle"),
        Text("新建下一周期的工作簿：名单、方案、约定接着用", "The next cycle's workbook: roster, schemes and agreements go on"),
    ),
    Button(
        "open_output_folder",
        Text("打开输出文件夹", "Open output folder"),
        Text("结果、信件和日志所在", "Where results, letters and the log are"),
    ),
    Button(
        "show_more_sheets",
        Text("显示更多表", "More sheets"),
        Text("显示或收起暂不需要的表", "Show or hide the sheets not needed yet"),
    ),
    Button(
        "clear_marks",
        Text("清除标记", "Clear marks"),
        Text("去掉 perfxl 的颜色和批注，恢复原样", "Take perfxl's colours and notes away, as it was before"),
    ),
)
