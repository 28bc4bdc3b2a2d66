"""Managers' summaries, interview sheets and standards, read back from the PDFs."""

import re
import stat
import sys
import tomllib
from pathlib import Path

import pypdfium2
import pytest

from perfxl.jobs import documents as job
from perfxl.letters.documents import batch, press
from perfxl.letters.documents.batch import DocumentsReport, write_documents
from perfxl.letters.documents.kinds import KINDS
from perfxl.letters.proof import bare, pdf_text
from perfxl.resources import templates_folder
from perfxl.rules.scores import Scores
from perfxl.rules.standards import short
from tests.documents.companies import HOSTILE, sample, small, small_rows

MANAGER, PERSON, HELD = "01001", "02003", "02010"
TEMPLATES = templates_folder() / "documents"


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def pdf_of(folder: Path, report: DocumentsReport, kind: str, start: str) -> bytes:
    [file] = [file for of, file in report.written if of == kind and file.rsplit("/", 1)[1].startswith(start)]
    return (folder / file).read_bytes()


@pytest.fixture(scope="module", params=["zh", "en"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, DocumentsReport]:
    """Documents about four people of the sample, in one language."""
    folder = tmp_path_factory.mktemp(request.param) / "out"
    only = [MANAGER, PERSON, HELD, "00001"]
    report = write_documents(sample(request.param), folder, language=request.param, only=only)
    return request.param, folder, report


def test_each_document_has_its_place_by_kind(made: tuple[str, Path, DocumentsReport]) -> None:
    language, folder, report = made

    assert report.findings.codes() == []
    assert [(kind, sum(of == kind for of, _ in report.written)) for kind in KINDS] == [
        ("manager", 2),
        ("interview", 3),
        ("standards", 2),
    ]
    assert sorted(file for _, file in report.written) == files(folder)
    top = {"zh": {"主管摘要", "面谈表", "考核标准"}, "en": {"managers", "interviews", "standards"}}[language]
    assert {file.split("/")[0] for _, file in report.written} == top


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_documents_are_for_their_owner_only(made: tuple[str, Path, DocumentsReport]) -> None:
    _, folder, _ = made

    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")] if path.is_dir()} == {0o700}


def test_a_managers_summary_has_the_own_people_and_nobody_elses(made: tuple[str, Path, DocumentsReport]) -> None:
    language, folder, report = made
    scores = sample(language)
    text, _ = pdf_text(pdf_of(folder, report, "manager", MANAGER))
    page = bare(text)
    roster = scores.cycle["employees"]
    own = set(roster.loc[roster["manager_id"] == MANAGER, "employee_id"])
    owed = scores.completeness.owners
    named = set(owed.loc[owed["employee_id"].isin(own), "owner_id"])

    for person in scores.people.itertuples():
        expected = person.employee_id in own | named | {MANAGER}
        assert (person.employee_id in page) == expected
        assert (bare(person.name) in page) == expected
    for person in scores.people[scores.people["employee_id"].isin(own)].itertuples():
        assert person.status == "held" or f"{person.score:.2f}" in page


def test_a_managers_summary_says_what_is_missing_and_when_to_meet(made: tuple[str, Path, DocumentsReport]) -> None:
    language, folder, report = made

    text, _ = pdf_text(pdf_of(folder, report, "manager", MANAGER))

    said = {
        "zh": ("回款率", "枫向晚 05002", "录入有问题，暂缓计分", "2026年11月11日", "其他 42 位已计分员工"),
        "en": ("回款率", "枫向晚 05002", "an entry that is wrong", "11 November 2026", "42 other scored people"),
    }
    assert [words for words in said[language] if bare(words) not in bare(text)] == []


def test_raters_other_than_managers_are_not_named(tmp_path: Path) -> None:
    report = write_documents(sample(), tmp_path, language="zh", kinds=["manager"], only=["02001"])

    page = bare(pdf_text(pdf_of(tmp_path, report, "manager", "02001"))[0])

    owed = sample().completeness.owners
    [(rater, about)] = owed.loc[owed["what"] == "peer", ["owner_id", "employee_id"]].itertuples(index=False)
    assert bare("同事评价人（姓名保密，由人力资源部催办）") in page
    assert (rater, about) == ("02010", "02007")
    assert page.count("02010") == 3  # in the list, with what is missing for 02010, in the talks; never as the rater


def test_few_people_are_not_compared(tmp_path: Path) -> None:
    report = write_documents(sample(), tmp_path, language="zh", kinds=["manager"], only=["06001"])

    page = bare(pdf_text(pdf_of(tmp_path, report, "manager", "06001"))[0])

    assert bare("已计分的人数不足 5 人，不与其他部门比较") in page
    assert re.search(r"\d%其他员工|\d+%\d+%", page) is None


def test_an_interview_sheet_has_points_to_talk_about_and_room_to_write(made: tuple[str, Path, DocumentsReport]) -> None:
    language, folder, report = made

    page = bare(pdf_text(pdf_of(folder, report, "interview", PERSON))[0])

    said = {
        "zh": ("93.65", "B", "按期交付率", "本人93.65分", "自我评价104.00分，上级评价89.00分", "发展计划", "员工签字"),
        "en": ("93.65", "B", "按期交付率", "Own score 93.65", "Self 104.00", "Development plan", "Manager's signature"),
    }
    assert [words for words in said[language] if bare(words) not in page] == []


def test_a_held_person_gets_a_sheet_that_says_what_is_missing(made: tuple[str, Path, DocumentsReport]) -> None:
    language, folder, report = made

    page = bare(pdf_text(pdf_of(folder, report, "interview", HELD))[0])

    said = {"zh": ("暂缓计分：尚缺 平均回归用时", "无数据"), "en": ("Held: still missing 平均回归用时", "no value")}
    assert [words for words in said[language] if bare(words) not in page] == []


def test_last_agreements_stand_on_the_sheet(tmp_path: Path) -> None:
    scores = sample()
    talks = scores.cycle["check_ins"]
    agreed = talks[talks["kind"] == "agreement"].iloc[0]

    report = write_documents(scores, tmp_path, language="zh", kinds=["interview"], only=[agreed["employee_id"]])

    page = bare(pdf_text((tmp_path / report.written[0][1]).read_bytes())[0])
    assert bare(agreed["notes"]) in page
    assert bare(agreed["next_step"]) in page
    ratings = scores.cycle["ratings"]
    own = ratings[(ratings["employee_id"] == agreed["employee_id"]) & (ratings["comment"] != "")]
    shown = {role: [bare(comment) in page for comment in rows["comment"]] for role, rows in own.groupby("role")}
    assert all(shown.pop("manager"))
    assert not any(any(found) for found in shown.values()), "the cycle shows managers' comments only"


def test_standards_say_everything_about_a_scheme_and_nothing_about_a_person(
    made: tuple[str, Path, DocumentsReport],
) -> None:
    language, folder, report = made
    scores = sample(language)
    text, _ = pdf_text(pdf_of(folder, report, "standards", "研发岗"))
    page = bare(text)

    said = {
        "zh": ("50%", "至少 3 人", "5＝优秀", "5＝110 分", "专业能力", "106 分及以上", "至多计 5 分", "等级不高于 D",
               "业绩指标 95 分×50%＋上级评价 80 分×25%＋同事评价 85 分×20%＋自我评价 90 分×5%＝89.00 分",
               "目标收入 1000 万元，实际 920 万元，得 92.00 分", "2026年11月30日 前", "截止日期后仍缺的，计 0 分"),
        "en": ("50%", "at least 3", "5 = 优秀", "5 is 110 points", "专业能力", "106 and above", "at most 5 points",
               "D at best", "= 89.00 points", "Target revenue 1,000, actual 920: 92.00 points", "30 November 2026"),
    }  # fmt: skip
    assert [words for words in said[language] if bare(words) not in page] == []
    assert [person.name for person in scores.people.itertuples() if bare(person.name) in page] == []
    assert [id_ for id_ in scores.people["employee_id"] if id_ in page] == []


def test_the_fingerprint_stands_on_each_page_of_its_scheme() -> None:
    scores = sample()
    document = pypdfium2.PdfDocument(batch.standards_pdf(scores, "zh"))
    pages = [page.get_textpage().get_text_range() for page in document]
    titles = {scheme.name: short(scores.fingerprints.schemes[scheme.name]) for scheme in scores.spans.schemes}

    scheme, seen = "", []
    for page in pages:
        scheme = next((name for name in titles if f"考核标准：{name}" in page), scheme)
        assert titles[scheme] in page.splitlines()[-1] + page.splitlines()[0] + page
        assert [name for name, mark in titles.items() if mark in page] == [scheme]
        seen.append(scheme)
    assert list(dict.fromkeys(seen)) == list(titles)


def test_the_same_scores_give_the_same_bytes_whatever_else_is_made(tmp_path: Path) -> None:
    alone = write_documents(sample(), tmp_path / "alone", language="zh", kinds=["interview"], only=[PERSON])
    more = write_documents(sample(), tmp_path / "more", language="zh", only=[PERSON, MANAGER])

    [(_, file)] = alone.written
    assert ("interview", file) in more.written
    assert (tmp_path / "alone" / file).read_bytes() == (tmp_path / "more" / file).read_bytes()


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    scores = small(tmp_path)

    report = write_documents(scores, tmp_path / "out", language="zh")

    script, formula, template, path, braces = map(bare, HOSTILE)
    summary = bare(pdf_text(pdf_of(tmp_path / "out", report, "manager", "E1"))[0])
    sheet = bare(pdf_text(pdf_of(tmp_path / "out", report, "interview", "E2"))[0])
    standards = bare(pdf_text(pdf_of(tmp_path / "out", report, "standards", "_i_岗__i_"))[0])
    assert report.findings.codes() == []
    assert [text for text in (script, template) if text not in summary] == []
    assert [text for text in (script, formula, template, path, braces, "<b>") if text not in sheet] == []
    assert [text for text in ("<i>岗</i>", template, formula, "R&D<Co>") if text not in standards] == []
    assert [file for file in files(tmp_path) if ".." in file.split("/")] == []


def test_a_manager_who_is_not_on_the_roster_gets_a_summary_by_id(tmp_path: Path) -> None:
    report = write_documents(small(tmp_path), tmp_path / "out", language="zh", kinds=["manager"])

    assert [file for _, file in report.written] == ["主管摘要/E1_云一帆.pdf", "主管摘要/E9.pdf"]


def test_a_character_without_a_glyph_is_named_and_stops_no_other(tmp_path: Path) -> None:
    scores = small(tmp_path, small_rows(name="张\ue000"))

    report = write_documents(scores, tmp_path / "out", language="zh")

    assert report.findings.codes() == ["PX721", "PX721"]  # the manager's summary and the person's own sheet
    assert "U+E000" in report.findings.all[0].what("en")
    assert "张" not in "".join(finding.line("zh") for finding in report.findings)
    assert len(report.written) == 4


def test_somebody_elses_id_on_a_sheet_keeps_it_back(tmp_path: Path) -> None:
    rows = small_rows()
    rows["check_ins"][0]["notes"] = "请多向 E3 学习"

    report = write_documents(small(tmp_path, rows), tmp_path / "out", language="zh", kinds=["interview"])

    assert [(finding.code, finding.what("en")) for finding in report.findings] == [
        ("PX722", "Read back, the interview sheet “E2” does not match: foreign_id. It was not kept.")
    ]
    assert not [file for file in files(tmp_path / "out") if "E2" in file]


def test_a_document_that_breaks_or_cannot_be_saved_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = small(tmp_path)

    def broken(*args: object) -> bytes:
        raise ZeroDivisionError

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    said = []
    for place, name, replacement in ((press.Engine, "pdf", broken), (batch.files, "whole_bytes", full)):
        with monkeypatch.context() as patch:
            patch.setattr(place, name, replacement)
            report = write_documents(scores, tmp_path / "out", language="zh", kinds=["manager"], only=["E1"])
            said += [(finding.code, finding.what("en")) for finding in report.findings]

    assert said == [
        ("PX723", "The manager's summary “E1” could not be made (ZeroDivisionError)."),
        ("PX723", "The manager's summary “E1” could not be made (OSError)."),
    ]


def test_both_languages_have_the_same_words_and_the_templates_use_them_all() -> None:
    zh, en = (tomllib.loads((TEMPLATES / f"texts.{code}.toml").read_text(encoding="utf-8")) for code in ("zh", "en"))
    code = Path(sys.modules["perfxl.letters.documents.design"].__file__ or "").read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.j2")))
    used = set(re.findall(r"say\('(\w+)'", sources)) | set(re.findall(r'told\("(\w+)"\)', code))

    assert zh.keys() == en.keys()
    assert {key: set(re.findall(r"{(\w+)}", zh[key])) for key in zh} == {
        key: set(re.findall(r"{(\w+)}", en[key])) for key in en
    }
    assert used == zh.keys()


def test_the_command_knows_the_kinds_that_there_are() -> None:
    assert tuple(KINDS) == job.KINDS


def test_nobody_is_on_a_sheet_of_the_sample_who_should_not_be() -> None:
    """The proof looks for ids; this looks for what the facts themselves say, of everybody."""
    from perfxl.letters.documents.facts import texts_of
    from perfxl.letters.documents.kinds import all_documents

    scores: Scores = sample()
    ids = set(scores.people["employee_id"])
    for document in all_documents(scores, "zh"):
        said = " ".join(texts_of(document.facts))
        found = {token for token in re.findall(r"\w+", said) if token in ids}
        assert found <= (document.allowed or frozenset())
