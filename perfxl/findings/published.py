"""PX333 to PX349: the standards in force against those that were published, and who has acknowledged them."""

from perfxl.findings.base import NOTE, WARNING, Finding
from perfxl.language import Text

_REMEDY = Text(
    "如为误改，请改回；如确需改变，请重新公布并让有关人员签收，或在“处理”表接受并写明理由。",
    "If it is a slip, change it back; else publish again and have it acknowledged, or accept it with a reason on the "
    "Decisions sheet.",
)


class StandardChanged(Finding):
    """A standard that is another one than was published on `on`. what: which; before, after: how it was and is."""

    what_changed: Text
    before: Text
    after: Text
    on: str

    def change(self, language: str) -> str:
        """The change alone, for somebody who knows whose it is: `“收入”的权重由 70% 改为 60%`."""
        words = Text("{what}由 {before} 改为 {after}", "{what}: {before} became {after}")
        facts: dict[str, object] = {"what": self.what_changed, "before": self.before, "after": self.after}
        return words.filled(language, facts)


class SchemeChanged(StandardChanged):
    code = "PX333"
    severity = WARNING
    title = Text("考核方案与公布的不同", "A scheme differs from the published one")
    fact = Text(
        "考核方案“{item}”，{what_changed}：{on} 公布时为 {before}，现为 {after}。",
        "Scheme “{item}”, {what_changed}: {before} when published on {on}, now {after}.",
    )
    remedy = _REMEDY


class PersonStandardChanged(StandardChanged):
    code = "PX334"
    severity = WARNING
    title = Text("个人标准与公布的不同", "A person's standards differ from the published ones")
    fact = Text(
        "{employee_id}，{what_changed}：{on} 公布时为 {before}，现为 {after}。",
        "{employee_id}, {what_changed}: {before} when published on {on}, now {after}.",
    )
    remedy = _REMEDY


class CommonRuleChanged(StandardChanged):
    code = "PX335"
    severity = WARNING
    title = Text("等级或周期规则与公布的不同", "A grade or a rule of the cycle differs from the published one")
    fact = Text(
        "{what_changed}：{on} 公布时为 {before}，现为 {after}。",
        "{what_changed}: {before} when published on {on}, now {after}.",
    )
    remedy = _REMEDY


class DepartmentGoalChanged(StandardChanged):
    code = "PX336"
    severity = WARNING
    title = Text("部门目标与公布的不同", "A department's goals differ from the published ones")
    fact = Text(
        "部门“{department}”，{what_changed}：{on} 公布时为 {before}，现为 {after}。",
        "Department “{department}”, {what_changed}: {before} when published on {on}, now {after}.",
    )
    remedy = _REMEDY
    department: str


class NewSincePublished(Finding):
    code = "PX337"
    severity = NOTE
    title = Text("公布标准后加入名单", "On the roster since the standards were published")
    fact = Text(
        "{employee_id} 不在 {on} 公布的标准之中。",
        "{employee_id} is not in the standards published on {on}.",
    )
    remedy = Text("请重新公布，并让本人签收。", "Publish again, and have the person acknowledge it.")
    on: str


class PublishedUnreadable(Finding):
    code = "PX338"
    severity = WARNING
    title = Text("公布记录无法读取", "What was published cannot be read")
    fact = Text(
        "{item} 已损坏或不是 perfxl 的公布记录，无法核对标准是否改变。",
        "{item} is damaged or not perfxl's; whether standards have changed since cannot be told.",
    )
    remedy = Text(
        "请从备份或 standards.history 文件夹恢复该文件。",
        "Bring it back from a backup or from the folder standards.history.",
    )


class StandardsUnexplained(Finding):
    code = "PX339"
    severity = WARNING
    title = Text("标准与公布的不同", "Standards differ from those published")
    fact = Text(
        "标准指纹 {now} 与 {on} 公布的 {before} 不同；公布记录由旧版本写成，说不出改了什么。",
        "The standards {now} differ from {before}, published on {on}; an older version wrote that record, so what changed "
        "cannot be said.",
    )
    remedy = Text("请核对后重新公布。", "Look at them and publish again.")
    now: str
    before: str
    on: str


class ReceiptsMissing(Finding):
    code = "PX340"
    severity = WARNING
    title = Text("考核标准尚未签收", "The standards are not acknowledged")
    fact = Text(
        "部门“{item}”{of} 人中有 {missing} 人没有签收 {on} 公布的标准：{people}。",
        "Department “{item}”: {missing} of {of} people have not acknowledged the standards published on {on}: {people}.",
    )
    remedy = Text(
        "请用 perfxl publish --parts 做出的签收表收齐签字，并记入“标准签收”表。",
        "Have the sheet signed that perfxl publish --parts makes, and record it on the Receipts sheet.",
    )
    of: int
    missing: int
    on: str
    people: Text


class ReceiptsOutdated(Finding):
    code = "PX341"
    severity = WARNING
    title = Text("签收的不是现行标准", "Other standards were acknowledged")
    fact = Text(
        "部门“{item}”有 {outdated} 人签收的不是 {on} 公布的本人标准：{people}。",
        "Department “{item}”: {outdated} people acknowledged other standards than their own published on {on}: {people}.",
    )
    remedy = Text("请让他们重新签收。", "Have them acknowledge the new ones.")
    outdated: int
    on: str
    people: Text
