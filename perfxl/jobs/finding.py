"""What a finding means and how to mend it."""

import re
import unicodedata
from typing import Any

from perfxl.faults import WrongCommand
from perfxl.findings.base import Finding
from perfxl.findings.catalogue import catalogue
from perfxl.language import Text

_FACT = re.compile(r"\{[^{}]*\}")


def finding(code: str) -> type[Finding]:
    """The finding of that code (`PX301`, `px301`, `301`); WrongCommand if there is none."""
    known = catalogue()
    typed = unicodedata.normalize("NFKC", code).strip().upper()
    wanted = typed if typed.startswith("PX") else f"PX{typed}"
    if wanted not in known:
        raise WrongCommand(_unknown(code, [one for one in known if one[:3] == wanted[:3]]))
    return known[wanted]


def finding_json(kind: type[Finding], language: str) -> dict[str, Any]:
    """Code, severity and texts of a finding; the facts stand as {names}."""
    return {
        "code": kind.code,
        "severity": kind.severity,
        "title": kind.title(language),
        "fact": kind.fact(language),
        "remedy": kind.remedy(language),
    }


def without_names(content: dict[str, Any]) -> dict[str, Any]:
    """The same with an ellipsis for each fact, for people."""
    return {key: _FACT.sub("…", text) for key, text in content.items()}


def _unknown(code: str, near: list[str]) -> Text:
    zh = f"这一类有 {'、'.join(near)}。" if near else "代码形如 PX301，检查结果里列有。"
    en = f"There are {', '.join(near)}." if near else "Codes look like PX301; perfxl check lists them."
    return Text(f"没有代码 {code}。{zh}", f"There is no code {code}. {en}")
