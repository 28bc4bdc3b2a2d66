"""A small company whose departments send returns: a cycle workbook, files as people save them, and what comes of them."""

from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from perfxl.consolidation.crew import Crews
from perfxl.cycle.tables import Cycle
from perfxl.cycle.typed import Percent
from perfxl.jobs.consolidate import Consolidation, consolidate
from perfxl.jobs.read import read_cycle, read_own_cycle
from tests.workbook.books import Cells, Options, write_book

AS_OF = date(2026, 10, 31)
CYCLE_NAME = "2026 年度"
KPI_HEADS = ("工号", "姓名", "指标名称", "权重", "计分规则", "目标值", "单位", "实际值", "不适用原因", "数据来源")
RATING_HEADS = ("工号", "评价人工号", "评价关系", "评分", "评语", "回避原因")
CLAIM_HEADS = ("工号", "日期", "类型", "事项", "申报分", "批准分", "批准人工号")
PEOPLE = (("00101", "云一", "销售部"), ("00102", "云二", "销售部"), ("00201", "风一", "市场部"))
KPIS = (
    ("00101", "云一", "收入", Percent(60), "越大越好", 100.0, "万元", None, None, None),
    ("00101", "云一", "回款", Percent(40), "越大越好", Percent(80), "%", None, None, None),
    ("00102", "云二", "收入", Percent(100), "越大越好", 200.0, "万元", None, None, None),
    ("00201", "风一", "线索", Percent(100), "越大越好", 50.0, "条", None, None, None),
)
RATINGS = (
    ("00101", "00102", "同事", None, None, None),
    ("00101", "00201", "上级", None, None, None),
    ("00201", "00101", "上级", None, None, None),
)


class Here(Crews):
    """Reads in this process: quick, and good enough wherever no file is meant to end its reader."""

    def __call__(self, processes: int) -> Executor:
        return ThreadPoolExecutor(1)


@dataclass
class Office:
    """A folder with a cycle workbook and a folder of returns."""

    folder: Path
    sheets: dict[str, Cells] = field(default_factory=dict)

    @property
    def workbook(self) -> Path:
        return self.folder / "绩效.xlsx"

    @property
    def returns(self) -> Path:
        return self.folder / "returns"

    @property
    def master(self) -> Path:
        return self.folder / "master.xlsx"

    def send_out(self, **changed: Cells) -> "Office":
        """Write the cycle workbook; changed: rows by sheet name, header first."""
        self.sheets = {**sheets(), **self.sheets, **changed}
        self.returns.mkdir(parents=True, exist_ok=True)
        write_book(self.workbook, self.sheets, Options(kind="cycle"))
        return self

    def cycle(self) -> Cycle:
        """The cycle workbook alone."""
        return read_own_cycle(self.workbook, as_of=AS_OF)

    def with_master(self) -> Cycle:
        """The cycle with its master."""
        return read_cycle(self.workbook, as_of=AS_OF)

    def receive(
        self,
        name: str,
        kpis: Sequence[Sequence[object]] = (),
        *,
        department: str = "",
        rater: str = "",
        cycle: str = CYCLE_NAME,
        saved: datetime | None = None,
        heads: Sequence[str] = KPI_HEADS,
        **others: Cells,
    ) -> Path:
        """Save a return in the returns folder; others: rows by sheet name, header first."""
        path = self.returns / name
        path.parent.mkdir(parents=True, exist_ok=True)
        book: dict[str, Cells] = {"指标": (heads, *kpis)} if kpis else {}
        kind = "return" if department else "rater" if rater else ""
        said = {"perfxl.cycle": cycle if kind else "", "perfxl.department": department, "perfxl.rater": rater}
        properties = {key: text for key, text in said.items() if text}
        return write_book(path, {**book, **others}, Options(kind=kind, properties=properties, saved_on=saved))

    def consolidate(self, **more: Any) -> Consolidation:
        """Run the job, reading in this process."""
        return consolidate(self.cycle(), self.returns, into=self.master, **{"crews": Here(processes=1), **more})


def sheets() -> dict[str, Cells]:
    """The sheets of the cycle workbook."""
    return {
        "周期": (("项目", "填写"), ("周期名称", CYCLE_NAME), ("开始日期", date(2026, 1, 1)), ("结束日期", date(2026, 12, 31))),
        "考核方案": (
            ("方案", "组成部分", "权重", "量表下限", "量表上限"),
            ("岗位", "指标", Percent(70), None, None),
            ("岗位", "上级", Percent(20), 1.0, 5.0),
            ("岗位", "同事", Percent(10), 1.0, 5.0),
        ),
        "等级": (("等级", "下限"), ("A", 90.0), ("B", 0.0)),
        "员工": (("工号", "姓名", "部门"), *PEOPLE),
        "指标": (KPI_HEADS, *KPIS),
        "评价": (RATING_HEADS, *RATINGS),
    }  # fmt: skip


def office(folder: Path, **changed: Cells) -> Office:
    """The company, its workbook sent out."""
    return Office(folder).send_out(**changed)


def filled(row: Sequence[object], actual: object, **cells: object) -> tuple[object, ...]:
    """A KPI row with an actual, as a department fills it in; cells: others by header."""
    changed = dict(zip(KPI_HEADS, row, strict=True)) | {"实际值": actual} | cells
    return tuple(changed[head] for head in KPI_HEADS)


def actuals(cycle: Cycle) -> dict[tuple[str, str], str]:
    """The actuals of a cycle as they are shown, by employee id and KPI."""
    table = cycle["kpis"]
    return dict(zip(zip(table["employee_id"], table["kpi"], strict=True), table["actual.text"], strict=True))


def codes(done: Consolidation) -> list[str]:
    """The codes of all findings but those about what is simply not there yet."""
    return [code for code in done.findings.codes() if code not in ("PX905", "PX906")]
