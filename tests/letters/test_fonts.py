"""Finding the font, making it small, and noticing what it cannot print."""

import io
import shutil
from pathlib import Path

import pytest
import uharfbuzz as hb

from perfxl.faults import Fault
from perfxl.letters import fonts, subset
from perfxl.letters.gathering import letter_facts
from tests.letters.hand_made import Person, scores_of


@pytest.fixture(scope="module")
def found() -> fonts.LetterFonts:
    return fonts.letter_fonts()


def test_a_chinese_font_in_two_weights_is_found(found: fonts.LetterFonts) -> None:
    assert found.regular.weight < 500 < found.bold.weight or found.regular == found.bold
    assert ord("绩") in fonts.coverage(found.regular)


def test_an_own_folder_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, found: fonts.LetterFonts) -> None:
    shutil.copy(found.bold.path, tmp_path / f"own{found.bold.path.suffix}")
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setenv("PERFXL_FONTS", str(tmp_path))

    own = fonts.letter_fonts()

    assert {own.regular.path.stem, own.bold.path.stem} == {"own"}


def test_a_machine_without_a_chinese_font_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PERFXL_FONTS", str(tmp_path))
    monkeypatch.setattr(fonts, "system_folders", lambda: [tmp_path])

    with pytest.raises(Fault) as fault:
        fonts.letter_fonts()

    assert "fonts-noto-cjk" in fault.value.message.en
    assert "PERFXL_FONTS" in fault.value.message.zh


@pytest.mark.parametrize(
    ("platform", "part"), [("win32", "Fonts"), ("darwin", "Library/Fonts"), ("linux", "share/fonts")]
)
def test_every_system_has_its_font_folders(monkeypatch: pytest.MonkeyPatch, platform: str, part: str) -> None:
    monkeypatch.setattr(fonts.sys, "platform", platform)

    assert any(part in folder.as_posix() for folder in fonts.system_folders())


@pytest.mark.parametrize("make", [subset._by_harfbuzz, subset._by_fonttools])
def test_a_small_font_has_what_was_asked_for_and_little_else(make: object, found: fonts.LetterFonts) -> None:
    wanted = subset.characters(["绩效反馈"])

    small = make(found.regular, wanted, 400)  # type: ignore[operator]

    face = hb.Face(hb.Blob(small))
    assert set(map(ord, "绩效反馈A9：")) <= set(face.unicodes) <= set(wanted)
    assert len(io.BytesIO(small).getvalue()) < 120_000


def test_the_first_character_that_cannot_be_printed_is_named_with_its_field(found: fonts.LetterFonts) -> None:
    rare, plain = letter_facts(scores_of(Person("E1", "张\ue000"), Person("E2", "张三"))).values()

    assert subset.missing_glyph(rare, found) == ("name", "\ue000")
    assert subset.missing_glyph(plain, found) is None
