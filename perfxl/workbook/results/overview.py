"""概览: are we done, who is missing, how do grades fall. One screen, one page, live formulas over 得分."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isnan

from perfxl.cycle.sheets import OVERVIEW
from perfxl.language import Text, spoken
from perfxl.rules.scores import Scores
from perfxl.rules.standards import short
from perfxl.workbook.results.completeness import OWED
from perfxl.workbook.results.overview_lists import blocking_cells, owing_cells
from perfxl.workbook.results.overview_panels import (
    BIG,
    CAPTION,
    component_panel,
    department_panel,
    grade_panel,
)
from perfxl.workbook.results.words import STATUS, rounded_format
from perfxl.workbook.writing.page_to_write import CellToWrite, PageToWrite
from perfxl.workbook.writing.sheet_to_write import BLUE, GREEN, GREY, VERMILLION, SheetToWrite

_WIDTHS = (12, 9, 9, 9, 10.5, 10.5, 10.5, 12, 8, 8, 9, 9.5, 13, 13)
_TILES_ROW, _UPPER, _LOWER, _OWING, _LAST = 4, 7, 18, 24, 31
_RIGHT = 7
_TILE = 2  # columns


def overview_page(scores: Scores, sheets: Sequence[SheetToWrite], language: str, *, as_of: date) -> PageToWrite:
    """The first sheet of the results; `sheets` are the others, 得分 first, as results.results_sheets gives them."""
    people, complete = sheets[0], sheets[-1]
    findings = sheets[-2]
    panels = [
        grade_panel(scores, people, language, row=_UPPER, column=0),
        department_panel(scores, people, language, row=_UPPER, column=_RIGHT),
        component_panel(scores, people, language, row=_LOWER, column=0),
    ]
    cells = [
        *_head(scores, people, language, as_of=as_of),
        *_tiles(scores, sheets, language),
        *(cell for panel in panels for cell in panel.cells),
        *blocking_cells(scores, findings, language, row=_LOWER, column=_RIGHT),
        *owing_cells(scores, complete, language, row=_OWING, column=_RIGHT),
        _agreement(people),
    ]
    return PageToWrite(
        title=OVERVIEW(language),
        heading=str(cells[0].value),
        cells=cells,
        charts=[chart for panel in panels for chart in panel.charts],
        widths=_WIDTHS,
        heights={0: 26, 2: 24, 3: 6, _TILES_ROW + 1: 34, _UPPER - 1: 10},
        footer=people.footer,
    )


def _head(scores: Scores, people: SheetToWrite, language: str, *, as_of: date) -> list[CellToWrite]:
    name, title = spoken(scores.cycle.settings.name, language), OVERVIEW(language)
    standards = short(scores.fingerprints.all)
    told = Text(f"截至 {as_of} · 标准指纹 {standards}", f"As of {as_of} · standards {standards}")
    done = not (scores.people["status"] == "held").any()
    colour = GREEN if done else VERMILLION
    return [
        CellToWrite(0, 0, f"{name} · {title}" if name else title, {"bold": True, "font_size": 16, "font_color": BLUE}),
        CellToWrite(1, 0, told(language), {"font_color": GREY}),
        CellToWrite(2, 0, _answer(scores, language), {"bold": True, "font_size": 13, "font_color": colour}),
    ]


def _answer(scores: Scores, language: str) -> str:
    """Are we done?"""
    held = int((scores.people["status"] == "held").sum())
    pieces = len(scores.completeness.owners)
    owing = scores.completeness.owners["owner_id"].nunique()
    if held:
        still = Text(f"■ 尚未完成：{held} 人暂缓计分", f"■ Not done: {held} held")
    elif len(scores.people):
        still = Text("✔ 已完成：应考核的人都已计分", "✔ Done: everybody who is appraised has a score")
    else:
        still = Text("名单上没有人", "Nobody is on the roster")
    owed = Text(f"；欠缺 {pieces} 项，应由 {owing} 人提供。", f"; {pieces} pieces missing, owed by {owing}.")
    full = Text("；证据齐全。", "; all evidence is present.") if len(scores.people) else Text("。", ".")
    return still(language) + (owed if pieces else full)(language)


@dataclass(frozen=True)
class _Tile:
    """A big figure. shown: its number format; link: where its numbers come from."""

    label: Text
    value: float
    formula: str
    link: str
    shown: str = "0"
    colour: str = BLUE

    def cells(self, number: int, language: str) -> list[CellToWrite]:
        """The label and the figure of tile `number`; an unknown figure is a dash."""
        column, known = number * _TILE, not isnan(self.value)
        big = {**BIG, "num_format": self.shown, "font_color": self.colour}
        formula = self.formula if known else ""
        value = self.value if known else "—"
        return [
            CellToWrite(_TILES_ROW, column, self.label(language), CAPTION, across=_TILE, link=self.link),
            CellToWrite(_TILES_ROW + 1, column, value, big, across=_TILE, formula=formula),
        ]


def _tiles(scores: Scores, sheets: Sequence[SheetToWrite], language: str) -> list[CellToWrite]:
    people, complete = sheets[0], sheets[-1]
    table, status = scores.people, people.span("status")
    to_people = "".join(people.cells("status")[:1])
    roster = _Tile(Text("名单人数", "On the roster"), float(len(table)), f"COUNTA({status})", to_people)
    mean, formula = table["score"].astype(float).mean(), f"AVERAGE({people.span('score')})"
    digits = rounded_format(scores.cycle.settings.rounding_digits)
    pieces, to_pieces = float(len(scores.completeness.owners)), "".join(complete.cells("what", table=OWED)[:1])
    tiles = [
        roster if len(table) else replace(roster, formula=""),
        *_status_tiles(scores, people, language, link=to_people),
        _Tile(Text("平均得分", "Mean score"), mean, formula, to_people, digits),
        _coverage_tile(scores, people, language, link="".join(complete.cells("coverage")[:1])),
        _Tile(Text("欠缺项数", "Pieces missing"), pieces, "", to_pieces),
    ]
    return [cell for number, tile in enumerate(tiles) for cell in tile.cells(number, language)]


def _status_tiles(scores: Scores, people: SheetToWrite, language: str, *, link: str) -> list[_Tile]:
    count, status, tiles = scores.people["status"].value_counts(), people.span("status"), []
    for key, colour in (("scored", GREEN), ("held", VERMILLION), ("exempt", GREY)):
        word, number = STATUS[key], float(count.get(key, 0))
        formula = f'COUNTIF({status},"{word(language)}")'
        label = Text(word.zh, word.en.capitalize())
        tiles.append(_Tile(label, number, formula, link, colour=colour if number else GREY))
    return tiles


def _coverage_tile(scores: Scores, people: SheetToWrite, language: str, *, link: str) -> _Tile:
    """The mean coverage of everybody who is appraised."""
    status, coverage = people.span("status"), people.span("coverage")
    appraised = f'({status}<>"{STATUS["exempt"](language)}")*ISNUMBER({coverage})'
    formula = f"SUMPRODUCT({appraised},{coverage})/SUMPRODUCT({appraised})"
    known = scores.people.loc[scores.people["status"] != "exempt", "coverage"].notna().any()
    return _Tile(Text("完整度", "Coverage"), scores.completeness.overall, formula if known else "", link, "0.0%")


def _agreement(people: SheetToWrite) -> CellToWrite:
    """What 得分 says of the trace's formulas."""
    told = people.head[-1]
    return CellToWrite(_LAST, 0, told.text, {"font_color": GREY}, formula=told.formula)
