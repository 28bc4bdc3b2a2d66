"""Letters look as they did: pictures of presets x languages x a usual and a long letter.

Where this machine has the very fonts of the pictures, hardly a point may differ; with another version of them, some may.
To accept a change: PERFXL_ACCEPT_PICTURES=1 python -m pytest -n0 tests/letters/test_golden.py, then look at the pictures.
"""

import os
from pathlib import Path

import numpy as np
import pytest

from perfxl.letters.batch import write_letters
from perfxl.letters.fonts import LetterFonts, letter_fonts
from tests.letters.hand_made import NAN, SIX_KPIS, Person, scores_of
from tests.letters.pictures_of_pages import difference, digest, kept_for_looking, pages_side_by_side, read, save

GOLDEN = Path(__file__).parent / "golden"
# Debian's fonts-noto-cjk: regular and bold.
FONTS = {
    "modern": (
        "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a",
        "faa5f3656a78b2e2d450d27fe8382c778bc2b6bb5ea29c986664a6a435056ceb",
    ),
    "formal": (
        "a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481",
        "a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac",
    ),
}
SAME_FONTS, OTHER_FONTS = 0.0005, 0.06  # share of points that may differ clearly
EXTRA = {"kind": "extra", "item": "编写手册", "on": "2026-08-03", "claimed": 3.0, "approved": 2.0, "counted": 2.0}
PENDING = {"kind": "extra", "item": "支援值班", "status": "pending"}
USUAL = {"adjustments": ({**EXTRA, "status": "counted"},)}
MOVED = (
    {"from_on": "2026-01-01", "to_on": "2026-06-30", "days": 181, "share": 181 / 365},
    {"from_on": "2026-07-01", "to_on": "2026-12-31", "days": 184, "share": 184 / 365, "department": "渠道部"},
)
LONG = {
    "grade": "D",
    "computed_grade": "C",
    "adjustments": (
        {**EXTRA, "status": "counted"},
        PENDING,
        {"kind": "veto", "item": "未按规定上锁", "status": "veto"},
    ),
    "kpis": (*SIX_KPIS, *({**one, "kpi": f"{one['kpi']}（渠道）"} for one in SIX_KPIS),
             {**SIX_KPIS[1], "kpi": "海外回款", "status": "not_applicable", "points": NAN,
                         "not_applicable_reason": "本年度没有海外订单"}),
    "comments": (("manager", "E9000", "客户沟通细致，交接清楚，季度末收款节奏可以再提前一些。" * 6),),
    "more": {"check_ins": ({"on": "2027-02-01", "kind": "planned", "next_step": "", "notes": "", "by_id": ""},
                           {"on": "2026-07-01", "kind": "coaching", "next_step": "每周五更新回款预测", "notes": "", "by_id": ""})},
}  # fmt: skip
PRESETS = [(preset, language) for preset in ("modern", "formal") for language in ("zh", "en")]
PAGE = 497  # points of this picture's width


@pytest.mark.parametrize("length", ["usual", "long"])
@pytest.mark.parametrize(("preset", "language"), PRESETS)
def test_a_letter_looks_as_it_did(preset: str, language: str, length: str, tmp_path: Path) -> None:
    if len({face.path for face in faces(preset)}) != 2:
        pytest.skip("this machine has no Noto CJK fonts")
    name, got = f"{preset}-{language}-{length}", picture_of(preset, language, length, tmp_path)
    golden = GOLDEN / f"{name}.png"
    if os.environ.get("PERFXL_ACCEPT_PICTURES"):
        save(got, golden)

    expected = read(golden) if golden.exists() else None
    share = 1.0 if expected is None else difference(got, expected)

    allowed = SAME_FONTS if tuple(digest(face.path) for face in faces(preset)) == FONTS[preset] else OTHER_FONTS
    if share > allowed:
        folder = kept_for_looking(name, got, expected)
        pytest.fail(f"{share:.2%} of {name} differ, {allowed:.2%} may; look at the pictures in {folder}")


@pytest.mark.parametrize(("preset", "language"), PRESETS)
def test_a_usual_letter_has_one_page_as_a_formal_paper_two_and_a_long_one_three(
    preset: str, language: str, tmp_path: Path
) -> None:
    pages = [round(picture_of(preset, language, one, tmp_path / one).shape[1] / PAGE) for one in ("usual", "long")]

    assert pages == [{"modern": 1, "formal": 2}[preset], 3]


def test_a_change_is_seen_and_its_pictures_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFXL_PICTURES", str(tmp_path))
    page = np.full((700, 496), 255, dtype=np.uint8)
    moved, word = page.copy(), page.copy()
    word[100:106, 50:110] = 0
    moved[112:118, 50:110] = 0

    assert difference(page, page) == 0
    assert difference(word, moved) > SAME_FONTS
    assert difference(page, page[:, :-1]) == 1
    assert sorted(file.name for file in kept_for_looking("x", word, moved).iterdir()) == [
        "x.difference.png",
        "x.expected.png",
        "x.got.png",
    ]


def faces(preset: str) -> tuple:
    fonts: LetterFonts = letter_fonts("serif" if preset == "formal" else "sans")
    return tuple(face for face in (fonts.regular, fonts.bold) if face.path.name.startswith("Noto"))


def picture_of(preset: str, language: str, length: str, folder: Path) -> np.ndarray:
    # The smaller type of the modern letter has room for somebody who moved.
    more = USUAL if length == "usual" else LONG if preset == "formal" else {**LONG, "spans": MOVED}
    person = Person("E1001", "云一帆", language=language, **more)
    report = write_letters(scores_of(person), folder, language="zh", preset=preset)
    return pages_side_by_side(report.files["E1001"].read_bytes())
