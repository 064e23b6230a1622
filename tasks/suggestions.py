"""What a plan's item suggests for a task: a title, a unit, a person, a date, a result. A person decides."""

from html import unescape
from typing import NamedTuple

from django.utils.html import strip_tags

from calendars.calendar import last_day
from documents.assignees import named_at_start
from documents.dates import bound_of, find_deadlines
from documents.understanding.labels import labels_in
from documents.understanding.times import find_times
from tasks.people import unit_named_in

LONGEST_TITLE = 200
LONGEST_RESULT = 300
SURE = 0.8


class Suggestion(NamedTuple):
    title: str
    unit: object
    person: int | None
    # The last day to do it, as the commune reads the words ("trước ngày 20/5": 19/5, or 20/5 where that day counts).
    due_on: object
    due_words: str
    # Whether the date must be looked at: completed with the plan's year, or perhaps not a deadline at all.
    due_is_sure: bool
    # What should come of it ("Sản phẩm: …"), where the item says so.
    result: str = ""
    # The date in the words and how they bound it (a DueKind, or "").
    written_due_on: object = None
    due_kind: str = ""


def suggest(item, staff, *, year, below=(), duties=()):
    """The Suggestion for one plan item; `year` completes a day printed without one.

    `below` are the words of the lines below the item: labels among them ("Đơn vị chủ trì: …") belong to it. `duties`
    (PlanDuty) are what the import understood of both: what a person settled there goes before a fresh guess.
    """
    read = read_item(item, staff, year=year, below=below, duties=duties)
    # A duty with several dates is done when the last of them is met.
    last = max(read.dates, key=lambda each: each.date) if read.dates else _NO_DATE
    return Suggestion(
        title=short_title(told(read.words)),
        unit=read.unit,
        person=staff.first_of(read.unit.pk) if read.unit else None,
        due_on=last_day(last.date, last.kind, staff.habits),
        due_words=last.text[:200],
        due_is_sure=last.sure >= SURE and len(read.dates) == 1,
        result=read.labelled.get("result", "")[:LONGEST_RESULT],
        written_due_on=last.date,
        due_kind=last.kind,
    )


class Read(NamedTuple):
    """What the words of an item and the lines below it say, before anything is made of it."""

    words: str
    labelled: dict  # role of a label → its value
    settled: list  # PlanDuty, deadlines that a person answered for
    unit: object
    # Said to lead, or named first; not only named somewhere in the words.
    unit_is_sure: bool
    dates: list


def read_item(item, staff, *, year, below=(), duties=()):
    """The Read of an item; the arguments are those of `suggest`."""
    words = plain_words(item.text)
    labelled = _labelled((words, *below))
    settled = settled_in(duties, (words, *below))
    leads = _unit_settled(settled, staff) or _unit_leading(words, labelled, staff)
    unit = leads or unit_named_in(words, staff)
    dates = _settled_dates(settled, _dates_of(words, labelled, year), year)
    return Read(words, labelled, settled, unit, leads is not None, dates)


def settled_in(duties, lines):
    """The deadlines a person settled whose words still stand in these lines; the plan may have been rewritten since."""
    said = " ".join(lines)
    return [
        duty
        for duty in duties
        if duty.settled_by_id and duty.kind == "deadline" and " ".join(duty.words.split()) in said
    ]


def _unit_settled(settled, staff):
    return next(
        (staff.units[duty.unit_id] for duty in settled if duty.unit_id in staff.units), None
    )


def _settled_dates(settled, found, year):
    """The days a person confirmed; without such the days found, but for those that were said to be none."""
    days = [
        _Date(duty.due_on, duty.words, 1.0, _bound_in(duty, year), duty.what, duty.who)
        for duty in settled
        if duty.holds and duty.due_on
    ]
    denied = [" ".join(duty.words.split()) for duty in settled if not duty.holds]
    return days or [
        each for each in found if not any(_overlap(each.text, words) for words in denied)
    ]


def _bound_in(duty, year):
    """How the words of a settled date bound it; "" where the person chose another day than the one they name."""
    found = find_deadlines(duty.words, year=year)
    return next((bound_of(each) for each in found if each.date == duty.due_on), "")


def _overlap(one, other):
    return one in other or other in one


class _Date(NamedTuple):
    date: object
    text: str
    sure: float
    kind: str
    # What is due on this date and who is named for it, where the clause of the date says so.
    what: str = ""
    who: str = ""


_NO_DATE = _Date(None, "", 0.0, "")


def _dates_of(words, labelled, year):
    """A label for the time says when the whole item is due; without one the dates of its words do."""
    time = labelled.get("time", "")
    found = [(each, time) for each in find_times(time, year, alone=True)]
    found = found or [(each, each.text) for each in find_deadlines(words, year=year)]
    return [
        _Date(
            each.date, text, each.sure, bound_of(each), getattr(each, "what", ""), getattr(each, "who", "")
        )
        for each, text in found
    ]  # fmt: skip


def _unit_leading(words, labelled, staff):
    """Who is said to lead, else who is named first."""
    places = (labelled.get("lead", ""), named_at_start(words, orders=True)[0])
    return next((unit for said in places if (unit := unit_named_in(said, staff))), None)


def _labelled(lines):
    """The first value of each label in the lines, by its role."""
    values = {}
    for line in lines:
        for label in labels_in(line):
            values.setdefault(label.role, label.value)
    return values


def told(words):
    """The words before the labels; of an item that is nothing but labels, all."""
    labels = labels_in(words)
    before = words[: labels[0].start].strip(" .;:-") if labels else ""
    return before or words


def plain_words(text):
    """Inline HTML of a plan item as running words."""
    return " ".join(unescape(strip_tags(text)).split())


def short_title(words):
    """The first sentence, cut at a word when it is long."""
    sentence = words.split(". ", 1)[0].split("; ", 1)[0].strip(" .;:")
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    return sentence[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
