"""Hostile texts in cells and hostile templates open no socket, read no file and run no code; a letter is made of the former,
and the latter are refused or harmless.
"""

import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest

from perfxl.faults import Fault
from perfxl.letters import crew, press
from perfxl.letters.batch import LettersReport, write_letters
from perfxl.letters.fonts import system_folders
from perfxl.letters.proof import bare, pdf_text
from perfxl.letters.quick.verdicts import kept_folder
from tests.letters.hand_made import PNG, SIX_KPIS, Person, scores_of

SECRET = "TOP-SECRET-SALARY"
_RUNS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "pty.spawn")
_TALKS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "urllib.Request", "ftplib.connect")

# FILE, ADDRESS and CANARY are replaced: a secret file, a server that counts, a file that code would make.
CELLS = (
    '<img src="FILE"/>',
    '<img src="ADDRESS/x.png"/>',
    '<a rel="attachment" href="FILE">x</a>',
    '<link rel="attachment" href="FILE"/>',
    '<link rel="stylesheet" href="ADDRESS/style.css"/>',
    "<style>@import url(FILE)</style>",
    "<style>* { background: url(ADDRESS/b.png) }</style>",
    '<p style="background: url(FILE)">x</p>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="FILE"/></svg>',
    '<svg><use href="ADDRESS/a.svg#x"/></svg>',
    '<object data="FILE"></object>',
    '<embed src="ADDRESS/e"/>',
    '<iframe src="FILE"></iframe>',
    "<script>fetch('ADDRESS')</script>",
    '<base href="ADDRESS"/>',
    '<meta http-equiv="refresh" content="0;url=ADDRESS"/>',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "FILE">]>&e;',
    "]]><!-- --><img src='FILE'/>",
    '" onerror="alert(1)" x="',
    "'/><img src='ADDRESS/q'/>",
    "&#60;img src=FILE&#62;",
    "{{ 7 * 7 }}{% include 'secret.txt' %}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.system('touch CANARY') }}",
    "{score}{grade}{0.__class__}{name!r}",
    "%s%n%(name)s${jndi:ldap://127.0.0.1/x}",
    "=HYPERLINK(\"ADDRESS\")",
    "../../../../etc/passwd",
    "$(touch CANARY)`touch CANARY`;|touch CANARY",
)

TEMPLATES = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.system('touch CANARY') }}",
    "{{ lipsum.__globals__['os'].popen('touch CANARY').read() }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ letter.texts.__func__.__globals__ }}",
    "{{ letter.__class__.__init__.__globals__ }}",
    "{{ letter|attr('__class__')|attr('__mro__') }}",
    "{{ say.__call__.__globals__ }}",
    "{{ say._words }}{{ self._TemplateReference__context }}",
    "{% include '../../secret.txt' %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}{{ os.system('touch CANARY') }}",
    "{{ picture('../secret.txt') }}",
    "{{ ('%1000000000d' % 1)[:1] if false else '' }}{{ letter.name.__format__ }}",
    '<img src="FILE" alt=""/>',
    '<img src="ADDRESS/x.png" alt=""/>',
    '<link rel="attachment" href="FILE"/>',
    '<object data="FILE"></object>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="FILE" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="ADDRESS/i.png" width="9" height="9"/></svg>',
    "<style>@import url(FILE);</style>",
    "<style>@font-face { font-family: x; src: url(FILE) } p { font-family: x }</style>",
    '<p style="background: url(ADDRESS/b.png)">x</p>',
    '<a href="FILE" rel="attachment">x</a>',
)
STYLES = (
    "@import url('FILE');",
    "@font-face { font-family: x; src: url('ADDRESS/f.woff') } body { font-family: x }",
    "body { background: url('FILE') }",
    "li { list-style-image: url('ADDRESS/l.png') }",
    ".head::before { content: url('FILE') }",
)


class _Watch:
    """What happened while it was on."""

    def __init__(self) -> None:
        self.is_on = False
        self.seen: list[str] = []
        self.allowed: list[Path] = []

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.is_on or not (event in (*_RUNS, *_TALKS) or event == "open"):
            return
        if event != "open":
            self.seen.append(f"{event} {args[:2]}")
        elif isinstance(args[0], str) and not self._may_open(Path(args[0])):
            self.seen.append(f"open {args[0]}")

    def _may_open(self, path: Path) -> bool:
        own_fonts = any(part.startswith("weasyprint-") for part in path.parts)  # what it got is kept in files
        return own_fonts or any(path.is_relative_to(folder) for folder in self.allowed)


WATCH = _Watch()
sys.addaudithook(WATCH)


@contextmanager
def watched(out: Path) -> Iterator[None]:
    """Note what is opened, run and called; files of Python, of the fonts, and of the run itself may be opened."""
    libraries = [Path(folder) for folder in (*sys.path, sys.prefix, sys.base_prefix) if folder]
    WATCH.seen.clear()
    WATCH.allowed = [*libraries, *system_folders(), kept_folder(), out]
    WATCH.is_on = True
    try:
        yield
    finally:
        WATCH.is_on = False


class _Counting(http.server.BaseHTTPRequestHandler):
    hits: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.hits.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        return


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = http.server.HTTPServer(("127.0.0.1", 0), _Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def filled(tmp_path: Path, address: str) -> Any:
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "secret.png").write_bytes(PNG)

    def fill(payload: str) -> str:
        file = (tmp_path / ("secret.png" if "image" in payload or "img" in payload else "secret.txt")).as_uri()
        canary = str(tmp_path / "canary")
        return payload.replace("FILE", file).replace("ADDRESS", address).replace("CANARY", canary)

    return fill


def nothing_happened(tmp_path: Path, report: LettersReport | None) -> None:
    assert WATCH.seen == []
    assert _Counting.hits == []
    assert not (tmp_path / "canary").exists()
    for path in report.files.values() if report else ():
        assert SECRET.encode() not in path.read_bytes()
        assert SECRET not in pdf_text(path.read_bytes())[0]


@pytest.mark.parametrize("payload", CELLS)
def test_a_hostile_cell_is_printed_as_it_is(tmp_path: Path, filled: Any, payload: str) -> None:
    said = filled(payload)
    kpis = ({**SIX_KPIS[0], "kpi": f"{said}1", "unit": said, "evidence": said}, *SIX_KPIS[1:])
    person = Person("E1001", "示例甲", department=said, position=said, kpis=kpis, comments=(("manager", "E9", said),))
    out = tmp_path / "out"

    with watched(out):
        report = write_letters(scores_of(person, company=said), out, language="zh")

    nothing_happened(tmp_path, report)
    assert not report.failed
    (path,) = report.files.values()
    assert path.resolve().is_relative_to(out.resolve())
    assert bare(said) in bare(pdf_text(path.read_bytes())[0])


@pytest.mark.parametrize(
    ("file", "payload"), [*(("letter.html.j2", one) for one in TEMPLATES), *(("style.css", one) for one in STYLES)]
)
def test_a_hostile_template_is_refused_or_harmless(
    tmp_path: Path, filled: Any, file: str, payload: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates, out = tmp_path / "templates", tmp_path / "out"
    templates.mkdir()
    body = "<p>{{ letter.name }} {{ letter.employee_id }} {{ letter.score }} {{ letter.grade }}</p>"
    page = f"<html lang='zh'><head><title>x</title></head><body>{body}PAYLOAD</body></html>"
    (templates / file).write_text(page.replace("PAYLOAD", filled(payload)) if file.endswith("j2") else filled(payload))
    monkeypatch.setattr(crew, "_by_workers", in_this_process)  # where it can be watched

    report, refused = None, False
    with watched(out):
        WATCH.allowed.append(templates)
        try:
            report = write_letters(scores_of(Person("E1001", "示例甲")), out, language="zh", templates=templates)
        except Fault:
            refused = True

    nothing_happened(tmp_path, report)
    assert refused or (report is not None and len(report.failed) + len(report.written) == 1)
    if "__" in payload or "FILE" in payload or "ADDRESS" in payload:
        assert refused or (report is not None and report.failed)


def in_this_process(materials: Any, tasks: Any, count: int) -> Iterator[Any]:
    maker = press.Press(materials)
    for facts in materials.to_try:
        maker.try_design(facts)
    with maker:
        yield from map(maker.make, tasks)


def test_there_are_fifty_of_them() -> None:
    assert len({*CELLS, *TEMPLATES, *STYLES}) >= 50


@pytest.mark.parametrize(
    ("payload", "told"),
    [
        ("{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}", "仍未结束"),
        ("{{ ('a' * 9999999999)|length }}", "内存"),
    ],
)
def test_a_template_that_takes_too_much_time_or_memory_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, payload: str, told: str
) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "letter.html.j2").write_text(f"<html><body><p>{{{{ letter.name }}}}</p>{payload}</body></html>")
    monkeypatch.setattr(crew, "_LONGEST", 5.0)

    with pytest.raises(Fault, match=told):
        write_letters(scores_of(Person("E1001", "示例甲")), tmp_path / "out", language="zh", templates=templates)


def test_a_letter_that_does_not_end_is_stopped_and_the_others_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    loop = "{% if letter.employee_id == 'E1002' %}{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}{% endif %}"
    body = "<p>{{ letter.name }} {{ letter.employee_id }} {{ letter.score }} {{ letter.grade }}</p>"
    (templates / "letter.html.j2").write_text(f"<html lang='zh'><head><title>x</title></head><body>{body}{loop}</body></html>")
    monkeypatch.setattr(crew, "_LONGEST", 8.0)
    people = [Person(f"E100{number}", f"示例{number}") for number in range(1, 4)]

    report = write_letters(scores_of(*people), tmp_path / "out", language="zh", templates=templates)

    assert report.written == ("E1001", "E1003")
    assert [(one.employee_id, one.code) for one in report.failed] == [("E1002", "PX709")]
