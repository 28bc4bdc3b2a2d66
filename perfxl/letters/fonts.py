"""The Chinese font of the letters: where it is on this machine, and a small copy with the characters of a batch.

A folder named by the environment variable PERFXL_FONTS is looked into first; then the fonts that Linux, macOS and
Windows bring along.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from perfxl.faults import Fault
from perfxl.language import Text

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_PROBE = frozenset(map(ord, "绩效反馈信您好"))
# By preference: file name stems, lower case, without the weight.
_KNOWN = (
    "notosanscjk",
    "notosanscjksc",
    "notosanssc",
    "sourcehansanssc",
    "sourcehansans",
    "pingfang",
    "hiragino sans gb",
    "msyh",
    "deng",
    "simhei",
    "stheiti",
    "wqy-microhei",
    "wqy-zenhei",
    "droidsansfallback",
)
_KNOWN_SERIF = (
    "simfang",
    "fangsong",
    "fangsong_gb2312",
    "stfangso",
    "stfangsong",
    "songti",
    "simsun",
    "notoserifcjk",
    "notoserifcjksc",
    "notoserifsc",
    "sourcehanserifsc",
    "sourcehanserif",
)
_SIMPLIFIED = (" sc", " gb", "yahei", "dengxian", "simhei", "fangsong", "simsun", "wenquanyi", "heiti sc")


@dataclass(frozen=True)
class FontFace:
    """One face of a font file. weight: 400 is regular, 700 bold. variable: it has a weight axis."""

    path: Path
    index: int
    family: str
    weight: int
    variable: bool


@dataclass(frozen=True)
class LetterFonts:
    """The two faces that letters use; they are the same where a machine has one weight only."""

    regular: FontFace
    bold: FontFace

    def identity(self) -> str:
        """What tells this pair from another: file names and sizes, no folders."""
        faces = (self.regular, self.bold)
        return "|".join(f"{face.path.name}:{face.index}:{face.path.stat().st_size}" for face in faces)


def letter_fonts(kind: str = "sans") -> LetterFonts:
    """The best Chinese font of this machine; Fault with the remedy if there is none.

    kind: "sans", or "serif" for FangSong or Song where they are installed, else the sans font.
    """
    own = os.environ.get("PERFXL_FONTS", "")
    known = (*(_KNOWN_SERIF if kind == "serif" else ()), *_KNOWN)
    for files in ((_font_files([Path(own)]) if own else []), _known_files(_font_files(system_folders()), known)):
        faces = _chinese_faces(files)
        if faces:
            return _pair(faces)
    raise Fault(
        Text(
            "没有找到中文字体，无法制作反馈信。请安装 Noto Sans CJK（Debian/Ubuntu：apt install fonts-noto-cjk），"
            "或把字体文件所在文件夹写入环境变量 PERFXL_FONTS。",
            "No Chinese font was found, so letters cannot be made. Install Noto Sans CJK (Debian/Ubuntu: apt install "
            "fonts-noto-cjk), or name a folder with font files in the environment variable PERFXL_FONTS.",
        )
    )


def system_folders() -> list[Path]:
    """Where this operating system keeps fonts, the user's own first."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        own = [Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else []
        return [*own, Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts"]
    if sys.platform == "darwin":
        system = Path("/System/Library")
        return [home / "Library/Fonts", Path("/Library/Fonts"), system / "Fonts", system / "AssetsV2"]
    shared = os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":")
    own_data = Path(os.environ.get("XDG_DATA_HOME", "") or home / ".local/share")
    return [own_data / "fonts", home / ".fonts", *(Path(folder) / "fonts" for folder in shared if folder)]


def _font_files(folders: Iterable[Path]) -> list[Path]:
    return [path for folder in folders for path in sorted(_walk(folder)) if path.suffix.lower() in _SUFFIXES]


def _walk(folder: Path) -> Iterator[Path]:
    for where, _, names in os.walk(folder):
        yield from (Path(where) / name for name in names)


def _known_files(files: Sequence[Path], known: Sequence[str]) -> list[Path]:
    """Files of the first known family that this machine has; scanning every font would take seconds."""
    for stem in known:
        found = [path for path in files if _family_stem(path) == stem]
        if found:
            return found
    return []


def _family_stem(path: Path) -> str:
    stem = path.stem.lower()
    for mark in ("[wght]", "-variablefont_wght", "-regular", "-bold", "-medium", "-light", "-vf", " light", " medium"):
        stem = stem.removesuffix(mark)
    return {"msyhbd": "msyh", "msyhl": "msyh", "dengb": "deng", "dengl": "deng"}.get(stem, stem)


def _chinese_faces(files: Iterable[Path]) -> list[FontFace]:
    """Faces that can write Chinese; if some are made for simplified Chinese, only those."""
    faces = [face for path in files for face in faces_of(path)]
    simplified = [face for face in faces if any(mark in face.family.lower() for mark in _SIMPLIFIED)]
    proportional = [face for face in simplified or faces if "mono" not in face.family.lower()]
    return proportional or simplified or faces


def faces_of(path: Path) -> list[FontFace]:
    """The faces of a font file that have the letters' Chinese characters; none for a file that cannot be read."""
    try:
        blob = hb.Blob.from_file_path(str(path))
        found = []
        for index in range(hb.Face(blob, 0).count):
            face = hb.Face(blob, index)
            covered = face.unicodes
            if all(character in covered for character in _PROBE):
                found.append(_described(path, index, face))
        return found
    except (hb.HarfBuzzError, OSError):
        return []


def _described(path: Path, index: int, face: hb.Face) -> FontFace:
    family = face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or path.stem
    typographic = face.get_name(hb.OTNameIdPredefined.TYPOGRAPHIC_FAMILY) or family
    table = face.reference_table("OS/2").data
    weight = int.from_bytes(table[4:6], "big") if len(table) > 6 else 400
    return FontFace(path, index, typographic, weight, variable=any(axis.tag == "wght" for axis in face.axis_infos))


def _pair(faces: Sequence[FontFace]) -> LetterFonts:
    regular = min(faces, key=lambda face: (not face.variable, abs(face.weight - 400)))
    family = [face for face in faces if face.family == regular.family] or list(faces)
    bold = regular if regular.variable else min(family, key=lambda face: abs(face.weight - 700))
    return LetterFonts(regular, bold)


@cache
def coverage(face: FontFace) -> frozenset[int]:
    """The code points that a face has glyphs for."""
    return frozenset(hb.Face(hb.Blob.from_file_path(str(face.path)), face.index).unicodes)
