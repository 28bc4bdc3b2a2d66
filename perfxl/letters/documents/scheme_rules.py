"""The rules of one scheme in words: parts and weights, raters and scales, grades, extra work, appeal."""

import math
from collections.abc import Sequence

from perfxl.cycle.choices import POOLS, RATING_ROLES, RULES, title_of
from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.tables import Cycle
from perfxl.language import folded
from perfxl.letters.documents import standard_words as words
from perfxl.letters.documents.facts import DimensionStandard, GradeStandard, PartLine, RaterStandard, RuleStandard
from perfxl.letters.documents.rule_examples import RULE_EXAMPLES, example_points, formula
from perfxl.letters.score_lines import component_title
from perfxl.letters.wording import DASH, clean, day, exact, fixed, percent, points, said
from perfxl.rules.grades import Grades
from perfxl.rules.quotas import quotas
from perfxl.rules.rater_correction import APPLY
from perfxl.rules.scales import Scale
from perfxl.rules.schemes import Component, Scheme


def parts(scheme: Scheme, language: str) -> tuple[PartLine, ...]:
    """What counts, how much, and what happens when it is missing."""
    return tuple(
        PartLine(
            title=component_title(part.key, language),
            weight=percent(part.weight),
            meaning=words.PARTS[part.key](language) if part.key in words.PARTS else "",
            missing=words.MISSING[part.policy](language) if part.policy in words.MISSING else "",
        )
        for part in scheme.components
    )


def sum_example(scheme: Scheme, language: str, *, digits: int) -> str:
    """The base score of an invented person, worked out."""
    known = [part for part in scheme.components if part.key in words.SAMPLE_POINTS and math.isfinite(part.weight)]
    terms = [
        words.TERM(language).format(
            title=component_title(part.key, language),
            points=exact(words.SAMPLE_POINTS[part.key]),
            weight=percent(part.weight),
        )
        for part in known
    ]
    total = sum(part.weight * words.SAMPLE_POINTS[part.key] / 100 for part in known)
    plus = " + " if language == "en" else "＋"
    return words.SUM(language).format(terms=plus.join(terms), total=fixed(total, digits)) if terms else ""


def rule_standards(rules: Sequence[str], language: str) -> tuple[RuleStandard, ...]:
    """The rules in plain words, each with its formula and a computed example."""
    return tuple(
        RuleStandard(
            title=title_of(rule, RULES, language),
            words=RULE_EXAMPLES[rule].words(language),
            formula=formula(rule, language),
            example=RULE_EXAMPLES[rule].story(language).format(points=points(example_points(rule, language))),
        )
        for rule in rules
        if rule in RULE_EXAMPLES
    )


def raters(cycle: Cycle, scheme: Scheme, language: str) -> tuple[RaterStandard, ...]:
    """Who rates, at least how many, on which scale, and how a rating becomes points."""
    return tuple(_rater(cycle, part, language) for part in scheme.components if part.key in RATING_ROLES)


def _rater(cycle: Cycle, part: Component, language: str) -> RaterStandard:
    who = words.BY_RATERS[part.key](language)
    several = words.AT_LEAST(language).format(who=who, n=part.min_raters)
    labels = str(cycle["schemes"]["scale_labels"].iloc[part.row])
    return RaterStandard(
        title=component_title(part.key, language),
        who=several if part.min_raters > 1 else who,
        scale=_scale(part.scale, labels, language) if part.scale else DASH,
        points=_conversion(part.scale, language) if part.scale else DASH,
    )


def _scale(scale: Scale, written: str, language: str) -> str:
    """The ends of the scale and, from the highest, the words for its steps."""
    told = words.SCALE(language).format(low=exact(scale.lowest), high=exact(scale.highest))
    values = sorted(((scale.labels[folded(word)], word) for word in scale.words), reverse=True)
    named = [words.LABEL(language).format(value=exact(value), word=clean(word)) for value, word in values]
    return told + (words.LABELS(language).format(labels=_listed(named, language)) if named and written else "")


def _conversion(scale: Scale, language: str) -> str:
    knots = zip(scale.knots, scale.worth, strict=True)
    steps = [words.KNOT(language).format(value=exact(value), points=exact(worth)) for value, worth in knots]
    return _listed(steps, language) + words.LINEAR(language)


def _listed(items: Sequence[str], language: str) -> str:
    return ("; " if language == "en" else "；").join(items)


def dimensions(cycle: Cycle, scheme: Scheme, language: str) -> tuple[DimensionStandard, ...]:
    """The aspects that raters rate; empty where there is one overall rating."""
    rows = cycle["dimensions"]
    own = rows[rows["scheme"].map(folded) == folded(scheme.name)]
    return tuple(
        DimensionStandard(
            name=clean(row["dimension"]), weight=percent(float(row["weight"])), meaning=said(row["meaning"], language)
        )
        for row in own.to_dict("records")
    )


def grades(bands: Grades, language: str) -> tuple[GradeStandard, ...]:
    """Grades from the best, each with the scores that earn it."""
    found = []
    for number in reversed(range(len(bands.names))):
        low = exact(float(bands.bounds[number]))
        is_best = number + 1 == len(bands.names)
        high = "" if is_best else exact(float(bands.bounds[number + 1]))
        found.append(
            GradeStandard(
                grade=clean(bands.names[number]),
                scores=(words.AND_ABOVE if is_best else words.FROM_TO)(language).format(low=low, high=high),
                coefficient=exact(float(bands.coefficients[number])),
                meaning=said(bands.meanings[number], language),
            )
        )
    return tuple(found)


def notes_on_grades(cycle: Cycle, bands: Grades, language: str) -> tuple[str, ...]:
    """How a score is rounded, how many people can have a grade, and what the coefficient is for."""
    told = [words.ROUNDED(language).format(digits=cycle.settings.rounding_digits)]
    pool = title_of(cycle.settings.quota_pool, POOLS, language)
    for name, percent_of in reversed(list(zip(bands.names, quotas(cycle, bands).percent, strict=True))):
        if math.isfinite(percent_of):
            told.append(words.QUOTA(language).format(grade=clean(name), percent=exact(float(percent_of)), pool=pool))
    if any(map(math.isfinite, bands.coefficients)):
        told.append(words.COEFFICIENT(language))
    return tuple(told)


def correction(settings: CycleSettings, language: str) -> tuple[str, ...]:
    """That ratings are corrected for how strict raters are, where they are."""
    return (words.CORRECTION(language),) if settings.rater_correction == APPLY else ()


def missing(settings: CycleSettings, language: str) -> tuple[str, ...]:
    """What holds for missing evidence in every part."""
    told = [words.NEVER_ZERO(language), words.COVERAGE(language).format(floor=exact(settings.coverage_floor))]
    if settings.deadline_on:
        told.append(words.DEADLINE(language).format(on=day(settings.deadline_on, language)))
    return tuple(told)


def extras(bands: Grades, settings: CycleSettings, language: str) -> tuple[str, ...]:
    """Extra work, deductions and the veto."""
    each, total, deduct = settings.extra_cap_each, settings.extra_cap_total, settings.deduct_cap_total
    told = [words.EXTRA(language)]
    if each is not None:
        told.append(words.EACH_CAP(language).format(points=exact(each)))
        counted = min(each, total) if total is not None else each
        told.append(words.EXTRA_EXAMPLE(language).format(approved=exact(each + 1), counted=exact(counted)))
    if total is not None:
        told.append(words.TOTAL_CAP(language).format(points=exact(total)))
    if each is None and total is None:
        told.append(words.UNCAPPED(language))
    if deduct is None:
        told.append(words.DEDUCT_UNCAPPED(language))
    else:
        told.append(words.DEDUCT_CAP(language).format(points=exact(deduct)))
    if bands.names:
        told.append(words.VETO(language).format(grade=clean(bands.names[bands.veto])))
    return tuple(told)


def appeal(settings: CycleSettings, language: str) -> tuple[str, ...]:
    """How to ask for a re-check, and whose comments a letter shows."""
    until = settings.appeal_until
    first = words.APPEAL_UNTIL(language).format(on=day(until, language)) if until else words.APPEAL(language)
    comments = words.COMMENTS[settings.comments_shown](language).format(n=settings.min_raters_shown)
    return (first, words.APPEAL_HOW(language).format(n=settings.appeal_workdays), words.APPEAL_SAFE(language), comments)
