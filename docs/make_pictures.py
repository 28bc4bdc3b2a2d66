"""Makes the pictures of the README from real output: home sheet, results, a letter, a department's workbook.

    python docs/make_pictures.py

Needs LibreOffice. Pictures are pages of the PDFs that LibreOffice and perfxl make, without their white margins.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

HERE = Path(__file__).parent / "pictures"
WIDTH = 1100  # pixels; wide enough to read, small enough to load
MARGIN = 12
PEOPLE = {"zh": "01001", "en": "02004"}
RESULTS = {"zh": "考核结果.xlsx", "en": "results.xlsx"}
DEPARTMENT, PAGE = "销售部.xlsx", 1  # the page with the KPIs
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
    return page.crop((0, 0, page.width, round(page.height * 0.435)))


def with_buttons(workbook: Path, folder: Path) -> Path:
    """A copy whose buttons are printed, too, in letters as large as Excel's; the real ones appear on the screen only."""
    copy = folder / workbook.name
    with zipfile.ZipFile(workbook) as given, zipfile.ZipFile(copy, "w") as changed:
        for name in given.namelist():
            part = given.read(name)
            if name == "xl/drawings/vmlDrawing1.vml":
                part = part.replace(b"<x:PrintObject>False<", b"<x:PrintObject>True<").replace(b'size="220"', b'size="140"')
            changed.writestr(name, part)
    return copy


def pictures(language: str, folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """Every picture of one language by name."""
    perfxl("demo", str(folder / "demo"), "--lang", language)
    demo = folder / "demo"
    yield "home", upper_part(picture(pdf_of(with_buttons(demo / CYCLES[language], folder), folder), 0))
    results = pdf_of(demo / RESULTS[language], folder)
    yield "results", picture(results, 0)
    letter = next(demo.glob(f"*/*/{PEOPLE[language]}_*.pdf"))
    yield "letter", picture(letter, 0)
    perfxl("distribute", str(demo / CYCLES[language]), "--out", str(folder / "departments"), "--lang", language)
    department = folder / "departments" / DEPARTMENT
    yield "department", picture(pdf_of(department, folder), PAGE)


def main() -> None:
    """Write docs/pictures/NAME.LANGUAGE.png."""
    HERE.mkdir(exist_ok=True)
    for language in PEOPLE:
        with tempfile.TemporaryDirectory() as folder:
            for name, drawn in pictures(language, Path(folder)):
                target = HERE / f"{name}.{language}.png"
                drawn.quantize(64).save(target, optimize=True)
                print(target.name, drawn.size)


if __name__ == "__main__":
    main()
