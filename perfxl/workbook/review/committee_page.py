"""The first page of the committee's workbook: how grades fall before and after, drawn, with the figures beside."""

from perfxl.cycle.sheets import CALIBRATION_OVERVIEW
from perfxl.language import Text, spoken
from perfxl.rules.committee import Committee
from perfxl.rules.committee_words import STATUSES, counts_told, how_to_read
from perfxl.workbook.results.overview_panels import BIG, CAPTION, Row, table_cells
from perfxl.workbook.writing.page_to_write import CellToWrite, ChartToWrite, PageToWrite
from perfxl.workbook.writing.sheet_to_write import BLUE, GREEN, GREY, ORANGE

_WIDTHS = (11,) * 12
_TABLE, _HIGH, _MOST = 5, 12, 10
_LINE, _LONG = 16.5, 120  # points; letters that fit on a line
_FIGURES = ("quota", "places", "earned", "proposed", "final")
_HEADERS = (
    Text("等级", "Grade"),
    Text("比例 %", "Quota %"),
    Text("名额", "Places"),
    Text("按得分", "By score"),
    Text("若按提议", "As proposed"),
    Text("现在", "Now"),
)
_DRAWN = (
    ("earned", Text("按得分的人数", "People by score"), BLUE),
    ("proposed", Text("若按提议的人数", "People as proposed"), ORANGE),
    ("final", Text("现在的人数", "People now"), GREEN),
)


def committee_page(found: Committee, language: str) -> PageToWrite:
    """Tiles, the table of all pools together, and one chart for each stage."""
    rows = _rows(found)
    name, title = spoken(found.scores.cycle.settings.name, language), CALIBRATION_OVERVIEW(language)
    heading = f"{name} · {title}" if name else title
    as_of = found.scores.cycle.as_of
    told = Text(f"截至 {as_of}", f"As of {as_of}")(language)
    below = _TABLE + 3 + max(len(rows), 1)
    charts_at = below + 1
    notes = [
        CellToWrite(
            charts_at + _HIGH + 1 + line,
            0,
            text(language),
            {"font_color": GREY, "text_wrap": True, "valign": "top"},
            across=12,
        )
        for line, text in enumerate(how_to_read(found))
    ]
    cells = [
        CellToWrite(0, 0, heading, {"bold": True, "font_size": 16, "font_color": BLUE}),
        CellToWrite(1, 0, told, {"font_color": GREY}),
        *_tiles(found, language),
        *table_cells(
            Text("等级分布，全部范围合计", "How grades fall, all pools together")(language),
            [header(language) for header in _HEADERS],
            rows,
            row=_TABLE,
            column=0,
        ),
        *notes,
    ]
    charts = [_chart(found, rows, language, number=i, top=charts_at) for i in range(len(_DRAWN))] if rows else []
    heights = {0: 26.0, 3: 34.0, **{note.row: _LINE * (1 + (len(str(note.value)) > _LONG)) for note in notes}}
    return PageToWrite(
        title=CALIBRATION_OVERVIEW(language),
        heading=heading,
        cells=cells,
        charts=charts,
        widths=_WIDTHS,
        heights=heights,
    )


def _rows(found: Committee) -> list[Row]:
    """One row per grade over all pools, the best first."""
    pools = found.pools
    rows: list[Row] = []
    for grade in list(dict.fromkeys(pools["grade"]))[:_MOST]:
        own = pools[pools["grade"] == grade]
        quota = float(own["quota"].iloc[0])
        figures = [quota, *(float(own[key].sum(min_count=1)) for key in _FIGURES[1:])]
        rows.append((str(grade), [(value, "", "0.##" if value % 1 else "0") for value in figures]))
    return rows


def _tiles(found: Committee, language: str) -> list[CellToWrite]:
    counts = counts_told(found)
    figures = [(Text("有等级的人", "With a grade"), len(found.people))]
    figures += [(STATUSES[key], counts[key]) for key in ("tie", "lower", "borderline", "decided")]
    cells = []
    for number, (label, figure) in enumerate(figures):
        cells.append(CellToWrite(2, 2 * number, label(language)[:1].upper() + label(language)[1:], CAPTION, across=2))
        cells.append(CellToWrite(3, 2 * number, float(figure), {**BIG, "font_color": BLUE}, across=2))
    return cells


def _chart(found: Committee, rows: list[Row], language: str, *, number: int, top: int) -> ChartToWrite:
    key, title, colour = _DRAWN[number]
    column = 1 + _FIGURES.index(key)
    first, last = _TABLE + 2, _TABLE + 1 + len(rows)
    values = [(name, figures[column - 1][0]) for name, figures in rows]
    told = Text("，", ", ")(language).join(f"{name} {value:.0f}" for name, value in values)
    left, right = 4 * number, 4 * number + 3
    return ChartToWrite(
        "column",
        title(language),
        Text(f"{title.zh}：{told}", f"{title.en}: {told}")(language),
        categories=(first, 0, last, 0),
        values=(first, column, last, column),
        area=(top, left, top + _HIGH - 1, right),
        colour=colour,
        number_format="0",
    )
