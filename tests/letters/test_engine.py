"""The engine: closed to the outside, strict about warnings, the same bytes every time."""

from pathlib import Path

import pytest
from weasyprint.urls import FatalURLFetchingError

from perfxl.faults import Fault
from perfxl.letters.design import Words, read_design
from perfxl.letters.engine import Engine, RenderingWarned
from perfxl.letters.fonts import letter_fonts
from perfxl.letters.gathering import letter_facts
from perfxl.letters.proof import pdf_text
from perfxl.letters.subset import characters, small_fonts
from perfxl.letters.template_faults import MissingWords
from tests.letters.hand_made import PNG, Person, scores_of

Assets = dict[str, tuple[bytes, str]]


@pytest.fixture(scope="module")
def assets() -> Assets:
    regular, bold = small_fonts(letter_fonts(), characters(["绩效信"]))
    return {"regular": (regular, "font/otf"), "bold": (bold, "font/otf")}


@pytest.fixture(scope="module")
def engine(assets: Assets) -> Engine:
    return Engine("p { font-family: 'perfxl letter' }", assets)


def page(body: str) -> str:
    return f"<html><body>{body}</body></html>"


@pytest.mark.parametrize(
    "body",
    [
        '<img src="http://example.invalid/x.png"/>',
        '<img src="FOLDER/picture.png"/>',
        '<link rel="stylesheet" href="FOLDER/style.css"/>',
        '<style>@import url("FOLDER/style.css")</style>',
        '<link rel="attachment" href="FOLDER/secret.txt"/>',
        '<img src="data:image/png;base64,AAAA"/>',
        '<img src="perfxl-asset:nothing"/>',
    ],
)
def test_nothing_is_fetched_from_anywhere_even_if_it_is_there(engine: Engine, tmp_path: Path, body: str) -> None:
    (tmp_path / "picture.png").write_bytes(PNG)
    (tmp_path / "style.css").write_text("p { color: red }")
    (tmp_path / "secret.txt").write_text("secret")

    with pytest.raises((FatalURLFetchingError, RenderingWarned)):
        engine.pdf(page(body.replace("FOLDER", tmp_path.as_uri())))


def test_the_same_letter_gives_the_same_bytes_whatever_came_before(engine: Engine, assets: Assets) -> None:
    first = engine.pdf(page("<p>绩效 100</p>"))
    engine.pdf(page("<p>信</p><p>信信</p>"))

    assert engine.pdf(page("<p>绩效 100</p>")) == first
    assert Engine("p { font-family: 'perfxl letter' }", assets).pdf(page("<p>绩效 100</p>")) == first


def test_what_weasyprint_only_warns_about_stops_the_letter(engine: Engine) -> None:
    with pytest.raises(RenderingWarned, match="frobnicate"):
        engine.pdf(page('<p style="frobnicate: 1">信</p>'))


def test_a_style_that_is_not_understood_is_a_fault(assets: Assets) -> None:
    with pytest.raises(Fault, match="word-break"):
        Engine("p { word-break: nonsense }", assets)


def test_a_template_of_ones_own_may_be_html_that_is_no_xml(engine: Engine) -> None:
    assert "绩效" in pdf_text(engine.pdf("<p>绩效<br>信"))[0]


def test_what_people_typed_is_text_in_the_page() -> None:
    name = "<b>&{{ 7*7 }}{score}</b>"
    (facts,) = letter_facts(scores_of(Person("E1", name))).values()

    html = read_design().html(facts)

    assert "&lt;b&gt;&amp;{{ 7*7 }}{score}&lt;/b&gt;" in html
    assert "<b>&{{" not in html


def test_fixed_words_escape_their_facts_and_miss_none() -> None:
    assert Words({"hello": "您好 {name} & 再见"})("hello", name="<i>") == "您好 &lt;i&gt; &amp; 再见"
    assert Words({"hello": "{name}"}, {"name": "&"})("hello") == "&amp;"
    with pytest.raises(MissingWords, match=r"\{name\}"):
        Words({"hello": "{name}"})("hello")
