"""Python runs this at every start, whoever starts it: where the folder of perfxl keeps Pango and the Chinese font."""

import os
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[3]

os.environ.setdefault("WEASYPRINT_DLL_DIRECTORIES", str(_FOLDER / "pango"))
os.environ.setdefault("PERFXL_FONTS", str(_FOLDER / "fonts"))
