"""What one reminder says, as facts: from the tables of rules/reminders.py to sentences and lines. Pure."""

from dataclasses import dataclass

import pandas as pd

from perfxl.language import Text
from perfxl.letters.reminders import words
from perfxl.letters.wording import clean, day, said
from perfxl.rules.reminder_words import about, piece, reason
from perfxl.rules.reminders import HR, Reminders, Why


@dataclass(frozen=True)
class Line:
    """One missing piece: about whom, what, where, and why the reader gets it ('' for the reader's own)."""

    about: str
    what: str
    where: str
    why: str = ""


@dataclass(frozen=True)
class Part:
    """Pieces of one kind below a title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Note:
    """One reminder. recipient: an employee id; address: '' where there is none. heads: of the table of pieces."""

    recipient: str
    name: str
    address: str
    language: str
    subject: str
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    how: tuple[str, ...]
    closing: tuple[str, ...]
    heads: tuple[Text, Text, Text] = (words.ABOUT, words.MISSING, words.WHERE)


def notes(found: Reminders) -> list[Note]:
    """One note for each recipient but HR, in their order; what HR has to see to stands in the sheet."""
    rows = found.recipients[found.recipients["recipient"] != HR]
    columns = ("recipient", "name", "address", "language")
    return [_note(found, *map(str, row)) for row in zip(*(rows[key].tolist() for key in columns), strict=True)]


def _note(found: Reminders, recipient: str, name: str, address: str, language: str) -> Note:
    own = found.of(recipient)
    shown = clean(name) or recipient
    return Note(
        recipient=recipient,
        name=shown,
        address=address,
        language=language,
        subject=_subject(found, language, len(own)),
        opening=_opening(found, language, len(own), name=shown),
        parts=tuple(_parts(own, language)),
        how=tuple(_how(found, own, language)),
        closing=_closing(found, language),
    )


def _cycle_name(found: Reminders, language: str) -> str:
    return said(found.cycle.settings.name, language) or clean(found.cycle.file)


def _subject(found: Reminders, language: str, n: int) -> str:
    by = found.cycle.settings.deadline_on
    text = words.SUBJECT_OPEN if by is None else words.SUBJECT_LATE if by < found.cycle.as_of else words.SUBJECT
    return text(language).format(cycle=_cycle_name(found, language), n=n, by=day(by, language))


def _opening(found: Reminders, language: str, n: int, *, name: str) -> tuple[str, ...]:
    by = found.cycle.settings.deadline_on
    due = words.SOON if by is None else words.LATE if by < found.cycle.as_of else words.BY
    intro = words.INTRO_ONE if n == 1 else words.INTRO
    return (
        words.GREETING(language).format(name=name),
        intro(language).format(cycle=_cycle_name(found, language), n=n),
        due(language).format(by=day(by, language)),
    )


def _parts(pieces: pd.DataFrame, language: str) -> list[Part]:
    """The reader's own pieces by kind, then those that the reader gets for want of an owner."""
    own = pieces["why"] == Why.OWN
    parts = [
        Part(title(language), _lines(pieces[own & (pieces["kind"] == kind)], language))
        for kind, title in words.OWN_PARTS.items()
    ]
    parts.append(Part(words.OTHERS(language), _lines(pieces[~own], language)))
    return [part for part in parts if part.lines]


def _lines(pieces: pd.DataFrame, language: str) -> tuple[Line, ...]:
    rows = pieces.astype(str).to_dict("records")
    return tuple(
        Line(
            about=clean(about(row["employee_id"], row["name"], row["department"], language)),
            what=clean(piece(row["kind"], row["what"], language)),
            where=clean(row["place"]),
            why=clean(reason(row["why"], row["owner_id"], language)),
        )
        for row in rows
    )


def _how(found: Reminders, pieces: pd.DataFrame, language: str) -> list[str]:
    settings, file = found.cycle.settings, found.cycle.file
    in_hrs = file and pieces["place"].str.startswith(f"[{file}]").any()
    return [
        words.IN_YOURS(language),
        *([words.IN_HRS(language).format(file=clean(file))] if in_hrs else []),
        words.BLANK(language),
        words.RETURN(language).format(folder=clean(settings.returns_folder)),
    ]


def _closing(found: Reminders, language: str) -> tuple[str, ...]:
    settings = found.cycle.settings
    signed = said(settings.signatory, language) or " ".join(
        filter(None, (said(settings.company, language), words.HR(language)))
    )
    return (words.DONE_ALREADY(language), words.MADE(language).format(day=day(found.cycle.as_of, language)), signed)
