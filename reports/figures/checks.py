"""Whether figures agree: with each other, with the other rounds of the year, with the same period last year.

A finding never keeps anybody from typing. Where it stops, the report is not handed in before it is mended, or, for
a jump or a year below its half, before the note says why.
"""

from decimal import Decimal
from operator import eq, ge, le
from typing import NamedTuple

from danvan.clock import today
from reports.figures import formulas
from reports.figures.formulas import FormulaError
from reports.figures.numbers import change_words, written
from reports.figures.values import indicators_for, set_of, with_formulas
from reports.models import Indicator, IndicatorCheck, IndicatorValue
from reports.models.kinds import Kind
from reports.rounds.comparison import previous_figures

HOLDS = {"=": eq, "<=": le, ">=": ge}
OTHERWISE = {"=": "khác", "<=": "lớn hơn", ">=": "nhỏ hơn"}
# Rounds that count from the beginning of the year, by the months they cover.
MONTHS = {Kind.SIX_MONTHS: 6, Kind.NINE_MONTHS: 9, Kind.YEAR: 12}
# From one meeting to three is three times as many, and nothing to ask about.
SMALL = 5
WRITE_WHY = "Hãy sửa, hoặc ghi chú lý do (“đã kiểm tra” cũng được)."


class Finding(NamedTuple):
    codes: tuple
    words: str
    stops: bool = False


class Facts(NamedTuple):
    """What the figures of one report are held against."""

    indicators: list
    checks: list
    jump_percent: int = 0
    # code → Decimal: the same period last year
    previous: dict = {}
    kind: str = ""
    # [(kind, code, Decimal)] of the other rounds of the year that count from its beginning
    of_the_year: list = []
    year: int = 0
    is_part: bool = False
    # While the period runs the figures still grow: that they are low says nothing yet.
    still_grows: bool = False

    def asks_last_year(self, indicator, figure):
        """Whether a person types last year's figure: in the commune's report, where the portal does not know it.
        `figure` is what is stored, or None."""
        typed = figure is not None and figure.previous is not None
        return not self.is_part and (typed or indicator.code not in self.previous)


def facts_of(report, *, final=False):
    """Everything the figures of a report are held against, in a fixed number of queries; needs `report.round`.

    `final`: the report is about to leave the hands of those who write it, however long its period still runs.
    """
    round = report.round
    asked = set_of(round)
    return Facts(
        indicators=indicators_for(round),
        checks=list(IndicatorCheck.objects.filter(set=asked)),
        jump_percent=asked.jump_percent,
        previous=previous_figures(round, report.unit if report.is_part else None),
        kind=round.kind,
        of_the_year=_of_the_year(report),
        year=round.year,
        is_part=report.is_part,
        still_grows=report.is_open and not final and today() < round.closing_day,
    )


def _of_the_year(report):
    round = report.round
    if round.kind not in MONTHS:
        return []
    others = IndicatorValue.objects.filter(
        report__unit=report.unit_id,
        report__round__commune=round.commune_id,
        report__round__topic=round.topic,
        report__round__year=round.year,
        report__round__kind__in=MONTHS,
    )
    others = others.exclude(report=report).exclude(value=None)
    return list(others.values_list("report__round__kind", "indicator__code", "value"))


def findings_of_report(report, facts=None):
    """The findings on the figures of a report as they are stored."""
    facts = facts or facts_of(report)
    stored = {figure.indicator_id: figure for figure in report.figures.all()}
    rows = [(each.code, stored[each.pk]) for each in facts.indicators if each.pk in stored]
    return findings(
        facts, {code: row.value for code, row in rows}, {code: row.note for code, row in rows}
    )


def stopping_findings(report):
    """The findings that keep a commune's report from its next step, judged as when it was submitted: what it is held
    against, another round of the year or last year's report, may have changed since."""
    facts = facts_of(report, final=True)
    return [each for each in findings_of_report(report, facts) if each.stops]


def findings(facts, figures, notes):
    """What does not agree. `figures`: code → Decimal or None, without formulas; `notes`: code → words."""
    # What is worked out here may be stored from before: the figures in hand go first.
    typed = {each.code: figures.get(each.code) for each in facts.indicators if not each.formula}
    known = with_formulas(facts.indicators, typed)
    return [
        *_broken_checks(facts, known),
        *_above_the_year(facts, known, notes),
        *_jumps(facts, known, notes),
    ]


def _broken_checks(facts, known):
    labels = {each.code: each.label for each in facts.indicators}
    for check in facts.checks:
        try:
            left, right = (formulas.value_of(side, known) for side in (check.left, check.right))
        except FormulaError:
            continue
        if left is None or right is None or HOLDS[check.comparison](left, right):
            continue
        codes = (*formulas.codes_in(check.left), *formulas.codes_in(check.right))
        words = _words_of(check, left, right, labels)
        yield Finding(tuple(dict.fromkeys(codes)), words, check.stops)


def _words_of(check, left, right, labels):
    left, right = written(formulas.rounded(left)), written(formulas.rounded(right))
    if check.words:
        return f"{check.words.rstrip('.')} (hiện là {left} và {right})."
    sides = in_words(check.left, labels), in_words(check.right, labels)
    return f"{sides[0]} ({left}) {OTHERWISE[check.comparison]} {sides[1]} ({right})."


def in_words(side, labels):
    """A side of a check or a formula with the labels of its indicators in place of their codes."""
    for code in labels:
        side = side.replace(f"[{code}]", labels[code])
    return side


def _above_the_year(facts, known, notes):
    accumulating = {
        each.code: each
        for each in facts.indicators
        if each.accumulates and not each.formula and each.type != Indicator.Type.PERCENT
    }
    for kind, code, other in facts.of_the_year:
        ours = known.get(code)
        if code not in accumulating or ours is None or _noted(notes, code):
            continue
        shorter, longer = sorted([(facts.kind, ours), (kind, other)], key=lambda e: MONTHS[e[0]])
        if facts.still_grows and longer[0] == facts.kind:
            continue
        if shorter[0] != longer[0] and shorter[1] > longer[1]:
            sides = [f"{Kind(k).label.lower()} {facts.year} là {written(n)}" for k, n in (shorter, longer)]  # fmt: skip
            words = f"{accumulating[code].label}: {sides[0]}, nhiều hơn {sides[1]}. {WRITE_WHY}"
            yield Finding((code,), words, not facts.is_part)


def _jumps(facts, known, notes):
    for each in facts.indicators:
        now, before = known.get(each.code), facts.previous.get(each.code)
        if not facts.jump_percent or now is None or before is None or _noted(notes, each.code):
            continue
        if each.formula or not _jumped(now, before, facts.jump_percent):
            continue
        if facts.still_grows and each.accumulates and now < before:
            continue
        words = (
            f"{each.label}: {written(now)}, cùng kỳ năm trước {written(before)} "
            f"({change_words(now, before, each.type)}). {WRITE_WHY}"
        )
        yield Finding((each.code,), words, not facts.is_part)


def _jumped(now: Decimal, before: Decimal, percent):
    apart = abs(now - before)
    return apart >= SMALL and apart * 100 > before * percent


def _noted(notes, code):
    return bool((notes.get(code) or "").strip())


def summary_of(found):
    """ "■ 3 chỗ cần xử lý trước khi nộp, 2 chỗ nên xem lại": what a page says above its figures."""
    stopping = sum(each.stops for each in found)
    rest = len(found) - stopping
    said = [f"{stopping} chỗ cần xử lý trước khi nộp"] if stopping else []
    said += [f"{rest} chỗ nên xem lại"] if rest else []
    mark = "■" if stopping else "◆" if rest else "●"
    return f"{mark} {', '.join(said) or 'Các số liệu đã điền khớp nhau'}."
