"""When a round is due and where that comes from: the words of the commune's own plan, else the decree on reporting."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from calendars.calendar import last_day
from danvan.working_days import NATIONAL
from documents.dates import bound_of, find_deadlines
from documents.text import squeeze
from documents.understanding.times import find_times
from plans.chain import of_chain
from plans.models import PlanDuty
from plans.places import named
from reports.rounds.periods import K, default_period, working_days_before
from reports.rounds.table_deadlines import rows_of_appendices, rows_of_items
from tasks.suggestions import SURE, plain_words

WHY = "the dates of a round follow from the plan in hand, whoever opens it"
DECREE = "Theo Nghị định 09/2019/NĐ-CP: chốt số liệu ngày 14, nộp trong 02 ngày làm việc."
OWN = "Do xã đặt."
REST_UPWARD = " Hạn nộp cấp trên theo Nghị định 09/2019/NĐ-CP."
REST_PARTS = " Các đơn vị gửi trước đó để xã kịp tổng hợp."
# Where a plan names one date only, the units and the commune have these working days each.
FOR_UNITS, FOR_COMMUNE = 3, 3
# The units are asked so many working days before their date.
ASKED_AHEAD = 10
_REPORTS = re.compile(r"báo cáo|sơ kết|tổng kết", re.IGNORECASE)
_ORDINALS = {"i": 1, "1": 1, "ii": 2, "2": 2, "iii": 3, "3": 3, "iv": 4, "4": 4}
_PERIODS = (
    (K.SIX_MONTHS, re.compile(r"\b(?:0?6|sáu)\s+tháng\b(?!\s+cuối)", re.IGNORECASE)),
    (K.NINE_MONTHS, re.compile(r"\b(?:0?9|chín)\s+tháng\b", re.IGNORECASE)),
    (K.QUARTER, re.compile(r"\bquý\s+(IV|I{1,3}|[1-4])\b", re.IGNORECASE)),
    (K.MONTH, re.compile(r"\btháng\s+(1[0-2]|0?[1-9])\b", re.IGNORECASE)),
)
_YEAR = re.compile(
    r"(?:\bbáo cáo|\bđịnh kỳ|\btổng kết|\b01|\bmột|\bcả|,|\bvà|^)\s+năm\b|^năm\b", re.I
)
# "Báo cáo công tác dân vận năm 2026", due in its last months; in spring it is last year's or something else.
_OF_YEAR = re.compile(r"\b(?:báo cáo|tổng kết)\b[^;.]*\bnăm\s+20\d\d\b", re.IGNORECASE)
LATE_IN_THE_YEAR = 9
# A day in a table is the period's own where it lies so near the usual one.
FITS = timedelta(days=45)
# The office above; whatever else a report is sent to is the commune's own.
_UPWARD = re.compile(r"\b(?:Sở|Phòng Nội vụ|huyện|tỉnh|thành phố|cấp trên|cơ quan cấp trên)\b")


class Due(NamedTuple):
    """A date in the words of a plan, and the last day as the commune reads them."""

    day: date
    written: date
    words: str
    where: str

    def said(self, plan):
        """ "Theo Kế hoạch 05/KH-UBND, mục III.3: “trước ngày 05/5/2026”, tức là hết ngày 04/05/2026." """
        read = "" if self.day == self.written else f", tức là hết ngày {self.day:%d/%m/%Y}"
        return f"Theo Kế hoạch {plan.code}, {self.where}: “{self.words}”{read}."


class Dates(NamedTuple):
    """The days of a round before anybody changes them, with a sentence on where they come from."""

    period_from: date
    period_to: date
    data_closing_on: date
    parts_due_on: date
    due_on: date
    asks_on: date
    source: str

    @property
    def closing_day(self):
        """As an open round names it."""
        return self.data_closing_on

    def days(self):
        """Without the sentence: field name → date."""
        return {name: day for name, day in self._asdict().items() if name != "source"}


def by_decree(kind, year, ordinal=1, calendar=NATIONAL):
    """The Dates of a round as the decree on reporting sets them."""
    days = default_period(kind, year, ordinal, calendar)
    source = OWN if kind == K.AD_HOC else DECREE
    return _dates(days, days.period_to, days.parts_due_on, days.due_on, source, calendar)


def by_plan(kind, year, ordinal, plan, dues, calendar=NATIONAL):
    """The Dates of a round as the plan in force sets them, None where it names none. `dues`: see `dues_of`."""
    upward, parts = (dues.get((kind, ordinal, way)) for way in (True, False))
    if upward is None and parts is None:
        return None
    days = default_period(kind, year, ordinal, calendar)
    due_on = upward.day if upward else max(days.due_on, parts.day)
    parts_due_on = (
        min(parts.day, due_on)
        if parts
        else _earlier(due_on, FOR_COMMUNE, days.parts_due_on, calendar)
    )
    closing = _earlier(parts_due_on, FOR_UNITS, days.period_to, calendar)
    source = " ".join(due.said(plan) for due in (parts, upward) if due)
    source += "" if parts and upward else REST_UPWARD if parts else REST_PARTS
    return _dates(days, max(closing, days.period_from), parts_due_on, due_on, source, calendar)


def _earlier(day, count, usual, calendar):
    """`usual` where it lies before `day`, else some working days before it."""
    return usual if usual < day else working_days_before(calendar, day, count)


def _dates(days, closing, parts_due_on, due_on, source, calendar):
    asks_on = working_days_before(calendar, parts_due_on, ASKED_AHEAD)
    return Dates(days.period_from, closing, closing, parts_due_on, due_on, asks_on, source[:400])


def dues_of(plan, habits):
    """{(kind, ordinal, whether it goes upward): Due} of a plan in force; {} for None. Two queries.

    What a person settled in the review of an import goes before what the words say; a day that had to be guessed
    counts only where a person settled it.
    """
    if plan is None:
        return {}
    items = list(plan.items.order_by("position", "pk"))
    told = {item.pk: plain_words(item.text or item.heading) for item in items}
    duties = _duties_by_uid(plan)
    way = {item.pk: (item.parent_id, item.marker) for item in items}
    found = {}
    for item in items:
        for each in _dated(told[item.pk], duties.get(item.uid, ()), plan.year):
            key = _key_of(each, told[item.pk])
            if key:
                day = last_day(each.date, bound_of(each), habits)
                words = _time_in(each, plan.year)
                found.setdefault(key, Due(day, each.date, words, _place(way, item.pk)))
    for place, row, settled in _rows(plan, items, duties, way):
        for key, each in _dated_in_row(row, settled, plan.year):
            day = last_day(each.date, bound_of(each), habits)
            found.setdefault(key, Due(day, each.date, row.quote, place))
    return found


def _rows(plan, items, duties, way):
    """(place in words, Row, settled duties) of each row of the plan's tables: running words go before them."""
    for item, row in rows_of_items(items, plan.year):
        place = _place(way, item.pk)
        yield ", ".join(filter(None, (place, row.where))), row, duties.get(item.uid, ())
    for row in rows_of_appendices(plan.appendices, plan.year):
        yield row.where, row, ()


def _dated_in_row(row, settled, year):
    """(key as in `dues_of`, Deadline) of a row; a day without a year counts where it fits the period it is for."""
    for each in _dated(row.words, settled, year):
        key = _key_of(each, row.words)
        if key is None:
            continue
        kind, ordinal, upward = key
        usual = default_period(kind, year, ordinal).due_on
        if row.is_completed and abs(each.date - usual) > FITS:
            continue
        yield (kind, ordinal, upward or (row.of_commune and not each.to)), each


def _time_in(deadline, year):
    """The words for the date as they are printed; of a day that a person chose, that day."""
    text = squeeze(deadline.text)
    times = [time for time in find_times(text, year) if time.date == deadline.date]
    return text[times[0].start : times[0].end] if times else f"{deadline.date:%d/%m/%Y}"


def _duties_by_uid(plan):
    found = {}
    rows = PlanDuty.objects.unscoped(WHY).filter(of_chain(plan), kind=PlanDuty.Kind.DEADLINE)
    for duty in (
        rows.exclude(settled_by=None).select_related("item").defer("item__text", "item__table")
    ):
        found.setdefault(duty.item.uid, []).append(duty)
    return found


def _dated(words, duties, year):
    """The deadlines for reports in the words of an item; a settled day takes the place of the one that is read."""
    if not _REPORTS.search(words):
        return
    standing = [duty for duty in duties if " ".join(duty.words.split()) in words]
    for each in find_deadlines(words, year=year):
        settled = next((duty for duty in standing if _overlap(duty.words, each.text)), None)
        if settled is None and each.sure >= SURE:
            yield each
        elif settled is not None and settled.holds:
            chosen = settled.due_on or each.date
            # Another day than the words name was chosen as it is: "trước" does not bound it.
            yield each if chosen == each.date else replace(each, date=chosen, qualifier="")


def _overlap(one, other):
    one, other = " ".join(one.split()), " ".join(other.split())
    return one in other or other in one


def _key_of(deadline, words):
    """(kind, ordinal, whether it goes upward) of a deadline, None where it is no report of a period."""
    kind, ordinal = _period_in(deadline)
    if kind is None:
        return None
    receiver = deadline.to or (words if _UPWARD.search(words) and not deadline.who else "")
    return kind, ordinal, bool(_UPWARD.search(receiver))


def _period_in(deadline):
    what = deadline.what
    named_here = [(kind, found) for kind, words in _PERIODS if (found := words.search(what))]
    of_year = not named_here and deadline.date.month >= LATE_IN_THE_YEAR and _OF_YEAR.search(what)
    if _YEAR.search(what) or of_year:
        named_here.append((K.YEAR, None))
    if len(named_here) > 1:
        # "Báo cáo 6 tháng, năm trước ngày 15/6 và 15/12": the season says which of them a date belongs to.
        season = K.SIX_MONTHS if deadline.date.month <= 7 else K.YEAR
        named_here = [each for each in named_here if each[0] == season]
    if not named_here:
        return None, 1
    kind, found = named_here[0]
    return kind, _ORDINALS[found[1].lower()] if kind == K.QUARTER else int(
        found[1]
    ) if kind == K.MONTH else 1


def _place(way, pk):
    markers = []
    while pk in way:
        pk, marker = way[pk]
        markers.insert(0, marker)
    place = named(markers)
    return place[:1].lower() + place[1:]
