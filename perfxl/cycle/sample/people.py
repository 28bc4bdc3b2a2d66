"""The sample's people: invented, with names made of rare words and solar terms."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from perfxl.cycle.sample.standards import Row

_FAMILY = "云禾麦松枫竹桐杉柏岚溪星"
_GIVEN = ("小满", "谷雨", "白露", "知秋", "初晴", "听澜", "望舒", "映雪", "向晚", "若溪", "知远", "行舟")
GENERAL_MANAGER = "00001"
MOVED_ON = date(2026, 4, 1)


@dataclass(frozen=True)
class Post:
    """A kind of work: its title, its scheme, and how many people do it."""

    key: str
    title: str
    scheme: str
    count: int


@dataclass(frozen=True)
class Person:
    """One person of the sample. english: the letter is in English, so the name is in Latin letters."""

    employee_id: str
    name: str
    department: str
    post: Post
    manager_id: str
    joined_on: date
    english: bool = False
    exempt_reason: str = ""

    @property
    def is_head(self) -> bool:
        """True for the six heads of department."""
        return self.post.key.startswith("head")

    def random(self, purpose: str) -> Random:
        """Chance of this person's own, so that a change elsewhere changes nothing here."""
        return Random(f"{purpose}:{self.employee_id}")

    def skill(self) -> float:
        """How well the person works: about normal, 0 in the middle, within -1.9 and 2.2."""
        return min(2.2, max(-1.9, self.random("skill").gauss(0.1, 0.9)))


DEPARTMENTS: dict[str, tuple[Post, ...]] = {
    "销售部": (
        Post("head_sales", "销售总监", "管理岗", 1),
        Post("key_account", "大客户经理", "销售岗", 6),
        Post("region", "区域销售代表", "销售岗", 6),
    ),
    "研发部": (
        Post("head_rd", "研发总监", "管理岗", 1),
        Post("developer", "软件工程师", "研发岗", 8),
        Post("tester", "测试工程师", "研发岗", 4),
    ),
    "客服部": (Post("head_service", "客服经理", "管理岗", 1), Post("agent", "客服专员", "客服岗", 9)),
    "生产部": (
        Post("head_plant", "生产经理", "管理岗", 1),
        Post("operator", "装配工", "生产岗", 9),
        Post("technician", "设备技师", "生产岗", 4),
    ),
    "财务部": (Post("head_finance", "财务经理", "管理岗", 1), Post("accountant", "会计", "职能岗", 5)),
    "人力资源部": (Post("head_hr", "人力资源经理", "管理岗", 1), Post("hr", "人事专员", "职能岗", 4)),
}
_CHIEF = Post("chief", "总经理", "管理岗", 1)
_ENGLISH = {
    "02004": ("Maple Sampleton", "Software engineer"),
    "02011": ("Robin Fictley", "Test engineer"),
    "03005": ("River Mockford", "Service agent"),
    "05003": ("Olive Testbury", "Accountant"),
}
_EXEMPT = {GENERAL_MANAGER: "由董事会考核", "03010": "试用期，入职不满三个月"}
# Moved from customer service to regional sales on MOVED_ON.
MOVED = "01013"
_GROUPS = {"管理岗": "管理", "生产岗": "操作"}


def people() -> list[Person]:
    """Sixty-two people: the general manager, six heads, fifty-five others."""
    chief = _person(0, GENERAL_MANAGER, department="总经办", post=_CHIEF, manager_id="")
    return [chief, *_staff()]


def _staff() -> list[Person]:
    staff: list[Person] = []
    for number, (department, posts) in enumerate(DEPARTMENTS.items(), start=1):
        kinds = [post for post in posts for _ in range(post.count)]
        for place, post in enumerate(kinds, start=1):
            manager_id = GENERAL_MANAGER if place == 1 else f"{number:02d}001"
            employee_id = f"{number:02d}{place:03d}"
            staff.append(_person(len(staff) + 1, employee_id, department=department, post=post, manager_id=manager_id))
    return staff


PUBLISHED_ON = date(2025, 10, 31)
_NOT_SIGNED = ("02003", "02007")


def _person(place: int, employee_id: str, *, department: str, post: Post, manager_id: str) -> Person:
    name = _FAMILY[place % 12] + _GIVEN[(7 * place + place // 12) % 12]
    name, title = _ENGLISH.get(employee_id, (name, post.title))
    chance = Random(f"joined:{employee_id}")
    joined = date(2015, 3, 1) + timedelta(days=chance.randrange(3650))
    reason = _EXEMPT.get(employee_id, "")
    if reason.startswith("试用期"):
        joined = date(2026, 7, 20)
    named = Post(post.key, title, post.scheme, post.count)
    english = employee_id in _ENGLISH
    return Person(employee_id, name, department, named, manager_id, joined, english=english, exempt_reason=reason)


def employees(staff: list[Person]) -> list[Row]:
    """The roster."""
    return [
        {
            "employee_id": person.employee_id,
            "name": person.name,
            "department": person.department,
            "position": person.post.title,
            "scheme": person.post.scheme,
            "manager_id": person.manager_id,
            "email": f"{person.employee_id}@sample.example",
            "joined_on": person.joined_on,
            "group": _GROUPS.get(person.post.scheme, "专业"),
            "exempt_reason": person.exempt_reason,
            "letter_language": "en" if person.english else "",
        }
        for person in staff
    ]


def receipts(staff: list[Person]) -> list[Row]:
    """Who signed for the standards in the week after they were published; two in 研发部 did not."""
    return [
        {"employee_id": person.employee_id, "on": PUBLISHED_ON + timedelta(days=3 + place % 5)}
        for place, person in enumerate(staff)
        if not person.exempt_reason and person.employee_id not in _NOT_SIGNED
    ]


def assignments() -> list[Row]:
    """The one who moved: half a year in customer service, then in sales."""
    return [
        {
            "employee_id": MOVED,
            "department": "客服部",
            "position": "客服专员",
            "scheme": "客服岗",
            "from_on": date(2025, 10, 1),
            "to_on": MOVED_ON - timedelta(days=1),
        },
        {
            "employee_id": MOVED,
            "department": "销售部",
            "position": "区域销售代表",
            "scheme": "销售岗",
            "from_on": MOVED_ON,
            "to_on": None,
        },
    ]
