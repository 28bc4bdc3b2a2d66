"""What a finding means and how to mend it."""

from typing import Any

from perfxl.faults import WrongCommand
from perfxl.findings.base import Finding
from perfxl.findings.catalogue import catalogue
from perfxl.language import Text


def finding(code: str) -> type[Finding]:
    """The finding of that code; WrongCommand if there is none."""
    known = catalogue()
    wanted = code.strip().upper()
    if wanted not in known:
        near = "、".join(one for one in known if one.startswith(wanted[:3])) or "、".join(known)
        raise WrongCommand(Text(f"没有代码 {code}。现有：{near}。", f"There is no code {code}. Known: {near}."))
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
