"""What a reminder of tasks and talks says: what is overdue or soon due, for the one who owns it. Pure."""

from perfxl.language import Text
from perfxl.letters.reminders import words
from perfxl.letters.reminders.note import Line, Note, Part
from perfxl.letters.wording import clean, day, said
from perfxl.rules.addresses import usable_address
from perfxl.rules.agenda import Agenda, State
from perfxl.rules.agenda_words import how_far, kind_of, what_of

_SUBJECT = Text("{cycle}：有 {n} 项任务已到期或即将到期", "{cycle}: tasks that are due or overdue: {n}")
_INTRO = Text("{cycle}的考核日程中，以下 {n} 项由您负责：", "In the calendar of {cycle}, these {n} are yours:")
_ASK = Text("已经完成的请告知完成日期；来不及的请尽早说明。", "Tell us when what is done was done, and early what cannot be done in time.")
_PARTS = {State.OVERDUE: Text("已逾期", "Overdue"), State.SOON: Text("即将到期", "Due soon")}
_HEADS = (Text("类别", "Kind"), Text("事项", "What"), Text("期限", "Due"))


def agenda_notes(found: Agenda) -> list[Note]:
    """One note for everybody on the roster who owns something that is overdue or soon due."""
    notes = []
    for row in found.cycle["employees"].drop_duplicates("employee_id").itertuples():
        own = found.items[(found.items["owner_id"] == row.employee_id) & found.items["state"].isin(list(_PARTS))]
        if len(own) and row.employee_id:
            notes.append(_note(found, row.employee_id, row.name, row.email, row.letter_language or found.cycle.settings.language))
    return notes


def _note(found: Agenda, recipient: str, name: str, email: str, language: str) -> Note:
    own = found.items[found.items["owner_id"] == recipient]
    parts = [
        Part(title(language), tuple(_line(row, language) for row in own[own["state"] == state].to_dict("records")))
        for state, title in _PARTS.items()
    ]
    parts = [part for part in parts if part.lines]
    n = sum(len(part.lines) for part in parts)
    settings = found.cycle.settings
    cycle = said(settings.name, language) or clean(found.cycle.file)
    signed = said(settings.signatory, language) or " ".join(filter(None, (said(settings.company, language), words.HR(language))))
    return Note(
        recipient=recipient,
        name=clean(name) or recipient,
        address=usable_address(email),
        language=language,
        subject=_SUBJECT(language).format(cycle=cycle, n=n),
        opening=(words.GREETING(language).format(name=clean(name) or recipient), _INTRO(language).format(cycle=cycle, n=n)),
        parts=tuple(parts),
        how=(),
        closing=(_ASK(language), words.MADE(language).format(day=day(found.cycle.as_of, language)), signed),
        heads=_HEADS,
    )


def _line(row: dict[str, object], language: str) -> Line:
    return Line(about=kind_of(str(row["stage"]), str(row["kind"]))(language), what=clean(what_of(row, language)), where=how_far(row, language))
