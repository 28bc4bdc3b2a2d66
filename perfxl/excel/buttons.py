"""What each button of the cycle workbook does: a few lines over the same job as the command of that name.

    RunPython "from perfxl.excel import buttons; buttons.score()"
"""

from perfxl.desktop import open_in_desktop
from perfxl.excel import telling
from perfxl.excel.marks_cleared import clear_marks as cleared
from perfxl.excel.person import selected_person
from perfxl.excel.result_sheets import check_sheets, score_sheets
from perfxl.excel.run import Done, Run, button
from perfxl.excel.sheet_visibility import toggled
from perfxl.jobs.appeals import appeals as all_appeals
from perfxl.jobs.appeals import save_appeals, write_decisions
from perfxl.jobs.calibrate import calibrate as prepared
from perfxl.jobs.calibrate import save_committee, save_committee_paper
from perfxl.jobs.consolidate import consolidate as consolidated
from perfxl.jobs.distribute import distribute_again
from perfxl.jobs.documents import write_documents
from perfxl.jobs.final import due, keep_final
from perfxl.jobs.goals import goals_of, save_goal_book, save_goal_paper
from perfxl.jobs.letters import write_letters
from perfxl.jobs.publish import blockers
from perfxl.jobs.publish import publish as published
from perfxl.jobs.remind import remind as reminded
from perfxl.jobs.review import review as reviewed
from perfxl.jobs.review import save_review
from perfxl.jobs.rollover import next_workbook
from perfxl.jobs.score import save_results
from perfxl.language import Text
from perfxl.whole_files import dated_sibling

DISTRIBUTED = Text("下发", "to departments")
RESULTS = Text("考核结果.xlsx", "results.xlsx")
LETTERS = Text("反馈信", "letters")
STANDARDS = Text("考核标准.pdf", "standards.pdf")
REVIEW = Text("评价体检.xlsx", "review.xlsx")
GOALS, GOAL_TREE = Text("目标分解.xlsx", "goals.xlsx"), Text("目标分解.pdf", "goals.pdf")
MEETING, MEETING_PAPER = Text("校准会议.xlsx", "calibration.xlsx"), Text("校准会议.pdf", "calibration.pdf")
REMINDERS = Text("催办", "reminders")
INTERVIEWS = Text("面谈材料", "interviews")
NEXT_CYCLE = Text("下一周期", "next cycle")
APPEALS, DECISIONS = Text("申诉一览.xlsx", "appeals.xlsx"), Text("申诉决定书", "decisions on appeals")


@button
def goals(run: Run) -> Done:
    """The cascade of goals as a workbook, and as a PDF with the tree."""
    found = goals_of(run.cycle)
    with run.output_file(GOALS) as path:
        save_goal_book(found, path, language=run.language)
    with run.output_file(GOAL_TREE) as path:
        save_goal_paper(found, path, language=run.language)
    open_in_desktop(path)
    return Done(telling.goals(found))


@button
def distribute(run: Run) -> Done:
    """One workbook to fill in for each department, and for each rater who owes ratings."""
    made = distribute_again(run.cycle, run.output_for(DISTRIBUTED), language=run.language, on_progress=run.progress)
    return Done(*telling.distributed(made, returns=run.settings.returns_folder))


@button
def consolidate(run: Run) -> Done:
    """Merge what came back into the master beside this workbook."""
    returns, master = run.beside(run.settings.returns_folder), run.beside(run.settings.master_file)
    returns.mkdir(parents=True, exist_ok=True)
    done = consolidated(run.own_cycle, returns, into=master, language=run.language, on_progress=run.progress)
    run.show_progress()
    return Done(*telling.consolidated(done))


@button
def check(run: Run) -> Done:
    """List what is wrong or missing, and mark it on its cells."""
    run.write(check_sheets(run.scores, run.language, book=run.book.name))
    marked = run.mark(run.scores.findings)
    run.show_progress()
    return Done(telling.found(run.scores, marked), telling.next_step(run.scores))


@button
def remind(run: Run) -> Done:
    """Drafts of e-mails to those who owe something, and the list of it all; nothing is sent."""
    made = reminded(run.scores, run.output_for(REMINDERS), language=run.language)
    return Done(telling.reminded(made))


@button
def score(run: Run) -> Done:
    """Scores, grades and their sums as sheets of this book; with an overview as a workbook of their own, too."""
    if due(run.scores):
        run.scores = keep_final(run.scores, run.workbook.parent)
    run.write(score_sheets(run.scores, run.language, book=run.book.name))
    marked = run.mark(run.scores.findings)
    run.show_progress()
    with run.output_file(RESULTS) as path:
        save_results(run.scores, path, language=run.language)
    return Done(telling.scored(run.scores, marked), telling.next_step(run.scores, scored=True))


@button
def calibrate(run: Run) -> Done:
    """The meeting's workbook and paper; decides nothing."""
    found = prepared(run.scores)
    with run.output_file(MEETING) as path:
        save_committee(found, path, language=run.language)
    open_in_desktop(path)
    with run.output_file(MEETING_PAPER) as path:
        save_committee_paper(found, path, language=run.language)
    return Done(*telling.calibrated(found))


@button
def appeals(run: Run) -> Done:
    """All appeals with state and deadline; the decision on each that is decided, as a letter."""
    overview = all_appeals(run.scores)
    with run.output_file(APPEALS) as path:
        save_appeals(overview, path, language=run.language)
    open_in_desktop(path)
    return Done(telling.appealed(overview, write_decisions(overview, run.output_for(DECISIONS))))


@button
def review(run: Run) -> Done:
    """Raters, KPIs, weights and groups, in a workbook of their own."""
    with run.output_file(REVIEW) as path:
        save_review(reviewed(run.scores), path, language=run.language)
    open_in_desktop(path)
    return Done(Text(f"已写入 {path.name}", f"written: {path.name}"))


@button
def rollover(run: Run) -> Done:
    """The workbook of the next cycle, beside this one."""
    wanted = run.workbook.with_stem(f"{run.workbook.stem} {NEXT_CYCLE(run.language)}")
    target = dated_sibling(wanted, run.as_of) if wanted.exists() else wanted
    return Done(*telling.rolled_over(next_workbook(run.cycle, run.scores, target, language=run.language)))


@button
def publish(run: Run) -> Done:
    """The standards as a PDF, and their fingerprints beside this workbook."""
    if wrong := blockers(run.scores):
        return Done(*telling.not_published(wrong))
    with run.output_file(STANDARDS) as path:
        done = published(run.scores, path, folder=run.workbook.parent, language=run.language)
    open_in_desktop(done.pdf)
    return Done(*telling.published(done))


@button
def preview_letter(run: Run) -> Done:
    """The letter of the person whose row is selected, opened."""
    person = selected_person(run.book, run.cycle)
    report = write_letters(run.cycle, run.scores, run.output_for(LETTERS), language=run.language, only=[person])
    if person in report.files:
        open_in_desktop(report.files[person])
    return Done(telling.previewed(person, report, run.scores))


@button
def letters(run: Run) -> Done:
    """Everybody's letter."""
    report = write_letters(
        run.cycle,
        run.scores,
        run.output_for(LETTERS),
        language=run.language,
        jobs=0,  # a process for each core
        on_progress=run.progress,
    )
    return Done(*telling.lettered(report))


@button
def documents(run: Run) -> Done:
    """Managers' summaries, interview sheets, and the standards of each scheme."""
    folder = run.output_for(INTERVIEWS)
    report = write_documents(run.cycle, run.scores, folder, language=run.language, on_progress=run.progress)
    return Done(telling.documented(report))


@button
def open_output_folder(run: Run) -> Done:
    """The folder with results, letters, backups and the log."""
    run.output.mkdir(parents=True, exist_ok=True)
    open_in_desktop(run.output)
    return Done(Text(str(run.output), str(run.output)))


@button
def show_more_sheets(run: Run) -> Done:
    """Show the sheets that are hidden until they are needed; pressed again, hide those that are empty."""
    return Done(telling.shown(*toggled(run.book)))


@button
def clear_marks(run: Run) -> Done:
    """Give every marked cell back its colour and note."""
    run.back_up()
    return Done(telling.cleared(cleared(run.book)))
