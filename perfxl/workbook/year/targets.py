"""The workbook of a target audit: every target with the figures behind it, those to talk about first."""

from math import isnan
from pathlib import Path

import pandas as pd

from perfxl.cycle.choices import RULES, title_of
from perfxl.language import Text, spoken
from perfxl.rules.target_audit import EASY, HARD, TargetAudit, shown_figure
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite
from perfxl.workbook.writing.writer import write_workbook
from perfxl.workbook.year.columns import figures, findings_list, words

TARGETS = Text("目标审核", "Targets")
FLAGS = {
    "easy": Text("偏低", "too easy"),
    "hard": Text("偏高", "too hard"),
    "lowered": Text("超额后放低", "exceeded, then made easier"),
}
COMPANY = Text("公司", "Company")
_NEW = Text("无往期数据", "no past")
_TOLD = Text(
    "按本期的规则和目标，往期的实际值各值多少分：偏低＝照上期再做一次至少 {easy} 分、照历年平均至少 100 分；"
    "偏高＝历年最好也不到 {hard} 分；超额后放低＝上期达标，而原目标在本期值得更多分。",
    "What earlier actuals would be worth by this cycle's rule and target. Too easy: the same again is worth {easy} or more, and the mean 100 "
    "or more. Too hard: even the best is worth less than {hard}. Made easier: reached last time, and the old target is worth more now.",
)
_AGAINST = Text("往期：{names}", "Earlier cycles: {names}")


def write_audit(audit: TargetAudit, path: Path, *, language: str) -> None:
    """Write the audit to a new workbook of kind results at `path`. Raises Fault where it cannot be written."""
    sheets = audit_sheets(audit, language)
    write_workbook(path, sheets, kind="results", language=language, made_on=audit.cycle.as_of, title=sheets[0].heading)


def audit_sheets(audit: TargetAudit, language: str) -> list[SheetToWrite]:
    """The sheets before they are a file."""
    roster = audit.cycle["employees"]
    names = dict(zip(roster["employee_id"], roster["name"], strict=True))
    return [_targets(audit, names, language), findings_list(audit.findings, names, language)]


def _targets(audit: TargetAudit, names: dict[str, str], language: str) -> SheetToWrite:
    against = Text("、", ", ")(language).join(spoken(one.settings.name or one.file, language) for one in audit.history)
    head = [
        HeadLine(_TOLD(language).format(easy=int(EASY), hard=int(HARD))),
        HeadLine(_AGAINST(language).format(names=against)),
    ]
    title = TARGETS(language)
    tables = [_departments(audit, language), _each(audit, names, language)]
    return SheetToWrite(title=title, heading=title, head=head, tables=tables, filtered=1)


def _departments(audit: TargetAudit, language: str) -> TableToWrite:
    columns = [
        words("department", "部门", "Department", language),
        figures("targets", "目标数", "Targets", language),
        figures("known", "有往期数据", "With a past", language),
        *(figures(key, text.zh, text.en, language) for key, text in FLAGS.items()),
    ]
    return TableToWrite(columns, _named(audit.departments, language), none=Text("没有可审核的目标。", "No targets to audit.")(language))


def _each(audit: TargetAudit, names: dict[str, str], language: str) -> TableToWrite:
    def points(key: str, zh: str, en: str) -> ColumnToWrite:
        return figures(key, zh, en, language, "0.0")

    columns = [
        words("department", "部门", "Department", language),
        words("employee_id", "工号", "Employee ID", language, widest=12),
        words("name", "姓名", "Name", language, widest=14),
        words("kpi", "指标/目标", "KPI or goal", language, widest=26),
        words("observed", "观察", "Observed", language, widest=22, look_from="look"),
        _shown("target", "本期目标", "Target", language),
        _shown("target_before", "上期目标", "Last target", language),
        _shown("last", "上期实际", "Last actual", language),
        _shown("mean", "历年平均", "Mean", language),
        _shown("best", "历年最好", "Best", language),
        figures("cycles", "期数", "Cycles", language),
        points("points_before", "上期得分", "Points then"),
        points("points_last", "照上期得分", "Last, worth now"),
        points("points_mean", "照平均得分", "Mean, worth now"),
        points("points_best", "照最好得分", "Best, worth now"),
        words("rule", "计分规则", "Rule", language, widest=16),
    ]
    return TableToWrite(columns, _rows(audit, names, language), title=Text("逐项", "One by one")(language))


def _shown(key: str, zh: str, en: str, language: str) -> ColumnToWrite:
    return ColumnToWrite(key, Text(zh, en)(language), number_format="@", widest=14, align="right")


def _rows(audit: TargetAudit, names: dict[str, str], language: str) -> pd.DataFrame:
    table = audit.targets
    shown = {
        key: [
            " ".join(filter(None, (shown_figure(float(number), percent=bool(percent)), "" if isnan(number) else unit)))
            for number, percent, unit in zip(table[key], table["percent"], _units(table), strict=True)
        ]
        for key in ("target", "target_before", "last", "mean", "best")
    }
    between = Text("；", "; ")(language)
    told = [
        between.join(FLAGS[flag](language) for flag in flags) or ("" if cycles else _NEW(language))
        for flags, cycles in zip(table["flags"], table["cycles"], strict=True)
    ]
    rows = _named(table, language).assign(
        **shown,
        name=[names.get(one, "") for one in table["employee_id"]],
        observed=told,
        look=["warning" if flags else "plain" if cycles else "muted" for flags, cycles in zip(table["flags"], table["cycles"], strict=True)],
        rule=[title_of(rule, RULES, language) for rule in table["rule"]],
        rank=[0 if flags else 1 if cycles else 2 for flags, cycles in zip(table["flags"], table["cycles"], strict=True)],
    )
    return rows.sort_values(["rank", "department", "employee_id"], kind="stable", ignore_index=True)


def _named(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Goals of no department are the company's."""
    return table.assign(department=[name or COMPANY(language) for name in table["department"]])


def _units(table: pd.DataFrame) -> list[str]:
    """The unit where it says more than the percent sign does."""
    return ["" if percent or unit in ("%", "％") else str(unit) for unit, percent in zip(table["unit"], table["percent"], strict=True)]
