"""What is wrong with a letter template, as a fault that names file, line and variable."""

import re
from collections.abc import Container
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError

from perfxl.faults import Fault
from perfxl.language import Text

_MISSING = (
    re.compile(r"has no attribute '([^']+)'"),
    re.compile(r"^'([^']+)' is undefined"),
    re.compile(r"attribute '([^']+)'"),
)


class MissingWords(Exception):
    """A template asks for words or a picture, or words for a fact, that do not exist. `name`: as it was written."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def wrong_file(file: str, zh: str, en: str, *, line: int = 0) -> Fault:
    """The fault for a file of a design; line: 0 where no line is meant. The texts have no full stop."""
    where_zh, where_en = (f"第 {line} 行", f", line {line}") if line else ("", "")
    return Fault(
        Text(
            f"信的模板有误：{file}{where_zh}：{zh}。请改正后重做；说明见 docs/letter-templates.zh-CN.md。",
            f"The letter templates are wrong: {file}{where_en}: {en}. Mend it and run again; see docs/letter-templates.md.",
        )
    )


def unknown_variable(file: str, line: int, variable: str) -> Fault:
    """The fault for a variable that letters do not have."""
    return wrong_file(file, f"没有变量 {variable}", f"there is no variable {variable}", line=line)


def template_fault(error: Exception, files: Container[str]) -> Fault:
    """`error`, raised while a template was read or filled in, as a fault with its place."""
    file, line = place_of(error, files)
    variable = variable_of(error)
    if variable and not isinstance(error, TemplateSyntaxError):
        return unknown_variable(file, line, variable)
    why = str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return wrong_file(file, f"模板语法有误（{why}）", f"the template cannot be used ({why})", line=line)


def place_of(error: Exception, files: Container[str]) -> tuple[str, int]:
    """File and line of the template in which `error` arose; ('letter.html.j2', 0) if it names none."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "letter.html.j2", error.lineno
    found, trace = ("letter.html.j2", 0), error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in files:
            found = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return found


def variable_of(error: Exception) -> str:
    """The name that `error` is about; '' if it is about none."""
    if isinstance(error, MissingWords):
        return error.name
    message: Any = getattr(error, "message", None) or ""
    return next((found[1] for pattern in _MISSING if (found := pattern.search(message))), "")
