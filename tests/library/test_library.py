"""The KPI library: whole, in both languages, and every KPI works under its rule."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

import perfxl
from perfxl.cycle.choices import RULES
from perfxl.cycle.columns import header_key
from perfxl.cycle.sheets import sheet_of
from perfxl.faults import WrongCommand
from perfxl.findings.base import Finding
from perfxl.workbook.library.kpi import LibraryKpi, all_kpis, found_kpis, functions_of, library
from perfxl.workbook.library.rows import goal_row, kpi_row
from tests.jobs.asking import ask
from tests.support.typed_cycle import cycle_from

ACTUALS: Mapping[str, str] = {"yes_no": "是", "deduct": "0", "manual": "95", "bands": "95", "rank": "3"}


def has_chinese(text: str) -> bool:
    return any("一" <= letter <= "鿿" for letter in text)


@pytest.mark.parametrize("function", library(), ids=lambda one: one.key)
def test_a_function_has_ten_kpis_or_more_each_whole_in_both_languages(function: object) -> None:
    kpis: list[LibraryKpi] = list(function.kpis)  # type: ignore[attr-defined]
    told = [text for kpi in kpis for text in (kpi.name, kpi.definition, kpi.formula, kpi.source, kpi.owner, kpi.pitfalls)]

    assert len(kpis) >= 10
    assert [text for text in told if not (has_chinese(text.zh) and text.en and not has_chinese(text.en))] == []
    assert [kpi.key for kpi in kpis if has_chinese(kpi.unit.en) or has_chinese(kpi.parameters.en)] == []
    assert [kpi.key for kpi in kpis if not 0 < kpi.weight[0] < kpi.weight[1] <= 100 or kpi.usual_weight < 5] == []


def test_there_are_eighty_or_more_and_keys_and_names_are_unique() -> None:
    kpis = all_kpis()

    assert len(library()) == 8
    assert len(kpis) >= 80
    for names in ([kpi.key for kpi in kpis], [kpi.name.zh for kpi in kpis], [kpi.name.en for kpi in kpis]):
        assert len(set(names)) == len(kpis)
    assert {kpi.rule for kpi in kpis} <= {rule.key for rule in RULES}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kpi", all_kpis(), ids=lambda kpi: kpi.key)
def test_a_kpi_is_scored_by_its_rule_with_its_parameters_and_its_examples(kpi: LibraryKpi, language: str) -> None:
    """The example target, once reached, earns 85 points or more and gives no finding."""
    actual = ACTUALS.get(kpi.rule) or kpi.target
    if kpi.rule == "milestone":
        actual = ", ".join(part.split("=")[0] for part in kpi.parameters(language).split("; "))
    if kpi.rule == "bands":
        actual = kpi.target or "100"
    cycle = cycle_from(f"""
        # 指标
        employee_id | kpi | weight | rule | target | floor | stretch | parameters | actual
        E1 | {kpi.name(language)} | 100 | {kpi.rule} | {kpi.target} | {kpi.floor} | {kpi.stretch} | {kpi.parameters(language)} | {actual}
    """)

    scores = perfxl.score(cycle)

    assert scores.findings.codes() == []
    assert 85 <= scores.employees.loc["E1", "score"] <= 120


def test_rows_to_copy_have_declared_columns_and_no_target() -> None:
    for key, row_of in (("kpis", kpi_row), ("goals", goal_row)):
        declared = {column.key for column in sheet_of(key).columns}
        for kpi in all_kpis():
            row = row_of(kpi, "zh")
            assert row.keys() <= declared
            assert not {"target", "floor", "stretch", "actual"} & row.keys()


def test_departments_find_their_function_by_name() -> None:
    found = {name: [one.key for one in functions_of(name)] for name in ("华东销售部", "HR", "研发中心", "IT", "战略办")}

    assert found == {
        "华东销售部": ["sales"],
        "HR": ["hr"],
        "研发中心": ["research"],
        "IT": ["administration"],
        "战略办": [one.key for one in library()],
    }


def test_searching_finds_words_in_both_languages_rules_and_keys() -> None:
    assert [kpi.key for kpi in found_kpis(word="报废率")] == ["PR04"]
    assert [kpi.key for kpi in found_kpis(word="SCRAP RATE")] == ["PR04"]
    assert [kpi.key for kpi in found_kpis("HR", keys=("hr02", "HR01"))] == ["HR02", "HR01"]
    assert {kpi.rule for kpi in found_kpis(word="里程碑")} >= {"milestone"}
    for wrong in (lambda: found_kpis("nothing"), lambda: found_kpis(keys=("XX99",))):
        with pytest.raises(WrongCommand):
            wrong()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_has_the_list_and_sheets_of_the_shape_of_kpis_and_goals(language: str, tmp_path: Path) -> None:
    out = tmp_path / "library.xlsx"

    answer = ask("library", "--function", "销售", "--out", out, "--lang", language)

    book = openpyxl.load_workbook(out)
    assert (answer.code, answer.err) == (0, "")
    for key in ("kpis", "goals"):
        sheet = sheet_of(key)
        rows = list(book[sheet.title(language)].iter_rows(values_only=True))
        assert [header_key(str(head)) for head in rows[0]] == [header_key(column.title(language)) for column in sheet.columns]
        assert len([row for row in rows[1:] if any(row)]) == 11
    assert ask("library", "--out", out).code == 2, "nothing is overwritten"


def test_json_gives_everything_and_a_missing_word_nothing() -> None:
    answer = ask("library", "--function", "hr", "--json", "--lang", "en")

    assert answer.code == 0
    assert len(answer.json["kpis"]) == 11
    assert set(answer.json["kpis"][0]) == {
        "key", "function", "rule", "weight", "example", "name", "definition", "formula", "unit", "parameters", "source",
        "owner", "pitfalls",
    }  # fmt: skip
    assert ask("library", "--search", "没有这个词", "--json").json == {"kpis": []}


def test_a_broken_parameter_would_be_seen() -> None:
    """The check above can fail: a band too few is a finding."""
    cycle = cycle_from("""
        # 指标
        employee_id | kpi | weight | rule | target | parameters | actual
        E1 | 收入 | 100 | bands | 100% | <60%:0; 80%-100%:90 | 95%
    """)
    found: list[Finding] = list(perfxl.check(cycle))

    assert found
