"""perfxl mapping suggest and try, as a person types them."""

from pathlib import Path

import pytest

from perfxl.workbook.samples import write_foreign_returns, write_sample_mappings
from tests.jobs.asking import ROOT, ask, small_company
from tests.workbook.books import write_book


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's forms and mappings, and a file that is neither."""
    there = tmp_path_factory.mktemp("表单 夹")
    write_foreign_returns(there, "zh", stated={"03004": 101.5})
    write_sample_mappings(there / "mappings")
    write_book(there / "空.xlsx", {"甲": [("x", 1)]})
    return there


@pytest.mark.parametrize(
    "words", [("mapping",), ("mapping", "--help"), ("mapping", "suggest", "--help"), ("mapping", "try", "--help")]
)
def test_help_says_what_it_does_with_an_example(words: tuple[str, ...]) -> None:
    answer = ask(*words)

    assert answer.code == (2 if words == ("mapping",) else 0)
    assert "例：perfxl mapping" in answer.out + answer.err or "Example: perfxl mapping" in answer.out + answer.err


def test_the_readme_lists_the_commands() -> None:
    for page in ("README.md", "README.zh-CN.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert "`perfxl mapping suggest" in text
        assert "`perfxl mapping try`" in text


def test_suggest_writes_a_new_file_and_says_what_comes_next(folder: Path, tmp_path: Path) -> None:
    form, out = folder / "客服部-桐向晚.xlsx", tmp_path / "映射 表.toml"

    answer = ask("mapping", "suggest", form, "--out", out, "--lang", "zh")
    again = ask("mapping", "suggest", form, "--out", out, "--lang", "en")

    assert (answer.code, again.code) == (0, 2)
    assert "认出 23 处，都是认识的写法。" in answer.out
    assert f"perfxl mapping try '{form}' --mapping '{out}'" in answer.out
    assert again.err == f"perfxl: {out} exists and is not overwritten. Choose another name.\n"
    as_json = ask("mapping", "suggest", form, "--out", tmp_path / "b.toml", "--json")
    assert as_json.json == {"mapping": str(tmp_path / "b.toml"), "named": 23, "doubtful": 0}
    assert "perfxl mapping try" in out.read_text("utf-8").splitlines()[0]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("suggest", "无.xlsx", "--out", "a.toml"), 3, "does not exist"),
        (("suggest", "空.xlsx", "--out", "a.toml"), 3, "no appraisal form or table was recognised"),
        (("suggest", "空.xlsx", "--out", "a.txt"), 2, "is no .toml"),
        (("try", "空.xlsx", "--mapping", "无.toml"), 3, "无.toml is wrong: it cannot be read"),
        (("try", "空.xlsx"), 2, "--mapping"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(folder: Path, words: tuple[str, ...], code: int, said: str) -> None:
    answer = ask("mapping", *(folder / word if "." in word else word for word in words), "--lang", "en")

    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_try_shows_each_value_with_its_cell(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)  # a pipe has no width unless it asks for one
    form, mapping = folder / "客服部-桐向晚.xlsx", folder / "mappings" / "客服部考核表.toml"

    answer = ask("mapping", "try", form, "--mapping", mapping, "--lang", "zh")
    found = ask("mapping", "try", form, "--mapping", mapping, "--json", "--lang", "en").json

    assert answer.code == 0
    assert "平均响应时间 [C11]" in answer.out
    assert "25% [F11]" in answer.out
    assert "表单写明 03004 最终得分：101.5  [客服部-桐向晚.xlsx]考核表!E30" in answer.out
    assert "映射已确认，汇总时使用。" in answer.out
    assert (found["mapping"], found["confirmed"], found["fits"]) == ("客服部考核表", True, True)
    assert found["sheets"]["kpis"][0]["weight"] == {"value": "25%", "cell": "F11"}
    assert found["sheets"]["ratings"][1]["rating"] == {"value": "5", "cell": "F28"}
    assert found["stated"] == [
        {"employee_id": "03004", "what": "score", "stated": "101.5", "place": "[客服部-桐向晚.xlsx]考核表!E30"}
    ]
    assert [one["code"] for one in found["findings"]] == ["PX950", "PX120", "PX950"]


def test_try_says_what_is_not_right_yet(folder: Path, tmp_path: Path) -> None:
    ask("mapping", "suggest", folder / "客服部-桐向晚.xlsx", "--out", tmp_path / "a.toml")

    other = ask("mapping", "try", folder / "财务部绩效汇总.xlsx", "--mapping", tmp_path / "a.toml", "--lang", "en")
    own = ask("mapping", "try", folder / "客服部-松行舟.xlsx", "--mapping", tmp_path / "a.toml", "--lang", "en")

    assert (other.code, own.code) == (1, 0)
    assert "PX943 blocker  [财务部绩效汇总.xlsx]" in other.out
    assert "The mapping is not confirmed, so it is not used" in own.out


def test_try_looks_people_up_on_the_cycle_s_roster(tmp_path: Path) -> None:
    cycle = small_company(tmp_path / "cycle.xlsx")
    form = write_book(
        tmp_path / "x.xlsx", {"甲": [("姓名", "指标", "权重"), ("示例E1", "收入", 1.0), ("示例E9", "收入", 1.0)]}
    )
    mapping = tmp_path / "x.toml"
    mapping.write_text(
        'name = "x"\n[match]\nfile = "x*"\n[[tables]]\n[tables.kpis]\n'
        'employee_id = { header = "姓名", person = true }\nkpi = "指标"\nweight = "权重"\n',
        encoding="utf-8",
    )

    found = ask("mapping", "try", form, "--mapping", mapping, "--cycle", cycle, "--json").json

    assert [row["employee_id"] for row in found["sheets"]["kpis"]] == [
        {"value": "E1", "cell": "A2"},
        {"value": None, "cell": "A3"},
    ]
    assert [one["code"] for one in found["findings"]] == ["PX953", "PX107", "PX952"]
