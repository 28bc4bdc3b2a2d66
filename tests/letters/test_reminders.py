"""Drafts of reminders: what they say, to whom, and that nothing typed in a sheet becomes a header or a tag."""

from datetime import date
from email import message_from_bytes
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfxl
from perfxl.letters.reminders.draft import Draft, draft, kind_of
from perfxl.letters.reminders.folder import draft_names, keep_drafts
from perfxl.letters.reminders.note import Line, Note, Part, notes
from perfxl.rules.reminders import reminders
from tests.support.typed_cycle import cycle_from

AS_OF = date(2026, 10, 1)
COMPANY = """
    # 员工
    employee_id | name | department | manager_id | email | letter_language
    E1 | 云一 | 销售部 | E3 | e1@sample.example |
    E2 | 云二 | 销售部 | E3 | |
    E3 | 云三 | 研发部 | | e3@sample.example | en
    # 考核方案
    scheme | component | weight | scale_points
    岗位 | kpi | 60 |
    岗位 | manager | 20 | 1=60; 5=100
    岗位 | department | 20 |
    # 指标
    employee_id | kpi | weight | rule | actual | owner_id
    E1 | 收入 | 50 | manual | 90 |
    E1 | 回款 | 50 | manual | | E2
    E2 | 收入 | 100 | manual | |
    E3 | 上线 | 100 | manual | 90 |
    # 评价
    employee_id | rater_id | role | rating
    E1 | E3 | manager |
    E2 | E3 | manager | 4
    # 目标
    goal_id | level | owner_id | department | goal | rule | actual | weight
    G1 | department | E1 | 销售部 | 增长 | manual | | 100
    G2 | department | E1 | 研发部 | 增长 | manual | 90 | 100
"""
PLAIN_E2 = """\
云二，您好：

2026的考核还缺以下 1 项。补齐之前，有关人员无法计分。

请在 2026年10月15日 前填好并交回，谢谢！

请您填写的指标实际值（1 项）
1. 云一 E1：指标“回款”的实际值
   [cycle.xlsx]kpis!E3

怎样填写和交回
- 请填在发给您的工作簿里。“在哪里”依次是 [文件]工作表!单元格。
- [cycle.xlsx] 是人力资源部的总表：请填在您那份工作簿同名工作表中同一个人的行里。
- 空白表示缺失，不是 0：没有发生请写 0；确实不适用的，请写明不适用原因；评价需要回避的，请写明回避原因。
- 填好后保存，文件名不变，回复本邮件并附上工作簿，或放入文件夹“回收”。

如已交回，请不必理会；有疑问请直接回复。
以上为 2026年10月1日 的情况。
示例公司 人力资源部
"""
PLAIN_E3 = """\
Dear 云三,

2 of the pieces that 2026 needs are still missing. The people concerned cannot be scored without them.

Please fill in and return what is missing by 15 October 2026. Thank you!

Ratings for you to give (1)
1. 云一 E1: the manager rating
   [cycle.xlsx]ratings!D2

Nobody can be asked directly; please see who can supply it (1)
2. 云二 E2: the actual of KPI “收入”
   [cycle.xlsx]kpis!E4; nobody is named

"""
ROOM = {"deadline_on": "2026-10-15", "company": "示例公司", "returns_folder": "回收"}


def told(text: str = COMPANY, *, as_of: date = AS_OF, **more: str) -> dict[str, Note]:
    """The notes of a cycle by recipient."""
    cycle = cycle_from(text, as_of=as_of, **{**ROOM, **more})
    return {note.recipient: note for note in notes(reminders(perfxl.score(cycle)))}


def parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def note(**more: object) -> Note:
    """A note whose texts are what a test says."""
    lines = (Line("云一 E1", "指标“收入”的实际值", "[甲.xlsx]指标!C2"),)
    facts = {"recipient": "E1", "name": "云一", "address": "e1@sample.example", "language": "zh", "subject": "还缺 1 项"}
    return Note(**{**facts, "opening": ("您好",), "parts": (Part("请填", lines),), "how": (), "closing": (), **more})


def test_a_draft_names_what_for_whom_where_until_when_and_how_to_return_it() -> None:
    drafts = {one: parsed(draft(note, as_of=AS_OF)) for one, note in told().items()}

    assert sorted(drafts) == ["E1", "E2", "E3"]
    assert body(drafts["E2"], "plain") == PLAIN_E2
    assert body(drafts["E3"], "plain").startswith(PLAIN_E3)
    assert "销售部（部门）：目标“增长”的实际值" in body(drafts["E1"], "plain")
    assert [str(one["Subject"]) for one in drafts.values()] == [
        "2026：有 1 项绩效数据待您补齐（2026年10月15日截止）",
        "2026：有 1 项绩效数据待您补齐（2026年10月15日截止）",
        "2026: appraisal entries to complete: 2 (due 15 October 2026)",
    ]


def test_a_draft_goes_to_the_roster_s_address_and_is_marked_as_not_sent() -> None:
    drafts = {one: parsed(draft(note, as_of=AS_OF)) for one, note in told().items()}

    assert [str(one["To"]) for one in drafts.values()] == ["云一 <e1@sample.example>", "None", "云三 <e3@sample.example>"]
    assert {one["X-Unsent"] for one in drafts.values()} == {"1"}
    assert {one["Date"].datetime.date() for one in drafts.values()} == {AS_OF}
    assert len({one["Message-ID"] for one in drafts.values()}) == 3


@pytest.mark.parametrize(
    ("as_of", "deadline", "said"),
    [
        (date(2026, 10, 15), "2026-10-15", "请在 2026年10月15日 前填好并交回"),
        (date(2026, 10, 16), "2026-10-15", "截止日 2026年10月15日 已过"),
        (date(2026, 10, 16), "", "请尽快填好并交回"),
    ],
)
def test_the_deadline_is_told_as_it_stands_on_that_day(as_of: date, deadline: str, said: str) -> None:
    message = parsed(draft(told(as_of=as_of, deadline_on=deadline)["E2"], as_of=as_of))

    assert said in body(message, "plain")
    assert said in body(message, "html")


def test_the_same_cycle_gives_the_same_bytes() -> None:
    first, second = ([draft(note, as_of=AS_OF) for note in told().values()] for _ in range(2))

    assert first == second


class _Tags(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_what_is_typed_in_a_sheet_stays_text() -> None:
    text = COMPANY.replace("回款", "<img src=x onerror=alert(1)>&amp;").replace("云一", "<b>云</b>一")
    page = _Tags()

    page.feed(body(parsed(draft(told(text)["E2"], as_of=AS_OF)), "html"))

    assert "<b>云</b>一 E1" in page.text
    assert "<img src=x onerror=alert(1)>&amp;" in page.text
    assert "img" not in page.seen


NASTY = st.text(st.sampled_from(" \r\n\t:;,<>@\"\\()[]=?._云é\u0000\u2028\u202e\u00ad𠮷aB1-\x0b\x1e"), max_size=60)


@settings(max_examples=200, deadline=None)
@given(name=NASTY, subject=NASTY)
def test_no_name_or_subject_adds_a_header_or_a_recipient(name: str, subject: str) -> None:
    from perfxl.letters.wording import clean

    content = draft(note(name=clean(name) or "E1", subject=clean(subject)), as_of=AS_OF)
    message = parsed(content)
    to = message["To"]

    assert isinstance(to, AddressHeader)
    assert [one.addr_spec for one in to.addresses] == ["e1@sample.example"]
    assert sorted(message.keys()) == sorted(
        ["Message-ID", "Subject", "To", "Date", "X-Unsent", "MIME-Version", "Content-Type"]
    )
    assert kind_of(content) is Draft.UNTOUCHED


@pytest.mark.parametrize("subject", ["x\r\nBcc: other@sample.example", "x\nX: y"])
def test_a_line_end_in_a_header_is_refused(subject: str) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        draft(note(subject=subject), as_of=AS_OF)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("云一", "云一"), ("O'Neill-Śmith", "O'Neill-Śmith"), ("云, 一", "云 一"), ("Sample, A. (HR)", "Sample A HR")],
)
def test_the_name_beside_the_address_reads_as_on_the_roster(name: str, shown: str) -> None:
    message = parsed(draft(note(name=name), as_of=AS_OF))

    assert [(one.display_name, one.addr_spec) for one in message["To"].addresses] == [(shown, "e1@sample.example")]


def test_a_long_chinese_subject_arrives_whole() -> None:
    subject = "二〇二六年度中层以上管理人员及关键岗位绩效考核：" * 5

    assert str(parsed(draft(note(subject=subject), as_of=AS_OF))["Subject"]) == subject


# The folder


def kept(folder: Path, *texts: Note) -> dict[str, str]:
    """Keep these notes' drafts in the folder; the file name of each recipient."""
    drafts = {one.recipient: draft(one, as_of=AS_OF) for one in texts}
    return {one: path.name for one, path in keep_drafts(folder, drafts, draft_names(texts)).paths.items()}


def test_names_are_id_and_name_and_never_the_same_file() -> None:
    texts = [note(), note(recipient="e1"), note(recipient="E2", name="E2"), note(recipient="E/3", name="..")]

    assert draft_names(texts) == {"E1": "E1_云一.eml", "e1": "e1_云一~2.eml", "E2": "E2.eml", "E/3": "E_3_.eml"}


def test_drafts_that_are_no_longer_true_go_and_what_people_did_stays(tmp_path: Path) -> None:
    (tmp_path / "other.eml").write_bytes(b"Subject: mine\r\n\r\nhello")
    (tmp_path / "notes.txt").write_text("mine")
    first = [note(), note(recipient="E2", name="云二"), note(recipient="E3", name="云三")]
    kept(tmp_path, *first)
    worked_on = tmp_path / "E2_云二.eml"
    worked_on.write_bytes(worked_on.read_bytes().replace(b"X-Unsent: 1", b"X-Unsent: 0"))

    drafts = {one.recipient: draft(one, as_of=AS_OF) for one in first[:2]}
    now = keep_drafts(tmp_path, drafts, draft_names(first[:2]))

    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "E1_云一.eml", "E2_云二.eml", "E2_云二~2.eml", "notes.txt", "other.eml"
    ]  # fmt: skip
    assert now.changed == ("E2_云二.eml",)
    assert b"X-Unsent: 0" in worked_on.read_bytes()
    assert now.paths["E2"].read_bytes() == drafts["E2"]


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    kept(tmp_path, note(), note(recipient="E2"))
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    kept(tmp_path, note(), note(recipient="E2"))

    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_draft_is_for_its_owner_only(tmp_path: Path) -> None:
    name = kept(tmp_path, note())["E1"]

    assert (tmp_path / name).stat().st_mode & 0o077 == 0
