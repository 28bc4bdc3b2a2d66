"""Where things stand on a form changes nothing: shuffled labels and columns, blank rows and columns, merged cells or not."""

import time
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.cycle.sheets import sheet_named
from perfxl.workbook.forms.mapped import tried
from perfxl.workbook.forms.mapping_file import mapping_of
from perfxl.workbook.intake.cell_names import cell_name
from perfxl.workbook.intake.facts import SheetFacts
from perfxl.workbook.intake.grids import Grid
from perfxl.workbook.reading.sheet_reader import read_table
from perfxl.workbook.samples.sample_mappings import SAMPLE_MAPPINGS
from perfxl.workbook.suggesting.suggestion import suggested
from tests.forms.drawn import FILE, HEAD, ROSTER, book, places, read, rows, told
from tests.rules.test_every_code import badly_told

MAPPING = """
    [fields]
    employee_id = "工号"
    name = ["姓名", "被考核人"]
    boss = "上级工号"
    [totals]
    score = "最终得分"
    [[tables]]
    below = "业绩指标"
    section_weight = "heading"
    totals.weight = { label = "合计", under = "权重" }
    [tables.kpis]
    kpi = "考核项目"
    weight = { header = "权重", written = "fraction" }
    target = "目标值"
    actual = "完成值"
    [[tables.ratings]]
    dimension = "考核项目"
    role = { value = "上级" }
    rater_id = { field = "boss" }
    rating = "上级评分"
"""
LABELS = {"工号": "00101", "姓    名": "云示例", "部门": "市场部", "上级工号": "00102"}
HEADERS = ("序号", "考核项目", "权重", "目标值", "完成值", "上级评分")
LINES = (
    (1.0, "收入", 0.3, 100.0, 90.0, 4.0),
    (2.0, "回款", 0.25, 50.0, "", 5.0),
    (3.0, "新客户", 0.15, "—", "１２个", ""),
)
KPIS = [
    ["收入", "00101", "30%", 100.0, 90.0, "云示例"],
    ["回款", "00101", "25%", 50.0, "", "云示例"],
    ["新客户", "00101", "15%", "—", "１２个", "云示例"],
]
RATINGS = [
    ["收入", "00101", "00102", "上级", 4.0, "云示例"],
    ["回款", "00101", "00102", "上级", 5.0, "云示例"],
    ["新客户", "00101", "00102", "上级", "", "云示例"],
]


@dataclass
class Paper:
    """A form while it is drawn: cells by place, and merged ranges."""

    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def put(self, row: int, column: int, value: object, *, width: int = 1, merge: bool = False) -> int:
        """Write a cell that takes `width` columns; returns the next column."""
        self.cells[row, column] = value
        if merge and width > 1:
            self.merged.append((row, column, row, column + width - 1))
        return column + width

    def grid(self) -> Grid:
        height, width = (max(place[axis] for place in self.cells) + 2 for axis in (0, 1))
        cells = [[self.cells.get((row, column), "") for column in range(width + 3)] for row in range(height)]
        return Grid(FILE, "考核表", cells, SheetFacts(merged=tuple(self.merged)))


@st.composite
def forms(draw: st.DrawFn) -> tuple[Paper, dict[str, tuple[int, int]]]:
    """The same form, laid out in any way; and where each KPI stands."""
    paper, merge = Paper(), draw(st.booleans())
    width = draw(st.integers(1, 3))
    left = draw(st.integers(0, 3))
    row = draw(st.integers(0, 4))
    gap = lambda: draw(st.integers(0, 2))  # noqa: E731
    paper.put(row, left, "员工绩效考核表", width=6, merge=merge)
    row += 1 + gap()
    for label in draw(st.permutations(list(LABELS))):
        match draw(st.sampled_from(("beside", "inside", "apart", "new line"))):
            case "inside":
                paper.put(row, left, f"{label}：{LABELS[label]}", width=4, merge=merge)
            case kind:
                colon = draw(st.sampled_from(("", "：", ":")))
                away = paper.put(row, left, label + colon, width=width, merge=merge)
                paper.put(row, away + (2 if kind == "apart" else 0), LABELS[label], width=2, merge=merge)
        row += 1 + (1 if draw(st.booleans()) else 0)
    paper.put(row, left, "业绩指标（权重 70%）", width=6, merge=merge)
    row += 1 + gap()
    order = draw(st.permutations(range(len(HEADERS))))
    columns: dict[int, int] = {}
    column = left
    for one in order:
        columns[one] = column
        column = paper.put(row, column, HEADERS[one], width=width, merge=merge) + gap()
    where = {}
    for line in draw(st.permutations(LINES)):
        row += 1 + gap()
        where[str(line[1])] = (row, columns[1])
        for one, value in enumerate(line):
            paper.put(row, columns[one], value, width=width, merge=merge)
    row += 1 + gap()
    if draw(st.booleans()):
        paper.put(row, columns[1], "无")
        paper.put(row, columns[2], 0.0)
        row += 1
    paper.put(row, columns[0], "合计")
    paper.put(row, columns[2], 0.7)
    row += 1 + gap()
    paper.put(row, left, "最终得分")
    paper.put(row, left + 1 + gap(), 88.5)
    paper.put(row + 2, left, "被考核人签字：")
    return paper, where


@settings(max_examples=150, deadline=None)
@given(forms())
def test_the_layout_changes_nothing(form: tuple[Paper, dict[str, tuple[int, int]]]) -> None:
    paper, where = form

    mapped = read(book(paper.grid()), MAPPING)

    assert sorted(rows(mapped, "指标")[1:], key=str) == sorted(KPIS, key=str)
    assert sorted(rows(mapped, "评价")[1:], key=str) == sorted(RATINGS, key=str)
    assert [(one.what, one.value) for one in mapped.stated] == [("score", 88.5)]
    assert {one.partition(" ")[0] for one in told(mapped)} <= {"PX950"}
    found = zip(rows(mapped, "指标")[1:], places(mapped, "指标"), strict=True)
    assert {row[0]: place[0] for row, place in found} == {kpi: cell_name(*place) for kpi, place in where.items()}


@settings(max_examples=60, deadline=None)
@given(forms(), st.sampled_from(sorted(LABELS)))
def test_a_label_that_is_gone_is_said_and_nothing_is_read_in_its_place(
    form: tuple[Paper, dict[str, tuple[int, int]]], label: str
) -> None:
    paper, _ = form
    for place, value in paper.cells.items():
        if isinstance(value, str) and value.startswith(label):
            paper.cells[place] = value.replace(label, "其他")

    mapped = read(book(paper.grid()), MAPPING)

    changed = {"工号": 1, "姓    名": 5, "上级工号": 2}.get(label)
    expected = [[("" if place == changed else cell) for place, cell in enumerate(row)] for row in RATINGS]
    assert sorted(rows(mapped, "评价")[1:], key=str) == sorted(expected, key=str)
    assert ("PX944" in {one.partition(" ")[0] for one in told(mapped)}) == (changed is not None)


@settings(max_examples=60, deadline=None)
@given(forms(), st.sampled_from(HEADERS[1:]))
def test_a_header_that_is_gone_is_said_and_its_column_left_blank(
    form: tuple[Paper, dict[str, tuple[int, int]]], header: str
) -> None:
    paper, _ = form
    for place, value in paper.cells.items():
        paper.cells[place] = "其他" if value == header else value

    mapped = read(book(paper.grid()), MAPPING)

    assert "PX948" in {one.partition(" ")[0] for one in told(mapped)}
    column = {"考核项目": 0, "权重": 2, "目标值": 3, "完成值": 4}.get(header)
    if column is not None:
        assert {row[column] for row in rows(mapped, "指标")[1:]} <= {""}


WORDS = [
    "工号",
    "姓名：",
    "考核指标",
    "权重",
    "小计",
    "一、业务指标（权重 50%）",
    "三、综合评价",
    "四、考核结果",
    "本人",
    "上级",
    "评价内容",
]
WORDS += [
    "客服部员工绩效考核表",
    "综合得分",
    "上级工号：03001",
    "实际完成",
    "目标值",
    "单位",
    "数据来源",
    "评价",
    "自评",
    "主管",
    "注",
    "合计",
]
ANY = st.one_of(
    st.just(""), st.none(), st.sampled_from(WORDS), st.floats(), st.booleans(), st.dates(), st.text(max_size=6)
)


@st.composite
def soups(draw: st.DrawFn) -> Grid:
    """A sheet of anything."""
    height, width = draw(st.integers(0, 12)), draw(st.integers(1, 7))
    cells = [[draw(ANY) for _ in range(width)] for _ in range(height)]
    corner = st.tuples(st.integers(0, 11), st.integers(0, 6))
    ranges = [(*draw(corner), *draw(corner)) for _ in range(draw(st.integers(0, 3)))]
    merged = tuple(
        (min(a, c), min(b, d), min(max(a, c), height - 1), min(max(b, d), width - 1))
        for a, b, c, d in ranges
        if min(a, c) < height and min(b, d) < width
    )
    places = st.frozensets(st.tuples(st.integers(0, max(height - 1, 0)), st.integers(0, width - 1)), max_size=3)
    marked = draw(places) if height else frozenset()
    errors = dict.fromkeys(draw(places), "#N/A") if height else {}
    return Grid("客服部-x.xlsx", "汇总", cells, SheetFacts(percent=marked, errors=errors, merged=merged))


@settings(max_examples=250, deadline=None)
@given(soups(), st.sampled_from([*SAMPLE_MAPPINGS.values(), HEAD + MAPPING]))
def test_no_sheet_is_so_odd_that_it_stops_the_run(grid: Grid, text: str) -> None:
    mapped = tried(book(grid), mapping_of(text))
    for made in mapped.book.grids:
        sheet = sheet_named(made.sheet)
        assert sheet is not None
        read_table(made, sheet, roster=ROSTER)
    suggested(book(grid), "zh")
    assert badly_told(mapped.findings) == []


def test_long_remarks_cost_no_time() -> None:
    remark = "时间： 说明 " * 2700  # as long as a cell can be
    cells: list[list[object]] = [[f"{remark}{row}{column}" for column in range(6)] for row in range(60)]
    cells[5][:4] = ["工号", "00101", "姓名", "云示例"]
    cells[10][:5] = ["业绩指标（70%）", "", "", "", ""]
    cells[11][:5] = ["考核项目", "权重", "目标值", "完成值", "上级评分"]
    grid = Grid(FILE, "考核表", cells, SheetFacts())
    started = time.process_time()

    tried(book(grid), mapping_of(HEAD + MAPPING))
    suggested(book(grid), "zh")

    assert time.process_time() - started < 5
