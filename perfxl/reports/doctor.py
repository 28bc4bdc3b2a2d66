"""What doctor says in the terminal and as JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from perfxl.language import shown
from perfxl.terminal import as_it_is, paragraph

if TYPE_CHECKING:
    from perfxl.jobs.doctor import Examined


def doctor_json(answers: Sequence["Examined"], language: str) -> dict[str, Any]:
    """What was examined, as JSON; fix is null where nothing is to be done."""
    return {
        "checks": [
            {
                "what": one.what(language),
                "found": shown(one.found, language),
                "ok": one.ok,
                "needed": one.needed,
                "fix": None if one.ok else one.fix(language) or None,
            }
            for one in answers
        ]
    }


def print_doctor(answers: Sequence["Examined"], language: str) -> None:
    """One line for each thing; the fix below what is not well."""
    for one in answers:
        line = f"{'○' if one.ok else '■'} {one.what(language)}: {shown(one.found, language)}"
        as_it_is(line, style="" if one.ok else "bold red")
        if not one.ok:
            paragraph(f"→ {one.fix(language)}", indent="  ")
