"""What review says in the terminal: what stands out, what is proposed, where the files are."""

from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.language import Text
from perfxl.reports.scores import print_heading
from perfxl.rules.proposals import KINDS
from perfxl.rules.review_words import RATER_FLAGS, RATINGS, SEPARABLE
from perfxl.terminal import copyable, paragraph, say, typed

if TYPE_CHECKING:
    from perfxl.rules.review import Review

_MOST = 8


def print_review(review: "Review", language: str, *, out: Path | None, pdf: Path | None, path: Path) -> None:
    """A short summary; everything stands in the workbook."""
    print_heading(review.scores, language)
    _print_raters(review, language)
    borderline = int(review.certainty["borderline"].sum())
    flips = int(review.weights["can_flip"].sum())
    say(Text("等级把握不足的 {n} 人；权重增减 {limit} 个百分点会改变等级的 {flips} 人。",
             "Uncertain grades: {n}. Grades that a shift of weights by {limit} points would change: {flips}."),
        language, n=borderline, limit=review.weight_limit, flips=flips)  # fmt: skip
    for finding in review.findings:
        paragraph(f"● {finding.code} {finding.what(language)}")
    _print_proposals(review, language)
    for text, file in ((Text("复盘：{path}", "Review: {path}"), out), (Text("报告：{path}", "Report: {path}"), pdf)):
        if file is not None:
            copyable(text, language, path=file)
    if out is None and pdf is None:
        copyable(Text("下一步：perfxl review {path} --out 复盘.xlsx --pdf 复盘.pdf",
                      "Next: perfxl review {path} --out review.xlsx --pdf review.pdf"), language, path=typed(path))  # fmt: skip


def _print_raters(review: "Review", language: str) -> None:
    for role, how in review.separable.items():
        say(Text("{role}：{how}。", "{role}: {how}."), language, role=RATINGS[role], how=SEPARABLE[how])
    seen = [
        (line.rater_id, [flag for flag in line.flags if flag != "not_separable"])
        for line in review.raters.itertuples()
    ]
    for rater, flags in [(rater, flags) for rater, flags in seen if flags][:_MOST]:
        between = Text("；", "; ")(language)
        paragraph(f"● {rater} {between.join(RATER_FLAGS[flag](language) for flag in flags)}")


def _print_proposals(review: "Review", language: str) -> None:
    if review.proposals:
        say(Text("建议 {n} 条：", "Proposals: {n}"), language, n=len(review.proposals))
    for one in review.proposals[:_MOST]:
        about = "·".join(filter(None, (one.scheme, one.about(language))))
        paragraph(f"{KINDS[one.kind](language)} {about}：{one.why(language)}" if language == "zh"
                  else f"{KINDS[one.kind](language)} {about}: {one.why(language)}", indent="  ")  # fmt: skip
    if len(review.proposals) > _MOST:
        say(Text("  （另有 {n} 条）", "  ({n} more)"), language, n=len(review.proposals) - _MOST)
