"""How far a form is filled in, as a live formula."""

from perfxl.cycle.cells import column_letters
from perfxl.cycle.typed import Formula
from perfxl.language import Text
from perfxl.workbook.entry.return_forms import Form

_ALL = Text("✔ 已全部填完，共 {total} 行", "✔ All filled in, {total} rows")
_SOME = Text("已填 {done}/{total}，还差 {left}", "{done}/{total} filled in, {left} to do")
_COUNTED = Text("已登记 {done} 项", "{done} entered")


def progress(form: Form, *, language: str, first: int) -> Formula:
    """The progress cell of a form whose rows start at the zero-based row `first`, with its present value."""
    return _owed(form, language, first) if form.filled_by else _counted(form, language, first)


def _owed(form: Form, language: str, first: int) -> Formula:
    total, done = len(form.rows), form.done()
    lengths = "+".join(f"LEN({_cells(form, key, first, total)})" for key in form.filled_by)
    filled = f"SUMPRODUCT(--(({lengths})>0))"
    parts = _SOME(language).replace("{total}", str(total))
    some = _joined(parts, {"done": filled, "left": f"({total}-{filled})"})
    whole = _ALL(language).format(total=total)
    value = whole if done == total else _SOME(language).format(done=done, total=total, left=total - done)
    return Formula(f'IF({filled}={total},"{whole}",{some})', value)


def _counted(form: Form, language: str, first: int) -> Formula:
    filled = f"COUNTA({_cells(form, form.counted, first, len(form.rows) + form.spare)})"
    done = sum(row.get(form.counted) not in (None, "") for row in form.rows)
    return Formula(_joined(_COUNTED(language), {"done": filled}), _COUNTED(language).format(done=done))


def _cells(form: Form, key: str, first: int, count: int) -> str:
    letters = column_letters(form.number(key))
    return f"${letters}${first + 1}:${letters}${first + count}"


def _joined(sentence: str, parts: dict[str, str]) -> str:
    """A sentence with {names} as a formula that puts the parts in."""
    joined = f'"{sentence}"'
    for name, part in parts.items():
        joined = joined.replace("{" + name + "}", f'"&{part}&"')
    return joined.replace('""&', "").replace('&""', "")
