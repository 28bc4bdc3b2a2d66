"""The panels of 概览: a small table of formulas over 得分 with a native chart beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from perfxl.cycle.cells import column_letters
from perfxl.cycle.choices import COMPONENTS, title_of
from perfxl.language import Text
from perfxl.rules.scores import Scores
from perfxl.workbook.results.scores import components_in_use
from perfxl.workbook.results.words import STATUS
from perfxl.workbook.writing.page_to_write import CellToWrite, ChartToWrite
from perfxl.workbook.writing.sheet_to_write import BLUE, GREEN, GREY, INK, LINE, SKY, SheetToWrite

MOST_ROWS = 8
TITLE: dict[str, object] = {"bold": True, "font_size": 12, "font_color": BLUE}
HEADER: dict[str, object] = {"bold": True, "font_color": "#FFFFFF", "bg_color": BLUE, "shrink": True}
CAPTION: dict[str, object] = {"font_color": GREY, "bg_color": "#F3F6F9", "align": "center", "left": 1, "right": 1,
                              "left_color": "#FFFFFF", "right_color": "#FFFFFF"}  # fmt: skip
BIG: dict[str, object] = {**CAPTION, "bold": True, "font_size": 20}
TEXT: dict[str, object] = {"bottom": 4, "bottom_color": LINE, "font_color": INK, "shrink": True}
_POINTS = "0.0"
_COUNT, _SHARE = "0", "0.0%"
_DEPARTMENT_HEADERS = (Text("部门", "Department"), Text("已计分", "Scored"), Text("暂缓", "Held"))

Figure = tuple[float, str, str]  # value (NaN is blank), formula ('' for none), number format
Row = tuple[str, Sequence[Figure]]


@dataclass(frozen=True)
class Panel:
    """Cells and charts that stand together."""

    cells: list[CellToWrite]
    charts: list[ChartToWrite]


def number_style(number_format: str) -> dict[str, object]:
    """How a number of a small table looks."""
    return {**TEXT, "num_format": number_format, "align": "right"}


def table_cells(title: str, headers: Sequence[str], rows: Sequence[Row], *, row: int, column: int) -> list[CellToWrite]:
    """A title, a header and one line per row: its name, then its figures."""
    cells = [CellToWrite(row, column, title, TITLE)]
    for i, text in enumerate(headers):
        cells.append(CellToWrite(row + 1, column + i, text, {**HEADER, "align": "right"} if i else HEADER))
    for line, (name, figures) in enumerate(rows, start=row + 2):
        cells.append(CellToWrite(line, column, name, TEXT))
        cells += [_figure(line, column + i, figure) for i, figure in enumerate(figures, start=1)]
    return cells


def _figure(row: int, column: int, figure: Figure) -> CellToWrite:
    value, formula, shown = figure
    if isnan(value):
        return CellToWrite(row, column, "", number_style(shown))
    return CellToWrite(row, column, value, number_style(shown), formula=formula)


def grade_panel(scores: Scores, people: SheetToWrite, language: str, *, row: int, column: int) -> Panel:
    """How grades fall, the best first."""
    bands, grade = scores.bands, people.span("grade")
    earned, total = scores.people["grade"].value_counts(), int((scores.people["status"] == "scored").sum())
    bounds = dict(zip(bands.names, bands.bounds.tolist(), strict=True))
    rows: list[Row] = []
    for line, name in enumerate(list(reversed(bands.names))[:MOST_ROWS], start=row + 3):
        count = float(earned.get(name, 0))
        share = f"{_cell(line, column + 2)}/{_counted(people, 'scored', language)}"
        figures = [
            (bounds[name], "", "0.##" if bounds[name] % 1 else "0"),
            (count, f"SUMPRODUCT(--EXACT({grade},{_cell(line, column)}))", _COUNT),
            (count / total if total else float("nan"), share, _SHARE),
        ]
        rows.append((name, figures))
    title = Text("等级分布", "How grades fall")(language)
    headers = (Text("等级", "Grade"), Text("下限", "From"), Text("人数", "People"), Text("占比", "Share"))
    cells = table_cells(title, [header(language) for header in headers], rows, row=row, column=column)
    cells += _rest(len(bands.names), language, row=row, column=column)
    chart = _Chart("column", Text("各等级人数", "People by grade"), 2, columns=(column + 4, column + 6), colour=BLUE)
    return Panel(cells, chart.beside(rows, language, row=row, column=column))


def department_panel(scores: Scores, people: SheetToWrite, language: str, *, row: int, column: int) -> Panel:
    """Departments with the least evidence first: scored, held, mean score, coverage."""
    table = scores.completeness.departments.sort_values(["coverage", "department"], ignore_index=True)
    rows = []
    for line, name in enumerate(table["department"].tolist()[:MOST_ROWS], start=row + 3):
        rows.append((name, _department(scores, people, language, name=name, cell=_cell(line, column))))
    title = Text("各部门", "Departments")(language)
    headers = (*_DEPARTMENT_HEADERS, Text("平均分", "Mean"), Text("完整度", "Coverage"))
    cells = table_cells(title, [header(language) for header in headers], rows, row=row, column=column)
    cells += _rest(len(table), language, row=row, column=column)
    means = Text("各部门平均得分", "Mean score by department")
    chart = _Chart("bar", means, 3, columns=(column + 5, column + 6), colour=SKY)
    return Panel(cells, chart.beside(rows, language, row=row, column=column))


def _department(scores: Scores, people: SheetToWrite, language: str, *, name: str, cell: str) -> list[Figure]:
    own = scores.people[scores.people["department"] == name]
    here, status = f"EXACT({people.span('department')},{cell})", people.span("status")
    score, coverage = people.span("score"), people.span("coverage")
    judged = f'{here}*({status}<>"{STATUS["exempt"](language)}")*ISNUMBER({coverage})'
    figures: list[Figure] = [
        (float((own["status"] == key).sum()), f'SUMPRODUCT({here}*({status}="{STATUS[key](language)}"))', _COUNT)
        for key in ("scored", "held")
    ]
    mean = f"SUMPRODUCT({here}*ISNUMBER({score}),{score})/SUMPRODUCT({here}*ISNUMBER({score}))"
    figures.append((own["score"].astype(float).mean(), mean, _POINTS))
    known = own.loc[own["status"] != "exempt", "coverage"].astype(float).mean()
    figures.append((known, f"SUMPRODUCT({judged},{coverage})/SUMPRODUCT({judged})", _SHARE))
    return figures


def component_panel(scores: Scores, people: SheetToWrite, language: str, *, row: int, column: int) -> Panel:
    """The components against each other: does one of them judge more mildly than the others?"""
    rows: list[Row] = []
    for key in components_in_use(scores):
        points = people.tables[0].rows[f"points.{key}"].astype(float)
        span = people.span(f"points.{key}")
        figures = [
            (points.mean(), f"AVERAGE({span})", _POINTS),
            (points.min(), f"MIN({span})", _POINTS),
            (points.max(), f"MAX({span})", _POINTS),
        ]
        word = title_of(key, COMPONENTS, language)
        rows.append((word[:1].upper() + word[1:], figures))
    title = Text("组成部分比较", "Components against each other")(language)
    headers = (Text("组成部分", "Component"), Text("平均分", "Mean"), Text("最低", "Lowest"), Text("最高", "Highest"))
    cells = table_cells(title, [header(language) for header in headers], rows, row=row, column=column)
    means = Text("各组成部分平均得分", "Mean points by component")
    chart = _Chart("column", means, 1, columns=(column + 4, column + 6), colour=GREEN, rows_high=12)
    return Panel(cells, chart.beside(rows, language, row=row, column=column))


@dataclass(frozen=True)
class _Chart:
    """The chart beside a table. figure: which of each row's figures it shows; columns: the first and last it covers."""

    kind: str
    title: Text
    figure: int
    columns: tuple[int, int]
    colour: str
    rows_high: int = 10

    def beside(self, rows: Sequence[Row], language: str, *, row: int, column: int) -> list[ChartToWrite]:
        """The chart of the table at `row` and `column`; none where the table has nothing to show."""
        shown = [(name, figures[self.figure - 1]) for name, figures in rows]
        known = [(name, figure) for name, figure in shown if not isnan(figure[0])]
        if not known:
            return []
        digits = 0 if known[0][1][2] == _COUNT else 1
        told = Text("，", ", ")(language).join(f"{name} {figure[0]:.{digits}f}" for name, figure in known)
        first, last, values = row + 2, row + 1 + len(rows), column + self.figure
        return [
            ChartToWrite(
                self.kind,
                self.title(language),
                Text(f"{self.title.zh}：{told}", f"{self.title.en}: {told}")(language),
                categories=(first, column, last, column),
                values=(first, values, last, values),
                area=(row, self.columns[0], row + self.rows_high - 1, self.columns[1]),
                colour=self.colour,
                number_format=known[0][1][2],
            )
        ]


def _rest(count: int, language: str, *, row: int, column: int) -> list[CellToWrite]:
    more = count - MOST_ROWS
    if more <= 0:
        return []
    told = Text(f"（另有 {more} 行）", f"({more} more)")
    return [CellToWrite(row + 2 + MOST_ROWS, column, told(language), {"font_color": GREY, "italic": True})]


def _counted(people: SheetToWrite, status: str, language: str) -> str:
    return f'COUNTIF({people.span("status")},"{STATUS[status](language)}")'


def _cell(line: int, column: int) -> str:
    """A cell of the page itself; `line` counts from 1."""
    return f"${column_letters(column)}{line}"
