"""催办清单: who is reminded of what; first everybody in a list, then a table for each, with links to the places."""

from collections.abc import Callable, Mapping

import pandas as pd

from perfxl.language import Text, spoken
from perfxl.rules.reminder_words import about, piece, reason
from perfxl.rules.reminders import HR, Reminders
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite

_WHO, _WHAT = Text("催谁", "People to remind"), Text("催什么", "What is missing")
_HR = Text("人力资源部（请落实由谁提供）", "HR (see who can supply it)")
_NO_ADDRESS = Text("■ 没有可用的邮箱", "■ no usable address")
_NONE = Text("什么都不缺，不用催。", "Nothing is missing; nobody needs a reminder.")
_NOT_SENT = Text(
    "草稿没有发送：请用邮件程序打开，核对后发送。", "Nothing was sent: open the drafts in your mail program, look, and send."
)
_HEADING = Text("催办清单", "Reminders")
Link = Callable[[str], str]


def reminder_sheets(
    found: Reminders, language: str, *, drafts: Mapping[str, str], link: Link
) -> list[SheetToWrite]:
    """The two sheets. drafts: the file of each recipient's draft. link: what a place's text links to; '' for nothing."""
    footer = _footer(found, language)
    groups = [(one, found.of(one)) for one in found.recipients["recipient"].tolist()]
    tables = [
        _pieces_table(found, recipient, pieces, language, link=link) for recipient, pieces in groups
    ] or [TableToWrite(_piece_columns(language), _no_rows(_piece_columns(language)), none=_NONE(language))]
    title = _WHAT(language)
    what = SheetToWrite(title=title, heading=title, tables=tables, filtered=None, footer=footer)
    targets = {group[0]: what.cells("about", table=number)[0] for number, group in enumerate(groups)}
    people = _people_table(found, language, drafts=drafts, targets=targets)
    head = [HeadLine(line) for line in (_due(found, language), _told(found, language), _NOT_SENT(language))]
    who = SheetToWrite(title=_WHO(language), heading=_HEADING(language), head=head, tables=[people], footer=footer)
    return [who, what]


def _people_table(
    found: Reminders, language: str, *, drafts: Mapping[str, str], targets: Mapping[str, str]
) -> TableToWrite:
    columns = [
        ColumnToWrite("recipient", Text("工号", "ID")(language), number_format="@", widest=16),
        ColumnToWrite("name", Text("催谁", "Who")(language), number_format="@", widest=30),
        ColumnToWrite("department", Text("部门", "Department")(language), number_format="@"),
        ColumnToWrite(
            "pieces",
            Text("项数", "Pieces")(language),
            number_format="0",
            align="center",
            look_from="pieces.look",
            link_from="pieces.link",
        ),
        ColumnToWrite("address", Text("邮箱", "E-mail")(language), number_format="@", widest=40, look_from="address.look"),
        ColumnToWrite("draft", Text("邮件草稿", "Draft")(language), number_format="@", widest=40),
    ]
    people = found.recipients
    hr, silent = people["recipient"] == HR, people["address"] == ""
    rows = people.assign(
        name=people["name"].mask(hr, _HR(language)),
        address=people["address"].mask(silent & ~hr, _NO_ADDRESS(language)),
        draft=[drafts.get(one, "") for one in people["recipient"].tolist()],
    )
    rows["address.look"] = ["warning" if one else "plain" for one in (silent & ~hr).tolist()]
    rows["pieces.link"] = [targets[one] for one in people["recipient"].tolist()]
    rows["pieces.look"] = "link"
    return TableToWrite(columns, rows, none=_NONE(language), name="perfxl_reminders")


def _piece_columns(language: str) -> list[ColumnToWrite]:
    return [
        ColumnToWrite("about", Text("关于谁", "About")(language), number_format="@", widest=30, wrap=True),
        ColumnToWrite("missing", Text("缺什么", "What is missing")(language), number_format="@", widest=44, wrap=True),
        ColumnToWrite(
            "place", Text("在哪里", "Where")(language), widest=44, wrap=True, look_from="place.look", link_from="place.link"
        ),
        ColumnToWrite("reason", Text("为什么由此人落实", "Why this person")(language), widest=48, wrap=True),
    ]


def _pieces_table(
    found: Reminders, recipient: str, pieces: pd.DataFrame, language: str, *, link: Link
) -> TableToWrite:
    rows = [
        {
            "about": about(row["employee_id"], row["name"], row["department"], language),
            "missing": piece(row["kind"], row["what"], language),
            "place": row["place"],
            "reason": reason(row["why"], row["owner_id"], language),
            "place.link": link(row["place"]),
        }
        for row in pieces.astype(str).to_dict("records")
    ]
    table = pd.DataFrame(rows)
    table["place.look"] = ["link" if one else "plain" for one in table["place.link"]]
    return TableToWrite(_piece_columns(language), table, title=_titled(found, recipient, len(rows), language))


def _titled(found: Reminders, recipient: str, n: int, language: str) -> str:
    """`云三 E3 · 研发部 · 3 项`."""
    who = found.recipients.set_index("recipient").loc[recipient]
    name = _HR(language) if recipient == HR else f"{who['name']} {recipient}".strip()
    count = Text(f"{n} 项", f"{n} piece{'' if n == 1 else 's'}")(language)
    return " · ".join(filter(None, (name, str(who["department"]), count)))


def _no_rows(columns: list[ColumnToWrite]) -> pd.DataFrame:
    return pd.DataFrame(columns=[*(column.key for column in columns), "place.look", "place.link"], dtype=object)


def _due(found: Reminders, language: str) -> str:
    by, on = found.cycle.settings.deadline_on, found.cycle.as_of
    if by is None:
        return Text("没有设截止日。", "There is no deadline.")(language)
    days = (by - on).days
    if days < 0:
        return Text(f"截止日 {by} 已过 {-days} 天。", f"The deadline {by} passed {-days} days ago.")(language)
    return Text(f"截止日 {by}，还有 {days} 天。", f"The deadline is {by}, in {days} days.")(language)


def _told(found: Reminders, language: str) -> str:
    people = found.recipients[found.recipients["recipient"] != HR]
    silent = int((people["address"] == "").sum())
    return Text(
        f"缺 {len(found.pieces)} 项，催 {len(people)} 人，其中 {silent} 人没有可用的邮箱。",
        f"Missing: {len(found.pieces)}. People to remind: {len(people)}, without a usable address: {silent}.",
    )(language)


def _footer(found: Reminders, language: str) -> str:
    told = Text(f"截至 {found.cycle.as_of}", f"As of {found.cycle.as_of}")(language)
    return " · ".join(filter(None, (spoken(found.cycle.settings.name, language), told)))
