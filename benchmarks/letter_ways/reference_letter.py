"""The reference letter: another design than perfxl's own, with what such letters mostly have: a running head with a logo,
flex boxes, two tables, a radar chart, lists of comments, an invitation and a page count.
"""

import math
import random
import struct
import zlib
from dataclasses import dataclass
from html import escape

LOGO = "perfxl-asset:logo"
AXES = ("目标达成", "专业能力", "协作沟通", "客户导向", "创新改进", "学习成长")
KPIS = ("年度关键目标完成率", "交付质量与缺陷控制", "跨部门协作满意度", "流程优化与降本增效", "人才培养与知识沉淀")
DEPARTMENTS = ("华东大区销售部", "核心交易平台研发部", "人力资源共享服务中心", "供应链履约与仓储物流部", "客户成功与技术支持部")
_FAMILY, _GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗", "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超霞平梓涵睿嘉怡欣雨桐晨"
_WELL = (
    "在跨部门项目中主动牵头梳理接口边界，将原本模糊的职责划分转化为可执行的清单，显著缩短了上下游的等待时间。",
    "对业务指标敏感，能够从异常波动中快速定位根因，并用通俗的语言向非技术同事解释结论与影响范围。",
    "乐于分享，全年组织内部技术沙龙六次，沉淀的操作手册被四个兄弟团队直接复用，获得广泛好评。",
    "对新人辅导细致入微，所带的两名应届生均提前转正，并能够独立承担模块的日常维护与值班工作。",
    "文档撰写逻辑清楚、图文并茂，评审会议一次通过率在部门名列前茅，有效降低了沟通成本。",
    "Consistently turns ambiguous goals into measurable milestones and keeps stakeholders informed without being asked.",
)
_BETTER = (
    "建议在汇报时先给出结论与影响，再展开论证过程，避免听众在细节中迷失重点，从而提高决策效率。",
    "数据口径的说明仍不够完整，请在每份报表首页注明来源、更新时间以及剔除规则，便于追溯与复核。",
    "授权下属的力度偏弱，关键环节习惯亲力亲为，建议逐步建立检查点机制，给团队更多试错空间。",
    "自动化测试与监控告警覆盖不足，部分缺陷仍由客户首先发现，请优先补齐核心链路的回归用例。",
    "绩效面谈记录不够及时，部分改进承诺未落实到书面，请在每次沟通后两个工作日内归档。",
    "Could delegate earlier and escalate risks sooner, so that the team has time to adjust scope rather than quality.",
)
STYLE = """
@page { size: A4; margin: 24mm 18mm 14mm 18mm;
  @top-left { content: element(lh); width: 100% }
  @bottom-left { content: "机密 · 仅限本人阅读 Confidential"; font-size: 7.5pt; color: #8391a7 }
  @bottom-right { content: "第 " counter(page) " / " counter(pages) " 页"; font-size: 7.5pt; color: #8391a7 } }
html { font-family: "perfxl letter", "Noto Sans CJK SC", sans-serif; font-size: 9.6pt; line-height: 1.5; color: #1c2536 }
body { margin: 0 }
.lh { position: running(lh); border-bottom: 1.4pt solid #1f5aa6; padding-bottom: 2mm; display: flex; align-items: center;
  justify-content: space-between }
.lh img { height: 11mm } .lh .co { text-align: right; font-size: 7.6pt; color: #5b6b84; line-height: 1.45 }
h1 { font-size: 16pt; margin: 2mm 0 1mm; color: #143d75; letter-spacing: 0.5pt }
.meta { color: #5b6b84; font-size: 8.4pt; margin-bottom: 3.5mm }
h2 { font-size: 11pt; line-height: 1.25; margin: 2.6mm 0 1.2mm; color: #143d75; border-left: 2.4pt solid #1f5aa6;
  padding-left: 2mm; break-after: avoid }
p { margin: 0 0 2mm; text-align: justify }
table.k { border-collapse: collapse; width: 100%; font-size: 8.6pt }
table.k th { background: #1f5aa6; color: #fff; font-weight: bold; padding: 0.85mm 1.6mm; text-align: center }
table.k td { border-bottom: 0.5pt solid #d5dde8; padding: 0.72mm 1.6mm; text-align: center }
table.k td:first-child, table.k th:first-child { text-align: left }
table.k tr.t td { font-weight: bold; background: #eef3fa; border-bottom: 1pt solid #1f5aa6 }
.two { display: flex; gap: 6mm; align-items: center }
.two .c { flex: 0 0 62mm } .two .d { flex: 1 } .two p { text-align: left }
.badge { display: inline-block; background: #143d75; color: #fff; font-weight: bold; padding: 0 2.4mm; border-radius: 1.4mm;
  font-size: 10pt; line-height: 1.3 }
ul { margin: 0; padding-left: 5mm } li { margin-bottom: 0.6mm; text-align: justify }
.inv { background: #fff8ec; border: 0.6pt solid #f0c987; border-radius: 1.6mm; padding: 2mm 4mm; margin-top: 2mm;
  break-inside: avoid }
.inv b { color: #a35a00 }
.sig { display: flex; justify-content: space-between; margin-top: 3mm; break-inside: avoid }
.sig div { width: 46% } .line { border-bottom: 0.6pt solid #5b6b84; height: 7mm } .small { font-size: 8pt; color: #5b6b84 }
"""


@dataclass(frozen=True)
class Person:
    """What one letter says. rows: KPI, weight, target, actual, points, contribution; axes: name, own, average."""

    employee_id: str
    name: str
    department: str
    manager: str
    score: str
    grade: str
    meeting: str
    rows: tuple[tuple[str, int, int, int, int, float], ...]
    axes: tuple[tuple[str, float, float], ...]
    well: tuple[str, ...]
    better: tuple[str, ...]


def people(n: int, *, unique: bool = False) -> list[Person]:
    """n people. unique: nobody has a comment of another; else comments come from a dozen."""
    r = random.Random(7)
    return [_person(number, r, unique) for number in range(n)]


def page(person: Person, *, logo: str = LOGO, style: bool = False) -> str:
    """The letter as XHTML. style: with the CSS in it."""
    sheet = f"<style>{STYLE}</style>" if style else ""
    head = f"<head><meta charset='utf-8'/><title>绩效反馈函 {escape(person.name)}</title>{sheet}</head>"
    return f"<html lang='zh-CN'>{head}<body>{_body(person, logo)}</body></html>"


def logo_png() -> bytes:
    """A plain picture, 220 x 55 pixels."""
    line = b"\x00" + b"".join(bytes((31, 90 + x // 4, 166)) for x in range(220))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 220, 55, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(line * 55)), (b"IEND", b""))
    chunks = (struct.pack(">I", len(c)) + k + c + struct.pack(">I", zlib.crc32(k + c)) for k, c in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _person(number: int, r: random.Random, unique: bool) -> Person:
    weights = (30, 25, 20, 15, 10)
    rows = tuple(
        (kpi, weight, r.choice((90, 95, 100)), r.randint(70, 110), r.randint(72, 99), round(weight * r.uniform(0.7, 1), 1))
        for kpi, weight in zip(KPIS, weights, strict=True)
    )
    total = sum(row[-1] for row in rows)
    said = (lambda base: tuple(_nobody_elses(r, base) for _ in range(3))) if unique else lambda base: tuple(r.sample(base, 3))
    return Person(
        employee_id=f"E{10000 + number}",
        name=_name(r),
        department=r.choice(DEPARTMENTS),
        manager=_name(r),
        score=f"{total:.1f}",
        grade="A" if total > 92 else "B+" if total > 86 else "B" if total > 79 else "C",
        meeting=f"2026年12月{r.randint(1, 28)}日 {r.randint(9, 17)}:{r.choice(('00', '30'))}",
        rows=rows,
        axes=tuple((axis, round(r.uniform(2.4, 5), 1), round(r.uniform(3, 4.3), 1)) for axis in AXES),
        well=said(_WELL),
        better=said(_BETTER),
    )


def _name(r: random.Random) -> str:
    return r.choice(_FAMILY) + "".join(r.sample(_GIVEN, r.choice((1, 2, 2))))


def _nobody_elses(r: random.Random, base: tuple[str, ...]) -> str:
    one, other = r.sample(base, 2)
    return f"{one[: len(one) // 2]}（第{r.randint(1, 10**8)}号记录）{other[len(other) // 2 :]}"


def _table(header: tuple[str, ...], rows: list[tuple[object, ...]], *, total: str = "") -> str:
    top = "".join(f"<th>{title}</th>" for title in header)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    last = f"<tr class='t'><td>合计</td><td>100%</td><td></td><td></td><td></td><td>{total}</td></tr>" if total else ""
    return f"<table class='k'><thead><tr>{top}</tr></thead><tbody>{body}{last}</tbody></table>"


def _body(p: Person, logo: str) -> str:
    kpis = [(name, f"{weight}%", f"{goal}%", f"{got}%", points, part) for name, weight, goal, got, points, part in p.rows]
    axes = [(name, own, average, f"{own - average:+.1f}") for name, own, average in p.axes]
    well, better = ("".join(f"<li>{escape(one)}</li>" for one in told) for told in (p.well, p.better))
    return f"""<div class="lh"><img src="{logo}" alt="示例"/><div class="co">示例智造科技（上海）有限公司<br/>
Example Intelligent Manufacturing Co., Ltd.<br/>上海市示例路 1288 号 · hr@example.invalid</div></div>
<h1>2026 年度绩效反馈函</h1>
<div class="meta">编号 PF-{p.employee_id}　|　{p.department}　|　工号 {p.employee_id}</div>
<p><b>{p.name}</b> 您好：</p>
<p>感谢您在 2026 年度的辛勤付出。经自评、直属上级评价与跨部门校准委员会复核，您本年度的综合得分为 <b>{p.score}</b> 分，
绩效等级为 <span class="badge">{p.grade}</span>。以下为评分明细与发展建议，请您仔细阅读。</p>
<h2>一、关键绩效指标得分</h2>{_table(("考核指标", "权重", "目标值", "实际值", "评分", "加权得分"), kpis, total=p.score)}
<h2>二、能力素质画像</h2>
<div class="two"><div class="c">{radar(p.axes)}</div><div class="d">
<p>左图为六项能力素质的综合评价（满分 5.0）。实线为您的得分，虚线为所在序列平均水平。</p>
{_table(("维度", "本人", "序列平均", "差异"), axes)}</div></div>
<h2>三、突出优势 Strengths</h2><ul>{well}</ul>
<h2>四、改进方向 Areas to improve</h2><ul>{better}</ul>
<div class="inv"><b>一对一面谈邀请</b><br/>诚邀您于 <b>{p.meeting}</b> 在 <b>云栖会议室 3F-08</b> 与直属上级 {p.manager}
进行绩效面谈，共同确认结果并制定下一阶段的个人发展计划。如时间不便，请提前一个工作日回复本函调整。</div>
<div class="sig"><div><div class="line"></div><span class="small">员工签字 / 日期</span></div>
<div><div class="line"></div><span class="small">直属上级 {p.manager} / 日期</span></div></div>"""


def radar(axes: tuple[tuple[str, float, float], ...], size: float = 190) -> str:
    middle, radius, n = size / 2, size * 0.36, len(axes)

    def at(place: int, value: float) -> tuple[float, float]:
        turn = 2 * math.pi * place / n - math.pi / 2
        return middle + radius * value / 5 * math.cos(turn), middle + radius * value / 5 * math.sin(turn)

    def around(values: list[float]) -> str:
        return " ".join("{:.1f},{:.1f}".format(*at(place, value)) for place, value in enumerate(values))

    parts = [
        f'<polygon points="{around([ring] * n)}" fill="{"#f4f7fb" if ring == 5 else "none"}" stroke="#c9d3e0" stroke-width="0.6"/>'
        for ring in (5, 4, 3, 2, 1)
    ]
    for place in range(n):
        x, y = at(place, 5)
        parts.append(f'<line x1="{middle}" y1="{middle}" x2="{x:.1f}" y2="{y:.1f}" stroke="#c9d3e0" stroke-width="0.6"/>')
    average, own = around([axis[2] for axis in axes]), around([axis[1] for axis in axes])
    parts.append(f'<polygon points="{average}" fill="none" stroke="#e08a1e" stroke-width="1.3" stroke-dasharray="3 2"/>')
    parts.append(f'<polygon points="{own}" fill="#1f5aa6" fill-opacity="0.22" stroke="#1f5aa6" stroke-width="1.6"/>')
    for place, (name, value, _) in enumerate(axes):
        (x, y), (tx, ty) = at(place, value), at(place, 5.9)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="#1f5aa6"/>')
        parts.append(f'<text x="{tx:.1f}" y="{ty + 3:.1f}" font-size="9" text-anchor="middle" fill="#33415c">{name} {value}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 60} {size}" width="{size + 60}" height="{size}" '
        f"font-family=\"perfxl letter, 'Noto Sans CJK SC'\"><g transform=\"translate(30 0)\">{''.join(parts)}</g></svg>"
    )
