"""Makes the pictures of the README and the guide from real output: sheets, letters and papers.

    python docs/make_pictures.py

Needs LibreOffice. Pictures are pages of the PDFs that LibreOffice and perfxl make, without their white margins.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from perfxl.cycle.sample import sample_rows
from perfxl.cycle.sheets import LEDGER, sheet_of
from perfxl.workbook.entry.builder import build_workbook

HERE = Path(__file__).parent / "pictures"
WIDTH = 1100  # pixels; wide enough to read, small enough to load
MARGIN = 12
_SCALED_LETTERS = 6.5  # points; 11 on a page that is printed at 60 %
PEOPLE = {"zh": "01001", "en": "02004"}
REVIEW = {"zh": "复盘.pdf", "en": "review.pdf"}
STANDARDS = {"zh": "考核标准.pdf", "en": "standards.pdf"}
RESULTS = {"zh": "考核结果.xlsx", "en": "results.xlsx"}
DEPARTMENT, PAGE = "销售部.xlsx", 1  # the page with the KPIs
MARKED = {"zh": ("挑战值", "不适用原因"), "en": ("Stretch", "Not applicable")}  # headers of the sheet with KPIs
CYCLES = {"zh": "绩效管理.xlsm", "en": "performance.xlsm"}


def perfxl(*words: str) -> None:
    """Run a command as a user types it; findings that block somebody are expected."""
    subprocess.run([sys.executable, "-m", "perfxl", *words], check=False, stdout=subprocess.DEVNULL)


def pdf_of(workbook: Path, folder: Path) -> Path:
    """The workbook printed by LibreOffice."""
    program = shutil.which("soffice") or "soffice"
    profile = (folder / "profile").resolve().as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(workbook)], check=True, capture_output=True)
    return folder / f"{workbook.stem}.pdf"


def picture(pdf: Path, page: int) -> Image.Image:
    """One page (from 0) at WIDTH pixels, without white margins."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        drawn = sheet.render(scale=2 * WIDTH / sheet.get_width()).to_pil().convert("RGB")
    edges = ImageChops.difference(drawn, Image.new("RGB", drawn.size, "white")).getbbox() or (0, 0, *drawn.size)
    left, top, right, bottom = edges
    cut = drawn.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))
    return cut.resize((WIDTH, round(cut.height * WIDTH / cut.width)), Image.Resampling.LANCZOS)


def upper_part(page: Image.Image) -> Image.Image:
    """The home sheet as far as a screen shows it: stage, dates, buttons, progress."""
    return page.crop((0, 0, page.width, round(page.height * 0.47)))


def after_check(workbook: Path, folder: Path) -> Path:
    """The workbook as it looks after its button Check was pressed in a live spreadsheet, as a PDF with its buttons."""
    from tests.support.live_calc import engine, office
    from tests.support.live_calc.buttons import form_buttons, press

    started = office.started()
    try:
        book = engine.activate(started).books.open(workbook)  # beside its master; nothing is saved
        press(book, next(one.caption for one in form_buttons(book) if one.macro == "PerfxlCheck"))
        return printed(book, folder / "checked.pdf")
    finally:
        engine.deactivate(started)
        started.end()


def printed(book: Any, pdf: Path) -> Path:
    """The live book as a PDF with its buttons, which else appear on the screen only.

    The page is scaled to fit the paper, the letters on buttons are not: they get the size that they have beside Excel's cells.
    """
    from tests.support.live_calc.bridge import each, named

    for form in each(book.impl.document.Sheets.getByIndex(0).DrawPage.Forms):
        for button in each(form):
            button.Printable, button.FontHeight = True, _SCALED_LETTERS
    book.impl.document.storeToURL(pdf.resolve().as_uri(), named(FilterName="calc_pdf_Export"))
    return pdf


def page_with(pdf: Path, *words: str) -> int:
    """The first page on which these words stand."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = ((n, page.get_textpage().get_text_range()) for n, page in enumerate(document))
        return next(n for n, text in texts if all(one in text for one in words))


def pictures(language: str, folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """Every picture of one language by name."""
    perfxl("demo", str(folder / "demo"), "--lang", language)
    demo = folder / "demo"
    checked = after_check(demo / CYCLES[language], folder)
    yield "home", upper_part(picture(checked, 0))
    yield "marked", upper_part(picture(checked, page_with(checked, *MARKED[language])))
    results = pdf_of(demo / RESULTS[language], folder)
    yield "results", picture(results, 0)
    letter = next(demo.glob(f"*/*/{PEOPLE[language]}_*.pdf"))
    yield "letter", picture(letter, 0)
    perfxl("distribute", str(demo / CYCLES[language]), "--out", str(folder / "departments"), "--lang", language)
    department = folder / "departments" / DEPARTMENT
    yield "department", picture(pdf_of(department, folder), PAGE)
    yield "ledger", upper_part(picture(results, page_with(results, LEDGER(language))))
    yield from papers(demo, folder, language)


def papers(demo: Path, folder: Path, language: str) -> Iterator[tuple[str, Image.Image]]:
    """The first pages of what is printed for people: the tree of goals, standards, the calibration meeting, an appeal."""
    cycle = str(demo / CYCLES[language])
    perfxl("goals", cycle, "--out", str(folder / "goals"), "--lang", language)
    yield "goals", picture(next((folder / "goals").glob("*.pdf")), 1)  # the tree
    yield "standards", picture(demo / STANDARDS[language], 0)
    perfxl("calibrate", cycle, "--pdf", str(folder / "meeting.pdf"), "--lang", language)
    yield "meeting", picture(folder / "meeting.pdf", 0)
    perfxl("appeals", cycle, "--letters", str(folder / "decisions"), "--lang", language)
    yield "appeal", picture(next((folder / "decisions").rglob("*.pdf")), 0)
    yield "review", picture(demo / REVIEW[language], 0)
    yield from sheets(demo, folder, language)


def sheets(demo: Path, folder: Path, language: str) -> Iterator[tuple[str, Image.Image]]:
    """The upper part of workbooks around the scores: what is due, who moved, what goes on into the next cycle."""
    cycle, following = demo / CYCLES[language], folder / "next.xlsx"
    perfxl("calendar", str(cycle), "--out", str(folder / "due.xlsx"), "--lang", language)
    perfxl("rollover", str(cycle), "--out", str(following), "--lang", language)
    moved = build_moved(folder / "moved.xlsx", language)
    perfxl("roster", "diff", str(cycle), str(moved), "--on", "2026-07-01", "--out", str(folder / "moves.xlsx"), "--lang", language)
    history = sheet_of("history").columns[0].title(language)
    for name, book, words in (("calendar", "due.xlsx", ()), ("moves", "moves.xlsx", ()), ("year", "next.xlsx", (history,))):
        pdf = pdf_of(folder / book, folder)
        yield name, upper_part(picture(pdf, page_with(pdf, *words) if words else 0))


def build_moved(path: Path, language: str) -> Path:
    """The sample's roster after a reorganisation: one moved, one left, a department renamed."""
    rows = sample_rows()
    people = [dict(row) for row in rows["employees"] if row["employee_id"] != "03004"]
    people[5]["department"], people[5]["scheme"] = people[20]["department"], people[20]["scheme"]
    for row in people:
        row["department"] = "客户成功部" if row["department"] == "客服部" else row["department"]
    build_workbook(path, {**rows, "employees": people}, language=language)
    return path


def main() -> None:
    """Write docs/pictures/NAME.LANGUAGE.png."""
    HERE.mkdir(exist_ok=True)
    for language in PEOPLE:
        with tempfile.TemporaryDirectory() as folder:
            for name, drawn in pictures(language, Path(folder)):
                target = HERE / f"{name}.{language}.png"
                drawn.quantize(128, Image.Quantize.FASTOCTREE).save(target, optimize=True)  # small spots keep their colours
                print(target.name, drawn.size)


if __name__ == "__main__":
    main()
