"""Letters of many designs, for comparing engines: a family is a style and a template, each letter has words of its own.

Together they use what designs use and what a quick engine might get wrong: places that selectors count, page breaks, floats,
flex, grid, columns, footnotes, named pages, running elements, counters, justified and right-to-left text, pictures.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from perfxl.letters.fonts import letter_fonts
from perfxl.letters.subset import characters, small_fonts
from tests.letters.hand_made import PNG

NAMES = ["示例甲", "示例乙", "示例丙", "示例丁", "示例戊", "示例己"]
TOPICS = ["年度目标完成率", "交付质量", "跨部门协作满意度", "流程优化与降本增效", "人才培养"]
SENTENCES = (
    "在跨部门项目中主动梳理接口边界，将模糊的职责划分转化为可执行的清单，缩短了上下游的等待时间。",
    "对业务指标敏感，能够从异常波动中快速定位根因，并用通俗的语言解释结论与影响范围。",
    "Turns ambiguous goals into measurable milestones and keeps stakeholders informed without being asked.",
    "建议在汇报时先给出结论与影响，再展开论证过程，避免听众在细节中迷失重点。",
)
BASE = "html { font-family: 'perfxl letter'; font-size: 10pt } body { margin: 0 } "


@dataclass(frozen=True)
class Family:
    """A design. body: what a letter says, by its number."""

    style: str
    body: Callable[[int], str]

    def letters(self, n: int) -> list[str]:
        """n letters that differ."""
        return [page(self.body(number)) for number in range(n)]


def page(body: str) -> str:
    head = "<head><meta charset='utf-8'/><title>信</title><meta name='author' content='示例公司'/></head>"
    return f"<html lang='zh-CN'>{head}<body>{body}</body></html>"


def assets_for(texts: list[str]) -> dict[str, tuple[bytes, str]]:
    """Fonts with the characters of `texts`, and a logo."""
    regular, bold = small_fonts(letter_fonts(), characters(texts))
    return {"regular": (regular, "font/otf"), "bold": (bold, "font/otf"), "logo": (PNG, "image/png")}


def chance(number: int) -> random.Random:
    return random.Random(f"letter {number}")


def comment(number: int) -> str:
    """Words that no other letter has."""
    said = chance(number).choice(SENTENCES)
    return f"{said[: len(said) // 2]}（第 {number * 7919} 号记录）{said[len(said) // 2 :]}"


def rows(number: int, count: int = 5) -> str:
    r = chance(number)
    cells = [(r.choice(TOPICS), r.randint(5, 30), round(r.uniform(60, 110), 1)) for _ in range(count)]
    return "".join(f"<tr><td>{topic}</td><td>{weight}%</td><td>{points}</td></tr>" for topic, weight, points in cells)


def chart(number: int) -> str:
    r = chance(number)
    bars = "".join(
        f"<rect x='60' y='{14 * k}' width='{r.randint(20, 90)}' height='9' fill='#0072b2' stroke='#0072b2'/>"
        f"<text x='55' y='{14 * k + 8}' font-size='8' text-anchor='end' fill='#1b2733'>{topic[:4]}</text>"
        f"<text x='160' y='{14 * k + 8}' font-size='8'>{r.randint(60, 110)}</text>"
        for k, topic in enumerate(TOPICS)
    )
    line = "<line x1='60' y1='0' x2='60' y2='70' stroke='#999' stroke-dasharray='3 2'/>"
    shape = f"<polygon points='180,5 {r.randint(190, 200)},30 170,40' fill='none' stroke='#e08a1e' stroke-width='1.3'/>"
    font = "font-family='perfxl letter'"
    return f"<svg xmlns='http://www.w3.org/2000/svg' {font} viewBox='0 0 210 72' width='210' height='72'>{bars}{line}{shape}</svg>"


def _review(number: int) -> str:
    strengths = "".join(f"<li>{comment(number * 10 + k)}</li>" for k in range(number % 3 + 1))
    return (
        "<div class='head'><img src='perfxl-asset:logo' alt='示例'/><div class='co'>示例制造有限公司<br/>Example Ltd.</div></div>"
        f"<h1>绩效反馈函</h1><p class='meta'>编号 PF-{number:04}　|　{NAMES[number % 6]}</p>"
        f"<p><b>{NAMES[number % 6]}</b> 您好：本期得分 <b>{80 + number}.5</b>，等级 <span class='badge'>B</span>。</p>"
        f"<table class='k'><thead><tr><th>指标</th><th>权重</th><th>得分</th></tr></thead><tbody>{rows(number)}"
        f"<tr class='sum'><td>合计</td><td></td><td>{80 + number}.5</td></tr></tbody></table>"
        f"<div class='two'><div>{chart(number)}</div><div><p>{comment(number)}</p></div></div><ul>{strengths}</ul>"
        "<div class='sig'><div>员工签字</div><div>上级签字</div></div>"
    )


REVIEW = Family(
    BASE
    + """
@page { size: A4; margin: 26mm 18mm 16mm; @top-left { content: element(head); width: 100% }
  @bottom-right { content: "第 " counter(page) " / " counter(pages) " 页"; font-size: 7.5pt } }
.head { position: running(head); display: flex; justify-content: space-between; border-bottom: 1.4pt solid #1f5aa6 }
.head img { height: 8mm } .co { text-align: right; font-size: 7.6pt }
h1 { font-size: 16pt; letter-spacing: .5pt; color: #143d75 } p { text-align: justify; margin: 0 0 2mm }
table.k { border-collapse: collapse; width: 100%; font-size: 8.6pt } .k th { background: #1f5aa6; color: #fff }
.k td { border-bottom: .5pt solid #d5dde8; padding: .7mm 1.6mm } .k td:first-child { text-align: left }
.k td { text-align: center } .sum td { font-weight: bold; background: #eef3fa }
.two { display: flex; gap: 6mm; align-items: center } .badge { display: inline-block; background: #143d75; color: #fff;
  padding: 0 2mm; border-radius: 1.4mm } .sig { display: flex; justify-content: space-between } .sig div { width: 46% }
""",
    _review,
)


def _long(number: int) -> str:
    paragraphs = "".join(f"<p class='{'big' if k == 0 else ''}'>{comment(number * 5 + k) * 3}</p>" for k in range(3))
    return (
        f"<h1>年度总结 {NAMES[number % 6]}</h1><div class='box'>编号 {number}<br/>研发部</div>"
        "<p class='toc'><a href='#t'>明细</a> <a href='#c'>评语</a></p><p><a href='https://example.invalid/x'>链接</a></p>"
        f"{paragraphs}<h2 id='t'>明细</h2><table><thead><tr><th>指标</th><th>权重</th><th>得分</th></tr></thead>"
        f"<tbody>{rows(number, 30 + number)}</tbody></table><h2 id='c'>评语</h2>"
        f"<ol>{''.join(f'<li>{comment(number + k)}</li>' for k in range(4))}</ol>"
        f"<p style='position: relative; left: 3mm'>签发<sup>{number}</sup></p>"
    )


LONG_STYLE = """
@page { size: A4; margin: 24mm 20mm; @top-center { content: string(chap) } @bottom-center { content: counter(page) } }
@page :first { margin-top: 40mm; @top-center { content: none } }
body { line-height: 1.6; orphans: 3; widows: 3 } h2 { string-set: chap content(); break-after: avoid; border-bottom: 1px solid #999 }
table { width: 100%; border-collapse: collapse } thead th { background: #ddd } td, th { border: .5pt solid #888; padding: 1mm 2mm }
tr:nth-child(even) td { background: #f6f6f6 } td:last-child { text-align: right }
.box { float: right; width: 50mm; border: 1px dashed #666; margin: 0 0 2mm 4mm; padding: 2mm; font-size: 8pt }
ol { counter-reset: s } ol li::before { counter-increment: s; content: "(" counter(s) ") "; color: #a00 }
p { text-align: justify; text-indent: 2em; hyphens: auto } a { color: #05c; text-decoration: underline }
.toc a::after { content: " p." target-counter(attr(href), page) }
"""
LONG = Family(BASE + LONG_STYLE, _long)
FIRST_LETTER = Family(BASE + LONG_STYLE + ".big::first-letter { font-size: 20pt; color: #05c } ", _long)


def _english(number: int) -> str:
    r = chance(number)
    cards = "".join(f"<div class='card'>{topic}<b>{r.randint(60, 100)}</b></div>" for topic in TOPICS)
    words = ["clear", "steady", "careful", "generous", "precise", "reliable"]
    tags = "".join(f"<span>{word}</span>" for word in r.sample(words, 4))
    points = "".join(f"<li>{' '.join(r.choices(words, k=r.randint(5, 14)))}.</li>" for _ in range(5))
    return (
        f"<header><div><b>Example Ltd.</b></div><div>{number + 1} December 2026</div></header><p>Dear {NAMES[number % 6]},</p>"
        f"<div class='grid'>{cards}</div><div class='flex'>{tags}</div>"
        f"<div class='rel'><p>{comment(number)}</p><div class='abs'>Confidential {number}</div></div><ul>{points}</ul>"
        f"<table><tr><td rowspan='2'>{number}</td><td>{comment(number + 1)}</td></tr><tr><td>B &amp; C</td></tr></table>"
        f"<div class='half'>{comment(number + 2)}</div>"
    )


ENGLISH_STYLE = """
@page { size: Letter; margin: 20mm } header { display: flex; justify-content: space-between; border-bottom: 2px solid #333 }
.grid { display: grid; grid-template-columns: 1fr 2fr 1fr; gap: 4mm; margin: 5mm 0 }
.card { border: 1px solid #bbb; border-radius: 2mm; padding: 3mm; box-sizing: border-box; background: linear-gradient(#fff, #eef) }
.card b { display: block; font-size: 14pt } .flex { display: flex; gap: 3mm; flex-wrap: wrap }
.flex span { border: 1px solid #999; padding: 0 2mm; text-transform: uppercase; letter-spacing: .4pt; font-size: 8pt }
.rel { position: relative; min-height: 12mm } .abs { position: absolute; right: 0; top: 0; transform: rotate(-4deg);
  color: #a00; border: 1px solid; padding: 1mm; opacity: .7 } ul { columns: 2; column-gap: 6mm }
.half { width: 50%; padding: 1%; margin-left: auto; background: #eee; box-shadow: 1mm 1mm 1mm #ccc }
table { border-spacing: 1mm; border-collapse: separate } td { border: 1px solid #ccc; vertical-align: middle; padding: 1mm }
:not(p) > b { color: #036 } li { outline: .2pt solid #ddd }
"""
ENGLISH = Family(BASE + ENGLISH_STYLE, _english)
HAS = Family(BASE + ENGLISH_STYLE + "p:has(b) { color: #222 } div:has(+ ul) { margin-top: 3mm } ", _english)
OVERFLOW = Family(BASE + ENGLISH_STYLE + "body { overflow: hidden } html { background: #fafafa } ", _english)


def _landscape(number: int, note: str = "") -> str:
    header = "".join(f"<th>{topic[:4]}</th>" for topic in TOPICS)
    r = chance(number)
    grid = "".join(
        "<tr>" + "".join(f"<td>{round(r.uniform(1, 5), 1)}</td>" for _ in TOPICS) + f"<td>{comment(number + k)[:20]}</td></tr>"
        for k in range(20 + number * 3)
    )
    items = "".join(f"<dt>第{k}项</dt><dd>{comment(number * 3 + k)}</dd>" for k in range(3))
    return (
        f"<div class='hd'>{NAMES[number % 6]} · 编号 {number}</div><h3>{NAMES[number % 6]}{note}</h3>"
        f"<table><caption>表一</caption><thead><tr>{header}<th>备注</th></tr></thead>"
        f"<tfoot><tr><td colspan='5'>合计</td><td>{number}</td></tr></tfoot><tbody>{grid}</tbody></table>"
        f"<div class='sum'><h3>汇总</h3><dl>{items}</dl></div>"
    )


LANDSCAPE_STYLE = """
@page { size: A4 landscape; margin: 25mm 15mm 15mm; @top-left { content: element(hd) } @bottom-right { content: "第" counter(page) "页" } }
@page sum { background: #fffdf5; @bottom-left { content: "汇总" } } .hd { position: running(hd); border-bottom: 1pt solid #000 }
table { width: 100%; table-layout: fixed; border-collapse: collapse } th, td { border: 1px solid #777; padding: 1mm; overflow-wrap: anywhere }
.sum { page: sum; break-before: page } tfoot td { font-weight: bold } caption { caption-side: bottom; font-size: 8pt }
dl { display: grid; grid-template-columns: 30mm auto } .fn { float: footnote; font-size: 7pt }
"""
LANDSCAPE = Family(BASE + LANDSCAPE_STYLE, _landscape)
FOOTNOTES = Family(BASE + LANDSCAPE_STYLE, lambda number: _landscape(number, f"<span class='fn'>注：{number}</span>"))
OF_THE_PAGE = Family(BASE + LANDSCAPE_STYLE + "h3 { width: 50vw; background: #eee } ", _landscape)


def _sink(number: int) -> str:
    x, n = comment(number), NAMES[number % 6]
    clamped = f"<p style='max-lines: 2; block-ellipsis: auto'>{x * 4}</p>"
    return (
        f"<div style='float: left; width: 30mm; margin-right: 3mm'>{n} float {x[:9]}</div>"
        f"<p>around <a id='a{number}' href='#a{number}'>self</a> {x} <img src='perfxl-asset:logo' alt='' style='height: 4mm'/>"
        f"<span style='display: inline-block; border: 1px solid; padding: 1px'>{x[:5]}</span> tail</p>"
        f"<p style='clear: both; text-align: center; letter-spacing: 1px; word-spacing: 3px'>{x} {n}</p>"
        f"<pre>  {x[:12]}\n\ttab {n}</pre>"
        f"<p style='white-space: nowrap; overflow: hidden; text-overflow: ellipsis; width: 40mm'>{x}</p>"
        f"<p style='line-height: 2'><u>{x[:8]}</u> <s>{n}</s> <sup>{number}</sup><sub>2</sub></p>{clamped}"
        f"<p dir='rtl' style='direction: rtl'>{x} abc {n}</p><dl><dt>{n}</dt><dd>{x}</dd></dl>"
        f"<p style='color: oklch(60% .2 {number}); opacity: .5'>{x}</p>"
        f"<p style='hyphens: auto; width: 20mm' lang='en'>internationalisation {number} misunderstanding</p>"
        f"<ul><li>{n}</li><li style='list-style-type: none'>{x[:6]}</li><li style='list-style-position: inside'>{n}</li></ul>"
    )


SINK = Family(BASE, _sink)


def _loose(number: int) -> str:
    """HTML that is no XML, with a comment and a form."""
    return (
        f"<!-- a comment --><p>{comment(number)}<p>{NAMES[number % 6]}<br>第二行<table><tr><td>{number}<td>{comment(number)[:9]}"
        "</table><select><option selected>一<option>二</select>"
    )


LOOSE = Family(BASE, _loose)

FAMILIES = {
    "review": REVIEW,
    "long": LONG,
    "first_letter": FIRST_LETTER,
    "english": ENGLISH,
    "has": HAS,
    "overflow": OVERFLOW,
    "landscape": LANDSCAPE,
    "footnotes": FOOTNOTES,
    "of_the_page": OF_THE_PAGE,
    "sink": SINK,
    "loose": LOOSE,
}
