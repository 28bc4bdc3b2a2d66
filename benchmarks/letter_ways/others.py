"""Other programs on the reference letter, where they are installed; none is a dependency. Their pages say the same and look alike."""

import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from letter_ways.contestant import Make
from letter_ways.reference_letter import Person, radar

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_TYPST = """
#let p = json(bytes(sys.inputs.person))
#set page(paper: "a4", margin: (x: 18mm, top: 26mm, bottom: 16mm),
  footer: [机密 #h(1fr) #context counter(page).display("1 / 1", both: true)])
#set text(font: "Noto Sans CJK SC", size: 9.6pt, lang: "zh")
#set par(justify: true)
= 2026 年度绩效反馈函
#p.department | 工号 #p.employee_id

*#p.name* 您好：您本年度的综合得分为 *#p.score* 分，绩效等级为 *#p.grade*。
#table(columns: (2fr, 1fr, 1fr, 1fr, 1fr, 1fr), [考核指标], [权重], [目标值], [实际值], [得分], [计入],
  ..p.rows.map(r => r.map(c => [#c])).flatten())
#grid(columns: (80mm, 1fr), image(bytes(p.chart), format: "svg", width: 78mm),
  table(columns: 3, [维度], [本人], [平均], ..p.axes.map(r => r.map(c => [#c])).flatten()))
#for said in p.well [- #said]
#for said in p.better [- #said]
#block(fill: rgb("#fff8ec"), inset: 3mm)[*一对一面谈* #p.meeting]
"""


@dataclass(frozen=True)
class Typst:
    """One compiler for all letters."""

    people: list[Person]
    folder: Path

    def ready(self) -> Make:
        import typst

        source = self.folder / "letter.typ"
        source.write_text(_TYPST, encoding="utf-8")
        compiler = typst.Compiler(str(source))

        def make(number: int) -> int:
            person = self.people[number]
            told = json.dumps({**asdict(person), "chart": radar(person.axes)}, ensure_ascii=False)
            return len(compiler.compile(sys_inputs={"person": told}))

        return make


@dataclass(frozen=True)
class ReportLab:
    """Platypus with a font that the reader has to bring, and without the chart: less than the others do."""

    people: list[Person]

    def ready(self) -> Make:
        from reportlab.lib.pagesizes import A4
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        body = ParagraphStyle("body", fontName="STSong-Light", fontSize=9.6, leading=14.4, wordWrap="CJK")

        def table(rows: tuple[tuple[object, ...], ...]) -> Any:
            return Table([[str(cell) for cell in row] for row in rows], style=[("FONT", (0, 0), (-1, -1), "STSong-Light", 8.6)])

        def make(number: int) -> int:
            p, written = self.people[number], io.BytesIO()
            greeting = f"{p.name}（{p.employee_id}，{p.department}）您好：您本年度的综合得分为 {p.score} 分，绩效等级为 {p.grade}。"
            said = [Paragraph(text, body) for text in (*p.well, *p.better, p.meeting)]
            story = [Paragraph(greeting, body), table(p.rows), table(p.axes), *said]
            SimpleDocTemplate(written, pagesize=A4).build(story)
            return len(written.getvalue())

        return make


@dataclass(frozen=True)
class Chromium:
    """A browser for each letter; its CPU is not this process's and is not counted."""

    pages: list[str]
    folder: Path
    program: str

    def ready(self) -> Make:
        def make(number: int) -> int:
            source, goal = self.folder / "letter.html", self.folder / "letter.pdf"
            source.write_text(self.pages[number], encoding="utf-8")
            command = [self.program, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={goal}", source.as_uri()]
            subprocess.run(command, check=True, capture_output=True)
            return goal.stat().st_size

        return make


def installed(everybody: list[Person], pages: list[str], folder: Path) -> Iterator[tuple[str, Any]]:
    """The programs that are here; those that are not are named."""
    browser = next((name for name in _BROWSERS if shutil.which(name)), "")
    here = {"typst": find_spec("typst"), "ReportLab": find_spec("reportlab"), "Chromium": browser}
    ways = {
        "typst": Typst(everybody, folder),
        "ReportLab": ReportLab(everybody),
        "Chromium": Chromium(pages, folder, browser),
    }
    if away := [name for name, found in here.items() if not found]:
        print(f"not compared, because not installed: {', '.join(away)}")
    yield from ((name, ways[name]) for name, found in here.items() if found)
