"""Who is reminded of what, and whom nobody may know."""

import pytest

import perfxl
from perfxl.findings.reminders import AddressMissing, AddressUnusable
from perfxl.rules.addresses import usable_address
from perfxl.rules.reminders import Reminders, reminders
from tests.rules.test_every_code import badly_told
from tests.support.typed_cycle import cycle_from

COMPANY = """
    # 员工
    employee_id | name | department | manager_id | email | left_on | letter_language
    E1 | 云一 | 销售部 | E3 | e1@sample.example | |
    E2 | 云二 | 销售部 | E3 | | |
    E3 | 云三 | 研发部 | E9 | ｅ３@sample.example | | en
    E4 | 云四 | 研发部 | E3 | 云四的邮箱 | |
    E5 | 云五 | 研发部 | E3 | e5@sample.example | 2026-06-30 |
"""


def told(found: Reminders) -> list[str]:
    """Each piece on a line: recipient < owner: about whom, what (why)."""
    return [
        f"{one.recipient or 'HR'} < {one.owner_id or '-'}: {one.employee_id or one.department} {one.what} ({one.why})"
        for one in found.pieces.itertuples()
    ]


def reminders_of(text: str) -> Reminders:
    return reminders(perfxl.score(cycle_from(COMPANY + text)))


def test_owners_get_their_own_and_managers_what_nobody_is_named_for() -> None:
    found = reminders_of("""
        # 指标
        employee_id | kpi | weight | rule | actual | owner_id
        E1 | 收入 | 50 | manual | | E2
        E1 | 回款 | 50 | manual | |
        E2 | 收入 | 50 | manual | | E77
        E2 | 回款 | 50 | manual | | E5
        E3 | 上线 | 100 | manual | |
        E4 | 上线 | 100 | manual | 90 | E2
    """)

    assert told(found) == [
        "E2 < E2: E1 收入 (own)",
        "E3 < -: E1 回款 (unnamed)",
        "E3 < E5: E2 回款 (left)",
        "E3 < E77: E2 收入 (unknown)",
        "HR < -: E3 上线 (unnamed)",  # the manager E9 is not on the roster
    ]
    assert list(found.pieces["place"])[1] == "[cycle.xlsx]kpis!E3"
    assert [tuple(row) for row in found.recipients.to_numpy()] == [
        ("E2", "云二", "销售部", "", "zh", 1),
        ("E3", "云三", "研发部", "e3@sample.example", "en", 3),
        ("", "", "", "", "zh", 1),
    ]


def test_a_managers_reminder_never_says_which_peer_owes_a_rating() -> None:
    found = reminders_of("""
        # 考核方案
        scheme | component | weight | scale_points
        岗位 | manager | 40 | 1=60; 5=100
        岗位 | peer | 20 | 1=60; 5=100
        岗位 | subordinate | 20 | 1=60; 5=100
        岗位 | customer | 20 | 1=60; 5=100
        # 评价
        employee_id | rater_id | role | rating
        E1 | E77 | manager |
        E1 | E5 | peer |
        E1 | E78 | subordinate |
        E1 | K1 | customer |
        E1 | E4 | peer |
    """)

    assert told(found) == [
        "E3 < E77: E1 manager (unknown)",
        "E4 < E4: E1 peer (own)",
        "HR < E5: E1 peer (left)",
        "HR < E78: E1 subordinate (unknown)",
        "HR < K1: E1 customer (outside)",
    ]
    assert set(found.pieces["kind"]) == {"rating"}


def test_a_departments_goal_goes_to_whom_most_of_it_name_as_manager() -> None:
    text = """
        # 考核方案
        scheme | component | weight
        岗位 | kpi | 50
        岗位 | department | 50
        # 指标
        employee_id | kpi | weight | rule | actual
        {}
        # 目标
        goal_id | level | owner_id | department | goal | rule | actual | weight
        G1 | department | | 研发部 | 客户 | manual | | 60
        G2 | department | E1 | 研发部 | 上线 | manual | | 40
    """.format("\n".join(f"E{number} | 收入 | 100 | manual | 90" for number in range(1, 6)))

    assert told(reminders_of(text)) == [
        "E1 < E1: 研发部 上线 (own)",
        "E3 < -: 研发部 客户 (unnamed)",
    ]


def test_a_department_whose_people_name_two_managers_equally_often_has_no_head() -> None:
    even = reminders(
        perfxl.score(
            cycle_from("""
                # 员工
                employee_id | name | department | manager_id
                E1 | 云一 | 销售部 | E3
                E2 | 云二 | 销售部 | E4
                E3 | 云三 | 研发部 |
                E4 | 云四 | 研发部 |
                # 考核方案
                scheme | component | weight
                岗位 | department | 100
                # 目标
                goal_id | level | department | goal | rule | actual | weight
                G1 | department | 销售部 | 客户 | manual | | 100
                G2 | department | 研发部 | 客户 | manual | 90 | 100
            """)
        )
    )

    assert told(even) == ["HR < -: 销售部 客户 (unnamed)"]


def test_addresses_that_are_missing_or_unusable_are_findings_on_their_cell() -> None:
    found = reminders_of("""
        # 指标
        employee_id | kpi | weight | rule | actual | owner_id
        E1 | 收入 | 50 | manual | | E2
        E1 | 回款 | 50 | manual | | E4
        E2 | 收入 | 100 | manual | | E1
    """).findings

    assert [(type(one), str(one.place), one.employee_id) for one in found] == [
        (AddressMissing, "[cycle.xlsx]employees!E3", "E2"),
        (AddressUnusable, "[cycle.xlsx]employees!E5", "E4"),
    ]
    assert badly_told(found) == []
    assert "云四的邮箱" not in "".join(one.line("zh") for one in found)


def test_where_nothing_is_missing_nobody_is_reminded() -> None:
    found = reminders_of("""
        # 指标
        employee_id | kpi | weight | rule | actual
        E1 | 收入 | 100 | manual | 90
        E2 | 收入 | 100 | manual | 90
        E3 | 收入 | 100 | manual | 90
        E4 | 收入 | 100 | manual | 90
        E5 | 收入 | 100 | manual | 90
    """)

    assert (len(found.recipients), len(found.pieces), len(found.findings)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("a@b.example", "a@b.example"),
        ("  a.b+c@b-c.example\n", "a.b+c@b-c.example"),
        ("ａ＠ｂ.example", "a@b.example"),
        ("", ""),
        ("a@b", ""),
        ("a@b.example, c@d.example", ""),
        ("a@b.example;c@d.example", ""),
        ("云一 <a@b.example>", ""),
        ("a@b.example\nBcc: c@d.example", ""),
        ("a@b.example\r\n", "a@b.example"),
        ("a..b@c.example", ""),
        ('"a b"@c.example', ""),
        ("云@c.example", ""),
        ("a@云.example", ""),
        ("a@-b.example", ""),
        ("x" * 250 + "@b.example", ""),
    ],
)
def test_an_address_is_one_plain_address_or_none(written: str, address: str) -> None:
    assert usable_address(written) == address
