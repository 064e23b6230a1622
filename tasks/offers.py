"""What an item of a plan offers to be given: a row for each date and each rhythm in its words. A person decides."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from calendars.calendar import last_day
from danvan.clock import today
from documents.understanding.bodies import upper_first
from documents.understanding.recurring import find_periodic, periods_of
from documents.understanding.targets import find_targets
from tasks.models import TaskSeries
from tasks.people import unit_named_in, units_named_in
from tasks.suggestions import LONGEST_RESULT, SURE, read_item, short_title, told

F = TaskSeries.Frequency
# The finest first. Who reports each quarter has reported after six months, too; nine months are a term of their own.
_RHYTHMS = (F.MONTHLY, F.QUARTERLY, F.HALF_YEARLY, F.NINE_MONTHLY, F.YEARLY, F.CONTINUOUS)
_COVERED_BY_HALF_YEARS = {F.YEARLY}
_VAGUE = {"weekly": "hằng tuần", "periodic": "định kỳ"}
_DAY_OF_MONTH = re.compile(r"ngày\s+(\d{1,2})\s+(?:hằng|hàng|mỗi)\s+(?:tháng|quý)", re.IGNORECASE)
_ALONG = re.compile(
    r"\bphối\s+hợp(?:\s+chặt\s+chẽ)?\s+(?:với|cùng)?\s*([^.;:]{3,300})", re.IGNORECASE
)
_NOBODY = re.compile(
    r"\b(?:liên quan|các (?:cấp|ngành|đơn vị|cơ quan|ban|phòng|tổ chức|đoàn thể|thôn))\b", re.IGNORECASE
)  # fmt: skip

ASK_UNIT = "Đơn vị này được nhắc tới trong câu, chưa chắc chủ trì."
ASK_PERSON = "Đơn vị có nhiều người, chưa ghi ai đứng đầu."
ASK_DUE = "Có thể là hạn, cần xem."
ASK_PAST = "Kế hoạch ghi {day:%d/%m/%Y}, ngày này đã qua."
ASK_PERIOD_END = "Kế hoạch không ghi ngày; đây là ngày cuối kỳ."
ASK_RHYTHM = "Có thể là việc lặp lại, cần xem."
ASK_VAGUE = "Kế hoạch ghi “{words}”; hãy chọn chu kỳ."
ASK_MANY = "Kế hoạch ghi nhiều kỳ; kỳ này gồm cả các kỳ dài hơn."
ASK_PARTNERS = "Kế hoạch ghi phối hợp: {words}"
ASK_TARGET = "Có thể là số lượng phải đạt, cần xem."


class Offer(NamedTuple):
    """One row: values by column, and for what is no fact a question by column."""

    values: dict
    asks: dict
    due_words: str = ""
    written_due_on: object = None
    due_kind: str = ""

    @property
    def is_recurring(self):
        return bool(self.values["rhythm"])


def offers_of(item, staff, *, year, below=(), duties=()):
    """The Offers of an item, at least one; the arguments are those of `tasks.suggestions.suggest`.

    Values: title, result, target_unit (words), unit (Unit or None), person (pk or None), due_on (date or None),
    partners (list of Unit), rhythm (a Frequency or ""), target (int or None).
    """
    read = read_item(item, staff, year=year, below=below, duties=duties)
    dates = _each_once(read.dates)
    rhythms = _rhythms_of(read, duties, dates)
    rows = [_Row(date=each) for each in dates] + [
        _Row(rhythm=rhythm, ask=ask) for rhythm, ask in rhythms
    ]
    alone = len(rows) <= 1
    return [_offer(row, read, staff, year, alone) for row in rows or [_Row()]]


class _Row(NamedTuple):
    date: object = None
    rhythm: str = ""
    ask: str = ""


def _each_once(dates):
    kept = {}
    for each in dates:
        kept.setdefault((each.date, each.what), each)
    return list(kept.values())


def _offer(row, read, staff, year, alone):
    asks = {}
    unit = _unit(row, read, staff, asks)
    person = _person(unit, staff, asks)
    due_on = _due(row, read, staff, year, asks)
    if row.ask:
        asks["rhythm"] = row.ask
    target, counted = _target(row, read, alone, asks)
    values = {
        "title": _title(row, read, alone),
        "unit": unit,
        "person": person,
        "due_on": due_on,
        "result": read.labelled.get("result", "")[:LONGEST_RESULT],
        "partners": _partners(read, unit, staff, asks),
        "rhythm": row.rhythm,
        "target": target,
        "target_unit": counted,
    }
    if row.date is None:
        return Offer(values, asks)
    return Offer(values, asks, row.date.text[:200], row.date.date, row.date.kind)


def _title(row, read, alone):
    """What is due on this date, where the item has several; else the item's own words."""
    what = row.date.what.strip(" ,;:.") if row.date else ""
    if alone or len(what) < 10:
        return short_title(told(read.words))
    return short_title(upper_first(what))


def _unit(row, read, staff, asks):
    named = unit_named_in(row.date.who, staff) if row.date and row.date.who else None
    unit = named or read.unit
    if unit and not named and not read.unit_is_sure:
        asks["unit"] = ASK_UNIT
    return unit


def _person(unit, staff, asks):
    person = staff.first_of(unit.pk) if unit else None
    if person and person not in staff.heads and len(staff.of_unit[unit.pk]) > 1:
        asks["person"] = ASK_PERSON
    return person


def _due(row, read, staff, year, asks):
    if row.rhythm:
        return _first_of_rhythm(row, read, year, asks)
    if row.date is None:
        return None
    day = last_day(row.date.date, row.date.kind, staff.habits)
    if day < today():
        asks["due_on"] = ASK_PAST.format(day=row.date.date)
        return None
    if row.date.sure < SURE:
        asks["due_on"] = ASK_DUE
    return day


def _first_of_rhythm(row, read, year, asks):
    """The last day of the running month, quarter, half year or year, or the day of it that the words name."""
    begin = max(today(), date(year, 1, 1))
    months = {F.MONTHLY: 1, F.HALF_YEARLY: 6, F.YEARLY: 12}.get(row.rhythm, 3)
    month = 9 if row.rhythm == F.NINE_MONTHLY else ((begin.month - 1) // months + 1) * months
    named = _DAY_OF_MONTH.search(read.words)
    wanted = int(named[1]) if named else 31
    if not named:
        asks["due_on"] = ASK_PERIOD_END
    for ahead in (0, 12 if row.rhythm == F.NINE_MONTHLY else months):
        in_year, of_month = begin.year + (month + ahead - 1) // 12, (month + ahead - 1) % 12 + 1
        day = date(in_year, of_month, max(1, min(wanted, monthrange(in_year, of_month)[1])))
        if day >= begin:
            return day
    return day


def _rhythms_of(read, duties, dates):
    """[(rhythm, question or "")]: those a person settled, else those the label for the time or the words name."""
    answers = [
        duty
        for duty in duties
        if duty.kind == "periodic" and duty.settled_by_id and _squeeze(duty.words) in read.words
    ]
    held = [duty for duty in answers if duty.holds]
    if held:
        return _reduced({one for duty in held for one in re.findall(r"\w+", duty.frequency)}, "")
    labelled = periods_of(read.labelled.get("time", ""))
    if labelled:
        return [] if dates else _reduced(set(labelled), "")
    spans = tuple(_spans(read.words, dates))
    denied = [_squeeze(duty.words) for duty in answers]
    found = [
        duty
        for duty in find_periodic(read.words, dated=spans)
        if not any(duty.text in words or words in duty.text for words in denied)
    ]
    if not found:
        return []
    unsure = ASK_RHYTHM if any(duty.sure < SURE for duty in found) else ""
    return _reduced({one for duty in found for one in duty.periods}, unsure)


def _reduced(periods, ask):
    named = [one for one in _RHYTHMS if one in periods]
    if not named:
        vague = next((words for name, words in _VAGUE.items() if name in periods), "")
        return (
            [(F.MONTHLY if vague == "hằng tuần" else F.QUARTERLY, ASK_VAGUE.format(words=vague))]
            if vague
            else []
        )
    finest = named[0]
    kept = [finest]
    if finest == F.HALF_YEARLY:
        kept = [one for one in named if one not in _COVERED_BY_HALF_YEARS and one != F.CONTINUOUS]
    return [
        (one, ask or (ASK_MANY if len(named) > len(kept) and one == finest else "")) for one in kept
    ]


def _spans(words, dates):
    for each in dates:
        at = words.find(each.text)
        if at >= 0:
            yield at, at + len(each.text)


def _squeeze(words):
    return " ".join(words.split())


def _partners(read, unit, staff, asks):
    """The units in the label or behind "phối hợp"; what names nobody known is asked about."""
    label = read.labelled.get("partners", "")
    said = [label] if label else [match[1] for match in _ALONG.finditer(read.words)]
    found = {one.pk: one for words in said for one in units_named_in(words, staff) if one != unit}
    if not found:
        strange = next((words for words in said if words and not _NOBODY.search(words)), "")
        if strange:
            asks["partners"] = ASK_PARTNERS.format(words=short_title(strange)[:120])
    return list(found.values())


def _target(row, read, alone, asks):
    """(number, counted in) where the words name exactly one number to be reached that is a count; else (None, "")."""
    words = read.words if alone or row.date is None else row.date.text
    counts = [
        each
        for each in find_targets(words, in_targets=True)
        if each.unit != "%" and each.comparator != "<=" and each.value == int(each.value) > 0
    ]
    if len(counts) != 1 or counts[0].value > 1_000_000:
        return None, ""
    if counts[0].sure < SURE:
        asks["target"] = ASK_TARGET
    return int(counts[0].value), counts[0].unit[:40]
