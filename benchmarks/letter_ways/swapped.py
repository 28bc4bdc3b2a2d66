"""Many letters, twenty of them for people of one name, and one swapped on purpose: is each proved, and that one caught?"""

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from letter_ways.own_letter import random_scores
from perfxl.letters import press
from perfxl.letters.batch import LettersReport, write_letters
from perfxl.letters.gathering import letter_facts
from perfxl.letters.proof import Proof
from perfxl.rules.scores import Scores

NAMESAKES = 20


def swap_one(n: int) -> None:
    """Make n letters; one namesake's letter is another namesake's when it comes out of the engine. Prints what was proved."""
    scores = random_scores(n, namesakes=min(NAMESAKES, n))
    people = scores.people
    one, other = people.loc[people["name"] == "示例同名", "employee_id"].iloc[:2]
    start = time.perf_counter()
    report, proofs = _written(scores, one, other)
    failed = [(failure.employee_id, failure.code) for failure in report.failed]
    print(f"{n} letters, {min(NAMESAKES, n)} of one name: {proofs} proofs in {time.perf_counter() - start:.0f} s wall")
    print(f"{len(report.written)} written; the letter of {one} was that of {other}: failed {failed}, ratio {len(failed)}/1 caught")
    if failed != [(one, "PX703")] or proofs != n or len(report.written) != n - 1:
        raise SystemExit("not what was expected")


def _written(scores: Scores, one: str, other: str) -> tuple[LettersReport, int]:
    """Write the letters in this process, with one swapped; and how many proofs were made."""
    swapped, proofs = letter_facts(scores)[other], 0
    pdf, of_letter = press.Press.pdf, Proof.of_letter

    def another(self: press.Press, task: press.Task) -> bytes:
        return pdf(self, replace(task, facts=swapped) if task.facts.employee_id == one else task)

    def counted(self: Proof, *args: object) -> tuple[list[str], int]:
        nonlocal proofs
        proofs += 1
        return of_letter(self, *args)  # type: ignore[arg-type]

    press.Press.pdf, Proof.of_letter = another, counted  # type: ignore[method-assign]
    try:
        with tempfile.TemporaryDirectory() as folder:
            report = write_letters(scores, Path(folder), language="zh", jobs=1)
            return report, proofs
    finally:
        press.Press.pdf, Proof.of_letter = pdf, of_letter  # type: ignore[method-assign]
