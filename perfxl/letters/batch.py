"""All letters of a cycle into a folder: only what changed is made, only what is proved is kept."""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import weasyprint

import perfxl
from perfxl.faults import Fault
from perfxl.findings.base import Finding, Findings
from perfxl.findings.letters import GlyphMissing, NoSuchRecipient, PassphraseMissing, RecipientExempt
from perfxl.language import Text
from perfxl.letters import manifest as manifests
from perfxl.letters.contact_list import contacts, keep_contact_list
from perfxl.letters.crew import made_letters
from perfxl.letters.crew_elsewhere import Crew
from perfxl.letters.design import Design, read_design
from perfxl.letters.design_folder import DesignFiles
from perfxl.letters.drafts import Drafts
from perfxl.letters.engine_report import EngineReport, engine_report
from perfxl.letters.errands import Errand, ErrandFailed
from perfxl.letters.evidence import ScoresLike
from perfxl.letters.facts import LetterFacts
from perfxl.letters.field_names import field_name
from perfxl.letters.filenames import letter_paths
from perfxl.letters.fonts import LetterFonts, letter_fonts
from perfxl.letters.gathering import content_key, letter_facts
from perfxl.letters.glyphs import check_glyphs
from perfxl.letters.logo import Logo, configured_logo
from perfxl.letters.manifest import Entry
from perfxl.letters.passphrases import Given, given_passphrases, keep_list, random_passphrases
from perfxl.letters.pictures import Picture
from perfxl.letters.press import Made, Materials, Task
from perfxl.letters.quick.switch import standing
from perfxl.letters.self_check import Verdict, checked, known_verdict
from perfxl.letters.subset import characters, missing_glyph, small_fonts

_TEMPORARY = ".perfxl-letters-"
_LONGEST_HTML = 60.0  # seconds, and one more for each letter
_WORTH_A_CHECK = 24  # letters; a check of the engine takes as long as about as many


@dataclass(frozen=True)
class Failure:
    """A letter that was not made, with the finding's code and what to do, in the run's language."""

    employee_id: str
    code: str
    reason: str


@dataclass(frozen=True)
class Locking:
    """How letters are encrypted. given: HR's list of passphrases; None: random ones."""

    given: Path | None = None


@dataclass(frozen=True)
class LettersReport:
    """What became of a run. Ids in roster order; withdrawn: letters removed because they are true no more."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[Failure, ...]
    held: tuple[str, ...]
    withdrawn: tuple[str, ...]
    findings: Findings
    manifest: Path
    contact_list: Path | None  # of those held; None for nobody, or for a run over a few
    files: Mapping[str, Path]  # the letters that lie in the folder and were asked for, by employee id
    seconds: float
    engine: EngineReport = field(default_factory=EngineReport)
    words: Mapping[str, str] = field(default_factory=dict, repr=False)  # passphrases of the letters that are encrypted
    passphrase_list: Path | None = None  # where random ones are kept
    drafts: Drafts | None = None
    merged: Path | None = None

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """The report as CONTRACT.md gives it."""
        return {
            "written": len(self.written),
            "unchanged": len(self.unchanged),
            "failed": [vars(failure) for failure in self.failed],
            "held": list(self.held),
            "withdrawn": list(self.withdrawn),
            "manifest": str(self.manifest),
            "contact_list": str(self.contact_list) if self.contact_list else None,
            "seconds": round(self.seconds, 3),
            "letters_per_second": round(len(self.written) / self.seconds, 1) if self.seconds else 0.0,
            "engine": self.engine.to_json(language),
            "passphrases": str(self.passphrase_list) if self.passphrase_list else None,
            "drafts": None if self.drafts is None else len(self.drafts.files),
            "merged": str(self.merged) if self.merged else None,
        }


def write_letters(  # noqa: PLR0913 - one for each thing that a run can be asked for
    scores: ScoresLike,
    folder: Path,
    *,
    language: str,
    only: Sequence[str] = (),
    jobs: int = 1,
    html_folder: Path | None = None,
    logo_folder: Path = Path(),
    preset: str = "",
    templates: Path | None = None,
    variant: str = "",
    locking: Locking | None = None,
    crew: Crew | None = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> LettersReport:
    """Write the letters of everybody scored (or of `only`) as DEPARTMENT/ID_NAME.pdf into `folder`.

    Each letter is in its person's language; `language` is that of the report. Unchanged letters are not made again.
    html_folder: also keep each letter's complete HTML there. logo_folder: where the cycle workbook and its logo lie.
    preset, templates: the design, see docs/letter-templates.md. jobs: how many processes; crew: who makes the letters instead.
    on_progress: called with letters done and letters to do. variant: of PDF (pdf/ua-1, pdf/a-3b). locking: encrypt, with
    these passphrases; a list of random ones is kept beside the folder. A run over everybody also keeps the list of those who are held.
    Raises Fault if this machine has no Chinese font, a folder cannot be written, or the design is wrong.
    """
    try:
        design = read_design(preset, templates)
        run = _Run(
            scores, folder, design, only=frozenset(only), logo_folder=logo_folder, is_ours=templates is None,
            variant=variant, locking=locking,
        )  # fmt: skip
        outcomes = run.make(crew, jobs, on_progress)
        if html_folder is not None:
            run.keep_html(html_folder)
        return run.report(outcomes, language)
    except OSError as error:
        raise _cannot_write(folder, error) from error


@dataclass
class _Run:
    """One call of write_letters, in steps. is_ours: the templates are perfxl's own, so filling them in comes to an end."""

    scores: ScoresLike
    folder: Path
    design: Design
    only: frozenset[str]
    logo_folder: Path
    is_ours: bool
    variant: str
    locking: Locking | None
    verdict: Verdict | None = None  # on the engine; None if nothing was made, or too little for a check
    started: float = field(default_factory=time.perf_counter)

    def __post_init__(self) -> None:
        self.fonts: LetterFonts = letter_fonts(self.design.files.settings.type)
        check_glyphs(self.design.files, self.fonts)
        self.logo: Logo = configured_logo(self.scores.cycle.settings.logo, self.logo_folder)
        self.everybody = letter_facts(self.scores)
        self.paths = letter_paths(self.everybody.values())
        self.wanted = {id_: facts for id_, facts in self.everybody.items() if not self.only or id_ in self.only}
        self.people = dict(zip(self.scores.people["employee_id"], self.scores.people["status"], strict=True))
        _owned(self.folder)
        self.before = manifests.read_manifest(self.folder)
        versions = f"{perfxl.__version__}|{weasyprint.__version__}"
        self.pictures = {**_logo_assets(self.logo), **self.design.files.assets()}
        pictures = hashlib.sha256(repr(sorted(self.pictures.items())).encode()).hexdigest()
        self.look = "|".join((self.design.digest, self.fonts.identity(), pictures, versions, self.variant))
        self.given = _given(self.locking, self.folder, self.wanted.values())
        self.keys = {id_: content_key(facts, self.look + self._seal(id_)) for id_, facts in self.wanted.items()}
        self.unchanged = {id_ for id_ in self.wanted if self._is_unchanged(id_)}
        changed = [facts for id_, facts in self.wanted.items() if id_ not in self.unchanged]
        self.unprintable = [finding for facts in changed if (finding := self._not_to_be_made(facts))]
        first_of = {facts.language: facts for facts in reversed(changed)}
        self.to_try = () if self.is_ours else tuple(first_of.values())
        for one in first_of.values() if self.is_ours else ():
            self.design.tried(one)

    def _seal(self, employee_id: str) -> str:
        """What tells a letter that this passphrase opens from the open one and from all others."""
        word = self.given.words.get(employee_id, "")
        return f"|{hashlib.sha256(word.encode()).hexdigest()}" if word else ""

    def _not_to_be_made(self, facts: LetterFacts) -> Finding | None:
        if self.locking is not None and facts.employee_id not in self.given.words:
            return PassphraseMissing(employee_id=facts.employee_id)
        return _unprintable(facts, self.fonts)

    def _is_unchanged(self, employee_id: str) -> bool:
        entry = self.before.get(employee_id)
        if entry is None or (entry.content, entry.file) != (self.keys[employee_id], f"{self.paths[employee_id]}.pdf"):
            return False
        return manifests.is_intact(self.folder, entry)

    def make(self, crew: Crew | None, jobs: int, on_progress: Callable[[int, int], None]) -> list[Made | Finding]:
        """Make what is new or changed and can be printed."""
        left_out = self.unchanged | {finding.employee_id for finding in self.unprintable}
        words = self.given.words
        tasks = [
            Task(facts, self.paths[id_], words.get(id_, "")) for id_, facts in self.wanted.items() if id_ not in left_out
        ]
        temporary = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=self.folder))
        outcomes: list[Made | Finding] = list(self.unprintable)
        try:
            if tasks:
                materials = self._judged(self._materials(temporary), tasks)
                for done, outcome in enumerate((crew or made_letters)(materials, tasks, jobs=jobs), start=1):
                    outcomes.append(outcome)
                    on_progress(done, len(tasks))
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        return outcomes

    def _materials(self, temporary: Path) -> Materials:
        """The font holds everybody's characters, so a letter's bytes do not depend on whom else a run makes."""
        said = (text for facts in self.everybody.values() for _, text in facts.texts())
        regular, bold = small_fonts(self.fonts, characters([*said, self.design.texts()]))
        assets = {"regular": (regular, "font/otf"), "bold": (bold, "font/otf"), **self.pictures}
        return Materials(self.design.files, assets, tuple(self.people), self.folder, temporary, self.to_try, variant=self.variant)

    def _judged(self, materials: Materials, tasks: Sequence[Task]) -> Materials:
        """The materials with the word whether answers may be reused from letter to letter."""
        self.verdict = known_verdict(self.look)
        if self.verdict is None and standing().reusing and len(tasks) >= _WORTH_A_CHECK:
            self.verdict = checked(materials, tasks, look=self.look)
        return replace(materials, left_out=self.verdict.left_out if self.verdict else None)

    def keep_html(self, html_folder: Path) -> None:
        """Write each wanted letter as one HTML file that needs no other."""
        _owned(html_folder)
        pictures = {name: Picture(*content).data_url() for name, content in self.pictures.items()}
        pages = [(facts, html_folder / f"{self.paths[id_]}.html") for id_, facts in self.wanted.items()]
        if self.is_ours:
            _keep_html(self.design.files, pages, pictures)
            return
        with Errand(_keep_html, self.design.files, pages, pictures) as errand:
            try:
                errand.result(seconds=_LONGEST_HTML + len(pages))
            except ErrandFailed as error:
                raise _no_html() from error

    def report(self, outcomes: Iterable[Made | Finding], language: str) -> LettersReport:
        """Bring manifest and folder up to date and say what happened."""
        outcomes = list(outcomes)
        made = {one.employee_id: one for one in outcomes if isinstance(one, Made)}
        entries = {id_: self._entry(one) for id_, one in made.items()}
        entries |= {id_: self.before[id_] for id_ in self.unchanged}
        others = {id_: entry for id_, entry in self.before.items() if self.only and id_ not in self.only}
        stale = {id_: entry for id_, entry in self.before.items() if id_ not in others}
        kept = {**others, **entries}
        withdrawn = manifests.withdraw(self.folder, stale, frozenset(entry.file for entry in kept.values()))
        findings = [one for one in outcomes if isinstance(one, Finding)] + self._not_possible()
        as_of = self.scores.cycle.as_of.isoformat()
        return LettersReport(
            written=tuple(id_ for id_ in self.wanted if id_ in made),
            unchanged=tuple(id_ for id_ in self.wanted if id_ in self.unchanged),
            failed=tuple(_failure(finding, language) for finding in findings),
            held=tuple(id_ for id_, status in self.people.items() if status == "held" and self._asked(id_)),
            withdrawn=tuple(id_ for id_ in withdrawn if id_ not in made),
            findings=Findings.of([*findings, *self.logo.findings, *self.given.findings]),
            manifest=manifests.write_manifest(self.folder, kept.values(), as_of=as_of),
            contact_list=self._contact_list(language),
            files={id_: self.folder / entry.file for id_, entry in entries.items()},
            seconds=time.perf_counter() - self.started,
            engine=engine_report(self.verdict, gave_up=any(one.gave_up for one in made.values())),
            words={id_: word for id_, word in self.given.words.items() if id_ in entries},
            passphrase_list=self._kept_list(language),
        )

    def _contact_list(self, language: str) -> Path | None:
        """A run over a few says nothing about the others, so it leaves the list as it is."""
        return None if self.only else keep_contact_list(self.folder, contacts(self.scores, language), language)

    def _kept_list(self, language: str) -> Path | None:
        if self.locking is None or self.locking.given is not None:
            return None
        return keep_list(self.folder, self.wanted.values(), self.given.words, language)

    def _asked(self, employee_id: str) -> bool:
        return not self.only or employee_id in self.only

    def _not_possible(self) -> list[Finding]:
        unknown = [NoSuchRecipient(employee_id=id_) for id_ in sorted(self.only - self.people.keys())]
        exempt = [RecipientExempt(employee_id=id_) for id_ in sorted(self.only) if self.people.get(id_) == "exempt"]
        return [*unknown, *exempt]

    def _entry(self, made: Made) -> Entry:
        return Entry(
            employee_id=made.employee_id,
            file=made.file,
            sha256=made.sha256,
            content=self.keys[made.employee_id],
            fingerprint=self.scores.fingerprints.employees.get(made.employee_id, ""),
            pages=made.pages,
            as_of=self.scores.cycle.as_of.isoformat(),
        )


def _given(locking: Locking | None, folder: Path, letters: Iterable[LetterFacts]) -> Given:
    if locking is None:
        return Given({})
    if locking.given is None:
        return random_passphrases(folder, letters)
    return given_passphrases(locking.given, letters)


def _keep_html(files: DesignFiles, pages: Sequence[tuple[LetterFacts, Path]], pictures: Mapping[str, str]) -> None:
    design = Design(files)
    for facts, path in pages:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        manifests.whole_bytes(path, design.html(facts, pictures=pictures, style=True).encode("utf-8"))


def _no_html() -> Fault:
    return Fault(
        Text(
            "信的 HTML 未能写完。请检查信的模板和 --html 文件夹。",
            "The letters' HTML could not be written. Look at the letter template and the folder of --html.",
        )
    )


def _logo_assets(logo: Logo) -> dict[str, tuple[bytes, str]]:
    return {} if logo.picture is None else {"logo": (logo.picture.content, logo.picture.kind)}


def _failure(finding: Finding, language: str) -> Failure:
    return Failure(finding.employee_id, finding.code, f"{finding.what(language)} {finding.mend(language)}")


def _unprintable(facts: LetterFacts, fonts: LetterFonts) -> Finding | None:
    found = missing_glyph(facts, fonts)
    if found is None:
        return None
    name, character = found
    title = field_name(name)
    code_point = f"U+{ord(character):04X}"
    return GlyphMissing(
        employee_id=facts.employee_id,
        field_zh=title.zh,
        field_en=title.en,
        character=character,
        code_point=code_point,
    )


def _cannot_write(folder: Path, error: OSError) -> Fault:
    why = error.strerror or type(error).__name__
    return Fault(
        Text(
            f"无法写入信件文件夹 {folder}（{why}）。请检查权限和磁盘空间，或换一个文件夹。",
            f"The letters' folder {folder} cannot be written ({why}). Check rights and space, or name another folder.",
        )
    )


def _owned(folder: Path) -> None:
    """Make `folder` for its owner only, and sweep what a killed run left there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in folder.glob(f"{_TEMPORARY}*"):
        shutil.rmtree(left, ignore_errors=True)
