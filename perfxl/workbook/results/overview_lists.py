"""The lists of 概览: what blocks most and who owes most."""

from collections import Counter, defaultdict

from perfxl.language import Text
from perfxl.rules.scores import Scores
from perfxl.workbook.results.completeness import OWED
from perfxl.workbook.results.links import first_cells
from perfxl.workbook.results.overview_panels import HEADER, TEXT, TITLE, number_style
from perfxl.workbook.writing.page_to_write import CellToWrite
from perfxl.workbook.writing.sheet_to_write import GREY, SheetToWrite, look_of

_BLOCKERS, _OWNERS = 3, 5
_INDENTED = {**TEXT, "indent": 1}
_LINK = {**TEXT, **look_of("link")}
_NONE = {"font_color": GREY, "italic": True}
_NUMBER_HEADER = {**HEADER, "align": "right"}
_Heads = tuple[tuple[int, int, Text, dict[str, object]], ...]  # offset, columns covered, title, style
_BLOCKING_HEADS: _Heads = (
    (0, 1, Text("代码", "Code"), HEADER),
    (1, 4, Text("问题", "Problem"), HEADER),
    (5, 1, Text("人数", "People"), _NUMBER_HEADER),
    (6, 1, Text("处数", "Places"), _NUMBER_HEADER),
)
_OWING_HEADS: _Heads = (
    (0, 1, Text("提供人", "Name"), HEADER),
    (1, 2, Text("工号", "ID"), HEADER),
    (3, 1, Text("项数", "Pieces"), _NUMBER_HEADER),
    (4, 3, Text("例如", "Such as"), {**HEADER, "indent": 1}),
)


def blocking_cells(
    scores: Scores, findings: SheetToWrite, language: str, *, row: int, column: int
) -> list[CellToWrite]:
    """The findings that block most often: code, problem, people, places."""
    people: defaultdict[str, set[str]] = defaultdict(set)
    blocking = [finding for finding in scores.findings if finding.blocks]
    for finding in blocking:
        people[finding.code] |= {finding.employee_id} - {""}
    titles = {finding.code: finding.title(language) for finding in blocking}
    cells = [CellToWrite(row, column, Text("最多的阻碍", "What blocks most")(language), TITLE)]
    if not blocking:
        none = Text("没有阻止计分的问题。", "Nothing keeps anybody from being scored.")
        return [*cells, CellToWrite(row + 1, column, none(language), _NONE)]
    cells += _headers(_BLOCKING_HEADS, language, row=row + 1, column=column)
    links = first_cells([findings], "code")
    for line, (code, times) in enumerate(Counter(f.code for f in blocking).most_common(_BLOCKERS), start=row + 2):
        cells += [
            CellToWrite(line, column, code, _LINK, link=links[code]),
            CellToWrite(line, column + 1, titles[code], TEXT, across=4),
            CellToWrite(line, column + 5, float(len(people[code])), number_style("0")),
            CellToWrite(line, column + 6, float(times), number_style("0")),
        ]
    return cells


def owing_cells(scores: Scores, complete: SheetToWrite, language: str, *, row: int, column: int) -> list[CellToWrite]:
    """Who owes most: name, id, pieces, and the first of them."""
    owed = complete.tables[OWED].rows
    cells = [CellToWrite(row, column, Text("谁欠得最多", "Who owes most")(language), TITLE)]
    if not len(owed):
        none = Text("没有人欠缺数据。", "Nobody owes anything.")
        return [*cells, CellToWrite(row + 1, column, none(language), _NONE)]
    cells += _headers(_OWING_HEADS, language, row=row + 1, column=column)
    links = first_cells([complete], "owner_id", table=OWED)
    unnamed = Text("（未指定）", "(nobody named)")(language)
    firsts = owed.drop_duplicates("owner_id").set_index("owner_id")
    counts = Counter(owed["owner_id"].tolist()).most_common(_OWNERS)
    for line, (owner, pieces) in enumerate(counts, start=row + 2):
        first = firsts.loc[owner]
        cells += [
            CellToWrite(line, column, str(first["owner_name"]) or owner or unnamed, _LINK, link=links[owner]),
            CellToWrite(line, column + 1, owner, TEXT, across=2),
            CellToWrite(line, column + 3, float(pieces), number_style("0")),
            CellToWrite(line, column + 4, f"{first['what']} · {first['name'] or first['place']}", _INDENTED, across=3),
        ]
    return cells


def _headers(heads: _Heads, language: str, *, row: int, column: int) -> list[CellToWrite]:
    return [CellToWrite(row, column + at, title(language), style, across=n) for at, n, title, style in heads]
