"""What can go wrong with a letter (PX7xx). Texts carry ids and fields, never names or comments."""

from perfxl.findings.base import BLOCKER, WARNING, Finding
from perfxl.language import Text


class GlyphMissing(Finding):
    code = "PX701"
    severity = BLOCKER
    title = Text("有字无法打印", "A character cannot be printed")
    fact = Text(
        "{employee_id} 的信中“{field_zh}”一项的字符“{character}”（{code_point}）没有字形。",
        "The letter of {employee_id} has the character “{character}” ({code_point}) in {field_en}, and the font lacks it.",
    )
    remedy = Text(
        "请改用常用字，或安装含该字的字体并写入 PERFXL_FONTS。",
        "Use a common character, or install a font that has it and name its folder in PERFXL_FONTS.",
    )
    field_zh: str
    field_en: str
    character: str
    code_point: str


class NoSuchRecipient(Finding):
    code = "PX702"
    severity = BLOCKER
    title = Text("名单中没有此人", "Nobody has this id")
    fact = Text("员工表中没有工号 {employee_id}。", "The roster has no employee {employee_id}.")
    remedy = Text("请核对工号。", "Check the id.")


class NotThisPersonsLetter(Finding):
    code = "PX703"
    severity = BLOCKER
    title = Text("信与本人不符", "The letter is not this person's")
    fact = Text(
        "{employee_id} 的信回读核对不符：{wrong}。信未保存。",
        "Read back, the letter of {employee_id} does not match: {wrong}. It was not kept.",
    )
    remedy = Text(
        "如评语或事项中写有他人工号，请删去；否则请检查信的模板。",
        "If a comment or item names another employee's id, take it out; else look at the letter template.",
    )
    wrong: Text


class RenderingIncomplete(Finding):
    code = "PX704"
    severity = BLOCKER
    title = Text("排版有遗漏", "Something was left out")
    fact = Text(
        "{employee_id} 的信排版时有内容被略去：{warning}",
        "Something was left out of the letter of {employee_id}: {warning}",
    )
    remedy = Text("请检查信的模板和标志图片。", "Look at the letter template and the logo.")
    warning: str


class RenderingFailed(Finding):
    code = "PX705"
    severity = BLOCKER
    title = Text("信未能制作", "A letter could not be made")
    fact = Text("{employee_id} 的信未能制作（{error}）。", "The letter of {employee_id} could not be made ({error}).")
    remedy = Text(
        "请检查信的模板；其他人的信不受影响。", "Look at the letter template; the other letters are not affected."
    )
    error: str


class RecipientExempt(Finding):
    code = "PX706"
    severity = BLOCKER
    title = Text("免考核者没有信", "No letter for somebody exempt")
    fact = Text("{employee_id} 本期免考核，没有反馈信。", "{employee_id} is exempt in this cycle and gets no letter.")
    remedy = Text("如应考核，请清空免考核原因。", "If the person is to be appraised, clear the exempt reason.")


class LetterNotSaved(Finding):
    code = "PX707"
    severity = BLOCKER
    title = Text("信未能保存", "A letter could not be saved")
    fact = Text("{employee_id} 的信未能保存（{error}）。", "The letter of {employee_id} could not be saved ({error}).")
    remedy = Text(
        "请关闭已打开的旧信，检查磁盘空间和文件夹权限后重做。",
        "Close the old letter if it is open, check space and rights of the folder, and run again.",
    )
    error: str


class LogoMissing(Finding):
    code = "PX708"
    severity = WARNING
    title = Text("没有标志图片", "The logo is not there")
    fact = Text(
        "标志图片 {file} 不存在、太大或不是 png、jpg。",
        "The logo {file} does not exist, is too large, or is no png or jpg.",
    )
    remedy = Text(
        "请把图片放在周期工作簿旁，或清空该设置；信已照常制作，没有标志。",
        "Put the picture beside the cycle workbook or clear the setting; the letters were made without it.",
    )
    file: str


class LetterTooLong(Finding):
    code = "PX709"
    severity = BLOCKER
    title = Text("信的制作没有结束", "A letter did not come to an end")
    fact = Text(
        "{employee_id} 的信 {seconds} 秒内没有做完，已停止。",
        "The letter of {employee_id} was not made in {seconds} seconds and was stopped.",
    )
    remedy = Text(
        "请检查信的模板中的循环，以及此人的评语和事项是否过长。",
        "Look at the loops in the letter template, and whether this person's comments and items are very long.",
    )
    seconds: int


class PassphraseGuessable(Finding):
    code = "PX710"
    severity = WARNING
    title = Text("口令容易猜到", "A passphrase can be guessed")
    fact = Text(
        "{employee_id} 的口令太短、太简单，或与本人信息有关，或与他人相同。",
        "The passphrase of {employee_id} is short, simple, drawn from what is known of the person, or used twice.",
    )
    remedy = Text(
        "请换成 10 个以上的字符，不用生日、工号、姓名；或不给口令表，由 perfxl 随机生成。",
        "Use ten characters or more, without birthday, id or name; or give no list, and perfxl makes random ones.",
    )


class PassphraseMissing(Finding):
    code = "PX711"
    severity = BLOCKER
    title = Text("没有口令", "There is no passphrase")
    fact = Text(
        "口令表中没有 {employee_id}，信未制作。", "The list of passphrases lacks {employee_id}; the letter was not made."
    )
    remedy = Text("请在口令表中补上此人。", "Add the person to the list.")


class AddressMissing(Finding):
    code = "PX712"
    severity = WARNING
    title = Text("没有可用的邮箱", "There is no usable address")
    fact = Text(
        "{employee_id} 在员工表中没有邮箱、邮箱有误或与他人相同，没有邮件草稿。",
        "The roster has no address for {employee_id}, a wrong one, or somebody else's, too; there is no draft.",
    )
    remedy = Text("请在员工表中改正邮箱，再做一次。", "Mend the address in the roster and run again.")


class DraftMismatch(Finding):
    code = "PX713"
    severity = BLOCKER
    title = Text("邮件草稿与本人不符", "A draft is not this person's")
    fact = Text(
        "{employee_id} 的草稿回读核对不符：{wrong}。草稿未保存。",
        "Read back, the draft for {employee_id} does not match: {wrong}. It was not kept.",
    )
    remedy = Text("请重做此人的信，再做草稿。", "Make the person's letter again, then the draft.")
    wrong: Text
