"""publish: a PDF and standards.json, both or neither, and never over what is not perfxl's."""

import json
from pathlib import Path

import pytest

import perfxl
from perfxl.cycle.typed import Percent
from perfxl.faults import Fault, WrongCommand
from perfxl.jobs import publish as job
from perfxl.jobs.publish import publish
from perfxl.letters.proof import pdf_text
from tests.documents.companies import AS_OF, small, small_rows
from tests.jobs.asking import ask
from tests.rules.test_every_code import badly_told

DAY = ("--as-of", "2026-12-31")


def test_fingerprints_are_kept_beside_the_cycle_and_printed_in_the_pdf(tmp_path: Path) -> None:
    scores = small(tmp_path)

    done = publish(scores, tmp_path / "standards.pdf", folder=tmp_path)

    kept = json.loads((tmp_path / "standards.json").read_text(encoding="utf-8"))
    assert {key: kept[key] for key in ("all", "schemes", "employees", "published_on", "goals", "goal_changes")} == {
        "all": scores.fingerprints.all,
        "schemes": scores.fingerprints.schemes,
        "employees": scores.fingerprints.employees,
        "published_on": "2026-12-31",
        "goals": {},
        "goal_changes": [],
    }
    text, _ = pdf_text((tmp_path / "standards.pdf").read_bytes())
    assert (kept["content"]["employees"]["E1"]["kpis"]["=1+1"]["weight"], kept["earlier"]) == ("60", [])
    assert [fingerprint[:4] in text for fingerprint in kept["schemes"].values()] == [True]
    assert (done.before, done.blockers) == ("", ())


def test_publishing_again_gives_the_same_bytes_and_remembers_what_was_there(tmp_path: Path) -> None:
    scores = small(tmp_path)
    names = ("standards.pdf", "standards.json")
    publish(scores, tmp_path / names[0], folder=tmp_path)
    before = [(tmp_path / name).read_bytes() for name in names]

    again = publish(scores, tmp_path / names[0], folder=tmp_path)

    assert [(tmp_path / name).read_bytes() for name in names] == before
    assert again.before == scores.fingerprints.all


def test_neither_file_changes_where_one_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = small(tmp_path)
    publish(scores, tmp_path / "standards.pdf", folder=tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    rows = small_rows()
    rows["kpis"][0]["target"] = 120
    changed = perfxl.score(perfxl.read_cycle(rebuilt(tmp_path / "other", rows), as_of=scores.cycle.as_of))
    real = Path.write_text

    def full(path: Path, *args: object, **options: object) -> int:
        if "standards.json" in path.name:
            raise OSError(28, "No space left on device", str(path))
        return real(path, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(Fault, match=r"standards\.json"):
        publish(changed, tmp_path / "standards.pdf", folder=tmp_path)

    assert {path: path.read_bytes() for path in before} == before
    assert [path.name for path in tmp_path.rglob("*.pdf")] == ["standards.pdf", f"2026-12-31_{scores.fingerprints.all[:12]}.pdf"]


def test_earlier_publications_are_kept_and_known(tmp_path: Path) -> None:
    first = small(tmp_path)
    publish(first, tmp_path / "standards.pdf", folder=tmp_path)
    old = (tmp_path / "standards.pdf").read_bytes()
    rows = small_rows()
    rows["kpis"][0]["target"] = 120
    second = small(tmp_path, rows)

    done = publish(second, tmp_path / "standards.pdf", folder=tmp_path)

    kept = json.loads((tmp_path / "standards.json").read_text(encoding="utf-8"))
    assert done.before == first.fingerprints.all != second.fingerprints.all == kept["all"]
    assert [(one["published_on"], one["all"]) for one in kept["earlier"]] == [("2026-12-31", first.fingerprints.all)]
    names = {f"2026-12-31_{one.fingerprints.all[:12]}.{end}" for one in (first, second) for end in ("pdf", "json")}
    assert {path.name for path in done.history.iterdir()} == names
    assert (done.history / f"2026-12-31_{first.fingerprints.all[:12]}.pdf").read_bytes() == old


def test_a_damaged_record_is_said_and_stops_nobody(tmp_path: Path) -> None:
    publish(small(tmp_path), tmp_path / "standards.pdf", folder=tmp_path)
    (tmp_path / "standards.json").write_text('{"all": 1', encoding="utf-8")

    cycle = perfxl.read_cycle(tmp_path, as_of=AS_OF)

    assert "PX338" in cycle.findings.codes()
    assert badly_told(cycle.findings) == []
    assert set(perfxl.score(cycle).people["status"]) == {"scored"}


def rebuilt(folder: Path, rows: dict[str, list[dict[str, object]]]) -> Path:
    folder.mkdir()
    small(folder, rows)
    return folder / "cycle.xlsx"


def test_files_that_perfxl_did_not_publish_are_left_alone(tmp_path: Path) -> None:
    scores = small(tmp_path)
    (tmp_path / "notes.pdf").write_text("mine", encoding="utf-8")
    with pytest.raises(Fault, match=r"notes\.pdf"):
        publish(scores, tmp_path / "notes.pdf", folder=tmp_path)
    with pytest.raises(WrongCommand, match=r"\.pdf"):
        publish(scores, tmp_path / "cycle.xlsx", folder=tmp_path)

    (tmp_path / "standards.json").write_text('{"mine": 1}', encoding="utf-8")
    with pytest.raises(Fault, match=r"standards\.json"):
        publish(scores, tmp_path / "standards.pdf", folder=tmp_path)

    assert (tmp_path / "notes.pdf").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "standards.pdf").exists()


def test_only_what_is_wrong_with_the_standards_themselves_is_said(tmp_path: Path) -> None:
    rows = small_rows()
    rows["kpis"][0]["actual"] = Percent(80)
    rows["kpis"][2]["weight"] = rows["kpis"][3]["weight"]

    scores = small(tmp_path, rows)

    done = publish(scores, tmp_path / "standards.pdf", folder=tmp_path)

    assert [one.code for one in scores.findings if one.blocks] == ["PX316", "PX301"]
    assert [(finding.code, finding.employee_id) for finding in done.blockers] == [("PX301", "E2")]


def test_the_command_publishes_nothing_while_something_is_wrong_with_the_standards(tmp_path: Path) -> None:
    rows = small_rows()
    rows["kpis"][2]["weight"] = rows["kpis"][3]["weight"]
    small(tmp_path, rows)
    words = ("publish", tmp_path, "--out", tmp_path / "s.pdf", *DAY)

    refused = [ask(*words, "--json"), ask(*words, "--lang", "zh"), ask(*words, "--lang", "en")]

    assert [answer.code for answer in refused] == [1, 1, 1]
    assert (refused[0].json["published"], [one["code"] for one in refused[0].json["findings"]]) == (False, ["PX301"])
    assert "没有公布" in refused[1].out
    assert "nothing was published" in refused[2].out
    assert {path.name for path in tmp_path.iterdir()} == {"cycle.xlsx"}
    anyway = ask(*words, "--with-blockers", "--json")
    assert (anyway.code, anyway.json["published"]) == (1, True)


def test_parts_are_a_pdf_of_each_scheme_and_a_sheet_to_sign_for_each_department(tmp_path: Path) -> None:
    scores = small(tmp_path)

    answer = ask("publish", tmp_path, "--out", tmp_path / "s.pdf", "--parts", tmp_path / "parts", *DAY, "--json")

    files = {path.relative_to(tmp_path / "parts").as_posix() for path in (tmp_path / "parts").rglob("*.pdf")}
    assert answer.code == 0
    assert {name.split("/")[0] for name in files} == {"考核标准", "签收表"}
    assert len(files) == 1 + 2
    text, _ = pdf_text((tmp_path / "parts" / "签收表" / "销售部.pdf").read_bytes())
    own = scores.fingerprints.employees["E1"]
    assert all(told in text for told in ("云一帆", "何静", f"{own[:4]} {own[4:8]} {own[8:12]}"))
    assert "E2" not in text


def test_the_commands(tmp_path: Path) -> None:
    small(tmp_path)

    published = ask("publish", tmp_path, "--out", tmp_path / "标准.pdf", *DAY, "--json")
    sheets = ask("documents", tmp_path, "--out", tmp_path / "out", "--kind", "manager", "--only", "e1", *DAY, "--json")
    told = [
        ask("publish", tmp_path, "--out", tmp_path / "标准.pdf", *DAY, "--lang", "en"),
        ask("documents", tmp_path, "--out", tmp_path / "out", *DAY, "--lang", "zh"),
    ]

    assert (published.code, published.json["before"], published.json["schemes"]) == (0, None, ["<i>岗</i>"])
    assert (sheets.code, sheets.json["written"]["manager"]) == (0, ["主管摘要/E1_云一帆.pdf"])
    assert [answer.code for answer in told] == [0, 0]
    assert "Standards" in told[0].out
    assert "面谈表 3 份" in told[1].out


@pytest.mark.parametrize("words", [("--kind", "letter"), ("--only", "E7")])
def test_a_kind_or_a_person_that_does_not_exist_is_a_wrong_command(tmp_path: Path, words: tuple[str, ...]) -> None:
    small(tmp_path)

    answer = ask("documents", tmp_path, "--out", tmp_path / "out", *words, *DAY)

    assert (answer.code, words[1] in answer.err) == (2, True)


def test_the_name_of_the_file_is_the_one_that_the_contract_gives() -> None:
    assert job.NAME == "standards.json"


def test_the_standards_say_quotas_and_when_an_appeal_is_answered(tmp_path: Path) -> None:
    rows = small_rows()
    rows["cycle"] = [{**rows["cycle"][0], "appeal_workdays": 5}]
    rows["grades"][0]["quota"] = Percent(20)

    publish(small(tmp_path, rows), tmp_path / "standards.pdf", folder=tmp_path)

    text = "".join(pdf_text((tmp_path / "standards.pdf").read_bytes())[0].split())
    assert "A的人数不超过20%" in text
    assert "在5个工作日内书面告知" in text
