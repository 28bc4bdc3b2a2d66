"""Rare characters of names: printed, or refused with person, field and character; never a box on paper."""

from pathlib import Path

import pytest

from perfxl.letters.batch import write_letters
from perfxl.letters.fonts import coverage, letter_fonts
from perfxl.letters.proof import pdf_text
from tests.letters.hand_made import Person, scores_of

# Thirty that occur in names: extension B, C, D, E, F and G, extension A, compatibility forms, newer and older shapes.
RARE = "𠮷䶮㛃堃犇龘昇珺喆翀赟彧燚淼垚晢頔旻祎𬭎𬱖𫖮𪻐𬘭𠅤㬢﨑𫍽𬎆𰻞"
PRIVATE = "\ue863"  # what old systems put in the place of such a character


@pytest.mark.parametrize("preset", ["modern", "formal"])
def test_each_of_thirty_is_printed_or_refused_by_name(preset: str, tmp_path: Path) -> None:
    assert len(set(RARE)) == 30
    people = [Person(f"E{number:02}", f"李{character}") for number, character in enumerate([*RARE, PRIVATE])]
    fonts = letter_fonts("serif" if preset == "formal" else "sans")
    covered = coverage(fonts.regular) & coverage(fonts.bold)

    report = write_letters(scores_of(*people), tmp_path, language="en", preset=preset)

    refused = {one.employee_id: one for one in report.findings}
    for person in people:
        character = person.name[-1]
        if ord(character) in covered:
            text, _ = pdf_text(report.files[person.employee_id].read_bytes())
            assert person.name in text
            assert "\ufffd" not in text
        else:
            finding = refused[person.employee_id]
            assert (finding.code, person.employee_id in report.files) == ("PX701", False)
            said = finding.what("en")
            assert person.employee_id in said
            assert f"“{character}” (U+{ord(character):04X}) in the name" in said
    assert len(report.written) + len(refused) == 31
    assert "E30" in refused
