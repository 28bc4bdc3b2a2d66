"""What can go wrong with a manager's summary, an interview sheet or a standards document (PX72x)."""

from perfxl.findings.base import BLOCKER, Finding
from perfxl.language import Text


class DocumentUnprintable(Finding):
    code = "PX721"
    severity = BLOCKER
    title = Text("文件中有字无法打印", "A character of a document cannot be printed")
    fact = Text(
        "{kind}“{about}”中的字符“{character}”（{code_point}）没有字形，文件未制作。",
        "The {kind} “{about}” has the character “{character}” ({code_point}), and the font lacks it; it was not made.",
    )
    remedy = Text(
        "请改用常用字，或安装含该字的字体并写入 PERFXL_FONTS。",
        "Use a common character, or install a font that has it and name its folder in PERFXL_FONTS.",
    )
    kind: Text
    about: str
    character: str
    code_point: str


class DocumentMismatch(Finding):
    code = "PX722"
    severity = BLOCKER
    title = Text("文件回读不符", "A document does not read back as it should")
    fact = Text(
        "{kind}“{about}”回读核对不符：{wrong}。文件未保存。",
        "Read back, the {kind} “{about}” does not match: {wrong}. It was not kept.",
    )
    remedy = Text(
        "如沟通记录或事项中写有他人工号，请删去；否则请检查文件模板。",
        "If a check-in or item names another employee's id, take it out; else look at the document template.",
    )
    kind: Text
    about: str
    wrong: str


class DocumentNotMade(Finding):
    code = "PX723"
    severity = BLOCKER
    title = Text("文件未能制作", "A document could not be made")
    fact = Text("{kind}“{about}”未能制作（{error}）。", "The {kind} “{about}” could not be made ({error}).")
    remedy = Text(
        "请检查文件模板、磁盘空间和文件夹权限；其他文件不受影响。",
        "Look at the document template, the disk space and the folder's rights; the others are not affected.",
    )
    kind: Text
    about: str
    error: str
