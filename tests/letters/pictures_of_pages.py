"""Pages of a PDF as one grey picture, and how far two such pictures differ."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

Grey = np.ndarray[Any, np.dtype[np.uint8]]
DOTS_PER_INCH = 60
_LOUD = 64  # grey levels of 255; less is the edge of a letter that another version smooths differently


def pages_side_by_side(pdf: bytes) -> Grey:
    """All pages from left to right, 60 dots per inch, 0 black to 255 white."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_numpy() for page in document]
    finally:
        document.close()
    return np.hstack([page.reshape(page.shape[:2]) for page in pages]).astype(np.uint8)


def difference(got: Grey, expected: Grey) -> float:
    """The share of points that differ clearly, from 0 to 1, after a blur of one point; 1 for another size."""
    if got.shape != expected.shape:
        return 1.0
    return float((np.abs(_blurred(got) - _blurred(expected)) > _LOUD).mean())


def read(path: Path) -> Grey:
    """The picture of a file."""
    return np.asarray(Image.open(path).convert("L"), dtype=np.uint8)


def save(picture: Grey, path: Path) -> None:
    """Write a small PNG: sixteen greys are enough for looking at."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).quantize(16).save(path, optimize=True)


def kept_for_looking(name: str, got: Grey, expected: Grey | None) -> Path:
    """Save what was got, what was expected and where they differ; returns the folder.

    The folder is named by PERFXL_PICTURES, else a new one among the temporary files.
    """
    folder = Path(os.environ.get("PERFXL_PICTURES") or tempfile.mkdtemp(prefix="perfxl-letters-"))
    save(got, folder / f"{name}.got.png")
    if expected is not None:
        save(expected, folder / f"{name}.expected.png")
        height, width = (min(sizes) for sizes in zip(got.shape, expected.shape, strict=True))
        both = [picture[:height, :width].astype(np.int16) for picture in (got, expected)]
        save((255 - np.abs(both[0] - both[1])).astype(np.uint8), folder / f"{name}.difference.png")
    return folder


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _blurred(picture: Grey) -> np.ndarray[Any, np.dtype[np.int16]]:
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.BoxBlur(1)), dtype=np.int16)
