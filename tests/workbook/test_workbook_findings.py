"""Every finding about workbooks and their cells is produced by a real file."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from perfxl.cycle.tables import Cycle
from perfxl.cycle.typed import Formula, Percent
from perfxl.findings import Finding
from perfxl.findings.workbook_files import finding_of
from perfxl.workbook.intake.grids import read_book
from perfxl.workbook.intake.preflight import Limits
from perfxl.workbook.intake.quarantine import Unreadable
from perfxl.workbook.reading.reader import read_cycle
from tests.workbook.books import AS_OF, HEADERS, SOUND, Cells, Extras, Options, cycle_from, sound_sheets, write_book

Found = list[str]
KPI = ("00101", "收入", Percent(60), "越大越好")


def found(folder: Path, sheets: Mapping[str, Cells], options: Options | None = None) -> Found:
    """Each finding as `code cell`, or `code sheet` if it is about a whole sheet, or `code` if about the file."""
    return _shown(cycle_from(folder, sheets, options))


def _shown(cycle: Cycle) -> Found:
    findings = [(finding.code, finding.place) for finding in cycle.findings]
    return [" ".join(filter(None, (code, place and (place.cell or place.sheet)))) for code, place in findings]


def with_kpis(folder: Path, *rows: Sequence[object], options: Options | None = None) -> Found:
    return found(folder, sound_sheets(指标=[*rows, *SOUND["指标"][1:]]), options)


def with_settings(folder: Path, *rows: Sequence[object]) -> Found:
    return found(folder, sound_sheets(周期=[*SOUND["周期"], *rows]))


def with_headers(folder: Path, *headers: str) -> Found:
    kpis = [HEADERS["指标"] + headers, *(row + ("x",) * len(headers) for row in SOUND["指标"])]
    return found(folder, {**sound_sheets(), "指标": kpis})


def uncalculated(folder: Path) -> Found:
    """openpyxl saves formulas without any result."""
    path = write_book(folder / "绩效.xlsx", sound_sheets())
    book = openpyxl.load_workbook(path)
    book["指标"]["F2"] = "=1+1"
    book.save(path)
    return _shown(read_cycle(path, as_of=AS_OF))


HIDDEN = Options(extras={"指标": Extras(hidden_rows=(2,)), "等级": Extras(hidden=True)})
MERGED = Options(extras={"指标": Extras(merged=[(1, 0, 2, 0)])})
TWO_NAMES = [("工号", "姓名", *HEADERS["指标"][1:]), *((row[0], "云九", *row[1:]) for row in SOUND["指标"])]
MIXED = [("00101", "收入", 0.6, "越大越好"), ("00101", "回款", 0.4, "越大越好"), ("00102", "收入", 100.0, "越大越好")]
RANGED = [(*HEADERS["指标"], "得分上限"), *((*row, -1.0) for row in SOUND["指标"][:1]), *SOUND["指标"][1:]]

CASES: list[tuple[str, Callable[[Path], Found], Found]] = [
    ("PX101", lambda f: found(f, sound_sheets(等级=None)), ["PX101"]),
    ("PX102", lambda f: found(f, {**sound_sheets(), "等级": [("等级",), ("A",)]}), ["PX102 A1"]),
    ("PX103", lambda f: with_headers(f, "占比"), ["PX103 H1"]),
    ("PX103", lambda f: with_settings(f, ("周期名称", "2027")), ["PX103 A5"]),
    ("PX104", lambda f: with_headers(f, "颜色"), ["PX104 H1"]),
    (
        "PX105",
        lambda f: found(f, {**sound_sheets(), "草稿": [("x",)], "空": [], "得分": [("x",)], "得分明细 2": [("x",)]}),
        ["PX105 草稿"],
    ),
    ("PX106", lambda f: found(f, sound_sheets(), HIDDEN), ["PX106 A3", "PX106 等级"]),
    ("PX107", lambda f: with_kpis(f, ("00101", "", *KPI[2:])), ["PX107 B2"]),
    ("PX108", lambda f: with_kpis(f, (*KPI, 100.0, Formula("NA()", "#N/A"))), ["PX108 F2"]),
    ("PX109", uncalculated, ["PX109 F2"]),
    ("PX109", lambda f: with_kpis(f, (*KPI, 100.0, Formula("SUM(1,2)"))), ["PX109 F2"]),
    ("PX110", lambda f: found(f, sound_sheets(等级=[("A", "九十"), ("B", 0.0)])), ["PX110 B2"]),
    ("PX120", lambda f: with_kpis(f, (*KPI, "85分", 90.0)), ["PX120 E2"]),
    ("PX121", lambda f: with_kpis(f, (*KPI, 100.0, "85万")), ["PX121 F2"]),
    ("PX122", lambda f: with_kpis(f, (*KPI[:3], "随便")), ["PX122 D2"]),
    (
        "PX123",
        lambda f: found(f, {**sound_sheets(), "沟通记录": [("工号", "日期", "类型"), ("00101", "下周", "反馈")]}),
        ["PX123 B2"],
    ),
    ("PX124", lambda f: with_kpis(f, (1.10101199003071e17, *KPI[1:])), ["PX124 A2"]),
    ("PX125", lambda f: with_kpis(f, (101.0, *KPI[1:])), ["PX125 A2"]),
    ("PX126", lambda f: with_kpis(f, ("00999", *KPI[1:])), ["PX126 A2"]),
    (
        "PX127",
        lambda f: found(f, {**sound_sheets(), "评价": [HEADERS["评价"], ("00101", "X9", "同事", 4.0)]}),
        ["PX127 B2"],
    ),
    ("PX128", lambda f: found(f, {**sound_sheets(), "指标": RANGED}), ["PX128 H2"]),
    ("PX129", lambda f: found(f, sound_sheets(员工=[*SOUND["员工"], ("00101 ", "云三", "研发部")])), ["PX129 A4"]),
    ("PX131", lambda f: with_settings(f, ("心情", "好")), ["PX131 A5"]),
    ("PX132", lambda f: with_settings(f, ("小数位数", 2.5)), ["PX132 B5"]),
    ("PX132", lambda f: with_settings(f, ("数据截止日期", "月底")), ["PX132 B5"]),
    ("PX132", lambda f: with_settings(f, ("小数位数", 9.0)), ["PX132 B5"]),
    ("PX132", lambda f: with_settings(f, ("语言", "法文")), ["PX132 B5"]),
    ("PX132", lambda f: found(f, sound_sheets(周期=SOUND["周期"][:2])), ["PX132 周期"]),
    ("PX132", lambda f: found(f, sound_sheets(周期=[*SOUND["周期"][:2], ("结束日期", "2025-1-1")])), ["PX132 B4"]),
    ("PX134", lambda f: with_kpis(f, SOUND["指标"][0], ("合计", "", Percent(100))), ["PX134 A3"]),
    (
        "PX137",
        lambda f: found(f, sound_sheets(指标=[SOUND["指标"][0], ("", *SOUND["指标"][1][1:])]), MERGED),
        ["PX137 A2"],
    ),
    ("PX138", lambda f: found(f, {**sound_sheets(), "指标": TWO_NAMES}), ["PX138 A2", "PX138 A4"]),
    ("PX139", lambda f: found(f, {**sound_sheets(), "KPIs": [HEADERS["指标"]]}), ["PX139 KPIs"]),
    ("PX140", lambda f: with_kpis(f, SOUND["指标"][0], (), ("工号", "实际值"), ("00101", 3.0)), ["PX140 A4"]),
    ("PX141", lambda f: found(f, sound_sheets(等级=())), ["PX141 等级"]),
    ("PX305", lambda f: found(f, sound_sheets(指标=MIXED)), ["PX305 C2"]),
    ("PX306", lambda f: with_kpis(f, ("00101", "收入", 60.0, "越大越好")), ["PX306 C2"]),
]


@pytest.mark.parametrize(("code", "made", "wanted"), CASES, ids=[f"{code}-{n}" for n, (code, *_) in enumerate(CASES)])
def test_a_real_file_produces_the_finding_and_no_other(
    tmp_path: Path, code: str, made: Callable[[Path], Found], wanted: Found
) -> None:
    assert made(tmp_path) == wanted
    assert wanted[0].startswith(code)


def zipped(**parts: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return whole.getvalue()


def encrypted() -> bytes:
    """A zip whose only member says that it has a password."""
    whole = bytearray(zipped(a_xml="x"))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(mark) + offset] |= 1
    return bytes(whole)


def far_cell() -> bytes:
    whole = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.cell(1048576, 16384, "x")
    book.save(whole)
    return whole.getvalue()


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "PX111": ("a.xlsx", lambda: b"\x01\x02\x03 no workbook"),
    "PX112": ("a.xlsx", encrypted),
    "PX113": ("a.xlsx", lambda: far_cell()[:-200]),
    "PX114": ("a.xlsx", lambda: b"," * 5000),
    "PX115": ("a.xlsx", far_cell),
    "PX116": ("a.xlsx", lambda: b""),
    "PX117": ("", lambda: b""),
    "PX118": ("~$a.xlsx", lambda: b"x"),
    "PX119": ("a.xlsb", lambda: zipped(xl__workbook_bin="x")),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_real_file_that_is_refused_produces_the_finding(tmp_path: Path, code: str) -> None:
    name, content = REFUSED[code]
    if name:
        (tmp_path / name).write_bytes(content())
    limits = Limits(file=4000) if code == "PX114" else None

    with pytest.raises(Unreadable) as refused:
        read_book(tmp_path / (name or "没有.xlsx"), limits=limits)

    finding = finding_of(refused.value, "销售部.xlsx")
    assert (finding.code, str(finding.place)) == (code, "[销售部.xlsx]")
    assert refused.value.detail in finding.what("zh")


def test_no_finding_about_workbooks_is_forgotten() -> None:
    by_functions = {"PX191"}  # of worksheet functions, not of sheets: tests/excel/test_functions.py
    declared = {code for code in Finding.catalogue if code.startswith("PX1")} - by_functions | {"PX305", "PX306"}

    assert declared == {code for code, *_ in CASES} | REFUSED.keys()


@pytest.mark.parametrize("code", sorted({code for code, *_ in CASES} | REFUSED.keys()))
def test_texts_name_the_same_facts_in_both_languages(code: str) -> None:
    kind = Finding.catalogue[code]

    for text in (kind.title, kind.fact, kind.remedy):
        assert text.zh
        assert text.en
    both = kind.fact + kind.remedy
    assert _facts(both[0] + both[2], "_zh") == _facts(both[1] + both[3], "_en")


def _facts(text: str, ending: str) -> set[str]:
    return {part.split("}")[0].removesuffix(ending) for part in text.split("{")[1:]}
