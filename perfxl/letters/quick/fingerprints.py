"""The sources of WeasyPrint and its helpers that the groups were written for.

A group stands in for functions whose every line counts, so it is used with exactly these files and no others: a new
release, a distribution's patch, or a hand's edit leaves the groups off that rest on a changed file. To welcome a new
release: read what changed, mend the groups, run tests/letters/quick, and put the output of
`python -m perfxl.letters.quick.fingerprints` here.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

WEASYPRINT = "70.0"

KNOWN: Mapping[str, str] = {
    "cssselect2/__init__.py": "72a31505ee09e256",
    "cssselect2/compiler.py": "a0657f590793455b",
    "cssselect2/tree.py": "1a971934a93983d9",
    "pydyf/__init__.py": "0b10add9e640961d",
    "weasyprint/anchors.py": "c9778a69d84f23b2",
    "weasyprint/css/__init__.py": "77ad7287f90d7cfa",
    "weasyprint/css/properties.py": "872a2e5602b5f52d",
    "weasyprint/document.py": "f08f91af64563f5f",
    "weasyprint/draw/border.py": "cee7e6540a8bbae0",
    "weasyprint/draw/text.py": "c9a450aa209277e7",
    "weasyprint/formatting_structure/boxes.py": "8ffd28ab74a149f0",
    "weasyprint/formatting_structure/build.py": "335ad8b541295d6b",
    "weasyprint/layout/__init__.py": "f226ba97ad21e447",
    "weasyprint/layout/absolute.py": "240e268cec1e66dd",
    "weasyprint/layout/background.py": "3d98949e4fe71bc7",
    "weasyprint/layout/block.py": "9457dca0528c378f",
    "weasyprint/layout/inline.py": "0e7c1569330f5473",
    "weasyprint/layout/leader.py": "c24948d1a2f24f1d",
    "weasyprint/layout/page.py": "d99c5aceb36d4586",
    "weasyprint/layout/percent.py": "bac190e240dce17b",
    "weasyprint/layout/preferred.py": "a7973703cd8ac5fa",
    "weasyprint/layout/table.py": "3a5b6442410f18e6",
    "weasyprint/pdf/fonts.py": "9ad9a202a416b845",
    "weasyprint/pdf/stream.py": "4faf9169d1970d46",
    "weasyprint/stacking.py": "e9ce9e67f071b5c6",
    "weasyprint/svg/__init__.py": "eb1ee636d1f85e53",
    "weasyprint/svg/text.py": "743266ead497a963",
    "weasyprint/svg/utils.py": "6e1d2c4c959b4953",
    "weasyprint/text/fonts.py": "59d74d0c161349b8",
    "weasyprint/text/line_break.py": "1f5a855ad992e0be",
}


@cache
def fingerprint(file: str) -> str:
    """The first 16 hex digits of the SHA-256 of PACKAGE/FILE, whatever its line ends; '' if there is no such file."""
    package, _, inside = file.partition("/")
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return ""
    try:
        content = (Path(spec.origin).parent / inside).read_bytes()
    except OSError:
        return ""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:16]


def strange(files: tuple[str, ...]) -> list[str]:
    """Those of `files` that are not the known ones."""
    return [file for file in files if not fingerprint(file) or fingerprint(file) != KNOWN.get(file)]


def _written() -> str:
    """KNOWN as it is in this installation."""
    from perfxl.letters.quick.catalogue import LEAN, REUSING  # noqa: PLC0415  (it imports WeasyPrint)

    files = sorted({file for group in (*LEAN, *REUSING) for file in group.files})
    return "\n".join(f'    "{file}": "{fingerprint(file)}",' for file in files)


if __name__ == "__main__":
    print(_written())
