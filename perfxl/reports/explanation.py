"""One person's score as an indented bill: what each part is worth, what it counts, and where it stands."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from perfxl.cycle.choices import COMPONENTS, RULES, title_of
from perfxl.language import Text, plain_number
from perfxl.reports.findings import print_findings
from perfxl.rules.standards import short
from perfxl.terminal import paragraph, print_table, say
from perfxl.workbook.results.words import KINDS, STATUS, noted

if TYPE_CHECKING:
    from perfxl.jobs.explain import Explanation

TITLES = (
    Text("内容", "What"), Text("规则", "Rule"), Text("目标", "Target"), Text("实际", "Actual"), Text("得分", "Points"),
    Text("权重", "Weight"), Text("贡献", "Adds"), Text("位置", "Place"),
)  # fmt: skip
_NUMBERS, _PLACE = (4, 5, 6), 7
_HEADS = frozenset({"component", "assignment"})  # stand above the lines that feed them; sums stand below theirs
_SUMS = frozenset({"base", "score", "assignment", "extra_total", "deduct_total"})


class Step(NamedTuple):
    """A line of the trace and how deep it is indented."""

    line: dict[str, Any]
    depth: int


def print_explanation(explanation: "Explanation", language: str) -> None:
    """Who, the bill, the result, and the findings about the person."""
    person = explanation.person
    words = (person["employee_id"], person["name"], person["department"], person["scheme"])
    paragraph(" · ".join(str(word) for word in words if word), style="bold")
    day = Text("{file}，判断日 {day}", "{file}, as of {day}")
    paragraph(day(language).format(file=explanation.file, day=person["as_of"]))
    paragraph("")
    lines = explanation.lines.assign(note=noted(explanation.lines["note"], language))
    steps = list(_ordered(lines.to_dict("records")))
    if steps:
        _print_bill(steps, language, file=explanation.file)
    _print_result(person, language)
    print_findings(explanation.findings, language, all_of_them=True)


def _ordered(lines: list[dict[str, Any]]) -> Iterator[Step]:
    """Parts above what feeds them, sums below: as a bill is read."""
    below: dict[int, list[dict[str, Any]]] = {}
    for line in lines:
        below.setdefault(line["parent"], []).append(line)

    def walked(line: dict[str, Any], depth: int) -> Iterator[Step]:
        head = line["kind"] in _HEADS
        if head:
            yield Step(line, depth)
        for feeding in below.get(line["line"], []):
            yield from walked(feeding, depth + head)
        if not head:
            yield Step(line, depth)

    for last in below.get(0, []):
        yield from walked(last, 0)


def _print_bill(steps: list[Step], language: str, *, file: str) -> None:
    rows = [_row(step, language, file=file) for step in steps]
    used = [n for n in range(len(TITLES)) if n == 0 or any(row[n] for row in rows)]
    print_table(
        [TITLES[n](language) for n in used],
        [[row[n] for n in used] for row in rows],
        right=[at for at, n in enumerate(used) if n in _NUMBERS],
        whole=[at for at, n in enumerate(used) if n == _PLACE],
        bold=[at for at, step in enumerate(steps) if step.line["kind"] in _SUMS],
        below={at: note for at, step in enumerate(steps) if (note := _note(step, language))},
    )


def _row(step: Step, language: str, *, file: str) -> tuple[str, ...]:
    line = step.line
    return (
        "  " * step.depth + _what(line, language),
        title_of(line["rule"], RULES, language),
        line["target"],
        line["actual"] or plain_number(line["value"], digits=4),
        _points(line["points"]),
        _weight(line),
        _points(line["contribution"]),
        line["place"].removeprefix(f"[{file}]"),
    )


def _what(line: dict[str, Any], language: str) -> str:
    kind = line["kind"]
    if kind == "component":
        return title_of(line["component"], COMPONENTS, language)
    if kind in ("kpi", "goal", "rating"):
        return str(line["item"])
    return f"{KINDS[kind](language)} {line['item']}".rstrip()


def _note(step: Step, language: str) -> str:
    """What is said below a line: why it is not counted, or the days of an assignment."""
    line = step.line
    if not line["note"] or line["kind"] == "score":
        return ""
    if line["kind"] == "assignment":
        days = f"{line['weight']:.0f}/{line['of']:.0f}"
        return "  " * step.depth + Text(f"（{line['note']}，{days} 天）", f"({line['note']}, {days} days)")(language)
    return "  " * step.depth + Text(f"（{line['note']}）", f"({line['note']})")(language)


def _points(number: float) -> str:
    """Two decimals: enough to follow; --json and the results workbook have them all."""
    return "" if math.isnan(number) else f"{number:.2f}"


def _weight(line: dict[str, Any]) -> str:
    if math.isnan(line["weight"]):
        return ""
    if line["kind"] == "assignment":
        return f"{100 * line['weight'] / line['of']:.2f}%"
    weight, of = plain_number(line["weight"], digits=4), plain_number(line["of"], digits=4)
    return f"{weight}%" if of in ("", "100") else f"{weight}/{of}"


def _print_result(person: dict[str, Any], language: str) -> None:
    status = STATUS[person["status"]](language)
    if person["score"] is not None:
        grade = person["grade"] or "-"
        say(Text("得分 {score}，等级 {grade}", "Score {score}, grade {grade}"), language, style="bold",
            score=person["score"], grade=grade)  # fmt: skip
        if person["calibration"]:
            say(Text("按分数为等级 {computed}；校准为 {grade}：{reason}（{decided_by}，{decided_on}）。",
                     "By the score: grade {computed}; calibrated to {grade}: {reason} ({decided_by}, {decided_on})."),
                language, computed=person["computed_grade"] or "-", **person["calibration"])  # fmt: skip
        if person["grade"] not in (person["computed_grade"], (person["calibration"] or {}).get("grade")):
            say(Text("一票否决后为等级 {grade}。", "A veto leaves grade {grade}."), language, grade=grade)
    elif person["low"] is not None and person["status"] == "held":
        say(Text("{status}，可能得分 {low} 到 {high}", "{status}; between {low} and {high} is still possible"), language,
            style="bold", status=status, low=person["low"], high=person["high"])  # fmt: skip
    else:
        paragraph(status, style="bold")
    if person["fingerprint"]:
        say(Text("标准指纹 {short}", "Standards {short}"), language, short=short(person["fingerprint"]))
