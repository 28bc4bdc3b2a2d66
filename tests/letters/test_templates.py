"""Templates that HR changes: what a folder may change, and what an error names."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from perfxl.faults import Fault, WrongCommand
from perfxl.letters.batch import write_letters
from perfxl.letters.design import Design, read_design
from perfxl.letters.design_folder import presets
from perfxl.letters.gathering import letter_facts
from perfxl.letters.proof import pdf_text
from tests.letters.hand_made import PNG, Person, scores_of

(FACTS,) = letter_facts(scores_of(Person("E1", "云一帆"))).values()


def folder_with(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder


def design_of(folder: Path, files: Mapping[str, str | bytes]) -> Design:
    return read_design(folder=folder_with(folder, files))


def fault_of(folder: Path, files: Mapping[str, str | bytes]) -> tuple[str, str]:
    with pytest.raises(Fault) as fault:
        design_of(folder, files).tried(FACTS)
    return fault.value.message


@pytest.mark.parametrize("preset", presets())
def test_every_preset_stands_the_check_of_own_designs(preset: str) -> None:
    design = read_design(preset)

    assert design.checked() is design


@pytest.mark.parametrize("preset", presets())
def test_every_preset_says_the_same_things_in_both_languages(preset: str) -> None:
    words = read_design(preset).files.words

    assert words["zh"].keys() == words["en"].keys()
    assert not [key for key, said in words["en"].items() if not said.isascii()]


def test_an_empty_folder_is_the_usual_design(tmp_path: Path) -> None:
    assert read_design(folder=tmp_path).html(FACTS) == read_design().html(FACTS)


def test_a_folder_changes_single_texts_and_keeps_the_others(tmp_path: Path) -> None:
    html = design_of(tmp_path, {"texts.zh.toml": 'closing = "{company}感谢{name}，{score} 分。"'}).html(FACTS)

    assert "示例制造有限公司感谢云一帆，93.93 分。" in html
    assert "做得好的地方" in html


def test_the_order_is_changed_and_a_section_of_ones_own_added(tmp_path: Path) -> None:
    files = {
        "letter.toml": 'preset = "formal"\norder = ["red_head", "talk", ["strengths", "to_work_on"], "values"]',
        "sections/values.html.j2": "<h2>{{ letter.company }}</h2>{{ say('values') }}",
        "texts.zh.toml": 'values = "客户第一"',
        "texts.en.toml": 'values = "Customers first"',
    }

    html = design_of(tmp_path, files).html(FACTS)

    places = [html.index(part) for part in ("red-head", "面谈与复核", "主要成绩", "改进事项", "客户第一")]
    assert places == sorted(places)
    assert "计分规则" not in html


def test_colours_are_changed_by_name(tmp_path: Path) -> None:
    style = design_of(tmp_path, {"letter.toml": '[colours]\naccent = "#123456"'}).style

    assert "border-left: 3pt solid #123456" in style
    assert "var(" not in style


def test_logo_seal_and_pictures_are_printed_and_kept_in_the_html(tmp_path: Path) -> None:
    files = {
        "letter.toml": 'logo = "logo.png"\nseal = "seal.png"',
        "sections/talk.html.j2": """<img src="{{ picture('seal.png') }}" alt=""/>""",
        "logo.png": PNG,
        "seal.png": PNG,
    }
    folder, html = folder_with(tmp_path / "t", files), tmp_path / "html"

    report = write_letters(
        scores_of(Person("E1", "云一帆")), tmp_path / "out", language="zh", templates=folder, html_folder=html
    )

    assert report.written == ("E1",)
    [page] = html.rglob("*.html")
    text = page.read_text(encoding="utf-8")
    assert text.count('src="data:image/png;base64,') == 3
    assert "perfxl-asset" not in text


def test_another_design_makes_the_letters_again_and_the_same_leaves_them(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "t", {"texts.zh.toml": 'closing = "谢谢。"'})
    runs = [
        write_letters(scores_of(Person("E1", "云一帆")), tmp_path / "out", language="zh", **options)
        for options in ({}, {"templates": folder}, {"templates": folder}, {"preset": "formal"})
    ]

    assert [len(run.written) for run in runs] == [1, 1, 0, 1]
    text, pages = pdf_text(next((tmp_path / "out").rglob("*.pdf")).read_bytes())
    assert pages == 2
    assert "反馈书" in text


WRONG = [
    ({"letter.html.j2": "<p>\n{{ letter.salary }}</p>"}, "letter.html.j2", 2, "letter.salary"),
    ({"sections/talk.html.j2": "{% if 0 %}\n\n{{ colour }}{% endif %}"}, "sections/talk.html.j2", 3, "colour"),
    ({"sections/scores.html.j2": "\n{% for s in letter.stretches %}{{ s.pay }}{% endfor %}"},
     "sections/scores.html.j2", 2, "pay"),
    ({"sections/talk.html.j2": "{{ say('nxt') }}"}, "sections/talk.html.j2", 1, "say('nxt') (texts.zh.toml)"),
    ({"sections/talk.html.j2": "{{ say('a' ~ 'b') }}"}, "sections/talk.html.j2", 1, "say('ab')"),
    ({"sections/talk.html.j2": "\n{{ picture('x.png') }}"}, "sections/talk.html.j2", 2, "picture('x.png')"),
    ({"sections/talk.html.j2": "\n{% if %}"}, "sections/talk.html.j2", 2, ""),
    ({"sections/talk.html.j2": "\n{{ letter.name|shout }}"}, "sections/talk.html.j2", 2, "shout"),
    ({"sections/talk.html.j2": "\n{{ letter.name.__class__.__mro__ }}"}, "sections/talk.html.j2", 2, "__class__"),
    ({"sections/talk.html.j2": "\n{% include '/etc/passwd' %}"}, "sections/talk.html.j2", 2, "/etc/passwd"),
    ({"sections/talk.html.j2": "\n{% include '../letter.toml' %}"}, "sections/talk.html.j2", 2, "../letter.toml"),
    ({"sections/talk.html.j2": "\n{{ 1 // 0 }}"}, "sections/talk.html.j2", 2, "ZeroDivisionError"),
    ({"texts.zh.toml": '# 1\n\nclosing = "{nmae}"'}, "texts.zh.toml", 3, "{nmae}"),
    ({"texts.zh.toml": '\nclosng = "x"'}, "texts.zh.toml", 2, "closng"),
    ({"texts.en.toml": '\nclosing = Thanks'}, "texts.en.toml", 2, ""),
    ({"texts.en.toml": "\nclosing = 3"}, "texts.en.toml", 2, "closing"),
    ({"texts.zh.toml": b'\n\nclosing = "\xd0\xbb\xd0\xbb\xff"'}, "texts.zh.toml", 3, "UTF-8"),
    ({"text.zh.toml": 'closing = "x"'}, "text.zh.toml", 0, ""),
    ({"letter.toml": '\ncolors = 1'}, "letter.toml", 2, "colors"),
    ({"letter.toml": '\norder = ["result", "talks"]'}, "letter.toml", 2, "talks"),
    ({"letter.toml": 'order = ["result", "talk", "result"]'}, "letter.toml", 1, "result"),
    ({"letter.toml": 'order = "result"'}, "letter.toml", 1, "order"),
    ({"letter.toml": "type = 'gothic'"}, "letter.toml", 1, "type"),
    ({"letter.toml": '[colours]\nacent = "#112233"'}, "letter.toml", 2, "acent"),
    ({"letter.toml": '[colours]\naccent = "blue"'}, "letter.toml", 2, "accent"),
    ({"letter.toml": '[colours]\nink = "#AAAAAA"'}, "letter.toml", 2, "ink"),
    ({"letter.toml": 'logo = "../logo.png"'}, "letter.toml", 1, "../logo.png"),
    ({"letter.toml": 'seal = "seal.png"', "seal.png": b"<svg/>"}, "letter.toml", 1, "seal.png"),
    ({"style.css": "p {\n color: var(--ik) }"}, "style.css", 2, "--ik"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "file", "line", "name"), WRONG)
def test_an_error_names_file_line_and_variable(
    files: dict[str, Any], file: str, line: int, name: str, tmp_path: Path
) -> None:
    zh, en = fault_of(tmp_path, files)

    assert (f"{file}第 {line} 行：" if line else f"{file}：") in zh
    assert (f"{file}, line {line}: " if line else f"{file}: ") in en
    assert name in zh
    assert name in en


def test_a_style_that_is_not_understood_is_a_fault_with_its_line(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "t", {"style.css": "p { margin: 0 }\n\nq { margin: nonsense }"})

    with pytest.raises(Fault, match=r"style\.css.*at 3:"):
        write_letters(scores_of(Person("E1", "云一帆")), tmp_path / "out", language="zh", templates=folder)


def test_a_character_that_the_font_lacks_is_named_with_its_text(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "t", {"texts.zh.toml": '\nclosing = "谢谢\ue000"'})

    with pytest.raises(Fault) as fault:
        write_letters(scores_of(Person("E1", "云一帆")), tmp_path / "out", language="zh", templates=folder)

    assert "texts.zh.toml第 2 行" in fault.value.message.zh
    assert "U+E000" in fault.value.message.zh


def test_a_file_that_lies_elsewhere_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.css").write_text("p { color: red }")
    (tmp_path / "t").mkdir()
    try:
        (tmp_path / "t" / "style.css").symlink_to(tmp_path / "secret.css")
    except OSError:
        pytest.skip("this system lets nobody make links")

    with pytest.raises(Fault, match=r"style\.css"):
        read_design(folder=tmp_path / "t")


@pytest.mark.parametrize("options", [{"preset": "baroque"}, {"folder": Path("nowhere")}])
def test_a_preset_or_folder_that_does_not_exist_is_a_wrong_command(options: dict[str, Any]) -> None:
    with pytest.raises(WrongCommand):
        read_design(**options)


def test_a_letter_that_alone_fails_says_where(tmp_path: Path) -> None:
    talk = "\n{% if letter.name == '乙' %}{{ letter.stretches[9].base }}{% endif %}"
    folder = folder_with(tmp_path / "t", {"sections/talk.html.j2": talk})
    people = scores_of(Person("E1", "甲"), Person("E2", "乙"))

    report = write_letters(people, tmp_path / "out", language="en", templates=folder)

    assert report.written == ("E1",)
    assert [(one.employee_id, one.code) for one in report.failed] == [("E2", "PX705")]
    assert "sections/talk.html.j2:2" in report.failed[0].reason
