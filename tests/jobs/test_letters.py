"""`perfxl letters`: whose letters, which exit code, where the logo is looked for."""

import base64
import re
from pathlib import Path

import pytest

from tests.jobs.asking import ask, small_company

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_everybody_scored_gets_one_and_a_clean_cycle_is_exit_code_0(tmp_path: Path) -> None:
    cycle = small_company(tmp_path / "c.xlsx")

    answer = ask("letters", cycle, "--out", tmp_path / "L", "--jobs", "1", "--lang", "zh")

    assert answer.code == 0
    assert re.match(r"写了 2 封，未变 0 封，失败 0 封，暂缓 0 人，用时 [\d.]+ 秒\n", answer.out)
    assert sorted(file.name for file in (tmp_path / "L" / "销售部").iterdir()) == ["E1_示例E1.pdf", "E2_示例E2.pdf"]


def test_held_people_get_none_and_are_named(tmp_path: Path) -> None:
    cycle = small_company(tmp_path / "c.xlsx", actuals=(90, None))

    answer = ask("letters", cycle, "--out", tmp_path / "L", "--only", "e2", "--lang", "en")

    assert answer.code == 1
    assert "Held: E2\n" in answer.out
    assert f"Why: perfxl explain {cycle} E2\n" in answer.out
    assert list((tmp_path / "L").rglob("*.pdf")) == []


def test_html_is_kept_too(tmp_path: Path) -> None:
    cycle = small_company(tmp_path / "c.xlsx", actuals=(90,))

    ask("letters", cycle, "--out", tmp_path / "L", "--html", tmp_path / "H")

    [page] = (tmp_path / "H").rglob("*.html")
    assert "示例E1" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(("logo", "codes"), [("logo.png", []), ("none.png", ["PX708"])])
def test_the_logo_lies_beside_the_cycle_workbook_wherever_perfxl_runs(
    logo: str, codes: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "logo.png").write_bytes(PNG)
    small_company(tmp_path / "a" / "c.xlsx", actuals=(90,), logo=logo)
    monkeypatch.chdir(tmp_path)

    answer = ask("letters", "a", "--out", "L", "--json")

    assert answer.json["written"] == 1
    assert [one["code"] for one in answer.json["findings"]] == codes
