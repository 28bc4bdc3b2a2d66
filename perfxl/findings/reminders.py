"""What can go wrong with reminders (PX96x). Texts carry ids, never names or addresses."""

from perfxl.findings.base import NOTE, WARNING, Finding
from perfxl.language import Text


class AddressMissing(Finding):
    code = "PX962"
    severity = WARNING
    title = Text("欠数据的人没有邮箱", "Somebody who owes evidence has no address")
    fact = Text(
        "{employee_id} 还欠 {pieces} 项，但员工表没有其邮箱，提醒邮件的收件人空着。",
        "{employee_id} owes {pieces} pieces but has no e-mail on the roster; the draft has nobody to go to.",
    )
    remedy = Text("请在员工表填写邮箱，或用其他方式提醒。", "Enter the address on the roster, or remind the person otherwise.")
    pieces: int


class AddressUnusable(Finding):
    code = "PX963"
    severity = WARNING
    title = Text("邮箱不能用", "An address cannot be used")
    fact = Text(
        "{employee_id} 在员工表的邮箱不是一个完整的地址，提醒邮件的收件人空着。",
        "The e-mail of {employee_id} on the roster is not one whole address; the draft has nobody to go to.",
    )
    remedy = Text("请写一个地址，如 name@example.com。", "Write one address, such as name@example.com.")


class DraftKept(Finding):
    code = "PX964"
    severity = NOTE
    title = Text("改过的草稿保留不动", "A draft that somebody changed stays")
    fact = Text(
        "草稿 {file} 在写出后被改过，没有覆盖，也没有删除。",
        "The draft {file} was changed after it was written; it is neither overwritten nor deleted.",
    )
    remedy = Text("用完后请自行删除。", "Delete it when you are done with it.")
    file: str
