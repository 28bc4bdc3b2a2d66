"""Makes the pictures of the README from real output: the sample company, its results, a letter, a department's workbook.

    python docs/make_pictures.py

Needs LibreOffice. Pictures are pages of the PDFs that LibreOffice and perfxl make, without their white margins.
"""

import shutil
import subprocess
import sys
import tempfile
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


def pictures(language: str, folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """Every picture of one language by name."""
    perfxl("demo", str(folder / "demo"), "--lang", language)
    demo = folder / "demo"
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
