"""The two bodies of a reminder, plain and HTML, from the same facts."""

from collections.abc import Iterator
from html import escape

from perfxl.letters.reminders import words
from perfxl.letters.reminders.note import Line, Note, Part

_FONT = "font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',Arial,sans-serif;font-size:14px;color:#1F2933"
_CELL = "border:1px solid #D5DBE1;padding:6px 10px;text-align:left;vertical-align:top"
_HEAD = f"{_CELL};background:#F3F6F9;color:#5F6B76;font-weight:normal"
_NUMBER = "text-align:right;color:#5F6B76"


def plain_body(note: Note) -> str:
    """The body as plain text; every piece on two lines, so that no line has to be wide."""
    return "\n".join(_plain_lines(note)) + "\n"


def _plain_lines(note: Note) -> Iterator[str]:
    for paragraph in note.opening:
        yield paragraph
        yield ""
    colon, first = ": " if note.language == "en" else "：", 1
    for part in note.parts:
        yield _part_title(part, note.language)
        for number, line in enumerate(part.lines, start=first):
            yield f"{number}. {line.about}{colon}{line.what}"
            yield f"   {_place(line, note.language)}"
        first += len(part.lines)
        yield ""
    if note.how:
        yield words.HOW(note.language)
        yield from (f"- {step}" for step in note.how)
        yield ""
    yield from note.closing


def _part_title(part: Part, language: str) -> str:
    return f"{part.title} ({len(part.lines)})" if language == "en" else f"{part.title}（{len(part.lines)} 项）"


def _place(line: Line, language: str) -> str:
    """Where, and why the reader is asked."""
    between = "; " if language == "en" else "；"
    return between.join(filter(None, (line.where, line.why))) or "-"


def html_body(note: Note) -> str:
    """The body as HTML: a table for each part. Everything that somebody typed is escaped; nothing is fetched."""
    return (
        f'<!DOCTYPE html>\n<html lang="{"en" if note.language == "en" else "zh-CN"}">\n'
        f'<head><meta charset="utf-8"><title>{escape(note.subject)}</title></head>\n'
        f'<body style="{_FONT}">\n' + "\n".join(_html_blocks(note)) + "\n</body>\n</html>\n"
    )


def _html_blocks(note: Note) -> Iterator[str]:
    yield from (f"<p>{escape(paragraph)}</p>" for paragraph in note.opening)
    first = 1
    for part in note.parts:
        yield f"<p><b>{escape(_part_title(part, note.language))}</b></p>"
        yield from _table(part, note, first=first)
        first += len(part.lines)
    if note.how:
        yield f"<p><b>{escape(words.HOW(note.language))}</b></p>"
        yield "<ul>" + "".join(f"<li>{escape(step)}</li>" for step in note.how) + "</ul>"
    yield from (f"<p>{escape(line)}</p>" for line in note.closing)


def _table(part: Part, note: Note, *, first: int) -> Iterator[str]:
    yield f'<table style="border-collapse:collapse;{_FONT}">'
    heads = ("", *(head(note.language) for head in note.heads))
    yield "<tr>" + "".join(f'<th style="{_HEAD}">{escape(head)}</th>' for head in heads) + "</tr>"
    for number, line in enumerate(part.lines, start=first):
        cells = "".join(f'<td style="{_CELL}">{escape(text)}</td>' for text in (line.about, line.what))
        where = escape(line.where) + (f"<br>{escape(line.why)}" if line.why else "")
        yield f'<tr><td style="{_CELL};{_NUMBER}">{number}</td>{cells}<td style="{_CELL}">{where}</td></tr>'
    yield "</table>"
